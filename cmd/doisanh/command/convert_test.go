package command

import (
	"context"
	"io"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/dataset/datasettest"
	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/database"
)

// TestConvertAndBack: a table of 20,000 rows through every form a list is written in, and back, is the one that was read.
func TestConvertAndBack(t *testing.T) {
	n := testsize.Of(t, "rows", 20_000, 1_000)
	rows := datasettest.Rows(n)
	for _, row := range rows {
		for i := range row {
			row[i] = strings.ReplaceAll(row[i], "\n", ", ") // tab-separated text has no place for line ends
		}
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in.csv")
	if err := datasettest.WriteCSV(in, rows); err != nil {
		t.Fatal(err)
	}
	p, err := dataset.Builtin("bhxh")
	if err != nil {
		t.Fatal(err)
	}
	load := func(path string) *record.Table {
		t.Helper()
		l, err := dataset.Load(t.Context(), dataset.Source{Profile: p, Files: []string{path}}, dataset.Options{Threads: 2})
		if err != nil {
			t.Fatalf("%s: %v", filepath.Base(path), err)
		}
		if len(l.Rejects) > 0 {
			t.Errorf("%s: rejects %+v", filepath.Base(path), l.Rejects[0])
		}
		l.Table.Files = nil // they are called after the format
		return l.Table
	}
	want := load(in)
	same := func(path string) {
		t.Helper()
		got := load(path)
		if reflect.DeepEqual(got, want) {
			return
		}
		for i, c := range want.Columns {
			for row := range n {
				if got.Columns[i].At(row) != c.At(row) {
					t.Fatalf("%s: %s of row %d is %q, want %q", filepath.Base(path), c.Field, row, got.Columns[i].At(row), c.At(row))
				}
			}
		}
		t.Errorf("%s: the table is not the one that was read", filepath.Base(path))
	}
	for _, ext := range []string{".csv", ".tsv", ".parquet", ".arrow", ".xlsx"} {
		out := filepath.Join(dir, "out"+ext)
		if code := run(t.Context(), []string{"convert", in, out}, env{stdout: io.Discard, stderr: io.Discard, getenv: func(string) string { return "" }}); code != exitDone {
			t.Fatalf("%s: exit code %d", ext, code)
		}
		same(out)
	}
	l, err := dataset.ReadAll(context.Background(), in, "", dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := database.WriteSQLite(context.Background(), dir, "out.sqlite", []report.Sheet{sheetOf(l)}); err != nil {
		t.Fatal(err)
	}
	same(filepath.Join(dir, "out.sqlite"))
}
