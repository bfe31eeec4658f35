package reconcile

import (
	"cmp"
	"context"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// duplicate (rule D4): a record that repeats its cluster's survivor.
func duplicate(s *sink) {
	if s.v.mark(s.row)&markDuplicate == 0 {
		return
	}
	word := "same_person"
	if s.v.sector.Row == record.RowFact {
		word = "same_fact"
	}
	s.add(CodeDuplicate, word, "")
}

// verify (rules D1, D2): a linked record of the residence books or the card archive with a field that differs. It must come
// after fieldMismatch. It reports whether the record agrees in all fields and can be approved.
func verify(s *sink) (approve bool) {
	if s.v.code != sectorBooks && s.v.code != sectorCards {
		return false
	}
	if _, ok := s.v.linked(s.row); !ok {
		return false
	}
	if s.mismatch {
		s.add(CodeVerify, "", "")
	}
	return !s.mismatch
}

// surplus (rule D3): a register record counted as resident whom the residence books of its commune do not hold. A record
// that a book's record in review may be is not judged yet, nor is a commune whose archive is not in the run.
func surplus(s *sink) {
	ix, v := s.ix, s.v
	if c := v.people.Commune[s.row]; !ix.books || c != 0 && !ix.archived[c] || record.Gone(v.status(s.row)) {
		return
	}
	person := ix.person(s.row)
	h := ix.held[person]
	_, dead := ix.dead(s.row)
	word := ""
	switch {
	case person != uint32(s.row):
		word = "duplicate"
	case h&heldHere != 0:
		return
	case dead || h&heldDead != 0:
		word = "dead_or_missing"
	case v.temporary(s.row) || h&heldTemporary != 0:
		word = "temporary"
	case h&(heldElsewhere|heldMoved) != 0 || ix.abroad[person]:
		word = "moved_away"
	case h&heldReview != 0:
		return
	default:
		word = "unexplained"
	}
	s.add(CodeSurplus, word, "")
}

// sharedColumn is a field with the rows whose number is on different persons.
type sharedColumn struct {
	field record.Field
	rows  bitset
}

type bitset []uint64

func (b bitset) has(i int) bool { return b[i/64]>>(i%64)&1 != 0 }
func (b bitset) set(i int)      { b[i/64] |= 1 << (i % 64) }

// sharedNumber (rules B4, D4): one personal ID or sector number on records that are different persons.
func sharedNumber(s *sink) {
	for i := range s.v.shared {
		if c := &s.v.shared[i]; c.rows.has(s.row) {
			s.add(CodeSharedNumber, "", c.field)
		}
	}
}

// numbered is a row with its number.
type numbered struct {
	number uint64
	row    uint32
}

// sharable is a column of numbers that must not stand on different persons.
type sharable struct {
	v      *view
	field  record.Field
	number func(row int) uint64 // 0 for none
	shared bitset               // the rows whose number does
}

// sharables lists a dataset's: the personal IDs, the CMND and the sector's own numbers.
func sharables(v *view) []*sharable {
	all := []*sharable{
		{v: v, field: record.PersonalIDNo, number: func(row int) uint64 { return v.id12[row] }},
		{v: v, field: record.OldID, number: func(row int) uint64 { return v.id9[row] }},
	}
	for _, f := range v.sector.Numbers {
		if n := v.people.Numbers[f]; n != nil {
			all = append(all, &sharable{v: v, field: f, number: func(row int) uint64 { return uint64(n.CanonAt(row)) }})
		} else if t := v.people.Texts[f]; t != nil {
			all = append(all, &sharable{v: v, field: f, number: func(row int) uint64 { return uint64(t.CanonAt(row)) }})
		}
	}
	return all
}

// findShared fills the datasets' shared columns.
func (ix *index) findShared(ctx context.Context, views []*view, threads int) error {
	var all []*sharable
	for _, v := range views {
		all = append(all, sharables(v)...)
	}
	err := each(ctx, len(all), threads, func(i int) {
		c := all[i]
		numbers := make([]numbered, 0, c.v.rows)
		for row := range c.v.rows {
			if n := c.number(row); n != 0 {
				numbers = append(numbers, numbered{n, uint32(row)})
			}
		}
		c.shared = ix.sharedRows(c.v, numbers)
	})
	for _, c := range all {
		if c.shared != nil {
			c.v.shared = append(c.v.shared, sharedColumn{c.field, c.shared})
		}
	}
	return err
}

// sharedRows returns the rows whose number another person's row has too, nil where there are none.
func (ix *index) sharedRows(v *view, all []numbered) bitset {
	all = repeats(all)
	slices.SortFunc(all, func(a, b numbered) int { return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.row, b.row)) })
	var rows bitset
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].number == all[from].number {
			to++
		}
		if to-from > 1 {
			rows = ix.sharedRun(v, all[from:to], rows)
		}
		from = to
	}
	return rows
}

