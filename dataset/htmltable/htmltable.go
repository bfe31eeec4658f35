// Package htmltable reads the tables of a web page as streams of rows of text. Offices meet them as files called .xls: programs write a page with
// one table and leave it to the spreadsheet to open that. Tags are cut by golang.org/x/net/html as browsers cut them (WHATWG HTML, 13.2.5); what
// browsers close by themselves, cells and rows, is closed here.
package htmltable

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/xlsx"
)

// Faults of a page.
var (
	ErrCut   = errors.New("html: the page ends within a table")
	ErrLimit = errors.New("html: more tables, rows or columns than are read")
)

// Limits of a page. Spans are those of the standard (4.9.11).
const (
	maxTables  = 10_000
	maxWithin  = 20       // tables within one another: each is gone through by itself
	maxToken   = 16 << 20 // bytes of a tag or a text: pictures may stand in one
	maxCell    = 256 << 10
	maxColspan = 1000
	maxRowspan = 65_534
)

// Is reports whether a text that begins with a tag holds a table.
func Is(text []byte) bool {
	for {
		i := bytes.IndexByte(text, '<')
		if i < 0 {
			return false
		}
		if text = text[i+1:]; len(text) >= 5 && bytes.EqualFold(text[:5], []byte("table")) {
			return true
		}
	}
}

// Table is one table of a page.
type Table struct{ text []byte }

// Open lists the tables of a page in the order in which they begin. A table within a cell of another is one by itself.
func Open(text []byte) ([]Table, error) {
	var out []Table
	z := tokenizer(text)
	at, open := 0, 0
	for {
		kind := z.Next()
		from := at
		at += len(z.Raw())
		switch kind {
		case html.ErrorToken:
			switch {
			case !errors.Is(z.Err(), io.EOF):
				return nil, ErrLimit
			case open > 0:
				return nil, ErrCut
			}
			return out, nil
		case html.StartTagToken, html.EndTagToken:
			name, _ := z.TagName()
			switch {
			case atom.Lookup(name) != atom.Table:
			case kind == html.EndTagToken:
				open = max(0, open-1)
			case len(out) == maxTables, open == maxWithin:
				return nil, ErrLimit
			default:
				open++
				out = append(out, Table{text[from:]})
			}
		}
	}
}

func tokenizer(text []byte) *html.Tokenizer {
	z := html.NewTokenizer(bytes.NewReader(text))
	z.SetMaxBuf(maxToken)
	return z
}

// Rows are the rows of one table that hold anything. It is a stream.Rows.
type Rows struct {
	Facts xlsx.Facts // whole once Next has returned io.EOF

	z     *html.Tokenizer
	open  int // tables within one another
	row   int // the number of the row being read, or of the last one
	inRow bool
	next  bool  // the tag that begins the next row was met
	cell  *cell // being read
	until []int // by column: the last row that a cell above reaches down to
	done  bool
}

// cell is a cell being read.
type cell struct {
	text         []byte
	blank        bool // blanks were met behind the text
	across, down int
	number       string // the value as a spreadsheet keeps it
}

// Rows opens a table.
func (t Table) Rows() *Rows { return &Rows{z: tokenizer(t.text)} }

// Close lets go of nothing; the text is the caller's.
func (r *Rows) Close() error { return nil }

// Next reads the next row that holds a text, as stream.Rows says.
func (r *Rows) Next(to *stream.Row) error {
	for !r.done {
		to.Reset()
		if err := r.readRow(to); err != nil {
			return err
		}
		if len(to.Text) > 0 {
			return nil
		}
	}
	return io.EOF
}

// readRow reads on to the end of a row, or of the table.
func (r *Rows) readRow(to *stream.Row) error {
	if r.next {
		r.next = false
		if err := r.beginRow(to); err != nil {
			return err
		}
	}
	for {
		kind := r.z.Next()
		switch kind {
		case html.ErrorToken:
			if errors.Is(r.z.Err(), io.EOF) {
				return ErrCut
			}
			return ErrLimit
		case html.TextToken:
			if r.cell != nil && r.open == 1 {
				r.cell.add(r.z.Text())
			}
		case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
			if ended, err := r.tag(to, kind == html.EndTagToken); ended || err != nil {
				return err
			}
		}
	}
}

