package parquetfile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"sync"

	"github.com/apache/arrow/go/v15/arrow/memory"
	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/compress"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/apache/arrow/go/v15/parquet/metadata"
	"github.com/apache/arrow/go/v15/parquet/schema"
	"github.com/klauspost/compress/zstd"
	"github.com/pierrec/lz4/v4"
)

// pages gives the pages of a column chunk to the library's column reader, in place of the library's own page reader: that one believes
// what a page says of its size, and a page whose levels end early keeps the column reader going for ever. Here every page is held
// against what is known of the chunk, and against its checksum where it has one.
type pages struct {
	from  *bufio.Reader
	left  int64 // values the chunk still has
	bytes int64 // and bytes
	col   *schema.Column
	kind  compress.Compression
	codec compress.Codec

	dict []byte // the dictionary page as unpacked, nil where there is none so far
	page file.Page
	err  error
}

// openChunk returns a reader of a column chunk of a file of that size.
func openChunk(r io.ReaderAt, size int64, d *schema.Column, chunk *metadata.ColumnChunkMetaData) (file.ColumnChunkReader, *pages, error) {
	start := chunk.DataPageOffset()
	if chunk.HasDictionaryPage() && chunk.DictionaryPageOffset() > 0 && chunk.DictionaryPageOffset() < start {
		start = chunk.DictionaryPageOffset()
	}
	length := chunk.TotalCompressedSize()
	if start < 4 || length < 0 || start > size || length > size-start {
		return nil, nil, fmt.Errorf("%w: a column at %d of %d bytes", ErrDamaged, start, length)
	}
	if chunk.CryptoMetadata() != nil {
		return nil, nil, fmt.Errorf("%w: an encrypted column", ErrDamaged)
	}
	codec, err := codecOf(chunk.Compression())
	if err != nil {
		return nil, nil, err
	}
	p := &pages{
		from: bufio.NewReaderSize(io.NewSectionReader(r, start, length), 64<<10), left: chunk.NumValues(), bytes: length,
		col: d, kind: chunk.Compression(), codec: codec,
	}
	mem := faults.Allocator(maxAllocation)
	pool := &sync.Pool{New: func() any { return memory.NewResizableBuffer(mem) }}
	return file.NewColumnReader(d, p, mem, pool), p, nil
}

// lz4Raw is the number of LZ4 blocks without a frame among the formats' compressions, which the library does not know.
const lz4Raw = compress.Compression(7)

// codecOf returns what undoes a compression, nil for LZ4 blocks, which unpack knows itself.
func codecOf(kind compress.Compression) (compress.Codec, error) {
	if kind == lz4Raw {
		return nil, nil
	}
	codec, err := compress.GetCodec(kind)
	switch {
	case err == nil:
		return codec, nil
	case kind >= compress.Codecs.Uncompressed && kind < lz4Raw:
		return nil, fmt.Errorf("%w: %s", ErrCodec, kind)
	}
	return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
}

// SetMaxPageHeaderSize is of file.PageReader; the limit here is fixed.
func (p *pages) SetMaxPageHeaderSize(int) {}

// Reset is of file.PageReader; a chunk is read once.
func (p *pages) Reset(parquet.BufferedReader, int64, compress.Compression, *file.CryptoContext) {
	p.err = errors.New("a chunk is read once")
}

// Page returns the page Next went to.
func (p *pages) Page() file.Page { return p.page }

// Err returns what ended the pages, nil where they came to their end.
func (p *pages) Err() error { return p.err }

// Next goes to the next page.
func (p *pages) Next() bool {
	p.page = nil
	for p.err == nil && p.left > 0 && p.page == nil {
		p.page, p.err = p.read()
	}
	return p.err == nil && p.page != nil
}

// read reads a page; nil where it is of a kind that holds no values.
func (p *pages) read() (file.Page, error) {
	h, err := readHeader(p.from)
	if err != nil {
		return nil, fmt.Errorf("page header: %w", err)
	}
	packed, size := h.ints[headerPacked], h.ints[headerSize]
	if packed < 0 || packed > p.bytes || size < 0 {
		return nil, fmt.Errorf("a page of %d bytes, %d unpacked", packed, size)
	}
	if size > maxAllocation {
		return nil, ErrExpands
	}
	data := make([]byte, packed)
	if _, err := io.ReadFull(p.from, data); err != nil {
		return nil, err
	}
	p.bytes -= packed
	if h.crc && uint32(h.ints[headerCRC]) != crc32.ChecksumIEEE(data) {
		return nil, errors.New("a page's checksum is wrong")
	}
	switch h.ints[headerType] {
	case 0:
		return p.dataPage(h.sub[headerData], data, size)
	case 2:
		return p.dictionary(h.sub[headerDictionary], data, size)
	case 3:
		return p.dataPageV2(h.sub[headerData2], data, size)
	}
	return nil, nil
}

// dictionary reads the page of a chunk's distinct values.
func (p *pages) dictionary(h *fields, data []byte, size int64) (file.Page, error) {
	if h == nil {
		return nil, errors.New("a dictionary without its header")
	}
	data, err := p.unpack(data, size)
	if err != nil {
		return nil, err
	}
	n, least := h.ints[1], int64(4)
	switch p.col.PhysicalType() {
	case parquet.Types.Boolean:
		least = 0
	case parquet.Types.Int64, parquet.Types.Double:
		least = 8
	case parquet.Types.Int96:
		least = 12
	case parquet.Types.FixedLenByteArray:
		least = int64(max(1, p.col.TypeLength()))
	}
	if n < 0 || least == 0 || n*least > int64(len(data)) {
		return nil, fmt.Errorf("a dictionary of %d values in %d bytes", n, len(data))
	}
	p.dict = data
	return file.NewDictionaryPage(memory.NewBufferBytes(data), int32(n), parquet.Encoding(h.ints[2])), nil
}

