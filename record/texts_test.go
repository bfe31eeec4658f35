package record_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestTexts holds a list of texts to a slice of strings: short and long ones, of every length about the limit, so many that blocks fill.
func TestTexts(t *testing.T) {
	const seed = 7
	rng := rand.New(rand.NewPCG(seed, seed))
	want := []string{"", strings.Repeat("x", record.MaxCell), strings.Repeat("y", record.MaxCell+1), strings.Repeat("z", 200_000), "\x00", "Nguyễn Thị Ánh"}
	for i := range 20_000 {
		want = append(want, strings.Repeat("ữ", rng.IntN(12))+fmt.Sprintf("%0*d", rng.IntN(12), i))
	}
	got := record.TextsOf(want...)
	early := got.At(2)
	held := func(what string, got record.Texts, want []string) {
		t.Helper()
		if !slices.Equal(slices.Collect(got.Values()), want) {
			t.Fatalf("seed %d: %s: the texts differ", seed, what)
		}
		for i, s := range got.All() {
			if s != want[i] || got.At(i) != want[i] {
				t.Fatalf("seed %d: %s: text %d is %q, want %q", seed, what, i, s, want[i])
			}
		}
	}
	held("appended", got, want)
	held("from a place on", got.From(3), want[3:])
	var copied record.Texts
	for i, s := range want {
		c := got.Cell(uint32(i))
		if c.IsShort() != (len(s) <= record.MaxCell) {
			t.Fatalf("%q: short is %v", s, c.IsShort())
		}
		if c.IsShort() {
			copied.AppendCell(c)
		} else {
			copied.AppendLong([]byte(s))
		}
	}
	held("by cells", copied, want)
	places := []uint32{5, 3, 3, 0}
	held("picked", got.Pick(places), []string{want[5], want[3], want[3], want[0]})
	if early != want[2] || got.Index(want[40]) != slices.Index(want, want[40]) || got.Index("nowhere") >= 0 {
		t.Error("a text moved, or was not found")
	}
	sorted := slices.Sorted(slices.Values(want))
	if s := record.TextsOf(sorted...); !s.Sorted() || got.Sorted() {
		t.Error("what is sorted")
	}
}

// TestTextsKeep: what repeats goes, and every place leads to where its text stands.
func TestTextsKeep(t *testing.T) {
	texts := record.TextsOf("", "a", "b", "a", "a longer text than fits", "b", "c", "a longer text than fits")
	to := []uint32{0, 1, 2, 1, 4, 2, 6, 4}
	texts.Keep(to)
	if got, want := slices.Collect(texts.Values()), []string{"", "a", "b", "a longer text than fits", "c"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if want := []uint32{0, 1, 2, 1, 3, 2, 4, 3}; !slices.Equal(to, want) {
		t.Errorf("places %v, want %v", to, want)
	}
}
