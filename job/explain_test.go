package job_test

import (
	"context"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/explain"
	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// TestExplainAddsUp: what explain tells of a link comes to the weight, the probability and the runner-up that stand in links.csv, of records of every
// decision, those whose links other lists or the register's duplicates have changed among them; who was not weighed by the run is told as such, and the
// register's other rows of the very person are nobody else.
func TestExplainAddsUp(t *testing.T) {
	cfg := synth.Default()
	cfg.People, cfg.Seed, cfg.Hardness, cfg.Sectors = 2000, 77, "brutal", []string{"bhyt", "tiem_chung", "thue"}
	dir := t.TempDir()
	if _, err := synth.Generate(context.Background(), cfg, dir, nil); err != nil {
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
	plan.Threads, plan.Reports = 2, job.Reports{}
	result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	twins := map[string]string{} // person → the register's cluster
	for _, c := range jobtest.ReadCSV(t, filepath.Join(result.Dir, "clusters.csv"))[1:] {
		if c[0] == "dan_cu" {
			twins[c[2]] = c[1]
		}
	}
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	const each = 5
	taken, told := map[string]int{}, 0
	for _, l := range jobtest.ReadCSV(t, filepath.Join(result.Dir, "links.csv"))[1:] {
		kind := l[3]
		if l[3] == "match" && number(l[5]) < .999 {
			kind = "doubtful match"
		} else if twins[l[2]] != "" {
			kind = "person with two rows"
		}
		if taken[kind]++; taken[kind] > each || l[7] == "id" {
			continue
		}
		again, err := job.ReadRun(result.Dir)
		if err != nil {
			t.Fatal(err)
		}
		x, err := job.Explain(context.Background(), again, job.Env{Now: time.Now}, l[0], l[1], "", false)
		if err != nil {
			t.Fatal(err)
		}
		runnerUp := ""
		for _, c := range x.Candidates {
			sum := 0.0
			for _, e := range c.Evidence {
				sum += e.Weight
			}
			if math.Abs(sum-c.Weight) > 1e-9 {
				t.Errorf("%s: the evidence of %s comes to %f, its weight is %f", l[1], c.PopulationID, sum, c.Weight)
			}
			if c.Told != 0 {
				told++
			}
			switch {
			case c.Role == "chosen":
				if c.PopulationID != l[2] || math.Abs(c.Weight+c.Told-number(l[6])) > 2e-6 || math.Abs(c.Probability-number(l[5])) > 2e-6 {
					t.Errorf("%s: %s of weight %f + %f and probability %f, in links.csv %s", l[1], c.PopulationID, c.Weight, c.Told, c.Probability, l)
				}
				odds := math.Log2(c.Probability / (1 - c.Probability))
				if in := c.Probability > 1e-5 && c.Probability < 1-1e-5; in && math.Abs(c.Prior+c.Weight+c.Told+c.Others-odds) > .01 {
					t.Errorf("%s: %f bits in all, %f wanted", l[1], c.Prior+c.Weight+c.Told+c.Others, odds)
				}
			case c.Role == "runner_up":
				runnerUp = c.PopulationID
			case twins[c.PopulationID] != "" && twins[c.PopulationID] == twins[l[2]]:
				t.Errorf("%s: another row of %s as somebody else", l[1], l[2])
			}
		}
		if runnerUp != l[8] {
			t.Errorf("%s: runner-up %q, in links.csv %q", l[1], runnerUp, l[8])
		}
		if at := slices.IndexFunc(x.Candidates, func(c explain.Candidate) bool { return c.Role == "best" }); at > 0 {
			t.Errorf("%s: the most alike stands behind another", l[1])
		}
	}
	for _, kind := range []string{"match", "doubtful match", "review", "none", "person with two rows"} {
		if taken[kind] == 0 {
			t.Errorf("no record of kind %s", kind)
		}
	}
	if told == 0 {
		t.Error("no link that other records or lists have changed")
	}
}
