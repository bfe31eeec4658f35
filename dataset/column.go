package dataset

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/doisanh/doisanh/internal/distinct"
	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/record"
)

// coded is a column under construction: a code for every row into a dictionary of the distinct values in the order of
// their first appearance. Code 0 is the empty cell.
type coded struct {
	codes []uint32
	dict  record.Texts
}

// noValues is a column of empty cells.
func noValues(rows int) coded {
	return coded{codes: make([]uint32, rows), dict: record.TextsOf("")}
}

// builder makes a coded column. Nothing is allocated for a value met before.
//
// Where nearly all values differ, as record ids and personal numbers do, it becomes loose: every value gets a code of its own, and those
// that stood before are found at the end, all at once, which spares a look into a table no cache holds for every row.
//
// Most columns of a register hold values that stand in their cells of record.Texts: numbers, dates, single words. Such a value is found by
// comparing two numbers.
type builder struct {
	codes  []uint32
	dict   record.Texts
	rows   int // about as many are to come
	seed   maphash.Seed
	mix    [2]uint64 // what a short value is mixed with before it is hashed
	short  index     // codes of short values
	long   index     // codes of long ones
	broken bool      // a value is not UTF-8
	tags   []uint32  // by code, of a loose builder
}

// newBuilder returns a builder for about that many rows.
func newBuilder(seed maphash.Seed, rows int) *builder {
	b := &builder{codes: make([]uint32, 0, rows), dict: record.TextsOf(""), rows: rows, seed: seed, short: newIndex(64), long: newIndex(64)}
	b.mix = [2]uint64{maphash.Comparable(seed, 0), maphash.Comparable(seed, 1)}
	return b
}

// batch is the number of values that are coded together, column by column. The tables of a large file's columns
// fit no cache; a batch asks for all the places it needs in one first, so that the waits for memory overlap.
const batch = 256

// scratch is what a builder needs from call to call.
type scratch struct {
	values      [batch][]byte      // trimmed
	cells       [batch]record.Cell // of short values
	tags        [batch]uint32
	codes       [batch]uint32
	short, long []uint8 // which of the values are short, and which long
	sink        uint64  // keeps the reads ahead from being optimised away
}

// lengthMask keeps the first bytes of a word.
var lengthMask = [9]uint64{0, 1<<8 - 1, 1<<16 - 1, 1<<24 - 1, 1<<32 - 1, 1<<40 - 1, 1<<48 - 1, 1<<56 - 1, 1<<64 - 1}

// cellOf makes the cell of a short value. It may look at bytes behind the value, as far as they belong to the same text.
func cellOf(v []byte) record.Cell {
	n := len(v)
	if cap(v) <= record.MaxCell {
		var k [record.MaxCell + 1]byte
		copy(k[:], v)
		k[record.MaxCell] = byte(n)
		return record.Cell{binary.LittleEndian.Uint64(k[:8]), binary.LittleEndian.Uint64(k[8:])}
	}
	p := v[:record.MaxCell+1]
	k0, k1 := binary.LittleEndian.Uint64(p[:8]), binary.LittleEndian.Uint64(p[8:])
	return record.Cell{k0 & lengthMask[min(n, 8)], k1&lengthMask[max(n, 8)-8] | uint64(n)<<56}
}

// add appends rows. Values are trimmed of blanks and copied where they are new.
func (b *builder) add(s *splitter, cells []cell, t *scratch) {
	for len(cells) > 0 {
		n := min(batch, len(cells))
		b.look(s, cells[:n], t)
		cells = cells[n:]
		b.codes = append(b.codes, t.codes[:n]...)
		b.settle(n)
	}
}

// look finds the codes of a batch of cells.
func (b *builder) look(s *splitter, cells []cell, t *scratch) {
	for i, c := range cells {
		v := c.in(s.data)
		if c.isEscaped() {
			v = s.value(c)
		}
		t.values[i] = trim(v)
	}
	b.resolve(t, len(cells))
}

// settle loosens the builder if of the rows so far, of which n are new, nearly all differ.
func (b *builder) settle(n int) {
	if at := len(b.codes); at >= settled && at-n < settled && b.differs() {
		b.loosen()
	}
}

// enter appends the codes of values to those of others; rows are given theirs by addCodes.
func (b *builder) enter(s *splitter, cells []cell, codes []uint32, t *scratch) []uint32 {
	for len(cells) > 0 {
		n := min(batch, len(cells))
		b.look(s, cells[:n], t)
		cells, codes = cells[n:], append(codes, t.codes[:n]...)
	}
	return codes
}

// addCodes appends rows with the values of which codes are given, each by its place among these.
func (b *builder) addCodes(codes, places []uint32) {
	for _, i := range places {
		b.codes = append(b.codes, codes[i])
	}
	b.settle(len(places))
}

// settled is the number of rows after which it is seen whether nearly all values of a column differ.
const settled = 4096

