package normalize

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// titleSexes are the titles before a name, folded, that tell the sex: "Ông", "Bà", "Mrs".
var titleSexes = map[string]string{
	"ong": record.SexMale, "o": record.SexMale, "anh": record.SexMale, "mr": record.SexMale,
	"ba": record.SexFemale, "b": record.SexFemale, "chi": record.SexFemale, "co": record.SexFemale, "mrs": record.SexFemale, "ms": record.SexFemale,
}

// titles are the sexes that the titles before persons' own names tell, by the names' codes; nil where there is none.
type titles []record.Coded

// take notes what the title in a cell tells that was taken off the name read from it, "Hộ bà Nguyễn Thị Lan" included.
func (t titles) take(i int, cell, folded string) {
	words := strings.Fields(viet.Words(cell))
	if len(words) > 1 && words[0] == "ho" {
		words = words[1:]
	}
	if len(words) == 0 {
		return
	}
	title := words[0]
	count := func(words []string) (n int) {
		for _, w := range words {
			if w == title {
				n++
			}
		}
		return n
	}
	if sex := titleSexes[title]; sex != "" && count(strings.Fields(folded)) < count(words) {
		t[i] = record.Coded{Code: sex, Known: true}
	}
}

// values are the titles of the rows of a column of names.
func (t titles) values(names *record.Values[record.Name]) *record.Values[record.Coded] {
	if !slices.ContainsFunc(t, func(c record.Coded) bool { return c.Known }) {
		return nil
	}
	v := &record.Values[record.Coded]{Codes: names.Codes, Dict: t, Canon: make([]uint32, len(t))}
	number := map[string]uint32{}
	for i, c := range t {
		if c.Known {
			if number[c.Code] == 0 {
				number[c.Code] = uint32(len(number) + 1)
			}
			v.Canon[i] = number[c.Code]
		}
	}
	v.Count = len(number)
	return v
}
