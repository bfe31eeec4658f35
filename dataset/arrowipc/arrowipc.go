// Package arrowipc reads Arrow record batches, of a file or a stream, as rows of text.
//
// The library is used under recover, for on damaged input it panics, and after a look of our own at all the metadata (verify.go), for it
// makes room for whatever number stands there. A stream that lacks the mark of its end is taken for one that was cut off: nothing else
// would show it.
package arrowipc

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/decimal256"
	"github.com/apache/arrow/go/v15/arrow/ipc"

	"github.com/doisanh/doisanh/dataset/arrowguard"
	"github.com/doisanh/doisanh/dataset/celltext"
	"github.com/doisanh/doisanh/dataset/stream"
)

// Faults of a file.
var (
	ErrDamaged = errors.New("arrow: damaged")
	ErrExpands = errors.New("arrow: a buffer is larger than is read")
)

var faults = arrowguard.Faults{Damaged: ErrDamaged, Expands: ErrExpands}

// Source is what is read.
type Source interface {
	io.Reader
	io.Seeker
	io.ReaderAt
}

// Rows are the rows of a file, the first being the columns' names. It is a stream.Rows.
type Rows struct {
	Nested map[int]string // columns that hold lists or records, and their types: read as empty

	schema *arrow.Schema
	next   func() (arrow.Record, error)
	batch  arrow.Record
	cells  []func(to []byte, row int) []byte
	row    int // in the batch
	number int
	left   int64 // rows still to come, as the batches say
}

// maxAllocation is what one buffer may take in memory.
const maxAllocation = 2 << 30

// endOfStream is the mark at a stream's end.
const endOfStream = "\xff\xff\xff\xff\x00\x00\x00\x00"

// Open opens a file or a stream of that size.
func Open(r Source, size int64) (rows *Rows, err error) {
	defer faults.Rescue(&err)
	rows = &Rows{Nested: map[int]string{}}
	first := make([]byte, 8)
	if _, err := r.ReadAt(first, 0); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	mem := ipc.WithAllocator(faults.Allocator(maxAllocation))
	if bytes.HasPrefix(first, []byte("ARROW1")) {
		err = rows.openFile(r, size, mem)
	} else {
		err = rows.openStream(r, size, mem)
	}
	if errors.Is(err, ErrExpands) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	for i, f := range rows.schema.Fields() {
		if !readable(f.Type) {
			rows.Nested[i] = f.Type.String()
		}
	}
	if len(rows.schema.Fields()) == 0 {
		return nil, fmt.Errorf("%w: no columns", ErrDamaged)
	}
	return rows, nil
}

func (r *Rows) openFile(at Source, size int64, mem ipc.Option) error {
	tail := make([]byte, 10)
	if _, err := at.ReadAt(tail, max(0, size-10)); err != nil {
		return err
	}
	if footer := int64(int32(binary.LittleEndian.Uint32(tail))); string(tail[4:]) != "ARROW1" || footer <= 0 || footer > size-18 {
		return errors.New("no footer")
	}
	v := verifier{r: at, size: size}
	if err := v.file(int64(int32(binary.LittleEndian.Uint32(tail)))); err != nil {
		return err
	}
	r.left = v.rows
	f, err := ipc.NewFileReader(at, mem)
	if err != nil {
		return err
	}
	r.schema = f.Schema()
	i := 0
	r.next = func() (arrow.Record, error) {
		if i == f.NumRecords() {
			return nil, io.EOF
		}
		i++
		return f.Record(i - 1)
	}
	return nil
}

func (r *Rows) openStream(at Source, size int64, mem ipc.Option) error {
	tail := make([]byte, len(endOfStream))
	if _, err := at.ReadAt(tail, max(0, size-int64(len(tail)))); err != nil {
		return err
	}
	if string(tail) != endOfStream {
		return fmt.Errorf("cut off: %w", io.ErrUnexpectedEOF)
	}
	v := verifier{r: at, size: size}
	if err := v.stream(); err != nil {
		return err
	}
	r.left = v.rows
	s, err := ipc.NewReader(at, mem)
	if err != nil {
		return err
	}
	r.schema = s.Schema()
	r.next = func() (arrow.Record, error) {
		if s.Next() {
			return s.Record(), nil
		}
		if err := s.Err(); err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		return nil, io.EOF
	}
	return nil
}

