package match

import (
	"context"
	"reflect"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestDedupeLearns: the rates of error are those the table was made with, whatever the order of its pairs, and where there are too few matches
// the model's own stay.
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
