// Package sheetxml reads the sheets of an "XML Spreadsheet 2003" as streams of rows of text. Offices meet them as files called .xls that programs
// write without a spreadsheet at hand. The form is Microsoft's "XML Spreadsheet Reference" (SpreadsheetML of Office 2002 and 2003).
package sheetxml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/doisanh/doisanh/dataset/numfmt"
	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/xlsx"
	"github.com/doisanh/doisanh/dataset/xmlscan"
)

// ErrDamaged says that a document is broken.
var ErrDamaged = errors.New("xml spreadsheet: damaged")

// maxCell is the number of bytes a cell's text may have, as in package xlsx. A longer one costs its row.
const maxCell = 256 << 10

// Is reports whether a text is such a document, by its beginning.
func Is(text []byte) bool {
	text = text[:min(len(text), 8<<10)]
	return bytes.Contains(text, []byte("urn:schemas-microsoft-com:office:spreadsheet")) && bytes.Contains(text, []byte("Workbook"))
}

// Book is an open document.
type Book struct {
	Sheets []Sheet

	text   []byte
	styles map[string]numfmt.Style
}

// Sheet is one sheet of a document.
type Sheet struct {
	Name   string
	Hidden bool

	at int // where its element begins
}

// Open goes through a document for its sheets and number formats.
func Open(text []byte) (*Book, error) {
	b := &Book{text: text, styles: map[string]numfmt.Style{}}
	s := xmlscan.New(bytes.NewReader(text))
	style := ""
	for {
		kind, err := s.Next()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return b, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if kind != xmlscan.Start {
			continue
		}
		switch string(s.Name) {
		case "Style":
			id, _ := s.Attr("ID")
			style = string(id)
		case "NumberFormat":
			format, _ := s.Attr("Format")
			b.styles[style] = styleOf(string(format))
		case "Worksheet":
			name, _ := s.Attr("Name")
			b.Sheets = append(b.Sheets, Sheet{Name: string(name), at: s.TagOffset()})
		case "Visible":
			if n := len(b.Sheets); n > 0 {
				text, err := textOf(s)
				if err != nil {
					return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
				}
				b.Sheets[n-1].Hidden = bytes.HasPrefix(bytes.TrimSpace(text), []byte("SheetHidden")) || bytes.HasPrefix(bytes.TrimSpace(text), []byte("SheetVeryHidden"))
			}
		}
	}
}

// styleOf reads a number format: a code, or the name of one that every program knows.
func styleOf(format string) numfmt.Style {
	switch format {
	case "General Date":
		return numfmt.Style{Date: true, Clock: true}
	case "Short Date", "Medium Date", "Long Date":
		return numfmt.Style{Date: true}
	case "Short Time", "Medium Time", "Long Time":
		return numfmt.Style{Clock: true}
	case "Fixed", "Standard", "Percent", "Scientific", "Currency", "Euro Currency", "Yes/No", "True/False", "On/Off", "General Number", "General", "":
		return numfmt.Style{}
	}
	return numfmt.Parse(format)
}

// Rows are the rows of one sheet that hold anything. It is a stream.Rows.
type Rows struct {
	Facts xlsx.Facts // whole once Next has returned io.EOF

	book *Book
	scan *xmlscan.Scanner
	row  int // the last one's number
	done bool
}

// Rows opens a sheet.
func (b *Book) Rows(sheet Sheet) *Rows {
	return &Rows{book: b, scan: xmlscan.New(bytes.NewReader(b.text[sheet.at:]))}
}

// Close lets go of nothing; the text is the caller's.
func (r *Rows) Close() error { return nil }

// Next reads the next row that holds a text, as stream.Rows says.
func (r *Rows) Next(to *stream.Row) error {
	for !r.done {
		kind, err := r.scan.Next()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		switch {
		case kind == xmlscan.End && r.scan.Depth() == 0:
			r.done = true
		case kind != xmlscan.Start || string(r.scan.Name) != "Row":
		default:
			if err := r.readRow(to); err != nil {
				return fmt.Errorf("%w: %w", ErrDamaged, err)
			}
			if len(to.Text) > 0 {
				if to.Hidden {
					r.Facts.HiddenRows++
				}
				return nil
			}
		}
	}
	return io.EOF
}

// number returns an attribute that is a whole number within limits, def where there is none.
func (r *Rows) number(name string, def, least, most int) (int, error) {
	v, ok := r.scan.Attr(name)
	if !ok {
		return def, nil
	}
	n, err := strconv.Atoi(string(v))
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("%s %q below row %d", name, v, r.row)
	}
	return n, nil
}

