package job_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/job"
	"github.com/doisanh/doisanh/record"
)

// TestReadsIsAllAJobReads: what is written may be none of these.
func TestReadsIsAllAJobReads(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.csv": "x\n", "b1.csv": "x\n", "b2.csv": "x\n", "said.csv": "x\n", "waived.csv": "x\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	profile, err := os.ReadFile("../dataset/profiles/bhxh.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "own.yaml"), profile, 0o600); err != nil {
		t.Fatal(err)
	}
	f := job.File{
		Population: job.Input{Path: "a.csv"}, Datasets: []job.Input{{Sector: "bhxh", Path: "b?.csv", Profile: "own.yaml"}},
		Model: "m.json", Decisions: "said.csv", Waivers: "waived.csv",
	}
	plan, err := f.Resolve("job.yaml", dir, record.MakeDate(2025, 6, 15))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, path := range plan.Reads() {
		got = append(got, filepath.Base(path))
	}
	if want := []string{"own.yaml", "a.csv", "b1.csv", "b2.csv", "m.json", "said.csv", "waived.csv"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
