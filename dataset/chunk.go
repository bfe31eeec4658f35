package dataset

import (
	"bytes"
	"io"
	"slices"
	"unicode/utf8"
)

const (
	chunkBytes = 512 << 10 // of a chunk cut on its own: with the places of its cells it fits the second-level cache
	slack      = 16 << 10  // bytes read behind a chunk for its last record, in the hope that it is no longer
)

// chunk is a stretch of a text: the records that begin in [from, limit). It is used for one stretch after the other.
type chunk struct {
	*parsing
	number      int // of the stretch
	from, limit int // line starts, or the end of the text

	buf   []byte // the text from base on
	base  int
	space []byte // of a chunk read from a file: what buf is a part of
	split splitter

	// What was found, rows counted from 1 within the chunk.
	end     int // where the record after the last one begins
	in      int
	line    []uint32
	rejects []rejected
	bare    []rejected // as of rows
	cells   [][]cell   // by column wanted, places in buf
	broken  bool       // a value of a column that is not wanted is not UTF-8
	coded   int        // columns coded
}

// last reports whether the text ends with buf.
func (c *chunk) last() bool { return c.base+len(c.buf) == c.size }

// window brings the text from base on into buf, at least n bytes of it where there are as many.
func (c *chunk) window(base, n int) error {
	n = min(n, c.size-base)
	if c.data != nil {
		c.base, c.buf = base, c.data[base:]
		return nil
	}
	if cap(c.space) < n {
		c.space = make([]byte, n+n/8)
	}
	c.base, c.buf = base, c.space[:n]
	if got, err := c.text.ReadAt(c.buf, int64(base)+c.file.skip); got < n {
		if err == nil || err == io.EOF {
			err = io.ErrUnexpectedEOF // it has become shorter
		}
		return err
	}
	return nil
}

// more makes buf longer.
func (c *chunk) more() error { return c.window(c.base, 2*len(c.buf)+slack) }

// cut finds the stretch's limits, the first line starts from its number times the chunks' size on, and cuts its records.
func (c *chunk) cut() error {
	at := c.begin + c.number*c.step
	from := max(c.begin, at-1) // a line end just before at makes at a line start
	if err := c.window(from, c.step+slack); err != nil {
		return err
	}
	var err error
	c.from = c.begin
	if c.number > 0 {
		if c.from, err = c.lineStart(at); err != nil {
			return err
		}
	}
	if c.limit, err = c.lineStart(at + c.step); err != nil {
		return err
	}
	return c.records()
}

// lineStart returns the first line start from a place on, or the end of the text.
func (c *chunk) lineStart(at int) (int, error) {
	for at < c.size {
		if k := at - 1 - c.base; k < len(c.buf) {
			if i := bytes.IndexByte(c.buf[k:], '\n'); i >= 0 {
				return at + i, nil
			}
		}
		if c.last() {
			break
		}
		if err := c.more(); err != nil {
			return 0, err
		}
	}
	return c.size, nil
}

// again cuts the records anew from a place where the chunk before turned out to end: a line end stood inside a quoted cell.
func (c *chunk) again(from int) error {
	if c.from = from; from >= c.limit {
		c.clear()
		c.end = from
		return nil
	}
	if err := c.window(from, c.limit-from+slack); err != nil {
		return err
	}
	return c.records()
}

func (c *chunk) clear() {
	c.in, c.line, c.rejects, c.bare, c.broken, c.coded = 0, c.line[:0], nil, nil, false, 0
	if c.cells == nil {
		c.cells = make([][]cell, len(c.want))
	}
	for i := range c.cells {
		c.cells[i] = c.cells[i][:0]
	}
}

// records cuts the records that begin in the stretch.
func (c *chunk) records() error {
	c.clear()
	s := &c.split
	*s = splitter{data: c.buf, delim: c.delim, pattern: ones * uint64(c.delim), cells: s.cells}
	grow := func() error {
		err := c.more()
		s.data = c.buf
		return err
	}
	// skip finds the next record; it has to see what follows a return.
	skip := func(pos int) (int, error) {
		for {
			at := s.skip(pos)
			if at+1 < len(c.buf) || c.last() {
				return at, nil
			}
			if err := grow(); err != nil {
				return 0, err
			}
		}
	}
	limit := c.limit - c.base
	pos, err := skip(c.from - c.base)
	for err == nil && pos < limit {
		end, after, reason := s.next(pos)
		if s.far > len(c.buf) && !c.last() { // more of the text might tell it differently
			err = grow()
			continue
		}
		c.row(s, pos, end, reason)
		pos, err = skip(after)
	}
	if err != nil {
		return err
	}
	if c.end = c.base + pos; c.limit < c.size {
		if at, err := skip(limit); err == nil && at == pos {
			c.end = c.limit // only empty lines stand between
		}
	}
	return nil
}

