package match

import (
	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/internal/splitmix"
)

// numbering gives distinct 64-bit hashes numbers from 1, in the order in which they first come. It stands in for a map of
// strings: two strings of one hash would be taken for one, which among ten million values happens once in 400,000 runs.
type numbering struct {
	keys []uint64
	nums []uint32
	n    uint32
}

// of returns the number of a hash, and whether it is new.
func (t *numbering) of(h uint64) (uint32, bool) {
	if int(t.n)*2 >= len(t.keys) {
		t.grow()
	}
	i := t.place(h)
	if t.nums[i] != 0 {
		return t.nums[i], false
	}
	t.n++
	t.keys[i], t.nums[i] = h, t.n
	return t.n, true
}

// number returns the number of a hash, 0 where it has none.
func (t *numbering) number(h uint64) uint32 {
	if t.n == 0 {
		return 0
	}
	return t.nums[t.place(h)]
}

func (t *numbering) place(h uint64) int {
	mask := len(t.keys) - 1
	i := int(h>>20) & mask
	for t.nums[i] != 0 && t.keys[i] != h {
		i = (i + 1) & mask
	}
	return i
}

func (t *numbering) grow() { t.resize(max(1024, 2*len(t.keys))) }

// reserve makes room for so many numbers.
func (t *numbering) reserve(n int) {
	size := max(1024, len(t.keys))
	for size < 2*n {
		size *= 2
	}
	if size > len(t.keys) {
		t.resize(size)
	}
}

func (t *numbering) resize(size int) {
	keys, nums := t.keys, t.nums
	t.keys, t.nums = pages.Made[uint64](size), pages.Made[uint32](size)
	for i, n := range nums {
		if n != 0 {
			j := t.place(keys[i])
			t.keys[j], t.nums[j] = keys[i], n
		}
	}
}

// hashText is a 64-bit hash of a string, the same in every run.
func hashText(s string) uint64 {
	const k = 0x9FB21C651E98DF25
	h := uint64(len(s)) * k
	for len(s) >= 8 {
		v := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		h = splitmix.Mix(h^v) + k
		s = s[8:]
	}
	v := uint64(0)
	for i := range len(s) {
		v |= uint64(s[i]) << (8 * i)
	}
	return splitmix.Mix(h ^ v)
}
