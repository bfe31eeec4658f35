package cluster

import "github.com/doisanh/doisanh/record"

// measure fills in how well a group holds together: the share of its pairs that would join two rows by themselves, the
// weakest pair of the strongest tree that spans it (without which it would fall apart), and the mean of all pairs.
func measure(c *record.Cluster, known map[rows]float64, threshold float64) {
	n := len(c.Rows)
	pair := func(i, j int) float64 { return known[rows{c.Rows[min(i, j)], c.Rows[max(i, j)]}] }
	sum, sure := 0.0, 0
	for i := range n {
		for j := i + 1; j < n; j++ {
			p := pair(i, j)
			sum += p
			if p >= threshold {
				sure++
			}
		}
	}
	pairs := float64(n) * float64(n-1) / 2
	c.Density, c.Mean, c.Weakest = float64(sure)/pairs, sum/pairs, 1
	reach := make([]float64, n) // the strongest pair to what the tree holds, -1 for what is in it
	for i := range n {
		reach[i] = pair(0, i)
	}
	reach[0] = -1
	for range n - 1 {
		best := 0 // which the tree holds, so that any outside it reaches further
		for i := range n {
			if reach[i] > reach[best] {
				best = i
			}
		}
		c.Weakest = min(c.Weakest, reach[best])
		reach[best] = -1
		for i := range n {
			if reach[i] >= 0 {
				reach[i] = max(reach[i], pair(best, i))
			}
		}
	}
}
