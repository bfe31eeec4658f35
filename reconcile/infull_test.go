package reconcile

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// finding is one discrepancy in full. IDs are record ids as written out.
type finding struct {
	Criterion       record.Criterion
	Code            string
	Dataset         string
	RecordID        string
	PopulationID    string
	Field           record.Field
	DatasetValue    string // as read
	PopulationValue string // as read
	Reason          string
	Action          string // a fixed code; its sentences stand in the message catalogue
	Recipient       string // a fixed code: commune_police, agency, province_police, justice
	Commune         uint32 // commune-level unit in force at as_of, 0 = not told
	Severity        string // high, medium, low
}

// at returns finding i in full.
func (l *Findings) at(i int) finding {
	f := &l.found[i]
	k := &l.list.kinds[f.kind]
	return finding{
		Criterion: k.Criterion, Code: k.Code, Dataset: l.name, RecordID: l.RecordID(i), PopulationID: l.PopulationID(i),
		Field: l.list.fields[f.field], DatasetValue: l.DatasetValue(i), PopulationValue: l.PopulationValue(i),
		Reason: k.Reason, Action: k.Action, Recipient: k.Recipient, Severity: k.Severity, Commune: f.commune,
	}
}

// findings returns all findings in full, sorted by dataset, record id, criterion, code and field.
func (r *Result) findings() []finding {
	var all []finding
	lists := slices.Clone(r.Found)
	slices.SortStableFunc(lists, func(a, b *Findings) int { return cmp.Compare(a.Dataset(), b.Dataset()) })
	for _, l := range lists {
		for i := range l.Len() {
			all = append(all, l.at(i))
		}
	}
	return all
}
