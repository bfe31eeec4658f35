package datasettest

import (
	"errors"
	"io"
	"os"
	"strconv"
	"testing"
	"time"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

// typeOf chooses the type of a column of texts: days where all are, numbers where all are and none begins with a zero.
func typeOf(texts []string, typed bool, text arrow.DataType) arrow.DataType {
	if !typed || len(texts) == 0 {
		return text
	}
	day, number, some := true, true, false
	for _, v := range texts {
		if v == "" {
			continue
		}
		some = true
		_, err := time.Parse(time.DateOnly, v)
		day = day && err == nil
		n, err := strconv.ParseInt(v, 10, 64)
		number = number && err == nil && strconv.FormatInt(n, 10) == v
	}
	switch {
	case some && day:
		return arrow.FixedWidthTypes.Date32
	case some && number:
		return arrow.PrimitiveTypes.Int64
	}
	return text
}

// batchOf makes a record batch of rows. An empty text is null.
func batchOf(columns *arrow.Schema, rows [][]string) arrow.Record {
	b := array.NewRecordBuilder(memory.NewGoAllocator(), columns)
	defer b.Release()
	for _, row := range rows {
		for i, v := range row {
			if v == "" {
				b.Field(i).AppendNull()
			} else if err := b.Field(i).AppendValueFromString(v); err != nil {
				panic(err)
			}
		}
	}
	return b.NewRecord()
}

func schemaOf(rows [][]string, typed bool, text arrow.DataType) *arrow.Schema {
	var fields []arrow.Field
	for i, name := range rows[0] {
		var texts []string
		for _, row := range rows[1:] {
			texts = append(texts, row[i])
		}
		fields = append(fields, arrow.Field{Name: name, Type: typeOf(texts, typed, text), Nullable: true})
	}
	return arrow.NewSchema(fields, nil)
}

// create writes a file.
func create(path string, write func(w io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := write(f); err != nil {
		return err
	}
	return f.Close()
}

// writeParquet writes through the library's low-level writers.
func writeParquet(typed bool, codec compress.Compression, groupRows int) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		arrowSchema := schemaOf(rows, typed, arrow.BinaryTypes.String)
		var nodes schema.FieldList
		for _, f := range arrowSchema.Fields() {
			optional := parquet.Repetitions.Optional
			var n schema.Node
			switch f.Type.ID() {
			case arrow.DATE32:
				n = schema.MustPrimitive(schema.NewPrimitiveNodeLogical(f.Name, optional, schema.DateLogicalType{}, parquet.Types.Int32, 0, -1))
			case arrow.INT64:
				n = schema.NewInt64Node(f.Name, optional, -1)
			default:
				n = schema.MustPrimitive(schema.NewPrimitiveNodeLogical(f.Name, optional, schema.StringLogicalType{}, parquet.Types.ByteArray, 0, -1))
			}
			nodes = append(nodes, n)
		}
		root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, nodes, -1)
		if err != nil {
			return err
		}
		return create(path, func(w io.Writer) error {
			p := file.NewParquetWriter(struct{ io.Writer }{w}, root, file.WithWriterProps(parquet.NewWriterProperties(parquet.WithCompression(codec))))
			for from := 1; from < len(rows); from += groupRows {
				if err := writeGroup(p, rows[from:min(len(rows), from+groupRows)]); err != nil {
					return err
				}
			}
			return p.Close()
		})
	}
}

// writeGroup writes a row group, an empty text as null.
func writeGroup(p *file.Writer, rows [][]string) error {
	g := p.AppendRowGroup()
	for i := range rows[0] {
		c, err := g.NextColumn()
		if err != nil {
			return err
		}
		var levels []int16
		var texts []parquet.ByteArray
		var days []int32
		var numbers []int64
		for _, row := range rows {
			if row[i] == "" {
				levels = append(levels, 0)
				continue
			}
			levels = append(levels, 1)
			texts = append(texts, parquet.ByteArray(row[i]))
			if day, err := time.Parse(time.DateOnly, row[i]); err == nil {
				days = append(days, int32(day.Unix()/86400))
			}
			n, _ := strconv.ParseInt(row[i], 10, 64) // only where the column is one of numbers
			numbers = append(numbers, n)
		}
		switch w := c.(type) {
		case *file.ByteArrayColumnChunkWriter:
			_, err = w.WriteBatch(texts, levels, nil)
		case *file.Int32ColumnChunkWriter:
			_, err = w.WriteBatch(days, levels, nil)
		case *file.Int64ColumnChunkWriter:
			_, err = w.WriteBatch(numbers, levels, nil)
		}
		if err := errors.Join(err, c.Close()); err != nil {
			return err
		}
	}
	return g.Close()
}

func TestParquet(t *testing.T) {
	for name, f := range map[string]Format{
		"texts": {Ext: ".parquet", Fixed: true, Write: writeParquet(false, compress.Codecs.Zstd, 1<<20)},
		"typed": {Ext: ".parquet", Fixed: true, Write: writeParquet(true, compress.Codecs.Snappy, 7000)},
	} {
		t.Run(name, func(t *testing.T) { Run(t, f) })
	}
}

func writeArrow(file, typed bool, text arrow.DataType) func(string, [][]string) error {
	return func(path string, rows [][]string) error {
		return create(path, func(w io.Writer) error {
			columns := schemaOf(rows, typed, text)
			var out interface {
				Write(arrow.Record) error
				Close() error
			} = ipc.NewWriter(w, ipc.WithSchema(columns), ipc.WithZstd())
			if file {
				var err error
				if out, err = ipc.NewFileWriter(w.(*os.File), ipc.WithSchema(columns)); err != nil {
					return err
				}
			}
			for from := 1; from < len(rows); from += 5000 {
				rec := batchOf(columns, rows[from:min(len(rows), from+5000)])
				err := out.Write(rec)
				rec.Release()
				if err != nil {
					return err
				}
			}
			return out.Close()
		})
	}
}

func TestArrow(t *testing.T) {
	for name, f := range map[string]Format{
		"file":       {Ext: ".arrow", Fixed: true, Write: writeArrow(true, true, arrow.BinaryTypes.String)},
		"stream":     {Ext: ".arrows", Fixed: true, Write: writeArrow(false, false, arrow.BinaryTypes.LargeString)},
		"views":      {Ext: ".arrow", Fixed: true, Write: writeArrow(true, true, arrow.BinaryTypes.StringView)},
		"dictionary": {Ext: ".arrow", Fixed: true, Write: writeArrow(false, false, &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Uint32, ValueType: arrow.BinaryTypes.String})},
	} {
		t.Run(name, func(t *testing.T) { Run(t, f) })
	}
}
