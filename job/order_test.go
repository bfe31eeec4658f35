package job_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/job/jobtest"
)

// TestOrderOfRowsChangesNothing runs a job with the rows in another order and on another number of threads: blocking that
// asks who is settled, and candidates that come in any order, must not show.
func TestOrderOfRowsChangesNothing(t *testing.T) {
	plan, dir := province(t, 4_000, 5, []string{"thue"}, 1)
	names := []string{"dan_cu.csv", "thue.csv"}
	var outs []string
	for i, from := range jobtest.ShuffledTwice(t, dir, "Mã bản ghi", names...) {
		plan.Population.Files = []string{filepath.Join(from, names[0])}
		plan.Datasets[0].Files = []string{filepath.Join(from, names[1])}
		plan.Output, plan.Threads = t.TempDir(), 1+2*i
		result, err := job.Run(context.Background(), plan, job.Env{Now: time.Now})
		if err != nil {
			t.Fatal(err)
		}
		outs = append(outs, result.Dir)
	}
	jobtest.SameTables(t, outs[0], outs[1], "links.csv", "clusters.csv", "findings.csv")
}
