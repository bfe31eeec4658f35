package ui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// The sentences of other packages that end in a problem: where they stand, and the calls that make them.
var (
	detailFiles = []string{
		"dataset/profileyaml.go", "dataset/coverage.go", "reconcile/expression.go", "reconcile/figures.go", "synth/config.go", "evaluate/read.go",
		"job/models/models.go", "match/model.go", "match/overlay.go", "match/modelfile/over.go", "match/table/model.go", "match/table/over.go", "block/written.go",
	}
	detailCalls = map[string]bool{"Errorf": true, "Sprintf": true, "invalid": true, "didYouMean": true, "invalidModel": true, "bad": true, "at": true}
	verb        = regexp.MustCompile(`%[.0-9]*[a-z]`)
)

// Every sentence that the program makes itself has its Vietnamese. A new one is put into details.
func TestEveryDetailHasItsVietnamese(t *testing.T) {
	found := 0
	for _, name := range detailFiles {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", name), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || !detailCalls[called(call)] {
				return true
			}
			for _, a := range call.Args {
				if sum, ok := a.(*ast.BinaryExpr); ok {
					a = sum.X // "no such sector: " + name
				}
				lit, ok := a.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					continue
				}
				s, err := strconv.Unquote(lit.Value)
				if err != nil {
					t.Fatal(err)
				}
				if s = strings.TrimSpace(s); len(strings.Fields(verb.ReplaceAllString(s, ""))) < 2 || strings.HasSuffix(s, "%w") || strings.HasSuffix(s, ":") && strings.Count(s, " ") == 1 {
					continue // a key, or what is put around another sentence
				}
				found++
				sample := verb.ReplaceAllStringFunc(s, func(v string) string {
					if v == "%q" {
						return `"x"`
					}
					return "7"
				})
				if strings.HasSuffix(sample, ":") {
					sample += " x"
				}
				if _, own, ok := inVietnamese(sample); !ok || !own {
					t.Errorf("%s: no Vietnamese for %q", name, sample)
				}
			}
			return true
		})
	}
	if found < 60 {
		t.Errorf("only %d sentences found", found)
	}
}

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

// Every detail of the program's own is still said somewhere, word for word.
func TestDetailsAreStillSaid(t *testing.T) {
	var all strings.Builder
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.Contains(path, "internal/ui") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range details {
		longest := ""
		for _, part := range placeholders.Split(d.english, -1) {
			if len(part) > len(longest) {
				longest = part
			}
		}
		if library := strings.HasPrefix(d.english, "strconv.") || strings.HasPrefix(d.english, "value must be "); d.own && !library && len(longest) > 4 && !strings.Contains(all.String(), longest) {
			t.Errorf("nothing says %q any more", d.english)
		}
		if strings.Count(d.vietnamese, "%[") > len(placeholders.FindAllString(d.english, -1)) {
			t.Errorf("%q has more places than %q", d.vietnamese, d.english)
		}
	}
}

func TestDetails(t *testing.T) {
	p := NewPrinter(Vietnamese)
	for _, c := range []struct{ english, want string }{
		{"got string, want integer or null", "đang là chuỗi, phải là số nguyên hoặc trống (got string, want integer or null)"},
		{"found character '\t' that cannot start any token", "dòng này thụt vào bằng dấu tab: hãy dùng dấu cách (found character '\t' that cannot start any token)"},
		{"found a tab character where an indentation space is expected", "dòng này thụt vào bằng dấu tab: hãy dùng dấu cách (found a tab character where an indentation space is expected)"},
		{"found unknown escape character 'd'", backslash + " (found unknown escape character 'd')"},
		{"found character '%' that cannot start any token", "ký tự '%' không đứng được ở đây (giá trị có dấu này phải đặt trong ngoặc kép) (found character '%' that cannot start any token)"},
		{"no such kind: dat (did you mean date?)", "không có kiểu «dat» (có phải ý bạn là «date»?)"},
		{`comparison "phone": level "same": m and u must be positive, m at most 1`, "phép so «phone»: mức «same»: m và u phải dương, m không quá 1"},
		{"comparisons.phone.levels.same.m: got string, want number", "comparisons.phone.levels.same.m: đang là chuỗi, phải là số (comparisons.phone.levels.same.m: got string, want number)"},
		{`invalid argument "x" for "--n" flag: strconv.ParseInt: parsing "x": invalid syntax`,
			`giá trị «x» của tùy chọn --n không hợp lệ: không phải một số hợp lệ (invalid argument "x" for "--n" flag: strconv.ParseInt: parsing "x": invalid syntax)`},
		{"accepts at most 1 arg(s), received 2", "lệnh nhận nhiều nhất 1 tham số, nhận được 2 (accepts at most 1 arg(s), received 2)"},
		{"manifest.json", "manifest.json"},
		{"nobody: has words for this", "nobody: has words for this"},
	} {
		if got := p.detail(c.english); got != c.want {
			t.Errorf("%q: %q, want %q", c.english, got, c.want)
		}
		if got := NewPrinter(English).detail(c.english); got != c.english && !strings.HasSuffix(got, " ("+c.english+")") {
			t.Errorf("in English %q", got)
		}
	}
	for said, want := range map[string]string{
		"found character '\t' that cannot start any token": "the line is indented by a tab: use spaces (found character '\t' that cannot start any token)",
		"found character '%' that cannot start any token":  "found character '%' that cannot start any token",
	} {
		if got := NewPrinter(English).detail(said); got != want {
			t.Errorf("in English %q, want %q", got, want)
		}
	}
	forms := map[string]bool{}
	for _, d := range details {
		forms[d.english] = true
	}
	for form := range clearer {
		if !forms[form] {
			t.Errorf("no detail has the form %q", form)
		}
	}
	full := &fs.PathError{Op: "write", Path: "out/links.csv", Err: syscall.ENOSPC}
	what, _ := p.Problem(&record.Problem{ID: record.ProblemOutput, File: "out", Err: fmt.Errorf("links.csv: %w", full)})
	if want := "out: không ghi được vào thư mục kết quả (đĩa đã đầy; links.csv: write out/links.csv: no space left on device)"; what != want {
		t.Errorf("%q, want %q", what, want)
	}
}
