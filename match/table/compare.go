package table

import (
	"bytes"
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// value is a distinct text, decoded for comparison.
type value struct {
	text string
	spelling
	words   []string // names
	sorted  string   // names: the words in alphabetical order
	sound   string   // names: the first letter and the classes of the consonants after it
	numbers []uint32 // texts: the words' numbers, ascending (see cutWords)
	digits  string   // texts: what digits there are
	amount  float64
	spelled bool // texts: each word is one sign, as in Chinese
}

func newValue(s string, k record.Kind) value {
	if k == record.KindWords {
		return value{text: s}
	}
	v := value{text: s, spelling: spell(strings.ReplaceAll(s, " ", ""))}
	if k == record.KindName {
		v.words = strings.Fields(s)
		if len(v.words) > 1 {
			w := slices.Clone(v.words)
			slices.Sort(w)
			v.sorted = strings.Join(w, " ")
		} else {
			v.sorted = s
		}
		v.sound = skeleton(s)
	}
	if k == record.KindText {
		v.spelled = len(v.symbols) > 1 && strings.Count(s, " ")+1 == len(v.symbols)
		v.digits = strings.Map(func(r rune) rune {
			if r < '0' || r > '9' {
				return -1
			}
			return r
		}, s)
	}
	if k == record.KindAmount {
		v.amount, _ = strconv.ParseFloat(s, 64) // normalize.Any lets numbers alone through
	}
	return v
}

// skeleton is a word's sound: its first letter and the classes of the consonants that follow, doubles once.
func skeleton(s string) string {
	const class = "01230120022455012623010202"
	b := make([]byte, 0, 8)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 'a' || c > 'z' {
			continue
		}
		if len(b) == 0 {
			b = append(b, c)
			continue
		}
		if k := class[c-'a']; k != '0' && k != b[len(b)-1] {
			b = append(b, k)
		}
	}
	if len(b) < 3 {
		return ""
	}
	return string(b)
}

// compare returns the level of two different values.
func (f *column) compare(a, b *value, k *edit.Kernel) uint8 {
	switch f.kind {
	case record.KindName:
		return compareShort(a, b, k)
	case record.KindText:
		if f.whole {
			return f.compareWhole(a, b, k)
		}
		return f.compareLong(a, b, k)
	case record.KindWords:
		share, _ := f.overlap(a, b, k)
		for i, from := range wordsFrom {
			if share >= from {
				return uint8(i + 2)
			}
		}
		return uint8(len(wordsFrom) + 2)
	case record.KindDate:
		return compareDates(a, b, k)
	case record.KindKey:
		return compareKeys(a, b, k)
	case record.KindAmount:
		return compareAmounts(a, b, f.span, k)
	}
	return 2
}

// compareShort compares names and other short texts: typo 2, near 3, part 4, sound 5, alike 6, other 7.
func compareShort(a, b *value, k *edit.Kernel) uint8 {
	n := min(len(a.symbols), len(b.symbols))
	d := a.within(&b.spelling, 2, k)
	if d == 0 || d == 1 && n >= 3 || a.sorted == b.sorted {
		return 2
	}
	jw := a.alike(&b.spelling, .84, k)
	switch {
	case d == 2 && n >= 6 || jw >= .94 && n >= 4:
		return 3
	case shortened(a, b) || shortened(b, a):
		return 4
	case a.sound != "" && a.sound == b.sound:
		return 5
	case jw >= .84:
		return 6
	}
	return 7
}

// spelling is how a value without its blanks, or a word, is written.
type spelling struct {
	symbols []byte   // at most edit.MaxSymbols
	bag     edit.Bag // of them
}

func spell(s string) spelling {
	symbols := edit.AppendSymbols(nil, s)
	return spelling{symbols, edit.NewBag(symbols)}
}

// far is more than any distance that is asked for.
const far = edit.MaxSymbols

// within returns the distance of two spellings where it is no more than most, else that or far.
func (x *spelling) within(y *spelling, most int, k *edit.Kernel) int {
	if x.bag.LeastDistance(&y.bag) > most {
		return far
	}
	return k.Distance(x.symbols, y.symbols)
}

// alike returns how alike two spellings are where it is least or more, else that or 0. A single letter is like no other.
func (x *spelling) alike(y *spelling, least float64, k *edit.Kernel) float64 {
	const rounding = 1e-9
	if min(len(x.symbols), len(y.symbols)) < 2 || x.bag.MostJaroWinkler(&y.bag, x.symbols, y.symbols) < least-rounding {
		return 0
	}
	return k.JaroWinkler(x.symbols, y.symbols)
}

// shortened says whether a is an initial or the beginning of b, or some of its words.
func shortened(a, b *value) bool {
	if len(a.text) >= len(b.text) {
		return false
	}
	return strings.HasPrefix(b.text, a.text) && len(a.text) != 2 || subset(a.words, b.words)
}

func subset(a, b []string) bool {
	if len(a) == 0 || len(a) >= len(b) {
		return false
	}
	for _, w := range a {
		if !slices.Contains(b, w) {
			return false
		}
	}
	return true
}

