package match

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// withTwins is a register in which one person in five has a twin of another given name.
func withTwins(seed uint64, n int, given func(string) string) []person {
	people := register(seed, n)
	for _, p := range people[:n/5] {
		twin := p
		name := strings.Fields(p.name)
		name[len(name)-1] = given(name[len(name)-1])
		twin.id, twin.name = p.id+1, strings.Join(name, " ")
		people = append(people, twin)
	}
	return people
}

// twinShares are how often the scorer has the names of twins on each level.
func twinShares(people []person) [maxLevels]float64 {
	s := newScorer(PriorModel(), testPeople(people[:1]), testPeople(people), nil, 1)
	i := slices.IndexFunc(s.comps, func(c comp) bool { return c.name })
	for level := range s.comps[i].at {
		if at := s.comps[i].at[level].r[classTwin]; at != s.comps[i].r[classTwin][level] {
			panic("what is read is not what was learned")
		}
	}
	return s.comps[i].r[classTwin]
}

// TestTwinsTellOfTwins: where the register's twins have names that are near each other, a near name is more probably that of a twin; where they have not, less.
func TestTwinsTellOfTwins(t *testing.T) {
	const seed, n = 61, 2000
	prior := twinShares(register(seed, n))
	marks := twinShares(withTwins(seed, n, func(given string) string { return given + "\u0323" }))
	others := twinShares(withTwins(seed, n, func(string) string { return "Xuyến" }))
	if marks[nameMarks] < 5*prior[nameMarks] || marks[nameUnmarked] < marks[nameMarks] {
		t.Errorf("names that differ in a mark: %v, with nothing learned %v", marks, prior)
	}
	if others[nameSurnameMiddle] < 1.5*prior[nameSurnameMiddle] || others[nameMarks] > prior[nameMarks] {
		t.Errorf("other names: %v, with nothing learned %v", others, prior)
	}
}

// TestOnePersonIsNoTwin: rows of one given name, of one number or without one may be one person's and tell nothing of twins.
func TestOnePersonIsNoTwin(t *testing.T) {
	const seed, n = 62, 2000
	prior := twinShares(register(seed, n))
	second := func(change func(p *person)) []person {
		people := register(seed, n)
		for _, p := range people[:n/5] {
			change(&p)
			people = append(people, p)
		}
		return people
	}
	slip := func(p *person) { p.name += "\u0323" }
	for what, change := range map[string]func(p *person){
		"one given name": func(p *person) { p.id, p.name = p.id+1, strings.Fields(p.name)[0]+" "+strings.Fields(p.name)[2] },
		"one number":     slip,
		"no number":      func(p *person) { slip(p); p.id = 0 },
		"a digit short":  func(p *person) { slip(p); p.id, p.slipped = 0, p.id/10 },
		"other sex": func(p *person) {
			slip(p)
			p.id++
			p.sex = map[string]string{record.SexMale: record.SexFemale, record.SexFemale: record.SexMale}[p.sex]
		},
	} {
		if got := twinShares(second(change)); got != prior {
			t.Errorf("%s: %v, want %v", what, got, prior)
		}
	}
}

// TestTwinsOf: twins are rows of one whole birth date, father, mother and sex, each with a number of his own; of more than are born at once nothing is known of the parents.
func TestTwinsOf(t *testing.T) {
	one := person{id: 42_201_000_001, name: "Lê Văn An", date: "2001-05-14", sex: record.SexMale, father: "Lê Văn Ba", mother: "Hồ Thị Tư", commune: 101, province: 42}
	with := func(n int, change func(p *person)) []person {
		rows := make([]person, n)
		for i := range rows {
			rows[i] = one
			rows[i].id += uint64(i)
			change(&rows[i])
		}
		return rows
	}
	for _, c := range []struct {
		what  string
		rows  []person
		pairs int
	}{
		{"two", with(2, func(*person) {}), 1},
		{"four", with(mostBorn, func(*person) {}), mostBorn * (mostBorn - 1) / 2},
		{"five", with(mostBorn+1, func(*person) {}), 0},
		{"a month", with(2, func(p *person) { p.date = "2001-05" }), 0},
		{"no father", with(2, func(p *person) { p.father = "" }), 0},
		{"no mother", with(2, func(p *person) { p.mother = "" }), 0},
		{"no sex", with(2, func(p *person) { p.sex = "" }), 0},
		{"no number", with(2, func(p *person) { p.id = 0 }), 0},
		{"numbers a digit short", with(2, func(p *person) { p.id, p.slipped = 0, p.id/10 }), 0},
		{"another father", append(with(1, func(p *person) { p.id, p.father = 42_201_000_009, "Lê Văn Năm" }), one), 0},
		{"another mother", append(with(1, func(p *person) { p.id, p.mother = 42_201_000_009, "Hồ Thị Sáu" }), one), 0},
		{"another day", append(with(1, func(p *person) { p.id, p.date = 42_201_000_009, "2001-05-15" }), one), 0},
	} {
		rows := append(register(64, 50), c.rows...)
		for i := range 50 {
			rows[i].father = "" // no twins of their own
		}
		if got := twinsOf(Prepare(PriorModel(), testPeople(rows), 1)); len(got) != c.pairs {
			t.Errorf("%s: %d pairs, want %d", c.what, len(got), c.pairs)
		}
	}
	if got := twinsOf(Prepare(PriorModel(), testPeople(with(2, func(p *person) { p.id = 0 })), 1)); got != nil {
		t.Errorf("a register without numbers has twins: %v", got)
	}
}

