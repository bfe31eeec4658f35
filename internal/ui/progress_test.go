package ui

import (
	"strings"
	"testing"
	"time"
)

// Where nobody looks on, the log tells at once when work began, and each stage when it is done.
func TestProgressInALog(t *testing.T) {
	at := time.Date(2026, 3, 1, 1, 30, 0, 0, time.UTC)
	now := func() time.Time { at = at.Add(time.Second); return at }
	var out strings.Builder
	p := NewProgress(&out, NewPrinter(English), false, false, now)
	p.Start("load", "bhxh", 0)
	if got, want := out.String(), "Started                                 2026-03-01 01:30:01\n"; got != want {
		t.Errorf("at the start %q, want %q", got, want)
	}
	p.Add(12345)
	p.Done()
	p.Start("link", "bhxh", 0)
	p.Done()
	want := []string{"Started                                 2026-03-01 01:30:01",
		"Reading            bhxh                         12,345       1s", "Linking            bhxh                                      1s", ""}
	if got := strings.Split(out.String(), "\n"); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestProgressQuiet(t *testing.T) {
	var out strings.Builder
	p := NewProgress(&out, NewPrinter(English), false, true, time.Now)
	p.Start("load", "bhxh", 0)
	p.Add(1)
	p.Done()
	if out.Len() > 0 {
		t.Errorf("wrote %q", out.String())
	}
}
