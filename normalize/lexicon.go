package normalize

import (
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// wordFlags say what a syllable can be in a name cell, beside a name.
type wordFlags uint16

const (
	wordKnown       wordFlags = 1 << iota // stands in the name lists
	wordTitle                             // ông, bà … before a name
	wordRank                              // begins a rank or trade before a name: đồng (chí), bác (sĩ) …
	wordNote                              // may begin a note: đã (chết), mất (tích), con (ông) …
	wordCompound                          // begins a surname of several syllables
	wordMinority                          // a surname only of peoples whose syllables are not Vietnamese ones
	wordHighland                          // a surname of the peoples who put H or Y before the given name
	wordRealSurname                       // a surname often enough, or in the list for a people: no slip for another
	wordRealMiddle                        // the same for a middle name
	wordRealGiven                         // the same for a given name
)

// word is what the name lists know of one syllable.
type word struct {
	surname float32 // percent of people who bear it as their surname
	given   int     // times met as a given name
	middle  int     // times met as a middle name
	flags   wordFlags
}

// lexicon holds the syllables of names. Marked is keyed by the canonical form in lower case, plain by the folded one, for
// names written without marks: of several words that fold alike the counts are added up.
type lexicon struct {
	marked, plain map[string]word
	compounds     map[string]bool // folded surnames of several syllables
	compoundLen   int             // syllables of the longest
	middles       int             // middle names counted, all together
	givens        int             // given names counted, all together
	// usual are the folded forms of very frequent surnames, middle and given names: a form that differs from one of them in
	// its marks, and is itself hardly met, is a slip for it.
	usual [3]map[string]bool
	// frequent are the surnames at least one in a hundred bears.
	frequent []string
	ready    *usualTable // the syllables most names are made of
}

// names is read from refdata at first use and read-only afterwards.
var names = sync.OnceValue(func() *lexicon {
	l := &lexicon{marked: make(map[string]word, 3000), plain: make(map[string]word, 3000), compounds: make(map[string]bool)}
	total := 0
	for _, s := range refdata.Surnames() {
		total += s.Count
	}
	for _, s := range refdata.Surnames() {
		l.addSurname(s, total)
	}
	for _, t := range refdata.GivenNames() {
		l.add(t.Text, word{given: t.Male + t.Female, flags: wordKnown})
		l.givens += t.Male + t.Female
	}
	for _, t := range refdata.MiddleNames() {
		l.add(t.Text, word{middle: t.Male + t.Female, flags: wordKnown})
		l.middles += t.Male + t.Female
	}
	l.markReal()
	for _, w := range strings.Fields("ông bà cụ anh chị em cháu bé cô chú bác") {
		l.marked[w] = l.marked[w].with(word{flags: wordTitle})
	}
	for _, w := range strings.Fields("ong ba cu") { // the others are names too often when the marks are gone
		l.plain[w] = l.plain[w].with(word{flags: wordTitle})
	}
	for r := range ranks {
		first, _, _ := strings.Cut(r, " ")
		l.marked[first] = l.marked[first].with(word{flags: wordRank})
	}
	for w := range joining {
		l.marked[w] = l.marked[w].with(word{flags: wordNote})
	}
	for n := range notePhrases {
		first, _, _ := strings.Cut(n, " ")
		l.marked[first] = l.marked[first].with(word{flags: wordNote})
		first = viet.Fold(first)
		l.plain[first] = l.plain[first].with(word{flags: wordNote})
	}
	l.ready = newUsualTable(l)
	return l
})

// A form is a slip where the usual one with other marks is met at least so often, and the form less than slipShare of it.
const (
	usualSurname = 300
	usualMiddle  = 500
	usualGiven   = 700
	slipShare    = 1.0 / 250
)

// markReal tells the forms that are names of their own from slips, position by position. refdata counts them in two ways:
// the name lists, without what was met under five times, and the table of forms that differ in marks; the larger share
// counts.
func (l *lexicon) markReal() {
	const surname, middle, given = 0, 1, 2
	type position struct {
		count map[string]int // canonical form
		best  map[string]int // folded
	}
	var at [3]position
	for i := range at {
		at[i] = position{map[string]int{}, map[string]int{}}
		l.usual[i] = map[string]bool{}
	}
	real := func(i int, form string) {
		w := l.marked[form]
		w.flags |= [...]wordFlags{wordRealSurname, wordRealMiddle, wordRealGiven}[i]
		l.marked[form] = w
	}
	put := func(i int, text string, n int) {
		form := strings.ToLower(string(appendToken(nil, text)))
		at[i].count[form] += n
		f := foldToken(text)
		at[i].best[f] = max(at[i].best[f], at[i].count[form])
	}
	for _, s := range refdata.Surnames() {
		put(surname, s.Text, s.Count)
		if l.marked[strings.ToLower(s.Text)].surname >= 1 {
			l.frequent = append(l.frequent, strings.ToLower(s.Text))
		}
		if len(s.Ethnic) > 0 {
			real(surname, strings.ToLower(string(appendToken(nil, s.Text))))
		}
	}
	for _, t := range refdata.MiddleNames() {
		put(middle, t.Text, t.Male+t.Female)
	}
	for _, t := range refdata.GivenNames() {
		put(given, t.Text, t.Male+t.Female)
	}
	for i, p := range at {
		least := [...]int{usualSurname, usualMiddle, usualGiven}[i]
		for f, n := range p.best {
			l.usual[i][f] = n >= least
		}
		for form, n := range p.count {
			if float64(n) >= slipShare*float64(p.best[foldToken(form)]) {
				real(i, form)
			}
		}
	}
	for _, v := range refdata.Variants() {
		if i := map[string]int{"surname": surname, "middle": middle, "given": given}[v.Position]; v.Ratio >= slipShare {
			real(i, strings.ToLower(string(appendToken(nil, v.Form))))
		}
	}
}

// isSlip reports whether a syllable in canonical form is a slip for a very frequent name of the position (0 surname, 1 middle, 2
// given) that differs in its marks only: Nguyển, Nguyên or Trẫn as a surname, Vẵn as a middle name. Such a syllable may be good
// Vietnamese; that hardly anybody bears it where thousands bear the other tells. Of middle and given names, which parents
// are free to choose, what the name lists have anywhere is none.
func (l *lexicon) isSlip(position int, w word, y *syllable) bool {
	if w.flags&([...]wordFlags{wordRealSurname, wordRealMiddle, wordRealGiven}[position]) != 0 || position > 0 && w.flags&wordKnown != 0 {
		return false
	}
	var buf [64]byte
	if l.usual[position][string(y.appendFolded(buf[:0]))] {
		return true
	}
	if position > 0 || w.flags&wordKnown != 0 {
		return false
	}
	// A surname nobody bears, one key away from one that many do: Nguễn, Trnầ.
	form := string(y.appendCanonical(buf[:0], false))
	return slices.ContainsFunc(l.frequent, func(s string) bool { return viet.TypingNeighbours(form, s) })
}

func (l *lexicon) addSurname(s refdata.Surname, total int) {
	parts := strings.Fields(s.Text)
	w := word{flags: wordKnown}
	if len(parts) > 1 {
		// Nguyễn Phúc was a royal surname; today Phúc after Nguyễn is a middle name.
		if parts[0] == "Nguyễn" {
			return
		}
		folded := make([]string, len(parts))
		for i, p := range parts {
			folded[i] = foldToken(p)
		}
		l.compounds[strings.Join(folded, " ")] = true
		l.compoundLen = max(l.compoundLen, len(parts))
		l.add(parts[0], word{flags: wordCompound | wordKnown | highland(s)})
		for _, p := range parts[1:] {
			l.add(p, w)
		}
		return
	}
	w.surname = 100 * float32(s.Count) / float32(total)
	if y := parseSyllable(strings.ToLower(s.Text)); len(s.Ethnic) > 0 && !y.valid(false) {
		w.flags |= wordMinority
	}
	w.flags |= highland(s)
	l.add(s.Text, w)
}

// highland returns wordHighland for a surname that only peoples of the Central Highlands bear.
func highland(s refdata.Surname) wordFlags {
	for _, e := range s.Ethnic {
		switch e {
		case "Gia-rai", "Ê-đê", "Ba-na", "Mnông", "Cơ-ho", "Xơ-đăng", "Ra-glai", "Chu-ru", "Mạ", "Gié-Triêng", "Chăm", "Xtiêng",
			"Rơ-măm", "Brâu", "Hrê", "Co", "Cơ-tu", "Ta-ôi", "Bru-Vân Kiều", "Chơ-ro":
		default:
			return 0
		}
	}
	if len(s.Ethnic) == 0 {
		return 0
	}
	return wordHighland
}

// add files a syllable under its canonical and its folded form. A text of several syllables is left out: refdata has a few
// among the middle names, and no rule asks for them.
func (l *lexicon) add(text string, w word) {
	if strings.Contains(text, " ") {
		return
	}
	var b [64]byte
	marked := strings.ToLower(string(appendToken(b[:0], text)))
	l.marked[marked] = l.marked[marked].with(w)
	plain := foldToken(marked)
	l.plain[plain] = l.plain[plain].with(w)
}

func (w word) with(o word) word {
	return word{w.surname + o.surname, w.given + o.given, w.middle + o.middle, w.flags | o.flags}
}

// foldToken folds one token as names are folded.
func foldToken(text string) string {
	y := parseSyllable(text)
	if !y.ok {
		return viet.Fold(text)
	}
	y.canon()
	var b [64]byte
	return string(y.appendFolded(b[:0]))
}

// appendToken writes one token in canonical form.
func appendToken(b []byte, text string) []byte {
	y := parseSyllable(text)
	if !y.ok {
		return appendForeign(b, text)
	}
	y.canon()
	return y.appendCanonical(b, true)
}
