package normalize

import (
	"math"

	"github.com/doisanh/doisanh/record"
)

// rivalLead is how many standard deviations more rows that are surely one must speak for another column than for the one that was paired, of those that speak for one of them alone.
const rivalLead = 3

// likelierPartners gives columns of words the other table's column that is the same in more rows that are surely one: a parish of baptism is called a place as the district where one lives, and
// has the same names as that, but it is where one was born. Columns that are called the same stay together.
func likelierPartners(people []*record.People, tables []*record.Table, known map[record.Field]record.Role, sure func() []record.Pair) {
	if len(people) != 2 {
		return
	}
	for k, c := range people[0].Table.Columns {
		if _, told := known[c.Field]; told || calledTheSame(c.Header, people[1].Table.Columns[k].Header) || c.Kind != record.KindCode && c.Kind != record.KindName && c.Kind != record.KindText {
			continue
		}
		for side, p := range people {
			paired, other := p.Table.Columns[k], people[1-side].Table.Columns[k]
			var best *record.Column
			var texts *record.Values[string]
			lead := 0.0
			for _, d := range unpaired(p, tables[side], known) {
				_, kind, read := inferColumn([]*record.Column{other, d}, header{role: c.Role}, "")
				if kind != c.Kind || shared(countValues(other, read[0], kind), countValues(d, read[1], kind)) < sharedAtLeast {
					continue
				}
				v := textValues(d.Codes, d.Dict, read[1])
				if l := leads(v, p.Texts[c.Field], people[1-side].Texts[c.Field], side, sure()); l > lead {
					best, texts, lead = d, v, l
				}
			}
			if best != nil {
				swapped := *paired
				swapped.Header, swapped.Codes, swapped.Dict = best.Header, best.Codes, best.Dict
				p.Table.Columns[k], p.Texts[c.Field] = &swapped, texts
			}
		}
	}
}

// leads tells by how many standard deviations a column is the other table's in more rows that are surely one than the column that was paired with that; 0 where they are not enough.
func leads(rival, paired, other *record.Values[string], side int, sure []record.Pair) float64 {
	alone, lost := 0, 0
	for _, p := range sure {
		mine, theirs := p.Left, p.Right
		if side == 1 {
			mine, theirs = theirs, mine
		}
		x, y, z := rival.At(int(mine)), paired.At(int(mine)), other.At(int(theirs))
		switch {
		case x == "" || y == "" || z == "":
		case x == z && y != z:
			alone++
		case y == z && x != z:
			lost++
		}
	}
	if lead := float64(alone-lost) / math.Sqrt(float64(max(alone+lost, 1))); alone+lost >= surePairs && lead >= rivalLead {
		return lead
	}
	return 0
}
