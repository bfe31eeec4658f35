// Package inputs is what the drivers do with the files they are given, whatever they hold: how large they are, their hashes for the manifest, which are
// worked out beside other work, the order of a table's rows, and the rows that could not be loaded.
package inputs

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

// File is one file the work read, or a query: its path is then sql: and the environment variable of the DSN, and the hash that of the
// query's text.
type File struct {
	Dataset string `json:"dataset"`
	Path    string `json:"path"`
	Bytes   int64  `json:"bytes"`
	SHA256  string `json:"sha256"`
}

// Hashes are the files that are read, hashed beside other work. They are there once Wait has returned.
type Hashes struct {
	Files    []File
	Officers []File
	err      error
	done     chan struct{}
}

// Wait waits until all is hashed, or could not be.
func (h *Hashes) Wait() error {
	<-h.done
	return h.err
}

// HashBeside has files hashed while its caller goes on.
func HashBeside(inputs func() (files, officers []File, err error)) *Hashes {
	h := &Hashes{done: make(chan struct{})}
	go func() {
		defer close(h.done)
		h.Files, h.Officers, h.err = inputs()
	}()
	return h
}

// HashFile hashes one file.
func HashFile(ctx context.Context, path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.CopyBuffer(h, reading{ctx, f}, make([]byte, 1<<18))
	return File{Path: filepath.ToSlash(path), Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil))}, err
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

// HashFiles hashes the files of a dataset, or of a kind of officers' files.
func HashFiles(ctx context.Context, dataset string, paths []string) (files []File, err error) {
	for _, path := range paths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, err := HashFile(ctx, path)
		if err != nil {
			return nil, &record.Problem{ID: record.ProblemFileUnreadable, File: path, Err: err}
		}
		f.Dataset = dataset
		files = append(files, f)
	}
	return files, nil
}

// Size adds up the files' sizes, as far as they are there.
func Size(paths []string) (bytes int64) {
	for _, f := range paths {
		if info, err := os.Stat(f); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// RejectSheet is rejects.csv: the rows that could not be loaded, and why.
func RejectSheet(all []record.Reject) report.Sheet {
	return report.Sheet{Name: "rejects", Rows: len(all), Columns: []report.Column{
		report.TextColumn("dataset", func(i int) string { return all[i].Dataset }),
		report.TextColumn("file", func(i int) string { return all[i].File }),
		{Name: "row", Kind: report.Integer, Num: func(i int) float64 { return float64(all[i].Row) }},
		report.TextColumn("reason", func(i int) string { return all[i].Reason }),
		report.TextColumn("raw", func(i int) string { return all[i].Raw }),
	}}
}
