package table

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// censuses are the persons of homes as two counts of them have it, the second so many years later: wives and children go by the head's surname, some have moved, ages are a year off
// now and then, and what each is called at home goes with sex, age and condition.
func censuses(seed uint64, homes, years int) (left, right *record.People, both int) {
	r := rand.New(rand.NewPCG(seed, 11))
	columns := []*record.Column{
		{Field: "given", Kind: record.KindName, Role: record.RoleGivenName}, {Field: "surname", Kind: record.KindName, Role: record.RoleSurname},
		{Field: "sex", Kind: record.KindCode, Role: record.RoleCategory}, {Field: "relation", Kind: record.KindCode, Role: record.RoleCategory},
		{Field: "condition", Kind: record.KindCode, Role: record.RoleCategory}, {Field: "age", Kind: record.KindAmount, Role: record.RoleNumber},
		{Field: "parish", Kind: record.KindCode, Role: record.RolePlace}, {Field: "address", Kind: record.KindText, Role: record.RoleAddress},
		{Field: "birthplace", Kind: record.KindName, Role: record.RoleText},
	}
	word := func(n int) (w string) {
		for range n {
			w += string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)])
		}
		return w
	}
	list := func(n, syllables int) (words []string) {
		for range n {
			words = append(words, word(syllables))
		}
		return words
	}
	givens := [2][]string{list(25, 3), list(25, 3)}
	surnames, parishes, streets := list(250, 3), list(12, 3), list(90, 4)
	slip := func(s string) string {
		if r.IntN(20) == 0 {
			return s[1:]
		}
		return s
	}
	var rows [][]string
	var sides [2][]int
	add := func(side int, row ...string) {
		sides[side], rows = append(sides[side], len(rows)), append(rows, row)
	}
	for range homes {
		surname, age := surnames[r.IntN(len(surnames))], 25+r.IntN(30)
		var places [2][2]string
		for side := range places {
			if places[side] = places[0]; side == 0 || r.IntN(2) == 0 {
				places[side] = [2]string{parishes[r.IntN(12)], streets[r.IntN(90)] + " row"}
			}
		}
		gone := r.IntN(4) == 0
		for k := range 2 + r.IntN(5) {
			sex, relation, condition, years0 := k%2, "son", "un", age-22-2*k
			switch {
			case k == 0:
				relation, condition, years0 = "head", "mar", age
			case k == 1:
				relation, condition, years0 = "wife", "mar", age-2
			case sex == 1:
				relation = "daughter"
			}
			if years0 < 0 {
				continue
			}
			given, born := givens[sex][r.IntN(25)], places[0][0] // where the children were born
			if k < 2 {
				born = parishes[r.IntN(12)]
			}
			for side := range 2 {
				if side == 1 && (gone || r.IntN(8) == 0) {
					continue
				}
				both += side
				add(side, slip(given), slip(surname), fmt.Sprint(sex), relation, condition, fmt.Sprint(years0+side*years+r.IntN(6)/5), places[side][0], places[side][1], born)
			}
		}
	}
	p := columnsTable(columns, rows)
	return rowsOf(p, sides[0]), rowsOf(p, sides[1]), both
}

// TestTenYearsOlder: what all are older by between two counts is found, and nothing where they are not.
func TestTenYearsOlder(t *testing.T) {
	for _, years := range []int{0, 10} {
		left, right, both := censuses(1, 160, years)
		s := NewScorer(NewModel(left), left, right)
		pairs := func(_ context.Context, emit func([]record.Pair) error) error { return emit(s.allPairs()) }
		if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
			t.Fatal(err)
		}
		if by := s.field(s.index("age")).Shift; by != float64(years) {
			t.Errorf("%d years: ages are compared with %v added", years, by)
		}
		if m := s.model.Matches; m < .9*float64(both) || m > 1.1*float64(both) {
			t.Errorf("%d years: %.0f of %d said to be counted twice, and %.0f relatives", years, m, both, s.model.Related)
		}
		if age := s.field(s.index("age")).Levels[0]; age.M < .5 {
			t.Errorf("%d years: the age of %.2f is the same", years, age.M)
		}
	}
}

// TestYearsOlderWhereLittleElseTells: it is found too where hardly a pair is sure without the age.
func TestYearsOlderWhereLittleElseTells(t *testing.T) {
	left, right, _ := censuses(2, 160, 10)
	for _, p := range []*record.People{left, right} {
		p.Table.Columns = slices.DeleteFunc(slices.Clone(p.Table.Columns), func(c *record.Column) bool {
			return slices.Contains([]record.Field{"relation", "condition", "address", "birthplace"}, c.Field)
		})
	}
	s := NewScorer(NewModel(left), left, right)
	pairs := func(_ context.Context, emit func([]record.Pair) error) error { return emit(s.allPairs()) }
	if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
		t.Fatal(err)
	}
	if by := s.field(s.index("age")).Shift; by != 10 {
		t.Errorf("ages are compared with %v added", by)
	}
}

// TestCommonGap: what differs by nothing much, by anything, or in too few pairs has no gap in common.
func TestCommonGap(t *testing.T) {
	many := func(of ...float64) (gaps []float64) {
		for range 60 {
			gaps = append(gaps, of...)
		}
		return gaps
	}
	for want, gaps := range map[float64][][]float64{
		10: {many(10, 10, 9, 11, 3), many(10, 10, 10, 0)},
		0:  {many(0, 1, -1), many(1), {10, 10, 10}, many(10, 20, 30, 40), many(10, 10, 0, 0), nil},
		-3: {many(-3)},
	} {
		for _, g := range gaps {
			if got := commonGap(g); got != want {
				t.Errorf("%v: %v, want %v", g[:min(len(g), 5)], got, want)
			}
		}
	}
}
