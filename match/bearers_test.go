package match

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// crowd makes n strangers of two peoples whose names go with sex and people, and whose given names come and go.
func crowd(seed uint64, n int) []person {
	r := random(seed)
	khmer := strings.Fields("Thạch Sơn Kim Danh Kiên")
	khmerGiven := strings.Fields("Sóc Kha Rây Sa Phol Đa Chanh Tha Mara Vuông Phia Sết")
	rows := make([]person, n)
	for i := range rows {
		p := person{sex: pick(&r, []string{record.SexMale, record.SexFemale}), people: "kinh", commune: uint32(1 + r.n(5)), province: 1}
		year := 1950 + r.n(70)
		p.date = fmt.Sprintf("%d-%02d-%02d", year, 1+r.n(12), 1+r.n(28))
		mid, given := maleMid, male
		if p.sex == record.SexFemale {
			mid, given = femMid, female
		}
		era := (year - 1950) * len(given) / 90 // a third of the names are in fashion at a time
		surname, name := r.skew(surnames), given[(era+r.n(len(given)/3))%len(given)]
		if r.chance(.15) {
			p.people, surname = "khmer", pick(&r, khmer)
			if r.chance(.8) {
				name = pick(&r, khmerGiven)
			}
		}
		p.name = surname + " " + r.skew(mid) + " " + name
		rows[i] = p
	}
	return rows
}

// Of the strangers who are held against a register, as many share name, sex, people and birth year with one of its persons as the chances say.
func TestStrangersShareWhatNamesSay(t *testing.T) {
	const n = 20_000
	people, others := crowd(1, n), crowd(1<<40, n)
	right := testPeople(people)
	s := newScorer(PriorModel(), right, right, nil, 1)
	w := s.worker()
	var born *dateComparer
	for _, c := range s.comps {
		if c.born {
			born = c.cmp.(*dateComparer)
		}
	}
	type seen struct {
		name, sex, people string
		year              int
	}
	of := func(p person) seen { return seen{p.name, p.sex, p.people, testDate(p.date).Date.Year()} }
	same := map[seen]float64{}
	for _, p := range others {
		same[of(p)]++
	}
	names := map[string]float64{}
	for _, p := range people {
		names[p.name]++
	}
	// Apart for names that one person bears, of which the parts alone tell, and for others.
	var found, expected [2]float64
	for row, p := range people {
		line := s.at(s.right, uint32(row))
		w.begin()
		chance := born.share(of(p).year)
		w.born = true
		for i := range s.comps {
			if c := &s.comps[i]; c.name || c.def.Name == "sex" || c.def.Name == "ethnicity" {
				c.cmp.compare(line[c.off:], line[c.off:], w, &w.out)
				c.note(&w.out, w)
				chance *= w.out.f
				if c.name {
					chance /= c.m[nameExact] // of which the chance is to bear the name and to be written right
				}
			}
		}
		k := min(int(names[p.name]), 2) - 1
		found[k] += same[of(p)]
		expected[k] += chance * n
	}
	for k, what := range []string{"seen once", "seen oftener"} {
		if ratio := expected[k] / found[k]; ratio < .6 || ratio > 1.5 {
			t.Errorf("names %s: %.1f strangers expected, %.0f found", what, expected[k], found[k])
		}
	}
}

// What a row's name says is worked out without the row itself.
func TestBearersLeaveTheRowOut(t *testing.T) {
	rows := crowd(3, 2*leastCount)
	rows[7].name, rows[7].sex, rows[7].people = "Ưng Ýt Ựng", record.SexFemale, "khmer"
	right := testPeople(rows)
	s := newScorer(PriorModel(), right, right, nil, 1)
	for i := range s.comps {
		if c := &s.comps[i]; c.name {
			who := company(s.at(s.right, 7)[c.off+1])
			if sex := who.sex(); sex < .4 || sex > .6 {
				t.Errorf("a name nobody else bears tells the sex: %.2f", sex)
			}
			if people := who.people(); people > .25 {
				t.Errorf("a name nobody else bears tells the people: %.2f", people)
			}
			if years := who.years(); years < .5 || years > 4 {
				t.Errorf("and the birth year: %.2f", years)
			}
		}
	}
}

