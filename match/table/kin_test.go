package table

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// homesTable makes a table of persons who share a home, three to each, every other person twice, of whom some have moved in between. Their names stand in two columns
// or whole in one, and then some of a home have another surname. It returns whose the rows are.
func homesTable(seed uint64, homes int, whole bool) (*record.People, []int) {
	r := rand.New(rand.NewPCG(seed, 3))
	columns := []*record.Column{
		{Field: "given", Kind: record.KindName, Role: record.RoleGivenName}, {Field: "surname", Kind: record.KindName, Role: record.RoleSurname},
		{Field: "phone", Kind: record.KindKey, Role: record.RolePhone}, {Field: "street", Kind: record.KindText, Role: record.RoleAddress},
		{Field: "town", Kind: record.KindName, Role: record.RolePlace},
	}
	names := strings.Fields("anna bert carla david emil frida gustav hanna igor judith karl lena moritz nora oskar paula quentin rosa simon thea ulrich vera walter xenia yusuf zoe")
	word := func(syllables int) (w string) {
		for range syllables {
			w += string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)]) + string("lmnrst"[r.IntN(6)])
		}
		return w
	}
	surnames, streets, towns := make([]string, 200), make([]string, 60), make([]string, 9)
	for _, list := range [][]string{surnames, streets, towns} {
		for i := range list {
			list[i] = word(2)
		}
	}
	home := func() []string {
		return []string{fmt.Sprint(10_000_000 + r.IntN(89_999_999)), fmt.Sprintf("%s street %d", streets[r.IntN(60)], r.IntN(90)), towns[r.IntN(9)]}
	}
	var rows [][]string
	var truth []int
	add := func(who int, row ...string) {
		row = append([]string(nil), row...)
		if i := r.IntN(3 * len(row)); i < len(row) { // an error in a third of the rows
			row[i] = row[i][1:]
		}
		if whole {
			row = append([]string{row[0] + " " + row[1]}, row[2:]...)
		}
		rows, truth = append(rows, row), append(truth, who)
	}
	for who := 0; who < 3*homes; {
		here, surname := home(), surnames[r.IntN(200)]
		for i, given := range r.Perm(len(names))[:3] {
			name := []string{names[given], surname}
			if whole && i == 1 && r.IntN(2) == 0 {
				name[1] = surnames[r.IntN(200)]
			}
			add(who, append(name, here...)...)
			if r.IntN(2) == 0 {
				there := here
				if r.IntN(4) == 0 {
					there = home()
					if r.IntN(2) == 0 {
						there[0] = here[0]
					}
				}
				add(who, append(name, there...)...)
			}
			who++
		}
	}
	if whole {
		columns = append([]*record.Column{{Field: "name", Kind: record.KindText, Role: record.RoleFullName}}, columns[2:]...)
	}
	return columnsTable(columns, rows), truth
}

// TestWhoSharesAHomeIsNotOnePerson: in a table of persons without birth dates, those who live together are told from those who are one, who may have moved.
func TestWhoSharesAHomeIsNotOnePerson(t *testing.T) { checkHomes(t, false) }

// TestWhoSharesASurnameIsNotOnePerson: nor are they where the whole name stands in one column, and those who live together share a part of it.
func TestWhoSharesASurnameIsNotOnePerson(t *testing.T) { checkHomes(t, true) }

func checkHomes(t *testing.T, whole bool) {
	t.Helper()
	for seed := range uint64(3) {
		p, truth := homesTable(seed, 80, whole)
		_, found := dedupedBySharing(t, p)
		f1 := pairsF1(found, truth)
		t.Logf("seed %d: %d rows, %d said, F1 %.3f", seed, len(truth), len(found), f1)
		if f1 < .9 {
			t.Errorf("seed %d: F1 %.3f", seed, f1)
		}
	}
}

// TestWhoLivesTogetherInTwoListsIsNobodyTwice: two lists that have nobody in common have no matches, though those on the one live with those on the other, whose
// surname, home and telephone are theirs.
func TestWhoLivesTogetherInTwoListsIsNobodyTwice(t *testing.T) {
	for _, whole := range []bool{false, true} {
		p, truth := homesTable(5, 400, whole)
		var sides [2][]int
		last := -1
		for row, who := range truth {
			if who != last && who%3 < 2 { // the first two of each home, once
				sides[who%3] = append(sides[who%3], row)
			}
			last = who
		}
		left, right := rowsOf(p, sides[0]), rowsOf(p, sides[1])
		s := NewScorer(NewModel(left), left, right)
		pairs := func(_ context.Context, emit func([]record.Pair) error) error { return emit(s.allPairs()) }
		if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
			t.Fatal(err)
		}
		if m := s.model; m.Matches > 40 {
			t.Errorf("whole names %v: %.0f of %d said to be on both lists", whole, m.Matches, len(sides[0]))
		}
	}
}

// rowsOf is a table of some of another's rows.
func rowsOf(p *record.People, rows []int) *record.People {
	out := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, len(rows))...), Columns: p.Table.Columns}, Texts: map[record.Field]*record.Values[string]{}}
	for f, v := range p.Texts {
		w := *v
		w.Codes = nil
		for _, row := range rows {
			w.Codes = append(w.Codes, v.Codes[row])
		}
		out.Texts[f] = &w
	}
	return out
}

