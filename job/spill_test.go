package job

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/record"
)

// planOf reads the job of a folder, its outputs going to a folder of their own.
func planOf(t *testing.T, dir string) *Plan {
	t.Helper()
	file, err := ReadFile(filepath.Join(dir, "job.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := file.Resolve(filepath.Join(dir, "job.yaml"), dir, record.MakeDate(2025, 10, 1))
	if err != nil {
		t.Fatal(err)
	}
	plan.Output, plan.Threads = t.TempDir(), 2
	return plan
}

// leastMemory is the smallest budget that is accepted of a plan.
func leastMemory(t *testing.T, plan *Plan) int64 {
	t.Helper()
	r := &run{plan: plan, env: Env{Now: time.Now, Progress: stage.Silent{}}, started: time.Now()}
	if err := r.load(context.Background()); err != nil {
		t.Fatal(err)
	}
	all, away := memory.Need(r.store.Sizes), memory.NeedSpilled(r.store.Sizes)
	if away >= all {
		t.Fatalf("putting tables away takes %d bytes instead of %d", away, all)
	}
	return away
}

// sameRun holds the files of two runs against each other: all but the manifest are the same bytes.
func sameRun(t *testing.T, a, b string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(a, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "manifest.json" {
			return err
		}
		files++
		x, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		y, err := os.ReadFile(filepath.Join(b, strings.TrimPrefix(path, a)))
		if string(x) != string(y) {
			t.Errorf("%s differs", filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 15 {
		t.Errorf("%d files only are compared", files)
	}
}

// TestSpillingChangesNothing runs jobs with all in memory and in the least memory that is accepted.
func TestSpillingChangesNothing(t *testing.T) {
	places := map[string]string{"sample": "../testdata/sample", "made up": jobtest.Province(t, testsize.Of(t, "people", 3_000, 1_200), "bhyt", "thue")}
	for name, dir := range places {
		t.Run(name, func(t *testing.T) {
			var dirs []string
			for _, budget := range []int64{0, leastMemory(t, planOf(t, dir))} {
				plan := planOf(t, dir)
				plan.Memory = budget
				result, err := Run(context.Background(), plan, Env{Now: time.Now})
				if err != nil {
					t.Fatal(err)
				}
				if spilled := result.Spilled > 0; spilled != (budget > 0) {
					t.Errorf("with %d bytes of memory %d were put away", budget, result.Spilled)
				}
				dirs = append(dirs, result.Dir)
			}
			sameRun(t, dirs[0], dirs[1])
			manifest, err := os.ReadFile(filepath.Join(dirs[1], "manifest.json"))
			if err != nil || !strings.Contains(string(manifest), `"spilled_bytes": `) {
				t.Errorf("the manifest does not tell what was put away: %v", err)
			}
		})
	}
	plan := planOf(t, places["sample"])
	plan.Memory = leastMemory(t, plan) - 1
	_, err := Run(context.Background(), plan, Env{Now: time.Now})
	jobtest.IsProblem(t, err, record.ProblemMemory)
	jobtest.NothingLeft(t, plan.Output)
	// What a refused run says it would take is what it takes, wherever in reading it was refused.
	plan.Memory = 0
	least := (leastMemory(t, plan) + 1<<20 - 1) >> 20
	for _, mib := range []int64{8, least / 2, least - 1} {
		plan.Memory = mib << 20
		_, err := Run(context.Background(), plan, Env{Now: time.Now})
		jobtest.IsProblem(t, err, record.ProblemMemory)
		var p *record.Problem
		if errors.As(err, &p) && p.Args[0] != least {
			t.Errorf("with %d MiB the run is said to take %v, and takes %d", mib, p.Args[0], least)
		}
	}
}

// TestRunBeforeIsForecast: a run whose sectors are fewer than those of the one before it writes what those found once more, as resolved, and counts the
// memory that takes.
func TestRunBeforeIsForecast(t *testing.T) {
	dir := jobtest.Province(t, 600, "bhyt", "thue")
	plan := planOf(t, dir)
	if _, err := Run(context.Background(), plan, Env{Now: time.Now}); err != nil {
		t.Fatal(err)
	}
	need := func(output string) int64 {
		fewer := *plan
		fewer.Datasets, fewer.Output = plan.Datasets[:1], output
		r := &run{plan: &fewer, env: Env{Now: time.Now, Progress: stage.Silent{}}, started: time.Now()}
		if err := r.load(context.Background()); err != nil {
			t.Fatal(err)
		}
		return r.store.Needs[0](r.store.Sizes)
	}
	if alone, after := need(t.TempDir()), need(plan.Output); after <= alone {
		t.Errorf("%d bytes are forecast after a run of more sectors, %d without one", after, alone)
	}
}

// TestSpillingFails: wherever the disk stops taking or giving, or the user stops the run, that is told and nothing is left.
func TestSpillingFails(t *testing.T) {
	dir := jobtest.Province(t, 300, "thue")
	least := leastMemory(t, planOf(t, dir))
	const never = 1 << 30
	for _, at := range [][2]int64{{0, never}, {7, never}, {70, never}, {never, 0}, {never, 40}, {never, 120}} {
		for _, cancelled := range []bool{false, true} {
			ctx, cancel := context.WithCancel(context.Background())
			want := record.ProblemSpill
			var stop func()
			if cancelled {
				want, stop = record.ProblemInterrupted, cancel
			}
			plan := planOf(t, dir)
			plan.Memory = least
			_, err := Run(ctx, plan, Env{Now: time.Now, spill: jobtest.Failing(t, at[0], at[1], stop)})
			jobtest.IsProblem(t, err, want)
			jobtest.NothingLeft(t, plan.Output)
			cancel()
		}
	}
}
