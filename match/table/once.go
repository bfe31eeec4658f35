package table

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// In the lists of two shops one maker's products are so many, and so much alike, that to a model of independent pairs they are the matches.
// But a row has one partner at most there, and of related ones many. So two models are learned: in the one every pair is a match by itself, in
// the other the candidates of a row have at most one match among them (Jaro, JASA 84, 1989, has it so in the decisions; Sadinle, JASA 112, 2017,
// in the model), and what is alike beside it is related. Both say how probable the same comparisons are; the one that makes them more probable
// is taken. Where rows have several partners each, the second can make nothing of all but one of them, and loses, unless it takes the others for related
// pairs: those look like matches in every column, which related pairs do not, so that a model with such is not taken.
const (
	onceSample = 1_000_000 // pairs it is looked for in
	leastRows  = 1000      // a table of fewer rows than this is too few to take a sample of
	fewestBits = 5         // bits that tell a related pair from a match, in the mean; families, versions and series of products have seven and more, a row's other partners two to four
)

// expected is what EM expects of a pair.
type expected struct {
	match   float64
	related float64
	alone   float64 // a match if nothing competed
	held    float64 // a match, whatever officers said
	label   int8    // what an officer said
	pattern uint32
	pair    int // in the sample
}

// rightOnce says whether it is the right table's rows that have one partner at most where one table's have: those of the table that has fewer rows, unless they may have
// several partners.
func (s *Scorer) rightOnce() bool {
	if s.several[0] != s.several[1] {
		return s.several[0]
	}
	return s.left.Rows() > s.right.Rows()
}

// onceRow tells a pair's row of the table whose rows have one partner at most, whose candidates compete.
func (s *Scorer) onceRow(left, right uint32) uint32 {
	if s.rightOnce() {
		return right
	}
	return left
}

// sampleKey orders pairs for sampling: of two tables all of a row's or none, so that they can compete.
func (s *Scorer) sampleKey() func(record.Pair) uint64 {
	if s.left == s.right || min(s.left.Rows(), s.right.Rows()) < leastRows {
		return func(p record.Pair) uint64 { return splitmix.Mix(uint64(p.Left)<<32 | uint64(p.Right)) }
	}
	return func(p record.Pair) uint64 { return splitmix.Mix(uint64(s.onceRow(p.Left, p.Right))) }
}

// someRows is a part of a sample with all pairs of the rows it has, of no more pairs than most unless there are few rows.
func (s *Scorer) someRows(sm *sample, most int) *sample {
	part := sm.with(slices.Clone(sm.pairs))
	key := s.sampleKey()
	for len(part.pairs) > most && min(s.left.Rows(), s.right.Rows()) >= leastRows {
		part.limit /= 2
		part.pairs = slices.DeleteFunc(part.pairs, func(p sampled) bool { return key(record.Pair{Left: p.left, Right: p.right}) > part.limit })
	}
	return part
}

// byOnce brings the pairs of a row together.
func (s *Scorer) byOnce(sm *sample) {
	slices.SortStableFunc(sm.pairs, func(a, b sampled) int { return cmp.Compare(s.onceRow(a.left, a.right), s.onceRow(b.left, b.right)) })
}

// findOnce sees whether rows have one partner at most, as learnOnce does, and whether those of a table have several after all.
func (s *Scorer) findOnce(sm *sample, random strangers) bool {
	s.several = s.said
	before := s.learning()
	if !s.learnOnce(sm, random) {
		return false
	}
	several := s.said
	if s.paired {
		several = s.mayHaveSeveral(sm)
	}
	if several == s.said {
		return true
	}
	one := s.learning()
	s.resume(before)
	s.several = several
	s.chances(sm)
	if s.learnOnce(sm, random) {
		if s.emTwice(s.worthwhile(sm), &modelfile.Training{}); s.haveSeveral(sm) {
			return true
		}
	}
	s.resume(one)
	s.byOnce(sm)
	s.chances(sm)
	return true
}

