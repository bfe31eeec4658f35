package table

import (
	"slices"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// withoutRivals takes out the pairs that a row's partner by decision leaves no room for, where a row has one partner at most.
func (o *Options) withoutRivals(pairs []record.Scored, oneLeft, oneRight bool) []record.Scored {
	left, right := map[uint32]bool{}, map[uint32]bool{}
	for _, p := range o.Same {
		left[p.Left], right[p.Right] = oneLeft, oneRight
	}
	if len(left) == 0 {
		return pairs
	}
	return slices.DeleteFunc(pairs, func(p record.Scored) bool { return p.Rule != pair.RuleManual && (left[p.Left] || right[p.Right]) })
}

// allied returns the odds of a pair together with those of its row's allies and the same partner: rows said to be one do not compete for a
// partner. of tells a pair's row and partner.
func allied(groups [][]uint32, pairs []record.Scored, odds func(record.Scored) float64, of func(record.Scored) (row, partner uint32)) func(record.Scored) float64 {
	if len(groups) == 0 {
		return odds
	}
	head := map[uint32]uint32{}
	for _, g := range groups {
		for _, row := range g {
			head[row] = g[0]
		}
	}
	sums := map[[2]uint32]float64{}
	for _, p := range pairs {
		row, partner := of(p)
		if h, ok := head[row]; ok {
			sums[[2]uint32{h, partner}] += odds(p)
		}
	}
	return func(p record.Scored) float64 {
		row, partner := of(p)
		if h, ok := head[row]; ok {
			return sums[[2]uint32{h, partner}]
		}
		return odds(p)
	}
}
