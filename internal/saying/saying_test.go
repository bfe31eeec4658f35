package saying_test

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

func TestTakenBack(t *testing.T) {
	for _, c := range []struct {
		text, words, code string
		taken             bool
	}{
		{"đã chết", "chết", record.StatusDead, false},
		{"nghi đã chết", "chết", record.StatusDead, true},
		{"hủy tuyên bố chết", "chết", record.StatusDead, true},
		{"khai tử nhầm", "khai tử", record.StatusDead, true},
		{"xóa thường trú, đã chết", "chết", record.StatusDead, false},
		{"xin chuyển đi", "chuyển đi", record.StatusMoved, true},
		{"đăng ký khai tử", "khai tử", record.EventDeath, false},
		{"hủy khai tử", "khai tử", record.EventDeath, true},
		{"thu hồi giấy khai sinh", "khai sinh", record.EventBirth, true},
		{"xóa đăng ký thường trú", "thường trú", record.ResidencePermanent, true},
		{"thường trú", "thường trú", record.ResidencePermanent, false},
		{"hiệu lực", "hiệu lực", record.StatusActive, false},
		{"hết hiệu lực", "hiệu lực", record.StatusActive, true},
		{"hủy khai tử", "khai tử", record.StatusStopped, false}, // an end is taken back by none of these
	} {
		s := saying.Of(c.text)
		words := viet.Words(c.words)
		at, n := s.Find(words)
		if len(at) == 0 || n != len(strings.Fields(words)) {
			t.Fatalf("%q not found in %q", c.words, c.text)
		}
		if got := s.TakenBack(at[0], n, c.code); got != c.taken {
			t.Errorf("%s in %q taken back: %v, want %v", c.code, c.text, got, c.taken)
		}
	}
}
