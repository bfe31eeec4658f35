package job

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/blocking"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// TestBlockingRecall holds the estimate of what blocking finds, made without labels, against the truth of a made-up province
// with many errors.
func TestBlockingRecall(t *testing.T) {
	dir := t.TempDir()
	cfg := synth.Default()
	cfg.People, cfg.Seed, cfg.Hardness, cfg.Sectors = 4000, 5101, "brutal", []string{"bhxh", "cu_tru"}
	if _, err := synth.Generate(context.Background(), cfg, dir, func(int64) {}); err != nil {
		t.Fatal(err)
	}
	f, err := ReadFile(filepath.Join(dir, "job.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := f.Resolve("job.yaml", dir, record.MakeDate(2026, 1, 1))
	if err != nil {
		t.Fatal(err)
	}
	env := Env{Now: time.Now}
	found, err := Blocks(context.Background(), plan, env, "", 100_000)
	if err != nil {
		t.Fatal(err)
	}
	tables := found.Datasets
	r, err := inspect(context.Background(), plan, env, "")
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(filepath.Join(dir, "truth", "links.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	truth, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.dedupePopulation(context.Background()); err != nil {
		t.Fatal(err)
	}
	if sum := tables[0].Scored + tables[1].Scored; found.Total.Scored != sum || found.Total.Pairs != tables[0].Pairs+tables[1].Pairs || found.Total.Reading == 0 {
		t.Errorf("in all: %+v", found.Total)
	}
	persons := rowsByName(r.all[0])
	for i, d := range r.all[1:] {
		rows := rowsByName(d)
		var pairs []record.Pair
		for _, line := range truth[1:] {
			if row, ok := rows[line[1]]; ok && line[0] == d.table().Name && line[2] != "" {
				pairs = append(pairs, record.Pair{Left: row, Right: persons[line[2]]})
			}
		}
		found := 0
		by, err := block.FoundBy(d.people, r.all[0].people, block.Options{}, pairs)
		if err != nil {
			t.Fatal(err)
		}
		for _, by := range by.By {
			if by.Len() > 0 {
				found++
			}
		}
		really := float64(found) / float64(len(pairs))
		t.Logf("%s: %.5f estimated, %.5f in truth", tables[i].Dataset, tables[i].Recall, really)
		if math.Abs(tables[i].Recall-really) > .003 {
			t.Errorf("%s: recall %.5f, in truth %.5f", tables[i].Dataset, tables[i].Recall, really)
		}
		// A run compares about as many pairs as are told, and far fewer than there are. It compares fewer for records whose person the register has
		// several rows of, which compete where it has not been deduplicated.
		if err := r.linkSector(context.Background(), d, r.all[0].people, r.personOf()); err != nil {
			t.Fatal(err)
		}
		if told, compared := float64(tables[i].Scored), float64(d.linking.Pairs); math.Abs(told-compared) > compared/2 || told > .8*float64(tables[i].Pairs) {
			t.Errorf("%s: about %v of %d pairs are compared by a run, in truth %v", tables[i].Dataset, told, tables[i].Pairs, compared)
		}
		last := blocking.Kept{}
		for _, k := range tables[i].Suggested {
			if k.Pairs <= last.Pairs || k.Links <= last.Links || k.Pairs > 100_000 {
				t.Errorf("suggested: %+v after %+v", k, last)
			}
			last = k
		}
		if last.Links < .99 {
			t.Errorf("the suggested rules find %v of the links", last.Links)
		}
	}
}

func rowsByName(d *data) map[string]uint32 {
	rows := map[string]uint32{}
	for row, id := range d.table().IDs.All() {
		rows[id] = row
	}
	return rows
}

// TestSuggestRules: the rule that brings most links for its pairs comes first, what it has brought counts no more, and no
// rule is taken that is beyond the budget.
func TestSuggestRules(t *testing.T) {
	rules := []blocking.Rule{{Name: "wide", Pairs: 1000}, {Name: "narrow", Pairs: 10}, {Name: "again", Pairs: 10}, {Name: "other", Pairs: 50}}
	c := &quality.Captures{Found: []record.RuleSet{{1}, {1 | 2 | 4}, {1 | 2 | 4}, {1 | 8}}, Weight: []float64{1, 1, 1, 1}}
	names := func(budget int64) (s string) {
		for _, k := range blocking.Suggest(rules, c, 4, budget) {
			s += k.Name + " "
		}
		return s
	}
	for budget, want := range map[int64]string{0: "", 5: "", 10: "narrow ", 60: "narrow other ", 2000: "narrow other wide "} {
		if got := names(budget); got != want {
			t.Errorf("budget %d: %q, want %q", budget, got, want)
		}
	}
}
