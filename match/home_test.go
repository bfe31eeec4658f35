package match

import (
	"fmt"
	"math"
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
		if lives := g.homes.lives; lives[classSibling] < .5 || lives[classNeighbour] != 0 {
			t.Errorf("siblings live in one home %g of the time, neighbours %g", lives[classSibling], lives[classNeighbour])
		}
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
	at := p.Places[record.PermanentAddress]
	p.Names[record.HeadName].Codes[7], at.Codes[9] = 0, uint32(len(at.Canon))
	at.Canon, at.Dict = append(at.Canon, 0), append(at.Dict, record.Place{})
	for i, home := range homes(p) {
		if (home == 0) != (i == 7 || i == 9) {
			t.Errorf("row %d is of home %d where it has a head and an address, or not", i, home)
		}
	}
	p.Texts[record.HouseholdID] = &record.Values[string]{} // a column without a value
	if homes(p) == nil {
		t.Error("a column of household numbers without a value hides the heads")
	}
	delete(p.Places, record.PermanentAddress)
	delete(p.Texts, record.HouseholdID)
	if homes(p) != nil {
		t.Error("homes of heads without addresses")
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

// numberComps are a telephone in the first slot of a line, and numbers of persons in the three behind it.
func numberComps() (phone, id *comp) {
	return &comp{def: &Comparison{Name: "phone", Kind: KindKey}, off: 0}, &comp{def: &Comparison{Name: "id", Kind: KindID}, off: 1}
}

// TestNumbersOfALine: the keys of the numbers in a line, and whether there is one to compare. A number that slipped leads to nobody.
func TestNumbersOfALine(t *testing.T) {
	phone, id := numberComps()
	for _, c := range []struct {
		what   string
		line   []uint32
		of     *comp
		shown  bool
		number [2]bool
	}{
		{"a telephone", []uint32{7, 0, 0, 0}, phone, true, [2]bool{true, false}},
		{"no telephone", []uint32{0, 7, 0, 7}, phone, false, [2]bool{}},
		{"a personal ID", []uint32{0, 7, 0, 0}, id, true, [2]bool{true, false}},
		{"one whose low half is nothing", []uint32{0, 0, 7, 0}, id, true, [2]bool{true, false}},
		{"a CMND", []uint32{0, 0, 0, 7}, id, true, [2]bool{false, true}},
		{"both", []uint32{0, 7, 0, 7}, id, true, [2]bool{true, true}},
		{"one that slipped", []uint32{0, 7, idSlipped, 0}, id, true, [2]bool{}},
		{"no number, and how many have it", []uint32{7, 0, 7 << 8, 0}, id, false, [2]bool{}},
	} {
		keys := c.of.numbers(c.line)
		if got := c.of.shown(c.line); got != c.shown || (keys[0] != 0) != c.number[0] || (keys[1] != 0) != c.number[1] {
			t.Errorf("%s: shown %v, keys %v", c.what, got, keys)
		}
	}
	seen := map[uint64]bool{}
	for _, line := range [][]uint32{{7, 0, 0, 0}, {0, 7, 0, 0}, {0, 7, 1, 0}, {0, 0, 0, 7}} {
		a, b := phone.numbers(line), id.numbers(line)
		for _, n := range append(a[:], b[:]...) {
			if n != 0 && seen[n] {
				t.Errorf("%v: its key is another's", line)
			}
			seen[n] = n != 0
		}
	}
	if phone.numbers([]uint32{7, 0, 0, 0}) != phone.numbers([]uint32{7, 1, 1, 1}) || id.numbers([]uint32{0, 7, 1 | 3<<8, 0}) != id.numbers([]uint32{0, 7, 1, 0}) {
		t.Error("what is no part of a number is in its key")
	}
}

// TestKnownNumbers: what is known of a person's numbers, without the record that is learned from.
func TestKnownNumbers(t *testing.T) {
	phone, _ := numberComps()
	for _, c := range []struct {
		what               string
		register           uint32 // his telephone there
		told, inHome, self uint8
		homeless, ofLists  bool // he has no home; the numbers are of lists alone
		want               int
	}{
		{"nothing", 0, 0, 0, 0, false, false, 0},
		{"the register's", 7, 0, 1, 0, false, false, ofRegister},
		{"the register's, of a list's own numbers", 7, 0, 0, 0, false, true, 0},
		{"another of a list", 0, 1, 1, 0, false, false, ofLists},
		{"the record's own", 0, 1, 1, 1, false, false, 0},
		{"another record's too", 0, 2, 1, 1, false, false, ofLists},
		{"the register's and a list's", 7, 1, 1, 0, false, false, ofRegister | ofLists},
		{"somebody else's at home", 0, 0, 1, 0, false, false, ofOthers},
		{"his and somebody else's at home", 7, 0, 2, 0, false, false, ofRegister | ofOthers},
		{"a list's and somebody else's at home", 0, 1, 2, 1, false, false, ofOthers},
		{"no home", 0, 0, 2, 0, true, false, 0},
	} {
		n := &homeNumbers{comp: phone, told: []uint8{0, c.told}, inHome: []uint8{2, c.inHome}}
		g := &homely{of: []uint32{0, 1}}
		if c.homeless {
			g.of[1] = 0
		}
		if c.ofLists {
			n.comp = nil
		}
		right := &side{matrix: []uint32{0, c.register}, stride: 1}
		if got := n.known(g, right, 1, c.self); got != c.want {
			t.Errorf("%s: %03b, want %03b", c.what, got, c.want)
		}
	}
}

// TestChancesOfNumbers: what is held before any record counts as much as pseudoHome of them, and an unknown number says nothing where none is known.
func TestChancesOfNumbers(t *testing.T) {
	n := &homeNumbers{}
	for what := range n.seen {
		n.seen[what].all, n.seen[what].home, n.seen[what].unknown = 80, 40, 20
	}
	n.seen[ofLists|ofOthers].unknown = 0
	for what, want := range map[int][2]float64{
		0: {.41, 1}, ofRegister: {.41, 1}, ofLists: {.41, .39}, ofOthers: {.41, .39}, ofRegister | ofOthers: {.41, .39}, ofLists | ofOthers: {.41, .19},
	} {
		if home, unknown := n.chances(what); math.Abs(home-want[0]) > 1e-9 || math.Abs(unknown-want[1]) > 1e-9 {
			t.Errorf("known %03b: %v of the home, %v unknown, want %v", what, home, unknown, want)
		}
	}
	n.seen[ofLists].unknown, n.seen[ofLists].all = 0, 1e6
	if _, unknown := n.chances(ofLists); unknown != leastUnknown {
		t.Errorf("none of a million is unknown: %v", unknown)
	}
}

// TestLeads: to which homes a number leads, with whom it is shown, and that one put in for "none" leads to nobody.
func TestLeads(t *testing.T) {
	const nobodys, fathers, shared, many, open = 1, 2, 3, 4, 5 // numbers
	of := []uint32{1, 1, 2, 2, 2, 0, 3, 3, 3, 3}
	for range mostOfHome {
		of = append(of, 4, 5) // a large home and a dormitory
	}
	of = append(of, 5)
	g := &homely{of: slices.Clone(of), rows: map[uint32][]uint32{}, shownWith: map[uint64][]shownRow{}, asked: make([]uint64, askedBits/64), kinds: map[string]*homeNumbers{}}
	g.measure()
	for _, n := range []uint64{nobodys, fathers, shared, many} {
		g.askFor(n)
	}
	phone, _ := numberComps()
	g.kinds["phone"] = &homeNumbers{comp: phone, told: make([]uint8, len(of)), inHome: make([]uint8, len(g.size))}
	for _, one := range []struct {
		number uint64
		row    uint32
	}{{fathers, 0}, {fathers, 0}, {shared, 0}, {shared, 1}, {shared, 2}, {shared, 5}, {open, 6}} {
		g.tell("phone", one.number, one.row)
	}
	for range mostShown + 2 {
		for row := range uint32(len(of)) {
			g.add(many, row)
		}
	}
	right := &side{matrix: make([]uint32, len(of)), stride: 1}
	right.matrix[3] = 99
	g.count(right)
	if got, want := g.kinds["phone"].inHome, []uint8{0, 2, 2, 1, 0, 0}; !slices.Equal(got, want) {
		t.Errorf("rows of each home with a number: %v, want %v", got, want)
	}
	rows := float64(len(of))
	for _, c := range []struct {
		what      string
		number    uint64
		share     float64
		residents []uint32
		reaches   []uint32 // rows whose home it leads to by another
		own       []uint32 // rows with which two records show it
		bears     []uint32
	}{
		{"nobody's", nobodys, 0, nil, nil, nil, nil},
		{"a father's", fathers, 2 / rows, []uint32{0, 1}, []uint32{1}, []uint32{0}, []uint32{0}},
		{"one of two homes", shared, 5 / rows, []uint32{0, 1, 2, 3, 4}, []uint32{0, 1, 3, 4}, nil, []uint32{0, 1, 2, 5}},
		{"one of too many", many, 0, nil, nil, nil, nil},
		{"one that is not asked for", open, 0, nil, nil, nil, nil},
	} {
		l := g.leadsOf(&scorer{model: &Model{Comparisons: []Comparison{{Name: "phone"}}}}, nil, []heldNumber{{number: c.number}})
		if len(l) != 1 || math.Abs(l[0].share-c.share) > 1e-12 || l[0].kind != g.kinds["phone"] {
			t.Errorf("%s: leads %+v, want a share of %v", c.what, l, c.share)
		}
		if got := g.residents(l); !slices.Equal(got, c.residents) {
			t.Errorf("%s: residents %v, want %v", c.what, got, c.residents)
		}
		for row := range uint32(len(of)) {
			if got := g.reaches(c.number, row); got != slices.Contains(c.reaches, row) {
				t.Errorf("%s: it leads to the home of row %d: %v", c.what, row, got)
			}
			if c.number == many {
				continue
			}
			if own, bears := g.own(c.number, row), g.bears(row, c.number); own != slices.Contains(c.own, row) || bears != slices.Contains(c.bears, row) {
				t.Errorf("%s: row %d's own %v, his %v", c.what, row, own, bears)
			}
		}
	}
	if n := len(g.shownWith[many]); n != mostShown+1 {
		t.Errorf("a number of many is kept with %d rows, want as many as tell that they are too many", n)
	}
	if g.size[5] != (mostOfHome+1)/rows || slices.Contains(g.of, 5) || !slices.Contains(g.of, 4) {
		t.Errorf("a dormitory of %v of the rows is a home, or one of a row less is none", g.size[5])
	}
	if (*homely)(nil).leadsOf(nil, nil, nil) != nil {
		t.Error("a register without homes leads somewhere")
	}
}

// TestWeighNumber: a number of the home makes a record more probably his and his relatives', as far as they live there; any other less, as far as numbers are known.
func TestWeighNumber(t *testing.T) {
	const number = 5
	g := &homely{of: []uint32{1, 1, 2, 3}, shownWith: map[uint64][]shownRow{number: {{row: 0, records: 1}}}}
	g.lives[classSibling] = .75
	kind := &homeNumbers{told: []uint8{0, 0, 1, 0}, inHome: []uint8{0, 1, 1, 0}}
	for what := range kind.seen {
		kind.seen[what].all, kind.seen[what].home, kind.seen[what].unknown = 80, 40, 20
	}
	for _, c := range []struct {
		what                           string
		row                            uint32
		share                          float64
		same, strangers, sibling, none float64 // none: a class of which nobody lives there
	}{
		{"of the home", 1, .1, .41, .1, .75*.41 + .25*.1, .1},
		{"of another home", 2, .1, .39, 1, 1 - .75*.41, 1},
		{"of no home", 1, 0, .39, 1, 1 - .75*.41, 1},
		{"where none is known", 3, .1, 1, 1, 1 - .75*.41, 1},
	} {
		var kin [nClasses]float64
		for k := range kin {
			kin[k] = 1
		}
		same, strangers := g.weigh(&leads{kind: kind, number: number, share: c.share}, nil, c.row, 1, 1, &kin)
		for _, v := range [][2]float64{{same, c.same}, {strangers, c.strangers}, {kin[classSibling], c.sibling}, {kin[classTwin], c.none}} {
			if math.Abs(v[0]-v[1]) > 1e-9 {
				t.Errorf("%s: same %v, strangers %v, siblings %v, others %v; want %+v", c.what, same, strangers, kin[classSibling], kin[classTwin], c)
				break
			}
		}
	}
}
