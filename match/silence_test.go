package match

import (
	"context"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// TestSilenceIsLearnedWhereItTells: who has a husband or wife has one in both lists, but for a clerk's omission in one in ten, so a blank
// tells something; a father's name is left out by chance, and its blank tells nothing.
func TestSilenceIsLearnedWhereItTells(t *testing.T) {
	const seed, n = 33, 1500
	r := random(seed)
	people := register(seed, n)
	wed := register(seed+1, n)
	rows := make([]person, n)
	for i := range people {
		if r.chance(.5) {
			people[i].spouse = wed[i].name
		}
		rows[i] = typed(&r, people[i])
		if r.chance(.1) {
			rows[i].spouse = ""
		}
		if r.chance(.1) {
			people[i].father = ""
		}
	}
	sector, pop := testPeople(rows), testPeople(people)
	pairs := pair.Source(func(_ context.Context, emit func([]record.Pair) error) error {
		var batch []record.Pair
		for l := range uint32(n) {
			for r := l % 20; r < n; r += 20 { // the person, and some others
				batch = append(batch, record.Pair{Left: l, Right: r})
			}
		}
		return emit(batch)
	})
	m, err := Train(context.Background(), PriorModel(), sector, pop, pairs, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if m.comparison("father_name").Missing != nil || m.comparison("residence").Missing != nil {
		t.Error("blanks left by chance are taken to tell something")
	}
	is := m.comparison("spouse_name").Missing
	// Of a person without a spouse hardly any record has one (a factor of six at most); both lack one twice as often as by chance.
	if is == nil || is.Person > .25 || is.Both < 1.5 || is.Both > 2.2 {
		t.Fatalf("a blank spouse: %+v", is)
	}
	// Link learns the same, decides by it, and a run that is given what it learned scores as it did.
	links, stats, err := Link(context.Background(), PriorModel(), sector, pop, pairs.All(), Options{Learn: true})
	if err != nil {
		t.Fatal(err)
	}
	learned := stats.Learned.Missing["spouse_name"]
	if learned.Person > .25 || learned.Both < 1.5 {
		t.Errorf("Link learned %+v", learned)
	}
	given := PriorModel()
	given.Datasets = map[string]*Learned{"s": stats.Learned}
	x := NewScorer(given.For("s"), sector, pop)
	for row, l := range links {
		if l.Decision != record.DecideMatch {
			continue
		}
		if e := x.Explain(uint32(row), uint32(l.Person)); e.Weight < l.Weight-1e-4 || e.Weight > l.Weight+1e-4 {
			t.Fatalf("row %d: linked at %v bits, explained as %v", row, l.Weight, e.Weight)
		}
	}
}

func TestTooLittleDataLeavesThePriorAsItIs(t *testing.T) {
	sector, pop, _ := dirty(81, 300, 100)
	m, err := Train(context.Background(), PriorModel(), sector, pop, allPairs(100, 300, false), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if m.Source != "prior" || !m.Training.KeptAll() {
		t.Errorf("source %q, kept %v", m.Source, m.Training.Kept)
	}
	prior := PriorModel()
	for i, c := range m.Comparisons {
		for j, l := range c.Levels {
			if p := prior.Comparisons[i].Levels[j]; l.M != p.M || l.U != p.U {
				t.Errorf("%s %s moved from the prior on a hundred records", c.Name, l.Name)
			}
		}
	}
}

// TestNumbersSayNothingBySilence: a record's personal ID and its CMND are one comparison of two, so that what a model has of one that is missing says nothing.
func TestNumbersSayNothingBySilence(t *testing.T) {
	pop := testPeople([]person{{name: "Lê Văn An", date: "1980-05-06", id: 42_080_000_001}})
	list := testPeople([]person{{name: "Lê Văn An", date: "1980-05-06"}, {name: "Hồ Văn Ba", date: "1981-05-06", id: 42_081_000_002}})
	m := PriorModel()
	without := NewScorer(m, list, pop).Explain(0, 0).Weight
	m.comparison("id").Missing = &Silence{Record: .2, Person: .2, Both: 5}
	if with := NewScorer(m, list, pop).Explain(0, 0).Weight; with != without {
		t.Errorf("%v bits, %v without", with, without)
	}
}
