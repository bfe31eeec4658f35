package match

import (
	"context"
	"math"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestTilt: without matches the rates of error are the model's; matches that show twice the errors make all of them more frequent, those too that no match shows, and
// the levels of a group still make up what they did.
func TestTilt(t *testing.T) {
	p := testPeople(register(61, 50))
	s := newScorer(PriorModel(), p, p, nil, 1)
	counts, base := make([][maxLevels]float64, len(s.comps)), make([][maxLevels]float64, len(s.comps))
	s.tilt(counts, base)
	for i := range base {
		for j, m := range base[i] {
			if math.Abs(m-s.comps[i].m[j]) > 1e-9 {
				t.Fatalf("without matches: %s level %d: %.6f, the model has %.6f", s.comps[i].def.Name, j, m, s.comps[i].m[j])
			}
		}
	}
	for i := range s.comps {
		if s.comps[i].born {
			counts[i][dateSame], counts[i][dateDay] = 27, 13
		}
	}
	s.tilt(counts, base)
	for i := range s.comps {
		c := &s.comps[i]
		if c.name && (base[i][nameTypo] < 1.3*c.m[nameTypo] || base[i][nameExact] > c.m[nameExact]) {
			t.Errorf("name: typo %.4f, the model has %.4f; exact %.4f, %.4f", base[i][nameTypo], c.m[nameTypo], base[i][nameExact], c.m[nameExact])
		}
		group := groups(c.def.Kind)
		var before, after [mostGroups]float64
		for j := 1; j <= len(c.def.Levels); j++ {
			if g := group[j]; g >= 0 {
				before[g] += c.m[j]
				after[g] += base[i][j]
			}
		}
		for g := range before {
			if math.Abs(before[g]-after[g]) > 1e-9 {
				t.Errorf("%s: levels of group %d make %.6f, in the model %.6f", c.def.Name, g, after[g], before[g])
			}
		}
	}
}

// TestFewMatchesTellHowCarefullyAListIsWritten: with too few matches to learn each rate of error, those of a table written badly are more frequent than the model's and those of one
// written well less, and the pairs are weighed so.
func TestFewMatchesTellHowCarefullyAListIsWritten(t *testing.T) {
	exact := func(careless bool) float64 {
		people := register(62, 600)
		r := random(63)
		for i := range 40 {
			p := people[i]
			if careless {
				p = carelessly(&r, p)
			}
			people = append(people, p)
		}
		n := len(people)
		_, stats, err := Dedupe(context.Background(), PriorModel(), testPeople(people), allPairs(n, n, true).All(), Options{Learn: true, Threads: 1})
		if err != nil || !stats.Learned.Training.KeptAll() {
			t.Fatalf("%+v, %v", stats.Learned, err)
		}
		return stats.Learned.M["name"][nameExact-1]
	}
	prior := PriorModel().comparison("name").Levels[nameExact-1].M
	if good, bad := exact(false), exact(true); good < prior+.02 || bad > prior-.02 {
		t.Errorf("names written alike: %.3f in a careful list, %.3f in a careless one, the model has %.3f", good, bad, prior)
	}
}

// carelessly returns the row with an error in half of its values.
func carelessly(r *random, p person) person {
	if r.chance(.5) {
		p.name = p.name[:len(p.name)-1]
	}
	if r.chance(.5) {
		p.date = p.date[:8] + "29"
	}
	if r.chance(.5) {
		p.commune += 7
	}
	if r.chance(.5) {
		p.father = p.father[:len(p.father)-1]
	}
	return p
}

// TestSharedNumbersOfOneTable: how often relatives share a telephone is learned from the table, so that where hardly any do, a telephone in common tells more.
func TestSharedNumbersOfOneTable(t *testing.T) {
	phones := func(perPhone int) (shared, probability float64) {
		people := register(64, 600)
		for i := range people {
			people[i].phone = "09" + string(rune('0'+i/perPhone/100)) + string(rune('0'+i/perPhone/10%10)) + string(rune('0'+i/perPhone%10))
		}
		again := people[7]
		again.name, again.date, again.father, again.mother, again.id, again.commune, again.phone = "Quách Mỹ Uyên", "", "", "", 0, 0, "09999"
		other := again
		other.name = ""
		people = append(people, again, other)
		n := len(people)
		p := testPeople(people)
		pairs, stats, err := Dedupe(context.Background(), PriorModel(), p, allPairs(n, n, true).All(), Options{Learn: true, Threads: 1, MinProbability: 1e-9})
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range pairs {
			if (pair.Pair == record.Pair{Left: 600, Right: 601, Rule: pair.Rule}) {
				probability = pair.Probability
			}
		}
		return stats.Learned.Shared["phone"][Household], probability
	}
	prior := PriorModel().comparison("phone").Shared[Household]
	alone, p := phones(1)
	family, q := phones(3)
	if alone > prior/10 || family < prior/4 {
		t.Errorf("relatives of one telephone: %.4f where nobody shares one, %.4f where three do, the model has %.2f", alone, family, prior)
	}
	if p < 4*q {
		t.Errorf("a telephone in common and no name: probability %.4f where nobody else shares one, %.4f where three do", p, q)
	}
}
