package match

import (
	"bytes"
	"context"
	"flag"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/modelfile"
)

var update = flag.Bool("update", false, "write the golden files")

// TestEMRecoversPlantedRates draws levels of pairs from a known model, hides which pairs are matches, starts EM from
// rates that are off by up to a factor of three, and wants the planted ones back.
func TestEMRecoversPlantedRates(t *testing.T) {
	people := testPeople(register(3, 4000))
	s := newScorer(PriorModel(), people, testPeople(register(4, 4000)), nil, 1)
	s.persons = 4000
	r := random(71)
	n := len(s.comps)
	planted := make([][maxLevels]float64, n)
	for i := range s.comps {
		c := &s.comps[i]
		sum := [3]float64{}
		g := groups(c.def.Kind)
		for j := 1; j <= len(c.def.Levels); j++ {
			planted[i][j] = c.m[j] * math.Pow(2.5, 2*float64(r.n(1000))/1000-1)
			if g[j] >= 0 {
				sum[g[j]] += planted[i][j]
			}
		}
		for j := 1; j <= len(c.def.Levels); j++ {
			if g[j] == 0 {
				planted[i][j] /= sum[0]
			} else {
				planted[i][j] = 0 // conditional levels are not drawn
			}
		}
	}
	draw := func(m [maxLevels]float64) uint8 {
		x := float64(r.next()>>11) / (1 << 53)
		for j := 1; j < maxLevels; j++ {
			if x -= m[j]; x < 0 {
				return uint8(j)
			}
		}
		return codeOther
	}
	// Strangers: the chance shares are those of a plain table, the same for all values.
	chance := make([][maxLevels]float64, n)
	for i := range s.comps {
		chance[i][1], chance[i][2] = .02, .98
	}
	sm := &sample{n: n, stays: bytes.Repeat([]byte{1}, 4000)}
	for left := range uint32(4000) {
		for k := range uint32(6) {
			p := sampled{left: left, right: k, chance: 1, levels: uint32(len(sm.levels))}
			for i := range s.comps {
				level := draw(chance[i])
				if k == 0 && left%20 != 0 {
					level = draw(planted[i])
				}
				// The likelihood as strangers, made proper over all levels by a floor.
				u := chance[i][level]
				if u == 0 {
					u = 1e-4
				}
				p.chance *= u
				sm.levels = append(sm.levels, level)
			}
			sm.pairs = append(sm.pairs, p)
		}
	}
	m := PriorModel()
	m.Training = &modelfile.Training{}
	s.learnM(sm, m)
	if want := 4000. * .95; math.Abs(m.Training.Matches-want) > .02*want {
		t.Errorf("%.1f expected matches, planted %.0f", m.Training.Matches, want)
	}
	for i := range s.comps {
		c := &s.comps[i]
		for k := range m.Comparisons {
			if m.Comparisons[k].Name != c.def.Name {
				continue
			}
			for j, l := range m.Comparisons[k].Levels {
				if want := planted[i][j+1]; want > 0 && l.Name != "unmarked" && l.Name != "commune" {
					// Four standard deviations of the count, and what the pseudo-counts pull towards the prior.
					slack := 4*math.Sqrt(want*3800)/3800 + math.Abs(want-c.m[j+1])*pseudoCounts/3800 + .002
					if math.Abs(l.M-want) > slack {
						t.Errorf("%s %s: m %.4f, planted %.4f, prior %.4f", c.def.Name, l.Name, l.M, want, c.m[j+1])
					}
				}
			}
		}
	}
}

