package dataset

import "github.com/doisanh/doisanh/internal/viet"

// nearest returns the word of a list that s is most likely a misspelling of, or "" where none is near.
func nearest(s string, of []string) string {
	best, at := "", 1+len(s)/3
	for _, w := range of {
		if d := viet.Edits(viet.Words(s), viet.Words(w)); d < at || d == at && best == "" {
			best, at = w, d
		}
	}
	return best
}

// didYouMean adds the nearest word of a list to a sentence, where there is one.
func didYouMean(what, word string, of []string) string {
	if n := nearest(word, of); n != "" && word != "" {
		return what + " (did you mean " + n + "?)"
	}
	return what
}
