// Package covered writes what stands in people's files so that messages may carry it: of a value its shape alone, and of a key only one that is
// like a key there is. A list may be given where a job belongs, or have no header, and then its keys and headers are its first persons.
package covered

import (
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
)

// longest is the number of letters of a shape.
const longest = 40

// Shape returns a value with what is personal in it covered: 0012********, Xxxxxx Xxx X, 99/99/9999. Of a number of nine digits or more
// the first four are left, which tell the place it was given at.
func Shape(value string) string {
	digits := 0
	for _, r := range value {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	var b strings.Builder
	seen, n := 0, 0
	for _, r := range value {
		if n++; n > longest {
			b.WriteRune('…')
			break
		}
		switch {
		case unicode.IsDigit(r):
			seen++
			switch {
			case digits >= 9 && seen <= 4:
				b.WriteRune(r)
			case digits >= 9:
				b.WriteByte('*')
			default:
				b.WriteByte('9')
			}
		case unicode.IsUpper(r):
			b.WriteByte('X')
		case unicode.IsLetter(r):
			b.WriteByte('x')
		case unicode.Is(unicode.Mn, r):
		case r < ' ':
			b.WriteByte(' ')
		case r == 0x7f, r > unicode.MaxASCII && !unicode.In(r, unicode.Zs, unicode.Pd) && r != '’':
			b.WriteByte('x') // letters of the old encodings look so
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Key returns a key that is not known as it may be told: as it is where it is one of the known ones misspelt, or made of their words, and else its shape.
func Key(key string, known []string) string {
	if misspelt(key, known) {
		return key
	}
	words := map[string]bool{}
	for _, k := range known {
		for _, w := range strings.Split(k, "_") {
			words[w] = true
		}
	}
	if key != "" && !slices.ContainsFunc(strings.Split(key, "_"), func(w string) bool { return !words[w] }) {
		return key
	}
	return Shape(key)
}

// misspelt reports whether a key is one of the known ones but for a letter in four.
func misspelt(key string, known []string) bool {
	key = viet.Words(key)
	return slices.ContainsFunc(known, func(k string) bool { return k != "" && viet.Edits(key, viet.Words(k)) <= len(key)/4 })
}

// Quoted covers what a sentence has between its first and its last double quote as Key does: what is quoted may have such in itself ("Bé"), which nobody escapes.
// Where there is but one, all behind it is covered.
func Quoted(sentence string, known []string) string {
	from, to := strings.IndexByte(sentence, '"'), strings.LastIndexByte(sentence, '"')
	switch {
	case from < 0:
		return sentence
	case from == to:
		return sentence[:from+1] + Shape(sentence[from+1:])
	}
	return sentence[:from+1] + Key(sentence[from+1:to], known) + sentence[to:]
}
