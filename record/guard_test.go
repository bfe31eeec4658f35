package record

import (
	"strings"
	"testing"
)

func TestGuard(t *testing.T) {
	for _, c := range []struct{ text, cell string }{
		{"", ""},
		{"Nguyễn Văn An", "Nguyễn Văn An"},
		{"042085000001", "042085000001"},
		{"=1+1", "'=1+1"},
		{`=HYPERLINK("http://x","y")`, `'=HYPERLINK("http://x","y")`},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"},
		{"-cmd", "'-cmd"},
		{"\t=1", "'\t=1"},
		{"\r=1", "'\r=1"},
		{"+84912345678", "+84912345678"},
		{"+84 912.345-678", "+84 912.345-678"},
		{"+84(0)912345678", "'+84(0)912345678"},
		{"-12.5", "-12.5"},
		{"-1,234", "-1,234"},
		{"-", "-"},
		{"- không -", "'- không -"},
		{"-1e5", "'-1e5"},
		{"'quoted", "'quoted"},
		{"'=1", "''=1"},
		{"''=1", "'''=1"},
		{"'-5", "'-5"},
	} {
		if got := Guard(c.text); got != c.cell {
			t.Errorf("Guard(%q) = %q, want %q", c.text, got, c.cell)
		}
		if got := Unguard(c.cell); got != c.text {
			t.Errorf("Unguard(%q) = %q, want %q", c.cell, got, c.text)
		}
	}
}

func FuzzGuard(f *testing.F) {
	for _, s := range []string{"", "'", "=", "''=", "-", "-'", "+84", "'+x", "\t", "'\r"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		cell := Guard(s)
		if back := Unguard(cell); back != s {
			t.Errorf("%q is written %q and read back %q", s, cell, back)
		}
		if Risky(cell) {
			t.Errorf("%q is written %q, a formula", s, cell)
		}
		if strings.TrimPrefix(cell, "'") != s && cell != s {
			t.Errorf("%q is written %q", s, cell)
		}
	})
}
