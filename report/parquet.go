package report

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

const (
	createdBy = "doisanh"
	magic     = "PAR1"
	maxStat   = 4096 // bytes of a least or greatest value told in the footer
)

// WriteParquet writes the sheet as Parquet, with meta as the file's key-value metadata and SchemaKey beside it.
func WriteParquet(w io.Writer, s Sheet, meta map[string]string) error {
	return writeSheet(context.Background(), s, meta, 1, nil, w, nil)
}

// parquetFile puts row groups one after the other into a file and its footer below them. The pages come from encoders; the
// schema and the footer are the library's. Why: docs/decisions/0002-parquet-writing.md.
type parquetFile struct {
	w       io.Writer
	at      int64
	builder *metadata.FileMetaDataBuilder
	groups  int
}

func newParquetFile(w io.Writer, s Sheet, meta map[string]string) (*parquetFile, error) {
	root, err := parquetSchema(s)
	if err != nil {
		return nil, err
	}
	f := &parquetFile{w: w, builder: metadata.NewFileMetadataBuilder(schema.NewSchema(root), writerProperties(), keyValues(meta))}
	return f, f.write([]byte(magic))
}

func (f *parquetFile) write(b []byte) error {
	n, err := f.w.Write(b)
	f.at += int64(n)
	return err
}

// add writes a row group.
func (f *parquetFile) add(g *group) error {
	rows := f.builder.AppendRowGroup()
	rows.SetNumRows(g.to - g.from)
	total := int64(0)
	for i := range g.columns {
		k := &g.columns[i]
		c := rows.NextColumnChunk()
		c.SetStats(k.statistics())
		info := metadata.ChunkMetaInfo{
			NumValues: int64(k.values), IndexPageOffset: -1, DataPageOffset: f.at + int64(k.dictionary),
			CompressedSize: int64(len(k.pages)), UncompressedSize: int64(k.plain),
		}
		pages := metadata.EncodingStats{DataEncodingStats: map[parquet.Encoding]int32{k.encoding: k.dataPages}}
		if k.dictionary > 0 {
			info.DictPageOffset = f.at
			pages.DictEncodingStats = map[parquet.Encoding]int32{parquet.Encodings.Plain: 1}
		}
		if err := c.Finish(info, k.dictionary > 0, false, pages, nil); err != nil {
			return err
		}
		c.Contents().FileOffset = 0 // of a second copy of the column's metadata: there is none
		total += int64(k.plain)
		if err := f.write(k.pages); err != nil {
			return err
		}
	}
	f.groups++
	return rows.Finish(total, int16(f.groups-1))
}

// close writes the footer.
func (f *parquetFile) close() error {
	footer, err := f.builder.Finish()
	if err != nil {
		return err
	}
	n, err := footer.WriteTo(f.w, nil)
	if err != nil {
		return err
	}
	return f.write(append(binary.LittleEndian.AppendUint32(nil, uint32(n)), magic...))
}

func (k *chunk) statistics() metadata.EncodedStatistics {
	stats := metadata.EncodedStatistics{HasNullCount: true, NullCount: int64(k.nulls)}
	if k.least != nil && len(k.least) <= maxStat && len(k.most) <= maxStat {
		stats.SetMin(k.least)
		stats.SetMax(k.most)
	}
	return stats
}

func writerProperties() *parquet.WriterProperties {
	return parquet.NewWriterProperties(
		parquet.WithCompression(compress.Codecs.Zstd), parquet.WithCreatedBy(createdBy), parquet.WithRootName("schema"))
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
		case Text, Word, Key:
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

// failed names the file an error is about.
func failed(s Sheet, suffix string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s%s: %w", s.Name, suffix, err)
}
