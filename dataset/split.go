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
	reasonCut      = "cut_short" // the text ends within the record
)

// cell is a cell's place in the text, without the quotes around it.
type cell struct{ from, size uint32 }

// escapedCell is set in cell.size where doubled quotes stand inside.
const escapedCell = 1 << 31

func newCell(from, to int) cell { return cell{uint32(from), uint32(to - from)} }

func (c cell) isEscaped() bool { return c.size&escapedCell != 0 }

// in returns the cell's bytes as they stand in the text.
func (c cell) in(data []byte) []byte { return data[c.from:][:c.size&^escapedCell] }

// splitter cuts text into records by RFC 4180. What it finds at a position depends on the bytes from there on and on
// nothing before, so that any line start can be tried as the start of a record: that is what lets chunks of a file be
// parsed side by side, and what lets reading recover after a broken record.
//
// Line ends are \n and \r\n. Empty lines are no records.
type splitter struct {
	data  []byte
	delim byte
	cells []cell // of the last record; valid until the next call. Of a record longer than maxRecord they mean nothing.
	far   int    // how far it had to look; beyond the end of data, more text might have made a difference

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
	s.cells, s.far = s.cells[:0], pos
	for start := pos; ; {
		if start < len(s.data) && s.data[start] == '"' {
			c, stop, ok := s.quoted(start)
			if !ok {
				return s.broken(pos)
			}
			s.cells = append(s.cells, c)
			if stop == len(s.data) || s.data[stop] != s.delim {
				return s.finish(pos, stop)
			}
			start = stop + 1
			continue
		}
		var stop int
		if start, stop = s.plain(start); stop == start && stop < len(s.data) && s.data[stop] == '"' {
			continue // a quoted cell comes next
		}
		if stop < len(s.data) && s.data[stop] == '"' {
			return s.broken(pos)
		}
		to := stop
		if to > start && s.data[to-1] == '\r' {
			to--
		}
		s.cells = append(s.cells, newCell(start, to))
		return s.finish(pos, stop)
	}
}

// plain takes cells without quotes from a place on, eight bytes at a time. It returns where the last cell begins, which is still to be
// taken, and where it stops: at the line end, the end of the text, or a quotation mark.
func (s *splitter) plain(from int) (start, stop int) {
	data, cells := s.data, s.cells
	i := from
	for ; i+8 <= len(data); i += 8 {
		w := binary.LittleEndian.Uint64(data[i:])
		for m := zeros(w^s.pattern) | zeros(w^ones*'\n') | zeros(w^ones*'"'); m != 0; m &= m - 1 {
			at := i + bits.TrailingZeros64(m)>>3
			if data[at] != s.delim {
				s.cells = cells
				return from, at
			}
			cells = append(cells, newCell(from, at))
			from = at + 1
		}
	}
	for ; i < len(data); i++ {
		switch data[i] {
		case s.delim:
			cells = append(cells, newCell(from, i))
			from = i + 1
		case '\n', '"':
			s.cells = cells
			return from, i
		}
	}
	s.cells = cells
	return from, i
}

// finish ends a record that stops at a line end or the end of the text.
func (s *splitter) finish(pos, stop int) (end, after int, reason string) {
	end, after = lineEnd(s.data, pos, stop)
	s.far = max(s.far, after+1)
	if end-pos > maxRecord {
		reason = reasonTooLong
	}
	return end, after, reason
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
	s.far = max(s.far, after+1)
	return end, after, reasonQuote
}

// quoted reads the quoted cell whose opening mark stands at i. stop is the position of what follows the closing one.
func (s *splitter) quoted(i int) (c cell, stop int, ok bool) {
	data, from := s.data, i+1
	limit := min(len(data), from+maxQuoted+1)
	escaped := uint32(0)
	k := from
	for {
		n := bytes.IndexByte(data[k:limit], '"')
		if n < 0 {
			s.far = max(s.far, from+maxQuoted+1)
			return c, 0, false
		}
		if k += n; k+1 == len(data) || data[k+1] != '"' {
			break
		}
		escaped = escapedCell
		if k += 2; k > limit {
			return c, 0, false
		}
	}
	c, stop = newCell(from, k), k+1
	c.size |= escaped
	s.far = max(s.far, stop+2)
	if bytes.IndexByte(data[from:k], '\n') >= 0 && bytes.Count(data[from:k], []byte{'\n'}) > maxQuotedLines {
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

// value returns a cell's bytes: the file's own, but where doubled quotes had to be undone.
func (s *splitter) value(c cell) []byte {
	v := c.in(s.data)
	if !c.isEscaped() {
		return v
	}
	var single []byte
	for {
		i := bytes.IndexByte(v, '"')
		if i < 0 {
			break
		}
		single = append(single, v[:i+1]...)
		v = v[i+2:]
	}
	return append(single, v...)
}
