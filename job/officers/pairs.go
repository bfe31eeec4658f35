package officers

import (
	"context"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// Source lays decisions over blocking: a pair said to be one person is a candidate whether or not a rule finds it, and one
// said to be two persons is none.
func (p *Pairs) Source(src pair.OpenSource) pair.OpenSource {
	if p == nil || len(p.Same)+len(p.Different) == 0 {
		return src
	}
	settled := map[[2]uint32]bool{}
	left := map[uint32]bool{}
	var own []record.Pair
	for _, q := range p.Same {
		own = append(own, record.Pair{Left: q.Left, Right: q.Right, Rule: pair.RuleManual})
	}
	for _, list := range [][]record.Pair{p.Same, p.Different} {
		for _, q := range list {
			settled[[2]uint32{q.Left, q.Right}], left[q.Left] = true, true
		}
	}
	return func(ctx context.Context, open func(uint32) bool, emit func([]record.Pair) error) error {
		if len(own) > 0 {
			if err := emit(own); err != nil {
				return err
			}
		}
		return src(ctx, open, func(batch []record.Pair) error {
			keep := batch[:0] // the batch is the source's until the next one: it may be written over
			for _, q := range batch {
				if !left[q.Left] || !settled[[2]uint32{q.Left, q.Right}] {
					keep = append(keep, q)
				}
			}
			if len(keep) == 0 {
				return nil
			}
			return emit(keep)
		})
	}
}

// PairSource is source over a source that brings all its pairs.
func (p *Pairs) PairSource(src pair.Source) pair.Source {
	if p == nil {
		return src
	}
	over := p.Source(src.All())
	return func(ctx context.Context, emit func([]record.Pair) error) error { return over(ctx, nil, emit) }
}

// Cluster adds the decisions to the options for grouping.
func (p *Pairs) Cluster(opt cluster.Options) cluster.Options {
	if p != nil {
		opt.Same, opt.Different, opt.Unsure = p.Same, p.Different, p.Unsure
	}
	return opt
}
