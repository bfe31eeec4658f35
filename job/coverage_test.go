package job_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// A coverage rule that cannot be carried out, a group of ages that is none and a year nobody was born in are told before any work.
func TestPlanChecksRulesAndFigures(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("dan_cu.csv", "Họ và tên,Ngày sinh\nNguyễn Văn An,03/05/1980\n")
	write("x.csv", "Họ và tên,Ngày sinh\nNguyễn Văn An,03/05/1980\n")
	plan := func(rule, more string) error {
		write("p.yaml", "extends: bhyt\ncode: bhyt\ncoverage:\n  - {name: a, "+rule+"}\n")
		text := "population: {path: dan_cu.csv}\n" + more
		for _, line := range []string{"as_of: 2025-06-15\n", "datasets: [{sector: bhyt, path: x.csv, profile: p.yaml}]\n"} {
			if key, _, _ := strings.Cut(line, ":"); !strings.HasPrefix(more, key) {
				text += line
			}
		}
		write("job.yaml", text)
		path := filepath.Join(dir, "job.yaml")
		f, err := job.ReadFile(path)
		if err != nil {
			return err
		}
		_, err = f.Resolve(path, dir, record.MakeDate(2025, 6, 15))
		return err
	}
	if err := plan(`who: age < 6 and sex == "male", counts: object_code != "X"`, "age_groups: [0-5, 6+]\ncohorts: [2004]\n"); err != nil {
		t.Fatal(err)
	}
	if err := plan("who: age < 6", "match_threshold: 0.3\n"); err != nil { // the review threshold goes down with it
		t.Error(err)
	}
	for _, c := range []struct{ rule, more, id, what string }{
		{"who: ages < 6", "", record.ProblemProfileInvalid, "unknown name ages"},
		{"who: age < 6, counts: dose_number == 1", "", record.ProblemProfileInvalid, "counts"},
		{"who: now() > 1", "", record.ProblemProfileInvalid, "now"},
		{`who: has("giao_dục")`, "", record.ProblemProfileInvalid, `has("giao_dục"): no such sector; there are an_sinh, `},
		{`who: has(sex)`, "", record.ProblemProfileInvalid, "in quotes"},
		{"who: age < 6", "age_groups: [6-0]\n", record.ProblemJobInvalid, "6-0"},
		{"who: age < 6", "cohorts: [2054]\n", record.ProblemJobInvalid, "2025"},
		{"who: age < 6", "cohorts: [2104]\n", record.ProblemJobInvalid, "maximum: got 2,104"},
		{"who: age < 6", "threads: many\n", record.ProblemJobInvalid, "threads"},
		{"who: age < 6", "as_of: 2025-13-01\n", record.ProblemDateInvalid, "2025-13-01"}, // not 13 January
		{"who: age < 6", "as_of: 2025-02-29\n", record.ProblemDateInvalid, "2025-02-29"},
		{"who: age < 6", "datasets: [{sector: bhyt, path: x.csv, encodings: {full_nam: vni}}]\n", record.ProblemFieldUnknown, "full_nam"},
		{"who: age < 6", "datasets:\n  - {sector: bhyt, path: x.csv,\n     columns: {full_nam: Tên}}\n", record.ProblemFieldUnknown, "job.yaml:4: full_nam"},
		{"who: age < 6", "datasets: [{sector: bhyt, path: x.csv, sql: {dsn_env: X, query: select 1}}]\n", record.ProblemJobInvalid, "both path and sql"},
		{"who: age < 6", "datasets: [{sector: x, path: x.csv, profile: none.yaml}]\n", record.ProblemFileMissing, "datasets.profile"},
		{"who: age < 6", "match_threshold: 0.5\nreview_threshold: 0.6\n", record.ProblemJobInvalid, "is 0.5, below the review_threshold of 0.6"},
		{"who: age < 6", "match_threshold: 0.3\nreview_threshold: 0.5\n", record.ProblemJobInvalid, "is 0.3, below the review_threshold of 0.5"},
	} {
		var all record.Problems
		if err := plan(c.rule, c.more); !errors.As(err, &all) || len(all) != 1 || all[0].ID != c.id || !strings.Contains(all[0].Error(), c.what) {
			t.Errorf("%s %s: %v", c.rule, c.more, err)
		}
	}
}
