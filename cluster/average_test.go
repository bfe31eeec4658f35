package cluster

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestAverage holds the grouping to cases by hand.
func TestAverage(t *testing.T) {
	for name, c := range map[string]struct {
		odds map[[2]uint32]float64 // −8 where none is given
		want [][]uint32
	}{
		"a pair":                     {map[[2]uint32]float64{{0, 1}: 3}, [][]uint32{{0, 1}}},
		"an unlikely pair":           {map[[2]uint32]float64{{0, 1}: -1}, nil},
		"a third between":            {map[[2]uint32]float64{{0, 1}: 9, {1, 2}: 9}, [][]uint32{{0, 1, 2}}},
		"a weak third":               {map[[2]uint32]float64{{0, 1}: 9, {1, 2}: 3}, [][]uint32{{0, 1}}},
		"a chain":                    {map[[2]uint32]float64{{0, 1}: 9, {1, 2}: 8, {2, 3}: 9}, [][]uint32{{0, 1}, {2, 3}}},
		"two groups fully tied":      {map[[2]uint32]float64{{0, 1}: 9, {2, 3}: 9, {0, 2}: 2, {0, 3}: 1, {1, 2}: 1, {1, 3}: 2}, [][]uint32{{0, 1, 2, 3}}},
		"one wrongly certain pair":   {map[[2]uint32]float64{{0, 1}: 9, {2, 3}: 9, {0, 2}: 500}, [][]uint32{{0, 2}}},
		"nothing to speak of at all": {nil, nil},
	} {
		odds := func(a, b uint32) float64 {
			if v, ok := c.odds[[2]uint32{min(a, b), max(a, b)}]; ok {
				return v
			}
			return -8
		}
		var pairs []record.Scored
		for p := range c.odds {
			pairs = append(pairs, record.Scored{Pair: record.Pair{Left: p[0], Right: p[1]}})
		}
		slices.SortFunc(pairs, func(a, b record.Scored) int { return int(a.Left*9+a.Right) - int(b.Left*9+b.Right) })
		got := Average(4, pairs, odds, AverageOptions{})
		if name == "one wrongly certain pair" { // the clipped pair joins first, its neighbours speak against the rest
			if len(got) == 0 || len(got[0]) == 4 {
				t.Errorf("%s: %v", name, got)
			}
			continue
		}
		if !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestAverageSplitsLargeParts holds a part over the limit to its planted groups, and the pairs' order to be of no matter.
func TestAverageSplitsLargeParts(t *testing.T) {
	const rows, size = 300, 6
	odds := func(a, b uint32) float64 {
		switch {
		case a/size == b/size:
			return 8
		case a/size+1 == b/size || b/size+1 == a/size:
			if (a*7+b*3)%5 == 0 { // some weak ties between neighbouring groups
				return .5
			}
		}
		return -8
	}
	var pairs []record.Scored
	for a := uint32(0); a < rows; a++ {
		for b := a + 1; b < rows && b < a+2*size; b++ {
			if odds(a, b) > -2 {
				pairs = append(pairs, record.Scored{Pair: record.Pair{Left: a, Right: b}})
			}
		}
	}
	for _, most := range []int{0, 50} {
		rand.New(rand.NewPCG(1, uint64(most))).Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		got := Average(rows, pairs, odds, AverageOptions{Most: most})
		if len(got) != rows/size {
			t.Fatalf("most %d: %d groups, want %d", most, len(got), rows/size)
		}
		for i, g := range got {
			if len(g) != size || g[0] != uint32(i*size) {
				t.Errorf("most %d: group %v", most, g)
			}
		}
	}
}
