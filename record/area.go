package record

import "strings"

// Area is a part of what an address names below the commune: a hamlet, a quarter, a group, or the house and street, which is what stands before the first of these.
type Area struct {
	Kind AreaKind
	Name string // folded, without the word before it
}

// AreaKind says which part of a commune an Area is.
type AreaKind uint8

// The kinds of areas. Whether theirs is a thôn, an ấp or a bản people rarely care, so these are of one kind.
const (
	AreaHouse AreaKind = iota
	AreaHamlet
	AreaQuarter
	AreaGroup
	AreaKinds // how many there are
)

// areaKind tells the words that stand before the name or number of a part of a commune, in the form they have in Place.Hamlet; AreaHouse is none.
func areaKind(word string) AreaKind {
	switch word {
	case "thon", "xom", "ap", "ban", "buon", "bon", "lang", "plei", "phum", "soc":
		return AreaHamlet
	case "khoi", "khom", "khu", "kv", "tk", "kdc", "kdt":
		return AreaQuarter
	case "to", "doi", "cum":
		return AreaGroup
	}
	return AreaHouse
}

// Areas are the parts an address names below the commune, in their order, as far as there is room.
type Areas struct {
	list [6]Area
	n    int
}

// All returns the parts.
func (a *Areas) All() []Area { return a.list[:a.n] }

// Areas parts what an address names below the commune (Hamlet). What has no part with a word before it, and is no house either, is the name of a hamlet.
func (p Place) Areas() (a Areas) {
	rest := p.Hamlet
	kind, from := AreaHouse, 0  // of the part that is being read
	words, numbered := 0, false // of its name, so far
	next := func(to, begin int, k AreaKind) {
		a.Add(kind, strings.TrimSuffix(rest[from:to], " "))
		kind, from, words, numbered = k, begin, 0, false
	}
	for i := 0; i < len(rest); {
		end := i + 1
		for end < len(rest) && rest[end] != ' ' {
			end++
		}
		switch k := areaKind(rest[i:end]); {
		case k != AreaHouse && end < len(rest) && (words > 0 || kind == AreaHouse): // not "bản Làng Mới"
			next(i, end+1, k)
		case kind != AreaHouse && numbered && isDigit(rest[i]): // "tổ 5, 12 Trần Phú"
			next(i, i, AreaHouse)
			words, numbered = 1, true
		default:
			words++
			numbered = numbered || isDigit(rest[i])
		}
		i = end + 1
	}
	next(len(rest), len(rest), AreaHouse)
	if a.n == 0 && rest != "" {
		a.list[0], a.n = Area{AreaHamlet, rest}, 1
	}
	return a
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// Add appends a part, unless its name tells nothing.
func (a *Areas) Add(kind AreaKind, name string) {
	if a.n == len(a.list) || name == "" || kind == AreaHouse && !isHouse(name) {
		return
	}
	a.list[a.n] = Area{kind, name}
	a.n++
}

// isHouse says whether words have a number and a street of two syllables or more: either alone tells no house from the next.
func isHouse(name string) bool {
	number, street := false, 0
	for w := range strings.FieldsSeq(name) {
		switch {
		case strings.ContainsAny(w, "0123456789"):
			number = true
		case len(w) > 1:
			street++
		}
	}
	return number && street > 1
}
