package table

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// patterns are the rows of levels that pairs have, each once: EM weighs a pattern once a round, however many pairs have it.
type patterns struct {
	n      int     // fields
	levels []uint8 // pattern × field
	number map[string]uint32
}

func newPatterns(fields int) *patterns { return &patterns{n: fields, number: map[string]uint32{}} }

// of returns the number of a pair's levels.
func (p *patterns) of(levels []uint8) uint32 {
	k, ok := p.number[string(levels)]
	if !ok {
		k = uint32(len(p.number))
		p.number[string(levels)] = k
		p.levels = append(p.levels, levels...)
	}
	return k
}

// at returns the levels of a pattern.
func (p *patterns) at(k uint32) []uint8 { return p.levels[int(k)*p.n : int(k)*p.n+p.n] }

func (p *patterns) len() int { return len(p.number) }

// sampled is a sampled pair as EM sees it.
type sampled struct {
	left, right uint32
	chance      float32
	label       int8  // what an officer said
	rule        uint8 // that brought it
	pattern     uint32
}

// sample is the candidates that EM learns from: all, or a part of them drawn by a hash.
type sample struct {
	mu     sync.Mutex
	most   int    // pairs
	limit  uint64 // of the hashes of those taken, math.MaxUint64 where all are
	pairs  []sampled
	of     *patterns
	number float64      // of matches, where EM is not to learn it; 0 = it is
	work   [][]expected // by stretch, used again each round
}

func newSample(fields int) *sample {
	return &sample{most: samplePairs, limit: math.MaxUint64, of: newPatterns(fields)}
}

// levels returns those of a pair.
func (sm *sample) levels(p *sampled) []uint8 { return sm.of.at(p.pattern) }

// add adds a pair.
func (sm *sample) add(p sampled, levels []uint8) {
	p.pattern = sm.of.of(levels)
	sm.pairs = append(sm.pairs, p)
}

// with is a sample of some of the pairs.
func (sm *sample) with(pairs []sampled) *sample {
	return &sample{most: sm.most, limit: sm.limit, pairs: pairs, of: sm.of}
}

// share is the part of all candidates that a sample holds.
func (sm *sample) share() float64 { return float64(sm.limit) / math.MaxUint64 }

// collect compares the candidates and keeps a sample of them.
func (s *Scorer) collect(ctx context.Context, sm *sample, pairs pair.Source, opt Options) error {
	key := s.sampleKey()
	n := len(s.fields)
	err := pairs(ctx, func(batch []record.Pair) error {
		w := s.pool.Get().(*worker)
		defer s.pool.Put(w)
		got := make([]sampled, 0, len(batch))
		levels := make([]uint8, 0, len(batch)*n)
		sm.mu.Lock()
		limit := sm.limit
		sm.mu.Unlock()
		for _, p := range batch {
			if key(p) > limit {
				continue
			}
			chance := s.levelsOf(p.Left, p.Right, w)
			got = append(got, sampled{left: p.Left, right: p.Right, rule: p.Rule, chance: float32(chance)})
			levels = append(levels, w.levels...)
		}
		sm.mu.Lock()
		defer sm.mu.Unlock()
		for k, p := range got {
			if key(record.Pair{Left: p.left, Right: p.right}) <= sm.limit { // which others may have brought down meanwhile: what lies over it must not bring it down further
				sm.add(p, levels[k*n:k*n+n])
			}
		}
		for len(sm.pairs) > sm.most {
			sm.limit /= 2
			sm.thin(key)
		}
		if opt.Progress != nil {
			opt.Progress(int64(len(batch)))
		}
		return nil
	})
	slices.SortFunc(sm.pairs, func(a, b sampled) int {
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right))
	})
	sm.renumber()
	return err
}

// thin drops what lies over the limit.
func (sm *sample) thin(key func(record.Pair) uint64) {
	sm.pairs = slices.DeleteFunc(sm.pairs, func(p sampled) bool { return key(record.Pair{Left: p.left, Right: p.right}) > sm.limit })
}

