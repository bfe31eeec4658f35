package quality

const (
	// together is how many times more records blocking misses than the largest two-list estimate says, for errors come together in
	// the same records; togetherSpread is the standard deviation of its logarithm. Measured, not fitted to one sample: over five
	// unlike generators the ratio lay between 0.8 and 1.7.
	together       = 1.3
	togetherSpread = 0.35
	// leastBoth is how many pairs both lists must hold before their shares are believed.
	leastBoth = 30
	// mostUnfound is the largest share of the records without a candidate that can be persons of the register.
	mostUnfound = 0.95
)

// capture is a two-list estimate of the persons that no blocking rule finds: one·other/both, times scale.
type capture struct {
	one, other, both float64 // pairs found by the one list only, the other only, both
	scale            float64
	lost             float64 // records without a candidate; what is missed is among them
}

// estimate takes, field by field, the rules that look at the field for one list and the rest for the other, and returns the largest
// estimate there is.
func (c *Captures) estimate(lost int) capture {
	best := capture{lost: float64(lost)}
	if c == nil || c.Share <= 0 {
		return best
	}
	for _, with := range c.Uses {
		if with.Len() == 0 {
			continue
		}
		t := capture{scale: (1 - c.Closed) / c.Share, lost: float64(lost)}
		var one, other, both fixed
		for i, found := range c.Found {
			switch a, b := found.Against(with); {
			case a && b:
				both += fixedOf(c.Weight[i])
			case a:
				one += fixedOf(c.Weight[i])
			case b:
				other += fixedOf(c.Weight[i])
			}
		}
		t.one, t.other, t.both = one.float(), other.float(), both.float()
		if t.both >= leastBoth && (best.both == 0 || t.expected() > best.expected()) {
			best = t
		}
	}
	return best
}

// expected is the estimate without the allowance for errors that come together.
func (t capture) expected() float64 {
	if t.both == 0 {
		return 0
	}
	return t.one * t.other / t.both * t.scale
}

// share turns a number of missed persons into the probability that a record without a candidate is one of them.
func (t capture) share(missed float64) float64 {
	if t.lost == 0 {
		return 0
	}
	return min(missed/t.lost, mostUnfound)
}
