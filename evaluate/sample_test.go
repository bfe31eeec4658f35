package evaluate

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestSampleOfEverybodyIsTheTruth: where every record is answered the estimate is the count.
func TestSampleOfEverybodyIsTheTruth(t *testing.T) {
	run := runFiles()
	var answers []Answer
	// Of bhxh: 1, 2 linked right, 3 linked wrong and elsewhere, 4 in review with the right one, 5 not linked and found by the clerk, 6 linked
	// and no one, 7 no one.
	for id, a := range map[string]Answer{
		"1": {Verdict: "same"}, "2": {Verdict: "same"}, "3": {Verdict: "different", Right: "p9"}, "4": {Verdict: "same"},
		"5": {Verdict: "different", Right: "p9"}, "6": {Verdict: "different"}, "7": {Verdict: "different"},
	} {
		a.Dataset, a.Record, a.Stratum, a.Size, a.Groups = "bhxh", id, id, 1, []string{"male"}
		answers = append(answers, a)
	}
	s, err := FromSample(folder(t, run), "s.csv", []string{"sex"}, answers)
	if err != nil {
		t.Fatal(err)
	}
	check(t, "precision", s.All.Precision.Value, 2./4)
	check(t, "recall", s.All.Recall.Value, 2./5)
	check(t, "F1", s.All.F1.Value, 2*.5*.4/.9)
	if s.All.F1.Low != s.All.F1.High || len(s.By) != 2 || s.By[1].Group != "sex" || s.By[1].Precision != s.All.Precision {
		t.Errorf("%+v", s)
	}
	var b bytes.Buffer
	if err := s.WriteText(&b, "vi"); err != nil || !strings.Contains(b.String(), "0,4000") {
		t.Errorf("%v\n%s", err, b.String())
	}
}

func TestSampleAnswersThatSayNothing(t *testing.T) {
	dir := folder(t, runFiles())
	s, err := FromSample(dir, "s.csv", nil, []Answer{{Dataset: "bhxh", Record: "1", Size: 9, Verdict: "unsure"}, {Dataset: "bhxh", Record: "2", Size: 9}})
	if err != nil {
		t.Fatal(err)
	}
	if s.Unsure != 1 || s.Blank != 1 || s.All.Precision.Worth != 0 || s.All.Precision.High != 1 {
		t.Errorf("%+v", s)
	}
	_, err = FromSample(dir, "s.csv", nil, []Answer{{Row: 5, Dataset: "bhxh", Record: "77", Verdict: "same"}})
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != record.ProblemSampleRecord || p.File != "s.csv" || p.Row != 5 || p.Column != "record_a" {
		t.Errorf("an answer about a record the run does not have: %v", err)
	}
}

// TestSampleCoversTheTruth draws 400 samples of 400 of a planted run with three strata of links and three of the rest.
func TestSampleCoversTheTruth(t *testing.T) {
	strata := []struct {
		size, take     int
		linked         bool
		right, missing float64
	}{
		{20_000, 150, true, .9995, .3}, {800, 60, true, .98, .3}, {150, 40, true, .85, .3},
		{120, 60, false, 0, .75}, {300, 40, false, 0, .15}, {700, 50, false, 0, .02},
	}
	r := rand.New(rand.NewPCG(4, 4))
	var population [][]unit
	var tp, linked, missing float64
	for i, s := range strata {
		var units []unit
		for range s.size {
			u := unit{stratum: i}
			if s.linked {
				u.linked, u.right = 1, float64(b2i(r.Float64() < s.right))
			}
			if u.right == 0 {
				u.missing = float64(b2i(r.Float64() < s.missing))
			}
			tp, linked, missing = tp+u.right, linked+u.linked, missing+u.missing
			units = append(units, u)
		}
		population = append(population, units)
	}
	truth := []float64{tp / linked, tp / (tp + missing), 2 * tp / (tp + linked + missing)}
	const trials = 400
	held, sum := make([]int, 3), make([]float64, 3)
	for range trials {
		var units []unit
		layers := make([]layer, len(strata))
		for i, s := range strata {
			layers[i] = layer{size: float64(s.size), answered: float64(s.take)}
			for _, k := range r.Perm(s.size)[:s.take] {
				layers[i].units = append(layers[i].units, len(units))
				units = append(units, population[i][k])
			}
		}
		line := sampledLine(units, layers, func(*unit) bool { return true })
		for i, v := range []SampleRate{line.Precision, line.Recall, line.F1} {
			sum[i] += v.Value
			held[i] += b2i(v.Low <= truth[i] && truth[i] <= v.High)
		}
	}
	for i, name := range []string{"precision", "recall", "F1"} {
		t.Logf("%s: truth %.5f, mean estimate %.5f, held %d of %d", name, truth[i], sum[i]/trials, held[i], trials)
		if math.Abs(sum[i]/trials-truth[i]) > .001 {
			t.Errorf("%s: mean estimate %.5f, truth %.5f", name, sum[i]/trials, truth[i])
		}
		if held[i] < trials*93/100 {
			t.Errorf("%s: the interval holds the truth in %d of %d samples", name, held[i], trials)
		}
	}
}

func TestClopperPearson(t *testing.T) {
	for _, c := range []struct{ r, n, low, high float64 }{{1, 100, .9638, 1}, {0, 100, 0, .0362}, {.5, 10, .1871, .8129}} {
		got := clopperPearson(c.r, c.n)
		if s := fmt.Sprintf("%.4f %.4f", got.Low, got.High); s != fmt.Sprintf("%.4f %.4f", c.low, c.high) {
			t.Errorf("%v of %v: %s", c.r, c.n, s)
		}
	}
}
