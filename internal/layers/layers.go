// Package layers holds the rules of docs/en/architecture.md on which package may import which, and a test that holds the
// tree against them. Imports go one way: main → command → job → every stage → record; stages never import each other.
//
// .golangci.yml repeats the rules for editors; this test needs nothing but Go.
package layers

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Module is the module's path.
const Module = "github.com/doisanh/doisanh"

// Rule says what the packages in a folder, and in the folders below it that have no rule of their own, may import of this module beside themselves.
type Rule struct {
	Folder string
	May    []string // folders; the packages below them included
}

// shared is what every stage may import.
func shared() []string {
	return []string{"record", "refdata", "internal/viet", "internal/saying", "internal/direct", "internal/disjoint", "internal/distinct", "internal/lunar", "internal/pages", "internal/parallel", "internal/pattern", "internal/spill", "internal/splitmix", "internal/covered", "internal/yamltext"}
}

// Rules lists every folder that may hold packages. The longest folder that fits a package rules it.
func Rules() []Rule {
	stages := []string{"dataset", "normalize", "block", "match", "cluster", "quality", "reconcile", "report"}
	rules := []Rule{
		{"record", nil},
		{"internal/viet", nil},
		{"internal/saying", []string{"record", "internal/viet"}},
		{"internal/direct", nil},
		{"internal/disjoint", nil},
		{"internal/lunar", nil},
		{"internal/distinct", nil},
		{"internal/pages", nil},
		{"internal/parallel", nil},
		{"internal/pattern", nil},
		{"internal/spill", []string{"record"}},
		{"internal/splitmix", nil},
		{"internal/layers", nil},
		{"internal/testsize", nil},
		{"internal/covered", []string{"internal/viet"}},
		{"internal/yamltext", []string{"internal/covered"}},
		{"dataset/datasettest", append(shared(), "dataset", "docs/schema", "normalize/legacy", "internal/testsize")},
		{"docs/schema", []string{"internal/yamltext"}},
		{"refdata", []string{"record", "internal/viet"}},
		{"synth", shared()},
		{"evaluate", shared()},
		{"normalize/legacy", shared()}, // normalize imports it
		{"match/edit", nil},
		{"match/pair", []string{"record"}},
		{"match/modelfile", nil},
		{"match/table", append(shared(), "match/edit", "match/pair", "match/modelfile")}, // match and it do not know each other
		{"internal/ui", []string{"record"}},
		{"job", append(append(shared(), stages...), "docs/schema", "job/blocking", "job/explain", "job/findings", "job/inputs", "job/lastrun", "job/lists", "job/memory", "job/models", "job/officers", "job/outdir", "job/stage", "job/workbooks")},
		{"job/blocking", append(shared(), "block", "match/pair", "quality", "report", "job/memory")},
		{"job/explain", append(shared(), "match/pair", "report", "job/officers", "job/outdir")},
		{"job/findings", append(shared(), "reconcile", "report", "normalize", "job/lastrun", "job/officers")},
		{"job/inputs", append(shared(), "report")},
		{"job/jobtest", []string{"record", "internal/spill", "synth"}},
		{"job/lastrun", append(shared(), "cluster", "report", "job/outdir")},
		{"job/lists", append(shared(), "reconcile", "report")},
		{"job/memory", []string{"record", "internal/spill"}},
		{"job/models", append(shared(), "block", "dataset", "docs/schema", "match", "job/inputs")},
		{"job/officers", append(shared(), "dataset", "normalize", "cluster", "match/pair", "report")},
		{"job/outdir", []string{"record", "internal/direct"}},
		{"job/stage", []string{"record"}},
		{"job/tables", append(append(shared(), stages...), "job/blocking", "job/explain", "job/inputs", "job/memory", "job/models", "job/officers", "job/outdir", "job/stage")},
		{"job/workbooks", append(shared(), "reconcile", "report", "job/findings")},
		{"cmd/doisanh", []string{"cmd/doisanh/command"}},
		{"cmd/doisanh/command", append(append(shared(), stages...), "job", "synth", "evaluate", "internal/ui", "cmd/doisanh/start")},
		{"cmd/doisanh/start", nil},
	}
	for _, s := range stages {
		may := shared()
		switch s {
		case "dataset":
			may = append(may, "docs/schema", "normalize/legacy") // a table of encodings, no stage
		case "normalize":
			may = append(may, "normalize/legacy")
		case "match":
			may = append(may, "match/edit", "match/pair", "match/modelfile")
		}
		rules = append(rules, Rule{s, may})
	}
	return rules
}

