package cluster

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestDecisionsAreHonoured holds Group to officers' decisions: against the scores, against contradictions, and where rows
// in between would bring two together.
func TestDecisionsAreHonoured(t *testing.T) {
	an1 := person{id: "1", name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an}
	other := person{id: "2", name: "Trần Thị Hoa", born: "1971-01-30", sex: record.SexFemale, number: anOther}
	number := func(n uint64) person { p := an1; p.number = n; return p }
	household := func(h string) person { p := an1; p.household = h; return p }
	pair := func(a, b uint32) []record.Pair { return []record.Pair{{Left: a, Right: b}} }
	sure := []record.Scored{scored(0, 1, .99), scored(1, 2, .99), scored(0, 2, .99)}
	for name, c := range map[string]struct {
		rows  []person
		pairs []record.Scored
		opt   Options
		want  [][]uint32
	}{
		"same without a score":                             {[]person{an1, an1}, nil, Options{Same: pair(1, 0)}, [][]uint32{{0, 1}}},
		"same against all evidence":                        {[]person{an1, other}, []record.Scored{scored(0, 1, .001)}, Options{Same: pair(0, 1)}, [][]uint32{{0, 1}}},
		"different against a score":                        {[]person{an1, an1}, []record.Scored{scored(0, 1, .9999)}, Options{Different: pair(1, 0)}, nil},
		"different at one remove":                          {[]person{an1, an1, an1}, sure, Options{Different: pair(0, 2)}, [][]uint32{{0, 1}}},
		"same first":                                       {[]person{an1, an1, an1}, sure, Options{Same: pair(1, 2), Different: pair(0, 2)}, [][]uint32{{1, 2}}},
		"unsure":                                           {[]person{an1, an1}, []record.Scored{scored(0, 1, .9999)}, Options{Unsure: pair(1, 0)}, nil},
		"unsure, and a third between":                      {[]person{an1, an1, an1}, sure, Options{Unsure: pair(0, 2)}, [][]uint32{{0, 1, 2}}},
		"a hard rule":                                      {[]person{an1, number(anNear)}, []record.Scored{scored(0, 1, .99999)}, Options{NeverTogether: []record.Field{record.PersonalIDNo}}, nil},
		"a hard rule, and one number":                      {[]person{an1, an1}, sure[:1], Options{NeverTogether: []record.Field{record.PersonalIDNo}}, [][]uint32{{0, 1}}},
		"a hard rule on a field the table lacks":           {[]person{an1, an1}, sure[:1], Options{NeverTogether: []record.Field{record.Phone}}, [][]uint32{{0, 1}}},
		"a hard rule, and a number that cannot be right":   {[]person{an1, number(42_190_000_555)}, []record.Scored{scored(0, 1, .99999)}, Options{NeverTogether: []record.Field{record.PersonalIDNo}}, [][]uint32{{0, 1}}},
		"a hard rule at one remove":                        {[]person{an1, number(0), number(anNear)}, sure, Options{NeverTogether: []record.Field{record.PersonalIDNo}}, [][]uint32{{0, 1}}},
		"a hard rule on another field":                     {[]person{household("H1"), household("H2"), household("")}, sure, Options{NeverTogether: []record.Field{record.HouseholdID}}, [][]uint32{{0, 2}}},
		"both":                                             {[]person{an1, an1}, sure[:1], Options{Same: pair(0, 1), Different: pair(0, 1)}, nil},
		"each with a duplicate of its own":                 {[]person{an1, an1, other, other}, []record.Scored{scored(0, 1, .99), scored(2, 3, .99)}, Options{Same: pair(0, 2)}, [][]uint32{{0, 1, 2, 3}}},
		"each with a duplicate, and two of them different": {[]person{an1, an1, other, other}, []record.Scored{scored(0, 1, .99), scored(2, 3, .98)}, Options{Same: pair(0, 2), Different: pair(1, 3)}, [][]uint32{{0, 1, 2}}},
		"near one of two that contradict each other":       {[]person{number(anNear), an1, other}, []record.Scored{scored(0, 1, .95)}, Options{Same: pair(1, 2)}, [][]uint32{{0, 1, 2}}},
		"near the first of two that contradict":            {[]person{an1, other, number(anNear)}, []record.Scored{scored(0, 2, .95)}, Options{Same: pair(0, 1)}, [][]uint32{{0, 1, 2}}},
		"near one of two that do not":                      {[]person{number(anNear), an1, an1}, []record.Scored{scored(0, 1, .95)}, Options{Same: pair(1, 2)}, [][]uint32{{1, 2}}},
		"two persons, both different from a third": {[]person{an1, an1, an1, an1, an1, an1}, []record.Scored{scored(0, 2, .99), scored(0, 5, .8)},
			Options{Same: []record.Pair{{Left: 0, Right: 1}, {Left: 2, Right: 3}}, Different: []record.Pair{{Left: 1, Right: 4}, {Left: 3, Right: 4}}}, [][]uint32{{0, 1, 2, 3}}},
		"a long chain of decisions": {[]person{an1, an1, other, other, other}, nil,
			Options{Same: []record.Pair{{Left: 0, Right: 1}, {Left: 1, Right: 2}, {Left: 2, Right: 3}, {Left: 3, Right: 4}}}, [][]uint32{{0, 1, 2, 3, 4}}},
	} {
		if got := groups(Group(people(c.rows...), c.pairs, c.opt)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	// What officers have said is certain, whatever it was scored.
	got := Group(people(an1, other), []record.Scored{scored(0, 1, .001)}, Options{Same: pair(0, 1)})
	if len(got) != 1 || !slices.Equal(got[0].Probability, []float64{1, 1}) {
		t.Errorf("%+v", got)
	}
}

// TestHardRuleAndFaults: of a value that cannot be right a hard rule knows nothing.
func TestHardRuleAndFaults(t *testing.T) {
	p := people(person{born: "1990-05-06"}, person{born: "1991-05-06"})
	born := []record.Field{record.BirthDate}
	if !NewApart(p, born).Rows(0, 1) {
		t.Error("two dates are not kept apart")
	}
	if some := NewApart(p, born).Of([]uint32{0, 1}); !some.Rows(0, 1) || some.Rows(0, 0) {
		t.Error("of some rows it is answered otherwise")
	}
	marked(p.Dates, record.BirthDate, 1, func(d *record.DateValue) { d.Faults |= record.FaultImpossible })
	if NewApart(p, born).Rows(0, 1) {
		t.Error("a date that cannot be keeps rows apart")
	}
}

// TestDecisionsAmongFacts holds Facts to decisions and hard rules where several rows a person are normal.
func TestDecisionsAmongFacts(t *testing.T) {
	an1 := person{name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an, fact: "c1"}
	with := func(change func(p *person)) person { p := an1; change(&p); return p }
	blank := person{fact: "c1"}
	pair := func(a, b uint32) []record.Pair { return []record.Pair{{Left: a, Right: b}} }
	numbers := []record.Field{record.PersonalIDNo}
	for name, c := range map[string]struct {
		rows []person
		opt  Options
		want [][]uint32
	}{
		"different":                         {[]person{an1, an1}, Options{Different: pair(1, 0)}, nil},
		"different at one remove":           {[]person{an1, an1, an1}, Options{Different: pair(2, 0)}, [][]uint32{{0, 1}}},
		"different from the next":           {[]person{an1, an1, an1}, Options{Different: pair(2, 1)}, [][]uint32{{0, 1}}},
		"different from the first, both":    {[]person{an1, an1, an1}, Options{Different: append(pair(0, 1), pair(0, 2)...)}, [][]uint32{{1, 2}}},
		"same, of no fact":                  {[]person{{}, {}}, Options{Same: pair(1, 0)}, nil},
		"same":                              {[]person{an1, blank}, Options{Same: pair(1, 0)}, [][]uint32{{0, 1}}},
		"same, of two facts":                {[]person{an1, with(func(p *person) { p.fact = "c2" })}, Options{Same: pair(1, 0)}, nil},
		"same and different":                {[]person{an1, blank}, Options{Same: pair(1, 0), Different: pair(0, 1)}, nil},
		"a hard rule":                       {[]person{an1, with(func(p *person) { p.number = anNear })}, Options{NeverTogether: numbers}, nil},
		"same, whatever the rest":           {[]person{an1, {name: "Trần Thị Hoa", born: "1971-01-30", sex: record.SexFemale, fact: "c1"}}, Options{Same: pair(0, 1)}, [][]uint32{{0, 1}}},
		"a hard rule, and one number":       {[]person{an1, an1}, Options{NeverTogether: numbers}, [][]uint32{{0, 1}}},
		"a hard rule, and no number first":  {[]person{with(func(p *person) { p.number = 0 }), an1}, Options{NeverTogether: numbers}, [][]uint32{{0, 1}}},
		"a hard rule, and no number last":   {[]person{an1, with(func(p *person) { p.number = 0 })}, Options{NeverTogether: numbers}, [][]uint32{{0, 1}}},
		"a hard rule, and no number at all": {[]person{with(func(p *person) { p.number = 0 }), with(func(p *person) { p.number = anNear }), an1}, Options{NeverTogether: numbers}, [][]uint32{{0, 1}}},
		"a hard rule at one remove":         {[]person{with(func(p *person) { p.number = anNear }), with(func(p *person) { p.number = 0 }), an1}, Options{NeverTogether: numbers}, [][]uint32{{0, 1}}},
	} {
		if got := groups(Facts(people(c.rows...), nil, c.opt)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestDecisionsProperties: on random graphs with random decisions and a hard rule no group holds a pair said to be two persons
// or two numbers, a pair said to be one is together unless that or a chain of it keeps it apart, and the order of the decisions is of
// no matter.
func TestDecisionsProperties(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 43))
		p, pairs := randomGraph(r)
		opt := Options{NeverTogether: []record.Field{record.PersonalIDNo}}
		for range r.IntN(5) {
			a, b := uint32(r.IntN(p.Rows())), uint32(r.IntN(p.Rows()))
			if a == b {
				continue
			}
			if d := (record.Pair{Left: a, Right: b}); r.IntN(2) == 0 {
				opt.Same = append(opt.Same, d)
			} else {
				opt.Different = append(opt.Different, d)
			}
		}
		got := Group(p, pairs, opt)
		of := map[uint32]int{}
		for i, c := range got {
			for _, row := range c.Rows {
				of[row] = i + 1
			}
		}
		together := func(a, b uint32) bool { return of[a] != 0 && of[a] == of[b] }
		for _, d := range opt.Different {
			if together(d.Left, d.Right) {
				t.Fatalf("seed %d: %v together in %v", seed, d, groups(got))
			}
		}
		apart := NewApart(p, opt.NeverTogether)
		hindered := len(opt.Different) > 0
		for a := range uint32(p.Rows()) {
			for b := range a {
				hindered = hindered || apart.Rows(a, b)
				if together(a, b) && apart.Rows(a, b) {
					t.Fatalf("seed %d: two numbers in %v", seed, groups(got))
				}
			}
		}
		for _, d := range opt.Same {
			if !hindered && !together(d.Left, d.Right) {
				t.Fatalf("seed %d: %v apart in %v", seed, d, groups(got))
			}
		}
		r.Shuffle(len(opt.Same), func(i, j int) { opt.Same[i], opt.Same[j] = opt.Same[j], opt.Same[i] })
		if again := Group(p, pairs, opt); !reflect.DeepEqual(groups(again), groups(got)) {
			t.Fatalf("seed %d: shuffled %v, before %v", seed, groups(again), groups(got))
		}
	}
}
