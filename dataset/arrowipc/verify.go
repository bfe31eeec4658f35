package arrowipc

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	flatbuffers "github.com/google/flatbuffers/go"
)

// What the library makes room for before it looks whether it is there, and so has to be looked at first.
const (
	maxMetadata  = 64 << 20 // bytes of a message's metadata
	maxFields    = 100_000  // in all
	maxDepth     = 64       // of fields
	maxBlocks    = 1 << 20
	maxEmpty     = 1 << 24 // rows of a batch that holds no bytes
	freeExpanded = 64 << 20
	maxExpansion = 1000 // of a packed buffer
)

// verifier walks over the messages of a file or stream before the library does. The library makes room for whatever number stands in
// their metadata; one that is damaged would kill the process, which no recover can prevent.
type verifier struct {
	r      io.ReaderAt
	size   int64
	fields int
	rows   int64 // of the record batches
}

// slots of the tables of Arrow's flatbuffers (Message.fbs, Schema.fbs, File.fbs): 4 + 2·(the field's number).
const (
	messageKind, messageHeader, messageBody                          = 6, 8, 10
	schemaFields, schemaMeta, schemaFeatures                         = 6, 8, 10
	fieldChildren, fieldMeta                                         = 14, 16
	batchLength, batchNodes, batchBuffers, batchPacked, batchVaradic = 4, 6, 8, 10, 12
	dictionaryData                                                   = 6
	footerSchema, footerDictionaries, footerBatches, footerMeta      = 6, 8, 10, 12
)

var errMetadata = errors.New("metadata that cannot be")

// child returns the table in a slot.
func child(t *flatbuffers.Table, slot flatbuffers.VOffsetT) (*flatbuffers.Table, bool) {
	o := flatbuffers.UOffsetT(t.Offset(slot))
	if o == 0 {
		return nil, false
	}
	return &flatbuffers.Table{Bytes: t.Bytes, Pos: t.Indirect(o + t.Pos)}, true
}

// vector returns where the vector in a slot begins and how many elements of that size it has, which lie within the metadata.
func vector(t *flatbuffers.Table, slot flatbuffers.VOffsetT, each int) (at flatbuffers.UOffsetT, n int, err error) {
	o := flatbuffers.UOffsetT(t.Offset(slot))
	if o == 0 {
		return 0, 0, nil
	}
	at, n = t.Vector(o), t.VectorLen(o)
	if n < 0 || int(at) > len(t.Bytes) || n > (len(t.Bytes)-int(at))/each {
		return 0, 0, errMetadata
	}
	return at, n, nil
}

// schema looks at a schema's vectors.
func (v *verifier) schema(t *flatbuffers.Table) error {
	for slot, each := range map[flatbuffers.VOffsetT]int{schemaMeta: 4, schemaFeatures: 8} {
		if _, _, err := vector(t, slot, each); err != nil {
			return err
		}
	}
	return v.children(t, schemaFields, 0)
}

