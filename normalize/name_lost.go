package normalize

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// A program that writes text in a character set without the letters of Vietnamese puts a question mark for each, or for each byte or mark of it:
// "Nguy?n Th? H?ng". What a syllable was is mostly told by its place in the name: nearly all surnames Nguy?n are Nguyễn, nearly all middle names
// V?n Văn. Given names are too many for that, and those of which several are usual (Hồng, Hùng, Hằng) stay open.

// lostShare is the part of all who bear a name of the place that fits what is left which the letters read must have.
const lostShare = 0.9

// loss is a way in which letters beyond a character set are lost.
type loss uint8

const (
	lossOfLetters loss = iota // ASCII, a mark for a letter
	lossOfBytes               // ASCII, a mark for a byte of UTF-8
	lossOfMarks               // ASCII, a mark for đ and for every diacritic of letters written in parts
	lossBeyondLatin
	lossCount
)

// in returns what is left of a word in lower case.
func (k loss) in(word string) string {
	var b strings.Builder
	for _, r := range word {
		n := 1
		switch {
		case r < utf8.RuneSelf || k == lossBeyondLatin && r <= 0xFF:
			b.WriteRune(r)
			continue
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

// lostWords holds, by the way of the loss, all words of the name lists that lose letters, by what is left of them.
var lostWords = sync.OnceValue(func() (of [lossCount]map[string]lostWord) {
	l := names()
	seen := map[string]bool{}
	type shares map[string]float64 // of the words, in lower case
	var left [lossCount]map[string]*[anywhere + 1]shares
	for k := range left {
		left[k] = map[string]*[anywhere + 1]shares{}
	}
	put := func(text string) {
		if strings.Contains(text, " ") {
			return
		}
		writings := writingsOf(text)
		if len(writings) == 0 {
			return
		}
		canonical := strings.ToLower(writings[1])
		w := l.marked[canonical]
		share := [anywhere + 1]float64{float64(w.surname) / 100, float64(w.middle) / float64(l.middles), float64(w.given) / float64(l.givens)}
		share[anywhere] = share[0] + share[1] + share[2]
		for _, writing := range writings[:len(writings)-1] { // the last is without marks
			writing = strings.ToLower(writing)
			if seen[writing] || viet.IsASCII(writing) {
				continue
			}
			seen[writing] = true
			for k := range lossCount {
				rest := k.in(writing)
				if rest == writing {
					continue
				}
				at := left[k][rest]
				if at == nil {
					at = new([anywhere + 1]shares)
					left[k][rest] = at
				}
				for i, s := range share {
					if s > 0 {
						if at[i] == nil {
							at[i] = shares{}
						}
						at[i][canonical] = s
					}
				}
			}
		}
	}
	for _, s := range refdata.Surnames() {
		put(s.Text)
	}
	for _, t := range refdata.MiddleNames() {
		put(t.Text)
	}
	for _, t := range refdata.GivenNames() {
		put(t.Text)
	}
	for k := range of {
		of[k] = make(map[string]lostWord, len(left[k]))
		for rest, at := range left[k] {
			var w lostWord
			for i, words := range at {
				w.some[i] = len(words) > 0
				w.best[i] = mostOf(words)
			}
			of[k][rest] = w
		}
	}
	return of
})

// mostOf returns the word that nearly all bear, as far as its letters go: of words that differ in their marks alone the most usual. Blank where there is none.
func mostOf(words map[string]float64) (best string) {
	total, folds := 0., map[string]float64{}
	for word, share := range words {
		total += share
		folds[foldToken(word)] += share
	}
	for word, share := range words {
		if folds[foldToken(word)] >= lostShare*total && (best == "" || share > words[best] || share == words[best] && word < best) {
			best = word
		}
	}
	return best
}

// fillLost puts letters in the place of the marks that stand for lost ones, in a name whose other letters are all of one smaller character set, and reports whether it did. Where a letter
// is left that such a set does not have, the mark is somebody's doubt.
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
		at := position(i, 1, len(words)-1)
		if !lost.some[at] {
			at = anywhere
		}
		if lost.best[at] != "" {
			words[i], found = lost.best[at], true
		}
	}
	return strings.Join(words, " "), found
}

// lostIn looks up what a word with marks for lost letters may have been.
func lostIn(k loss, word string) (lostWord, bool) {
	if !hasLost(word) {
		return lostWord{}, false
	}
	w, ok := lostWords()[k][strings.ToLower(strings.ReplaceAll(word, string(utf8.RuneError), "?"))]
	return w, ok
}

// hasLost reports whether a text has a mark that stands for a lost letter.
func hasLost(s string) bool {
	return strings.IndexByte(s, '?') >= 0 || strings.Contains(s, string(utf8.RuneError))
}
