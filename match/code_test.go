package match

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestSlippedTelephones: numbers given out side by side are one slip apart more often than by chance, and how often does not go by the order in which they stand.
func TestSlippedTelephones(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	count := func(digits []uint64) float64 {
		counts := make([]uint32, len(digits))
		total := 0
		for i := range counts {
			counts[i] = uint32(1 + digits[i]%3)
			total += int(counts[i])
		}
		return slipped(digits, counts, total)
	}
	var drawn, families []uint64
	for len(drawn) < 3*issuedRows {
		n := 900_000_000 + r.Uint64N(90_000_000)
		drawn = append(drawn, n)
		if len(families) < len(drawn) {
			families = append(families, n, n^1)
		}
	}
	apart, together := count(drawn), count(families)
	if apart > 3 || together < 10*apart {
		t.Errorf("drawn at random: %.2f times, of families %.2f times as often as by chance", apart, together)
	}
	for range 3 {
		r.Shuffle(len(families), func(i, j int) { families[i], families[j] = families[j], families[i] })
		if got := count(families); got != together {
			t.Fatalf("in another order %v, was %v", got, together)
		}
	}
	slices.Sort(families)
	if got := count(families); got != together {
		t.Fatalf("sorted %v, was %v", got, together)
	}
}
