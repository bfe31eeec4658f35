package record

import (
	"sync"
	"unsafe"
)

// Names are the normalized names of a column's distinct values, without a pointer for each: millions of them are nothing to the garbage
// collector, and the canonical and the folded form stand side by side in a few large blocks. They are a Values' Packed.
type Names struct {
	cells  []nameCell
	mutex  sync.Mutex
	blocks [][]byte // none is ever moved or written again where a cell leads
}

// nameCell is a name in 16 bytes: where its two forms are, one behind the other, how long they are, and what Name says of them besides.
type nameCell struct {
	block                                              uint32
	at                                                 uint16
	full, folded                                       uint8
	fullSurname, fullGiven, foldedSurname, foldedGiven uint8
	faults                                             Fault
}

// NameBytes is the memory a packed name takes beside the bytes of its two forms.
const NameBytes = unsafe.Sizeof(nameCell{})

const nameBlock = 16 << 10 // bytes of a block: a writer's last one is left half empty

// NewNames makes room for n names, each the zero Name.
func NewNames(n int) *Names { return &Names{cells: make([]nameCell, n)} }

// Len returns the number of names.
func (n *Names) Len() int { return len(n.cells) }

// At returns a name. Its texts are those that are held.
func (n *Names) At(i uint32) Name {
	c := &n.cells[i]
	name := Name{
		FullSurname: c.fullSurname, FullGiven: c.fullGiven, FoldedSurname: c.foldedSurname, FoldedGiven: c.foldedGiven, Faults: c.faults,
	}
	if c.full|c.folded != 0 {
		text := n.blocks[c.block][c.at:]
		name.Full = unsafe.String(&text[0], int(c.full))
		name.Folded = unsafe.String(&text[c.full], int(c.folded))
	}
	return name
}

// NameWriter fills in names. Several may fill different places of the same Names at once.
type NameWriter struct {
	names *Names
	room  []byte // of the block it fills
	block uint32
}

// Writer makes a writer.
func (n *Names) Writer() *NameWriter { return &NameWriter{names: n} }

// Set puts a name in its place: what n says of it, and its two forms, of at most 255 bytes each, in place of n's own.
func (w *NameWriter) Set(i int, n Name, full, folded []byte) {
	c := nameCell{
		full: uint8(len(full)), folded: uint8(len(folded)),
		fullSurname: n.FullSurname, fullGiven: n.FullGiven, foldedSurname: n.FoldedSurname, foldedGiven: n.FoldedGiven, faults: n.Faults,
	}
	if size := len(full) + len(folded); size > 0 {
		if cap(w.room)-len(w.room) <= size { // an empty form at the very end would have no place
			w.block, w.room = w.names.take(size)
		}
		c.block, c.at = w.block, uint16(len(w.room))
		w.room = append(append(w.room, full...), folded...)
	}
	w.names.cells[i] = c
}

// take makes a block. The forms of the smallest lists fit one that is small too.
func (n *Names) take(size int) (block uint32, room []byte) {
	room = make([]byte, 0, max(min(nameBlock, 256+64*len(n.cells)), size+1))
	n.mutex.Lock()
	defer n.mutex.Unlock()
	n.blocks = append(n.blocks, room[:cap(room)])
	return uint32(len(n.blocks) - 1), room
}
