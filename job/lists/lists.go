// Package lists makes the lists beside the findings of what reconciling found: approvals, persons, disagreements, cases, cohorts and events.
package lists

import (
	"cmp"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// maker makes the lists: what may be approved, who stands in several datasets and where their records differ, the cases of
// several steps, the cohorts that come first, and the events a dataset does not show. Datasets stand in the order of the job, records
// and persons by id.
type maker struct {
	result *reconcile.Result
	tables []*record.Table // the register first
}

// Sheets returns the sheets of the lists. tables are those of the run, the register first.
func Sheets(result *reconcile.Result, tables []*record.Table, communeName func(unit uint32) string) []report.Sheet {
	m := &maker{result, tables}
	return []report.Sheet{
		m.approvalSheet(communeName), m.personSheet(communeName), m.disagreementSheet(), m.caseSheet(communeName),
		m.cohortSheet(communeName), m.eventSheet(communeName),
	}
}

// namedSort sorts a list by places of dataset and then by record id.
func namedSort[T any](m *maker, list []T, at func(*T) (dataset int, row uint32)) {
	slices.SortStableFunc(list, func(a, b T) int {
		da, ra := at(&a)
		db, rb := at(&b)
		return cmp.Or(cmp.Compare(da, db), cmp.Compare(m.recordID(da, ra), m.recordID(db, rb)))
	})
}

// set returns a dataset by its place among the sectors, or the register.
func (m *maker) set(place int) *record.Table {
	if place == reconcile.Register {
		return m.tables[0]
	}
	return m.tables[place+1]
}

func (m *maker) recordID(place int, row uint32) string { return m.set(place).IDs.At(row) }

// personID returns the id of a register row, empty for record.NoRow.
func (m *maker) personID(row int) string {
	if row == record.NoRow {
		return ""
	}
	return m.recordID(reconcile.Register, uint32(row))
}

// communeColumns are the code and name of the commune whose list a row goes on.
func communeColumns(of func(row int) uint32, name func(uint32) string) []report.Column {
	return []report.Column{
		report.TextColumn("commune_code", func(i int) string { return record.FormatUnit(of(i)) }),
		report.TextColumn("commune_name", func(i int) string { return name(of(i)) }),
	}
}

// approvalSheet is approvals.csv (rule D2).
func (m *maker) approvalSheet(communeName func(uint32) string) report.Sheet {
	list := m.result.Approvals
	namedSort(m, list, func(a *reconcile.Approval) (int, uint32) { return int(a.Dataset), a.Row })
	columns := []report.Column{
		report.TextColumn("dataset", func(i int) string { return m.set(int(list[i].Dataset)).Name }),
		report.TextColumn("record_id", func(i int) string { return m.recordID(int(list[i].Dataset), list[i].Row) }),
		report.TextColumn("population_id", func(i int) string { return m.personID(int(list[i].Person)) }),
		report.TextColumn("action", func(i int) string {
			if list[i].Waits == reconcile.Register {
				return reconcile.ActionApprove
			}
			return reconcile.ActionApproveAfter
		}),
		report.TextColumn("waits_for", func(i int) string {
			if list[i].Waits == reconcile.Register {
				return ""
			}
			return m.set(int(list[i].Waits)).Name
		}),
	}
	commune := communeColumns(func(i int) uint32 { return list[i].Commune }, communeName)
	return report.Sheet{Name: "approvals", Rows: len(list), Columns: append(columns, commune...)}
}

// personSheet is persons.csv: whom several sector datasets hold. It puts the persons in order, which disagreementSheet relies on.
func (m *maker) personSheet(communeName func(uint32) string) report.Sheet {
	list := m.result.Persons
	ids := m.tables[0].IDs
	slices.SortFunc(list, func(a, b reconcile.Person) int { return cmp.Compare(ids.At(a.Row), ids.At(b.Row)) })
	columns := []report.Column{report.TextColumn("population_id", func(i int) string { return ids.At(list[i].Row) })}
	columns = append(columns, communeColumns(func(i int) uint32 { return list[i].Commune }, communeName)...)
	columns = append(columns,
		report.TextColumn("datasets", func(i int) string {
			names := make([]string, len(list[i].Datasets))
			for j, d := range list[i].Datasets {
				names[j] = m.set(int(d)).Name
			}
			return strings.Join(names, ";")
		}),
		report.Column{Name: "records", Kind: report.Integer, Num: func(i int) float64 { return float64(list[i].Records) }},
		report.Column{Name: "findings", Kind: report.Integer, Num: func(i int) float64 { return float64(list[i].Findings) }},
		report.TextColumn("disagreements", func(i int) string {
			if len(list[i].Differences) == 0 {
				return ""
			}
			fields := list[i].Fields()
			words := make([]string, len(fields))
			for j, f := range fields {
				words[j] = string(f)
			}
			return strings.Join(words, ";")
		}))
	return report.Sheet{Name: "persons", Rows: len(list), Columns: columns}
}

// disagreementSheet is disagreements.csv: the values of the fields in which a person's records differ.
func (m *maker) disagreementSheet() report.Sheet {
	list := m.result.Persons
	type ref struct{ person, at uint32 }
	n := 0
	for i := range list {
		n += len(list[i].Differences)
	}
	refs := make([]ref, 0, n)
	for i := range list {
		all := list[i].Differences
		slices.SortFunc(all, func(a, b reconcile.Difference) int {
			if c := cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Side, b.Side), cmp.Compare(a.Dataset, b.Dataset)); c != 0 {
				return c
			}
			return cmp.Compare(m.recordID(int(a.Dataset), a.Row), m.recordID(int(b.Dataset), b.Row))
		})
		for j := range all {
			refs = append(refs, ref{uint32(i), uint32(j)})
		}
	}
	fields := record.CanonicalFields()
	words := make([]string, len(fields))
	columns := make([][]*record.Column, len(m.tables)) // by dataset and field
	names := make([]string, len(m.tables))
	for i, f := range fields {
		words[i] = string(f)
	}
	for i, d := range m.tables {
		names[i] = d.Name
		for _, f := range fields {
			columns[i] = append(columns[i], d.Column(f))
		}
	}
	at := func(i int) *reconcile.Difference { return &list[refs[i].person].Differences[refs[i].at] }
	return report.Sheet{Name: "disagreements", Rows: len(refs), Columns: []report.Column{
		report.TextColumn("population_id", func(i int) string { return m.personID(int(list[refs[i].person].Row)) }),
		{Name: "field", Kind: report.Word, Words: words, Code: func(i int) uint32 { return uint32(at(i).Field) }},
		{Name: "side", Kind: report.Integer, Num: func(i int) float64 { return float64(at(i).Side) }},
		{Name: "dataset", Kind: report.Word, Words: names, Code: func(i int) uint32 { return uint32(at(i).Dataset + 1) }},
		report.TextColumn("record_id", func(i int) string { return m.recordID(int(at(i).Dataset), at(i).Row) }),
		report.TextColumn("value", func(i int) string {
			d := at(i)
			return columns[d.Dataset+1][d.Field].At(int(d.Row))
		}),
	}}
}

