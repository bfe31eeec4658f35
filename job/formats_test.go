package job

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/job/jobtest"
)

// TestFormats: every table of a run is the same in CSV, Parquet, Arrow and SQLite, as DuckDB, pyarrow, pandas and Python's own readers see them.
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
	out, err := exec.Command(python(t), "testdata/read.py", dir).CombinedOutput()
	if err != nil {
		t.Errorf("testdata/read.py: %v: %s", err, lastLine(out))
	}
	t.Logf("read by DuckDB, pyarrow and pandas: %s", out)
}

// python returns an interpreter that has the readers. Where there is none the test is skipped and says so.
func python(t *testing.T) string {
	t.Helper()
	why := ""
	for _, path := range []string{"../.cache/readers/bin/python3", "python3"} {
		out, err := exec.Command(path, "-c", "import duckdb, pandas, pyarrow").CombinedOutput()
		if err == nil {
			return path
		}
		why = fmt.Sprintf("%v %s", err, lastLine(out))
	}
	t.Skipf("the files are not read by DuckDB, pyarrow and pandas, for there is no python3 with them here (run make outside): %s", why)
	return ""
}

// TestLibreOffice: LibreOffice opens the workbooks, makes pages of them, and sees the letters, and of each list all rows.
func TestLibreOffice(t *testing.T) {
	if testing.Short() {
		t.Skip("LibreOffice takes its time: not in -short")
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skipf("the workbooks are not opened in LibreOffice, which is not here (run make outside): %v", err)
	}
	dir, out := runSample(t, t.TempDir(), func(*File) {}), t.TempDir()
	convert := func(to, name string) {
		t.Helper()
		ctx, stop := context.WithTimeout(t.Context(), 5*time.Minute)
		defer stop()
		said, err := exec.CommandContext(ctx, office, "-env:UserInstallation=file://"+out+"/office", "--headless", "--convert-to", to, "--outdir", out, filepath.Join(dir, name)).CombinedOutput()
		if err != nil {
			t.Fatalf("%s to %s: %v: %s", name, to, err, lastLine(said))
		}
	}
	convert("pdf", "sach.xlsx")
	if pages, err := os.Stat(filepath.Join(out, "sach.pdf")); err != nil || pages.Size() < 50_000 {
		t.Errorf("no pages were made: %v", err)
	}
	const everySheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
	convert(everySheet, "sach.xlsx")
	findings := 0
	for _, row := range jobtest.ReadCSV(t, filepath.Join(dir, "findings.csv")) {
		if row[1] == "sach" {
			findings++
		}
	}
	sheets, err := filepath.Glob(filepath.Join(out, "sach-*.csv"))
	if err != nil || len(sheets) < 4 {
		t.Fatalf("sheets %v, %v", sheets, err)
	}
	listed := 0
	for _, path := range sheets {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if head, _, _ := strings.Cut(string(data), "\n"); strings.HasPrefix(head, "STT,\"Xã, phường\",Họ và tên,") {
			listed += len(jobtest.ReadCSV(t, path)) - 1
		}
	}
	if listed != findings || findings == 0 {
		t.Errorf("LibreOffice sees %d rows in the lists, findings.csv has %d", listed, findings)
	}
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