// learnOnce sees whether the data are more probable if a row of the smaller table has one partner at most. If so, it leaves the model with
// which they are; if not, the model as it was. Of texts that are compared by their words it is taken for granted, where anything can be learned with it: the versions
// and models of a thing that one shop has share more than what the other calls the same, and as matches of each other they are the more probable.
func (s *Scorer) learnOnce(sm *sample, random strangers) bool {
	s.paired = false
	if s.left == s.right || s.several[0] && s.several[1] || sm.limit < math.MaxUint64 && min(s.left.Rows(), s.right.Rows()) < leastRows {
		return false
	}
	part := s.someRows(sm, onceSample)
	if !s.hasWords() { // of texts all are counted
		part = s.hopeful(part, 2, math.MaxInt)
	}
	s.finding = true
	defer func() { s.finding = false }()
	before := s.model.clone()
	s.begin(part, random)
	most, apart := math.Inf(-1), s.model.clone()
	if !s.hasWords() {
		most, apart = s.evidence(part, random), s.model.clone()
	}
	var best *Model
	try := func() {
		if bits := s.evidence(part, random); bits > most && (s.hasWords() || s.relatedTell() >= fewestBits) {
			most, best = bits, s.model.clone()
		}
	}
	back := func() {
		*s.model = *apart.clone()
		s.apply()
		if s.hasWords() {
			s.chances(part)
		}
	}
	if s.hasWords() || !math.IsInf(most, -1) {
		s.once = true
		s.byOnce(part)
		try()
		if s.hasWords() && best != nil { // what competition turns away begins as it was learned with
			apart = best
		}
		back()
		if apart.Related == 0 && s.takeTurned(part, false) {
			try()
			back()
		}
		if s.takeTurned(part, true) {
			try()
			back()
		}
	}
	s.once = best != nil
	if s.once {
		s.byOnce(sm)
		*s.model = *best
	} else {
		*s.model = *before
	}
	s.apply()
	if s.once || s.hasWords() {
		s.chances(sm)
	}
	s.paired = s.once && s.hasWords()
	return s.once
}

// evidence learns from a sample and returns how much more probable the comparisons are by what is learned than if all pairs were strangers, in bits, less what the
// related pairs' figures cost; −Inf where there is too little to learn from.
func (s *Scorer) evidence(sm *sample, random strangers) float64 {
	t := &modelfile.Training{}
	s.emTwice(sm, t)
	if len(t.Kept) == 0 && s.hasWords() { // what strangers share depends on what matches are
		s.recountLearned(sm, random)
		s.chances(sm)
		s.emTwice(sm, t)
	}
	if len(t.Kept) > 0 {
		return math.Inf(-1)
	}
	_, bits := s.expect(sm, s.model.Matches, func(expected) {})
	return bits + s.strangersBits(sm, random) - s.figures()
}

// takeTurned begins related pairs with what was taken for matches while there was no competition, and is turned away by it: beside those that the model has
// already, as one sort, or apart, as two, what was taken for ordinary matches and what for those that differ much.
func (s *Scorer) takeTurned(sm *sample, apart bool) bool {
	counts := [2]levelCounts{make(levelCounts, len(s.fields)), make(levelCounts, len(s.fields))}
	matches, related := 0.0, [2]float64{}
	weights := s.weighAll(sm.of)
	s.expectOnce(sm, s.model.Matches, weights, func(e expected) {
		matches += e.match
		poor, levels := weights[e.pattern].poor, sm.of.at(e.pattern)
		if !apart {
			poor = 0
		}
		for k, part := range [2]float64{1 - poor, poor} {
			part *= e.alone - e.match
			related[k] += part
			counts[k].add(levels, part)
		}
	})
	if related[0]+related[1] < relatedLeast || apart && min(related[0], related[1]) < relatedLeast {
		return false
	}
	share := sm.share()
	s.model.Matches = max(matches/share, 1)
	for k, n := range related {
		switch {
		case n == 0:
		case s.model.Related == 0:
			s.model.Related = n / share
			for i := range s.fields {
				s.maximizeRelated(i, counts[k][i])
			}
		default:
			s.addSort(n/share, counts[k])
		}
	}
	s.apply()
	return true
}

