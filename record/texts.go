package record

import (
	"encoding/binary"
	"iter"
	"slices"
	"unsafe"
)

// Texts is a list of texts without a pointer for each, so that millions of them are nothing to the garbage collector, and in 16 bytes
// a text where a string and its bytes take twice that. The zero Texts is empty. A copy shares what it holds with the original.
type Texts struct {
	cells []textCell
	long  [][]byte // the bytes of long texts, block by block; a block is never moved
}

// MaxCell is the length, in bytes, up to which a text stands in its Cell.
const MaxCell = 15

// Cell is what is held of a text, as two numbers. Of one of at most MaxCell bytes that is the text: its bytes from the lowest of the first
// number on, zeros behind them, and its length in the highest byte of the second. So two such texts are the same when their cells are.
// Of a longer one it is where its bytes are.
type Cell [2]uint64

// IsShort reports whether the text stands in the cell.
func (c Cell) IsShort() bool { return c[1]>>56 <= MaxCell }

// textCell is a Cell in bytes, which an At can point to. A long text's are its block, its place in it and its length, and isLong.
type textCell [MaxCell + 1]byte

const (
	isLong    = 0xFF
	textBlock = 64 << 10 // bytes of a block
)

// TextsOf makes a list of texts.
func TextsOf(texts ...string) Texts {
	var t Texts
	for _, s := range texts {
		t.Append(s)
	}
	return t
}

// Len returns the number of texts.
func (t *Texts) Len() int { return len(t.cells) }

// At returns a text. It stays as it is whatever is appended, until Keep.
func (t *Texts) At(i uint32) string {
	c := &t.cells[i]
	if n := c[MaxCell]; n <= MaxCell {
		return unsafe.String(&c[0], int(n))
	}
	block, at, n := c.place()
	return unsafe.String(&t.long[block][at], int(n))
}

func (c *textCell) place() (block, at, n uint32) {
	return binary.LittleEndian.Uint32(c[0:]), binary.LittleEndian.Uint32(c[4:]), binary.LittleEndian.Uint32(c[8:])
}

// Fetch appends the texts at some places. A processor waits for the cells of several at a time, where it waits for one after the other of texts
// that are asked for one by one.
func (t *Texts) Fetch(b []string, places []uint32) []string {
	cells := t.cells
	var sum uint64
	for _, at := range places {
		sum += uint64(cells[at][MaxCell])
	}
	b = slices.Grow(b, len(places)+int(sum>>63)) // + 0, so that the reads are not left out
	for _, at := range places {
		b = append(b, t.At(at))
	}
	return b
}

// Cell returns a text's cell.
func (t *Texts) Cell(i uint32) Cell {
	c := &t.cells[i]
	return Cell{binary.LittleEndian.Uint64(c[:8]), binary.LittleEndian.Uint64(c[8:])}
}

// All gives the texts with their places.
func (t *Texts) All() iter.Seq2[uint32, string] {
	return func(yield func(uint32, string) bool) {
		for i := range t.cells {
			if !yield(uint32(i), t.At(uint32(i))) {
				return
			}
		}
	}
}

// Values gives the texts.
func (t *Texts) Values() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range t.cells {
			if !yield(t.At(uint32(i))) {
				return
			}
		}
	}
}

// Bytes is the memory the texts take.
func (t *Texts) Bytes() int64 {
	n := int64(cap(t.cells)) * int64(unsafe.Sizeof(textCell{}))
	for _, b := range t.long {
		n += int64(cap(b))
	}
	return n
}

// Grow makes room for so many more texts.
func (t *Texts) Grow(n int) {
	if free := cap(t.cells) - len(t.cells); free < n {
		t.cells = append(make([]textCell, 0, len(t.cells)+n), t.cells...)
	}
}

// Append adds a text.
func (t *Texts) Append(s string) {
	if len(s) > MaxCell {
		t.AppendLong(unsafe.Slice(unsafe.StringData(s), len(s)))
		return
	}
	var c textCell
	copy(c[:], s)
	c[MaxCell] = byte(len(s))
	t.cells = append(t.cells, c)
}

// AppendCell adds a text that stands in its cell.
func (t *Texts) AppendCell(c Cell) {
	var b textCell
	binary.LittleEndian.PutUint64(b[:8], c[0])
	binary.LittleEndian.PutUint64(b[8:], c[1])
	t.cells = append(t.cells, b)
}

// AppendLong adds a text of more than MaxCell bytes, which are copied.
func (t *Texts) AppendLong(s []byte) {
	last := len(t.long) - 1
	if last < 0 || cap(t.long[last])-len(t.long[last]) < len(s) {
		room := min(textBlock, 256+16*len(t.cells)) // small lists stay small
		t.long = append(t.long, make([]byte, 0, max(room, len(s))))
		last++
	}
	at := len(t.long[last])
	t.long[last] = append(t.long[last], s...)
	var c textCell
	binary.LittleEndian.PutUint32(c[0:], uint32(last))
	binary.LittleEndian.PutUint32(c[4:], uint32(at))
	binary.LittleEndian.PutUint32(c[8:], uint32(len(s)))
	c[MaxCell] = isLong
	t.cells = append(t.cells, c)
}

// Keep keeps the texts of which first holds their own place, in their order, and lets go of the others. What At returned before is not to be
// used any more. It turns first into the places
// they have got; that of one that went is the place of the text first held for it, which must stand before it.
func (t *Texts) Keep(first []uint32) {
	next := uint32(0)
	for i, f := range first {
		if f == uint32(i) {
			first[i], t.cells[next] = next, t.cells[i]
			next++
		} else {
			first[i] = first[f]
		}
	}
	t.cells = t.cells[:next]
}

// Flat returns the bytes the texts are made of, to be kept elsewhere: their cells, and the blocks of long ones. TextsOfFlat makes the texts
// of them again, which takes the bytes over.
func (t *Texts) Flat() (cells []byte, long [][]byte) {
	if len(t.cells) == 0 {
		return nil, t.long
	}
	return unsafe.Slice(&t.cells[0][0], len(t.cells)*len(textCell{})), t.long
}

// TextsOfFlat makes texts of what Flat returned of them.
func TextsOfFlat(cells []byte, long [][]byte) Texts {
	t := Texts{long: long}
	if n := len(cells) / len(textCell{}); n > 0 {
		t.cells = unsafe.Slice((*textCell)(unsafe.Pointer(&cells[0])), n)
	}
	return t
}

// From returns the texts from a place on.
func (t *Texts) From(i int) Texts { return Texts{cells: t.cells[i:], long: t.long} }

// Pick returns the texts at some places. The bytes of long ones are shared.
func (t *Texts) Pick(places []uint32) Texts {
	p := Texts{cells: make([]textCell, len(places)), long: t.long}
	for i, at := range places {
		p.cells[i] = t.cells[at]
	}
	return p
}

// Sorted reports whether the texts stand in their order.
func (t *Texts) Sorted() bool {
	for i := 1; i < len(t.cells); i++ {
		if t.At(uint32(i)) < t.At(uint32(i-1)) {
			return false
		}
	}
	return true
}

// Index returns the place of the first text that is s, −1 where there is none.
func (t *Texts) Index(s string) int {
	for i := range t.cells {
		if t.At(uint32(i)) == s {
			return i
		}
	}
	return -1
}
