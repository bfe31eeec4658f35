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
	open := ix.countArchive(at) // linked archive residents still without a partner
	matched := map[personPlace]bool{}
	for row, commune := range ix.register.people.Commune {
		if commune == 0 || !ix.archived[commune] || !ix.register.counted(row) {
			continue
		}
		k := personPlace{ix.person(row), commune}
		if open[k] > 0 {
			open[k]--
			matched[k] = true
			at(commune).matched++
			continue
		}
		at(commune).register[ix.classRegister(row, matched[k])]++
	}
	for k, n := range open {
		if n > 0 {
			at(k.commune).archive[ix.classArchive(k, matched[k])] += int64(n)
		}
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
func (ix *index) countArchive(at func(uint32) *balance) map[personPlace]int {
	linked := map[personPlace]int{}
	for _, v := range ix.sectors {
		if v.code != sectorBooks {
			continue
		}
		for row, commune := range v.people.Commune {
			if commune == 0 || !ix.archived[commune] || !v.counted(row) {
				continue
			}
			if p, ok := v.linked(row); ok {
				linked[personPlace{ix.person(p), commune}]++
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
func (ix *index) classArchive(k personPlace, again bool) int {
	rows := ix.others(int(k.person))
	if rows == nil {
		rows = []uint32{k.person}
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
