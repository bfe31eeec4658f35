package match

import (
	"context"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestMingled: what a record shows of two persons of one home is not decided without a person's eyes, be the pair of the one as probable as it may.
func TestMingled(t *testing.T) {
	head := person{
		id: 42080123456, name: "Trần Đức Lâm", date: "1980-05-17", sex: record.SexMale, father: "Trần Văn Thọ", mother: "Phan Thị Mai", spouse: "Lê Thị Hoa", commune: 101,
		province: 42, home: "H1",
	}
	wife := person{
		id: 42182123457, name: "Lê Thị Hoa", date: "1982-11-03", sex: record.SexFemale, father: "Lê Quang", mother: "Hồ Thị Nhã", spouse: "Trần Đức Lâm", commune: 101,
		province: 42, home: "H1",
	}
	child := person{
		id: 42210123458, name: "Trần Quốc Bảo", date: "2010-02-09", sex: record.SexMale, father: "Trần Đức Lâm", mother: "Lê Thị Hoa", commune: 101, province: 42, home: "H1",
	}
	brother := child
	brother.id, brother.name, brother.date = 42213123459, "Trần Quốc Thịnh", "2013-09-21"
	sister := brother
	sister.name, sister.sex, sister.id = "Trần Thị Ngà", record.SexFemale, 42313123459
	twin := child
	twin.id, twin.name = 42210123471, "Trần Quốc Đạt"
	away := child
	away.home, away.commune = "H9", 117
	elsewhere := person{id: 42079123490, name: "Hoàng Bá Khiêm", date: "1979-06-08", sex: record.SexMale, commune: 109, province: 42, home: "H7"}
	as := func(p person, change func(*person)) person {
		p.spouse, p.home = "", ""
		change(&p)
		return p
	}
	cases := []struct {
		name   string
		record person
		near   []person // rows of the register beside the strangers
		want   record.Decision
		person int
	}{
		{"a wife with her husband's number and birth date", as(head, func(p *person) { p.name, p.father, p.mother = wife.name, "", "" }), []person{head, child}, record.DecideReview, 0},
		{"a child with his father's", as(head, func(p *person) { p.name, p.father, p.mother = child.name, "", "" }), []person{head, child}, record.DecideReview, 0},
		{"who is not in the register", as(head, func(p *person) { p.name, p.father, p.mother = child.name, "", "" }), []person{head, wife}, record.DecideMatch, 0},
		{"a name with a slip is one's own", as(head, func(p *person) { p.name = "Trần Đức Lân" }), []person{head, wife, child}, record.DecideMatch, 0},
		{"a child under his father's name", as(child, func(p *person) { p.name = head.name }), []person{child, head}, record.DecideMatch, 0},
		{"a brother's birth date", as(child, func(p *person) { p.date, p.id = brother.date, 0 }), []person{child, brother}, record.DecideMatch, 0},
		{"a brother's name, own number", as(child, func(p *person) { p.name = brother.name }), []person{child, brother}, record.DecideMatch, 0},
		{"a sister's birth date", as(child, func(p *person) { p.date, p.id = sister.date, 0 }), []person{child, sister}, record.DecideMatch, 0},
		{"a twin's number", as(twin, func(p *person) { p.name, p.father, p.mother = child.name, "", "" }), []person{child, twin}, record.DecideReview, 1},
		{"a twin's number, of one who lives elsewhere", as(twin, func(p *person) { p.name, p.father, p.mother = child.name, "", "" }), []person{away, twin}, record.DecideReview, 1},
		{"a twin's name with a slip, own number", as(twin, func(p *person) { p.name = "Trần Quốc Đảt" }), []person{child, twin}, record.DecideMatch, 1},
		{"a wife under her husband's name", as(wife, func(p *person) { p.name, p.spouse, p.id, p.father, p.mother = head.name, wife.name, 0, "", "" }), []person{head, wife}, record.DecideReview, 0},
		{"a wife under her husband's name with her title", as(wife, func(p *person) {
			p.name, p.sex, p.title, p.id, p.father, p.mother = head.name, "", record.SexFemale, 0, "", ""
		}), []person{head, wife}, record.DecideMatch, 1},
		{"and with her number", as(wife, func(p *person) {
			p.name, p.title, p.father, p.mother = head.name, record.SexFemale, "", ""
		}), []person{head, wife}, record.DecideMatch, 1},
		{"a wife's title alone", as(head, func(p *person) { p.sex, p.title, p.id, p.date = "", record.SexFemale, 0, "" }), []person{head, wife}, record.DecideReview, 0},
		{"a title that another sex stands beside", as(head, func(p *person) { p.title, p.id = record.SexFemale, 0 }), []person{head, wife}, record.DecideMatch, 0},
		{"a woman's title before a boy's name", as(child, func(p *person) { p.sex, p.title = "", record.SexFemale }), []person{head, child}, record.DecideMatch, 1},
		{"a man of his wife's age", as(head, func(p *person) { p.date, p.id = wife.date, 0 }), []person{head, wife}, record.DecideMatch, 0},
		{"number and birth date of the row above", as(head, func(p *person) { p.id, p.date, p.father, p.mother = elsewhere.id, elsewhere.date, "", "" }), []person{head, elsewhere}, record.DecideReview, 1},
		{"the same, of nobody in the register", as(head, func(p *person) { p.id, p.date, p.father, p.mother = elsewhere.id, elsewhere.date, "", "" }), []person{wife, elsewhere}, record.DecideMatch, 1},
		{"a father's birth date", as(child, func(p *person) { p.date, p.id = head.date, 0 }), []person{child, head}, record.DecideMatch, 0},
	}
	strangers := register(5, 3000)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sector, pop := testPeople([]person{c.record}), testPeople(append(slices.Clone(c.near), strangers...))
			links, _, err := Link(context.Background(), PriorModel(), sector, pop, allPairs(1, pop.Rows(), false).All(), Options{Threads: 1})
			if err != nil {
				t.Fatal(err)
			}
			if l := links[0]; l.Decision != c.want || l.Person != c.person {
				t.Errorf("%s person %d p %.4f, runner-up %d p %.4f; want %s person %d", l.Decision, l.Person, l.Probability, l.RunnerUp, l.RunnerUpProbability, c.want, c.person)
			}
		})
	}
}