// signature is what tells rows of one number apart. Rows of one signature are not different persons.
type signature struct {
	name, birth, person uint32
	cluster             int32
}

// maxSignatures bounds the persons one number is held against; a number on more of them than this is a filler, and every
// row beyond differs from the first ones anyway.
const maxSignatures = 256

// sharedRun marks the rows of one number that are different persons from some other row of it.
func (ix *index) sharedRun(v *view, run []numbered, rows bitset) bitset {
	if ix.onePersons(v, run) {
		return rows
	}
	signatures := make([]signature, len(run))
	var firsts []int // positions of the first row of each signature
	first := make(map[signature]int, 4)
	for i, r := range run {
		row := int(r.row)
		g := signature{name: v.names.CanonAt(row), birth: v.births.CanonAt(row), person: ^uint32(0), cluster: -1}
		if p, ok := v.linked(row); ok {
			g.person = ix.person(p)
		}
		if v.cluster != nil {
			g.cluster = v.cluster[row]
		}
		signatures[i] = g
		if _, ok := first[g]; !ok {
			first[g] = i
			if len(firsts) < maxSignatures {
				firsts = append(firsts, i)
			}
		}
	}
	if len(first) < 2 {
		return rows
	}
	guilty := make(map[signature]bool, len(first))
	for g, i := range first {
		for _, j := range firsts {
			if i != j && ix.differentPersons(v, int(run[i].row), int(run[j].row)) {
				guilty[g] = true
				break
			}
		}
	}
	for i, r := range run {
		if guilty[signatures[i]] {
			if rows == nil {
				rows = make(bitset, (v.rows+63)/64)
			}
			rows.set(int(r.row))
		}
	}
	return rows
}

// onePersons reports whether all rows are linked to one person, as the doses of a child are: none is another's.
func (ix *index) onePersons(v *view, run []numbered) bool {
	first, ok := v.linked(int(run[0].row))
	if !ok {
		return false
	}
	for _, r := range run[1:] {
		if p, ok := v.linked(int(r.row)); !ok || p != first && ix.person(p) != ix.person(first) {
			return false
		}
	}
	return true
}

// differentPersons reports whether two rows of one number are surely different persons: neither one cluster nor linked to
// one person, and with data that contradict. Of rows linked to two persons any contradiction will do. Else it takes
// another name: one name and number with two birth dates is a slip in the date; a slip in the name needs another birth
// date beside it; and where the birth dates agree too, only a name that is nothing like the other one contradicts, since
// two persons of one birth date and much the same name are twins, whom the register tells apart. In the register itself
// nobody else does: there twins on one number must come out.
func (ix *index) differentPersons(v *view, a, b int) bool {
	if v.cluster != nil && v.cluster[a] >= 0 && v.cluster[a] == v.cluster[b] {
		return false
	}
	p, pok := v.linked(a)
	q, qok := v.linked(b)
	if pok && qok && ix.person(p) == ix.person(q) {
		return false
	}
	name, date := missing, missing
	var n, m record.Name
	if v.names != nil {
		n, m = v.names.At(a), v.names.At(b)
		name = compareNames(&n, &m)
	}
	if v.births != nil {
		c, d := v.births.At(a), v.births.At(b)
		date = compareDates(&c, &d)
	}
	switch {
	case pok && qok:
		return name.differs() || date.differs()
	case !name.differs():
		return false
	case !v.register && date == same:
		return name == different && !alike(&n, &m)
	case name == different && !closeNames(&n, &m):
		return true
	}
	return date == different && (v.register || !oneSlip(v.birth(a), v.birth(b)))
}

// oneSlip reports whether two dates differ in the year, the month or the day alone, as far as both are known. A 1 January stands for a
// day that is not known.
func oneSlip(a, b record.Date) bool {
	slips := 0
	if a.Year() != b.Year() {
		slips++
	}
	if a.Month() != 0 && b.Month() != 0 && !a.IsNewYear() && !b.IsNewYear() {
		if a.Month() != b.Month() {
			slips++
		}
		if a.Day() != 0 && b.Day() != 0 && a.Day() != b.Day() {
			slips++
		}
	}
	return slips == 1
}
