// Package soundtest measures codes of how a syllable sounds, for tests. In goes a code and what is asked of it; out come the test's figures and faults.
package soundtest

import (
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// Want is what is asked of a code.
type Want struct {
	North, Central, South float64 // the share of the pairs that sound alike in a dialect, at least, that have one code
	Apart                 float64 // pairs of people, at least, for one that the code confuses
}

// Gain measures a code of a folded syllable: of the pairs of name syllables that sound alike in a dialect by the independent transcriber vPhon (refdata
// name_homophones.csv) and are written differently without their marks, the share with one code; and how probable it is that two people drawn by the frequencies of
// given names have different ones, without their marks, and one code. With -v it prints the table of docs/en/phonetic.md.
func Gain[K comparable](t *testing.T, code func(folded string) K, want Want) {
	t.Helper()
	for _, d := range []struct {
		dialect string
		least   float64
	}{{"north", want.North}, {"central", want.Central}, {"south", want.South}} {
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
					if code(x) == code(y) {
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
	folded, heard, total := map[string]float64{}, map[K]float64{}, 0.
	for _, x := range refdata.GivenNames() {
		rows, name := float64(x.Male+x.Female), viet.Fold(x.Text)
		folded[name] += rows
		heard[code(name)] += rows
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
	if each < want.Apart {
		t.Errorf("confuses 1 of %.0f pairs of people, want at most 1 of %.0f", each, want.Apart)
	}
}
