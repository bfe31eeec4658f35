// Package dbf reads the tables of dBase, FoxPro and Visual FoxPro, with their memo files, as rows of text.
//
// The format is a header, the fields' names, types and widths, and records of one width. It is read here rather than through a library
// because every length in it has to be held against the file: see docs/decisions/0005-input-formats.md. go-dbase is the oracle of the
// tests.
package dbf

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"time"

	"github.com/doisanh/doisanh/dataset/celltext"
	"github.com/doisanh/doisanh/dataset/stream"
)

// ErrDamaged says that a file is no table, or not all of one.
var ErrDamaged = errors.New("dbf: damaged")

// Limits of a table. The first is the format's, dBase allows fewer fields.
const (
	maxFields = 2046
	maxRecord = 65_535
	maxMemo   = 1 << 20
)

// Table is an open table: the columns' names and then its records. It is a stream.Rows.
type Table struct {
	Fields  []Field
	Records int  // those marked as deleted among them
	Deleted int  // records marked as deleted so far, which are not given
	Page    byte // the code page mark of the header (language driver), 0 for none

	// Decode makes UTF-8 of the bytes of names and texts; nil leaves them as they are.
	Decode func([]byte) []byte

	r      *bufio.Reader
	at     io.ReaderAt
	header int64
	memo   *memo
	record []byte
	number int // records read
	given  int
}

// Field is a field of a table.
type Field struct {
	Name    []byte
	Type    byte
	Width   int
	Decimal int

	offset int
}

// Is reports whether a file of that size begins like a table.
func Is(first []byte, size int64) bool {
	_, err := parse(first, size, true)
	return err == nil
}

// versions are the first bytes of the tables that are read.
var versions = []byte{0x02, 0x03, 0x04, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8B, 0x8E, 0xCB, 0xF5, 0xFB}

// parse reads a header; where only its beginning is at hand the fields are not looked at.
func parse(head []byte, size int64, begin bool) (*Table, error) {
	if len(head) < 33 || bytes.IndexByte(versions, head[0]) < 0 {
		return nil, fmt.Errorf("%w: no header", ErrDamaged)
	}
	t := &Table{Records: int(binary.LittleEndian.Uint32(head[4:])), Page: head[29], header: int64(binary.LittleEndian.Uint16(head[8:]))}
	width := int(binary.LittleEndian.Uint16(head[10:]))
	if head[2] > 12 || head[3] > 31 || t.header < 33 || width < 2 || t.header > size {
		return nil, fmt.Errorf("%w: no header", ErrDamaged)
	}
	if begin {
		return t, nil
	}
	offset := 1
	for at := 32; ; at += 32 {
		if at >= len(head) || int64(at) >= t.header {
			return nil, fmt.Errorf("%w: the list of fields does not end", ErrDamaged)
		}
		if head[at] == 0x0D || head[at] == 0x00 && len(t.Fields) > 0 {
			break
		}
		if at+32 > len(head) || len(t.Fields) == maxFields {
			return nil, fmt.Errorf("%w: the list of fields does not end", ErrDamaged)
		}
		d := head[at : at+32]
		name, _, _ := bytes.Cut(d[:11], []byte{0})
		f := Field{Name: bytes.TrimSpace(name), Type: d[11], Width: int(d[16]), Decimal: int(d[17]), offset: offset}
		if f.Type == 'C' { // Clipper and FoxPro keep the upper half of a long text's width there
			f.Width, f.Decimal = f.Width|f.Decimal<<8, 0
		}
		if f.Width == 0 || f.Type < '+' || f.Type > 'Y' {
			return nil, fmt.Errorf("%w: field %d of type %q and width %d", ErrDamaged, len(t.Fields)+1, f.Type, f.Width)
		}
		offset += f.Width
		t.Fields = append(t.Fields, f)
	}
	if offset != width || len(t.Fields) == 0 || width > maxRecord {
		return nil, fmt.Errorf("%w: fields of %d bytes in records of %d", ErrDamaged, offset, width)
	}
	t.record = make([]byte, width)
	return t, t.fits(size)
}

// fits holds the number of records against the file's size.
func (t *Table) fits(size int64) error {
	end := t.header + int64(t.Records)*int64(len(t.record))
	if end > size || size-end >= int64(len(t.record))+2 {
		return fmt.Errorf("%w: %d records in %d bytes", ErrDamaged, t.Records, size)
	}
	return nil
}

