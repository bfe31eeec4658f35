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
	for side := range free {
		var age, years *record.Column
		for _, c := range free[side] {
			if age == nil && !taken[c] && isAge(c) {
				age = c
			}
		}
		for _, c := range free[1-side] {
			if age != nil && years == nil && !taken[c] && heads[c].role == record.RoleDate && heads[c].born() {
				years = agesAtTheEnd(c)
			}
		}
		if years != nil {
			of := make([]*record.Column, 2)
			of[side], of[1-side] = age, years
			return append(slices.Clone(pairs), anyColumns{of, header{record.RoleNumber, heads[age].whose}})
		}
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
