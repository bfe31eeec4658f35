package edit

import (
	"math/bits"
	"testing"
)

// TestBag: what two values may have in common at most is never less than what the kernels find, and is exact where no symbol stands oftener than three times.
func TestBag(t *testing.T) {
	seed := random(7)
	r := &seed
	var k Kernel
	exact := 0
	for range 200_000 {
		a, b := randomNear(r)
		x, y := NewBag(a), NewBag(b)
		common, most := 0, 0
		for s := range byte(nSymbols) {
			n, m := count(a, s), count(b, s)
			common += min(n, m)
			most = max(most, n, m)
		}
		if got := x.common(&y); got < common || most <= 3 && got != common {
			t.Fatalf("%v and %v share %d symbols, the bags say %d", a, b, common, got)
		}
		if most <= 3 {
			exact++
		}
		if least, d := x.LeastDistance(&y), k.Distance(a, b); least > d {
			t.Fatalf("%v and %v are %d apart, at least %d", a, b, d, least)
		}
		if most, jw := x.MostJaroWinkler(&y, a, b), k.JaroWinkler(a, b); most < jw-1e-12 {
			t.Fatalf("%v and %v: %v, at most %v", a, b, jw, most)
		}
	}
	if exact < 1000 {
		t.Errorf("%d pairs have no symbol oftener than three times", exact)
	}
	if bag := NewBag([]byte{1, 1, 1, 1, 1, 2}); bag.more != 2 || bits.OnesCount64(bag.low) != 2 {
		t.Errorf("five of one and one of another: %+v", bag)
	}
}

func count(symbols []byte, s byte) (n int) {
	for _, o := range symbols {
		if o == s {
			n++
		}
	}
	return n
}
