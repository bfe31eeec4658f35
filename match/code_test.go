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

// TestWordsOutsideTheList: a word that no code list has is compared with nothing, not even with itself.
func TestWordsOutsideTheList(t *testing.T) {
	words := []record.Coded{{Code: "01", Known: true}, {Code: "01", Known: true}, {Code: "02", Known: true}, {Code: "kinh?"}, {Code: "kinh?"}, {Code: "01"}, {}}
	p := testPeople(make([]person, len(words)))
	p.Coded[record.BloodType] = said(len(words), func(row int) record.Coded { return words[row] })
	ready := prepareCode(p, &Comparison{Kind: KindCode, Fields: []record.Field{record.BloodType}})
	s := newSide(p, 1)
	ready.fill.rows(s, 0, 0, len(words))
	c, _ := ready.join(p, 2)
	for _, x := range []struct {
		a, b int
		want uint8
	}{{0, 1, codeSame}, {0, 2, codeOther}, {0, 3, missing}, {3, 4, missing}, {0, 5, missing}, {0, 6, missing}} {
		var o outcome
		if c.compare(s.matrix[x.a:], s.matrix[x.b:], nil, &o); o.level != x.want {
			t.Errorf("%+v beside %+v: level %d, want %d", words[x.a], words[x.b], o.level, x.want)
		}
	}
}

// TestKeyText: a personal ID in a number's place, and a number of a wrong form, are none.
func TestKeyText(t *testing.T) {
	for n, want := range map[record.Number]string{
		{Text: "7900000001"}: "7900000001", {Text: "042080000001", ID: 42_080_000_001}: "", {Text: "79", Faults: record.FaultLength}: "",
		{Text: "79o", Faults: record.FaultCharacters}: "", {Text: "7900000002", Faults: record.FaultCheckDigit}: "7900000002", {}: "",
	} {
		if got := keyText(n); got != want {
			t.Errorf("%+v: %q, want %q", n, got, want)
		}
	}
}
