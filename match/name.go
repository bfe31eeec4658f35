package match

import (
	"math/bits"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// nameInfo is what most pairs of distinct names are told apart by: 64 bytes, which a processor fetches at once. Numbers of
// parts are joint to both tables; 0 = none.
type nameInfo struct {
	fold                 uint32
	sur, mid, giv        uint32
	phonetic, order      uint32 // keys, see nameTable.keys
	letters              uint32 // set of symbols, for a quick "cannot be near"
	n                    uint8
	surLen, givLen       uint8
	flags                uint8
	words, midWords      uint32 // sets of syllables, by hash, for a quick "cannot stand in": of the whole and of the middle
	pSur, pMid, pGiv, ff float32
	full                 float32
	off                  uint32 // of its symbols
}

// Flags of a nameInfo; above them stands the number of syllables.
const (
	nameTyped    = 1 << iota // without marks
	nameShort                // a part is abbreviated
	nameASCII                // each byte is a symbol
	nameSyllable             // one syllable
)

// nameRest is what else names are told apart by.
type nameRest struct {
	marked           [3]uint32 // surname, middle and given name with their marks
	surEnd, givStart uint8
	midFrom, midTo   uint8
	full, ff         float32 // chances to be borne, inside one table: see noOther
	strange          bool    // nobody in the right table has such a given name
}

// nameComparer compares two distinct names of the joint numbering; number 0 is none.
type nameComparer struct {
	names   []nameInfo
	rest    []nameRest
	texts   record.Texts // folded
	symbols []byte
	own     bool               // the names are the persons' own
	one     bool               // a table is compared with itself
	given   [2][]float32       // inside one table, by number of a folded given name and of one with its marks: chance that somebody else bears it
	pattern int                // of worker.patterns, where its left name is held
	m       [maxLevels]float64 // the comparison's m by level: see slip
}

// middle returns what stands between surname and given name of a folded name.
func (c *nameComparer) middle(x uint32) string {
	n := &c.rest[x]
	return c.texts.At(x)[n.midFrom:n.midTo]
}

// The chance of a level is that of seeing these two names together where they are two persons'. Errors of names lead to where
// hardly any names are, so a stranger shows the one name by bearing it and being written right (m of exact, the name's share), or
// by bearing the other and being miswritten in this very way (m of the level, the other's share). The first is weighed
// against one slip of many: a mistyped name is one of about 10 slips of a mark, 50 plausible ones of a letter, several hundred
// of two. So a slip that yields another common name is no slip, and one that yields no name tells as much as the name written right.
const (
	nearMarks, nearOrder, nearPhonetic, nearTypo, nearFar = 8, 2, 5, 50, 400
	// typicalGiven is a common given name's share: brothers and sisters bear names near each other's as the rarer allows.
	typicalGiven = .01
	// likeNames is the least scale where given names are near but not the same: some parents choose them to sound alike.
	likeNames = .2
	// leastRarity bounds outcome.scale's rarity, leastScale the whole of it.
	leastRarity = .02
	leastScale  = leastRarity * .1 * .1
)

// Inside one table the persons who are hardest to tell from one miswritten are twins whose parents chose names that sound alike. Given that they did (R of the near levels), the
// other twin is called as the names near this one are borne: by p of them, whose shares come to a mass of so much in the mean over the published given names. A slip of the hand
// yields each of its many forms (nearTypo) alike, whether somebody is called so or not. So a rarer name that is borne tells of twins, and one that nobody bears of a slip.
const massMarks, massPhonetic, massTypo, massFar = .0017, .01, .027, .12

func (c *nameComparer) compare(l, r []uint32, w *worker, o *outcome) {
	if l[0] == 0 || r[0] == 0 {
		o.level, o.surname, o.company = missing, false, 0
		return
	}
	c.decide(l[0], r[0], w, o)
	if c.own {
		if c.calledElse(l, r, w, o) {
			return
		}
		o.alike = c.otherMarks(l[0], r[0], o.level)
		c.fit(l[0], r[0], company(r[1]), w, o)
	}
}

// calledElse says of two names that are not one, nor nearly, whether the one is what the other row has its person called besides, and makes that the level.
// Its m is the share of such persons who are written so; how often strangers are called so is as of any name.
func (c *nameComparer) calledElse(l, r []uint32, w *worker, o *outcome) bool {
	if l[ownElse]|r[ownElse] == 0 || o.level <= nameMiddleTypo {
		return false
	}
	for _, p := range [2][2]uint32{{l[0], r[ownElse]}, {l[ownElse], r[0]}} {
		if p[0] == 0 || p[1] == 0 {
			continue
		}
		var other outcome
		if c.decide(p[0], p[1], w, &other); other.level <= nameMiddleMissing {
			*o = outcome{level: nameElse, f: other.f, given: other.given, scale: other.scale, surname: o.surname}
			return true
		}
	}
	return false
}

// fit sets what strangers of these names share, and lets them be born as those of the given name are where the birth years agree. What a name says of its
// bearer holds for both where they are called alike, or near enough to be one name with a slip; a given name alone, with another middle one, may be of the other sex.
func (c *nameComparer) fit(x, y uint32, who company, w *worker, o *outcome) {
	a, b := &c.names[x], &c.names[y]
	sur, mid, giv := a.sur == b.sur, a.mid == b.mid || a.mid == 0 || b.mid == 0, a.giv == b.giv
	if giv && mid || o.level <= nameMiddleTypo && (sur || giv) {
		o.company = who
	}
	if giv && w.born {
		rate := who.years()
		o.f, o.given = min(1, o.f*rate), min(1, o.given*rate)
	}
}

// touch brings what compare looks at first near the processor.
func (c *nameComparer) touch(l, r []uint32) uint32 { return c.names[l[0]].fold + c.names[r[0]].fold }

// decide finds the level of two names and its chance.
func (c *nameComparer) decide(x, y uint32, w *worker, o *outcome) {
	a, b := &c.names[x], &c.names[y]
	sur, giv := a.sur == b.sur && a.sur != 0, a.giv == b.giv && a.giv != 0
	if !(sur && giv) && apart(a, b) {
		c.parts(x, y, sur, o)
		return
	}
	*o = outcome{scale: 1, surname: sur}
	if giv {
		o.scale = rarer(a, b)
	}
	s, g := float64(b.pSur), float64(b.pGiv)
	switch {
	case a.fold == b.fold && (a.flags|b.flags)&nameTyped != 0:
		o.level, o.f = nameUnmarked, c.m[nameUnmarked]*float64(b.ff)
	case x == y:
		o.level, o.f = nameExact, c.m[nameExact]*float64(b.full)
	case a.fold == b.fold:
		o.level, o.f = nameMarks, c.nearFull(x, y, nameMarks, nearMarks, .05)
		switch p, q := c.rest[x].marked[2], c.rest[y].marked[2]; {
		case p == q:
			o.scale *= .1 // the marks differ elsewhere: brothers and sisters would have to share the given name
		case c.one:
			o.scale = alikeScale(min(c.given[1][p], c.given[1][q]), nearMarks, massMarks)
		default:
			o.scale = max(o.scale, likeNames)
		}
	case a.order == b.order:
		o.level, o.f = nameOrder, c.nearFolded(x, y, nameOrder, nearOrder, .05)
	case (a.flags|b.flags)&nameShort != 0 && initialsFit(c.texts.At(x), c.texts.At(y)):
		o.level, o.f = nameInitials, c.shortChance(x, y)
	case (a.flags|b.flags)&nameShort != 0 && c.initialsSlip(x, y, o):
	case sur && giv && c.middlePart(x, y):
		o.level, o.f = nameMiddleMissing, s*g
	default:
		if o.level = c.nearLevel(x, y, w); o.level == missing {
			c.parts(x, y, sur, o)
			return
		}
		c.nearChance(x, y, o)
	}
	o.f = max(o.f, 1e-9)
	o.given = min(1, o.f/s)
}

// shortChance is the chance that a stranger's name fits one that is abbreviated. Of a part that one of the two has in full, the other stands for all that begin
// so: the greater share.
func (c *nameComparer) shortChance(x, y uint32) float64 {
	a, b := &c.names[x], &c.names[y]
	f := partsTogether * float64(max(a.pSur, b.pSur)) * float64(max(a.pMid, b.pMid)) * float64(b.pGiv)
	if (a.flags|b.flags)&nameTyped == 0 && c.rest[x].marked[2] != c.rest[y].marked[2] {
		f *= c.m[nameExact] / c.m[nameMarks] // and a slip of a mark besides
	}
	return min(1, f)
}

// initialsSlip says whether the names are initials that fit but for one letter in a part that both write out, and sets the chance of it: the slip's part by how many bear a name near it.
func (c *nameComparer) initialsSlip(x, y uint32, o *outcome) bool {
	at := slipAmongInitials(c.texts.At(x), c.texts.At(y))
	if at == partNone {
		return false
	}
	a, b := &c.names[x], &c.names[y]
	chance := [...]float64{partSurname: float64(max(a.pSur, b.pSur)), partMiddle: float64(max(a.pMid, b.pMid)), partGiven: float64(b.pGiv)}
	rarer := [...]float32{partSurname: min(a.pSur, b.pSur), partMiddle: min(a.pMid, b.pMid), partGiven: min(a.pGiv, b.pGiv)}
	commoner := [...]float32{partSurname: max(a.pSur, b.pSur), partMiddle: max(a.pMid, b.pMid), partGiven: max(a.pGiv, b.pGiv)}
	chance[at] = c.near(rarer[at], commoner[at], nameTypo, nearTypo, 1)
	o.level, o.f = nameInitialsSlip, min(1, partsTogether*chance[partSurname]*chance[partMiddle]*chance[partGiven])
	if at == partGiven {
		o.scale = c.likeness(x, y)
	}
	return true
}

// apart says of two names of which surname or given name differ that they surely are not near each other, by their numbers alone.
func apart(a, b *nameInfo) bool {
	if a.fold == b.fold || a.order == b.order || a.phonetic == b.phonetic || (a.flags|b.flags)&nameShort != 0 || alike(a, b) {
		return false
	}
	// What is left is that a middle word is missing and the other part, surname or given name, has an edit: see middleTypo.
	x, y := a.surLen, b.surLen
	switch sur, giv := a.sur == b.sur, a.giv == b.giv; {
	case sur == giv || a.mid == b.mid:
		return true
	case sur:
		x, y = a.givLen, b.givLen
	}
	return x > y+1 || y > x+1 || a.mid != 0 && b.mid != 0 && a.midWords&^b.midWords != 0 && b.midWords&^a.midWords != 0
}

// alike says whether two names may be two edits apart: these change at most four members of the set of letters, and the
// length by two.
func alike(a, b *nameInfo) bool {
	d := int(a.n) - int(b.n)
	return d >= -2 && d <= 2 && a.n >= 4 && b.n >= 4 && bits.OnesCount32(a.letters^b.letters) <= 4
}

// parts tells the levels on which some parts agree and others do not, and their chance.
func (c *nameComparer) parts(x, y uint32, sur bool, o *outcome) {
	a, b := &c.names[x], &c.names[y]
	mid, giv := a.mid == b.mid && a.mid != 0, a.giv == b.giv && a.giv != 0
	*o = outcome{scale: 1, surname: sur}
	withSurname := false
	switch {
	case giv && (c.tail(x, y, o) || c.tail(y, x, o)):
	case c.syllablesIn(x, y) || c.syllablesIn(y, x):
		o.level, o.f = namePartMissing, 1
	case !sur && !giv:
		o.level, o.f = nameOther, 1
	default:
		withSurname = someParts(b, mid, giv, o)
	}
	if giv {
		o.scale = rarer(a, b)
	}
	o.f = max(o.f, 1e-9)
	o.given = o.f
	if withSurname {
		o.given = min(1, o.f/float64(b.pSur))
	} else if !sur {
		o.given = o.f * .1 // a child mostly has its father's surname: where it has not, strangers too are rare
	}
}

// someParts tells the levels on which surname or given name agree, and whether the chance counts the surname.
func someParts(b *nameInfo, mid, giv bool, o *outcome) (withSurname bool) {
	s, m, g := float64(b.pSur), float64(b.pMid), float64(b.pGiv)
	switch {
	case giv && mid:
		o.level, o.f = nameGivenMiddle, m*g
	case o.surname && giv:
		o.level, o.f, withSurname = nameSurnameGiven, s*g, true
	case o.surname && mid:
		o.level, o.f, withSurname = nameSurnameMiddle, s*m, true
	case giv:
		o.level, o.f = nameGiven, g
	default:
		o.level, o.f, withSurname = nameSurname, s, true
	}
	return withSurname
}

// nearChance sets the chance and scale of a level that nearLevel told.
func (c *nameComparer) nearChance(x, y uint32, o *outcome) {
	a, b := &c.names[x], &c.names[y]
	giv := a.giv == b.giv && a.giv != 0
	switch o.level {
	case namePhonetic:
		o.f = c.nearFolded(x, y, namePhonetic, nearPhonetic, .05)
	case nameTypo:
		o.f = c.nearFolded(x, y, nameTypo, nearTypo, .05)
	case nameTypoFar:
		o.f = c.nearFolded(x, y, nameTypoFar, nearFar, .15)
	case nameMiddleTypo:
		o.f = float64(b.pSur) * c.near(min(a.pGiv, b.pGiv), max(a.pGiv, b.pGiv), nameMiddleTypo, nearTypo, 1)
		if giv {
			o.f = float64(b.pGiv) * c.near(min(a.pSur, b.pSur), max(a.pSur, b.pSur), nameMiddleTypo, nearTypo, 1)
		}
	}
	switch {
	case giv:
		o.scale *= .1
	case c.one:
		o.scale = c.nearScale(a, b, o.level)
	default:
		o.scale = c.likeness(x, y)
	}
	if !o.surname {
		o.scale *= .1 // brothers and sisters share the surname
	}
}

// near is the chance of a near level: see nearTypo.
func (c *nameComparer) near(rarer, commoner float32, level uint8, factor, most float64) float64 {
	return min(most, factor*float64(rarer)+c.m[level]*float64(commoner))
}

// nearFull is near of two names with their marks.
func (c *nameComparer) nearFull(x, y uint32, level uint8, factor, most float64) float64 {
	p, q := c.names[x].full, c.names[y].full
	rarer := min(p, q)
	if c.one {
		rarer = min(c.rest[x].full, c.rest[y].full)
	}
	return c.near(rarer, max(p, q), level, factor, most)
}

// nearFolded is near of two names without their marks.
func (c *nameComparer) nearFolded(x, y uint32, level uint8, factor, most float64) float64 {
	p, q := c.names[x].ff, c.names[y].ff
	rarer := min(p, q)
	if c.one {
		rarer = min(c.rest[x].ff, c.rest[y].ff)
	}
	return c.near(rarer, max(p, q), level, factor, most)
}

// rarer says how readily a brother or sister bears the rarer of the two given names.
func rarer(a, b *nameInfo) float64 {
	return min(1, max(leastRarity, float64(min(a.pGiv, b.pGiv))/typicalGiven))
}

// likeness says how readily brothers and sisters bear given names that are near each other. Parents choose names: letters that make nobody's name are a slip.
func (c *nameComparer) likeness(x, y uint32) float64 {
	if c.rest[x].strange || c.rest[y].strange {
		return leastRarity
	}
	return max(rarer(&c.names[x], &c.names[y]), likeNames)
}

// otherMarks is, inside one table, how readily the given names are two of brothers or sisters that differ in their marks, where that is not all: another part of the name is written in two
// ways, and of those who have given names alike as many are on this level as of all. 0 says that it is not so.
func (c *nameComparer) otherMarks(x, y uint32, level uint8) float64 {
	if !c.one || level <= nameMarks {
		return 0
	}
	a, b := &c.names[x], &c.names[y]
	if a.giv != b.giv || a.giv == 0 || (a.flags|b.flags)&nameTyped != 0 {
		return 0
	}
	p, q := c.rest[x].marked[2], c.rest[y].marked[2]
	if p == q {
		return 0
	}
	return alikeScale(min(c.given[1][p], c.given[1][q]), nearMarks, massMarks)
}

// nearScale is alikeScale of folded given names that are near each other.
func (c *nameComparer) nearScale(a, b *nameInfo, level uint8) float64 {
	p := min(c.given[0][a.giv], c.given[0][b.giv])
	switch level {
	case namePhonetic:
		return alikeScale(p, nearPhonetic, massPhonetic)
	case nameTypoFar:
		return alikeScale(p, nearFar, massFar)
	}
	return alikeScale(p, nearTypo, massTypo)
}

// alikeScale is how readily a brother or sister bears the rarer of two given names that are near each other, beside how readily a slip yields it: see massMarks.
func alikeScale(p float32, slips, mass float64) float64 {
	return max(leastRarity, slips*float64(p)/(mass+float64(p)))
}

// nearLevel tells phonetic equality and the two typing bands, 0 where the names are not near.
func (c *nameComparer) nearLevel(x, y uint32, w *worker) uint8 {
	a, b := &c.names[x], &c.names[y]
	if a.phonetic == b.phonetic {
		return namePhonetic
	}
	if c.middleTypo(x, y, &w.kernel) {
		return nameMiddleTypo
	}
	if !alike(a, b) {
		return 0
	}
	sa, sb := c.symbolsOf(x), c.symbolsOf(y)
	held := &w.patterns[c.pattern]
	held.Hold(x, sa)
	dist := held.Distance(sb, 3)
	switch {
	case dist <= 1:
		return nameTypo
	case dist == 2 && min(a.n, b.n) >= 9:
		return nameTypoFar
	case dist <= 3 && w.kernel.JaroWinkler(sa, sb) >= .95:
		return nameTypoFar
	}
	return 0
}

func (c *nameComparer) symbolsOf(x uint32) []byte {
	n := &c.names[x]
	return c.symbols[n.off : n.off+uint32(n.n)]
}

// middleTypo says whether one of the names lacks a middle word of the other, and one edit stands in the surname or the
// given name. One edit in all is left to the typing bands.
func (c *nameComparer) middleTypo(x, y uint32, k *edit.Kernel) bool {
	a, b := &c.names[x], &c.names[y]
	sur, giv := a.sur == b.sur, a.giv == b.giv
	if sur == giv || a.mid == b.mid || a.sur == 0 || b.sur == 0 || a.flags&b.flags&nameASCII == 0 {
		return false
	}
	p, q := a.surLen, b.surLen
	if sur {
		p, q = a.givLen, b.givLen
	}
	if p > q+1 || q > p+1 || min(p, q) < 2 || !c.middlePart(x, y) {
		return false
	}
	sa, sb := c.symbolsOf(x), c.symbolsOf(y)
	if sur {
		sa, sb = sa[c.rest[x].givStart:], sb[c.rest[y].givStart:]
	} else {
		sa, sb = sa[:p], sb[:q]
	}
	return k.Distance(sa, sb) == 1
}

// middlePart says whether every word of one middle name stands in the other; no middle name is part of any.
func (c *nameComparer) middlePart(x, y uint32) bool {
	a, b := &c.names[x], &c.names[y]
	if a.mid == b.mid || a.mid == 0 || b.mid == 0 {
		return true
	}
	return a.midWords&^b.midWords == 0 && wordsIn(c.middle(x), c.middle(y)) ||
		b.midWords&^a.midWords == 0 && wordsIn(c.middle(y), c.middle(x))
}

func wordsIn(a, b string) bool {
	for a != "" {
		w, rest, _ := strings.Cut(a, " ")
		if !hasWord(b, w) {
			return false
		}
		a = rest
	}
	return true
}

func hasWord(s, w string) bool {
	for s != "" {
		x, rest, _ := strings.Cut(s, " ")
		if x == w {
			return true
		}
		s = rest
	}
	return false
}

// tail says whether a name is what another ends with, at least one word before the given name, and sets the chance of it: the surname was left out.
func (c *nameComparer) tail(x, y uint32, o *outcome) bool {
	a, b := &c.names[x], &c.names[y]
	if a.words&^b.words != 0 {
		return false
	}
	short, long := c.texts.At(x), c.texts.At(y)
	n := len(long) - len(short)
	if n < 2 || long[n-1] != ' ' || long[n:] != short || strings.IndexByte(short, ' ') < 0 {
		return false
	}
	mid := float64(b.pMid)
	if n > int(c.rest[y].midFrom) { // the middle's end
		mid = max(mid, typicalMiddle)
	}
	o.level, o.f = nameTail, mid*float64(b.pGiv)
	return true
}

// typicalMiddle is a middle word's share where it is not counted by itself.
const typicalMiddle = .003

// syllablesIn says whether a name has fewer syllables than another, but at least two, and all of them stand in it.
func (c *nameComparer) syllablesIn(x, y uint32) bool {
	a, b := &c.names[x], &c.names[y]
	if a.words&^b.words != 0 {
		return false
	}
	n := a.flags / nameSyllable
	return n >= 2 && n < b.flags/nameSyllable && wordsIn(c.texts.At(x), c.texts.At(y))
}

// initialsFit says whether the names agree syllable by syllable, an abbreviated one standing for any it begins; the last
// one (the given name) must be written out in both.
func initialsFit(a, b string) bool {
	x, y := strings.LastIndexByte(a, ' '), strings.LastIndexByte(b, ' ')
	return strings.TrimSuffix(a[x+1:], ".") == strings.TrimSuffix(b[y+1:], ".") && partsFit(a[:max(x, 0)], b[:max(y, 0)])
}

// The parts of a name.
const (
	partNone = iota
	partSurname
	partMiddle
	partGiven
)

// slipAmongInitials returns the part in which two names that otherwise agree as initialsFit has it are one letter apart, both written out; partNone where they do not agree so, or none of the
// other parts is abbreviated.
func slipAmongInitials(a, b string) (part int) {
	for at, short := partSurname, false; ; at = partMiddle {
		x, ra, moreA := strings.Cut(a, " ")
		y, rb, moreB := strings.Cut(b, " ")
		if moreA != moreB {
			return partNone
		}
		if !moreA {
			at = partGiven
		}
		x, y = strings.TrimSuffix(x, "."), strings.TrimSuffix(y, ".")
		switch {
		case x == y:
		case at != partGiven && (abbreviates(x, y) || abbreviates(y, x)):
			short = true
		case part == partNone && min(len(x), len(y)) >= leastOfSlip && viet.OneSlipOff(x, y):
			part = at
		default:
			return partNone
		}
		if !moreA {
			if !short {
				return partNone
			}
			return part
		}
		a, b = ra, rb
	}
}

// leastOfSlip is how many letters a part of a name has at least for one letter less, more or another to be a slip of it beside initials.
const leastOfSlip = 3

// partsFit is initialsFit of names without the given one, or of a part of them.
func partsFit(a, b string) bool {
	for {
		x, ra, moreA := strings.Cut(a, " ")
		y, rb, moreB := strings.Cut(b, " ")
		if moreA != moreB {
			return false
		}
		x, y = strings.TrimSuffix(x, "."), strings.TrimSuffix(y, ".")
		if x != y && !abbreviates(x, y) && !abbreviates(y, x) {
			return false
		}
		if !moreA {
			return true
		}
		a, b = ra, rb
	}
}

func abbreviates(x, y string) bool { return len(x) > 0 && len(x) <= 2 && strings.HasPrefix(y, x) }