// TestSpelledInAnotherWay: persons whose names two lists spell in two ways are one where birth date and telephone are, and no relatives of themselves. Where the names are those of
// two who live together the birth date differs, and they are none.
func TestSpelledInAnotherWay(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 4))
	columns := []*record.Column{
		{Field: "name", Kind: record.KindText, Role: record.RoleFullName}, {Field: "born", Kind: record.KindDate, Role: record.RoleDate, Birth: true},
		{Field: "phone", Kind: record.KindKey, Role: record.RolePhone}, {Field: "town", Kind: record.KindName, Role: record.RolePlace},
	}
	word := func() (w string) {
		for range 3 {
			w += string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)])
		}
		return w
	}
	var names, other [40]string // in one list and in the other, a quarter of them the same
	for i := range names {
		names[i], other[i] = word(), word()
		if i%4 == 0 {
			other[i] = names[i]
		}
	}
	both := make([][]string, 0, 1200)
	for range 600 {
		given, family := r.IntN(40), r.IntN(40)
		rest := []string{fmt.Sprintf("19%02d%02d%02d", 40+r.IntN(50), 1+r.IntN(12), 1+r.IntN(28)), fmt.Sprint(10_000_000 + r.IntN(89_999_999)), "town" + string(rune('a'+r.IntN(12)))}
		both = append(both, append([]string{names[given] + " " + names[family]}, rest...), append([]string{other[given] + " " + other[family]}, rest...))
	}
	p := columnsTable(columns, both)
	var sides [2][]int
	for i := range both {
		if k := i / 2; i%2 == 0 && k < 450 || i%2 == 1 && k >= 150 {
			sides[i%2] = append(sides[i%2], i)
		}
	}
	left, right := rowsOf(p, sides[0]), rowsOf(p, sides[1])
	s := NewScorer(NewModel(left), left, right)
	pairs := func(_ context.Context, emit func([]record.Pair) error) error { return emit(s.allPairs()) }
	if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
		t.Fatal(err)
	}
	if m := s.model; m.Related > 0 || m.Matches < 270 || m.Matches > 330 {
		t.Errorf("%.0f of 300 said to be on both lists, and %.0f relatives", m.Matches, m.Related)
	}
}

// TestOnePersonOfTwoNumbers: admissions of one person whom two hospitals know by two numbers are no relatives' for all else that is the same, though most pairs of the table differ in it.
func TestOnePersonOfTwoNumbers(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 7))
	columns := []*record.Column{
		{Field: "given", Kind: record.KindName, Role: record.RoleGivenName}, {Field: "surname", Kind: record.KindName, Role: record.RoleSurname},
		{Field: "born", Kind: record.KindDate, Role: record.RoleDate, Birth: true}, {Field: "number", Kind: record.KindKey, Role: record.RoleCode},
		{Field: "town", Kind: record.KindName, Role: record.RolePlace}, {Field: "hospital", Kind: record.KindCode, Role: record.RoleCategory},
		{Field: "street", Kind: record.KindText, Role: record.RoleAddress},
	}
	word := func() (w string) {
		for range 3 {
			w += string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)])
		}
		return w
	}
	var rows [][]string
	var truth []int
	for who := range 150 {
		person := []string{word(), word(), fmt.Sprintf("19%02d%02d%02d", 40+r.IntN(50), 1+r.IntN(12), 1+r.IntN(28)), "", "town" + string(rune('a'+r.IntN(9))), "", word() + " " + word()}
		numbers := []string{fmt.Sprint(1_000_000 + r.IntN(8_999_999)), fmt.Sprint(1_000_000 + r.IntN(8_999_999)), fmt.Sprint(1_000_000 + r.IntN(8_999_999))}
		for k := range 1 + who%4*2 {
			row := append([]string(nil), person...)
			row[3], row[5] = numbers[k%3], fmt.Sprint((who+k)%3)
			if r.IntN(8) == 0 {
				i := r.IntN(2)
				row[i] = row[i][1:]
			}
			rows, truth = append(rows, row), append(truth, who)
		}
	}
	_, found := dedupedBySharing(t, columnsTable(columns, rows))
	if f1 := pairsF1(found, truth); f1 < .97 {
		t.Errorf("F1 %.3f", f1)
	}
}

