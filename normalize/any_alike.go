package normalize

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/record"
)

// Two columns may hold one thing though their headers do not say so and few of their values are the same: a number that half of the rows lack and a third of those have in
// common, degrees told with four digits here and five there, what things are, in each table's own words.
const (
	rareRows     = 3    // rows of a value that tells what a column is of, at most in either table
	rareLength   = 6    // letters and digits it has, at least: shorter ones are the same by chance
	longLength   = 10   // letters and digits of a code of both, from which on …
	rareValues   = 20   // such values in common, at least, tell by themselves, and of others if …
	rareShare    = .1   // … they are this share of those of the table that has fewer
	mostlyRare   = .5   // of a column's rows have such a value
	likeDrawn    = 1.36 // how far two columns of quantities that are drawn alike may be apart, by the root of the sum of 1 / rows: the greatest gap between their distributions (Kolmogorov and Smirnov, at 5%)
	leastGap     = .05  // where they have very many rows, for two lists are never quite of the same things, …
	mostGap      = .1   // … and where they have few
	drawnRows    = 200  // rows of either, and different quantities for two rows in five, that it can be told
	drawnApart   = .4
	wordsTelling = 2.5 // words of a text in the mean, at least, that its words tell what it is of
	wordsAlike   = .3  // of all that two such columns say, in each table's words, that which both say
)

// looks is what a column is known again by: its kind, its values, and how many of them hardly any row has.
type looks struct {
	kind   record.Kind
	values valueCounts
	few    int
	begins beginnings
	size   measured
	whole  bool // it is taken for numbers that stand for something, but they may be quantities without a fraction
}

// look finds out what a column is known again by.
func look(c *record.Column, read func(string) string, kind record.Kind) looks {
	values := countValues(c, read, kind)
	out := looks{kind: kind, values: values, few: values.countRare(kind), size: measuredIn(c)}
	if kind == record.KindKey {
		out.begins, out.whole = beginningsOf(c), wholeNumbers(values)
	}
	return out
}

// besideOther is what a column of codes is known again by beside another, which may begin otherwise.
func (k looks) besideOther(c *record.Column, other looks) looks {
	if k.kind != record.KindKey || other.kind != record.KindKey || k.begins.none() {
		return k
	}
	k.values = countValues(c, k.begins.reader([]beginnings{other.begins}), k.kind)
	k.few = k.values.countRare(k.kind)
	return k
}

// measuredBeside are what two columns are known again by where they are of quantities with units, each of its own.
func measuredBeside(l, r *record.Column, a, b looks) (looks, looks) {
	if a.size.of == "" && b.size.of == "" {
		return a, b
	}
	read := measureReaders([]measured{a.size, b.size})
	if read == nil {
		return a, b
	}
	for side, k := range []*looks{&a, &b} {
		k.kind = record.KindAmount
		k.values = countValues([]*record.Column{l, r}[side], read[side], k.kind)
		k.few = k.values.countRare(k.kind)
	}
	return a, b
}

// wholeNumbers says whether all values are whole numbers as quantities are written: with no zero before them.
func wholeNumbers(c valueCounts) bool {
	for s := range c.rows {
		if s[0] == '0' && len(s) > 1 || strings.Trim(s, "0123456789") != "" {
			return false
		}
	}
	return len(c.rows) > 0
}

// alike says whether two columns that are called differently hold one thing by what only a few rows have, by how their quantities are spread, or by their words.
func alike(a, b looks) bool {
	amounts := a.kind == record.KindAmount
	switch {
	case amounts && b.kind == a.kind && a.size.sure() && b.size.sure() && a.size.of == b.size.of:
		return drawnAlike(a.values, b.values, 0) // units say so too
	case amounts && b.whole || a.whole && b.kind == record.KindAmount: // coordinates with a fraction here and without there
		return drawnAlike(a.values, b.values, drawnApart)
	case a.kind == record.KindDate || b.kind == record.KindDate || amounts != (b.kind == record.KindAmount):
		return false
	case amounts && drawnAlike(a.values, b.values, drawnApart):
		return true
	case a.kind == record.KindText && b.kind == record.KindText && wholeTexts(a.values, b.values) && wordsShared(a.values, b.values) >= wordsAlike:
		return true
	}
	return shareRare(a, b)
}

