package outdir

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/doisanh/doisanh/internal/direct"
	"github.com/doisanh/doisanh/record"
)

// Result is the output of `link` and `dedupe` on its way: written under a hidden name and brought to its place when all of it is
// there. It takes the place of nothing but an earlier result of these commands, be it one whose replacing was cut short; other files in the
// folder are left as they are.
type Result struct {
	Out, Tmp string
	there    bool     // out is there already
	old      []string // the files of the result it holds
	held     *os.File // the hidden folder, locked
}

// resultFile says whether link or dedupe write a file of that name.
func resultFile(name string) bool {
	if name == "model.json" || name == "summary.json" || name == "manifest.json" {
		return true
	}
	kind := filepath.Ext(name)
	return (kind == ".csv" || kind == ".parquet") && slices.Contains([]string{"pairs", "links", "clusters", "rejects"}, strings.TrimSuffix(name, kind))
}

// rulingFile says whether they do where there are officers' decisions. An officer's own file may be called so too.
func rulingFile(name string) bool { return name == "decisions.csv" || name == "decisions.parquet" }

// changedAfter is how much later than the summary, which is written at the end, a file of a result is somebody's: whoever fills in pairs.csv where it
// lies is not to lose it.
const changedAfter = 5 * time.Minute

// NewResult looks at what is in the folder, and changes nothing yet. The tables, and the officers' decisions where there are some, are not to be
// among what is replaced.
func NewResult(out string, tables, decisions []string) (*Result, error) {
	for _, path := range tables {
		if resultFile(filepath.Base(path)) && sameFolder(filepath.Dir(path), out) {
			return nil, &record.Problem{ID: record.ProblemOutputIsInput, File: path}
		}
	}
	for _, path := range decisions {
		if name := filepath.Base(path); (resultFile(name) || rulingFile(name)) && sameFolder(filepath.Dir(path), out) {
			return nil, &record.Problem{ID: record.ProblemOutputTaken, File: path}
		}
	}
	f := &Result{Out: filepath.Clean(out)}
	entries, err := os.ReadDir(out)
	if errors.Is(err, fs.ErrNotExist) {
		return f, nil
	}
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemOutput, File: out, Err: err}
	}
	f.there = true
	var rulings []string
	for _, e := range entries {
		switch path := filepath.Join(f.Out, e.Name()); {
		case resultFile(e.Name()):
			f.old = append(f.old, path)
		case rulingFile(e.Name()):
			rulings = append(rulings, path)
		}
	}
	var sum struct { // of the summary, what tells whose it is
		Engine    string
		Decisions map[string]int
	}
	if len(f.old) > 0 {
		text, err := os.ReadFile(filepath.Join(f.Out, "summary.json"))
		if errors.Is(err, fs.ErrNotExist) {
			text, err = os.ReadFile(filepath.Join(f.Out, replacedSummary))
		}
		if err != nil || json.Unmarshal(text, &sum) != nil || sum.Engine == "" {
			return nil, &record.Problem{ID: record.ProblemOutputTaken, File: f.old[0]}
		}
	}
	switch {
	case sum.Decisions != nil:
		f.old = append(f.old, rulings...)
	case len(decisions) > 0 && len(rulings) > 0:
		return nil, &record.Problem{ID: record.ProblemOutputTaken, File: rulings[0]}
	}
	return f, f.unchanged()
}

// unchanged refuses a result of which a file was changed since it was written.
func (f *Result) unchanged() error {
	written, err := os.Stat(filepath.Join(f.Out, "summary.json"))
	if err != nil {
		return nil // replacing it was cut short
	}
	for _, path := range f.old {
		if file, err := os.Stat(path); err == nil && file.ModTime().Sub(written.ModTime()) > changedAfter {
			return &record.Problem{ID: record.ProblemOutputChanged, File: path}
		}
	}
	return nil
}

// sameFolder says whether two paths lead to one folder that is there.
func sameFolder(a, b string) bool {
	x, errA := os.Stat(a)
	y, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(x, y)
}

// Begin makes the hidden folder: beside its place, or in it where that is there (it may be a disk of its own). Those of programs that were
// killed go.
func (f *Result) Begin(now time.Time) error {
	at := f.Out
	if !f.there {
		at = filepath.Dir(f.Out)
	}
	err := os.MkdirAll(at, 0o700)
	if err == nil {
		sweep(at, now)
		f.Tmp, err = os.MkdirTemp(at, hidden+now.UTC().Format(startedForm)+"-*")
	}
	if err != nil {
		return &record.Problem{ID: record.ProblemOutput, File: f.Out, Err: err}
	}
	f.held = hold(f.Tmp)
	return nil
}

// Discard removes the hidden folder.
func (f *Result) Discard() {
	defer release(f.held)
	if f.Tmp != "" {
		_ = os.RemoveAll(f.Tmp)
	}
}

// replacedSummary is the name the summary of an earlier result bears while it is replaced.
const replacedSummary = ".replaced-summary.json"

// Publish brings the result to its place. Where the folder is there already its summary goes first and comes last, so that what has one
// is whole; the one before is kept meanwhile, so that whose files these are can be told if the end is never reached.
func (f *Result) Publish() error {
	if err := f.move(); err != nil {
		return &record.Problem{ID: record.ProblemOutput, File: f.Out, Err: err}
	}
	return nil
}

func (f *Result) move() error {
	if !f.there {
		if err := os.Rename(f.Tmp, f.Out); err != nil {
			return err
		}
		return direct.SyncDir(filepath.Dir(f.Out))
	}
	summary, replaced := filepath.Join(f.Out, "summary.json"), filepath.Join(f.Out, replacedSummary)
	if err := os.Rename(summary, replaced); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, path := range f.old {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	entries, err := os.ReadDir(f.Tmp)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == filepath.Base(summary) {
			continue
		}
		if err := os.Rename(filepath.Join(f.Tmp, e.Name()), filepath.Join(f.Out, e.Name())); err != nil {
			return err
		}
	}
	if err := os.Rename(filepath.Join(f.Tmp, "summary.json"), summary); err != nil {
		return err
	}
	if err := os.Remove(replaced); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return direct.SyncDir(f.Out)
}