// children looks at the fields in a slot.
func (v *verifier) children(t *flatbuffers.Table, slot flatbuffers.VOffsetT, depth int) error {
	at, n, err := vector(t, slot, 4)
	if err != nil {
		return err
	}
	if v.fields += n; v.fields > maxFields || depth > maxDepth {
		return errMetadata
	}
	for i := range n {
		f := &flatbuffers.Table{Bytes: t.Bytes, Pos: t.Indirect(at + flatbuffers.UOffsetT(4*i))}
		if _, _, err := vector(f, fieldMeta, 4); err != nil {
			return err
		}
		if err := v.children(f, fieldChildren, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// batch looks at a record batch whose body lies at a place.
func (v *verifier) batch(t *flatbuffers.Table, body, length int64) (rows int64, err error) {
	rows = t.GetInt64Slot(batchLength, 0)
	if _, _, err := vector(t, batchNodes, 16); err != nil {
		return 0, err
	}
	if _, _, err := vector(t, batchVaradic, 8); err != nil {
		return 0, err
	}
	at, n, err := vector(t, batchBuffers, 16)
	if err != nil {
		return 0, err
	}
	_, packed := child(t, batchPacked)
	total := int64(0)
	for i := range n {
		p := at + flatbuffers.UOffsetT(16*i)
		offset, size := t.GetInt64(p), t.GetInt64(p+8)
		if offset < 0 || size < 0 || offset > length || size > length-offset {
			return 0, fmt.Errorf("%w: a buffer outside of its batch", errMetadata)
		}
		if packed && size > 0 {
			if size, err = v.unpacked(body+offset, size); err != nil {
				return 0, err
			}
		}
		total += size
	}
	if rows < 0 || rows > 8*total && rows > maxEmpty {
		return 0, fmt.Errorf("%w: a batch of %d rows", errMetadata, rows)
	}
	return rows, nil
}

// unpacked returns the size a packed buffer says it has.
func (v *verifier) unpacked(at, size int64) (int64, error) {
	var head [8]byte
	if size < 8 {
		return 0, fmt.Errorf("%w: a packed buffer of %d bytes", errMetadata, size)
	}
	if _, err := v.r.ReadAt(head[:], at); err != nil {
		return 0, err
	}
	n := int64(binary.LittleEndian.Uint64(head[:]))
	if n == -1 { // it is not packed
		return size - 8, nil
	}
	if n < 0 || n > max(freeExpanded, maxExpansion*size) || n > maxAllocation {
		return 0, ErrExpands
	}
	return n, nil
}

// message looks at the message at a place, and returns the place after it; end reports the mark of the end. legacy messages, which
// have no mark before their length, are refused.
func (v *verifier) message(at int64) (after int64, end bool, err error) {
	var head [8]byte
	if _, err := v.r.ReadAt(head[:], at); err != nil {
		return 0, false, err
	}
	n := int64(int32(binary.LittleEndian.Uint32(head[4:])))
	switch {
	case binary.LittleEndian.Uint32(head[:]) != 0xFFFFFFFF:
		return 0, false, errors.New("a message without its mark")
	case n == 0:
		return at + 8, true, nil
	case n < 0 || n > maxMetadata || n > v.size-at-8:
		return 0, false, errMetadata
	}
	meta := make([]byte, n)
	if _, err := v.r.ReadAt(meta, at+8); err != nil {
		return 0, false, err
	}
	m := &flatbuffers.Table{Bytes: meta, Pos: flatbuffers.GetUOffsetT(meta)}
	body, length := at+8+n, m.GetInt64Slot(messageBody, 0)
	if length < 0 || length > v.size-body {
		return 0, false, fmt.Errorf("%w: a body of %d bytes", errMetadata, length)
	}
	header, ok := child(m, messageHeader)
	if !ok {
		return 0, false, errMetadata
	}
	switch m.GetByteSlot(messageKind, 0) {
	case 1:
		err = v.schema(header)
	case 2:
		data, ok := child(header, dictionaryData)
		if !ok {
			return 0, false, errMetadata
		}
		_, err = v.batch(data, body, length)
	case 3:
		var rows int64
		rows, err = v.batch(header, body, length)
		v.rows += rows
	}
	return body + length, false, err
}

// stream looks at all messages of a stream, which must come to its mark of the end where the file ends.
func (v *verifier) stream() error {
	for at := int64(0); ; {
		after, end, err := v.message(at)
		switch {
		case err != nil:
			return err
		case end && after != v.size:
			return fmt.Errorf("the stream ends at byte %d of %d", after, v.size)
		case end:
			return nil
		}
		at = after
	}
}

// file looks at the messages a file's footer tells of.
func (v *verifier) file(footer int64) error {
	meta := make([]byte, footer)
	if _, err := v.r.ReadAt(meta, v.size-10-footer); err != nil {
		return err
	}
	t := &flatbuffers.Table{Bytes: meta, Pos: flatbuffers.GetUOffsetT(meta)}
	schema, ok := child(t, footerSchema)
	if !ok {
		return errMetadata
	}
	if err := v.schema(schema); err != nil {
		return err
	}
	if _, _, err := vector(t, footerMeta, 4); err != nil {
		return err
	}
	for _, slot := range []flatbuffers.VOffsetT{footerDictionaries, footerBatches} {
		at, n, err := vector(t, slot, 24)
		if err != nil || n > maxBlocks {
			return errors.Join(err, errMetadata)
		}
		for i := range n {
			p := at + flatbuffers.UOffsetT(24*i)
			place, head, body := t.GetInt64(p), int64(t.GetInt32(p+8)), t.GetInt64(p+16)
			if place < 8 || head < 8 || body < 0 || place > v.size || head > v.size-place || body > v.size-place-head {
				return fmt.Errorf("%w: a batch outside of the file", errMetadata)
			}
			after, end, err := v.message(place)
			if err != nil || end || after != place+head+body {
				return errors.Join(err, fmt.Errorf("%w: a batch is not where the footer says", errMetadata))
			}
		}
	}
	return nil
}
