package report

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/doisanh/doisanh/record"
	"golang.org/x/sync/errgroup"
)

// File is a file that was written.
type File struct {
	Name   string `json:"name"` // base name
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"` // lower-case hexadecimal
	Rows   int    `json:"rows"`   // without the header
}

// WriteFiles writes every sheet as <Name>.csv and <Name>.parquet into dir, which is made where it is missing, up to threads
// files at a time (0 = one a processor). It returns the files in the order of the sheets, CSV before Parquet.
//
// Each file is written under a temporary name, synced and renamed, and can be read by its owner only (protocol rule G1). When
// one cannot be written, or ctx ends, every file written by the call is removed again and the error returned: ctx's own, or a
// *record.Problem naming the file.
func WriteFiles(ctx context.Context, dir string, sheets []Sheet, meta map[string]string, threads int) ([]File, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, &record.Problem{ID: record.ProblemOutput, File: dir, Err: err}
	}
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	files := make([]File, 2*len(sheets))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(threads)
	for i, s := range sheets {
		g.Go(func() (err error) {
			files[2*i], err = WriteFile(gctx, dir, s.Name+".csv", func(w io.Writer) error { return WriteCSV(w, s) })
			files[2*i].Rows = s.Rows
			return err
		})
		g.Go(func() (err error) {
			files[2*i+1], err = WriteFile(gctx, dir, s.Name+".parquet", func(w io.Writer) error { return WriteParquet(w, s, meta) })
			files[2*i+1].Rows = s.Rows
			return err
		})
	}
	err := g.Wait()
	if err == nil {
		err = syncDir(dir)
	}
	if err == nil {
		return files, nil
	}
	for _, f := range files {
		if f.Name != "" {
			_ = os.Remove(filepath.Join(dir, f.Name)) // already failing; the first error is the one to tell
		}
	}
	if ctx.Err() != nil {
		err = ctx.Err()
	}
	return nil, err
}

// WriteFile writes one file of whatever write puts into it, with the manners of WriteFiles: a temporary name, sync, rename,
// mode 0600, SHA-256 on the way. File.Rows is left 0. On an error nothing is left behind and File.Name is empty.
func WriteFile(ctx context.Context, dir, name string, write func(io.Writer) error) (File, error) {
	path := filepath.Join(dir, name)
	f, err := os.CreateTemp(dir, "."+name+".*.tmp") // made with mode 0600
	if err != nil {
		return File{}, &record.Problem{ID: record.ProblemOutput, File: path, Err: err}
	}
	sum := &digest{ctx: ctx, w: f, hash: sha256.New()}
	err = write(sum)
	if err == nil {
		err = f.Sync()
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // already failing
		if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
			return File{}, err
		}
		return File{}, &record.Problem{ID: record.ProblemOutput, File: path, Err: err}
	}
	return File{Name: name, Bytes: sum.n, SHA256: hex.EncodeToString(sum.hash.Sum(nil))}, nil
}

// digest passes bytes on, counts and hashes them, and fails once its context has ended.
type digest struct {
	ctx  context.Context
	w    io.Writer
	hash hash.Hash
	n    int64
}

func (d *digest) Write(p []byte) (int, error) {
	if err := d.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := d.w.Write(p)
	d.hash.Write(p[:n])
	d.n += int64(n)
	return n, err
}

// syncDir makes renames in dir durable, where the system lets a folder be synced.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return &record.Problem{ID: record.ProblemOutput, File: dir, Err: err}
	}
	err = d.Sync()
	if cerr := d.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return &record.Problem{ID: record.ProblemOutput, File: dir, Err: err}
	}
	return nil
}
