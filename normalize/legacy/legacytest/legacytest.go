// Package legacytest writes the encodings that package legacy reads, for tests.
package legacytest

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/refdata"
)

// Encodings returns every encoding, UTF8 first.
func Encodings() []legacy.Encoding {
	return []legacy.Encoding{legacy.UTF8, legacy.TCVN3, legacy.VNI, legacy.VPS, legacy.VISCII, legacy.TCVN5712, legacy.CP1258, legacy.VIQR, legacy.Mojibake, legacy.Mojibake2}
}

// Encode writes a text in an encoding, as it looks opened as cp1252 and saved as UTF-8. It is true where Decode gives the
// text, in NFC, back: TCVN3 cannot write Ánh with its capital, but can write ÁNH in a value all in capitals.
func Encode(e legacy.Encoding, s string) (string, bool) {
	s = viet.NFC(s)
	switch {
	case e > legacy.Mojibake2 || !utf8.ValidString(s):
		return s, false
	case e == legacy.UTF8:
		return s, true
	case e == legacy.Mojibake:
		out := asCP1252(s)
		return out, gives(e, out, s)
	case e == legacy.Mojibake2:
		out := asCP1252(asCP1252(s))
		return out, gives(e, out, s)
	}
	b, ok := encode(e, s, false)
	if e == legacy.VIQR {
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

// EncodeBytes writes a text as the encoding's raw bytes. It is true where DecodeBytes gives the text, in NFC, back. UTF8 and the
// mojibake are not raw encodings of their own: theirs is the UTF-8 of Encode.
func EncodeBytes(e legacy.Encoding, s string) ([]byte, bool) {
	if e == legacy.UTF8 || e >= legacy.VIQR {
		out, ok := Encode(e, s)
		return []byte(out), ok
	}
	s = viet.NFC(s)
	b, ok := encode(e, s, true)
	if !ok {
		return []byte(b), false
	}
	text, ok := legacy.DecodeBytes(e, []byte(b))
	return []byte(b), ok && text == s
}

func gives(e legacy.Encoding, coded, text string) bool {
	got, ok := legacy.Decode(e, coded)
	return ok && got == text
}

// asCP1252 reads bytes as cp1252.
func asCP1252(b string) string {
	var out strings.Builder
	for i := range len(b) {
		r := charmap.Windows1252.DecodeByte(b[i])
		if r == utf8.RuneError { // it has no letter there, and programs keep the control character of Latin-1
			r = rune(b[i])
		}
		out.WriteRune(r)
	}
	return out.String()
}

// table is what programs write.
type table struct {
	bytes map[rune]string // of each letter the shortest, and printable ones before control characters
	taken [256]bool       // bytes that are letters
}

var tables = sync.OnceValue(func() map[legacy.Encoding]*table {
	all := map[string]*table{}
	for _, e := range refdata.Encodings() {
		t := &table{bytes: map[rune]string{}}
		for _, l := range e.Letters {
			r, _ := utf8.DecodeRuneInString(l.Text)
			if len(l.Bytes) == 1 {
				t.taken[l.Bytes[0]] = true
			}
			if old, ok := t.bytes[r]; !ok || len(l.Bytes) < len(old) || len(l.Bytes) == len(old) && old[0] < ' ' {
				t.bytes[r] = l.Bytes
			}
		}
		all[e.Name] = t
	}
	return map[legacy.Encoding]*table{
		legacy.TCVN3: all["TCVN3"], legacy.VNI: all["VNI-WIN"], legacy.VPS: all["VPS"], legacy.VISCII: all["VISCII"], legacy.TCVN5712: all["TCVN5712-1"],
		legacy.CP1258: all["CP1258"], legacy.VIQR: all["VIQR"],
	}
})

// encode returns the bytes of a text. A capital letter that has a control character's byte only, or none, is written with
// the small letter's byte, as the fonts do; with control set the control character is used.
func encode(e legacy.Encoding, s string, control bool) (string, bool) {
	t := tables()[e]
	small := e == legacy.TCVN3 || e == legacy.VPS || e == legacy.VISCII || e == legacy.TCVN5712
	out := make([]byte, 0, len(s))
	ok := true
	for _, r := range s {
		b := t.bytes[r]
		if small && unicode.IsUpper(r) && (b == "" || b[0] < ' ' && !control) {
			if lower := t.bytes[unicode.ToLower(r)]; lower != "" {
				b = lower
			}
		}
		switch {
		case b != "":
			out = append(out, b...)
		case r < utf8.RuneSelf:
			if e == legacy.VIQR && marks(out, byte(r)) {
				out = append(out, '\\')
			}
			out = append(out, byte(r))
		default:
			c, has := charmap.Windows1252.EncodeRune(r)
			if !has && r < 0x100 {
				c, has = byte(r), true
			}
			if !has || unicode.IsLetter(r) || unicode.IsMark(r) || t.taken[c] {
				ok = false
				c = '?'
			}
			out = append(out, c)
		}
	}
	return string(out), ok
}

// marks reports whether VIQR would read an ASCII character as part of the letter before it.
func marks(out []byte, c byte) bool {
	if c == '\\' {
		return true
	}
	for n := 1; n <= 2 && n <= len(out); n++ {
		end := string(out[len(out)-n:])
		if strings.Contains(end, `\`) {
			break
		}
		if text, ok := legacy.Decode(legacy.VIQR, end+string(c)); ok && utf8.RuneCountInString(text) == 1 {
			return true
		}
	}
	return false
}
