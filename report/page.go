package report

import (
	"encoding/binary"
	"hash/crc32"
	"math"
	"math/bits"

	"github.com/apache/arrow/go/v15/parquet"
)

// pageBytes is the size from which a page of plain text is closed.
const pageBytes = 4 << 20

// chunk is one column of a row group: its pages with their headers, and what the footer says of them.
type chunk struct {
	pages       []byte
	dictionary  int // bytes of the dictionary page with its header, 0 where there is none
	plain       int // bytes of all pages with their headers, uncompressed
	values      int // nulls included
	nulls       int
	least, most []byte // nil where there is nothing to say
	pending     int    // values in column.plain
	keys        bool   // they are as good as random
	dataPages   int32
	encoding    parquet.Encoding // of the data pages
}

// turn closes the batch of a plain text column: it looks for the least and the greatest cell, and writes a page when enough has
// come together.
func (c *column) turn(e *encoder) {
	if !c.isText() || c.coded {
		return
	}
	if e.forms&formParquet == 0 || len(c.ends) == 0 {
		return
	}
	if c.Kind != Key { // nobody looks for a range of keys
		c.span()
	}
	c.chunk.pending += len(c.ends)
	if len(c.plain) >= pageBytes {
		c.flush(e)
	}
}

// span looks for the least and the greatest of the cells of plain that ends tells. Their first bytes settle most comparisons.
func (c *column) span() {
	k := &c.chunk
	least, most := k.least, k.most
	if least == nil {
		least = c.plain[c.begin+4 : c.ends[0]]
		most = least
	}
	low, high := head(least), head(most)
	from := c.begin
	for _, end := range c.ends {
		s := c.plain[from+4 : end]
		from = end
		h := head(s)
		if h < low || h == low && string(s) < string(least) {
			least, low = s, h
		}
		if h > high || h == high && string(s) > string(most) {
			most, high = s, h
		}
	}
	// Copies: the cells' place is used again.
	k.least, k.most = append(make([]byte, 0, len(least)), least...), append(make([]byte, 0, len(most)), most...)
}

// head returns a cell's first eight bytes as a number that sorts as they do.
func head(s []byte) uint64 {
	if len(s) >= 8 {
		return binary.BigEndian.Uint64(s)
	}
	var b [8]byte
	copy(b[:], s)
	return binary.BigEndian.Uint64(b[:])
}

// flush writes the plain text gathered as a page.
func (c *column) flush(e *encoder) {
	c.chunk.dataPage(e, c.plain, c.chunk.pending, parquet.Encodings.Plain)
	c.plain, c.chunk.pending = c.plain[:0], 0
}

// finish writes what is left of the column and returns its pages.
func (c *column) finish(e *encoder) chunk {
	switch {
	case !c.isText():
		c.numbers(e)
	case c.coded:
		c.dictionary(e)
	case c.chunk.pending > 0:
		c.flush(e)
	}
	return c.chunk
}

// dictionary writes a dictionary page and one page of codes.
func (c *column) dictionary(e *encoder) {
	c.ends = c.ends[:0]
	for at := uint32(0); int(at) < len(c.plain); {
		at += 4 + binary.LittleEndian.Uint32(c.plain[at:])
		c.ends = append(c.ends, at)
	}
	if c.begin = 0; len(c.ends) > 0 {
		c.span()
	}
	c.chunk.page(e, c.plain, pageDictionary, len(c.words), parquet.Encodings.Plain)
	c.chunk.dictionary = len(c.chunk.pages)
	width := max(1, bits.Len(uint(max(1, len(c.words))-1)))
	b := appendHybrid(append(e.scratch[:0], byte(width)), c.codes, width)
	c.chunk.dataPage(e, b, len(c.codes), parquet.Encodings.RLEDict)
	e.scratch = b
}

