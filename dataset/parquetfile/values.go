package parquetfile

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"unsafe"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"

	"github.com/doisanh/doisanh/dataset/celltext"
)

// batch holds what one call of a column reader fills.
type batch struct {
	told   *told // nil where every value is to be told
	levels []int16
	bytes  []parquet.ByteArray
	fixed  []parquet.FixedLenByteArray
	i32    []int32
	i64    []int64
	i96    []parquet.Int96
	f32    []float32
	f64    []float64
	bools  []bool
}

func newBatch() *batch { return &batch{levels: make([]int16, Batch)} }

// sized returns a slice of n values, reusing what there is.
func sized[T any](have []T, n int64) []T {
	if int64(cap(have)) < n {
		return make([]T, Batch)[:n]
	}
	return have[:n]
}

// read reads up to n rows of a column chunk.
func (b *batch) read(chunk file.ColumnChunkReader, n int64, c *Column, v *Values) (int64, error) {
	switch r := chunk.(type) {
	case *file.ByteArrayColumnChunkReader:
		b.bytes = sized(b.bytes, n)
		var number func(parquet.ByteArray) *uint32
		if b.told != nil {
			number = func(x parquet.ByteArray) *uint32 { return b.told.at(x) }
		}
		return fill(r.ReadBatch, b.bytes, b, r.Descriptor(), v, func(to []byte, x parquet.ByteArray) []byte { return c.text.bytes(to, x) }, number)
	case *file.FixedLenByteArrayColumnChunkReader:
		b.fixed = sized(b.fixed, n)
		return fill(r.ReadBatch, b.fixed, b, r.Descriptor(), v, func(to []byte, x parquet.FixedLenByteArray) []byte { return c.text.bytes(to, x) }, nil)
	case *file.Int32ColumnChunkReader:
		b.i32 = sized(b.i32, n)
		return fill(r.ReadBatch, b.i32, b, r.Descriptor(), v, func(to []byte, x int32) []byte { return c.text.int(to, int64(x)) }, nil)
	case *file.Int64ColumnChunkReader:
		b.i64 = sized(b.i64, n)
		return fill(r.ReadBatch, b.i64, b, r.Descriptor(), v, c.text.int, nil)
	case *file.Int96ColumnChunkReader:
		b.i96 = sized(b.i96, n)
		return fill(r.ReadBatch, b.i96, b, r.Descriptor(), v, int96, nil)
	case *file.Float32ColumnChunkReader:
		b.f32 = sized(b.f32, n)
		return fill(r.ReadBatch, b.f32, b, r.Descriptor(), v, func(to []byte, x float32) []byte { return celltext.Float(to, float64(x), 32) }, nil)
	case *file.Float64ColumnChunkReader:
		b.f64 = sized(b.f64, n)
		return fill(r.ReadBatch, b.f64, b, r.Descriptor(), v, func(to []byte, x float64) []byte { return celltext.Float(to, x, 64) }, nil)
	case *file.BooleanColumnChunkReader:
		b.bools = sized(b.bools, n)
		return fill(r.ReadBatch, b.bools, b, r.Descriptor(), v, celltext.Bool, nil)
	}
	return 0, fmt.Errorf("no reader for %T", chunk)
}

// fill reads values and lays their texts out, an empty one for each null. number, where it is given, is where a value's number is kept:
// then the text of one that has none yet is laid out, and the rows' numbers are told.
func fill[T any](read func(int64, []T, []int16, []int16) (int64, int, error), values []T, b *batch, d *schema.Column, v *Values,
	text func([]byte, T) []byte, number func(T) *uint32) (int64, error) {
	var levels []int16
	if d.MaxDefinitionLevel() > 0 {
		levels = b.levels[:len(values)]
	}
	rows, n, err := read(int64(len(values)), values, levels, nil)
	if err != nil {
		return 0, err
	}
	if levels == nil {
		rows = int64(n)
	}
	at := 0
	for i := range rows {
		held := levels == nil || levels[i] == d.MaxDefinitionLevel()
		if held && at >= n {
			return 0, fmt.Errorf("%d values for more rows", n)
		}
		switch {
		case held && number != nil:
			k := number(values[at])
			if *k == 0 {
				b.told.n++
				*k = b.told.n
				v.tell(text(v.Text, values[at]))
			}
			v.Of = append(v.Of, *k)
		case held:
			v.tell(text(v.Text, values[at]))
		case number != nil:
			v.Of = append(v.Of, 0)
		default:
			v.tell(v.Text)
		}
		if held {
			at++
		}
	}
	if at != n {
		return 0, fmt.Errorf("%d values for %d rows", n, at)
	}
	return rows, nil
}

// told knows which values of a column chunk have been told. A value out of the chunk's dictionary is a piece of the dictionary page, as the library reads
// it: where it begins says which it is. Two begin four bytes apart at least, for each has its length before it. Were they copies, all would be told.
type told struct {
	pages  *pages
	number []uint32 // by a quarter of where the value begins in the page; 0 is not told yet
	empty  uint32   // the number of the empty value
	other  uint32   // the place of one that has none
	n      uint32   // texts told
}

