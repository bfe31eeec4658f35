// Package soundtest measures codes of how a syllable sounds, for tests. In goes a code and what is asked of it; out come the test's figures and faults.
package soundtest

import (
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// Want is what is asked of a code.
type Want struct {
	North, Central, South float64 // the share of the pairs that sound alike in a dialect, at least, that have one code
	Apart                 float64 // pairs of people, at least, for one that the code confuses
}

// Merges holds a code of a folded syllable to the mergers of dialects (refdata phonetic_merges.csv): the code makes one of all pairs of syllables
// of names that one merger makes the same, but for the mergers it leaves apart, in part at least. apart names these as the table does, "d v"; of
// several spellings in one of the table's cells each is a merger. Tones are gone with the fold.
func Merges[K comparable](t *testing.T, code func(folded string) K, apart ...string) {
	t.Helper()
	asked := map[string]bool{}
	for _, m := range refdata.Merges() {
		for _, merger := range spellings(m) {
			name := merger[0] + " " + merger[1]
			asked[name] = true
			pairs := pairsOf(m, merger)
			var two []string
			for _, p := range pairs {
				if code(p[0]) != code(p[1]) {
					two = append(two, p[0]+"/"+p[1])
				}
			}
			if kept := slices.Contains(apart, name); len(pairs) == 0 || kept != (len(two) > 0) {
				t.Errorf("%s %s: of %d pairs of syllables these have two codes: %v; left apart: %v", m.Type, name, len(pairs), two, kept)
			}
		}
	}
	for _, name := range apart {
		if !asked[name] {
			t.Errorf("no merger is %s", name)
		}
	}
}

// spellings returns the pairs of spellings that a line of the table makes one. A rhyme's two cells are one by their places, as are the two forms in
// each; of a name's doublets a cell holds both forms.
func spellings(m refdata.Merge) (pairs [][2]string) {
	a, b := strings.Split(m.A, "/"), strings.Split(m.B, "/")
	switch m.Type {
	case "tone":
		return nil
	case "rhyme":
		return [][2]string{{a[0], a[1]}, {b[0], b[1]}, {a[0], b[0]}, {a[1], b[1]}}
	case "given":
		for both := range strings.FieldsSeq(m.A) {
			x, y, _ := strings.Cut(both, "/")
			pairs = append(pairs, [2]string{x, y})
		}
		return pairs
	}
	for _, y := range b {
		pairs = append(pairs, [2]string{m.A, y})
	}
	return pairs
}

// pairsOf returns the pairs of folded syllables that differ by a merger alone: each syllable of given and middle names that has the one spelling,
// beside what it is with the other. Those of which one is a form of another name (refdata name_doublets.csv) are left out: a code may take it for that.
func pairsOf(m refdata.Merge, merger [2]string) (pairs [][2]string) {
	a, b := viet.Fold(merger[0]), viet.Fold(merger[1])
	if m.Type == "surname" || m.Type == "given" {
		return [][2]string{{a, b}}
	}
	form := map[string]bool{}
	for _, d := range refdata.Doublets() {
		form[viet.Fold(d.North)], form[viet.Fold(d.South)] = true, true
	}
	for _, name := range slices.Concat(refdata.GivenNames(), refdata.MiddleNames()) {
		for s := range strings.FieldsSeq(viet.Fold(name.Text)) {
			if o := exchanged(m, a, b, s); o != "" && !form[s] && !form[o] {
				pairs = append(pairs, [2]string{s, o})
			}
		}
	}
	slices.SortFunc(pairs, func(x, y [2]string) int { return strings.Compare(x[0], y[0]) })
	return slices.Compact(pairs)
}

// exchanged returns a folded syllable with the spelling b in the place of a; blank where it has no a there, or could not be so written.
func exchanged(m refdata.Merge, a, b, s string) string {
	onset, nucleus, coda := parts(s)
	switch {
	case m.A == "i" && m.B == "y", m.Type == "rhyme": // a nucleus that nothing follows
		if nucleus == a && coda == "" {
			return onset + b
		}
	case m.Type == "onset" && onset == a:
		front := strings.HasPrefix(nucleus, "i") || strings.HasPrefix(nucleus, "e") || strings.HasPrefix(nucleus, "y")
		switch {
		case b == "gi" && nucleus[0] == 'i', b == "q" && (nucleus[0] != 'u' || nucleus == "u"):
			return ""
		case b == "g" && front:
			b = "gh"
		}
		return b + nucleus + coda
	case m.Type == "coda" && coda == a:
		if _, after, limited := strings.Cut(m.South, "after "); !limited || strings.Contains(viet.Fold(after), nucleus) {
			return onset + nucleus + b
		}
	}
	return ""
}

// parts cuts a folded syllable into onset, nucleus and coda.
func parts(s string) (onset, nucleus, coda string) {
	vowel := func(r rune) bool { return strings.ContainsRune("aeiouy", r) }
	i := max(strings.IndexFunc(s, vowel), 0)
	if strings.HasPrefix(s, "qu") || strings.HasPrefix(s, "gi") && len(s) > 2 && vowel(rune(s[2])) {
		i = 2
	}
	j := strings.LastIndexFunc(s, vowel) + 1
	if j <= i {
		return "", s, ""
	}
	return s[:i], s[i:j], s[j:]
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