// Library says which folders may import a library, so that each stays replaceable in one place.
type Library struct {
	Prefix string
	In     []string
}

// Libraries lists every library that is kept to some folders. Those not listed may be imported anywhere but by record.
func Libraries() []Library {
	return []Library{
		{"github.com/apache/arrow/", []string{"dataset", "report"}},
		{"github.com/jackc/pgx/", []string{"dataset", "report"}},
		{"modernc.org/sqlite", []string{"dataset", "report"}},
		{"github.com/xrash/smetrics", []string{"match", "dataset", "job"}}, // the last two for "did you mean"
		{"github.com/expr-lang/expr", []string{"reconcile"}},
		{"github.com/goccy/go-yaml", []string{"dataset", "job", "synth", "docs/schema", "internal/yamltext"}},
		{"github.com/santhosh-tekuri/jsonschema/", []string{"docs/schema"}},
		{"github.com/schollz/progressbar/", []string{"internal/ui"}},
		{"github.com/spf13/", []string{"cmd/doisanh/command"}},
		{"gonum.org/v1/gonum", []string{"quality", "evaluate"}},
		{"golang.org/x/term", []string{"cmd/doisanh/command", "internal/ui"}},
	}
}

// Import is one import of a file.
type Import struct {
	File string // from the module's root, with slashes
	Path string
}

// Imports reads the imports of every Go file under root but tests, whatever system it is built for. Tests may import more: a
// stage's test may make its input with the stage before it.
func Imports(root string) ([]Import, error) {
	var out []Import
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if d.IsDir() {
			base := d.Name()
			if rel != "." && (strings.HasPrefix(base, ".") || base == "testdata" || rel == "tools") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(rel, ".go") || strings.HasSuffix(rel, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, s := range f.Imports {
			p, err := strconv.Unquote(s.Path.Value)
			if err != nil {
				return err
			}
			out = append(out, Import{rel, p})
		}
		return nil
	})
	return out, err
}

// Check returns what is wrong with an import, "" where nothing is.
func Check(i Import) string {
	dir := path.Dir(i.File)
	rule, ok := ruleOf(dir)
	if !ok {
		return fmt.Sprintf("%s: no rule for folder %s: settle its place in internal/layers and docs/en/architecture.md", i.File, dir)
	}
	if target, inside := strings.CutPrefix(i.Path, Module+"/"); inside {
		if own, _ := ruleOf(target); own.Folder == rule.Folder || slices.ContainsFunc(rule.May, func(f string) bool { return below(target, f) }) {
			return ""
		}
		return fmt.Sprintf("%s: %s must not import %s", i.File, rule.Folder, target)
	}
	if first, _, _ := strings.Cut(i.Path, "/"); !strings.Contains(first, ".") {
		return "" // standard library
	}
	if rule.Folder == "record" {
		return fmt.Sprintf("%s: record imports the standard library only, not %s", i.File, i.Path)
	}
	for _, l := range Libraries() {
		if strings.HasPrefix(i.Path, l.Prefix) && rule.Folder != "internal/zdeps" &&
			!slices.ContainsFunc(l.In, func(f string) bool { return below(dir, f) }) {
			return fmt.Sprintf("%s: %s belongs in %s only", i.File, i.Path, strings.Join(l.In, ", "))
		}
	}
	return ""
}

func ruleOf(dir string) (best Rule, ok bool) {
	for _, r := range Rules() {
		if below(dir, r.Folder) && len(r.Folder) >= len(best.Folder) {
			best, ok = r, true
		}
	}
	return best, ok
}

// below reports whether a folder is another or lies below it.
func below(dir, folder string) bool { return dir == folder || strings.HasPrefix(dir, folder+"/") }