// differs reports whether nearly all values but the blank ones were new.
func (b *builder) differs() bool {
	filled := 0
	for _, code := range b.codes {
		if code != 0 {
			filled++
		}
	}
	return filled*4 > len(b.codes) && (b.dict.Len()-1)*16 > filled*15
}

// loosen stops looking whether values stood before.
func (b *builder) loosen() {
	room := max(b.rows-b.dict.Len(), 0) + batch
	b.dict.Grow(room)
	b.tags = make([]uint32, b.dict.Len(), b.dict.Len()+room)
	for _, x := range []*index{&b.short, &b.long} {
		for _, e := range x.slots {
			if e != 0 {
				b.tags[uint32(e)] = uint32(e >> 32)
			}
		}
		*x = newIndex(64)
	}
}

// resolve finds the codes of the first n values of a batch and enters those that are new, copied.
func (b *builder) resolve(t *scratch, n int) {
	t.short, t.long = t.short[:0], t.long[:0]
	for i, v := range t.values[:n] {
		switch {
		case len(v) == 0:
			t.codes[i] = 0
		case len(v) <= record.MaxCell:
			k := cellOf(v)
			hi, lo := bits.Mul64(k[0]^b.mix[0], k[1]^b.mix[1])
			t.cells[i], t.tags[i] = k, max(1, uint32((hi^lo)>>32))
			t.short = append(t.short, uint8(i))
		default:
			t.tags[i] = max(1, uint32(maphash.Bytes(b.seed, v)>>32))
			t.long = append(t.long, uint8(i))
		}
	}
	t.sink += b.short.lookAhead(t, t.short, &b.dict, false) + b.long.lookAhead(t, t.long, &b.dict, true)
	for i, v := range t.values[:n] {
		switch {
		case len(v) == 0:
		case len(v) <= record.MaxCell:
			t.codes[i] = b.shortCode(v, t.cells[i], t.tags[i])
		default:
			t.codes[i] = b.longCode(v, t.tags[i])
		}
	}
}

// lookAhead asks for what looking up some values of a batch will wait for: the places of a large table, then the cells of what stands there,
// then the bytes of long ones. Each has a loop of its own with next to nothing in it: the processor looks but some hundred instructions ahead
// of what it waits for.
func (x *index) lookAhead(t *scratch, values []uint8, dict *record.Texts, long bool) (sink uint64) {
	if x.used <= settled {
		return 0
	}
	slots, mask := x.slots, x.mask
	for _, i := range values {
		sink += slots[t.tags[i]&mask]
	}
	for _, i := range values {
		if e := slots[t.tags[i]&mask]; uint32(e>>32) == t.tags[i] {
			sink += dict.Cell(uint32(e))[0]
		}
	}
	if !long {
		return sink
	}
	for _, i := range values {
		if e := slots[t.tags[i]&mask]; uint32(e>>32) == t.tags[i] {
			v := dict.At(uint32(e))
			sink += uint64(v[0]) + uint64(v[len(v)-1])
		}
	}
	return sink
}

// shortCode returns the code of a short value, entering it where it is new.
func (b *builder) shortCode(v []byte, k record.Cell, tag uint32) uint32 {
	slots, mask := b.short.slots, b.short.mask
	at := tag & mask
	for ; slots[at] != 0; at = (at + 1) & mask {
		e := slots[at]
		if uint32(e>>32) == tag && b.dict.Cell(uint32(e)) == k {
			return uint32(e)
		}
	}
	b.broken = b.broken || k[0]&highs != 0 && !utf8.Valid(v) || k[1]&(highs>>8) != 0 && !utf8.Valid(v)
	b.dict.AppendCell(k)
	return b.entered(&b.short, at, tag)
}

// longCode returns the code of a long value, entering it where it is new.
func (b *builder) longCode(v []byte, tag uint32) uint32 {
	slots, mask := b.long.slots, b.long.mask
	at := tag & mask
	for ; slots[at] != 0; at = (at + 1) & mask {
		e := slots[at]
		if uint32(e>>32) == tag && b.dict.At(uint32(e)) == string(v) {
			return uint32(e)
		}
	}
	b.broken = b.broken || !utf8.Valid(v)
	b.dict.AppendLong(v)
	return b.entered(&b.long, at, tag)
}

// entered returns the code of the value just added, which is found at a free slot of its table from now on.
func (b *builder) entered(x *index, at, tag uint32) uint32 {
	code := uint32(b.dict.Len() - 1)
	if b.tags != nil {
		b.tags = append(b.tags, tag)
	} else {
		x.put(tag, at, code)
	}
	return code
}

// intern returns the code of a value, entering it where it is new.
func (b *builder) intern(value string, t *scratch) uint32 {
	t.values[0] = unsafe.Slice(unsafe.StringData(value), len(value))
	b.resolve(t, 1)
	return t.codes[0]
}

