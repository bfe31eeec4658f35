package normalize

import (
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/distinct"
	"github.com/doisanh/doisanh/record"
)

// Titles and descriptions are written by each shop in its own words. Such texts are hardly ever the same in two rows of one thing, the brand and the
// model number stand in them or beside them, and a description says the title again: compared column by column the same words
// count twice, or not at all where they stand in another column. So they are put together and compared by their words.
const (
	wordsOfProse = 3   // mean words of such a text, at least
	proseSame    = .12 // of its rows have the very text of another row, at most
	repeats      = .6  // of a column's words, by their rarity, stand in the text beside it where the one says the other again
	timesLonger  = 10  // words for each word of the text beside it, from which on a description is a text of its own, in which a title would be lost
	leastStem    = 4   // letters and digits of a code that another one may begin with
	mostEnding   = 3   // and those of its ending: the colour, the country
)

// gather puts together the columns that are one text: prose, and the columns whose words it repeats or is repeated by, in whatever
// column they stand. known are columns somebody has told the role of, which stay.
func gather(people []*record.People, known map[record.Field]record.Role) {
	if len(people) != 2 {
		return
	}
	var prose, others []record.Field
	for _, c := range people[0].Table.Columns {
		switch _, told := known[c.Field]; {
		case told:
		case isProse(people, c):
			prose = append(prose, c.Field)
		case c.Role == record.RoleText || c.Role == record.RoleCode || c.Role == record.RoleCategory || c.Role == record.RoleFullName:
			others = append(others, c.Field)
		}
	}
	if len(prose) == 0 {
		return
	}
	rarity := wordRarity(people, slices.Concat(prose, others))
	taken, lost := map[record.Field]bool{}, map[record.Field]bool{}
	var joined [][]record.Field
	for i, f := range prose {
		if taken[f] {
			continue
		}
		group := []record.Field{f}
		for k := 0; k < len(group); k++ {
			for _, g := range slices.Concat(prose[i+1:], others) {
				if taken[g] || slices.Contains(group, g) || !slices.Contains(prose, group[k]) {
					continue
				}
				if !saysAgain(people, group[k], g, rarity) {
					continue
				}
				if inProportion(people, group[k], g) {
					group = append(group, g)
				} else {
					lost[longer(people, group[k], g)] = true
				}
			}
		}
		for _, g := range group {
			taken[g] = true
		}
		joined = append(joined, group)
	}
	for _, group := range joined {
		if group = slices.DeleteFunc(group, func(f record.Field) bool { return lost[f] }); len(group) > 0 {
			joinWords(people, group)
		}
	}
	for _, p := range people {
		p.Table.Columns = slices.DeleteFunc(p.Table.Columns, func(c *record.Column) bool { return lost[c.Field] })
		for f := range lost {
			delete(p.Texts, f)
		}
	}
}

// isProse says whether a column is of long texts that are hardly ever the same in two rows of one thing.
func isProse(people []*record.People, c *record.Column) bool {
	if c.Kind != record.KindText || c.Role != record.RoleText && c.Role != record.RoleFullName {
		return false
	}
	words, rows, digits := 0, 0, 0
	count, filled := make([]map[string]int, len(people)), make([]int, len(people))
	for i, p := range people {
		count[i] = map[string]int{}
		v := p.Texts[c.Field]
		for _, code := range v.Codes {
			s := v.Of(code)
			if s == "" {
				continue
			}
			rows++
			words += strings.Count(s, " ") + 1
			if hasDigit(s) {
				digits++
			}
			count[i][s]++
			filled[i]++
		}
	}
	if float64(words) < wordsOfProse*float64(rows) || c.Role == record.RoleFullName && float64(digits) < .1*float64(rows) && words < 8*rows {
		return false
	}
	same := 0
	for s, n := range count[0] {
		if n == 1 && count[1][s] == 1 {
			same++
		}
	}
	return float64(same) <= proseSame*float64(slices.Min(filled))
}

// wordRarity is how many bits a word of some columns tells, by how many rows have it.
func wordRarity(people []*record.People, fields []record.Field) func(word string) float64 {
	rows, all := map[string]int{}, 0
	for _, p := range people {
		all += p.Rows()
		for row := range p.Rows() {
			var of []string
			for _, f := range fields {
				of = append(of, strings.Fields(p.Texts[f].At(row))...)
			}
			slices.Sort(of)
			for _, w := range slices.Compact(of) {
				rows[w]++
			}
		}
	}
	return func(w string) float64 { return math.Log2(1 + float64(all)/float64(max(rows[w], 1))) }
}

