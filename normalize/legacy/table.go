package legacy

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/refdata"
)

// table is the byte table of one encoding, both ways.
type table struct {
	single [256]rune // 0 where the byte has no letter of its own
	multi  map[[3]byte]rune
	lead   [256]bool // begins a sequence of two or three
	bytes  map[rune]string
	soft   rune // the letter on 0xAD, the soft hyphen, which programs take out of texts; 0 for none
	// caps says that capital letters are often written with the small letter's byte: TCVN3 has no capitals with tones, its
	// capital font shows the small ones large; VPS and VISCII have some on control characters only.
	caps bool
}

// tableNames maps the names of refdata's tables.
var tableNames = map[string]Encoding{
	"TCVN3": TCVN3, "VNI-WIN": VNI, "VPS": VPS, "VISCII": VISCII, "TCVN5712-1": TCVN5712, "CP1258": CP1258, "VIQR": VIQR,
}

var tables = sync.OnceValue(func() *[encodings]*table {
	var all [encodings]*table
	for _, e := range refdata.Encodings() {
		n, ok := tableNames[e.Name]
		if !ok {
			continue
		}
		t := &table{multi: map[[3]byte]rune{}, bytes: map[rune]string{}}
		for _, l := range e.Letters {
			r, _ := utf8.DecodeRuneInString(l.Text)
			t.add(l.Bytes, r)
			// The shortest bytes are what programs write, and a printable one before a control character.
			if old, ok := t.bytes[r]; !ok || len(l.Bytes) < len(old) || len(l.Bytes) == len(old) && old[0] < ' ' {
				t.bytes[r] = l.Bytes
			}
		}
		t.caps = n == TCVN3 || n == VPS || n == VISCII || n == TCVN5712
		if r := t.single[0xAD]; unicode.IsLower(r) { // VPS has Ứ there
			t.soft = r
		}
		t.variants(n)
		all[n] = t
	}
	return &all
})

func (t *table) add(bytes string, r rune) {
	if len(bytes) == 1 {
		t.single[bytes[0]] = r
		return
	}
	var k [3]byte
	copy(k[:], bytes)
	if _, ok := t.multi[k]; !ok {
		t.multi[k] = r
	}
	t.lead[bytes[0]] = true
}

// variants adds the other ways a letter of several bytes is met.
func (t *table) variants(e Encoding) {
	switch e {
	case VNI:
		// Changing the case of a text as if it were Latin-1 changes letter and mark apart: Aùi, AÙi. The letter's own case holds.
		for k, r := range clone(t.multi) {
			for _, mark := range [...]byte{k[1] ^ 0x20} {
				t.add(string([]byte{k[0], mark}), r)
			}
		}
	case VIQR:
		t.add("Dd", 'Đ') // RFC 1456
		t.add("dD", 'đ')
		for k, r := range clone(t.multi) {
			if k[2] != 0 {
				t.add(string([]byte{k[0], k[2], k[1]}), r) // the tone typed first
			}
			if k[1] == '+' { // the other habit for the horn
				t.add(strings.TrimRight(string([]byte{k[0], '*', k[2]}), "\x00"), r)
				if k[2] != 0 {
					t.add(string([]byte{k[0], k[2], '*'}), r)
				}
			}
		}
	}
}

func clone(m map[[3]byte]rune) map[[3]byte]rune {
	out := make(map[[3]byte]rune, len(m))
	for k, r := range m {
		out[k] = r
	}
	return out
}

// match returns the letter of the longest sequence at the start of u and how many units it takes; 0 units where the table
// has none.
func (t *table) match(u []rune) (rune, int) {
	if u[0] >= 256 {
		return 0, 0
	}
	if t.lead[u[0]] && len(u) > 1 && u[1] < 256 {
		k := [3]byte{byte(u[0]), byte(u[1])}
		if len(u) > 2 && u[2] > 0 && u[2] < 256 {
			k[2] = byte(u[2])
			if r, ok := t.multi[k]; ok {
				return r, 3
			}
			k[2] = 0
		}
		if k[1] != 0 {
			if r, ok := t.multi[k]; ok {
				return r, 2
			}
		}
	}
	if r := t.single[u[0]]; r != 0 {
		return r, 1
	}
	return 0, 0
}
