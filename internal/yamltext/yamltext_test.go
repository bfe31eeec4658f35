package yamltext

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// laughs is a text of a few lines whose aliases come to 9^levels words.
func laughs(levels int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 lol\n")
	for i := 1; i <= levels; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	return b.String()
}

func TestAliasesThatFillTheMemory(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for name, c := range map[string]struct {
		text string
		line int // 0: it is read
	}{
		"lists of lists":         {laughs(12), 6},
		"maps of maps":           {"a: &a {k: " + long + "}\nb: &b {x: *a, y: *a, z: *a, u: *a}\nc:\n  - *b\n  - *b\n  - *b\n", 5},
		"merged":                 {"a: &a {k: " + long + "}\nb: [" + strings.Repeat("{<<: *a}, ", 20) + "]\n", 2},
		"a block of text":        {"a: &a |\n  " + long + "\nb: [" + strings.Repeat("*a, ", 20) + "]\n", 3},
		"a folded one":           {"a: &a >-\n  " + long + "\nb: [" + strings.Repeat("*a, ", 20) + "]\n", 3},
		"within itself":          {"a: &a [*a, *a]\nb: *a\n", 0},
		"a few":                  {laughs(3), 0},
		"said once, used by all": {"columns: &c {full_name: Họ và tên, birth_date: Ngày sinh}\ndatasets:\n" + strings.Repeat("  - {sector: bhxh, columns: *c}\n", 40), 0},
		"an asterisk":            {"path: \"*.csv\"\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			var into any
			err := Unmarshal([]byte(c.text), &into)
			if c.line == 0 {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			var y yaml.Error
			if !errors.As(err, &y) {
				t.Fatalf("it was read: %v", err)
			}
			if line := y.GetToken().Position.Line; line != c.line {
				t.Errorf("line %d, want %d", line, c.line)
			}
			if !strings.Contains(y.GetMessage(), "aliases") {
				t.Errorf("told as %q", y.GetMessage())
			}
		})
	}
}

// Whoever decodes YAML past this package decodes without its limit.
func TestAllGoThroughHere(t *testing.T) {
	root := "../.."
	past := regexp.MustCompile(`\byaml\.(Unmarshal|UnmarshalWithOptions|NewDecoder|YAMLToJSON|NodeToValue)\(`)
	looked := 0
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name := d.Name(); path != root && (strings.HasPrefix(name, ".") || name == "yamltext" || name == "testdata") {
				return filepath.SkipDir
			}
			return nil
		case !strings.HasSuffix(path, ".go"), strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		looked++
		for _, call := range past.FindAllString(string(text), -1) {
			if path != "../../job/again.go" || !strings.Contains(call, "YAMLToJSON") { // which writes what it has just made itself
				t.Errorf("%s calls %s)", path, call)
			}
		}
		return err
	})
	if err != nil || looked < 300 {
		t.Fatal(looked, err)
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(laughs(3))
	f.Add(laughs(9))
	f.Add("a: &a {b: *a}\nc: !!str &d *a\n? &e [1]\n: *e\n")
	f.Add("--- &a x\n---\n- *a\n- <<: [*a, *b]\n")
	f.Fuzz(func(t *testing.T, text string) {
		var into any
		_ = Unmarshal([]byte(text), &into)
	})
}
