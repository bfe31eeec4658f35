// Package outdir brings what was written to its place in one move: a run's folder beside those before it, with `latest` pointing at it (Run), and
// the result of `link` and `dedupe` in place of an earlier one (Result). Until then it lies in a hidden folder; what is cut short leaves nothing
// behind, and what a killed program left is swept away by the next, an hour later where the system tells that nobody holds it and else a day. ReadRows reads a file of such a folder again.
package outdir

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/doisanh/doisanh/internal/direct"
	"github.com/doisanh/doisanh/record"
)

// Run is a run's output on its way: written under a hidden name, renamed when all of it is there.
type Run struct {
	output, ID, Tmp string
	held            *os.File // the hidden folder, locked
}

const (
	hidden      = ".tmp-"
	hiddenLink  = ".latest-"
	startedForm = "20060102T150405Z" // of the moment a run's id begins with
)

// sweep removes what runs that were killed left hidden: their folders, for what they had written are people's data, and a link on its way to `latest`.
// A run that was begun within a day may still be at work, unless an hour is over and nobody holds its folder: a program that has died holds nothing.
func sweep(output string, now time.Time) {
	entries, _ := os.ReadDir(output) // what cannot be read cannot be written either, which is told
	for _, e := range entries {
		prefix := hiddenLink
		if e.IsDir() {
			prefix = hidden
		}
		started, of := strings.CutPrefix(e.Name(), prefix)
		if !of {
			continue
		}
		moment, _, _ := strings.Cut(started, "-")
		at, err := time.Parse(startedForm, moment)
		if err != nil {
			continue
		}
		path := filepath.Join(output, e.Name())
		if age := now.Sub(at); age > 24*time.Hour || age > time.Hour && e.IsDir() && abandoned(path) {
			_ = os.RemoveAll(path)
		}
	}
}

// NewRun makes the hidden folder, and the output folder where there is none. Both are readable by their owner only.
func NewRun(output string, now time.Time) (*Run, error) {
	var tail [3]byte
	if _, err := rand.Read(tail[:]); err != nil { //nolint:forbidigo // a folder's name, so that two runs begun in one second do not meet
		return nil, err
	}
	f := &Run{output: output, ID: now.UTC().Format(startedForm) + "-" + hex.EncodeToString(tail[:])}
	f.Tmp = filepath.Join(output, hidden+f.ID)
	if err := os.MkdirAll(output, 0o700); err != nil {
		return nil, &record.Problem{ID: record.ProblemOutput, File: output, Err: err}
	}
	if latest := filepath.Join(output, "latest"); isFolder(latest) {
		return nil, &record.Problem{ID: record.ProblemOutput, File: latest, Err: errors.New("a folder stands where the link to the last run goes")}
	}
	sweep(output, now)
	if err := os.Mkdir(f.Tmp, 0o700); err != nil {
		return nil, &record.Problem{ID: record.ProblemOutput, File: output, Err: err}
	}
	f.held = hold(f.Tmp)
	return f, nil
}

// release gives up a hidden folder that was held.
func release(held *os.File) {
	if held != nil {
		held.Close()
	}
}

// isFolder reports whether a folder stands there, and no link to one.
func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}

// Discard removes the hidden folder where it was not published.
func (f *Run) Discard() {
	_ = os.RemoveAll(f.Tmp)
	release(f.held)
}

// Publish gives the folder its name and points `latest` at it.
func (f *Run) Publish() (string, error) {
	defer release(f.held)
	dir := filepath.Join(f.output, f.ID)
	if err := os.Rename(f.Tmp, dir); err != nil {
		return "", &record.Problem{ID: record.ProblemOutput, File: f.output, Err: err}
	}
	if err := direct.SyncDir(f.output); err != nil {
		return "", &record.Problem{ID: record.ProblemOutput, File: f.output, Err: err}
	}
	if err := pointLatest(f.output, f.ID); err != nil {
		return "", &record.Problem{ID: record.ProblemOutput, File: filepath.Join(f.output, "latest"), Err: err}
	}
	return dir, nil
}

// pointLatest replaces <output>/latest by a rename: a symbolic link, or where the system gives none, a file that holds
// the run's name.
func pointLatest(output, id string) error {
	tmp := filepath.Join(output, hiddenLink+id)
	if err := os.Symlink(id, tmp); err != nil {
		if err := os.WriteFile(tmp, []byte(id+"\n"), 0o600); err != nil {
			return err
		}
	}
	return os.Rename(tmp, filepath.Join(output, "latest"))
}

// Latest returns the folder <output>/latest points to, empty where there is none.
func Latest(output string) string {
	path := filepath.Join(output, "latest")
	info, err := os.Lstat(path)
	if err != nil {
		return ""
	}
	name := ""
	if info.Mode()&os.ModeSymlink != 0 {
		name, err = os.Readlink(path)
	} else {
		var text []byte
		text, err = os.ReadFile(path)
		name = filepath.Base(string(trimLine(text)))
	}
	if err != nil || name == "" {
		return ""
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(output, name)
	}
	return name
}

func trimLine(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}
