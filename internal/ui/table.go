package ui

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Table lays out rows of cells in columns: the first to the left, the others to the right, two blanks between. Widths are counted
// in letters, so Vietnamese lines up. Cells are made Plain.
func Table(rows [][]string) string {
	var width []int
	rows = slices.Clone(rows)
	for k, row := range rows {
		rows[k] = make([]string, len(row))
		for i, cell := range row {
			rows[k][i] = Plain(cell)
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			if i == len(width) {
				width = append(width, 0)
			}
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			switch {
			case i == 0 && len(row) == 1:
				b.WriteString(cell)
			case i == 0:
				b.WriteString(cell + pad)
			default:
				b.WriteString("  " + pad + cell)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}
