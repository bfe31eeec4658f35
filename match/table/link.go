package table

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// Stats are the figures of a run of the engine for any table.
type Stats struct {
	Pairs    int64   // pairs scored
	Kept     int     // pairs reported
	Matches  float64 // expected matches among all pairs, as the model has it
	OneLeft  bool    // a left row has one partner at most
	OneRight bool    // a right row has one partner at most
	Rest     bool    // the rows left over were looked at again, each against each, whatever blocking brings
}

// Remembers says whether all candidates that were learned from are kept, so that Dedupe and Link need not be brought them again.
func (s *Scorer) Remembers() bool { return s.seen != nil }

// score returns the pairs whose probability by themselves is at or above least, sorted; without a source those of all remembered. What is remembered is forgotten then.
func (s *Scorer) score(ctx context.Context, pairs pair.Source, least float64, opt Options, stats *Stats) ([]record.Scored, error) {
	var mu sync.Mutex
	var kept []record.Scored
	prior := s.Prior()
	floor := math.Log2(least/(1-least)) - prior
	take := func(got []record.Scored, of int) {
		mu.Lock()
		defer mu.Unlock()
		kept = append(kept, got...)
		stats.Pairs += int64(of)
		if opt.Progress != nil {
			opt.Progress(int64(of))
		}
	}
	scored := func(got []record.Scored, p record.Pair, weight float64) []record.Scored {
		if weight < floor {
			return got
		}
		return append(got, record.Scored{Pair: p, Weight: weight, Probability: 1 / (1 + math.Exp2(-weight-prior))})
	}
	sm := s.seen
	s.seen = nil
	if pairs == nil {
		weights := s.weighAll(sm.of)
		parallel.Stretches(len(sm.pairs), stretch, opt.Threads, func(from, to int) {
			var got []record.Scored
			for k := from; k < to && ctx.Err() == nil; k++ {
				p := &sm.pairs[k]
				w, chance := &weights[p.pattern], s.chanceOf(p.left, p.right, sm.levels(p))
				got = scored(got, record.Pair{Left: p.left, Right: p.right, Rule: p.rule}, w.match-unrelated(chance, w.kin))
			}
			take(got, to-from)
		})
		slices.SortFunc(kept, record.ByRows)
		return kept, ctx.Err()
	}
	err := pairs(ctx, func(batch []record.Pair) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		w := s.pool.Get().(*worker)
		defer s.pool.Put(w)
		var got []record.Scored
		for _, p := range batch {
			got = scored(got, p, s.weight(p.Left, p.Right, w))
		}
		take(got, len(batch))
		return nil
	})
	slices.SortFunc(kept, record.ByRows)
	return kept, err
}

// Dedupe returns the pairs of one table that may be one entity, at or above opt.MinProbability, sorted by (Left, Right): of those that pairs brings, or where that is nil
// of those that learning kept (Remembers).
func (s *Scorer) Dedupe(ctx context.Context, pairs pair.Source, opt Options) ([]record.Scored, Stats, error) {
	opt = opt.filled()
	stats := Stats{Matches: s.model.Matches}
	kept, err := s.score(ctx, pairs, opt.MinProbability, opt, &stats)
	kept = pair.Decided(kept, opt.Same, opt.Different, s.Weight)
	stats.Kept = len(kept)
	return kept, stats, err
}

// RuleRest stands for the rule of a pair that was found among the rows left over; no rule brought it.
const RuleRest = 255

// The rest are the rows without a partner of probability settled; they are looked at if they make restPairs at most.
const (
	settled   = .9
	restPairs = 4_000_000
)

// rest looks again at the rows that have no sure partner, each against each, where a row has one partner at most: the rows
// that are taken are out of the question, so that those left compete among themselves alone, and pairs that no rule brought compete with them. It returns the pairs
// with those of the rest in place of what they were, and whether it could look.
func (s *Scorer) rest(pairs []record.Scored, opt Options) ([]record.Scored, bool) {
	takenLeft, takenRight := make([]bool, s.left.Rows()), make([]bool, s.right.Rows())
	for _, p := range pairs {
		if p.Probability >= settled {
			takenLeft[p.Left], takenRight[p.Right] = true, true
		}
	}
	var lefts, rights []uint32
	for row, taken := range takenLeft {
		if !taken {
			lefts = append(lefts, uint32(row))
		}
	}
	for row, taken := range takenRight {
		if !taken {
			rights = append(rights, uint32(row))
		}
	}
	if len(lefts)*len(rights) > restPairs {
		return pairs, false
	}
	out := make([]record.Scored, 0, len(pairs))
	known := map[[2]uint32]record.Scored{}
	for _, p := range pairs {
		if takenLeft[p.Left] || takenRight[p.Right] {
			out = append(out, p)
		} else {
			known[[2]uint32{p.Left, p.Right}] = p
		}
	}
	const least = 4 // bits: what has less evidence than this is nobody's partner
	found := make([][]record.Scored, len(lefts))
	s.inParts(len(lefts), opt.Threads, func(from, to int, w *worker) {
		for i := from; i < to; i++ {
			for _, r := range rights {
				p, ok := known[[2]uint32{lefts[i], r}]
				if !ok {
					p = record.Scored{Pair: record.Pair{Left: lefts[i], Right: r, Rule: RuleRest}, Weight: s.weight(lefts[i], r, w)}
				}
				if ok || p.Weight > least {
					found[i] = append(found[i], p)
				}
			}
		}
	})
	rest := pair.Without(slices.Concat(found...), opt.Different)
	s.competeOnce(rest, s.pairPrior(s.model.Matches, [2]bool{}))
	out = append(out, rest...)
	slices.SortFunc(out, record.ByRows)
	return out, true
}

