package pair

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// RuleManual stands for the rule of a pair that officers decided to be one person or thing; no rule need have brought it.
const RuleManual = 254

// Decided lays officers' decisions over scored pairs: those of same are there, surely, whatever was found of them, and those of different
// are not. The pairs come sorted by (Left, Right).
func Decided(scored []record.Scored, same, different []record.Pair, weight func(left, right uint32) float64) []record.Scored {
	if len(same)+len(different) == 0 {
		return scored
	}
	scored = Without(scored, same, different)
	for _, p := range same {
		pair := record.Pair{Left: p.Left, Right: p.Right, Rule: RuleManual}
		scored = append(scored, record.Scored{Pair: pair, Weight: weight(p.Left, p.Right), Probability: 1})
	}
	slices.SortFunc(scored, record.ByRows)
	return scored
}

// Without takes out the pairs of some lists.
func Without(pairs []record.Scored, lists ...[]record.Pair) []record.Scored {
	out := map[[2]uint32]bool{}
	for _, p := range slices.Concat(lists...) {
		out[[2]uint32{p.Left, p.Right}] = true
	}
	if len(out) == 0 {
		return pairs
	}
	return slices.DeleteFunc(pairs, func(p record.Scored) bool { return out[[2]uint32{p.Left, p.Right}] })
}
