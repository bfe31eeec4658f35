package report

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/direct"
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

// WriteFiles writes every sheet as <Name>.csv and <Name>.parquet into dir, which is made where it is missing, on up to threads
// goroutines (0 = one a processor). It returns the files in the order of the sheets, CSV before Parquet.
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
	g, gctx := errgroup.WithContext(ctx) // syncing a sheet to the disk goes on beside the encoding of the next
	write := func(i, threads int, idle func()) error {
		pair, err := writePair(gctx, dir, sheets[i], meta, threads, idle)
		if err != nil {
			return err
		}
		for k, t := range pair {
			g.Go(func() (err error) {
				files[2*i+k], err = t.finish()
				files[2*i+k].Rows = sheets[i].Rows
				return err
			})
		}
		return nil
	}
	// Sheets that are encoded in one piece would each leave all threads but one idle.
	var large, small []int
	for i := range sheets {
		if threads > 1 && sheets[i].Rows <= groupRows {
			small = append(small, i)
		} else {
			large = append(large, i)
		}
	}
	// The longest first, so that its way to the disk is done beside the others.
	slices.SortStableFunc(large, func(a, b int) int { return cmp.Compare(sheets[b].Rows, sheets[a].Rows) })
	g.Go(func() error {
		for _, i := range small {
			if err := write(i, 1, nil); err != nil {
				return err
			}
		}
		return nil
	})
	for _, i := range large {
		idle := make(chan struct{})
		over := sync.OnceFunc(func() { close(idle) })
		g.Go(func() error {
			defer over()
			return write(i, threads, over)
		})
		<-idle // its last stretches are still written, but there is a processor for the next
		if gctx.Err() != nil {
			break
		}
	}
	err := g.Wait()
	if err == nil {
		if err = direct.SyncDir(dir); err != nil {
			err = &record.Problem{ID: record.ProblemOutput, File: dir, Err: err}
		}
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

// writePair writes a sheet's two files, which are still to be finished.
func writePair(ctx context.Context, dir string, s Sheet, meta map[string]string, threads int, idle func()) (pair [2]*temporary, err error) {
	defer func() {
		if err != nil {
			for _, t := range pair {
				t.abandon()
			}
		}
	}()
	for k, suffix := range []string{".csv", ".parquet"} {
		if pair[k], err = newTemporary(ctx, dir, s.Name+suffix); err != nil {
			return pair, err
		}
	}
	err = writeSheet(ctx, s, meta, threads, pair[0].sum, pair[1].sum, idle)
	return pair, ofPair(pair, err)
}

// ofPair names the file that an error of writing both is about. What a file could not take is an error also where the writer overlooked it.
func ofPair(pair [2]*temporary, err error) error {
	for _, t := range pair {
		if t.sum.err != nil {
			return t.problem(cmp.Or(err, t.sum.err))
		}
	}
	return pair[1].problem(err)
}

// WriteFile writes one file of whatever write puts into it, with the manners of WriteFiles: a temporary name, sync, rename,
// mode 0600, SHA-256 on the way. File.Rows is left 0. On an error nothing is left behind and File.Name is empty.
func WriteFile(ctx context.Context, dir, name string, write func(io.Writer) error) (File, error) {
	t, err := newTemporary(ctx, dir, name)
	if err != nil {
		return File{}, err
	}
	if err := write(t.sum); err != nil {
		t.abandon()
		return File{}, t.problem(err)
	}
	return t.finish()
}

// temporary is a file under its temporary name.
type temporary struct {
	file *os.File
	path string
	way  *direct.Writer
	sum  *digest
}

func newTemporary(ctx context.Context, dir, name string) (*temporary, error) {
	path := filepath.Join(dir, name)
	f, err := os.CreateTemp(dir, "."+name+".*.tmp") // made with mode 0600
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemOutput, File: path, Err: err}
	}
	way := direct.New(f)
	return &temporary{file: f, path: path, way: way, sum: &digest{ctx: ctx, w: way, hash: sha256.New()}}, nil
}

// finish syncs the file and gives it its name.
func (t *temporary) finish() (File, error) {
	err := t.way.Close()
	if err == nil {
		err = t.file.Sync()
	}
	if cerr := t.file.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Rename(t.file.Name(), t.path)
	}
	if err != nil {
		_ = os.Remove(t.file.Name()) // already failing
		return File{}, t.problem(err)
	}
	return File{Name: filepath.Base(t.path), Bytes: t.sum.n, SHA256: hex.EncodeToString(t.sum.hash.Sum(nil))}, nil
}

// abandon removes the file. It may be nil, not having been made.
func (t *temporary) abandon() {
	if t != nil {
		_ = t.way.Close() // already failing
		_ = t.file.Close()
		_ = os.Remove(t.file.Name())
	}
}

// problem names the file an error is about; what is not about a file is left as it is.
func (t *temporary) problem(err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &record.Problem{ID: record.ProblemOutput, File: t.path, Err: err}
}

// digest passes bytes on, counts and hashes them, and fails once its context has ended. It remembers its error.
type digest struct {
	ctx  context.Context
	w    io.Writer
	hash hash.Hash
	n    int64
	err  error
}

func (d *digest) Write(p []byte) (int, error) {
	if d.err = cmp.Or(d.err, d.ctx.Err()); d.err != nil {
		return 0, d.err
	}
	var n int
	n, d.err = d.w.Write(p)
	d.hash.Write(p[:n])
	d.n += int64(n)
	return n, d.err
}
