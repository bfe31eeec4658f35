package report

import (
	"context"
	"io"
)

// WriteCSV writes the sheet as CSV.
// encoding/csv is right but wants a []string a row; this writes cells straight into large blocks.
func WriteCSV(w io.Writer, s Sheet) error {
	return writeSheet(context.Background(), s, nil, 1, w, nil, nil)
}

// csvHeader returns the header row.
func csvHeader(s Sheet) []byte {
	var b []byte
	for i := range s.Columns {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendCell(b, s.Columns[i].Name)
	}
	return append(b, '\n')
}