// A register that tells too little changes nothing.
func TestFewBearers(t *testing.T) {
	right := testPeople(crowd(4, leastCount/2))
	s := newScorer(PriorModel(), right, right, nil, 1)
	for i := range s.comps {
		if c := &s.comps[i]; c.name && s.at(s.right, 0)[c.off+1] != 0 {
			t.Error("the slot is not empty")
		}
	}
}

// TestPersonsOf: the classes of a register's persons. The most frequent peoples have one each, those of a hundredth of the rows at least; all others have one together.
func TestPersonsOf(t *testing.T) {
	var rows []person
	add := func(n int, people string) {
		for range n {
			rows = append(rows, person{name: "Lê Văn An", people: people, sex: record.SexFemale, date: "1985-05-06"})
		}
	}
	for i, people := range []string{"", "kinh", "tay", "thai", "muong", "khmer", "nung", "hmong", "cham"} {
		add([]int{10, 600, 100, 80, 70, 60, 50, 25, 5}[i], people)
	}
	rows[10].sex, rows[11].sex = record.SexMale, ""
	rows[12].date, rows[13].date, rows[14].date, rows[15].date = "1875", "2150", "", "1881"
	of := personsOf(testPeople(rows))
	if of.sexes != 2 || of.peoples != mostPeoples+1 {
		t.Errorf("%d sexes and %d peoples", of.sexes, of.peoples)
	}
	year := int8((1985 - firstBucket) / bucketYears)
	for _, c := range []struct {
		row   int
		want  bearer
		class int
	}{
		{0, bearer{0, -1, year}, -1}, {16, bearer{0, 0, year}, 0}, {620, bearer{0, 1, year}, 1}, {960, bearer{0, 5, year}, 5}, {980, bearer{0, 6, year}, 6}, {999, bearer{0, 6, year}, 6},
		{10, bearer{1, 0, year}, 7}, {11, bearer{-1, 0, year}, -1},
		{12, bearer{0, 0, 1}, 0}, {13, bearer{0, 0, buckets - 2}, 0}, {14, bearer{0, 0, -1}, 0}, {15, bearer{0, 0, 1}, 0},
	} {
		if got := of.row(c.row); got != c.want || of.class(got) != c.class {
			t.Errorf("row %d: %+v of class %d, want %+v of class %d", c.row, got, of.class(got), c.want, c.class)
		}
	}
	right := testPeople(rows)
	s := newScorer(PriorModel(), right, right, nil, 1)
	for i := range s.comps {
		if c := &s.comps[i]; c.name {
			told := func(row uint32) float64 { return company(s.at(s.right, row)[c.off+1]).people() }
			if told(960) == 0 || told(980) != 0 || told(999) != 0 || told(0) != 0 {
				t.Errorf("a people of its own %v, of those counted together %v and %v, one not known %v", told(960), told(980), told(999), told(0))
			}
		}
	}
	add(8000, "kinh") // of whom there are many more, the others are too few
	if of := personsOf(testPeople(rows)); of.peoples != 3 || of.row(620).people != 1 || of.row(720).people != 2 || of.row(999).people != 2 {
		t.Errorf("%d peoples: %+v, %+v, %+v", of.peoples, of.row(620), of.row(720), of.row(999))
	}
	if of := personsOf(testPeople([]person{{name: "Lê Văn An"}})); of.peoples != 1 || of.sexes != 1 || of.row(0) != (bearer{-1, 0, -1}) {
		t.Errorf("of a register without peoples: %d, %d, %+v", of.peoples, of.sexes, of.row(0))
	}
}

