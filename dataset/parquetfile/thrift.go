package parquetfile

import (
	"encoding/binary"
	"errors"
	"io"
)

// The fields of a page header (parquet.thrift).
const (
	headerType       = 1
	headerSize       = 2
	headerPacked     = 3
	headerCRC        = 4
	headerData       = 5
	headerDictionary = 7
	headerData2      = 8
	headerFields     = 9
)

// fields are the whole numbers of a structure, by field; a truth value is 1 or 2, as it is written.
type fields struct{ ints [headerFields]int64 }

// header is a page's header.
type header struct {
	fields
	crc bool // it has a checksum
	sub [headerFields]*fields
}

var errThrift = errors.New("it is none")

// bytesReader is what headers are read from.
type bytesReader interface {
	io.ByteReader
	Discard(n int) (int, error)
}

// limit of what a header may hold: texts of statistics, structures within one another, members of lists.
const (
	maxHeaderText  = 16 << 20
	maxHeaderDepth = 8
	maxHeaderList  = 1 << 16
)

// readHeader reads a page header in Thrift's compact protocol.
func readHeader(r bytesReader) (*header, error) {
	h := &header{}
	err := readStruct(r, 0, func(id int, kind byte) (bool, error) {
		switch {
		case kind == 12 && id > 0 && id < headerFields:
			f := &fields{}
			h.sub[id] = f
			return true, readStruct(r, 1, f.number(r))
		case id == headerCRC:
			h.crc = true
		}
		return h.fields.number(r)(id, kind)
	})
	return h, err
}

// number returns what takes a structure's numbers in.
func (f *fields) number(r bytesReader) func(id int, kind byte) (bool, error) {
	return func(id int, kind byte) (bool, error) {
		if id <= 0 || id >= headerFields {
			return false, nil
		}
		switch kind {
		case 1, 2:
			f.ints[id] = int64(kind)
			return true, nil
		case 4, 5, 6:
			v, err := binary.ReadUvarint(r)
			f.ints[id] = int64(v>>1) ^ -int64(v&1)
			return true, err
		}
		return false, nil
	}
}

// readStruct reads a structure. take is offered each field and says whether it has read it.
func readStruct(r bytesReader, depth int, take func(id int, kind byte) (bool, error)) error {
	if depth > maxHeaderDepth {
		return errThrift
	}
	for id := 0; ; {
		head, err := r.ReadByte()
		if err != nil {
			return err
		}
		kind := head & 15
		if kind == 0 {
			return nil
		}
		if delta := int(head >> 4); delta > 0 {
			id += delta
		} else {
			v, err := binary.ReadUvarint(r)
			if err != nil {
				return err
			}
			id = int(int16(v>>1) ^ -int16(v&1))
		}
		taken, err := take(id, kind)
		if err == nil && !taken {
			err = skip(r, kind, depth)
		}
		if err != nil {
			return err
		}
	}
}

// skip passes over a value.
func skip(r bytesReader, kind byte, depth int) error {
	switch kind {
	case 1, 2:
		return nil
	case 3:
		return discard(r, 1)
	case 4, 5, 6:
		_, err := binary.ReadUvarint(r)
		return err
	case 7:
		return discard(r, 8)
	case 8:
		n, err := binary.ReadUvarint(r)
		if err != nil || n > maxHeaderText {
			return errThrift
		}
		return discard(r, int(n))
	case 9, 10:
		return skipList(r, depth)
	case 12:
		return readStruct(r, depth+1, func(int, byte) (bool, error) { return false, nil })
	}
	return errThrift
}

// skipList passes over a list.
func skipList(r bytesReader, depth int) error {
	head, err := r.ReadByte()
	if err != nil {
		return err
	}
	n, kind := uint64(head>>4), head&15
	if n == 15 {
		if n, err = binary.ReadUvarint(r); err != nil {
			return err
		}
	}
	if n > maxHeaderList || depth >= maxHeaderDepth {
		return errThrift
	}
	for range n {
		if kind == 1 || kind == 2 { // here a truth value is a byte
			err = discard(r, 1)
		} else {
			err = skip(r, kind, depth+1)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func discard(r bytesReader, n int) error {
	_, err := r.Discard(n)
	return err
}
