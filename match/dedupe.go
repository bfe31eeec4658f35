package match

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/record"
)

// Dedupe returns the pairs of one table that may be one person, at or above opt.MinProbability, sorted by (Left, Right),
// each once, under the first rule that found it.
func Dedupe(ctx context.Context, m *Model, p *record.People, pairs OpenSource, opt Options) ([]record.Scored, Stats, error) {
	opt = opt.filled()
	s := newScorer(m, p, p, opt.Prepared, opt.Threads)
	var stats Stats
	var mu sync.Mutex
	var kept []record.Scored
	// The prior is at most a few rows a person, so what scores below this stays below every threshold.
	s.floor = s.persons * 1e-3
	err := s.run(ctx, pairs, opt.Open, nil, nil, opt, &stats, func(pair record.Pair, lr float64, _ *worker) {
		mu.Lock()
		kept = append(kept, record.Scored{Pair: pair, Weight: lr})
		mu.Unlock()
	})
	if err != nil {
		return nil, stats, err
	}
	slices.SortFunc(kept, func(a, b record.Scored) int {
		return cmp.Or(record.ByRows(a, b), cmp.Compare(a.Rule, b.Rule))
	})
	kept = slices.CompactFunc(kept, func(a, b record.Scored) bool { return a.Left == b.Left && a.Right == b.Right })
	stats.Kept = int64(len(kept))
	stats.Duplicates = duplicates(kept, s.persons, m.Duplicates)
	prior := stats.Duplicates / s.persons
	out := kept[:0]
	for _, k := range kept {
		k.Probability = prior * k.Weight / (prior*k.Weight + 1 - prior)
		k.Weight = math.Log2(k.Weight)
		if k.Probability < opt.MinProbability {
			continue
		}
		if k.Probability >= opt.MatchThreshold {
			stats.Match++
		} else {
			stats.Review++
		}
		out = append(out, k)
	}
	return opt.manual(out, s.weigher()), stats, nil
}

// duplicates estimates by EM how many other rows of the same person a row has. Weight holds the likelihood ratios.
func duplicates(kept []record.Scored, persons, start float64) float64 {
	dup := start
	for range 30 {
		prior := min(dup/persons, .5)
		sum := 0.0
		for _, k := range kept {
			sum += prior * k.Weight / (prior*k.Weight + 1 - prior)
		}
		next := (2*sum + 100*start) / (persons + 100)
		next = max(next, 1e-6)
		if math.Abs(next-dup) < 1e-7 {
			return next
		}
		dup = next
	}
	return dup
}
