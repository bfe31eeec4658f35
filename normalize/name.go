package normalize

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

const (
	maxParts = 16  // syllables of a name that are looked at; what a longer cell holds is no name
	maxName  = 250 // bytes: record.Name's offsets are single bytes
)

// ParseName reads a person's name. The canonical form is NFC in title case with new-style tone placement (hoà, thuý), one
// letter for i and y in open syllables, single blanks, no title and no note. One-letter parts of minority names (Y, H', K')
// stay. A surname of several syllables (Tôn Thất, Rơ Châm) is one surname; a name of one syllable is a given name.
//
// Faults: RepairedNote a title or note taken out; RepairedTyping TELEX or VNI residue resolved; RepairedOrder a name turned
// round put in order; FaultInitials a part is abbreviated (it is kept, without its dot); FaultUnmarked no mark at all;
// FaultSyllable a syllable that is neither Vietnamese nor a name of refdata; FaultCharacters something no name holds;
// FaultAmbiguous two names in the cell, of which the first is read; FaultUnknown the cell names a person by a relative, or a child that has no name (newborn.go);
// FaultLength longer than any name. The zero Name with no fault is a missing one.
func ParseName(s string) record.Name {
	if _, nameless := readNewborn(s); nameless {
		return nobodys
	}
	var full, folded [usualName]byte
	n, forms, ok := shortWay(s, nameForms{full[:0], folded[:0]})
	if !ok {
		return parseByRules(s)
	}
	n.Full, n.Folded = s, string(forms.folded)
	if string(forms.full) != s {
		n.Full = string(forms.full)
	}
	return n
}

// nobodys is what is read of a child that has no name.
var nobodys = record.Name{Faults: record.RepairedNote | record.FaultUnknown}

// nameForms are the canonical and the folded form of a name that is read.
type nameForms struct{ full, folded []byte }

// usualName is room for a form of nearly every name, in bytes.
const usualName = 8 * (usualLength + 1)

// readName is ParseName but for the forms, which are put in room.
func readName(s string, room nameForms) (record.Name, nameForms) {
	if _, nameless := readNewborn(s); nameless {
		return nobodys, nameForms{room.full[:0], room.folded[:0]}
	}
	if n, forms, ok := shortWay(s, room); ok {
		return n, forms
	}
	n := parseByRules(s)
	forms := nameForms{append(room.full[:0], n.Full...), append(room.folded[:0], n.Folded...)}
	n.Full, n.Folded = "", ""
	return n, forms
}

// shortWay puts a name together from ready syllables, all but its forms, which are put in room; false where the rules have to be asked.
func shortWay(s string, room nameForms) (n record.Name, forms nameForms, ok bool) {
	usual := names().ready
	if n, forms, ok = usual.usualName(s, room); ok {
		return n, forms, true
	}
	if c, faults := Clean(s); faults == 0 && c != s { // as nearly every name, but for its blanks or its composition
		return usual.usualName(c, room)
	}
	return n, forms, false
}

// parseByRules is ParseName without its short way.
func parseByRules(s string) record.Name {
	n := parseName(s)
	if n.Faults&^(record.FaultUnmarked|record.FaultSyllable) == 0 && isClean(n.Full) && !needsStripping(n.Full) {
		return n
	}
	// What is mended must stay as it is when it is read again. Where a cell is so muddled that each reading takes more
	// off it, it is read to the end.
	for range 8 {
		m := parseName(n.Full)
		if m.Full == n.Full && m.FullSurname == n.FullSurname && m.FullGiven == n.FullGiven {
			return n
		}
		m.Faults |= n.Faults
		n = m
	}
	return record.Name{Faults: n.Faults | record.FaultCharacters}
}

