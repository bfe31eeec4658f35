package normalize

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/record"
)

// chunk is how many distinct values a goroutine takes at a time.
const chunk = 2048

// eachColumn calls f for every column, the largest first, from several goroutines.
func (n *tableRun) eachColumn(f func(i int, c *record.Column)) {
	order := make([]int, len(n.table.Columns))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(n.table.Columns[b].Dict.Len(), n.table.Columns[a].Dict.Len()) })
	var wg sync.WaitGroup
	for _, i := range order {
		n.room <- struct{}{}
		wg.Go(func() {
			if n.ctx.Err() == nil {
				f(i, n.table.Columns[i])
			}
			<-n.room
		})
	}
	wg.Wait()
}

// parallel calls f on chunks of 0…size and returns when all are done, or the context has ended. It works on the caller's
// goroutine, and on others as long as there is room for them beside the work on other columns.
func (n *tableRun) parallel(size int, f func(from, to int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	var work func(more bool)
	work = func(more bool) {
		for n.ctx.Err() == nil {
			from := int(next.Add(1)-1) * chunk
			if from >= size {
				return
			}
			if more && from+chunk < size {
				select {
				case n.room <- struct{}{}:
					wg.Go(func() {
						work(false)
						<-n.room
					})
				default:
				}
			}
			f(from, min(from+chunk, size))
		}
	}
	work(true)
	wg.Wait()
}
