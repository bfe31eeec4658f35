package tables_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/record"
)

// TestOrderOfRowsChangesNoLink links persons with the rows in another order and on another number of threads: blocking that asks who is settled, and candidates
// that come in any order, must not show.
func TestOrderOfRowsChangesNoLink(t *testing.T) {
	dir := jobtest.Province(t, 4_000, "thue")
	names := []string{"dan_cu.csv", "thue.csv"}
	var outs []string
	for i, from := range jobtest.ShuffledTwice(t, dir, "Mã bản ghi", names...) {
		out := t.TempDir()
		outs = append(outs, out)
		opt := tables.Options{ID: "Mã bản ghi", Out: out, AsOf: record.MakeDate(2025, 10, 1), Threads: 1 + 2*i}
		sum, err := tables.Link(context.Background(), filepath.Join(from, names[0]), filepath.Join(from, names[1]), opt)
		if err != nil {
			t.Fatal(err)
		}
		if sum.Engine != "person" || sum.Links < 1000 {
			t.Fatalf("engine %s, %d links", sum.Engine, sum.Links)
		}
	}
	jobtest.SameTables(t, outs[0], outs[1], "pairs.csv", "links.csv", "clusters.csv")
}
