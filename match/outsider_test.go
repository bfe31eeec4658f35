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

// TestOutsidersOf: who is probably nobody's of the register and shows a day of birth is found by his name, and where too many bear it by his year of birth too.
func TestOutsidersOf(t *testing.T) {
	day := record.MakeDate(1990, 12, 4)
	h := &Hearing{opt: Options{ReviewThreshold: .5}}
	var links []record.Link
	add := func(n int, name uint64, born record.Date, present float64) {
		for range n {
			h.open = append(h.open, opened{row: uint32(len(links)), name: name, born: born})
			links = append(links, record.Link{Present: present})
		}
	}
	const one, unnamed, vague, known, frequent, tooFrequent, enough = 1, 0, 2, 3, 4, 5, 6
	add(1, one, day, .4)
	add(1, unnamed, day, .4)
	add(1, vague, record.MakeDate(1990, 0, 0), .4)
	add(1, vague, record.MakeDate(1990, 1, 1), .4)
	add(1, known, day, .5)
	add(2, frequent, day, .4)
	add(mostOutsiders, frequent, record.MakeDate(1991, 2, 3), .4)
	add(mostOutsiders+1, tooFrequent, day, .4)
	add(mostOutsiders, enough, day, .4)
	found := outsidersOf([]*Hearing{h}, nil, [][]record.Link{links})
	for _, c := range []struct {
		what string
		name uint64
		born record.Date
		want int
	}{
		{"one", one, day, 1},
		{"one, asked for by another year", one, record.MakeDate(1950, 0, 0), 1},
		{"without a name", unnamed, day, 0},
		{"a year alone", vague, day, 0},
		{"more probably in the register", known, day, 0},
		{"of many, those of a year", frequent, record.MakeDate(1990, 0, 0), 2},
		{"of many, the others of a year", frequent, record.MakeDate(1991, 0, 0), mostOutsiders},
		{"of many, of no year", frequent, 0, 0},
		{"too many of one year", tooFrequent, day, 0},
		{"as many as are looked at", enough, day, mostOutsiders},
	} {
		who := found.of(c.name, c.born)
		if len(who) != c.want {
			t.Errorf("%s: %d, want %d", c.what, len(who), c.want)
		}
		for _, o := range who {
			if o.absent != .6 || h.open[o.at].name != c.name {
				t.Errorf("%s: %+v", c.what, o)
			}
		}
	}
	for f, want := range map[facts]bool{{date: dateYear}: true, {date: dateSame}: false, {id: idSame}: false, {id: idSame9}: false, {id: idMixed}: false, {id: idDiffer}: true} {
		if f.claimable() != want {
			t.Errorf("%+v may be an outsider's: %v", f, !want)
		}
	}
}

// TestLeave: somebody outside the register who weighs as much as all else halves what is probable, unless an officer has decided.
func TestLeave(t *testing.T) {
	h := &Hearing{opt: Options{MatchThreshold: .6, ReviewThreshold: .5, Margin: 8}}
	best := &candidate{person: 7, facts: facts{name: nameExact, date: dateSame}}
	link := record.Link{Person: 7, Decision: record.DecideMatch, Why: record.WhyProbable, Probability: .9, Present: .96, RunnerUp: 8, RunnerUpProbability: .06}
	for _, c := range []struct {
		sum, weight float64
		want        record.Decision
	}{{1, .1, record.DecideMatch}, {1, .8, record.DecideReview}, {1, 1, record.DecideNone}, {4, .4, record.DecideMatch}} {
		l, scale := link, c.sum/(c.sum+c.weight)
		if h.leave(&l, c.sum, c.weight, best); l.Decision != c.want || l.Probability != .9*scale || l.Present != .96*scale || l.RunnerUpProbability != .06*scale {
			t.Errorf("%v beside %v: %+v, want %s", c.weight, c.sum, l, c.want)
		}
	}
	decided := link
	decided.Method, decided.Why = record.MethodManual, record.WhySame
	l := decided
	if h.leave(&l, 1, 9, best); l != decided {
		t.Errorf("an officer's link is left to somebody else: %+v", l)
	}
}
