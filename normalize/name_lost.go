package normalize

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// A program that writes text in a character set without the letters of Vietnamese puts a question mark for each, or for each byte or mark of it
// ("Nguy?n Th? H?ng"); another leaves them out ("Nguyn Th Hng"). What a syllable was is mostly told by its place in the name: nearly all surnames
// Nguy?n are Nguyễn, nearly all middle names V?n Văn. Given names are too many for that, and those of which several are usual (Hồng, Hùng, Hằng)
// stay open.

// lostShare is the part of all who bear a name of the place that fits what is left which the letters read must have.
const lostShare = 0.9

// loss is a way in which letters beyond a character set are lost.
type loss uint8

const (
	lossOfLetters loss = iota // ASCII, a mark for a letter
	lossOfBytes               // ASCII, a mark for a byte of UTF-8
	lossOfMarks               // ASCII, a mark for đ and for every diacritic of letters written in parts
	lossBeyondLatin
	// The letters go, and nothing tells where they stood.
	lossToNothing
	lossToNothingBeyondLatin
	lossCount
)

// in returns what is left of a word in lower case.
func (k loss) in(word string) string {
	var b strings.Builder
	for _, r := range word {
		n := 1
		switch {
		case r < utf8.RuneSelf || r <= 0xFF && (k == lossBeyondLatin || k == lossToNothingBeyondLatin):
			b.WriteRune(r)
			continue
		case k >= lossToNothing:
			n = 0
		case k == lossOfBytes:
			n = utf8.RuneLen(r)
		case k == lossOfMarks:
			l := letterOf(r)
			if l.base != letterDbar {
				b.WriteByte(letters.fold[l.base])
				n = 0
				if hasMark(l.base) {
					n++
				}
				if l.tone != toneLevel {
					n++
				}
			}
		}
		for range n {
			b.WriteByte('?')
		}
	}
	return b.String()
}

// lostWord is what a word with lost letters most probably was, as a surname, a middle name, a given name (see position) or any of them; blank where
// that is open.
type lostWord struct {
	best [4]string
	some [4]bool // whether there is any such name
}

// anywhere is the place of lostWord for all three.
const anywhere = 3

// at returns what the word was as the i-th of a name of n words: where nobody bears such a name in that place, in any.
func (w lostWord) at(i, n int) string {
	at := position(i, 1, n-1)
	if !w.some[at] {
		at = anywhere
	}
	return w.best[at]
}

// lostWords returns, by the way of the loss, all words of the name lists that lose letters, by what is left of them.
var lostWords = func() (of [lossCount]func() map[string]lostWord) {
	for k := range of {
		of[k] = sync.OnceValue(loss(k).words)
	}
	return of
}()

// nameShare is a word of the name lists with its share among surnames, middle and given names, and of all.
type nameShare struct {
	text, fold string // in lower case
	share      [anywhere + 1]float64
}

func (k loss) words() map[string]lostWord {
	l := names()
	seen := map[string]bool{}
	left := map[string][]*nameShare{}
	for text := range listedSyllables {
		writings := writingsOf(text)
		if len(writings) == 0 {
			continue
		}
		word := &nameShare{text: strings.ToLower(writings[1])}
		word.fold = foldToken(word.text)
		w := l.marked[word.text]
		word.share = [anywhere + 1]float64{float64(w.surname) / 100, float64(w.middle) / float64(l.middles), float64(w.given) / float64(l.givens)}
		word.share[anywhere] = word.share[0] + word.share[1] + word.share[2]
		for _, writing := range writings[:len(writings)-1] { // the last is without marks
			writing = strings.ToLower(writing)
			if seen[writing] {
				continue
			}
			seen[writing] = true
			if rest := k.in(writing); rest != "" && (rest != writing || k >= lossToNothing) &&
				!slices.ContainsFunc(left[rest], func(other *nameShare) bool { return other.text == word.text }) { // Lý and Lí
				left[rest] = append(left[rest], word)
			}
		}
	}
	of := make(map[string]lostWord, len(left))
	for rest, words := range left {
		var w lostWord
		for at := range w.best {
			w.best[at], w.some[at] = mostOf(words, at)
		}
		of[rest] = w
	}
	return of
}

// mostOf returns the word that nearly all bear in a place, as far as its letters go: of words that differ in their marks alone the most usual. It is blank
// where that is none, and some is false where nobody bears any of them there.
func mostOf(words []*nameShare, at int) (best string, some bool) {
	total := 0.
	for _, w := range words {
		total += w.share[at]
	}
	most := 0.
	for _, w := range words {
		if s := w.share[at]; s > most {
			alike := 0.
			for _, other := range words {
				if other.fold == w.fold {
					alike += other.share[at]
				}
			}
			if alike >= lostShare*total {
				best, most = w.text, s
			}
		}
	}
	return best, total > 0
}

