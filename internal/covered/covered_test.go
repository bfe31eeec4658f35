package covered

import (
	"strings"
	"testing"
)

func TestShape(t *testing.T) {
	for value, want := range map[string]string{
		"042085000001":          "0420********",
		"Nguyễn Văn Ân":         "Xxxxxx Xxx Xx",
		"01/02/1985":            "99/99/9999",
		"NguyÔn V¨n Tó":         "XxxxXx Xxx Xx", // TCVN3 read as windows-1252
		"Traàn Vaên Ñöùc":       "Xxxxx Xxxx Xxxx",
		"H'Hen Niê":             "X'Xxx Xxx",
		"a\x1b[2Jb\u202ec":      "x x99",
		"":                      "",
		strings.Repeat("a", 50): strings.Repeat("x", 40) + "…",
	} {
		if want == "x x99" {
			if got := Shape(value); strings.ContainsAny(got, "\x1b\u202eabcJ") {
				t.Errorf("%q is shown as %q", value, got)
			}
			continue
		}
		if got := Shape(value); got != want {
			t.Errorf("%q is shown as %q, want %q", value, got, want)
		}
	}
}

func TestKey(t *testing.T) {
	known := []string{"name", "as_of", "population", "datasets", "output", "match_threshold", "review_threshold", "path", ""}
	for _, key := range []string{"ouput", "dataset", "Output", "match_path", "poulation"} {
		if got := Key(key, known); got != key {
			t.Errorf("%q, a misspelt key, is told as %q", key, got)
		}
	}
	for _, key := range []string{"Nguyễn Văn An", "nguyen van an", "Y Blim Niê", "Sùng A Páo", "042085000001", "NguyÔn V¨n An", "Trần Thị Population", "John Smith", "Đạt", ""} {
		if got := Key(key, known); got == key && key != "" {
			t.Errorf("%q is told", key)
		}
	}
}

func TestQuoted(t *testing.T) {
	for s, want := range map[string]string{
		`mapping key "name" already defined at [1:1]`: `mapping key "name" already defined at [1:1]`,
		`unknown field "Lò Thị Hoa"`:                  `unknown field "Xx Xxx Xxx"`,
		`unknown field "Lò "Bé" Hoa"`:                 `unknown field "Xx "Xx" Xxx"`,
		`unknown field "Lò "Bé Hoa"`:                  `unknown field "Xx "Xx Xxx"`,
		`alias "Hoa`:                                  `alias "Xxx`,
		`no quotes`:                                   `no quotes`,
	} {
		if got := Quoted(s, []string{"name"}); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}
