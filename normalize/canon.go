package normalize

import "runtime"

// tagOf makes a tag of a hash: any number but 0, which is no value's.
func tagOf(hash uint64) uint32 { return uint32(hash>>32) | 1 }

// numbered gives values that are the same one number, in the order of their first index: 1, 2, 3… into canon, 0 where the tag is
// 0. Values that are the same have the same tag. It returns how many numbers it gave.
func numbered(canon, tags []uint32, same func(a, b uint32) bool) int {
	size := 64
	for size < 2*len(tags) {
		size *= 2
	}
	slots := make([]uint64, size) // tag and index + 1 of the first of its kind; 0 is free
	mask := uint32(size - 1)
	// A batch asks for all the places it needs first, so that the waits for memory overlap.
	const batch = 128
	count, sink := uint32(0), uint64(0)
	for from := 0; from < len(tags); from += batch {
		end := min(from+batch, len(tags))
		for _, tag := range tags[from:end] {
			sink += slots[place(tag)&mask]
		}
		for i := from; i < end; i++ {
			tag := tags[i]
			if tag == 0 {
				continue
			}
			at := place(tag) & mask
			for ; ; at = (at + 1) & mask {
				e := slots[at]
				if e == 0 {
					slots[at] = uint64(tag)<<32 | uint64(i+1)
					count++
					canon[i] = count
					break
				}
				if first := uint32(e) - 1; uint32(e>>32) == tag && same(first, uint32(i)) {
					canon[i] = canon[first]
					break
				}
			}
		}
	}
	runtime.KeepAlive(sink)
	return int(count)
}

// place spreads tags, whose lowest bit says nothing.
func place(tag uint32) uint32 { return tag >> 1 }
