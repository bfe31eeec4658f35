package job

import (
	"context"
	"runtime"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/blocking"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// inspect loads and normalizes the population and one dataset, or all where name is empty.
func inspect(ctx context.Context, plan *Plan, env Env, name string) (*run, error) {
	if env.Progress == nil {
		env.Progress = stage.Silent{}
	}
	p := *plan
	if p.Threads <= 0 {
		p.Threads = runtime.GOMAXPROCS(0)
	}
	if name != "" {
		i, err := plan.place(name)
		if err != nil {
			return nil, err
		}
		p.Datasets = p.Datasets[i : i+1]
	}
	r := &run{plan: &p, env: env, started: env.Now(), others: plan.Datasets}
	for _, step := range []func(context.Context) error{r.unchanged, r.readModel, r.load, r.normalize, r.readDecisions} {
		if err := step(ctx); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
	}
	return r, nil
}

// counting are the options candidates are counted with: every pair once.
func (r *run) counting(threads int) block.Options {
	opt := models.PersonBlocking(r.model, r.rules, threads, nil)
	opt.Repeats = false
	return opt
}

// Blocks counts the candidate pairs of a job's datasets without matching them, but for a sample. name is one dataset, "" for
// all; budget is how many pairs rules are to be suggested for, 0 for none.
func Blocks(ctx context.Context, plan *Plan, env Env, name string, budget int64) (*blocking.Report, error) {
	r, err := inspect(ctx, plan, env, name)
	if err != nil {
		return nil, err
	}
	out := &blocking.Report{Engine: "person", Total: &blocking.Total{Bytes: r.store.Need()}}
	for _, stage := range r.times {
		out.Total.Reading += stage.Seconds
	}
	population := r.all[0].people
	for _, d := range r.all[1:] {
		done := r.begin(stage.Link, d.table().Name, 0)
		st, err := block.Link(ctx, d.people, population, r.counting(r.plan.Threads), nil)
		done()
		if err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
		t := blocking.Of(d.table().Name, d.people.Rows(), population.Rows(), r.rules, st)
		t.Forecast([]memory.Size{memory.SizeOf(population.Table), memory.SizeOf(d.table())}, memory.Need, memory.NeedSpilled)
		source := func(ctx context.Context, emit func([]record.Pair) error) error {
			_, err := block.Link(ctx, d.people, population, r.counting(1), emit)
			return err
		}
		base, each, err := blocking.Rate(ctx, env.Now, r.plan.Threads, source, func(src pair.Source) error {
			_, _, err := match.Link(ctx, r.model, d.people, population, src.All(), match.Options{Threads: r.plan.Threads})
			return err
		})
		if err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
		if err := r.recallOf(ctx, d, &t, budget); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
		t.Seconds, t.RunSeconds = blocking.Hundredths(base+each*float64(t.Pairs)), blocking.Hundredths(base+each*float64(t.Scored))
		out.Datasets = append(out.Datasets, t)
		out.Total.Pairs, out.Total.Scored, out.Total.Seconds = out.Total.Pairs+t.Pairs, out.Total.Scored+t.Scored, out.Total.Seconds+t.RunSeconds
	}
	out.Total.Reading, out.Total.Seconds = blocking.Hundredths(out.Total.Reading), blocking.Hundredths(out.Total.Seconds)
	return out, nil
}

// Train learns a model from one dataset of a job against its population.
func Train(ctx context.Context, plan *Plan, env Env, name string) (*match.Model, error) {
	r, err := inspect(ctx, plan, env, name)
	if err != nil {
		return nil, err
	}
	if len(r.all) < 2 {
		return nil, &record.Problem{ID: record.ProblemJobKeyMissing, Column: "datasets"}
	}
	// The largest dataset has most to say.
	best := r.all[1]
	for _, d := range r.all[2:] {
		if d.people.Rows() > best.people.Rows() {
			best = d
		}
	}
	defer r.begin(stage.Train, best.table().Name, 0)()
	once := func(ctx context.Context, emit func([]record.Pair) error) error {
		_, err := block.Link(ctx, best.people, r.all[0].people, r.counting(r.plan.Threads), emit)
		return err
	}
	m, err := match.Train(ctx, r.model, best.people, r.all[0].people, once, r.linkOptions(best))
	return m, stage.Interrupted(ctx, err)
}
