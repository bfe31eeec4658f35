package block

import (
	"slices"

	"github.com/doisanh/doisanh/internal/pages"
)

// filter says which keys may be met on the other side, so that rows without a partner are not sorted. nil lets all pass.
type filter struct {
	bits []uint64
	mask uint32
}

// newFilter returns a filter for so many keys. Of other keys one in eight to sixteen passes by chance; one in 32 at most where the keys are few,
// so that a filter of that size stays in the processor's own memory.
func newFilter(keys int) *filter {
	const near = 1 << 20 // places, 128 KiB
	n := 1 << 10
	for n < 8*keys && n < 1<<31 || n < 32*keys && n < near {
		n <<= 1
	}
	return &filter{pages.Made[uint64](n / 64), uint32(n - 1)}
}

// add lets a key pass and says whether it, or another one of its place, did so before.
func (f *filter) add(k uint32) (before bool) {
	k &= f.mask
	before = f.bits[k/64]&(1<<(k%64)) != 0
	f.bits[k/64] |= 1 << (k % 64)
	return before
}

func (f *filter) has(k uint32) bool {
	k &= f.mask
	return f.bits[k/64]&(1<<(k%64)) != 0
}

// passing appends the entries of the keys that pass, which are those of the rows from a given one on; 0 does not pass. There is no branch for
// each, since the processor cannot foretell it: every entry is written, and the next one over it unless it passes.
func (f *filter) passing(entries []entry, keys []uint32, from int) []entry {
	n := len(entries)
	entries = slices.Grow(entries, len(keys))[:n+len(keys)]
	for i, k := range keys {
		entries[n] = entry(k)<<32 | entry(from+i)
		passes := (k | -k) >> 31
		if f != nil {
			at := k & f.mask
			passes &= uint32(f.bits[at/64] >> (at % 64))
		}
		n += int(passes)
	}
	return entries[:n]
}

func filterOf(entries []entry) *filter {
	f := newFilter(len(entries))
	for _, e := range entries {
		f.add(keyOf(e))
	}
	return f
}

// repeated lets the keys pass that more than one row has.
func repeated(keys []uint32) *filter {
	once := newFilter(len(keys))
	twice := newFilter(len(keys))
	for _, k := range keys {
		if k != 0 && once.add(k) {
			twice.add(k)
		}
	}
	return twice
}
