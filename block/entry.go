package block

import "slices"

// An entry is a row with its key: key<<32 | row.
type entry = uint64

func keyOf(e entry) uint32 { return uint32(e >> 32) }

// sortEntries sorts entries, given in ascending order of rows, by key and then row, and returns the sorted slice: a or
// tmp, which must be as long. It is a least-significant-digit radix sort over the 32 bits of the key in three passes;
// being stable it need not look at the rows.
func sortEntries(a, tmp []entry) []entry {
	if len(a) < 512 {
		slices.Sort(a)
		return a
	}
	const bits, buckets = 11, 1 << 11
	var count [3][buckets]uint32
	for _, e := range a {
		k := e >> 32
		count[0][k&(buckets-1)]++
		count[1][k>>bits&(buckets-1)]++
		count[2][k>>(2*bits)]++
	}
	for pass := range count {
		c := &count[pass]
		at := uint32(0)
		for i, n := range c {
			c[i] = at
			at += n
		}
		shift := 32 + pass*bits
		for _, e := range a {
			d := e >> shift & (buckets - 1)
			tmp[c[d]] = e
			c[d]++
		}
		a, tmp = tmp, a
	}
	return a
}

// buffers are the two slices that one side's entries are sorted between, and those that all goroutines but the first gather theirs in.
type buffers struct {
	a, b []entry
	more [][]entry
}

func (b *buffers) sort(entries []entry) []entry {
	if cap(b.b) < len(entries) {
		b.b = make([]entry, len(entries), max(len(entries), cap(b.a)))
	}
	return sortEntries(entries, b.b[:len(entries)])
}

// resort sorts entries, of which those of some stretches, given in their order, have got other keys.
func (b *buffers) resort(entries []entry, stretches [][]entry) []entry {
	other := b.b
	if len(entries) > 0 && &entries[0] == &other[0] {
		other = b.a
	}
	moved := other[:0]
	kept, from := 0, 0
	for _, s := range stretches {
		at := cap(entries) - cap(s) // where it begins: both end with one array
		kept += copy(entries[kept:], entries[from:at])
		moved = append(moved, entries[at:at+len(s)]...)
		from = at + len(s)
	}
	kept += copy(entries[kept:], entries[from:])
	if sorted := sortEntries(moved, entries[kept:]); len(moved) > 0 && &sorted[0] != &moved[0] {
		copy(moved, sorted)
	}
	if !slices.IsSorted(moved) { // two keys have become one by chance, and their rows are not in order
		slices.Sort(moved)
	}
	for i, j := kept-1, len(moved)-1; j >= 0; {
		if i >= 0 && entries[i] > moved[j] {
			entries[i+j+1] = entries[i]
			i--
		} else {
			entries[i+j+1] = moved[j]
			j--
		}
	}
	return entries
}

// eachBlock calls yield for every run of equal keys that both sides have, or with self every run of two rows or more on
// the left one. Both are sorted.
func eachBlock(left, right []entry, self bool, yield func(l, r []entry)) {
	for i, j := 0, 0; i < len(left); {
		k := keyOf(left[i])
		end := i + 1
		for end < len(left) && keyOf(left[end]) == k {
			end++
		}
		if self {
			if end-i > 1 {
				yield(left[i:end], nil)
			}
			i = end
			continue
		}
		for j < len(right) && keyOf(right[j]) < k {
			j++
		}
		start := j
		for j < len(right) && keyOf(right[j]) == k {
			j++
		}
		if j > start {
			yield(left[i:end], right[start:j])
		}
		i = end
	}
}
