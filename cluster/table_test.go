package cluster

import (
	"fmt"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// person is one row of a test table.
type person struct {
	id, name, born, sex, father, household, head, status, updated string
	number                                                        uint64
	fact                                                          string
}

// people makes a normalized table of rows. Dates are YYYY, YYYY-MM or YYYY-MM-DD; a name in lower case is one without marks.
func people(rows ...person) *record.People {
	p := &record.People{
		Table: &record.Table{Name: "test", Sector: &record.Sector{Row: record.RowFact, Fact: []record.Field{record.CaseNumber}}},
		Names: map[record.Field]*record.Values[record.Name]{}, Dates: map[record.Field]*record.Values[record.DateValue]{},
		Coded: map[record.Field]*record.Values[record.Coded]{}, Texts: map[record.Field]*record.Values[string]{},
		IDs: map[record.Field]*record.Values[record.PersonalID]{},
	}
	for _, r := range rows {
		p.Table.IDs.Append(r.id)
		p.ID12, p.ID9, p.Commune = append(p.ID12, r.number), append(p.ID9, 0), append(p.Commune, 0)
	}
	text := func(s string) string { return s }
	fill(p, rows, record.RecordID, p.Texts, func(r person) string { return r.id }, text)
	fill(p, rows, record.FullName, p.Names, func(r person) string { return r.name }, nameOf)
	fill(p, rows, record.FatherName, p.Names, func(r person) string { return r.father }, nameOf)
	fill(p, rows, record.HeadName, p.Names, func(r person) string { return r.head }, nameOf)
	fill(p, rows, record.BirthDate, p.Dates, func(r person) string { return r.born }, dateOf)
	fill(p, rows, record.UpdatedAt, p.Dates, func(r person) string { return r.updated }, dateOf)
	coded := func(s string) record.Coded { return record.Coded{Code: s, Known: s != ""} }
	fill(p, rows, record.Sex, p.Coded, func(r person) string { return r.sex }, coded)
	fill(p, rows, record.Status, p.Coded, func(r person) string { return r.status }, coded)
	fill(p, rows, record.HouseholdID, p.Texts, func(r person) string { return r.household }, text)
	fill(p, rows, record.CaseNumber, p.Texts, func(r person) string { return r.fact }, text)
	fill(p, rows, record.PersonalIDNo, p.IDs, func(r person) string { return record.FormatID(r.number) }, func(s string) record.PersonalID {
		var n uint64
		_, _ = fmt.Sscanf(s, "%d", &n) // an empty cell is no number
		return record.PersonalID{Number: n}
	})
	return p
}

func fill[T any](p *record.People, rows []person, name record.Field, into map[record.Field]*record.Values[T], of func(person) string, norm func(string) T) {
	c := &record.Column{Field: name, Dict: record.TextsOf("")}
	var zero T
	v := &record.Values[T]{Dict: []T{zero}, Canon: []uint32{0}}
	seen := map[string]uint32{"": 0}
	for _, r := range rows {
		s := of(r)
		code, ok := seen[s]
		if !ok {
			code = uint32(c.Dict.Len())
			seen[s] = code
			v.Count++
			c.Dict.Append(s)
			v.Dict, v.Canon = append(v.Dict, norm(s)), append(v.Canon, code)
		}
		c.Codes = append(c.Codes, code)
	}
	v.Codes = c.Codes
	p.Table.Columns = append(p.Table.Columns, c)
	into[name] = v
}

// marked gives the value of a row's field further faults, or whatever else people does not read.
func marked[T any](values map[record.Field]*record.Values[T], name record.Field, row int, change func(*T)) {
	v := values[name]
	change(&v.Dict[v.Codes[row]])
}

func nameOf(s string) record.Name {
	n := record.Name{Full: s, Folded: viet.Fold(s)}
	if i := strings.IndexByte(s, ' '); i > 0 {
		n.FullSurname, n.FoldedSurname = uint8(i), uint8(strings.IndexByte(n.Folded, ' '))
		n.FullGiven, n.FoldedGiven = uint8(strings.LastIndexByte(s, ' ')+1), uint8(strings.LastIndexByte(n.Folded, ' ')+1)
	}
	if s == n.Folded && s != "" {
		n.Faults = record.FaultUnmarked
	}
	return n
}

func dateOf(s string) record.DateValue {
	var y, m, d int
	_, _ = fmt.Sscanf(s, "%d-%d-%d", &y, &m, &d) // an empty cell is no date
	return record.DateValue{Date: record.MakeDate(y, m, d)}
}

func scored(l, r uint32, p float64) record.Scored {
	return record.Scored{Pair: record.Pair{Left: l, Right: r}, Probability: p}
}
