package legacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
)

// Encode writes a text in an encoding, as it looks opened as cp1252 and saved as UTF-8. It is true where Decode gives the
// text, in NFC, back: TCVN3 cannot write Ánh with its capital, but can write ÁNH in a value all in capitals.
func Encode(e Encoding, s string) (string, bool) {
	s = viet.NFC(s)
	switch {
	case e >= encodings || !utf8.ValidString(s):
		return s, false
	case e == UTF8:
		return s, true
	case e == Mojibake:
		s2 := asCP1252(s)
		return s2, gives(e, s2, s)
	case e == Mojibake2:
		s2 := asCP1252(asCP1252(s))
		return s2, gives(e, s2, s)
	}
	b, ok := encode(e, s, false)
	if e == VIQR {
		return b, ok && gives(e, b, s)
	}
	out := asCP1252(b)
	if !ok || gives(e, out, s) {
		return out, ok
	}
	b, _ = encode(e, s, true)
	out = asCP1252(b)
	return out, gives(e, out, s)
}

// EncodeBytes writes a text as the encoding's raw bytes. It is true where Decode gives the text, in NFC, back. UTF8 and the
// mojibake are not raw encodings of their own: theirs is the UTF-8 of Encode.
func EncodeBytes(e Encoding, s string) ([]byte, bool) {
	if e == UTF8 || e >= VIQR {
		out, ok := Encode(e, s)
		return []byte(out), ok
	}
	s = viet.NFC(s)
	b, ok := encode(e, s, true)
	if !ok {
		return []byte(b), false
	}
	text, ok := decodeRaw(e, b)
	return []byte(b), ok && text == s
}

func gives(e Encoding, coded, text string) bool {
	got, ok := Decode(e, coded)
	return ok && got == text
}

// asCP1252 reads bytes as cp1252.
func asCP1252(b string) string {
	var out strings.Builder
	out.Grow(len(b) + len(b)/2)
	for i := 0; i < len(b); i++ {
		out.WriteRune(runeOf(b[i]))
	}
	return out.String()
}

// encode returns the bytes of a text. A capital letter that has a control character's byte only, or none, is written with
// the small letter's byte, as the fonts do; with control set the control character is used.
func encode(e Encoding, s string, control bool) (string, bool) {
	t := tables()[e]
	out := make([]byte, 0, len(s))
	ok := true
	for _, r := range s {
		b := t.bytes[r]
		if t.caps && unicode.IsUpper(r) && (b == "" || b[0] < ' ' && !control) {
			if small := t.bytes[unicode.ToLower(r)]; small != "" {
				b = small
			}
		}
		switch {
		case b != "":
			out = append(out, b...)
		case r < utf8.RuneSelf:
			if e == VIQR && escaped(t, out, byte(r)) {
				out = append(out, '\\')
			}
			out = append(out, byte(r))
		default:
			c, has := byteOf(r)
			if !has || unicode.IsLetter(r) || unicode.IsMark(r) || t.single[c] != 0 {
				ok = false
				c = '?'
			}
			out = append(out, c)
		}
	}
	return string(out), ok
}

// escaped reports whether VIQR would read an ASCII character as part of the letter before it.
func escaped(t *table, out []byte, c byte) bool {
	if c == '\\' {
		return true
	}
	for n := 1; n <= 2 && n <= len(out); n++ {
		var u [3]rune
		for i, b := range out[len(out)-n:] {
			u[i] = rune(b)
		}
		u[n] = rune(c)
		if _, used := t.match(u[:n+1]); used == n+1 {
			return true
		}
	}
	return false
}
