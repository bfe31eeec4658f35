package outdir

import (
	"encoding/csv"
	"errors"
	"io"
	"os"

	"github.com/doisanh/doisanh/record"
)

// ReadRows calls row for every row of a CSV file of a run below the header, its cells as they were before they were guarded.
func ReadRows(path string, columns int, row func([]string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord = columns
	if _, err := in.Read(); err != nil {
		return err
	}
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		for i := range cells {
			cells[i] = record.Unguard(cells[i])
		}
		if err := row(cells); err != nil {
			return err
		}
	}
}
