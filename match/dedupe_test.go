package match

import (
	"context"
	"math"
	"reflect"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestDedupeLearns: the rates of error are those the table was made with, whatever the order of its pairs, and where there are too few matches
// the model's own stay, tilted (see tilt).
func TestDedupeLearns(t *testing.T) {
	people := register(41, 600)
	r := random(42)
	for i := range 600 {
		people = append(people, typed(&r, people[i]))
	}
	p := testPeople(people)
	pairs := allPairs(p.Rows(), p.Rows(), true)
	opt := Options{Learn: true, Threads: 1}
	got, stats, err := Dedupe(context.Background(), PriorModel(), p, pairs.All(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if stats.Learned == nil || stats.Learned.M == nil {
		t.Fatal("nothing learned")
	}
	if m := stats.Learned.M["name"][nameMiddleMissing-1]; m < .05 || m > .11 {
		t.Errorf("dropped middle names: m %.4f, made at 0.08", m)
	}
	opt.Threads = 8
	again, others, err := Dedupe(context.Background(), PriorModel(), p, shuffled(pairs, 3, 8).All(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, again) || !reflect.DeepEqual(stats.Learned, others.Learned) {
		t.Error("results differ with the order of pairs")
	}
	few := testPeople(people[:610])
	if _, stats, err = Dedupe(context.Background(), PriorModel(), few, allPairs(610, 610, true).All(), opt); err != nil || !stats.Learned.Training.KeptAll() {
		t.Errorf("ten matches: %+v, %v", stats.Learned, err)
	}
}

// TestPartnersOfRowsThatAreLeft: of pairs that look the same, those of two rows that are sure of nobody are one person the more often the fewer
// such rows there are, and those with a row that is sure of another the more often the more rows a person has.
func TestPartnersOfRowsThatAreLeft(t *testing.T) {
	const rows = 1000
	people := &record.People{Table: &record.Table{}}
	for range rows {
		people.Table.IDs.Append("")
	}
	s := &scorer{persons: rows, right: &side{people: people}}
	const sure, unsure = 1e12, 300
	pair := func(a, b uint32, lr float64) record.Scored {
		return record.Scored{Pair: record.Pair{Left: a, Right: b}, Weight: lr}
	}
	// groups of so many rows stand before the 100 rows that are left; the last three pairs look the same.
	probabilities := func(size uint32) (left, between, base float64) {
		var kept []record.Scored
		for a := uint32(0); a+size <= 900; a += size {
			for i := range size {
				for j := range i {
					kept = append(kept, pair(a+j, a+i, sure))
				}
			}
		}
		prior := duplicates(kept, rows, .01) / rows
		kept = append(kept, pair(900, 901, unsure), pair(0, 902, unsure))
		s.partner(kept, prior)
		n := len(kept)
		return kept[n-2].Probability, kept[n-1].Probability, prior * unsure / (prior*unsure + 1 - prior)
	}
	left, between, base := probabilities(2)
	if left < 2*base || between > base/2 {
		t.Errorf("persons of two rows: %.3f of two that are left, %.3f with one that is taken, %.3f of any", left, between, base)
	}
	left4, between4, _ := probabilities(4)
	if between4 < 10*between || left4 > left {
		t.Errorf("persons of four rows: %.3f of two that are left, %.3f with one that is taken; of two rows %.3f and %.3f", left4, between4, left, between)
	}
}

// TestRowsOfOnePersonSpeakForEachOther: two rows that are sure of one third are one person though they look little alike, and a row that is near one of two rows that
// are sure of each other is as near the other; two persons of several rows are not joined so.
func TestRowsOfOnePersonSpeakForEachOther(t *testing.T) {
	const rows = 1000
	people := &record.People{Table: &record.Table{}}
	for range rows {
		people.Table.IDs.Append("")
	}
	s := &scorer{persons: rows, right: &side{people: people}}
	var kept []record.Scored
	pair := func(a, b uint32, lr float64) int {
		kept = append(kept, record.Scored{Pair: record.Pair{Left: a, Right: b}, Weight: lr})
		return len(kept) - 1
	}
	const sure = 1e12
	for a := uint32(0); a < 300; a += 3 {
		pair(a, a+1, sure)
		pair(a+1, a+2, sure)
		pair(a, a+2, 10)
	}
	near, far := pair(3, 900, 1e5), pair(4, 900, 1)
	one, other := pair(6, 9, 1e5), pair(7, 9, 1)
	alone := pair(901, 902, 10)
	s.partner(kept, duplicates(kept, rows, .01)/rows)
	of := func(i int) float64 { return kept[i].Probability }
	const within = 2
	if of(within) < .9 || of(alone) > .1 {
		t.Errorf("two rows sure of one third %.3f, any two rows that look so much alike %.3f", of(within), of(alone))
	}
	if of(near) < .5 || of(far) != of(near) {
		t.Errorf("a row near one of two that are sure of each other %.3f, with the other %.3f", of(near), of(far))
	}
	if of(other) >= of(one) {
		t.Errorf("two persons of several rows: the nearest rows %.3f, others %.3f", of(one), of(other))
	}
}

// TestSlipsAmongTheRows: in one table a misspelt name stands among the names that are counted. If no other row bears it, it tells as much as the name written right, and
// if many do, it is a name of its own.
func TestSlipsAmongTheRows(t *testing.T) {
	var rows []person
	for i := range 1000 {
		rows = append(rows, person{name: []string{"Trần Thị Lan", "Trần Thị Loan", "Lê Văn Hùng", "Phạm Văn Khánh"}[i%4], date: "1980-01-02", sex: record.SexMale})
	}
	rows = append(rows, person{name: "Phạm Văn Khánhg", date: "1980-01-02", sex: record.SexMale})
	p := testPeople(rows)
	s := newScorer(PriorModel(), p, p, nil, 1)
	for i := range s.comps {
		c := &s.comps[i]
		if !c.name {
			continue
		}
		names := c.cmp.(*nameComparer)
		for _, r := range []struct {
			a, b        uint32
			least, most float64 // of the chance, as so many times that of the commoner name miswritten so
		}{{3, 1000, 1, 1.5}, {0, 1, 3, math.Inf(1)}} {
			w := s.worker()
			s.ratio(r.a, r.b, w)
			x, y := s.at(s.left, r.a)[c.off], s.at(s.left, r.b)[c.off]
			miswritten := c.m[nameTypo] * float64(max(names.names[x].ff, names.names[y].ff))
			if got := w.seen[i].u / miswritten; w.levels[i] != nameTypo || got < r.least || got > r.most {
				t.Errorf("%s and %s: level %d, chance %.2f times that of a slip", rows[r.a].name, rows[r.b].name, w.levels[i], got)
			}
		}
	}
}

// TestStrangersElsewhereInOneTable: of two rows of a table as many live in different provinces as the table has it, and of two tables half at least, since who is in one alone
// is mostly from elsewhere.
func TestStrangersElsewhereInOneTable(t *testing.T) {
	var rows []person
	for i := range 1000 {
		rows = append(rows, person{name: "Trần Thị Lan", commune: uint32(1 + i%20), province: 1})
	}
	for i := range 100 {
		rows[i].commune, rows[i].province = rows[i].commune+100, 2
	}
	p := testPeople(rows)
	chance := func(left *record.People) float64 {
		s := newScorer(PriorModel(), left, p, nil, 1)
		for i := range s.comps {
			if c, ok := s.comps[i].cmp.(*placeComparer); ok {
				return c.elsewhere
			}
		}
		return math.NaN()
	}
	if one, two := chance(p), chance(testPeople(rows)); math.Abs(one-.18) > .01 || two != .5 {
		t.Errorf("strangers from elsewhere: %.3f in one table, %.3f in two", one, two)
	}
}
