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
