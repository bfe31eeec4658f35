package tables

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/record"
)

// linkOptions are those of a link of two tables of persons into a folder.
func linkOptions(out string) Options {
	return Options{ID: "Mã bản ghi", Out: out, AsOf: record.MakeDate(2025, 10, 1), Threads: 2}
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
	r, persons, err := newRun(context.Background(), paths, linkOptions(t.TempDir()))
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
	paths := withOneID(t, jobtest.Province(t, 3_000, "thue"), "dan_cu.csv", "thue.csv")
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
				sum, err := perform(context.Background(), c.paths, opt)
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
			_, err := perform(context.Background(), c.paths, opt)
			jobtest.IsProblem(t, err, record.ProblemMemory)
			jobtest.NothingLeft(t, opt.Out)
		})
	}
}

// TestSpillingOfLinksFails: wherever the disk stops taking or giving, or the user stops the run, that is told and nothing is left.
func TestSpillingOfLinksFails(t *testing.T) {
	paths := withOneID(t, jobtest.Province(t, 300, "thue"), "dan_cu.csv", "thue.csv")
	const never = 1 << 30
	for n, least := range []int64{leastOf(t, paths[0]), leastOf(t, paths...)} {
		for _, at := range [][2]int64{{0, never}, {7, never}, {70, never}, {never, 0}, {never, 40}, {never, 120}} {
			for _, cancelled := range []bool{false, true} {
				ctx, cancel := context.WithCancel(context.Background())
				want := record.ProblemSpill
				var stop func()
				if cancelled {
					want, stop = record.ProblemInterrupted, cancel
				}
				opt := linkOptions(t.TempDir())
				opt.Memory, opt.spill = least, jobtest.Failing(t, at[0], at[1], stop)
				_, err := perform(ctx, paths[:n+1], opt)
				jobtest.IsProblem(t, err, want)
				jobtest.NothingLeft(t, opt.Out)
				cancel()
			}
		}
	}
}