func parseName(s string) record.Name {
	c, faults := Clean(s)
	if IsBlank(c) {
		return record.Name{}
	}
	var p nameParser
	p.faults = faults
	if needsStripping(c) {
		if c = p.strip(c); c != "" && IsBlank(strings.ReplaceAll(c, ".", "")) { // "Không."
			return record.Name{}
		}
	}
	if c == "" {
		return record.Name{Faults: p.faults}
	}
	if hasLost(c) {
		if filled, ok := fillLost(c); ok {
			c = filled
			p.faults |= record.RepairedChars
		}
	}
	p.lex = names()
	if !p.split(c) {
		return record.Name{Faults: p.faults | record.FaultLength}
	}
	p.resolveTyping()
	p.look()
	if p.cutGlued() {
		p.look()
	}
	p.takeNotes()
	if p.n == 0 {
		return record.Name{Faults: p.faults}
	}
	p.reorder()
	return p.name(c)
}

// namePart is one blank-separated part of a name.
type namePart struct {
	text     string // as cleaned
	syl      syllable
	word     word
	initial  bool // written with a dot, or a consonant or two with no vowel
	valid    bool
	misspelt bool // no word as it stands, whatever the word is that the lists were asked for
}

// nameParser holds the parts of one name while it is read. It lives on the stack.
type nameParser struct {
	lex    *lexicon
	tokens [maxParts]namePart
	n      int
	plain  bool // no mark in the whole name
	faults record.Fault
}

// split takes the clean text apart; false where it is too long to be a name.
func (p *nameParser) split(c string) bool {
	if len(c) > maxName {
		return false
	}
	p.plain = true
	for c != "" {
		if p.n == maxParts {
			return false
		}
		text, rest, _ := strings.Cut(c, " ")
		c = rest
		// K' Tem is K'Tem: the blank after the apostrophe means nothing.
		for strings.HasSuffix(text, "'") && c != "" && len(text) <= 4 {
			next, after, _ := strings.Cut(c, " ")
			text += next
			c = after
		}
		t := &p.tokens[p.n]
		t.text = text
		if strings.HasSuffix(text, ".") {
			t.initial = true
			t.text = strings.TrimRight(text, ".")
			if t.text == "" {
				continue
			}
		}
		t.syl = parseSyllable(t.text)
		p.plain = p.plain && !t.isMarked()
		p.n++
	}
	return true
}

func (t *namePart) isMarked() bool {
	if t.syl.ok {
		return t.syl.isMarked()
	}
	return marked(t.text)
}

// look brings each syllable into canonical spelling and asks the name lists about it.
func (p *nameParser) look() {
	var buf [64]byte
	for i := range p.n {
		t := &p.tokens[i]
		if t.syl.ok {
			if t.syl.canon() {
				p.faults |= record.RepairedTyping
			}
			if p.plain {
				t.word = p.lex.plain[string(t.syl.appendFolded(buf[:0]))]
			} else {
				meant, lost := t.syl.withHorns()
				t.word = p.lex.marked[string(meant.appendCanonical(buf[:0], false))]
				t.misspelt = lost
			}
			t.valid = t.word.flags&wordKnown != 0 || t.syl.valid(p.plain)
		} else if len(t.text) <= len(buf) {
			low := strings.ToLower(t.text)
			t.word = p.lex.marked[low]
		}
		p.markInitial(t)
	}
}

// markInitial decides whether a token is an abbreviation. Vowels alone (A, Ê, Ơ, Y) are whole names of several peoples, so
// only a dot makes them initials; a consonant alone is one of a name unless it leads one (H Hen Niê) or stands behind a
// surname of those peoples (Siu H Nhan).
func (p *nameParser) markInitial(t *namePart) {
	y := &t.syl
	if !y.ok {
		t.initial = false
		return
	}
	if t.initial { // with a dot: a whole syllable before it ended a sentence (… An.)
		t.initial = y.n == 1 || !y.valid(p.plain)
		return
	}
	if y.onset < y.n || y.n > 3 { // has a vowel
		return
	}
	if y.n == 1 && (y.base[0] == letterH || y.base[0] == letterK) && p.n > 1 {
		if t == &p.tokens[0] && p.tokens[1].word.surname < 0.3 && !p.isInitial(1) {
			return
		}
		if t != &p.tokens[0] && p.tokens[0].word.flags&(wordMinority|wordHighland) != 0 {
			return
		}
	}
	t.initial = true
}

