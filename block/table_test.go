package block

import (
	"math/rand/v2"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// cell is one row of a test table; the zero value of a field is missing.
type cell struct {
	name, father, mother, sex, phone string
	born                             record.Date
	id12, id9                        uint64
	commune                          uint32
}

// people makes a normalized table of rows, with one dictionary entry per distinct value as normalization would.
func people(rows []cell) *record.People {
	n := len(rows)
	t := &record.Table{Name: "test", Sector: &record.Sector{}, IDs: record.TextsOf(make([]string, n)...)}
	p := &record.People{
		Table: t, ID12: make([]uint64, n), ID9: make([]uint64, n), Commune: make([]uint32, n),
		Names: map[record.Field]*record.Values[record.Name]{}, Dates: map[record.Field]*record.Values[record.DateValue]{},
		Coded: map[record.Field]*record.Values[record.Coded]{}, Texts: map[record.Field]*record.Values[string]{},
	}
	for i, r := range rows {
		p.ID12[i], p.ID9[i], p.Commune[i] = r.id12, r.id9, r.commune
	}
	p.Names[record.FullName] = values(rows, func(c cell) string { return c.name }, nameOf)
	p.Names[record.FatherName] = values(rows, func(c cell) string { return c.father }, nameOf)
	p.Names[record.MotherName] = values(rows, func(c cell) string { return c.mother }, nameOf)
	p.Coded[record.Sex] = values(rows, func(c cell) string { return c.sex }, func(s string) record.Coded { return record.Coded{Code: s, Known: true} })
	p.Texts[record.Phone] = values(rows, func(c cell) string { return c.phone }, func(s string) string { return s })
	p.Dates[record.BirthDate] = values(rows, func(c cell) record.Date { return c.born }, func(d record.Date) record.DateValue { return record.DateValue{Date: d} })
	return p
}

func values[K comparable, T any](rows []cell, of func(cell) K, make1 func(K) T) *record.Values[T] {
	var zero K
	v := &record.Values[T]{Dict: make([]T, 1), Canon: []uint32{0}}
	seen := map[K]uint32{zero: 0}
	for _, r := range rows {
		k := of(r)
		code, ok := seen[k]
		if !ok {
			code = uint32(len(v.Dict))
			seen[k] = code
			v.Count++
			v.Dict, v.Canon = append(v.Dict, make1(k)), append(v.Canon, uint32(v.Count))
		}
		v.Codes = append(v.Codes, code)
	}
	return v
}

// nameOf splits at blanks: first word the surname, last the given name.
func nameOf(s string) record.Name {
	f := viet.Fold(s)
	n := record.Name{Full: s, Folded: f}
	if i := strings.IndexByte(f, ' '); i > 0 {
		n.FoldedSurname, n.FoldedGiven = uint8(i), uint8(strings.LastIndexByte(f, ' ')+1)
		n.FullSurname, n.FullGiven = uint8(strings.IndexByte(s, ' ')), uint8(strings.LastIndexByte(s, ' ')+1)
	}
	return n
}

func pick[T any](r *rand.Rand, missing float64, from ...T) (zero T) {
	if r.Float64() < missing {
		return zero
	}
	return from[r.IntN(len(from))]
}

// smallTable draws rows from so few values that blocks are large and rules overlap.
func smallTable(r *rand.Rand, n int, missing float64) []cell {
	rows := make([]cell, n)
	for i := range rows {
		rows[i] = cell{
			name:    pick(r, missing, "Nguyễn Văn An", "Nguyễn Vănan", "Nguyễn An", "An Văn Nguyễn", "Lê Thị Sen", "Lê Thị Xen", "Vũ Hòa", "Võ Hoa"),
			father:  pick(r, missing, "Nguyễn Văn Bình", "Lê Dũng", "Lê Rũng"),
			mother:  pick(r, missing, "Trần Thị Chi", "Chần Thị Tri", "Phạm Hà"),
			sex:     pick(r, missing, record.SexMale, record.SexFemale),
			phone:   pick(r, missing, "0900000001", "0900000002"),
			born:    pick(r, missing, record.MakeDate(1980, 3, 4), record.MakeDate(1980, 4, 3), record.MakeDate(1980, 0, 0), record.MakeDate(1981, 3, 4), record.MakeDate(1980, 1, 1)),
			id12:    pick(r, missing, uint64(42080000001), 42080000002, 42081000001, 38080000001),
			id9:     pick(r, missing, uint64(183000001), 183000002),
			commune: pick(r, missing, uint32(18409), 18410),
		}
	}
	return rows
}
