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
	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// TestRunUnderShuffledRows: nothing a run writes depends on a row's place in its file, nor on the number of threads, and a run that is given the model another
// one learned decides as that did.
func TestRunUnderShuffledRows(t *testing.T) {
	cfg := synth.Default()
	cfg.People, cfg.Seed, cfg.Hardness, cfg.Sectors = 2000, 4242, "brutal", []string{"an_sinh", "lao_dong", "tiem_chung", "ho_tich"}
	dir := t.TempDir()
	if _, err := synth.Generate(context.Background(), cfg, dir, nil); err != nil {
		t.Fatal(err)
	}
	run := func(threads int, model string) string {
		file, err := job.ReadFile(filepath.Join(dir, "job.yaml"))
		if err != nil {
			t.Fatal(err)
		}
		plan, err := file.Resolve("job.yaml", dir, record.MakeDate(2025, 10, 1))
		if err != nil {
			t.Fatal(err)
		}
		plan.Threads, plan.Output, plan.Model = threads, t.TempDir(), model
		result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		return result.Dir
	}
	before := run(1, "")
	rnd := rand.New(rand.NewPCG(11, 12))
	for _, name := range []string{"dan_cu.csv", "an_sinh.csv", "lao_dong.csv", "tiem_chung.csv", "ho_tich.csv"} {
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
	after := run(3, "")
	entries, err := os.ReadDir(before)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != "manifest.json" {
			jobtest.SameTables(t, before, after, e.Name())
		}
	}
	if len(entries) < 40 {
		t.Errorf("only %d files", len(entries))
	}
	jobtest.SameTables(t, after, run(2, filepath.Join(before, "model.json")), "links.csv", "clusters.csv", "findings.csv", "golden.csv", "model.json")
}
