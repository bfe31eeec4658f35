package viet_test

import (
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// TestTypingNeighbourGain measures viet.TypingNeighbours: the share of the misspelt forms of refdata (met under a hundredth as
// often as the usual one) that it finds, and how many pairs of people drawn have given names it takes for each other.
func TestTypingNeighbourGain(t *testing.T) {
	found, pairs := 0, 0
	for _, v := range refdata.Variants() {
		if v.Ratio < 0.01 && v.FrequentCount > 300 {
			pairs++
			if viet.TypingNeighbours(viet.NFC(v.Form), viet.NFC(v.Frequent)) {
				found++
			}
		}
	}
	given := refdata.GivenNames()
	total, sum := 0.0, 0.0
	for i, a := range given {
		wa := float64(a.Male + a.Female)
		total += wa
		for _, b := range given[:i] {
			if viet.TypingNeighbours(a.Text, b.Text) {
				sum += 2 * wa * float64(b.Male+b.Female)
			}
		}
	}
	share := float64(found) / float64(pairs)
	t.Logf("finds %.3f of %d misspelt forms, confuses 1 of %.0f given names", share, pairs, total*total/sum)
	if share < 0.4 {
		t.Errorf("finds %.3f of the misspelt forms", share)
	}
}