// saysAgain says whether of two columns the one repeats the other's words: in one table at least, in the rows that have both.
func saysAgain(people []*record.People, a, b record.Field, rarity func(string) float64) bool {
	for _, p := range people {
		part := [2]float64{}
		rows := 0
		for row := range p.Rows() {
			x, y := distinct.Words(p.Texts[a].At(row)), distinct.Words(p.Texts[b].At(row))
			if len(x) == 0 || len(y) == 0 {
				continue
			}
			rows++
			both, left, right := 0.0, 0.0, 0.0
			for _, w := range x {
				left += rarity(w)
				if _, ok := slices.BinarySearch(y, w); ok {
					both += rarity(w)
				}
			}
			for _, w := range y {
				right += rarity(w)
			}
			part[0] += both / left
			part[1] += both / right
		}
		if rows >= 20 && max(part[0], part[1]) >= repeats*float64(rows) {
			return true
		}
	}
	return false
}

// inProportion says whether of two columns none has far more words than the other, in either table, where it is no code nor a word or two that are looked for in a text.
func inProportion(people []*record.People, a, b record.Field) bool {
	for _, p := range people {
		x, y := wordsOf(p, a), wordsOf(p, b)
		if min(x, y) >= wordsOfProse && max(x, y) > timesLonger*min(x, y) {
			return false
		}
	}
	return true
}

// longer is the one of two columns that has more words.
func longer(people []*record.People, a, b record.Field) record.Field {
	x, y := 0.0, 0.0
	for _, p := range people {
		x, y = x+wordsOf(p, a), y+wordsOf(p, b)
	}
	if x > y {
		return a
	}
	return b
}

// wordsOf is how many words a column's texts have in the mean.
func wordsOf(p *record.People, f record.Field) float64 {
	words, rows := 0, 0
	v := p.Texts[f]
	for _, code := range v.Codes {
		if s := v.Of(code); s != "" {
			words, rows = words+strings.Count(s, " ")+1, rows+1
		}
	}
	return float64(words) / float64(max(rows, 1))
}

// joinWords makes one column of the words of several, in place of the first, called in every table by the fields it is of, and adds to each row's words what its codes are called elsewhere:
// ht ss2000 is htss2000 where other rows have that, and rxv663bl begins with their rxv663.
func joinWords(people []*record.People, group []record.Field) {
	known := map[string]bool{}
	for _, p := range people {
		for _, f := range group {
			v := p.Texts[f]
			for code := range v.Canon {
				for w := range strings.FieldsSeq(v.Of(uint32(code))) {
					known[w] = true
				}
			}
		}
	}
	var names []string
	for _, f := range group {
		names = append(names, string(f))
	}
	for _, p := range people {
		t := p.Table
		of := make([]*record.Column, len(group))
		for i, f := range group {
			of[i] = t.Column(f)
		}
		c, at := of[0], slices.Index(t.Columns, of[0])
		if len(of) > 1 {
			c = together(of)
			c.Field = record.Field(strings.Join(names, "+")) // the tables' headers may differ
		} else {
			t.Columns = slices.DeleteFunc(t.Columns, func(d *record.Column) bool { return d == c })
		}
		c.Kind, c.Role = record.KindWords, record.RoleText
		words := allWords(p, group, known)
		gone := func(d *record.Column) bool { return slices.Contains(of, d) && d.Kind != record.KindKey }
		t.Columns = slices.Insert(t.Columns, at, c)
		for _, d := range of {
			if d != c && gone(d) {
				delete(p.Texts, d.Field)
				t.Columns = slices.DeleteFunc(t.Columns, func(e *record.Column) bool { return e == d })
			}
		}
		p.Texts[c.Field] = words
	}
}

// allWords are the words of each row in some columns, each once, in alphabetical order, with what its codes are called elsewhere.
func allWords(p *record.People, group []record.Field, known map[string]bool) *record.Values[string] {
	var words []string
	return record.ValuesBy(p.Rows(), func(row int) string {
		words = words[:0]
		for _, f := range group {
			in := strings.Fields(p.Texts[f].At(row))
			words = append(words, in...)
			for n := 2; n <= 3; n++ {
				for i := range len(in) - n + 1 {
					if w := strings.Join(in[i:i+n], ""); hasDigit(w) && known[w] {
						words = append(words, w)
					}
				}
			}
		}
		for _, w := range words {
			if !hasDigit(w) {
				continue
			}
			for n := max(leastStem, len(w)-mostEnding); n < len(w); n++ {
				if hasDigit(w[:n]) && known[w[:n]] {
					words = append(words, w[:n])
					break
				}
			}
		}
		slices.Sort(words)
		words = slices.Compact(words)
		return strings.Join(words, " ")
	})
}
