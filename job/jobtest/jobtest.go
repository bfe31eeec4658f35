// Package jobtest is what the tests of job and of the packages below it share.
package jobtest

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// Province writes a small made-up province, with some sectors or all, and returns its folder.
func Province(t testing.TB, people int, sectors ...string) string {
	t.Helper()
	dir := t.TempDir()
	cfg := synth.Default()
	cfg.People, cfg.Seed = people, 11
	if len(sectors) > 0 {
		cfg.Sectors = sectors
	}
	if _, err := synth.Generate(context.Background(), cfg, dir, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Memos writes two files that are called like a dBase table and its memo file, and returns their paths.
func Memos(t testing.TB) (table, memo string) {
	t.Helper()
	dir := t.TempDir()
	table, memo = filepath.Join(dir, "hoso.dbf"), filepath.Join(dir, "HOSO.FPT")
	for _, path := range []string{table, memo} {
		if err := os.WriteFile(path, []byte("abc"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return table, memo
}

// ReadCSV returns the rows of a file, the header first.
func ReadCSV(t testing.TB, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// ShuffledTwice writes CSV files of a folder into two others, in each with the rows in an order of its own, under the same headers but the first. No cell of
// them holds a line break.
func ShuffledTwice(t testing.TB, dir, first string, names ...string) (folders [2]string) {
	t.Helper()
	for i := range folders {
		folders[i] = t.TempDir()
		for k, name := range names {
			shuffled(t, filepath.Join(dir, name), filepath.Join(folders[i], name), first, uint64(i*7+k))
		}
	}
	return folders
}

func shuffled(t testing.TB, from, to, first string, seed uint64) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(text, []byte("\n"))
	_, headers, _ := bytes.Cut(lines[0], []byte(","))
	lines[0] = append([]byte(first+","), headers...)
	rows := lines[1 : len(lines)-1]
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	if err := os.WriteFile(to, bytes.Join(lines, nil), 0o600); err != nil {
		t.Fatal(err)
	}
}

// SameTables holds tables of two folders against each other, byte by byte.
func SameTables(t testing.TB, a, b string, names ...string) {
	t.Helper()
	for _, name := range names {
		x, err := os.ReadFile(filepath.Join(a, name))
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(filepath.Join(b, name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs", name)
		}
	}
}

// NothingLeft says that a folder for outputs is empty.
func NothingLeft(t testing.TB, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		t.Errorf("%s is left", e.Name())
	}
}

// IsProblem holds an error to be the problem of an ID.
func IsProblem(t testing.TB, err error, id string) {
	t.Helper()
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != id {
		t.Errorf("error %v, want the problem %s", err, id)
	}
}

// Failing returns what makes the file of a spill, whose disk takes and gives so many arrays: then it fails, or calls cancel where that is given.
func Failing(t testing.TB, writes, reads int64, cancel func()) func(output string) (*spill.File, error) {
	return func(output string) (*spill.File, error) {
		f, err := os.Create(filepath.Join(t.TempDir(), "disk"))
		if err != nil {
			t.Fatal(err)
		}
		d := &disk{Store: f, cancel: cancel}
		d.writes.Store(writes)
		d.reads.Store(reads)
		return spill.New(output, d), nil
	}
}

// disk is a spill's file that stops taking or giving arrays after so many, or cancels a context.
type disk struct {
	spill.Store
	writes, reads atomic.Int64
	cancel        func()
}

func (d *disk) WriteAt(b []byte, at int64) (int, error) {
	if d.writes.Add(-1) < 0 {
		if d.cancel == nil {
			return 0, errors.New("no space left on device")
		}
		d.cancel()
	}
	return d.Store.WriteAt(b, at)
}

func (d *disk) ReadAt(b []byte, at int64) (int, error) {
	if d.reads.Add(-1) < 0 {
		if d.cancel == nil {
			return 0, io.ErrUnexpectedEOF
		}
		d.cancel()
	}
	return d.Store.ReadAt(b, at)
}
