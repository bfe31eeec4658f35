package refdata

import (
	_ "embed" // the tables are compiled in
	"sync"
)

//go:embed data/pinyin.csv
var pinyinCSV string

// Readings are how Chinese characters are read in pinyin, without tones: of several readings the commonest.
type Readings struct {
	any, surname map[rune]string
}

// Of returns how a character is read; blank where the table does not have it.
func (r *Readings) Of(c rune) string { return r.any[c] }

// AsSurname returns how a character is read where it is a family's name: 单 is Shan and not Dan.
func (r *Readings) AsSurname(c rune) string {
	if s := r.surname[c]; s != "" {
		return s
	}
	return r.any[c]
}

// Pinyin returns the readings of the characters of the basic block of Unicode (U+4E00 to U+9FFF), simplified and traditional.
func Pinyin() *Readings { return pinyin() }

var pinyin = sync.OnceValue(func() *Readings {
	r := &Readings{any: make(map[rune]string, 21000), surname: map[rune]string{}}
	eachRow(pinyinCSV, 3, func(row []string) {
		for _, c := range row[1] {
			r.any[c] = row[0]
		}
		for _, c := range row[2] {
			r.surname[c] = row[0]
		}
	})
	return r
})
