package normalize

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// wordsOver is how many times as many words as a whole has its parts may have together. A name and another person's are no parts of one name, whatever words of theirs
// it has too.
const wordsOver = 1.4

// partShare is the share of a column's words that another table's column must have in it, beyond those of the column it goes with, for the one to be a part of the other.
const partShare = .3

// namePartShare is the share of the words of a part of a name that the other table's whole names must have, and of these the share that begin or end with one of them.
const namePartShare = .6

// nameParts adds to the parts of a name what stands between them and is one more, as a father's name or a particle: where the whole name of the other table has so many
// words that with it the parts come nearer to them. A further given name or surname may stand anywhere.
func nameParts(whole *record.Column, parts, cols []*record.Column, heads map[*record.Column]header) []*record.Column {
	first, last := len(cols), -1
	for _, c := range parts {
		at := slices.Index(cols, c)
		first, last = min(first, at), max(last, at)
	}
	want, have := wordsIn(whole), 0.0
	for _, c := range parts {
		have += wordsIn(c)
	}
	out := slices.Clone(parts)
	for i, c := range cols {
		h := heads[c]
		further := (h.role == record.RoleGivenName || h.role == record.RoleSurname) && !isRelative(h.whose)
		if c == whole || slices.Contains(parts, c) || !further && (i < first || i > last) || !worded(c, h) {
			continue
		}
		if more := wordsIn(c); math.Abs(want-have-more) < math.Abs(want-have) {
			out, have = append(out, c), have+more
		}
	}
	slices.SortFunc(out, func(a, b *record.Column) int { return cmp.Compare(slices.Index(cols, a), slices.Index(cols, b)) })
	return out
}

// wordsIn is how many words a row of a column has in the mean.
func wordsIn(c *record.Column) float64 {
	words := 0
	for _, n := range wordCounts(c) {
		words += n
	}
	return float64(words) / float64(max(len(c.Codes), 1))
}

// wordRates are how often each word stands in a row of a column in the mean.
func wordRates(c *record.Column) map[string]float64 {
	count := wordCounts(c)
	rates := make(map[string]float64, len(count))
	for w, n := range count {
		rates[w] = float64(n) / float64(len(c.Codes))
	}
	return rates
}

// wordCounts are how often each word stands in a column.
func wordCounts(c *record.Column) map[string]int {
	count := map[string]int{}
	for s, n := range c.Distinct() {
		if n > 0 {
			for w := range strings.FieldsSeq(withoutZeros(plainText(s))) {
				count[w] += n
			}
		}
	}
	return count
}

// worded says whether a column may be a part of a text: whether it holds words or numbers that stand for nothing but themselves.
func worded(c *record.Column, h header) bool {
	role, kind, read := inferColumn([]*record.Column{c}, h, "")
	return read != nil && kind != record.KindDate && kind != record.KindAmount && role != record.RolePhone && role != record.RoleEmail
}

// wordRate is how often a word stands in a row of a column in the mean.
type wordRate struct {
	word string
	rate float64
}

// sortedRates are the rates by their words, so that the order of a map cannot show in their sum.
func sortedRates(rates map[string]float64) []wordRate {
	list := make([]wordRate, 0, len(rates))
	for word, rate := range rates {
		list = append(list, wordRate{word, rate})
	}
	slices.SortFunc(list, func(a, b wordRate) int { return cmp.Compare(a.word, b.word) })
	return list
}

// gained is the part of a column's words that another column has beyond those of its parts.
func gained(whole, parts map[string]float64, more []wordRate) float64 {
	sum, all := 0.0, 0.0
	for _, m := range more {
		all += m.rate
		sum += min(whole[m.word], parts[m.word]+m.rate) - min(whole[m.word], parts[m.word])
	}
	return sum / max(all, 1e-9)
}

// withParts puts together what one table has in a column and the other in several: a street and a house number beside an address, a postcode and a town
// beside both in one. A column that goes with none of the other table's is a part of the one whose words are its own beyond those of the column that goes with that.
// A column that goes with none has parts only if it has two. free are each table's columns that go with none, but for those of the pairs.
func withParts(pairs []anyColumns, free [2][]*record.Column, tables []*record.Table, heads map[*record.Column]header) []anyColumns {
	taken := takenBy(pairs)
	out := pairs
	for side := range tables {
		var loose []*record.Column
		for _, c := range free[side] {
			if !taken[c] && worded(c, heads[c]) {
				loose = append(loose, c)
			}
		}
		if len(loose) > 0 {
			out = giveParts(out, loose, free[1-side], side, tables[side], heads, taken)
		}
	}
	return out
}

