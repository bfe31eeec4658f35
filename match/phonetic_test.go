package match

import (
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

func soundOf(folded string) uint64 { return phoneticSyllable(fnvOffset, folded) }

func TestSound(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		same       bool
	}{
		{"ch is tr", "trinh", "chinh", true},
		{"s is x", "son", "xon", true},
		{"d is r", "dung", "rung", true},
		{"l is n", "lan", "nan", true},
		{"d is gi", "dang", "giang", true},
		{"c is k", "kien", "cien", true},
		{"g is gh", "ghe", "ge", true},
		{"ng is ngh", "nghia", "ngia", true},
		{"a final ng is n", "lang", "lan", true},
		{"a final nh is n", "tinh", "tin", true},
		{"a final c is t", "viec", "viet", true},
		{"ieu is iu", "lieu", "liu", false},
		{"a doublet", "huynh", "hoang", true},
		{"a rarer doublet", "nghia", "ngai", true},
		{"v is d", "van", "dan", true},
		{"the vowel tells", "lan", "lon", false},
		{"an onset tells", "hoa", "toa", false},
		{"a final m tells", "lam", "lan", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if a, b := soundOf(c.a), soundOf(c.b); (a == b) != c.same {
				t.Errorf("%s is %v, %s is %v, want the same: %v", c.a, a, c.b, b, c.same)
			}
		})
	}
}

// TestSoundGain measures the code: of the pairs of name syllables that sound alike in a dialect by the independent transcriber vPhon (refdata
// name_homophones.csv) and are written differently without their marks, the share with one sound; and how probable it is that two people drawn by the frequencies of
// given names have different ones, without their marks, and one sound. Run it with -v for the table of docs/en/phonetic.md.
func TestSoundGain(t *testing.T) {
	for _, d := range []struct {
		dialect string
		least   float64
	}{{"north", 0.9}, {"central", 0.86}, {"south", 0.86}} {
		found, pairs := 0, 0
		var missed []string
		for _, h := range refdata.HomophoneGroups() {
			if h.Dialect != d.dialect {
				continue
			}
			for i, a := range h.Names {
				for _, b := range h.Names[:i] {
					x, y := viet.Fold(a), viet.Fold(b)
					if x == y {
						continue
					}
					pairs++
					if soundOf(x) == soundOf(y) {
						found++
					} else {
						missed = append(missed, a+"/"+b)
					}
				}
			}
		}
		share := float64(found) / float64(pairs)
		t.Logf("%s: finds %d of %d pairs; misses %v", d.dialect, found, pairs, missed)
		if share < d.least {
			t.Errorf("%s: %.3f of the pairs are found, want %.2f", d.dialect, share, d.least)
		}
	}
	folded, heard, total := map[string]float64{}, map[uint64]float64{}, 0.
	for _, x := range refdata.GivenNames() {
		rows, name := float64(x.Male+x.Female), viet.Fold(x.Text)
		folded[name] += rows
		heard[soundOf(name)] += rows
		total += rows
	}
	confused := 0.
	for _, rows := range heard {
		confused += rows * rows
	}
	for _, rows := range folded {
		confused -= rows * rows
	}
	each := total * total / confused
	t.Logf("confuses 1 of %.0f pairs of people", each)
	if each < 400 {
		t.Errorf("confuses 1 of %.0f pairs of people, want at most 1 of 400", each)
	}
}
