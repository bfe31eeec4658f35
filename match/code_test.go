package match

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestSlippedTelephones: numbers given out side by side are one slip apart more often than by chance, and how often does not go by the order in which they stand.
func TestSlippedTelephones(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	count := func(digits []uint64) float64 {
		counts := make([]uint32, len(digits))
		total := 0
		for i := range counts {
			counts[i] = uint32(1 + digits[i]%3)
			total += int(counts[i])
		}
		return slipped(digits, counts, total)
	}
	var drawn, families []uint64
	for len(drawn) < 3*issuedRows {
		n := 900_000_000 + r.Uint64N(90_000_000)
		drawn = append(drawn, n)
		if len(families) < len(drawn) {
			families = append(families, n, n^1)
		}
	}
	apart, together := count(drawn), count(families)
	if apart > 3 || together < 10*apart {
		t.Errorf("drawn at random: %.2f times, of families %.2f times as often as by chance", apart, together)
	}
	for range 3 {
		r.Shuffle(len(families), func(i, j int) { families[i], families[j] = families[j], families[i] })
		if got := count(families); got != together {
			t.Fatalf("in another order %v, was %v", got, together)
		}
	}
	slices.Sort(families)
	if got := count(families); got != together {
		t.Fatalf("sorted %v, was %v", got, together)
	}
}

// TestOtherSex: of a name that only men bear, another sex is a slip in whosoever's record; it never speaks for one person.
func TestOtherSex(t *testing.T) {
	people := crowd(1, 5000)
	at := slices.IndexFunc(people, func(p person) bool { return p.sex == record.SexMale })
	woman, unknown := people[at], people[at]
	woman.id, unknown.id = 0, 0
	woman.sex, unknown.sex = record.SexFemale, ""
	left, right := testPeople([]person{woman, unknown}), testPeople(people)
	for _, slip := range []float64{.001, .01, .1} {
		m := PriorModel()
		m.comparison("sex").Levels[codeSame-1].M, m.comparison("sex").Levels[codeOther-1].M = 1-slip, slip
		s := newScorer(m, left, right, nil, 1)
		bits := s.weigher()
		if other, none := bits(0, uint32(at)), bits(1, uint32(at)); other > none {
			t.Errorf("one in %.0f miswritten: another sex %.2f bits, none %.2f", 1/slip, other, none)
		}
	}
}
