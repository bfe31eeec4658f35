package lastrun

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// tables are the tables of a run that the next one reads.
var tables = [...]string{"findings.csv", "clusters.csv", "cluster_history.csv"}

// written are the files a run wrote, by their names, as its manifest has them. A file that has been saved again by a spreadsheet or cut short is not read:
// a spreadsheet turns ids that look like numbers into others and days into its own form, and whatever a list has lost would be new again.
type written map[string]report.File

// filesOf returns what a manifest says of the run's files.
func filesOf(manifest []byte) (written, error) {
	var m struct {
		Outputs []report.File `json:"outputs"`
	}
	if err := json.Unmarshal(manifest, &m); err != nil {
		return nil, err
	}
	files := written{}
	for _, f := range m.Outputs {
		if f.SHA256 != "" {
			files[f.Name] = f
		}
	}
	return files, nil
}

// Check sees that the tables of the run that <output>/latest points to have the size they were written with, and that its summary can be read: at once, so
// that a run does not find at its end that it cannot read them. Whatever else is wrong with that run is told where it is read.
func Check(output string) error {
	dir := outdir.Latest(output)
	if dir == "" {
		return nil
	}
	manifest, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		return nil
	}
	files, err := filesOf(manifest)
	if err != nil {
		return nil
	}
	for _, name := range tables {
		if err := files.checkSize(dir, name); err != nil {
			return err
		}
	}
	if _, err := readRecords(dir); err != nil {
		return &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"summary.json"}, Err: err}
	}
	return nil
}

// checkSize returns a Problem where a table has not the size it was written with.
func (w written) checkSize(dir, name string) error {
	f, known := w[name]
	if !known {
		return nil
	}
	info, err := os.Stat(filepath.Join(dir, name))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return changed(dir, name, record.ProblemRunSize, 0, f.Bytes)
	case err == nil && info.Size() != f.Bytes:
		return changed(dir, name, record.ProblemRunSize, info.Size(), f.Bytes)
	}
	return nil // what cannot be looked at cannot be read either, which is told
}

// checkHash returns a Problem where what was read of a table, and what is left of it, is not what was written.
func (w written) checkHash(dir, name string, read hash.Hash, rest io.Reader) error {
	f, known := w[name]
	if !known {
		return nil
	}
	if err := w.checkSize(dir, name); err != nil {
		return err
	}
	if _, err := io.Copy(read, rest); err != nil {
		return &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{name}, Err: err}
	}
	if hex.EncodeToString(read.Sum(nil)) != f.SHA256 {
		return changed(dir, name, record.ProblemRunChanged)
	}
	return nil
}

// check holds a table against the manifest.
func (w written) check(dir, name string) error {
	if _, known := w[name]; !known {
		return nil
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return w.checkSize(dir, name) // or reading tells
	}
	defer f.Close()
	return w.checkHash(dir, name, sha256.New(), f)
}

// changed is the Problem of a table that is not as it was written: its twin in Parquet writes it anew, to the byte.
func changed(dir, name, id string, sizes ...any) error {
	path := filepath.Join(dir, name)
	twin := strings.TrimSuffix(path, ".csv") + ".parquet"
	if strings.ContainsAny(path, " '()&") {
		twin, path = `"`+twin+`"`, `"`+path+`"`
	}
	return &record.Problem{ID: id, File: filepath.Join(dir, name), Args: append([]any{"doisanh convert " + twin + " " + path}, sizes...)}
}
