package report

import (
	"context"
	"io"
	"sync"

	"golang.org/x/sync/errgroup"
)

// writeSheet writes a sheet to one or two files at once, either of which may be nil. Stretches of rows are encoded on that many
// goroutines and written in order. idle, which may be nil, is called as soon as one of them finds nothing left to encode.
func writeSheet(ctx context.Context, s Sheet, meta map[string]string, threads int, csv, pq io.Writer, idle func()) error {
	var forms form
	var file *parquetFile
	if csv != nil {
		forms |= formCSV
		if _, err := csv.Write(csvHeader(s)); err != nil {
			return failed(s, ".csv", err)
		}
	}
	if pq != nil {
		forms |= formParquet
		var err error
		if file, err = newParquetFile(pq, s, meta); err != nil {
			return failed(s, ".parquet", err)
		}
	}
	err := encodeAll(ctx, s, forms, threads, idle, func(g *group) error {
		if csv != nil {
			if _, err := csv.Write(g.csv); err != nil {
				return failed(s, ".csv", err)
			}
		}
		if file != nil {
			return failed(s, ".parquet", file.add(g))
		}
		return nil
	})
	if err != nil || file == nil {
		return err
	}
	return failed(s, ".parquet", file.close())
}

// encodeAll encodes all rows of a sheet and calls write for each stretch in order, on one goroutine at a time.
func encodeAll(ctx context.Context, s Sheet, forms form, threads int, idle func(), write func(*group) error) error {
	rows := rowsOf(&s)
	n := (s.Rows + rows - 1) / rows
	q := &queue{n: n, done: map[int]*group{}}
	q.moved.L = &q.mutex
	g, ctx := errgroup.WithContext(ctx)
	workers := max(1, min(threads, n))
	for range workers {
		g.Go(func() error {
			e := newEncoder(&s, forms)
			for {
				i, buf := q.take(2 * workers)
				if i < 0 {
					if idle != nil {
						idle()
					}
					return nil
				}
				made, err := e.encode(ctx, i*rows, min((i+1)*rows, s.Rows), buf)
				if err == nil {
					err = q.give(i, made, write)
				}
				if err != nil {
					q.stop()
					return err
				}
			}
		})
	}
	return g.Wait()
}

// queue hands out stretches by number and brings them back into order.
type queue struct {
	mutex   sync.Mutex
	moved   sync.Cond
	n, next int // stretches, and the first not handed out
	written int // the first not written
	writing bool
	stopped bool
	done    map[int]*group // encoded and not yet written
	free    [][]byte
}

// take returns the next stretch's number and a buffer, or -1. No more than ahead are under way at once, so that a slow disk
// does not fill the memory.
func (q *queue) take(ahead int) (int, []byte) {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	for q.next-q.written >= ahead && !q.stopped {
		q.moved.Wait()
	}
	if q.next >= q.n || q.stopped {
		return -1, nil
	}
	i := q.next
	q.next++
	var buf []byte
	if k := len(q.free); k > 0 {
		buf, q.free = q.free[k-1], q.free[:k-1]
	}
	return i, buf
}

// give takes an encoded stretch, and writes whatever can be written now unless another goroutine is at it, which will then
// write this one too.
func (q *queue) give(i int, g *group, write func(*group) error) error {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.done[i] = g
	if q.writing {
		return nil
	}
	q.writing = true
	for q.done[q.written] != nil && !q.stopped {
		g := q.done[q.written]
		delete(q.done, q.written)
		q.mutex.Unlock()
		err := write(g)
		q.mutex.Lock()
		if err != nil {
			q.writing = false
			return err
		}
		q.written++
		q.free = append(q.free, g.csv)
		q.moved.Broadcast()
	}
	q.writing = false
	return nil
}

func (q *queue) stop() {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	q.stopped = true
	q.moved.Broadcast()
}
