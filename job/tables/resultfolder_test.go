package tables

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/doisanh/doisanh/record"
)

// TestResultFolder: what link and dedupe write takes the place of an earlier result of theirs, and of nothing else; what else is in the
// folder stays.
func TestResultFolder(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	write := func(name, text string) {
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	rows := "id,name,code\n1,Smith,A17\n2,Jones,B25\n3,Smyth,A17\n4,Miller,C99\n5,Jones,B25\n"
	write("a.csv", rows)
	write("b.csv", rows)
	dedupe := func(out string) error {
		_, err := Dedupe(context.Background(), at("a.csv"), Options{ID: "id", Out: at(out), MinProbability: .01, Now: time.Date(2025, 1, 3, 0, 0, 0, 0, time.UTC)})
		return err
	}
	link := func(out string) error {
		_, err := Link(context.Background(), at("a.csv"), at("b.csv"), Options{ID: "id", Out: at(out), MinProbability: .01, WriteModel: at(out + "/mine.json")})
		return err
	}
	names := func(of string) (out []string) {
		entries, err := os.ReadDir(at(of))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			out = append(out, e.Name())
		}
		return out
	}
	if err := dedupe("d"); err != nil {
		t.Fatal(err)
	}
	want := names("d")
	write("d/links.csv", "of another time") // that dedupe writes none does not make it anybody else's
	if err := dedupe("d"); err != nil || !slices.Equal(names("d"), want) {
		t.Errorf("again: %v, %v", names("d"), err)
	}
	if err := link("l"); err != nil {
		t.Fatal(err)
	}
	if err := link("l"); err != nil || !slices.Contains(names("l"), "mine.json") {
		t.Errorf("with a model beside it: %v, %v", names("l"), err)
	}
	write("empty/.keep", "")
	if err := dedupe("empty"); err != nil || len(names("empty")) != len(want)+1 {
		t.Errorf("into an empty folder: %v, %v", names("empty"), err)
	}
	write("notes/notes.txt", "mine")
	if err := dedupe("notes"); err != nil || len(names("notes")) != len(want)+1 {
		t.Errorf("beside a file of another: %v, %v", names("notes"), err)
	}
	if err := dedupe("l"); err != nil || len(names("l")) != len(want)+1 { // and mine.json
		t.Errorf("where link wrote: %v, %v", names("l"), err)
	}
	write("own/pairs.csv", "mine")
	write("folder/pairs.csv/mine", "mine")
	for out, file := range map[string]string{"own": "own/pairs.csv", "folder": "folder/pairs.csv/mine"} {
		before := names(out)
		text, err := os.ReadFile(at(file))
		if err != nil {
			t.Fatal(err)
		}
		var p *record.Problem
		if err := dedupe(out); !errors.As(err, &p) || p.ID != record.ProblemOutputTaken {
			t.Errorf("%s: %v", out, err)
		}
		if after, err := os.ReadFile(at(file)); err != nil || string(after) != string(text) || !slices.Equal(names(out), before) {
			t.Errorf("%s was touched: %v", out, names(out))
		}
	}
	// A table that is read is not replaced, and what somebody has filled in since it was written neither.
	refused := func(what, id string, err error) {
		t.Helper()
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != id {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := Dedupe(context.Background(), at("d/pairs.csv"), Options{ID: "id_a", Out: at("d"), MinProbability: .01})
	refused("its own result read", record.ProblemOutputIsInput, err)
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(at("d/pairs.csv"), later, later); err != nil {
		t.Fatal(err)
	}
	refused("a result filled in", record.ProblemOutputChanged, dedupe("d"))
	if err := os.Remove(at("d/pairs.csv")); err != nil {
		t.Fatal(err)
	}
	if err := dedupe("d"); err != nil || !slices.Equal(names("d"), want) {
		t.Errorf("what was filled in moved away: %v, %v", names("d"), err)
	}
	// What a program that was killed left behind goes, be it its hidden folder, after an hour, or the half of a result it was replacing.
	write("half/pairs.csv", "of an earlier result")
	write("half/"+".replaced-summary.json", `{"engine":"any"}`)
	write("half/.tmp-20250102T213000Z-1/pairs.csv", "on its way")
	write("half/.tmp-20250102T233000Z-2/pairs.csv", "of one that may be at work")
	if err := dedupe("half"); err != nil || !slices.Equal(names("half"), append([]string{".tmp-20250102T233000Z-2"}, want...)) {
		t.Errorf("where one was killed: %v, %v", names("half"), err)
	}
	// A run that fails, here at the writing of the model, leaves the earlier result and nothing of its own.
	text, err := os.ReadFile(at("d/summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{"d", "new"} {
		if _, err := Dedupe(context.Background(), at("a.csv"), Options{ID: "id", Out: at(out), MinProbability: .01, WriteModel: at("none/m.json")}); err == nil {
			t.Errorf("%s: a model was written to no folder", out)
		}
	}
	if after, err := os.ReadFile(at("d/summary.json")); err != nil || string(after) != string(text) || !slices.Equal(names("d"), want) {
		t.Errorf("a run that failed changed the result: %v, %v", names("d"), err)
	}
	if got := names("."); !slices.Equal(got, []string{"a.csv", "b.csv", "d", "empty", "folder", "half", "l", "notes", "own"}) {
		t.Errorf("left behind: %v", got)
	}
}
