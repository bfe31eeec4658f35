package xls

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/dataset/celltext"
	"github.com/doisanh/doisanh/dataset/numfmt"
	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/dataset/xlsx"
)

// maxColumns is the number of columns a sheet has.
const maxColumns = 256

// Rows are the rows of a sheet that hold anything. It is a stream.Rows.
type Rows struct {
	Facts xlsx.Facts

	rows map[int]map[int]string // by row and column, from 0
	hide map[int]bool
	told map[int]bool // rows the sheet says it has
	list []int
}

// Rows reads a sheet.
func (b *Book) Rows(sheet Sheet) (*Rows, error) {
	r := &Rows{rows: map[int]map[int]string{}, hide: map[int]bool{}, told: map[int]bool{}}
	waiting := [2]int{-1, -1} // of the formula whose text comes next
	for at, depth := sheet.at, 0; ; {
		rec, err := b.record(at)
		if err != nil {
			return nil, err
		}
		switch {
		case rec.kind == 0x0809:
			depth++
		case depth == 0 || rec.kind == 0: // zeros are no record
			return nil, fmt.Errorf("%w: sheet %q is broken at byte %d", ErrDamaged, sheet.Name, at)
		case rec.kind == 0x0A && len(rec.pieces[0]) > 0: // the end holds nothing
			return nil, fmt.Errorf("%w: sheet %q is broken at byte %d", ErrDamaged, sheet.Name, at)
		case rec.kind == 0x0A:
			if depth--; depth == 0 {
				return r, r.finish()
			}
		case depth == 1: // a chart within the sheet has cells of its own
			if err := b.cell(r, rec, &waiting); err != nil {
				return nil, err
			}
		}
		at = rec.next
	}
}

// finish lists the rows. Every cell's row is one the sheet says it has, where it says anything of them.
func (r *Rows) finish() error {
	for row := range r.rows {
		if len(r.told) > 0 && !r.told[row] {
			return fmt.Errorf("%w: cells in row %d, which the sheet does not have", ErrDamaged, row+1)
		}
		r.list = append(r.list, row)
		if r.hide[row] {
			r.Facts.HiddenRows++
		}
	}
	slices.Sort(r.list)
	return nil
}

// cell reads a record of a sheet.
func (b *Book) cell(r *Rows, rec biff, waiting *[2]int) error {
	d := rec.pieces[0]
	need := map[uint16]int{0x0208: 16, 0xFD: 10, 0x0204: 8, 0xD6: 8, 0x0203: 14, 0x027E: 10, 0xBD: 12, 0x0205: 8, 0x06: 14, 0x0207: 2, 0xE5: 2}[rec.kind]
	if need == 0 {
		return nil
	}
	if len(d) < need {
		return fmt.Errorf("%w: a cell of %d bytes", ErrDamaged, len(d))
	}
	row, col := int(binary.LittleEndian.Uint16(d)), 0
	if len(d) >= 4 {
		col = int(binary.LittleEndian.Uint16(d[2:]))
	}
	style := 0
	if len(d) >= 6 {
		style = int(binary.LittleEndian.Uint16(d[4:]))
	}
	switch rec.kind {
	case 0x0208:
		if r.told[row] {
			return fmt.Errorf("%w: row %d stands there twice", ErrDamaged, row+1)
		}
		r.told[row] = true
		if d[12]&0x20 != 0 {
			r.hide[row] = true
		}
	case 0xFD:
		n := binary.LittleEndian.Uint32(d[6:])
		if int64(n) >= int64(len(b.shared)) {
			return fmt.Errorf("%w: shared string %d of %d", ErrDamaged, n, len(b.shared))
		}
		return r.put(row, col, b.shared[n])
	case 0x0204, 0xD6:
		text, err := b.text(d[6:], false)
		if err != nil {
			return err
		}
		return r.put(row, col, text)
	case 0x0203:
		return r.put(row, col, b.number(r, math.Float64frombits(binary.LittleEndian.Uint64(d[6:])), style))
	case 0x027E:
		return r.put(row, col, b.number(r, packed(binary.LittleEndian.Uint32(d[6:])), style))
	case 0xBD:
		for i := 4; i+6 <= len(d)-2; i += 6 {
			v := packed(binary.LittleEndian.Uint32(d[i+2:]))
			if err := r.put(row, col+(i-4)/6, b.number(r, v, int(binary.LittleEndian.Uint16(d[i:])))); err != nil {
				return err
			}
		}
	case 0x0205:
		if d[7] != 0 {
			r.Facts.Errors++
			return nil
		}
		return r.put(row, col, string(celltext.Bool(nil, d[6] != 0)))
	case 0x06:
		return b.formula(r, d, row, col, style, waiting)
	case 0x0207:
		text, err := b.text(d, false)
		if err != nil || waiting[0] < 0 {
			return err
		}
		err = r.put(waiting[0], waiting[1], text)
		*waiting = [2]int{-1, -1}
		return err
	case 0xE5:
		for i := 2; i+8 <= len(d); i += 8 {
			at := func(k int) int { return int(binary.LittleEndian.Uint16(d[i+k:])) }
			r.Facts.Merged = append(r.Facts.Merged, xlsx.Merge{Row: at(0) + 1, LastRow: at(2) + 1, Column: at(4), LastColumn: at(6)})
		}
	}
	return nil
}