// renumber numbers the patterns as the pairs come, whichever thread compared them first, and lets those go that no pair has.
func (sm *sample) renumber() {
	old := sm.of
	sm.of = newPatterns(old.n)
	number := make([]uint32, old.len()) // from 1
	for k := range sm.pairs {
		p := &sm.pairs[k]
		if number[p.pattern] == 0 {
			number[p.pattern] = sm.of.of(old.at(p.pattern)) + 1
		}
		p.pattern = number[p.pattern] - 1
	}
}

// part is a part of a sample, of no more pairs than most.
func (sm *sample) part(most int) *sample {
	part := sm.with(sm.pairs)
	if step := (len(sm.pairs)-1)/most + 1; step > 1 {
		part.limit, part.pairs = sm.limit/uint64(step), nil
		for i := 0; i < len(sm.pairs); i += step {
			part.pairs = append(part.pairs, sm.pairs[i])
		}
	}
	return part
}

// strangers are pairs of rows taken at random, with their levels.
type strangers struct {
	pairs   []record.Pair
	pattern []uint32 // by pair
	of      *patterns
}

// counts returns how many of the pairs are on each level of so many columns.
func (r *strangers) counts(columns int) levelCounts {
	counts := make(levelCounts, columns)
	for _, k := range r.pattern {
		counts.add(r.of.at(k), 1)
	}
	return counts
}

// sums adds up a figure of each pair by its pattern.
func (r *strangers) sums(of []float64) []float64 {
	sum := make([]float64, r.of.len())
	for k, x := range of {
		sum[r.pattern[k]] += x
	}
	return sum
}

// each calls do for every pair, in stretches on all threads.
func (r *strangers) each(threads int, do func(k int, p record.Pair, levels []uint8)) {
	parallel.Stretches(len(r.pairs), stretch, threads, func(from, to int) {
		for k := from; k < to; k++ {
			do(k, r.pairs[k], r.of.at(r.pattern[k]))
		}
	})
}

// stretch is how many pairs a thread takes at once. It is the same whatever the number of threads, so that sums over stretches are.
const stretch = 1 << 14

// randomPairs compares pairs of rows taken at random, or all there are if those are few.
func (s *Scorer) randomPairs() (random strangers) {
	nl, nr := uint64(s.left.Rows()), uint64(s.right.Rows())
	n := len(s.fields)
	random.of = newPatterns(n)
	if nl == 0 || nr == 0 || s.left == s.right && nl < 2 {
		return random
	}
	if s.pairs <= mostRandom {
		random.pairs = s.allPairs()
	} else {
		for i := range uint64(mostRandom) {
			l, r := uint32(splitmix.Mix(2*i)%nl), uint32(splitmix.Mix(2*i+1)%nr)
			if s.left != s.right || l != r {
				random.pairs = append(random.pairs, record.Pair{Left: l, Right: r})
			}
		}
	}
	levels := make([]uint8, n*len(random.pairs))
	s.inParts(len(random.pairs), s.threads, func(from, to int, w *worker) {
		for i := from; i < to; i++ {
			p := random.pairs[i]
			s.compare(p.Left, p.Right, w)
			copy(levels[i*n:], w.levels)
		}
	})
	random.pattern = make([]uint32, len(random.pairs))
	for i := range random.pairs {
		random.pattern[i] = random.of.of(levels[i*n : i*n+n])
	}
	return random
}

// allPairs returns all pairs of rows there are.
func (s *Scorer) allPairs() (pairs []record.Pair) {
	for l := range uint32(s.left.Rows()) {
		from := uint32(0)
		if s.left == s.right {
			from = l + 1
		}
		for r := from; r < uint32(s.right.Rows()); r++ {
			pairs = append(pairs, record.Pair{Left: l, Right: r})
		}
	}
	return pairs
}

// weighed is what a pattern weighs by the model, in bits: as a match without its chance as strangers, how likely a match of it is one with a poor record, and
// among related pairs.
type weighed struct{ match, poor, kin float64 }

// weighAll weighs the patterns.
func (s *Scorer) weighAll(p *patterns) []weighed {
	all := make([]weighed, p.len())
	parallel.Stretches(len(all), stretch, s.threads, func(from, to int) {
		for k := from; k < to; k++ {
			levels := p.at(uint32(k))
			all[k].match, all[k].poor = s.weighBoth(levels, 0)
			all[k].kin = s.kin(levels)
		}
	})
	return all
}
