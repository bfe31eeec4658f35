package normalize

import (
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
)

// What stands before a token.
const (
	gapBlank  uint8 = iota
	gapDot          // "P.Nam Hà"
	gapHyphen       // within a name (Bà Rịa - Vũng Tàu) or between parts
	gapSlash        // house numbers: no name crosses it
	gapHard         // comma, semicolon, line end, bracket: no name crosses it
)

const (
	maxTokens   = 96
	maxFoldText = 640
)

// token is a word of an address.
type token struct {
	off, end uint16 // its folded text in scan.buf
	id       uint16 // number of the word in the index, 0 = in no name
	gap      uint8
	marked   bool // has a mark
	number   bool // digits only
	digit    bool // has a digit
	dot      bool // a point follows at once
	bracket  bool // stands in brackets
	key      uint64
}

// scan is the work space of one parse.
type scan struct {
	tokens   [maxTokens]token
	n        int
	buf      [maxFoldText]byte
	used     int
	brackets bool // some tokens stand in brackets
	commas   int  // hard gaps
}

func (s *scan) reset() { s.n, s.used, s.brackets, s.commas = 0, 0, false, 0 }

// text returns a token's folded text.
func (s *scan) text(t *token) []byte { return s.buf[t.off:t.end] }

// scanner cuts a text into tokens.
type scanner struct {
	s       *scan
	ix      *placeIndex
	cur     token
	open    bool
	gap     uint8
	bracket int
	letters int   // letters of the open token
	last    uint8 // last letter, not yet in the key
	before  uint8 // the letter before it
	tone    uint8
	skip    bool // an apostrophe stood here: blanks after it do not end the word
}

// run cuts text into s. It returns false where the text must be brought to NFC first.
func (c *scanner) run(text string) bool {
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		i += size
		l := letterOf(r)
		if l.base != 0 {
			c.letter(l)
			continue
		}
		if r >= '0' && r <= '9' {
			c.digit(byte(r))
			continue
		}
		if !c.other(r) {
			return false
		}
	}
	c.close()
	return true
}

func (c *scanner) begin() {
	if c.open {
		return
	}
	c.open, c.skip = true, false
	c.cur = token{off: uint16(c.s.used), gap: c.gap, bracket: c.bracket > 0, key: 14695981039346656037}
	c.letters, c.last, c.before, c.tone = 0, 0, 0, 0
}

func (c *scanner) put(b byte) {
	if c.s.used < maxFoldText {
		c.s.buf[c.s.used] = b
		c.s.used++
	}
}

func (c *scanner) letter(l letter) {
	c.begin()
	c.skip = false
	if c.last != 0 {
		c.cur.key = (c.cur.key ^ uint64(c.last)) * 1099511628211
	}
	c.before, c.last = c.last, l.base
	if l.tone != 0 {
		c.tone = l.tone
	}
	if l.tone != 0 || l.base > letterZ {
		c.cur.marked = true
	}
	c.letters++
	c.put(letters.fold[l.base])
}

func (c *scanner) digit(b byte) {
	if c.open && c.letters > 0 && !c.cur.digit && c.letters <= 5 { // "P3", "TDP5"
		c.close()
	}
	c.begin()
	c.cur.digit = true
	if b == '0' && c.letters == 0 && c.s.used == int(c.cur.off) {
		c.skip = true // a leading zero; put back in close where it is all there is
		return
	}
	c.cur.key = (c.cur.key ^ uint64(b)) * 1099511628211
	c.put(b)
}

// other takes a rune that is no letter of Vietnamese and no digit. It returns false for a combining mark.
func (c *scanner) other(r rune) bool {
	switch r {
	case ' ', '\t', 0xA0, ':', '_', '"', '“', '”', '*', '«', '»':
		if c.open && c.skip && c.letters > 0 {
			return true // "H' Neng"
		}
		c.end(gapBlank)
	case '.':
		if c.open {
			c.cur.dot = true
		}
		c.end(gapDot)
	case '-', '–', '—', '‐', '‑', '−', '~':
		c.end(gapHyphen)
	case '/', '\\':
		c.end(gapSlash)
	case ',', ';', '\n', '\r', '|', '，', '、', '·', '•':
		c.end(gapHard)
	case '(', '[', '{':
		c.end(gapHard)
		c.bracket++
		c.s.brackets = true
	case ')', ']', '}':
		c.end(gapHard)
		c.bracket = max(0, c.bracket-1)
	case '\'', '’', '‘', '`', 'ʼ', '´', '′':
		if c.open && c.letters > 0 && c.letters <= 2 && !c.cur.digit {
			c.skip = true
		} else {
			c.end(gapBlank)
		}
	default:
		return c.foreign(r)
	}
	return true
}

// foreign takes what is left: other alphabets, accents Vietnamese does not use, invisible characters.
func (c *scanner) foreign(r rune) bool {
	if unicode.Is(unicode.Mn, r) {
		return false
	}
	f := viet.FoldRune(r)
	switch {
	case f == 0:
	case f == ' ':
		c.end(gapBlank)
	case f >= 'a' && f <= 'z':
		c.letter(letterOf(f))
	case f >= '0' && f <= '9':
		c.digit(byte(f))
	case unicode.IsLetter(f): // kept apart from every name, so that it cannot make one
		c.begin()
		c.cur.marked = true
		c.cur.key = (c.cur.key ^ uint64(f)) * 1099511628211
		c.letters++
		var b [utf8.UTFMax]byte
		for _, x := range b[:utf8.EncodeRune(b[:], f)] {
			c.put(x)
		}
	default:
		c.end(gapBlank)
	}
	return true
}

// end closes the open token; the widest gap before the next one counts.
func (c *scanner) end(gap uint8) {
	c.close()
	c.gap = max(c.gap, gap)
}

func (c *scanner) close() {
	if !c.open {
		return
	}
	c.open = false
	s := c.s
	t := c.cur
	if t.digit && s.used == int(t.off) { // nothing but zeros
		c.put('0')
	}
	t.end = uint16(s.used)
	if t.end == t.off || s.n == maxTokens {
		return
	}
	text := s.buf[t.off:t.end]
	last := c.last
	if c.letters >= 2 && len(text) == c.letters {
		last = canonicalEnd(c.before, c.last, text)
	}
	if c.last != 0 {
		t.key = (t.key ^ uint64(last)) * 1099511628211
	}
	t.key = (t.key ^ uint64(c.tone) ^ 0x100) * 1099511628211
	t.number = t.digit && c.letters == 0
	final := text[len(text)-1]
	if last != c.last {
		text[len(text)-1] = letters.fold[last]
	}
	t.id = c.ix.word(text)
	text[len(text)-1] = final
	if t.gap == gapHard && s.n > 0 {
		s.commas++
	}
	s.tokens[s.n] = t
	s.n++
	c.gap = gapBlank
}

// canonicalEnd makes one writing of a word's last letter: i for y after a consonant (Lý, Lí; Quý, Quí), k for c (Đắc Lắc,
// Đắk Lắk). The word has at least two letters and nothing else.
func canonicalEnd(before, last uint8, text []byte) uint8 {
	switch last {
	case letterY:
		switch before {
		case letterA, letterE, letterI, letterO, letterY, letterAbreve, letterAcirc, letterEcirc, letterOcirc, letterOhorn, letterUhorn:
			return last
		case letterU: // "quý" is "quí", but "thúy" is not "thúi"
			if len(text) != 3 || text[0] != 'q' {
				return last
			}
		}
		return letterI
	case letterC:
		return letterK
	}
	return last
}
