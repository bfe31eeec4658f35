package table

import (
	"math"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// Between two censuses everybody grows ten years older. A quantity that differs by the same amount in most of the pairs that are one entity without it is compared with
// that amount added in the left table; as it stands none would be equal.
const (
	shiftLeast = 30 // pairs that are one without the quantity, from which it can be told
	shiftShare = .4 // of them, those that differ by it, or one less or more
	shiftOver  = 2  // times as many as those that are equal as they stand
	shiftSure  = 0  // bits for being one, at least: of strangers no two in five differ by the same
)

// shifted is a quantity's text with an amount added.
func shifted(text string, by float64) string {
	x, err := strconv.ParseFloat(text, 64)
	if by == 0 || err != nil {
		return text
	}
	return strconv.FormatFloat(x+by, 'f', -1, 64)
}

// findShifts finds by how much the quantities of two tables differ, and has them compared so; it says whether any is.
func (s *Scorer) findShifts(sm *sample) (found bool) {
	if s.left == s.right {
		return false
	}
	for i := range s.fields {
		if s.fields[i].kind != record.KindAmount || s.field(i).Shift != 0 {
			continue
		}
		if by := commonGap(s.gaps(sm, i)); by != 0 {
			s.field(i).Shift = by
			s.fillColumn(i)
			found = true
		}
	}
	if found {
		s.startPool() // what its workers remember are the values' old numbers
		s.apply()
	}
	return found
}

// gaps are the differences in a quantity between rows each of which is the other's nearest, as the other columns have it.
func (s *Scorer) gaps(sm *sample, i int) (gaps []float64) {
	odds := math.Log2(min(s.start()/s.pairs, .5))
	weights := make([]float64, len(sm.pairs))
	nearest := [2][]float64{slices.Repeat([]float64{math.Inf(-1)}, s.left.Rows()), slices.Repeat([]float64{math.Inf(-1)}, s.right.Rows())}
	levels := make([]uint8, len(s.fields))
	for k, p := range sm.pairs {
		copy(levels, sm.levels(&p))
		levels[i] = missing
		weights[k] = odds + s.weigh(levels, s.chanceOf(p.left, p.right, levels))
		nearest[0][p.left] = max(nearest[0][p.left], weights[k])
		nearest[1][p.right] = max(nearest[1][p.right], weights[k])
	}
	f := &s.fields[i]
	for k, p := range sm.pairs {
		a, b := s.codes(s.l, p.left)[i], s.codes(s.r, p.right)[i]
		if weights[k] >= shiftSure && weights[k] == nearest[0][p.left] && weights[k] == nearest[1][p.right] && a != 0 && b != 0 {
			gaps = append(gaps, f.values[b].amount-f.values[a].amount)
		}
	}
	return gaps
}

// commonGap is the whole number that so many gaps are, or nearly, 0 if there is none or it tells hardly more than that the quantities are equal.
func commonGap(gaps []float64) float64 {
	count := map[float64]int{}
	for _, g := range gaps {
		count[math.Round(g)]++
	}
	near := func(g float64) int { return count[g-1] + count[g] + count[g+1] }
	best := 0.0
	for g, n := range count {
		if m := count[best]; n > m || n == m && (math.Abs(g) < math.Abs(best) || math.Abs(g) == math.Abs(best) && g > best) {
			best = g
		}
	}
	if len(gaps) < shiftLeast || math.Abs(best) < 2 || float64(near(best)) < shiftShare*float64(len(gaps)) || near(best) < shiftOver*near(0) {
		return 0
	}
	return best
}
