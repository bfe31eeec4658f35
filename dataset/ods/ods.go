// Package ods reads the sheets of an OpenDocument spreadsheet (ISO/IEC 26300, the .ods of LibreOffice) as streams of rows of text, out of the content.xml
// of its package.
package ods

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/doisanh/doisanh/dataset/numfmt"
	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/xlsx"
	"github.com/doisanh/doisanh/dataset/xmlscan"
)

// MediaType is what the package's member "mimetype" holds, a template's goes on.
const MediaType = "application/vnd.oasis.opendocument.spreadsheet"

// Faults of a document.
var (
	ErrDamaged = errors.New("ods: damaged")
	ErrExpands = errors.New("ods: rows or cells are repeated beyond measure")

	errTooLarge = fmt.Errorf("%w: more rows or columns than a sheet has", ErrDamaged)
)

// Limits of a document.
const (
	mostRepeated = 1 << 24 // of blank rows and cells some programs write more than a sheet has

	maxCell     = 256 << 10
	maxRow      = 2 << 20  // bytes: more than a row that is loaded may have
	maxRepeated = 64 << 20 // bytes of the rows that stand for several
)

// Book is an open document.
type Book struct {
	Sheets []Sheet

	content []byte
}

// Sheet is one sheet of a document.
type Sheet struct {
	Name   string
	Hidden bool

	at int // where its element begins
}

// Open goes through a document's content for its sheets.
func Open(content []byte) (*Book, error) {
	b := &Book{content: content}
	hidden := map[string]bool{} // by style of a sheet
	style := ""
	within := 0 // the depth of the sheet being passed over
	s := xmlscan.New(bytes.NewReader(content))
	for {
		kind, err := s.Next()
		if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return b, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if s.Depth() < within {
			within = 0
		}
		if kind != xmlscan.Start {
			continue
		}
		switch string(s.Name) {
		case "style":
			style = attr(s, "name")
		case "table-properties":
			if attr(s, "display") == "false" {
				hidden[style] = true
			}
		case "table":
			if within == 0 {
				within = s.Depth()
				b.Sheets = append(b.Sheets, Sheet{Name: attr(s, "name"), Hidden: hidden[attr(s, "style-name")], at: s.TagOffset()})
			}
		}
	}
}

func attr(s *xmlscan.Scanner, name string) string {
	v, _ := s.Attr(name)
	return string(v)
}

// Rows are the rows of one sheet that hold anything. It is a stream.Rows.
type Rows struct {
	Facts xlsx.Facts // whole once Next has returned io.EOF

	scan     *xmlscan.Scanner
	row      int         // the last one's number
	again    *stream.Row // the last one, where it stands for more
	left     int         // for how many
	repeated int         // bytes given again
	value    []byte
	done     bool
}

// Rows opens a sheet.
func (b *Book) Rows(sheet Sheet) *Rows {
	return &Rows{scan: xmlscan.New(bytes.NewReader(b.content[sheet.at:]))}
}

// Close lets go of nothing; the content is the caller's.
func (r *Rows) Close() error { return nil }