// TestNamesOfAPeopleGoTogether: a Khmer surname and a Khmer given name stand together far oftener than by chance, with their marks and without.
func TestNamesOfAPeopleGoTogether(t *testing.T) {
	rows := crowd(5, 10*leastCount)
	p := testPeople(append(rows, person{name: "Thạch Văn Rây"}, person{name: "Nguyễn Văn Hùng"}, person{name: "Thạch Văn Hùng"}))
	names := p.Names[record.FullName]
	table := newNameTable([]*record.Values[record.Name]{names})
	code := rowCode([]*record.Values[record.Name]{names}, number([]*record.Values[record.Name]{names}, table.of))
	table.count(p.Rows(), code)
	b := newBearers(p, table, code)
	for i, c := range []struct {
		name        string
		least, most float64
	}{{"both of one people", 4, 100}, {"both of another", 1, 3}, {"one of each", .05, .8}} {
		n := code(len(rows) + i)
		full, folded := b.together(table.rest[n].marked, [3]uint32{table.names[n].sur, table.names[n].mid, table.names[n].giv})
		if full < c.least || full > c.most || folded < c.least || folded > c.most {
			t.Errorf("%s: %.2f with marks, %.2f without", c.name, full, folded)
		}
	}
}

// TestFit: for which two names what the one says of its bearer holds of both, and when its birth years count.
func TestFit(t *testing.T) {
	const who = company(200 | 100<<8 | (128+rateUnit)<<16) // born twice as often in these years
	name := func(sur, mid, giv uint32) nameInfo { return nameInfo{sur: sur, mid: mid, giv: giv} }
	for _, c := range []struct {
		what       string
		other      nameInfo
		level      uint8
		born       bool
		told       bool
		f, given   float64
		wantF      float64
		wantGivenF float64
	}{
		{"one name", name(1, 2, 3), nameExact, true, true, .2, .3, .4, .6},
		{"one name, very frequent", name(1, 2, 3), nameExact, true, true, .6, .8, 1, 1},
		{"one name, born in other years", name(1, 2, 3), nameExact, false, true, .2, .3, .2, .3},
		{"no middle name", name(1, 0, 3), nameMiddleMissing, true, true, .2, .3, .4, .6},
		{"another surname", name(9, 2, 3), nameGivenMiddle, true, true, .2, .3, .4, .6},
		{"another surname, no middle name", name(9, 0, 3), nameGiven, true, true, .2, .3, .4, .6},
		{"another middle name", name(1, 9, 3), nameSurnameGiven, true, false, .2, .3, .4, .6},
		{"a slip in the middle name", name(1, 9, 3), nameMiddleTypo, true, true, .2, .3, .4, .6},
		{"a slip in the given name", name(1, 2, 9), nameTypo, true, true, .2, .3, .2, .3},
		{"a slip in surname and middle name", name(9, 9, 3), nameTypoFar, true, true, .2, .3, .4, .6},
		{"slips in surname and given name", name(9, 2, 9), nameTypoFar, true, false, .2, .3, .2, .3},
		{"another given name", name(1, 2, 9), nameSurnameMiddle, true, false, .2, .3, .2, .3},
		{"another name", name(8, 9, 9), nameOther, true, false, .2, .3, .2, .3},
	} {
		names := &nameComparer{names: []nameInfo{{}, name(1, 2, 3), c.other}}
		for _, x := range []uint32{1, 2} {
			o := outcome{level: c.level, f: c.f, given: c.given}
			names.fit(x, 3-x, who, &worker{born: c.born}, &o)
			if (o.company == who) != c.told || math.Abs(o.f-c.wantF) > 1e-9 || math.Abs(o.given-c.wantGivenF) > 1e-9 {
				t.Errorf("%s, the one first %v: told %v, %.3f and %.3f", c.what, x == 1, o.company == who, o.f, o.given)
			}
		}
	}
}