// addSort adds a further sort of so many related pairs.
func (s *Scorer) addSort(pairs float64, counts levelCounts) {
	at := len(s.model.Sorts)
	s.model.Sorts = append(s.model.Sorts, pairs)
	for i := range s.fields {
		f := s.field(i)
		for j := range f.Levels {
			f.Levels[j].Sorts = append(f.Levels[j].Sorts, 0)
		}
		s.maximizeSort(i, at, counts[i])
	}
}

// figures is what the related pairs' figures cost, in bits: half the logarithm of the pairs they are learned from for each (Schwarz, Annals of
// Statistics 6, 1978; by the class's own pairs, Figueiredo and Jain, IEEE Trans. Pattern Analysis and Machine Intelligence 24, 2002).
func (s *Scorer) figures() (bits float64) {
	if s.model.Related == 0 {
		return 0
	}
	n := 1
	for i := range s.fields {
		n += len(s.field(i).Levels) - 1
	}
	for _, pairs := range append([]float64{s.model.Related}, s.model.Sorts...) {
		bits += float64(n) / 2 * math.Log2(max(pairs, 1))
	}
	return bits
}

// relatedTell is how many bits a related pair tells in the mean that it is no match (Kullback and Leibler, Annals of Mathematical Statistics 22,
// 1951); +Inf where there are no related pairs.
func (s *Scorer) relatedTell() (bits float64) {
	if s.model.Related == 0 {
		return math.Inf(1)
	}
	for i := range s.fields {
		for _, l := range s.field(i).Levels {
			match := (1-s.model.Poor)*l.M + s.model.Poor*l.Poor
			add := func(pairs, share float64) {
				if share > 0 && match > 0 {
					bits += pairs * share * math.Log2(share/match)
				}
			}
			add(s.model.Related, l.Related)
			for k, pairs := range s.model.Sorts {
				add(pairs, l.Sorts[k])
			}
		}
	}
	return bits / s.model.allRelated()
}

// allRelated is how many related pairs there are, of all sorts.
func (m *Model) allRelated() float64 {
	sum := m.Related
	for _, pairs := range m.Sorts {
		sum += pairs
	}
	return sum
}

// expect is EM's expectation step: it tells what to expect of each pair that may be of use, in their order, and returns what the patterns weigh and log2 of the
// likelihood of all pairs' levels over that of strangers' alone.
func (s *Scorer) expect(sm *sample, matches float64, tell func(e expected)) (weights []weighed, bits float64) {
	share := sm.share()
	weights = s.weighAll(sm.of)
	bits = -s.model.allRelated() * share * math.Log2E // what no rule brings is of strangers: Σ log(1 − related/pairs)
	if s.paired {
		s.expectPaired(sm, matches, weights, tell)
		return weights, math.NaN() // what has been found out by likelihoods has been so before
	}
	if s.once {
		return weights, bits + s.expectOnce(sm, matches, weights, tell)
	}
	prior := min(matches/s.pairs, .5)
	odds := math.Log2(prior / (1 - prior))
	bits -= matches * share * math.Log2E
	return weights, bits + s.inStretches(sm, nil, tell, func(from, to int, told []expected) ([]expected, float64) {
		bits := 0.0
		for at := from; at < to; at++ {
			p := &sm.pairs[at]
			w, chance := &weights[p.pattern], float64(p.chance)
			wt, k := w.match-chance+odds, w.kin-chance
			if wt < -12 && k < -12 && p.label == pair.Unlabelled {
				continue
			}
			most := max(wt, k, 0)
			match, kin := math.Exp2(wt-most), math.Exp2(k-most)
			all := match + kin + math.Exp2(-most)
			e := expected{match / all, kin / all, 0, match / all, p.label, p.pattern, at}
			switch p.label {
			case pair.Unlabelled:
				bits += most + math.Log2(all)
			case pair.Same:
				bits += wt
				e.match, e.related = 1, 0
			case pair.Different:
				bits += twoEntities(k)
				e.match, e.related = 0, 1/(1+math.Exp2(-k))
			}
			told = append(told, e)
		}
		return told, bits
	})
}