// readRow reads the row whose start tag was met. A span says that as many rows below it are like it, and empty.
func (r *Rows) readRow(to *stream.Row) error {
	to.Reset()
	number, err := r.number("Index", r.row+1, r.row+1, xlsx.MaxRows)
	if err != nil {
		return err
	}
	span, err := r.number("Span", 0, 0, xlsx.MaxRows)
	if err != nil {
		return err
	}
	if number > xlsx.MaxRows {
		return errors.New("more rows than a sheet has")
	}
	hidden, _ := r.scan.Attr("Hidden")
	r.row, to.Number, to.Hidden = number, number, string(hidden) == "1"
	outer := r.scan.Depth()
	next := 0 // the column of a cell that does not say its own
	for {
		kind, err := r.scan.Next()
		switch {
		case err != nil:
			return xmlscan.Within(err)
		case kind == xmlscan.End && r.scan.Depth() < outer:
			r.row += span
			return nil
		case kind != xmlscan.Start:
			continue
		}
		if string(r.scan.Name) != "Cell" {
			return fmt.Errorf("%s within row %d", r.scan.Name, r.row)
		}
		if next, err = r.readCell(to, next); err != nil {
			return err
		}
	}
}

// readCell reads the cell whose start tag was met, appends its text, and returns the column of the one behind it.
func (r *Rows) readCell(to *stream.Row, next int) (after int, err error) {
	column, err := r.number("Index", next+1, next+1, xlsx.MaxColumns)
	if err != nil {
		return 0, err
	}
	if column > xlsx.MaxColumns {
		return 0, errors.New("more columns than a sheet has")
	}
	column--
	across, err := r.number("MergeAcross", 0, 0, xlsx.MaxColumns)
	if err != nil {
		return 0, err
	}
	down, err := r.number("MergeDown", 0, 0, xlsx.MaxRows)
	if err != nil {
		return 0, err
	}
	if down > 0 {
		r.Facts.Merged = append(r.Facts.Merged, xlsx.Merge{Row: r.row, LastRow: r.row + down, Column: column, LastColumn: column + across})
	}
	id, _ := r.scan.Attr("StyleID")
	style := r.book.styles[string(id)]
	to.Pad(column)
	outer := r.scan.Depth()
	for {
		kind, err := r.scan.Next()
		switch {
		case err != nil:
			return 0, xmlscan.Within(err)
		case kind == xmlscan.End && r.scan.Depth() < outer:
			to.End()
			return column + across + 1, nil
		case kind != xmlscan.Start:
			continue
		}
		data := string(r.scan.Name) == "Data"
		kindOf, _ := r.scan.Attr("Type")
		typed := string(kindOf)
		text, err := textOf(r.scan)
		switch {
		case err != nil:
			return 0, err
		case !data: // a comment, a named range
		case len(text) > maxCell:
			to.Text, to.Reason = append(to.Text, text[:maxCell]...), "too_long"
		default:
			r.appendValue(to, typed, text, style)
		}
	}
}

// appendValue appends the text of a value of a type.
func (r *Rows) appendValue(to *stream.Row, typed string, text []byte, style numfmt.Style) {
	switch typed {
	case "Number":
		var year bool
		if to.Text, year = numfmt.Append(to.Text, bytes.TrimSpace(text), style, false); year {
			r.Facts.Years++
		}
	case "DateTime":
		at, err := time.Parse("2006-01-02T15:04:05", string(bytes.TrimSpace(text)))
		if err != nil {
			to.Text = append(to.Text, text...)
			return
		}
		var year bool
		if to.Text, year = numfmt.AppendDate(to.Text, at); year {
			r.Facts.Years++
		}
	case "Boolean":
		if string(bytes.TrimSpace(text)) == "1" {
			to.Text = append(to.Text, "TRUE"...)
		} else {
			to.Text = append(to.Text, "FALSE"...)
		}
	case "Error":
		r.Facts.Errors++
	default:
		to.Text = append(to.Text, text...)
	}
}

// textOf reads the text of the element just begun, that of elements within it too.
func textOf(s *xmlscan.Scanner) ([]byte, error) {
	var text []byte
	outer := s.Depth()
	for {
		kind, err := s.Next()
		switch {
		case err != nil:
			return nil, xmlscan.Within(err)
		case kind == xmlscan.Text:
			if len(text) <= maxCell {
				text = s.AppendText(text)
			}
		case kind == xmlscan.End && s.Depth() < outer:
			return text, nil
		}
	}
}
