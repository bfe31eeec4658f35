// Package xls reads the sheets of the old binary workbooks (Excel 5 to 2003, [MS-XLS]) as rows of text.
//
//  1. ole.go   the compound file the workbook stands in
//  2. xls.go   the workbook's globals: sheets, shared strings, number formats
//  3. cells.go the cells of a sheet
//
// Such a file holds 65,536 rows a sheet at most, so it is read whole. It is read here rather than through a library because of what the
// libraries at hand do to damaged files: docs/decisions/0005-input-formats.md.
package xls

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"

	"github.com/doisanh/doisanh/dataset/numfmt"
)

// Faults of a workbook.
var (
	ErrDamaged = errors.New("xls: damaged")
	ErrLocked  = errors.New("xls: locked with a password")
	ErrNoBook  = errors.New("xls: an office document that is no workbook")
)

// Book is a workbook.
type Book struct {
	Sheets []Sheet

	data     []byte // the workbook's stream
	narrow   bool   // before Excel 97: texts are bytes
	date1904 bool
	shared   []string
	formats  map[int]numfmt.Style
	cells    []int // by cell style: the number format
}

// Sheet is one sheet of a workbook.
type Sheet struct {
	Name   string
	Hidden bool

	at int
}

// Open opens a workbook.
func Open(data []byte) (*Book, error) {
	c, entries, err := openCompound(data)
	if err != nil {
		return nil, err
	}
	b := &Book{formats: map[int]numfmt.Style{}}
	for _, e := range entries {
		switch e.name {
		case "EncryptedPackage": // a newer workbook under a password
			return nil, ErrLocked
		case "Workbook", "Book":
			if b.data == nil || e.name == "Workbook" {
				if b.data, err = c.stream(e); err != nil {
					return nil, err
				}
			}
		}
	}
	if b.data == nil {
		return nil, ErrNoBook
	}
	return b, b.globals()
}

// biff is one record, with the pieces that continue it.
type biff struct {
	kind   uint16
	pieces [][]byte
	next   int // where the record after it begins
}

// maxBIFF is the bytes a record may have; what is longer goes on in the next. A damaged length would pass over rows unseen.
const maxBIFF = 8224

// record reads the record at a place.
func (b *Book) record(at int) (r biff, err error) {
	for first := true; ; first = false {
		if at+4 > len(b.data) {
			if first {
				return r, fmt.Errorf("%w: it ends at byte %d", ErrDamaged, at)
			}
			break
		}
		kind, n := binary.LittleEndian.Uint16(b.data[at:]), int(binary.LittleEndian.Uint16(b.data[at+2:]))
		if !first && kind != 0x3C {
			break
		}
		if n > maxBIFF || at+4+n > len(b.data) {
			return r, fmt.Errorf("%w: a record of %d bytes at byte %d", ErrDamaged, n, at)
		}
		if first {
			r.kind = kind
		}
		r.pieces = append(r.pieces, b.data[at+4:at+4+n])
		at += 4 + n
	}
	r.next = at
	return r, nil
}

// globals reads what stands before the sheets.
func (b *Book) globals() error {
	for at, n := 0, 0; ; n++ {
		r, err := b.record(at)
		if err != nil {
			return err
		}
		d := r.pieces[0]
		switch {
		case n == 0 && (r.kind != 0x0809 || len(d) < 4):
			return ErrNoBook
		case n == 0:
			b.narrow = binary.LittleEndian.Uint16(d) < 0x0600
		case r.kind == 0x0A:
			if len(b.Sheets) == 0 {
				return fmt.Errorf("%w: no sheets", ErrDamaged)
			}
			return nil
		case r.kind == 0x2F:
			return ErrLocked
		case r.kind == 0x22 && len(d) >= 2:
			b.date1904 = d[0] == 1
		case r.kind == 0x85:
			err = b.sheet(d)
		case r.kind == 0x041E && len(d) >= 4:
			text, err := b.text(d[2:], b.narrow)
			if err == nil {
				b.formats[int(binary.LittleEndian.Uint16(d))] = numfmt.Parse(text)
			}
		case r.kind == 0xE0 && len(d) >= 4:
			b.cells = append(b.cells, int(binary.LittleEndian.Uint16(d[2:])))
		case r.kind == 0xFC:
			b.shared, err = sharedStrings(r.pieces)
		}
		if err != nil {
			return err
		}
		at = r.next
	}
}

