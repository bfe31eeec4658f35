package edit

import (
	"math"
	"slices"
	"testing"

	"github.com/xrash/smetrics"

	"github.com/doisanh/doisanh/internal/viet"
)

// randomSymbols makes strings near enough to each other to exercise every branch.
func randomSymbols(r *random, n, alphabet int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(1 + r.n(alphabet))
	}
	return b
}

func randomNear(r *random) (a, b []byte) {
	a = randomSymbols(r, 1+r.n(MaxSymbols), 2+r.n(27))
	if r.chance(.2) {
		return a, randomSymbols(r, 1+r.n(MaxSymbols), 2+r.n(27))
	}
	b = append([]byte(nil), a...)
	for range r.n(5) {
		i := r.n(len(b))
		switch r.n(4) {
		case 0:
			b[i] = byte(1 + r.n(27))
		case 1:
			if len(b) > 1 {
				b = append(b[:i], b[i+1:]...)
			}
		case 2:
			if len(b) < MaxSymbols {
				b = append(b[:i], append([]byte{byte(1 + r.n(27))}, b[i:]...)...)
			}
		case 3:
			if i > 0 {
				b[i], b[i-1] = b[i-1], b[i]
			}
		}
	}
	return a, b
}

// nameSymbols are the symbols of a Vietnamese name, folded.
func nameSymbols(r *random) []byte {
	name, _ := vietnamese(r)
	return AppendSymbols(nil, viet.Fold(string(name)))
}

// slowDistance is the optimal string alignment distance by its definition.
func slowDistance(a, b []byte) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestDistanceAgainstDefinition(t *testing.T) {
	r, k := random(11), Kernel{}
	for range 20_000 {
		a, b := randomNear(&r)
		got, want := k.Distance(a, b), slowDistance(a, b)
		if got != want {
			t.Fatalf("distance(%v, %v) = %d, want %d", a, b, got, want)
		}
		// Without exchanges it is Levenshtein's, which smetrics has: never less than ours, at most twice.
		lev := smetrics.WagnerFischer(string(a), string(b), 1, 1, 1)
		if got > lev || lev > 2*got {
			t.Fatalf("distance(%v, %v) = %d, Levenshtein %d", a, b, got, lev)
		}
	}
	if k.at != [nSymbols]uint64{} {
		t.Error("the kernel's table is not left clean")
	}
}

func TestPatternIsTheKernel(t *testing.T) {
	r, k, p := random(15), Kernel{}, Pattern{}
	for code := range uint32(4_000) {
		a, _ := randomNear(&r)
		if len(a) == 0 {
			continue
		}
		p.Hold(code+1, a)
		for range 5 {
			b := slices.Clone(a)
			for range r.n(6) {
				b[r.n(len(b))] = byte(r.n(nSymbols))
			}
			if r.chance(.3) {
				_, b = randomNear(&r)
			}
			if len(b) == 0 {
				continue
			}
			most := r.n(5)
			if got, want := p.Distance(b, most), min(k.Distance(a, b), most+1); got != want {
				t.Fatalf("distance(%v, %v) within %d = %d, want %d", a, b, most, got, want)
			}
		}
	}
}

func TestJaroWinklerAgainstSmetrics(t *testing.T) {
	r, k := random(12), Kernel{}
	for range 20_000 {
		a, b := randomNear(&r)
		got, want := k.JaroWinkler(a, b), smetrics.JaroWinkler(string(a), string(b), 0.7, 4)
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("jaroWinkler(%v, %v) = %v, smetrics %v", a, b, got, want)
		}
	}
	// Vietnamese names, mapped rune to symbol: smetrics on their UTF-8 bytes would be wrong.
	for range 5_000 {
		a, b := nameSymbols(&r), nameSymbols(&r)
		if got, want := k.JaroWinkler(a, b), smetrics.JaroWinkler(string(a), string(b), 0.7, 4); math.Abs(got-want) > 1e-9 {
			t.Fatalf("jaroWinkler(%v, %v) = %v, smetrics %v", a, b, got, want)
		}
	}
}

func BenchmarkKernels(b *testing.B) {
	r, k := random(14), Kernel{}
	var list [1024][]byte
	for i := range list {
		list[i] = nameSymbols(&r)
	}
	b.Run("distance", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			k.Distance(list[i&1023], list[(i*7+1)&1023])
		}
	})
	b.Run("jaroWinkler", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			k.JaroWinkler(list[i&1023], list[(i*7+1)&1023])
		}
	})
}