// row takes in a record.
func (c *chunk) row(s *splitter, from, end int, reason string) {
	c.in++
	if reason == "" {
		reason = c.check(s, from, end)
	}
	if reason != "" {
		if end == len(c.buf) && c.last() && !(reason == reasonColumns && c.isSentence(c.buf[from:end])) && endsWithin(c.buf[from:end], reason, len(s.cells), c.width) {
			reason = reasonCut
		}
		c.rejects = append(c.rejects, rejected{c.in, reason, rawText(c.buf[from:end])})
		return
	}
	for _, i := range c.rest {
		if i < len(s.cells) && !c.broken {
			c.broken = !utf8.Valid(s.cells[i].in(c.buf))
		}
	}
	bare := true
	for i, w := range c.want {
		var x cell
		if w < len(s.cells) {
			x = s.cells[w]
		}
		bare = bare && len(trim(x.in(c.buf))) == 0
		c.cells[i] = append(c.cells[i], x)
	}
	if bare {
		reason := bareReason(len(s.cells), func(i int) []byte { return s.value(s.cells[i]) })
		c.bare = append(c.bare, rejected{c.in, reason, rawText(c.buf[from:end])})
	}
	c.line = append(c.line, uint32(c.in))
}

// isSentence reports whether a record is none, but a line of words: a blank stands behind each of its commas, as in "Hà Tĩnh, 05/03/2026", and behind none of
// the header's.
func (r *csvReader) isSentence(record []byte) bool {
	n := bytes.Count(record, []byte{','})
	return r.delim == ',' && !r.spaced && n > 0 && bytes.Count(record, []byte(", ")) == n
}

// endsWithin reports whether a record of so many cells that cannot be loaded, and has no line end, shows that the text goes on where it stops: in a cell whose
// quotation marks are open, in a letter, or before the last cells. A single cell of several words is what stands below a list: "Trang 3/3", "(2 rows affected)".
func endsWithin(record []byte, reason string, cells, width int) bool {
	switch reason {
	case reasonQuote:
		alone := bytes.ReplaceAll(record, []byte(`""`), nil)
		last := bytes.LastIndexByte(alone, '"')
		return bytes.Count(alone, quotationMark)%2 == 1 && (last == 0 || bytes.IndexByte([]byte(",;\t|"), alone[last-1]) >= 0)
	case reasonColumns:
		return cells < width && (cells > 1 || bytes.IndexByte(record, ' ') < 0)
	case reasonEncoding:
		whole := record
		for len(whole) > 0 && len(record)-len(whole) < utf8.UTFMax-1 && whole[len(whole)-1] >= utf8.RuneSelf {
			whole = whole[:len(whole)-1]
			if tail := record[len(whole):]; utf8.RuneStart(tail[0]) {
				return !utf8.FullRune(tail) && utf8.Valid(whole)
			}
		}
	}
	return false
}

var quotationMark = []byte{'"'}

// check returns why a record that was cut cannot be loaded.
func (c *chunk) check(s *splitter, from, end int) string {
	if c.careful && !utf8.Valid(c.buf[from:end]) {
		return reasonEncoding
	}
	reason := c.checkCells(s)
	if reason != "" && !c.careful && !utf8.Valid(c.buf[from:end]) {
		return reasonEncoding
	}
	return reason
}

// checkCells returns why a record cannot be loaded, as far as the number of its cells tells.
func (c *chunk) checkCells(s *splitter) string {
	filled := func(x cell) bool { return len(trim(x.in(c.buf))) > 0 }
	switch {
	case !slices.ContainsFunc(s.cells, filled):
		return reasonBlank
	case len(s.cells) < c.width || slices.ContainsFunc(s.cells[min(c.all, len(s.cells)):], filled):
		return reasonColumns
	}
	return ""
}
