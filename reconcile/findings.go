package reconcile

import "github.com/doisanh/doisanh/record"

// Findings are the findings of one dataset, sorted by record id, criterion, code and field; each (record, code, field) once. A
// finding is kept as numbers of rows, and put into words when it is asked for.
type Findings struct {
	name     string
	own      bool // the register's own findings
	cells    *cells
	register *cells
	list     *kindList
	found    []found
	extras   []extra
	columns  []*record.Column // by field number; nil where the dataset has none
	theirs   []*record.Column // the register's
}

// Kinds returns every kind of finding of the run; KindOf gives places in it.
func (r *Result) Kinds() []Kind { return r.list.kinds }

// Fields returns every field that findings of the run name; FieldOf gives places in it.
func (r *Result) Fields() []record.Field { return r.list.fields }

// Len returns the number of findings.
func (l *Findings) Len() int { return len(l.found) }

// Dataset returns the dataset's name.
func (l *Findings) Dataset() string { return l.name }

// KindOf returns finding i's place in Result.Kinds.
func (l *Findings) KindOf(i int) int { return int(l.found[i].kind) }

// FieldOf returns finding i's place in Result.Fields.
func (l *Findings) FieldOf(i int) int { return int(l.found[i].field) }

// Commune returns the commune whose list finding i goes on, 0 where it cannot be told.
func (l *Findings) Commune(i int) uint32 { return l.found[i].commune }

// RecordID returns the id of the record finding i stands on.
func (l *Findings) RecordID(i int) string {
	if f := &l.found[i]; f.row < 0 {
		return l.extras[f.extra-1].record
	}
	return l.cells.table.IDs.At(uint32(l.found[i].row))
}

// PopulationID returns the id of the register's record that finding i is about, empty where there is none.
func (l *Findings) PopulationID(i int) string {
	if p := l.found[i].person; p != record.NoRow {
		return l.register.table.IDs.At(uint32(p))
	}
	return ""
}

// DatasetValue returns the record's value as read.
func (l *Findings) DatasetValue(i int) string {
	f := &l.found[i]
	if f.extra != 0 {
		return l.extras[f.extra-1].ours
	}
	return l.cells.cellOf(l.columns[f.field], l.list.fields[f.field], int(f.row))
}

// PopulationValue returns the register's value as read.
func (l *Findings) PopulationValue(i int) string {
	f := &l.found[i]
	switch {
	case f.extra != 0:
		return l.extras[f.extra-1].theirs
	case f.person == record.NoRow || l.own:
		return ""
	}
	return l.register.cellOf(l.theirs[f.field], l.list.fields[f.field], int(f.person))
}

// DatasetCell returns a number that DatasetValue(i) can be told by: findings of one Findings with the same number have the same value. 0 says
// nothing.
func (l *Findings) DatasetCell(i int) uint64 {
	f := &l.found[i]
	if f.extra != 0 {
		return 0
	}
	return cellNumber(l.columns[f.field], f.field, int(f.row))
}

// PopulationCell is DatasetCell for PopulationValue, and tells the values of all the run's findings.
func (l *Findings) PopulationCell(i int) uint64 {
	f := &l.found[i]
	switch {
	case f.extra != 0:
		return 0
	case f.person == record.NoRow || l.own:
		return blankCell
	}
	return cellNumber(l.theirs[f.field], f.field, int(f.person))
}

// blankCell is the number of a cell that is blank because nothing stands there.
const blankCell = 1

// cellNumber numbers a cell as read; a blank one may stand for a number that stood elsewhere (cellOf).
func cellNumber(c *record.Column, field uint16, row int) uint64 {
	switch {
	case field == 0: // no field
		return blankCell
	case c == nil || c.Codes[row] == 0:
		return 0
	}
	return uint64(field)<<32 | uint64(c.Codes[row]) + 1
}

// At returns finding i in full.
func (l *Findings) At(i int) record.Finding {
	f := &l.found[i]
	k := &l.list.kinds[f.kind]
	return record.Finding{
		Criterion: k.Criterion, Code: k.Code, Dataset: l.name, RecordID: l.RecordID(i), PopulationID: l.PopulationID(i),
		Field: l.list.fields[f.field], DatasetValue: l.DatasetValue(i), PopulationValue: l.PopulationValue(i),
		Reason: k.Reason, Action: k.Action, Recipient: k.Recipient, Severity: k.Severity, Commune: f.commune,
	}
}

// close looks up the columns once all findings are there.
func (l *Findings) close() {
	for _, f := range l.list.fields {
		l.columns = append(l.columns, l.cells.table.Column(f))
		l.theirs = append(l.theirs, l.register.table.Column(f))
	}
}

// cellOf returns a cell of a field whose column is known, as cell does.
func (v *cells) cellOf(c *record.Column, f record.Field, row int) string {
	if f == "" {
		return ""
	}
	if c != nil {
		if s := c.At(row); s != "" {
			return s
		}
	}
	return v.numberCell(f, row)
}

// Rows returns the row finding i stands on, record.NoRow where it stands on a commune, and the register's row that it is about,
// record.NoRow where there is none.
func (l *Findings) Rows(i int) (row, person int) {
	f := &l.found[i]
	if f.row < 0 {
		return record.NoRow, int(f.person)
	}
	return int(f.row), int(f.person)
}