// caseSheet is cases.csv: findings settled in several steps, with the step each is at.
func (m *maker) caseSheet(communeName func(uint32) string) report.Sheet {
	list := m.result.Cases
	namedSort(m, list, func(c *reconcile.Case) (int, uint32) { return c.Dataset, c.Row })
	columns := []report.Column{
		report.TextColumn("dataset", func(i int) string { return m.set(list[i].Dataset).Name }),
		report.TextColumn("record_id", func(i int) string { return m.recordID(list[i].Dataset, list[i].Row) }),
		report.TextColumn("population_id", func(i int) string { return m.personID(list[i].Person) }),
		report.TextColumn("code", func(i int) string { return list[i].Code }),
		report.TextColumn("reason", func(i int) string { return list[i].Reason }),
		{Name: "step", Kind: report.Integer, Num: func(i int) float64 { return float64(list[i].Step.Number) }},
		{Name: "steps", Kind: report.Integer, Num: func(i int) float64 { return float64(list[i].Steps) }},
		report.TextColumn("task", func(i int) string { return list[i].Step.Code }),
		report.TextColumn("wanted", func(i int) string { return strings.Join(list[i].Wanted, ";") }),
		report.TextColumn("found", func(i int) string { return m.evidence(list[i].Found) }),
	}
	commune := communeColumns(func(i int) uint32 { return list[i].Commune }, communeName)
	return report.Sheet{Name: "cases", Rows: len(list), Columns: append(columns, commune...)}
}

