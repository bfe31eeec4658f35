package reconcile

import (
	"math/bits"

	"github.com/doisanh/doisanh/internal/pages"
)

// holders finds the register rows that hold a personal ID: a hash table of rows, which costs the collector nothing and takes 8 to 16 bytes a row.
type holders struct {
	ids   []uint64          // per row, 0 = none
	slots []uint32          // row + 1 of the first row with an ID, 0 = none
	shift int               // that leaves the bits of a slot
	after map[uint32]uint32 // row → the next one with the same ID
}

func newHolders(ids []uint64) *holders {
	size := bits.Len(uint(2*len(ids) + 1))
	h := &holders{ids: ids, slots: make([]uint32, 1<<size), shift: 64 - size, after: map[uint32]uint32{}}
	for row := len(ids) - 1; row >= 0; row-- { // backwards, so that chains lead upwards
		if ids[row] == 0 {
			continue
		}
		slot := h.slot(ids[row])
		if next := h.slots[slot]; next != 0 {
			h.after[uint32(row)] = next - 1
		}
		h.slots[slot] = uint32(row) + 1
	}
	return h
}

// slot returns where a personal ID's first row stands, or would stand.
func (h *holders) slot(id uint64) int {
	mask := len(h.slots) - 1
	at := int(id * 0x9E3779B97F4A7C15 >> h.shift)
	for h.slots[at] != 0 && h.ids[h.slots[at]-1] != id {
		at = (at + 1) & mask
	}
	return at
}

// first returns the first row that holds a personal ID.
func (h *holders) first(id uint64) (row uint32, ok bool) {
	if id == 0 {
		return 0, false
	}
	row = h.slots[h.slot(id)]
	return row - 1, row != 0
}

// next returns the row after a given one that holds the same personal ID.
func (h *holders) next(row uint32) (uint32, bool) {
	after, ok := h.after[row]
	return after, ok
}

// repeats keeps of numbered rows those whose number another one may have too, in their order: hashes say so, which now and then are wrong,
// of a few rows too many.
func repeats(all []numbered) []numbered {
	const bitsEach = 8
	size := bits.Len(uint(bitsEach * len(all)))
	once, twice := bitset(pages.Made[uint64](1<<size/64+1)), make(bitset, 1<<size/64+1)
	place := func(n uint64) int { return int(n * 0x9E3779B97F4A7C15 >> (64 - size)) }
	for _, r := range all {
		if p := place(r.number); once.has(p) {
			twice.set(p)
		} else {
			once.set(p)
		}
	}
	kept := all[:0]
	for _, r := range all {
		if twice.has(place(r.number)) {
			kept = append(kept, r)
		}
	}
	return kept
}
