package normalize

import (
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
)

// maxLetters is the length of the longest Vietnamese syllable (nghiêng) and a little room for typing residue.
const maxLetters = 12

// syllable is one written syllable taken apart: onset, rhyme and tone.
type syllable struct {
	base  [maxLetters]uint8
	n     uint8 // letters
	onset uint8 // letters of the onset; u of qu and i of gi count where a vowel follows
	tone  uint8
	at    uint8 // the letter that carries the tone: as written, until canon has put it in its place
	tones uint8 // letters that carried a tone mark
	ok    bool  // only letters of the alphabet, not too long
}

// parseSyllable takes a run of letters apart. It does not judge whether the syllable exists; but what bears two tones, or
// one and vowels in two places (Axá, Hồthị), is several syllables in one word, and not ok.
func parseSyllable(s string) syllable {
	var y syllable
	groups, inVowels := 0, false
	for _, r := range s {
		l := letterOf(r)
		if l.base == 0 || y.n == maxLetters {
			return syllable{}
		}
		if l.tone != toneLevel {
			y.tone, y.at = l.tone, y.n
			y.tones++
		}
		if v := isVowel(l.base); v != inVowels {
			inVowels = v
			if v {
				groups++
			}
		}
		y.base[y.n] = l.base
		y.n++
	}
	if y.tones > 0 && (y.tones > 1 || groups > 1) {
		return syllable{}
	}
	y.ok = y.n > 0
	y.onset = y.onsetLength()
	return y
}

// onsetLength returns the number of letters before the rhyme.
func (y *syllable) onsetLength() uint8 {
	i := uint8(0)
	for i < y.n && !isVowel(y.base[i]) {
		i++
	}
	if i == 1 && y.n > 2 && isVowel(y.base[2]) {
		if y.base[0] == letterQ && y.base[1] == letterU {
			return 2
		}
		// gi before a vowel is an onset (giang, già); where the i is all there is (gì, gìn) it is the vowel.
		if y.base[0] == letterG && y.base[1] == letterI {
			return 2
		}
	}
	if i == 1 && y.n == 2 && y.base[0] == letterQ && y.base[1] == letterU {
		return 1
	}
	return i
}

// onsets are the written onsets, as key() of their letters.
var onsets = func() *onsetSet {
	m := new(onsetSet)
	m[0] = 1
	for _, s := range strings.Fields("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x") {
		y := parseSyllable(s)
		k := key(y.base[:y.n])
		m[k>>6] |= 1 << (k & 63)
	}
	return m
}()

// onsetSet is a set of keys of at most three letters.
type onsetSet [1 << (3*6 - 6)]uint64

func (m *onsetSet) has(onset []uint8) bool {
	k := key(onset)
	return len(onset) <= 3 && m[k>>6]&(1<<(k&63)) != 0
}

// qu takes the u of uy…: quyt, quynh are qu and these; giêng is gi and êng, giêc likewise.
const (
	quRhymeList = "yt ynh ych yn yp yên yêt yu ya"
	giRhymeList = "êng êc iêng"
)

// rhyme says what may stand after a rhyme's letters.
type rhyme uint8

const (
	rhymeMarked   rhyme = 1 << iota // a rhyme as Vietnamese writes it
	rhymeUnmarked                   // a rhyme that has lost its marks
	rhymeQu                         // only after qu
	rhymeGi                         // only after gi
	rhymeStop                       // ends in c, ch, p, t: only sắc and nặng
)

var rhymes = func() *rhymeTable {
	m := make(map[uint64]rhyme)
	add := func(list string, kind rhyme) {
		for _, s := range strings.Fields(list) {
			y := parseSyllable(s)
			k := kind
			switch y.base[y.n-1] {
			case letterC, letterP, letterT:
				k |= rhymeStop
			case letterH:
				if y.base[y.n-2] == letterC {
					k |= rhymeStop
				}
			}
			m[key(y.base[:y.n])] |= k
			for i := range y.n {
				y.base[i] = letters.fold[y.base[i]] - 'a' + letterA
			}
			plain := k&^rhymeMarked | rhymeUnmarked
			m[key(y.base[:y.n])] |= plain
		}
	}
	add(quRhymeList, rhymeQu)
	add(giRhymeList, rhymeGi)
	add(viet.Rhymes, rhymeMarked)
	t := new(rhymeTable)
	for k, r := range m {
		t.put(uint32(k), r)
	}
	return t
}()