// isInitial reports whether token i is written as an initial, before look has decided it.
func (p *nameParser) isInitial(i int) bool {
	t := &p.tokens[i]
	return t.initial || t.syl.ok && t.syl.n == 1 && !isVowel(t.syl.base[0])
}

// withHorns returns the syllable that is meant where one of the two letters of ươ lost its horn (Duơng, Dưong): neither
// rhyme exists. It is what the name lists are asked for; the name keeps what was written, so that it is told to differ in
// its marks from the one in the register.
func (y *syllable) withHorns() (meant syllable, lost bool) {
	meant = *y
	for i := y.onset; i+2 < y.n; i++ {
		a, b := y.base[i], y.base[i+1]
		if a == letterU && b == letterOhorn || a == letterUhorn && b == letterO {
			meant.base[i], meant.base[i+1] = letterUhorn, letterOhorn
			meant.canon()
			return meant, true
		}
	}
	return meant, false
}

// name builds the canonical and the folded form from the tokens.
func (p *nameParser) name(c string) record.Name {
	surname, given := p.parts()
	var fullBuf, foldBuf [maxName + 32]byte
	full, fold := fullBuf[:0], foldBuf[:0]
	n := record.Name{Faults: p.faults}
	minority := p.isMinority()
	for i := range p.n {
		t := &p.tokens[i]
		if i > 0 {
			full = append(full, ' ')
		}
		blank := len(fold)
		if blank > 0 {
			fold = append(fold, ' ')
		}
		start := len(fold)
		if i == given {
			n.FullGiven, n.FoldedGiven = uint8(len(full)), uint8(len(fold))
		}
		if t.syl.ok {
			full = t.syl.appendCanonical(full, true)
			fold = t.syl.appendFolded(fold)
		} else {
			full = appendForeign(full, t.text)
			fold = appendFold(fold, t.text)
			if y := parseSyllable(string(fold[start:])); y.ok && y.eitherI() && !y.oneI() { // with a mark that is no Vietnamese one
				fold[len(fold)-1] = 'i'
			}
			if !isForeignName(t.text) {
				n.Faults |= record.FaultCharacters
			}
		}
		if len(fold) == start { // nothing of it is left when folded
			fold = fold[:blank]
			n.FoldedGiven = min(n.FoldedGiven, uint8(blank))
		}
		if i+1 == surname {
			n.FullSurname, n.FoldedSurname = uint8(len(full)), uint8(len(fold))
		}
		switch {
		case t.initial:
			n.Faults |= record.FaultInitials
		case t.syl.n == 1:
		case t.misspelt && !minority:
			n.Faults |= record.FaultSyllable
		case !t.valid && !minority && t.word.flags&wordKnown == 0 && strings.IndexByte(t.text, '\'') < 0: // Bh'Riu
			n.Faults |= record.FaultSyllable
		case t.syl.ok && !p.plain && !minority && p.lex.isSlip(position(i, surname, given), t.word, &t.syl):
			n.Faults |= record.FaultSyllable
		}
		if len(full) > maxName || len(fold) > maxName {
			return record.Name{Faults: p.faults | record.FaultLength}
		}
	}
	if p.plain {
		n.Faults |= record.FaultUnmarked
	}
	n.Full = reuse(c, full)
	n.Folded = string(fold)
	return n
}

// position says whether token i is of the surname (0), a middle name (1) or of the given name (2).
func position(i, surname, given int) int {
	switch {
	case i >= given:
		return 2
	case i < surname:
		return 0
	}
	return 1
}

// reuse returns s where it equals b, so that a name in canonical form costs no second string.
func reuse(s string, b []byte) string {
	if s == string(b) {
		return s
	}
	return string(b)
}

