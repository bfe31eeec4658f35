package layers_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/layers"
)

func TestTree(t *testing.T) {
	imports, err := layers.Imports("../..")
	if err != nil {
		t.Fatal(err)
	}
	if len(imports) < 50 {
		t.Fatalf("only %d imports read: is the test looking at the right folder?", len(imports))
	}
	for _, i := range imports {
		if what := layers.Check(i); what != "" {
			t.Error(what)
		}
	}
}

func TestCheck(t *testing.T) {
	const m = layers.Module + "/"
	for _, c := range []struct {
		file, path string
		ok         bool
	}{
		{"match/score.go", m + "record", true},
		{"match/score.go", m + "block", false},
		{"match/score.go", "github.com/xrash/smetrics", true},
		{"match/name.go", m + "match/edit", true},
		{"match/score.go", m + "match/table", false},
		{"match/table/score.go", m + "match/pair", true},
		{"match/table/score.go", m + "match", false},
		{"match/edit/kernel.go", m + "record", false},
		{"block/rule.go", m + "match/pair", false},
		{"job/run.go", m + "match/table", true},
		{"job/run.go", m + "job/officers", true},
		{"job/run.go", m + "job/tables", false},
		{"job/tables/link.go", m + "job", false},
		{"job/tables/link.go", m + "job/officers", true},
		{"job/tables/link.go", m + "job/findings", false},
		{"job/tables/link.go", m + "match/table", true},
		{"job/officers/file.go", m + "job", false},
		{"job/officers/file.go", m + "job/explain", false},
		{"job/workbooks/list.go", m + "job/findings", true},
		{"job/findings/findings.go", m + "job/workbooks", false},
		{"job/memory/store.go", m + "job/stage", false},
		{"cmd/doisanh/command/link.go", m + "job/tables", true},
		{"block/rule.go", "github.com/xrash/smetrics", false},
		{"block/rule.go", m + "job", false},
		{"dataset/datasettest/suite.go", m + "dataset", true},
		{"dataset/datasettest/suite.go", m + "normalize", false},
		{"record/value.go", "golang.org/x/text/unicode/norm", false},
		{"record/value.go", "strings", true},
		{"job/run.go", m + "reconcile", true},
		{"job/run.go", m + "internal/ui", false},
		{"cmd/doisanh/main.go", m + "cmd/doisanh/command", true},
		{"cmd/doisanh/main.go", m + "job", false},
		{"cmd/doisanh/command/run.go", m + "job", true},
		{"job/run.go", m + "cmd/doisanh/command", false},
		{"report/parquet.go", "github.com/apache/arrow/go/v15/parquet", true},
		{"job/run.go", "github.com/apache/arrow/go/v15/parquet", false},
		{"util/strings.go", "strings", false},
	} {
		if what := layers.Check(layers.Import{File: c.file, Path: c.path}); (what == "") != c.ok {
			t.Errorf("%s imports %s: %q", c.file, c.path, what)
		}
	}
}

// TestRulesAreOfTheTree: every folder that the rules speak of is there, and the page of the architecture has a line for each.
func TestRulesAreOfTheTree(t *testing.T) {
	page, err := os.ReadFile("../../docs/en/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	there := func(folder, of string) {
		if info, err := os.Stat(filepath.Join("../..", folder)); err != nil || !info.IsDir() {
			t.Errorf("the rule of %s names %s, which is not there", of, folder)
		}
	}
	for _, r := range layers.Rules() {
		there(r.Folder, r.Folder)
		for _, may := range r.May {
			there(may, r.Folder)
		}
		if !strings.Contains(string(page), "`"+r.Folder+"`") {
			t.Errorf("docs/en/architecture.md does not name %s", r.Folder)
		}
	}
	for _, l := range layers.Libraries() {
		for _, folder := range l.In {
			there(folder, l.Prefix)
		}
	}
}
