package dataset

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// Bounds of a record. A quotation mark that is never closed would otherwise swallow the rest of the file: the line that
// opens it is rejected instead, and reading goes on at the line after it.
const (
	maxQuoted      = 64 << 10 // bytes in one quoted cell
	maxQuotedLines = 100      // line ends in one quoted cell
	maxRecord      = 1 << 20  // bytes in one record
)

// Reasons of rejection, the words of record.Reject.
const (
	reasonColumns  = "column_count"
	reasonQuote    = "quote"
	reasonEncoding = "encoding"
	reasonBlank    = "blank"
	reasonTooLong  = "too_long"
)

// cell is a cell's place in the file. Quotes around it are outside; escaped says that doubled ones stand inside.
type cell struct {
	from, to int
	escaped  bool
}

// splitter cuts text into records by RFC 4180. What it finds at a position depends on the bytes from there on and on
// nothing before, so that any line start can be tried as the start of a record: that is what lets chunks of a file be
// parsed side by side, and what lets reading recover after a broken record.
//
// Line ends are \n and \r\n. Empty lines are no records.
type splitter struct {
	data  []byte
	delim byte
	cells []cell // of the last record; valid until the next call

	pattern uint64 // delim in every byte
}

func newSplitter(data []byte, delim byte) *splitter {
	return &splitter{data: data, delim: delim, pattern: ones * uint64(delim)}
}

// skip returns the first position from pos on that is not an empty line.
func (s *splitter) skip(pos int) int {
	for pos < len(s.data) {
		switch {
		case s.data[pos] == '\n':
			pos++
		case s.data[pos] == '\r' && pos+1 < len(s.data) && s.data[pos+1] == '\n':
			pos += 2
		case s.data[pos] == '\r' && pos+1 == len(s.data):
			pos++
		default:
			return pos
		}
	}
	return pos
}

// next cuts the record at pos, which must be a position skip returned before the end. It returns the end of the record
// without its line end, the position after that, and a reason where it cannot be cut.
func (s *splitter) next(pos int) (end, after int, reason string) {
	s.cells = s.cells[:0]
	data := s.data
	for i := pos; ; {
		if i < len(data) && data[i] == '"' {
			c, stop, ok := s.quoted(i)
			if !ok {
				return s.broken(pos)
			}
			s.cells = append(s.cells, c)
			i = stop
		} else {
			stop := s.scan(i)
			to := stop
			if stop < len(data) && data[stop] == '"' {
				return s.broken(pos)
			}
			if (stop == len(data) || data[stop] == '\n') && to > i && data[to-1] == '\r' {
				to--
			}
			s.cells = append(s.cells, cell{from: i, to: to})
			i = stop
		}
		if i < len(data) && data[i] == s.delim {
			i++
			continue
		}
		end, after = lineEnd(data, pos, i)
		if end-pos > maxRecord {
			reason = reasonTooLong
		}
		return end, after, reason
	}
}

// lineEnd tells a record that stops at i (a line end or the end of the file) from its line end.
func lineEnd(data []byte, from, i int) (end, after int) {
	end, after = i, i
	if after < len(data) && data[after] == '\r' {
		after++
	}
	if after < len(data) && data[after] == '\n' {
		after++
	}
	if end > from && data[end-1] == '\r' {
		end--
	}
	return end, after
}

// broken gives up the line at pos, and no more than that line.
func (s *splitter) broken(pos int) (end, after int, reason string) {
	s.cells = s.cells[:0]
	i := bytes.IndexByte(s.data[pos:], '\n')
	if i < 0 {
		i = len(s.data) - pos
	}
	end, after = lineEnd(s.data, pos, pos+i)
	return end, after, reasonQuote
}

// quoted reads the quoted cell whose opening mark stands at i. stop is the position of what follows the closing one.
func (s *splitter) quoted(i int) (c cell, stop int, ok bool) {
	data := s.data
	c.from = i + 1
	limit := min(len(data), c.from+maxQuoted+1)
	for k := c.from; ; {
		n := bytes.IndexByte(data[k:limit], '"')
		if n < 0 {
			return c, 0, false
		}
		k += n
		if k+1 < len(data) && data[k+1] == '"' {
			c.escaped = true
			k += 2
			if k > limit {
				return c, 0, false
			}
			continue
		}
		c.to, stop = k, k+1
		break
	}
	if bytes.IndexByte(data[c.from:c.to], '\n') >= 0 && bytes.Count(data[c.from:c.to], []byte{'\n'}) > maxQuotedLines {
		return c, 0, false
	}
	switch {
	case stop == len(data), data[stop] == s.delim, data[stop] == '\n':
		return c, stop, true
	case data[stop] == '\r' && (stop+1 == len(data) || data[stop+1] == '\n'):
		return c, stop, true
	}
	return c, 0, false
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// zeros has the high bit of each byte set that is 0 in x, and no other bit: the carries of the shorter well-known form
// are kept out.
func zeros(x uint64) uint64 { return ^((x&^uint64(highs) + ^uint64(highs)) | x | ^uint64(highs)) }

// scan returns the position of the first delimiter, line end or quotation mark from i on, eight bytes at a time.
func (s *splitter) scan(i int) int {
	data := s.data
	for ; i+8 <= len(data); i += 8 {
		w := binary.LittleEndian.Uint64(data[i:])
		if m := zeros(w^s.pattern) | zeros(w^ones*'\n') | zeros(w^ones*'"'); m != 0 {
			return i + bits.TrailingZeros64(m)>>3
		}
	}
	for ; i < len(data); i++ {
		if c := data[i]; c == s.delim || c == '\n' || c == '"' {
			return i
		}
	}
	return i
}

// value returns a cell's bytes. They are the file's own, or buf's where doubled quotes had to be undone; buf is returned
// for the next call.
func (s *splitter) value(c cell, buf []byte) (value, reuse []byte) {
	v := s.data[c.from:c.to]
	if !c.escaped {
		return v, buf
	}
	buf = buf[:0]
	for {
		i := bytes.IndexByte(v, '"')
		if i < 0 {
			break
		}
		buf = append(buf, v[:i+1]...)
		v = v[i+2:]
	}
	buf = append(buf, v...)
	return buf, buf
}