// evidence writes what is found as "paper=dataset:record|dataset:record;…".
func (m *maker) evidence(found []reconcile.Evidence) string {
	var b strings.Builder
	for i, e := range found {
		if i > 0 {
			b.WriteByte(';')
		}
		b.WriteString(e.Of + "=")
		for j, s := range e.Records {
			if j > 0 {
				b.WriteByte('|')
			}
			b.WriteString(m.set(s.Dataset).Name + ":" + m.recordID(s.Dataset, s.Row))
		}
	}
	return b.String()
}

// cohortSheet is cohorts.csv (rule B4).
func (m *maker) cohortSheet(communeName func(uint32) string) report.Sheet {
	list := m.result.Cohorts
	namedSort(m, list, func(c *reconcile.CohortFault) (int, uint32) { return c.Dataset, c.Row })
	slices.SortStableFunc(list, func(a, b reconcile.CohortFault) int { return cmp.Compare(a.Born, b.Born) })
	columns := []report.Column{
		{Name: "born", Kind: report.Integer, Num: func(i int) float64 { return float64(list[i].Born) }},
		report.TextColumn("dataset", func(i int) string { return m.set(list[i].Dataset).Name }),
		report.TextColumn("record_id", func(i int) string { return m.recordID(list[i].Dataset, list[i].Row) }),
		report.TextColumn("population_id", func(i int) string { return m.personID(list[i].Person) }),
		report.TextColumn("fault", func(i int) string { return list[i].Fault }),
		report.TextColumn("personal_id", func(i int) string {
			return m.set(list[i].Dataset).Column(record.PersonalIDNo).At(int(list[i].Row))
		}),
	}
	commune := communeColumns(func(i int) uint32 { return list[i].Commune }, communeName)
	return report.Sheet{Name: "cohorts", Rows: len(list), Columns: append(columns, commune...)}
}

// eventSheet is events.csv: every event that a dataset does not show yet (rules E1, E2).
func (m *maker) eventSheet(communeName func(uint32) string) report.Sheet {
	list := m.result.Uncarried
	namedSort(m, list, func(u *reconcile.Uncarried) (int, uint32) { return u.Dataset, u.Row })
	columns := []report.Column{
		report.TextColumn("dataset", func(i int) string { return m.set(list[i].Dataset).Name }),
		report.TextColumn("record_id", func(i int) string { return m.recordID(list[i].Dataset, list[i].Row) }),
		report.TextColumn("event", func(i int) string { return list[i].Event }),
		report.TextColumn("event_date", func(i int) string { return list[i].Day.String() }),
		report.TextColumn("population_id", func(i int) string { return m.personID(list[i].Person) }),
		report.TextColumn("in_dataset", func(i int) string { return m.set(list[i].In).Name }),
		report.TextColumn("in_record_id", func(i int) string {
			if list[i].InRow == record.NoRow {
				return ""
			}
			return m.recordID(list[i].In, uint32(list[i].InRow))
		}),
		report.TextColumn("field", func(i int) string { return string(list[i].Field) }),
		report.TextColumn("state", func(i int) string { return list[i].State }),
		report.TextColumn("rule", func(i int) string { return list[i].Coverage }),
	}
	commune := communeColumns(func(i int) uint32 { return list[i].Commune }, communeName)
	return report.Sheet{Name: "events", Rows: len(list), Columns: append(columns, commune...)}
}
