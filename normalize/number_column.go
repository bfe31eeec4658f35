package normalize

import (
	"iter"

	"github.com/doisanh/doisanh/record"
)

// tenDigits is what a column tells of its ten-digit numbers, whose first two digits are the province that issued them.
// Where nine digits stand in their place, a spreadsheet ate the leading zero, or a writer lost some digit; only the column
// can tell.
type tenDigits struct {
	prefix [100]int // distinct numbers of ten digits, by their first two
	total  int
	zeros  int     // of those, the ones that begin with 0: a spreadsheet was not at work
	eaten  [10]int // numbers of nine digits that no frequent prefix explains, by the first digit
	short  int     // all of nine digits
	missed int     // all in eaten
}

// The shares of a column's numbers that make a prefix the column's own, and that make its zeros eaten.
const (
	ownPrefix   = 0.05
	eatenShare  = 0.01
	fewestEaten = 4  // distinct numbers, below which nothing is said
	fewestCodes = 20 // the same of customer codes
)

// tenDigitsOf gathers the evidence of a column's distinct values. Cards of 15 characters count by their last ten digits.
func tenDigitsOf(values iter.Seq[string]) *tenDigits {
	t := new(tenDigits)
	var nine []string
	for s := range values {
		if len(s) == 15 && isUpper(s[0]) {
			s = s[5:]
		}
		k, ok := plainDigits(s)
		switch {
		case ok && k == 10:
			t.prefix[(s[0]-'0')*10+s[1]-'0']++
			t.total++
			if s[0] == '0' {
				t.zeros++
			}
		case ok && k == 9 && s[0] != '0':
			nine = append(nine, s)
		}
	}
	t.short = len(nine)
	for _, s := range nine {
		if !t.lostDigit([]byte(s)) {
			t.eaten[s[0]-'0']++
			t.missed++
		}
	}
	return t
}

// own reports whether a prefix is one of those the column's numbers usually have.
func (t *tenDigits) own(prefix int) bool {
	return t.prefix[prefix] > 1 && float64(t.prefix[prefix]) >= ownPrefix*float64(t.total)
}

// lostDigit reports whether nine digits are a number of the column's own provinces that lost a digit: one behind its
// prefix, or one of the prefix.
func (t *tenDigits) lostDigit(d []byte) bool {
	if t.own(int(d[0]-'0')*10 + int(d[1]-'0')) {
		return true
	}
	for p := 10; p < 100; p++ {
		if t.own(p) && (int(d[0]-'0') == p/10 || int(d[0]-'0') == p%10) {
			return true
		}
	}
	return false
}

// ateZero reports whether a leading zero is missing from nine digits: the column has numbers of that province with their
// zero, or has none with a zero at all, but more short ones than slips explain. A nil column tells nothing.
func (t *tenDigits) ateZero(d []byte) bool {
	if t == nil || d[0] == '0' || t.lostDigit(d) {
		return false
	}
	if t.zeros > 0 {
		return t.own(int(d[0] - '0'))
	}
	return t.missed >= fewestEaten && float64(t.missed) >= eatenShare*float64(t.total+t.short)
}

// ownCodes reports whether the codes of a column of electricity customers are of a form of its own: hardly one has the
// length and the prefix a customer code is known by, which rest on one source. Of such a column nothing is told.
func ownCodes(values iter.Seq[string]) bool {
	filled, fit := 0, 0
	for s := range values {
		n := ParseEVN(s)
		if n.Text == "" {
			continue
		}
		filled++
		if !n.Faults.Has(record.FaultLength | record.FaultPrefix | record.FaultCharacters) {
			fit++
		}
		if fit > filled/10+fewestCodes {
			return false
		}
	}
	return filled >= fewestCodes && fit*10 < filled
}

// parseOwnCode reads a code whose form is not known.
func parseOwnCode(s string) record.Number {
	n := ParseEVN(s)
	n.Faults &^= record.FaultLength | record.FaultPrefix | record.FaultCharacters
	return n
}
