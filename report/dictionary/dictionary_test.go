package dictionary_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report/dictionary"
)

// TestContract: every column that the contract's page names for a table is described.
func TestContract(t *testing.T) {
	page, err := os.ReadFile("../../docs/en/contract.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(page), "## 3. Output")
	section, _, _ = strings.Cut(section, "Beside them:")
	row := regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| .*? \\| `([a-z_0-9, ]+)`(.*)\\|$")
	n := 0
	for _, m := range row.FindAllStringSubmatch(section, -1) {
		for _, column := range strings.Split(m[2], ", ") {
			n++
			if what, ok := dictionary.Describe(m[1], column); !ok || what.VI == "" || what.EN == "" {
				t.Errorf("nothing is said of %s.%s", m[1], column)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d columns found in contract.md", n)
	}
}

// TestTitles: every canonical field has a name in both languages.
func TestTitles(t *testing.T) {
	for _, f := range append(record.CanonicalFields(), record.PermanentCommune, record.Note) {
		if vi, en := dictionary.Title(f); vi == string(f) || en == string(f) || vi == en {
			t.Errorf("%s is called %q, %q", f, vi, en)
		}
	}
	if vi, en := dictionary.Title("of_my_own"); vi != "of_my_own" || en != vi {
		t.Errorf("an unknown field is called %q, %q", vi, en)
	}
}
