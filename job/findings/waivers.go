package findings

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// What became of a row of a waivers' file, beside officers.Applied and officers.Refused.
const (
	Expired   = "expired"   // its last day is past
	Unmatched = "unmatched" // this run has no such finding
)

// waiver is one row of a waivers' file: a finding an officer has looked at and lets stand, by its id, or by dataset, record
// and code (and field, where only one of the code's is meant), to a last day or for good.
type waiver struct {
	officers.Row
	id          uint64 // 0 = by dataset, record and code
	until       record.Date
	state, note string
	met         int // findings it holds for
}

// Waivers are all rows of the waivers' files.
type Waivers struct {
	rows   []waiver
	byID   map[uint64][]int
	byName map[[3]string][]int // dataset, record, code
}

// ReadWaivers reads the waivers' files of a run that is judged on a day; names are what its datasets may be called.
func ReadWaivers(ctx context.Context, paths []string, names *officers.Names, asOf record.Date) (*Waivers, error) {
	w := &Waivers{byID: map[uint64][]int{}, byName: map[[3]string][]int{}}
	for _, path := range paths {
		rows, err := officers.ReadRows(ctx, path, []int{officers.ColFindingID, officers.ColDatasetA}, []int{officers.ColFindingID, officers.ColRecordA}, []int{officers.ColFindingID, officers.ColCodeOf})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			row.Cells[officers.ColDatasetA] = names.Find(row.Cells[officers.ColDatasetA])
			w.add(waiver{Row: row, state: Unmatched}, asOf)
		}
	}
	return w, nil
}

// add reads one row's cells.
func (w *Waivers) add(v waiver, asOf record.Date) {
	at := len(w.rows)
	code := v.Cells[officers.ColCodeOf]
	if i := strings.LastIndexByte(code, '.'); i >= 0 { // dung.id_structure: as `rules` and the reports write it
		code = code[i+1:]
	}
	name := [3]string{v.Cells[officers.ColDatasetA], v.Cells[officers.ColRecordA], code}
	var err error
	switch {
	case v.Fault != "":
		v.state, v.note = officers.Refused, v.Fault
	case v.Cells[officers.ColFindingID] != "":
		if v.id, err = strconv.ParseUint(v.Cells[officers.ColFindingID], 16, 64); err != nil || v.id == 0 {
			v.state, v.note = officers.Refused, "finding_id"
		}
	case name[0] == "" || name[1] == "" || name[2] == "":
		v.state, v.note = officers.Refused, officers.NoteBlank
	}
	if u := v.Cells[officers.ColUntil]; u != "" && v.state != officers.Refused {
		var ok bool
		if v.until, ok = normalize.DayOf(u, normalize.DateContext{AsOf: asOf, Order: normalize.OrderDayMonth, Event: true}); !ok {
			v.state, v.note = officers.Refused, officers.NoteWhen
		} else if v.until < asOf {
			v.state = Expired
		}
	}
	w.rows = append(w.rows, v)
	switch {
	case v.state != Unmatched:
	case v.id != 0:
		w.byID[v.id] = append(w.byID[v.id], at)
	default:
		w.byName[name] = append(w.byName[name], at)
	}
}

// apply tells the table which of its findings are waived, those of the run before that stay open among them, and every waiver how many findings it holds for.
func (w *Waivers) apply(t *Table) {
	t.waived = make([][]bool, len(t.Lists))
	for n, l := range t.Lists {
		t.waived[n] = make([]bool, l.Len())
		for i := range l.Len() {
			t.waived[n][i] = w.holds(t.ids[n][i], l.Dataset(), l.RecordID(i), t.Kinds[l.KindOf(i)].Code, t.Fields[l.FieldOf(i)])
		}
	}
	t.stayed = make([]bool, t.Gone.Len())
	for row := range uint32(t.Gone.Len()) {
		if t.gone(row) != IsResolved {
			at := func(column int) string { return t.Gone.At(row, column) }
			t.stayed[row] = w.holds(t.Gone.ID(row), at(ColDataset), at(ColRecord), at(ColCode), at(ColField))
		}
	}
}

// holds reports whether a finding is waived, and notes it with the waivers that say so.
func (w *Waivers) holds(id uint64, dataset, recordID, code, field string) bool {
	waived := false
	for _, at := range w.byID[id] {
		waived = w.meet(at)
	}
	if len(w.byName) == 0 {
		return waived
	}
	for _, at := range w.byName[[3]string{dataset, recordID, code}] {
		if f := w.rows[at].Cells[officers.ColFieldOf]; f == "" || f == field {
			waived = w.meet(at)
		}
	}
	return waived
}

func (w *Waivers) meet(at int) bool {
	w.rows[at].met++
	w.rows[at].state = officers.Applied
	return true
}

// Sheet is waivers.csv: every row of the waivers' files and what became of it.
func (w *Waivers) Sheet() report.Sheet {
	cell := func(name string, column int) report.Column {
		return report.TextColumn(name, func(i int) string { return w.rows[i].Cells[column] })
	}
	return report.Sheet{Name: "waivers", Rows: len(w.rows), Columns: []report.Column{
		report.TextColumn("file", func(i int) string { return w.rows[i].File }),
		{Name: "row", Kind: report.Integer, Num: func(i int) float64 { return float64(w.rows[i].Line) }},
		report.TextColumn("finding_id", func(i int) string {
			if w.rows[i].id == 0 {
				return w.rows[i].Cells[officers.ColFindingID]
			}
			return fmt.Sprintf("%016x", w.rows[i].id)
		}),
		cell("dataset", officers.ColDatasetA), cell("record_id", officers.ColRecordA), cell("code", officers.ColCodeOf), cell("field", officers.ColFieldOf),
		cell("by", officers.ColBy), cell("when", officers.ColWhen), cell("until", officers.ColUntil), cell("why", officers.ColWhy),
		report.TextColumn("state", func(i int) string { return w.rows[i].state }),
		report.TextColumn("reason", func(i int) string { return w.rows[i].note }),
		{Name: "findings", Kind: report.Integer, Num: func(i int) float64 { return float64(w.rows[i].met) }},
	}}
}

// Figures counts the rows of the waivers' files by what became of them.
func (w *Waivers) Figures() map[string]int {
	of := map[string]int{officers.Applied: 0, Expired: 0, Unmatched: 0, officers.Refused: 0}
	for i := range w.rows {
		of[w.rows[i].state]++
	}
	return of
}
