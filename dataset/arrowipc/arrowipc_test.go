package arrowipc

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/decimal128"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/doisanh/doisanh/dataset/stream/streamtest"
)

// sample writes one row of every kind of value, and one of nulls.
func sample(t testing.TB, packed bool) []byte {
	t.Helper()
	list := arrow.ListOf(arrow.BinaryTypes.String)
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "chữ", Type: arrow.BinaryTypes.String, Nullable: true}, {Name: "số", Type: arrow.PrimitiveTypes.Int64, Nullable: true},
		{Name: "ngày", Type: arrow.FixedWidthTypes.Date32, Nullable: true}, {Name: "lúc", Type: arrow.FixedWidthTypes.Timestamp_us, Nullable: true},
		{Name: "thập phân", Type: &arrow.Decimal128Type{Precision: 20, Scale: 2}, Nullable: true}, {Name: "thực", Type: arrow.PrimitiveTypes.Float64, Nullable: true},
		{Name: "đúng", Type: arrow.FixedWidthTypes.Boolean, Nullable: true}, {Name: "danh sách", Type: list, Nullable: true},
		{Name: "mã", Type: &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}, Nullable: true},
	}, nil)
	b := array.NewRecordBuilder(memory.NewGoAllocator(), schema)
	b.Field(0).(*array.StringBuilder).Append("Nguyễn")
	b.Field(1).(*array.Int64Builder).Append(42063817449)
	b.Field(2).(*array.Date32Builder).Append(3653)
	b.Field(3).(*array.TimestampBuilder).Append(315532800_000_000)
	b.Field(4).(*array.Decimal128Builder).Append(decimal128.FromI64(4206381744900))
	b.Field(5).(*array.Float64Builder).Append(1.25)
	b.Field(6).(*array.BooleanBuilder).Append(true)
	b.Field(7).(*array.ListBuilder).Append(true)
	if err := b.Field(8).(*array.BinaryDictionaryBuilder).AppendString("x"); err != nil {
		t.Fatal(err)
	}
	for _, f := range b.Fields() {
		f.AppendNull()
	}
	rec := b.NewRecord()
	var out bytes.Buffer
	opts := []ipc.Option{ipc.WithSchema(schema)}
	if packed {
		opts = append(opts, ipc.WithZstd())
	}
	w := ipc.NewWriter(&out, opts...)
	if err := errors.Join(w.Write(rec), w.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(data []byte) (lines []string, rows *Rows, err error) {
	rows, err = Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, nil, err
	}
	lines, err = streamtest.Lines(rows, streamtest.Cells)
	return lines, rows, err
}

func TestValues(t *testing.T) {
	for _, packed := range []bool{false, true} {
		lines, rows, err := read(sample(t, packed))
		want := []string{"chữ|số|ngày|lúc|thập phân|thực|đúng|danh sách|mã", "Nguyễn|42063817449|1980-01-02|1980-01-01|42063817449|1.25|TRUE||x", "||||||||"}
		if err != nil || strings.Join(lines, "\n") != strings.Join(want, "\n") {
			t.Errorf("got %q, %v", lines, err)
		}
		if rows.Nested[7] == "" || len(rows.Nested) != 1 {
			t.Errorf("nested: %v", rows.Nested)
		}
	}
}

func TestCutOff(t *testing.T) {
	data := sample(t, false)
	for _, n := range []int{0, 4, 8, 100, len(data) - 8, len(data) - 1} {
		if _, _, err := read(data[:n]); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d of %d bytes: %v", n, len(data), err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(sample(f, false))
	f.Add(sample(f, true))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, _, err := read(data)
		if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrExpands) {
			t.Fatal(err)
		}
		if err == nil && len(lines) == 0 {
			t.Fatal("no header")
		}
	})
}
