package cluster

import (
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Probabilities from which a pair's own evidence outweighs a contradiction.
const (
	outweighsNear  = 0.99   // numbers that differ by one digit or two exchanged ones
	outweighsOther = 0.9995 // any other numbers, where name and birth date are the same
)

// identity answers whether two rows can be one person.
type identity struct {
	p     *record.People
	names *record.Values[record.Name]
	dates *record.Values[record.DateValue]
	sex   *record.Values[record.Coded]

	decided decisions
	persons map[uint32]uint32 // the first row of those decided to be one person with a row
	hard    hardRules
}

// person names the person of a row by one of the rows decided to be the same.
func (id *identity) person(row uint32) uint32 {
	if first, ok := id.persons[row]; ok {
		return first
	}
	return row
}

func newIdentity(p *record.People) *identity {
	return &identity{p: p, names: p.Names[record.FullName], dates: p.Dates[record.BirthDate], sex: p.Coded[record.Sex]}
}

// contradict reports whether two rows, whose pair has probability p, cannot be one person:
//
//   - both hold a sound personal ID and the two differ. One digit or two exchanged ones apart, a very probable pair is a
//     typing error; and a person may have been given a new number (TT 59/2021 art. 6), which takes the same name, the same
//     birth date and all but certainty.
//   - different sexes and different given names.
//   - different given names and full birth dates of which more than one of day, month and year differ.
//
// Given names that sound or look nearly the same count as one.
func (id *identity) contradict(a, b uint32, p float64) bool {
	given := id.differentGiven(a, b)
	if given && id.differentSex(a, b) || given && id.farDates(a, b) {
		return true
	}
	x, y := id.number(a), id.number(b)
	if x == y || !id.sound(a) || !id.sound(b) {
		return false
	}
	if nearNumbers(x, y) {
		return p < outweighsNear
	}
	same := id.names.CanonAt(int(a)) == id.names.CanonAt(int(b)) && id.names.CanonAt(int(a)) != 0 &&
		id.dates.At(int(a)).Date == id.dates.At(int(b)).Date && id.dates.At(int(a)).Date.IsFull()
	return !same || p < outweighsOther
}

func (id *identity) number(row uint32) uint64 {
	if id.p.ID12 == nil {
		return 0
	}
	return id.p.ID12[row]
}

// sound reports whether a row's personal ID fits the row's own birth year and sex, as far as they are known.
func (id *identity) sound(row uint32) bool {
	n := id.number(row)
	if n == 0 {
		return false
	}
	if y := id.dates.At(int(row)).Date.Year(); y != 0 && y != record.IDBirthYear(n) {
		return false
	}
	switch id.sex.At(int(row)).Code {
	case record.SexMale:
		return record.IDIsMale(n)
	case record.SexFemale:
		return !record.IDIsMale(n)
	}
	return true
}

func (id *identity) differentSex(a, b uint32) bool {
	x, y := id.sex.At(int(a)), id.sex.At(int(b))
	return x.Known && y.Known && x.Code != y.Code
}

func (id *identity) differentGiven(a, b uint32) bool {
	x, y := id.names.At(int(a)), id.names.At(int(b))
	if x.Folded == "" || y.Folded == "" || x.Folded == y.Folded || (x.Faults | y.Faults).Has(record.FaultInitials) {
		return false
	}
	return !viet.OneLetterOff(x.FGiven(), y.FGiven())
}

func (id *identity) farDates(a, b uint32) bool {
	x, y := id.dates.At(int(a)), id.dates.At(int(b))
	if !x.Date.IsFull() || !y.Date.IsFull() || (x.Faults | y.Faults).Has(record.FaultStandIn|record.FaultAmbiguous) {
		return false
	}
	m, d, n, e := x.Date.Month(), x.Date.Day(), y.Date.Month(), y.Date.Day()
	if m == e && d == n { // swapped, and the year alone may differ
		return false
	}
	differ := 0
	for _, is := range []bool{x.Date.Year() != y.Date.Year(), m != n, d != e} {
		if is {
			differ++
		}
	}
	return differ > 1
}

// nearNumbers reports whether two 12-digit numbers differ by one digit or by two neighbouring ones exchanged.
func nearNumbers(a, b uint64) bool {
	var at [2]int
	differ := 0
	x, y := record.FormatID(a), record.FormatID(b)
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		if differ == 2 {
			return false
		}
		at[differ] = i
		differ++
	}
	if differ < 2 {
		return true
	}
	i, j := at[0], at[1]
	return j == i+1 && x[i] == y[j] && x[j] == y[i]
}
