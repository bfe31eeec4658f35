package normalize

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestTexts(t *testing.T) {
	for _, c := range []struct {
		field    record.Field
		in, want string
	}{
		{record.Religion, "Không", "khong"},
		{record.Religion, "không theo đạo", "khong"},
		{record.Religion, "Không tôn giáo", "khong"},
		{record.Religion, "Không rõ", ""},
		{record.Religion, "Chưa có thông tin", ""},
		{record.Religion, "N/A", ""},
		{record.Religion, "Phật giáo", "phat giao"},
		{record.BloodType, "Không rõ", ""},
		{record.BloodType, "Không", ""},
		{record.BloodType, "chưa xác định", ""},
		{record.BloodType, "AB+", "ab+"},
		{record.Note, "không", ""},
	} {
		if got := parseText(c.field, c.in); got != c.want {
			t.Errorf("%s %q = %q, want %q", c.field, c.in, got, c.want)
		}
	}
}
