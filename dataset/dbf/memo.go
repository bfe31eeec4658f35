package dbf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// memo is a memo file: texts of any length, each beginning at a block whose number stands in the record.
type memo struct {
	at    io.ReaderAt
	size  int64
	block int64
	kind  byte
}

// The kinds of memo file.
const (
	memoDBase3 = iota // texts end in 0x1A
	memoDBase4        // a mark and the length before each
	memoFoxPro        // a type and the length before each, high byte first
)

// openMemo opens the memo file of a table of that version.
func openMemo(r io.ReaderAt, size int64, version byte) (*memo, error) {
	head := make([]byte, 512)
	if n, err := r.ReadAt(head, 0); n < 8 {
		return nil, fmt.Errorf("%w: the memo file: %w", ErrDamaged, err)
	}
	m := &memo{at: r, size: size, block: 512}
	switch version {
	case 0x83:
	case 0x8B, 0x8E, 0xCB:
		m.kind = memoDBase4
		if n := int64(binary.LittleEndian.Uint16(head[20:])); n > 0 {
			m.block = n
		}
	default:
		m.kind = memoFoxPro
		m.block = int64(binary.BigEndian.Uint16(head[6:]))
		if m.block == 0 {
			m.block = 1
		}
	}
	return m, nil
}

// memoText appends the text a memo field points to. A missing memo file is told elsewhere.
func (t *Table) memoText(to, pointer []byte) ([]byte, error) {
	if t.memo == nil {
		return to, nil
	}
	n := int64(0)
	if len(pointer) == 4 {
		n = int64(binary.LittleEndian.Uint32(pointer))
	} else if s := bytes.Trim(pointer, " \x00"); len(s) > 0 {
		var err error
		if n, err = strconv.ParseInt(string(s), 10, 64); err != nil {
			return to, fmt.Errorf("%w: record %d points to memo %q", ErrDamaged, t.number, s)
		}
	}
	if n == 0 {
		return to, nil
	}
	text, err := t.memo.read(n * t.memo.block)
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return to, fmt.Errorf("%w: the memo of record %d: %w", ErrDamaged, t.number, err)
	}
	return append(to, t.text(bytes.TrimRight(text, " \r\n\x00"))...), nil
}

// read reads the text at a place.
func (m *memo) read(at int64) ([]byte, error) {
	if at < 0 || at >= m.size {
		return nil, io.ErrUnexpectedEOF
	}
	if m.kind == memoDBase3 {
		return m.readUntil(at)
	}
	head := make([]byte, 8)
	if _, err := m.at.ReadAt(head, at); err != nil {
		return nil, err
	}
	length := int64(binary.BigEndian.Uint32(head[4:]))
	if m.kind == memoDBase4 {
		if binary.LittleEndian.Uint32(head) != 0x0008FFFF {
			return m.readUntil(at)
		}
		length = int64(binary.LittleEndian.Uint32(head[4:])) - 8
	} else if binary.BigEndian.Uint32(head) != 1 {
		return nil, nil // a picture
	}
	if length < 0 || length > m.size-at-8 {
		return nil, io.ErrUnexpectedEOF
	}
	text := make([]byte, min(length, maxMemo))
	_, err := m.at.ReadAt(text, at+8)
	return text, err
}

// readUntil reads a text that ends in 0x1A.
func (m *memo) readUntil(at int64) ([]byte, error) {
	var out []byte
	block := make([]byte, 512)
	for len(out) < maxMemo {
		n, err := m.at.ReadAt(block, at)
		if i := bytes.IndexByte(block[:n], 0x1A); i >= 0 {
			return append(out, block[:i]...), nil
		}
		out = append(out, block[:n]...)
		if err != nil {
			return out, nil // the last text may lack its end
		}
		at += int64(n)
	}
	return out, nil
}
