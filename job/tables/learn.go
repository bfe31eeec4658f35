package tables

import (
	"context"
	"math"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// source brings the candidate pairs.
func (r *run) source() pair.Source {
	return func(ctx context.Context, emit func([]record.Pair) error) error {
		if len(r.rules) == 0 { // nothing to compare, or too few rows; package block would take its own rules
			r.stats = block.Stats{}
			return ctx.Err()
		}
		opt := block.Options{Rules: r.rules, Threads: r.opt.Threads}
		if r.person == nil { // the rules were chosen for a budget as they are
			opt.MaxBlock, opt.HardCap = math.MaxInt32, math.MaxInt32
		}
		var err error
		if r.one() {
			r.stats, err = block.Dedupe(ctx, r.left(), opt, emit)
		} else {
			r.stats, err = block.Link(ctx, r.left(), r.right(), opt, emit)
		}
		return err
	}
}

// suggest has the blocking rules found, unless the model names some.
func (r *run) suggest(ctx context.Context) (err error) {
	if written := r.model.Blocking; written != nil {
		if r.rules, err = models.Rules(r.opt.Model, written, nil, r.people...); err != nil {
			return err
		}
		for _, rule := range r.rules {
			r.sum.Rules = append(r.sum.Rules, Rule{Name: rule.Name})
		}
		return nil
	}
	budget := r.opt.Budget
	if budget == 0 {
		budget = block.SuggestBudget(r.left().Rows(), r.right().Rows())
	}
	var right *record.People
	if !r.one() {
		right = r.right()
	}
	suggested, err := block.Suggest(ctx, r.left(), right, nameColumns(r.left()), budget)
	if err != nil {
		return stage.Interrupted(ctx, err)
	}
	for _, s := range suggested {
		r.rules = append(r.rules, s.Rule)
		r.sum.Rules = append(r.sum.Rules, Rule{Name: s.Name, Pairs: s.Pairs})
	}
	return nil
}

func (r *run) learn(ctx context.Context) error {
	var err error
	if r.model, err = r.readModel(); err != nil {
		return err
	}
	if err := r.suggest(ctx); err != nil {
		return err
	}
	r.scorer = table.NewScorer(r.model, r.left(), r.right())
	if r.model.Whole() {
		r.model.Source = "file"
		return nil
	}
	r.opt.Progress.Start(stage.Train, "", 0)
	defer r.opt.Progress.Done()
	opt := r.officers.options(table.Options{Threads: r.opt.Threads, Progress: r.opt.Progress.Add}, uint32(r.left().Rows()))
	err = r.scorer.Train(ctx, r.source(), opt)
	r.sum.KeptPrior, r.sum.Labels = r.model.Training.KeptAll(), r.model.Training.Labelled
	if err != nil || r.opt.Model == "" {
		return err
	}
	// The file counts over what was learned.
	if r.model, err = models.ReadTable(r.opt.Model, r.model); err != nil {
		return err
	}
	r.scorer = table.NewScorer(r.model, r.left(), r.right())
	return nil
}

// nameColumns are the pairs of short texts whose words may have changed places.
func nameColumns(p *record.People) (out [][]record.Field) {
	var names []record.Field
	for _, c := range p.Table.Columns {
		if c.Kind == record.KindName && p.Texts[c.Field] != nil && len(names) < 4 {
			names = append(names, c.Field)
		}
	}
	for i, a := range names {
		for _, b := range names[:i] {
			out = append(out, []record.Field{b, a})
		}
	}
	return out
}

// readModel makes the model of the tables' columns and lays the file over it, if there is one.
func (r *run) readModel() (*table.Model, error) {
	m := table.NewModel(r.left())
	if r.opt.Model == "" {
		return m, nil
	}
	return models.ReadTable(r.opt.Model, m)
}
