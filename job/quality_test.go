package job_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/evaluate"
	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

var manySeeds = flag.Bool("many-seeds", false, "hold the quality estimate and the calibration on 50 seeds a level in place of 50 in all")

// judged runs a fresh made-up province and says how right its links are in truth and in its own estimate.
func judged(t *testing.T, level string, seed uint64, people int, sectors []string) (*job.Summary, *evaluate.Report) {
	t.Helper()
	dir := t.TempDir()
	defer func() { _ = os.RemoveAll(dir) }() // all seeds' together would fill a small disk
	cfg, err := synth.ReadConfig(strings.NewReader(fmt.Sprintf("hardness: %s\nseed: %d\npeople: %d\n", level, seed, people)))
	if err != nil {
		t.Fatal(err)
	}
	cfg.Sectors = sectors
	if _, err := synth.Generate(context.Background(), cfg, dir, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	file, err := job.ReadFile(filepath.Join(dir, "job.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := file.Resolve("job.yaml", dir, record.MakeDate(2025, 10, 1))
	if err != nil {
		t.Fatal(err)
	}
	plan.Threads, plan.Reports = 2, job.Reports{} // nobody opens the books
	result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	r, err := evaluate.Judge(result.Dir, filepath.Join(dir, "truth"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return result.Summary, r
}

// TestQualityEstimateCoversTheTruth runs provinces of seeds that nothing was tuned on, at three levels of error, and holds the
// estimate that each run makes of itself, knowing no truth, against the truth: the 95% intervals of precision, recall and F1 must hold
// it in nine cases of ten, and be narrow enough to say something. On the same runs it holds the probabilities to what they say.
func TestQualityEstimateCoversTheTruth(t *testing.T) {
	if testing.Short() {
		t.Skip("generates and links 50 provinces; make test runs it")
	}
	levels := []string{"ordinary", "hard", "brutal"}
	seeds, people := 50*len(levels), 3000
	if !*manySeeds {
		seeds, people = testsize.Of(t, "provinces", 50, len(levels)), 1500
		t.Log("of 1,500 people and six sectors; -many-seeds takes 150 of 3,000 (ten minutes)")
	}
	sectors := []string{"bhxh", "bhyt", "thue", "tiem_chung", "evn", "an_sinh"}
	figures := []string{"precision", "recall", "f1"}
	held, widths := map[string]int{}, map[string][]float64{}
	sectorsHeld, sectorsAll := 0, 0
	links, clusters := map[string]*reliability{}, map[string]*reliability{}
	for _, l := range levels {
		links[l], clusters[l] = &reliability{}, &reliability{}
	}
	for i := range seeds {
		level := levels[i%len(levels)]
		s, truth := judged(t, level, uint64(7000+i), people, sectors)
		links[level].add(truth.Calibration)
		clusters[level].add(truth.ClusterCalibration)
		for k, hit := range covers(s.Quality, truth.AllLinks.Score) {
			name := figures[k]
			if hit {
				held[name]++
			} else {
				t.Logf("%s, seed %d: %s is outside: %+v, truth %+v", level, 7000+i, name, *s.Quality, truth.AllLinks.Score)
			}
		}
		for k, v := range []quality.Interval{s.Quality.Precision, s.Quality.Recall, s.Quality.F1} {
			widths[level+" "+figures[k]] = append(widths[level+" "+figures[k]], v.High-v.Low)
		}
		for _, l := range truth.Links {
			for _, hit := range covers(s.Datasets[l.Dataset].Quality, l.Score) {
				sectorsAll++
				if hit {
					sectorsHeld++
				}
			}
		}
	}
	for _, name := range figures {
		t.Logf("%s: held in %d of %d", name, held[name], seeds)
		if held[name]*10 < seeds*9 {
			t.Errorf("%s: the interval holds the truth in %d of %d runs, want nine of ten", name, held[name], seeds)
		}
	}
	t.Logf("by sector: held in %d of %d", sectorsHeld, sectorsAll)
	if sectorsHeld*10 < sectorsAll*9 {
		t.Errorf("by sector the intervals hold the truth in %d of %d cases, want nine of ten", sectorsHeld, sectorsAll)
	}
	for _, level := range levels {
		links[level].hold(t, level+" links")
		clusters[level].hold(t, level+" clusters")
		for _, name := range figures {
			w := widths[level+" "+name]
			slices.Sort(w)
			t.Logf("%s %s: median width %.5f", level, name, w[len(w)/2])
			if w[len(w)/2] > .02 {
				t.Errorf("%s %s: intervals %.4f wide say nothing", level, name, w[len(w)/2])
			}
		}
	}
}

// reliability adds up calibration tables of one level.
type reliability struct {
	said, right, total map[float64]float64
	sure, sureRight    int
}

func (r *reliability) add(c evaluate.Calibration) {
	if r.said == nil {
		r.said, r.right, r.total = map[float64]float64{}, map[float64]float64{}, map[float64]float64{}
	}
	for _, b := range c.Bins {
		r.said[b.From] += b.Mean * float64(b.Right.Total)
		r.right[b.From] += float64(b.Right.Hits)
		r.total[b.From] += float64(b.Right.Total)
	}
	r.sure += c.Sure.Total
	r.sureRight += c.Sure.Hits
}

// hold holds the probabilities to what they say: the expected calibration error is 0.02 at most, and of what is said to be 0.95 or more
// at least so much is right. Among the doubtful alone, below 0.999, where a level has a thousand of them to judge by, the error is 0.05 at most.
func (r *reliability) hold(t *testing.T, what string) {
	t.Helper()
	var off, all, doubtfulOff, doubtful float64
	for from, n := range r.total {
		d := math.Abs(r.said[from] - r.right[from])
		off, all = off+d, all+n
		if from < .999 {
			doubtfulOff, doubtful = doubtfulOff+d, doubtful+n
		}
		t.Logf("%s from %g: %.0f, said %.4f, right %.4f", what, from, n, r.said[from]/n, r.right[from]/n)
	}
	t.Logf("%s: ECE %.5f over %.0f, %.4f over the %.0f doubtful, %d of %d sure ones right", what, off/all, all, doubtfulOff/max(doubtful, 1), doubtful, r.sureRight, r.sure)
	if all == 0 || off/all > .02 {
		t.Errorf("%s: expected calibration error %.4f, want 0.02 at most", what, off/all)
	}
	if float64(r.sureRight) < .95*float64(r.sure) {
		t.Errorf("%s: %d of %d said to be 0.95 or more are right", what, r.sureRight, r.sure)
	}
	if doubtful >= 1000 && doubtfulOff/doubtful > .05 {
		t.Errorf("%s: expected calibration error below 0.999 %.4f, want 0.05 at most", what, doubtfulOff/doubtful)
	}
}

// covers says of precision, recall and F1 whether the estimate's interval holds the truth.
func covers(q *job.QualityFigures, s evaluate.Score) []bool {
	hit := func(v quality.Interval, truth evaluate.Rate) bool {
		return truth.Total == 0 || v.Low-1e-6 <= truth.Value && truth.Value <= v.High+1e-6
	}
	return []bool{hit(q.Precision, s.Precision), hit(q.Recall, s.Recall), hit(q.F1, s.F1)}
}

func TestQualityTableStandsInTheRunFolder(t *testing.T) {
	plan, _ := province(t, 300, 5, []string{"bhxh", "evn"}, 1)
	result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(result.Dir, "quality.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var whole []string
	for _, r := range rows[1:] {
		if r[1] == "" {
			whole = append(whole, r[0])
		}
	}
	if want := []string{"", "bhxh", "evn"}; !slices.Equal(whole, want) {
		t.Errorf("lines of whole datasets: %q, want %q", whole, want)
	}
	if q := result.Summary.Quality; q == nil || q.Precision.Value < .9 || q.Recall.Low <= 0 {
		t.Errorf("summary.json: %+v", q)
	}
}
