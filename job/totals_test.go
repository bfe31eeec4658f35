package job_test

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/synth"
)

// rowsOf are those of a CSV file of the run folder, by the names of its columns.
func rowsOf(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, name+".csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	all := make([]map[string]string, 0, len(rows)-1)
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, h := range rows[0] {
			m[h] = row[i]
		}
		all = append(all, m)
	}
	return all
}

// Whatever the data, the files of a run agree with each other: findings.csv with summary.json and counts.csv, links with outcomes and
// rows, the two counts of a commune with their classes and with the difference that a finding tells, and the lists with what they follow from.
func TestTotalsAddUp(t *testing.T) {
	seeds := []uint64{3, 20260214}
	for _, seed := range seeds[:testsize.Of(t, "seeds", 2, 1)] {
		t.Logf("seed %d", seed)
		dir := t.TempDir()
		cfg := synth.Default()
		cfg.People, cfg.Seed = 800, seed
		made, err := synth.Generate(context.Background(), cfg, dir, nil)
		if err != nil {
			t.Fatal(err)
		}
		f, err := job.ReadFile(made.Job)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := f.Resolve(made.Job, dir, record.MakeDate(2025, 10, 1))
		if err != nil {
			t.Fatal(err)
		}
		r, err := job.Run(context.Background(), plan, job.Env{Now: func() time.Time { return time.Unix(0, 0) }})
		if err != nil {
			t.Fatal(err)
		}
		checkTotals(t, r)
	}
}

func checkTotals(t *testing.T, r *job.Result) {
	t.Helper()
	counts := map[string]int{}     // dataset measure
	communes := map[string]int{}   // commune measure
	tell := map[string][2]string{} // commune → the two counts of its finding
	for _, c := range rowsOf(t, r.Dir, "counts") {
		n, err := strconv.Atoi(c["value"])
		if err != nil {
			t.Fatal(err)
		}
		counts[c["dataset"]+" "+c["measure"]] += n
		communes[c["commune_code"]+" "+c["measure"]] += n
		for _, side := range []string{"register", "archive"} {
			if strings.HasPrefix(c["measure"], "balance."+side+".") {
				communes[c["commune_code"]+" explained "+side] += n
			}
		}
	}
	found := map[string]int{}
	for _, f := range rowsOf(t, r.Dir, "findings") {
		found[f["dataset"]+" finding."+f["criterion"]+"."+f["code"]]++
		if f["code"] == "count_low" || f["code"] == "count_high" {
			tell[f["commune_code"]] = [2]string{f["population_value"], f["dataset_value"]}
		}
	}
	for dataset, d := range r.Summary.Datasets {
		if d.RowsIn != d.Loaded+d.Rejected || counts[dataset+" rows"] != d.Loaded {
			t.Errorf("%s: %d rows in, %d loaded, %d rejected, %d counted", dataset, d.RowsIn, d.Loaded, d.Rejected, counts[dataset+" rows"])
		}
		for criterion, codes := range d.Findings {
			for code, n := range codes {
				k := dataset + " finding." + criterion + "." + code
				if found[k] != n || counts[k] != n {
					t.Errorf("%s: %d in the summary, %d findings, %d counted", k, n, found[k], counts[k])
				}
				delete(found, k)
			}
		}
		if d.Outcomes == nil {
			continue
		}
		sum := 0
		for o, n := range d.Outcomes {
			sum += n
			if counts[dataset+" "+o] != n {
				t.Errorf("%s %s: %d in the summary, %d counted", dataset, o, n, counts[dataset+" "+o])
			}
		}
		if sum != d.Loaded {
			t.Errorf("%s: %d outcomes of %d rows", dataset, sum, d.Loaded)
		}
	}
	for k, n := range found {
		t.Errorf("%s: %d findings that the summary does not know", k, n)
	}
	outcomes := map[string]int{}
	for _, l := range rowsOf(t, r.Dir, "links") {
		outcomes[l["outcome"]]++
	}
	for o, n := range r.Summary.Outcomes {
		if outcomes[o] != n {
			t.Errorf("%s: %d in the summary, %d links", o, n, outcomes[o])
		}
	}
	judged := 0
	for k, matched := range communes {
		commune, measure, _ := strings.Cut(k, " ")
		if measure != "balance.matched" || commune == "" {
			continue
		}
		judged++
		for _, side := range []string{"register", "archive"} {
			if whole := communes[commune+" "+side+"_residents"]; whole != matched+communes[commune+" explained "+side] {
				t.Errorf("%s: %d %s residents, %d matched, %d explained", commune, whole, side, matched, communes[commune+" explained "+side])
			}
		}
		want := [2]string{strconv.Itoa(communes[commune+" register_residents"]), strconv.Itoa(communes[commune+" archive_residents"])}
		if got, told := tell[commune]; told != (want[0] != want[1]) || told && got != want {
			t.Errorf("%s: counts %v, told %v", commune, want, got)
		}
	}
	if judged == 0 {
		t.Error("no commune judged")
	}
	approved := map[string]int{}
	for _, a := range rowsOf(t, r.Dir, "approvals") {
		approved[a["dataset"]]++
	}
	for _, dataset := range []string{"cu_tru", "can_cuoc"} {
		if approved[dataset] == 0 || approved[dataset] != counts[dataset+" approve"] {
			t.Errorf("%s: %d approvals, %d counted", dataset, approved[dataset], counts[dataset+" approve"])
		}
	}
}
