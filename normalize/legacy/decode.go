package legacy

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
)

// Decode turns a value written in an encoding into NFC text: its raw bytes, or what they look like opened as Latin-1 or
// cp1252 and saved as UTF-8. It decodes the longest match first. Characters that no encoding has (dashes, quotes) stay.
//
// Beyond the tables it mends what is certain: words typed in capitals whose marked letters are stored as small ones (TCVN3
// has no capital Ễ) become capitals, and the ư of TCVN3 (a soft hyphen) that a program took out comes back where the word
// can be nothing else. It is false, with the value unchanged, where the value cannot be in the encoding.
func Decode(e Encoding, s string) (text string, ok bool) { return decode(e, s, context{}) }

// context is what the column of a value tells about it.
type context struct {
	whole   bool // soft hyphens were not taken out: nothing is to mend
	capital bool // the column is written in capitals
}

func decode(e Encoding, s string, c context) (string, bool) {
	switch e {
	case UTF8:
		if !utf8.ValidString(s) {
			return s, false
		}
		return viet.NFC(s), true
	case Mojibake:
		return decodeMojibake(s)
	case Mojibake2:
		return decodeMojibake2(s)
	}
	if e >= encodings {
		return s, false
	}
	if isASCII(s) && e != VIQR {
		return s, true
	}
	var buf [96]rune
	return decodeUnits(e, s, units(buf[:0], s), c)
}

// DecodeBytes is Decode for what is known to be raw bytes, where soft hyphens do not get lost: Decode cannot tell where they
// happen to be valid UTF-8.
func DecodeBytes(e Encoding, b []byte) (text string, ok bool) { return decodeRaw(e, string(b)) }

func decodeRaw(e Encoding, b string) (string, bool) {
	if e == UTF8 || e >= Mojibake || isASCII(b) && e != VIQR {
		return decode(e, b, context{})
	}
	var buf [96]rune
	u := buf[:0]
	for i := 0; i < len(b); i++ {
		u = append(u, rune(b[i]))
	}
	return decodeUnits(e, b, u, context{whole: true})
}

func decodeUnits(e Encoding, s string, u []rune, c context) (string, bool) {
	d := decoding{e: e, t: tables()[e]}
	if e == VIQR {
		straighten(u)
	}
	if !d.run(u) {
		return s, false
	}
	if d.t.caps {
		d.capitals(c.capital)
	}
	if !c.whole && d.t.soft != 0 && !d.sawSoft {
		d.mend()
	}
	return viet.NFC(string(d.out)), true
}

// decoding is one value on its way.
type decoding struct {
	e       Encoding
	t       *table
	out     []rune
	coded   []bool // per rune of out: it is a letter of the table, not ASCII
	sawSoft bool   // a soft hyphen was decoded: they were not taken out
}

// run decodes the units; it is false where a letter is none of the encoding's.
func (d *decoding) run(u []rune) bool {
	d.out = make([]rune, 0, len(u))
	d.coded = make([]bool, 0, len(u))
	for i := 0; i < len(u); {
		if d.e == VIQR && u[i] == '\\' && i+1 < len(u) {
			d.put(u[i+1], false) // RFC 1456's escape
			i += 2
			continue
		}
		if r, n := d.t.match(u[i:]); n > 0 {
			d.sawSoft = d.sawSoft || u[i] == 0xAD
			d.put(r, true)
			i += n
			continue
		}
		r := u[i]
		if r >= 0x80 && r < 0x100 {
			r = runeOf(byte(r))
		}
		if r >= 0x80 && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsControl(r)) || r == utf8.RuneError {
			return false
		}
		d.put(r, false)
		i++
	}
	return true
}

func (d *decoding) put(r rune, coded bool) {
	d.out = append(d.out, r)
	d.coded = append(d.coded, coded)
}

// straighten undoes what word processors make of VIQR's marks.
func straighten(u []rune) {
	for i, r := range u {
		switch r {
		case 0x92, 0xB4, 0x02BC, 0x2032: // ’ as its byte in cp1252, ´
			u[i] = '\''
		case 0x91, 0x02CB:
			u[i] = '`'
		case 0x88:
			u[i] = '^'
		case 0x98:
			u[i] = '~'
		}
	}
}

// wordShape is what the letters of a word say about capitals.
type wordShape struct {
	from, to int
	capital  bool // typed in capitals, for certain
	inner    bool // a capital stands after a letter of the table
	plain    bool // has a small ASCII letter: not typed in capitals
	coded    bool // has a letter of the table
	title    bool // begins with a capital
}

// shapes splits the decoded text into its words.
func (d *decoding) shapes(buf []wordShape) []wordShape {
	for i := 0; i < len(d.out); {
		if !unicode.IsLetter(d.out[i]) {
			i++
			continue
		}
		w := wordShape{from: i, title: unicode.IsUpper(d.out[i])}
		capitals, late, after := 0, false, false
		for i < len(d.out) && (unicode.IsLetter(d.out[i]) || unicode.IsMark(d.out[i])) {
			switch r := d.out[i]; {
			case d.coded[i] && r >= utf8.RuneSelf:
				w.coded, after = true, true
				if unicode.IsUpper(r) {
					capitals++
				}
			case unicode.IsUpper(r):
				capitals++
				late = late || i > w.from
				w.inner = w.inner || after
			default:
				w.plain = true
			}
			i++
		}
		w.to = i
		w.capital = !w.plain && (capitals > 1 || late)
		buf = append(buf, w)
	}
	return buf
}

