package normalize

import (
	"math"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

const (
	wholeShare  = .95 // of either column's rows are whole numbers of nine digits at most, with no zero before them
	nearPart    = .1  // of the greater one, by which two quantities may differ that are near
	nearSurely  = .5  // of the rows that are surely one and have two numbers, those that have near ones …
	nearOthers  = .5  // … of which other rows have half as many at most
	otherNumber = 30  // rows that are surely one and have two numbers, at least
)

// quantities takes numbers that are near each other in rows that are surely one for quantities: of pupils, of tons, of patients. Their headers do not say so, and whole numbers are taken for
// codes, of which one is another whatever lies between them. A digit that is wrong, or two exchanged, is a slip in a code too and tells nothing.
func quantities(people []*record.People, known map[record.Field]record.Role, sure func() []record.Pair) {
	if len(people) != 2 {
		return
	}
	for k, c := range people[0].Table.Columns {
		if c.Kind != record.KindKey || c.Role != record.RoleCode || known[c.Field] != "" {
			continue
		}
		left, right := people[0].Texts[c.Field], people[1].Texts[c.Field]
		if !mostlyWhole(left) || !mostlyWhole(right) || !nearInSure(left, right, someOf(sure())) {
			continue
		}
		for side, p := range people {
			d := p.Table.Columns[k]
			d.Kind, d.Role = record.KindAmount, record.RoleNumber
			v := []*record.Values[string]{left, right}[side]
			p.Texts[c.Field] = textValues(v.Codes, record.TextsOf(v.Dict...), func(s string) string {
				if !isWhole(s) {
					return ""
				}
				return s
			})
		}
	}
}

// isWhole says whether a text is a whole number as quantities are written.
func isWhole(s string) bool {
	return len(s) <= 9 && atoi(s) > 0 && s[0] != '0'
}

func mostlyWhole(v *record.Values[string]) bool {
	whole, all := 0, 0
	for _, code := range v.Codes {
		if s := v.Of(code); s != "" {
			all++
			if isWhole(s) {
				whole++
			}
		}
	}
	return all > 0 && float64(whole) >= wholeShare*float64(all)
}

// nearInSure says whether numbers that differ in rows that are surely one are near each other, and those of other rows are not.
func nearInSure(left, right *record.Values[string], pairs []record.Pair) bool {
	differing, near, others := 0, 0, 0
	for i, p := range pairs {
		x, y := left.At(int(p.Left)), right.At(int(p.Right))
		if !isWhole(x) || !isWhole(y) || x == y || len(x) == len(y) && viet.OneSlipOff(x, y) {
			continue
		}
		differing++
		if isNear(x, y) {
			near++
		}
		if z := right.At(int(pairs[(i+len(pairs)/2)%len(pairs)].Right)); isWhole(z) && isNear(x, z) {
			others++
		}
	}
	return differing >= otherNumber && float64(near) >= nearSurely*float64(differing) && float64(others) <= nearOthers*float64(near)
}

func isNear(x, y string) bool {
	a, b := float64(atoi(x)), float64(atoi(y))
	return math.Abs(a-b) <= nearPart*math.Max(a, b)
}
