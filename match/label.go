package match

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// label takes officers' decisions into the sample: a labelled pair is in whether or not its row was drawn or blocking found
// it, and counts for what it is and not for what the model holds of it. That is EM with some of the classes known. Each
// label weighs as one pair: officers are shown the hard cases, and a heavier weight would make the model believe that hard
// cases are the rule.
func (sm *sample) label(s *scorer, same, different []record.Pair) {
	if len(same)+len(different) == 0 {
		return
	}
	order := func(p sampled, q record.Pair) int {
		return cmp.Or(cmp.Compare(p.left, q.Left), cmp.Compare(p.right, q.Right))
	}
	w := s.worker()
	defer s.release(w)
	known := len(sm.pairs)
	for _, list := range []struct {
		pairs []record.Pair
		label int8
	}{{same, pair.Same}, {different, pair.Different}} {
		for _, q := range list.pairs {
			if i, ok := slices.BinarySearchFunc(sm.pairs[:known], q, order); ok {
				sm.pairs[i].label = list.label
				continue
			}
			w.trace = true
			s.ratio(q.Left, q.Right, w)
			w.trace = false
			of := w.sampled(q, len(sm.levels))
			of.label = list.label
			sm.pairs = append(sm.pairs, of)
			sm.levels = append(sm.levels, w.levels...)
		}
	}
	sm.labelled = len(same) + len(different)
	slices.SortStableFunc(sm.pairs, func(a, b sampled) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right)) })
}
