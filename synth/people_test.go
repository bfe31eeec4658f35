package synth

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func populated(t testing.TB, text string) *world {
	t.Helper()
	c, err := ReadConfig(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(c)
	w.populate()
	return w
}

func TestNumbersAreWellFormedAndUnique(t *testing.T) {
	w := populated(t, "people: 20000\nseed: 4")
	ids, cmnds, taxes, bhxhs := map[uint64]bool{}, map[uint32]bool{}, map[uint64]bool{}, map[uint64]bool{}
	for i := range w.people {
		p := &w.people[i]
		switch {
		case ids[p.id]:
			t.Fatalf("personal ID %012d twice", p.id)
		case record.IDProvince(p.id) != int(p.pcode) || !w.knownProvince(p.id):
			t.Fatalf("%012d: province %d", p.id, p.pcode)
		case record.IDIsMale(p.id) == p.female:
			t.Fatalf("%012d: sex", p.id)
		case record.IDBirthYear(p.id) != p.year():
			t.Fatalf("%012d: born %d", p.id, p.year())
		case p.cmnd != 0 && (cmnds[p.cmnd] || p.cmnd < 10_000_000 || p.cmnd > 999_999_999):
			t.Fatalf("CMND %d", p.cmnd)
		}
		ids[p.id] = true
		if p.cmnd != 0 {
			cmnds[p.cmnd] = true
		}
		tax, bhxh := w.taxCode(uint32(i)), w.bhxhNumber(uint32(i))
		if taxes[tax] || bhxhs[bhxh] || taxCheck(tax/10) != tax%10 || bhxh >= 10_000_000_000 {
			t.Fatalf("tax code %d, BHXH %d", tax, bhxh)
		}
		taxes[tax], bhxhs[bhxh] = true, true
	}
	if len(cmnds) < len(w.people)/3 {
		t.Errorf("%d of %d have a CMND", len(cmnds), len(w.people))
	}
}

func TestTaxCheckDigit(t *testing.T) {
	// A code known to be valid: 0100109106 (a state corporation's, published).
	if c := taxCheck(10010910); c != 6 {
		t.Errorf("check digit %d", c)
	}
}

func TestFamiliesHang(t *testing.T) {
	w := populated(t, "people: 20000\nseed: 4")
	twins, sameName, namesakes, minority, oneLetter, fourWords := 0, 0, 0, 0, 0, 0
	states := map[state]int{}
	births := map[[2]int64]bool{}
	names := map[[3]uint64]bool{}
	for i := range w.people {
		p := &w.people[i]
		states[p.state]++
		for _, parent := range [...]int32{p.father, p.mother} {
			if parent == none {
				continue
			}
			q := &w.people[parent]
			if p.year()-q.year() < 15 || q.household != p.household {
				t.Fatalf("child born %d of a parent born %d, households %d and %d", p.year(), q.year(), p.household, q.household)
			}
		}
		if p.father != none && (w.people[p.father].name != p.fatherName || w.people[p.father].female) || p.mother != none && (w.people[p.mother].name != p.motherName || !w.people[p.mother].female) {
			t.Fatalf("person %d does not know their parents' names", i)
		}
		if p.spouse != none && (w.people[p.spouse].spouse != int32(i) || p.marital != married && p.marital != divorced) {
			t.Fatalf("person %d has a spouse who has not, or is not married", i)
		}
		if p.birth > w.asOf || p.death != 0 && (p.death > w.asOf || p.death < p.birth) {
			t.Fatalf("born %v, died %v", p.birth, p.death)
		}
		if p.mother != none {
			key := [2]int64{int64(p.mother), int64(p.birth)}
			if births[key] {
				twins++
			}
			births[key] = true
		}
		if p.father != none && p.name == p.fatherName {
			sameName++
		}
		key := [3]uint64{uint64(p.name.sur)<<32 | uint64(p.name.mid)<<16 | uint64(p.name.giv), uint64(p.year()), uint64(p.home)}
		if names[key] {
			namesakes++
		}
		names[key] = true
		if p.group != 0 {
			minority++
		}
		words := strings.Fields(w.names.text(p.name))
		if len([]rune(words[0])) == 1 {
			oneLetter++
		}
		if len(words) == 4 && p.year() > 2000 {
			fourWords++
		}
	}
	for what, n := range map[string]int{"twins": twins, "fathers and sons of one name": sameName, "namesakes": namesakes,
		"people of minorities": minority, "names of a letter": oneLetter, "four-word names of the young": fourWords} {
		if n == 0 {
			t.Errorf("no %s", what)
		}
	}
	for st, key := range stateKeys {
		if states[state(st)] == 0 {
			t.Errorf("nobody in state %d %s", st, key)
		}
	}
}

func TestNamesFollowCohorts(t *testing.T) {
	w := populated(t, "people: 20000\nminority_share: 0")
	var van, thi, men, women [2]int
	nguyen, total := 0, 0
	for i := range w.people {
		p := &w.people[i]
		c := cohortOld
		if p.year() >= 2005 {
			c = cohortNew
		} else if p.year() >= 1975 {
			continue
		}
		text := w.names.text(p.name)
		total++
		if strings.HasPrefix(text, "Nguyễn ") {
			nguyen++
		}
		if p.female {
			women[c]++
			if strings.Contains(text, " Thị ") {
				thi[c]++
			}
		} else {
			men[c]++
			if strings.Contains(text, " Văn ") {
				van[c]++
			}
		}
	}
	share := func(n, of int) float64 { return float64(n) / float64(of) }
	if s := share(nguyen, total); s < 0.27 || s > 0.37 {
		t.Errorf("Nguyễn is %.2f", s)
	}
	if old, young := share(thi[0], women[0]), share(thi[1], women[1]); old < 0.7 || young > 0.5 {
		t.Errorf("Thị in %.2f of old and %.2f of young women's names", old, young)
	}
	if old, young := share(van[0], men[0]), share(van[1], men[1]); old < 0.35 || young > 0.3 {
		t.Errorf("Văn in %.2f of old and %.2f of young men's names", old, young)
	}
}

func TestPermuteIsABijection(t *testing.T) {
	seen := make([]bool, 10_000)
	for i := range uint64(10_000) {
		n := permute(i, 100, 7)
		if n >= 10_000 || seen[n] {
			t.Fatalf("%d twice or too large", n)
		}
		seen[n] = true
	}
}
