package quality

import (
	"math"
	"slices"

	"golang.org/x/exp/rand"
	"gonum.org/v1/gonum/stat/distuv"
)

const (
	drawn = 400 // draws; the bounds are the 2.5% and 97.5% of them
	moved = 40  // different common errors of the log odds among them
	// oddsSpread is the standard deviation of the log odds' common error: 1 is a factor of 2.7, for a model that has learned its rates
	// from the data still errs in what it takes for granted. Measured, not fitted to one sample: of the provinces of two unlike generators at
	// three levels of error (bench/coverage.sh) the wrong links were e^-1.4 to e^1.5 times those expected, the root of the mean square of
	// the exponent being 1.0; of the missed ones e^-0.7 to e^0.1 times.
	oddsSpread = 1.
	// unseen is the shape of the gamma-distributed errors that no probability tells of (Jeffreys' half a count).
	unseen = 0.5
)

// draws are the random numbers that all lines share, so that the lines of a table fit together and are the same every time.
type draws struct {
	shift    [moved]float64 // of the log odds, in standard deviations: the quantiles of the normal distribution, in turn
	together [drawn]float64 // factor of what blocking misses
	src      rand.Source
}

func newDraws() *draws {
	d := &draws{src: rand.NewSource(1)}
	for i := range d.shift {
		d.shift[i] = distuv.UnitNormal.Quantile((float64(i) + .5) / moved)
	}
	factor := distuv.LogNormal{Mu: math.Log(together), Sigma: togetherSpread, Src: d.src}
	for i := range d.together {
		d.together[i] = factor.Rand()
	}
	return d
}

// errorCount are one draw's numbers of errors.
type errorCount struct{ wrong, another, missed, unfound float64 }

func (d *draws) estimate(c *cell, unfound []capture, further float64) {
	l := &c.line
	var blocked float64
	for i, t := range unfound {
		blocked += c.lost[i] * t.share(together*t.expected())
	}
	_, wrong, another := c.linked.sums(0)
	waiting, _, _ := c.waiting.sums(0)
	middle := errorCount{wrong, another, another + waiting + blocked, blocked}
	var expected [moved]errorCount
	for i, shift := range d.shift {
		_, wrong, another := c.linked.sums(further * oddsSpread * shift)
		waiting, _, _ := c.waiting.sums(further * oddsSpread * shift)
		expected[i] = errorCount{wrong: wrong, another: another, missed: waiting}
	}
	all := make([]errorCount, drawn)
	for i := range all {
		e := expected[i%moved]
		e.missed = expected[(i+i/moved*13)%moved].missed // what is wrong with the one need not be wrong with the other
		all[i] = d.draw(e, c.lost, unfound, d.together[i])
	}
	match := float64(l.Match)
	l.FalseLinks = interval(middle, all, func(e errorCount) float64 { return min(e.wrong, match) })
	l.MissedLinks = interval(middle, all, func(e errorCount) float64 { return e.missed })
	l.Unfound = interval(middle, all, func(e errorCount) float64 { return e.unfound })
	right := func(e errorCount) float64 { return max(match-e.wrong, 0) }
	l.Precision = interval(middle, all, func(e errorCount) float64 { return ratio(right(e), match) })
	l.Recall = interval(middle, all, func(e errorCount) float64 { return ratio(right(e), right(e)+e.missed) })
	l.F1 = interval(middle, all, func(e errorCount) float64 { return ratio(2*right(e), match+right(e)+e.missed) })
	if match == 0 {
		l.Precision, l.F1 = Interval{High: 1}, Interval{High: 1}
		if l.MissedLinks.Value < .5 {
			l.Recall = Interval{High: 1}
		}
	}
}

// draw makes one draw of a cell's errors from what is expected of those that blocking found.
func (d *draws) draw(expected errorCount, lost []float64, unfound []capture, together float64) (e errorCount) {
	for k, t := range unfound {
		if lost[k] > 0 && t.both > 0 {
			one, other := d.gamma(t.one+unseen), d.gamma(t.other+unseen)
			e.unfound += lost[k] * t.share(together*one*other/t.both*t.scale)
		}
	}
	e.unfound = d.poisson(e.unfound)
	e.another = d.poisson(expected.another)
	e.wrong = e.another + d.poisson(expected.wrong-expected.another+d.gamma(unseen))
	e.missed = e.another + e.unfound + d.poisson(expected.missed+d.gamma(unseen))
	return e
}

func (d *draws) gamma(shape float64) float64 {
	return distuv.Gamma{Alpha: shape, Beta: 1, Src: d.src}.Rand()
}

func (d *draws) poisson(mean float64) float64 {
	if mean <= 0 {
		return 0
	}
	return distuv.Poisson{Lambda: mean, Src: d.src}.Rand()
}

// interval takes the middle 95% of a figure over the draws, widened to hold the estimate itself.
func interval(middle errorCount, all []errorCount, of func(errorCount) float64) Interval {
	values := make([]float64, len(all))
	for i, e := range all {
		values[i] = of(e)
	}
	slices.Sort(values)
	v := of(middle)
	at := func(q float64) float64 { return values[int(q*float64(len(values)-1)+.5)] }
	return Interval{Value: v, Low: min(at(.025), v), High: max(at(.975), v)}
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
