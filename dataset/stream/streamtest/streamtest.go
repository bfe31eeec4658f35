// Package streamtest reads whole streams of rows in tests.
package streamtest

import (
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/dataset/stream"
)

// Lines returns what is written of each row of a stream that is left, and what ended it other than its end.
func Lines(rows stream.Rows, write func(*stream.Row) string) (lines []string, err error) {
	var row stream.Row
	for {
		if err := rows.Next(&row); stream.AtEnd(err) {
			return lines, nil
		} else if err != nil {
			return lines, err
		}
		lines = append(lines, write(&row))
	}
}

// Cells writes a row's cells with bars between them.
func Cells(row *stream.Row) string {
	cells := make([]string, row.Len())
	for i := range cells {
		cells[i] = string(row.Cell(i))
	}
	return strings.Join(cells, "|")
}

// Numbered writes a row's number before its cells, and behind them why it cannot be loaded.
func Numbered(row *stream.Row) string {
	return strconv.Itoa(row.Number) + ":" + Cells(row) + row.Reason
}
