package xlsx

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/doisanh/doisanh/dataset/numfmt"
	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/xmlscan"
)

// maxCell is the number of bytes a cell's text may have; the format allows 32,767 letters. A longer one costs its row.
const maxCell = 256 << 10

// Rows are the rows of one sheet that hold anything. It is a stream.Rows.
type Rows struct {
	Facts Facts // whole once Next has returned io.EOF

	book  *Book
	part  *part
	scan  *xmlscan.Scanner
	row   int // the last one's number
	value []byte
	done  bool
}

// Facts is what is to be told of a sheet beside its cells.
type Facts struct {
	HiddenRows int     // rows that are not shown and hold something; they are read like the others
	Errors     int     // cells whose formula failed (#N/A, #REF!…): read as empty
	Uncomputed int     // cells with a formula and no value: read as empty
	Years      int     // cells shown as dates that hold a year
	Merged     []Merge // in the order of the file
}

// Merge is a rectangle of merged cells, of which the first alone holds a value. Rows are counted from 1, columns from 0.
type Merge struct{ Row, LastRow, Column, LastColumn int }

// Rows opens a sheet.
func (b *Book) Rows(sheet Sheet) (*Rows, error) {
	p, err := b.open(sheet.part)
	if err != nil {
		return nil, err
	}
	return &Rows{book: b, part: p, scan: xmlscan.New(p)}, nil
}

// Close closes the sheet.
func (r *Rows) Close() error { return r.part.Close() }

// Next reads the next row that holds a text, as stream.Rows says.
func (r *Rows) Next(to *stream.Row) error {
	if r.done {
		return io.EOF
	}
	for {
		kind, err := r.scan.Next()
		switch {
		case errors.Is(err, io.EOF):
			r.done = true
			return io.EOF
		case err != nil:
			return inPart(r.part.name, err)
		case kind != xmlscan.Start:
			continue
		}
		switch string(r.scan.Name) {
		case "row":
			if err := r.readRow(to); err != nil {
				return inPart(r.part.name, err)
			}
			if len(to.Text) > 0 {
				if to.Hidden {
					r.Facts.HiddenRows++
				}
				return nil
			}
		case "mergeCell":
			if ref, ok := r.scan.Attr("ref"); ok {
				if m, ok := mergeOf(ref); ok {
					r.Facts.Merged = append(r.Facts.Merged, m)
				}
			}
		}
	}
}

// readRow reads the row whose start tag was met.
func (r *Rows) readRow(to *stream.Row) error {
	to.Reset()
	number := r.row + 1
	var bad error
	r.scan.EachAttr(func(name, value []byte) {
		switch string(name) {
		case "r":
			n, err := strconv.Atoi(string(value))
			if err != nil || n <= r.row {
				bad = fmt.Errorf("%w: row %q after row %d", ErrDamaged, value, r.row)
			}
			number = n
		case "hidden":
			to.Hidden = string(value) == "1" || string(value) == "true"
		}
	})
	if bad != nil {
		return bad
	}
	if number > MaxRows {
		return errTooLarge
	}
	r.row, to.Number = number, number
	outer := r.scan.Depth()
	for {
		kind, err := r.next()
		if err != nil {
			return err
		}
		switch {
		case kind == xmlscan.Start && string(r.scan.Name) == "c":
			if err := r.readCell(to); err != nil {
				return err
			}
		case kind == xmlscan.End && r.scan.Depth() < outer:
			return nil
		}
	}
}

// next is the scanner's, for places where the document must go on.
func (r *Rows) next() (xmlscan.Kind, error) {
	kind, err := r.scan.Next()
	return kind, xmlscan.Within(err)
}

// cell kinds, by the attribute t.
const (
	kindNumber = iota
	kindShared
	kindInline
	kindText // a formula's
	kindBool
	kindError
	kindDate // written out
)

// cellTag is what a cell's start tag says.
type cellTag struct{ column, kind, style int }

// readTag reads a cell's start tag.
func (r *Rows) readTag(next int) (tag cellTag, err error) {
	tag.column = next
	r.scan.EachAttr(func(name, value []byte) {
		if len(name) != 1 {
			return
		}
		switch name[0] {
		case 'r':
			column, row, ok := place(value)
			if !ok || row != r.row || column < next || column >= MaxColumns {
				err = fmt.Errorf("%w: cell %q in row %d", ErrDamaged, value, r.row)
			}
			tag.column = column
		case 's':
			n, fault := strconv.Atoi(string(value))
			if fault != nil || n < 0 {
				err = fmt.Errorf("%w: cell style %q", ErrDamaged, value)
			}
			tag.style = n
		case 't':
			switch string(value) {
			case "s":
				tag.kind = kindShared
			case "inlineStr":
				tag.kind = kindInline
			case "str":
				tag.kind = kindText
			case "b":
				tag.kind = kindBool
			case "e":
				tag.kind = kindError
			case "d":
				tag.kind = kindDate
			case "n":
			default:
				err = fmt.Errorf("%w: cell type %q", ErrDamaged, value)
			}
		}
	})
	if tag.column >= MaxColumns && err == nil {
		err = errTooLarge
	}
	return tag, err
}

