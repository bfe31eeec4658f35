package match

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestStandingSharesAreOneOnTheMean holds whatever the list: the chances of all persons together are those of before.
func TestStandingSharesAreOneOnTheMean(t *testing.T) {
	r := random(7)
	for range 200 {
		var onList, register [nStandings]float64
		persons := 0.
		for k := range register {
			if r.chance(.7) {
				register[k] = float64(r.n(1000))
				onList[k] = float64(r.n(1 + int(register[k])))
			}
			persons += register[k]
		}
		shares := standingShares(&onList, &register)
		mean := 0.
		for k, s := range shares {
			mean += s * register[k] / persons
		}
		if math.Abs(mean-1) > 1e-9 {
			t.Fatalf("mean %g of %v beside %v", mean, onList, register)
		}
	}
	var none, register [nStandings]float64
	register[3], register[9] = 50, 150
	for _, s := range standingShares(&none, &register) {
		if s != 1 {
			t.Errorf("a list that tells nothing gives %g", s)
		}
	}
}

// TestListOfGrownPeople: of two namesakes in one commune, a list without birth dates means the one of its age, where its other records tell
// whom it is of.
func TestListOfGrownPeople(t *testing.T) {
	r := random(11)
	people := register(11, 600)
	var sector []person
	for i := range people {
		year := 1960 + i%20
		if i%2 == 1 {
			year = 2008 + i%10
		}
		people[i].date = fmt.Sprintf("%04d-%02d-%02d", year, 1+r.n(12), 2+r.n(27))
		if i%2 == 0 {
			p := people[i]
			p.date = ""
			sector = append(sector, p)
		}
	}
	grown, child := len(people), len(people)+1
	one := person{name: "Nguyễn Hữu Khoát", sex: "male", commune: people[0].commune, province: people[0].province}
	for _, date := range []string{"1970-03-04", "2012-05-06"} {
		p := one
		p.date = date
		people = append(people, p)
	}
	sector = append(sector, one)
	links := func(without Part) record.Link {
		list, pop := testPeople(sector), testPeople(people)
		src := func(ctx context.Context, _ func(uint32) bool, yield func([]record.Pair) error) error {
			return allPairs(len(sector), len(people), false)(ctx, yield)
		}
		out, _, err := Link(context.Background(), PriorModel(), list, pop, src, Options{Without: without})
		if err != nil {
			t.Fatal(err)
		}
		return out[len(out)-1]
	}
	with, blind := links(0), links(Standing)
	if with.Person != grown || with.Probability < 5*with.RunnerUpProbability {
		t.Errorf("%+v, want person %d, not %d", with, grown, child)
	}
	if math.Abs(blind.Probability-blind.RunnerUpProbability) > .05 {
		t.Errorf("without it they are as likely as each other: %+v", blind)
	}
}

// TestListOfThoseWhoLiveThere: of two namesakes a list of the living means the one who has not died or moved away.
func TestListOfThoseWhoLiveThere(t *testing.T) {
	d := dying{persons: register(12, 600), since: map[int]string{}}
	for i := range d.persons {
		if i%5 == 0 {
			d.since[i] = ""
		} else {
			d.records, d.told = append(d.records, d.persons[i]), append(d.told, "")
		}
	}
	one := person{name: "Nguyễn Hữu Khoát", sex: "male", date: "1970", commune: d.persons[0].commune, province: d.persons[0].province}
	d.since[len(d.persons)] = ""
	d.persons, d.records, d.told = append(d.persons, one, one), append(d.records, one), append(d.told, "")
	list, pop := d.tables()
	delete(list.Coded, record.EventType)
	with, blind := linked(t, list, pop, 0), linked(t, list, pop, Standing)
	l, b := with[len(with)-1], blind[len(blind)-1]
	if l.Person != len(d.persons)-1 || l.Probability < 5*l.RunnerUpProbability {
		t.Errorf("%+v, want person %d, who lives there", l, len(d.persons)-1)
	}
	if math.Abs(b.Probability-b.RunnerUpProbability) > .05 {
		t.Errorf("without it they are as likely as each other: %+v", b)
	}
}

// TestStandings: the class of a person by his birth year, whether he is head of his household, and whether he lives there.
func TestStandings(t *testing.T) {
	people := []person{{name: "Lê Văn An", date: "1980"}, {name: "Lê Văn An", date: "1980"}, {name: "Lê Văn An"}, {name: "Lê Văn An", date: "1980"}, {name: "Lê Văn An", date: "1980"}, {name: "Lê Văn An", date: "1980"}, {}, {name: "Lê Văn An", date: "1980"}}
	heads := []string{"Lê Văn Ba", "Lê Văn An", "Lê Văn An", "", "LE VAN AN", "Lê Văn An", "", "Lê Văn Ba"}
	status := []record.Coded{{}, {Code: record.StatusLiving, Known: true}, {}, {Code: record.StatusMoved, Known: true}, {}, {Code: record.StatusDead, Known: true}, {}, {Code: record.StatusDead}}
	p := testPeople(people)
	p.Names[record.HeadName] = said(len(people), func(row int) record.Name { return testName(heads[row]) })
	p.Coded[record.Status] = said(len(people), func(row int) record.Coded { return status[row] })
	p.Names[record.HeadName].Dict[4].Folded = "le van an"
	year := cohortOf(1980)
	if got, want := standing(p), []uint8{year, year + cohorts, cohorts, year + ofOneState, year + cohorts, year + cohorts + ofOneState, 0, year}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for born, want := range map[int]uint8{0: 0, -1: 0, 1850: 1, 1900: 1, 1904: 1, 1905: 2, 2034: cohorts - 1, 2100: cohorts - 1} {
		if got := cohortOf(born); got != want {
			t.Errorf("born in %d: cohort %d, want %d", born, got, want)
		}
	}
}
