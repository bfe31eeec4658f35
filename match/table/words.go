package table

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/distinct"
	"github.com/doisanh/doisanh/match/edit"
)

const (
	mostWords  = 64 // words of a text that count: the rarest
	fuzzyWords = 12 // of two texts that have more words than this besides those they share, no errors are looked for
)

// word is a word of a column of texts. A word's number is its place among the column's words in alphabetical order.
type word struct {
	text string
	spelling
	digits bool
	rows   float64 // that have it
	weight float64 // the square of log2 of its rarity: a model number tells more than a colour
}

// cutWords cuts a column's texts into words, once for every distinct one.
func (f *column) cutWords() {
	rows := map[string]float64{}
	for c, n := range f.count {
		if n > 0 {
			for _, w := range distinct.Words(f.values[c].text) {
				rows[w] += n
			}
		}
	}
	texts := slices.Sorted(maps.Keys(rows))
	number := make(map[string]uint32, len(texts))
	f.words = make([]word, len(texts))
	for i, t := range texts {
		number[t] = uint32(i)
		rarity := math.Log2(1 + f.total/rows[t])
		w := word{text: t, spelling: spell(t), digits: strings.ContainsAny(t, "0123456789"), rows: rows[t], weight: rarity * rarity}
		f.words[i] = w
	}
	for c, n := range f.count {
		if n == 0 {
			continue
		}
		words := distinct.Words(f.values[c].text)
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

// overlap is what two texts share of their words, by their rarity (Salton's cosine, with inverse frequencies), errors in a word allowed,
// and whether one has all the words of the other.
func (f *column) overlap(a, b *value, k *edit.Kernel) (share float64, within bool) {
	var left, right [fuzzyWords]uint32
	i, j, l, r := 0, 0, 0, 0
	var shared, onlyLeft, onlyRight float64
	for i < len(a.numbers) || j < len(b.numbers) {
		switch {
		case j == len(b.numbers) || i < len(a.numbers) && a.numbers[i] < b.numbers[j]:
			if l < fuzzyWords {
				left[l] = a.numbers[i]
			}
			onlyLeft += f.words[a.numbers[i]].weight
			i++
			l++
		case i == len(a.numbers) || b.numbers[j] < a.numbers[i]:
			if r < fuzzyWords {
				right[r] = b.numbers[j]
			}
			onlyRight += f.words[b.numbers[j]].weight
			j++
			r++
		default:
			shared += f.words[a.numbers[i]].weight
			i++
			j++
		}
	}
	within = l == 0 || r == 0
	if l <= fuzzyWords && r <= fuzzyWords {
		var used uint32
		for _, x := range left[:l] {
			for j, y := range right[:r] {
				v, w := &f.words[x], &f.words[y]
				if credit := alikeWords(v, w, k); credit > 0 && used&(1<<j) == 0 {
					used |= 1 << j
					shared += credit * min(v.weight, w.weight) // the one with the error is rare for it
					onlyLeft -= credit * v.weight
					onlyRight -= credit * w.weight
					break
				}
			}
		}
	}
	return shared / math.Sqrt((shared+max(onlyLeft, 0))*(shared+max(onlyRight, 0))), within
}

// alikeWords says how far one of two words is the other with an error: one edit, allowed in the longer ones, or a shortening. With a digit
// in it that is worth half: number 12 is not number 13, and a longer number another model as likely.
func alikeWords(a, b *word, k *edit.Kernel) float64 {
	x, y := len(a.text), len(b.text)
	if x >= 4 && y >= 4 && x-y <= 1 && y-x <= 1 && a.within(&b.spelling, 1, k) <= 1 {
		switch {
		case !a.digits && !b.digits:
			return 1
		case x >= 5 && y >= 5:
			return .5
		}
	}
	if shortens(a.text, b.text) || shortens(b.text, a.text) {
		return 1
	}
	return 0
}
