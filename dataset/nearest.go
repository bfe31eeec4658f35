package dataset

import "github.com/doisanh/doisanh/internal/viet"

// nearest returns the word of a list that s is most likely a misspelling of, or "" where none is near.
func nearest(s string, of []string) string {
	best, at := "", 1+len(s)/3
	for _, w := range of {
		if d := distance(viet.Words(s), viet.Words(w)); d < at || d == at && best == "" {
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

// distance is the number of insertions, deletions, substitutions and exchanges of neighbours between two short words
// (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	prev2, prev, cur := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(x); i++ {
		cur[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(y)]
}
