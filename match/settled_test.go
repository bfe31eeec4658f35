package match

import (
	"context"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// rounds brings the pairs of two tables as blocking does: those of one number first, then those of one name, then all, of the
// rows that are open before each. scored counts them.
func rounds(left, right []person, scored *int) pair.OpenSource {
	rules := []func(a, b person) bool{
		func(a, b person) bool { return a.id != 0 && a.id == b.id },
		func(a, b person) bool { return a.name == b.name },
		func(person, person) bool { return true },
	}
	return func(_ context.Context, open func(uint32) bool, emit func([]record.Pair) error) error {
		for i, agree := range rules {
			var batch []record.Pair
			for l, a := range left {
				if open != nil && !open(uint32(l)) {
					continue
				}
				for r, b := range right {
					if agree(a, b) {
						batch = append(batch, record.Pair{Left: uint32(l), Right: uint32(r), Rule: uint8(i)})
					}
				}
			}
			*scored += len(batch)
			if err := emit(batch); err != nil {
				return err
			}
		}
		return nil
	}
}

// TestSettledRecordsKeepTheirLinks: a settled record's decision is the one it would have had if all candidates had been looked at.
func TestSettledRecordsKeepTheirLinks(t *testing.T) {
	for seed := range uint64(4) {
		people := register(seed, 1200)
		r := random(seed + 100)
		personOf := make([]uint32, len(people))
		for i := range personOf {
			personOf[i] = uint32(i)
		}
		for i := range 60 { // some persons have a second row, not always with their number
			twice := typed(&r, people[i*7])
			personOf = append(personOf, uint32(i*7))
			people = append(people, twice)
		}
		var sector []person
		for range 500 {
			sector = append(sector, typed(&r, people[r.n(len(people))]))
		}
		left, right := testPeople(sector), testPeople(people)
		all, some := 0, 0
		every := func(ctx context.Context, _ func(uint32) bool, emit func([]record.Pair) error) error {
			return rounds(sector, people, &all)(ctx, nil, emit)
		}
		want, _, err := Link(context.Background(), PriorModel(), left, right, every, Options{PersonOf: personOf})
		if err != nil {
			t.Fatal(err)
		}
		got, _, err := Link(context.Background(), PriorModel(), left, right, rounds(sector, people, &some), Options{PersonOf: personOf})
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range got {
			if w := want[i]; l.Person != w.Person || l.Decision != w.Decision || l.Method != w.Method {
				t.Errorf("seed %d, record %d: %+v, of all candidates %+v", seed, i, l, w)
			}
		}
		if some*2 > all {
			t.Errorf("seed %d: %d pairs scored of %d: hardly a record was settled", seed, some, all)
		}
	}
}