// Close lets go of what is held; the file is the caller's.
func (r *Rows) Close() error { return nil }

// Next reads the next row, as stream.Rows says. A row without any value is given too.
func (r *Rows) Next(to *stream.Row) (err error) {
	defer faults.Rescue(&err)
	to.Reset()
	r.number++
	to.Number = r.number
	if r.number == 1 {
		for _, f := range r.schema.Fields() {
			to.Add(f.Name)
		}
		return nil
	}
	for r.batch == nil || r.row == int(r.batch.NumRows()) {
		r.batch, err = r.next()
		if err != nil {
			if errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
				if r.left != 0 {
					return fmt.Errorf("%w: %d rows are missing", ErrDamaged, r.left)
				}
				return io.EOF
			}
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if err := r.begin(); err != nil {
			return err
		}
	}
	for _, cell := range r.cells {
		to.Text = cell(to.Text, r.row)
		to.End()
	}
	r.row++
	r.left--
	return nil
}

// begin prepares the reading of a batch.
func (r *Rows) begin() error {
	r.row, r.cells = 0, r.cells[:0]
	if int(r.batch.NumCols()) != len(r.schema.Fields()) {
		return fmt.Errorf("%w: a batch of %d columns", ErrDamaged, r.batch.NumCols())
	}
	for i, a := range r.batch.Columns() {
		if a.Len() != int(r.batch.NumRows()) {
			return fmt.Errorf("%w: a column of %d values in %d rows", ErrDamaged, a.Len(), r.batch.NumRows())
		}
		cell := func(to []byte, _ int) []byte { return to }
		if r.Nested[i] == "" {
			cell = texts(a)
		}
		r.cells = append(r.cells, func(to []byte, row int) []byte {
			if a.IsNull(row) {
				return to
			}
			return cell(to, row)
		})
	}
	return nil
}

// readable reports whether a column of a type holds single values.
func readable(t arrow.DataType) bool {
	switch t := t.(type) {
	case *arrow.DictionaryType:
		return readable(t.ValueType)
	case arrow.NestedType, arrow.ExtensionType, *arrow.MonthIntervalType, *arrow.DayTimeIntervalType, *arrow.MonthDayNanoIntervalType, *arrow.DurationType,
		*arrow.RunEndEncodedType:
		return false
	}
	return true
}

// texts returns what appends the text of a value of a column. Of a type that is not known the library's own text is taken.
func texts(a arrow.Array) func(to []byte, row int) []byte {
	switch a := a.(type) {
	case *array.String:
		return func(to []byte, i int) []byte { return append(to, a.Value(i)...) }
	case *array.LargeString:
		return func(to []byte, i int) []byte { return append(to, a.Value(i)...) }
	case *array.Binary:
		return func(to []byte, i int) []byte { return append(to, a.Value(i)...) }
	case *array.LargeBinary:
		return func(to []byte, i int) []byte { return append(to, a.Value(i)...) }
	case *array.StringView:
		return func(to []byte, i int) []byte {
			return appendView(to, a.ValueLen(i), func() string { return a.Value(i) })
		}
	case *array.BinaryView:
		return func(to []byte, i int) []byte {
			return appendView(to, a.ValueLen(i), func() string { return a.ValueString(i) })
		}
	case *array.FixedSizeBinary:
		return func(to []byte, i int) []byte { return append(to, a.Value(i)...) }
	case *array.Dictionary:
		value, dict := texts(a.Dictionary()), a.Dictionary()
		return func(to []byte, i int) []byte {
			if k := a.GetValueIndex(i); !dict.IsNull(k) {
				return value(to, k)
			}
			return to
		}
	case *array.Boolean:
		return func(to []byte, i int) []byte { return celltext.Bool(to, a.Value(i)) }
	case *array.Null:
		return func(to []byte, _ int) []byte { return to }
	case *array.Float32:
		return func(to []byte, i int) []byte { return celltext.Float(to, float64(a.Value(i)), 32) }
	case *array.Float64:
		return func(to []byte, i int) []byte { return celltext.Float(to, a.Value(i), 64) }
	case *array.Decimal128:
		scale := int(a.DataType().(*arrow.Decimal128Type).Scale)
		return func(to []byte, i int) []byte { return decimal128Text(to, a.Value(i), scale) }
	case *array.Decimal256:
		scale := int(a.DataType().(*arrow.Decimal256Type).Scale)
		return func(to []byte, i int) []byte { return decimal256Text(to, a.Value(i), scale) }
	}
	if f := numbers(a); f != nil {
		return f
	}
	return times(a)
}

