package match

import (
	"math/bits"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// nameInfo is a distinct name of either table, decoded. Numbers of parts are joint to both tables; 0 = none.
type nameInfo struct {
	fold               uint32
	sur, mid, giv      uint32
	marked             uint32 // the given name with its marks
	letters            uint32 // set of symbols, for a quick "cannot be near"
	phonetic, order    uint32 // keys, see nameKeys
	words              uint64 // set of syllables, by hash, for a quick "cannot stand in"
	off                uint32 // of its symbols
	full, ff           float32
	pSur, pMid, pGiv   float32
	n, syllables       uint8
	surEnd, givStart   uint8
	unmarked, initials bool
	folded             string
}

func (n *nameInfo) middle() string { return strings.TrimSpace(n.folded[n.surEnd:n.givStart]) }

type nameComparer struct {
	names   []nameInfo // by joint code; 0 unused
	symbols []byte
	cache   int
}

func (c *nameComparer) slots() int { return 1 }

// parts numbers distinct strings from 1 and counts the right table's rows.
type parts struct {
	number map[string]uint32
	count  []float64
	total  float64
}

func newParts() *parts { return &parts{number: map[string]uint32{}, count: make([]float64, 1)} }

func (p *parts) of(s string) uint32 {
	if s == "" {
		return 0
	}
	n, ok := p.number[s]
	if !ok {
		n = uint32(len(p.count))
		p.number[s] = n
		p.count = append(p.count, 0)
	}
	return n
}

func (p *parts) add(n uint32, rows float64) {
	p.count[n] += rows
	p.total += rows
}

// share of number n; a part the register does not have counts as half a row. Number 0 ("no middle name") is a part too.
func (p *parts) share(n uint32) float64 { return (p.count[n] + .5) / (p.total + 1) }

func prepareName(t *tables, def *Comparison, cache int) *plan {
	vl, vr := chain(t.left.people.Names, def.Fields), chain(t.right.people.Names, def.Fields)
	if len(vl) == 0 || len(vr) == 0 {
		return nil
	}
	c := &nameComparer{names: make([]nameInfo, 1), cache: cache}
	var joint, folds numbering
	sur, mid, giv, marked := newParts(), newParts(), newParts(), newParts()
	of := func(n record.Name) uint32 {
		if n.Folded == "" {
			return 0
		}
		code, fresh := joint.of(hashText(n.Full))
		if fresh {
			fold, _ := folds.of(hashText(n.Folded))
			info := nameInfo{
				folded: n.Folded, fold: fold, sur: sur.of(n.FSurname()), mid: mid.of(n.FMiddle()), giv: giv.of(n.FGiven()), marked: marked.of(n.Given()),
				off: uint32(len(c.symbols)), surEnd: n.FoldedSurname, givStart: n.FoldedGiven,
				unmarked: n.Faults.Has(record.FaultUnmarked), initials: n.Faults.Has(record.FaultInitials),
			}
			info.phonetic, info.order, info.words = nameKeys(n.Folded)
			info.syllables = uint8(strings.Count(n.Folded, " ") + 1)
			c.symbols = appendSymbols(c.symbols, n.Folded)
			for _, s := range c.symbols[info.off:] {
				info.letters |= 1 << (s & 31)
				info.n++
			}
			c.names = append(c.names, info)
		}
		return code
	}
	rcodes := number(vr, of)
	right := rowCode(vr, rcodes)
	left := right
	if t.left != t.right {
		left = rowCode(vl, number(vl, of))
	}
	counts, total := countRows(t.right.people.Rows(), len(c.names), right)
	fold := make([]float64, folds.n+1)
	for code := 1; code < len(counts); code++ {
		if k := float64(counts[code]); k > 0 {
			n := &c.names[code]
			fold[n.fold] += k
			sur.add(n.sur, k)
			mid.add(n.mid, k)
			giv.add(n.giv, k)
		}
	}
	for code := 1; code < len(c.names); code++ {
		n := &c.names[code]
		s, m, g := sur.share(n.sur), mid.share(n.mid), giv.share(n.giv)
		n.pSur, n.pMid, n.pGiv = float32(s), float32(m), float32(g)
		n.full = float32(chanceOf(float64(counts[code]), s*m*g, total, t.exclude))
		n.ff = float32(chanceOf(fold[n.fold], s*m*g, total, t.exclude))
	}
	return &plan{def: def, cmp: c, fill: func(off int) {
		t.right.fill(off, right)
		if t.left != t.right {
			t.left.fill(off, left)
		}
	}}
}

// chanceOf is the chance that some other person has a value of which the register holds count rows. The pair's own rows
// are left out of the count: of a name seen once the count says nothing. There the product of its parts' shares speaks,
// doubled because parts go together by sex and age. The more other rows, the more the count is believed.
func chanceOf(count, product float64, total, exclude int) float64 {
	n := float64(max(total, 1))
	other := max(count-float64(exclude), 0)
	w := other / (other + 3)
	return min(1, w*other/n+(1-w)*2*product+.02/n)
}

func appendSymbols(b []byte, folded string) []byte {
	n := 0
	for _, r := range folded {
		if n == maxSymbols {
			break
		}
		b = append(b, symbol(r))
		n++
	}
	return b
}

// The factors by which a near level is more common by chance than the rarer of two names. A stranger who bears the one
// name explains the pair with that name's own chance; a mistyped one is one of many possible slips (about 10 of a mark,
// 50 plausible ones of a letter, several hundred of two), so a slip that yields another common name is no slip.
const (
	nearMarks, nearPhonetic, nearTypo, nearFar = 8, 5, 50, 400
	// typicalGiven is a common given name's share: brothers and sisters bear names near each other's as the rarer allows.
	typicalGiven = .01
	// likeNames is the least scale where given names are near but not the same: some parents choose them to sound alike.
	likeNames = .2
	// leastRarity bounds outcome.scale's rarity, leastScale the whole of it.
	leastRarity = .02
	leastScale  = leastRarity * .1 * .1
)

func (c *nameComparer) compare(l, r []uint32, w *worker, o *outcome) {
	if l[0] == 0 || r[0] == 0 {
		o.level, o.surname = missing, false
		return
	}
	e, hit := w.cached(c.cache, l[0], r[0])
	if !hit {
		c.decide(l[0], r[0], &w.kernel, &e.out)
	}
	*o = e.out
}

// decide finds the level of two names and its chance.
func (c *nameComparer) decide(x, y uint32, k *kernel, o *outcome) {
	a, b := &c.names[x], &c.names[y]
	sur := a.sur == b.sur && a.sur != 0
	giv := a.giv == b.giv && a.giv != 0
	*o = outcome{scale: 1, surname: sur}
	if giv {
		o.scale = rarer(a, b)
	}
	s, g := float64(b.pSur), float64(b.pGiv)
	withSurname := true // whether the chance counts the surname
	switch {
	case a.fold == b.fold && (a.unmarked || b.unmarked):
		o.level, o.f = nameUnmarked, float64(b.ff)
	case x == y:
		o.level, o.f = nameExact, float64(b.full)
	case a.fold == b.fold:
		o.level, o.f = nameMarks, near(a.full, b.full, nearMarks, .05)
		if a.marked == b.marked {
			o.scale *= .1 // the marks differ elsewhere: brothers and sisters would have to share the given name
		} else {
			o.scale = max(o.scale, likeNames)
		}
	case a.order == b.order:
		o.level, o.f = nameOrder, float64(b.ff)
	case (a.initials || b.initials) && initialsFit(a.folded, b.folded):
		o.level, o.f = nameInitials, s*g
	case sur && giv && middlePart(a, b):
		o.level, o.f = nameMiddleMissing, s*g
	default:
		if o.level = c.nearLevel(a, b, k); o.level != missing {
			c.nearChance(a, b, o)
		} else {
			withSurname = partsLevel(a, b, o)
		}
	}
	o.f = max(o.f, 1e-9)
	o.given = o.f
	if withSurname {
		o.given = min(1, o.f/s)
	} else if !sur {
		o.given = o.f * .1 // a child mostly has its father's surname: where it has not, strangers too are rare
	}
}

// nearChance sets the chance and scale of a level that nearLevel told.
func (c *nameComparer) nearChance(a, b *nameInfo, o *outcome) {
	giv := a.giv == b.giv && a.giv != 0
	switch o.level {
	case namePhonetic:
		o.f = near(a.ff, b.ff, nearPhonetic, .05)
	case nameTypo:
		o.f = near(a.ff, b.ff, nearTypo, .05)
	case nameTypoFar:
		o.f = near(a.ff, b.ff, nearFar, .15)
	case nameMiddleTypo:
		o.f = float64(b.pSur) * near(a.pGiv, b.pGiv, nearTypo, 1)
		if giv {
			o.f = float64(b.pGiv) * near(a.pSur, b.pSur, nearTypo, 1)
		}
	}
	if giv {
		o.scale *= .1
	} else {
		o.scale = max(rarer(a, b), likeNames)
	}
	if !o.surname {
		o.scale *= .1 // brothers and sisters share the surname
	}
}

// partsLevel tells the levels on which some parts agree and others do not, and whether the chance counts the surname.
func partsLevel(a, b *nameInfo, o *outcome) (withSurname bool) {
	sur, mid, giv := o.surname, a.mid == b.mid && a.mid != 0, a.giv == b.giv && a.giv != 0
	s, m, g := float64(b.pSur), float64(b.pMid), float64(b.pGiv)
	switch {
	case syllablesIn(a, b) || syllablesIn(b, a):
		o.level, o.f = namePartMissing, 1
	case giv && mid:
		o.level, o.f = nameGivenMiddle, m*g
	case sur && giv:
		o.level, o.f, withSurname = nameSurnameGiven, s*g, true
	case sur && mid:
		o.level, o.f, withSurname = nameSurnameMiddle, s*m, true
	case giv:
		o.level, o.f = nameGiven, g
	case sur:
		o.level, o.f, withSurname = nameSurname, s, true
	default:
		o.level, o.f = nameOther, 1
	}
	return withSurname
}

// near is the chance of a near level: see nearTypo.
func near(a, b float32, factor, most float64) float64 {
	return min(most, factor*float64(min(a, b))+2*float64(max(a, b)))
}

// rarer says how readily a brother or sister bears the rarer of the two given names.
func rarer(a, b *nameInfo) float64 {
	return min(1, max(leastRarity, float64(min(a.pGiv, b.pGiv))/typicalGiven))
}

// nearLevel tells phonetic equality and the two typing bands, 0 where the names are not near.
func (c *nameComparer) nearLevel(a, b *nameInfo, k *kernel) uint8 {
	if a.phonetic == b.phonetic {
		return namePhonetic
	}
	if c.middleTypo(a, b, k) {
		return nameMiddleTypo
	}
	// Two edits change at most four members of the set of letters, and the length by two.
	d := int(a.n) - int(b.n)
	if d < -2 || d > 2 || a.n < 4 || b.n < 4 || bits.OnesCount32(a.letters^b.letters) > 4 {
		return 0
	}
	sa, sb := c.symbols[a.off:a.off+uint32(a.n)], c.symbols[b.off:b.off+uint32(b.n)]
	dist := k.distance(sa, sb)
	switch {
	case dist <= 1:
		return nameTypo
	case dist == 2 && min(a.n, b.n) >= 9:
		return nameTypoFar
	case dist <= 3 && k.jaroWinkler(sa, sb) >= .95:
		return nameTypoFar
	}
	return 0
}

// middleTypo says whether one of the names lacks a middle word of the other, and one edit stands in the surname or the
// given name. One edit in all is left to the typing bands.
func (c *nameComparer) middleTypo(a, b *nameInfo, k *kernel) bool {
	sur, giv := a.sur == b.sur, a.giv == b.giv
	if sur == giv || a.mid == b.mid || a.sur == 0 || b.sur == 0 || int(a.n) != len(a.folded) || int(b.n) != len(b.folded) {
		return false
	}
	x, y := c.symbols[a.off:a.off+uint32(a.n)], c.symbols[b.off:b.off+uint32(b.n)]
	if sur {
		x, y = x[a.givStart:], y[b.givStart:]
	} else {
		x, y = x[:a.surEnd], y[:b.surEnd]
	}
	return len(x)-len(y) <= 1 && len(y)-len(x) <= 1 && min(len(x), len(y)) >= 2 && middlePart(a, b) && k.distance(x, y) == 1
}

// middlePart says whether every word of one middle name stands in the other; no middle name is part of any.
func middlePart(a, b *nameInfo) bool {
	if a.mid == b.mid {
		return true
	}
	x, y := a.middle(), b.middle()
	return x == "" || y == "" || wordsIn(x, y) || wordsIn(y, x)
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

// syllablesIn says whether a has fewer syllables than b, but at least two, and all of them stand in b.
func syllablesIn(a, b *nameInfo) bool {
	return a.syllables >= 2 && a.syllables < b.syllables && a.words&^b.words == 0 && wordsIn(a.folded, b.folded)
}

// initialsFit says whether the names agree syllable by syllable, an abbreviated one standing for any it begins; the last
// one (the given name) must be written out in both.
func initialsFit(a, b string) bool {
	for {
		x, ra, moreA := strings.Cut(a, " ")
		y, rb, moreB := strings.Cut(b, " ")
		if moreA != moreB {
			return false
		}
		x, y = strings.TrimSuffix(x, "."), strings.TrimSuffix(y, ".")
		if !moreA {
			return x == y
		}
		if x != y && !abbreviates(x, y) && !abbreviates(y, x) {
			return false
		}
		a, b = ra, rb
	}
}

func abbreviates(x, y string) bool { return len(x) > 0 && len(x) <= 2 && strings.HasPrefix(y, x) }
