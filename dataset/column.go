package dataset

import (
	"bytes"
	"hash/maphash"
	"strings"
	"unicode"
	"unicode/utf8"
)

// coded is a column under construction: a code for every row into a dictionary of the distinct values in the order of
// their first appearance. Code 0 is the empty cell.
type coded struct {
	codes []uint32
	dict  []string
}

// builder makes a coded column. Nothing is allocated for a value met before.
type builder struct {
	coded
	index index
	text  strings.Builder // holds the dictionary's bytes, block by block
}

const textBlock = 64 << 10

func newBuilder(seed maphash.Seed) *builder {
	b := &builder{coded: coded{codes: []uint32{}, dict: []string{""}}, index: newIndex(seed, 64)}
	return b
}

// add appends a row. The value is trimmed of blanks and copied where it is new.
func (b *builder) add(value []byte) {
	value = trim(value)
	if len(value) == 0 {
		b.codes = append(b.codes, 0)
		return
	}
	if n := len(b.codes); n > 0 { // neighbours are often the same: one commune, one school
		if last := b.codes[n-1]; last != 0 && b.dict[last] == string(value) {
			b.codes = append(b.codes, last)
			return
		}
	}
	h := maphash.Bytes(b.index.seed, value)
	slot := uint32(h) & b.index.mask
	for ; ; slot = (slot + 1) & b.index.mask {
		e := b.index.slots[slot]
		if e == 0 {
			break
		}
		if uint32(e>>32) == uint32(h>>32) && b.dict[uint32(e)] == string(value) {
			b.codes = append(b.codes, uint32(e))
			return
		}
	}
	code := uint32(len(b.dict))
	b.dict = append(b.dict, b.keep(value))
	b.codes = append(b.codes, code)
	b.index.put(h, slot, code, b.dict)
}

// keep copies a value into the current block. The strings cut from a Builder share its bytes, which never move: a
// block is left as soon as it is full.
func (b *builder) keep(value []byte) string {
	if b.text.Cap()-b.text.Len() < len(value) {
		b.text = strings.Builder{}
		b.text.Grow(max(min(textBlock, 256+16*len(b.dict)), len(value)))
	}
	at := b.text.Len()
	b.text.Write(value)
	return b.text.String()[at:]
}

// intern returns the code of a string, adding it where it is new. It is not copied.
func (b *builder) intern(value string) uint32 {
	if value == "" {
		return 0
	}
	h := maphash.String(b.index.seed, value)
	slot := uint32(h) & b.index.mask
	for ; ; slot = (slot + 1) & b.index.mask {
		e := b.index.slots[slot]
		if e == 0 {
			break
		}
		if uint32(e>>32) == uint32(h>>32) && b.dict[uint32(e)] == value {
			return uint32(e)
		}
	}
	code := uint32(len(b.dict))
	b.dict = append(b.dict, value)
	b.index.put(h, slot, code, b.dict)
	return code
}

// index is an open-addressing table from a value's hash to its code. A slot holds the upper half of the hash and the
// code; 0 is free, for code 0 is never entered.
type index struct {
	seed  maphash.Seed
	slots []uint64
	mask  uint32
	used  int
}

func newIndex(seed maphash.Seed, size int) index {
	n := 64
	for n < size*2 {
		n *= 2
	}
	return index{seed: seed, slots: make([]uint64, n), mask: uint32(n - 1)}
}

// put enters a code at a free slot, and makes the table larger when it is more than half full.
func (x *index) put(hash uint64, slot, code uint32, dict []string) {
	x.slots[slot] = hash>>32<<32 | uint64(code)
	x.used++
	if x.used*2 <= len(x.slots) {
		return
	}
	x.slots = make([]uint64, 2*len(x.slots))
	x.mask = uint32(len(x.slots) - 1)
	for c := 1; c < len(dict); c++ {
		h := maphash.String(x.seed, dict[c])
		s := uint32(h) & x.mask
		for x.slots[s] != 0 {
			s = (s + 1) & x.mask
		}
		x.slots[s] = h>>32<<32 | uint64(c)
	}
}

// concat joins columns end to end. The dictionary comes out as if all rows had been read one after the other.
func concat(seed maphash.Seed, cols []coded) coded {
	if len(cols) == 1 {
		return cols[0]
	}
	rows, values := 0, 0
	for _, c := range cols {
		rows += len(c.codes)
		values = max(values, len(c.dict))
	}
	b := &builder{index: newIndex(seed, values)}
	b.dict = append(make([]string, 0, values), "")
	b.codes = make([]uint32, 0, rows)
	var to []uint32
	for _, c := range cols {
		to = append(to[:0], 0)
		for _, v := range c.dict[1:] {
			to = append(to, b.intern(v))
		}
		for _, code := range c.codes {
			b.codes = append(b.codes, to[code])
		}
	}
	return b.coded
}

// trim takes the blanks off both ends: spaces of any width, no-break and zero-width ones.
func trim(b []byte) []byte {
	for len(b) > 0 && b[0] <= ' ' {
		b = b[1:]
	}
	for len(b) > 0 && b[len(b)-1] <= ' ' {
		b = b[:len(b)-1]
	}
	if len(b) == 0 || b[0] < utf8.RuneSelf && b[len(b)-1] < utf8.RuneSelf {
		return b
	}
	if first, _ := utf8.DecodeRune(b); !isBlank(first) {
		if last, _ := utf8.DecodeLastRune(b); !isBlank(last) {
			return b
		}
	}
	return bytes.TrimFunc(b, isBlank)
}

func isBlank(r rune) bool {
	return r <= ' ' || unicode.IsSpace(r) || r == 0xFEFF || r == 0x200B || r == 0x2060
}
