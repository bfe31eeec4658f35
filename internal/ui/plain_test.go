package ui

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

const nasty = "a\x1b[31m\nb\r\x07\u202egnp.exe\u2066\u200f\x9b2J\x7f"

func TestPlain(t *testing.T) {
	for s, want := range map[string]string{
		"Họ và tên":              "Họ và tên",
		"Họ và\r\n tên\t":        "Họ và  tên ",
		"a\x1b[2Jb":              "a�[2Jb",
		"\u202egnp.exe":          "�gnp.exe",
		"so\u00adft\u200b\ufeff": "soft",
		"a\u00a0b\u3000c":        "a b c",
		"a\xffb":                 "a�b",
		"":                       "",
		"x\u2028y":               "x y",
	} {
		if got := Plain(s); got != want {
			t.Errorf("%q is told as %q, want %q", s, got, want)
		}
	}
	if got := PlainLines("a\n\x1bb"); got != "a\n�b" {
		t.Errorf("%q", got)
	}
}

// Whatever a file is called and holds, no line steers the terminal.
func TestNothingSteersTheTerminal(t *testing.T) {
	steers := func(s string) bool { return strings.ContainsAny(s, "\x1b\r\x07\u202e\u2066\u200f\u009b\x7f") }
	p := NewPrinter(English)
	for _, id := range []string{record.ProblemFileMissing, record.ProblemHeaderUnknown, record.ProblemJobKeyUnknown, record.ProblemFileUnreadable, record.ProblemFileDamaged, record.ProblemJobInvalid, record.ProblemColumnUnknown} {
		what, hint := p.Problem(&record.Problem{ID: id, File: nasty, Column: nasty, Row: 1, Args: []any{nasty, nasty}, Err: errors.New(nasty)})
		if steers(what) || steers(hint) || strings.Contains(what+hint, "\n") {
			t.Errorf("%s: %q, %q", id, what, hint)
		}
	}
	if got := p.Note("column.joined", record.Field(nasty), nasty); steers(got) || strings.Contains(got, "\n") {
		t.Errorf("a note: %q", got)
	}
	if got := Table([][]string{{nasty, "x"}, {"y", nasty}}); steers(got) || strings.Count(got, "\n") != 2 {
		t.Errorf("a table: %q", got)
	}
	var b bytes.Buffer
	bar := NewProgress(&b, p, false, false, func() time.Time { return time.Time{} })
	bar.Start("load", nasty, 0)
	bar.Done()
	if got := b.String(); steers(got) {
		t.Errorf("progress: %q", got)
	}
}

func FuzzPlain(f *testing.F) {
	f.Add(nasty)
	f.Fuzz(func(t *testing.T, s string) {
		got := Plain(s)
		if strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e }) {
			t.Errorf("%q", got)
		}
		if again := Plain(got); again != got {
			t.Errorf("%q, then %q", got, again)
		}
	})
}
