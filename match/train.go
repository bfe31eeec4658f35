package match

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

const (
	sampleRecords = 20_000  // left rows whose candidate pairs are learned from
	samplePairs   = 600_000 // at most; the sample of rows is halved until it fits
	randomPairs   = 100_000
	runPairs      = 20_000 // the same of a run, which learns every time
	randomRows    = 5_000  // of each table, from which the random pairs are drawn
	leastMatches  = 100    // fewer expected matches than this: keep the prior
	pseudoCounts  = 200    // what the prior is worth in matches, for each comparison
	numberCounts  = 10     // the same of a sector's number in one table: see ownnumber.go
	chanceCounts  = 2_000
	leastChance   = .1 // shares of random pairs below this are settled by reasoning, not by a handful of hits
	mostChange    = 20 // no m moves further from its prior than by this factor
	emRounds      = 12
)

// sampled is a candidate pair as EM sees it: its levels stand in the sample's array, its likelihood as two persons is
// fixed, frequencies and relatives included.
type sampled struct {
	left, right uint32
	chance      float64
	kin         float64 // the part of it that relatives are
	led         float64 // beside it, that of a number looked up by the name, at the model's share
	bare        float64 // the likelihood as two persons without the numbers of sectors
	levels      uint32  // where they stand
	label       int8    // what an officer said
	p           float32 // probability of one person, as EM last had it
}

type sample struct {
	mu     sync.Mutex
	stays  []uint8 // how often the sample may be halved before a left row is out of it; 0: it never is in
	halved uint8   // how often it has been
	pairs  []sampled
	levels []uint8
	n      int // comparisons

	labelled int // pairs an officer decided
}

// in says whether a left row belongs to the sample.
func (sm *sample) in(left uint32) bool { return sm.stays[left] > sm.halved }

// staysFor returns how often a sample of the rows whose key is under a limit may be halved before a row is out of it. It goes by the row's key, so whatever the order of
// arrival.
func staysFor(key, limit uint64) (halvings uint8) {
	for ; key < limit; limit /= 2 {
		halvings++
	}
	return halvings
}

// shrink halves the sample until it fits. How often it ends up halved depends on the whole set of pairs only: it is no more than makes them fit.
func (sm *sample) shrink() {
	for len(sm.pairs) > samplePairs {
		sm.halved++
		kept := sm.pairs[:0]
		levels := make([]uint8, 0, len(sm.levels)/2)
		for _, p := range sm.pairs {
			if sm.in(p.left) {
				at := uint32(len(levels))
				levels = append(levels, sm.levels[p.levels:int(p.levels)+sm.n]...)
				p.levels = at
				kept = append(kept, p)
			}
		}
		sm.pairs, sm.levels = kept, levels
	}
}

// Train learns a model from the data: chance shares from random pairs, m by EM over a sample of the candidate pairs in
// which each record's candidates compete as they do in Link, so a sibling's differences do not count as errors. The prior
// stays in as pseudo-counts; with too few matches it is returned as it is, and Model.Training says so. left and right are
// the same for one table. What officers decided (Options.Same, Options.Different) counts as known: see label.
func Train(ctx context.Context, prior *Model, left, right *record.People, pairs pair.Source, opt Options) (*Model, error) {
	opt = opt.filled()
	s := newScorer(prior, left, right, opt.Prepared, opt.Threads)
	sm := newSample(s)
	if err := sm.collect(ctx, s, pairs, opt); err != nil {
		return nil, err
	}
	sm.label(s, opt.Same, opt.Different)
	m := prior.clone()
	m.Training = &modelfile.Training{Pairs: len(sm.pairs), Labelled: sm.labelled}
	s.learnM(sm, m)
	if m.Training.KeptAll() {
		return m.round(), nil
	}
	m.Source = "trained"
	random, n := s.random(randomPairs)
	s.learnU(m, random, n)
	for name, is := range s.learnSilence(sm) {
		m.comparison(name).Missing = &is
	}
	return m.round(), nil
}

func (sm *sample) collect(ctx context.Context, s *scorer, pairs pair.Source, opt Options) error {
	err := pairs(ctx, func(batch []record.Pair) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		w := s.worker()
		got := sm.begin()
		for _, p := range batch {
			if sm.stays[p.Left] > got.halved {
				sm.scored(s, p, w, &got)
			}
		}
		s.release(w)
		sm.add(got)
		if opt.Progress != nil {
			opt.Progress(int64(len(batch)))
		}
		return nil
	})
	sm.sort()
	return err
}

