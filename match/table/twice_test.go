package table

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestFewWhoShareARoom: in a book of guests, each of whom comes several times, husband and wife are two though they are few beside those who are one: given name, birth date and
// number of the passport, each of which many rows lack, are other ones, and an error leaves something of two.
func TestFewWhoShareARoom(t *testing.T) {
	for seed := range uint64(3) {
		e := newListed(seed, &record.Column{Field: "given", Kind: record.KindName, Role: record.RoleGivenName}, &record.Column{Field: "surname", Kind: record.KindName, Role: record.RoleSurname},
			&record.Column{Field: "born", Kind: record.KindDate, Role: record.RoleDate, Birth: true}, &record.Column{Field: "passport", Kind: record.KindKey},
			&record.Column{Field: "phone", Kind: record.KindKey, Role: record.RolePhone}, &record.Column{Field: "arrival", Kind: record.KindDate, Role: record.RoleDate},
			&record.Column{Field: "country", Kind: record.KindCode})
		sometimes := func(of int, s string) string {
			if e.r.IntN(10) < of {
				return s
			}
			return ""
		}
		for range 330 {
			surname, phone, country := e.word(1), e.number(), fmt.Sprint("country", e.r.IntN(20))
			days := []string{e.born(2020), e.born(2021), e.born(2022)}
			for range 1 + e.r.IntN(6)/5 {
				given, born, passport, who := e.word(0), e.born(1940+e.r.IntN(60)), e.number(), len(e.truth)
				for _, day := range days[:1+e.r.IntN(3)] {
					name := given
					if e.r.IntN(6) == 0 {
						name = given[:1]
					}
					e.rows = append(e.rows, []string{name, surname, sometimes(6, born), sometimes(5, passport), sometimes(7, phone), day, country})
					e.truth = append(e.truth, who)
				}
			}
		}
		e.check(t, fmt.Sprint("seed ", seed), .95)
	}
}

// TestTwoColumnsTellApart: pairs that share artist and album and are not quite as strangers in how long they are, and in a code that most rows lack, are versions of a song and no
// matches with errors, few as they are. Of one such column alone an error may have left nothing.
func TestTwoColumnsTellApart(t *testing.T) {
	for _, c := range []struct {
		name     string
		long     [3]float64 // the part of strangers, matches and the class that are as long
		held     int        // the column in which the class was begun as strangers
		related  bool
		fewAreSo bool
	}{
		{"versions of a song", [3]float64{.02, .9, .2}, -1, true, true},
		{"one recording whose code was miswritten", [3]float64{.02, .9, .7}, -1, false, false},
		{"a code that the class was begun without", [3]float64{.02, .9, .2}, 3, true, false},
	} {
		var rows [][]string
		for i := range 200 {
			row := []string{fmt.Sprint("artist", i), fmt.Sprint("album", i), fmt.Sprint(i), fmt.Sprint("code", i)}
			if i%10 >= 4 {
				row[3] = ""
			}
			rows = append(rows, row)
		}
		var columns []*record.Column
		for _, name := range []record.Field{"artist", "album", "long", "code"} {
			columns = append(columns, &record.Column{Field: name, Kind: record.KindCode})
		}
		p := columnsTable(columns, rows)
		s := NewScorer(NewModel(p), p, p)
		for i, same := range [][3]float64{{.01, .9, .9}, {.01, .9, .9}, c.long, {.001, .95, .05}} {
			for j, l := range [2]*Level{&s.field(i).Levels[0], &s.field(i).Levels[1]} {
				at := func(share float64) float64 { return [2]float64{share, 1 - share}[j] }
				l.U, l.M, l.Related = at(same[0]), at(same[1]), at(same[2])
			}
		}
		if got := s.isRelated(ofRelated); got != c.related {
			t.Errorf("%s: related %v", c.name, got)
		}
		if got := s.enoughRelated(60, 1000, ofRelated, c.held); got != c.fewAreSo {
			t.Errorf("%s: sixty beside a thousand matches are enough: %v", c.name, got)
		}
	}
}
