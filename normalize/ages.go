package normalize

import (
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// ages returns the birth dates by which the records of a list are matched that tells how old its people are, nil where it tells of nobody. Years are counted
// by birthdays or from one year's number to the other's, so that two years of birth are as good; the list may be older than the day data are judged on, which
// the year next to both allows for.
func ages(p *record.People, asOf record.Date) *record.Values[record.DateValue] {
	if asOf == 0 {
		return nil
	}
	born, told, cells := p.Dates[record.BirthDate], p.Table.Column(record.Age), p.Table.Column(record.BirthDate)
	byAge, byCell := agesOf(told, asOf, false), agesOf(cells, asOf, true)
	if byAge == nil && byCell == nil {
		return nil
	}
	return record.ValuesBy(p.Rows(), func(row int) record.DateValue {
		if v := born.At(row); v.Date != 0 {
			return v
		}
		if byCell != nil {
			if v := byCell[cells.Codes[row]]; v.Date != 0 {
				return v
			}
		}
		if byAge != nil {
			return byAge[told.Codes[row]]
		}
		return record.DateValue{}
	})
}

// agesOf reads the ages among a column's distinct values, nil where there is none. Where the column is of something else, only what says that it is an age is one.
func agesOf(c *record.Column, asOf record.Date, said bool) (dates []record.DateValue) {
	if c == nil {
		return nil
	}
	for code := range c.Dict.Len() {
		age, ok := ageOf(c.Dict.At(uint32(code)), said)
		if !ok {
			continue
		}
		if dates == nil {
			dates = make([]record.DateValue, c.Dict.Len())
		}
		year := asOf.Year() - age
		dates[code] = record.DateValue{Date: record.MakeDate(year, 0, 0), Alt: record.MakeDate(year-1, 0, 0)}
	}
	return dates
}

// ageOf reads an age in years: 67, "67 tuổi". said wants the word.
func ageOf(s string, said bool) (age int, ok bool) {
	s = strings.TrimSpace(s)
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	if digits == 0 || digits > 3 {
		return 0, false
	}
	age, _ = strconv.Atoi(s[:digits])
	switch rest := strings.TrimSpace(viet.Fold(s[digits:])); rest {
	case "tuoi", "tuoi ta", "years", "years old":
		return age, age <= maxAge
	case "", ".0":
		return age, !said && age <= maxAge
	}
	return 0, false
}