// Link returns the pairs of two tables that may be one entity, at or above opt.MinProbability, sorted by (Left, Right); pairs is as in Dedupe.
// Where the data show that a row has one partner at most, a row's partners compete for it, on either side.
func (s *Scorer) Link(ctx context.Context, pairs pair.Source, opt Options) ([]record.Scored, Stats, error) {
	opt = opt.filled()
	stats := Stats{Matches: s.model.Matches}
	kept, err := s.score(ctx, pairs, opt.MinProbability/100, opt, &stats)
	if err != nil {
		return nil, stats, err
	}
	kept = pair.Decided(kept, opt.Same, opt.Different, s.Weight)
	if err := ctx.Err(); err != nil {
		return nil, stats, err
	}
	stats.OneLeft = opt.LeftOnce.or(func() bool {
		return !s.several[0] && s.single(kept, s.left.Rows(), s.r, func(p record.Scored) (uint32, uint32) { return p.Left, p.Right })
	})
	stats.OneRight = opt.RightOnce.or(func() bool {
		return !s.several[1] && s.single(kept, s.right.Rows(), s.l, func(p record.Scored) (uint32, uint32) { return p.Right, p.Left })
	})
	kept = opt.withoutRivals(kept, stats.OneLeft, stats.OneRight)
	s.compete(kept, stats, opt)
	if stats.OneLeft && stats.OneRight {
		kept, stats.Rest = s.rest(kept, opt)
	}
	kept = slices.DeleteFunc(kept, func(p record.Scored) bool { return p.Probability < opt.MinProbability })
	stats.Kept = len(kept)
	return kept, stats, nil
}

// single says whether rows have one sure partner at most, but for a few. Two partners of a row are both its own where they are duplicates,
// partners of each other; where they are not, one of them is another's. side holds the partners' values; of tells a pair's row and partner.
func (s *Scorer) single(pairs []record.Scored, rows int, side []uint32, of func(record.Scored) (row, partner uint32)) bool {
	const sure, few = .99, .02
	best := make([][2]int32, rows) // the row's two surest pairs, 1…; 0 = none
	for i, p := range pairs {
		if p.Probability < sure {
			continue
		}
		row, _ := of(p)
		b := &best[row]
		switch at := int32(i + 1); {
		case b[0] == 0 || p.Weight > pairs[b[0]-1].Weight:
			b[0], b[1] = at, b[0]
		case b[1] == 0 || p.Weight > pairs[b[1]-1].Weight:
			b[1] = at
		}
	}
	w := s.pool.Get().(*worker)
	defer s.pool.Put(w)
	one, more := 0, 0
	prior := s.Prior()
	for _, b := range best {
		if b[0] == 0 {
			continue
		}
		one++
		if b[1] == 0 {
			continue
		}
		_, x := of(pairs[b[0]-1])
		_, y := of(pairs[b[1]-1])
		s.compareCodes(s.codes(side, x), s.codes(side, y), w)
		chance := s.chanceOfCodes(s.codes(side, x), s.codes(side, y), w.levels)
		if s.weigh(w.levels, s.unrelated(w.levels, chance))+prior > 0 {
			more++
		}
	}
	return float64(more) <= few*float64(one)
}

// compete makes probabilities by themselves probabilities among a row's other candidates.
func (s *Scorer) compete(pairs []record.Scored, stats Stats, opt Options) {
	if stats.OneLeft && stats.OneRight && len(opt.Together)+len(opt.TogetherRight) == 0 {
		s.competeOnce(pairs, s.pairPrior(s.model.Matches, [2]bool{}))
		return
	}
	prior := s.Prior() - math.Log2(unpartnered(stats.OneLeft, s.model.Matches, s.left.Rows())*unpartnered(stats.OneRight, s.model.Matches, s.right.Rows()))
	odds := func(p record.Scored) float64 { return math.Exp2(min(p.Weight+prior, 60)) }
	left, right := make([]float64, s.left.Rows()), make([]float64, s.right.Rows())
	for _, p := range pairs {
		o := odds(p)
		left[p.Left] += o
		right[p.Right] += o
	}
	ofLeft := allied(opt.Together, pairs, odds, func(p record.Scored) (uint32, uint32) { return p.Left, p.Right })
	ofRight := allied(opt.TogetherRight, pairs, odds, func(p record.Scored) (uint32, uint32) { return p.Right, p.Left })
	for i := range pairs {
		p := &pairs[i]
		if p.Rule == pair.RuleManual {
			continue // it is settled
		}
		o := odds(*p)
		all := 1 + o
		if stats.OneLeft {
			all += left[p.Left] - ofRight(*p)
		}
		if stats.OneRight {
			all += right[p.Right] - ofLeft(*p)
		}
		p.Probability = o / all
	}
}
