package dataset

import (
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// manyGivenNames is the number of different ones that a long list of people has: a column of the sex, of peoples or villages repeats its few.
const manyGivenNames = 25

// givenNamesBeside joins a column without a header to the names left of it where it holds the given names: "Họ và tên" is often one merged cell over
// two columns. It is filled where they are, each time with a single word, and does not say the same few all over again.
func (w *recognition) givenNamesBeside() {
	name, ok := w.by[record.FullName]
	beside := name + 1
	if !ok || w.field[name] != record.FullName || beside >= len(w.headers) || strings.TrimSpace(w.headers[beside]) != "" {
		return
	}
	given := map[string]bool{}
	named, both := 0, 0
	for _, row := range w.samples {
		if name >= len(row) || strings.TrimSpace(row[name]) == "" {
			continue
		}
		named++
		if beside >= len(row) || strings.TrimSpace(row[beside]) == "" {
			continue
		}
		word := strings.ToLower(viet.NFC(strings.TrimSpace(row[beside])))
		if !isOneWord(word) {
			return
		}
		both++
		given[word] = true
	}
	delete(given, strings.ToLower(women)) // where nothing but "Nam" is left it is the column of the sex
	if len(given) == 0 || len(given) == 1 && given[strings.ToLower(men)] {
		return
	}
	if both == 0 || 5*both < 4*named || 3*len(given) < both && len(given) < manyGivenNames {
		return
	}
	w.field[name] = ""
	w.joined[name], w.joined[beside] = true, true
	w.joins = append(w.joins, join{field: record.FullName, sep: " ", columns: []int{name, beside}})
}

// isOneWord reports whether a text is a single word, in whatever encoding: no digit, blank or sign of plain text stands in it.
func isOneWord(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsDigit(r) || r < 0x80 && !unicode.IsLetter(r) && r != '\'' && r != '-'
	})
}
