package job

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
	"github.com/doisanh/doisanh/report"
)

// ListOptions says how one list is normalized by itself.
type ListOptions struct {
	AsOf    record.Date
	Threads int
}

// List is one list, normalized.
type List struct {
	Sheet    report.Sheet
	Loaded   *dataset.Loaded
	Report   *normalize.Report
	Rejected int
}

// NormalizeList reads one list and returns it as a sheet with every row of the file in order (contract section 6): `row`, then for each
// recognised field its canonical form and the original, for an address the unit in force and its candidates too, and
// `faults` (field:fault, separated by ;). A row that could not be loaded keeps its place, with the fault row:<reason> alone.
func NormalizeList(ctx context.Context, src dataset.Source, opt ListOptions) (*List, error) {
	loaded, err := dataset.Load(ctx, src, dataset.Options{Threads: opt.Threads})
	if err != nil {
		return nil, err
	}
	units := refdata.Units()
	people, rep, err := normalize.Table(ctx, loaded.Table, normalize.Options{
		AsOf: opt.AsOf, Threads: opt.Threads, Units: units, Places: normalize.NewPlaceParser(units, opt.AsOf, 0),
	})
	if err != nil {
		return nil, err
	}
	l := lister{people: people, rejects: loaded.Rejects}
	l.order(loaded)
	return &List{Sheet: l.sheet(), Loaded: loaded, Report: rep, Rejected: len(loaded.Rejects)}, nil
}

// lister writes rows of a normalized table, and the rejected ones between them.
type lister struct {
	people  *record.People
	rejects []record.Reject
	rows    []int // ≥ 0 a table row, < 0 the reject ^row
}

// order puts loaded and rejected rows in the order of the files.
func (l *lister) order(loaded *dataset.Loaded) {
	t := loaded.Table
	place := map[string]int{}
	for i, f := range t.Files {
		place[f] = i
	}
	for row := range t.Rows() {
		l.rows = append(l.rows, row)
	}
	for i := range l.rejects {
		l.rows = append(l.rows, ^i)
	}
	at := func(row int) (file, line int) {
		if row >= 0 {
			return int(t.File[row]), int(t.Line[row])
		}
		return place[l.rejects[^row].File], l.rejects[^row].Row
	}
	slices.SortFunc(l.rows, func(a, b int) int {
		fa, la := at(a)
		fb, lb := at(b)
		return cmp.Or(cmp.Compare(fa, fb), cmp.Compare(la, lb))
	})
}

func (l *lister) sheet() report.Sheet {
	t := l.people.Table
	of := func(at func(row int) string) func(int) string {
		return func(i int) string {
			if l.rows[i] < 0 {
				return ""
			}
			return at(l.rows[i])
		}
	}
	s := report.Sheet{Name: "normalized", Rows: len(l.rows)}
	s.Columns = append(s.Columns, report.Column{Name: "row", Kind: report.Integer, Num: func(i int) float64 {
		if l.rows[i] < 0 {
			return float64(l.rejects[^l.rows[i]].Row)
		}
		return float64(t.Line[l.rows[i]])
	}})
	isKey := func(c *record.Column) bool { return c.Field == record.RecordID }
	if t.OwnIDs && !slices.ContainsFunc(t.Columns, isKey) { // another field serves as the key too: a pupil code, a case number
		id := func(row int) string { return t.IDs.At(uint32(row)) }
		asRead := func(row int) string {
			if slices.ContainsFunc(t.Columns, func(c *record.Column) bool { return c.At(row) == id(row) }) {
				return id(row)
			}
			return "" // the row has none, and goes by its place in the file
		}
		s.Columns = append(s.Columns, report.TextColumn(string(record.RecordID), of(id)), report.TextColumn(string(record.RecordID)+"_original", of(asRead)))
	}
	for _, c := range t.Columns {
		s.Columns = append(s.Columns, report.TextColumn(string(c.Field), of(l.canonical(c))), report.TextColumn(string(c.Field)+"_original", of(c.At)))
		if v := l.people.Places[c.Field]; v != nil {
			s.Columns = append(s.Columns,
				report.TextColumn(string(c.Field)+"_unit", of(func(row int) string { p := v.At(row); return record.FormatUnit(p.Commune()) })),
				report.TextColumn(string(c.Field)+"_unit_candidates", of(func(row int) string { return candidates(v.At(row).Candidates) })))
		}
	}
	s.Columns = append(s.Columns, report.TextColumn("faults", func(i int) string {
		if l.rows[i] < 0 {
			return "row:" + l.rejects[^l.rows[i]].Reason
		}
		return l.faults(l.rows[i])
	}))
	return s
}

