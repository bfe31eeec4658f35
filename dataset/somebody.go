package dataset

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// isSomebodys reports whether a row that may be a header is the row of a person: more of its cells are values of persons than name columns in words that
// no value has. Were it taken for the header, that person and all above would be lost, and his values shown as columns. Words that headers and rows share ("Chủ hộ",
// "Nam", "Thường trú") name nothing for sure, and are values where their column goes on in such words. row is row i of head as it reads.
func isSomebodys(p *Profile, row []string, head [][]string, i int) bool {
	values := 0
	for col, cell := range row {
		switch {
		case isShared(p, cell):
			if goesOn(p, head, i, col, cell) {
				values++
			}
		case isBareNumber(cell) && !countsOn(row, col), isName(cell) && !isWording(p, cell):
			values++
		}
	}
	if values == 0 {
		return false
	}
	names := 0
	for _, cell := range row[:min(len(row), maxColumns)] {
		if compact(cell) == "" || isShared(p, cell) {
			continue
		}
		if cs := p.headers.candidates(cell); len(cs) > 0 && cs[0].tier <= medium {
			names++
		}
	}
	return values > names
}

// goesOn reports whether a column has, beside a cell of row i, another word that headers and rows share, among the first rows. The same one
// may be how its rows are ticked.
func goesOn(p *Profile, head [][]string, i, col int, cell string) bool {
	from := max(0, i-headerRows)
	for k, row := range head[from:min(len(head), i+headerRows)] {
		if from+k != i && col < len(row) && compact(row[col]) != compact(cell) && isShared(p, row[col]) {
			return true
		}
	}
	return false
}

// isBareNumber reports whether a cell is a number or date of four digits at least, a year being the shortest, and no letter.
func isBareNumber(cell string) bool {
	return isCell(cell) && !strings.ContainsFunc(cell, unicode.IsLetter)
}

// countsOn reports whether a cell is the number before or after that of a cell beside it, as years are that head columns.
func countsOn(row []string, col int) bool {
	n, err := strconv.Atoi(row[col])
	if err != nil {
		return false
	}
	beside := func(i, step int) bool { return i >= 0 && i < len(row) && row[i] == strconv.Itoa(n+step) }
	return beside(col-1, -1) || beside(col+1, 1)
}

// sharedWords are words that headers and rows share and profiles do not list: a sex, a kind of residence. Kin and other people are among a profile's
// words for people, and what a code list holds is its own.
var sharedWords = []string{"nam", "nữ", "male", "female", "thường trú", "tạm trú", "tạm vắng"}

// isShared reports whether a cell is a word that stands in rows as well as in headers.
func isShared(p *Profile, cell string) bool {
	c := compact(cell)
	if c == "" || len(c) > maxHeader {
		return false
	}
	m := marked(cell)
	if slices.ContainsFunc(sharedWords, func(w string) bool { return m == marked(w) || m == compact(w) }) {
		return true
	}
	if _, who := p.headers.people[c]; who {
		return true
	}
	return slices.ContainsFunc(p.Fields, func(s FieldSpec) bool {
		return s.Field != record.CorrectedField && s.Words[viet.Words(cell)] != "" // what is corrected is called as columns are
	})
}

// isMissing reports whether an error is that a header lacks what a sector needs.
func isMissing(err error) bool {
	var p *record.Problem
	return errors.As(err, &p) && p.ID == record.ProblemHeaderMissing
}
