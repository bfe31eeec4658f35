package match

import (
	"math"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestYearOfAnAge: an age fits either of two years of birth, which by chance are as frequent as both together; the year after them is one off.
func TestYearOfAnAge(t *testing.T) {
	c := &dateComparer{base: 1950, year: []float64{.01, .02, .03, .04, .05, .06, .07, .08}}
	age := []uint32{uint32(record.MakeDate(1954, 0, 0)), uint32(record.MakeDate(1953, 0, 0))}
	for born, want := range map[record.Date]outcome{
		record.MakeDate(1954, 7, 1): {level: datePartial, f: .05 + .04},
		record.MakeDate(1953, 7, 1): {level: datePartial, f: .05 + .04},
		record.MakeDate(1955, 7, 1): {level: datePartialNear},
		record.MakeDate(1951, 7, 1): {level: datePartialSlip},
	} {
		var o outcome
		c.compare(age, []uint32{uint32(born), 0}, nil, &o)
		if o.level != want.level || want.f != 0 && math.Abs(o.f-want.f) > 1e-9 {
			t.Errorf("%v: level %d, share %v, want %d, %v", born, o.level, o.f, want.level, want.f)
		}
	}
}

// TestYearOfTheNumber: where a register's birth date and its personal ID tell two years, a record may have either.
func TestYearOfTheNumber(t *testing.T) {
	people := register(41, 400)
	at := &people[7]
	at.date, at.id, at.sex = "1953-10-26", 42_163_080_212, record.SexFemale
	row := func(date string) person {
		p := *at
		p.date, p.id, p.father, p.mother = date, 0, "", ""
		return p
	}
	p := testPeople(people)
	levels := func(date string) uint8 {
		s := NewScorer(PriorModel(), testPeople([]person{row(date)}), p)
		w := s.s.worker()
		defer s.s.release(w)
		s.s.ratio(0, 7, w)
		return s.s.factsOf(w.levels).date
	}
	for date, want := range map[string]uint8{
		"1953-10-26": dateSame, "1963-10-26": dateSwapped, "1963-02-03": dateYear, "1963": datePartial, "1953": datePartial, "1973-10-26": dateYearDigit,
	} {
		if got := levels(date); got != want {
			t.Errorf("%s: level %d, want %d", date, got, want)
		}
	}
	at.id = 42_063_080_212 // a man's
	p = testPeople(people)
	if got := levels("1963-10-26"); got != dateYearDigit {
		t.Errorf("a number that is not the row's: level %d", got)
	}
}
