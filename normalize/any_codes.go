package normalize

import (
	"cmp"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// What a dictionary between two code lists is learned from, and what it takes.
const (
	keyFields   = 5  // columns that say which rows are surely one, at most
	surePairs   = 30 // rows that are surely one
	leastTold   = 8  // of them, for each value
	oneMeaning  = .8 // of the rows with a value, those whose partners have the one that it means
	leastCombos = 3  // of two columns, in which a pair of rows is the only one to agree: three columns
)

// translate makes code lists of two tables one where each has its own: Male and Female here, M and F there. What a value of the right table means is learned from
// the rows that are surely one, being the only ones to agree in three other columns, or the two there are (see onlyPairs); where these are too few, of which it is the beginning, or which of it. Values that both tables have mean themselves.
func translate(people []*record.People, sure func() []record.Pair) {
	if len(people) != 2 {
		return
	}
	for _, c := range people[0].Table.Columns {
		left, right := people[0].Texts[c.Field], people[1].Texts[c.Field]
		if c.Kind != record.KindCode || left == nil || right == nil {
			continue
		}
		of := [2]map[string]int{rowsOf(left), rowsOf(right)}
		foreign, unheard := without(of[1], of[0]), without(of[0], of[1])
		if len(foreign) == 0 || len(unheard) < 2 {
			continue
		}
		if means := dictionary(left, right, foreign, unheard, sure()); means != nil {
			people[1].Texts[c.Field] = textValues(right.Codes, record.TextsOf(right.Dict...), func(s string) string { return cmp.Or(means[s], s) })
		}
	}
}

// rowsOf counts the rows of each value.
func rowsOf(v *record.Values[string]) map[string]int {
	out := map[string]int{}
	for _, code := range v.Codes {
		if s := v.Of(code); s != "" {
			out[s]++
		}
	}
	return out
}

// without is what the one has and the other has not.
func without(of, other map[string]int) map[string]bool {
	out := map[string]bool{}
	for s := range of {
		if other[s] == 0 {
			out[s] = true
		}
	}
	return out
}

// dictionary says what right values mean in the left table; nil where that cannot be told, or where it is the same of all, which tells nothing. Where there are too few
// pairs to tell, abbreviations do.
func dictionary(left, right *record.Values[string], foreign, unheard map[string]bool, pairs []record.Pair) map[string]string {
	told := map[string]map[string]int{}
	all := 0
	for _, p := range pairs {
		x, y := left.At(int(p.Left)), right.At(int(p.Right))
		if !foreign[y] || x == "" {
			continue
		}
		if told[y] == nil {
			told[y] = map[string]int{}
		}
		told[y][x]++
		all++
	}
	if all < surePairs {
		return abbreviations(foreign, unheard)
	}
	means, meant := map[string]string{}, map[string]bool{}
	for y, of := range told {
		sum := 0
		for _, n := range of {
			sum += n
		}
		for x, n := range of {
			if unheard[x] && n >= leastTold && float64(n) >= oneMeaning*float64(sum) {
				means[y], meant[x] = x, true
			}
		}
	}
	if len(meant) < 2 {
		return nil
	}
	return means
}

// abbreviations says which of the other table's values each value is the beginning of, or the other way round: M and Male. It is nil unless each goes with one alone, and all do.
func abbreviations(foreign, unheard map[string]bool) map[string]string {
	if len(foreign) != len(unheard) {
		return nil
	}
	means, meant := map[string]string{}, map[string]bool{}
	for y := range foreign {
		for x := range unheard {
			if !strings.HasPrefix(x, y) && !strings.HasPrefix(y, x) {
				continue
			}
			if means[y] != "" || meant[x] {
				return nil
			}
			means[y], meant[x] = x, true
		}
		if means[y] == "" {
			return nil
		}
	}
	return means
}

// onlyPairs returns the pairs of rows of two tables that are the only ones to agree in each two of three columns at least, of those that have most values, or in the two that both
// rows have.
func onlyPairs(people []*record.People) []record.Pair {
	type column struct {
		of    [2]*record.Values[string]
		count int
	}
	var cols []column
	for _, c := range people[0].Table.Columns {
		l, r := people[0].Texts[c.Field], people[1].Texts[c.Field]
		if l != nil && r != nil && c.Kind != record.KindCode && c.Kind != record.KindAmount {
			cols = append(cols, column{[2]*record.Values[string]{l, r}, min(l.Count, r.Count)})
		}
	}
	slices.SortStableFunc(cols, func(a, b column) int { return cmp.Compare(b.count, a.count) })
	cols = cols[:min(len(cols), keyFields)]
	for i := range cols {
		for side, v := range cols[i].of {
			cols[i].of[side] = textValues(v.Codes, record.TextsOf(v.Dict...), inOrder) // names stand in either order
		}
	}
	votes := map[record.Pair]int{}
	for i, a := range cols {
		for _, b := range cols[:i] {
			for _, p := range onlyAgreeing(people, a.of, b.of) {
				votes[p]++
			}
		}
	}
	var out []record.Pair
	for p, n := range votes {
		both := 0 // columns that both rows have
		for _, c := range cols {
			if c.of[0].At(int(p.Left)) != "" && c.of[1].At(int(p.Right)) != "" {
				both++
			}
		}
		if n >= leastCombos || both == 2 { // there is no third one
			out = append(out, p)
		}
	}
	return out // in no order: they are counted
}

// onlyAgreeing returns the pairs of rows with the same two values that no other row of either table has.
func onlyAgreeing(people []*record.People, a, b [2]*record.Values[string]) (out []record.Pair) {
	const several = ^uint32(0)
	var rows [2]map[[2]string]uint32
	for side, p := range people {
		rows[side] = map[[2]string]uint32{}
		for row := range p.Rows() {
			key := [2]string{a[side].At(row), b[side].At(row)}
			if key[0] == "" || key[1] == "" {
				continue
			}
			if _, met := rows[side][key]; met {
				rows[side][key] = several
			} else {
				rows[side][key] = uint32(row)
			}
		}
	}
	for key, l := range rows[0] {
		if r, is := rows[1][key]; is && l != several && r != several {
			out = append(out, record.Pair{Left: l, Right: r})
		}
	}
	return out
}
