package evaluate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// society makes links of rows records in two sectors; records of sex f are missed at their own rate. Each person stands in both
// sectors, and is missed in both or in none as often as together says.
func society(seed uint64, rows int, missed, missedF, together float64) (map[ref]link, map[ref][]string, *Traits) {
	r := rand.New(rand.NewPCG(seed, 11))
	run, truth, sex := map[ref]link{}, map[ref][]string{}, map[ref]string{}
	for i := range rows {
		s, rate := "m", missed
		if r.Float64() < .3 {
			s, rate = "f", missedF
		}
		luck := r.Float64()
		for _, d := range []string{"bhxh", "thue"} {
			k := ref{d, fmt.Sprint(i)}
			p := fmt.Sprint("p", i)
			truth[k], sex[k] = []string{p}, s
			own := luck
			if r.Float64() >= together {
				own = r.Float64()
			}
			l := link{person: p, decision: record.DecideMatch, probability: 1}
			if own < rate {
				l = link{decision: record.DecideNone}
			}
			run[k] = l
		}
	}
	return run, truth, &Traits{Names: []string{"sex", "commune"}, Of: func(d, id string) []string {
		n, _ := strconv.Atoi(id) // ids are numbers here
		return []string{sex[ref{d, id}], fmt.Sprint(n % 20)}
	}}
}

// TestNobodyIsCalledWorseOffByChance: where all are linked alike, 22 groups tested at once name somebody in one society of twenty at
// most, though each person's two records are missed together.
func TestNobodyIsCalledWorseOffByChance(t *testing.T) {
	const societies = 200
	named := 0
	for seed := range uint64(societies) {
		run, truth, traits := society(seed, 600, .05, .05, .8)
		for _, g := range traits.compare(run, truth) {
			for _, x := range g.Groups {
				if x.Worse {
					named++
				}
			}
		}
	}
	t.Logf("%d named in %d societies", named, societies)
	if named > societies/10 { // one in twenty, and what chance adds to that
		t.Errorf("%d groups called worse off in %d societies where nobody is", named, societies)
	}
}

func TestWhoIsWorseOffIsNamed(t *testing.T) {
	for seed := range uint64(10) {
		run, truth, traits := society(seed, 2000, .03, .10, .5)
		groups := traits.compare(run, truth)
		for _, x := range groups[0].Groups {
			if x.Worse != (x.Value == "f") {
				t.Errorf("seed %d: %+v", seed, x)
			}
		}
	}
}

func TestSexIsNotBlamedForTheSector(t *testing.T) {
	// Sector thue misses one in ten, bhxh nobody; women stand in thue alone. They are linked as well as the men there.
	r := rand.New(rand.NewPCG(1, 1))
	run, truth := map[ref]link{}, map[ref][]string{}
	for i := range 4000 {
		k := ref{[]string{"bhxh", "thue"}[i%2], fmt.Sprint(i)}
		truth[k] = []string{fmt.Sprint("p", i)}
		l := link{person: truth[k][0], decision: record.DecideMatch}
		if k.dataset == "thue" && r.Float64() < .1 {
			l = link{decision: record.DecideNone}
		}
		run[k] = l
	}
	traits := &Traits{Names: []string{"sex"}, Of: func(_, id string) []string {
		n, _ := strconv.Atoi(id) // ids are numbers here
		return []string{map[bool]string{true: "f", false: "m"}[n%4 == 1]}
	}}
	for _, x := range traits.compare(run, truth)[0].Groups {
		if x.Worse {
			t.Errorf("%+v", x)
		}
	}
}

func TestCalibration(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	var good, bold []said
	for range 50_000 {
		p := r.Float64()
		good = append(good, said{p, r.Float64() < p, p > .8})
		bold = append(bold, said{p, r.Float64() < p*p, p > .8})
	}
	if c := calibration(good); c.ECE > .01 || c.Sure.Value < .95 {
		t.Errorf("calibrated: ECE %.4f, sure %+v", c.ECE, c.Sure)
	}
	if c := calibration(bold); math.Abs(c.ECE-1./6) > .01 || c.DoubtfulECE < .1 {
		t.Errorf("p² said to be p: ECE %.4f, want %.4f", c.ECE, 1./6)
	}
	if c := calibration(nil); c.Count != 0 || c.ECE != 0 {
		t.Errorf("nothing: %+v", c)
	}
	// One bin's edge belongs to the bin above.
	if c := calibration([]said{{.95, true, true}, {1, true, true}, {0, false, false}}); len(c.Bins) != 3 || c.Bins[1].From != .95 || c.Sure.Total != 2 {
		t.Errorf("edges: %+v", c)
	}
}