// finish returns the column. The builder must not be used after it.
func (b *builder) finish() coded {
	c := coded{codes: b.codes, dict: b.dict}
	b.short, b.long = index{}, index{}
	if b.tags != nil {
		tighten(&c, b.tags)
		b.tags = nil
	}
	return c
}

// tighten takes the values that stood before out of a dictionary. tags holds a hash of each.
func tighten(c *coded, tags []uint32) {
	to := make([]uint32, c.dict.Len()) // the code of the first of its kind, then the code to be
	distinct.Firsts(tags, to, func(a, b uint32) bool {
		x, y := c.dict.Cell(a), c.dict.Cell(b)
		return x == y || !x.IsShort() && !y.IsShort() && c.dict.At(a) == c.dict.At(b)
	})
	c.dict.Keep(to)
	if c.dict.Len() == len(to) {
		return
	}
	for i, code := range c.codes {
		c.codes[i] = to[code]
	}
}

// index is an open-addressing table from a value's hash to its code. A slot holds the hash, which also says where it
// belongs, and the code; 0 is free, for code 0 is never entered. So the table grows without a look at the values.
type index struct {
	slots []uint64
	mask  uint32
	used  int
}

// newIndex returns a table of that many places, a power of two.
func newIndex(places int) index {
	return index{slots: make([]uint64, places), mask: uint32(places - 1)}
}

// put enters a code at a free slot, and makes the table larger when it is three quarters full.
func (x *index) put(tag, slot, code uint32) {
	x.slots[slot] = uint64(tag)<<32 | uint64(code)
	if x.used++; x.used*4 > len(x.slots)*3 {
		x.grow(x.used * 3 / 2)
	}
}

// grow makes the table large enough for so many codes.
func (x *index) grow(codes int) {
	size := len(x.slots)
	for size*3 < codes*4 {
		size *= 2
	}
	if size == len(x.slots) {
		return
	}
	old := x.slots
	x.slots, x.mask = pages.Made[uint64](size), uint32(size-1)
	for _, e := range old {
		if e == 0 {
			continue
		}
		at := uint32(e>>32) & x.mask
		for x.slots[at] != 0 {
			at = (at + 1) & x.mask
		}
		x.slots[at] = e
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
		values = max(values, c.dict.Len())
	}
	b := newBuilder(seed, rows)
	b.short.grow(values)
	to, t := make([]uint32, values), new(scratch)
	for _, c := range cols {
		n, from := 0, uint32(0)
		flush := func() {
			b.resolve(t, n)
			copy(to[from:], t.codes[:n])
			from, n = from+uint32(n), 0
		}
		for v := range c.dict.Values() {
			t.values[n] = unsafe.Slice(unsafe.StringData(v), len(v))
			if n++; n == batch {
				flush()
			}
		}
		flush()
		for _, code := range c.codes {
			b.codes = append(b.codes, to[code])
		}
	}
	return b.finish()
}

// trim takes the blanks off both ends: spaces of any width, no-break and zero-width ones.
func trim(b []byte) []byte {
	if n := len(b); n == 0 || firstBytes[b[0]] && lastBytes(b) {
		return b
	}
	return trimBlanks(b)
}

// firstBytes are the bytes no blank begins with, as a value begins with.
var firstBytes = func() (t [256]bool) {
	for c := ' ' + 1; c < utf8.RuneSelf; c++ {
		t[c] = true
	}
	for c := 0xC3; c <= 0xDF; c++ {
		t[c] = true
	}
	return t
}()

// lastBytes reports whether a value surely ends in no blank.
func lastBytes(b []byte) bool {
	n := len(b)
	switch c := b[n-1]; {
	case c < utf8.RuneSelf:
		return c > ' '
	case n > 2 && b[n-3] == 0xE1: // the letters of Vietnamese with two marks
		return b[n-2] == 0xBA || b[n-2] == 0xBB
	case n > 1:
		return b[n-2] >= 0xC3 && b[n-2] <= 0xDF
	}
	return false
}

func trimBlanks(b []byte) []byte {
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
	b = bytes.TrimLeftFunc(b, isBlank)
	out := bytes.TrimRightFunc(b, isBlank)
	if rest := b[len(out):]; bytes.HasPrefix(rest, noBreak) && slices.ContainsFunc(halfLetters, func(h []byte) bool { return bytes.HasSuffix(out, h) }) {
		out = b[:len(out)+len(noBreak)]
	}
	return out
}

// UTF-8 opened as cp1252 has some letters end in a no-break blank, which is then no blank: à, Ơ, Ạ and Ỡ, and Â where it was done twice. Without it à could be í as well.
var (
	noBreak     = []byte("\u00a0")
	halfLetters = [][]byte{[]byte("Ã"), []byte("Â"), []byte("Æ"), []byte("áº"), []byte("á»")}
)

func isBlank(r rune) bool {
	return r <= ' ' || unicode.IsSpace(r) || r == 0xFEFF || r == 0x200B || r == 0x2060
}
