package normalize

import (
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// wordFlags say what a syllable can be in a name cell, beside a name.
type wordFlags uint8

const (
	wordKnown    wordFlags = 1 << iota // stands in the name lists
	wordTitle                          // ông, bà … before a name
	wordNote                           // may begin a note: đã (chết), mất (tích), con (ông) …
	wordCompound                       // begins a surname of several syllables
	wordMinority                       // a surname only of peoples whose syllables are not Vietnamese ones
	wordHighland                       // a surname of the peoples who put H or Y before the given name
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
	}
	for _, t := range refdata.MiddleNames() {
		l.add(t.Text, word{middle: t.Male + t.Female, flags: wordKnown})
		l.middles += t.Male + t.Female
	}
	for _, w := range strings.Fields("ông bà cụ anh chị em cháu bé cô chú bác") {
		l.marked[w] = l.marked[w].with(word{flags: wordTitle})
	}
	for _, w := range strings.Fields("ong ba cu") { // the others are names too often when the marks are gone
		l.plain[w] = l.plain[w].with(word{flags: wordTitle})
	}
	for n := range notePhrases {
		first, _, _ := strings.Cut(n, " ")
		l.marked[first] = l.marked[first].with(word{flags: wordNote})
		first = viet.Fold(first)
		l.plain[first] = l.plain[first].with(word{flags: wordNote})
	}
	return l
})

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
