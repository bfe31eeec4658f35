package report

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind says what a column's cells are.
type Kind uint8

// The kinds of column.
const (
	Text          Kind = iota // Column.Str gives the cell; "" is blank
	Integer                   // Column.Num gives a whole number, exact up to 2^53
	Float                     // Column.Num gives a number, never NaN; written with at most Decimals decimals
	OptionalFloat             // like Float; NaN is a blank cell in CSV and null in Parquet
)

// Decimals is how many decimals of a number are written. Probabilities and weights carry less information than
// that, and rounding them hides the last bits, in which different orders of adding up may differ.
const Decimals = 6

// Column is one column of a Sheet. Str is asked for Text, Num for every other kind. Both are called from several
// goroutines at once, for any row and more than once, so they must not change anything; what they return is not kept
// after the call that wrote it.
type Column struct {
	Name string
	Kind Kind
	Str  func(row int) string
	Num  func(row int) float64
}

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

// text returns a Text cell, valid UTF-8 whatever it held: Parquet readers refuse a file with one bad byte in a string
// column, and rejected rows are rejected for having some.
func (c *Column) text(row int) string {
	s := c.Str(row)
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// number returns a numeric cell as both files write it.
func (c *Column) number(row int) float64 {
	v := c.Num(row)
	if c.Kind == Integer {
		return v
	}
	return round(v)
}

// round rounds to Decimals decimals, half away from zero, and never gives -0. Beyond 2^52 there are none to round.
func round(v float64) float64 {
	const unit = 1e6 // 10^Decimals
	if math.IsNaN(v) || math.Abs(v) >= 1<<52 {
		return v
	}
	r := math.Round(v*unit) / unit
	if r == 0 {
		return 0
	}
	return r
}

// appendNumber appends a numeric cell's text; nothing for NaN.
func appendNumber(b []byte, v float64) []byte {
	if math.IsNaN(v) {
		return b
	}
	return strconv.AppendFloat(b, v, 'f', -1, 64)
}
