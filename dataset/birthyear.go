package dataset

import (
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// leastBornApart is the number of years that lie at least between the oldest and the youngest of a list whose column "Năm" holds years of birth, and
// lateYear one before which no list's own year lies.
const (
	leastBornApart = 20
	lateYear       = 1960
)

// yearsOfBirth reads a column that is called "Năm" and nothing more as the year of birth where no column is the birth date. Such a column may as well hold
// the year of the list, so that the personal IDs beside it must say the same year, or where there are none the years lie as far apart and back as
// births alone do.
func (w *recognition) yearsOfBirth() {
	if _, taken := w.by[record.BirthDate]; taken || w.p.Spec(record.BirthDate) == nil {
		return
	}
	for i, h := range w.headers[:min(len(w.headers), maxColumns)] {
		if w.field[i] == "" && !w.joined[i] && isYearHeader(h) && w.holdsBirthYears(i) {
			w.give(record.BirthDate, i)
			return
		}
	}
}

func isYearHeader(h string) bool {
	switch strings.ToLower(viet.NFC(strings.TrimSpace(unnumbered(h)))) {
	case "năm", "nam", "year":
		return true
	}
	return false
}

// holdsBirthYears reports whether the samples of a column are years people were born in, as yearsOfBirth says.
func (w *recognition) holdsBirthYears(col int) bool {
	ids, numbered := w.by[record.PersonalIDNo]
	told, agreed := 0, 0
	first, last := 9999, 0
	for _, row := range w.samples {
		if col >= len(row) || strings.TrimSpace(row[col]) == "" {
			continue
		}
		year, ok := yearOf(row[col])
		if !ok {
			return false
		}
		first, last = min(first, year), max(last, year)
		if numbered && ids < len(row) {
			if born, ok := yearOfID(row[ids]); ok {
				told++
				if born == year {
					agreed++
				}
			}
		}
	}
	if told > 0 {
		return 10*agreed >= 8*told
	}
	return first < lateYear && last-first >= leastBornApart
}

// birthPartsBeside joins two columns without a header to the birth date left of them where the three hold day, month and year: "Ngày sinh" is often one
// merged cell over them.
func (w *recognition) birthPartsBeside() {
	day, ok := w.by[record.BirthDate]
	if !ok || w.field[day] != record.BirthDate || day+2 >= len(w.headers) || strings.TrimSpace(w.headers[day+1]+w.headers[day+2]) != "" {
		return
	}
	found := 0
	for _, row := range w.samples {
		if day+2 >= len(row) || strings.TrimSpace(row[day+2]) == "" {
			continue
		}
		_, year := yearOf(row[day+2])
		if !year || !isUpTo(row[day], 31) || !isUpTo(row[day+1], 12) {
			return
		}
		found++
	}
	if found == 0 {
		return
	}
	j := join{field: record.BirthDate, sep: "/", columns: []int{day, day + 1, day + 2}}
	for _, i := range j.columns {
		w.field[i], w.joined[i] = "", true
	}
	w.joins = append(w.joins, j)
}

// isUpTo reports whether a cell is blank or a whole number up to most.
func isUpTo(v string, most int) bool {
	v = strings.TrimSuffix(strings.TrimSpace(v), ".0")
	n, err := strconv.Atoi(v)
	return v == "" || err == nil && n >= 0 && n <= most
}

// yearOf reads a year of this or the last century.
func yearOf(v string) (year int, ok bool) {
	v = strings.TrimSuffix(strings.TrimSpace(v), ".0")
	if len(v) != 4 || strings.Trim(v, "0123456789") != "" {
		return 0, false
	}
	for _, c := range v {
		year = 10*year + int(c-'0')
	}
	return year, year >= 1900 && year < 2100
}

// yearOfID returns the year of birth a personal ID tells: behind the province stand the century and sex, and two digits of the year
// (Nghị định 137/2015/NĐ-CP, article 13). A zero that a spreadsheet took from its head is put back.
func yearOfID(v string) (year int, ok bool) {
	v = strings.Trim(strings.TrimSpace(v), "'")
	if len(v) == 11 {
		v = "0" + v
	}
	if len(v) != 12 || strings.Trim(v, "0123456789") != "" || v[3] > '3' {
		return 0, false
	}
	return 1900 + 100*(int(v[3]-'0')/2) + 10*int(v[4]-'0') + int(v[5]-'0'), true
}