// rhymeTable is a hash table of rhymes by the key of their letters, at most five. It is asked once or twice for every
// syllable of every name, and three times as fast as a map.
type rhymeTable [2048]struct {
	key   uint32
	rhyme rhyme
}

func (t *rhymeTable) slot(k uint32) int {
	i := int(k * 0x9E3779B1 >> 21)
	for t[i].key != 0 && t[i].key != k {
		i = (i + 1) % len(t)
	}
	return i
}

func (t *rhymeTable) put(k uint32, r rhyme) {
	i := t.slot(k)
	t[i].key, t[i].rhyme = k, r
}

// get returns the rhyme of some letters, 0 where there is none.
func (t *rhymeTable) get(letters []uint8) rhyme {
	if len(letters) > 5 {
		return 0
	}
	return t[t.slot(uint32(key(letters)))].rhyme
}

// key packs up to ten letters.
func key(base []uint8) uint64 {
	var k uint64
	for _, b := range base {
		k = k<<6 | uint64(b)
	}
	return k
}

// valid reports whether the syllable can be Vietnamese. With plain true marks may be missing from it; what is valid with its
// marks is valid so too.
func (y *syllable) valid(plain bool) bool {
	if !y.ok || y.tones > 1 || y.n > 7 || y.onset >= y.n {
		return false
	}
	onset, rest := y.base[:y.onset], y.base[y.onset:y.n]
	r := rhymes.get(rest)
	if r == 0 || !onsets.has(onset) {
		return false
	}
	fits := r&rhymeMarked != 0
	switch {
	case y.onset == 2 && onset[0] == letterQ:
		fits = fits || r&rhymeQu != 0
	case y.onset == 2 && onset[0] == letterG && onset[1] == letterI:
		fits = fits || r&rhymeGi != 0
	}
	if plain {
		fits = fits || r&rhymeUnmarked != 0
	}
	if !fits || !onsetFits(onset, rest[0]) || rest[0] == letterY && len(rest) > 1 && len(onset) > 0 && onset[0] != letterQ {
		return false // yên stands alone, behind an onset it is iên
	}
	return plain || r&rhymeStop == 0 || y.tone == toneRising || y.tone == toneHeavy
}

// onsetFits checks the spelling rules of c/k, g/gh and ng/ngh before the vowel that follows.
func onsetFits(onset []uint8, vowel uint8) bool {
	front := vowel == letterI || vowel == letterE || vowel == letterEcirc
	switch {
	case len(onset) == 0:
		return true
	case onset[0] == letterQ:
		return len(onset) == 2
	case len(onset) == 1 && onset[0] == letterK:
		return front || vowel == letterY
	case len(onset) == 1 && onset[0] == letterC:
		return !front && vowel != letterY
	case onset[len(onset)-1] == letterG: // g, ng
		return !front || len(onset) == 1 && vowel == letterI // gì, gìn
	case len(onset) > 1 && onset[len(onset)-1] == letterH && onset[len(onset)-2] == letterG: // gh, ngh
		return front
	}
	return true
}

// unifyI writes the one vowel of an open syllable as y after h, k, l, m, s, t and qu. These are the syllables the ministry of
// education's rules (QĐ 1989/QĐ-BGDĐT 2018, QĐ 240/QĐ 1984) count as one word in two writings (Lý, Lí; Quý, Quí); y is the
// majority's in the name lists of refdata, and the choice must not depend on the tone, or a name without marks would not
// fold like the one with them. After other onsets i and y are two names, both frequent (Vi 381, Vy 370; Thi 211, Thy 63):
// they stay as written and only fold alike. With no onset they are different names (Y, Ý).
func (y *syllable) unifyI() {
	if y.eitherI() && y.oneI() {
		y.base[y.n-1] = letterY
	}
}

