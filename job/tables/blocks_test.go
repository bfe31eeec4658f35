package tables_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job/tables"
)

// Where there is nothing to compare, blocking says so.
func TestBlocksOfNothing(t *testing.T) {
	dir := t.TempDir()
	path := func(name string, rows ...[]string) string {
		p := filepath.Join(dir, name)
		writeRows(t, p, []string{"id", "first"}, rows)
		return p
	}
	none, one, some := path("none.csv"), path("one.csv", []string{"1", "An"}), path("some.csv", []string{"1", "An"}, []string{"2", "Binh"})
	for _, files := range [][]string{{none}, {one}, {none, some}, {some, none}, {none, none}} {
		report, err := tables.Blocks(context.Background(), files, tables.Options{ID: "id"}, time.Now)
		if err != nil {
			t.Errorf("%d tables: %v", len(files), err)
		} else if n := report.Datasets[0].Pairs; n != 0 {
			t.Errorf("%d tables: %d pairs", len(files), n)
		}
	}
}
