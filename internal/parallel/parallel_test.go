package parallel

import (
	"sync/atomic"
	"testing"
)

// TestStretches: everything is done once, whatever the numbers, by no more goroutines than asked for.
func TestStretches(t *testing.T) {
	for _, n := range []int{0, 1, 5, 64, 65, 1000} {
		for _, threads := range []int{-1, 0, 1, 3, 16} {
			done := make([]atomic.Int32, n)
			var working, most atomic.Int32
			Stretches(n, 8, threads, func(from, to int) {
				now := working.Add(1)
				for old := most.Load(); now > old && !most.CompareAndSwap(old, now); old = most.Load() {
				}
				for i := from; i < to; i++ {
					done[i].Add(1)
				}
				working.Add(-1)
			})
			for i := range done {
				if k := done[i].Load(); k != 1 {
					t.Errorf("%d things, %d goroutines: number %d was done %d times", n, threads, i, k)
				}
			}
			if int(most.Load()) > max(threads, 1) {
				t.Errorf("%d goroutines where %d were asked for", most.Load(), threads)
			}
		}
	}
}
