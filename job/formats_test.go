package job

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestFormats: every table of a run is the same in CSV, Parquet, Arrow and SQLite, as DuckDB, pyarrow and Python's own readers see them.
func TestFormats(t *testing.T) {
	dir := runSample(t, t.TempDir(), func(f *File) { f.Formats, f.Reports = []string{"csv", "arrow", "sqlite"}, []string{"none"} })
	for _, name := range []string{"findings.arrow", "columns.arrow", "run.sqlite"} {
		if found, _ := filepath.Glob(filepath.Join(dir, name)); len(found) != 1 {
			t.Errorf("%s was not written", name)
		}
	}
	if found, _ := filepath.Glob(filepath.Join(dir, "*.xlsx")); len(found) > 0 {
		t.Errorf("workbooks were written: %v", found)
	}
	if out, err := exec.Command("python3", "-c", "import duckdb, pyarrow").CombinedOutput(); err != nil {
		t.Skipf("the files are not read by DuckDB and pyarrow, for there is no python3 with both here (pip install duckdb pyarrow): %v %s", err, lastLine(out))
	}
	out, err := exec.Command("python3", "testdata/read.py", dir).CombinedOutput()
	if err != nil {
		t.Errorf("testdata/read.py: %v: %s", err, lastLine(out))
	}
	t.Logf("read by DuckDB and pyarrow: %s", out)
}

func lastLine(b []byte) string {
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return lines[len(lines)-1]
}

// TestOutputKeys: words that are not known are told, all together, and the keys have their defaults.
func TestOutputKeys(t *testing.T) {
	r := resolver{path: "job.yaml"}
	r.reports([]string{"xlsx", "pdf"})
	r.formats([]string{"arrow", "orc"})
	r.outputSQL(&OutputSQL{Schema: "Bad Name"})
	if len(r.problems) != 4 {
		t.Errorf("%d problems, want 4: %v", len(r.problems), r.problems)
	}
	r = resolver{}
	if got := r.reports(nil); !got.XLSX || !got.HTML || got.All {
		t.Errorf("reports by default: %+v", got)
	}
	if got := r.reports(ParseWords("none")); got.XLSX || got.HTML {
		t.Errorf("reports none: %+v", got)
	}
	if got := r.formats(ParseWords("csv, sqlite")); got.Arrow || !got.SQLite {
		t.Errorf("formats: %+v", got)
	}
	if got := r.outputSQL(&OutputSQL{DSNEnv: "X"}); got.Schema != defaultSchema {
		t.Errorf("schema %s", got.Schema)
	}
	if len(r.problems) > 0 {
		t.Errorf("problems %v", r.problems)
	}
}
