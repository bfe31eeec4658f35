package datasettest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/klauspost/compress/zstd"
	"github.com/xuri/excelize/v2"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/record"
)

// corrupted returns a copy of a file with something wrong: bytes changed, zeroed, doubled or cut out, or the end missing.
func corrupted(rng *rand.Rand, data []byte) []byte {
	out := bytes.Clone(data)
	at := func() int { return rng.IntN(len(out)) }
	switch rng.IntN(6) {
	case 0:
		return out[:at()]
	case 1:
		i := at()
		clear(out[i:min(len(out), i+1+rng.IntN(64))])
	case 2:
		i := at()
		j := min(len(out), i+1+rng.IntN(16))
		return append(out[:i:i], data[j:]...)
	case 3:
		i := at()
		return append(out[:i:i], data[max(0, i-1-rng.IntN(16)):]...)
	default:
		for range 1 + rng.IntN(4) {
			out[at()] = byte(rng.IntN(256))
		}
	}
	return out
}

// corrupt loads 2,000 damaged copies of a file: each gives an error the user can mend, or all its rows. quiet is how many of a
// thousand may lose or gain rows and not show it, for formats that have no checksum and count no rows.
func (f Format) corrupt(t *testing.T, quiet int) {
	t.Helper()
	const rows = 300
	n := testsize.Of(t, "damaged copies", 2000, 150)
	p, err := dataset.Builtin("bhxh")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "x"+f.Ext)
	if err := f.Write(path, Rows(rows)); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	load := func(data []byte) (*dataset.Loaded, error) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return dataset.Load(context.Background(), dataset.Source{Profile: p, Files: []string{path}}, dataset.Options{Threads: 2})
	}
	if l, err := load(data); err != nil || l.Table.Rows() != rows {
		t.Fatalf("the sound file: %v", err)
	}
	refused, changed := 0, 0
	var before, after runtime.MemStats
	for seed := range uint64(n) {
		bad := corrupted(rand.New(rand.NewPCG(seed, 13)), data)
		runtime.ReadMemStats(&before)
		start := time.Now()
		l, err := load(bad)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("seed %d: %v", seed, took)
		}
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 512<<20 {
			t.Errorf("seed %d: %d MiB for %d bytes", seed, used>>20, len(bad))
		}
		var q *record.Problem
		switch {
		case errors.As(err, &q):
			refused++
		case err != nil:
			t.Errorf("seed %d: %v", seed, err)
		case l.RowsIn != l.Table.Rows()+len(l.Rejects):
			t.Errorf("seed %d: %d in, %d loaded, %d rejected", seed, l.RowsIn, l.Table.Rows(), len(l.Rejects))
		case l.RowsIn != rows:
			changed++
			if quiet == 0 {
				t.Errorf("seed %d: %d rows of %d", seed, l.RowsIn, rows)
			}
		}
	}
	t.Logf("%s: of %d damaged files %d refused, %d with another number of rows", f.Ext, n, refused, changed)
	if changed*1000 > quiet*n {
		t.Errorf("%d of %d files changed their number of rows in silence", changed, n)
	}
}

// packed stores CSV in what another program unpacks.
func packed(in func(w io.Writer) (io.WriteCloser, error)) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		return create(path, func(w io.Writer) error {
			z, err := in(w)
			if err != nil {
				return err
			}
			if err := csv.NewWriter(z).WriteAll(rows); err != nil {
				return err
			}
			return z.Close()
		})
	}
}

func gzipped(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil }
func zstded(w io.Writer) (io.WriteCloser, error)  { return zstd.NewWriter(w) }

// zipped is an archive of one file.
type zipped struct {
	*zip.Writer
	member io.Writer
}

func (z zipped) Write(p []byte) (int, error) { return z.member.Write(p) }

func inZIP(w io.Writer) (io.WriteCloser, error) {
	z := zip.NewWriter(w)
	member, err := z.Create("danh sách.csv")
	return zipped{z, member}, err
}

// zippedDBF packs a table, its memo file and, before that, an index called like both.
func zippedDBF(path string, rows [][]string) error {
	table, memo := dbfBytes(rows, plainText, true)
	return create(path, func(w io.Writer) error {
		z := zip.NewWriter(w)
		for _, f := range []struct {
			name string
			data []byte
		}{{"HOSO.CDX", []byte("an index")}, {"hoso.dbf", table}, {"HOSO.FPT", memo}} {
			member, err := z.Create(f.name)
			if err != nil {
				return err
			}
			if _, err := member.Write(f.data); err != nil {
				return err
			}
		}
		return z.Close()
	})
}

func TestPacked(t *testing.T) {
	for name, f := range map[string]Format{
		"gzip": {Ext: ".csv.gz", Write: packed(gzipped)}, "zstd": {Ext: ".csv.zst", Write: packed(zstded)},
	} {
		t.Run(name, func(t *testing.T) { Run(t, f) })
	}
	t.Run("zip", Format{Ext: ".zip", Write: packed(inZIP)}.table)
	t.Run("zip of a table with memos", Format{Ext: ".zip", Write: zippedDBF, Renames: true}.table)
}

func TestCorrupted(t *testing.T) {
	text := func(_ *excelize.File, text string, _ bool) any { return text }
	for name, c := range map[string]struct {
		Format
		quiet int
	}{
		"xlsx":         {Format{Ext: ".xlsx", Write: workbook(text)}, 0},
		"parquet":      {Format{Ext: ".parquet", Write: writeParquet(true, compress.Codecs.Zstd, 1<<20)}, 0},
		"plain":        {Format{Ext: ".parquet", Write: writeParquet(false, compress.Codecs.Uncompressed, 100)}, 0},
		"arrow file":   {Format{Ext: ".arrow", Write: writeArrow(true, true, arrow.BinaryTypes.String)}, 0},
		"arrow views":  {Format{Ext: ".arrow", Write: writeArrow(true, true, arrow.BinaryTypes.StringView)}, 0},
		"arrow stream": {Format{Ext: ".arrows", Write: writeArrow(false, true, arrow.BinaryTypes.String)}, 0},
		"gzip":         {Format{Ext: ".csv.gz", Write: packed(gzipped)}, 0},
		"zstd":         {Format{Ext: ".csv.zst", Write: packed(zstded)}, 0},
		"zip":          {Format{Ext: ".zip", Write: packed(inZIP)}, 0},
		"ods":          {Format{Ext: ".ods", Write: writeODS}, 0},
		"sheet xml":    {Format{Ext: ".xls", Write: writeSheetXML}, 5},
		"html":         {Format{Ext: ".xls", Write: writeHTML(false)}, 60},
		"dbf":          {Format{Ext: ".dbf", Write: writeDBF(plainText, true)}, 0},
	} {
		t.Run(name, func(t *testing.T) { c.corrupt(t, c.quiet) })
	}
}
