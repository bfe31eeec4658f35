package match

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// TestScenarios links one hand-written record against a register of 3,000 strangers and the persons named.
func TestScenarios(t *testing.T) {
	an := person{id: 42203123456, name: "Trần Văn An", date: "2003-05-17", sex: "male", father: "Trần Đức Lâm", mother: "Lê Thị Hoa", commune: 101, province: 42}
	with := func(p person, change func(*person)) person { change(&p); return p }
	twin := with(an, func(p *person) { p.id, p.name = 42203654321, "Trần Văn Bình" })
	girl := with(an, func(p *person) { p.id, p.name, p.sex = 42303654322, "Trần Thị Bình", "female" })
	brother := with(an, func(p *person) { p.id, p.name, p.date = 42206777777, "Trần Văn Ân", "2006-01-30" })
	father := person{id: 42070111111, name: "Trần Đức Lâm", date: "1970-03-02", sex: "male", father: "Trần Đức Thọ", mother: "Phan Thị Mai", commune: 101, province: 42}
	elder := person{id: 42055111111, name: "Nguyễn Văn Hùng", date: "1955-07-08", sex: "male", commune: 101, province: 42}
	elder2 := person{id: 42055222222, name: "Nguyễn Văn Hùng", date: "1955-11-21", sex: "male", commune: 101, province: 42}
	wife := person{id: 42304222333, name: "Phan Thị Cúc", date: "2004-10-11", sex: "female", father: "Phan Huy", commune: 101, province: 42}
	cases := []struct {
		name   string
		record person
		near   []person // register rows beside the strangers; the right one first
		want   record.Decision
		method record.Method
	}{
		{"all the same", an, []person{an, twin, brother}, record.DecideMatch, record.MethodID},
		{"no marks", with(an, func(p *person) { p.name, p.father, p.mother = "Tran Van An", "Tran Duc Lam", "" }), []person{an, twin}, record.DecideMatch, record.MethodID},
		{"no number", with(an, func(p *person) { p.id = 0 }), []person{an, twin, brother}, record.DecideMatch, record.MethodModel},
		{"no number, parents, other commune", with(an, func(p *person) { p.id, p.commune = 0, 120 }), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"twin only in the register", with(an, func(p *person) { p.id = 0 }), []person{twin}, record.DecideReview, record.MethodModel},
		{"twin sister only", with(an, func(p *person) { p.id = 0 }), []person{girl}, record.DecideNone, record.MethodNone},
		{"brother only, name one mark away", with(an, func(p *person) { p.id = 0 }), []person{brother}, record.DecideReview, record.MethodModel},
		{"father of the same name", with(father, func(p *person) {
			p.id, p.date, p.father, p.mother = 0, "1999-08-15", "Trần Đức Lâm", "Lê Thị Hoa"
		}), []person{father}, record.DecideNone, record.MethodNone},
		{"another person's number", person{id: an.id, name: "Phạm Thị Yến", date: "1984-12-01", sex: "female", father: "Phạm Quang Huy", commune: 130, province: 42}, []person{an}, record.DecideNone, record.MethodNone},
		{"another's number, own name and date", with(an, func(p *person) { p.id = father.id }), []person{an, father, twin}, record.DecideMatch, record.MethodModel},
		{"wife's number", with(an, func(p *person) { p.id, p.father, p.mother = wife.id, "", "" }), []person{an, wife}, record.DecideMatch, record.MethodModel},
		{"wife's number, husband not in the register", with(an, func(p *person) { p.id, p.father, p.mother = wife.id, "", "" }), []person{wife}, record.DecideNone, record.MethodNone},
		{"wrong name and date, right number", with(an, func(p *person) { p.name, p.date = "Trần Văn Ạn", "2003-05-11" }), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"given name mistyped, number right", with(an, func(p *person) { p.name = "Trần Văn Ann" }), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"CMND only", with(an, func(p *person) { p.id, p.old, p.mother = 0, 183456789, "" }), []person{with(an, func(p *person) { p.old = 183456789 }), twin}, record.DecideMatch, record.MethodModel},
		{"day and month exchanged", with(an, func(p *person) { p.id, p.date = 0, "2003-07-05" }), []person{with(an, func(p *person) { p.date = "2003-05-07" }), twin}, record.DecideMatch, record.MethodModel},
		{"no date in either list, and no date's stand-in in both", person{name: "Nguyễn V Hùng", date: "1900-01-01", sex: "male", commune: 140, province: 42}, []person{with(elder, func(p *person) { p.date = "1900-01-01" })}, record.DecideNone, record.MethodNone},
		{"year only, parents", with(an, func(p *person) { p.id, p.date = 0, "2003" }), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"middle name dropped", with(an, func(p *person) { p.id, p.name = 0, "Trần An" }), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"abbreviated", with(an, func(p *person) { p.id, p.name = 0, "Trần V. An" }), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"a number too short", with(an, func(p *person) {
			p.id, p.slipped, p.name, p.father, p.mother = 0, 4220323456, "Trần Văn Tý", "", ""
		}), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"one digit off", with(an, func(p *person) { p.id = 42203123457 }), []person{an, twin}, record.DecideMatch, record.MethodModel},
		{"southern form", with(an, func(p *person) { p.id, p.name = 0, "Huỳnh Văn Phước" }), []person{with(an, func(p *person) { p.name = "Hoàng Văn Phúc" }), twin}, record.DecideMatch, record.MethodModel},
		{"namesakes of one year and commune", person{name: "Nguyễn Văn Hùng", date: "1955", sex: "male", commune: 101, province: 42}, []person{elder, elder2}, record.DecideReview, record.MethodModel},
		{"another's number, another date, all else the same", with(an, func(p *person) { p.id, p.date = father.id, "1988-11-30" }), []person{an, twin, brother}, record.DecideReview, record.MethodModel},
		{"stranger", person{id: 42177888999, name: "Hồ Thị Nhã", date: "1977-09-09", sex: "female", commune: 111, province: 42}, []person{an}, record.DecideNone, record.MethodNone},
		{"a name and nothing else", person{name: "Trần Văn An"}, []person{an}, record.DecideReview, record.MethodModel},
	}
	strangers := register(5, 3000)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			sector := testPeople([]person{c.record})
			pop := testPeople(append(slices.Clone(c.near), strangers...))
			links, _, err := Link(context.Background(), PriorModel(), sector, pop, allPairs(1, pop.Rows(), false).All(), Options{Threads: 1})
			if err != nil {
				t.Fatal(err)
			}
			l := links[0]
			if l.Decision != c.want || l.Method != c.method || l.Decision == record.DecideMatch && l.Person != 0 {
				t.Errorf("%s %s person %d p %.4f, runner-up %d p %.4f; want %s %s", l.Decision, l.Method, l.Person, l.Probability, l.RunnerUp, l.RunnerUpProbability, c.want, c.method)
				for _, e := range explained(PriorModel(), sector, pop, 0, 0).Comparisons {
					t.Logf("%-12s %-15s %6.2f  m %.4f chance %.3g", e.Name, e.Level, e.Weight, e.M, e.Chance)
				}
			}
		})
	}
}

