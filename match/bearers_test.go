package match

import (
	"fmt"
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
