package cluster

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/internal/disjoint"
)

// TestMetrics holds the figures of clusters to their definitions on random graphs: the weakest pair is the highest threshold
// at which the group is still connected.
func TestMetrics(t *testing.T) {
	for seed := range uint64(2000) {
		p, pairs := randomGraph(rand.New(rand.NewPCG(seed, 41)))
		known := map[rows]float64{}
		for _, e := range edgesOf(pairs) {
			known[e.rows] = e.p
		}
		for _, c := range Group(p, pairs, Options{}) {
			pair := func(i, j int) float64 { return known[rows{c.Rows[min(i, j)], c.Rows[max(i, j)]}] }
			connected := func(least float64) bool {
				s := disjoint.New(len(c.Rows))
				for i := range c.Rows {
					for j := range i {
						if pair(i, j) >= least {
							s.Join(uint32(i), uint32(j))
						}
					}
				}
				for i := range c.Rows {
					if s.Root(uint32(i)) != s.Root(0) {
						return false
					}
				}
				return true
			}
			if !connected(c.Weakest) || connected(c.Weakest+1e-9) {
				t.Fatalf("seed %d: weakest %v of %v", seed, c.Weakest, c.Rows)
			}
			sum, sure, n := 0.0, 0.0, 0.0
			for i := range c.Rows {
				for j := range i {
					n, sum = n+1, sum+pair(i, j)
					if pair(i, j) >= DefaultThreshold {
						sure++
					}
				}
			}
			if math.Abs(c.Mean-sum/n) > 1e-12 || math.Abs(c.Density-sure/n) > 1e-12 {
				t.Fatalf("seed %d: density %v mean %v, want %v %v", seed, c.Density, c.Mean, sure/n, sum/n)
			}
		}
	}
}
