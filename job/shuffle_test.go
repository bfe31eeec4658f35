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
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// TestLinksUnderShuffledRows: whom a record is linked to, and how the decision falls, depends on no row's place in its file. Of
// two persons equally improbable either may be the runner-up.
func TestLinksUnderShuffledRows(t *testing.T) {
	cfg := synth.Default()
	cfg.People, cfg.Seed, cfg.Hardness, cfg.Sectors = 2000, 4242, "brutal", []string{"an_sinh", "lao_dong"}
	dir := t.TempDir()
	if _, err := synth.Generate(context.Background(), cfg, dir, nil); err != nil {
		t.Fatal(err)
	}
	links := func(threads int) []byte {
		file, err := job.ReadFile(filepath.Join(dir, "job.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := file.Resolve("job.yaml", dir, record.MakeDate(2025, 10, 1))
		if err != nil {
			t.Fatal(err)
		}
		plan.Threads = threads
		result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(result.Dir, "links.csv"))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	before := links(1)
	rnd := rand.New(rand.NewPCG(11, 12))
	for _, name := range []string{"dan_cu.csv", "an_sinh.csv", "lao_dong.csv"} {
		path := filepath.Join(dir, name)
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := bytes.SplitAfter(b, []byte("\n"))
		if len(lines[len(lines)-1]) == 0 {
			lines = lines[:len(lines)-1]
		}
		rows := lines[1:]
		rnd.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if err := os.WriteFile(path, bytes.Join(lines, nil), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	after := links(3)
	x, y := bytes.Split(before, []byte("\n")), bytes.Split(after, []byte("\n"))
	if len(x) != len(y) {
		t.Fatalf("%d lines, then %d", len(x), len(y))
	}
	const columns = 5 // dataset, record_id, population_id, decision, outcome
	for i := range x {
		a, b := bytes.SplitN(x[i], []byte(","), columns+1), bytes.SplitN(y[i], []byte(","), columns+1)
		if !bytes.Equal(bytes.Join(a[:min(columns, len(a))], nil), bytes.Join(b[:min(columns, len(b))], nil)) {
			t.Errorf("%s\n%s", x[i], y[i])
		}
	}
}
