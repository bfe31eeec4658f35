package reconcile

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// sink gathers the findings of one chunk of rows. It knows the row being judged, so that a rule names only what it found.
type sink struct {
	ix    *index
	v     *view
	row   int
	found []found
	tally *tally

	mismatch bool // the row has a field_mismatch
	fault    bool // something of the row's own data is wrong: its outcome is not correct
}

// found is a finding with the row it stands on.
type found struct {
	record.Finding
	row  int
	rule int
}

// next moves on to a row.
func (s *sink) next(row int) {
	s.row, s.mismatch, s.fault = row, false, false
}

// add takes a finding of the current row. Its population value is the linked person's cell of the same field.
func (s *sink) add(code, word string, f record.Field) {
	s.addValues(code, word, f, s.theirs(f))
}

// addValues takes a finding of the current row with a population value of its own.
func (s *sink) addValues(code, word string, f record.Field, theirs string) {
	id := ""
	switch p, ok := s.v.linked(s.row); {
	case s.v.register:
		id = s.v.table.IDs[s.row]
	case ok:
		id = s.ix.register.table.IDs[p]
	}
	s.addPerson(code, word, f, theirs, id)
}

// addPerson takes a finding of the current row about the register person with that record id.
func (s *sink) addPerson(code, word string, f record.Field, theirs, person string) {
	sp, ok := s.ix.specs[reasonKey{code, word}]
	if !ok {
		panic("reconcile: no rule for " + code + "/" + word)
	}
	switch code {
	case CodeFieldMismatch:
		s.mismatch, s.fault = true, true
	case CodeIDStructure, CodeIDOfAnother, CodeNumberStructure, CodeImpossible:
		s.fault = true
	}
	ours := ""
	if f != "" {
		ours = s.v.cell(f, s.row)
	}
	s.found = append(s.found, found{row: s.row, rule: sp.rule, Finding: sp.finding(s.v.register, record.Finding{
		Code: code, Dataset: s.v.name, RecordID: s.v.table.IDs[s.row], PopulationID: person, Field: f,
		DatasetValue: ours, PopulationValue: theirs, Commune: s.commune(),
	})})
}

// finding fills in what the rule says: criterion, reason, action, recipient, severity.
func (sp spec) finding(register bool, f record.Finding) record.Finding {
	why := sp.reason
	f.Criterion, f.Reason, f.Severity = sp.criterion, why.Word, why.Severity
	f.Action, f.Recipient = why.Action, why.Recipient
	if register && why.RegisterAction != "" {
		f.Action = why.RegisterAction
	}
	if register && why.RegisterRecipient != "" {
		f.Recipient = why.RegisterRecipient
	}
	return f
}

// theirs returns the linked person's cell of a field.
func (s *sink) theirs(f record.Field) string {
	if p, ok := s.v.linked(s.row); ok && f != "" {
		return s.ix.register.cell(f, p)
	}
	return ""
}

// commune returns the commune whose list the current row goes on (rule A3): the linked person's, else the record's own.
func (s *sink) commune() uint32 { return s.ix.commune(s.v, s.row) }

func (ix *index) commune(v *view, row int) uint32 {
	if p, ok := v.linked(row); ok {
		if c := ix.register.people.Commune[p]; c != 0 {
			return c
		}
	}
	return v.people.Commune[row]
}

// order puts a dataset's findings, which come row by row, in the order of their record ids, and within a record of
// criterion, code and field; a second one of the same record, code and field is dropped. The criteria sort as their words
// do.
func order(all []found) []found {
	type group struct{ from, to int }
	var groups []group
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].row == all[from].row && all[to].RecordID == all[from].RecordID {
			to++
		}
		slices.SortStableFunc(all[from:to], func(a, b found) int {
			return cmp.Or(cmp.Compare(a.Criterion, b.Criterion), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Field, b.Field))
		})
		groups = append(groups, group{from, to})
		from = to
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(all[a.from].RecordID, all[b.from].RecordID) })
	sorted := make([]found, 0, len(all))
	for _, g := range groups {
		for i := g.from; i < g.to; i++ {
			if n := len(sorted); i > g.from && sorted[n-1].Code == all[i].Code && sorted[n-1].Field == all[i].Field {
				continue
			}
			sorted = append(sorted, all[i])
		}
	}
	return sorted
}