// inStretches has a sample's pairs looked at on all threads, in stretches that end where apart says that two pairs in turn may be parted, tells what was expected of them
// in their order, and returns the sum of what the stretches returned.
func (s *Scorer) inStretches(sm *sample, apart func(a, b *sampled) bool, tell func(e expected), look func(from, to int, told []expected) ([]expected, float64)) (sum float64) {
	cuts := []int{0}
	for at := 0; at < len(sm.pairs); cuts = append(cuts, at) {
		at = min(at+stretch, len(sm.pairs))
		for apart != nil && at < len(sm.pairs) && !apart(&sm.pairs[at-1], &sm.pairs[at]) {
			at++
		}
	}
	for len(sm.work) < len(cuts) {
		sm.work = append(sm.work, nil)
	}
	sums := make([]float64, len(cuts)-1)
	parallel.Each(len(sums), s.threads, func(i int) { sm.work[i], sums[i] = look(cuts[i], cuts[i+1], sm.work[i][:0]) })
	for i, part := range sums {
		sum += part
		for _, e := range sm.work[i] {
			tell(e)
		}
	}
	return sum
}

// twoEntities is what a pair weighs as two entities, strangers or related, beside strangers alone: kin is what it weighs as related, both in bits.
func twoEntities(kin float64) float64 { return max(kin, 0) + math.Log2(1+math.Exp2(-math.Abs(kin))) }

// unheard is in bits how little a pair's odds may be that change nothing of what a row's other candidates are expected to be.
const unheard = -40

// expectOnce is expect where the pairs of a row compete with each other and with its having no partner. The pairs stand row by row.
func (s *Scorer) expectOnce(sm *sample, matches float64, weights []weighed, tell func(e expected)) (bits float64) {
	const most = .99 // of the rows have a partner
	rows, others := float64(s.left.Rows()), float64(s.right.Rows())
	if s.rightOnce() {
		rows, others = others, rows
	}
	share := min(matches/rows, most)
	odds := math.Log2(share / (1 - share) / others)
	other := func(a, b *sampled) bool { return s.onceRow(a.left, a.right) != s.onceRow(b.left, b.right) }
	bits = rows * sm.share() * math.Log2(1-share)
	return bits + s.inStretches(sm, other, tell, func(from, to int, told []expected) ([]expected, float64) {
		bits := 0.0
		var row []expected
		for from < to {
			row = row[:0]
			first := &sm.pairs[from]
			all, open, said := 1.0, 1.0, 0.0 // the odds of all, without what officers decided, and of what they said to be one
			for ; from < to && !other(first, &sm.pairs[from]); from++ {
				p := &sm.pairs[from]
				w, chance := &weights[p.pattern], float64(p.chance)
				wt, k := w.match-chance+odds, w.kin-chance
				if wt < unheard && k < unheard && p.label == pair.Unlabelled {
					continue
				}
				two := twoEntities(k)
				o := math.Exp2(min(wt-two, 500))
				row = append(row, expected{o, math.Exp2(k - two), o / (1 + o), o, p.label, p.pattern, from})
				all += o
				switch p.label {
				case pair.Unlabelled:
					open += o
				case pair.Same:
					said += o
				}
				bits += two
			}
			if said > 0 {
				bits += math.Log2(said)
			} else {
				bits += math.Log2(open)
			}
			for _, e := range row {
				e.held /= all
				e.match = pair.Settle(e.match/open, e.label, said > 0)
				e.related *= 1 - e.match
				if max(e.alone, e.match, e.related) > 1.0/4096 {
					told = append(told, e)
				}
			}
		}
		return told, bits
	})
}
