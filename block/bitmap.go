package block

import (
	"cmp"
	"math/bits"
	"sync"
	"sync/atomic"
)

// bitmap is a set of rows; nil holds all.
type bitmap struct {
	bits []uint64
	n    int
	once sync.Once
	rows []uint32 // see list
}

// bitmapOf returns the rows of a set, nil for all, that has holds for. It asks on so many goroutines.
func bitmapOf(rows int, of *bitmap, has func(row uint32) bool, threads int) *bitmap {
	b := &bitmap{bits: make([]uint64, (rows+63)/64)}
	var n atomic.Int64
	inStretches(len(b.bits), threads, func() func(from, to int) {
		return func(from, to int) {
			for i := from; i < to; i++ {
				word := ^uint64(0)
				if of != nil {
					word = of.bits[i]
				}
				for ; word != 0; word &= word - 1 {
					if row := uint32(i*64 + bits.TrailingZeros64(word)); int(row) < rows && has(row) {
						b.bits[i] |= word & -word
					}
				}
				n.Add(int64(bits.OnesCount64(b.bits[i])))
			}
		}
	})
	b.n = int(n.Load())
	return b
}

// list returns the rows, ascending.
func (b *bitmap) list() []uint32 {
	b.once.Do(func() {
		b.rows = make([]uint32, 0, b.n)
		for i, word := range b.bits {
			for ; word != 0; word &= word - 1 {
				b.rows = append(b.rows, uint32(i*64+bits.TrailingZeros64(word)))
			}
		}
	})
	return b.rows
}

func (b *bitmap) has(row uint32) bool { return b == nil || b.bits[row/64]&(1<<(row%64)) != 0 }

// and returns the rows of both.
func (b *bitmap) and(o *bitmap) *bitmap {
	if b == nil || o == nil {
		return cmp.Or(b, o)
	}
	both := &bitmap{bits: make([]uint64, len(b.bits))}
	for i, v := range b.bits {
		both.bits[i] = v & o.bits[i]
		both.n += bits.OnesCount64(both.bits[i])
	}
	return both
}
