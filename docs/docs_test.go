// Package docs_test holds the documents to the tree: links that lead somewhere, make targets that exist, codes that are
// the same everywhere.
package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = ".."

// documents returns the Markdown files of the tree, from its root.
func documents(t *testing.T) []string {
	t.Helper()
	var docs []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".md") {
			docs = append(docs, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(docs) < 8 {
		t.Fatalf("only %d documents found", len(docs))
	}
	return docs
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, doc := range documents(t) {
		for _, m := range link.FindAllStringSubmatch(read(t, doc), -1) {
			target, anchor, _ := strings.Cut(m[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			path := doc
			if target != "" {
				path = filepath.Join(filepath.Dir(doc), target)
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s: the link %s leads nowhere", doc, m[1])
			} else if anchor != "" && strings.HasSuffix(path, ".md") && !anchors(read(t, path))[anchor] {
				t.Errorf("%s: the link %s leads to no heading", doc, m[1])
			}
		}
	}
}

// anchors are the names GitHub gives a page's headings: small letters, digits, _ and - of what they say, with - for blanks.
func anchors(page string) map[string]bool {
	names := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(page, -1) {
		name := regexp.MustCompile(`[^\p{L}\p{N}_ -]`).ReplaceAllString(strings.ToLower(m[1]), "")
		names[strings.ReplaceAll(name, " ", "-")] = true
	}
	return names
}

// TestTargets: what the documents tell people to make, the Makefile makes.
func TestTargets(t *testing.T) {
	makefile := read(t, filepath.Join(root, "Makefile"))
	command := regexp.MustCompile("(?m)(?:^|`)make ([a-z-]+)")
	for _, doc := range documents(t) {
		for _, m := range command.FindAllStringSubmatch(read(t, doc), -1) {
			if !strings.Contains(makefile, "\n"+m[1]+":") {
				t.Errorf("%s: there is no `make %s`", doc, m[1])
			}
		}
	}
}

// TestContractIsWhole: the contract names every make target and every key of a job.
func TestContractIsWhole(t *testing.T) {
	contract := read(t, filepath.Join(root, "docs/en/contract.md"))
	phony := regexp.MustCompile(`(?m)^\.PHONY: (.*)$`).FindStringSubmatch(read(t, filepath.Join(root, "Makefile")))
	words := strings.Fields(phony[1])
	for _, m := range regexp.MustCompile("yaml:\"([a-z_]+)\"").FindAllStringSubmatch(read(t, filepath.Join(root, "job/plan.go")), -1) {
		words = append(words, m[1])
	}
	if len(words) < 30 {
		t.Fatalf("only %v", words)
	}
	for _, w := range words {
		if !strings.Contains(contract, "`"+w+"`") && !strings.Contains(contract, w+":") {
			t.Errorf("contract.md does not name %s", w)
		}
	}
}

// TestCodes: every finding code of the contract has its conditions in findings.md, and the officers' guide names no other.
func TestCodes(t *testing.T) {
	contract := read(t, "en/contract.md")
	findings := read(t, "en/findings.md")
	_, section, ok := strings.Cut(contract, "## 4. Finding codes")
	if !ok {
		t.Fatal("contract.md: no section 4")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	known := map[string]bool{}
	word := regexp.MustCompile("`([a-z_]+)`")
	for _, line := range strings.Split(section, "\n") {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		for i, m := range word.FindAllStringSubmatch(line, -1) {
			if i == 0 {
				continue // the criterion
			}
			known[m[1]] = true
			if !strings.Contains(findings, "`"+m[1]+"`") {
				t.Errorf("findings.md does not say when %s is raised", m[1])
			}
		}
	}
	if len(known) < 28 {
		t.Errorf("only %d codes found in contract.md", len(known))
	}
	guide := read(t, "vi/huong-dan.md")
	_, table, _ := strings.Cut(guide, "| mã | nghĩa | xử lý |")
	table, _, _ = strings.Cut(table, "\n\n")
	for _, line := range strings.Split(table, "\n") {
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		first := strings.SplitN(line, "|", 3)[1]
		for _, m := range word.FindAllStringSubmatch(first, -1) {
			if !known[m[1]] {
				t.Errorf("huong-dan.md: %s is no code of the contract", m[1])
			}
		}
	}
}

// TestExitCodes: the tables of exit codes hold the codes of the program, all of them and no other.
func TestExitCodes(t *testing.T) {
	constant := regexp.MustCompile(`(?m)^\s+exit[A-Z][A-Za-z]*\s*=\s*([0-9]+)`)
	var want []string
	for _, m := range constant.FindAllStringSubmatch(read(t, filepath.Join(root, "cmd/doisanh/command/exit.go")), -1) {
		want = append(want, m[1])
	}
	if len(want) == 0 {
		t.Fatal("no exit codes found in exit.go")
	}
	row := regexp.MustCompile(`(?m)^\| ([0-9]+) \|`)
	for _, c := range []struct{ doc, heading string }{
		{"README.md", "## Exit codes"}, {"README.vi.md", "## Mã thoát"}, {"docs/en/contract.md", "## 6. Exit codes"},
	} {
		_, section, ok := strings.Cut(read(t, filepath.Join(root, c.doc)), c.heading)
		if !ok {
			t.Errorf("%s: no heading %s", c.doc, c.heading)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		var got []string
		for _, m := range row.FindAllStringSubmatch(section, -1) {
			got = append(got, m[1])
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: exit codes %v, the program has %v", c.doc, got, want)
		}
	}
}

// TestFilesOfMatchAreNamed: a newcomer to package match is told of each file what it is for, and of none that is gone.
func TestFilesOfMatchAreNamed(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "match/*.go"))
	if err != nil || len(files) < 40 {
		t.Fatal(len(files), err)
	}
	comment := read(t, filepath.Join(root, "match/doc.go"))
	there := map[string]bool{}
	for _, path := range files {
		name := filepath.Base(path)
		there[name] = true
		if !strings.HasSuffix(name, "_test.go") && !regexp.MustCompile(`\b`+regexp.QuoteMeta(name)).MatchString(comment) && name != "doc.go" {
			t.Errorf("match/doc.go does not say what %s is for", name)
		}
	}
	for _, name := range regexp.MustCompile(`\b[a-z_]+\.go\b`).FindAllString(comment, -1) {
		if !there[name] {
			t.Errorf("match/doc.go names %s, which is not there", name)
		}
	}
}

// TestDecisionsAreListed: the page of decisions names each with its title.
func TestDecisionsAreListed(t *testing.T) {
	list := read(t, "decisions/README.md")
	pages, err := filepath.Glob("decisions/0*.md")
	if err != nil || len(pages) < 7 {
		t.Fatal(len(pages), err)
	}
	for _, page := range pages {
		title, _, _ := strings.Cut(read(t, page), "\n")
		number, what, ok := strings.Cut(strings.TrimPrefix(title, "# "), ": ")
		if !ok || !strings.Contains(list, "| ["+number+"]("+filepath.Base(page)+") | "+what+" |") {
			t.Errorf("decisions/README.md does not list %q", title)
		}
	}
}

// TestTestsAreThere: of the tests that the documents tell people to run, go test finds each in the package named.
func TestTestsAreThere(t *testing.T) {
	command := regexp.MustCompile(`go test (\./[a-z/]+) -run '?([A-Za-z|]+)`)
	function := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	found := 0
	for _, doc := range documents(t) {
		for _, m := range command.FindAllStringSubmatch(read(t, doc), -1) {
			found++
			files, err := filepath.Glob(filepath.Join(root, m[1], "*_test.go"))
			if err != nil {
				t.Fatal(err)
			}
			var tests []string
			for _, file := range files {
				for _, f := range function.FindAllStringSubmatch(read(t, file), -1) {
					tests = append(tests, f[1])
				}
			}
			for _, name := range strings.Split(m[2], "|") {
				if !strings.Contains(strings.Join(tests, " "), name) {
					t.Errorf("%s: %s has no test %s", doc, m[1], name)
				}
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d commands found", found)
	}
}
