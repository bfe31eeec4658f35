package tables_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/job/explain"
	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// provinceLists writes a made-up province and returns its folder.
func provinceLists(t *testing.T, people int, seed uint64, level string, sectors ...string) (dir string) {
	t.Helper()
	cfg := synth.Default()
	cfg.People, cfg.Seed, cfg.Hardness, cfg.Sectors = people, seed, level, sectors
	dir = t.TempDir()
	if _, err := synth.Generate(context.Background(), cfg, dir, nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestExplainOfTables holds what is told of pairs against what was written of them, in tables of any kind and of persons, whichever of the two
// is the register: the weights of the comparisons add up to the pair's, all together to its probability, and its rule is among those
// told.
func TestExplainOfTables(t *testing.T) {
	g := town{rand.New(rand.NewPCG(21, 22))}
	a, b := g.lists(300)
	dir := t.TempDir()
	left, right, all := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "all.csv")
	writeRows(t, left, townHeader, a)
	writeRows(t, right, townHeader, b)
	writeRows(t, all, townHeader, slices.Concat(a, b))
	persons := provinceLists(t, 1200, 31, "hard", "thue")
	register, tax := filepath.Join(persons, "dan_cu.csv"), filepath.Join(persons, "thue.csv")
	tightened := filepath.Join(dir, "model.yaml")
	if err := os.WriteFile(tightened, []byte("fields: [{field: zip, kind: ignore}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, id, model string
		files           []string
	}{
		{"link", "id", "", []string{left, right}},
		{"link with a model", "id", tightened, []string{left, right}},
		{"dedupe", "id", "", []string{all}},
		{"link of persons", "Mã bản ghi,Mã công dân", "", []string{tax, register}},
		{"link of persons, the register first", "Mã công dân,Mã bản ghi", "", []string{register, tax}},
		{"dedupe of persons", "Mã công dân", "", []string{register}},
		{"dedupe of persons with numbers", "Mã bản ghi", "", []string{tax}},
	} {
		out := filepath.Join(t.TempDir(), "out")
		opt := tables.Options{ID: c.id, Model: c.model, Out: out, MinProbability: .01, AsOf: record.MakeDate(2025, 10, 1)}
		var sum *tables.Summary
		var err error
		if len(c.files) == 2 {
			sum, err = tables.Link(context.Background(), c.files[0], c.files[1], opt)
		} else {
			sum, err = tables.Dedupe(context.Background(), c.files[0], opt)
		}
		if err != nil {
			t.Fatal(err)
		}
		if want := strings.Contains(c.name, "persons"); (sum.Engine == "person") != want {
			t.Fatalf("%s: engine %s", c.name, sum.Engine)
		}
		pairs := readRows(t, filepath.Join(out, "pairs.csv"))
		if len(pairs) < 6 {
			t.Fatalf("%s: %d pairs", c.name, len(pairs))
		}
		// The surest, the doubtful and some others: the rules "rest" and "cluster" are among them.
		slices.SortStableFunc(pairs, func(a, b []string) int { return strings.Compare(a[4], b[4]) })
		for i := range 6 {
			holdExplained(t, c.name, out, pairs[i*(len(pairs)-1)/5])
		}
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// holdExplained holds the explanation of a row of pairs.csv to it.
func holdExplained(t *testing.T, name, out string, row []string) {
	t.Helper()
	x, err := tables.Explain(context.Background(), tables.Explained{Dir: out, ID: row[0], Against: row[1]})
	if err != nil {
		t.Fatal(err)
	}
	c := x.Candidates[0]
	prob, weight := number(t, row[2]), number(t, row[3])
	sum := 0.0
	for _, e := range c.Evidence {
		sum += e.Weight
		if e.Left != "" || e.Right != "" {
			t.Errorf("%s: %s tells cells nobody asked for", name, e.Field)
		}
	}
	if c.Role != "asked" || c.PopulationID != row[1] || math.Abs(c.Weight-weight) > 2e-6 || math.Abs(sum-weight) > 2e-6 {
		t.Errorf("%s: %s is told as %s of %.6f bits, %.6f in all; written are %v", name, c.PopulationID, c.Role, c.Weight, sum, weight)
	}
	if c.Probability != prob {
		t.Errorf("%s: probability %v, written is %v", name, c.Probability, prob)
	}
	if prob < .99999 {
		if odds := c.Prior + sum + c.Others; math.Abs(odds-math.Log2(prob/(1-prob))) > .01 {
			t.Errorf("%s: %.4f bits in all, probability %v", name, odds, prob)
		}
	}
	if !slices.Contains(c.Rules, row[4]) {
		t.Errorf("%s: the rules are %q, the pair came by %q", name, c.Rules, row[4])
	}
}

// TestExplainOfChangedTables: of inputs, or of a model, that have changed since nothing is explained.
func TestExplainOfChangedTables(t *testing.T) {
	g := town{rand.New(rand.NewPCG(23, 24))}
	a, b := g.lists(60)
	dir := t.TempDir()
	left, right, out := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "out")
	writeRows(t, left, townHeader, a)
	writeRows(t, right, townHeader, b)
	if _, err := tables.Link(context.Background(), left, right, tables.Options{ID: "id", Out: out, MinProbability: .01}); err != nil {
		t.Fatal(err)
	}
	told := func(id string) (*explain.Explanation, error) {
		return tables.Explain(context.Background(), tables.Explained{Dir: out, ID: id, Values: true})
	}
	x, err := told("a0")
	if err != nil || x.Decision != "match" || x.Why != "table_paired" || len(x.Candidates) < 2 || x.Candidates[0].PopulationID != "b0" {
		t.Fatalf("%+v, %v", x, err)
	}
	if e := x.Candidates[0].Evidence; !slices.ContainsFunc(e, func(e explain.Evidence) bool { return e.Left == a[0][1] }) {
		t.Errorf("no cell is told: %+v", e)
	}
	if x, err = told("a4"); err != nil || x.Decision != "none" { // every fifth has no partner
		t.Errorf("%+v, %v", x, err)
	}
	var p *record.Problem
	for _, id := range []string{"nobody", "b0"} { // the second is one of the right table
		if _, err := told(id); !errors.As(err, &p) || p.ID != record.ProblemRecord || p.Args[1] != "left" {
			t.Errorf("a row that is not there: %v", err)
		}
	}
	for _, file := range []string{right, filepath.Join(out, "model.json")} {
		was, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, append(slices.Clone(was), '\n'), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := told("a0"); !errors.As(err, &p) || p.ID != record.ProblemInputChanged {
			t.Errorf("%s has changed: %v", filepath.Base(file), err)
		}
		if err := os.WriteFile(file, was, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
