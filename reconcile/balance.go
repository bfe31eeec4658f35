package reconcile

import (
	"github.com/doisanh/doisanh/record"
)

// The count reconciliation of a commune (rules C3, D3) explains the difference between the register's count and the archive's
// down to the last record. Every resident of either side is either matched with one of the other or in exactly one class, so
//
//	register_residents = balance.matched + the sum of balance.register.*
//	archive_residents  = balance.matched + the sum of balance.archive.*
//
// The words of the classes are measures of counts.csv, on the first residence books of the run, by the record's own commune.
const (
	balanceMatched  = "balance.matched"
	balanceRegister = "balance.register."
	balanceArchive  = "balance.archive."
)

// Classes of register residents whom the archive of their commune does not count.
const (
	onlyRepeated    = iota // a further record of somebody who is counted
	onlyDead               // a death event, or dead or missing by the books
	onlyTemporary          // by the register itself, or the books hold a temporary residence only
	onlyMoved              // in another commune's books, or struck out
	onlyReview             // a record of the books in review may be the person
	onlyUnexplained        // nothing is known
	onlyRegister
)

// Classes of archive residents whom the register does not count in that commune.
const (
	onlyForm1      = iota // not collected, in one of the three forms
	onlyForm2             //
	onlyForm3             //
	onlyUndecided         // in review
	onlyAgain             // the books hold the person in this commune more than once
	onlyGone              // the register says dead, missing, moved, deregistered, abroad or cancelled
	onlyOtherPlace        // the register has the person in another commune, or tells no commune
	onlyArchive
)

var (
	registerClasses = [onlyRegister]string{"repeated", "dead_or_missing", "temporary", "moved_away", "review", "unexplained"}
	archiveClasses  = [onlyArchive]string{"form_1", "form_2", "form_3", "review", "repeated", "register_gone", "register_elsewhere"}
)

// balance is the count reconciliation of one commune.
type balance struct {
	matched  int64
	register [onlyRegister]int64
	archive  [onlyArchive]int64
}

// personPlace is a person in a commune.
type personPlace struct{ person, commune uint32 }

// residence is what is counted of a person in a commune.
type residence struct {
	commune uint32
	open    int32 // linked archive residents still without a partner
	matched bool  // one of them has one
}

// residences are those of all persons. Hardly anybody has two, so the first ones stand in a list, by person; its commune is 0 for none.
type residences struct {
	first []residence
	more  map[personPlace]*residence
}

// of returns a person's residence in a commune, nil where there is none.
func (r *residences) of(k personPlace) *residence {
	if f := &r.first[k.person]; f.commune == k.commune {
		return f
	}
	return r.more[k]
}

// add adds a linked archive resident.
func (r *residences) add(k personPlace) {
	of := r.of(k)
	if of == nil {
		if of = &r.first[k.person]; of.commune != 0 {
			of = &residence{}
			r.more[k] = of
		}
		of.commune = k.commune
	}
	of.open++
}

// balanceCounts pairs the residents of the two sides, person by person in each commune whose archive is in the run, and
// classes the rest.
func (ix *index) balanceCounts() []record.Count {
	books := ix.firstBooks()
	if books == nil {
		return nil
	}
	communes := map[uint32]*balance{}
	at := func(commune uint32) *balance {
		b := communes[commune]
		if b == nil {
			b = &balance{}
			communes[commune] = b
		}
		return b
	}
	linked := ix.countArchive(at)
	for row, commune := range ix.register.people.Commune {
		if commune == 0 || !ix.archived[commune] || !ix.register.counted(row) {
			continue
		}
		there := linked.of(personPlace{ix.person(row), commune})
		if there != nil && there.open > 0 {
			there.open--
			there.matched = true
			at(commune).matched++
			continue
		}
		at(commune).register[ix.classRegister(row, there != nil && there.matched)]++
	}
	rest := func(person uint32, of *residence) {
		if of.open > 0 {
			at(of.commune).archive[ix.classArchive(person, of.matched)] += int64(of.open)
		}
	}
	for person := range linked.first {
		rest(uint32(person), &linked.first[person])
	}
	for k, of := range linked.more {
		rest(k.person, of)
	}
	var all []record.Count
	for commune, b := range communes {
		put := func(measure string, n int64) {
			if n != 0 {
				all = append(all, record.Count{Commune: commune, Dataset: books.name, Measure: measure, Value: n})
			}
		}
		put(balanceMatched, b.matched)
		for i, n := range b.register {
			put(balanceRegister+registerClasses[i], n)
		}
		for i, n := range b.archive {
			put(balanceArchive+archiveClasses[i], n)
		}
	}
	return all
}

// firstBooks returns the run's first residence books, nil where it has none.
func (ix *index) firstBooks() *view {
	for _, v := range ix.sectors {
		if v.code == sectorBooks {
			return v
		}
	}
	return nil
}

// countArchive classes the archive's residents that are not linked, and counts the linked ones by person and commune.
func (ix *index) countArchive(at func(uint32) *balance) *residences {
	linked := &residences{first: make([]residence, ix.register.rows), more: map[personPlace]*residence{}}
	for _, v := range ix.sectors {
		if v.code != sectorBooks {
			continue
		}
		for row, commune := range v.people.Commune {
			if commune == 0 || !ix.archived[commune] || !v.counted(row) {
				continue
			}
			if p, ok := v.linked(row); ok {
				linked.add(personPlace{ix.person(p), commune})
				continue
			}
			class := onlyUndecided
			if v.links[row].Decision == record.DecideNone {
				class = onlyForm1
				switch v.residenceForm(row) {
				case record.Form2:
					class = onlyForm2
				case record.Form3:
					class = onlyForm3
				}
			}
			at(commune).archive[class]++
		}
	}
	return linked
}

// classRegister says why the archive does not count a register resident. again: another record of the person is matched here.
func (ix *index) classRegister(row int, again bool) int {
	person := ix.person(row)
	h := at(ix.held, int(person))
	_, dead := ix.dead(row)
	switch {
	case again || person != uint32(row):
		return onlyRepeated
	case dead || h&heldDead != 0:
		return onlyDead
	case ix.register.temporary(row) || h&heldTemporary != 0:
		return onlyTemporary
	case h&(heldElsewhere|heldMoved|heldHere) != 0 || ix.abroad[person]: // here: by another record of the person
		return onlyMoved
	case h&heldReview != 0:
		return onlyReview
	}
	return onlyUnexplained
}

// classArchive says why the register does not count a linked archive resident. again: the person is matched here already.
func (ix *index) classArchive(person uint32, again bool) int {
	rows := ix.others(int(person))
	if rows == nil {
		rows = []uint32{person}
	}
	class := onlyGone
	for _, row := range rows {
		if !record.Gone(ix.register.status(int(row))) {
			class = onlyOtherPlace
		}
	}
	if again {
		return onlyAgain
	}
	return class
}
