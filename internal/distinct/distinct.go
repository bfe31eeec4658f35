// Package distinct tells which values of a long list stood before, and which words a text has.
//
// Firsts: a hash table over a million values fits no cache, and every look into it waits for memory. So the values' tags are parted by their
// first bits into portions whose tables fit one, which takes two passes through memory in its own order.
package distinct

// Firsts fills first with the index of the first value that is the same: first[i] is i where value i did not stand before. tags holds a
// hash of each value, equal for values that are the same; values with tag 0 are left out, and are their own first. same compares two
// values of one tag; a is less than b.
func Firsts(tags, first []uint32, same func(a, b uint32) bool) {
	for i := range first {
		first[i] = uint32(i)
	}
	const portion = 1 << 11 // values, about
	shift := uint(32)
	for n := len(tags) / portion; n > 1 && shift > 32-12; n /= 2 {
		shift--
	}
	parts := 1 << (32 - shift)
	begins := make([]uint32, parts+1)
	for _, tag := range tags {
		if tag != 0 {
			begins[uint64(tag)>>shift+1]++
		}
	}
	for p := range parts {
		begins[p+1] += begins[p]
	}
	next := append([]uint32(nil), begins[:parts]...)
	entries := make([]uint64, begins[parts]) // tag and index
	for i, tag := range tags {
		if tag != 0 {
			p := uint64(tag) >> shift
			entries[next[p]] = uint64(tag)<<32 | uint64(i)
			next[p]++
		}
	}
	var slots []uint64
	for p := range parts {
		slots = portionFirsts(entries[begins[p]:begins[p+1]], slots, first, same)
	}
}

// portionFirsts does it for the values of one portion, in the order of their indexes. It returns the table for use with the next.
func portionFirsts(entries, slots []uint64, first []uint32, same func(a, b uint32) bool) []uint64 {
	size := 64
	for size < 2*len(entries) {
		size *= 2
	}
	if size > len(slots) {
		slots = make([]uint64, size)
	}
	table := slots[:size]
	clear(table)
	mask := uint32(size - 1)
	for _, e := range entries { // 0 is a free place: no entry is, for its tag is not 0
		tag, i := uint32(e>>32), uint32(e)
		at := tag & mask
		for ; table[at] != 0; at = (at + 1) & mask {
			if f := table[at]; uint32(f>>32) == tag && same(uint32(f), i) {
				first[i] = uint32(f)
				break
			}
		}
		if table[at] == 0 {
			table[at] = e
		}
	}
	return slots
}
