package cluster

import (
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestContradict(t *testing.T) {
	man := person{name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale}
	woman := person{name: "Trần Thị Hoa", born: "1990-05-06", sex: record.SexFemale}
	hoa := func(born string) person { return person{name: "Trần Thị Hoa", born: born} }
	with := func(change func(p *person)) person {
		p := man
		p.number = an
		change(&p)
		return p
	}
	other := with(func(p *person) { p.number = anOther })
	named := func(faults record.Fault) func(*record.People) {
		return func(p *record.People) {
			marked(p.Names, record.FullName, 1, func(n *record.Name) { n.Faults |= faults })
		}
	}
	dated := func(faults record.Fault) func(*record.People) {
		return func(p *record.People) {
			marked(p.Dates, record.BirthDate, 1, func(d *record.DateValue) { d.Faults |= faults })
		}
	}
	for name, c := range map[string]struct {
		one, other person
		as         func(*record.People)
		want       bool
	}{
		"sex and given name":                {man, woman, nil, true},
		"given name alone":                  {man, hoa("1990-05-06"), nil, false},
		"given name, and one sex":           {man, person{name: "Trần Văn Hòa", born: "1990-05-06", sex: record.SexMale}, nil, false},
		"sex, and no name":                  {man, person{sex: record.SexFemale}, nil, false},
		"sex, and a given name of a letter": {man, woman, named(record.FaultInitials), false},
		"sex, and one name cut in other ways": {person{name: "Nguyễn Hoàng An", sex: record.SexMale}, person{name: "Nguyễn Hoàng Ân", sex: record.SexFemale}, func(p *record.People) {
			marked(p.Names, record.FullName, 1, func(n *record.Name) { n.FoldedGiven = uint8(len("nguyen ")) })
		}, false},

		"far dates":                       {man, hoa("1993-08-06"), nil, true},
		"day and month":                   {man, hoa("1990-08-07"), nil, true},
		"year and day":                    {man, hoa("1993-05-07"), nil, true},
		"the year alone":                  {man, hoa("1993-05-06"), nil, false},
		"the month alone":                 {man, hoa("1990-08-06"), nil, false},
		"the day alone":                   {man, hoa("1990-05-07"), nil, false},
		"day and month exchanged":         {man, hoa("1990-06-05"), nil, false},
		"exchanged, and the year":         {man, hoa("1993-06-05"), nil, false},
		"its day the other's month alone": {man, hoa("1990-06-08"), nil, true},
		"its month the other's day alone": {man, hoa("1990-08-05"), nil, true},
		"a year without a day":            {man, hoa("1993"), nil, false},
		"a day that stands for another":   {man, hoa("1993-08-07"), dated(record.FaultStandIn), false},
		"a day of two readings":           {man, hoa("1993-08-07"), dated(record.FaultAmbiguous), false},

		"numbers":                      {with(func(*person) {}), other, nil, true},
		"a number of another year":     {with(func(*person) {}), with(func(p *person) { p.number, p.born = anOther, "1971-05-06" }), nil, false},
		"a number of the other sex":    {with(func(*person) {}), with(func(p *person) { p.number, p.sex = anOther, record.SexFemale }), nil, false},
		"numbers, and no birth date":   {with(func(*person) {}), with(func(p *person) { p.number, p.born = anOther, "" }), nil, true},
		"numbers, and no sex":          {with(func(*person) {}), with(func(p *person) { p.number, p.sex = anOther, "" }), nil, true},
		"a woman's number and a man's": {with(func(*person) {}), with(func(p *person) { p.number, p.sex = 42_190_777_555, record.SexFemale }), nil, true},
	} {
		p := people(c.one, c.other)
		if c.as != nil {
			c.as(p)
		}
		id := newIdentity(p)
		if got, back := id.contradict(0, 1, .995), id.contradict(1, 0, .995); got != c.want || back != c.want {
			t.Errorf("%s: %v and %v, want %v", name, got, back, c.want)
		}
	}
}

// TestContradictOutweighed: a new number is believed where name and birth date are the same and the pair is all but certain, a slip in it where
// the pair is very probable.
func TestContradictOutweighed(t *testing.T) {
	man := person{name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale, number: an}
	with := func(change func(p *person)) person { p := man; change(&p); return p }
	renumbered := func(name, born string) []person {
		one := with(func(p *person) { p.name, p.born = name, born })
		other := one
		other.number = anOther
		return []person{one, other}
	}
	slipped := []person{man, with(func(p *person) { p.number = anNear })}
	for name, c := range map[string]struct {
		rows []person
		p    float64
		want bool
	}{
		"a new number":               {renumbered("Nguyễn Văn An", "1990-05-06"), outweighsOther, false},
		"a new number, less certain": {renumbered("Nguyễn Văn An", "1990-05-06"), outweighsOther - .0001, true},
		"another name":               {[]person{man, with(func(p *person) { p.number, p.name = anOther, "Nguyễn Văn Ân" })}, 1, true},
		"another day":                {[]person{man, with(func(p *person) { p.number, p.born = anOther, "1990-05-07" })}, 1, true},
		"no name in either":          {renumbered("", "1990-05-06"), 1, true},
		"a year in both":             {renumbered("Nguyễn Văn An", "1990"), 1, true},
		"no date in either":          {renumbered("Nguyễn Văn An", ""), 1, true},
		"a slip":                     {slipped, outweighsNear, false},
		"a slip, less probable":      {slipped, outweighsNear - .001, true},
		"one number":                 {[]person{man, man}, 0, false},
	} {
		if got := newIdentity(people(c.rows...)).contradict(0, 1, c.p); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestLikeliest: of the pairs between two persons the likeliest counts, and it contradicts where all that are as likely do.
func TestLikeliest(t *testing.T) {
	man := person{name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale}
	woman := person{name: "Trần Thị Hoa", born: "1971-01-30", sex: record.SexFemale}
	id := newIdentity(people(man, man, woman, woman))
	for name, c := range map[string]struct {
		one, other []uint32
		known      map[rows]float64
		most       float64
		contrary   bool
	}{
		"no pair known":               {[]uint32{0}, []uint32{1}, nil, 0, false},
		"one that contradicts":        {[]uint32{0}, []uint32{2}, map[rows]float64{rowsOf(0, 2): .9}, .9, true},
		"the likelier contradicts":    {[]uint32{0}, []uint32{1, 2}, map[rows]float64{rowsOf(0, 1): .5, rowsOf(0, 2): .9}, .9, true},
		"the less likely contradicts": {[]uint32{0}, []uint32{2, 1}, map[rows]float64{rowsOf(0, 1): .9, rowsOf(0, 2): .5}, .9, false},
		"one of two as likely, first": {[]uint32{0}, []uint32{2, 1}, map[rows]float64{rowsOf(0, 1): .9, rowsOf(0, 2): .9}, .9, false},
		"one of two as likely, last":  {[]uint32{0}, []uint32{1, 2}, map[rows]float64{rowsOf(0, 1): .9, rowsOf(0, 2): .9}, .9, false},
		"both as likely":              {[]uint32{0}, []uint32{2, 3}, map[rows]float64{rowsOf(0, 2): .9, rowsOf(0, 3): .9}, .9, true},
	} {
		if most, contrary := id.likeliest(c.one, c.other, c.known); most != c.most || contrary != c.contrary {
			t.Errorf("%s: %v, %v; want %v, %v", name, most, contrary, c.most, c.contrary)
		}
	}
}

// TestOverruled: officers overrule a contradiction within a group by holding its two rows to be one person, not by holding others to be.
func TestOverruled(t *testing.T) {
	man := person{name: "Nguyễn Văn An", born: "1990-05-06", sex: record.SexMale}
	woman := person{name: "Trần Thị Hoa", born: "1971-01-30", sex: record.SexFemale}
	for name, c := range map[string]struct {
		same  []record.Pair
		group []uint32
		want  bool
	}{
		"no decision":              {nil, []uint32{0, 1, 2}, false},
		"of the two":               {[]record.Pair{{Left: 0, Right: 2}}, []uint32{0, 1, 2}, true},
		"of two that are alike":    {[]record.Pair{{Left: 0, Right: 1}}, []uint32{0, 1, 2}, false},
		"of a row outside":         {[]record.Pair{{Left: 2, Right: 3}}, []uint32{0, 1, 2}, false},
		"of the two, over a third": {[]record.Pair{{Left: 0, Right: 3}, {Left: 3, Right: 2}}, []uint32{0, 2}, true},
	} {
		id := newIdentity(people(man, man, woman, woman))
		id.persons = decisionsOf(Options{Same: c.same}).persons(4)
		if got := id.overruled(c.group, nil); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestNearNumbers holds nearNumbers to every number that one slip makes of another, and to random ones that none does.
func TestNearNumbers(t *testing.T) {
	slips := func(n uint64) map[uint64]bool {
		near, digits := map[uint64]bool{}, record.FormatID(n)
		put := func(s []byte) {
			v := uint64(0)
			for _, d := range s {
				v = 10*v + uint64(d-'0')
			}
			near[v] = true
		}
		for i := range digits {
			for d := range byte(10) {
				s := []byte(digits)
				s[i] = '0' + d
				put(s)
			}
			if i > 0 {
				s := []byte(digits)
				s[i-1], s[i] = s[i], s[i-1]
				put(s)
			}
		}
		return near
	}
	const seed = 3
	r := rand.New(rand.NewPCG(seed, 9))
	near := slips(an)
	for n := range near {
		if !nearNumbers(an, n) {
			t.Errorf("%d is one slip from %d", n, an)
		}
		for further := range slips(n) {
			if nearNumbers(an, further) != near[further] {
				t.Errorf("%d beside %d: want %v", further, an, near[further])
			}
		}
	}
	for range 1000 {
		if n := r.Uint64N(1_000_000_000_000); nearNumbers(an, n) != near[n] {
			t.Errorf("seed %d: %d beside %d: want %v", seed, n, an, near[n])
		}
	}
}
