package dataset

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestLacks(t *testing.T) {
	profile, err := Builtin("dan_cu")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		text string
		want bool
	}{
		"both":         {"Họ và tên,Ngày sinh\nA,1990\n", false},
		"name alone":   {"Họ và tên,Tuổi\nA,30\n", true},
		"neither":      {"title,price\nA,30\n", true},
		"joined parts": {"Họ,Tên,Ngày sinh,Tháng sinh,Năm sinh\nA,B,1,2,1990\n", false},
		"no such file": {"", false}, // whoever reads it tells what is wrong
	} {
		path := filepath.Join(t.TempDir(), "x.csv")
		if c.text != "" {
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := Lacks(context.Background(), Source{Files: []string{path}, Profile: profile}, record.FullName, record.BirthDate); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
