package table

import (
	"math"
	"slices"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

const (
	otherKinds = 10          // bits by which they must be told apart better, to learn from decisions what kinds of pairs there are
	leastTold  = 1.0 / 1_024 // no decision counts as less probable than this: people err too
)

// heed learns once more with officers' decisions as known classes (EM with some of the classes known: Nigam and others, Machine Learning 39,
// 2000). Officers are asked about hard pairs, and may write down nothing but matches, or nothing but others. Two things must not follow:
//
//   - That pairs are hard. A label is no pair more: it tells the class of one that is in the sample as it is, and weighs as one. Why an
//     officer was asked is seen in the pair's columns, which the likelihood knows, so that the choice says nothing more (Rubin, Biometrika 63, 1976).
//   - That there are more matches, or fewer. Their number stays as EM without labels has it.
//
// It is done from where EM without labels came to; and from the start, for labels may show what kinds of pairs there are, which the data
// alone left open, and with them another number. A few hard ones may also mislead there, so that this is taken only where it tells those said to be
// one from those said to be two far better.
func (s *Scorer) heed(sm *sample, random strangers, start *Model, opt Options) {
	plain := s.model.Training
	labelled := sm.label(opt.Same, opt.Different)
	if labelled == 0 || plain.KeptAll() {
		return
	}
	best, most := s.learning(), math.Inf(-1)
	try := func(learn func(*modelfile.Training), lead float64) {
		t := *plain
		t.Labelled = labelled
		s.model.Training = &t
		learn(&t)
		if bits := s.told(sm); !t.KeptAll() && bits > most+lead {
			best, most = s.learning(), bits
		}
	}
	sm.number = s.model.Matches
	try(func(t *modelfile.Training) { s.em(sm, t, emRounds) }, 0)
	sm.number = 0
	*s.model, s.once, s.paired = *start, false, false
	s.apply()
	s.chances(sm)
	try(func(t *modelfile.Training) { s.fit(sm, random, t) }, otherKinds)
	s.resume(best)
}

// told is how well the model tells the pairs that officers said to be one from those they said to be two, in bits: 0 is the best there is. One
// figure is free, the share of those said to be one, since it is officers who chose whom to write down (Prentice and Pyke, Biometrika 66, 1979, of
// logistic models when cases are drawn apart). Of nothing but matches, or but others, every model does as well.
func (s *Scorer) told(sm *sample) (bits float64) {
	var odds [2][]float64 // natural logarithms, of those said to be two and of those said to be one
	s.expect(sm, s.model.Matches, func(e expected) {
		if e.label != pair.Unlabelled {
			held := min(max(e.held, 1e-12), 1-1e-12)
			is := 0
			if e.label == pair.Same {
				is = 1
			}
			odds[is] = append(odds[is], math.Log(held/(1-held)))
		}
	})
	if len(odds[0]) == 0 || len(odds[1]) == 0 {
		return 0
	}
	prob := func(odds float64) float64 { return 1 / (1 + math.Exp(-odds)) }
	low, high := -40.0, 40.0
	for range 50 {
		free := (low + high) / 2
		expects := 0.0
		for _, o := range slices.Concat(odds[0], odds[1]) {
			expects += prob(o + free)
		}
		if expects > float64(len(odds[1])) {
			high = free
		} else {
			low = free
		}
	}
	for _, o := range odds[1] {
		bits += math.Log2(max(prob(o+low), leastTold))
	}
	for _, o := range odds[0] {
		bits += math.Log2(max(prob(-o-low), leastTold))
	}
	return bits
}

// label notes what officers said of the pairs of a sample, and of how many.
func (sm *sample) label(same, different []record.Pair) (n int) {
	said := map[[2]uint32]int8{}
	for _, p := range different {
		said[[2]uint32{p.Left, p.Right}] = pair.Different
	}
	for _, p := range same {
		said[[2]uint32{p.Left, p.Right}] = pair.Same
	}
	if len(said) == 0 {
		return 0
	}
	for i := range sm.pairs {
		p := &sm.pairs[i]
		if p.label = said[[2]uint32{p.left, p.right}]; p.label != pair.Unlabelled {
			n++
		}
	}
	return n
}
