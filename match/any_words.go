package match

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

const (
	mostWords  = 64 // words of a text that count: the rarest
	fuzzyWords = 12 // of two texts that have more words than this besides those they share, no errors are looked for
)

// anyWord is a word of a column of texts. A word's number is its place among the column's words in alphabetical order.
type anyWord struct {
	text    string
	letters []byte
	signs   uint64 // the symbols among its letters
}

// cutWords cuts a column's texts into words, once for every distinct one.
func (f *anyField) cutWords() {
	rows := map[string]float64{}
	for c, n := range f.count {
		if n > 0 {
			for _, w := range distinctWords(f.values[c].text) {
				rows[w] += n
			}
		}
	}
	texts := slices.Sorted(maps.Keys(rows))
	number := make(map[string]uint32, len(texts))
	f.words = make([]anyWord, len(texts))
	for i, t := range texts {
		number[t] = uint32(i)
		w := anyWord{text: t, letters: appendSymbols(nil, t)}
		for _, s := range w.letters {
			w.signs |= 1 << s
		}
		f.words[i] = w
	}
	for c, n := range f.count {
		if n == 0 {
			continue
		}
		words := distinctWords(f.values[c].text)
		if len(words) > mostWords {
			slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(rows[a], rows[b]), cmp.Compare(a, b)) })
			words = words[:mostWords]
			slices.Sort(words)
		}
		v := &f.values[c]
		v.numbers = make([]uint32, len(words))
		for i, w := range words {
			v.numbers[i] = number[w]
		}
	}
}

func distinctWords(s string) []string {
	w := strings.Fields(s)
	slices.Sort(w)
	return slices.Compact(w)
}

// commonWords counts the words two texts share, and those they share but for an error: of either, as many are left over as it has more.
func (f *anyField) commonWords(a, b *anyValue, k *kernel) (same, nearly int) {
	var left, right [fuzzyWords]uint32
	i, j, l, r := 0, 0, 0, 0
	for i < len(a.numbers) || j < len(b.numbers) {
		switch {
		case j == len(b.numbers) || i < len(a.numbers) && a.numbers[i] < b.numbers[j]:
			if l < fuzzyWords {
				left[l] = a.numbers[i]
			}
			i++
			l++
		case i == len(a.numbers) || b.numbers[j] < a.numbers[i]:
			if r < fuzzyWords {
				right[r] = b.numbers[j]
			}
			j++
			r++
		default:
			same++
			i++
			j++
		}
	}
	if l > fuzzyWords || r > fuzzyWords {
		return same, 0
	}
	var used uint32
	for _, x := range left[:l] {
		for j, y := range right[:r] {
			if used&(1<<j) == 0 && alikeWords(&f.words[x], &f.words[y], k) {
				used |= 1 << j
				nearly++
				break
			}
		}
	}
	return same, nearly
}

// alikeWords says whether one of two words shortens the other, or one edit makes the other of it, allowed in the longer ones.
func alikeWords(a, b *anyWord, k *kernel) bool {
	x, y := len(a.text), len(b.text)
	if x >= 4 && y >= 4 && x-y <= 1 && y-x <= 1 && bits.OnesCount64(a.signs^b.signs) <= 2 && k.distance(a.letters, b.letters) <= 1 {
		return true
	}
	return shortens(a.text, b.text) || shortens(b.text, a.text)
}