// TestTwinRowsInAnyOrder: the order of the rows does not show in what twins tell.
func TestTwinRowsInAnyOrder(t *testing.T) {
	people := withTwins(63, 2000, func(given string) string { return given + "\u0323" })
	want := twinShares(people)
	slices.Reverse(people)
	if got := twinShares(people); got != want {
		t.Errorf("%v, the other way round %v", want, got)
	}
}

// TestNobodyIsCalledSo: parents give names, so a given name that nobody in the register has is a slip, and seldom a twin's.
func TestNobodyIsCalledSo(t *testing.T) {
	people := register(66, 3000)
	scale := func(record, bears string) float64 {
		people[0].name = bears
		s := newScorer(PriorModel(), testPeople([]person{{name: record}}), testPeople(people), nil, 1)
		i := slices.IndexFunc(s.comps, func(c comp) bool { return c.name })
		c, w := &s.comps[i], s.worker()
		c.cmp.compare(s.at(s.left, 0)[c.off:], s.at(s.right, 0)[c.off:], w, &w.out)
		return w.out.scale
	}
	for _, c := range [][2]string{{"Trần Văn Hùngg", "Trần Văn Hùng"}, {"Trần Văn Hừnk", "Trần Văn Hùng"}} {
		if got := scale(c[0], c[1]); got != leastRarity {
			t.Errorf("%s: %v", c[0], got)
		}
	}
	for _, c := range [][2]string{{"Trần Thị Loan", "Trần Thị Lan"}, {"Trần Thị Hoa", "Trần Thị Hòa"}, {"Tran Thi Loan", "Trần Thị Lan"}} {
		if got := scale(c[0], c[1]); got < likeNames {
			t.Errorf("%s: %v", c[0], got)
		}
	}
}

// TestTwinsInOneTable: of two rows with one birth date, one home and the same parents whose names are near each other, two given names that others bear too are mostly
// twins', and one that nobody bears is mostly a slip: of a mark, of a letter, and where another part of the name is written in two ways besides.
func TestTwinsInOneTable(t *testing.T) {
	rows := register(51, 800)
	for i, name := range []string{"Lê Văn Minh", "Đỗ Văn Ninh", "Bùi Thị An", "Hồ Thị Ân", "Phan Văn Nguyên", "Ngô Văn Nguyện"} {
		for j := range 5 {
			p := rows[100+5*i+j]
			p.name, p.father, p.id = name, "", 0
			rows = append(rows, p)
		}
	}
	pair := func(a, b string) (l, r uint32) {
		p := person{name: a, date: "2001-05-14", sex: "", father: "Trịnh Quốc Khang", mother: "Đinh Thu Oanh", commune: 101, province: 42}
		q := p
		q.name = b
		rows = append(rows, p, q)
		return uint32(len(rows) - 2), uint32(len(rows) - 1)
	}
	type pairOf struct{ twins, slip [2]string }
	kinds := map[string]pairOf{
		"mark":                 {[2]string{"Trịnh Thị An", "Trịnh Thị Ân"}, [2]string{"Trịnh Thị An", "Trịnh Thị Ăn"}},
		"letter":               {[2]string{"Trịnh Quốc Minh", "Trịnh Quốc Ninh"}, [2]string{"Trịnh Quốc Minh", "Trịnh Quốc Minhx"}},
		"mark and middle name": {[2]string{"Trịnh Lộc Tiến Nguyên", "Trịnh Tiến Nguyện"}, [2]string{"Trịnh Lộc Tiến Nguyên", "Trịnh Tiến Nguyễn"}},
	}
	at := map[string][4]uint32{}
	for kind, p := range kinds {
		a, b := pair(p.twins[0], p.twins[1])
		c, d := pair(p.slip[0], p.slip[1])
		at[kind] = [4]uint32{a, b, c, d}
	}
	p := testPeople(rows)
	s := newScorer(PriorModel(), p, p, nil, 1)
	w := s.worker()
	for kind, i := range at {
		twins := s.ratio(i[0], i[1], w)
		if slip := s.ratio(i[2], i[3], w); slip < 5*twins {
			t.Errorf("%s: likelihood ratio of two names that are borne %.3g, of a slip that nobody bears %.3g", kind, twins, slip)
		}
	}
}

// TestTwinsBeforePartsAreLeftOut: what is left out of a scorer that has looked at twins is out of its workers too.
func TestTwinsBeforePartsAreLeftOut(t *testing.T) {
	people := withTwins(5, 2000, func(s string) string { return s + "h" })
	s := newScorer(PriorModel(), testPeople(people[:100]), testPeople(people), nil, 1)
	s.leaveOut(Parents)
	if counts, n := s.random(1000); len(counts) != len(s.comps) || n == 0 {
		t.Errorf("%d comparisons counted in %d pairs, want %d", len(counts), n, len(s.comps))
	}
}

// TestNotAlone holds the children that are left against a look at every other.
func TestNotAlone(t *testing.T) {
	const seed = 5
	r := rand.New(rand.NewPCG(seed, seed))
	all := make([]child, 2000)
	for i := range all {
		for k := range all[i].of {
			all[i].of[k] = 1 + r.Uint32N(8)
		}
		all[i].row = uint32(i)
	}
	var want []child
	for _, c := range all {
		if slices.ContainsFunc(all, func(o child) bool { return o.of == c.of && o.row != c.row }) {
			want = append(want, c)
		}
	}
	if got := notAlone(slices.Clone(all)); len(want) == 0 || len(want) == len(all) || !slices.Equal(got, want) {
		t.Errorf("seed %d: %d children of %d, want %d", seed, len(got), len(all), len(want))
	}
	if got := notAlone(nil); len(got) != 0 {
		t.Errorf("of none %d", len(got))
	}
}