// sort puts the pairs in the order of their rows, so that a row's candidates stand together.
func (sm *sample) sort() {
	slices.SortFunc(sm.pairs, func(a, b sampled) int {
		return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right))
	})
	// The same pair may have come under several rules.
	sm.pairs = slices.CompactFunc(sm.pairs, func(a, b sampled) bool { return a.left == b.left && a.right == b.right })
}

// learnM runs EM and writes the learned m into the model, and of one table how often relatives share a number. Where there are too few matches the prior stays; of one table
// tilted, as its rows are better or worse written than the prior has it.
func (s *scorer) learnM(sm *sample, m *Model) {
	e := expecting{
		s: s, one: s.left == s.right, persons: s.persons, share: m.Coverage,
		m: make([][maxLevels]float64, len(s.comps)), counts: make([][maxLevels]float64, len(s.comps)), ratios: make([]float64, len(sm.pairs)), ledTimes: 1,
	}
	for i := range s.comps {
		e.m[i] = s.comps[i].m
	}
	base := slices.Clone(e.m)
	records, numbers := 0, 0 // rows of the sample, those without any candidate among them; of these, with a number
	for row := range uint32(s.left.people.Rows()) {
		if sm.in(row) {
			records++
			if s.hasNumber(row) {
				numbers++
			}
		}
	}
	if e.one {
		e.share, e.shared = m.Duplicates, s.sharings(float64(records))
	}
	few := false
	for round := 1; round <= emRounds; round++ {
		e.own = s.ownMask(e.one)
		matches := e.expect(sm, round == 1)
		m.Training.Matches, m.Training.Records, m.Training.Iterations = matches, records, round
		if few = matches < leastMatches; few && !e.one {
			m.Training.Kept = append(m.Training.Kept, "all")
			return
		}
		if e.one {
			e.share = min(2*matches/float64(max(records, 1)), 5)
			s.tilt(e.counts, base)
			s.settleSharing(e.shared)
			if round == 1 && s.quietLarger(sm, m, e.shared) {
				e.shared = s.sharings(float64(records))
			}
		} else {
			e.share = min(max((matches+100*m.Coverage)/(float64(records)+100), .05), .999)
			e.ledTimes = s.lookedUpTimes(e.led, float64(numbers))
		}
		for i := range s.comps {
			switch c := &s.comps[i]; {
			case e.one && c.own:
				e.m[i] = c.mStep(c.m, e.counts[i], numberCounts)
			case few:
				e.m[i] = base[i]
			default:
				e.m[i] = c.mStep(base[i], e.counts[i], pseudoCounts)
			}
		}
	}
	if few {
		m.Training.Kept = append(m.Training.Kept, "all")
	}
	if e.one {
		m.Duplicates = e.share
	} else {
		m.Coverage = e.share
		m.LookedUp *= e.ledTimes
	}
	for i := range s.comps {
		levels := m.comparison(s.comps[i].def.Name).Levels
		for j := range levels {
			levels[j].M = e.m[i][j+1]
		}
	}
	for _, of := range e.shared {
		def := m.comparison(s.comps[of.comp].def.Name)
		def.Shared = of.shares(&s.comps[of.comp])
		def.Levels[codeSame-1].U = min(1, def.Levels[codeSame-1].U*of.strangers.times)
	}
}

// expecting is EM's expectation step, and what it goes by.
type expecting struct {
	s       *scorer
	own     uint64 // the comparisons of sectors' numbers
	one     bool   // a table is held against itself
	persons float64
	share   float64              // of the records that have a person; of one table, how many other rows of its person a row has
	m       [][maxLevels]float64 // by comparison
	shared  []sharing
	counts  [][maxLevels]float64 // by comparison, how many matches are expected on each level
	ratios  []float64            // of the sample's pairs

	ledTimes float64 // how many times as often as the model has it numbers are looked up by the name
	led      float64 // numbers that are expected to be
}

