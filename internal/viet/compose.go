package viet

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// marks are the combining marks of Vietnamese: five tones, circumflex, breve and horn.
const marks = "\u0300\u0301\u0309\u0303\u0323\u0302\u0306\u031B"

// letterAndMark are a letter and a mark that is written behind it.
type letterAndMark struct{ letter, mark rune }

// compositions holds what a vowel of Vietnamese, bare or with marks, and one more mark become together, as far as that is one letter.
var compositions = sync.OnceValue(func() map[letterAndMark]rune {
	m := make(map[letterAndMark]rune, 256)
	for found := []rune("aeiouyAEIOUY"); len(found) > 0; {
		letter := found[0]
		found = found[1:]
		for _, mark := range marks {
			both := []rune(norm.NFC.String(string(letter) + string(mark)))
			if len(both) == 1 && fold[both[0]] != 0 {
				m[letterAndMark{letter, mark}] = both[0]
				found = append(found, both[0])
			}
		}
	}
	return m
})

// isComposed reports whether a text consists of ASCII and composed Latin letters.
func isComposed(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r >= rune(len(fold)) || fold[r] == 0 {
			return false
		}
		i += n
	}
	return true
}

// compose returns NFC of a text of Latin letters and the marks of Vietnamese; false where it holds anything else, or marks that make no
// letter. A letter and its marks may be composed mark by mark, since NFC of a text is NFC of its first part's NFC and the rest.
func compose(s string) (string, bool) {
	var pairs map[letterAndMark]rune
	var room [96]byte
	b, at, last := room[:0], 0, rune(0) // the last letter, and where it stands
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if r < utf8.RuneSelf || r < rune(len(fold)) && fold[r] != 0 {
			at, last = len(b), r
			b = append(b, s[i:i+n]...)
		} else {
			if pairs == nil {
				pairs = compositions()
			}
			if last = pairs[letterAndMark{last, r}]; last == 0 {
				return "", false
			}
			b = utf8.AppendRune(b[:at], last)
		}
		i += n
	}
	return string(b), true
}
