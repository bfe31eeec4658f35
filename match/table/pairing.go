package table

import (
	"math"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

const (
	pairingRounds = 100
	pairingEnd    = 1e-5
	mostOdds      = 1 << 40    // more than this is as sure as can be, and sums of it stay exact enough to take one away
	leastOdds     = 1.0 / 4096 // a pair of less is no match, and one that is less likely related no related one
	mostPartnered = .97        // of the rows of a table, at most, are said to have a partner before they are looked at
)

// pairing gives pairs their probabilities where a row has one partner at most on either side, but on one whose rows may have several, from their odds if nothing competed. The
// pairs that are matches are then a set in which no row stands twice, each as probable as the product of its pairs' odds. A row whose partner is surely another one
// is no rival to anybody, and what its other candidates may be is the more probable for it. The probabilities are those of belief propagation, which are exact
// where the candidates form no circles (Bayati, Shah and Sharma, IEEE Trans. Information Theory 54, 2008; for sums, Zdeborová and Mézard, J. Stat. Mech. 2006).
func pairing(pairs []record.Scored, odds []float64, lefts, rights int, several [2]bool) []float64 {
	fromLeft, fromRight := make([]float64, len(pairs)), make([]float64, len(pairs)) // how likely the row has no other partner than this
	for k := range pairs {
		fromLeft[k], fromRight[k] = 1, 1
	}
	left, right := make([]float64, lefts), make([]float64, rights)
	for range pairingRounds {
		clear(left)
		clear(right)
		for k, p := range pairs {
			left[p.Left] += odds[k] * fromRight[k]
			right[p.Right] += odds[k] * fromLeft[k]
		}
		change := 0.0
		for k, p := range pairs {
			l, r := 1.0, 1.0
			if !several[0] {
				l = 1 / (1 + max(left[p.Left]-odds[k]*fromRight[k], 0))
			}
			if !several[1] {
				r = 1 / (1 + max(right[p.Right]-odds[k]*fromLeft[k], 0))
			}
			change = max(change, math.Abs(l-fromLeft[k]), math.Abs(r-fromRight[k]))
			fromLeft[k], fromRight[k] = (l+fromLeft[k])/2, (r+fromRight[k])/2
		}
		if change < pairingEnd {
			break
		}
	}
	for k := range pairs {
		o := odds[k] * fromLeft[k] * fromRight[k]
		fromLeft[k] = o / (1 + o)
	}
	return fromLeft
}

// unpartnered is the share of a table's rows that have no partner, where a row has one at most; else it is 1.
func unpartnered(once bool, matches float64, rows int) float64 {
	if !once {
		return 1
	}
	return 1 - min(matches/float64(rows), mostPartnered)
}

// pairPrior is log2 of the odds of a pair before it is looked at, where so many are matches, beside that neither row has a partner, but of rows that may have several.
func (s *Scorer) pairPrior(matches float64, several [2]bool) float64 {
	lefts, rights := s.left.Rows(), s.right.Rows()
	return math.Log2(max(matches, 1) / (float64(lefts) * float64(rights) * unpartnered(!several[0], matches, lefts) * unpartnered(!several[1], matches, rights)))
}

// competeOnce is compete where rows have one partner at most on either side.
func (s *Scorer) competeOnce(pairs []record.Scored, prior float64) {
	odds := make([]float64, len(pairs))
	for k, p := range pairs {
		odds[k] = min(math.Exp2(p.Weight+prior), mostOdds)
		if p.Rule == pair.RuleManual {
			odds[k] = mostOdds
		}
	}
	for k, q := range pairing(pairs, odds, s.left.Rows(), s.right.Rows(), [2]bool{}) {
		if pairs[k].Rule != pair.RuleManual {
			pairs[k].Probability = q
		}
	}
}

// expectPaired tells what to expect of the pairs where a row of either table has one partner at most, but of one whose rows may have several.
func (s *Scorer) expectPaired(sm *sample, matches float64, weights []weighed, tell func(e expected)) {
	prior := s.pairPrior(matches, s.several)
	var pairs []record.Scored
	var odds []float64
	var of []expected
	for at := range sm.pairs {
		p := &sm.pairs[at]
		w, chance := &weights[p.pattern], float64(p.chance)
		wt, k := w.match-chance, w.kin-chance
		two := twoEntities(k)
		o, kin := math.Exp2(min(wt+prior-two, 40)), math.Exp2(k-two)
		switch {
		case p.label != pair.Unlabelled || o > leastOdds:
			held := o
			switch p.label {
			case pair.Same:
				o = mostOdds
			case pair.Different:
				o = 0
			}
			pairs = append(pairs, record.Scored{Pair: record.Pair{Left: p.left, Right: p.right}})
			odds = append(odds, o)
			of = append(of, expected{0, kin, o / (1 + o), held, p.label, p.pattern, at})
		case kin > leastOdds: // it is no rival to anybody
			tell(expected{0, kin, 0, 0, p.label, p.pattern, at})
		}
	}
	for k, q := range pairing(pairs, odds, s.left.Rows(), s.right.Rows(), s.several) {
		e := of[k]
		e.match, e.held = q, e.held/(1+e.held)
		if e.label == pair.Unlabelled {
			e.held = q
		}
		e.related *= 1 - q
		tell(e)
	}
}
