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
)

// ageWords are the words of headers that mean an age.
var ageWords = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`age aage alder alter edad idade eta leeftijd wiek vek yas ika umur usia возраст 年龄 年齢 tuoi`) {
		m[viet.Fold(latin(w))] = true
	}
	return m
})

// withAges pairs ages in years in one table with years or days of birth in the other, which become ages in the last year that somebody was born in. By how much the year in which
// people were asked lies before or after that, the data tell: ages of two tables may differ by any number of years, the same for all. pairs are the columns that go
// together already, free each table's others and theirs.
func withAges(pairs []anyColumns, free [2][]*record.Column, heads map[*record.Column]header) []anyColumns {
	taken := map[*record.Column]bool{}
	for _, p := range pairs {
		for _, c := range p.of {
			taken[c] = true
		}
	}
	first := func(side int, fits func(c *record.Column) bool) *record.Column {
		if i := slices.IndexFunc(free[side], func(c *record.Column) bool { return !taken[c] && fits(c) }); i >= 0 {
			return free[side][i]
		}
		return nil
	}
	for side := range free {
		age := first(side, func(c *record.Column) bool { return isAge(c) })
		if age == nil {
			continue
		}
		var years *record.Column
		first(1-side, func(c *record.Column) bool {
			if heads[c].role == record.RoleDate && heads[c].born() {
				years = agesAtTheEnd(c)
			}
			return years != nil
		})
		if years == nil {
			continue
		}
		of := make([]*record.Column, 2)
		of[side], of[1-side] = age, years
		return append(slices.Clone(pairs), anyColumns{of, header{record.RoleNumber, heads[age].whose}})
	}
	return pairs
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

// agesAtTheEnd is a column of years or days of birth as ages in the last of its years; nil where it is none.
func agesAtTheEnd(c *record.Column) *record.Column {
	orders, share := dateOrders([]*record.Column{c}, true, looseDate)
	if share < ageShare {
		return nil
	}
	yearOf := func(s string) int {
		if d := looseDate(s, orders[0]); len(d) >= 4 {
			return atoi(d[:4])
		}
		return -1
	}
	last := 0
	for s, n := range c.Distinct() {
		if n > 0 {
			last = max(last, yearOf(s))
		}
	}
	out := *c
	out.Dict = record.TextsOf("")
	out.Codes = make([]uint32, len(c.Codes))
	code := map[int]uint32{-1: 0}
	for row := range out.Codes {
		year := yearOf(c.At(row))
		n, ok := code[year]
		if !ok {
			n = uint32(out.Dict.Len())
			code[year] = n
			out.Dict.Append(strconv.Itoa(last - year))
		}
		out.Codes[row] = n
	}
	return &out
}
