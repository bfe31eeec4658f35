package normalize

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// Nearly every name is made of syllables of the name lists, in title case or capitals, and needs no repair. What the rules of ParseName
// make of such a syllable is the same in every name with marks, and in every name without, so it is worked out once for each, and a name
// is put together from that. Whatever is not as usual goes the long way; a test holds the two ways against each other.

// usualSyllable is a syllable of the lists in one of its writings.
type usualSyllable struct {
	key            [2]uint64 // the writing's bytes; 0 is a free place
	full           string    // canonical, in title case
	fold           string
	compound       []string   // what follows it, folded, in surnames of several syllables
	title          bool       // the writing is the canonical one
	marked         bool       // it bears marks
	among, without usualSense // in a name with marks, and in one without any
}

// usualSense is what the lists know of a syllable.
type usualSense struct {
	ok                      bool // no rule has more to say of it
	flags                   wordFlags
	surnameOnly, middleOnly bool    // what reorder asks
	slip                    [3]bool // no name in this position, but near a usual one
}

// usualTable finds a syllable by its writing. It is made with the name lists and read-only afterwards.
type usualTable struct {
	slots []usualSyllable
	mask  uint64
}

// usualLength is the most bytes of a writing.
const usualLength = 16

func usualPlace(key [2]uint64) uint64 {
	h := (key[0] ^ key[1]*0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93
	return h ^ h>>32
}

// newUsualTable works out the syllables of the lists that need no rule of their own.
func newUsualTable(l *lexicon) *usualTable {
	t := &usualTable{slots: make([]usualSyllable, 1<<14)}
	t.mask = uint64(len(t.slots) - 1)
	for text := range listedSyllables {
		for _, writing := range writingsOf(text) {
			t.put(l, writing)
			t.put(l, strings.ToUpper(writing))
		}
	}
	seconds := map[string][]string{} // of surnames of several syllables, by the first
	for c := range l.compounds {
		first, rest, _ := strings.Cut(c, " ")
		second, _, _ := strings.Cut(rest, " ")
		seconds[first] = append(seconds[first], second)
	}
	for i := range t.slots {
		t.slots[i].compound = seconds[t.slots[i].fold]
	}
	return t
}

// listedSyllables yields the names of one syllable of the name lists: surnames, middle names, given names.
func listedSyllables(yield func(text string) bool) {
	single := func(text string) bool { return strings.Contains(text, " ") || yield(text) }
	for _, s := range refdata.Surnames() {
		if !single(s.Text) {
			return
		}
	}
	for _, list := range [][]refdata.Token{refdata.MiddleNames(), refdata.GivenNames()} {
		for _, n := range list {
			if !single(n.Text) {
				return
			}
		}
	}
}

// writingsOf lists the ways a syllable is written in title case: as in the list, with the tone in the new place and in the old, and
// without marks.
func writingsOf(text string) []string {
	y := parseSyllable(text)
	if !y.ok {
		return nil
	}
	y.canon()
	out := []string{text, string(y.appendCanonical(nil, true))}
	if y.tone != toneLevel && y.at+1 == y.n && y.at > y.onset {
		old := y
		old.at--
		out = append(out, string(old.appendCanonical(nil, true)))
	}
	plain := y.appendFolded(nil)
	return append(out, strings.ToUpper(string(plain[:1]))+string(plain[1:]))
}

func (t *usualTable) put(l *lexicon, writing string) {
	u, ok := l.usualSyllable(writing)
	if !ok {
		return
	}
	at := usualPlace(u.key) & t.mask
	for t.slots[at].key != [2]uint64{} {
		if t.slots[at].key == u.key {
			return
		}
		at = (at + 1) & t.mask
	}
	t.slots[at] = u
}

// usualSyllable works out a writing of a syllable, false where some rule has more to say of it.
func (l *lexicon) usualSyllable(writing string) (u usualSyllable, ok bool) {
	if len(writing) > usualLength {
		return u, false
	}
	if c, faults := Clean(writing); c != writing || faults != 0 || needsStripping(writing) {
		return u, false
	}
	p := nameParser{lex: l}
	if !p.split(writing) || p.n != 1 || !p.tokens[0].syl.ok || p.tokens[0].syl.n == 1 && p.tokens[0].syl.tone == toneLevel || !p.tokens[0].syl.valid(true) {
		return u, false
	}
	switch strings.ToLower(writing) {
	case "hộ", "hkd", "hgđ":
		return u, false
	}
	t := p.tokens[0]
	u.marked = t.isMarked()
	if u.among = l.sense(t, false); !u.marked {
		u.without = l.sense(t, true)
	}
	if !u.among.ok && !u.without.ok {
		return u, false
	}
	t.syl.canon()
	u.full, u.fold = string(t.syl.appendCanonical(nil, true)), string(t.syl.appendFolded(nil))
	u.title = u.full == writing
	for i := range len(writing) {
		u.key[i/8] |= uint64(writing[i]) << (i % 8 * 8)
	}
	return u, true
}

// sense works out what there is to know of a syllable in a name with marks, or in one without any.
func (l *lexicon) sense(t namePart, plain bool) usualSense {
	p := nameParser{lex: l, n: 1, plain: plain}
	p.tokens[0] = t
	p.look()
	t = p.tokens[0]
	s := usualSense{
		ok:    p.faults == 0 && t.valid && !t.misspelt && !t.initial,
		flags: t.word.flags, surnameOnly: t.isSurnameOnly(), middleOnly: t.isMiddleOnly(),
	}
	for i := range s.slip {
		s.slip[i] = !plain && l.isSlip(i, t.word, &t.syl)
	}
	return s
}

// cut takes a name apart, into at most len(parts) usual syllables; 0 where it is anything else.
func (t *usualTable) cut(s string, parts []*usualSyllable) (n int) {
	for i := 0; i < len(s); i++ {
		var key [2]uint64
		from := i
		for ; i < len(s) && s[i] != ' '; i++ {
			k := i - from
			if k >= usualLength || s[i] == 0 { // a zero byte would look like the end of a shorter writing
				return 0
			}
			key[k>>3] |= uint64(s[i]) << (k & 7 * 8)
		}
		at := usualPlace(key) & t.mask
		for t.slots[at].key != key {
			if t.slots[at].key == [2]uint64{} {
				return 0
			}
			at = (at + 1) & t.mask
		}
		if n == len(parts) || key == [2]uint64{} || i == len(s)-1 {
			return 0 // too long, or a blank too many
		}
		parts[n] = &t.slots[at]
		n++
	}
	return n
}

// asUsual reports whether no rule has more to say of a name: nothing in it may be a title or a note, be in another order, be a surname of
// several syllables, or a slip.
func asUsual(parts []*usualSyllable, marked bool) bool {
	var senses [8]*usualSense
	for i, p := range parts {
		if senses[i] = &p.among; !marked {
			senses[i] = &p.without
		}
	}
	n := len(parts)
	for i, s := range senses[:n] {
		if !s.ok || s.flags&wordNote != 0 || s.slip[position(i, 1, n-1)] {
			return false
		}
	}
	first, last := senses[0], senses[n-1]
	if first.flags&(wordTitle|wordRank) != 0 || n > 2 && slices.Contains(parts[0].compound, parts[1].fold) {
		return false
	}
	return !last.surnameOnly && (n == 2 || !senses[1].surnameOnly || !last.middleOnly)
}

// usualName reads a name of at least two usual syllables, all but its forms, which are put in room; false where some rule may have more to
// say of it.
func (t *usualTable) usualName(s string, room nameForms) (record.Name, nameForms, bool) {
	var buf [8]*usualSyllable
	n := t.cut(s, buf[:])
	if n < 2 || IsBlank(s) {
		return record.Name{}, room, false
	}
	parts := buf[:n]
	title, marked := true, false
	for _, p := range parts {
		title, marked = title && p.title, marked || p.marked
	}
	var out record.Name
	if !marked {
		out.Faults = record.FaultUnmarked
	}
	if !asUsual(parts, marked) {
		return record.Name{}, room, false
	}
	last := parts[n-1]
	a, b := room.full[:0], room.folded[:0]
	for i, p := range parts {
		if i > 0 {
			b = append(b, ' ')
			if !title {
				a = append(a, ' ')
			}
		}
		if i == n-1 {
			out.FullGiven, out.FoldedGiven = uint8(len(a)), uint8(len(b))
		}
		b = append(b, p.fold...)
		if !title {
			a = append(a, p.full...)
		}
		if i == 0 {
			out.FullSurname, out.FoldedSurname = uint8(len(p.full)), uint8(len(p.fold))
		}
	}
	if title {
		a = append(a, s...)
		out.FullGiven = uint8(len(s) - len(last.full))
	}
	return out, nameForms{a, b}, true
}
