package match

import (
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// linkLists links several lists with one register and, where it is wanted, hears them together. The rows come in the order given.
func linkLists(t *testing.T, people []person, hear bool, lists ...[]person) [][]record.Link {
	t.Helper()
	return linkDecided(t, people, Options{Hear: hear}, lists...)
}

// linkDecided is linkLists with what officers decided of the last list.
func linkDecided(t *testing.T, people []person, last Options, lists ...[]person) [][]record.Link {
	t.Helper()
	all, links := toHear(t, people, last, lists...)
	if last.Hear {
		Hear(all, links, 2)
	}
	return links
}

// toHear links lists, and returns what they are heard by too.
func toHear(t *testing.T, people []person, last Options, lists ...[]person) (all []*Hearing, links [][]record.Link) {
	t.Helper()
	pop := testPeople(people)
	ready := Prepare(PriorModel(), pop, 1)
	for k, rows := range lists {
		opt := Options{Hear: last.Hear}
		if k == len(lists)-1 {
			opt = last
		}
		opt.Prepared = ready
		out, stats, err := Link(context.Background(), PriorModel(), testPeople(rows), pop, allPairs(len(rows), len(people), false).All(), opt)
		if err != nil {
			t.Fatal(err)
		}
		links = append(links, out)
		if stats.Hearing != nil {
			all = append(all, stats.Hearing)
		}
	}
	return all, links
}

// withoutNumbers are persons as a list has them that holds no numbers.
func withoutNumbers(people []person) []person {
	out := slices.Clone(people)
	for i := range out {
		out[i].id = 0
	}
	return out
}

// moved is someone who is called and lives otherwise than the register has it, which one list tells of its own with his number, and the other
// without.
func moved() (people []person, known, open person, at int) {
	people = register(21, 400)
	at = slices.IndexFunc(people, func(p person) bool { return p.sex == record.SexFemale })
	people[at].name, people[at].date = "Trịnh Thị Khuê", "1977-08-19"
	known = people[at]
	known.name, known.date, known.commune = "Trịnh Ngọc Khuê", "1976-09-19", 900
	open = known
	open.id, open.father, open.mother = 0, "", ""
	return people, known, open, at
}

// TestOtherListTellsOfAPerson: a record that nothing in the register leads to is a person's whom another list shows in the same way.
func TestOtherListTellsOfAPerson(t *testing.T) {
	people, known, open, at := moved()
	first := append(slices.Clone(people[:200]), known)
	second := append(withoutNumbers(people[:200]), open)
	alone := linkLists(t, people, false, first, second)
	if l := alone[0][200]; !surely(&l) || l.Person != at {
		t.Fatalf("the record with the number: %+v", l)
	}
	if l := alone[1][200]; l.Decision == record.DecideMatch {
		t.Fatalf("the other one is found by itself: %+v", l)
	}
	heard := linkLists(t, people, true, first, second)
	if l := heard[1][200]; l.Decision != record.DecideMatch || l.Person != at {
		t.Errorf("not heard of: %+v, want person %d", l, at)
	}
	// Nobody is told of by a record that is not sure of him.
	known.id = 0
	unsure := linkLists(t, people, true, append(slices.Clone(people[:200]), known), second)
	if l := unsure[1][200]; l.Decision == record.DecideMatch {
		t.Errorf("heard of by one that is as doubtful: %+v", l)
	}
}

// twinLists are a register without one of two twins, and lists that hold the one or both. Where both are, each once, the second is nobody in the
// register.
func twinLists() (people []person, lists [][]person, twins []int) {
	people = register(22, 400)
	twin := people[7]
	twin.id, twin.name = 0, "Hà Thị Uyển"
	people[7].name = "Hà Thị Nhiên"
	for k := range 4 {
		rows := withoutNumbers(people)
		rows[7].id = people[7].id
		if k == 3 { // the list that has but one of them
			rows = slices.Delete(rows[:200], 7, 8)
		}
		lists, twins = append(lists, append(rows, twin)), append(twins, len(rows))
	}
	return people, lists, twins
}

// TestTwinOfSeveralLists: what lists tell that hold both twins, counts for a list that holds but one.
func TestTwinOfSeveralLists(t *testing.T) {
	people, lists, twins := twinLists()
	alone := linkLists(t, people, false, lists...)
	if l := alone[3][twins[3]]; l.Decision == record.DecideNone {
		t.Fatalf("one list alone knows it already: %+v", l)
	}
	heard := linkLists(t, people, true, lists...)
	for k, row := range twins {
		if l := heard[k][row]; l.Decision != record.DecideNone {
			t.Errorf("list %d: %+v, though lists have both", k, l)
		}
	}
}

// TestSightingsCountOnce: what other lists show of a record counts once, however often the lists are gone through.
func TestSightingsCountOnce(t *testing.T) {
	people, lists, _ := twinLists()
	all, links := toHear(t, people, Options{Hear: true}, lists...)
	for _, h := range all {
		h.s.renew()
	}
	r := retoldAlways(1)
	reconsider(all, r, links)
	revised := 0
	for _, h := range all {
		revised += len(h.unrevised)
	}
	if revised == 0 {
		t.Fatal("nothing is revised")
	}
	once := make([][]record.Link, len(links))
	for k := range links {
		once[k] = slices.Clone(links[k])
	}
	reconsider(all, r, links)
	for k := range links {
		for row := range links[k] {
			if links[k][row] != once[k][row] {
				t.Errorf("list %d row %d: first %+v, then %+v", k, row, once[k][row], links[k][row])
			}
		}
	}
}

// retoldAlways says of every comparison that what one list shows another does with this chance.
func retoldAlways(chance float64) *retold {
	r := new(retold)
	for one := range r {
		for slot := range r[one] {
			r[one][slot] = chance
		}
	}
	return r
}

// TestSlipsAreSeldomToldAgain: where lists show one other name beside a person, it is his with a slip only as far as slips are told again.
func TestSlipsAreSeldomToldAgain(t *testing.T) {
	odds := func(chance float64) float64 {
		people, lists, twins := twinLists()
		all, links := toHear(t, people, Options{Hear: true}, lists...)
		for _, h := range all {
			h.s.renew()
		}
		reconsider(all, retoldAlways(chance), links)
		p := links[3][twins[3]].Probability
		return p / (1 - p)
	}
	const seldom = .05
	if always, now := odds(1), odds(seldom); math.Abs(now/always/seldom-1) > .02 {
		t.Errorf("odds %v where lists always tell again, %v where one in twenty does", always, now)
	}
}

// TestSecondRecordIsNoTwin: one of the person's given name is the person himself, though lists have him a second time.
func TestSecondRecordIsNoTwin(t *testing.T) {
	people, lists, twins := twinLists()
	for k, row := range twins {
		second := &lists[k][row]
		second.name, second.father, second.mother = "Hà Nhiên", "", ""
	}
	alone, heard := linkLists(t, people, false, lists...), linkLists(t, people, true, lists...)
	last := len(lists) - 1
	if a, h := alone[last][twins[last]], heard[last][twins[last]]; a.Decision != record.DecideMatch || h.Decision != a.Decision || h.Probability < a.Probability-1e-3 {
		t.Errorf("alone %+v, heard with others %+v", a, h)
	}
}

// TestHearingSetsTheThresholdAnew: records that hearing has made sure of let others be matches too, or others' doubt withdraws them.
func TestHearingSetsTheThresholdAnew(t *testing.T) {
	h := &Hearing{own: true, decided: map[uint32]bool{0: true}}
	links := make([]record.Link, 2000)
	for i := range links {
		links[i] = record.Link{Decision: record.DecideMatch, Probability: .99999}
	}
	below := record.Link{Decision: record.DecideReview, Why: record.WhyBelow, Probability: .9}
	links[0], links[1], links[2] = below, below, below // of the first an officer has decided
	links[2].Probability = lowestMatch - .01
	if got := h.threshold(links); got > .9 || links[0].Decision != record.DecideReview || links[1].Decision != record.DecideMatch || links[2].Decision != record.DecideReview {
		t.Errorf("threshold %g: %+v", got, links[:3])
	}
	for i := range 100 {
		links[i+100].Probability = .7
	}
	if got := h.threshold(links); got <= .7 || links[1].Decision != record.DecideMatch || links[100].Decision != record.DecideReview {
		t.Errorf("threshold %g: %+v", got, links[1])
	}
	h = &Hearing{opt: Options{MatchThreshold: .8}}
	if got := h.threshold(links); got != .8 {
		t.Errorf("a threshold that is given: %g", got)
	}
}

// TestHearingWhateverTheOrder: neither the order of the rows nor the other records' places change a decision.
func TestHearingWhateverTheOrder(t *testing.T) {
	people, known, open, _ := moved()
	_, lists, _ := twinLists()
	r := random(5)
	first, second := append(slices.Clone(people[:200]), known), append(withoutNumbers(people[:200]), open)
	for i := range second {
		second[i] = typed(&r, second[i])
	}
	for _, c := range [][][]person{{first, second}, lists} {
		forth := linkLists(t, people, true, c...)
		back := make([][]person, len(c))
		for k := range c {
			back[k] = slices.Clone(c[k])
			slices.Reverse(back[k])
		}
		for k, links := range linkLists(t, people, true, back...) {
			slices.Reverse(links)
			for i, l := range links {
				if l != forth[k][i] {
					t.Errorf("list %d, row %d: %+v backwards, %+v forwards", k, i, l, forth[k][i])
				}
			}
		}
	}
}

// TestHearAloneChangesNothing: one list has nobody to be heard with.
func TestHearAloneChangesNothing(t *testing.T) {
	people, known, _, _ := moved()
	r := random(6)
	rows := append(withoutNumbers(people[:300]), known)
	for i := range rows {
		rows[i] = typed(&r, rows[i])
	}
	plain, heard := linkLists(t, people, false, rows), linkLists(t, people, true, rows)
	for i, l := range heard[0] {
		if p := plain[0][i]; l.Decision == record.DecideNone && p.Decision == record.DecideMatch {
			t.Errorf("row %d: %+v, alone %+v", i, l, p)
		}
	}
}

// TestOfficersAreNotOverruled: what an officer has said stands whatever the lists say.
func TestOfficersAreNotOverruled(t *testing.T) {
	for _, why := range []record.Why{record.WhySame, record.WhyUnsure, record.WhySetApart, record.WhyApart} {
		if mayChange(&record.Link{Why: why}) {
			t.Errorf("%v may be changed", why)
		}
	}
	if !mayChange(&record.Link{Why: record.WhyBelow}) || mayChange(&record.Link{Why: record.WhyProbable, Method: record.MethodManual}) {
		t.Error("what was decided by the figures may be changed, and that alone")
	}
}

// TestNumberOfAnotherList: a number that the register does not have, and two lists do, leads from one record to the other's person; not where
// too many have it.
func TestNumberOfAnotherList(t *testing.T) {
	people := register(23, 300)
	first, second := slices.Clone(people), withoutNumbers(people[:200])
	first[250].bhxh = "7932000123"
	open := person{name: people[250].name, bhxh: "7932000123", sex: people[250].sex}
	second = append(second, open)
	if l := linkLists(t, people, false, first, second)[1][200]; l.Decision == record.DecideMatch {
		t.Fatalf("the name alone is enough: %+v", l)
	}
	if l := linkLists(t, people, true, first, second)[1][200]; l.Decision != record.DecideMatch || l.Person != 250 {
		t.Errorf("%+v, want a match with person 250", l)
	}
	for i := range 2 * mostBorrowers {
		first[100+i].bhxh = "7932000123"
	}
	if l := linkLists(t, people, true, first, second)[1][200]; l.Decision == record.DecideMatch {
		t.Errorf("linked by a number of many: %+v", l)
	}
}

// TestDecidedRecordsAreNotHeardAgain: whom an officer could not tell, or said is not one with another record, no other list links.
func TestDecidedRecordsAreNotHeardAgain(t *testing.T) {
	people, known, open, at := moved()
	first, second := append(slices.Clone(people[:200]), known), append(withoutNumbers(people[:200]), open)
	pair := record.Pair{Left: 200, Right: uint32(at)}
	for name, opt := range map[string]Options{
		"unsure": {Unsure: []record.Pair{pair}}, "apart": {Apart: []record.Pair{{Left: uint32(at), Right: 200}}}, "different": {Different: []record.Pair{pair}},
	} {
		opt.Hear = true
		if l := linkDecided(t, people, opt, first, second)[1][200]; l.Decision == record.DecideMatch {
			t.Errorf("%s: %+v", name, l)
		}
	}
}

// TestSightingsByBirth: of one name beside one person, those who show one birth date are heard together; a year alone belongs to the only date of that year there is.
func TestSightingsByBirth(t *testing.T) {
	day := func(y, m, d int) record.Date { return record.MakeDate(y, m, d) }
	cases := map[string]struct {
		born []record.Date
		want [][]record.Date
	}{
		"one date":            {[]record.Date{day(1990, 12, 4), day(1990, 12, 4)}, [][]record.Date{{day(1990, 12, 4), day(1990, 12, 4)}}},
		"two days of a year":  {[]record.Date{day(1990, 12, 12), day(1990, 12, 4)}, [][]record.Date{{day(1990, 12, 4)}, {day(1990, 12, 12)}}},
		"a year and one day":  {[]record.Date{day(1990, 12, 4), day(1990, 0, 0)}, [][]record.Date{{day(1990, 0, 0), day(1990, 12, 4)}}},
		"1 January stands in": {[]record.Date{day(1990, 12, 4), day(1990, 1, 1)}, [][]record.Date{{day(1990, 1, 1), day(1990, 12, 4)}}},
		"a year and two days": {[]record.Date{day(1990, 12, 4), day(1990, 12, 12), day(1990, 0, 0)}, [][]record.Date{{day(1990, 0, 0)}, {day(1990, 12, 4)}, {day(1990, 12, 12)}}},
		"two years":           {[]record.Date{day(1991, 0, 0), day(1990, 0, 0)}, [][]record.Date{{day(1990, 0, 0)}, {day(1991, 0, 0)}}},
		"no year":             {[]record.Date{0, day(1990, 12, 4)}, [][]record.Date{{0, day(1990, 12, 4)}}},
	}
	for name, c := range cases {
		var seen []sighting
		for _, d := range c.born {
			seen = append(seen, sighting{born: d})
		}
		var got [][]record.Date
		for _, g := range byBirth(seen) {
			var dates []record.Date
			for _, s := range g {
				dates = append(dates, s.born)
			}
			slices.Sort(dates)
			got = append(got, dates)
		}
		if !slices.EqualFunc(got, c.want, slices.Equal[[]record.Date]) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// TestSurely: a record is sure of its person where it is linked with more than sureOfPerson, or by an officer.
func TestSurely(t *testing.T) {
	for _, c := range []struct {
		link record.Link
		want bool
	}{
		{record.Link{Decision: record.DecideMatch, Probability: sureOfPerson}, true},
		{record.Link{Decision: record.DecideMatch, Probability: sureOfPerson - .001}, false},
		{record.Link{Decision: record.DecideMatch, Probability: .5, Method: record.MethodManual}, true},
		{record.Link{Decision: record.DecideReview, Probability: 1}, false},
		{record.Link{Decision: record.DecideReview, Probability: 1, Method: record.MethodManual}, false},
	} {
		if got := surely(&c.link); got != c.want {
			t.Errorf("%+v: %v", c.link, got)
		}
	}
	links := []record.Link{{Person: 7, Decision: record.DecideMatch, Probability: 1}, {Person: 8, Decision: record.DecideMatch, Probability: .9}}
	for one, want := range map[testimony]bool{{row: 0, person: 7}: true, {row: 0, person: 8}: false, {row: 1, person: 8}: false} {
		if got := one.stands(links); got != want {
			t.Errorf("%+v is still sure: %v", one, got)
		}
	}
}

// TestKeepOneToOne: a new link is put to review where each person is linked once, and one that was there before is not.
func TestKeepOneToOne(t *testing.T) {
	match := record.Link{Person: 7, Decision: record.DecideMatch, Why: record.WhyProbable}
	for _, c := range []struct {
		what        string
		oneToOne    bool
		now, before record.Link
		want        record.Decision
	}{
		{"a link to nobody before", true, match, record.Link{Person: record.NoRow, Decision: record.DecideNone}, record.DecideReview},
		{"a link to somebody else before", true, match, record.Link{Person: 8, Decision: record.DecideMatch}, record.DecideReview},
		{"a link in review before", true, match, record.Link{Person: 7, Decision: record.DecideReview}, record.DecideReview},
		{"the link before", true, match, match, record.DecideMatch},
		{"as many as there are", false, match, record.Link{Person: 8, Decision: record.DecideMatch}, record.DecideMatch},
		{"no link", true, record.Link{Decision: record.DecideNone}, match, record.DecideNone},
	} {
		l := c.now
		(&Hearing{opt: Options{OneToOne: c.oneToOne}}).keepOneToOne(&l, &c.before)
		if l.Decision != c.want || (l.Why == record.WhyTaken) != (c.now.Decision == record.DecideMatch && c.want == record.DecideReview) {
			t.Errorf("%s: %s, %s; want %s", c.what, l.Decision, l.Why, c.want)
		}
	}
}

// TestAlike: whom lists show as a record shows itself, each once, but for what they show of too many.
func TestAlike(t *testing.T) {
	name, home, phone := clue{2, 5, 6}, clue{3, 5, 7}, clue{1, 8}
	many := make([]uint32, mostSharers+1)
	g := &gathered{shown: map[clue][]uint32{name: {4, 2}, home: many[:mostSharers], phone: many}}
	for i := range many {
		many[i] = uint32(10 + i)
	}
	for _, c := range []struct {
		what      string
		clues     [3]clue
		holders   []holder
		residents []uint32
		want      []uint32
	}{
		{"nothing", [3]clue{}, nil, nil, nil},
		{"a name and date", [3]clue{{}, name, {}}, nil, nil, []uint32{2, 4}},
		{"what is shown of as many as are looked at", [3]clue{{}, {}, home}, nil, nil, many[:mostSharers]},
		{"what is shown of too many", [3]clue{phone, name, {}}, nil, nil, []uint32{2, 4}},
		{"a number and a home besides", [3]clue{{}, name, {}}, []holder{{person: 3}, {person: 2}}, []uint32{9, 4, 9}, []uint32{2, 3, 4, 9}},
	} {
		if got := g.alike(c.clues, c.holders, c.residents); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.what, got, c.want)
		}
	}
}

// TestRevise: a link is decided anew by the odds its person has now, of what it was before any other list was heard.
func TestRevise(t *testing.T) {
	const person, other = 7, 8
	one := sighting{row: 0, person: person, facts: facts{name: nameExact, date: dateSame}, alone: 1, place: 1}
	link := record.Link{Person: person, Decision: record.DecideReview, Why: record.WhyBelow, Probability: .5, Present: .75, RunnerUp: other, RunnerUpProbability: .25}
	with := func(change func(l *record.Link)) record.Link { l := link; change(&l); return l }
	for _, c := range []struct {
		what        string
		link        record.Link
		factor      float64 // by which the odds are more
		person      int
		decision    record.Decision
		probability float64
		present     float64
		runnerUp    float64
	}{
		{"as they were", link, 1, person, record.DecideReview, .5, .75, .25},
		{"twice", link, 2, person, record.DecideReview, 1 / 1.5, 1.25 / 1.5, .25 / 1.5},
		{"a hundred times", link, 100, person, record.DecideMatch, 50 / 50.5, 50.25 / 50.5, .25 / 50.5},
		{"a tenth, so that the other is more probable", link, .1, other, record.DecideReview, .25 / .55, .3 / .55, .05 / .55},
		{"a tenth, so that nobody is probable", with(func(l *record.Link) { l.Present, l.RunnerUpProbability = .6, .1 }), .1, other, record.DecideNone, .1 / .55, .15 / .55, .05 / .55},
		{"a tenth, and nobody else", with(func(l *record.Link) { l.RunnerUp, l.RunnerUpProbability, l.Present = record.NoRow, 0, .5 }), .1, person, record.DecideNone, .05 / .55, .05 / .55, 0},
		{"a tenth, and the other nearly certain", with(func(l *record.Link) { l.Probability, l.Present, l.RunnerUpProbability = .4999, .9999, .5 }), .001, other, record.DecideReview, .5 / (1 - .4999*.999), (.9999 - .4999*.999) / (1 - .4999*.999), .0004999 / (1 - .4999*.999)},
		{"somebody else's", with(func(l *record.Link) { l.Person = other }), 100, other, record.DecideReview, .5, .75, .25},
		{"nobody's before", with(func(l *record.Link) { l.Person, l.Decision = record.NoRow, record.DecideNone }), 100, person, record.DecideMatch, 50 / 50.5, 50.25 / 50.5, .25 / 50.5},
		{"an officer's", with(func(l *record.Link) { l.Why = record.WhyUnsure }), 100, person, record.DecideReview, .5, .75, .25},
	} {
		h := &Hearing{opt: Options{MatchThreshold: .6, ReviewThreshold: .5, Margin: 8}, unrevised: map[uint32]record.Link{}}
		l := c.link
		for range 2 { // the same again is nothing new
			h.revise(&l, one, 2+math.Log(c.factor))
			if c.decision != record.DecideNone && l.Person != c.person || l.Decision != c.decision {
				t.Errorf("%s: person %d, %s; want %d, %s", c.what, l.Person, l.Decision, c.person, c.decision)
			}
			for _, v := range [][2]float64{{l.Probability, c.probability}, {l.Present, c.present}, {l.RunnerUpProbability, c.runnerUp}} {
				if math.Abs(v[0]-v[1]) > 1e-6 {
					t.Errorf("%s: %+v, want %v, %v and %v", c.what, l, c.probability, c.present, c.runnerUp)
					break
				}
			}
		}
	}
}

// TestHearingByManyComparisons: a model file may add comparisons to the shipped ones, so that a row has more slots than of these.
func TestHearingByManyComparisons(t *testing.T) {
	people, known, open, at := moved()
	m := PriorModel()
	for i := range 30 {
		more := *m.comparison("residence")
		more.Name, more.Levels = fmt.Sprintf("residence_%d", i), slices.Clone(more.Levels)
		for j := range more.Levels { // they tell nothing
			more.Levels[j].M, more.Levels[j].U = 1, 1
		}
		m.Comparisons = append(m.Comparisons, more)
	}
	var all []*Hearing
	var links [][]record.Link
	for _, rows := range [][]person{{known}, {open}} {
		out, stats, err := Link(context.Background(), m, testPeople(rows), testPeople(people), allPairs(1, len(people), false).All(), Options{Hear: true})
		if err != nil {
			t.Fatal(err)
		}
		all, links = append(all, stats.Hearing), append(links, out)
	}
	if stride := all[0].s.right.stride; stride <= 64 {
		t.Fatalf("%d slots", stride)
	}
	Hear(all, links, 1)
	if l := links[0][0]; l.Person != at {
		t.Errorf("%+v, want person %d", l, at)
	}
}

// TestHearingOfALongList: what is kept of a list that several goroutines go through a stretch at a time is in the order of its rows, and tells of the right ones.
func TestHearingOfALongList(t *testing.T) {
	const n = 2*stretchRows + 100
	people := register(71, 60)
	rows := make([]person, n)
	for i := range rows {
		rows[i].bhxh = fmt.Sprintf("79%08d", i)
	}
	var numbered, named []uint32
	var pairs []record.Pair
	for i, row := range []uint32{10, stretchRows + 10, 2*stretchRows + 10} {
		for k, of := range []*[]uint32{&numbered, &named} {
			at, who := row+uint32(k), 2*i+k
			p := people[who]
			p.bhxh, p.spouse = rows[at].bhxh, fmt.Sprintf("Hồ Thị Kim %d", who)
			people[who].spouse = p.spouse
			p.date = p.date[:8] + map[bool]string{true: "11", false: "12"}[p.date[8:] != "11"]
			if k == 1 {
				p.id, p.old = 0, 0
			}
			rows[at] = p
			*of, pairs = append(*of, at), append(pairs, record.Pair{Left: at, Right: uint32(who)})
		}
	}
	for i := range people {
		people[i].bhxh = ""
	}
	source := func(_ context.Context, _ func(uint32) bool, emit func([]record.Pair) error) error { return emit(pairs) }
	links, stats, err := Link(context.Background(), PriorModel(), testPeople(rows), testPeople(people), source, Options{Hear: true, Threads: 2})
	if err != nil {
		t.Fatal(err)
	}
	h := stats.Hearing
	sure := slices.Concat(numbered, named)
	slices.Sort(sure)
	var open, held []uint32
	for row := range uint32(n) {
		if !slices.Contains(sure, row) {
			open = append(open, row)
		} else {
			held = append(held, uint32(links[row].Person))
		}
	}
	is := func(what string, want []uint32, got ...uint32) {
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d rows, want %d", what, len(got), len(want))
		}
	}
	is("open", open, rowsOf(h.open, func(o opened) uint32 { return o.row })...)
	is("the numbers of open ones", open, rowsOf(h.wanted, func(n heldNumber) uint32 { return h.open[n.of].row })...)
	is("the numbers of sure ones' persons", held, rowsOf(h.held, func(n heldNumber) uint32 { return n.of })...)
	is("told", sure, rowsOf(h.told.all, func(o testimony) uint32 { return o.row })...)
	is("learned from", sure, rowsOf(h.sample.all, func(o testimony) uint32 { return o.row })...)
	is("claims", named, rowsOf(h.claims, func(c claim) uint32 { return c.row })...)
	is("sightings", named, rowsOf(h.sighting, func(o sighting) uint32 { return o.row })...)
	stride := h.s.right.stride
	for what, n := range map[string]int{
		"open": len(h.lines) - stride*len(h.open), "candidates": len(h.candidates) - topK*len(h.open), "told": len(h.told.lines) - stride*len(h.told.all),
		"learned from": len(h.sample.lines) - stride*len(h.sample.all), "claims": len(h.claimLines) - stride*len(h.claims),
	} {
		if n != 0 {
			t.Errorf("%s: %d too many", what, n)
		}
	}
	// What officers have decided tells of its person, and is not decided again.
	_, stats, err = Link(context.Background(), PriorModel(), testPeople(rows), testPeople(people), source, Options{Hear: true, Threads: 2, Same: []record.Pair{pairs[1]}})
	if err != nil {
		t.Fatal(err)
	}
	h = stats.Hearing
	is("told beside a decision", sure, rowsOf(h.told.all, func(o testimony) uint32 { return o.row })...)
	is("claims beside a decision", named[1:], rowsOf(h.claims, func(c claim) uint32 { return c.row })...)
	is("sightings beside a decision", named[1:], rowsOf(h.sighting, func(o sighting) uint32 { return o.row })...)
}

func rowsOf[T any](all []T, row func(T) uint32) (rows []uint32) {
	for _, one := range all {
		rows = append(rows, row(one))
	}
	return rows
}
