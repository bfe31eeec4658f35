package reconcile

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

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
	// elsewhere are the fields, by number, whose blank cell may stand for a number that stood in another column (numberCell).
	elsewhere []bool
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

// The methods below put down what several findings hold at once, those from one place to before another. That is quicker than one by one:
// a processor waits for several reads at a time if nothing else stands between them.

// AppendKinds appends as[KindOf(i)] of each.
func (l *Findings) AppendKinds(b []uint32, from, to int, as []uint32) []uint32 {
	for k := range l.found[from:to] {
		b = append(b, as[l.found[from+k].kind])
	}
	return b
}

// AppendFields appends as[FieldOf(i)] of each.
func (l *Findings) AppendFields(b []uint32, from, to int, as []uint32) []uint32 {
	for k := range l.found[from:to] {
		b = append(b, as[l.found[from+k].field])
	}
	return b
}

// AppendCommunes appends as[Commune(i)] of each.
func (l *Findings) AppendCommunes(b []uint32, from, to int, as []uint32) []uint32 {
	for k := range l.found[from:to] {
		b = append(b, as[l.found[from+k].commune])
	}
	return b
}

// together is how many findings are looked up at once.
const together = 256

// AppendRecordIDs appends RecordID(i) of each.
func (l *Findings) AppendRecordIDs(b []string, from, to int) []string {
	return l.appendIDs(b, from, to, &l.cells.table.IDs, func(f *found) int32 { return f.row }, l.RecordID)
}

// AppendPopulationIDs appends PopulationID(i) of each.
func (l *Findings) AppendPopulationIDs(b []string, from, to int) []string {
	return l.appendIDs(b, from, to, &l.register.table.IDs, func(f *found) int32 { return f.person }, l.PopulationID)
}

// appendIDs appends the ids of the rows that the findings name by row, and of a finding that names none what other says.
func (l *Findings) appendIDs(b []string, from, to int, ids *record.Texts, row func(*found) int32, other func(i int) string) []string {
	var rows [together]uint32
	for from < to {
		n := 0
		for ; n < together && from+n < to && row(&l.found[from+n]) != record.NoRow; n++ {
			rows[n] = uint32(row(&l.found[from+n]))
		}
		b = ids.Fetch(b, rows[:n])
		if from += n; n < together && from < to {
			b = append(b, other(from))
			from++
		}
	}
	return b
}

// AppendDatasetCells appends for each a number that DatasetValue(i) can be told by: findings of one Findings with the same number have the
// same value, which DatasetTexts gives. 0 says nothing. The numbers have CellBits bits.
func (l *Findings) AppendDatasetCells(b []uint64, from, to int) []uint64 {
	return l.appendCells(b, l.found[from:to], l.columns, func(f *found) (row int32, known bool) { return f.row, f.extra == 0 })
}

// AppendPopulationCells is AppendDatasetCells for PopulationValue, and tells the values of all the run's findings.
func (l *Findings) AppendPopulationCells(b []uint64, from, to int) []uint64 {
	return l.appendCells(b, l.found[from:to], l.theirs, func(f *found) (row int32, known bool) {
		if l.own {
			return record.NoRow, f.extra == 0
		}
		return f.person, f.extra == 0
	})
}

// CellBits is how many bits the numbers of cells have.
const CellBits = 48

// blankCell is the number of a cell that is blank. Others are the number of the field and one more than the value's code in its column.
const blankCell = 1

// appendCells appends the numbers of the findings' cells in some columns; row tells which row of them a finding names, and whether its
// cell says its value at all.
func (l *Findings) appendCells(b []uint64, all []found, columns []*record.Column, row func(*found) (int32, bool)) []uint64 {
	var codes [together]*uint32
	none := uint32(0)
	for ; len(all) > 0; all = all[min(together, len(all)):] {
		part := all[:min(together, len(all))]
		at := len(b)
		for k := range part {
			f := &part[k]
			number, code := uint64(0), &none
			if row, known := row(f); known {
				number = blankCell
				if f.field != 0 && row != record.NoRow {
					number = uint64(f.field) << 32
					if c := columns[f.field]; c != nil {
						code = &c.Codes[row]
					}
				}
			}
			b, codes[k] = append(b, number), code
		}
		numbers := b[at:]
		for k, code := range codes[:len(part)] {
			numbers[k] += uint64(*code)
		}
		for k, n := range numbers {
			switch {
			case uint32(n) != 0 && n != blankCell:
				numbers[k]++
			case n != 0 && !l.elsewhere[n>>32]:
				numbers[k] = blankCell
			default:
				numbers[k] = 0
			}
		}
	}
	return b
}

// DatasetTexts appends the values that some numbers of AppendDatasetCells tell, none of them 0, whatever stands above their CellBits bits.
func (l *Findings) DatasetTexts(b []string, numbers []uint64) []string {
	return told(b, l.columns, numbers)
}

// PopulationTexts is DatasetTexts for AppendPopulationCells.
func (l *Findings) PopulationTexts(b []string, numbers []uint64) []string {
	return told(b, l.theirs, numbers)
}

func told(b []string, columns []*record.Column, numbers []uint64) []string {
	sum := uint64(0)
	for _, n := range numbers {
		if uint32(n) != blankCell {
			sum += columns[uint16(n>>32)].Dict.Cell(uint32(n) - 1)[1] >> 56
		}
	}
	b = slices.Grow(b, len(numbers)+int(sum>>63)) // + 0, so that the reads are not left out
	for _, n := range numbers {
		s := ""
		if uint32(n) != blankCell { // in a column no value has that number
			s = columns[uint16(n>>32)].Dict.At(uint32(n) - 1)
		}
		b = append(b, s)
	}
	return b
}

// close looks up the columns once all findings are there.
func (l *Findings) close() {
	for _, f := range l.list.fields {
		l.columns = append(l.columns, l.cells.table.Column(f))
		l.theirs = append(l.theirs, l.register.table.Column(f))
		l.elsewhere = append(l.elsewhere, f == record.PersonalIDNo || f == record.OldID)
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