// dirty makes a register and a sector of n rows drawn from it, with the persons they are.
func dirty(seed uint64, n, rows int) (sector, pop *record.People, truth []int) {
	people := register(seed, n)
	r := random(seed + 1)
	var sec []person
	for range rows {
		i := r.n(n)
		truth = append(truth, i)
		sec = append(sec, typed(&r, people[i]))
	}
	return testPeople(sec), testPeople(people), truth
}

func TestLinkFindsPersons(t *testing.T) {
	sector, pop, truth := dirty(21, 1500, 400)
	links, stats, err := Link(context.Background(), PriorModel(), sector, pop, allPairs(400, 1500, false).All(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	right, wrong := 0, 0
	for i, l := range links {
		if l.Decision == record.DecideMatch {
			if l.Person == truth[i] {
				right++
			} else {
				wrong++
			}
		}
	}
	if right < 394 || wrong > 0 {
		t.Errorf("%d right, %d wrong of 400; stats %+v", right, wrong, stats)
	}
	if stats.Pairs != 400*1500 || stats.Match+stats.Review+stats.None != 400 {
		t.Errorf("stats do not add up: %+v", stats)
	}
}

// shuffled brings the pairs of a source in another order and from several goroutines at once.
func shuffled(src pair.Source, seed uint64, threads int) pair.Source {
	return func(ctx context.Context, emit func([]record.Pair) error) error {
		var all []record.Pair
		if err := src(ctx, func(b []record.Pair) error { all = append(all, b...); return nil }); err != nil {
			return err
		}
		r := random(seed)
		for i := range all {
			j := i + r.n(len(all)-i)
			all[i], all[j] = all[j], all[i]
		}
		var wg sync.WaitGroup
		errs := make([]error, threads)
		for k := range threads {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for part := all[k*len(all)/threads : (k+1)*len(all)/threads]; len(part) > 0 && errs[k] == nil; {
					n := min(1000, len(part))
					errs[k] = emit(part[:n])
					part = part[n:]
				}
			}()
		}
		wg.Wait()
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		return nil
	}
}

func TestOrderAndThreadsDoNotMatter(t *testing.T) {
	sector, pop, _ := dirty(31, 500, 620)
	personOf := make([]uint32, pop.Rows())
	for i := range personOf {
		personOf[i] = uint32(i - i%2) // clusters of two, whatever they are
	}
	run := func(src, one pair.Source, threads int) string {
		var b bytes.Buffer
		m, err := Train(context.Background(), PriorModel(), sector, pop, src, Options{Threads: threads})
		if err != nil {
			t.Fatal(err)
		}
		if err := m.Write(&b); err != nil {
			t.Fatal(err)
		}
		links, stats, err := Link(context.Background(), m, sector, pop, src.All(), Options{Threads: threads, PersonOf: personOf})
		if err != nil {
			t.Fatal(err)
		}
		pairs, dstats, err := Dedupe(context.Background(), m, sector, one.All(), Options{Threads: threads})
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(&b, links, stats, pairs, dstats)
		return b.String()
	}
	src, one := allPairs(620, 500, false), allPairs(620, 620, true)
	want := run(src, one, 1)
	for seed := range uint64(3) {
		if got := run(shuffled(src, seed, 8), shuffled(one, seed, 8), 8); got != want {
			t.Fatalf("seed %d: results differ with the order of pairs", seed)
		}
	}
}

func TestDedupe(t *testing.T) {
	people := register(41, 1200)
	r := random(42)
	truth := map[[2]uint32]bool{}
	for i := range 40 {
		j := r.n(1200)
		truth[[2]uint32{uint32(j), uint32(1200 + i)}] = true
		people = append(people, typed(&r, people[j]))
	}
	p := testPeople(people)
	pairs, _, err := Dedupe(context.Background(), PriorModel(), p, allPairs(p.Rows(), p.Rows(), true).All(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	right, wrong := 0, 0
	for _, s := range pairs {
		if s.Left >= s.Right {
			t.Fatalf("pair %d, %d not in order", s.Left, s.Right)
		}
		if s.Probability >= DefaultMatch {
			if truth[[2]uint32{s.Left, s.Right}] {
				right++
			} else {
				wrong++
			}
		}
	}
	if right < 37 || wrong > 0 {
		t.Errorf("%d right, %d wrong of 40", right, wrong)
	}
}

// TestRatioAgainstPlain holds the fast scorer against the formula written out, with the levels and frequencies
// Explain reports: no cache, no early stop, logarithms in place of products.
func TestRatioAgainstPlain(t *testing.T) {
	silent := PriorModel()
	for _, name := range []string{"father_name", "mother_name", "residence"} {
		silent.comparison(name).Missing = &Silence{Record: .2, Person: 5, Both: 1.7}
	}
	for name, m := range map[string]*Model{"prior": PriorModel(), "missing values tell": silent} {
		t.Run(name, func(t *testing.T) { ratioAgainstPlain(t, m, 250) })
	}
	t.Run("names tell", func(t *testing.T) { ratioAgainstPlain(t, PriorModel(), 3*leastCount) })
}

func ratioAgainstPlain(t *testing.T, m *Model, people int) {
	sector, pop, _ := dirty(51, people, 200)
	s := newScorer(m, sector, pop, nil, 1)
	x := explaining(s)
	w := s.worker()
	scored := 0
	for l := range uint32(200) {
		for r := range uint32(pop.Rows()) {
			e := x.Explain(l, r)
			lr := s.ratio(l, r, w)
			if lr == 0 {
				if math.Exp2(e.Weight) >= dropped*s.persons*(1+1e-9) {
					t.Fatalf("pair %d, %d dropped at weight %v", l, r, e.Weight)
				}
				continue
			}
			scored++
			same, strangers := 0.0, 0.0
			sum := 0.0
			for _, c := range e.Comparisons {
				sum += c.Weight
				if c.Level != "missing" {
					same += math.Log2(c.M)
					strangers += math.Log2(c.Chance)
				}
			}
			if got := math.Log2(lr); math.Abs(got-e.Weight) > 1e-6 || math.Abs(sum-e.Weight) > 1e-6 {
				t.Fatalf("pair %d, %d: weight %v, explained %v, comparisons add up to %v", l, r, got, e.Weight, sum)
			}
			if m.comparison("father_name").Missing == nil && e.Weight > same-strangers+1e-9 {
				t.Fatalf("pair %d, %d: relatives raised the weight from %v to %v", l, r, same-strangers, e.Weight)
			}
		}
	}
	if scored < 200 {
		t.Errorf("only %d pairs stayed in question", scored)
	}
}

func TestCanceled(t *testing.T) {
	sector, pop, _ := dirty(61, 100, 50)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := Link(ctx, PriorModel(), sector, pop, allPairs(50, 100, false).All(), Options{}); err == nil {
		t.Error("no error after the context ended")
	}
}

func TestEmptyTables(t *testing.T) {
	none, some := testPeople(nil), testPeople(register(1, 10))
	for _, c := range []struct{ l, r *record.People }{{none, some}, {some, none}, {none, none}} {
		m, err := Train(context.Background(), PriorModel(), c.l, c.r, allPairs(0, 0, false), Options{})
		if err != nil {
			t.Fatal(err)
		}
		links, _, err := Link(context.Background(), m, c.l, c.r, allPairs(0, 0, false).All(), Options{})
		if err != nil || len(links) != c.l.Rows() {
			t.Errorf("%d links, %v", len(links), err)
		}
	}
}

func TestScoringDoesNotAllocate(t *testing.T) {
	sector, pop, _ := dirty(71, 300, 100)
	s := newScorer(PriorModel(), sector, pop, nil, 1)
	w := s.worker()
	n := uint32(0)
	if a := testing.AllocsPerRun(20_000, func() { s.ratio(n%100, n%300, w); n++ }); a > 0 {
		t.Errorf("%v allocations a pair", a)
	}
}

// TestCandidatesComeInAnyOrder: what is kept of a record's candidates, and the rule each is found by, does not depend on the order in which
// the rules' pairs come.
func TestCandidatesComeInAnyOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 200 {
		type found struct {
			pair record.Pair
			candidate
		}
		var all []found
		for row := range uint32(3 * topK) {
			c := candidate{person: row / 2, row: row, tie: row, lr: float32(1 + r.IntN(8))}
			for rule := range uint8(1 + r.IntN(4)) {
				c.rule = rule + uint8(r.IntN(2))
				all = append(all, found{record.Pair{Right: row, Rule: c.rule}, c})
			}
		}
		var want []candidate
		for range 5 {
			c := &candidates{list: make([]candidate, topK)}
			for _, f := range all {
				if !c.met(f.pair) {
					c.add(0, f.candidate)
				}
			}
			if want == nil {
				want = c.list
			} else if !slices.Equal(c.list, want) {
				t.Fatalf("%v, in another order %v", want, c.list)
			}
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		}
	}
}

// TestTheHomesNumberTells: of two namesakes of one commune he is the record's who lives in the household it names, and whoever is called otherwise there is no more than one of the home.
func TestTheHomesNumberTells(t *testing.T) {
	people := register(7, 600)
	for i := range people {
		people[i].home = fmt.Sprint(100_000 + i/3)
	}
	var records []person
	for i := range 300 {
		records = append(records, people[i])
	}
	here := person{name: "Lê Quý Tám", sex: "male", date: "1961-03-04", province: 42, commune: 100, home: "900001"}
	there, wife := here, here
	there.date, there.home = "1961-08-09", "954321"
	wife.name, wife.sex, wife.date = "Mai Thị Vân", "female", "1963-05-06"
	people = append(people, here, there, wife)
	told := here
	told.date = "1961"
	other := here
	other.name, other.date = "Đinh Công Khoa", "1984"
	records = append(records, told, other)
	links := linked(t, testPeople(records), testPeople(people), 0)
	if l := links[300]; l.Person != 600 || l.Probability < 4*l.RunnerUpProbability { // by rates of error that nothing was learned of
		t.Errorf("the namesake of the household: %+v", l)
	}
	if l := links[301]; l.Decision == record.DecideMatch {
		t.Errorf("somebody else of the household: %+v", l)
	}
}

// TestAMatesBirthDate: where a form is filled in for a family, the birth date of one gets into another's row. Who bears another name than the register's person of that home and date is more
// probably one of the home who is not in the register than the rates of error alone have it.
func TestAMatesBirthDate(t *testing.T) {
	pop := testPeople([]person{{name: "Hà Thị Thu", sex: "female", date: "1988-04-17", province: 42, commune: 100}, {name: "Lê An", date: "1950-02-03", province: 42, commune: 101}})
	list := testPeople([]person{{name: "Trần Văn Toàn", date: "1988-04-17", province: 42, commune: 100}})
	ratio := func(m *Model) float64 {
		s := newScorer(m, list, pop, nil, 1)
		s.floor = 0
		return s.ratio(0, 0, s.worker())
	}
	without := PriorModel()
	delete(without.comparison("birth_date").Levels[dateSame-1].R, Household)
	if with, without := ratio(PriorModel()), ratio(without); with > without/3 {
		t.Errorf("likelihood ratio %g, %g without", with, without)
	}
}
