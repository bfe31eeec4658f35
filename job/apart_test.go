package job_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job"
)

// ruled runs a plan with decisions of the rows given.
func ruled(t *testing.T, plan *job.Plan, rows ...string) *job.Result {
	t.Helper()
	text := "dataset_a,record_a,dataset_b,record_b,decision\n"
	for _, r := range rows {
		text += r + "\n"
	}
	path := filepath.Join(t.TempDir(), "decisions.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	plan.Decisions = []string{path}
	result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestDifferentReachesThroughDuplicates sets records apart from the persons they are linked to, or from records linked to them, and looks
// for the two in one cluster: whoever shares one with a record linked to a person is that person.
func TestDifferentReachesThroughDuplicates(t *testing.T) {
	plan, _ := province(t, 2500, 31, []string{"bhxh", "tiem_chung"}, 2)
	before, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	persons, clusters := outcome(t, before.Dir)
	var rows []string
	var apart [][2][2]string // two records that are two persons, or with a blank dataset a person of the register
	several := 0
	for _, members := range clusters {
		a, b := members[0], members[len(members)-1]
		if persons[a] == "" || persons[a] != persons[b] {
			continue
		}
		several++
		if several%2 == 0 {
			rows = append(rows, a[0]+","+a[1]+",,"+persons[a]+",different")
			apart = append(apart, [2][2]string{a, {"", persons[a]}})
		} else {
			rows = append(rows, a[0]+","+a[1]+","+b[0]+","+b[1]+",different")
			apart = append(apart, [2][2]string{a, b})
		}
	}
	if several < 10 {
		t.Fatalf("%d clusters of one person's records", several)
	}
	after := ruled(t, plan, rows...)
	persons, clusters = outcome(t, after.Dir)
	of := map[[2]string]int{}
	for i, members := range clusters {
		for _, m := range members {
			of[m] = i + 1
		}
	}
	are := func(record [2]string) map[string]bool { // the persons a record is, by its link and those of its duplicates
		if record[0] == "" {
			return map[string]bool{record[1]: true}
		}
		all := map[string]bool{persons[record]: true}
		if i := of[record]; i > 0 {
			for _, m := range clusters[i-1] {
				all[persons[m]] = true
			}
		}
		delete(all, "")
		return all
	}
	for _, pair := range apart {
		theirs := are(pair[1])
		for p := range are(pair[0]) {
			if theirs[p] {
				t.Errorf("%v are one person by way of their duplicates", pair)
			}
		}
	}
	if d := after.Summary.Decisions; d["applied"] != len(rows) {
		t.Errorf("%d rows: %v", len(rows), d)
	}
}

// TestContradictionThroughDuplicatesIsTold: an officer could not tell of a record, its duplicate is linked, and the decision on a record of
// another dataset says that the two are different persons.
func TestContradictionThroughDuplicatesIsTold(t *testing.T) {
	plan, _ := province(t, 2500, 31, []string{"bhxh", "tiem_chung"}, 2)
	before, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	persons, clusters := outcome(t, before.Dir)
	linked := map[string][2]string{} // person → a record of the second dataset
	for record, p := range persons {
		if record[0] == "tiem_chung" {
			linked[p] = record
		}
	}
	for _, members := range clusters {
		a, b := members[0], members[len(members)-1]
		other, ok := linked[persons[a]]
		if a[0] != "bhxh" || !ok || persons[a] != persons[b] {
			continue
		}
		after := ruled(t, plan, a[0]+","+a[1]+",,"+persons[a]+",unsure", fmt.Sprintf("%s,%s,%s,%s,different", a[0], a[1], other[0], other[1]))
		told := table(t, after.Dir, "decisions")
		persons, _ := outcome(t, after.Dir)
		if persons[a] != "" || persons[b] != persons[other] {
			continue // not as wanted: the duplicates were parted
		}
		if row := told[1]; row["state"] != "conflict" || row["reason"] != "duplicates" || after.Summary.Decisions["conflict"] != 1 {
			t.Errorf("%v, %v", row, after.Summary.Decisions)
		}
		return
	}
	t.Fatal("no records to try it with")
}

// outcome reads the persons records are linked to, and the duplicate clusters' records.
func outcome(t *testing.T, dir string) (persons map[[2]string]string, clusters [][][2]string) {
	t.Helper()
	persons = map[[2]string]string{}
	for _, r := range table(t, dir, "links") {
		if r["decision"] == "match" {
			persons[[2]string{r["dataset"], r["record_id"]}] = r["population_id"]
		}
	}
	at := map[string]int{}
	for _, r := range table(t, dir, "clusters") {
		if _, met := at[r["cluster_id"]]; !met {
			at[r["cluster_id"]] = len(clusters)
			clusters = append(clusters, nil)
		}
		i := at[r["cluster_id"]]
		clusters[i] = append(clusters[i], [2]string{r["dataset"], r["record_id"]})
	}
	return persons, clusters
}
