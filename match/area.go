package match

import (
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// leastSlipped is the length of a name from which one letter more, less or another is a slip.
const leastSlipped = 5

// against says whether two areas of one kind are the same, a slip in a name that has no number aside; told is whether that can be said: since the reform of 2025 a hamlet that
// shares its number with another of the merged commune bears the old commune's name ("Thôn 2 Nam Điền").
func against(a, b record.Area) (same, told bool) {
	switch {
	case a.Name == b.Name:
		return true, true
	case begins(a.Name, b.Name) || begins(b.Name, a.Name):
		return false, false
	case a.Kind == record.AreaHouse || min(len(a.Name), len(b.Name)) < leastSlipped || strings.ContainsAny(a.Name, "0123456789") || strings.ContainsAny(b.Name, "0123456789"):
		return false, true
	}
	return viet.OneSlipOff(a.Name, b.Name), true
}

// begins says whether a text goes on after all words of another.
func begins(short, long string) bool {
	return len(short) < len(long) && long[len(short)] == ' ' && strings.HasPrefix(long, short)
}

// agreement is what two addresses in one commune say of the part of it they lie in.
type agreement struct {
	house, told bool // the same house; whether either says anything of what the other names
	same        record.Areas
}

// agree holds the parts of two addresses in one commune against each other. The same house is the same place whatever it is said to lie in; else another hamlet or quarter is
// another place, even where groups have one number; and one of any kind that they share is the same place.
func agree(a, b *record.Areas) (g agreement) {
	var same, other [record.AreaKinds]bool
	for _, q := range b.All() {
		found, told := false, false
		for _, p := range a.All() {
			if p.Kind == q.Kind {
				s, t := against(p, q)
				found, told = found || s, told || t
			}
		}
		if found {
			same[q.Kind] = true
			if q.Kind != record.AreaHouse {
				g.same.Add(q.Kind, q.Name)
			}
		} else if told {
			other[q.Kind] = true
		}
	}
	differ := func(kind record.AreaKind) bool { return other[kind] && !same[kind] }
	switch {
	case same[record.AreaHouse]:
		return agreement{house: true, told: true}
	case differ(record.AreaHamlet) || differ(record.AreaQuarter):
		return agreement{told: true}
	case len(g.same.All()) > 0:
		g.told = true
		return g
	}
	return agreement{told: differ(record.AreaGroup) || differ(record.AreaHouse)}
}