// capitals makes the small letters of words typed in capitals capital. A word that does not say (Hµ may be Hà or HÀ)
// follows the value's other words, or the
// column's. A small letter that begins a word of a name whose other words all begin with a capital is
// one too, where the encoding has no byte for that capital: NguyÔn Ngäc ¸nh.
func (d *decoding) capitals(column bool) {
	var buf [16]wordShape
	words := d.shapes(buf[:0])
	anyCapital, anyPlain := column, false
	for _, w := range words {
		anyCapital = anyCapital || w.capital
		anyPlain = anyPlain || w.plain
	}
	for k, w := range words {
		if !w.coded {
			continue
		}
		if w.capital && anyPlain && !w.inner && !viet.IsSyllable(viet.NFC(string(d.out[w.from:w.to]))) {
			continue // Ia KNớ
		}
		if w.capital || !w.plain && anyCapital && !anyPlain {
			for i := w.from; i < w.to; i++ {
				d.out[i] = unicode.ToUpper(d.out[i])
			}
			continue
		}
		if !w.title && d.coded[w.from] && d.lacksCapital(d.out[w.from]) && d.isTitle(words, k) {
			d.out[w.from] = unicode.ToUpper(d.out[w.from])
		}
	}
}

// lacksCapital reports whether the capital of a letter has no byte, or only one of a control character.
func (d *decoding) lacksCapital(r rune) bool {
	b := d.t.bytes[unicode.ToUpper(r)]
	return b == "" || b[0] < ' '
}

// isTitle reports whether the value is a name all of whose words but one begin with a capital.
func (d *decoding) isTitle(words []wordShape, but int) bool {
	if len(words) < 2 {
		return false
	}
	for k, w := range words {
		if k != but && !w.title && !d.lacksCapital(d.out[w.from]) {
			return false
		}
	}
	if !words[0].title && !words[1].title {
		return false
	}
	for _, r := range d.out {
		if unicode.IsDigit(r) || r == ',' || r == ';' || r == '.' {
			return false // an address or a sentence: ấp, ở
		}
	}
	return true
}

// mend puts the soft letter back into the words that are no syllables without it and one only with it. A word with neither
// vowel nor letter of the table may be an abbreviation, and is mended only in a value that has such letters and where it is
// not alone in capitals: Hng beside TrÇn.
func (d *decoding) mend() {
	var buf [16]wordShape
	words := d.shapes(buf[:0])
	coded, allCapital := false, true
	for _, w := range words {
		coded = coded || w.coded
		allCapital = allCapital && !w.plain
	}
	for k := len(words) - 1; k >= 0; k-- { // from the end: mending moves what follows
		w := words[k]
		if k > 0 && words[k-1].to+1 == w.from && d.out[w.from-1] == '-' {
			if d.mendHyphen(words[k-1].from, w.from-1, w.to) {
				k--
				continue
			}
		}
		if !w.coded && (!coded || w.to-w.from < 3 || !w.plain && !allCapital) {
			continue
		}
		d.mendWord(w)
	}
}

func (d *decoding) mendWord(w wordShape) {
	word := strings.ToLower(viet.NFC(string(d.out[w.from:w.to])))
	valid := viet.IsSyllable(word)
	if valid && word != "nguyn" { // the one name that is a syllable without its ễ too
		return
	}
	if utf8.RuneCountInString(word) != w.to-w.from {
		return
	}
	at, found := -1, ""
	for i := 0; i <= w.to-w.from; i++ {
		cut := len(string([]rune(word)[:i]))
		c := word[:cut] + string(d.t.soft) + word[cut:]
		if c == found || !viet.IsSyllable(c) || valid && c != "nguyễn" || d.t.soft != 'ư' && !known(c) {
			continue
		}
		if at >= 0 {
			return
		}
		at, found = w.from+i, c
	}
	if at >= 0 {
		d.insert(at, w.capital || !w.plain && w.to-w.from > 1)
	}
}

// mendHyphen makes the hyphen that a soft hyphen became a letter again: Th-¬ng.
func (d *decoding) mendHyphen(from, hyphen, to int) bool {
	word := string(d.out[from:hyphen]) + string(d.t.soft) + string(d.out[hyphen+1:to])
	after := string(d.out[hyphen+1 : to])
	if !viet.IsSyllable(viet.NFC(word)) || viet.IsSyllable(viet.NFC(after)) && viet.IsSyllable(viet.NFC(string(d.out[from:hyphen]))) {
		return false
	}
	if strings.ToUpper(after) == after && utf8.RuneCountInString(word) > 2 {
		d.out[hyphen] = unicode.ToUpper(d.t.soft)
	} else {
		d.out[hyphen] = d.t.soft
	}
	d.coded[hyphen] = true
	return true
}

func (d *decoding) insert(at int, upper bool) {
	r := d.t.soft
	if upper {
		r = unicode.ToUpper(r)
	}
	d.out = append(d.out[:at], append([]rune{r}, d.out[at:]...)...)
	d.coded = append(d.coded[:at], append([]bool{true}, d.coded[at:]...)...)
}