// rare says whether a value that so many rows have tells what a column of a kind is of. Of quantities only those with a fraction count: whole ones are the same by chance.
func rare(value string, rows int, kind record.Kind) bool {
	if kind == record.KindAmount {
		return rows <= rareRows && strings.Contains(value, ".")
	}
	return rows <= rareRows && len(value) >= rareLength
}

// countRare returns how many rare values a column has, 0 where most of its rows have others.
func (c valueCounts) countRare(kind record.Kind) int {
	values, rows := 0, 0
	for s, n := range c.rows {
		if rare(s, n, kind) {
			values++
			rows += n
		}
	}
	if float64(rows) < mostlyRare*float64(c.all) {
		return 0
	}
	return values
}

// shareRare says whether two columns have many of their rare values in common. Codes of ten signs are not the same by chance, and few of the rows may be in both tables.
func shareRare(a, b looks) bool {
	if a.few > b.few {
		a, b = b, a
	}
	if a.few < rareValues {
		return false
	}
	both, long := 0, 0
	for s, n := range a.values.rows {
		if rare(s, n, a.kind) && b.values.rows[s] > 0 && b.values.rows[s] <= rareRows {
			both++
			if a.kind == record.KindKey && b.kind == record.KindKey && len(s) >= longLength && hasDigit(s) && strings.ContainsFunc(s, unicode.IsLetter) {
				long++
			}
		}
	}
	return long >= rareValues || both >= rareValues && float64(both) >= rareShare*float64(a.few)
}

// drawnAlike says whether two columns of quantities, of which there are different ones for so many of the rows, are spread in the same way.
func drawnAlike(a, b valueCounts, apart float64) bool {
	type step struct {
		at   float64
		rows [2]int
	}
	var steps []step
	limit := min(max(likeDrawn*math.Sqrt(1/float64(max(a.all, 1))+1/float64(max(b.all, 1))), leastGap), mostGap)
	for side, c := range []valueCounts{a, b} {
		if c.all < drawnRows || float64(len(c.rows)) < apart*float64(c.all) {
			return false
		}
		for s, n := range c.rows {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return false
			}
			st := step{at: x}
			st.rows[side] = n
			steps = append(steps, st)
		}
	}
	slices.SortFunc(steps, func(x, y step) int {
		switch {
		case x.at < y.at:
			return -1
		case x.at > y.at:
			return 1
		}
		return 0
	})
	var below [2]int
	for i, st := range steps {
		below[0], below[1] = below[0]+st.rows[0], below[1]+st.rows[1]
		if i+1 < len(steps) && steps[i+1].at == st.at {
			continue
		}
		if gap := float64(below[0])/float64(a.all) - float64(below[1])/float64(b.all); math.Abs(gap) > limit {
			return false
		}
	}
	return true
}

// wholeTexts says whether two columns are of texts of several words, and of about as many: what has far fewer is a part (see withParts).
func wholeTexts(a, b valueCounts) bool {
	x, y := a.meanWords(), b.meanWords()
	return min(x, y) >= wordsTelling && max(x, y) <= wordsOver*min(x, y)
}

// wordsAlikeIn says whether two columns of names or texts have many words in common, though one says more, as a province behind each town. That tells only where their headers say that they
// are of the same, as of a birth.
func wordsAlikeIn(a, b looks) bool {
	worded := func(k looks) bool { return k.kind == record.KindName || k.kind == record.KindText }
	return worded(a) && worded(b) && wordsShared(a.values, b.values) >= wordsAlike
}

func (c valueCounts) meanWords() float64 {
	words := 0
	for s, n := range c.rows {
		words += n * (strings.Count(s, " ") + 1)
	}
	return float64(words) / float64(max(c.all, 1))
}

// wordsShared is the part of two columns' words that stand in both as often, of the one's that has fewer.
func wordsShared(a, b valueCounts) float64 {
	words := func(c valueCounts) (map[string]int, int) {
		out, all := map[string]int{}, 0
		for s, n := range c.rows {
			for w := range strings.FieldsSeq(s) {
				out[w] += n
				all += n
			}
		}
		return out, all
	}
	x, ofA := words(a)
	y, ofB := words(b)
	sum := 0 // whole numbers, so that the order of a map cannot show
	for w, n := range x {
		sum += min(n*b.all, y[w]*a.all)
	}
	return float64(sum) / float64(max(min(ofA*b.all, ofB*a.all), 1))
}
