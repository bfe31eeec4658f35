package match

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// numberedRows are the names, birth years and sexes of a register's persons, of whom the second half stand there twice. of gives a person's number by his place.
func numberedRows(of func(i int) string) (rows []person) {
	const persons = 400
	r := random(42)
	for i, p := range register(41, persons) {
		p = person{name: p.name, date: p.date, sex: p.sex, bhxh: of(i)}
		rows = append(rows, p)
		if i >= persons/2 {
			rows = append(rows, typed(&r, p))
		}
	}
	for i := range rows {
		rows[i].commune, rows[i].date = 0, rows[i].date[:4]
	}
	return rows
}

func dedupeRows(t *testing.T, rows []person) (map[record.Pair]float64, *Learned) {
	t.Helper()
	got, stats, err := Dedupe(context.Background(), PriorModel(), testPeople(rows), allPairs(len(rows), len(rows), true).All(), Options{Learn: true, Threads: 2, MinProbability: 1e-9})
	if err != nil {
		t.Fatal(err)
	}
	of := map[record.Pair]float64{}
	for _, p := range got {
		of[record.Pair{Left: p.Left, Right: p.Right}] = p.Probability
	}
	return of, stats.Learned
}

// TestNumberOfPersons: of rows that share a person's number the most are one, and of rows of two different ones hardly any.
func TestNumberOfPersons(t *testing.T) {
	of := func(i int) string { return fmt.Sprintf("79%08d", 7919*i%100_000_000) }
	rows := numberedRows(of)
	namesake := len(rows)
	rows = append(rows, rows[0])
	rows[namesake].bhxh = of(9_999)
	with, learned := dedupeRows(t, rows)
	if same := learned.M["bhxh_number"][codeSame-1]; same < .97 {
		t.Errorf("one person's number agrees in %.3f of the pairs", same)
	}
	for i := range rows {
		rows[i].bhxh = ""
	}
	without, _ := dedupeRows(t, rows)
	pair := record.Pair{Left: 0, Right: uint32(namesake)}
	if with[pair] > without[pair]*.8 {
		t.Errorf("a namesake with another number %.3f, with none %.3f", with[pair], without[pair])
	}
	found := func(of map[record.Pair]float64) (n int) {
		for i := 200; i+1 < namesake; i += 2 {
			if of[record.Pair{Left: uint32(i), Right: uint32(i + 1)}] >= .8 {
				n++
			}
		}
		return n
	}
	if a, b := found(with), found(without); a < 199 || a <= b {
		t.Errorf("of 200 persons with two rows %d are found by their number, %d without", a, b)
	}
}

// TestNumberOfHomes: what whole homes share makes one person neither of twins nor of father and son.
func TestNumberOfHomes(t *testing.T) {
	rows := numberedRows(func(i int) string { return fmt.Sprintf("42%06d", i/4) })
	son := uint32(len(rows))
	child := rows[40]
	child.date = "2009"
	rows[40].date = "1975"
	rows = append(rows, child)
	twin := rows[80]
	twin.name = "Trần Văn Tuấn"
	rows[80].name = "Trần Văn Hùng"
	rows = append(rows, twin)
	with, learned := dedupeRows(t, rows)
	for _, class := range []Relative{Sibling, Twin, Household, Child} {
		if s := learned.Shared["bhxh_number"][class]; s < .7 {
			t.Errorf("%s shares a home's number in %.2f of the cases", class, s)
		}
	}
	for i := range rows {
		rows[i].bhxh = ""
	}
	without, _ := dedupeRows(t, rows)
	for name, p := range map[string]record.Pair{"father and son": {Left: 40, Right: son}, "twins": {Left: 80, Right: son + 1}} {
		if with[p] > .5 {
			t.Errorf("%s: %.4f with the home's number, %.4f without", name, with[p], without[p])
		}
	}
}

// TestNumbersThatTellNothing: a number of more than a home's people, and one that no two rows share, leave all pairs as they are.
func TestNumbersThatTellNothing(t *testing.T) {
	rows := numberedRows(func(int) string { return "" })
	bare, learned := dedupeRows(t, rows)
	if len(learned.Idle) > 0 {
		t.Fatal("of no numbers some are idle")
	}
	for name, of := range map[string]func(row int) string{
		"a class's": func(row int) string { return fmt.Sprintf("42%06d", row/30) },
		"a row's":   func(row int) string { return fmt.Sprintf("79%08d", 7919*row%100_000_000) },
	} {
		for i := range rows {
			rows[i].bhxh = of(i)
		}
		got, learned := dedupeRows(t, rows)
		if idle := slices.Contains(learned.Idle, "bhxh_number"); idle != (name == "a class's") {
			t.Errorf("%s: idle %v", name, learned.Idle)
		}
		for pair, p := range bare {
			if math.Abs(got[pair]-p) > .005 {
				t.Errorf("%s: pair %v %.4f, %.4f without", name, pair, got[pair], p)
				break
			}
		}
	}
}
