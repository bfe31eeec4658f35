package distinct_test

import (
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/internal/distinct"
)

// TestFirsts holds Firsts to a map, with few and many values, hardly any and mostly repeats, and tags that clash.
func TestFirsts(t *testing.T) {
	const seed = 3
	rng := rand.New(rand.NewPCG(seed, seed))
	for _, n := range []int{0, 1, 100, 5000, 300_000} {
		for _, values := range []int{1, 50, 10_000_000} {
			for _, clash := range []uint32{^uint32(0), 0xFFFF000F} {
				list, tags, got := make([]int, n), make([]uint32, n), make([]uint32, n)
				for i := range list {
					list[i] = rng.IntN(values + 1)
					if list[i] > 0 { // 0 is left out
						tags[i] = (uint32(uint64(list[i])*0x9E3779B97F4A7C15>>32) & clash) | 1
					}
				}
				distinct.Firsts(tags, got, func(a, b uint32) bool { return list[a] == list[b] })
				first := map[int]int{}
				for i, v := range list {
					want, ok := first[v]
					if !ok || v == 0 {
						first[v], want = i, i
					}
					if got[i] != uint32(want) {
						t.Fatalf("seed %d: value %d of %d: first %d, want %d", seed, i, n, got[i], want)
					}
				}
			}
		}
	}
}

func BenchmarkFirsts(b *testing.B) {
	const n = 1_000_000
	tags, first := make([]uint32, n), make([]uint32, n)
	for i := range tags {
		tags[i] = rand.Uint32() | 1
	}
	b.ReportAllocs()
	for b.Loop() {
		distinct.Firsts(tags, first, func(a, c uint32) bool { return false })
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/value")
}
