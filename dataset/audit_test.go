package dataset

import (
	"sort"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestWordings looks for a wording that one profile gives to two fields as surely.
func TestWordings(t *testing.T) {
	for _, code := range Sectors() {
		p, err := Builtin(code)
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for k := range p.headers.aliases {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			as := p.headers.aliases[k]
			for i, a := range as {
				for _, b := range as[i+1:] {
					if a.level == b.level && a.field != record.RecordID && b.field != record.RecordID && a.tier == strong && b.tier == strong && a.marked == b.marked {
						t.Errorf("%s: %q is both %q and %q", code, a.marked, a.field, b.field)
					}
				}
			}
		}
	}
}
