package reconcile

import (
	"github.com/doisanh/doisanh/record"
)

// Approval is a linked record of the residence books or the card archive that agrees with the register in every field (rule D2):
// the register's record can be approved and synced, unless another archive's record of the person is still to be verified.
type Approval struct {
	Row     uint32
	Person  uint32 // the register row linked
	Commune uint32
	Dataset int16 // place among the sectors
	Waits   int16 // place of a dataset whose record of the person is to be verified first, or Register for none
}

// The actions of approvals.
const (
	ActionApprove      = "approve_and_sync"
	ActionApproveAfter = "approve_after_verification"
)

// listApprovals lists the records judged to agree, by dataset and row.
func (ix *index) listApprovals(approved []bitset, all []*Findings) []Approval {
	waits := map[uint32]int16{} // person → the first dataset with a record to verify
	for i, v := range ix.sectors {
		if v.code != sectorBooks && v.code != sectorCards {
			continue
		}
		l := all[i+1]
		for j := range l.found {
			f := &l.found[j]
			if l.list.kinds[f.kind].Code != CodeVerify {
				continue
			}
			person := ix.person(int(f.person))
			if _, ok := waits[person]; !ok {
				waits[person] = int16(i)
			}
		}
	}
	var list []Approval
	for i, v := range ix.sectors {
		if approved[i] == nil {
			continue
		}
		for row := range v.rows {
			if !approved[i].has(row) {
				continue
			}
			a := Approval{Dataset: int16(i), Row: uint32(row), Person: uint32(v.links[row].Person), Waits: Register, Commune: ix.commune(v, row)}
			if w, ok := waits[ix.person(int(a.Person))]; ok {
				a.Waits = w
			}
			list = append(list, a)
		}
	}
	return list
}

// CohortFault is a record of somebody of the cohorts that come first (rule B4) whose personal number is missing or has a wrong
// structure.
type CohortFault struct {
	Dataset int // place among the sectors, or Register
	Row     uint32
	Person  int // the register row, or record.NoRow
	Born    int // year: the register's where it knows it
	Fault   string
	Commune uint32
}

// FaultNoID is the fault of a record without any number.
const FaultNoID = "no_id"

// listCohorts lists the records of the cohorts whose number is missing or wrong, by dataset (the register first) and row. Of the
// register those that figure F7 counts are listed: the record kept of a person still to be counted.
func (ix *index) listCohorts(cohorts []int, all []*Findings) []CohortFault {
	wanted := map[int]bool{}
	for _, y := range cohorts {
		wanted[y] = true
	}
	var list []CohortFault
	for i, l := range all {
		set := i - 1
		v := ix.view(int32(set))
		structure := map[int]string{}
		for j := range l.found {
			f := &l.found[j]
			if k := &l.list.kinds[f.kind]; k.Code == CodeIDStructure {
				structure[int(f.row)] = k.Reason
			}
		}
		holdsIDs := v.people.IDs[record.PersonalIDNo] != nil
		for row := range v.rows {
			born, person := v.birth(row).Year(), record.NoRow
			if p, ok := v.linked(row); ok {
				person = p
				if y := ix.register.birth(p).Year(); y != 0 {
					born = y
				}
			}
			if v.register {
				person = row
			}
			if !wanted[born] || v.register && !ix.living(row) {
				continue
			}
			fault := structure[row]
			if fault == "" && holdsIDs && v.id12[row] == 0 && (v.register || needed(v, row, record.PersonalIDNo)) {
				fault = FaultNoID
			}
			if fault != "" {
				list = append(list, CohortFault{Dataset: set, Row: uint32(row), Person: person, Born: born, Fault: fault, Commune: ix.commune(v, row)})
			}
		}
	}
	return list
}
