package synth

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/refdata"
)

// lettersOf returns how the letters of a legacy encoding look when its bytes are opened as cp1252, nil for no encoding and
// for one that cannot be opened so.
func lettersOf(encoding string) map[rune]string {
	if encoding == "" {
		return nil
	}
	for _, e := range refdata.Encodings() {
		if !strings.EqualFold(e.Name, encoding) {
			continue
		}
		m := map[rune]string{}
		for _, l := range e.Letters {
			if r := []rune(l.Text); len(r) == 1 && l.AsCP1252 != "" {
				m[r[0]] = l.AsCP1252
			}
		}
		if len(m) < 60 {
			return nil
		}
		return m
	}
	return nil
}

// mojibake writes a text in those letters. An encoding without capital tone letters (TCVN3) writes the small ones, as its
// capital fonts do.
func mojibake(text string, letters map[rune]string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		if s, ok := letters[r]; ok {
			b.WriteString(s)
		} else if s, ok := letters[unicode.ToLower(r)]; ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isName(c col) bool {
	return c == colName || c == colFather || c == colMother || c == colSpouse || c == colHead
}

func isPlace(c col) bool {
	return c == colPerm || c == colCur || c == colBirthPlace || c == colHomeTown
}
