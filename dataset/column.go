package dataset

import (
	"bytes"
	"hash/maphash"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"
)

// coded is a column under construction: a code for every row into a dictionary of the distinct values in the order of
// their first appearance. Code 0 is the empty cell.
type coded struct {
	codes []uint32
	dict  []string
	tags  []uint32 // hash of each value of dict
	loose bool     // the dictionary may hold a value several times: concat mends it
}

// noValues is a column of empty cells.
func noValues(rows int) coded {
	return coded{codes: make([]uint32, rows), dict: []string{""}, tags: []uint32{0}}
}

// builder makes a coded column. Nothing is allocated for a value met before.
type builder struct {
	coded
	seed   maphash.Seed
	index  index
	broken bool            // a value is not UTF-8
	text   strings.Builder // holds the dictionary's bytes, block by block
}

const textBlock = 64 << 10

// newBuilder returns a builder for about that many rows.
func newBuilder(seed maphash.Seed, rows int) *builder {
	b := &builder{coded: noValues(0), seed: seed, index: newIndex(32)}
	b.codes = make([]uint32, 0, rows)
	return b
}

// batch is the number of rows whose cells are coded together, column by column. The tables of a large file's columns
// fit no cache; a batch asks for all the places it needs in one first, so that the waits for memory overlap.
const batch = 256

// scratch is what add needs from call to call.
type scratch struct {
	values [batch][]byte
	tags   [batch]uint32
	sink   uint64 // keeps the reads ahead from being optimised away
}

// add appends up to batch rows. Values are trimmed of blanks and copied where they are new.
func (b *builder) add(s *splitter, cells []cell, t *scratch) {
	for i, c := range cells {
		v := s.data[c.from:c.to]
		if c.escaped {
			v, _ = s.value(c, nil)
		}
		v = trim(v)
		t.values[i] = v
		if len(v) > 0 {
			t.tags[i] = uint32(maphash.Bytes(b.seed, v))
		}
	}
	if b.loose {
		for i := range cells {
			b.codes = append(b.codes, b.append(t.values[i], t.tags[i]))
		}
		return
	}
	for i := range cells {
		t.sink += b.index.slots[t.tags[i]&b.index.mask]
	}
	for i := range cells {
		if e := b.index.slots[t.tags[i]&b.index.mask]; uint32(e>>32) == t.tags[i] {
			if d := b.dict[uint32(e)]; d != "" {
				t.sink += uint64(d[0])
			}
		}
	}
	for i := range cells {
		b.codes = append(b.codes, b.code(t.values[i], t.tags[i]))
	}
	if n := len(b.codes); n >= looseRows && n < looseRows+batch && len(b.dict)*16 > n*15 {
		b.loosen()
	}
}

// looseRows is the number of rows after which it is seen whether a column's values are nearly all different. Those of such a column
// are from there on gathered without a look whether they stood before: concat has to look at each of them anyway.
const looseRows = 4096

func (b *builder) loosen() {
	b.loose, b.index = true, index{}
	rows := cap(b.codes) + 1
	b.dict = append(make([]string, 0, rows), b.dict...)
	b.tags = append(make([]uint32, 0, rows), b.tags...)
}

// append gives a value a code of its own.
func (b *builder) append(value []byte, tag uint32) uint32 {
	if len(value) == 0 {
		return 0
	}
	b.broken = b.broken || !utf8.Valid(value)
	code := uint32(len(b.dict))
	b.dict = append(b.dict, b.keep(value))
	b.tags = append(b.tags, tag)
	return code
}

// code returns the code of a value with that hash, adding it where it is new.
func (b *builder) code(value []byte, tag uint32) uint32 {
	if len(value) == 0 {
		return 0
	}
	slot := tag & b.index.mask
	for ; b.index.slots[slot] != 0; slot = (slot + 1) & b.index.mask {
		e := b.index.slots[slot]
		if uint32(e>>32) == tag && b.dict[uint32(e)] == string(value) {
			return uint32(e)
		}
	}
	b.broken = b.broken || !utf8.Valid(value)
	return b.enter(tag, slot, b.keep(value))
}

// intern returns the code of a string with that hash, adding it where it is new. It is not copied.
func (b *builder) intern(value string, tag uint32) uint32 {
	if value == "" {
		return 0
	}
	slot := tag & b.index.mask
	for ; b.index.slots[slot] != 0; slot = (slot + 1) & b.index.mask {
		e := b.index.slots[slot]
		if uint32(e>>32) == tag && b.dict[uint32(e)] == value {
			return uint32(e)
		}
	}
	return b.enter(tag, slot, value)
}

// enter gives a new value its code.
func (b *builder) enter(tag, slot uint32, value string) uint32 {
	code := uint32(len(b.dict))
	b.dict = append(b.dict, value)
	b.tags = append(b.tags, tag)
	b.index.put(tag, slot, code)
	return code
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

// index is an open-addressing table from a value's hash to its code. A slot holds the hash, which also says where it
// belongs, and the code; 0 is free, for code 0 is never entered. So the table grows without a look at the values.
type index struct {
	slots []uint64
	mask  uint32
	used  int
}

func newIndex(size int) index {
	n := 64
	for n < size*2 {
		n *= 2
	}
	return index{slots: make([]uint64, n), mask: uint32(n - 1)}
}

// put enters a code at a free slot, and makes the table larger when it is more than half full.
func (x *index) put(tag, slot, code uint32) {
	x.slots[slot] = uint64(tag)<<32 | uint64(code)
	x.used++
	if x.used*2 <= len(x.slots) {
		return
	}
	old := x.slots
	x.slots = make([]uint64, 2*len(old))
	x.mask = uint32(len(x.slots) - 1)
	for _, e := range old {
		if e == 0 {
			continue
		}
		s := uint32(e>>32) & x.mask
		for x.slots[s] != 0 {
			s = (s + 1) & x.mask
		}
		x.slots[s] = e
	}
}

// concat joins columns end to end. The dictionary comes out as if all rows had been read one after the other.
func concat(seed maphash.Seed, cols []coded) coded {
	if len(cols) == 1 && !cols[0].loose {
		return cols[0]
	}
	rows, values := 0, 0
	for _, c := range cols {
		rows += len(c.codes)
		if c.loose {
			values += len(c.dict)
		}
		values = max(values, len(c.dict))
	}
	b := newBuilder(seed, rows)
	b.index = newIndex(values)
	b.dict, b.tags = append(make([]string, 0, values), ""), append(make([]uint32, 0, values), 0)
	var to []uint32
	sink := uint64(0)
	for _, c := range cols {
		to = append(to[:0], 0)
		for from := 1; from < len(c.dict); from += batch {
			end := min(from+batch, len(c.dict))
			for _, tag := range c.tags[from:end] { // see batch
				sink += b.index.slots[tag&b.index.mask]
			}
			for i := from; i < end; i++ {
				to = append(to, b.intern(c.dict[i], c.tags[i]))
			}
		}
		for _, code := range c.codes {
			b.codes = append(b.codes, to[code])
		}
	}
	runtime.KeepAlive(sink)
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
