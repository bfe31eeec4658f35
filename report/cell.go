package report

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/doisanh/doisanh/record"
)

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// has returns a word that is not 0 where one of x's bytes is 0. It may mark bytes above such a one as well, which does
// not matter here.
func has(x uint64) uint64 { return (x - ones) & ^x & highs }

// look reports whether a cell stands in CSV as it is, and whether it is ASCII. It may say no of a cell that could stand as it is: what it says
// no to is looked at more closely.
func look(s string) (plain, ascii bool) {
	if len(s) == 0 {
		return true, true
	}
	var high, special uint64
	at := 0
	for ; at+8 <= len(s); at += 8 {
		w := word(s[at:])
		high |= w
		special |= has(w^ones*'"') | has(w^ones*',') | has(w^ones*'\n') | has(w^ones*'\r')
	}
	for ; at < len(s); at++ {
		c := s[at]
		high |= uint64(c)
		if c == '"' || c == ',' || c == '\n' || c == '\r' {
			special = highs
		}
	}
	// Blanks at the start, and what may want a guard: all that wants one begins with ASCII.
	first := s[0]
	return special == 0 && first > '-' && first != '=' && first != '@', high&highs == 0
}

// word returns the first eight bytes of a text as a number, the first the lowest.
func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// valid returns a text as both files write it, valid UTF-8 whatever it held: Parquet readers refuse a file with one bad byte
// in a string column, and rejected rows are rejected for having some.
func valid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// appendCell appends a text cell, guarded against being a formula (record.Guard), and quoted where RFC 4180 wants it and where a leading
// blank might be trimmed by readers.
func appendCell[T string | []byte](b []byte, s T) []byte {
	guard := record.Guarded(s)
	quote := len(s) > 0 && (s[0] == ' ' || s[0] == '\t')
	for i := 0; i < len(s) && !quote; i++ {
		quote = s[i] == '"' || s[i] == ',' || s[i] == '\n' || s[i] == '\r'
	}
	if quote {
		b = append(b, '"')
	}
	if guard {
		b = append(b, '\'')
	}
	if !quote {
		return append(b, s...)
	}
	from := 0
	for i := range len(s) {
		if s[i] == '"' {
			b = append(b, s[from:i+1]...)
			from = i // the mark once more
		}
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

// number returns a numeric cell as both files write it.
func (c *Column) number(row int) float64 {
	v := c.Num(row)
	if c.Kind == Integer {
		return v
	}
	return round(v)
}

// unit is 10^Decimals.
const unit = 1_000_000

// round rounds to Decimals decimals, half away from zero, and never gives -0. Beyond 2^52 there are none to round.
func round(v float64) float64 {
	if math.IsNaN(v) || math.Abs(v) >= 1<<52 {
		return v
	}
	r := math.Round(v*unit) / unit
	if r == 0 {
		return 0
	}
	return r
}

// appendNumber appends a rounded numeric cell's text, the shortest that says the same number; nothing for NaN.
// Up to 15 digits the shortest text of a number rounded to six decimals is those decimals without the zeros at their end, which
// is quicker written than searched for.
func appendNumber(b []byte, v float64) []byte {
	if math.IsNaN(v) {
		return b
	}
	if math.Abs(v) >= 1e9 {
		return strconv.AppendFloat(b, v, 'f', -1, 64)
	}
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	n := uint64(math.Round(v * unit))
	b = strconv.AppendUint(b, n/unit, 10)
	rest := n % unit
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for digit := uint64(unit / 10); rest > 0; digit /= 10 {
		b = append(b, byte('0'+rest/digit))
		rest %= digit
	}
	return b
}
