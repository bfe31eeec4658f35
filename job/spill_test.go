package job

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
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

func smallProvince(t *testing.T, people int, sectors ...string) string {
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

// nothingLeft says that a folder for outputs is empty.
func nothingLeft(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		t.Errorf("%s is left", e.Name())
	}
}

// TestSpillingChangesNothing runs jobs with all in memory and in the least memory that is accepted.
func TestSpillingChangesNothing(t *testing.T) {
	places := map[string]string{"sample": "../testdata/sample", "made up": smallProvince(t, testsize.Of(t, "people", 3_000, 1_200), "bhyt", "thue")}
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
	isProblem(t, err, record.ProblemMemory)
	nothingLeft(t, plan.Output)
	// What a refused run says it would take is what it takes, wherever in reading it was refused.
	plan.Memory = 0
	least := (leastMemory(t, plan) + 1<<20 - 1) >> 20
	for _, mib := range []int64{8, least / 2, least - 1} {
		plan.Memory = mib << 20
		_, err := Run(context.Background(), plan, Env{Now: time.Now})
		isProblem(t, err, record.ProblemMemory)
		var p *record.Problem
		if errors.As(err, &p) && p.Args[0] != least {
			t.Errorf("with %d MiB the run is said to take %v, and takes %d", mib, p.Args[0], least)
		}
	}
}

// linkOptions are those of a link of two tables of persons into a folder.
func linkOptions(out string) AnyOptions {
	return AnyOptions{ID: "Mã bản ghi", Out: out, AsOf: record.MakeDate(2025, 10, 1), Threads: 2}
}

// withOneID calls the first column of two tables of a province alike.
func withOneID(t *testing.T, dir string, names ...string) (paths []string) {
	t.Helper()
	to := t.TempDir()
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), ",")
		paths = append(paths, filepath.Join(to, name))
		if err := os.WriteFile(paths[len(paths)-1], []byte("Mã bản ghi,"+rest), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// leastOf is the smallest budget that is accepted of one or two tables of persons.
func leastOf(t *testing.T, paths ...string) int64 {
	t.Helper()
	r, persons, err := newAnyRun(context.Background(), paths, linkOptions(t.TempDir()))
	if err != nil || !persons {
		t.Fatalf("persons: %v, %v", persons, err)
	}
	all, away := r.store.Needs[0](r.store.Sizes), r.store.Needs[1](r.store.Sizes)
	if away >= all {
		t.Fatalf("putting tables away takes %d bytes instead of %d", away, all)
	}
	return away
}

// TestSpillingChangesNoLink does the same of link, the register being either of the two tables, and of dedupe.
func TestSpillingChangesNoLink(t *testing.T) {
	paths := withOneID(t, smallProvince(t, 3_000, "thue"), "dan_cu.csv", "thue.csv")
	for name, c := range map[string]struct {
		paths []string
		pairs int // at the least
	}{
		"register left":  {[]string{paths[0], paths[1]}, 500},
		"register right": {[]string{paths[1], paths[0]}, 500},
		"dedupe":         {paths[:1], 10},
	} {
		t.Run(name, func(t *testing.T) {
			var outs []string
			for _, budget := range []int64{0, leastOf(t, c.paths...)} {
				opt := linkOptions(filepath.Join(t.TempDir(), "not", "there", "yet"))
				opt.Memory = budget
				sum, err := runAny(context.Background(), c.paths, opt)
				if err != nil {
					t.Fatal(err)
				}
				if spilled := sum.Spilled > 0; spilled != (budget > 0) || sum.Pairs < c.pairs {
					t.Errorf("with %d bytes of memory %d were put away, and %d pairs found", budget, sum.Spilled, sum.Pairs)
				}
				outs = append(outs, opt.Out)
			}
			sameResult(t, outs[0], outs[1])
			opt := linkOptions(t.TempDir())
			opt.Memory = leastOf(t, c.paths...) - 1
			_, err := runAny(context.Background(), c.paths, opt)
			isProblem(t, err, record.ProblemMemory)
			nothingLeft(t, opt.Out)
		})
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

func isProblem(t *testing.T, err error, id string) {
	t.Helper()
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != id {
		t.Errorf("error %v, want the problem %s", err, id)
	}
}

// TestSpillingFails: wherever the disk stops taking or giving, or the user stops the run, that is told and nothing is left.
func TestSpillingFails(t *testing.T) {
	dir := smallProvince(t, 300, "thue")
	least := leastMemory(t, planOf(t, dir))
	paths := withOneID(t, dir, "dan_cu.csv", "thue.csv")
	leastLink, leastDedupe := leastOf(t, paths...), leastOf(t, paths[0])
	const never = 1 << 30
	for _, at := range [][2]int64{{0, never}, {7, never}, {70, never}, {never, 0}, {never, 40}, {never, 120}} {
		for _, cancelled := range []bool{false, true} {
			want := record.ProblemSpill
			if cancelled {
				want = record.ProblemInterrupted
			}
			setup := func() (context.Context, func(string) (*spill.File, error)) {
				ctx, cancel := context.WithCancel(context.Background())
				t.Cleanup(cancel)
				return ctx, func(output string) (*spill.File, error) {
					f, err := os.Create(filepath.Join(t.TempDir(), "disk"))
					if err != nil {
						t.Fatal(err)
					}
					d := &disk{Store: f}
					d.writes.Store(at[0])
					d.reads.Store(at[1])
					if cancelled {
						d.cancel = cancel
					}
					return spill.New(output, d), nil
				}
			}
			plan := planOf(t, dir)
			ctx, create := setup()
			plan.Memory = least
			_, err := Run(ctx, plan, Env{Now: time.Now, spill: create})
			isProblem(t, err, want)
			nothingLeft(t, plan.Output)

			for n, least := range []int64{leastDedupe, leastLink} {
				opt := linkOptions(t.TempDir())
				ctx, opt.spill = setup()
				opt.Memory = least
				_, err = runAny(ctx, paths[:n+1], opt)
				isProblem(t, err, want)
				nothingLeft(t, opt.Out)
			}
		}
	}
}
