package match

import (
	"cmp"
	"math"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/record"
)

// Silence is what a missing value says of a pair, as the likelihood of one person over that of two: 1 is nothing, which is also
// what 0 (not given) stands for. Whoever has no telephone in one list often has none in the other; who never married has no
// husband or wife in either.
type Silence struct {
	Record float64 `json:"record,omitempty"` // the record lacks a value that the person has
	Person float64 `json:"person,omitempty"` // the person lacks a value that the record has
	Both   float64 `json:"both,omitempty"`   // both lack it
}

// How a value can be missing of a pair: the sum of these, none where both sides have one.
const (
	leftLacks  = 1
	rightLacks = 2
	bothLack   = leftLacks | rightLacks
)

func (s *Silence) ratios() (r [bothLack + 1]float64) {
	r = [bothLack + 1]float64{1, 1, 1, 1}
	if s != nil {
		r[leftLacks], r[rightLacks], r[bothLack] = cmp.Or(s.Record, 1), cmp.Or(s.Person, 1), cmp.Or(s.Both, 1)
	}
	return r
}

// tellBySilence makes missing values of a comparison count from now on; nil makes them neutral, as they are to begin with.
func (c *comp) tellBySilence(s *Silence) {
	c.silent = s.ratios()
	c.telling = c.silent != [bothLack + 1]float64{1, 1, 1, 1}
	for _, r := range c.silent {
		kin := c.s[classSibling]*r + 1 - c.s[classSibling]
		c.gain = max(c.gain, r/kin)
	}
}

// lacks says which of two rows has no value of a comparison. Of numbers (KindID), which are two in one, nothing is said.
func (c *comp) lacks(a, b []uint32) (how int) {
	if c.def.Kind == KindID {
		return 0
	}
	if a[c.off] == 0 {
		how |= leftLacks
	}
	if b[c.off] == 0 {
		how |= rightLacks
	}
	return how
}

// silence multiplies the likelihood of one person by what the missing value says; relatives share it as they share values.
func (c *comp) silence(a, b []uint32, same float64, kin *[nClasses]float64) float64 {
	r := c.silent[c.lacks(a, b)]
	c.hush(r, kin)
	return same * r
}

// hush multiplies the likelihoods as relatives by theirs of what a missing value says of one person.
func (c *comp) hush(r float64, kin *[nClasses]float64) {
	if r == 1 {
		return
	}
	for k := range kin {
		kin[k] *= c.s[k]*r + c.rest[k]
	}
}

const (
	silenceHeld     = 50 // pairs that "missing says nothing" is worth
	silenceCertain  = 4  // standard deviations from which a difference is taken for one
	mostSaid        = 6  // no missing value makes one person more or less likely than by this factor
	silenceRounding = 1e4
)

// learnSilence finds what missing values say from the sample's pairs, each counted by the probability EM gave it: how often the
// two lack a value beside how often they would if the person were any of those of the same birth year and sex, for children lack
// what grown people have. It names the comparisons of which something is certain; the others stay neutral.
func (s *scorer) learnSilence(sm *sample) map[string]Silence {
	if s.left == s.right {
		return nil
	}
	of, n := s.strata()
	counts := s.lacking(of, n)
	out := map[string]Silence{}
	for i := range s.comps {
		c := &s.comps[i]
		if c.def.Kind == KindID {
			continue
		}
		lacking := 0
		for _, stratum := range counts {
			lacking += stratum[1+i]
		}
		if lacking == 0 || lacking == len(of) {
			continue
		}
		var seen, expected [bothLack + 1]float64
		for _, p := range sm.pairs {
			if p.p < 1e-4 {
				continue
			}
			a, prob, k := s.at(s.left, p.left), float64(p.p), of[p.right]
			seen[c.lacks(a, s.at(s.right, p.right))] += prob
			how, share := 0, float64(counts[k][1+i])/float64(counts[k][0])
			if a[c.off] == 0 {
				how = leftLacks
			}
			expected[how] += prob * (1 - share)
			expected[how|rightLacks] += prob * share
		}
		ratio := func(how int) float64 {
			if math.Abs(seen[how]-expected[how]) < silenceCertain*math.Sqrt(expected[how]+1) {
				return 0
			}
			r := (seen[how] + silenceHeld) / (expected[how] + silenceHeld)
			return roundTo(min(max(r, 1./mostSaid), mostSaid), silenceRounding)
		}
		if is := (Silence{ratio(leftLacks), ratio(rightLacks), ratio(bothLack)}); is != (Silence{}) {
			out[c.def.Name] = is
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

// strata numbers the right table's rows by birth year and sex, below n.
func (s *scorer) strata() (of []uint32, n int) {
	p := s.right.people
	dates, sexes := p.Dates[record.BirthDate], p.Coded[record.Sex]
	of = make([]uint32, p.Rows())
	most := uint32(0)
	sumInStretches(len(of), s.threads, func(from, to int) (most uint32) {
		for row := from; row < to; row++ {
			k := 3 * uint32(dates.At(row).Date.Year())
			switch sexes.At(row).Code {
			case record.SexMale:
				k++
			case record.SexFemale:
				k += 2
			}
			of[row], most = k, max(most, k)
		}
		return most
	}, func(part uint32) { most = max(most, part) })
	return of, int(most) + 1
}

// lacking counts the right table's rows in each of n strata, and behind that, of them, those that lack each comparison's value.
func (s *scorer) lacking(of []uint32, n int) [][]int {
	parts := make([][][]int, max(s.threads, 1))
	parallel.Each(len(parts), len(parts), func(i int) {
		counts := make([][]int, n)
		for k := range counts {
			counts[k] = make([]int, 1+len(s.comps))
		}
		for row := len(of) * i / len(parts); row < len(of)*(i+1)/len(parts); row++ {
			count, line := counts[of[row]], s.at(s.right, uint32(row))
			count[0]++
			for c := range s.comps {
				if line[s.comps[c].off] == 0 {
					count[1+c]++
				}
			}
		}
		parts[i] = counts
	})
	all := parts[0]
	for _, part := range parts[1:] {
		for k := range all {
			for c := range all[k] {
				all[k][c] += part[k][c]
			}
		}
	}
	return all
}
