package match

import (
	"context"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestNumberOfANamesake: a number that was looked up by the name agrees with a namesake together with it, and where all else is a stranger's, the record is not his. It is where anything else says so,
// and where the name is so rare that nobody else of it is to be expected.
func TestNumberOfANamesake(t *testing.T) {
	strangers := register(5, 3000)
	own := strangers[40]
	own.name, own.phone, own.home = "Nguyễn Thị Hoa", "0912345670", "900001"
	own.date, own.id = "1970-03-14", 42170000777
	for i := range 12 { // the name is a common one
		strangers[100+i*7].name = own.name
	}
	own.sex = record.SexFemale
	of := func(change func(*person)) person {
		p := own
		p.father, p.mother, p.spouse, p.phone, p.home, p.commune, p.province = "", "", "", "", "", 139, 99
		p.date = "2001-11-29"
		change(&p)
		return p
	}
	stranger := func(p *person) { p.phone, p.home, p.people = "0987654321", "900002", "Tày" }
	for _, c := range []struct {
		what  string
		row   person
		match bool
	}{
		{"all else a stranger's", of(stranger), false},
		{"the birth date too", of(func(p *person) { p.date = own.date }), true},
		{"a slip in the year", of(func(p *person) { p.date = "1979-03-14" }), true},
		{"the commune", of(func(p *person) { p.commune, p.province = own.commune, own.province }), true},
	} {
		links := linked(t, testPeople([]person{c.row}), testPeople(append([]person{own}, strangers...)), 0)
		if l := links[0]; (l.Decision == record.DecideMatch) != c.match || c.match && l.Person != 0 {
			t.Errorf("%s: %+v, want a match: %v", c.what, l, c.match)
		}
	}
	rare := own
	rare.name = "Chử Đắc Thuần"
	row := of(func(p *person) { p.name = rare.name })
	links := linked(t, testPeople([]person{row}), testPeople(append([]person{rare}, strangers...)), 0)
	if l := links[0]; l.Decision != record.DecideMatch || l.Person != 0 {
		t.Errorf("a rare name: %+v, want a match", l)
	}
}

// TestLookedUpIsLearned: of a list in which one number in twenty was looked up by the name more are held to have been than of one in which none was.
func TestLookedUpIsLearned(t *testing.T) {
	learned := func(every int) float64 {
		persons := register(5, 2000)
		first := map[string]int{}
		for i, p := range persons {
			if _, ok := first[p.name]; !ok {
				first[p.name] = i
			}
		}
		records := persons[:1000:1000]
		list := make([]person, len(records))
		copy(list, records)
		for i := range list {
			if every > 0 && i%every == 0 {
				list[i].id = persons[first[list[i].name]].id
			}
		}
		pop := testPeople(persons)
		_, stats, err := Link(context.Background(), PriorModel(), testPeople(list), pop, allPairs(len(list), pop.Rows(), false).All(), Options{Learn: true})
		if err != nil {
			t.Fatal(err)
		}
		return stats.Learned.LookedUp
	}
	none, some := learned(0), learned(10)
	if prior := PriorModel().LookedUp; none >= prior || some <= 2*prior {
		t.Errorf("learned %g where no number was looked up and %g where some were; the model has %g", none, some, prior)
	}
}
