package table

import (
	"math"
	"slices"
)

// Of texts that are compared by their words one partner at most is taken for granted of each row, and what is alike beside it is learned as related. Where a shop's thing stands in
// many offers that is wrong, and the model shows it: of the offers that are nearest to a thing all but one are turned away by it, as near to it as most matches are. Where a row
// has one partner indeed, few rows are so near to what is another's: those whose partner is lacking and has a twin. So where many are, it is learned once more with several partners
// of a row, and taken if many rows have them.
const (
	severalNear = .1 // a row turned away is as near as matches are, of which so many are no nearer
	severalLeft = .2 // with so many of these, for each match that is as near, it is looked whether rows have several partners: …
	severalMore = .5 // … whether there are so many matches beside each row's likeliest one, for each of these
)

// mayHaveSeveral says of which tables' rows may have several partners, by what was learned with one partner at most.
func (s *Scorer) mayHaveSeveral(sm *sample) (several [2]bool) {
	several = s.said
	weights := s.weighAll(sm.of)
	near := make([]float64, len(sm.pairs))
	nearest, ties := [2][]float64{}, [2][]float64{} // by side and row: its nearest pairs' weight, and how many these are
	for side, rows := range [2]int{s.left.Rows(), s.right.Rows()} {
		nearest[side], ties[side] = slices.Repeat([]float64{math.Inf(-1)}, rows), make([]float64, rows)
	}
	for k, p := range sm.pairs {
		w, chance := &weights[p.pattern], float64(p.chance)
		near[k] = w.match - chance - twoEntities(w.kin-chance)
		for side, row := range [2]uint32{p.left, p.right} {
			switch {
			case near[k] > nearest[side][row]:
				nearest[side][row], ties[side][row] = near[k], 1
			case near[k] == nearest[side][row]:
				ties[side][row]++
			}
		}
	}
	taken := [2][]float64{make([]float64, s.left.Rows()), make([]float64, s.right.Rows())} // how likely a row is the partner of what is nearest to it
	for k, p := range sm.pairs {
		if near[k] == nearest[0][p.left] && near[k] == nearest[1][p.right] {
			taken[0][p.left] = max(taken[0][p.left], 1/ties[1][p.right])
			taken[1][p.right] = max(taken[1][p.right], 1/ties[0][p.left])
		}
	}
	var matches []float64
	for row, part := range taken[0] {
		if part > 0 {
			matches = append(matches, nearest[0][row])
		}
	}
	slices.Sort(matches)
	matches = matches[max(0, len(matches)-int(s.model.Matches*sm.share())):]
	if len(matches) == 0 {
		return several
	}
	from := int(severalNear * float64(len(matches)))
	for side := range taken {
		turned := 0.0
		for row, part := range taken[side] {
			if nearest[side][row] >= matches[from] {
				turned += 1 - part
			}
		}
		if turned > severalLeft*float64(len(matches)-from) {
			several[1-side] = true
		}
	}
	return several
}

// haveSeveral says whether the rows that may have several partners have them, as learned so.
func (s *Scorer) haveSeveral(sm *sample) bool {
	all, most := [2][]float64{make([]float64, s.left.Rows()), make([]float64, s.right.Rows())}, [2][]float64{make([]float64, s.left.Rows()), make([]float64, s.right.Rows())}
	s.expect(sm, s.model.Matches, func(e expected) {
		for side, row := range [2]uint32{sm.pairs[e.pair].left, sm.pairs[e.pair].right} {
			all[side][row] += e.match
			most[side][row] = max(most[side][row], e.match)
		}
	})
	for side, several := range s.several {
		if !several || s.said[side] {
			continue
		}
		first, more := 0.0, 0.0
		for row, q := range most[side] {
			first += q
			more += all[side][row] - q
		}
		if more < severalMore*first {
			return false
		}
	}
	return true
}
