package dataset

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// The level of electronic identity (figure F2) is read from the register and the card archive, and is nobody's field elsewhere.
func TestIdentityLevel(t *testing.T) {
	for code, want := range map[string]record.Field{"dan_cu": "identity_level", "can_cuoc": "identity_level", "thue": ""} {
		p, err := Builtin(code)
		if err != nil {
			t.Fatal(err)
		}
		if got := fieldOf(t, p, "Mức độ định danh"); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
		// "cấp độ" among the headers would make "cấp" a word of that field.
		if got := fieldOf(t, p, "Số CMND đã được cấp"); want != "" && got != record.OldID {
			t.Errorf("%s: the CMND is read as %q", code, got)
		}
		if want != "" && p.Spec(want).Words["muc do 2"] != "2" {
			t.Errorf("%s: %v", code, p.Spec(want).Words)
		}
	}
}
