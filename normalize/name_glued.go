package normalize

import (
	"math"

	"github.com/doisanh/doisanh/record"
)

const (
	leastGlued  = 5    // letters of a word that may be several names run together
	mostGlued   = 32   // as many as a long whole name has
	longestPart = 7    // letters of the longest syllable (nghiêng)
	leastShare  = 5e-5 // of surnames, middle or given names that a part must have: what is rarer was met less than five times
	clearShare  = 0.98 // of the probability of all cuts that the best must have
)

// cutGlued parts words that are no syllables but several names run together (NGUYENVANAN, Đàodũng), and reports whether there
// were any. look has been called, and has to be called again where it is true. Names of the peoples whose syllables are not
// Vietnamese ones stay as they are.
func (p *nameParser) cutGlued() (found bool) {
	for i := 0; i < p.n; i++ {
		t := &p.tokens[i]
		if t.valid || len(t.text) < leastGlued || t.misspelt || t.word.flags&wordKnown != 0 || t.syl.ok && t.syl.valid(true) {
			continue
		}
		if p.isMinority() {
			return found
		}
		var ends [mostGlued]int
		n := p.cut(i, &ends)
		if n == 0 || p.n+n-1 > maxParts {
			continue
		}
		text, from := t.text, 0
		copy(p.tokens[i+n:], p.tokens[i+1:p.n])
		for j, end := range ends[:n] {
			p.tokens[i+j] = namePart{text: text[from:end], syl: parseSyllable(text[from:end])}
			from = end
		}
		p.n += n - 1
		i += n - 1
		p.faults |= record.RepairedChars
		found = true
	}
	return found
}

// cut finds the cut of token i that its parts make most probable, each by its share in the name lists as a surname at the
// beginning of the name, as a given name at its end and as a middle name between. It returns the number of parts and the byte
// of the token behind each, or 0 where there is no cut, another is nearly as probable, or the word is as likely a foreign name
// or a slip.
func (p *nameParser) cut(i int, ends *[mostGlued]int) (parts int) {
	text := p.tokens[i].text
	var at [mostGlued + 1]int // the byte each letter begins at
	n, marked := 0, false
	for j, r := range text {
		l := letterOf(r)
		if n == mostGlued || l.base == 0 {
			return 0
		}
		marked = marked || l.tone != toneLevel || hasMark(l.base)
		at[n] = j
		n++
	}
	if n < leastGlued {
		return 0
	}
	at[n] = len(text)
	first, last := i == 0, i == p.n-1
	// all[b] is the probability of all cuts of the first b letters together, best[b] that of the best one, whose last part
	// begins at from[b].
	var all, best [mostGlued + 1]float64
	var from [mostGlued + 1]int
	all[0], best[0] = 1, 1
	for a := range n {
		if all[a] == 0 {
			continue
		}
		for b := a + 2; b <= min(n, a+longestPart); b++ {
			share := p.share(text[at[a]:at[b]], first && a == 0, last && b == n)
			all[b] += all[a] * share
			if share >= leastShare && best[a]*share > best[b] {
				best[b], from[b] = best[a]*share, a
			}
		}
	}
	if best[n] < leastOdds(n, marked) || best[n] < clearShare*all[n] || p.isSlipOf(text, first, last, best[n]) {
		return 0
	}
	for b := n; b > 0; b = from[b] {
		parts++
	}
	for b, k := n, parts; b > 0; b = from[b] {
		k--
		ends[k] = at[b]
	}
	return parts
}

// isSlipOf reports whether a word is one letter too many, or one other letter, from a single name with at least that share in
// its position: Ngouyen is rather Nguyen than Ngo Uyen.
func (p *nameParser) isSlipOf(text string, first, last bool, share float64) bool {
	word := []rune(text)
	if len(word) > longestPart+1 {
		return false
	}
	buf := make([]rune, len(word))
	for k, r := range word {
		if p.share(string(append(append(buf[:0], word[:k]...), word[k+1:]...)), first, last) >= share {
			return true
		}
		copy(buf, word)
		for base := uint8(letterA); base < letterCount; base++ {
			buf[k] = letters.together[base][letterOf(r).tone]
			if buf[k] != 0 && p.share(string(buf), first, last) >= share {
				return true
			}
		}
	}
	return false
}

// leastOdds is how probable a cut of a word of n letters must be: a tenth with every letter more, since the words that can
// be cut by chance, foreign names (Vanna, Levina) and slips in one syllable (Mianh), are short, and a tenth of that in
// words with marks, which are not foreign.
func leastOdds(n int, marked bool) float64 {
	if marked {
		n++
	}
	return math.Pow10(1 - n)
}

// share is the share of a syllable among surnames, middle or given names; 0 where it is none, or no syllable.
func (p *nameParser) share(text string, first, last bool) float64 {
	y := parseSyllable(text)
	if !y.ok {
		return 0
	}
	y.canon()
	if !y.valid(p.plain) {
		return 0
	}
	var buf [64]byte
	var w word
	if p.plain {
		w = p.lex.plain[string(y.appendFolded(buf[:0]))]
	} else {
		w = p.lex.marked[string(y.appendCanonical(buf[:0], false))]
	}
	switch {
	case first:
		return float64(w.surname) / 100
	case last:
		return float64(w.given) / float64(p.lex.givens)
	}
	return float64(w.middle) / float64(p.lex.middles)
}
