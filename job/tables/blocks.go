package tables

import (
	"context"
	"path/filepath"
	"time"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/blocking"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// Blocks counts the candidate pairs of one or two tables of any kind, with the rules `link` and `dedupe` would choose.
func Blocks(ctx context.Context, files []string, opt Options, now func() time.Time) (*blocking.Report, error) {
	r, persons, err := newRun(ctx, files, opt)
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	if persons {
		r.sum.Engine = "person"
		if opt.Budget > 0 { // nothing tells which of the shipped rules find the links
			return nil, &record.Problem{ID: record.ProblemUsage, Args: []any{"of tables of persons --budget goes with a job file alone: doisanh block job.yaml"}}
		}
		if err := r.personModel(); err != nil {
			return nil, err
		}
	} else {
		if r.model, err = r.readModel(); err != nil {
			return nil, err
		}
		if err := r.suggest(ctx); err != nil {
			return nil, err
		}
		r.scorer = table.NewScorer(r.model, r.left(), r.right())
	}
	count := func() error { return r.source()(ctx, func([]record.Pair) error { return nil }) }
	if err := count(); err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	if opt.Budget > 0 && r.stats.Pairs > opt.Budget { // the rules for rare values, at the end, come on top of what link takes
		r.rules = r.rules[:within(r.stats.Rules, opt.Budget)]
		if err := count(); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
	}
	right := 0
	if !r.one() {
		right = r.right().Rows()
	}
	t := blocking.Of(filepath.Base(files[0]), r.left().Rows(), right, r.rules, r.stats)
	if persons {
		t.Forecast(r.store.Sizes, r.store.Needs[0], r.store.Needs[1])
	} else {
		t.Forecast(r.sizes, memory.Need, memory.Need)
	}
	threads := r.opt.Threads
	r.opt.Threads = 1
	base, each, err := blocking.Rate(ctx, now, threads, r.source(), func(src pair.Source) error {
		var err error
		if persons {
			_, _, err = match.Candidates(ctx, r.person, r.left(), r.right(), src.All(), match.Options{Threads: threads})
		} else {
			_, _, err = r.scorer.Dedupe(ctx, src, table.Options{Threads: threads})
		}
		return err
	})
	t.Seconds = blocking.Hundredths(base + each*float64(t.Pairs))
	return &blocking.Report{Engine: r.sum.Engine, Datasets: []blocking.Table{t}}, stage.Interrupted(ctx, err)
}

// within returns how many of the rules, from the first on, stay within a budget of pairs.
func within(rules []block.RuleStats, budget int64) int {
	sum := int64(0)
	for i, r := range rules {
		if sum += r.Pairs; sum > budget {
			return i
		}
	}
	return len(rules)
}
