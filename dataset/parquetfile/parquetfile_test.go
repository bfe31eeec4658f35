package parquetfile

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/schema"
)

// sample writes three rows of every kind of value, the second of nulls.
func sample(t testing.TB, codec compress.Compression, version parquet.DataPageVersion) []byte {
	t.Helper()
	opt := parquet.Repetitions.Optional
	logical := func(name string, l schema.LogicalType, p parquet.Type, length int) schema.Node {
		return schema.MustPrimitive(schema.NewPrimitiveNodeLogical(name, opt, l, p, length, -1))
	}
	list, err := schema.NewGroupNode("danh sách", opt, schema.FieldList{schema.NewInt32Node("a", parquet.Repetitions.Repeated, -1)}, -1)
	if err != nil {
		t.Fatal(err)
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{
		logical("chữ", schema.StringLogicalType{}, parquet.Types.ByteArray, 0), schema.NewInt64Node("số", opt, -1),
		logical("ngày", schema.DateLogicalType{}, parquet.Types.Int32, 0), logical("lúc", schema.NewTimestampLogicalType(true, schema.TimeUnitMicros), parquet.Types.Int64, 0),
		logical("thập phân", schema.NewDecimalLogicalType(20, 2), parquet.Types.FixedLenByteArray, 9), schema.NewFloat64Node("thực", opt, -1),
		schema.NewBooleanNode("đúng", opt, -1), schema.NewInt96Node("cũ", opt, -1), list,
	}, -1)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := file.NewParquetWriter(&b, root, file.WithWriterProps(parquet.NewWriterProperties(parquet.WithCompression(codec), parquet.WithDataPageVersion(version))))
	g := w.AppendRowGroup()
	levels := []int16{1, 0, 1}
	for i := range 9 {
		c, err := g.NextColumn()
		if err != nil {
			t.Fatal(err)
		}
		switch c := c.(type) {
		case *file.ByteArrayColumnChunkWriter:
			_, err = c.WriteBatch([]parquet.ByteArray{parquet.ByteArray("Nguyễn"), parquet.ByteArray("Trần")}, levels, nil)
		case *file.Int64ColumnChunkWriter:
			values := []int64{42063817449, 7}
			if i == 3 {
				values = []int64{315532800_000_000, 315532801_500_000}
			}
			_, err = c.WriteBatch(values, levels, nil)
		case *file.Int32ColumnChunkWriter:
			if i == 8 {
				_, err = c.WriteBatch(nil, []int16{0, 0, 0}, []int16{0, 0, 0})
			} else {
				_, err = c.WriteBatch([]int32{3653, -1}, levels, nil)
			}
		case *file.FixedLenByteArrayColumnChunkWriter:
			_, err = c.WriteBatch([]parquet.FixedLenByteArray{{0, 0, 0, 3, 0xD3, 0x5F, 0xE3, 0xC3, 4}, {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x97}}, levels, nil)
		case *file.Float64ColumnChunkWriter:
			_, err = c.WriteBatch([]float64{1.25, 42063817449}, levels, nil)
		case *file.BooleanColumnChunkWriter:
			_, err = c.WriteBatch([]bool{true, false}, levels, nil)
		case *file.Int96ColumnChunkWriter:
			_, err = c.WriteBatch([]parquet.Int96{{0, 0, 0, 0, 0, 0, 0, 0, 0x8c, 0x3d, 0x25, 0}, {}}, levels, nil)
		}
		if err := errors.Join(err, c.Close()); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(g.Close(), w.Close()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// read reads every column into one line each.
func read(data []byte) (lines []string, err error) {
	f, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	for i, c := range f.Columns {
		if c.Nested != "" {
			lines = append(lines, c.Name+": nested")
			continue
		}
		var cells []string
		err := f.Read(context.Background(), i, f.Rows, func(v *Values) error {
			from := 0
			for _, to := range v.Ends {
				cells = append(cells, string(v.Text[from:to]))
				from = to
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if int64(len(cells)) != f.Rows {
			return nil, fmt.Errorf("column %d: %d values in %d rows", i, len(cells), f.Rows)
		}
		if once, _, err := readOnce(f, i); err != nil || !slices.Equal(once, cells) {
			return nil, fmt.Errorf("column %d: %q with its values told once, %q else: %w", i, once, cells, err)
		}
		lines = append(lines, c.Name+": "+strings.Join(cells, "|"))
	}
	return lines, nil
}

// readOnce reads a column by ReadOnce, and counts the texts that are told.
func readOnce(f *File, column int) (cells []string, told int, err error) {
	group, texts := -1, []string(nil)
	err = f.ReadOnce(context.Background(), column, func(v *Values) error {
		if v.Group != group {
			group, texts = v.Group, []string{""}
		}
		from := 0
		for _, to := range v.Ends {
			texts = append(texts, string(v.Text[from:to]))
			from = to
		}
		told += len(v.Ends)
		if v.Of == nil {
			cells = append(cells, texts[len(texts)-len(v.Ends):]...)
			return nil
		}
		for _, i := range v.Of {
			cells = append(cells, texts[i])
		}
		return nil
	})
	return cells, told, err
}

// TestReadOnce: a value of a dictionary is told once a row group, one that has no place there any more each time.
func TestReadOnce(t *testing.T) {
	const rows, groups = 5000, 2
	for name, c := range map[string]struct {
		limit      int64 // of a dictionary
		low, above int   // bounds of how many texts are told
	}{"dictionary": {1 << 20, 50 * groups, 121 * groups}, "dictionary, then plain": {1000, 121*groups + 1, 7600}, "plain": {0, 7700, 7730}} {
		root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, schema.FieldList{
			schema.Must(schema.NewPrimitiveNodeLogical("chữ", parquet.Repetitions.Optional, schema.StringLogicalType{}, parquet.Types.ByteArray, 0, -1)),
		}, -1)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		w := file.NewParquetWriter(&b, root, file.WithWriterProps(parquet.NewWriterProperties(
			parquet.WithDictionaryDefault(c.limit > 0), parquet.WithDictionaryPageSizeLimit(c.limit), parquet.WithDataPageSize(700), parquet.WithBatchSize(64))))
		var want []string
		for range groups {
			var values []parquet.ByteArray
			var levels []int16
			for i := range rows {
				if i%10 == 3 {
					levels, want = append(levels, 0), append(want, "")
					continue
				}
				s := strings.Repeat("ă", i%7)
				if i%7 > 0 {
					s += strconv.Itoa(i * i % 997 % 20)
				}
				levels, values, want = append(levels, 1), append(values, parquet.ByteArray(s)), append(want, s)
			}
			g := w.AppendRowGroup()
			col, err := g.NextColumn()
			if err != nil {
				t.Fatal(err)
			}
			_, err = col.(*file.ByteArrayColumnChunkWriter).WriteBatch(values, levels, nil)
			if err := errors.Join(err, col.Close(), g.Close()); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := Open(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		got, told, err := readOnce(f, 0)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: other values, %v", name, err)
		}
		if told < c.low || told > c.above {
			t.Errorf("%s: %d texts told, want %d to %d", name, told, c.low, c.above)
		}
	}
}

func TestValues(t *testing.T) {
	want := []string{
		"chữ: Nguyễn||Trần", "số: 42063817449||7", "ngày: 1980-01-02||1969-12-31", "lúc: 1980-01-01||1980-01-01 00:00:01.5", "thập phân: 42063817449||-1.05",
		"thực: 1.25||42063817449", "đúng: TRUE||FALSE", "cũ: 1970-01-01||-210866803200", "danh sách: nested",
	}
	for _, codec := range []compress.Compression{compress.Codecs.Uncompressed, compress.Codecs.Snappy, compress.Codecs.Zstd, compress.Codecs.Gzip, compress.Codecs.Brotli} {
		for _, version := range []parquet.DataPageVersion{parquet.DataPageV1, parquet.DataPageV2} {
			got, err := read(sample(t, codec, version))
			if err != nil {
				t.Errorf("%s, page version %d: %v", codec, version, err)
				continue
			}
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("%s, page version %d: got %s, want %s", codec, version, got[i], want[i])
				}
			}
		}
	}
}

// TestHeader reads page headers with everything that may stand in one.
func TestHeader(t *testing.T) {
	// type 0, sizes 10 and 8, a checksum, a data header of 3 values with statistics that hold a text
	data := []byte{0x15, 0x00, 0x15, 0x14, 0x15, 0x10, 0x15, 0x02, 0x1C, 0x15, 0x06, 0x15, 0x00, 0x15, 0x06, 0x15, 0x06, 0x1C, 0x18, 0x02, 'a', 'b', 0x00, 0x00, 0x00}
	h, err := readHeader(newBytes(data))
	if err != nil || h.ints[headerSize] != 10 || h.ints[headerPacked] != 8 || !h.crc || h.ints[headerCRC] != 1 || h.sub[headerData] == nil || h.sub[headerData].ints[1] != 3 {
		t.Errorf("%+v, %v", h, err)
	}
	for n := range data {
		if _, err := readHeader(newBytes(data[:n])); err == nil {
			t.Errorf("%d of %d bytes are a header", n, len(data))
		}
	}
}

type byteSource struct{ *bytes.Reader }

func newBytes(b []byte) byteSource { return byteSource{bytes.NewReader(b)} }

func (s byteSource) Discard(n int) (int, error) {
	if n > s.Len() {
		return 0, io.ErrUnexpectedEOF
	}
	_, err := s.Seek(int64(n), io.SeekCurrent)
	return n, err
}

func TestLevels(t *testing.T) {
	for _, c := range []struct {
		data []byte
		n    int64
		ok   bool
	}{
		{[]byte{0x06, 0x01}, 3, true}, {[]byte{0x06, 0x01}, 4, false}, {[]byte{0x03, 0xff}, 8, true}, {[]byte{0x03}, 8, false}, {[]byte{0x00, 0x01}, 1, false}, {[]byte{0x06, 0x02}, 3, false}, {nil, 0, true}, {nil, 1, false},
	} {
		if err := checkLevels(c.data, c.n); (err == nil) != c.ok {
			t.Errorf("%x for %d values: %v", c.data, c.n, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(sample(f, compress.Codecs.Uncompressed, parquet.DataPageV1))
	f.Add(sample(f, compress.Codecs.Snappy, parquet.DataPageV2))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := read(data); err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrExpands) {
			t.Fatal(err)
		}
	})
}

func FuzzHeader(f *testing.F) {
	f.Add([]byte{0x15, 0x00, 0x15, 0x14, 0x15, 0x10, 0x1C, 0x15, 0x06, 0x00, 0x00})
	f.Fuzz(func(t *testing.T, data []byte) {
		if h, err := readHeader(newBytes(data)); err == nil && h == nil {
			t.Fatal("no header")
		}
	})
}

// TestLZ4: LZ4 blocks without a frame, which pandas calls "lz4" and the library does not know. The file was made by pyarrow 22:
// pq.write_table(t, "lz4_raw.parquet", compression="lz4", use_dictionary=["name"]).
func TestLZ4(t *testing.T) {
	data, err := os.ReadFile("testdata/lz4_raw.parquet")
	if err != nil {
		t.Fatal(err)
	}
	f, err := Open(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"HS0", "HS1", "HS2"}, {"Nguyễn Văn An", "Trần Thị Bé", ""}, {"0", "1", "2"}}
	for col := range want {
		var got []string
		err := f.Read(context.Background(), col, 3, func(v *Values) error {
			from := 0
			for _, to := range v.Ends {
				got = append(got, string(v.Text[from:to]))
				from = to
			}
			return nil
		})
		if err != nil || fmt.Sprint(got) != fmt.Sprint(want[col]) {
			t.Errorf("column %d: %q, %v", col, got, err)
		}
	}
}
