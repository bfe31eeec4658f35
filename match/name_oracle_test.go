package match

import (
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// oracleLevel tells the level of two names by their words alone, one level after the other, with none of the comparer's
// numbers and shortcuts.
func oracleLevel(a, b record.Name) uint8 {
	sameMark := a.Faults.Has(record.FaultUnmarked) || b.Faults.Has(record.FaultUnmarked)
	short := a.Faults.Has(record.FaultInitials) || b.Faults.Has(record.FaultInitials)
	sur := a.FSurname() == b.FSurname() && a.FSurname() != ""
	giv := a.FGiven() == b.FGiven() && a.FGiven() != ""
	mid := a.FMiddle() == b.FMiddle() && a.FMiddle() != ""
	within := func(x, y string) bool {
		return !slices.ContainsFunc(strings.Fields(x), func(w string) bool { return !slices.Contains(strings.Fields(y), w) })
	}
	middle := within(a.FMiddle(), b.FMiddle()) || within(b.FMiddle(), a.FMiddle())
	sorted := func(s string) string { w := strings.Fields(s); slices.Sort(w); return strings.Join(w, " ") }
	fewer := func(x, y string) bool {
		n := len(strings.Fields(x))
		return n >= 2 && n < len(strings.Fields(y)) && within(x, y)
	}
	switch {
	case a.Folded == b.Folded && sameMark:
		return nameUnmarked
	case a.Full == b.Full:
		return nameExact
	case a.Folded == b.Folded:
		return nameMarks
	case sorted(a.Folded) == sorted(b.Folded):
		return nameOrder
	case short && initialsFit(a.Folded, b.Folded):
		return nameInitials
	case short && slipAmongInitials(a.Folded, b.Folded) != partNone:
		return nameInitialsSlip
	case sur && giv && middle:
		return nameMiddleMissing
	}
	if near := oracleNear(a, b, middle); near != 0 {
		return near
	}
	ends := func(x, y string) bool { return len(strings.Fields(x)) >= 2 && strings.HasSuffix(y, " "+x) }
	switch {
	case giv && (ends(a.Folded, b.Folded) || ends(b.Folded, a.Folded)):
		return nameTail
	case fewer(a.Folded, b.Folded) || fewer(b.Folded, a.Folded):
		return namePartMissing
	case giv && mid:
		return nameGivenMiddle
	case sur && giv:
		return nameSurnameGiven
	case sur && mid:
		return nameSurnameMiddle
	case giv:
		return nameGiven
	case sur:
		return nameSurname
	}
	return nameOther
}

// oracleNear tells the levels of names that sound alike or are a few edits apart.
func oracleNear(a, b record.Name, middle bool) uint8 {
	sounds := func(s string) (h []uint64) {
		for _, w := range strings.Fields(s) {
			h = append(h, phoneticSyllable(fnvOffset, w))
		}
		return h
	}
	if slices.Equal(sounds(a.Folded), sounds(b.Folded)) {
		return namePhonetic
	}
	var k edit.Kernel
	symbols := func(s string) []byte { return edit.AppendSymbols(nil, s) }
	ascii := func(s string) bool { return len(symbols(s)) == len(s) }
	sur, giv := a.FSurname() == b.FSurname(), a.FGiven() == b.FGiven()
	if sur != giv && a.FMiddle() != b.FMiddle() && a.FSurname() != "" && b.FSurname() != "" && ascii(a.Folded) && ascii(b.Folded) && middle {
		x, y := a.FSurname(), b.FSurname()
		if sur {
			x, y = a.FGiven(), b.FGiven()
		}
		if min(len(x), len(y)) >= 2 && k.Distance(symbols(x), symbols(y)) == 1 {
			return nameMiddleTypo
		}
	}
	x, y := symbols(a.Folded), symbols(b.Folded)
	if min(len(x), len(y)) < 4 || len(x)-len(y) > 2 || len(y)-len(x) > 2 {
		return 0
	}
	switch d := k.Distance(x, y); {
	case d <= 1:
		return nameTypo
	case d == 2 && min(len(x), len(y)) >= 9:
		return nameTypoFar
	case d <= 3 && k.JaroWinkler(x, y) >= .95:
		return nameTypoFar
	}
	return 0
}

// TestNamesAgainstOracle holds the comparer of names to the look at their words, on names as they are and as clerks mistype them.
func TestNamesAgainstOracle(t *testing.T) {
	const seed = 11
	r := random(seed)
	var rows []person
	for _, p := range register(seed, 250) {
		rows = append(rows, p)
		b := []rune(p.name)
		switch i := 1 + r.n(len(b)-2); r.n(7) {
		case 0:
			p.name = string(append(b[:i:i], b[i+1:]...))
		case 1:
			b[i], b[i-1] = b[i-1], b[i]
			p.name = string(b)
		case 2:
			w := strings.Fields(p.name)
			p.name = w[0] + " " + w[len(w)-1]
		case 3:
			w := strings.Fields(p.name)
			p.name = strings.Join(append(w[1:], w[0]), " ")
		case 4:
			w := strings.Fields(p.name)
			w[0] = string([]rune(w[0])[:1]) + "."
			p.name = strings.Join(w, " ")
		case 5:
			p.name = pick(&r, surnames) + " " + p.name
		case 6:
			w := strings.Fields(p.name)
			p.name = w[0] + " " + string(append(b[:i:i], b[i+1:]...))
		}
		rows = append(rows, p)
	}
	rows = append(rows, person{name: "Nguyễn Thị Hòa"}, person{name: "Nguyễn Thị Hoả"}, person{name: "Páo"}, person{name: "Y Blơm"}, person{name: "Y Blơm Niê"}, person{name: "A"}, person{name: strings.Repeat("Nguyễn ", 12) + "An"})
	people := testPeople(rows)
	s := newScorer(PriorModel(), people, people, nil, 1)
	var c *comp
	for i := range s.comps {
		if s.comps[i].name {
			c = &s.comps[i]
		}
	}
	w := s.worker()
	defer s.release(w)
	names := people.Names[record.FullName]
	seen := map[uint8]int{}
	for i := range rows {
		for j := range rows {
			var o outcome
			c.cmp.compare(s.at(s.left, uint32(i))[c.off:], s.at(s.right, uint32(j))[c.off:], w, &o)
			want := oracleLevel(names.At(i), names.At(j))
			// Two edits change at most four members of the set of letters; three may change more, and are then not looked for.
			if o.level != want && !(want == nameTypoFar && o.level > nameTypoFar) {
				t.Fatalf("seed %d: %q and %q: level %d, want %d", seed, rows[i].name, rows[j].name, o.level, want)
			}
			seen[want]++
		}
	}
	for level := uint8(nameExact); level <= nameOther; level++ {
		if seen[level] == 0 {
			t.Errorf("no pair of level %d", level)
		}
	}
}
