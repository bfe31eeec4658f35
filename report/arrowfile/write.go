// Package arrowfile writes a table as an Arrow IPC file (Feather version 2): the columns, names and values of its Parquet twin, for
// programs that map files into memory.
package arrowfile

import (
	"context"
	"fmt"
	"io"

	"github.com/apache/arrow/go/v15/arrow"
	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"
	"github.com/apache/arrow/go/v15/arrow/memory"

	"github.com/doisanh/doisanh/report"
)

// batchRows is how many rows a record batch has.
const batchRows = 1 << 16

// Write writes the sheet, in batches of 65,536 rows, compressed with zstd. Text is never null; a number that is not there is. The
// bytes are a function of the sheet alone.
func Write(ctx context.Context, w io.Writer, s report.Sheet) error {
	schema, err := schemaOf(s)
	if err != nil {
		return err
	}
	f, err := ipc.NewFileWriter(&counted{w: w}, ipc.WithSchema(schema), ipc.WithZstd())
	if err != nil {
		return err
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	defer b.Release()
	for from := 0; from < s.Rows; from += batchRows {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := range s.Columns {
			fill(b.Field(i), &s.Columns[i], from, min(from+batchRows, s.Rows))
		}
		rec := b.NewRecord()
		err := f.Write(rec)
		rec.Release()
		if err != nil {
			return err
		}
	}
	return f.Close()
}

func schemaOf(s report.Sheet) (*arrow.Schema, error) {
	fields := make([]arrow.Field, len(s.Columns))
	for i, c := range s.Columns {
		fields[i].Name = c.Name
		switch c.Kind {
		case report.Text, report.Word, report.Key:
			fields[i].Type = arrow.BinaryTypes.String
		case report.Integer:
			fields[i].Type = arrow.PrimitiveTypes.Int64
		case report.Float, report.OptionalFloat:
			fields[i].Type, fields[i].Nullable = arrow.PrimitiveTypes.Float64, c.Kind == report.OptionalFloat
		default:
			return nil, fmt.Errorf("column %s: unknown kind %d", c.Name, c.Kind)
		}
	}
	meta := arrow.NewMetadata([]string{report.SchemaKey}, []string{report.SchemaVersion})
	return arrow.NewSchema(fields, &meta), nil
}

// fill appends a stretch of a column to its builder.
func fill(b array.Builder, c *report.Column, from, to int) {
	b.Reserve(to - from)
	for row := from; row < to; row++ {
		switch v := c.Value(row).(type) {
		case string:
			b.(*array.StringBuilder).Append(v)
		case int64:
			b.(*array.Int64Builder).Append(v)
		case float64:
			b.(*array.Float64Builder).Append(v)
		default:
			b.AppendNull()
		}
	}
}

// counted is a writer that knows how far it has come, which is all that the library asks of a seeker.
type counted struct {
	w  io.Writer
	at int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.at += int64(n)
	return n, err
}

// Seek implements io.Seeker for the one question where the end is.
func (c *counted) Seek(offset int64, whence int) (int64, error) {
	if offset != 0 || whence == io.SeekStart {
		return 0, fmt.Errorf("seek to %d, %d: the file is written from its beginning to its end", offset, whence)
	}
	return c.at, nil
}