// compareLong compares addresses, titles and other texts of several words: typo 2, near 3, part 4, most 5, words 6, half 7, few 8,
// other 9. Of texts longer than a kernel holds the words alone are compared.
func (f *column) compareLong(a, b *value, k *edit.Kernel) uint8 {
	n := min(len(a.symbols), len(b.symbols))
	sameDigits := a.digits == b.digits // number 12 is not number 13, nor one model another
	kernel := sameDigits && n > 1 && max(len(a.symbols), len(b.symbols)) < edit.MaxSymbols
	d := far
	if kernel {
		d = a.within(&b.spelling, 3, k)
	}
	if d <= 1 && n >= 3 || d == 2 && n >= 9 || slices.Equal(a.numbers, b.numbers) {
		return 2
	}
	share, within := f.overlap(a, b, k)
	switch {
	case d <= 3 && n >= 9 || share > .999:
		return 3
	case within && share >= .6:
		return 4
	case share >= .8:
		return 5
	case share >= .6:
		return 6
	case share >= .4 || kernel && a.alike(&b.spelling, .86, k) >= .86:
		return 7
	case share >= .2:
		return 8
	}
	return 9
}

// shortens says whether a is b's initial, or letters of b in their order, the first one first, at least two fewer than b has:
// st for street, ltd for limited.
func shortens(a, b string) bool {
	if len(a) == 0 || len(a)+2 > len(b) || len(a) > 4 || a[0] != b[0] || a[0] < 'a' || a[0] > 'z' {
		return false
	}
	i := 0
	for j := 0; j < len(b) && i < len(a); j++ {
		if a[i] == b[j] {
			i++
		}
	}
	return i == len(a)
}

// endLength is how many signs a code has at least that tells, as the end of another, as much as one with a slip does: the last of a chassis number, a telephone number without its area.
const endLength = 6

// compareKeys compares codes and numbers: slip 2, also where the one is the end of the other, near 3, part 4, other 5.
func compareKeys(a, b *value, k *edit.Kernel) uint8 {
	n := min(len(a.symbols), len(b.symbols))
	if n < 2 {
		return 5
	}
	d := a.within(&b.spelling, 2, k)
	p := 0
	for p < n && a.symbols[p] == b.symbols[p] {
		p++
	}
	switch {
	case d == 1, n >= endLength && len(a.symbols) != len(b.symbols) && (bytes.HasSuffix(a.symbols, b.symbols) || bytes.HasSuffix(b.symbols, a.symbols)):
		return 2
	case d == 2 && n >= 5:
		return 3
	case p >= 2 && 2*p >= n:
		return 4
	}
	return 5
}

// compareAmounts compares quantities: close 2 (one part in a hundred, or one), slip 3, near 4 (one part in ten), rough 5 (a third),
// other 6: parts of the greater one, or of what the column's quantities span, where that is less. Degrees of latitude in one country are all within a tenth of each other.
func compareAmounts(a, b *value, span float64, k *edit.Kernel) uint8 {
	gap := math.Abs(a.amount - b.amount)
	most := min(max(math.Abs(a.amount), math.Abs(b.amount)), span)
	switch {
	case gap <= .01*most, gap <= 1 && a.amount == math.Trunc(a.amount) && b.amount == math.Trunc(b.amount):
		return 2
	case min(len(a.symbols), len(b.symbols)) >= 3 && a.within(&b.spelling, 1, k) == 1:
		return 3
	case gap <= .1*most:
		return 4
	case gap <= .34*most:
		return 5
	}
	return 6
}

// spanned is the part of a column's rows whose quantities lie between the ends of what it spans, as many below as above.
const spanned = .9

// findSpan is how far apart a column's quantities lie, but for those at either end.
func (f *column) findSpan() float64 {
	var codes []int
	for code, n := range f.count {
		if n > 0 {
			codes = append(codes, code)
		}
	}
	slices.SortFunc(codes, func(a, b int) int { return cmp.Compare(f.values[a].amount, f.values[b].amount) })
	below, low, high := 0.0, math.NaN(), math.Inf(1)
	for _, code := range codes {
		below += f.count[code]
		if math.IsNaN(low) && below > (1-spanned)/2*f.total {
			low = f.values[code].amount
		}
		if below >= (1+spanned)/2*f.total {
			high = f.values[code].amount
			break
		}
	}
	if !(high > low) { // nearly all are the same
		return math.Inf(1)
	}
	return high - low
}

// compareDates compares dates yyyymmdd, yyyymm and yyyy: swapped 2, slip 3, partial 4, two_parts 5, year 6, near_year 7,
// other 8. The first of January is taken for "not known" beside another day of its year.
func compareDates(a, b *value, k *edit.Kernel) uint8 {
	x, y := a.text, b.text
	if len(x) < 4 || len(y) < 4 {
		return 8
	}
	year := x[:4] == y[:4]
	if year && (len(x) < 8 || len(y) < 8) {
		if len(x) >= 6 && len(y) >= 6 && x[4:6] != y[4:6] {
			return 6
		}
		return 4
	}
	if year && (x[4:] == "0101" || y[4:] == "0101") {
		return 4
	}
	if len(x) == 8 && len(y) == 8 {
		month, day := x[4:6] == y[4:6], x[6:] == y[6:]
		switch {
		case year && x[4:6] == y[6:] && x[6:] == y[4:6]:
			return 2
		case a.within(&b.spelling, 1, k) == 1:
			return 3
		case year && month, year && day, month && day && x[4:] != "0101":
			return 5
		}
	}
	if year {
		return 6
	}
	if gap := digitsOf(x[:4]) - digitsOf(y[:4]); gap >= -2 && gap <= 2 {
		return 7
	}
	return 8
}

func digitsOf(s string) int {
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}
