package normalize

import (
	"strings"

	"github.com/doisanh/doisanh/record"
)

// resolveTyping resolves what is left of TELEX (Nguyeexn) and VNI (Nguye64n) keystrokes in words that are no syllables.
// The result must be a syllable, and either a name of refdata or spelt with a doubled letter, w or a letter digit: a tone
// key alone is too weak a sign (Thor, Ner are not Thỏ, Nẻ).
//
// Whoever left one word so, left others: where a word has been resolved, a tone key is enough of a sign in those that are no syllables, and a word that
// is one as it stands but no name (Coong, Noong) is what its keys make of it, if that is one.
func (p *nameParser) resolveTyping() {
	marked := !p.plain
	for i := range p.n {
		t := &p.tokens[i]
		digits := hasDigit(t.text)
		if !digits && (!t.syl.ok || t.syl.valid(true) || t.initial) {
			continue
		}
		var y syllable
		var strong bool
		if digits {
			y, strong = resolveVNI(t.text)
		} else {
			y, strong = resolveTelex(&t.syl)
		}
		if !y.ok || !y.valid(false) {
			if digits {
				p.dropDigits(t)
			}
			continue
		}
		if digits && !strong && marked && digitsEnd(t.text) && p.numbers(i) { // Nguyễn Văn An1: a number, since the rest is typed well
			p.dropDigits(t)
			continue
		}
		if !strong && !p.lex.isName(y) && (!digits || digitsEnd(t.text)) || p.lex.marked[strings.ToLower(t.text)].flags&wordKnown != 0 {
			continue
		}
		if !digits && !p.lex.isName(y) && p.lex.isName(t.syl.single()) {
			continue // Phaan is Phan with a key struck twice, since nobody is called Phân
		}
		t.syl = y
		p.plain = p.plain && !y.isMarked()
		p.faults |= record.RepairedTyping
	}
	if p.faults.Has(record.RepairedTyping) {
		p.resolveRest()
	}
}

// resolveRest resolves the words of a name with keystrokes left in it that do not say so by themselves.
func (p *nameParser) resolveRest() {
	for i := range p.n {
		t := &p.tokens[i]
		if !t.syl.ok || t.initial || t.isMarked() || p.lex.isName(t.syl) {
			continue
		}
		y, strong := resolveTelex(&t.syl)
		if !y.ok || !y.isMarked() || !y.valid(false) {
			continue
		}
		if !t.syl.valid(true) || strong && p.lex.isName(y) {
			t.syl = y
		}
	}
}

// numbers reports whether the digit at the end of a word of a name typed well may number a namesake: it stands behind the whole name, and the
// word needs no tone key, as Cuc1 does.
func (p *nameParser) numbers(i int) bool {
	bare := parseSyllable(strings.TrimRight(p.tokens[i].text, "0123456789"))
	return i == p.n-1 && bare.valid(false)
}

// dropDigits takes the digits off the end of a word: the second of two namesakes in a class list.
func (p *nameParser) dropDigits(t *namePart) {
	s := t.text
	for s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9' {
		s = s[:len(s)-1]
	}
	if s == "" || hasDigit(s) {
		return // the digits stay and are told as FaultCharacters
	}
	t.text = s
	t.syl = parseSyllable(s)
	p.faults |= record.RepairedNote
}

// digitsEnd reports whether a word's digits all stand at its end. A tone key inside a word (Tha1i, Hoa2ng) numbers nothing.
func digitsEnd(s string) bool { return !hasDigit(strings.TrimRight(s, "0123456789")) }

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			return true
		}
	}
	return false
}

// single returns the syllable with letters struck twice as one.
func (y *syllable) single() syllable {
	out := syllable{ok: y.ok, tone: y.tone, tones: y.tones}
	for i := range y.n {
		if i > 0 && y.base[i] == y.base[i-1] {
			continue
		}
		if i == y.at {
			out.at = out.n
		}
		out.base[out.n] = y.base[i]
		out.n++
	}
	out.onset = out.onsetLength()
	return out
}

// isName reports whether refdata knows the syllable as a part of names.
func (l *lexicon) isName(y syllable) bool {
	y.canon()
	var buf [64]byte
	return l.marked[string(y.appendCanonical(buf[:0], false))].flags&wordKnown != 0
}

