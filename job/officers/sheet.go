package officers

import (
	"strconv"

	"github.com/doisanh/doisanh/report"
)

// Sheet is decisions.csv: every row of the decisions files and what became of it.
func (d *Rulings) Sheet() report.Sheet {
	rows := d.Rows
	cell := func(name string, column int) report.Column {
		return report.TextColumn(name, func(i int) string { return rows[i].Cells[column] })
	}
	return report.Sheet{Name: "decisions", Rows: len(rows), Columns: []report.Column{
		report.TextColumn("file", func(i int) string { return rows[i].File }),
		{Name: "row", Kind: report.Integer, Num: func(i int) float64 { return float64(rows[i].Line) }},
		cell("dataset_a", ColDatasetA), cell("record_a", ColRecordA), cell("dataset_b", ColDatasetB), cell("record_b", ColRecordB),
		report.TextColumn("decision", func(i int) string { return rows[i].Word() }),
		cell("by", ColBy), cell("when", ColWhen), cell("why", ColWhy),
		report.TextColumn("state", func(i int) string { return rows[i].State }),
		report.TextColumn("reason", func(i int) string { return rows[i].Note }),
		report.TextColumn("against_row", func(i int) string {
			if rows[i].against == 0 {
				return ""
			}
			return strconv.Itoa(rows[i].against)
		}),
	}}
}

// Figures counts the rows of the decisions files by what became of them; of those applied, under NoteNumbers, the ones that make one person of two personal
// IDs that can both be right, where there are any.
func (d *Rulings) Figures() map[string]int {
	of := map[string]int{Applied: 0, Overridden: 0, Conflicted: 0, Refused: 0}
	for i := range d.Rows {
		u := &d.Rows[i]
		of[u.State]++
		if u.State == Applied && u.Note == NoteNumbers {
			of[NoteNumbers]++
		}
	}
	return of
}
