package disjoint_test

import (
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/internal/disjoint"
)

// TestSets holds the sets against a plain list of every row's set.
func TestSets(t *testing.T) {
	const rows, seed = 60, 7
	random := rand.New(rand.NewPCG(seed, 1))
	s, plain := disjoint.New(rows), make([]int, rows)
	for i := range plain {
		plain[i] = i
	}
	for range 50 {
		a, b := random.IntN(rows), random.IntN(rows)
		s.Join(uint32(a), uint32(b))
		from, to := max(plain[a], plain[b]), min(plain[a], plain[b])
		for i, of := range plain {
			if of == from {
				plain[i] = to
			}
		}
		sizes := make([]int, rows)
		for _, of := range plain {
			sizes[of]++
		}
		for i, of := range plain {
			if got := s.Root(uint32(i)); got != uint32(of) {
				t.Fatalf("seed %d: root of %d is %d, want %d", seed, i, got, of)
			}
			if got := s.Size(uint32(i)); got != sizes[i] {
				t.Fatalf("seed %d: size of %d is %d, want %d", seed, i, got, sizes[i])
			}
		}
	}
}
