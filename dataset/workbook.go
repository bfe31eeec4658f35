package dataset

import (
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/doisanh/doisanh/dataset/xls"
	"github.com/doisanh/doisanh/dataset/xlsx"
	"github.com/doisanh/doisanh/record"
)

// openWorkbook opens the sheets of a workbook.
func (in *input) openWorkbook(c *contents) error {
	at, err := in.at(c)
	if err != nil {
		return err
	}
	z, err := zip.NewReader(at, c.size)
	if err != nil {
		return in.problem(record.ProblemFileDamaged, err)
	}
	switch kind := officeKind(z); {
	case kind == kindODS:
		return in.openODS(c, z)
	case kind != "":
		return in.problem(record.ProblemFileBinary, nil, kind)
	case !xlsx.IsBook(z):
		return in.problem(record.ProblemFileBinary, nil, kindZIP)
	}
	c.kind = kindXLSX
	book, err := xlsx.FromZip(z)
	if err != nil {
		return in.bookProblem(err)
	}
	for _, s := range book.Sheets {
		from, err := book.Rows(s)
		if err != nil {
			return in.bookProblem(err)
		}
		c.tables = append(c.tables, sheet(s.Name, s.Hidden, from, &from.Facts, in.bookProblem))
	}
	return nil
}

// maxXLS is the size of an old workbook that is read: it holds 65,536 rows a sheet.
const maxXLS = 1 << 30

// openXLS opens the sheets of an old binary workbook. Other office documents begin alike.
func (in *input) openXLS(c *contents) error {
	at, err := in.at(c)
	if err != nil {
		return err
	}
	if c.size > maxXLS {
		return in.problem(record.ProblemFileLimit, fmt.Errorf("%d bytes", c.size))
	}
	data := in.data
	if data == nil {
		if data, err = io.ReadAll(io.LimitReader(at, maxXLS)); err != nil {
			return fileProblem(in.path, err)
		}
	}
	book, err := xls.Open(data)
	if err != nil {
		return in.bookProblem(err)
	}
	for _, s := range book.Sheets {
		from, err := book.Rows(s)
		if err != nil {
			return in.bookProblem(err)
		}
		c.tables = append(c.tables, sheet(s.Name, s.Hidden, from, &from.Facts, in.bookProblem))
	}
	return nil
}

// bookProblem tells what is wrong with a workbook.
func (in *input) bookProblem(err error) error {
	switch {
	case errors.Is(err, xlsx.ErrExpands):
		return in.problem(record.ProblemFileLimit, err)
	case errors.Is(err, xlsx.ErrBinary):
		return in.problem(record.ProblemFileBinary, nil, "xlsb")
	case errors.Is(err, xls.ErrNoBook):
		return in.problem(record.ProblemFileBinary, nil, "office document")
	case errors.Is(err, xls.ErrLocked):
		return in.problem(record.ProblemFileLocked, nil)
	}
	return in.problem(record.ProblemFileDamaged, err)
}

// sheetFacts fills merged cells down, and says what is to be told of a sheet.
func sheetFacts(f *xlsx.Facts, out *rows, want []int) []Note {
	merged := 0
	for _, m := range f.Merged {
		k, ok := slices.BinarySearch(want, m.Column)
		if !ok || m.LastRow == m.Row {
			continue
		}
		from, found := slices.BinarySearch(out.line, uint32(m.Row))
		if !found {
			continue
		}
		codes := out.columns[k].codes
		for i := from + 1; i < len(codes) && int(out.line[i]) <= m.LastRow; i++ {
			if codes[i] == 0 && codes[from] != 0 {
				codes[i] = codes[from]
				merged++
			}
		}
	}
	var notes []Note
	tell := func(id string, n int) {
		if n > 0 {
			notes = append(notes, Note{ID: id, Args: []any{n}})
		}
	}
	tell(NoteRowsHidden, f.HiddenRows)
	tell(NoteCellsMerged, merged)
	tell(NoteCellsFailed, f.Errors)
	tell(NoteCellsUncomputed, f.Uncomputed)
	tell(NoteYearsAsDates, f.Years)
	return notes
}
