// Package parallel does work on several goroutines.
package parallel

import (
	"sync"
	"sync/atomic"
)

// Each calls do for every number below n, on so many goroutines, and returns when all calls have. Less than one goroutine means one.
func Each(n, threads int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(max(threads, 1), n) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	wg.Wait()
}

// Stretches has n things worked on, a stretch of so many of them at a time, as Each does.
func Stretches(n, stretch, threads int, do func(from, to int)) {
	Each((n+stretch-1)/stretch, threads, func(i int) { do(i*stretch, min((i+1)*stretch, n)) })
}
