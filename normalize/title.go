package normalize

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// What titles before persons' own names tell, by the names' codes.
const (
	titleNone uint8 = iota
	titleMan
	titleWoman
)

// titleSexes are the titles before a name, folded, that tell the sex: "Ông", "Bà", "Mrs".
var titleSexes = map[string]uint8{
	"ong": titleMan, "o": titleMan, "anh": titleMan, "mr": titleMan, "ba": titleWoman, "b": titleWoman, "chi": titleWoman, "co": titleWoman, "mrs": titleWoman, "ms": titleWoman,
}

// titleOf tells what the title in a cell tells that was taken off the name read from it, "Hộ bà Nguyễn Thị Lan" included.
func titleOf(cell string, folded []byte) uint8 {
	words := strings.Fields(viet.Words(cell))
	if len(words) > 1 && words[0] == "ho" {
		words = words[1:]
	}
	if len(words) == 0 {
		return titleNone
	}
	count := func(of []string) (n int) {
		for _, w := range of {
			if w == words[0] {
				n++
			}
		}
		return n
	}
	if title := titleSexes[words[0]]; title != titleNone && count(strings.Fields(string(folded))) < count(words) {
		return title
	}
	return titleNone
}

// titleValues are the sexes that titles tell of the rows of a column of names, nil where there are none.
func titleValues(titles []uint8, names *record.Values[record.Name]) *record.Values[record.Coded] {
	if !slices.ContainsFunc(titles, func(t uint8) bool { return t != titleNone }) {
		return nil
	}
	sexes := [...]record.Coded{titleMan: {Code: record.SexMale, Known: true}, titleWoman: {Code: record.SexFemale, Known: true}}
	return record.ValuesBy(len(names.Codes), func(row int) record.Coded { return sexes[titles[names.Codes[row]]] })
}