// Open opens a table of that size. memo is its memo file, nil where there is none.
func Open(r io.ReaderAt, size int64, memoFile io.ReaderAt, memoSize int64) (*Table, error) {
	head := make([]byte, min(size, 32+32*(maxFields+1)))
	if _, err := r.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	t, err := parse(head, size, false)
	if err != nil {
		return nil, err
	}
	t.at = r
	t.r = bufio.NewReaderSize(io.NewSectionReader(r, t.header, int64(t.Records)*int64(len(t.record))), 256<<10)
	if memoFile != nil {
		if t.memo, err = openMemo(memoFile, memoSize, head[0]); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// HasMemo reports whether the table has fields whose text stands in a memo file.
func (t *Table) HasMemo() bool {
	for _, f := range t.Fields {
		if f.Type == 'M' {
			return true
		}
	}
	return false
}

// Sample returns the texts of the first records, one a line, for a look at their encoding.
func (t *Table) Sample(size int) ([]byte, error) {
	var out []byte
	record := make([]byte, len(t.record))
	for i := 0; i < t.Records && len(out) < size; i++ {
		if _, err := t.at.ReadAt(record, t.header+int64(i)*int64(len(record))); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		for _, f := range t.Fields {
			if f.Type == 'C' {
				out = append(append(out, bytes.Trim(record[f.offset:f.offset+f.Width], " \x00")...), '\n')
			}
		}
	}
	return out, nil
}

// Close lets go of nothing; the files are the caller's.
func (t *Table) Close() error { return nil }

// Next reads the next record that is not marked as deleted, as stream.Rows says. The first row is the fields' names.
func (t *Table) Next(to *stream.Row) error {
	to.Reset()
	t.given++
	to.Number = t.given
	if t.given == 1 {
		for _, f := range t.Fields {
			to.Text = append(to.Text, t.text(f.Name)...)
			to.End()
		}
		return nil
	}
	for {
		if t.number == t.Records {
			return io.EOF
		}
		if _, err := io.ReadFull(t.r, t.record); err != nil {
			return fmt.Errorf("%w: record %d of %d: %w", ErrDamaged, t.number+1, t.Records, err)
		}
		t.number++
		if t.record[0] == ' ' {
			break
		}
		if t.record[0] != '*' {
			return fmt.Errorf("%w: record %d of %d is marked %q", ErrDamaged, t.number, t.Records, t.record[0])
		}
		t.Deleted++
	}
	for _, f := range t.Fields {
		var err error
		if to.Text, err = t.value(to.Text, f, t.record[f.offset:f.offset+f.Width]); err != nil {
			return err
		}
		to.End()
	}
	return nil
}

// text makes UTF-8 of bytes.
func (t *Table) text(b []byte) []byte {
	if t.Decode == nil {
		return b
	}
	return t.Decode(b)
}

// value appends the text of a field.
func (t *Table) value(to []byte, f Field, b []byte) ([]byte, error) {
	switch f.Type {
	case 'C', 'V':
		if i := bytes.IndexByte(b, 0); i >= 0 {
			b = b[:i]
		}
		return append(to, t.text(bytes.TrimRight(b, " "))...), nil
	case 'N', 'F':
		b = bytes.Trim(b, " \x00")
		if bytes.IndexByte(b, '*') >= 0 { // too large for its field
			return to, nil
		}
		if bytes.IndexByte(b, '.') >= 0 {
			b = bytes.TrimRight(bytes.TrimRight(b, "0"), ".")
		}
		return append(to, b...), nil
	case 'D':
		return day(to, bytes.TrimSpace(bytes.Trim(b, "\x00"))), nil
	case 'L':
		switch b[0] {
		case 'T', 't', 'Y', 'y':
			return celltext.Bool(to, true), nil
		case 'F', 'f', 'N', 'n':
			return celltext.Bool(to, false), nil
		}
		return to, nil
	case 'M':
		return t.memoText(to, b)
	}
	return binaryValue(to, f, b), nil
}

// day appends a day written YYYYMMDD.
func day(to, b []byte) []byte {
	if len(b) != 8 || string(b) == "00000000" {
		if string(b) == "00000000" {
			return to
		}
		return append(to, b...)
	}
	return append(append(append(append(append(to, b[:4]...), '-'), b[4:6]...), '-'), b[6:]...)
}

// binaryValue appends the values Visual FoxPro keeps in binary.
func binaryValue(to []byte, f Field, b []byte) []byte {
	switch {
	case f.Type == 'I' && len(b) == 4, f.Type == '+' && len(b) == 4:
		return celltext.Decimal(to, big.NewInt(int64(int32(binary.LittleEndian.Uint32(b)))), 0)
	case (f.Type == 'B' || f.Type == 'O') && len(b) == 8:
		return celltext.Float(to, math.Float64frombits(binary.LittleEndian.Uint64(b)), 64)
	case f.Type == 'Y' && len(b) == 8:
		return celltext.Decimal(to, big.NewInt(int64(binary.LittleEndian.Uint64(b))), 4)
	case (f.Type == 'T' || f.Type == '@') && len(b) == 8:
		const unix = 2440588 // the Julian day of 1970-01-01
		days, millis := int64(binary.LittleEndian.Uint32(b)), int64(binary.LittleEndian.Uint32(b[4:]))
		if days == 0 && millis == 0 || string(b) == "        " {
			return to
		}
		if days > unix+1<<22 {
			return to
		}
		return celltext.Time(to, time.Unix((days-unix)*86400+(millis+500)/1000, 0).UTC())
	}
	return to // pictures, flags
}
