package match

import (
	"cmp"
	"math"
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
		want, wrong := lowestMatch, 0.
		for i, v := range p {
			wrong += 1 - v
			allowed := wrongLinks * float64(i+1)
			if v >= DefaultMatch {
				allowed = max(allowed, leastAllowed)
			}
			if v < highestMatch && wrong+scatter*math.Sqrt(wrong) > allowed {
				want = min(v+1e-9, highestMatch)
				break
			}
		}
		got := threshold(links)
		if got != want {
			t.Fatalf("seed %d, round %d, %d links: %v, want %v", seed, round, len(links), got, want)
		}
		found[got == lowestMatch]++
	}
	if found[true] == 0 || found[false] == 0 {
		t.Errorf("the threshold is the lowest in %d rounds and higher in %d", found[true], found[false])
	}
}

// TestThresholdKeepsPrecision draws lists whose probabilities are right, hard to tell apart each: five in six and more have a precision of 0.999.
func TestThresholdKeepsPrecision(t *testing.T) {
	const lists, seed = 300, 4
	rnd := rand.New(rand.NewPCG(seed, seed))
	under, withdrawn, all := 0, 0, 0
	for range lists {
		links := make([]record.Link, 2000+rnd.IntN(20_000))
		right := make([]bool, len(links))
		for i := range links {
			v := 1 - .0004*rnd.Float64()
			if rnd.IntN(40) == 0 {
				v = .6 + .4*math.Sqrt(rnd.Float64())
			}
			links[i].Probability, links[i].Decision = v, record.DecideMatch
			right[i] = rnd.Float64() < v
		}
		withdraw(links, threshold(links))
		matches, wrong := 0, 0
		for i := range links {
			if links[i].Decision != record.DecideMatch {
				continue
			}
			matches++
			if !right[i] {
				wrong++
			}
		}
		if float64(wrong) > .001*float64(matches) {
			under++
		}
		all, withdrawn = all+len(links), withdrawn+len(links)-matches
	}
	if under > lists/6 {
		t.Errorf("%d of %d lists are under 0.999", under, lists)
	}
	if part := float64(withdrawn) / float64(all); part == 0 || part > .025 {
		t.Errorf("%.4f of the links went to review", part)
	}
}