// Next reads the next row that holds a text, as stream.Rows says.
func (r *Rows) Next(to *stream.Row) error {
	if r.left > 0 {
		return r.repeat(to)
	}
	for !r.done {
		kind, err := r.scan.Next()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		switch {
		case kind == xmlscan.End && r.scan.Depth() == 0:
			r.done = true
		case kind == xmlscan.Start && string(r.scan.Name) == "table-row":
			if err := r.readRow(to); err != nil {
				return err
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

// repeat gives the last row again, one below it.
func (r *Rows) repeat(to *stream.Row) error {
	if r.repeated += len(r.again.Text); r.repeated > maxRepeated {
		return ErrExpands
	}
	r.left--
	r.row++
	to.Reset()
	to.Number, to.Hidden, to.Reason = r.row, r.again.Hidden, r.again.Reason
	to.Text, to.Ends = append(to.Text, r.again.Text...), append(to.Ends, r.again.Ends...)
	return nil
}

// count reads how many times something stands there, or over how many rows or columns.
func (r *Rows) count(name string, most int) (int, error) {
	v, ok := r.scan.Attr(name)
	if !ok {
		return 1, nil
	}
	n, err := strconv.Atoi(string(v))
	if err != nil || n < 1 || n > most {
		return 0, fmt.Errorf("%w: %s %q below row %d", ErrDamaged, name, v, r.row)
	}
	return n, nil
}

// readRow reads the row whose start tag was met.
func (r *Rows) readRow(to *stream.Row) error {
	to.Reset()
	times, err := r.count("number-rows-repeated", mostRepeated)
	if err != nil {
		return err
	}
	shown := attr(r.scan, "visibility")
	to.Number, to.Hidden = r.row+1, shown == "collapse" || shown == "filter"
	outer, blank := r.scan.Depth(), 0
	for {
		kind, err := r.scan.Next()
		switch {
		case err != nil:
			return fmt.Errorf("%w: %w", ErrDamaged, xmlscan.Within(err))
		case kind == xmlscan.End && r.scan.Depth() < outer:
			switch {
			case len(to.Text) == 0:
				r.row += times
			case r.row+times > xlsx.MaxRows:
				return errTooLarge
			default:
				r.row++
				if r.left = times - 1; r.left > 0 {
					r.again = to.Clone()
				}
			}
			return nil
		case kind != xmlscan.Start:
			continue
		}
		switch string(r.scan.Name) {
		case "table-cell", "covered-table-cell":
			if blank, err = r.readCell(to, blank); err != nil {
				return err
			}
		case "table-row":
			return fmt.Errorf("%w: a row within row %d", ErrDamaged, r.row+1)
		}
	}
}

// readCell reads the cell whose start tag was met, and appends its text as often as it stands there. blank is the number of empty cells before it that were
// not appended yet; the number behind it is returned.
func (r *Rows) readCell(to *stream.Row, blank int) (after int, err error) {
	times, err := r.count("number-columns-repeated", mostRepeated)
	if err != nil {
		return 0, err
	}
	down, err := r.count("number-rows-spanned", xlsx.MaxRows)
	if err != nil {
		return 0, err
	}
	column := to.Len() + blank
	kind, failed := attr(r.scan, "value-type"), false
	r.scan.EachAttr(func(name, value []byte) {
		failed = failed || string(name) == "calcext:value-type" && string(value) == "error"
	})
	value := attr(r.scan, "value")
	switch kind {
	case "date":
		value = attr(r.scan, "date-value")
	case "boolean":
		value = attr(r.scan, "boolean-value")
	}
	if r.value, err = textOf(r.scan, r.value[:0]); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if failed {
		r.Facts.Errors++
		r.value = r.value[:0]
	}
	text := r.textOf(kind, value)
	if len(text) > maxCell {
		text, to.Reason = text[:maxCell], "too_long"
	}
	if down > 1 {
		r.Facts.Merged = append(r.Facts.Merged, xlsx.Merge{Row: r.row + 1, LastRow: r.row + down, Column: column, LastColumn: column})
	}
	switch {
	case len(text) == 0:
		return min(blank+times, xlsx.MaxColumns), nil
	case column+times > xlsx.MaxColumns:
		return 0, errTooLarge
	}
	to.Pad(column)
	for range times {
		if len(to.Text) > maxRow {
			to.Reason = "too_long"
			break
		}
		to.Text = append(to.Text, text...)
		to.End()
	}
	return 0, nil
}

// textOf returns the text of a cell whose value is of a kind; what the cell shows stands in r.value. A number is taken with all its digits, but as it is
// shown where that has zeros before it, as codes have.
func (r *Rows) textOf(kind, value string) []byte {
	switch kind {
	case "float", "percentage", "currency":
		shown := strings.TrimSpace(string(r.value))
		if strings.HasPrefix(shown, "0") && strings.TrimLeft(shown, "0") == value {
			return []byte(shown)
		}
		text, _ := numfmt.Append(nil, []byte(value), numfmt.Style{}, false)
		return text
	case "date":
		for _, form := range []string{time.DateOnly, "2006-01-02T15:04:05"} {
			if at, err := time.Parse(form, value); err == nil {
				text, year := numfmt.AppendDate(nil, at)
				if year {
					r.Facts.Years++
				}
				return text
			}
		}
	case "boolean":
		return []byte(strings.ToUpper(value))
	}
	return r.value
}

// textOf appends the text of the cell just begun: its paragraphs one below the other, without what is noted beside it.
func textOf(s *xmlscan.Scanner, to []byte) ([]byte, error) {
	outer := s.Depth()
	paragraphs, beside := 0, 0 // beside is the depth of a note
	for {
		kind, err := s.Next()
		if err != nil {
			return nil, xmlscan.Within(err)
		}
		if s.Depth() < beside {
			beside = 0
		}
		switch {
		case kind == xmlscan.End && s.Depth() < outer:
			return to, nil
		case beside > 0 || len(to) > maxCell:
		case kind == xmlscan.Text && paragraphs > 0:
			to = s.AppendText(to)
		case kind == xmlscan.Start:
			switch string(s.Name) {
			case "annotation":
				beside = s.Depth()
			case "p":
				if paragraphs++; paragraphs > 1 {
					to = append(to, '\n')
				}
			case "s":
				n, err := strconv.Atoi(attr(s, "c"))
				if err != nil {
					n = 1
				}
				to = append(to, bytes.Repeat([]byte{' '}, max(0, min(n, maxCell)))...)
			case "tab":
				to = append(to, '\t')
			case "line-break":
				to = append(to, '\n')
			}
		}
	}
}
