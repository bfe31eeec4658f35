package job

import (
	"context"
	"math/bits"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// recallSample is about how many records are linked to know which rules find the links.
const recallSample = 4_000

// KeptRule is one of the rules suggested for a budget of pairs: with those before it, it comes to so many pairs at most and
// finds that share of the links all rules find.
type KeptRule struct {
	Name  string  `json:"name"`
	Pairs int64   `json:"pairs"`
	Links float64 `json:"links"`
}

// recallOf links a sample of a dataset's records, without learning, to estimate the share of the persons that blocking brings
// together with their records, tells what each rule has of it, and suggests rules for a budget of pairs, 0 for none.
func (r *run) recallOf(ctx context.Context, d *data, t *BlockTable, budget int64) error {
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
	opt := match.Options{Threads: r.plan.Threads, MatchThreshold: match.DefaultMatch}
	links, stats, err := match.Link(ctx, r.model.For(d.table().Name), d.people, population, nil, source, opt)
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
		for rest := by; rest != 0; rest &= rest - 1 {
			rule := &t.Rules[bits.TrailingZeros64(rest)]
			rule.Links += c.Weight[i]
			if by&(by-1) == 0 {
				rule.Only += c.Weight[i]
			}
		}
	}
	if total == 0 {
		return nil
	}
	for i := range t.Rules {
		t.Rules[i].Links, t.Rules[i].Only = report.Rounded(t.Rules[i].Links/total), report.Rounded(t.Rules[i].Only/total)
	}
	t.Suggested = suggestRules(t.Rules, c, total, budget)
	return nil
}

// suggestRules chooses among a table's rules those that bring most links for their pairs, one after the other, as long as their
// pairs together stay within the budget. Pairs that several rules find are counted for each: the budget is kept for sure.
func suggestRules(rules []BlockRule, c *quality.Captures, total float64, budget int64) (kept []KeptRule) {
	taken, spent, have := uint64(0), int64(0), 0.0
	for budget > 0 {
		best, gain, worth := -1, 0.0, 0.0
		for i, rule := range rules[:min(len(rules), 64)] {
			bit := uint64(1) << i
			if taken&bit != 0 || rule.Pairs == 0 || spent+rule.Pairs > budget {
				continue
			}
			more := 0.0
			for k, by := range c.Found {
				if by&bit != 0 && by&taken == 0 {
					more += c.Weight[k]
				}
			}
			if v := more / float64(rule.Pairs); more > 0 && v > worth {
				best, gain, worth = i, more, v
			}
		}
		if best < 0 {
			break
		}
		taken |= 1 << best
		spent += rules[best].Pairs
		have += gain
		kept = append(kept, KeptRule{rules[best].Name, spent, report.Rounded(have / total)})
	}
	return kept
}