// take counts a page's values.
func (p *pages) take(n int64) error {
	if n < 0 || n > p.left {
		return fmt.Errorf("a page of %d values where %d are left", n, p.left)
	}
	p.left -= n
	return nil
}

// dataPage reads a page of values: their levels and then they, packed together.
func (p *pages) dataPage(h *fields, data []byte, size int64) (file.Page, error) {
	if h == nil {
		return nil, errors.New("a page without its header")
	}
	data, err := p.unpack(data, size)
	if err == nil {
		err = p.take(h.ints[1])
	}
	if err != nil {
		return nil, err
	}
	if p.col.MaxDefinitionLevel() > 0 {
		if parquet.Encoding(h.ints[3]) != parquet.Encodings.RLE {
			return nil, errors.New("levels in an encoding of old")
		}
		if len(data) < 4 || uint64(binary.LittleEndian.Uint32(data)) > uint64(len(data)-4) {
			return nil, errors.New("levels longer than their page")
		}
		if err := checkLevels(data[4:4+binary.LittleEndian.Uint32(data)], h.ints[1]); err != nil {
			return nil, err
		}
	}
	return file.NewDataPageV1(memory.NewBufferBytes(data), int32(h.ints[1]), parquet.Encoding(h.ints[2]), parquet.Encoding(h.ints[3]), parquet.Encoding(h.ints[4]), int32(size)), nil
}

// dataPageV2 reads a page of values whose levels are not packed.
func (p *pages) dataPageV2(h *fields, data []byte, size int64) (file.Page, error) {
	if h == nil {
		return nil, errors.New("a page without its header")
	}
	def, rep := h.ints[5], h.ints[6]
	if def < 0 || rep < 0 || def > int64(len(data)) || rep > int64(len(data))-def || size < def+rep {
		return nil, errors.New("levels longer than their page")
	}
	if err := p.take(h.ints[1]); err != nil {
		return nil, err
	}
	if p.col.MaxDefinitionLevel() > 0 {
		if err := checkLevels(data[rep:rep+def], h.ints[1]); err != nil {
			return nil, err
		}
	}
	if packed := h.ints[7] != 2; packed { // by default
		values, err := p.unpack(data[def+rep:], size-def-rep)
		if err != nil {
			return nil, err
		}
		data = append(data[:def+rep:def+rep], values...)
	}
	if int64(len(data)) != size {
		return nil, fmt.Errorf("a page of %d bytes that says it has %d", len(data), size)
	}
	return file.NewDataPageV2(memory.NewBufferBytes(data), int32(h.ints[1]), int32(h.ints[2]), int32(h.ints[3]), parquet.Encoding(h.ints[4]), int32(def), int32(rep), int32(size), false), nil
}

// unpack undoes the compression of what has that size unpacked. Where the packed bytes say a size of their own, that is looked at
// first: the libraries make room for it.
func (p *pages) unpack(data []byte, size int64) ([]byte, error) {
	claims := size
	switch p.kind {
	case compress.Codecs.Uncompressed:
		if int64(len(data)) != size {
			return nil, fmt.Errorf("a page of %d bytes that says it has %d", len(data), size)
		}
		return data, nil
	case compress.Codecs.Snappy:
		n, used := binary.Uvarint(data)
		if used <= 0 {
			return nil, errors.New("a page that is not packed")
		}
		claims = int64(min(n, 1<<40))
	case compress.Codecs.Zstd:
		var h zstd.Header
		if err := h.Decode(data); err != nil {
			return nil, err
		}
		if h.HasFCS {
			claims = int64(min(h.FrameContentSize, 1<<40))
		}
		if h.WindowSize > maxAllocation {
			return nil, ErrExpands
		}
	}
	if claims != size {
		return nil, fmt.Errorf("a page of %d bytes unpacked that says it has %d", claims, size)
	}
	if p.kind == lz4Raw {
		out := make([]byte, size)
		if n, err := lz4.UncompressBlock(data, out); err != nil || int64(n) != size {
			return nil, fmt.Errorf("a page of %d bytes unpacked that says it has %d: %w", n, size, err)
		}
		return out, nil
	}
	out := p.codec.Decode(make([]byte, size), data)
	if int64(len(out)) != size {
		return nil, fmt.Errorf("a page of %d bytes unpacked that says it has %d", len(out), size)
	}
	return out, nil
}

// checkLevels reports whether levels of one bit (RLE and bit-packed runs) are there for n values.
func checkLevels(data []byte, n int64) error {
	for n > 0 {
		head, used := binary.Uvarint(data)
		if used <= 0 || head>>1 == 0 || head>>1 > 1<<32 {
			return errors.New("levels end early")
		}
		data = data[used:]
		need := uint64(1)
		if head&1 == 1 {
			need = head >> 1
			n -= int64(need) * 8
		} else {
			n -= int64(head >> 1)
		}
		if need > uint64(len(data)) {
			if n <= 0 && head&1 == 1 && len(data) > 0 {
				return nil // the last run may be cut where nothing more is needed; the decoder sees to it
			}
			return errors.New("levels end early")
		}
		if head&1 == 0 && data[0] > 1 {
			return errors.New("a level above the greatest")
		}
		data = data[need:]
	}
	return nil
}
