package legacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
)

// missing stands for a byte that was lost: 0xFF is in no UTF-8.
const missing = 0xFF

// rawBytes returns the bytes whose reading as cp1252 a value is. Characters put in place of a byte that cp1252 does not
// have become missing. It is false where some character cannot be such a reading.
func rawBytes(s string) ([]byte, bool) {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r == utf8.RuneError {
			b = append(b, missing)
			continue
		}
		c, ok := byteOf(r)
		if !ok || c == missing {
			return nil, false
		}
		b = append(b, c)
	}
	return b, true
}

// decodeMojibake undoes UTF-8 read as cp1252. Where bytes were lost on the way (cp1252 leaves five open, the no-break blank
// becomes a plain one, the soft hyphen is taken out) it mends what is certain: Äinh, HÃ Ná»™i.
func decodeMojibake(s string) (string, bool) {
	if isASCII(s) {
		return s, true
	}
	if !utf8.ValidString(s) {
		return s, false
	}
	b, ok := rawBytes(s)
	if !ok {
		return s, false
	}
	if utf8.Valid(b) {
		text := string(b)
		if hasC1(text) {
			return s, false
		}
		return viet.NFC(text), true
	}
	if text, ok := mendLost(b); ok {
		return viet.NFC(text), true
	}
	return s, false
}

func decodeMojibake2(s string) (string, bool) {
	if isASCII(s) {
		return s, true
	}
	if !utf8.ValidString(s) {
		return s, false
	}
	b, ok := rawBytes(s)
	if !ok || !utf8.Valid(b) {
		return s, false
	}
	if text, ok := decodeMojibake(string(b)); ok {
		return text, true
	}
	return s, false
}

// hasC1 reports control characters that no text holds.
func hasC1(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 && r < 0xA0 })
}

// lost lists, by the bytes before it, the letters whose last byte gets lost, and whether it is the no-break blank.
func lost(b []byte) (letters []string, taken int) {
	switch {
	case b[0] == 0xC3:
		return []string{"à", "í"}, 1
	case b[0] == 0xC4:
		return []string{"Đ"}, 1
	case b[0] == 0xC6:
		return []string{"Ơ"}, 1
	case b[0] == 0xCC:
		return []string{"\u0301"}, 1
	case b[0] == 0xE1 && len(b) > 1 && b[1] == 0xBA:
		return []string{"Ạ", "ậ"}, 2
	case b[0] == 0xE1 && len(b) > 1 && b[1] == 0xBB:
		return []string{"ề", "ọ", "ỏ", "Ố", "ờ"}, 2
	}
	return nil, 0
}

// maxReadings bounds how many ways of filling the gaps of one value are looked at.
const maxReadings = 256

// mendLost fills the gaps of UTF-8 that lost bytes, where only one way makes words of it.
func mendLost(b []byte) (string, bool) {
	readings := []string{""}
	for i := 0; i < len(b); {
		if r, n := utf8.DecodeRune(b[i:]); r != utf8.RuneError || n > 1 {
			if r >= 0x80 && r < 0xA0 {
				return "", false
			}
			for k := range readings {
				readings[k] += string(b[i : i+n])
			}
			i += n
			continue
		}
		letters, n := lost(b[i:])
		if n == 0 {
			return "", false
		}
		i += n
		blank := false
		if i < len(b) {
			switch b[i] {
			case missing, '?':
				i++
			case ' ':
				blank = true
				i++
			}
		}
		next := make([]string, 0, len(readings)*len(letters))
		for _, r := range readings {
			for _, l := range letters {
				if !blank {
					next = append(next, r+l)
					continue
				}
				noBreak := l == "à" || l == "Ơ" || l == "Ạ" // their last byte is the no-break blank
				if noBreak {
					next = append(next, r+l)
				}
				if !noBreak || i == len(b) || b[i] != ' ' { // of two blanks one was the letter's
					next = append(next, r+l+" ")
				}
			}
		}
		if readings = next; len(readings) > maxReadings {
			return "", false
		}
	}
	return onlyReading(readings)
}

// onlyReading returns the one reading whose words are all syllables, or else the one whose words are all known.
func onlyReading(readings []string) (string, bool) {
	var valid, knownOnes []string
	for _, r := range readings {
		all, allKnown := true, true
		for _, w := range strings.FieldsFunc(viet.NFC(r), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			if isMarked(w) || utf8.RuneCountInString(w) > 1 {
				all = all && viet.IsSyllable(w) && evenCase(w)
			} else if !strings.ContainsAny(w, "aeiouyAEIOUY") {
				all = all && unicode.IsUpper(rune(w[0])) // Toà n
			}
			allKnown = allKnown && known(strings.ToLower(w))
		}
		if all {
			valid = append(valid, r)
			if allKnown {
				knownOnes = append(knownOnes, r)
			}
		}
	}
	switch {
	case len(valid) == 1:
		return valid[0], true
	case len(knownOnes) == 1:
		return knownOnes[0], true
	}
	return "", false
}

// isMarked reports whether a word has a character beyond ASCII.
func isMarked(w string) bool {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return true
		}
	}
	return false
}

// evenCase reports whether a word is written in small letters, in capitals, or with a capital first letter only. Wrongly
// decoded words often are not.
func evenCase(w string) bool {
	upper, lower, first := 0, 0, true
	for _, r := range w {
		switch {
		case unicode.IsLower(r):
			lower++
		case unicode.IsUpper(r) && !first:
			upper++
		}
		first = false
	}
	return upper == 0 || lower == 0
}