// fillLost puts letters in the place of the marks that stand for lost ones, in a name whose other letters are all of one smaller character set, and
// reports whether it did. Where a letter is left that such a set does not have, the mark is somebody's doubt.
func fillLost(c string) (string, bool) {
	if i := strings.IndexByte(c, '?'); i == len(c)-1 {
		return c, false // one at the end alone is somebody's doubt too
	}
	latin := false
	for _, r := range c {
		switch {
		case r < utf8.RuneSelf || r == utf8.RuneError:
		case r <= 0xFF:
			latin = true
		default:
			return c, false
		}
	}
	words := strings.Fields(c)
	ways := []loss{lossOfLetters, lossOfBytes, lossOfMarks}
	if latin {
		ways = []loss{lossBeyondLatin}
	}
	var way loss
	most := 0
	for _, k := range ways {
		n := 0
		for _, w := range words {
			if lost, ok := lostIn(k, w); ok && lost.some[anywhere] {
				n++
			}
		}
		if n > most {
			way, most = k, n
		}
	}
	if most == 0 {
		return c, false
	}
	found := false
	for i, w := range words {
		lost, ok := lostIn(way, w)
		if !ok {
			continue
		}
		if best := lost.at(i, len(words)); best != "" {
			words[i], found = best, true
		}
	}
	return strings.Join(words, " "), found
}

// lostIn looks up what a word with marks for lost letters may have been.
func lostIn(k loss, word string) (lostWord, bool) {
	if !hasLost(word) {
		return lostWord{}, false
	}
	w, ok := lostWords[k]()[strings.ToLower(strings.ReplaceAll(word, string(utf8.RuneError), "?"))]
	return w, ok
}

// hasLost reports whether a text has a mark that stands for a lost letter.
func hasLost(s string) bool {
	return strings.IndexByte(s, '?') >= 0 || strings.Contains(s, string(utf8.RuneError))
}

// A column of names has lost letters to nothing where at least leastDropped of its values, and leastDroppedShare of them all, have a word that no longer is a
// syllable but is what such a loss leaves of a name, and hardly one (mostWhole) a letter that should be lost. It is told by droppedSample values at most.
const (
	leastDropped      = 20
	leastDroppedShare = 0.2
	mostWhole         = 0.01
	droppedSample     = 2000
)

// dropped tells whether the letters of a column of names beyond ASCII, or beyond Latin-1, are gone without a trace ("Nguyn Vn Tun"), and which. One such name
// is a slip of the hand; that a program did it, the column tells.
func dropped(values *record.Texts) (loss, bool) {
	all, latin, beyond := 0, 0, 0
	var broken []string // a word of each value that has one which is no syllable
	for i := 0; i < values.Len(); i += 1 + values.Len()/droppedSample {
		v := values.At(uint32(i))
		if IsBlank(v) {
			continue
		}
		all++
		most := rune(0)
		for _, r := range viet.NFC(v) {
			most = max(most, r)
		}
		switch {
		case most > 0xFF:
			beyond++
			continue
		case most >= utf8.RuneSelf:
			latin++
		}
		for w := range strings.FieldsSeq(v) {
			if y := parseSyllable(w); y.ok && y.n >= 3 && !y.valid(true) {
				broken = append(broken, w)
				break
			}
		}
	}
	least := max(leastDropped, int(leastDroppedShare*float64(all)))
	if len(broken) < least || float64(beyond) > mostWhole*float64(all) {
		return 0, false
	}
	left := 0
	for _, w := range broken {
		if lostWords[lossToNothing]()[strings.ToLower(w)].some[anywhere] {
			left++
		}
	}
	if left < least {
		return 0, false
	}
	if float64(latin) > mostWhole*float64(all) {
		return lossToNothingBeyondLatin, true
	}
	return lossToNothing, true
}

// fillDropped puts the letters back into a name of a column that has lost them without a trace, and reports whether there were any.
func fillDropped(c string, k loss) (string, bool) {
	words, found := strings.Fields(c), false
	for i, w := range words {
		low := strings.ToLower(w)
		lost, ok := lostWords[k]()[low]
		if !ok {
			continue
		}
		if best := lost.at(i, len(words)); best != "" && best != low {
			words[i], found = best, true
		}
	}
	if !found {
		return c, false
	}
	return strings.Join(words, " "), true
}
