package outdir

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

// What a run that was killed has left is gone an hour after, and where nothing can be known of the program the day after; a run that may be at work, a
// finished one and what is not ours stay.
func TestLeftoversOfKilledRunsAreRemoved(t *testing.T) {
	now := time.Date(2025, 10, 3, 8, 0, 0, 0, time.UTC)
	const atWork, killed = ".tmp-20251002T090000Z-00aa11", ".tmp-20251003T065900Z-00aa11"
	keep := []string{atWork, ".tmp-20251003T070100Z-00aa11", "20250101T000000Z-00aa11", ".tmp-mine", ".tmp-20240101"}
	output := t.TempDir()
	for _, name := range append([]string{killed, ".tmp-20251002T075959Z-00aa11", ".tmp-20250901T000000Z-00aa11"}, keep...) {
		if err := os.Mkdir(filepath.Join(output, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(output, name, "links.csv"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(output, ".latest-20250901T000000Z-00aa11"), nil, 0o600); err != nil { // a link that did not get to be `latest`
		t.Fatal(err)
	}
	if held := hold(filepath.Join(output, atWork)); held != nil {
		defer held.Close()
	} else { // no locks here
		keep = append(keep, killed)
	}
	f, err := NewRun(output, now)
	if err != nil {
		t.Fatal(err)
	}
	f.Discard()
	entries, err := os.ReadDir(output)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if len(left) != len(keep) {
		t.Errorf("left: %s", strings.Join(left, " "))
	}
	for _, name := range keep {
		if _, err := os.Stat(filepath.Join(output, name, "links.csv")); err != nil {
			t.Error(err)
		}
	}
}

// A folder where the link to the last run goes is told before the work, not when the run is there already.
func TestFolderWhereLatestGoes(t *testing.T) {
	output := t.TempDir()
	if err := os.Mkdir(filepath.Join(output, "latest"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := NewRun(output, time.Date(2025, 10, 3, 8, 0, 0, 0, time.UTC))
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != record.ProblemOutput || filepath.Base(p.File) != "latest" {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(output); len(entries) != 1 {
		t.Errorf("left: %v", entries)
	}
}

// A program holds its hidden folder until it is done with it, so that no other takes it for a dead one's.
func TestHiddenFoldersAreHeld(t *testing.T) {
	output, now := t.TempDir(), time.Date(2025, 10, 3, 8, 0, 0, 0, time.UTC)
	f, err := NewRun(output, now)
	if err != nil {
		t.Fatal(err)
	}
	if f.held == nil {
		t.Skip("no locks here")
	}
	if abandoned(f.Tmp) {
		t.Error("a run at work seems dead")
	}
	dir, err := f.Publish()
	if err != nil || !abandoned(dir) {
		t.Errorf("a finished run is held: %v", err)
	}
	r, err := NewResult(filepath.Join(output, "o"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Begin(now); err != nil || abandoned(r.Tmp) {
		t.Errorf("link at work seems dead: %v", err)
	}
	r.Discard()
}
