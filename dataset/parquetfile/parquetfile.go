// Package parquetfile reads the columns of a Parquet file as texts.
//
// It uses the footer's reader and the column readers of the Arrow library under recover, and a page reader of its own below them: the
// library's record readers start goroutines of their own, which die with the whole program on a damaged file, and its page reader
// believes whatever a page says of itself. What is read of each row group is counted against the file's own figures, for the column
// readers may end early without a word. A value that was changed shows only where the pages have checksums.
//
//  1. parquetfile.go  the footer and the schema, and reading a column
//  2. pages.go        the pages of a column, held against what is known of them
//  3. thrift.go       their headers
//  4. values.go       the text of a value
package parquetfile

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"

	"github.com/doisanh/doisanh/dataset/arrowguard"
)

// Faults of a file.
var (
	ErrDamaged = errors.New("parquet: damaged")
	ErrExpands = errors.New("parquet: a page is larger than is read")
	ErrCodec   = errors.New("parquet: a compression that is not read")
)

var faults = arrowguard.Faults{Damaged: ErrDamaged, Expands: ErrExpands}

// Batch is the number of values Read hands over at most.
const Batch = 1024

// maxAllocation is what one page may take in memory.
const maxAllocation = 512 << 20

// File is an open file. Its columns may be read side by side.
type File struct {
	Columns []Column
	Rows    int64

	r    *file.Reader
	at   io.ReaderAt
	size int64
}

// Column is a column of the file's schema.
type Column struct {
	Name   string
	Nested string // the type, where it holds lists or records and cannot be read

	leaf int
	text appender
}

// Open reads the footer.
func Open(r parquet.ReaderAtSeeker, size int64) (f *File, err error) {
	defer faults.Rescue(&err)
	tail := make([]byte, 8)
	if _, err := r.ReadAt(tail, max(0, size-8)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	if n := int64(binary.LittleEndian.Uint32(tail)); string(tail[4:]) != "PAR1" || n > size-12 {
		return nil, fmt.Errorf("%w: no footer", ErrDamaged)
	}
	p, err := file.NewParquetReader(r, file.WithReadProps(parquet.NewReaderProperties(faults.Allocator(maxAllocation))))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	f = &File{Rows: p.NumRows(), r: p, at: r, size: size}
	rows := int64(0)
	for i := range p.NumRowGroups() {
		n := p.MetaData().RowGroup(i).NumRows()
		if n < 0 {
			return nil, fmt.Errorf("%w: row group %d has %d rows", ErrDamaged, i, n)
		}
		rows += n
	}
	if rows != f.Rows {
		return nil, fmt.Errorf("%w: %d rows in the groups, %d in the footer", ErrDamaged, rows, f.Rows)
	}
	f.Columns, err = columns(p)
	return f, err
}

// columns lists the columns: one for each field of the schema's root.
func columns(p *file.Reader) ([]Column, error) {
	root := p.MetaData().Schema.Root()
	leaf := map[string]int{}
	for i := range p.MetaData().Schema.NumColumns() {
		leaf[p.MetaData().Schema.Column(i).Path()] = i
	}
	var out []Column
	for i := range root.NumFields() {
		n := root.Field(i)
		c := Column{Name: n.Name()}
		k, ok := leaf[n.Name()]
		switch {
		case !ok || n.RepetitionType() == parquet.Repetitions.Repeated:
			c.Nested = n.LogicalType().String()
			if c.Nested == "None" || c.Nested == "" {
				c.Nested = "list or record"
			}
		default:
			d := p.MetaData().Schema.Column(k)
			c.leaf, c.text = k, appenderOf(d)
			if c.text == nil {
				c.Nested = d.LogicalType().String()
			}
			for g := range p.NumRowGroups() {
				chunk, err := p.MetaData().RowGroup(g).ColumnChunk(k)
				if err != nil {
					return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
				}
				if chunk.NumValues() != p.MetaData().RowGroup(g).NumRows() {
					return nil, fmt.Errorf("%w: %d values in %d rows", ErrDamaged, chunk.NumValues(), p.MetaData().RowGroup(g).NumRows())
				}
			}
		}
		out = append(out, c)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%w: no columns", ErrDamaged)
	}
	return out, nil
}

// Values is a run of a column's values: their texts end to end, and where each ends. A null is an empty text.
type Values struct {
	Text []byte
	Ends []int
	// Of are the rows' values as ReadOnce tells them, each the number of a text among those told since the row group began, from 1; 0 is a null.
	// nil where each row has a text of its own here.
	Of    []uint32
	Group int // the row group
}

// tell puts a text behind those that are told: text holds them and it.
func (v *Values) tell(text []byte) { v.Text, v.Ends = text, append(v.Ends, len(text)) }

// Read reads a column from the top, at most limit rows, and hands its values over in batches; what is handed over is valid until do
// returns.
func (f *File) Read(ctx context.Context, column int, limit int64, do func(v *Values) error) error {
	return f.read(ctx, column, limit, false, do)
}

// ReadOnce reads a whole column as Read does, but tells the text of a value that stands in a row group's dictionary once.
func (f *File) ReadOnce(ctx context.Context, column int, do func(v *Values) error) error {
	return f.read(ctx, column, f.Rows, true, do)
}

func (f *File) read(ctx context.Context, column int, limit int64, once bool, do func(v *Values) error) (err error) {
	defer faults.Rescue(&err)
	c := &f.Columns[column]
	if c.Nested != "" {
		return fmt.Errorf("%w: column %d is nested", ErrDamaged, column)
	}
	var v Values
	b := newBatch()
	if once {
		b.told = new(told)
	}
	for g := range f.r.NumRowGroups() {
		group := f.r.MetaData().RowGroup(g)
		rows := group.NumRows()
		meta, err := group.ColumnChunk(c.leaf)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		chunk, pages, err := openChunk(f.at, f.size, f.r.MetaData().Schema.Column(c.leaf), meta)
		if err != nil {
			return err
		}
		v.Group = g
		b.told.begin(pages)
		left := min(rows, limit)
		for left > 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			v.Text, v.Ends, v.Of = v.Text[:0], v.Ends[:0], v.Of[:0]
			n, err := b.read(chunk, min(Batch, left), c, &v)
			if err := chunk.Err(); errors.Is(err, ErrExpands) {
				return err
			}
			if err != nil || n <= 0 || chunk.Err() != nil {
				return fmt.Errorf("%w: column %d, group %d: %d of %d rows are missing: %w", ErrDamaged, column, g, left, rows, errors.Join(err, chunk.Err()))
			}
			left -= n
			if err := do(&v); err != nil {
				return err
			}
		}
		if limit >= rows && chunk.HasNext() {
			return fmt.Errorf("%w: column %d, group %d: more values than rows", ErrDamaged, column, g)
		}
		if limit -= min(rows, limit); limit == 0 {
			return nil
		}
	}
	return nil
}
