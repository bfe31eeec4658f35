package normalize

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

const (
	ageShare  = .95 // of the rows, have an age in years, or a year of birth
	mostYears = 120

	leastYears = 3 // between the days on which ages are told, else they are all told at one time
)

// wordsOfAge are those headerWords has too.
const wordsOfAge = `age leeftijd alder alter idade edad eta wiek vek yas ika umur usia возраст tuoi`

// ageWords are the words of headers that mean an age.
var ageWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(wordsOfAge + ` aage 年龄 年齢`) {
		m[viet.Fold(latin(w))] = true
	}
	return m
})

// withAges pairs ages in years in one table with years or days of birth, or of baptism, in the other, which become ages in the last year that somebody was born in. By how much the year in which
// people were asked lies before or after that, the data tell: ages of two tables may differ by any number of years, the same for all. Where each row has a day of its own,
// of a wedding, a journey or a death, the age is that on this day (see agesOnDays). pairs are the columns that go together already, free each table's others and theirs.
func withAges(pairs []anyColumns, free [2][]*record.Column, tables []*record.Table, heads map[*record.Column]header) []anyColumns {
	taken := takenBy(pairs)
	first := func(of []*record.Column, is func(*record.Column) bool) *record.Column {
		for _, c := range of {
			if !taken[c] && is(c) {
				return c
			}
		}
		return nil
	}
	for side := range free {
		age := first(free[side], isAge)
		if age == nil {
			continue
		}
		born := first(free[1-side], func(c *record.Column) bool { return heads[c].role == record.RoleDate && heads[c].born() })
		if born == nil {
			born = first(free[1-side], func(c *record.Column) bool { return heads[c].role == record.RoleDate && heads[c].whose == "baptism" })
		}
		if born == nil {
			continue
		}
		if years, last := agesAtTheEnd(born); years != nil {
			of := make([]*record.Column, 2)
			of[side], of[1-side] = agesOnDays(age, tables[side], heads, last), years
			return append(slices.Clone(pairs), anyColumns{of, header{record.RoleNumber, heads[age].whose}})
		}
	}
	return pairs
}

// agesOnDays makes of ages those in the year last, where their table has one column of days, none of a birth, that lie years apart: a bride's age is told on her wedding day. Else
// they stay as they are, as where there are several such days and nothing says of which.
func agesOnDays(age *record.Column, table *record.Table, heads map[*record.Column]header, last int) *record.Column {
	var yearOf func(row int) int
	for _, c := range table.Columns {
		if c.Field == record.RecordID || heads[c].born() || heads[c].whose == "baptism" {
			continue
		}
		role, kind, read := inferColumn([]*record.Column{c}, heads[c], "")
		if read == nil || role != record.RoleDate || kind != record.KindDate {
			continue
		}
		year := yearReader(c, read[0])
		if !yearsApart(c, year) {
			continue
		}
		if yearOf != nil {
			return age
		}
		yearOf = year
	}
	if yearOf == nil {
		return age
	}
	return derived(age, func(row int) string {
		years, year := atoi(plainText(age.At(row))), yearOf(row)
		if age.At(row) == "" || years < 0 || year < 0 {
			return ""
		}
		return strconv.Itoa(last - year + years)
	})
}

// yearReader returns what the year of a row is in a column of dates, −1 where it is not told.
func yearReader(c *record.Column, read func(string) string) func(row int) int {
	years := make([]int, c.Dict.Len())
	for i, s := range c.Dict.All() {
		years[i] = -1
		if d := read(s); len(d) >= 4 && plausibleDate(d) {
			years[i] = atoi(d[:4])
		}
	}
	return func(row int) int { return years[c.Codes[row]] }
}

// yearsApart says whether a column's middle nine in ten dates lie years apart.
func yearsApart(c *record.Column, year func(row int) int) bool {
	var all []int
	for row := range c.Codes {
		if y := year(row); y >= 0 {
			all = append(all, y)
		}
	}
	slices.Sort(all)
	n := len(all)
	return n > 0 && all[n-1-n/20]-all[n/20] >= leastYears
}

// derived is a column of its own with a text for each row of another.
func derived(c *record.Column, text func(row int) string) *record.Column {
	out := *c
	out.Dict = record.TextsOf("")
	out.Codes = make([]uint32, len(c.Codes))
	code := map[string]uint32{"": 0}
	for row := range out.Codes {
		s := text(row)
		n, ok := code[s]
		if !ok {
			n = uint32(out.Dict.Len())
			code[s] = n
			out.Dict.Append(s)
		}
		out.Codes[row] = n
	}
	return &out
}

// isAge says whether a column is called an age and holds whole numbers of years.
func isAge(c *record.Column) bool {
	if !slices.ContainsFunc(tellingWords(c.Header), func(w string) bool { return ageWords()[w] }) {
		return false
	}
	years, all := 0, 0
	for s, n := range c.Distinct() {
		t := plainText(s)
		if t == "" {
			continue
		}
		all += n
		if y := atoi(t); y >= 0 && y <= mostYears {
			years += n
		}
	}
	return all > 0 && float64(years) >= ageShare*float64(all)
}

// agesAtTheEnd is a column of years or days of birth as ages in the last of its years, and that year; nil where it is none.
func agesAtTheEnd(c *record.Column) (*record.Column, int) {
	read, share := dateReaders([]*record.Column{c}, true)
	if share < ageShare {
		return nil, 0
	}
	year := yearReader(c, read[0])
	last := 0
	for row := range c.Codes {
		last = max(last, year(row))
	}
	return derived(c, func(row int) string {
		if year(row) < 0 {
			return ""
		}
		return strconv.Itoa(last - year(row))
	}), last
}