// eitherI reports whether the syllable is open with i or y as its only vowel. Thuý is not thúi, and gì stays.
func (y *syllable) eitherI() bool {
	last := y.n - 1
	if y.n < 2 || y.base[last] != letterI && y.base[last] != letterY {
		return false
	}
	if y.onset == 2 && y.base[0] == letterQ {
		return y.n == 3
	}
	return y.onset == last && !(y.onset == 1 && y.base[0] == letterG) && onsets.has(y.base[:y.onset])
}

// oneI reports whether the onset is one behind which i and y are one word.
func (y *syllable) oneI() bool {
	if y.onset == 2 {
		return y.base[0] == letterQ
	}
	switch y.base[0] {
	case letterH, letterK, letterL, letterM, letterS, letterT:
		return y.onset == 1
	}
	return false
}

// canon brings the syllable into canonical spelling: one letter for i and y, the tone in its one place. What is no syllable
// keeps its tone where it was written: moving it would only take a typing error further from the word that was meant.
// It is true where the tone stood where neither the new style nor the old has it (Hùynh, Qúy).
func (y *syllable) canon() (misplaced bool) {
	y.unifyI()
	if y.tone == toneLevel {
		return false
	}
	stopped := *y
	stopped.tone = toneRising // a tone that cannot stand before a stop has a place all the same
	if !stopped.valid(false) {
		return false
	}
	at := y.tonePlace()
	if at != y.at {
		oldStyle := at == y.n-1 && y.at+1 == at && y.at >= y.onset // hòa, thúy
		misplaced = !oldStyle
		y.at = at
	}
	return misplaced
}

// tonePlace returns the index of the letter that carries the tone, by the new-style rule (hoà, thuý, quý): the vowel with
// a mark of its own, the last one of several (ươ); else the last vowel before a final consonant; else the second of oa,
// oe, uy and of three; else the first.
func (y *syllable) tonePlace() uint8 {
	first, last, marked := y.n, uint8(0), y.n
	for i := y.onset; i < y.n; i++ {
		b := y.base[i]
		if !isVowel(b) {
			continue
		}
		if first == y.n {
			first = i
		}
		last = i
		if hasMark(b) {
			marked = i
		}
	}
	switch {
	case first == y.n:
		return y.n
	case marked != y.n:
		return marked
	case last+1 < y.n:
		return last
	case last-first == 2:
		return first + 1
	case last-first == 1:
		a, b := y.base[first], y.base[last]
		if a == letterO && (b == letterA || b == letterE) || a == letterU && b == letterY {
			return last
		}
	}
	return first
}

// appendCanonical writes the syllable, which canon has been called on, with the first letter in upper case if title is set.
func (y *syllable) appendCanonical(b []byte, title bool) []byte {
	for i := range y.n {
		tone := uint8(toneLevel)
		if i == y.at {
			tone = y.tone
		}
		b = appendLetter(b, y.base[i], tone, title && i == 0)
	}
	return b
}

// appendFolded writes the syllable in lower-case ASCII, with one letter for i and y where either may stand: i, but y where
// that is the canonical one.
func (y *syllable) appendFolded(b []byte) []byte {
	for i := range y.n {
		b = append(b, letters.fold[y.base[i]])
	}
	if y.n > 1 && y.base[y.n-1] == letterY && y.eitherI() && !y.oneI() {
		b[len(b)-1] = 'i'
	}
	return b
}

// isMarked reports whether the syllable bears any mark: a tone, ă â ê ô ơ ư, or đ.
func (y *syllable) isMarked() bool {
	if y.tones > 0 {
		return true
	}
	for i := range y.n {
		if hasMark(y.base[i]) {
			return true
		}
	}
	return false
}