// expect gives each pair of a sample its probability, counts the levels of those that are expected to be one person, and returns how many are. bare leaves the numbers
// of sectors out.
func (e *expecting) expect(sm *sample, bare bool) (matches float64) {
	clear(e.counts)
	e.led = 0
	for i := 0; i < len(sm.pairs); {
		j := i
		sum, known := 0.0, false // of the row
		for ; j < len(sm.pairs) && sm.pairs[j].left == sm.pairs[i].left; j++ {
			known = known || !e.one && sm.pairs[j].label == pair.Same
			if e.own != 0 && bare {
				e.ratios[j] = sm.bareRatio(j, e.m, e.own)
			} else {
				e.ratios[j] = sm.ratio(j, e.m, e.shared, e.ledTimes)
			}
			sum += e.ratios[j]
		}
		for ; i < j; i++ {
			p := e.share / e.persons * e.ratios[i]
			if e.one {
				p /= p + 1
			} else {
				p /= e.share/e.persons*sum + 1 - e.share
			}
			p = pair.Settle(p, sm.pairs[i].label, known)
			sm.pairs[i].p = float32(p)
			matches += p
			if led := sm.pairs[i].led * e.ledTimes; led > 0 {
				e.led += (1 - p) * led / (sm.pairs[i].chance + led)
			}
			e.s.countSharing(sm, i, 1-p, e.shared)
			if p > 1e-4 {
				sm.tally(i, p, e.counts, e.own&^sm.telling(i, e.m, e.own, e.share/e.persons))
			}
		}
	}
	return matches
}

// ratio is the likelihood ratio of a pair; numbers are ledTimes as often looked up by the name as the model has it.
func (sm *sample) ratio(i int, m [][maxLevels]float64, shared []sharing, ledTimes float64) float64 {
	p := &sm.pairs[i]
	same := 1.0
	for c, level := range sm.levels[p.levels : int(p.levels)+sm.n] {
		if level != missing {
			same *= m[c][level]
		}
	}
	strangers, kin := sm.against(i, shared)
	return same / (strangers + kin + p.led*ledTimes)
}

// tally adds a pair to the counts of the levels it is on, but those of some comparisons.
func (sm *sample) tally(i int, p float64, counts [][maxLevels]float64, but uint64) {
	at := int(sm.pairs[i].levels)
	for c, level := range sm.levels[at : at+sm.n] {
		if but>>c&1 == 0 {
			counts[c][level] += p
		}
	}
}

// mStep turns expected counts into m: shares inside each group of levels, base as so many pseudo-counts, no further from it than mostChange.
func (c *comp) mStep(base, counts [maxLevels]float64, held float64) (m [maxLevels]float64) {
	g := groups(c.def.Kind)
	m = base
	var total, pseudo [mostGroups]float64
	n := len(c.def.Levels)
	whole, one, other := c.whole()
	if whole != 0 {
		// Pairs of which one cannot see whether they are the one or the other go as those of which one can.
		share := base[one] / (base[one] + base[other])
		if seen := counts[one] + counts[other]; seen > 0 {
			share = counts[one] / seen
		}
		counts[one] += counts[whole] * share
		counts[other] += counts[whole] * (1 - share)
	}
	for j := 1; j <= n; j++ {
		if g[j] >= 0 {
			total[g[j]] += counts[j]
			pseudo[g[j]] += base[j]
		}
	}
	for j := 1; j <= n; j++ {
		if g[j] >= 0 {
			m[j] = (counts[j] + held*base[j]/pseudo[g[j]]) / (total[g[j]] + held)
		}
	}
	for k := range pseudo {
		if pseudo[k] > 0 {
			m = withinChange(m, base, g, int8(k))
		}
	}
	if whole != 0 {
		m[whole] = min(m[one]+m[other], .9999)
	}
	return m
}

// withinChange keeps the m of a group of levels within mostChange of the prior. What is taken from a level that went further, the others have, each in proportion to its own: they are shares
// of one whole.
func withinChange(m, base [maxLevels]float64, g [maxLevels]int8, group int8) [maxLevels]float64 {
	at := func(times float64) (kept [maxLevels]float64, sum float64) {
		kept = m
		for j := 1; j < maxLevels; j++ {
			if g[j] == group && base[j] > 0 {
				kept[j] = min(max(m[j]*times, base[j]/mostChange), base[j]*mostChange, .9999)
				sum += kept[j]
			}
		}
		return kept, sum
	}
	kept, sum := at(1)
	if math.Abs(sum-1) < sumRounding {
		return kept
	}
	low, high := 0., 1.
	for _, most := at(high); most < 1 && high < mostTimes; _, most = at(high) {
		high *= 2
	}
	for range 100 {
		if _, sum := at((low + high) / 2); sum < 1 {
			low = (low + high) / 2
		} else {
			high = (low + high) / 2
		}
	}
	kept, _ = at(high)
	return kept
}

