package normalize

import (
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/record"
)

// wholeDates is the share of the rows of words and a date whose date has its day and month too, for the two to be told apart: the year behind a title is a part of it.
const wholeDates = .5

// cutDates takes columns apart that hold words and a date in one, as forms have the place and day of birth: «Bandung, 12-05-1980» beside a column of towns and one of
// dates. A date is compared as one only by itself, and with words that vary it would be a text in which nothing is the same. The words keep the column's field, the date has
// one of its own, and both the header. Columns whose role somebody has told stay whole.
func cutDates(known map[record.Field]record.Role, tables []*record.Table) []*record.Table {
	out := make([]*record.Table, len(tables))
	for i, t := range tables {
		cut := *t
		cut.Columns = nil
		for _, c := range t.Columns {
			words, date := (*record.Column)(nil), (*record.Column)(nil)
			if c.Field != record.RecordID && known[c.Field] == "" {
				words, date = wordsAndDate(c)
			}
			if words == nil {
				cut.Columns = append(cut.Columns, c)
				continue
			}
			for date.Field = c.Field + " date"; t.Column(date.Field) != nil; {
				date.Field += "_"
			}
			cut.Columns = append(cut.Columns, words, date)
		}
		out[i] = &cut
	}
	return out
}

// wordsAndDate cuts a column of words with a date before or behind them into its words and its dates; nil where it is no such column.
func wordsAndDate(c *record.Column) (words, date *record.Column) {
	rest, dates := make([]string, c.Dict.Len()), make([]string, c.Dict.Len())
	all, cut, whole := 0, 0, 0
	rows := len(c.Codes)
	for code, n := range c.Counts() {
		s := c.Dict.At(uint32(code))
		if n == 0 || plainText(s) == "" {
			continue
		}
		all += int(n)
		d := ""
		if rest[code], dates[code], d = cutDate(s); d == "" {
			if rest[code] = s; float64(rows-(all-cut)) < dateShare*float64(rows) { // too few are left to be cut
				return nil, nil
			}
			continue
		}
		cut += int(n)
		if len(d) == 8 {
			whole += int(n)
		}
	}
	if all == 0 || float64(cut) < dateShare*float64(all) || float64(whole) < wholeDates*float64(all) {
		return nil, nil
	}
	return derived(c, func(row int) string { return rest[c.Codes[row]] }), derived(c, func(row int) string { return dates[c.Codes[row]] })
}

// cutDate cuts a text of words and a date behind or before them, and says how the date is read in one order or the other; blank where there is none, or nothing else.
func cutDate(s string) (words, date, read string) {
	if !strings.ContainsFunc(s, unicode.IsDigit) {
		return "", "", ""
	}
	var begins, ends []int // of its parts
	in := false
	for at, r := range s {
		is := unicode.IsLetter(r) || unicode.IsDigit(r)
		if is && !in {
			begins = append(begins, at)
		} else if !is && in {
			ends = append(ends, at)
		}
		in = is
	}
	if in {
		ends = append(ends, len(s))
	}
	n := len(begins)
	for parts := min(3, n-1); parts > 0; parts-- {
		if d := dateInAnyOrder(s[begins[n-parts]:]); d != "" && lettered(s[:ends[n-parts-1]]) {
			return strings.TrimSpace(s[:ends[n-parts-1]]), s[begins[n-parts]:], d
		}
		if d := dateInAnyOrder(s[:ends[parts-1]]); d != "" && lettered(s[begins[parts]:]) {
			return strings.TrimSpace(s[begins[parts]:]), s[:ends[parts-1]], d
		}
	}
	return "", "", ""
}

// lettered says whether a text has a word: no hour, nor a number alone.
func lettered(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n >= 3
}
