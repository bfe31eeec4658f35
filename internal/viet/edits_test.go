package viet

import (
	"math/rand/v2"
	"testing"

	"github.com/hbollon/go-edlib"
)

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"an", "", 2}, {"duc", "duc", 0}, {"đức", "đúc", 1}, {"nguyen", "nguyne", 1}, {"hoa", "hao", 1}, {"ca", "abc", 3},
	} {
		if got := Edits(c.a, c.b); got != c.want {
			t.Errorf("%q and %q are %d edits apart, want %d", c.a, c.b, got, c.want)
		}
	}
	const seed = 3
	r := rand.New(rand.NewPCG(seed, seed))
	text := func() string {
		s := make([]rune, r.IntN(9))
		for i := range s {
			s[i] = []rune("aăânđu")[r.IntN(6)]
		}
		return string(s)
	}
	for range 20_000 {
		a, b := text(), text()
		if got, want := Edits(a, b), edlib.OSADamerauLevenshteinDistance(a, b); got != want {
			t.Fatalf("seed %d: %q and %q are %d edits apart, edlib says %d", seed, a, b, got, want)
		}
	}
}

// TestOneLetterOff holds the quick answers against Edits.
func TestOneLetterOff(t *testing.T) {
	const seed = 4
	r := rand.New(rand.NewPCG(seed, seed))
	text := func() string {
		s := make([]byte, r.IntN(6))
		for i := range s {
			s[i] = "abc"[r.IntN(3)]
		}
		return string(s)
	}
	for range 20_000 {
		a, b := text(), text()
		off, exchanged := OneLetterOff(a, b), Exchanged(a, b)
		if OneSlipOff(a, b) != (Edits(a, b) <= 1) || OneSlipOff(a, b) != (off || exchanged) || off && exchanged {
			t.Fatalf("seed %d: %q and %q are %d edits apart; one letter off %v, exchanged %v", seed, a, b, Edits(a, b), off, exchanged)
		}
	}
}

func TestOneSlipOff(t *testing.T) {
	for _, x := range []struct {
		a, b string
		want bool
	}{
		{"po ho", "pho ho", true}, {"pho ho", "po ho", true}, {"po ho", "pa ho", true}, {"po ho", "op ho", true}, {"po ho", "po hoa", true},
		{"po ho", "phao ho", false}, {"po ho", "oh po", false}, {"po ho", "po h", true},
	} {
		if got := OneSlipOff(x.a, x.b); got != x.want {
			t.Errorf("%q, %q: %v", x.a, x.b, got)
		}
	}
}