// resolveTelex applies TELEX keys: aa ee oo dd and w for letters, s f r x j for tones, anywhere after the vowel they
// change. strong is set where a letter was made, not a tone alone.
func resolveTelex(in *syllable) (y syllable, strong bool) {
	if in.tones > 0 {
		return syllable{}, false
	}
	y.ok = true
	for i := range in.n {
		b := in.base[i]
		switch b {
		case letterD:
			if k := y.find(letterD); k >= 0 && (k == int(y.n)-1 || y.hasVowel()) && k == 0 {
				y.base[k] = letterDbar
				strong = true
				continue
			}
		case letterA, letterE, letterO:
			if k := y.find(b); k >= 0 && y.n > 0 {
				y.base[k] = b + circumflexOf(b)
				strong = true
				continue
			}
		case letterW:
			if !y.applyW() {
				return syllable{}, false
			}
			strong = true
			continue
		case letterF, letterJ, letterS, letterR, letterX:
			if y.hasVowel() {
				if y.tones > 0 {
					return syllable{}, false
				}
				y.tone, y.tones = telexTone(b), 1
				continue
			}
		}
		y.base[y.n] = b
		y.n++
	}
	y.onset = y.onsetLength()
	return y, strong
}

// circumflexOf returns the distance from a, e, o to â, ê, ô.
func circumflexOf(b uint8) uint8 {
	switch b {
	case letterA:
		return letterAcirc - letterA
	case letterE:
		return letterEcirc - letterE
	}
	return letterOcirc - letterO
}

func telexTone(b uint8) uint8 {
	switch b {
	case letterF:
		return toneFalling
	case letterS:
		return toneRising
	case letterR:
		return toneAsking
	case letterX:
		return toneBroken
	}
	return toneHeavy
}

// find returns the last place of a letter, −1 where it is not there.
func (y *syllable) find(base uint8) int {
	for i := int(y.n) - 1; i >= 0; i-- {
		if y.base[i] == base {
			return i
		}
	}
	return -1
}

func (y *syllable) hasVowel() bool {
	for i := range y.n {
		if isVowel(y.base[i]) && !(i == 1 && y.base[0] == letterQ) {
			return true
		}
	}
	return false
}

// applyW makes uo ươ, else the last a, o, u ă, ơ, ư.
func (y *syllable) applyW() bool {
	for i := int(y.n) - 1; i >= 0; i-- {
		switch y.base[i] {
		case letterO:
			y.base[i] = letterOhorn
			if i > 0 && y.base[i-1] == letterU && !(i > 1 && y.base[i-2] == letterQ) {
				y.base[i-1] = letterUhorn
			}
			return true
		case letterA:
			if i > 0 && y.base[i-1] == letterU && i == int(y.n)-1 && !(i > 1 && y.base[i-2] == letterQ) {
				y.base[i-1] = letterUhorn // uaw is ưa
				return true
			}
			y.base[i] = letterAbreve
			return true
		case letterU:
			if i > 0 && y.base[i-1] == letterU { // uuw is ưu
				i--
			}
			y.base[i] = letterUhorn
			return true
		}
	}
	return false
}

// resolveVNI applies VNI keys: 1–5 tones, 6 ^, 7 horn, 8 breve, 9 đ. strong is set where a letter was made.
func resolveVNI(s string) (y syllable, strong bool) {
	y.ok = true
	for _, r := range s {
		if r >= '1' && r <= '9' {
			if y.n == 0 || !y.applyVNI(uint8(r-'0'), &strong) {
				return syllable{}, false
			}
			continue
		}
		l := letterOf(r)
		if l.base == 0 || l.tone != toneLevel || y.n == maxLetters {
			return syllable{}, false
		}
		y.base[y.n] = l.base
		y.n++
	}
	y.onset = y.onsetLength()
	return y, strong
}

// vniTones are the tones of the keys 1–5: sắc, huyền, hỏi, ngã, nặng.
var vniTones = [6]uint8{0, toneRising, toneFalling, toneAsking, toneBroken, toneHeavy}

func (y *syllable) applyVNI(digit uint8, strong *bool) bool {
	if digit <= 5 {
		if y.tones > 0 || !y.hasVowel() {
			return false
		}
		y.tone, y.tones = vniTones[digit], 1
		return true
	}
	*strong = true
	switch digit {
	case 6:
		for i := int(y.n) - 1; i >= 0; i-- {
			if b := y.base[i]; b == letterA || b == letterE || b == letterO {
				y.base[i] = b + circumflexOf(b)
				return true
			}
		}
	case 7:
		if k := max(y.find(letterO), y.find(letterU)); k >= 0 {
			return y.applyW()
		}
	case 8:
		if k := y.find(letterA); k >= 0 {
			y.base[k] = letterAbreve
			return true
		}
	case 9:
		if y.base[0] == letterD {
			y.base[0] = letterDbar
			return true
		}
	}
	return false
}
