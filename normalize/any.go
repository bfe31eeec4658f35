package normalize

import (
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Any prepares tables of which nothing is known but their columns, for the engine of `link` and `dedupe`: what a column
// holds is found out from all tables' values together, and every value becomes a folded text under People.Texts. Only the
// columns all tables have are kept; the columns of the People's tables carry the kind found:
//
//	KindDate  dates, as yyyymmdd (also yyyy and yyyymm), digits kept even where there is no such day
//	KindKey   numbers and codes: letters and digits without blanks
//	KindCode  few distinct values
//	KindName  short texts of a word or two
//	KindText  longer ones
//
// Nothing Vietnamese is supposed of the values. A column that repeats the words of two others keeps only what they lack.
func Any(tables ...*record.Table) []*record.People {
	people := make([]*record.People, len(tables))
	for i, t := range tables {
		c := *t
		c.Columns = nil
		people[i] = &record.People{Table: &c, Texts: map[record.Field]*record.Values[string]{}}
	}
	for _, first := range tables[0].Columns {
		if first.Field == record.RecordID {
			continue
		}
		var cols []*record.Column
		for _, t := range tables {
			if c := sameHeader(t, first); c != nil {
				cols = append(cols, c)
			}
		}
		if len(cols) < len(tables) {
			continue
		}
		kind, read := inferColumn(cols)
		if read == nil {
			continue
		}
		for i, c := range cols {
			p := people[i]
			p.Table.Columns = append(p.Table.Columns, &record.Column{Field: first.Field, Header: c.Header, Kind: kind, Codes: c.Codes, Dict: c.Dict})
			p.Texts[first.Field] = textValues(c.Codes, c.Dict, read)
		}
	}
	separate(people)
	return people
}

// sameHeader returns the column of a table that is called like c, but for case, marks and punctuation.
func sameHeader(t *record.Table, c *record.Column) *record.Column {
	if same := t.Column(c.Field); same != nil {
		return same
	}
	for _, d := range t.Columns {
		if strings.ReplaceAll(viet.Words(string(d.Field)), " ", "") == strings.ReplaceAll(viet.Words(string(c.Field)), " ", "") {
			return d
		}
	}
	return nil
}

func textValues(codes []uint32, dict []string, read func(string) string) *record.Values[string] {
	v := &record.Values[string]{Codes: codes, Dict: make([]string, len(dict)), Canon: make([]uint32, len(dict))}
	number := map[string]uint32{}
	for i, s := range dict {
		s = read(s)
		v.Dict[i] = s
		if s == "" {
			continue
		}
		n, ok := number[s]
		if !ok {
			v.Count++
			n = uint32(v.Count)
			number[s] = n
		}
		v.Canon[i] = n
	}
	return v
}

// plainText folds a value, with apostrophes and stops gone and other punctuation made blanks; "" for words that stand for
// nothing.
func plainText(s string) string {
	s = viet.Fold(s)
	switch s {
	case "null", "nan", "none", "n/a", "#n/a", "unknown", "not known", "undefined", "<na>", "-", "?", "nil":
		return ""
	}
	return strings.Join(strings.FieldsFunc(strings.NewReplacer("'", "", "’", "", "`", "", ".", "").Replace(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

func plainKey(s string) string { return strings.ReplaceAll(plainText(s), " ", "") }

// The shares of a column's values from which they make it a column of a kind, and the other measures that do.
const (
	dateShare     = .85
	keyShare      = .8
	fewValues     = 40   // distinct values of a code list
	rowsPerCode   = 20   // rows for each of them, at least
	wordsOfText   = 1.55 // mean words from which a text is more than a name
	separateShare = .9
)

// inferColumn finds out what a column holds and how its values are read; no reader where it tells nothing.
func inferColumn(cols []*record.Column) (record.Kind, func(string) string) {
	count := map[string]int{}
	total, words, digits := 0, 0, 0
	for _, c := range cols {
		n := make([]int, len(c.Dict))
		for _, code := range c.Codes {
			n[code]++
		}
		for code, s := range c.Dict {
			t := plainText(s)
			if t == "" || n[code] == 0 {
				continue
			}
			count[t] += n[code]
			total += n[code]
			w := strings.Count(t, " ") + 1
			words += w * n[code]
			if strings.ContainsFunc(t, unicode.IsDigit) && w <= 3 && len(t) <= 24 {
				digits += n[code]
			}
		}
	}
	if len(count) < 2 {
		return 0, nil
	}
	if order, share := dateOrder(cols); share >= dateShare {
		return record.KindDate, func(s string) string { return looseDate(s, order) }
	}
	switch mean := float64(words) / float64(total); {
	case len(count) <= fewValues && total >= rowsPerCode*len(count):
		return record.KindCode, plainText
	case float64(digits) >= keyShare*float64(total):
		return record.KindKey, plainKey
	case mean >= wordsOfText:
		return record.KindText, plainText
	}
	return record.KindName, plainText
}

// order of the parts of a date with separators, where the year does not stand first.
type order uint8

const (
	dayFirst order = iota
	monthFirst
)

// dateOrder tells in which order a column writes its dates, and the share of its values that are dates so read.
func dateOrder(cols []*record.Column) (order, float64) {
	var good [2]int
	total, bare := 0, 0
	for _, c := range cols {
		n := make([]int, len(c.Dict))
		for _, code := range c.Codes {
			n[code]++
		}
		for code, s := range c.Dict {
			if plainText(s) == "" || n[code] == 0 {
				continue
			}
			total += n[code]
			for o := range good {
				if d := looseDate(s, order(o)); plausibleDate(d) {
					good[o] += n[code]
					if o == 0 && len(d) < 8 {
						bare += n[code]
					}
				}
			}
		}
	}
	if total == 0 || 2*bare > total { // mostly four digits: a postcode as likely as a year
		return 0, 0
	}
	o := dayFirst
	if good[monthFirst] > good[dayFirst] {
		o = monthFirst
	}
	return o, float64(good[o]) / float64(total)
}

func plausibleDate(d string) bool {
	if len(d) < 4 {
		return false
	}
	y := atoi(d[:4])
	if y < 1500 || y > 2100 {
		return false
	}
	if len(d) >= 6 {
		if m := atoi(d[4:6]); m < 1 || m > 12 {
			return false
		}
	}
	if len(d) == 8 {
		if day := atoi(d[6:]); day < 1 || day > 31 {
			return false
		}
	}
	return len(d) == 4 || len(d) == 6 || len(d) == 8
}

func atoi(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// looseDate reads a date as yyyymmdd, yyyymm or yyyy, with no look at whether there is such a day: one with a mistyped digit
// is still the same date with a mistyped digit. What has no digits in such parts is "".
func looseDate(s string, o order) string {
	s = viet.Fold(s)
	if t := strings.IndexByte(s, 't'); t >= 8 { // 2001-02-03t00:00:00
		s = s[:t]
	} else if b := strings.IndexByte(s, ' '); b >= 8 && strings.Contains(s[b:], ":") {
		s = s[:b]
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, p := range parts {
		if m := monthWord(p); m != "" {
			parts[i] = m
			if i == 0 {
				o = monthFirst
			}
		} else if atoi(p) < 0 {
			return ""
		}
	}
	two := func(p string) string {
		if len(p) == 1 {
			return "0" + p
		}
		return p
	}
	switch len(parts) {
	case 1:
		if n := len(parts[0]); n == 4 || n == 6 || n == 8 {
			return parts[0]
		}
	case 2:
		a, b := parts[0], parts[1]
		if len(a) == 4 && len(b) <= 2 {
			return a + two(b)
		}
		if len(b) == 4 && len(a) <= 2 {
			return b + two(a)
		}
	case 3:
		a, b, c := two(parts[0]), two(parts[1]), two(parts[2])
		switch {
		case len(a) == 4 && len(b) == 2 && len(c) == 2:
			return a + b + c
		case len(c) == 4 && len(a) == 2 && len(b) == 2 && o == dayFirst:
			return c + b + a
		case len(c) == 4 && len(a) == 2 && len(b) == 2:
			return c + a + b
		}
	}
	return ""
}

func monthWord(s string) string {
	const months = "janfebmaraprmayjunjulaugsepoctnovdec"
	if len(s) < 3 {
		return ""
	}
	for i := 0; i < len(months); i += 3 {
		if s[:3] == months[i:i+3] {
			return string([]byte{byte('0' + (i/3+1)/10), byte('0' + (i/3+1)%10)})
		}
	}
	return ""
}

// separate takes out of a column the words that two other columns hold already (a full name beside first name and
// surname): the same error would count twice, and so would the same agreement. Where nothing is left, the column goes.
func separate(people []*record.People) {
	var fields []record.Field
	for _, c := range people[0].Table.Columns {
		if c.Kind == record.KindName || c.Kind == record.KindText {
			fields = append(fields, c.Field)
		}
	}
	for _, whole := range fields {
		var parts []record.Field
		for _, f := range fields {
			if f != whole && people[0].Texts[f] != nil && people[0].Texts[whole] != nil && contained(people, f, whole) {
				parts = append(parts, f)
			}
		}
		if len(parts) == 0 {
			continue
		}
		left := 0
		rows := 0
		for _, p := range people {
			v := subtract(p, whole, parts)
			rows += p.Rows()
			for _, code := range v.Codes {
				if v.Canon[code] != 0 {
					left++
				}
			}
			p.Texts[whole] = v
		}
		if 50*left < rows {
			for _, p := range people {
				delete(p.Texts, whole)
				p.Table.Columns = slices.DeleteFunc(p.Table.Columns, func(c *record.Column) bool { return c.Field == whole })
			}
		}
	}
}

// contained says whether a column's words stand among another's in nearly every row that has both.
func contained(people []*record.People, part, whole record.Field) bool {
	both, in := 0, 0
	for _, p := range people {
		a, b := p.Texts[part], p.Texts[whole]
		for row := range p.Rows() {
			x, y := a.At(row), b.At(row)
			if x == "" || y == "" {
				continue
			}
			both++
			if len(x) < len(y) && strings.Contains(" "+y+" ", " "+x+" ") {
				in++
			} else if x == y {
				in++
			}
		}
		if both > 2000 && float64(in) < .5*float64(both) {
			return false
		}
	}
	// Equal columns: the first one stays.
	return both > 0 && float64(in) >= separateShare*float64(both) && !sameOrder(people, part, whole)
}

// sameOrder says that two columns are mostly equal and part is the later one, so that the later goes and not both.
func sameOrder(people []*record.People, part, whole record.Field) bool {
	equal, both := 0, 0
	for _, p := range people {
		a, b := p.Texts[part], p.Texts[whole]
		for row := range p.Rows() {
			if x, y := a.At(row), b.At(row); x != "" && y != "" {
				both++
				if x == y {
					equal++
				}
			}
		}
	}
	if 2*equal < both {
		return false
	}
	for _, c := range people[0].Table.Columns {
		if c.Field == part || c.Field == whole {
			return c.Field == whole
		}
	}
	return false
}

// subtract returns a column's values without the words of others in the same row.
func subtract(p *record.People, whole record.Field, parts []record.Field) *record.Values[string] {
	var dict []string
	code := map[string]uint32{}
	codes := make([]uint32, p.Rows())
	for row := range p.Rows() {
		words := strings.Fields(p.Texts[whole].At(row))
		for _, f := range parts {
			if p.Texts[f] == nil {
				continue
			}
			for _, w := range strings.Fields(p.Texts[f].At(row)) {
				if i := slices.Index(words, w); i >= 0 {
					words = slices.Delete(words, i, i+1)
				}
			}
		}
		s := strings.Join(words, " ")
		n, ok := code[s]
		if !ok {
			n = uint32(len(dict))
			code[s] = n
			dict = append(dict, s)
		}
		codes[row] = n
	}
	return textValues(codes, dict, func(s string) string { return s })
}
