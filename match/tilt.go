package match

import "math"

// A table has few matches, too few to tell each rate of error. But lists differ most in one thing, how carefully they were written, and of that each value of each match tells.
// So of one table one figure is learned however few matches there are: how many times the odds of an error, of any kind in any field, are those of the model. Its
// logarithm is taken to be normal around 0 beforehand (a parametric empirical Bayes: Morris 1983), so that without matches it is 1.
const (
	tiltSpread = .7 // standard deviation of the logarithm
	mostTilt   = 3  // of it, either way
)

// rightLevels are the levels of each kind on which nothing is wrong.
func rightLevels(k Kind) uint32 {
	switch k {
	case KindName:
		return 1 << nameExact
	case KindDate:
		return 1<<dateSame | 1<<datePartial | 1<<dateStandIn
	case KindID:
		return 1<<idSame | 1<<idSame9 | 1<<idLost | 1<<idLostOther // which of a number that is none can be read is nothing of the rows
	case KindPlace:
		return 1<<placeHamlet | 1<<placeOtherHamlet
	}
	return 1 << codeSame
}

// tilt sets base to the model's m, its errors more or less frequent as the expected counts of matches by level have them.
func (s *scorer) tilt(counts, base [][maxLevels]float64) {
	var of []errorShare
	for i := range s.comps {
		if c := &s.comps[i]; !c.own && !c.idle { // that two numbers are not the same is mostly no slip
			of = s.comps[i].errors(counts[i], of)
		}
	}
	low, high := -float64(mostTilt), float64(mostTilt)
	for range 40 {
		mid := (low + high) / 2
		slope := -mid / (tiltSpread * tiltSpread) // of the log posterior, which is concave
		for _, e := range of {
			slope += e.found - e.all*e.share*math.Exp(mid)/(1-e.share+e.share*math.Exp(mid))
		}
		if slope > 0 {
			low = mid
		} else {
			high = mid
		}
	}
	for i := range s.comps {
		base[i] = s.comps[i].tilted(math.Exp((low + high) / 2))
	}
}

// errorShare is what matches show of a group of levels: how many there are on any of them, how many on those of an error, and the share that the model has there.
type errorShare struct{ all, found, share float64 }

// errors adds those of a comparison's groups.
func (c *comp) errors(counts [maxLevels]float64, to []errorShare) []errorShare {
	group, right := groups(c.def.Kind), rightLevels(c.def.Kind)
	var of [mostGroups]errorShare
	var all [mostGroups]float64
	for j := 1; j <= len(c.def.Levels); j++ {
		g := group[j]
		if g < 0 {
			continue
		}
		all[g] += c.m[j]
		of[g].all += counts[j]
		if right>>j&1 == 0 {
			of[g].found += counts[j]
			of[g].share += c.m[j]
		}
	}
	for g, e := range of {
		if e.all > 0 {
			e.share /= all[g]
			to = append(to, e)
		}
	}
	return to
}

// tilted returns m with the odds of an error so many times as large.
func (c *comp) tilted(times float64) (m [maxLevels]float64) {
	group, right := groups(c.def.Kind), rightLevels(c.def.Kind)
	m = c.m
	var before, after [mostGroups]float64
	for j := 1; j <= len(c.def.Levels); j++ {
		g := group[j]
		if g < 0 {
			continue
		}
		before[g] += m[j]
		if right>>j&1 == 0 {
			m[j] *= times
		}
		after[g] += m[j]
	}
	for j := 1; j <= len(c.def.Levels); j++ {
		if g := group[j]; g >= 0 {
			m[j] *= before[g] / after[g]
		}
	}
	if whole, one, other := c.whole(); whole != 0 {
		m[whole] = min(m[one]+m[other], .9999)
	}
	return m
}