// formula reads the value a formula was last found to have.
func (b *Book) formula(r *Rows, d []byte, row, col, style int, waiting *[2]int) error {
	if d[12] != 0xFF || d[13] != 0xFF {
		return r.put(row, col, b.number(r, math.Float64frombits(binary.LittleEndian.Uint64(d[6:])), style))
	}
	switch d[6] {
	case 0:
		*waiting = [2]int{row, col}
	case 1:
		return r.put(row, col, string(celltext.Bool(nil, d[8] != 0)))
	case 2:
		r.Facts.Errors++
	}
	return nil
}

// packed reads a number in four bytes: a whole one or the upper half of a float, a hundredth of it or not.
func packed(v uint32) float64 {
	f := math.Float64frombits(uint64(v&^3) << 32)
	if v&2 != 0 {
		f = float64(int32(v) >> 2)
	}
	if v&1 != 0 {
		f /= 100
	}
	return f
}

// number writes a number as its cell's style shows it.
func (b *Book) number(r *Rows, f float64, style int) string {
	st := numfmt.Style{}
	if style < len(b.cells) {
		id := b.cells[style]
		var ok bool
		if st, ok = b.formats[id]; !ok {
			st = numfmt.Builtin(id)
		}
	}
	out, year := numfmt.Append(nil, strconv.AppendFloat(nil, f, 'f', -1, 64), st, b.date1904)
	if year {
		r.Facts.Years++
	}
	return string(out)
}

// put keeps a cell's text.
func (r *Rows) put(row, col int, text string) error {
	if col >= maxColumns {
		return fmt.Errorf("%w: column %d", ErrDamaged, col+1)
	}
	if text == "" {
		return nil
	}
	if r.rows[row] == nil {
		r.rows[row] = map[int]string{}
	}
	r.rows[row][col] = text
	return nil
}

// Close lets go of nothing.
func (r *Rows) Close() error { return nil }

// Next gives the next row that holds a text, as stream.Rows says.
func (r *Rows) Next(to *stream.Row) error {
	to.Reset()
	if len(r.list) == 0 {
		return io.EOF
	}
	row := r.list[0]
	r.list = r.list[1:]
	to.Number, to.Hidden = row+1, r.hide[row]
	last := 0
	for col := range r.rows[row] {
		last = max(last, col)
	}
	for col := range last + 1 {
		to.Add(r.rows[row][col])
	}
	delete(r.rows, row)
	return nil
}
