package match

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/record"
)

// AnyStats are the figures of a run of the engine for any table.
type AnyStats struct {
	Pairs    int64   // pairs scored
	Kept     int     // pairs reported
	Matches  float64 // expected matches among all pairs, as the model has it
	OneLeft  bool    // a left row has one partner at most
	OneRight bool    // a right row has one partner at most
}

// score returns the pairs whose probability by themselves is at or above least, sorted.
func (s *AnyScorer) score(ctx context.Context, pairs PairSource, least float64, opt Options, stats *AnyStats) ([]record.Scored, error) {
	var mu sync.Mutex
	var kept []record.Scored
	prior := s.Prior()
	floor := math.Log2(least/(1-least)) - prior
	err := pairs(ctx, func(batch []record.Pair) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		w := s.pool.Get().(*anyWorker)
		defer s.pool.Put(w)
		var got []record.Scored
		for _, p := range batch {
			if weight := s.weight(p.Left, p.Right, w); weight >= floor {
				got = append(got, record.Scored{Pair: p, Weight: weight, Probability: 1 / (1 + math.Exp2(-weight-prior))})
			}
		}
		mu.Lock()
		defer mu.Unlock()
		kept = append(kept, got...)
		stats.Pairs += int64(len(batch))
		if opt.Progress != nil {
			opt.Progress(stats.Pairs)
		}
		return nil
	})
	slices.SortFunc(kept, func(a, b record.Scored) int {
		return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right))
	})
	return kept, err
}

// Dedupe returns the pairs of one table that may be one entity, at or above opt.MinProbability, sorted by (Left, Right).
func (s *AnyScorer) Dedupe(ctx context.Context, pairs PairSource, opt Options) ([]record.Scored, AnyStats, error) {
	opt = opt.filled()
	stats := AnyStats{Matches: s.model.Matches}
	kept, err := s.score(ctx, pairs, opt.MinProbability, opt, &stats)
	stats.Kept = len(kept)
	return kept, stats, err
}

// Link returns the pairs of two tables that may be one entity, at or above opt.MinProbability, sorted by (Left, Right).
// Where the data show that a row has one partner at most, a row's partners compete for it, on either side.
func (s *AnyScorer) Link(ctx context.Context, pairs PairSource, opt Options) ([]record.Scored, AnyStats, error) {
	opt = opt.filled()
	stats := AnyStats{Matches: s.model.Matches}
	kept, err := s.score(ctx, pairs, opt.MinProbability/100, opt, &stats)
	if err != nil {
		return nil, stats, err
	}
	stats.OneLeft = single(kept, s.left.Rows(), func(p record.Scored) uint32 { return p.Left })
	stats.OneRight = single(kept, s.right.Rows(), func(p record.Scored) uint32 { return p.Right })
	s.compete(kept, stats)
	kept = slices.DeleteFunc(kept, func(p record.Scored) bool { return p.Probability < opt.MinProbability })
	stats.Kept = len(kept)
	return kept, stats, nil
}

// single says whether rows have one sure partner at most, but for a few.
func single(pairs []record.Scored, rows int, of func(record.Scored) uint32) bool {
	const sure, few = .95, .02
	n := make([]uint8, rows)
	for _, p := range pairs {
		if p.Probability >= sure && n[of(p)] < 2 {
			n[of(p)]++
		}
	}
	one, more := 0, 0
	for _, k := range n {
		if k > 0 {
			one++
		}
		if k > 1 {
			more++
		}
	}
	return float64(more) <= few*float64(one)
}

// compete makes probabilities by themselves probabilities among a row's other candidates.
func (s *AnyScorer) compete(pairs []record.Scored, stats AnyStats) {
	prior := s.Prior()
	odds := func(p record.Scored) float64 { return math.Exp2(min(p.Weight+prior, 60)) }
	left, right := make([]float64, s.left.Rows()), make([]float64, s.right.Rows())
	for _, p := range pairs {
		o := odds(p)
		left[p.Left] += o
		right[p.Right] += o
	}
	for i := range pairs {
		p := &pairs[i]
		o := odds(*p)
		all := 1 + o
		if stats.OneLeft {
			all += left[p.Left] - o
		}
		if stats.OneRight {
			all += right[p.Right] - o
		}
		p.Probability = o / all
	}
}