// parts returns the number of tokens of the surname and the index of the first token of the given name.
func (p *nameParser) parts() (surname, given int) {
	if p.n == 1 {
		return 0, 0
	}
	first := &p.tokens[0]
	switch {
	case p.leads():
		return 0, 0
	case p.n == 2 && first.initial && first.syl.n == 1 && !isVowel(first.syl.base[0]):
		return 0, 1 // T. Hương: T may stand for a surname or for Thị
	}
	if first.word.flags&wordCompound != 0 {
		if k := p.compound(); k > 0 {
			return k, p.n - 1
		}
	}
	return 1, p.n - 1
}

// leads reports whether the name begins with a particle of the peoples of the Central Highlands that is no surname: Y for
// men, H, H' and K' for women. Where the surname stands then, if there is one, cannot be told from the words, so the
// whole is taken as the given name.
func (p *nameParser) leads() bool {
	return p.tokens[0].isParticle() && !(p.tokens[0].syl.ok && p.tokens[0].initial)
}

// isParticle reports whether a word may be such a particle: one of the letters by itself, or with an apostrophe before the name.
func (t *namePart) isParticle() bool {
	if t.syl.ok {
		return t.syl.n == 1 && t.syl.tone == toneLevel &&
			(t.syl.base[0] == letterY || t.syl.base[0] == letterH || t.syl.base[0] == letterK)
	}
	i := strings.IndexByte(t.text, '\'')
	return i > 0 && utf8.RuneCountInString(t.text[:i]) == 1
}

// isMinority reports whether the name is of a people whose syllables are not Vietnamese.
func (p *nameParser) isMinority() bool {
	return p.leads() || p.tokens[0].word.flags&(wordMinority|wordHighland) != 0 ||
		p.n > 1 && p.tokens[p.n-1].word.flags&wordMinority != 0 && p.tokens[0].word.surname < 1 || p.compound() > 0
}

// compound returns the number of tokens of the surname of several syllables the name begins with, 0 where it has none.
func (p *nameParser) compound() int {
	if p.tokens[0].word.flags&wordCompound == 0 {
		return 0
	}
	var buf [96]byte
	for k := min(p.lex.compoundLen, p.n-1); k > 1; k-- {
		b := buf[:0]
		for i := range k {
			if i > 0 {
				b = append(b, ' ')
			}
			if !p.tokens[i].syl.ok {
				return 0
			}
			b = p.tokens[i].syl.appendFolded(b)
		}
		if p.lex.compounds[string(b)] {
			return k
		}
	}
	return 0
}

// appendForeign writes a token with characters outside the Vietnamese alphabet: each part between apostrophes and hyphens
// in title case, Vietnamese syllables among them in canonical spelling.
func appendForeign(b []byte, text string) []byte {
	for text != "" {
		i := strings.IndexAny(text, "'-")
		part := text
		if i >= 0 {
			part = text[:i]
		}
		if y := parseSyllable(part); y.ok {
			y.canon()
			b = y.appendCanonical(b, true)
		} else {
			first := true
			for _, r := range part {
				if first {
					b = utf8.AppendRune(b, capital(r))
				} else {
					b = utf8.AppendRune(b, unicode.ToLower(r))
				}
				first = false
			}
		}
		if i < 0 {
			break
		}
		b = append(b, text[i])
		text = text[i+1:]
	}
	return b
}

// capital returns a letter in upper case, or as it is where only its capital could be taken for a Latin letter (β, к): Clean
// left it what it is, and would make another letter of that capital.
func capital(r rune) rune {
	u := unicode.ToUpper(r)
	if lookAlikes[u] != 0 && lookAlikes[r] == 0 {
		return r
	}
	return u
}

// appendFold writes viet.Fold of a token's canonical form.
func appendFold(b []byte, text string) []byte {
	var buf [maxName]byte
	for _, r := range string(appendForeign(buf[:0], text)) {
		if f := viet.FoldRune(r); f != 0 {
			b = utf8.AppendRune(b, f)
		}
	}
	return b
}

// isForeignName reports whether a token holds only letters, apostrophes and hyphens.
func isForeignName(text string) bool {
	for _, r := range text {
		if !unicode.IsLetter(r) && r != '\'' && r != '-' && !unicode.Is(unicode.M, r) {
			return false
		}
	}
	return true
}
