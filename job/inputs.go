package job

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// InputFile is one file the run read, or a query: its path is then sql: and the environment variable of the DSN, and the hash that of the
// query's text.
type InputFile struct {
	Dataset string `json:"dataset"`
	Path    string `json:"path"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
}

// inputHashes are the files a run reads, hashed beside its other work. They are there once done is closed.
type inputHashes struct {
	files    []InputFile
	officers []InputFile
	err      error
	done     chan struct{}
}

// hashBeside has them hashed.
func hashBeside(inputs func() (files, officers []InputFile, err error)) *inputHashes {
	h := &inputHashes{done: make(chan struct{})}
	go func() {
		defer close(h.done)
		h.files, h.officers, h.err = inputs()
	}()
	return h
}

func hashFile(ctx context.Context, path string) (InputFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return InputFile{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.CopyBuffer(h, reading{ctx, f}, make([]byte, 1<<18))
	return InputFile{Path: filepath.ToSlash(path), Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
}

// reading is a file read until its context ends.
type reading struct {
	ctx  context.Context
	file *os.File
}

func (r reading) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.file.Read(b)
}

// hashFiles hashes the files of a dataset, or of a kind of officers' files.
func hashFiles(ctx context.Context, dataset string, paths []string) (files []InputFile, err error) {
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, err := hashFile(ctx, path)
		if err != nil {
			return nil, &record.Problem{ID: record.ProblemFileUnreadable, File: path, Err: err}
		}
		f.Dataset = dataset
		files = append(files, f)
	}
	return files, nil
}

// sizeOf adds up the files' sizes, as far as they are there.
func sizeOf(paths []string) (bytes int64) {
	for _, f := range paths {
		if info, err := os.Stat(f); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

func rejectsOf(all []record.Reject) report.Sheet {
	return report.Sheet{Name: "rejects", Rows: len(all), Columns: []report.Column{
		report.TextColumn("dataset", func(i int) string { return all[i].Dataset }),
		report.TextColumn("file", func(i int) string { return all[i].File }),
		{Name: "row", Kind: report.Integer, Num: func(i int) float64 { return float64(all[i].Row) }},
		report.TextColumn("reason", func(i int) string { return all[i].Reason }),
		report.TextColumn("raw", func(i int) string { return all[i].Raw }),
	}}
}