// sheet reads a sheet's place and name.
func (b *Book) sheet(d []byte) error {
	if len(d) < 8 {
		return fmt.Errorf("%w: a sheet without a name", ErrDamaged)
	}
	if d[5] != 0 { // a chart or macros
		return nil
	}
	name, err := b.text(d[6:], true)
	at := binary.LittleEndian.Uint32(d)
	if err != nil || int64(at) >= int64(len(b.data)) {
		return errors.Join(err, fmt.Errorf("%w: a sheet beyond the end", ErrDamaged))
	}
	b.Sheets = append(b.Sheets, Sheet{Name: name, Hidden: d[4]&3 != 0, at: int(at)})
	return nil
}

// text reads a text with its length before it, in one byte where short says so, else in two.
func (b *Book) text(d []byte, short bool) (string, error) {
	n, at := 0, 1
	switch {
	case len(d) < 2 || !b.narrow && !short && len(d) < 3:
		return "", fmt.Errorf("%w: a text cut off", ErrDamaged)
	case short:
		n = int(d[0])
	default:
		n, at = int(binary.LittleEndian.Uint16(d)), 2
	}
	wide := false
	if !b.narrow {
		wide = d[at]&1 != 0
		at++
	}
	if wide {
		n *= 2
	}
	if at+n > len(d) {
		return "", fmt.Errorf("%w: a text cut off", ErrDamaged)
	}
	return letters(d[at:at+n], wide), nil
}

// letters makes UTF-8 of letters of two bytes, or of one: then they are the first 256 of Unicode, which is also the shape in which
// normalization knows the legacy encodings.
func letters(d []byte, wide bool) string {
	if wide {
		units := make([]uint16, len(d)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(d[2*i:])
		}
		return string(utf16.Decode(units))
	}
	var s strings.Builder
	for _, c := range d {
		s.WriteRune(rune(c))
	}
	return s.String()
}

// pieces reads through a record and those that continue it.
type pieces struct {
	rest [][]byte
}

// take returns n bytes that may not stand in two pieces.
func (p *pieces) take(n int) ([]byte, error) {
	for len(p.rest) > 0 && len(p.rest[0]) == 0 {
		p.rest = p.rest[1:]
	}
	if len(p.rest) == 0 || len(p.rest[0]) < n {
		return nil, fmt.Errorf("%w: the shared strings are cut off", ErrDamaged)
	}
	d := p.rest[0][:n]
	p.rest[0] = p.rest[0][n:]
	return d, nil
}

// pass passes over n bytes, of several pieces.
func (p *pieces) pass(n int) error {
	for n > 0 {
		for len(p.rest) > 0 && len(p.rest[0]) == 0 {
			p.rest = p.rest[1:]
		}
		if len(p.rest) == 0 {
			return fmt.Errorf("%w: the shared strings are cut off", ErrDamaged)
		}
		k := min(n, len(p.rest[0]))
		p.rest[0] = p.rest[0][k:]
		n -= k
	}
	return nil
}

// sharedStrings reads the table of texts. A text that goes on in the next piece says there anew how wide its letters are.
func sharedStrings(all [][]byte) ([]string, error) {
	p := &pieces{rest: append([][]byte(nil), all...)}
	head, err := p.take(8)
	if err != nil {
		return nil, err
	}
	n := int(binary.LittleEndian.Uint32(head[4:]))
	total := 0
	for _, piece := range all {
		total += len(piece)
	}
	if n < 0 || n > total/3+1 {
		return nil, fmt.Errorf("%w: %d shared strings", ErrDamaged, n)
	}
	out := make([]string, 0, n)
	for range n {
		s, err := p.sharedString()
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func (p *pieces) sharedString() (string, error) {
	head, err := p.take(3)
	if err != nil {
		return "", err
	}
	left, flags := int(binary.LittleEndian.Uint16(head)), head[2]
	after := 0
	if flags&8 != 0 {
		runs, err := p.take(2)
		if err != nil {
			return "", err
		}
		after += 4 * int(binary.LittleEndian.Uint16(runs))
	}
	if flags&4 != 0 {
		extra, err := p.take(4)
		if err != nil {
			return "", err
		}
		after += int(binary.LittleEndian.Uint32(extra))
	}
	var s strings.Builder
	for left > 0 {
		if len(p.rest) > 0 && len(p.rest[0]) == 0 {
			flag, err := p.take(1)
			if err != nil {
				return "", err
			}
			flags = flag[0]
		}
		size := 1 + int(flags&1)
		if len(p.rest) == 0 {
			return "", fmt.Errorf("%w: the shared strings are cut off", ErrDamaged)
		}
		k := min(left, len(p.rest[0])/size)
		if k == 0 {
			return "", fmt.Errorf("%w: a letter cut in two", ErrDamaged)
		}
		d, err := p.take(k * size)
		if err != nil {
			return "", err
		}
		s.WriteString(letters(d, size == 2))
		left -= k
	}
	return s.String(), p.pass(after)
}
