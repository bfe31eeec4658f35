package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// Every problem ID declared in package record has both sentences, in both languages.
func TestEveryProblemHasItsSentences(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "../../record/problem.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || !strings.HasPrefix(spec.Names[0].Name, "Problem") {
			return true
		}
		id, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		found++
		for _, key := range []string{id, id + ".hint"} {
			s, ok := sentences[key]
			if !ok || s[0] == "" || s[1] == "" {
				t.Errorf("%s (%s): no sentence", key, spec.Names[0].Name)
			}
		}
		return true
	})
	if found < 20 {
		t.Fatalf("only %d problem IDs found", found)
	}
}

// Every reason of a rejected row that a reader declares has its words in both languages.
func TestEveryReasonHasItsWords(t *testing.T) {
	found := 0
	for _, dir := range []string{"../../dataset", "../../dataset/jsonl"} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				spec, ok := n.(*ast.ValueSpec)
				if !ok || len(spec.Values) == 0 || !strings.HasPrefix(strings.ToLower(spec.Names[0].Name), "reason") {
					return true
				}
				reason, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				found++
				if s := sentences["reason."+reason]; s[0] == "" || s[1] == "" {
					t.Errorf("%s: no words for the reason %s", name, reason)
				}
				return true
			})
		}
	}
	if found < 8 {
		t.Fatalf("only %d reasons found", found)
	}
}

func TestProblemSentences(t *testing.T) {
	en := NewPrinter(English)
	what, hint := en.Problem(&record.Problem{ID: record.ProblemColumnKind, File: "a.csv", Row: 1, Column: "Ngày sinh", Args: []any{"date", 97}})
	if what != "a.csv:1: the column “Ngày sinh” is not of the kind date: 97% of its values cannot be read" || hint == "" {
		t.Errorf("%q, %q", what, hint)
	}
	what, hint = NewPrinter(Vietnamese).Problem(&record.Problem{ID: record.ProblemSectorUnknown, Column: "bhxx", Args: []any{"bhxh", "bhxh, bhyt"}})
	if what != "không có ngành «bhxx»; các ngành có sẵn: bhxh, bhyt" || hint != "có phải ý bạn là «bhxh»?" {
		t.Errorf("%q, %q", what, hint)
	}
	// No sentence leaves a formatting fault behind, whatever arguments are missing.
	for key := range sentences {
		for _, p := range []*Printer{en, NewPrinter(Vietnamese)} {
			if strings.HasPrefix(key, "summary.") || strings.HasPrefix(key, "synth.") || strings.HasPrefix(key, "normalize.") || strings.HasPrefix(key, "internal") {
				continue
			}
			if s := p.Text(key, "A", "B", "C", "D", "E"); strings.Contains(s, "%!") {
				t.Errorf("%s: %q", key, s)
			}
		}
	}
}

// What to do about a file that is not read depends on its kind.
func TestHintsByKind(t *testing.T) {
	vi := NewPrinter(Vietnamese)
	for kind, want := range map[string]string{"docx": "chép bảng sang Excel", "pdf": "xin bản Excel", "rar": "giải nén", "zip": "gói nén nằm trong gói nén", "xlsb": "lưu thành .xlsx", "xml": "XML 2003", "elf": "lưu thành CSV"} {
		what, hint := vi.Problem(&record.Problem{ID: record.ProblemFileBinary, File: "a", Args: []any{kind}})
		if !strings.Contains(what, kind) || !strings.Contains(hint, want) {
			t.Errorf("%s: %q, %q", kind, what, hint)
		}
	}
	for kind, of := range kindsOfHint {
		if key := record.ProblemFileBinary + ".hint." + of; sentences[key][0] == "" {
			t.Errorf("%s: no sentence %s", kind, key)
		}
	}
}

func TestParseLang(t *testing.T) {
	for in, want := range map[string]Lang{"vi": Vietnamese, "en": English, "en_US.UTF-8": English, "vi_VN.UTF-8": Vietnamese, "EN": English} {
		if got, ok := ParseLang(in); !ok || got != want {
			t.Errorf("%s: %s, %v", in, got, ok)
		}
	}
	for _, in := range []string{"C", "", "fr", "english"} {
		if _, ok := ParseLang(in); ok {
			t.Errorf("%s is taken for a language", in)
		}
	}
}

func TestTableLinesUpVietnamese(t *testing.T) {
	got := Table([][]string{{"Tập", "đúng"}, {"bảo hiểm", "1"}})
	if got != "Tập       đúng\nbảo hiểm     1\n" {
		t.Errorf("%q", got)
	}
}

func TestShareIsNeverRoundedUpToOne(t *testing.T) {
	for v, want := range map[float64]string{1: "1.0000", 0.99999: "0.9999", 0.5: "0.5000"} {
		if got := NewPrinter(English).Share(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
	if got := NewPrinter(Vietnamese).Share(.25); got != "0,2500" {
		t.Errorf("in Vietnamese: %s", got)
	}
}
