package pair

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Evidence is why a pair has its score, in bits (log2). The weights of the comparisons add up to Weight.
type Evidence struct {
	Weight      float64 // log2 of the likelihood ratio
	Prior       float64 // log2 odds before any evidence: one given person of the register against all else
	Probability float64 // of this pair by itself, no other candidate considered
	Comparisons []Item
}

// Item is the part one comparison has.
type Item struct {
	Name        string
	Field       record.Field // the first field compared; empty for the numbers
	Left, Right string       // as read
	Level       string       // "missing" where a side has no value
	M           float64      // share among same persons
	Chance      float64      // share among strangers, for these values
	Frequency   float64      // the values' own frequency in the register that went into Chance, 1 for none
	Weight      float64      // what it added: less than log2(M/Chance) as far as relatives share it
	Rarity      float64      // the part of Weight that comes of these values being rarer (or more common) than those of the register are
}

// Best returns those of so many rows that have the highest likelihood ratios, n at most. 0 leaves a row out.
func Best(rows, n int, ratio func(row uint32) float64) (list []uint32) {
	type found struct {
		row uint32
		lr  float64
	}
	var best []found
	for r := range uint32(rows) {
		lr := ratio(r)
		if lr == 0 || len(best) == n && lr <= best[n-1].lr {
			continue
		}
		at := len(best)
		for at > 0 && best[at-1].lr < lr {
			at--
		}
		best = slices.Insert(best, at, found{r, lr})
		best = best[:min(len(best), n)]
	}
	for _, b := range best {
		list = append(list, b.row)
	}
	return list
}
