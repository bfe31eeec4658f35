package report

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"unsafe"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

// The sizes below were measured: docs/decisions/0002-parquet-writing.md.
const (
	rowGroup  = 1 << 20 // rows in a row group
	batch     = 8 << 10 // cells handed to the column writer at a time
	pageBytes = 4 << 20
	dictBytes = 1 << 20 // a column whose dictionary outgrows this is written plain from there on
	createdBy = "doisanh"
)

// WriteParquet writes the sheet as Parquet, with meta as the file's key-value metadata and SchemaKey beside it.
// It goes through the library's low-level column writers, since its record writer takes several times as long, with
// columns that are required (not nullable) wherever the kind allows, since definition levels are most of that cost.
func WriteParquet(w io.Writer, s Sheet, meta map[string]string) (err error) {
	out := &sink{w: w}
	// The library panics on a failed write of the first bytes and in a few other places.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s.parquet: %w", s.Name, cmp.Or(out.err, fmt.Errorf("%v", r)))
		}
	}()
	root, err := parquetSchema(s)
	if err != nil {
		return fmt.Errorf("%s.parquet: %w", s.Name, err)
	}
	fw := file.NewParquetWriter(out, root,
		file.WithWriterProps(writerProperties(s)), file.WithWriteMetadata(keyValues(meta)))
	buf := newCellBuffer()
	for from := 0; from < s.Rows; from += rowGroup {
		if err := writeRowGroup(fw.AppendRowGroup(), s, from, min(from+rowGroup, s.Rows), buf); err != nil {
			return fmt.Errorf("%s.parquet: %w", s.Name, err)
		}
	}
	if err := cmp.Or(fw.Close(), out.err); err != nil {
		return fmt.Errorf("%s.parquet: %w", s.Name, err)
	}
	return nil
}

// sink hides a Close method, since the library would close a writer it was only lent, and remembers the first failed
// write, since the library forgets it where it writes a dictionary page (columnWriter.Close in v15.0.2).
type sink struct {
	w   io.Writer
	err error
}

func (s *sink) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.err = err
	return n, err
}

func writerProperties(s Sheet) *parquet.WriterProperties {
	opts := []parquet.WriterProperty{
		parquet.WithCompression(compress.Codecs.Zstd),
		parquet.WithCompressionLevel(1),
		parquet.WithBatchSize(batch),
		parquet.WithDataPageSize(pageBytes),
		parquet.WithDictionaryPageSizeLimit(dictBytes),
		parquet.WithCreatedBy(createdBy),
		parquet.WithRootName("schema"),
	}
	for _, c := range s.Columns {
		if c.Kind != Text {
			opts = append(opts, parquet.WithDictionaryFor(c.Name, false))
		}
	}
	return parquet.NewWriterProperties(opts...)
}

func keyValues(meta map[string]string) metadata.KeyValueMetadata {
	kv := metadata.NewKeyValueMetadata()
	keys := []string{SchemaKey}
	for k := range meta {
		if k != SchemaKey {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, k := range keys {
		v := meta[k]
		if k == SchemaKey {
			v = SchemaVersion
		}
		// Append fails only on an odd number of keys and values, which one of each is not.
		_ = kv.Append(k, v)
	}
	return kv
}

func parquetSchema(s Sheet) (*schema.GroupNode, error) {
	fields := make(schema.FieldList, len(s.Columns))
	for i, c := range s.Columns {
		var err error
		switch c.Kind {
		case Text:
			fields[i], err = schema.NewPrimitiveNodeLogical(c.Name, parquet.Repetitions.Required,
				schema.StringLogicalType{}, parquet.Types.ByteArray, -1, -1)
		case Integer:
			fields[i] = schema.NewInt64Node(c.Name, parquet.Repetitions.Required, -1)
		case Float:
			fields[i] = schema.NewFloat64Node(c.Name, parquet.Repetitions.Required, -1)
		case OptionalFloat:
			fields[i] = schema.NewFloat64Node(c.Name, parquet.Repetitions.Optional, -1)
		default:
			err = fmt.Errorf("column %s: unknown kind %d", c.Name, c.Kind)
		}
		if err != nil {
			return nil, err
		}
	}
	return schema.NewGroupNode("schema", parquet.Repetitions.Required, fields, -1)
}

// cellBuffer holds one batch of cells, reused for every column.
type cellBuffer struct {
	text   []parquet.ByteArray
	floats []float64
	ints   []int64
	levels []int16
}

func newCellBuffer() *cellBuffer {
	return &cellBuffer{
		text:   make([]parquet.ByteArray, batch),
		floats: make([]float64, batch),
		ints:   make([]int64, batch),
		levels: make([]int16, batch),
	}
}

func writeRowGroup(rg file.SerialRowGroupWriter, s Sheet, from, to int, buf *cellBuffer) error {
	for i := range s.Columns {
		cw, err := rg.NextColumn()
		if err != nil {
			return err
		}
		for row := from; row < to; row += batch {
			if err := writeCells(cw, &s.Columns[i], row, min(row+batch, to), buf); err != nil {
				return err
			}
		}
		if err := cw.Close(); err != nil {
			return err
		}
	}
	return rg.Close()
}

// writeCells writes rows from…to of one column.
func writeCells(cw file.ColumnChunkWriter, c *Column, from, to int, buf *cellBuffer) error {
	n := to - from
	var err error
	switch w := cw.(type) {
	case *file.ByteArrayColumnChunkWriter:
		for k := range n {
			t := c.text(from + k)
			// The writer copies the bytes and changes none, so the string need not be copied first.
			buf.text[k] = unsafe.Slice(unsafe.StringData(t), len(t))
		}
		_, err = w.WriteBatch(buf.text[:n], nil, nil)
		clear(buf.text[:n])
	case *file.Int64ColumnChunkWriter:
		for k := range n {
			buf.ints[k] = int64(c.number(from + k))
		}
		_, err = w.WriteBatch(buf.ints[:n], nil, nil)
	case *file.Float64ColumnChunkWriter:
		err = writeFloats(w, c, from, n, buf)
	}
	return err
}

func writeFloats(w *file.Float64ColumnChunkWriter, c *Column, from, n int, buf *cellBuffer) error {
	if c.Kind == Float {
		for k := range n {
			buf.floats[k] = c.number(from + k)
		}
		_, err := w.WriteBatch(buf.floats[:n], nil, nil)
		return err
	}
	values := buf.floats[:0]
	for k := range n {
		buf.levels[k] = 0
		if v := c.number(from + k); !math.IsNaN(v) {
			values = append(values, v)
			buf.levels[k] = 1
		}
	}
	_, err := w.WriteBatch(values, buf.levels[:n], nil)
	return err
}