// takenBy are the columns of some pairs.
func takenBy(pairs []anyColumns) map[*record.Column]bool {
	taken := map[*record.Column]bool{}
	for _, p := range pairs {
		for _, c := range p.of {
			taken[c] = true
		}
	}
	return taken
}

// withNameParts pairs a part of a name, as a child's given name in a book of baptisms, with the whole one in the other table, where neither goes with any other column. Of the whole
// name what stands for the part is kept: its first word, or its last one, and those beside it that are words of the part's column too.
func withNameParts(pairs []anyColumns, free [2][]*record.Column, heads map[*record.Column]header) []anyColumns {
	out, taken := slices.Clone(pairs), takenBy(pairs)
	for side := range free {
		for _, whole := range free[1-side] {
			if taken[whole] || heads[whole].role != record.RoleFullName || wordsIn(whole) < wordsOfText {
				continue
			}
			var part, kept *record.Column
			most := namePartShare
			for _, c := range free[side] {
				h := heads[c]
				if taken[c] || h.role != "" && (!h.isName() || h.role == record.RoleFullName) || h.whose != heads[whole].whose || !worded(c, h) || wordsIn(c) >= wordsOfText {
					continue
				}
				words := wordRates(c)
				if g := gained(wordRates(whole), nil, sortedRates(words)); g >= most {
					if k := keptPart(whole, words); k != nil {
						part, kept, most = c, k, g
					}
				}
			}
			if part == nil {
				continue
			}
			taken[part], taken[whole] = true, true
			of := make([]*record.Column, 2)
			of[side], of[1-side] = part, kept
			out = append(out, anyColumns{of, header{cmp.Or(heads[part].role, record.RoleFullName), heads[part].whose}})
		}
	}
	return out
}

// keptPart is a column of whole names with what stands for a part of them, whose words are told; nil where neither the first word nor the last one is the part's in most rows.
func keptPart(whole *record.Column, words map[string]float64) *record.Column {
	var in [2]int // rows whose first and whose last word is the part's
	all := 0
	for s, n := range whole.Distinct() {
		if w := strings.Fields(plainText(s)); len(w) > 0 {
			all += n
			for end, at := range []int{0, len(w) - 1} {
				if words[w[at]] > 0 {
					in[end] += n
				}
			}
		}
	}
	last := in[1] > in[0]
	if float64(max(in[0], in[1])) < namePartShare*float64(all) {
		return nil
	}
	return derived(whole, func(row int) string {
		w := strings.Fields(plainText(whole.At(row)))
		if len(w) == 0 {
			return ""
		}
		if last {
			slices.Reverse(w)
		}
		n := 1
		for n < len(w) && words[w[n]] > 0 {
			n++
		}
		if w = w[:n]; last {
			slices.Reverse(w)
		}
		return strings.Join(w, " ")
	})
}

// anyWhole is a column that may have several of the other table's as its parts.
type anyWhole struct {
	pair  int // its place among the pairs; -1 = it goes with none
	whole *record.Column
	words map[string]float64
	parts []*record.Column
	have  map[string]float64 // the words of the parts
}

// room says whether the whole has as many words as its parts would have with one more, in the rows that have it and any other.
func (w *anyWhole) room(c *record.Column) bool {
	if len(w.parts) == 0 {
		return true
	}
	words, rows := 0, 0
	for row := range c.Codes {
		more := plainText(c.At(row))
		if more == "" {
			continue
		}
		n := 0
		for _, part := range w.parts {
			n += len(strings.Fields(plainText(part.At(row))))
		}
		if n > 0 {
			words, rows = words+n+strings.Count(more, " ")+1, rows+1
		}
	}
	filled := 0
	for _, code := range w.whole.Codes {
		if w.whole.Dict.At(code) != "" {
			filled++
		}
	}
	has := wordsIn(w.whole) * float64(len(w.whole.Codes)) / float64(max(filled, 1))
	return float64(words) <= wordsOver*has*float64(rows)
}