// tag takes a tag in. ended reports that a row, or the table, ends with it.
func (r *Rows) tag(to *stream.Row, end bool) (ended bool, err error) {
	name, more := r.z.TagName()
	tag := atom.Lookup(name)
	switch {
	case tag == atom.Table && !end:
		r.open++
		return false, nil
	case tag == atom.Table:
		if r.open--; r.open > 0 {
			return false, nil
		}
		r.done = true
		return true, r.endRow(to)
	case (tag == atom.Script || tag == atom.Style) && !end:
		r.z.Next() // its text
		return false, nil
	case r.open != 1: // of a table within this one
		return false, nil
	}
	switch tag {
	case atom.Td, atom.Th:
		return false, r.cellTag(to, end, more)
	case atom.Tr, atom.Tbody, atom.Thead, atom.Tfoot:
		ended, r.next = r.inRow, tag == atom.Tr && !end
		if err := r.endRow(to); err != nil || ended {
			return true, err
		}
		if r.next {
			r.next = false
			return false, r.beginRow(to)
		}
	case atom.Br, atom.P, atom.Div, atom.Li:
		if r.cell != nil {
			r.cell.breakLine()
		}
	}
	return false, nil
}

// cellTag takes the tag of a cell in: one begins where the one before it ends, or the row does.
func (r *Rows) cellTag(to *stream.Row, end, more bool) error {
	if err := r.endCell(to); err != nil || end {
		return err
	}
	if !r.inRow {
		if err := r.beginRow(to); err != nil {
			return err
		}
	}
	r.cell = &cell{across: 1, down: 1}
	for more {
		var key, value []byte
		key, value, more = r.z.TagAttr()
		switch string(key) {
		case "colspan":
			r.cell.across = spanOf(value, maxColspan)
		case "rowspan":
			r.cell.down = spanOf(value, maxRowspan)
		case "x:num":
			r.cell.number = string(value)
		}
	}
	return nil
}

// spanOf reads a span, 1 where it is none.
func spanOf(value []byte, most int) int {
	n, err := strconv.Atoi(strings.TrimSpace(string(value)))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, most)
}

func (r *Rows) beginRow(to *stream.Row) error {
	if r.row == xlsx.MaxRows {
		return ErrLimit
	}
	r.row++
	to.Number, r.inRow = r.row, true
	return nil
}

// endRow ends the row being read, if any.
func (r *Rows) endRow(to *stream.Row) error {
	r.inRow = false
	return r.endCell(to)
}

// endCell appends the cell being read, if any, behind those that reach down into the row.
func (r *Rows) endCell(to *stream.Row) error {
	c := r.cell
	if c == nil {
		return nil
	}
	r.cell = nil
	column := to.Len()
	for column < len(r.until) && r.until[column] >= r.row {
		column++
	}
	if column+c.across > xlsx.MaxColumns {
		return ErrLimit
	}
	to.Pad(column)
	text := c.shown()
	if len(text) > maxCell {
		text, to.Reason = text[:maxCell], "too_long"
	}
	to.Text = append(to.Text, text...)
	to.End()
	to.Pad(column + c.across)
	if c.down > 1 {
		r.Facts.Merged = append(r.Facts.Merged, xlsx.Merge{Row: r.row, LastRow: r.row + c.down - 1, Column: column, LastColumn: column + c.across - 1})
		for len(r.until) < column+c.across {
			r.until = append(r.until, 0)
		}
		for i := column; i < column+c.across; i++ {
			r.until[i] = r.row + c.down - 1
		}
	}
	return nil
}

// add appends a text, with one blank for any run of them, as a page shows it.
func (c *cell) add(text []byte) {
	for len(text) > 0 && len(c.text) <= maxCell {
		n := bytes.IndexAny(text, " \t\r\n\f")
		if n == 0 {
			c.blank = true
			text = text[1:]
			continue
		}
		if n < 0 {
			n = len(text)
		}
		if c.blank && len(c.text) > 0 && c.text[len(c.text)-1] != '\n' {
			c.text = append(c.text, ' ')
		}
		c.text, c.blank, text = append(c.text, text[:n]...), false, text[n:]
	}
}

// breakLine begins a new line, where there is one already.
func (c *cell) breakLine() {
	if n := len(c.text); n > 0 && c.text[n-1] != '\n' {
		c.text = append(c.text, '\n')
	}
	c.blank = false
}

// shown is the cell's text, or the number behind it where a spreadsheet that wrote the page had no room for its digits.
func (c *cell) shown() []byte {
	text := bytes.TrimRight(c.text, "\n")
	if c.number != "" && (bytes.Contains(text, []byte("E+")) || len(text) > 0 && len(bytes.Trim(text, "#")) == 0) {
		return []byte(c.number)
	}
	return text
}
