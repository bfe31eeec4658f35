package reconcile

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// maxSyllables bounds the syllables a comparison looks at; longer names are minority or foreign ones, and rare.
const maxSyllables = 12

// syllables is a name cut into its syllables, with and without marks, side by side.
type syllables struct {
	full, fold [maxSyllables]string
	n          int
}

// compareNames holds a sector's name s against the register's p.
//
// One canonical form, one without any marks that folds to the other, the same syllables in another order, joined or split
// syllables, and abbreviated parts that fit are writings of one name. The reasons are judged in this order: diacritics,
// abbreviated, different.
func compareNames(s, p *record.Name) verdict { return compareWith(s, p, nameWriting{}, nameWriting{}) }

// compareWith is compareNames where it is known how the list (ours) and the register (theirs) write their names. Where the register writes marks, a
// name without any is one that has none (Mai Duy Minh Sang), as far as the other form bears no more than one mark too many: it is not Sáng. Of a
// name that a clerk typed without marks several syllables lack them, since hardly a name has but one. In a list without marks the syllables
// that have some, since they were typed so or the bar of the đ was left, say nothing of the others.
func compareWith(s, p *record.Name, ours, theirs nameWriting) verdict {
	if s.Full == "" || p.Full == "" {
		return missing
	}
	if s.Full == p.Full {
		return same
	}
	return compareSyllables(s, p, ours, theirs)
}

// nameWriting is how a column of names is written. Both are false of one that does both, or is too short to tell.
type nameWriting struct{ marked, plain bool }

// markedShare is the share of a column's distinct names without marks below which it writes them, plainShare the one above which it does not,
// markedNames how many names tell.
const (
	markedShare = 0.1
	plainShare  = 0.8
	markedNames = 50
)

// writingOf tells how a column of names is written.
func writingOf(v *record.Values[record.Name]) nameWriting {
	if v == nil {
		return nameWriting{}
	}
	names, plain, barred := 0, 0, 0
	for i := range v.Canon {
		if s := v.Of(uint32(i)).Full; s != "" {
			names++
			switch {
			case viet.IsASCII(s):
				plain++
			case plainButForBars(s):
				barred++
			}
		}
	}
	return nameWriting{
		marked: names >= markedNames && float64(plain) < markedShare*float64(names),
		plain:  names >= markedNames && float64(plain+barred) > plainShare*float64(names),
	}
}

// plainButForBars reports whether a name has no mark but the bar of the đ, which is no combining mark: what takes those off leaves it.
func plainButForBars(s string) bool {
	for _, r := range s {
		if r >= utf8.RuneSelf && r != 'đ' && r != 'Đ' {
			return false
		}
	}
	return true
}

func compareSyllables(s, p *record.Name, ours, theirs nameWriting) verdict {
	if unknownWord(s.Folded) || unknownWord(p.Folded) {
		return missing
	}
	var a, b syllables
	a.cut(s)
	b.cut(p)
	unmarked := s.Folded != "" && (viet.IsASCII(s.Full) || viet.IsASCII(p.Full) && !(theirs.marked && differing(&a, &b) == 1))
	agree := func(i, j int) bool {
		return strings.EqualFold(a.full[i], b.full[j]) || sameButForY(a.full[i], b.full[j]) ||
			a.fold[i] == b.fold[j] && (unmarked || ours.plain && plainButForBars(a.full[i]) || theirs.plain && plainButForBars(b.full[j]))
	}
	if a.n > b.n && titled(&a, b.n, agree) || b.n > a.n && titled(&b, a.n, func(i, j int) bool { return agree(j, i) }) {
		return same
	}
	foldAgree := func(i, j int) bool { return a.fold[i] == b.fold[j] }
	if a.n == b.n {
		switch {
		case pairwise(a.n, agree), matched(a.n, agree):
			return same
		case pairwise(a.n, foldAgree), matched(a.n, foldAgree):
			return diacritics
		}
	}
	if a.n != b.n {
		switch sj, pj := joined(s.Full), joined(p.Full); {
		case strings.EqualFold(sj, pj), unmarked && joined(s.Folded) == joined(p.Folded):
			return same
		}
	}
	fits := func(i, j int) bool { return agree(i, j) || abbreviates(a.fold[i], b.fold[j]) }
	foldFits := func(i, j int) bool { return foldAgree(i, j) || abbreviates(a.fold[i], b.fold[j]) }
	if a.n == b.n {
		switch {
		case pairwise(a.n, fits):
			return same
		case pairwise(a.n, foldFits):
			return diacritics
		}
		return different
	}
	// A part is dropped: the shorter stands in the longer in order, with one given name.
	if a.n > 0 && b.n > 0 && agree(a.n-1, b.n-1) {
		if a.n < b.n && within(a.n, b.n, fits) || a.n > b.n && within(b.n, a.n, func(i, j int) bool { return fits(j, i) }) {
			return abbreviated
		}
	}
	return different
}

// titled reports whether one name is the other, of n syllables, behind a title ("Ông Triệu Hùng"): the parser leaves a title before a
// rare surname, since a surname lost would be worse.
func titled(long *syllables, n int, agree func(i, j int) bool) bool {
	skip := long.n - n
	if skip < 1 || skip > 3 || n < 2 {
		return false
	}
	for i := range skip {
		switch strings.ToLower(long.full[i]) {
		case "ông", "bà", "cụ", "anh", "chị", "cô", "chú", "bác", "em", "cháu", "hộ", "gia", "đình", "mr", "mrs", "ms",
			"ong", "ba":
		default:
			return false
		}
	}
	for i := range n {
		if !agree(i+skip, i) {
			return false
		}
	}
	return true
}

