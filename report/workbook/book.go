package workbook

import (
	"fmt"
	"time"
	"unicode/utf8"
)

// MaxRows is how many rows of a list fit on one sheet below its heading: Excel's 1,048,576 rows less one.
const MaxRows = 1<<20 - 1

// maxName is how many characters the name of a sheet may have.
const maxName = 31

// Book is a workbook: a cover, and behind it the lists.
type Book struct {
	Title   string    // of the document's properties
	Subject string    // of the document's properties
	Day     time.Time // stands as the time of making everywhere; the clock is not read
	Cover   Cover
	Lists   []List
	maxRows int // of a sheet, MaxRows if 0: tests make it small
}

// Cover is the first sheet: what the book is about, figures, charts and how to read it.
type Cover struct {
	Name    string // of the sheet
	Heading string
	Lead    string // a sentence below the heading
	Facts   []Fact
	Tables  []Table
	Notes   []string
}

// Fact is a line of the cover: a name and a value.
type Fact struct{ Name, Value string }

// Table is a small table of the cover. Its first column holds texts, the others whole numbers.
type Table struct {
	Title string
	Head  []string
	Rows  []Row
	Total bool   // the last row is a sum
	Chart *Chart // beside the table
}

// Row is a row of a Table.
type Row struct {
	Text    string
	Numbers []int
	List    string // the name of the List that the text leads to, if any
}

// Chart is a chart of stacked bars over the rows of a Table but its sum.
type Chart struct {
	Title   string
	Columns []int    // places in Table.Head
	Colours []string // RRGGBB, as many as columns
}

// List is a sheet with a heading row and any number of rows.
type List struct {
	Name    string // of the sheet: up to 31 characters, none of []:*?/\
	Header  string // of printed pages
	Rows    int
	Columns []Column
	Frozen  int // columns that stay in view beside the heading row
	Printed int // columns that are printed, 0 = all
}

// Kind says how the cells of a column look.
type Kind uint8

// The kinds of column.
const (
	Plain   Kind = iota // text on one line
	Centred             // short text in the middle: dates, numbers of persons
	Wrapped             // text that may need several lines
	Count               // a whole number
)

// Column is a column of a List. One of Text, Code and Number is set. They are called from several goroutines at once, and must
// not change anything.
type Column struct {
	Heading string
	Width   float64 // in characters
	Kind    Kind
	Text    func(row int) string // any text; "" is a blank cell
	// Code gives the cell's place in Words: texts out of a list, each of which stands in the file once.
	Code  func(row int) uint32
	Words []string
	// Number gives a Count's cell.
	Number func(row int) int
	// Beside gives, for a Text column, the value that stands beside this one: the part that differs is set in bold and colour.
	Beside func(row int) string
	// Colours of the cells that hold one of these texts.
	Colours []Colour
	// Bars draws a bar in each cell of a Count, as long as its number.
	Bars bool
}

// Colour is how the cells that hold a text are painted: letters and ground, RRGGBB.
type Colour struct{ Text, Letters, Ground string }

// part is the stretch of a list that stands on one sheet.
type part struct {
	*List
	name     string
	from, to int
	path     string // in the file
	base     []int  // per column, where its Words begin among the shared strings
}

// parts cuts the lists at the row limit. A list without rows has one sheet all the same.
func (b *Book) parts() []part {
	limit := b.maxRows
	if limit == 0 {
		limit = MaxRows
	}
	var all []part
	for i := range b.Lists {
		l := &b.Lists[i]
		for n := 0; n == 0 || n*limit < l.Rows; n++ {
			p := part{List: l, name: sheetName(l.Name, n+1), from: n * limit, to: min((n+1)*limit, l.Rows)}
			p.path = fmt.Sprintf("xl/worksheets/sheet%d.xml", len(all)+2) // the cover is the first
			all = append(all, p)
		}
	}
	return all
}

// sheetName makes the name of a list's n-th sheet.
func sheetName(name string, n int) string {
	tail := ""
	if n > 1 {
		tail = fmt.Sprintf(" (%d)", n)
	}
	for utf8.RuneCountInString(name)+len(tail) > maxName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	return name + tail
}
