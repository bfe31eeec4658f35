package report

import "math"

// Kind says what a column's cells are.
type Kind uint8

// The kinds of column.
const (
	Text          Kind = iota // Column.Str gives the cell; "" is blank
	Integer                   // Column.Num gives a whole number, exact up to 2^53
	Float                     // Column.Num gives a number, never NaN; written with at most Decimals decimals
	OptionalFloat             // like Float; NaN is a blank cell in CSV and null in Parquet
	Word                      // text out of a list: Column.Code gives the cell's place in Column.Words
	Key                       // text that hardly ever repeats, appended by Column.Append: nothing is allocated for a cell
)

// Decimals is how many decimals of a number are written. Probabilities and weights carry less information than
// that, and rounding them hides the last bits, in which different orders of adding up may differ.
const Decimals = 6

// Column is one column of a Sheet. Str is asked for Text, Code for Word, Append for Key, and Num for every other kind. They are
// called from several goroutines at once, for any row and more than once, so they must not change anything; what they
// return is not kept after the call that wrote it.
//
// Texts and Codes may be set where many cells are quicker asked for at once: they append what Str or Code give of the rows from one to
// before another. Numbers may be set for Text, where it is quicker than looking at the texts: it appends a number for each of the rows, and
// rows with the same number have the same text, which Told appends for each number. A number of 0 says nothing.
type Column struct {
	Name    string
	Kind    Kind
	Str     func(row int) string
	Texts   func(b []string, from, to int) []string
	Numbers func(b []uint64, from, to int) []uint64
	Told    func(b []string, numbers []uint64) []string
	Num     func(row int) float64
	Code    func(row int) uint32
	Codes   func(b []uint32, from, to int) []uint32
	Words   []string
	Append  func(b []byte, row int) []byte
}

// TextColumn makes a column of strings.
func TextColumn(name string, at func(row int) string) Column { return Column{Name: name, Str: at} }

// Rounded keeps as many decimals of a figure as the tables tell.
func Rounded(v float64) float64 { return math.Round(v*1e6) / 1e6 }

// isText reports whether the column holds strings.
func (c *Column) isText() bool { return c.Kind == Text || c.Kind == Word || c.Kind == Key }

// Sheet is a table to be written: Rows rows, numbered from 0, of the columns in order. Name is the files' base name
// ("links" becomes links.csv and links.parquet).
type Sheet struct {
	Name    string
	Rows    int
	Columns []Column
}

// SchemaVersion is the version of the files' columns and their meaning. It stands in every Parquet file's metadata,
// under SchemaKey.
const SchemaVersion = "1"

// SchemaKey is the metadata key SchemaVersion stands under.
const SchemaKey = "doisanh.schema"