// TestMates: each home leads to its rows; a dormitory, and who lives nowhere, to none.
func TestMates(t *testing.T) {
	homes := []uint32{2, 0, 1, 2, 0}
	for range mostOfHome + 1 {
		homes = append(homes, 3)
	}
	m := matesOf(homes)
	for home, want := range [][]uint32{nil, {2}, {0, 3}, nil} {
		if got := m.of(uint32(home)); !slices.Equal(got, want) {
			t.Errorf("home %d: %v, want %v", home, got, want)
		}
	}
	if none := matesOf(nil); none.of(1) != nil {
		t.Error("where no homes are told, nobody lives together")
	}
}

// TestNothingOfTheName: a birth date and a home alone, under a name of which nothing agrees, may be copied from another row, and are not decided without a person's eyes.
func TestNothingOfTheName(t *testing.T) {
	own := person{name: "Dương Bá Khánh", date: "1968-07-05", sex: record.SexMale, spouse: "Vũ Thị Hậu", bhxh: "0123456789", home: "900001", commune: 101, province: 42}
	under := func(name string, change func(*person)) person {
		p := own
		p.name, p.spouse, p.bhxh, p.home = name, "", "", ""
		change(&p)
		return p
	}
	bare := func(*person) {}
	strangers := register(5, 3000)
	for _, c := range []struct {
		what   string
		record person
		want   record.Decision
	}{
		{"nothing of the name", under("Đỗ Kim Hoa", bare), record.DecideReview},
		{"the household's number, which is the home once more", under("Đỗ Kim Hoa", func(p *person) { p.home = own.home }), record.DecideReview},
		{"the given name", under("Đỗ Kim Khánh", bare), record.DecideMatch},
		{"the wife's name besides", under("Đỗ Kim Hoa", func(p *person) { p.spouse = own.spouse }), record.DecideMatch},
		{"a number besides", under("Đỗ Kim Hoa", func(p *person) { p.bhxh = own.bhxh }), record.DecideMatch},
	} {
		links := linked(t, testPeople([]person{c.record}), testPeople(append([]person{own}, strangers...)), 0)
		if l := links[0]; l.Decision != c.want || l.Person != 0 {
			t.Errorf("%s: %+v, want %s", c.what, l, c.want)
		}
	}
}

// TestTwoShown: a record shows two persons where number and birth date are all that is its best candidate's, and name and something else are another's.
func TestTwoShown(t *testing.T) {
	best := candidate{person: 1, lr: 9, facts: facts{id: idSame, name: nameOther, date: dateSame}}
	other := candidate{person: 2, lr: 3, facts: facts{name: nameExact, others: 1}}
	with := func(c candidate, change func(*candidate)) candidate { change(&c); return c }
	for _, c := range []struct {
		what string
		list []candidate
		want bool
	}{
		{"two", []candidate{best, other}, true},
		{"the other is the third", []candidate{best, {person: 3, lr: 4}, other}, true},
		{"nobody else", []candidate{best}, false},
		{"the best one's name", []candidate{with(best, func(c *candidate) { c.facts.name = nameTypo }), other}, false},
		{"no number", []candidate{with(best, func(c *candidate) { c.facts.id = idDigit }), other}, false},
		{"something else of the best one", []candidate{with(best, func(c *candidate) { c.facts.others = 1 }), other}, false},
		{"another row of the best one", []candidate{best, with(other, func(c *candidate) { c.person = 1 })}, false},
		{"no candidate", []candidate{best, with(other, func(c *candidate) { c.lr = 0 })}, false},
		{"nothing else of the other", []candidate{best, with(other, func(c *candidate) { c.facts.others = 0 })}, false},
		{"the other's name with slips", []candidate{best, with(other, func(c *candidate) { c.facts.name = nameMiddleTypo })}, true},
		{"a part of the other's name", []candidate{best, with(other, func(c *candidate) { c.facts.name = namePartMissing })}, false},
		{"no name", []candidate{best, with(other, func(c *candidate) { c.facts.name = missing })}, false},
	} {
		if got := (&scorer{}).twoShown(c.list); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}