// maxView is what is taken of a value of a view column: no more than makes its row too long. Many views may point to the same bytes, so
// that a small file could ask for any amount.
const maxView = 1<<20 + 1

func appendView(to []byte, n int, value func() string) []byte {
	if n < 0 {
		panic("a view of less than nothing")
	}
	v := value()
	return append(to, v[:min(len(v), maxView)]...)
}

func decimal128Text(to []byte, v decimal128.Num, scale int) []byte {
	return celltext.Decimal(to, v.BigInt(), scale)
}
func decimal256Text(to []byte, v decimal256.Num, scale int) []byte {
	return celltext.Decimal(to, new(big.Int).Set(v.BigInt()), scale)
}

// numbers is texts for whole numbers.
func numbers(a arrow.Array) func(to []byte, row int) []byte {
	switch a := a.(type) {
	case *array.Int8:
		return func(to []byte, i int) []byte { return strconv.AppendInt(to, int64(a.Value(i)), 10) }
	case *array.Int16:
		return func(to []byte, i int) []byte { return strconv.AppendInt(to, int64(a.Value(i)), 10) }
	case *array.Int32:
		return func(to []byte, i int) []byte { return strconv.AppendInt(to, int64(a.Value(i)), 10) }
	case *array.Int64:
		return func(to []byte, i int) []byte { return strconv.AppendInt(to, a.Value(i), 10) }
	case *array.Uint8:
		return func(to []byte, i int) []byte { return strconv.AppendUint(to, uint64(a.Value(i)), 10) }
	case *array.Uint16:
		return func(to []byte, i int) []byte { return strconv.AppendUint(to, uint64(a.Value(i)), 10) }
	case *array.Uint32:
		return func(to []byte, i int) []byte { return strconv.AppendUint(to, uint64(a.Value(i)), 10) }
	case *array.Uint64:
		return func(to []byte, i int) []byte { return strconv.AppendUint(to, a.Value(i), 10) }
	}
	return nil
}

// times is texts for days and times.
func times(a arrow.Array) func(to []byte, row int) []byte {
	switch a := a.(type) {
	case *array.Date32:
		return func(to []byte, i int) []byte { return celltext.Day(to, int64(a.Value(i))) }
	case *array.Date64:
		return func(to []byte, i int) []byte { return celltext.Stamp(to, int64(a.Value(i)), 1e3) }
	case *array.Timestamp:
		per := perSecond(a.DataType().(*arrow.TimestampType).Unit)
		return func(to []byte, i int) []byte { return celltext.Stamp(to, int64(a.Value(i)), per) }
	case *array.Time32:
		per := perSecond(a.DataType().(*arrow.Time32Type).Unit)
		return func(to []byte, i int) []byte { return celltext.Clock(to, int64(a.Value(i)), per) }
	case *array.Time64:
		per := perSecond(a.DataType().(*arrow.Time64Type).Unit)
		return func(to []byte, i int) []byte { return celltext.Clock(to, int64(a.Value(i)), per) }
	}
	return func(to []byte, i int) []byte { return append(to, a.ValueStr(i)...) }
}

func perSecond(u arrow.TimeUnit) int64 {
	switch u {
	case arrow.Second:
		return 1
	case arrow.Millisecond:
		return 1e3
	case arrow.Microsecond:
		return 1e6
	}
	return 1e9
}
