package match

import (
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
)

// Names of which several words are miswritten are rare, and dear to find: pairs that all else leaves in play are looked at once more, for those alone.

// lookCloser returns a pair's likelihoods as one person and as two strangers with the level of the persons' own names set anew, where a closer look betters it.
func (s *scorer) lookCloser(a, b []uint32, w *worker, same, strangers float64) (float64, float64) {
	if s.nameAt < 0 {
		return same, strangers
	}
	c, level := &s.comps[s.nameAt], w.levels[s.nameAt]
	if !s.closer(c, level, a, b, w) {
		return same, strangers
	}
	at := &c.at[w.out.level]
	is := seen{u: min(1, at.u*w.out.f), scale: w.out.scale}
	same *= at.m / c.at[level].m
	strangers *= is.u / w.seen[s.nameAt].u
	w.levels[s.nameAt], w.seen[s.nameAt] = w.out.level, is
	return same, strangers
}

// closer says whether a closer look at a comparison of two tables' rows finds another level than the first one, and sets the worker's outcome to it.
func (s *scorer) closer(c *comp, level uint8, a, b []uint32, w *worker) bool {
	if !c.name || s.left == s.right || wordsApart>>level&1 == 0 {
		return false
	}
	names := namesOf(c.cmp)
	if s.titled(c, a) && s.sex >= 0 && a[s.sex] == b[s.sex] && names.underHusband(a[c.off], b[c.off+ownSpouse], w) {
		return true
	}
	return names.withHusband(a[c.off], b[c.off], b[c.off+ownSpouse], &w.out) || names.wordsNear(a[c.off], b[c.off], &w.out)
}

// namesOf returns what compares the names of persons, beneath what gives each level one chance.
func namesOf(cmp comparer) *nameComparer {
	if mean, ok := cmp.(*meanComparer); ok {
		cmp = mean.comparer
	}
	return cmp.(*nameComparer)
}

// withHusband says whether a name is how neighbours call a wife, by her given name and her husband's: "bà Mai Dũng" is Nguyễn Thị Mai, whose husband is Trần Văn Dũng.
func (c *nameComparer) withHusband(x, y, husband uint32, o *outcome) bool {
	if husband == 0 || c.names[x].flags/nameSyllable != 3 {
		return false
	}
	called, isWife := strings.CutPrefix(c.texts.At(x), "ba ")
	given, his, _ := strings.Cut(called, " ")
	wife, man := c.texts.At(y), c.texts.At(husband)
	if !isWife || given != lastWord(&wife) || his != lastWord(&man) {
		return false
	}
	f := float64(c.names[y].pGiv) * float64(c.names[husband].pGiv)
	*o = outcome{level: nameMarried, f: max(f, 1e-9), scale: 1}
	o.given = o.f
	return true
}

// underHusband says whether a name is a husband's, with slips or without: "bà Trần Văn Dũng" is his wife, as the title tells.
func (c *nameComparer) underHusband(x, husband uint32, w *worker) bool {
	if husband == 0 {
		return false
	}
	o := &w.out
	c.decide(x, husband, w, o)
	if o.level > nameMiddleTypo {
		return false
	}
	o.level, o.scale, o.surname, o.company = nameMarried, 1, false, 0
	o.given = o.f
	return true
}

// titled says whether a title before a record's name tells the sex.
func (s *scorer) titled(name *comp, line []uint32) bool {
	return s.left != s.right && line[name.off+ownTitle] != 0
}

// wordsApart are the levels of names of which the words may be near each other one by one.
const wordsApart = 1<<nameGivenMiddle | 1<<nameSurnameGiven | 1<<nameSurnameMiddle | 1<<nameGiven | 1<<nameSurname | 1<<nameOther

// wordsNear says whether each word of a name is one of another's, in their order and the given name one of the given name, or near it: one slip of the hand off, or sounding alike in some region.
// Neither the whole nor any part of them need be near each other then. Of names of as many words the given name may stand first in the one.
func (c *nameComparer) wordsNear(x, y uint32, o *outcome) bool {
	if c.names[x].flags/nameSyllable > c.names[y].flags/nameSyllable {
		x, y = y, x
	}
	a, b := &c.names[x], &c.names[y]
	if a.flags/nameSyllable < 2 || (a.flags|b.flags)&nameShort != 0 {
		return false
	}
	short, long := c.texts.At(x), c.texts.At(y)
	whole := short
	v, w := lastWord(&short), lastWord(&long)
	if !wordNear(v, w) && a.flags/nameSyllable == b.flags/nameSyllable {
		v, short, _ = strings.Cut(whole, " ")
	}
	if !wordNear(v, w) {
		return false
	}
	giv, f := v == w, float64(b.pGiv)
	if !giv {
		f = c.near(min(a.pGiv, b.pGiv), max(a.pGiv, b.pGiv), nameWords, nearTypo, 1)
	}
	surname := false
	for short != "" {
		v = lastWord(&short)
		for {
			if long == "" {
				return false
			}
			if w = lastWord(&long); wordNear(v, w) {
				break
			}
		}
		switch {
		case long != "": // a middle word
			f *= typicalWord
		case v == w:
			f, surname = f*float64(b.pSur), true
		default:
			f *= c.near(min(a.pSur, b.pSur), max(a.pSur, b.pSur), nameWords, nearTypo, 1)
		}
	}
	*o = outcome{level: nameWords, f: max(f, 1e-9), scale: 1, surname: surname}
	if giv {
		o.scale = .1 * rarer(a, b)
	} else {
		o.scale = c.likeness(x, y)
	}
	o.given = o.f
	return true
}

// typicalWord is how often a stranger's name has a given middle word, or one near it.
const typicalWord = .1

// lastWord takes the last word off a name.
func lastWord(name *string) (word string) {
	i := strings.LastIndexByte(*name, ' ')
	word = (*name)[i+1:]
	*name = (*name)[:max(i, 0)]
	return word
}

// wordNear says whether two words of names are the same, one slip off, or sound alike in some region.
func wordNear(v, w string) bool {
	return v == w || len(v) > 1 && len(w) > 1 && (viet.OneSlipOff(v, w) || phoneticSyllable(fnvOffset, v) == phoneticSyllable(fnvOffset, w))
}