// numbers writes a numeric column as one page.
func (c *column) numbers(e *encoder) {
	b := e.scratch[:0]
	if c.Kind == OptionalFloat {
		c.codes = c.codes[:0]
		for _, v := range c.nums {
			present := uint32(1)
			if math.IsNaN(v) {
				present = 0
				c.chunk.nulls++
			}
			c.codes = append(c.codes, present)
		}
		b = appendHybrid(append(b, 0, 0, 0, 0), c.codes, 1)
		binary.LittleEndian.PutUint32(b, uint32(len(b)-4))
	}
	least, most := math.Inf(1), math.Inf(-1)
	for _, v := range c.nums {
		switch {
		case math.IsNaN(v) && c.Kind == OptionalFloat:
			continue
		case c.Kind == Integer:
			b = binary.LittleEndian.AppendUint64(b, uint64(int64(v)))
		default:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		least, most = min(least, v), max(most, v)
	}
	if least <= most {
		of := func(v float64) []byte {
			if c.Kind == Integer {
				return binary.LittleEndian.AppendUint64(nil, uint64(int64(v)))
			}
			return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v))
		}
		c.chunk.least, c.chunk.most = of(least), of(most)
	}
	c.chunk.dataPage(e, b, len(c.nums), parquet.Encodings.Plain)
	e.scratch = b
}

// The page types of parquet.thrift.
const (
	pageData       = 0
	pageDictionary = 2
)

func (k *chunk) dataPage(e *encoder, data []byte, values int, encoding parquet.Encoding) {
	k.page(e, data, pageData, values, encoding)
	k.values += values
	k.dataPages++
	k.encoding = encoding
}

// page compresses a page and appends it behind its header, a PageHeader of parquet.thrift in Thrift's compact protocol. The
// header is written here for the checksum in it, which the library cannot write and which is all that tells a reader of a
// page damaged on disk.
func (k *chunk) page(e *encoder, data []byte, kind, values int, encoding parquet.Encoding) {
	const (
		thriftInt    = 5
		thriftStruct = 12
		next         = 1 << 4 // the field after the one before
		stop         = 0
	)
	body := e.pack(data, k.keys)
	before := len(k.pages)
	h := k.pages
	field := func(v int32) {
		h = append(h, next|thriftInt)
		h = binary.AppendVarint(h, int64(v)) // zigzag
	}
	field(int32(kind))
	field(int32(len(data)))
	field(int32(len(body)))
	field(int32(crc32.ChecksumIEEE(body)))
	if kind == pageDictionary {
		h = append(h, 3*next|thriftStruct)
		field(int32(values))
		field(int32(encoding))
	} else {
		h = append(h, next|thriftStruct)
		field(int32(values))
		field(int32(encoding))
		field(int32(parquet.Encodings.RLE)) // definition levels
		field(int32(parquet.Encodings.RLE)) // repetition levels
	}
	h = append(h, stop, stop)
	k.plain += len(h) - before + len(data)
	k.pages = append(h, body...)
}

// pack compresses a page. The next page goes to the same place.
func (e *encoder) pack(data []byte, keys bool) []byte {
	if keys {
		if b, ok := e.keys.pack(e.packed[:0], data); ok {
			e.packed = b
			return b
		}
	}
	e.packed = e.zstd.EncodeAll(data, e.packed[:0])
	return e.packed
}

// appendHybrid appends numbers of that many bits in Parquet's mixture of run lengths and bit packing.
func appendHybrid(b []byte, v []uint32, width int) []byte {
	for i := 0; i < len(v); {
		j := i + 1
		for j < len(v) && v[j] == v[i] {
			j++
		}
		if j-i >= 8 {
			b = binary.AppendUvarint(b, uint64(j-i)<<1)
			for shift := 0; shift < width; shift += 8 {
				b = append(b, byte(v[i]>>shift))
			}
			i = j
			continue
		}
		end := i
		for end < len(v) && !(end+8 <= len(v) && constant(v[end:end+8])) {
			end += 8
		}
		end = min(end, len(v))
		b = binary.AppendUvarint(b, uint64(end-i+7)/8<<1|1)
		for ; i < end; i += 8 {
			b = appendEight(b, v[i:min(i+8, end)], width)
		}
		i = end
	}
	return b
}

func constant(v []uint32) bool {
	for _, x := range v[1:] {
		if x != v[0] {
			return false
		}
	}
	return true
}

// appendEight packs up to eight numbers, the missing ones as 0.
func appendEight(b []byte, v []uint32, width int) []byte {
	var acc uint64
	n, bytes := 0, 0
	for _, x := range v {
		acc |= uint64(x) << n
		n += width
		for n >= 8 {
			b = append(b, byte(acc))
			acc >>= 8
			n -= 8
			bytes++
		}
	}
	for ; bytes < width; bytes++ {
		b = append(b, byte(acc))
		acc >>= 8
	}
	return b
}
