package legacy

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// high are the characters of cp1252 between 0x80 and 0x9F. The five bytes it leaves open stay the control characters they
// are in Latin-1, which is what Windows and browsers do.
var high = func() (t [32]rune) {
	for i := range t {
		t[i] = charmap.Windows1252.DecodeByte(byte(0x80 + i))
		if t[i] == utf8.RuneError {
			t[i] = rune(0x80 + i)
		}
	}
	return t
}()

// byteOf returns the byte a character came from when it was read as Latin-1 or cp1252; false where none gives it.
func byteOf(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true
	}
	switch r {
	case 0x03BC, 0x039C: // micro sign after compatibility normalization, and after upper-casing
		return 0xB5, true
	case 0x0178: // ÿ after upper-casing is cp1252's Ÿ all the same
		return 0x9F, true
	}
	for i, h := range high {
		if r == h {
			return byte(0x80 + i), true
		}
	}
	return 0, false
}

// runeOf is the inverse of byteOf as cp1252 reads bytes.
func runeOf(b byte) rune {
	if b >= 0x80 && b < 0xA0 {
		return high[b-0x80]
	}
	return rune(b)
}

// units appends a value's code units: the byte of each character that has one, the character itself where it has none. A
// value that is not UTF-8 is taken as raw bytes.
func units(buf []rune, s string) []rune {
	if isRaw(s) {
		for i := 0; i < len(s); i++ {
			buf = append(buf, rune(s[i]))
		}
		return buf
	}
	for _, r := range s {
		if b, ok := byteOf(r); ok {
			r = rune(b)
		}
		buf = append(buf, r)
	}
	return buf
}

// isRaw reports whether a value is bytes of an encoding, not UTF-8: it is no valid UTF-8, or happens to be, but then holds
// letters of scripts no Vietnamese text holds: ươ in VISCII (DF BD) reads as a letter of N'Ko.
func isRaw(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r >= 0x0590 && r <= 0x07FF {
			return true
		}
		i += n
	}
	return false
}

// isASCII reports whether a value has no byte above 0x7F and no control character but blanks.
func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' && (c < '\t' || c > '\r') {
			return false
		}
	}
	return true
}
