package match

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// outsiderAt is the outsider's place in either list.
const outsiderAt = 390

// outsiderLists are a register and two lists. Somebody who is not in the register bears the name of one who is, was born in the same year and lives in the same
// commune: the first list shows the day he was born and his number, the second of either of the two what row says.
func outsiderLists(row func(registered, outsider person) person) (people []person, lists [][]person) {
	people = register(31, 400)
	at := &people[7]
	at.name, at.date, at.id, at.sex = "Trịnh Ngọc Khuê", "1977-08-19", 42_177_120_345, record.SexFemale
	outsider := *at
	outsider.date, outsider.id, outsider.father, outsider.mother = "1977-02-04", 42_177_768_901, "Trịnh Bá Sáu", "Lê Thị Nghĩa"
	second := row(*at, outsider)
	second.id, second.father, second.mother = 0, "", ""
	others := append(slices.Clone(people[10:300]), register(32, 100)...) // and some more who are in no register
	return people, [][]person{append(slices.Clone(others), outsider), append(withoutNumbers(others), second)}
}

// TestOutsiderIsHeardOf: a record that fits a person of the register is not his where it fits one as well who is seen outside of it.
func TestOutsiderIsHeardOf(t *testing.T) {
	people, lists := outsiderLists(func(_, outsider person) person {
		outsider.date = "1977"
		return outsider
	})
	alone := linkLists(t, people, false, lists...)
	if l := alone[0][outsiderAt]; l.Decision != record.DecideNone {
		t.Fatalf("the outsider: %+v", l)
	}
	if l := alone[1][outsiderAt]; !surely(&l) || l.Person != 7 {
		t.Fatalf("one list alone knows better: %+v", l)
	}
	heard := linkLists(t, people, true, lists...)
	if l := heard[1][outsiderAt]; l.Decision == record.DecideMatch {
		t.Errorf("the outsider is not heard of: %+v", l)
	}
}

// TestOutsiderClaimsHisOwnAlone: who shows the day he was born, or where he lives, is the one whom it is known of.
func TestOutsiderClaimsHisOwnAlone(t *testing.T) {
	for name, row := range map[string]func(registered, outsider person) person{
		"the day of birth": func(registered, _ person) person { return registered },
		"another commune": func(registered, _ person) person {
			registered.date = "1977"
			return registered
		},
	} {
		t.Run(name, func(t *testing.T) {
			people, lists := outsiderLists(row)
			if name == "another commune" {
				lists[0][outsiderAt].commune = people[7].commune + 400
			}
			heard := linkLists(t, people, true, lists...)
			if l := heard[1][outsiderAt]; l.Decision != record.DecideMatch || l.Person != 7 {
				t.Errorf("%+v, want a match with row 7", l)
			}
		})
	}
}

// TestOutsiderMayBeThePerson: a record that nobody is sure of is no outsider to another that it shows to be of one person with.
func TestOutsiderMayBeThePerson(t *testing.T) {
	people, known, open, at := moved()
	known.id = 0 // so that neither list knows whom it is of
	lists := [][]person{append(withoutNumbers(people[:200]), known), append(withoutNumbers(people[:200]), open)}
	all, links := toHear(t, people, Options{Hear: true}, lists...)
	for _, h := range all {
		h.s.renew()
	}
	weigh := func(chance float64) (most float64) {
		out := outsidersOf(all, retoldAlways(chance), links)
		for i := range all[1].open {
			if o := &all[1].open[i]; o.row == 200 {
				best := &candidate{person: uint32(at), row: uint32(at), lr: 1}
				w := all[1].s.worker()
				most = out.weight(1, i, o.name, o.born, all[1].line(i), best, w)
				all[1].s.release(w)
			}
		}
		return most
	}
	if never, always := weigh(0), weigh(1); never == 0 || always >= never {
		t.Errorf("an outsider weighs %v where lists tell nothing again, %v where they always do", never, always)
	}
}
