package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// housed is a register whose households are told, each with one telephone that the register has of its first row alone, and what a list holds of it:
// with numbers, and with the telephone of the household in so many of ten records.
func housed(n, ofTen int) (people, list []person) {
	people = register(31, n)
	home := 0
	for i := range people {
		if i == 0 || people[i].mother != people[i-1].mother || people[i].commune != people[i-1].commune {
			home++
			people[i].phone = fmt.Sprintf("09%08d", 1000*home)
		}
		people[i].home = fmt.Sprintf("H%d", home)
	}
	list = slices.Clone(people)
	for i := range list {
		list[i].home, list[i].phone = "", ""
		if i%10 < ofTen {
			list[i].phone = phoneOf(people, people[i].home)
		}
	}
	return people, list
}

func phoneOf(people []person, home string) string {
	return people[slices.IndexFunc(people, func(p person) bool { return p.home == home })].phone
}

// namesakes are two children of one name and birth year in two homes, each with a brother or sister before him.
func namesakes(people []person) (a, b int) {
	for i := 1; i < len(people); i++ {
		if people[i].home == people[i-1].home {
			if a == 0 {
				a = i
			} else if people[i].home != people[a].home && people[i].commune != people[a].commune {
				b = i
				break
			}
		}
	}
	for _, i := range []int{a, b} {
		people[i].name, people[i].sex = "Trịnh Thị Uyên", record.SexFemale
	}
	people[b].date = people[a].date[:4] + people[b].date[4:]
	return a, b
}

// TestNumberOfTheHome: a mother's telephone tells which of two namesakes a record is of, where records do show telephones of the home; a telephone that
// nobody at home has tells nothing for either.
func TestNumberOfTheHome(t *testing.T) {
	people, list := housed(400, 8)
	a, b := namesakes(people)
	list[a].name, list[b].name, list[a].sex, list[b].sex = people[a].name, people[b].name, people[a].sex, people[b].sex
	child := person{name: people[a].name, date: people[a].date[:4], sex: record.SexFemale}
	for _, c := range []struct {
		what, phone string
		person      int
	}{
		{"no telephone", "", record.NoRow},
		{"the first home's", phoneOf(people, people[a].home), a},
		{"the second home's", phoneOf(people, people[b].home), b},
		{"nobody's", "0999999999", record.NoRow},
	} {
		child.phone = c.phone
		links := linkLists(t, people, true, list[:200], append(slices.Clone(list[200:]), child))
		got := record.NoRow
		if l := links[1][len(links[1])-1]; l.Decision == record.DecideMatch {
			got = l.Person
		}
		if got != c.person {
			t.Errorf("%s: person %d, want %d", c.what, got, c.person)
		}
	}
}

// TestMothersID: a record with the personal ID of somebody at home is a child's of that home.
func TestMothersID(t *testing.T) {
	people, list := housed(400, 0)
	a, b := namesakes(people)
	list[a].name, list[b].name, list[a].sex, list[b].sex = people[a].name, people[b].name, people[a].sex, people[b].sex
	for i := range 40 { // records whose other fields tell that the number is somebody else's at home
		if k := 200 + 2*i; people[k].home == people[k-1].home && k != a && k != b {
			list[k].id = people[k-1].id
		}
	}
	for _, c := range []int{a, b} {
		child := person{name: people[a].name, date: people[a].date[:4], sex: record.SexFemale, id: people[c-1].id}
		links := linkLists(t, people, true, list[:200], append(slices.Clone(list[200:]), child))
		if l := links[1][len(links[1])-1]; l.Person != c || l.Probability < .9 {
			t.Errorf("person %d with %g, want %d", l.Person, l.Probability, c)
		}
	}
}

// TestNumberOfTheHomeIsASisters: a sister who is not in the register bears the home's telephone too.
func TestNumberOfTheHomeIsASisters(t *testing.T) {
	people, list := housed(400, 8)
	a, _ := namesakes(people)
	sister := people[a]
	sister.id, sister.home, sister.phone = 0, "", phoneOf(people, people[a].home)
	sister.name, sister.date = "Trịnh Thị Nhàn", fmt.Sprintf("%d-03-04", testDate(people[a].date).Date.Year()+2)
	links := linkLists(t, people, true, list[:200], append(slices.Clone(list[200:]), sister))
	if l := links[1][len(links[1])-1]; l.Decision != record.DecideNone {
		t.Errorf("%+v", l)
	}
}

// TestUnknownNumber: where lists show a person's telephone, or his home's, again and again, another one makes a record less probably his, and no less
// than one in so many of the records that were learned from.
func TestUnknownNumber(t *testing.T) {
	people, list := housed(400, 10)
	a, _ := namesakes(people)
	list[a].name, list[a].sex = people[a].name, people[a].sex
	ratio := func(phone string) float64 {
		one := person{name: people[a].name, date: people[a].date[:4], commune: people[a].commune, phone: phone}
		all, links := toHear(t, people, Options{Hear: true}, list, append(slices.Clone(list[:200]), one))
		for _, h := range all {
			h.s.renew()
		}
		g, h := gather(all, retoldAlways(priorRetold), links, 1), all[1]
		i := slices.IndexFunc(h.open, func(o opened) bool { return o.row == 200 })
		w := h.s.worker()
		line, row := h.line(i), h.s.at(h.s.right, uint32(a))
		heard := told{gathered: g, list: 1, person: uint32(a), leads: g.homes.leadsOf(h.s, line, nil)}
		return h.s.hear(line, row, &heard, w) / h.s.hear(line, row, nil, w)
	}
	if r := ratio(""); r != 1 {
		t.Errorf("without a telephone: %g", r)
	}
	if r := ratio("0999999999"); r < leastUnknown || r > 1.5*leastUnknown {
		t.Errorf("with one that nobody has: %g", r)
	}
	list[a].phone = "0988888888"
	if r := ratio("0988888888"); r != 1 {
		t.Errorf("with one that a record has which is sure of him: %g", r)
	}
}

// TestHomes: without household numbers, those of one head and residence live together.
func TestHomes(t *testing.T) {
	people, _ := housed(60, 0)
	byNumber := homes(testPeople(people))
	for i := range people {
		people[i].home = ""
	}
	p := testPeople(people)
	if homes(p) != nil {
		t.Error("homes where nothing tells of them")
	}
	p.Names[record.HeadName] = p.Names[record.MotherName]
	byHead := homes(p)
	for i := 1; i < len(people); i++ {
		if (byNumber[i] == byNumber[i-1]) != (byHead[i] == byHead[i-1]) {
			t.Errorf("row %d", i)
		}
	}
}

// TestHomeChances: the shares that are learned are those planted.
func TestHomeChances(t *testing.T) {
	for _, ofTen := range []int{3, 8} {
		people, list := housed(4000, ofTen)
		other := slices.Clone(list)
		for i := range other {
			if other[i].phone == "" { // a telephone of nobody known
				other[i].phone = "08" + strings.Repeat("0", 4) + fmt.Sprintf("%04d", i)
			}
		}
		all, links := toHear(t, people, Options{Hear: true}, list[:10], other)
		g := homesOf(all, links)
		seen := g.kinds["phone"].seen[ofOthers]
		if got, want := seen.home/seen.all, float64(ofTen)/10; seen.all < 1000 || got < want-.05 || got > want+.05 {
			t.Errorf("%d in ten show the home's telephone: learned %g of %g records", ofTen, got, seen.all)
		}
	}
}
