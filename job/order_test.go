package job_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job"
)

// shuffled writes a CSV file's rows in another order, under the same headers but the first. No cell of it holds a line break.
func shuffled(t *testing.T, from, to string, first string, seed uint64) {
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

// sameTables holds tables of two folders against each other, byte by byte.
func sameTables(t *testing.T, a, b string, names ...string) {
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

// TestOrderOfRowsChangesNothing links persons and runs a job with the rows in another order and on another number of threads: blocking that
// asks who is settled, and candidates that come in any order, must not show.
func TestOrderOfRowsChangesNothing(t *testing.T) {
	plan, dir := province(t, 4_000, 5, []string{"thue"}, 1)
	names := []string{"dan_cu.csv", "thue.csv"}
	var folders []string
	for i := range uint64(2) {
		folder := t.TempDir()
		for k, name := range names {
			shuffled(t, filepath.Join(dir, name), filepath.Join(folder, name), "Mã bản ghi", i*7+uint64(k))
		}
		folders = append(folders, folder)
	}
	var outs []string
	for i, from := range folders {
		out := t.TempDir()
		outs = append(outs, out)
		opt := job.AnyOptions{ID: "Mã bản ghi", Out: out, AsOf: plan.AsOf, Threads: 1 + 2*i}
		sum, err := job.Link(context.Background(), filepath.Join(from, names[0]), filepath.Join(from, names[1]), opt)
		if err != nil {
			t.Fatal(err)
		}
		if sum.Engine != "person" || sum.Links < 1000 {
			t.Fatalf("engine %s, %d links", sum.Engine, sum.Links)
		}
	}
	sameTables(t, outs[0], outs[1], "pairs.csv", "links.csv", "clusters.csv")
	outs = nil
	for i, from := range folders {
		plan.Population.Files = []string{filepath.Join(from, names[0])}
		plan.Datasets[0].Files = []string{filepath.Join(from, names[1])}
		plan.Output, plan.Threads = t.TempDir(), 1+2*i
		result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		outs = append(outs, result.Dir)
	}
	sameTables(t, outs[0], outs[1], "links.csv", "clusters.csv", "findings.csv")
}