func TestTrainMovesTowardsTheData(t *testing.T) {
	sector, pop, _ := dirty(91, 700, 800)
	m, err := Train(context.Background(), PriorModel(), sector, pop, allPairs(800, 700, false), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range m.Comparisons {
		sum := 0.0
		g := groups(c.Kind)
		for j, l := range c.Levels {
			if g[j+1] == 0 {
				sum += l.M
			}
			switch c.Name + "." + l.Name {
			case "name.middle_missing":
				if l.M < .05 || l.M > .11 {
					t.Errorf("dropped middle names: m %.4f, made at 0.08", l.M)
				}
			case "residence.commune":
				if l.M < .92 {
					t.Errorf("moved: m of the same commune %.4f, made at 0.95", l.M)
				}
			}
		}
		if math.Abs(sum-1) > .03 {
			t.Errorf("%s: m adds up to %.4f", c.Name, sum)
		}
	}
}

func TestSampleDoesNotDependOnOrder(t *testing.T) {
	// More pairs than the sample holds: which rows stay must not depend on when they came.
	keep := func(reverse bool) map[uint32]bool {
		sm := &sample{n: 1, stays: make([]uint8, 3000)}
		for i := range sm.stays {
			sm.stays[i] = staysFor(splitmix.Mix(uint64(i)), ^uint64(0))
		}
		const rows, each = 3000, 400
		for i := range rows {
			left := uint32(i)
			if reverse {
				left = uint32(rows - 1 - i)
			}
			for k := range uint32(each) {
				if sm.in(left) {
					sm.pairs = append(sm.pairs, sampled{left: left, right: k, levels: uint32(len(sm.levels))})
					sm.levels = append(sm.levels, uint8(left))
				}
			}
			sm.shrink()
		}
		got := map[uint32]bool{}
		for _, p := range sm.pairs {
			got[p.left] = true
			if sm.levels[p.levels] != uint8(p.left) {
				t.Fatalf("row %d lost its levels", p.left)
			}
		}
		return got
	}
	a, b := keep(false), keep(true)
	if len(a) != len(b) || len(a) == 0 {
		t.Fatalf("%d rows one way, %d the other", len(a), len(b))
	}
	for row := range a {
		if !b[row] {
			t.Fatalf("row %d is in the sample one way only", row)
		}
	}
}

func TestModelRoundTrip(t *testing.T) {
	var b bytes.Buffer
	if err := PriorModel().Write(&b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("testdata/prior.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile("testdata/prior.json")
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(golden) {
		t.Error("the shipped prior is not testdata/prior.json: say why and run with -update")
	}
	m, err := OverModel(PriorModel(), golden)
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := m.Write(&again); err != nil || again.String() != b.String() {
		t.Error("a model written, read and written again differs")
	}
}

func TestOverModelRefuses(t *testing.T) {
	var b bytes.Buffer
	if err := PriorModel().Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, from, to string }{
		{"another version", `"version": 1`, `"version": 2`},
		{"an unknown key", `"coverage"`, `"covrage"`},
		{"an unknown kind", `"kind": "date"`, `"kind": "data"`},
		{"a missing level", `"name": "marks"`, `"name": "mark"`},
		{"m above one", `"m": 0.8,`, `"m": 8,`},
		{"coverage of one", `"coverage": 0.95`, `"coverage": 1`},
		{"cut short", "}\n", "\n"},
	} {
		text := strings.Replace(b.String(), c.from, c.to, 1)
		if text == b.String() {
			t.Fatalf("%s: nothing replaced", c.name)
		}
		if c.name == "cut short" {
			text = text[:len(text)/2]
		}
		if _, err := OverModel(PriorModel(), []byte(text)); err == nil {
			t.Errorf("%s: no error", c.name)
		}
	}
}

// A misspelt comparison or level is named, with what there is.
func TestOverModelNamesWhatIsMisspelt(t *testing.T) {
	for file, want := range map[string][]string{
		`{"comparisons":[{"name":"phone","levels":[{"name":"sam","m":0.7}]}]}`: {`"phone"`, `"sam"`, "same, other"},
		`{"comparisons":[{"name":"fone","levels":[{"name":"same","m":0.7}]}]}`: {`"fone"`, "phone", "kind"},
	} {
		_, err := OverModel(PriorModel(), []byte(file))
		for _, w := range want {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%s: %v, want %s", file, err, w)
			}
		}
	}
}

func FuzzOverModel(f *testing.F) {
	var b bytes.Buffer
	if err := PriorModel().Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add([]byte(`{"format":"doisanh-match-model","version":1}`))
	people := testPeople(register(1, 20))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := OverModel(PriorModel(), data)
		if err != nil {
			return
		}
		// Whatever is accepted can score.
		if _, _, err := Dedupe(context.Background(), m, people, allPairs(20, 20, true).All(), Options{}); err != nil {
			t.Fatal(err)
		}
	})
}

// TestGroupsOfLevelsStayWhole: however far the data lead from the prior, the m of a group of levels are shares of one whole, and none is further from its prior than mostChange.
func TestGroupsOfLevelsStayWhole(t *testing.T) {
	people := testPeople(register(3, 100))
	s := newScorer(PriorModel(), people, testPeople(register(4, 100)), nil, 1)
	r := random(29)
	for i := range s.comps {
		c := &s.comps[i]
		g := groups(c.def.Kind)
		for range 50 {
			var counts [maxLevels]float64
			for j := 1; j <= len(c.def.Levels); j++ {
				counts[j] = math.Pow(10, float64(r.n(9)))
			}
			m := c.mStep(c.m, counts, pseudoCounts)
			if err := modelfile.CheckSum(g[1:], m[1:len(c.def.Levels)+1], 1e-3); err != nil {
				t.Fatalf("%s: %v: %v", c.def.Name, m, err)
			}
			for j := 1; j <= len(c.def.Levels); j++ {
				if g[j] >= 0 && (m[j] < c.m[j]/mostChange*almost || m[j] > c.m[j]*mostChange/almost) {
					t.Errorf("%s: level %d: %g of %g", c.def.Name, j, m[j], c.m[j])
				}
			}
		}
	}
}

// TestStaysFor: a row is in for as long as its key lies below the limit, which is halved.
func TestStaysFor(t *testing.T) {
	for _, limit := range []uint64{0, 1, 1 << 40, ^uint64(0)} {
		for _, key := range []uint64{0, 1, 3, 1 << 39, 1<<40 - 1, 1 << 40, ^uint64(0) - 1, ^uint64(0)} {
			sm := sample{stays: []uint8{staysFor(key, limit)}}
			for at := limit; ; at /= 2 {
				if got := sm.in(0); got != (key < at) {
					t.Fatalf("limit %x, key %x: in the sample %v when it has been halved %d times", limit, key, got, sm.halved)
				}
				if sm.halved++; at == 0 {
					break
				}
			}
		}
	}
}