func (w *anyWhole) add(c *record.Column, rates []wordRate) {
	w.parts = append(w.parts, c)
	for _, r := range rates {
		w.have[r.word] += r.rate
	}
}

// giveParts makes the loose columns of a table, which stands on one side, parts of the other's columns, the one that most of its words speak for first: of those that
// are in pairs, and of those free.
func giveParts(pairs []anyColumns, loose, free []*record.Column, side int, table *record.Table, heads map[*record.Column]header, taken map[*record.Column]bool) []anyColumns {
	var wholes []*anyWhole
	for i, p := range pairs {
		if _, kind, read := inferColumn(p.of, p.header, ""); read != nil && (kind == record.KindText || kind == record.KindName || kind == record.KindKey) && p.header.role != record.RolePhone {
			wholes = append(wholes, &anyWhole{pair: i, whole: p.of[1-side], words: wordRates(p.of[1-side]), parts: []*record.Column{p.of[side]}, have: wordRates(p.of[side])})
		}
	}
	for _, c := range free {
		if !taken[c] && worded(c, heads[c]) && wordsIn(c) >= wordsOfText {
			wholes = append(wholes, &anyWhole{pair: -1, whole: c, words: wordRates(c), have: map[string]float64{}})
		}
	}
	rates := map[*record.Column][]wordRate{}
	for _, c := range loose {
		rates[c] = sortedRates(wordRates(c))
	}
	for len(loose) > 0 {
		var to *anyWhole
		at, most := 0, partShare
		for i, c := range loose {
			for _, w := range wholes {
				if heads[c].ofOthers(heads[w.whole]) {
					continue
				}
				if g := gained(w.words, w.have, rates[c]); g >= most && (to == nil || g > most) && (w.room(c) || namedBeside(c, w.parts, heads)) {
					to, at, most = w, i, g
				}
			}
		}
		if to == nil {
			break
		}
		to.add(loose[at], rates[loose[at]])
		loose = slices.Delete(loose, at, at+1)
	}
	order := func(c *record.Column) int { return slices.Index(table.Columns, c) }
	out := slices.Clone(pairs)
	for _, w := range wholes {
		if len(w.parts) < 2 {
			continue
		}
		slices.SortStableFunc(w.parts, func(a, b *record.Column) int { return cmp.Compare(order(a), order(b)) })
		of := make([]*record.Column, 2)
		of[side], of[1-side] = together(w.parts), w.whole
		if w.pair >= 0 {
			out[w.pair] = anyColumns{of, saidByParts(w.parts, heads, out[w.pair].header)}
		} else {
			taken[w.whole] = true
			out = append(out, anyColumns{of, saidByParts(w.parts, heads, heads[w.whole])})
		}
		for _, c := range w.parts {
			taken[c] = true
		}
	}
	return out
}

// namedBeside says whether a column is a given name beside a surname of the same one, or a surname beside a given name: parts of one name, however short the other table writes it.
func namedBeside(c *record.Column, parts []*record.Column, heads map[*record.Column]header) bool {
	h := heads[c]
	return slices.ContainsFunc(parts, func(part *record.Column) bool {
		other := heads[part]
		return h.whose == other.whose && (h.role == record.RoleGivenName && other.role == record.RoleSurname || h.role == record.RoleSurname && other.role == record.RoleGivenName)
	})
}

// saidByParts is what the header of a whole says, or where it tells no role, or no more than one of its parts, what they say together: that it is a person's name if they are a given name and a
// surname, and that it is an address if one of them is of one.
func saidByParts(parts []*record.Column, heads map[*record.Column]header, whole header) header {
	for _, given := range parts {
		for _, family := range parts {
			h := heads[given]
			if (whole.role == "" || whole.isName()) && h.role == record.RoleGivenName && heads[family] == (header{record.RoleSurname, h.whose}) {
				return header{record.RoleFullName, h.whose}
			}
		}
	}
	if whole.role == "" && slices.ContainsFunc(parts, func(c *record.Column) bool { return heads[c].role == record.RoleAddress }) {
		whole.role = record.RoleAddress
	}
	return whole
}
