package normalize

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// repeatRows is how many rows without the words that another of their columns says again have to be as the other table has them.
const repeatRows = 20

// unrepeat takes out of each table's texts the words that another of its own columns says: the year behind a title, the town behind a firm's name. The other table need not
// have such a column, and its texts then lack the words. It is done where with it at least twice as many rows are as rows of the other table are: where both tables write
// the words there, they stay.
func unrepeat(people []*record.People, tables []*record.Table) {
	if len(people) != 2 {
		return
	}
	for side, p := range people {
		for _, c := range p.Table.Columns {
			if c.Kind != record.KindName && c.Kind != record.KindText {
				continue
			}
			theirs := people[1-side].Texts[c.Field]
			for _, d := range tables[side].Columns {
				if d.Field == record.RecordID || slices.Contains(strings.Split(c.Header, "+"), d.Header) {
					continue
				}
				said := textValues(d.Codes, d.Dict, plainText)
				if !saidAgain(said, p.Texts[c.Field]) {
					continue
				}
				mine := withoutSaid(p, c.Field, said)
				if after := alsoIn(mine, theirs); after >= repeatRows && after >= 2*alsoIn(p.Texts[c.Field], theirs) {
					p.Texts[c.Field] = mine
				}
			}
		}
	}
}

// saidAgain says whether a column's words stand in a text beside more words in nearly every row that has both, and are there in most rows that have the text.
func saidAgain(said, texts *record.Values[string]) bool {
	all, filled, in := 0, 0, 0
	for row := range texts.Codes {
		y := texts.At(row)
		if y == "" {
			continue
		}
		all++
		if x := said.At(row); x != "" {
			filled++
			if len(x) < len(y) && strings.Contains(" "+y+" ", " "+x+" ") {
				in++
			}
		}
		if filled > 2000 && 2*in < filled {
			return false
		}
	}
	return in > 0 && float64(in) >= separateShare*float64(filled) && float64(filled) >= filledShare*float64(all)
}

// withoutSaid returns a text column's values without the words that another column says in the same row, where they stand last.
func withoutSaid(p *record.People, of record.Field, said *record.Values[string]) *record.Values[string] {
	texts := p.Texts[of]
	return record.ValuesBy(p.Rows(), func(row int) string {
		x, y := said.At(row), " "+texts.At(row)+" "
		at := strings.LastIndex(y, " "+x+" ")
		if x == "" || at < 0 || len(x)+2 == len(y) {
			return texts.At(row)
		}
		return strings.Join(strings.Fields(y[:at]+" "+y[at+len(x)+2:]), " ")
	})
}

// alsoIn counts the rows whose value a column of the other table has too.
func alsoIn(mine, theirs *record.Values[string]) (rows int) {
	has := map[string]bool{}
	for _, code := range theirs.Codes {
		has[theirs.Of(code)] = true
	}
	for row := range mine.Codes {
		if s := mine.At(row); s != "" && has[s] {
			rows++
		}
	}
	return rows
}
