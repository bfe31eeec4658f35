package job

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/record"
)

// A file whose first row is somebody's is told from one with headers, and none of it stands in the message.
func TestOfficersFileWithoutHeadersTellsNothingOfAnyone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "d.csv")
	if err := os.WriteFile(path, []byte("bhxh,Nguyễn Văn Hòa,05/03/1985,042085000001\nbhxh,Lê Minh,05/03/1985,042085000002\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, decisions := officers.ReadRows(context.Background(), path, []int{officers.ColDatasetA})
	_, answers := ReadAnswers(context.Background(), path)
	for _, err := range []error{decisions, answers} {
		if err == nil || strings.Contains(err.Error(), "Hòa") || strings.Contains(err.Error(), "0420") || strings.Contains(err.Error(), "1985") {
			t.Errorf("%v", err)
		}
	}
}

func TestThresholdsNameWhatThereIs(t *testing.T) {
	for path, good := range map[string]bool{
		"findings.dung.id_structure>0": true, "findings.dung>0": true, "findings>0": true, "datasets.bhxh.findings.sach.duplicate>=1": true,
		"findings.dung.id_structur>0": false, "findings.sach.id_structure>0": false, "findings.dong>0": false, "finding>0": false,
		"quality.precision.low<0.99": true, "datasets.bảo-hiểm.cluster_metrics.largest>9": true, "links.review>0": true, "outcomes.no_id>0": true, "decisions.refused>0": true,
		"quality.precision<0.99": false, "quality.precison.low<0.99": false, "links.reviews>0": false, "outcomes.none>0": false, "decisions.expired>0": false,
		"datasets.bhxh>0": false, "datasets.bhxh.rejectd>0": false, "datasets.bhxh.findings.dung.duplicate>0": false, "name>0": false, "dataset_order>0": false,
		"findings.dung.dung>0": false,
	} {
		if _, err := ParseThreshold(path); (err == nil) != good {
			t.Errorf("%s: %v", path, err)
		}
	}
	plan := &Plan{Population: dataset.Source{Name: "dan_cu"}, Datasets: []dataset.Source{{Name: "bhxh"}}}
	for path, want := range map[string]string{"rejected>0": "", "datasets.bhxh.rejected>0": "", "datasets.dan_cu.rejected>0": "", "datasets.bhhx.rejected>0": "bhxh"} {
		th, err := ParseThreshold(path)
		if err != nil {
			t.Fatal(err)
		}
		var p *record.Problem
		if errors.As(th.In(plan), &p); (p != nil) != (want != "") || p != nil && (p.ID != record.ProblemDatasetUnknown || p.Args[0] != want) {
			t.Errorf("%s: %v", path, p)
		}
	}
}