const (
	sumRounding = 1e-4    // how far from 1 shares may be in all without being looked at again
	mostTimes   = 1 << 40 // no share is made more times as much
)

// whole names the level that stands for two others where a finer look is not possible: names without marks, addresses
// without a hamlet, different numbers of persons whose birth years are not known. All 0 where the kind has none.
func (c *comp) whole() (whole, one, other int) {
	switch c.def.Kind {
	case KindName:
		return nameUnmarked, nameExact, nameMarks
	case KindPlace:
		return placeCommune, placeHamlet, placeOtherHamlet
	case KindID:
		return idDiffer, idDifferOwn, idDifferForeign
	}
	return 0, 0, 0
}

// random draws so many random pairs and returns how many of them each comparison finds on each level, and how many were left when rows beside
// themselves were passed over.
func (s *scorer) random(pairs int) (counts [][maxLevels]float64, n int) {
	counts = make([][maxLevels]float64, len(s.comps))
	var drawn [2][]uint32
	parallel.Each(2, s.threads, func(i int) { drawn[i] = draw([]*side{s.left, s.right}[i].people) })
	left, right := drawn[0], drawn[1]
	if len(left) < 2 || len(right) < 2 {
		return counts, 0
	}
	var mu sync.Mutex
	inStretches(pairs, s.threads, func(from, to int) {
		part, found := make([][maxLevels]float64, len(s.comps)), 0
		w := s.worker()
		w.trace = true
		for i := uint64(from); i < uint64(to); i++ {
			l, r := left[splitmix.Mix(2*i)%uint64(len(left))], right[splitmix.Mix(2*i+1)%uint64(len(right))]
			if s.left == s.right && l == r {
				continue
			}
			found++
			s.ratio(l, r, w)
			for c, level := range w.levels {
				part[c][level]++
			}
		}
		w.trace = false
		s.release(w)
		mu.Lock()
		defer mu.Unlock()
		n += found
		for c := range part {
			for level, k := range part[c] {
				counts[c][level] += k // whole numbers, so that the order of the stretches cannot show
			}
		}
	})
	return counts, n
}

// learnU re-estimates from random pairs the chance shares that do not come from the values' own frequencies: those of the levels on which most
// strangers are.
func (s *scorer) learnU(m *Model, counts [][maxLevels]float64, n int) {
	if m.Training.Random = n; n == 0 {
		return
	}
	for i := range s.comps {
		def := s.comps[i].def
		g := groups(def.Kind)
		total := map[int8]float64{}
		for j := 1; j < maxLevels; j++ {
			total[g[j]] += counts[i][j]
		}
		c := m.comparison(def.Name)
		if c == nil || def.Kind == KindKey || def.Kind == KindID { // their u stands for numbers written in someone else's place
			continue
		}
		for j := range c.Levels {
			if l := &c.Levels[j]; l.TF == "" && l.U >= leastChance && l.U < 1 {
				l.U = (counts[i][j+1] + chanceCounts*l.U) / (total[g[j+1]] + chanceCounts)
			}
		}
	}
}

// draw returns rows of a table drawn by the hash of their ids, so whatever the order of the rows.
func draw(p *record.People) []uint32 {
	type key struct {
		hash uint64
		row  uint32
	}
	var keys []key
	take := func(share float64) {
		limit := uint64(math.MaxUint64)
		if share < 1 {
			limit = uint64(share * (1 << 63) * 2)
		}
		for row, id := range p.Table.IDs.All() {
			if h := splitmix.Mix(hashText(id)); h <= limit {
				keys = append(keys, key{h, row})
			}
		}
	}
	share := 2 * float64(randomRows) / float64(max(p.Rows(), 1))
	if take(share); len(keys) < randomRows && share < 1 {
		keys = keys[:0]
		take(1)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(p.Table.IDs.At(a.row), p.Table.IDs.At(b.row)))
	})
	keys = keys[:min(len(keys), randomRows)]
	rows := make([]uint32, len(keys))
	for i, k := range keys {
		rows[i] = k.row
	}
	return rows
}
