package normalize

import (
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// The newborn are on health lists before they have a name: as somebody's child ("Con bà Nguyễn Thị Lan", "CB Lê Thị Hoa", "Bé trai con chị Mai"), or as a boy or a girl
// ("Nguyễn Bé Trai", "Sơ sinh gái"). What stands there is no name of theirs, but tells a parent's, and the sex.

// newborn is what a cell says of a child without a name.
type newborn struct {
	parent string // as written; blank where none is named
	father bool   // it is the father's
	title  uint8
}

// childWords stand before the words that say whose child it is, or for its name; parentWords between these and the parent's name. They have their marks, or none: Châu is a
// surname.
var (
	childWords = map[string]uint8{
		"cháu": titleNone, "chau": titleNone, "bé": titleNone, "be": titleNone, "em": titleNone, "trẻ": titleNone, "tre": titleNone, "sơ": titleNone, "so": titleNone,
		"sinh": titleNone, "ss": titleNone, "trai": titleMan, "bt": titleMan, "gái": titleWoman, "gai": titleWoman, "bg": titleWoman,
	}
	parentWords = map[string]bool{
		"bà": false, "ba": false, "chị": false, "chi": false, "cô": false, "co": false, "mẹ": false, "me": false, "sp": false,
		"ông": true, "ong": true, "anh": true, "bố": true, "bo": true, "cha": true,
	}
	// newbornFirst and newbornLast are the words that such cells begin or end with.
	newbornFirst = []string{"con", "cb", "cháu", "chau", "bé", "be", "em", "trẻ", "tre", "sơ", "so", "ss", "bt", "bg"}
	newbornLast  = []string{"trai", "gái", "gai", "sinh"}
)

// mayBeNewborn reports whether a cell begins or ends as such cells do; hardly a name does.
func mayBeNewborn(cell string) bool {
	first, last := strings.IndexByte(cell, ' '), strings.LastIndexByte(cell, ' ')
	return first > 0 && (isWord(cell[:first], newbornFirst) || isWord(cell[last+1:], newbornLast))
}

// isWord reports whether a text is one of some words, whatever its case.
func isWord(s string, words []string) bool {
	if len(s) > len("cháu") {
		return false
	}
	for _, w := range words {
		if s != "" && s[0]|0x20 == w[0] && strings.EqualFold(s, w) {
			return true
		}
	}
	return false
}

// readNewborn reads a cell that names a child by a parent or not at all.
func readNewborn(cell string) (n newborn, ok bool) {
	if !mayBeNewborn(cell) {
		return n, false
	}
	written := strings.Fields(cell)
	words := make([]string, len(written))
	for i, w := range written {
		words[i] = strings.ToLower(strings.Trim(w, ".,:;()-"))
	}
	i := 0
	for ; i < len(words); i++ {
		title, is := childWords[words[i]]
		if !is {
			break
		}
		n.title = max(n.title, title)
	}
	if i == len(words) { // "Bé Gái", "Sơ sinh"
		return n, n.title != titleNone && i > 1 || newbornSaid(words)
	}
	switch words[i] {
	case "cb": // con bà
		i++
	case "con":
		before := i
		i++
		father, told := false, false
		if i+1 < len(words) {
			father, told = parentWords[words[i]]
		}
		switch whole := i+1 < len(words) && names().surnameShare(written[i]) > 0; {
		case told:
			n.father = father
			i++
		case before == 0 && !whole:
			return n, false
		default:
			n.father = i+2 < len(words) && viet.Fold(words[i+1]) == "van"
		}
	default:
		if len(words) != 3 || names().surnameShare(written[0]) == 0 { // Nguyễn Bé Trai
			return n, false
		}
		n.title = childWords[words[2]]
		return n, n.title != titleNone && (words[1] == "bé" || words[1] == "be") || newbornSaid(words[1:])
	}
	if i >= len(words) {
		return n, false
	}
	n.parent = strings.Join(written[i:], " ")
	return n, true
}

// newbornSaid reports whether words begin with "sơ sinh".
func newbornSaid(words []string) bool {
	return len(words) > 1 && (words[0] == "sơ" || words[0] == "so") && words[1] == "sinh"
}

// parents are the parents' names that a column of names tells of children without one, by the field of the parent; nil where there are none.
func parents(children map[uint32]newborn, names *record.Values[record.Name]) map[record.Field]*record.Values[record.Name] {
	out := map[record.Field]*record.Values[record.Name]{}
	for _, father := range []bool{false, true} {
		of := map[uint32]record.Name{}
		for code, n := range children {
			if n.parent != "" && n.father == father {
				of[code] = ParseName(n.parent)
			}
		}
		if len(of) == 0 {
			continue
		}
		f := record.MotherName
		if father {
			f = record.FatherName
		}
		out[f] = record.ValuesBy(len(names.Codes), func(row int) record.Name { return of[names.Codes[row]] })
	}
	return out
}
