package match

import (
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/record"
)

// mostBorrowers is how many records may bear one number of the sector's own for it to be evidence: more is a word for "none".
const mostBorrowers = 8

// borrow lets the numbers a sector gives its people (insurance card, tax code, pupil code…), which the register does not hold,
// speak for its doubtful records: a record that bears the number of another one that is sure of its person is held against that
// person with the number agreeing, in its place among the other evidence, relatives on one number included. That the numbers
// of two records differ says nothing, for many lists give a person one for every row.
func (s *scorer) borrow(list []candidate, sure []bool) {
	w := s.worker()
	defer s.release(w)
	for i := range s.model.Comparisons {
		def := &s.model.Comparisons[i]
		if def.Kind != KindKey || s.compares(def.Name) {
			continue
		}
		code, n := keyCodes(s.left.people, def.Fields)
		if n == 0 {
			continue
		}
		number := newComp(def)
		rows := make([][]uint32, n) // the sure rows of each number
		for row, ok := range sure {
			if c := code(row); ok && c != 0 {
				rows[c] = append(rows[c], uint32(row))
			}
		}
		for row, ok := range sure {
			if c := code(row); !ok && c != 0 && len(rows[c]) > 0 && len(rows[c]) <= mostBorrowers {
				s.borrowFrom(uint32(row), rows[c], list, &number, w)
			}
		}
	}
}

// borrowFrom makes the persons of the rows with the same number candidates of a row.
func (s *scorer) borrowFrom(row uint32, lenders []uint32, list []candidate, number *comp, w *worker) {
	var persons []candidate
	for _, k := range lenders {
		c := list[int(k)*topK]
		if !slices.ContainsFunc(persons, func(p candidate) bool { return p.person == c.person }) {
			persons = append(persons, c)
		}
	}
	f := holders(uint32(len(persons)), 1, s.persons)
	own := topOf(list, row)
	for _, p := range persons {
		if s.different[[2]uint32{row, p.person}] {
			continue
		}
		c := candidate{person: p.person, row: p.row, tie: p.tie, rule: p.rule}
		if i := slices.IndexFunc(own, func(o candidate) bool { return o.lr != 0 && o.person == p.person }); i >= 0 {
			c = own[i]
		}
		c.lr = float32(min(s.hear(s.at(s.left, row), s.at(s.right, c.row), &told{number: number, share: f}, w), math.MaxFloat32))
		c.facts = s.factsOf(w.levels)
		c.facts.number = true
		place(own, c)
	}
}

// place puts a candidate in a row's list, in the order of likelihood, in place of the same person or of the last.
func place(own []candidate, c candidate) {
	i := slices.IndexFunc(own, func(o candidate) bool { return o.lr != 0 && o.person == c.person })
	if i < 0 {
		if i = len(own) - 1; own[i].lr != 0 && !c.better(own[i]) {
			return
		}
	}
	own[i] = c
	slices.SortFunc(own, byLikelihood)
}

// compares says whether both tables have the fields of a comparison.
func (s *scorer) compares(name string) bool {
	return slices.ContainsFunc(s.comps, func(c comp) bool { return c.def.Name == name })
}

// ownNumber is a comparison of numbers that the left table has and the right one lacks.
type ownNumber struct {
	comp
	kind uint8                // its place in the model
	hash func(row int) uint64 // of a left row's number, 0 where it has none
}

func (s *scorer) ownNumbers() (own []ownNumber) {
	for i := range s.model.Comparisons {
		def := &s.model.Comparisons[i]
		if def.Kind != KindKey || s.compares(def.Name) {
			continue
		}
		of := hashText(def.Name)
		if vs := chain(s.left.people.Numbers, def.Fields); len(vs) > 0 {
			own = append(own, ownNumber{newComp(def), uint8(i), hashOf(vs, of, keyText)})
		} else if vs := chain(s.left.people.Texts, def.Fields); len(vs) > 0 {
			own = append(own, ownNumber{newComp(def), uint8(i), hashOf(vs, of, func(s string) string { return s })})
		}
	}
	return own
}

// hashOf hashes the first value a row has of several columns.
func hashOf[T any](vs []*record.Values[T], seed uint64, text func(T) string) func(row int) uint64 {
	all := make([][]uint64, len(vs))
	for i, v := range vs {
		all[i] = make([]uint64, len(v.Canon))
		for code, canon := range v.Canon {
			if t := text(v.Of(uint32(code))); canon != 0 && t != "" {
				all[i][code] = splitmix.Mix(seed ^ hashText(t))
			}
		}
	}
	return func(row int) uint64 {
		for i, v := range vs {
			if h := all[i][v.Codes[row]]; h != 0 {
				return h
			}
		}
		return 0
	}
}

// keyCodes numbers the values of key fields in one table from 1; n is one more than the highest, 0 where there are none.
func keyCodes(p *record.People, fields []record.Field) (code func(row int) uint32, n int) {
	all := newParts()
	if vs := chain(p.Numbers, fields); len(vs) > 0 {
		codes := number(vs, func(v record.Number) uint32 { return all.of(keyText(v)) })
		return rowCode(vs, codes), len(all.count)
	}
	if vs := chain(p.Texts, fields); len(vs) > 0 {
		codes := number(vs, all.of)
		return rowCode(vs, codes), len(all.count)
	}
	return nil, 0
}
