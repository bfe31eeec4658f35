package match

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/record"
)

const (
	anySample  = 2_000_000 // pairs EM learns from, at most
	anyRandom  = 1_000_000 // random pairs the chance shares are counted on
	anyRounds  = 40
	anyPseudo  = 20  // pairs the prior is worth, for each column
	anyHeld    = .02 // and this share of the expected matches: it holds a run that goes astray
	anyLeast   = 20  // fewer expected matches than this: keep the prior
	anyLowestM = .0005
)

// anyPair is a sampled pair as EM sees it.
type anyPair struct {
	left, right uint32
	chance      float32
	levels      uint32
}

type anySampled struct {
	mu     sync.Mutex
	limit  uint64
	pairs  []anyPair
	levels []uint8
	n      int
	seen   int64
}

// Train learns the model from the tables: chance shares from random pairs and the values' own frequencies, the rest by EM
// over the candidate pairs. The chance shares stay as they are during EM, which is what keeps the two classes apart; with
// too few matches the prior is kept, and Training says so.
func (s *AnyScorer) Train(ctx context.Context, pairs PairSource, opt Options) error {
	s.model.Source = "trained"
	t := &Training{}
	s.model.Training = t
	random := s.learnChance(t)
	s.apply()
	s.learnTree(random)
	s.apply()
	sm := &anySampled{limit: math.MaxUint64, n: len(s.fields)}
	if err := s.collect(ctx, sm, pairs, opt); err != nil {
		return err
	}
	s.findRelated(sm)
	s.em(sm, t, 1, anyRounds)
	s.apply()
	return nil
}

func (s *AnyScorer) field(i int) *AnyField {
	for j := range s.model.Fields {
		if s.model.Fields[j].Field == s.fields[i].name {
			return &s.model.Fields[j]
		}
	}
	return nil
}

// learnChance counts the levels of random pairs. A level that none of them shows has half a pair.
func (s *AnyScorer) learnChance(t *Training) (random []record.Pair) {
	nl, nr := uint64(s.left.Rows()), uint64(s.right.Rows())
	counts := make([][maxLevels]float64, len(s.fields))
	w := s.pool.Get().(*anyWorker)
	defer s.pool.Put(w)
	if nl == 0 || nr == 0 || s.left == s.right && nl < 2 {
		return nil
	}
	n := min(anyRandom, int(20*s.pairs))
	for i := range uint64(n) {
		l, r := uint32(mix(2*i)%nl), uint32(mix(2*i+1)%nr)
		if s.left == s.right && l == r {
			continue
		}
		random = append(random, record.Pair{Left: l, Right: r})
		s.levelsOf(l, r, w)
		for f, level := range w.levels {
			counts[f][level]++
		}
	}
	for i := range s.fields {
		f := s.field(i)
		total := 0.0
		for j := range f.Levels {
			total += counts[i][j+1]
		}
		for j := range f.Levels {
			f.Levels[j].U = (counts[i][j+1] + .5) / (total + 1)
		}
		mean := 0.0
		for _, c := range s.fields[i].count {
			mean += c * max(c-1, 0)
		}
		if tt := s.fields[i].total; tt > 1 {
			f.Levels[0].U = max(mean/(tt*(tt-1)), 1e-9)
		}
	}
	t.Random = len(random)
	return random
}

func (s *AnyScorer) collect(ctx context.Context, sm *anySampled, pairs PairSource, opt Options) error {
	key := func(p record.Pair) uint64 { return mix(uint64(p.Left)<<32 | uint64(p.Right)) }
	err := pairs(ctx, func(batch []record.Pair) error {
		w := s.pool.Get().(*anyWorker)
		defer s.pool.Put(w)
		got := make([]anyPair, 0, len(batch))
		levels := make([]uint8, 0, len(batch)*sm.n)
		sm.mu.Lock()
		limit := sm.limit
		sm.mu.Unlock()
		for _, p := range batch {
			if key(p) > limit {
				continue
			}
			chance := s.levelsOf(p.Left, p.Right, w)
			got = append(got, anyPair{p.Left, p.Right, float32(chance), uint32(len(levels))})
			levels = append(levels, w.levels...)
		}
		sm.mu.Lock()
		defer sm.mu.Unlock()
		sm.seen += int64(len(batch))
		for _, g := range got {
			at := uint32(len(sm.levels))
			sm.levels = append(sm.levels, levels[g.levels:int(g.levels)+sm.n]...)
			g.levels = at
			sm.pairs = append(sm.pairs, g)
		}
		for len(sm.pairs) > anySample {
			sm.limit /= 2
			sm.thin(key)
		}
		if opt.Progress != nil {
			opt.Progress(int64(len(batch)))
		}
		return nil
	})
	sm.thin(key) // what came after the limit fell
	slices.SortFunc(sm.pairs, func(a, b anyPair) int {
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right))
	})
	return err
}

