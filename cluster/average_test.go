package cluster

import (
	"maps"
	"math"
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
	const rows, size, tied = 306, 6, 300 // the last group has no ties
	odds := func(a, b uint32) float64 {
		switch {
		case a/size == b/size:
			return 8
		case a >= tied || b >= tied:
			return -8
		case a/size+1 == b/size || b/size+1 == a/size:
			if (a*7+b*3)%5 == 0 { // some weak ties between neighbouring groups
				return .5 + float64(a%2)
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
	asked := map[int]int{}
	for _, most := range []int{0, 50} {
		rand.New(rand.NewPCG(1, uint64(most))).Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
		got := Average(rows, pairs, func(a, b uint32) float64 { asked[most]++; return odds(a, b) }, AverageOptions{Most: most})
		if len(got) != rows/size {
			t.Fatalf("most %d: %d groups, want %d", most, len(got), rows/size)
		}
		for i, g := range got {
			if len(g) != size || g[0] != uint32(i*size) {
				t.Errorf("most %d: group %v", most, g)
			}
		}
	}
	if asked[50] > asked[0]/2 {
		t.Errorf("odds are asked %d times, %d times of parts that are not cut", asked[50], asked[0])
	}
	// What has to be together is not cut, however much it is.
	held := func(uint32, uint32) float64 { return math.Inf(1) }
	if got := Average(rows, pairs, held, AverageOptions{Most: 50}); len(got) != 2 || len(got[0]) != tied {
		t.Errorf("%d groups of what is held together", len(got))
	}
}

// TestAverageHonoursDecisions draws odds, some of them without end, and holds the groups to a plain way of making them: of all groups there
// are, those two whose mean is highest are joined, over and over.
func TestAverageHonoursDecisions(t *testing.T) {
	for seed := range uint64(4000) {
		r := rand.New(rand.NewPCG(seed, 9))
		n := 2 + r.IntN(7)
		together := make([]int, n) // rows of one number are held in one group
		for i := range together {
			together[i] = r.IntN(2 * n)
		}
		apart := map[[2]int]bool{} // of such numbers
		for range r.IntN(4) {
			if a, b := together[r.IntN(n)], together[r.IntN(n)]; a != b {
				apart[[2]int{min(a, b), max(a, b)}] = true
			}
		}
		values := map[[2]uint32]float64{}
		var pairs []record.Scored
		for a := range uint32(n) {
			for b := a + 1; b < uint32(n); b++ {
				x, y := min(together[a], together[b]), max(together[a], together[b])
				v := r.Float64()*24 - 14
				switch {
				case x == y:
					v = math.Inf(1)
				case apart[[2]int{x, y}]:
					v = math.Inf(-1)
				}
				values[[2]uint32{a, b}] = v
				if x == y || r.IntN(3) > 0 {
					pairs = append(pairs, record.Scored{Pair: record.Pair{Left: a, Right: b}})
				}
			}
		}
		odds := func(a, b uint32) float64 { return values[[2]uint32{min(a, b), max(a, b)}] }
		if got, want := Average(n, pairs, odds, AverageOptions{}), plainAverage(n, pairs, odds); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %v, want %v; together %v, apart %v, odds %v", seed, got, want, together, apart, values)
		}
		// A part too large to be worked out at once is cut, but not through what is held together.
		of := map[uint32]int{}
		for i, g := range Average(n, pairs, odds, AverageOptions{Most: 2}) {
			for _, row := range g {
				of[row] = i + 1
			}
		}
		for p, v := range values {
			if one := of[p[0]] != 0 && of[p[0]] == of[p[1]]; math.IsInf(v, 1) && !one || math.IsInf(v, -1) && one {
				t.Fatalf("seed %d: rows %v with odds of %v, groups %v", seed, p, v, of)
			}
		}
	}
}

func plainAverage(n int, pairs []record.Scored, odds func(a, b uint32) float64) (out [][]uint32) {
	part := make([]int, n)
	for i := range part {
		part[i] = i
	}
	for range n {
		for _, p := range pairs {
			if odds(p.Left, p.Right) >= 0 {
				part[p.Left] = min(part[p.Left], part[p.Right])
				part[p.Right] = part[p.Left]
			}
		}
	}
	var groups [][]uint32
	first := func(row uint32) uint32 { // of those it is held together with
		for a := range row {
			if math.IsInf(odds(a, row), 1) {
				return a
			}
		}
		return row
	}
	for row := range uint32(n) {
		at := slices.IndexFunc(groups, func(g []uint32) bool { return math.IsInf(odds(g[0], row), 1) })
		if at < 0 {
			groups = append(groups, []uint32{row})
		} else {
			groups[at] = append(groups[at], row)
		}
	}
	for {
		best, x, y, most := math.Inf(-1), 0, 0, 1
		for i, g := range groups {
			for k := range groups[:i] {
				likeliest := map[[2]uint32]float64{}
				for _, a := range g {
					for _, b := range groups[k] {
						v := min(odds(a, b), DefaultClip)
						if !math.IsInf(v, -1) {
							v = max(v, -DefaultClip)
						}
						of := [2]uint32{first(a), first(b)}
						if best, known := likeliest[of]; !known || v > best {
							likeliest[of] = v
						}
					}
				}
				sum := 0.0
				for _, of := range slices.SortedFunc(maps.Keys(likeliest), func(a, b [2]uint32) int { return slices.Compare(a[:], b[:]) }) {
					sum += likeliest[of]
				}
				if v := sum / float64(len(likeliest)); part[g[0]] == part[groups[k][0]] && v > best {
					best, x, y, most = v, k, i, len(likeliest)
				}
			}
		}
		if best+Support(most) < 0 || math.IsInf(best, -1) {
			break
		}
		groups[x] = append(groups[x], groups[y]...)
		groups = slices.Delete(groups, y, y+1)
	}
	for _, g := range groups {
		if slices.Sort(g); len(g) > 1 {
			out = append(out, g)
		}
	}
	slices.SortFunc(out, func(a, b []uint32) int { return int(a[0]) - int(b[0]) })
	return out
}