// begin goes on to the pages of the next chunk.
func (t *told) begin(p *pages) {
	if t != nil {
		t.pages, t.n, t.empty, t.number = p, 0, 0, t.number[:0]
	}
}

// at returns where a value's number is kept. One that is none of the dictionary has none.
func (t *told) at(v []byte) *uint32 {
	dict := t.pages.dict
	if len(t.number) == 0 && dict != nil {
		t.number = slices.Grow(t.number, len(dict)/4+1)[:len(dict)/4+1]
		clear(t.number)
	}
	from := uintptr(unsafe.Pointer(unsafe.SliceData(v))) - uintptr(unsafe.Pointer(unsafe.SliceData(dict)))
	switch {
	case len(v) == 0:
		return &t.empty
	case from < uintptr(len(dict)):
		return &t.number[from/4]
	}
	t.other = 0
	return &t.other
}

// appender says how the values of a column are written: whole numbers, or bytes.
type appender interface {
	int(to []byte, v int64) []byte
	bytes(to, v []byte) []byte
}

// plain writes values as they are.
type plain struct{ unsigned int }

func (p plain) int(to []byte, v int64) []byte {
	switch p.unsigned {
	case 64:
		return strconv.AppendUint(to, uint64(v), 10)
	case 32, 16, 8:
		return strconv.AppendUint(to, uint64(uint32(v)), 10)
	}
	return strconv.AppendInt(to, v, 10)
}
func (plain) bytes(to, v []byte) []byte { return append(to, v...) }

type day struct{ plain }

func (day) int(to []byte, v int64) []byte { return celltext.Day(to, v) }

type stamp struct {
	plain
	perSecond int64
}

func (s stamp) int(to []byte, v int64) []byte { return celltext.Stamp(to, v, s.perSecond) }

type clock struct {
	plain
	perSecond int64
}

func (c clock) int(to []byte, v int64) []byte { return celltext.Clock(to, v, c.perSecond) }

type decimal struct{ scale int }

func (d decimal) int(to []byte, v int64) []byte { return celltext.Decimal(to, big.NewInt(v), d.scale) }
func (d decimal) bytes(to, v []byte) []byte {
	n := new(big.Int).SetBytes(v)
	if len(v) > 0 && v[0]&0x80 != 0 { // two's complement
		n.Sub(n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(v))))
	}
	return celltext.Decimal(to, n, d.scale)
}

type uuid struct{ plain }

func (uuid) bytes(to, v []byte) []byte {
	if len(v) != 16 {
		return hex.AppendEncode(to, v)
	}
	for i, part := range [][]byte{v[:4], v[4:6], v[6:8], v[8:10], v[10:]} {
		if i > 0 {
			to = append(to, '-')
		}
		to = hex.AppendEncode(to, part)
	}
	return to
}

// appenderOf chooses how a column is written, nil where it cannot be.
func appenderOf(d *schema.Column) appender {
	switch t := d.LogicalType().(type) {
	case schema.DateLogicalType:
		return day{}
	case schema.TimestampLogicalType:
		return stamp{perSecond: perSecond(t.TimeUnit())}
	case *schema.TimestampLogicalType:
		return stamp{perSecond: perSecond(t.TimeUnit())}
	case schema.TimeLogicalType:
		return clock{perSecond: perSecond(t.TimeUnit())}
	case *schema.TimeLogicalType:
		return clock{perSecond: perSecond(t.TimeUnit())}
	case schema.DecimalLogicalType:
		return decimal{int(t.Scale())}
	case *schema.DecimalLogicalType:
		return decimal{int(t.Scale())}
	case schema.UUIDLogicalType:
		return uuid{}
	case schema.IntLogicalType:
		return intAppender(t.IsSigned(), t.BitWidth())
	case *schema.IntLogicalType:
		return intAppender(t.IsSigned(), t.BitWidth())
	case schema.IntervalLogicalType, schema.ListLogicalType, schema.MapLogicalType:
		return nil
	}
	return plain{}
}

func intAppender(signed bool, width int8) appender {
	if signed {
		return plain{}
	}
	return plain{unsigned: int(width)}
}

func perSecond(u schema.TimeUnitType) int64 {
	switch u {
	case schema.TimeUnitMillis:
		return 1e3
	case schema.TimeUnitMicros:
		return 1e6
	}
	return 1e9
}

// int96 writes the timestamps of old programs: nanoseconds of the day, and the Julian day.
func int96(to []byte, v parquet.Int96) []byte {
	const unix = 2440588 // the Julian day of 1970-01-01
	days := int64(int32(binary.LittleEndian.Uint32(v[8:]))) - unix
	nanos := int64(binary.LittleEndian.Uint64(v[:8]))
	if days < -1<<22 || days > 1<<22 || nanos < 0 || nanos >= 86400*1e9 {
		return hex.AppendEncode(to, v[:])
	}
	if nanos == 0 {
		return celltext.Day(to, days)
	}
	return celltext.Time(to, v.ToTime().UTC())
}
