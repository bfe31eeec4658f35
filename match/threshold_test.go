package match

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestThresholdBySorting holds the threshold against one found by sorting all matches.
func TestThresholdBySorting(t *testing.T) {
	const seed = 3
	rnd := rand.New(rand.NewPCG(seed, seed))
	found := map[bool]int{}
	for round := range 400 {
		links := make([]record.Link, rnd.IntN(4000))
		var p []float64
		for i := range links {
			v := 1 - .4*rnd.Float64()*rnd.Float64()*float64(round%20)/20
			links[i].Probability, links[i].Decision = v, record.DecideReview
			if rnd.IntN(10) > 0 {
				links[i].Decision = record.DecideMatch
				p = append(p, v)
			}
		}
		slices.SortFunc(p, func(a, b float64) int { return cmp.Compare(b, a) })
		want, wrong := LowestMatch, 0.
		for i, v := range p {
			wrong += 1 - v
			allowed := wrongLinks * float64(i+1)
			if v >= DefaultMatch {
				allowed = max(allowed, .5)
			}
			if v < HighestMatch && wrong > allowed {
				want = min(v+1e-9, HighestMatch)
				break
			}
		}
		got := threshold(links)
		if got != want {
			t.Fatalf("seed %d, round %d, %d links: %v, want %v", seed, round, len(links), got, want)
		}
		found[got == LowestMatch]++
	}
	if found[true] == 0 || found[false] == 0 {
		t.Errorf("the threshold is the lowest in %d rounds and higher in %d", found[true], found[false])
	}
}
