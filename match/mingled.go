package match

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// A form is filled in for a whole family at once, and what belongs to one of its members gets into another's row: the head's number and birth date, a husband's
// number, a sister's birth date. Such a record is two persons' of one home, and the rates of error, which are those of one person's values miswritten one by one, make
// it surely one of the two. Whose it is only somebody's eyes can tell.

// mates leads from a home to the rows of the right table that live there.
type mates struct{ first, rows []uint32 }

// matesOf returns the rows of each home.
func matesOf(homes []uint32) (m mates) {
	most := uint32(0)
	for _, home := range homes {
		most = max(most, home)
	}
	if most == 0 {
		return m
	}
	m.first = make([]uint32, most+2)
	for _, home := range homes {
		m.first[home+1]++
	}
	for home := range m.first[1:] {
		m.first[home+1] += m.first[home]
	}
	next := make([]uint32, most+1)
	copy(next, m.first)
	m.rows = make([]uint32, len(homes))
	for row, home := range homes {
		m.rows[next[home]] = uint32(row)
		next[home]++
	}
	return m
}

// of returns the rows of a home; none where it is not told, or too many live there for a family.
func (m *mates) of(home uint32) []uint32 {
	if home == 0 || m.first == nil {
		return nil
	}
	rows := m.rows[m.first[home]:m.first[home+1]]
	if len(rows) > mostOfHome {
		return nil
	}
	return rows
}

// mingled says whether a record shows the name of another of its best candidate's home, and so only his number or birth date, or that of his twin wherever he lives. A child recorded under a
// parent's name is none, as the newborn are. Another's birth date beside a person's own name leaves hardly a doubt whose record it is.
func (s *scorer) mingled(line []uint32, list []candidate, w *worker) bool {
	best := &list[0]
	f := best.facts
	if s.exchanged(line, list, w) || s.twoShown(list) || s.consort(line, list) || s.mistitled(line, best) {
		return true
	}
	if !f.otherName() {
		return false
	}
	name, person := s.ownName(), s.at(s.right, best.row)
	if s.calls(name, line, person[name.off+ownSpouse], w) {
		return true
	}
	if s.born < 0 || s.right.homes == nil {
		return false
	}
	year := record.Date(person[s.born]).Year()
	wife := s.titled(name, line) && s.sex >= 0 && line[s.sex] == person[s.sex]
	for _, row := range s.right.mates.of(s.right.homes[best.row]) {
		mate := s.at(s.right, row)
		born := record.Date(mate[s.born])
		if mate[s.born] == person[s.born] || year == 0 || born.Year() == 0 { // he himself, or his twin
			continue
		}
		if wife && mate[s.sex] != person[s.sex] { // called by her husband's name
			continue
		}
		switch years := born.Year() - year; {
		case years <= -leastGeneration: // a parent
		case years < leastGeneration && f.numbered() && nearYears>>f.date&1 != 0: // all but a brother's name is his
		case s.calls(name, line, mate[name.off], w):
			return true
		}
	}
	return false
}

// exchanged says whether a record shows the number of its best candidate and the name of another who is born on the same day, his twin mostly: the twins' numbers were exchanged, or the one
// was called as the other. A name that may be the candidate's with a slip is the other's only if nothing in it is otherwise.
func (s *scorer) exchanged(line []uint32, list []candidate, w *worker) bool {
	f := list[0].facts
	if s.born < 0 || !f.numbered() || f.name == missing || f.name == nameExact || f.name == nameUnmarked {
		return false
	}
	name, person := s.ownName(), s.at(s.right, list[0].row)
	if !record.Date(person[s.born]).IsFull() {
		return false
	}
	for i := 1; i < len(list) && list[i].lr != 0; i++ {
		other := s.at(s.right, list[i].row)
		if other[s.born] != person[s.born] {
			continue
		}
		if s.calls(name, line, other[name.off], w) && (f.otherName() || w.out.level <= nameUnmarked) {
			return true
		}
	}
	return false
}

