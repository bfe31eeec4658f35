package table

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// A column of whole names holds what several columns tell elsewhere: of a home all share one word of it, and of another one each has their own. Such
// a name is compared word by word, whatever a word's rarity, so that its levels tell the same name, with errors, from another one that shares words.
const (
	wholeWords = 8   // words of a whole name, at most; two at least
	wholeShare = .9  // of the rows, have so many
	wholeDigit = .02 // of them have a digit, at most: other things are called by a number too
	wholeFirms = .1  // of them have a word of firms' names, at most
	sameLevels = 4   // of the same name: exact, typo, near and part
)

// findWhole says whether a column is one of whole names.
func (f *column) findWhole(r record.Role) bool {
	if r != record.RoleFullName || f.kind != record.KindText {
		return false
	}
	several, digits, firms := 0.0, 0.0, 0.0
	for c, n := range f.count {
		if n == 0 {
			continue
		}
		if words := strings.Count(f.values[c].text, " ") + 1; words >= 2 && words <= wholeWords {
			several += n
		}
		if f.values[c].digits != "" {
			digits += n
		}
		if slices.ContainsFunc(f.values[c].numbers, func(w uint32) bool { return firmWords[f.words[w].text] }) {
			firms += n
		}
	}
	return several >= wholeShare*f.total && digits <= wholeDigit*f.total && firms <= wholeFirms*f.total
}

// firmWords are words by which the names of firms and houses show, which headers call names too.
var firmWords = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`ltd limited inc incorporated corp corporation llc llp plc pty pvt gmbh ag kg ohg sarl srl spa sas sa bv nv oy oyj ab aps as company co cie holding
		holdings partners sons brothers services industries international trading systems technologies solutions enterprises foods spolka zoo sro ооо зао оао ао tnhh
		restaurant ristorante cafe hotel bar grill bistro pizzeria school university hospital clinic pharmacy bank store shop market studio`) {
		m[w] = true
	}
	return m
}()

// How alike two words of names are, the most alike first.
const (
	sameWord  = iota
	slipWord  // one edit
	nearWord  // two edits of a long one, or hardly more
	shortWord // one is the other's initial or its beginning
	alikeWord // as given names of two may be, too
	otherWord
)

func gradeWords(a, b *word, k *edit.Kernel) int {
	n := min(len(a.symbols), len(b.symbols))
	if n == 0 || max(len(a.symbols), len(b.symbols)) > edit.MaxSymbols {
		return otherWord
	}
	d := max(a.within(&b.spelling, 2, k), 1) // two letters may be one to the kernel
	begins := func(a, b string) bool { return len(a) < len(b) && len(a) != 2 && strings.HasPrefix(b, a) }
	if d == 1 && n >= 3 {
		return slipWord
	}
	jw := a.alike(&b.spelling, .84, k)
	switch {
	case d == 2 && n >= 6 || jw >= .94 && n >= 4:
		return nearWord
	case begins(a.text, b.text) || begins(b.text, a.text):
		return shortWord
	case jw >= .84:
		return alikeWord
	}
	return otherWord
}

// missingWords finds a name's words that another one has not, and returns how many there are; of more than there is room for, the first are kept.
func missingWords(into *[wholeWords]uint32, name, other *value) (n int) {
	for _, w := range name.numbers {
		if slices.Contains(other.numbers, w) {
			continue
		}
		if n < wholeWords {
			into[n] = w
		}
		n++
	}
	return n
}

// compareWhole compares whole names, those written sign by sign by their signs alone, for another sign is another word: typo 2 (one word with one error, or another order), near 3 (several), part 4 (an initial, or a word left out),
// most 5 (a word is no more than alike), and of other names words 6, half 7 and few 8 by the share of words that are the same, other 9.
func (f *column) compareWhole(a, b *value, k *edit.Kernel) uint8 {
	if n := min(len(a.symbols), len(b.symbols)); max(len(a.symbols), len(b.symbols)) < edit.MaxSymbols && !a.spelled {
		if d := a.within(&b.spelling, 1, k); d == 0 || d == 1 && n >= 3 {
			return 2
		}
	}
	var left, right [wholeWords]uint32
	l, r := missingWords(&left, a, b), missingWords(&right, b, a)
	var of [otherWord]int // pairs of words, by how alike they are
	of[sameWord] = len(a.numbers) - l
	across := min(r, wholeWords)
	var room [wholeWords * wholeWords]int
	grade := room[:0]
	for _, x := range left[:min(l, wholeWords)] {
		for _, y := range right[:across] {
			grade = append(grade, gradeWords(&f.words[x], &f.words[y], k))
		}
	}
	for g := range otherWord {
		for at, is := range grade {
			if is != g {
				continue
			}
			of[g]++
			l--
			r--
			for i := range grade {
				if i/across == at/across || i%across == at%across {
					grade[i] = otherWord
				}
			}
		}
	}
	found := of[sameWord] + of[slipWord] + of[nearWord] + of[shortWord]
	switch {
	case l == 0 && r == 0 && of[alikeWord] == 0:
		switch {
		case of[shortWord] > 0:
			return 4
		case of[nearWord] > 0 || of[slipWord] > 1:
			return 3
		}
		return 2
	case (l == 0 || r == 0) && of[alikeWord] == 0 && found >= 2:
		return 4
	case l == 0 && r == 0:
		return 5
	}
	switch share := float64(found) / float64(max(len(a.numbers), len(b.numbers))); {
	case share >= .6:
		return 6
	case share >= .4:
		return 7
	case share > 0:
		return 8
	}
	return 9
}

// sameName is how many levels of a column say that a whole name is the same; by the others two share some words of it or none. 0 for all other columns.
func (s *Scorer) sameName(i int) int {
	if s.fields[i].whole {
		return sameLevels
	}
	return 0
}

// capOthers lets no more matches than the prior has be at some levels, which say that what is told is another thing: names that share fewer than half of their
// words, texts that share next to none. Else EM takes those of a home who share no surname for matches, beside related pairs who do, and products that share
// their price by chance, and how often either is so cannot be learned from the data.
func (f *Field) capOthers(names ...string) {
	kind, _ := record.ParseKind(f.Kind)
	over, overPoor := 0.0, 0.0
	for j, prior := range priorLevels(kind) {
		if l := &f.Levels[j]; slices.Contains(names, prior.name) {
			over, overPoor = over+max(l.M-prior.m, 0), overPoor+max(l.Poor-prior.m, 0)
			l.M, l.Poor = min(l.M, prior.m), min(l.Poor, prior.m)
		}
	}
	f.Levels[0].M, f.Levels[0].Poor = f.Levels[0].M+over, f.Levels[0].Poor+overPoor
}

// nameFrequency is the chance that a stranger has a whole name of count rows. What nobody else is called is as rare as its words together, of which
// the two rarest count: others may belong to them, as van does to der.
func (f *column) nameFrequency(count float64, words []uint32, exclude int) float64 {
	rare, rarer := 1.0, 1.0
	for _, w := range words {
		share := min(1, (max(f.words[w].rows-float64(exclude), 0)+1)/(f.total+1))
		rare, rarer = min(rare, max(rarer, share)), min(rarer, share)
	}
	return min(1, (f.strange(count)*max(count-float64(exclude), 0)+min(1, f.total*rare*rarer))/(f.total+1))
}
