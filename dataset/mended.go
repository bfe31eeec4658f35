package dataset

import (
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// maxMisspelt is the number of words of a header that may be misspelt, minMended the letters it needs where what stands there may be
// another word after all, and minMisspelt those of a word that is none.
const (
	maxMisspelt = 2
	minMended   = 7
	minMisspelt = 3
)

// mended reads a header with misspelt words: each that no wording has is taken for those one slip away ("Họ và êtn", "Ho va tenn"), and a
// field counts that all readings agree on.
func (r *recogniser) mended(form string) []candidate {
	words := wordsOf(form)
	if len(words) > longestID {
		return nil
	}
	readings := []string{""}
	misspelt, word := 0, false
	for _, w := range words {
		as := []string{w.marked}
		if !r.words[w.folded] {
			if misspelt++; misspelt > maxMisspelt || !r.mayBeSlip(w, words) {
				return nil
			}
			as, word = r.slips(w.folded), word || viet.IsSyllable(w.marked)
		}
		var longer []string
		for _, s := range readings {
			for _, a := range as {
				longer = append(longer, s+" "+a)
			}
		}
		readings = longer
	}
	if misspelt == 0 {
		return nil
	}
	var agreed []candidate
	for _, s := range readings {
		switch cs := r.wording(s); {
		case cs == nil:
		case agreed != nil && agreed[0].field != cs[0].field:
			return nil
		default:
			agreed = cs
		}
	}
	if k := r.kinds[first(agreed).field]; word && (k == record.KindName || k == record.KindPersonalID) {
		return nil // "Họ tên cậu" is no cháu's
	}
	return lower(agreed, fuzzy)
}

// first returns the best candidate, if there is one.
func first(cs []candidate) candidate {
	if len(cs) == 0 {
		return candidate{}
	}
	return cs[0]
}

// mayBeSlip reports whether a word no wording has is likelier misspelt than another word. One without a vowel is an abbreviation (NPT).
func (r *recogniser) mayBeSlip(w word, words []word) bool {
	letters := len(w.folded)
	return letters >= minMisspelt && strings.ContainsAny(w.folded, "aeiouy") && (!viet.IsSyllable(w.marked) || len(compactWords(words)) >= minMended)
}

// slips lists the words of wordings one slip away from a word.
func (r *recogniser) slips(w string) []string {
	var out []string
	for t := range r.words {
		if len(t) > 1 && abs(len(t)-len(w)) <= 1 && !strings.ContainsAny(t, "0123456789") && viet.Edits(t, w) == 1 {
			out = append(out, t)
		}
	}
	return out
}