// TestRelatedStayRelated: EM does not leave related pairs for what strangers have in common beyond what two columns at a time tell, as the heads of homes who are another sex.
func TestRelatedStayRelated(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 8))
	columns := []*record.Column{
		{Field: "given", Kind: record.KindName, Role: record.RoleGivenName}, {Field: "surname", Kind: record.KindName, Role: record.RoleSurname},
		{Field: "parish", Kind: record.KindCode, Role: record.RolePlace}, {Field: "street", Kind: record.KindCode, Role: record.RoleAddress},
		{Field: "sex", Kind: record.KindCode, Role: record.RoleCategory}, {Field: "relation", Kind: record.KindCode, Role: record.RoleCategory},
	}
	rows := make([][]string, 1000)
	for k := range rows {
		rows[k] = []string{"ann", "smith", "leeds", "mill row", "f", "head"}
	}
	left, right := columnsTable(columns, rows), columnsTable(columns, rows)
	s := NewScorer(NewModel(left), left, right)
	strange := []float64{.02, .01, .1, .02, .5, .25} // shares of strangers who agree
	setStrangers(s, strange)
	sm := newSample(len(columns))
	add := func(pairs int, agree []float64, rarer float64) { addPairs(r, s, sm, pairs, agree, strange, rarer) }
	add(300, []float64{.95, .95, .95, .9, .99, .9}, 0)
	add(600, []float64{.02, .95, .95, .9, .5, .4}, 0)
	add(20_000, strange, 0)
	add(4000, []float64{.02, .01, .1, .02, 0, 1}, 16)
	s.model.Related = s.start()
	s.startApart(s.index("given"))
	s.apply()
	if !s.isRelated(ofRelated) {
		t.Fatal("the class begun is one of related pairs")
	}
	s.em(sm, &modelfile.Training{}, emRounds)
	if related := s.model.Related; !s.isRelated(ofRelated) || related < 400 || related > 800 {
		t.Errorf("%.0f related pairs of 600, and %.0f matches of 300", related, s.model.Matches)
	}
}

// TestHomesWithinAStreet: beside those of one street, who are the most, those of one home are a class of their own.
func TestHomesWithinAStreet(t *testing.T) {
	columns := []*record.Column{
		{Field: "given", Kind: record.KindName, Role: record.RoleGivenName}, {Field: "surname", Kind: record.KindName, Role: record.RoleSurname},
		{Field: "town", Kind: record.KindCode, Role: record.RolePlace}, {Field: "postcode", Kind: record.KindCode, Role: record.RolePostcode},
		{Field: "house", Kind: record.KindCode, Role: record.RoleAddress}, {Field: "kin", Kind: record.KindCode, Role: record.RoleText},
	}
	rows := make([][]string, 3000)
	for k := range rows {
		for _, c := range columns {
			rows[k] = append(rows[k], fmt.Sprintf("%s%d", c.Field, k)) // rare values, so that no pair is hopeless
		}
	}
	p := columnsTable(columns, rows)
	strange := []float64{.01, .005, .1, .0005, .0001, .001}
	found := func(homes, streets int) *Scorer {
		r := rand.New(rand.NewPCG(5, 8))
		s := NewScorer(NewModel(p), p, p)
		setStrangers(s, strange)
		sm := newSample(len(columns))
		addPairs(r, s, sm, 500, []float64{.9, .9, .95, .9, .9, .9}, strange, 0)
		addPairs(r, s, sm, homes, []float64{.01, .9, .95, .9, .95, .9}, strange, 0)
		addPairs(r, s, sm, streets, []float64{.01, .005, .99, .95, .001, .001}, strange, 0)
		addPairs(r, s, sm, 20_000, strange, strange, 0)
		s.apply()
		s.findRelated(sm)
		return s
	}
	s := found(900, 4000)
	if m := s.model; !s.namedApart(ofRelated) || len(m.Sorts) != 1 || m.Related < 700 || m.Related > 1100 || m.Sorts[0] < 3000 || m.Sorts[0] > 5000 || m.Matches > 900 {
		t.Errorf("%.0f pairs of one home of 900, %.0f of one street of 4,000, %.0f matches of 500", m.Related, m.Sorts, m.Matches)
	}
	if s := found(0, 4000); s.model.Related < 3000 || len(s.model.Sorts) > 0 {
		t.Errorf("%.0f related pairs, and %.0f of further sorts, where all are of one street", s.model.Related, s.model.Sorts)
	}
}

// setStrangers sets how often strangers agree in each column.
func setStrangers(s *Scorer, agree []float64) {
	for i, u := range agree {
		levels := s.field(i).Levels
		for j := range levels {
			levels[j].U = 1e-6
		}
		levels[0].U, levels[lastLevel(s, i)].U = u, 1-u
	}
}

// addPairs adds pairs to a sample that agree in each column so often, where strangers do as often as strange says, and that are so many bits rarer as strangers.
func addPairs(r *rand.Rand, s *Scorer, sm *sample, pairs int, agree, strange []float64, rarer float64) {
	rows := s.left.Rows()
	for range pairs {
		p := sampled{left: uint32(r.IntN(rows)), right: uint32(r.IntN(rows)), chance: float32(-rarer)}
		var levels []uint8
		for i, share := range agree {
			level, u := uint8(exact), strange[i]
			if r.Float64() >= share {
				level, u = uint8(lastLevel(s, i)+1), 1-u
			}
			levels = append(levels, level)
			p.chance += float32(math.Log2(u))
		}
		sm.add(p, levels)
	}
}

// lastLevel is the place of the level of a column whose values have nothing in common.
func lastLevel(s *Scorer, i int) int {
	return slices.IndexFunc(s.field(i).Levels, func(l Level) bool { return l.Name == "other" })
}
