package job_test

import (
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/doisanh/doisanh/evaluate"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

var (
	ablation       = flag.Bool("ablation", false, "measure what each part of the method brings, and print the table of docs/method.md")
	ablationPeople = flag.Int("ablation-people", 15_000, "people of each province")
)

// TestAblation prints what becomes of the links where one part of the method is left out, on provinces of the two harder levels.
func TestAblation(t *testing.T) {
	if !*ablation {
		t.Skip("minutes of measuring: go test ./job -run Ablation -ablation -v")
	}
	parts := []struct {
		name string
		part match.Part
	}{
		{"everything", 0}, {"term frequencies", match.TermFrequencies}, {"relatives", match.RelativeClasses}, {"parents' names", match.Parents},
		{"learned rates of error", match.ErrorRates}, {"competition for persons", match.Competition}, {"whom a list is of", match.Standing}, {"the sector's own numbers", match.OwnNumbers},
		{"other lists", match.OtherLists}, {"what events say", match.Events},
		{"the dataset's own threshold", match.OwnThreshold}, {"what missing values say", match.Missing},
		{"what one field says of another", match.Dependence}, {"loose blocking rules", match.LooseRules},
	}
	fmt.Println("| left out | level | F1 | precision | recall | links wrong | links missed |\n|---|---|---|---|---|---|---|")
	for _, level := range []string{"hard", "brutal"} {
		cfg := synth.Default()
		cfg.People, cfg.Seed, cfg.Hardness = *ablationPeople, 8801, level
		cfg.Sectors = []string{"bhxh", "bhyt", "thue", "giao_duc", "tiem_chung", "an_sinh", "can_cuoc", "ho_tich"}
		dir := t.TempDir()
		if _, err := synth.Generate(context.Background(), cfg, dir, nil); err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			file, err := job.ReadFile(filepath.Join(dir, "job.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			plan, err := file.Resolve("job.yaml", dir, record.MakeDate(2025, 10, 1))
			if err != nil {
				t.Fatal(err)
			}
			plan.Without, plan.Reports = p.part, job.Reports{}
			result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
			if err != nil {
				t.Fatal(err)
			}
			r, err := evaluate.Judge(result.Dir, filepath.Join(dir, "truth"), nil)
			if err != nil {
				t.Fatal(err)
			}
			l := r.AllLinks
			fmt.Printf("| %s | %s | %.4f | %.4f | %.4f | %d | %d |\n", p.name, level, l.F1.Value, l.Precision.Value, l.Recall.Value,
				l.Precision.Total-l.Precision.Hits, l.Recall.Total-l.Recall.Hits)
		}
	}
}