func candidates(units []uint32) string {
	codes := make([]string, len(units))
	for i, u := range units {
		codes[i] = record.FormatUnit(u)
	}
	return strings.Join(codes, "|")
}

// canonical returns what writes a column's canonical form.
func (l *lister) canonical(c *record.Column) func(row int) string {
	p, f := l.people, c.Field
	switch {
	case p.Names[f] != nil:
		return func(row int) string { return p.Names[f].At(row).Full }
	case p.Dates[f] != nil:
		return func(row int) string { return p.Dates[f].At(row).Date.String() }
	case p.IDs[f] != nil:
		return func(row int) string {
			id := p.IDs[f].At(row)
			if id.Number != 0 {
				return record.FormatID(id.Number)
			}
			return record.FormatOldID(id.Old)
		}
	case p.Coded[f] != nil:
		return func(row int) string { return p.Coded[f].At(row).Code }
	case p.Numbers[f] != nil:
		return func(row int) string { return p.Numbers[f].At(row).Text }
	}
	return func(row int) string { // text, keys, amounts, addresses: the words, tidied
		s, _ := normalize.Clean(c.At(row))
		if normalize.IsBlank(s) {
			return ""
		}
		if c.Kind == record.KindPhone {
			if n := normalize.ParsePhone(s); strings.Trim(n, "0123456789") == "" {
				return n
			}
		}
		return s
	}
}

// faults lists a row's faults, fields in the order of the file; the personal ID's digits are held against the row's own sex and
// birth date (protocol rule B4).
func (l *lister) faults(row int) string {
	p := l.people
	var list []string
	add := func(f record.Field, faults record.Fault) {
		for _, w := range faults.Words() {
			list = append(list, string(f)+":"+w)
		}
	}
	for _, c := range p.Table.Columns {
		f := c.Field
		switch {
		case p.Names[f] != nil:
			add(f, p.Names[f].At(row).Faults)
		case p.Dates[f] != nil:
			add(f, p.Dates[f].At(row).Faults)
		case p.IDs[f] != nil:
			v := p.IDs[f].At(row)
			if f == record.PersonalIDNo && v.Number != 0 {
				v.Faults |= againstOwn(v.Number, p.Coded[record.Sex].At(row).Code, p.Dates[record.BirthDate].At(row))
			}
			add(f, v.Faults)
			if f == record.PersonalIDNo && v.Number == 0 && v.Old != 0 {
				list = append(list, string(f)+":old_id")
			}
		case p.Places[f] != nil:
			v := p.Places[f].At(row)
			add(f, v.Faults)
			if v.Abolished {
				list = append(list, string(f)+":old_unit")
			}
		case p.Numbers[f] != nil:
			add(f, p.Numbers[f].At(row).Faults)
		case p.Coded[f] != nil:
			if v := p.Coded[f].At(row); v.Code != "" && !v.Known {
				list = append(list, string(f)+":unknown")
			}
		case c.Kind == record.KindPhone:
			add(f, normalize.PhoneFaults(c.At(row)))
		}
	}
	return strings.Join(list, ";")
}

// againstOwn holds a personal ID's century-and-sex and year digits against the person's own sex and birth date.
func againstOwn(id uint64, sex string, birth record.DateValue) record.Fault {
	var f record.Fault
	male := record.IDIsMale(id)
	if sex == record.SexMale && !male || sex == record.SexFemale && male {
		f |= record.FaultCenturySex
	}
	if year := birth.Date.Year(); year != 0 && year != record.IDBirthYear(id) && birth.Alt.Year() != record.IDBirthYear(id) {
		if record.IDBirthYear(id)/100 != year/100 { // as the finding's reason, reconcile's birthContradicts
			f |= record.FaultCenturySex
		} else {
			f |= record.FaultBirthYear
		}
	}
	return f
}
