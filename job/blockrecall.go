package job

import (
	"context"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/blocking"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// recallSample is about how many records are linked to know which rules find the links.
const recallSample = 4_000

// recallOf links a sample of a dataset's records, without learning, to estimate the share of the persons that blocking brings
// together with their records, tells what each rule has of it, and suggests rules for a budget of pairs, 0 for none.
func (r *run) recallOf(ctx context.Context, d *data, t *blocking.Table, budget int64) error {
	population := r.all[0].people
	rows := d.people.Rows()
	step := max(1, rows/recallSample)
	sampled := func(row uint32) bool { return int(row)%step == 0 }
	source := func(ctx context.Context, open func(uint32) bool, emit func([]record.Pair) error) error {
		want := sampled
		if open != nil {
			want = func(row uint32) bool { return sampled(row) && open(row) }
		}
		opt := models.PersonBlocking(r.model, r.rules, r.plan.Threads, want)
		opt.Open, opt.Repeats = want, true
		_, err := block.Link(ctx, d.people, population, opt, emit)
		return err
	}
	opt := match.Options{Threads: r.plan.Threads, MatchThreshold: match.DefaultMatch, Dataset: d.table().Name}
	links, stats, err := match.Link(ctx, r.model, d.people, population, source, opt)
	if err != nil {
		return err
	}
	t.Scored = min(stats.Pairs*int64(step), t.Pairs)
	c := &quality.Captures{Share: 1 / float64(step)}
	var pairs []record.Pair
	for row, l := range links {
		if l.Decision == record.DecideMatch {
			pairs = append(pairs, record.Pair{Left: uint32(row), Right: uint32(l.Person)})
			c.Weight = append(c.Weight, l.Probability)
		}
	}
	found, err := block.FoundBy(d.people, population, block.Options{Rules: r.rules}, pairs)
	if err != nil {
		return err
	}
	c.Uses, c.Found = found.Uses, found.By
	if recall, ok := c.Recall(); ok {
		t.Recall = report.Rounded(recall)
	}
	total := 0.0
	for i, by := range c.Found {
		total += c.Weight[i]
		for k := range t.Rules {
			if !by.Has(k) {
				continue
			}
			t.Rules[k].Links += c.Weight[i]
			if by.Len() == 1 {
				t.Rules[k].Only += c.Weight[i]
			}
		}
	}
	if total == 0 {
		return nil
	}
	for i := range t.Rules {
		t.Rules[i].Links, t.Rules[i].Only = report.Rounded(t.Rules[i].Links/total), report.Rounded(t.Rules[i].Only/total)
	}
	t.Suggested = blocking.Suggest(t.Rules, c, total, budget)
	return nil
}