// ownName is the comparison of the persons' own names, nil where there is none.
func (s *scorer) ownName() *comp {
	if s.nameAt < 0 {
		return nil
	}
	return &s.comps[s.nameAt]
}

// calls says whether a name of the right table is a record's, as far as slips and what was left out go.
func (s *scorer) calls(name *comp, line []uint32, of uint32, w *worker) bool {
	other := [ownNameSlots]uint32{of}
	name.cmp.compare(line[name.off:], other[:], w, &w.out)
	level := w.out.level
	return level != missing && level <= namePartMissing || level == nameInitialsSlip || level == nameTail
}

// twoShown says whether a record shows the number and the birth date of its best candidate and nothing else of him, but the name of another and something else of that one: a block of cells was pasted
// one row off.
func (s *scorer) twoShown(list []candidate) bool {
	best := &list[0]
	if f := best.facts; !f.otherName() || !f.numbered() || f.others > 0 {
		return false
	}
	for _, c := range list[1:] {
		if c.lr != 0 && c.person != best.person && c.facts.called() && c.facts.others > 0 {
			return true
		}
	}
	return false
}

// called says that the names may be one person's, as far as slips go.
func (f facts) called() bool { return f.name != missing && f.name <= nameMiddleTypo }

// yearsApart are the levels of dates of which one is a year alone, neither the same nor the next or last one.
const yearsApart = 1<<datePartialElse | 1<<datePartialSlip | 1<<dateStandInElse | 1<<dateStandInSlip

// consort says whether a record that bears the name of its best candidate has the sex and the birth date of another of his home instead: a wife is on the list under her husband's name, or the
// names of the two who marry stand in each other's columns.
func (s *scorer) consort(line []uint32, list []candidate) bool {
	best := &list[0]
	if f := best.facts; !f.called() || f.date == dateSame || f.numbered() || f.parent || s.born < 0 || s.sex < 0 || s.right.homes == nil {
		return false
	}
	born := record.Date(line[s.born])
	anotherYear := !born.IsFull() && yearsApart>>best.facts.date&1 != 0
	person := s.at(s.right, best.row)
	if line[s.sex] == 0 || person[s.sex] == 0 || line[s.sex] == person[s.sex] {
		return false
	}
	for _, row := range s.right.mates.of(s.right.homes[best.row]) {
		mate := s.at(s.right, row)
		if mate[s.sex] != line[s.sex] {
			continue
		}
		if his := record.Date(mate[s.born]); born.IsFull() && his == born || anotherYear && his.Year() == born.Year() {
			return true
		}
	}
	return false
}

// mistitled says whether a title before a record's name is that of the other sex than its best candidate's, who has or may have a wife or husband: "bà Trần Văn Dũng" is hardly he. His number
// with a birth date that may be his leaves no doubt.
func (s *scorer) mistitled(line []uint32, best *candidate) bool {
	name := s.ownName()
	if name == nil || s.sex < 0 || !s.titled(name, line) || best.facts.numbered() && otherBirth>>best.facts.date&1 == 0 {
		return false
	}
	person := s.at(s.right, best.row)
	if line[s.sex] == 0 || person[s.sex] == 0 || line[s.sex] == person[s.sex] {
		return false
	}
	if person[name.off+ownSpouse] != 0 {
		return true
	}
	if s.right.homes == nil {
		return false
	}
	return slices.ContainsFunc(s.right.mates.of(s.right.homes[best.row]), func(row uint32) bool {
		mate := s.at(s.right, row)
		return mate[s.sex] == line[s.sex] && (s.born < 0 || ofOneAge(record.Date(mate[s.born]), record.Date(person[s.born])))
	})
}

// ofOneAge says whether two persons are less than a generation apart.
func ofOneAge(a, b record.Date) bool {
	x, y := a.Year(), b.Year()
	return x != 0 && y != 0 && max(x-y, y-x) < leastGeneration
}

// otherBirth are the levels of dates that are those of two births rather than of one miswritten.
const otherBirth = yearsApart | 1<<dateNear | 1<<dateOther