// sameButForY reports whether two syllables differ only in writing their one vowel i or y (Vi, Vy; Lí, Lý), which is a matter of style where no
// other vowel stands before it: Thúi is not Thúy.
func sameButForY(a, b string) bool {
	if !mayEndInY(a) || !mayEndInY(b) {
		return false
	}
	x, y := []rune(strings.ToLower(a)), []rune(strings.ToLower(b))
	n := len(x)
	if n != len(y) || n == 0 || !slices.Equal(x[:n-1], y[:n-1]) {
		return false
	}
	if n > 1 && strings.ContainsRune("aăâeêioôơuưyáắấéếíóốớúứýàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹạặậẹệịọộợụựỵ", x[n-2]) && !(n == 3 && x[0] == 'q' && x[1] == 'u') {
		return false
	}
	const is, ys = "iíìỉĩị", "yýỳỷỹỵ"
	at := func(set string, r rune) int { return strings.IndexRune(set, r) }
	tone := func(r rune) int {
		for _, set := range [...]string{is, ys} {
			if k := at(set, r); k >= 0 {
				return len([]rune(set[:k]))
			}
		}
		return -1
	}
	return tone(x[n-1]) >= 0 && tone(x[n-1]) == tone(y[n-1])
}

// mayEndInY is a quick look at whether a syllable ends in i or y, in any case and with any tone: most end in a letter that is neither.
func mayEndInY(s string) bool {
	if s == "" {
		return false
	}
	c := s[len(s)-1]
	return c >= utf8.RuneSelf || c|0x20 == 'i' || c|0x20 == 'y'
}

// cut splits a name at blanks, dots, hyphens and commas; apostrophes are dropped (H'Hen, H’Hen, H Hen differ in nothing
// that joined does not see).
func (s *syllables) cut(n *record.Name) {
	s.n = min(split(n.Full, &s.full), split(n.Folded, &s.fold))
}

func split(name string, into *[maxSyllables]string) int {
	n, from := 0, -1
	for i := 0; i <= len(name); i++ {
		if i < len(name) && !separator(name[i]) {
			if from < 0 {
				from = i
			}
			continue
		}
		if from >= 0 && n < maxSyllables {
			into[n] = name[from:i]
			n++
		}
		from = -1
	}
	return n
}

// differing counts the places at which two names' syllables differ, at least one where they are not equally many.
func differing(a, b *syllables) int {
	n := max(a.n-b.n, b.n-a.n)
	for i := range min(a.n, b.n) {
		if !strings.EqualFold(a.full[i], b.full[i]) {
			n++
		}
	}
	return n
}

func separator(c byte) bool { return c == ' ' || c == '.' || c == '-' || c == ',' || c == '\'' }

// joined drops the separators.
func joined(name string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '.' || r == '-' || r == ',' || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, name)
}

// pairwise reports whether the syllables agree place by place.
func pairwise(n int, agree func(i, j int) bool) bool {
	for i := range n {
		if !agree(i, i) {
			return false
		}
	}
	return true
}

// matched reports whether the syllables agree in some other order.
func matched(n int, agree func(i, j int) bool) bool {
	var used [maxSyllables]bool
next:
	for i := range n {
		for j := range n {
			if !used[j] && agree(i, j) {
				used[j] = true
				continue next
			}
		}
		return false
	}
	return true
}

// within reports whether the n syllables stand among the m in order.
func within(n, m int, fits func(i, j int) bool) bool {
	i := 0
	for j := 0; i < n && j < m; j++ {
		if fits(i, j) {
			i++
		}
	}
	return i == n
}

// abbreviates reports whether one folded syllable is an abbreviation of the other, as they are customarily made: its first
// letter, or the consonants it begins with ("ng", "th", "ph"). What keeps letters from beyond them is no abbreviation but a
// syllable that lost a vowel on the way ("phc", "thnh", "phm").
func abbreviates(x, y string) bool {
	if len(x) > len(y) {
		x, y = y, x
	}
	if x == "" || len(x) == len(y) || x[0] != y[0] {
		return false
	}
	return len(x) == 1 || x == onset(y)
}

// onset returns the consonants a folded syllable begins with.
func onset(s string) string {
	if i := strings.IndexAny(s, "aeiouy"); i >= 0 {
		return s[:i]
	}
	return s
}

// closeNames reports whether two names are within one edit of each other without their marks: a typing error rather than
// another person.
func closeNames(x, y *record.Name) bool {
	return viet.OneSlipOff(x.Folded, y.Folded)
}

// alike reports whether two names are one with typing errors in it (an edit for every four letters) or with parts
// dropped, a typing error in each of those left at most.
func alike(x, y *record.Name) bool {
	var a, b syllables
	a.cut(x)
	b.cut(y)
	if a.n > b.n {
		a, b = b, a
	}
	if a.n >= 2 && within(a.n, b.n, func(i, j int) bool {
		return a.fold[i] == b.fold[j] || len(a.fold[i]) > 2 && viet.Edits(a.fold[i], b.fold[j]) == 1
	}) {
		return true
	}
	return viet.Edits(x.Folded, y.Folded) <= max(len(x.Folded), len(y.Folded))/4
}