// readCell reads the cell whose start tag was met, and appends its text to the row.
func (r *Rows) readCell(to *stream.Row) error {
	tag, err := r.readTag(to.Len())
	if err != nil {
		return err
	}
	outer := r.scan.Depth()
	r.value = r.value[:0]
	formula, valued := false, false
	for {
		kind, err := r.next()
		if err != nil {
			return err
		}
		if kind == xmlscan.End && r.scan.Depth() < outer {
			break
		}
		if kind != xmlscan.Start {
			continue
		}
		switch string(r.scan.Name) {
		case "v":
			if r.value, err = r.appendValue(r.value); err != nil {
				return err
			}
			valued = len(r.value) > 0 || tag.kind == kindText // programs that do not calculate write the value's element empty
		case "is":
			valued = true
			if r.value, err = appendString(r.scan, r.value); err != nil {
				return err
			}
			r.value = unescaped(r.value)
		case "f":
			formula = true
		}
		if len(r.value) > maxCell {
			r.value, to.Reason = r.value[:maxCell], "too_long"
		}
	}
	if formula && !valued {
		r.Facts.Uncomputed++
	}
	to.Pad(tag.column)
	if len(r.value) == 0 {
		to.End()
		return nil
	}
	return r.appendCell(to, tag)
}

// appendValue appends what stands in the element just begun.
func (r *Rows) appendValue(to []byte) ([]byte, error) {
	outer := r.scan.Depth()
	for {
		kind, err := r.next()
		switch {
		case err != nil:
			return to, err
		case kind == xmlscan.Text:
			if len(to) <= maxCell {
				to = r.scan.AppendText(to)
			}
		case kind == xmlscan.End && r.scan.Depth() < outer:
			return to, nil
		}
	}
}

// appendCell appends the text of the value gathered.
func (r *Rows) appendCell(to *stream.Row, tag cellTag) error {
	switch tag.kind {
	case kindShared:
		n, err := strconv.Atoi(string(r.value))
		if err != nil || n < 0 || n >= len(r.book.shared.ends) {
			return fmt.Errorf("%w: shared string %q of %d", ErrDamaged, r.value, len(r.book.shared.ends))
		}
		to.Text = append(to.Text, r.book.shared.at(n)...)
	case kindText:
		to.Text = append(to.Text, unescaped(r.value)...)
	case kindInline:
		to.Text = append(to.Text, r.value...)
	case kindBool:
		if string(r.value) == "1" || string(r.value) == "true" {
			to.Text = append(to.Text, "TRUE"...)
		} else {
			to.Text = append(to.Text, "FALSE"...)
		}
	case kindError:
		r.Facts.Errors++
	case kindDate:
		day := r.value
		if len(day) > len("2006-01-02") && (string(day[10:]) == "T00:00:00" || string(day[10:]) == "T00:00:00.000") {
			day = day[:10]
		}
		to.Text = append(to.Text, day...)
	default:
		st := numfmt.Style{}
		if tag.style < len(r.book.styles) {
			st = r.book.styles[tag.style]
		}
		var year bool
		if to.Text, year = numfmt.Append(to.Text, r.value, st, r.book.date1904); year {
			r.Facts.Years++
		}
	}
	to.End()
	return nil
}

// place reads a cell's name: "AB12" is column 27, row 12.
func place(ref []byte) (column, row int, ok bool) {
	i := 0
	for ; i < len(ref) && ref[i] >= 'A' && ref[i] <= 'Z' && i < 4; i++ {
		column = column*26 + int(ref[i]-'A') + 1
	}
	if i == 0 || i == len(ref) || len(ref)-i > 8 {
		return 0, 0, false
	}
	for _, c := range ref[i:] {
		if c < '0' || c > '9' {
			return 0, 0, false
		}
		row = row*10 + int(c-'0')
	}
	return column - 1, row, true
}

// mergeOf reads "A1:C2".
func mergeOf(ref []byte) (m Merge, ok bool) {
	for i, c := range ref {
		if c == ':' {
			var ok1, ok2 bool
			m.Column, m.Row, ok1 = place(ref[:i])
			m.LastColumn, m.LastRow, ok2 = place(ref[i+1:])
			return m, ok1 && ok2 && m.Row <= m.LastRow && m.Column <= m.LastColumn
		}
	}
	return m, false
}
