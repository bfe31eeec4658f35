// Package viet holds what every stage needs of how Vietnamese is written: NFC, the fold to lower-case ASCII, words, syllables,
// abbreviations, slips of typing, and how the names of firms and offices begin. It reads no dates, numbers or places; package
// normalize does.
package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normalization form C. ASCII and strings already in NFC come back as they are.
func NFC(s string) string {
	if isComposed(s) {
		return s
	}
	if c, ok := compose(s); ok {
		return c
	}
	return norm.NFC.String(s) // s itself where it is normal
}

// fold maps the letters U+0000…U+1EFF that Vietnamese text uses to their lower-case ASCII letter, and digits of all scripts there to the ASCII ones; 0 means
// "not of this table". It is filled once from the canonical decompositions and read-only afterwards.
var fold = func() (t [0x1F00]byte) {
	for r := rune(0); r < rune(len(t)); r++ {
		switch {
		case r == 'đ' || r == 'Đ' || r == 'Ð' || r == 'ð':
			t[r] = 'd'
			continue
		case r < 0x80:
			t[r] = byte(unicode.ToLower(r))
			continue
		}
		var buf [utf8.UTFMax]byte
		d := norm.NFD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
		if len(d) > 0 && d[0] < 0x80 && unicode.IsLetter(r) {
			t[r] = byte(unicode.ToLower(rune(d[0])))
		}
		if unicode.IsDigit(r) { // Unicode has those of a script in a row, from nought to nine
			if t[r] = '0'; t[r-1] >= '0' && t[r-1] < '9' {
				t[r] = t[r-1] + 1
			}
		}
	}
	return t
}()

// FoldRune returns the lower-case ASCII form of a rune: its letter without marks, đ as d, Arabic or Thai digits as ours. A combining mark, soft hyphen or
// zero-width character gives 0 (drop it); any blank gives ' '; a rune with no ASCII form comes back in lower case.
func FoldRune(r rune) rune {
	if r < rune(len(fold)) {
		if b := fold[r]; b != 0 {
			if b == '\t' || b == '\n' || b == '\r' || b == '\v' || b == '\f' {
				return ' '
			}
			return rune(b)
		}
	}
	switch {
	case unicode.Is(unicode.Mn, r), r == 0x00AD, r == 0xFEFF, r >= 0x200B && r <= 0x200F, r == 0x2060:
		return 0
	case unicode.IsSpace(r):
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E: // full-width forms
		return unicode.ToLower(r - 0xFEE0)
	}
	if lower := unicode.ToLower(r); lower != r {
		return FoldRune(lower) // the sign for Ångström is a letter with a mark
	}
	return r
}

// IsASCII says whether a text has ASCII letters and signs alone, and so no mark.
func IsASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Fold returns s in lower case without marks, đ as d, with runs of blanks made one and none at the ends. Punctuation stays.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	blank := false
	for _, r := range s {
		r = FoldRune(r)
		switch r {
		case 0:
		case ' ':
			blank = b.Len() > 0
		default:
			if blank {
				b.WriteByte(' ')
				blank = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Words returns Fold(s) with everything but letters and digits made blanks: what is left of a header or a code-list word
// when punctuation does not count.
func Words(s string) string {
	var room [64]byte
	b, blank := room[:0], false
	for _, r := range s {
		switch r = FoldRune(r); {
		case r == 0:
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			blank = len(b) > 0
		default:
			if blank {
				b = append(b, ' ')
				blank = false
			}
			b = utf8.AppendRune(b, r)
		}
	}
	return string(b)
}
