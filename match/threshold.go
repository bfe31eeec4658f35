package match

import (
	"math"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// The threshold Link sets itself lies between these, as low as it may be with precision at 0.999 rather surely, by what the probabilities let one
// expect of all its matches. It does not send right links to review where they are easy: at p = 0.6 linking is right more often than not, and only the
// sum counts.
const (
	lowestMatch  = 0.60
	highestMatch = 0.96

	// A fifth under the share that is wanted, for the rates of error of a sector are not known exactly.
	wrongLinks = .0008
	// The wrong links of a list scatter about those expected, as rare events do, by their root: one list in six has more than this many roots more.
	scatter = 1
	// Of a small list half a wrong link is none; but that is no reason to go below the usual threshold.
	leastAllowed = .5 + scatter*math.Sqrt2/2
)

// threshold is the lowest probability in the range at which the matches among the links, so far made from lowestMatch up, are
// all but sure to hold no more than wrongLinks of wrong ones.
func threshold(links []record.Link) float64 {
	// At highestMatch and above only the sum counts, so only the others are sorted. It is formed in whole numbers, so that the order of the rows
	// cannot show.
	const unit = 1 << 36
	var p []float64
	high, sum := 0, int64(0)
	for i := range links {
		switch v := links[i].Probability; {
		case links[i].Decision != record.DecideMatch:
		case v >= highestMatch:
			high++
			sum += int64(math.Round((1 - v) * unit))
		default:
			p = append(p, v)
		}
	}
	slices.SortFunc(p, func(a, b float64) int {
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	wrong := float64(sum) / unit
	for i, v := range p {
		wrong += 1 - v
		allowed := wrongLinks * float64(high+i+1)
		if v >= DefaultMatch {
			allowed = max(allowed, leastAllowed)
		}
		if wrong+scatter*math.Sqrt(wrong) > allowed {
			return min(v+1e-9, highestMatch)
		}
	}
	return lowestMatch
}

// withdraw sends the matches below the threshold to review.
func withdraw(links []record.Link, threshold float64) {
	for i := range links {
		if l := &links[i]; l.Decision == record.DecideMatch && l.Probability < threshold {
			l.Decision, l.Method, l.Why = record.DecideReview, record.MethodModel, record.WhyBelow
		}
	}
}
