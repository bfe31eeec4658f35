package normalize

import (
	"strings"

	"github.com/doisanh/doisanh/record"
)

// A number may stand in a column of its own in one table and in a text of the other: that of an invoice in what is written to a payment, that of a case in a remark.
const (
	inTextLength = 5  // letters and digits such a number has, at least
	inTextValues = 20 // different ones must stand in the texts, …
	inTextRows   = .1 // … and in so many of the rows that have a text
	inTextWords  = 4  // words of the text that a number is written in, at most: RE 2023 0815
)

// withCodesInTexts pairs columns of codes that go with none with what stands of them in the other table's texts that go with none: of a text the code is kept, and nothing of one without.
func withCodesInTexts(pairs []anyColumns, free [2][]*record.Column, heads map[*record.Column]header) []anyColumns {
	taken, out := takenBy(pairs), pairs
	for side := range free {
		for _, codes := range free[side] {
			if taken[codes] {
				continue
			}
			if _, kind, read := inferColumn([]*record.Column{codes}, heads[codes], ""); read == nil || kind != record.KindKey {
				continue
			}
			var found *record.Column
			most := 0
			for _, texts := range free[1-side] {
				if _, kind, read := inferColumn([]*record.Column{texts}, heads[texts], ""); taken[texts] || read == nil || kind != record.KindText {
					continue
				}
				if c, rows := codesIn(texts, codes); rows > most {
					found, most = c, rows
				}
			}
			if found == nil {
				continue
			}
			taken[codes] = true
			of := make([]*record.Column, 2)
			of[side], of[1-side] = codes, found
			out = append(out, anyColumns{of, heads[codes]})
		}
	}
	return out
}

// codesIn is a column of the codes of another that stand in texts, and how many rows have one; nil where they are too few. A code may stand in them without what all begin with.
func codesIn(texts, codes *record.Column) (found *record.Column, rows int) {
	short := beginningsOf(codes).reader([]beginnings{{}})
	known := map[string]string{}
	for s, n := range codes.Distinct() {
		whole := plainKey(s)
		for _, k := range []string{whole, short(s)} {
			if n > 0 && len(k) >= inTextLength && hasDigit(k) {
				known[k] = whole
			}
		}
	}
	in := make([]string, texts.Dict.Len())
	different, all := map[string]bool{}, 0
	for code, n := range texts.Counts() {
		s := texts.Dict.At(uint32(code))
		if n == 0 || plainText(s) == "" {
			continue
		}
		all += int(n)
		if in[code] = codeIn(plainText(s), known); in[code] != "" {
			rows += int(n)
			different[in[code]] = true
		}
	}
	if len(different) < inTextValues || float64(rows) < inTextRows*float64(all) {
		return nil, 0
	}
	found = derived(texts, func(row int) string { return in[texts.Codes[row]] })
	found.Field = texts.Field + " " + codes.Field
	return found, rows
}

// codeIn is the longest of some codes that stands in a plain text, in one word or in several that follow each other; blank where none does.
func codeIn(text string, known map[string]string) (code string) {
	words := strings.Fields(text)
	for i := range words {
		k := ""
		for _, w := range words[i:min(i+inTextWords, len(words))] {
			if k += w; len(known[k]) > len(code) {
				code = known[k]
			}
		}
	}
	return code
}