// thin drops what lies over the limit.
func (sm *anySampled) thin(key func(record.Pair) uint64) {
	kept := sm.pairs[:0]
	levels := make([]uint8, 0, len(sm.levels))
	for _, p := range sm.pairs {
		if key(record.Pair{Left: p.left, Right: p.right}) <= sm.limit {
			at := uint32(len(levels))
			levels = append(levels, sm.levels[p.levels:int(p.levels)+sm.n]...)
			p.levels = at
			kept = append(kept, p)
		}
	}
	sm.pairs, sm.levels = kept, levels
}

// em learns m and the number of matches from a sample, or from one in step of its pairs, and with them the related pairs
// where the model has such, of which it returns how many are expected in the sample.
func (s *AnyScorer) em(sm *anySampled, t *Training, step, rounds int) (kin float64) {
	share := float64(sm.limit) / math.MaxUint64 / float64(step) // of all candidates
	t.Pairs, t.Records = len(sm.pairs), s.left.Rows()
	matches := s.start()
	if s.model.Matches > 0 {
		matches = s.model.Matches
	}
	for round := 1; round <= rounds; round++ {
		prior := min(matches/s.pairs, .5)
		odds := math.Log2(prior / (1 - prior))
		var counts [3][][maxLevels]float64 // of ordinary matches, of those with a poor record, of related pairs
		for k := range counts {
			counts[k] = make([][maxLevels]float64, len(s.fields))
		}
		sum, poor := 0.0, 0.0
		kin = 0
		for _, p := range sm.pairs {
			levels := sm.levels[p.levels : int(p.levels)+sm.n]
			wt, y := s.weighBoth(levels, float64(p.chance))
			wt += odds
			k := s.kin(levels) - float64(p.chance)
			if wt < -12 && k < -12 {
				continue
			}
			most := max(wt, k, 0)
			all := math.Exp2(wt-most) + math.Exp2(k-most) + math.Exp2(-most)
			q := math.Exp2(wt-most) / all
			related := math.Exp2(k-most) / all
			kin += related
			sum += q
			poor += q * y
			for i, level := range levels {
				counts[0][i][level] += q * (1 - y)
				counts[1][i][level] += q * y
				counts[2][i][level] += related
			}
		}
		before := matches
		matches = max(sum/share, 1)
		t.Matches, t.Iterations = matches, round
		if sum < anyLeast {
			t.Kept = append(t.Kept, "all")
			break
		}
		for i := range s.fields {
			s.maximize(i, counts[0][i], counts[1][i])
			if s.model.Related > 0 {
				s.maximizeRelated(i, counts[2][i])
			}
		}
		if s.model.Related > 0 {
			s.model.Related = max(kin/share, 1)
		}
		s.model.Poor = min((poor+anyPseudo*.2)/(sum+anyPseudo), .5)
		s.apply()
		if round > 5 && math.Abs(matches-before) < 1e-5*matches {
			break
		}
	}
	s.model.Matches = matches
	return kin
}

// start is the number of matches EM begins with.
func (s *AnyScorer) start() float64 {
	if s.left == s.right {
		return max(float64(s.left.Rows())*.3, 1)
	}
	return max(float64(min(s.left.Rows(), s.right.Rows()))*.5, 1)
}

// maximize sets a column's m to the expected shares, the prior as pseudo-counts.
func (s *AnyScorer) maximize(i int, good, poor [maxLevels]float64) {
	prior := anyLevels(s.fields[i].kind)
	f := s.field(i)
	share := func(counts [maxLevels]float64, m func(anyLevel) float64, set func(j int, v float64)) {
		total, mass := 0.0, 0.0
		for j, l := range prior {
			total += counts[j+1]
			mass += m(l)
		}
		pseudo := anyPseudo + anyHeld*total
		for j, l := range prior {
			set(j, max((counts[j+1]+pseudo*m(l)/mass)/(total+pseudo), anyLowestM))
		}
	}
	share(good, func(l anyLevel) float64 { return l.m }, func(j int, v float64) { f.Levels[j].M = v })
	share(poor, anyLevel.poor, func(j int, v float64) { f.Levels[j].Poor = v })
}
