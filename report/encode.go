package report

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"slices"
	"unicode/utf8"
	"unsafe"

	"github.com/klauspost/compress/zstd"
)

const (
	groupRows  = 1 << 17  // rows a worker encodes at a time, and of a Parquet row group
	leastRows  = 1 << 10  // fewest, however long the rows are
	groupBytes = 64 << 20 // what a group's rows should come to
	batch      = 1 << 10  // rows between two looks at the context; cells of a batch stay in the cache
	sample     = 1 << 10  // cells looked at to see whether a column's values repeat
	trialRows  = 1 << 14  // rows after which it is seen whether a doubtful column stays a dictionary

	far = 32 << 10 // bytes of texts from which on they are asked for before they are copied

	short       = 32  // bytes of most cells: moved at once, whatever they hold of them
	numberBytes = 512 // no number's text is longer
)

// form says which of the two files is wanted.
type form uint8

const (
	formCSV form = 1 << iota
	formParquet
)

// group is a stretch of rows, encoded.
type group struct {
	from, to int
	csv      []byte
	columns  []chunk
}

// encoder turns stretches of rows into both files' bytes. Each worker has one of its own. What it makes of a stretch depends on
// the sheet and the stretch alone.
type encoder struct {
	sheet   *Sheet
	forms   form
	columns []column
	seed    maphash.Seed
	zstd    *zstd.Encoder
	keys    keyPacker
	scratch []byte
	packed  []byte // the page being compressed
	sum     uint64 // of what was read ahead, so that the reads are not left out
}

// column is one column of the stretch being encoded. A text column is a dictionary with a code for every row, or, where
// hardly any value repeats, the cells one after the other as Parquet's plain encoding has them.
type column struct {
	*Column
	coded  bool
	trial  bool // whether it stays coded is still to be seen
	codes  []uint32
	words  []string // by code, as they came
	cells  []cell   // by code, as CSV has them
	index  []uint32 // Text: hash table of codes + 1; Word: code + 1 of each of Column.Words met
	hashes []uint32 // Text: by code, the word's hash
	same   []told   // Text with Numbers: hash table of the numbers met
	met    int      // how many they are
	asked  []uint64 // the numbers of the batch
	fresh  []uint64 // those of them not met before
	strs   []string // the batch's texts, fetched before any is looked at: fetches that do not wait for one another are under way together
	sums   []uint32 // their hashes
	slots  []uint32 // where the fresh ones stand in same
	texts  []byte   // the cells' bytes, each with what ends it
	ender  byte     // that: a comma, or the end of the line
	plain  []byte   // every cell so far not written to a page, or of a dictionary every word: its length in four bytes, then its bytes
	begin  uint32   // where the batch's cells begin in plain
	ends   []uint32 // where each of them ends
	raw    bool     // the batch's cells stand in CSV as they are
	most   int      // bytes of the longest of texts, or of the batch's cells in plain
	nums   []float64
	chunk  chunk
}

// cell is a stretch of column.texts.
type cell struct{ from, to uint32 }

// told is a number of Column.Numbers with the code of its text.
type told struct {
	number uint64
	code   uint32
}

func newEncoder(s *Sheet, forms form) *encoder {
	e := &encoder{sheet: s, forms: forms, seed: maphash.MakeSeed(), columns: make([]column, len(s.Columns))}
	for i := range s.Columns {
		e.columns[i].Column, e.columns[i].ender = &s.Columns[i], ','
	}
	if n := len(e.columns); n > 0 {
		e.columns[n-1].ender = '\n'
	}
	if forms&formParquet != 0 {
		// It fails on wrong options alone.
		e.zstd, _ = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1),
			zstd.WithEncoderCRC(false), zstd.WithLowerEncoderMem(true))
	}
	return e
}

// rowsOf returns how many rows of a sheet are encoded at a time: fewer where they are long.
func rowsOf(s *Sheet) int {
	bytes, looked := 0, 0
	for row := 0; row < s.Rows; row += max(1, s.Rows/sample) {
		looked++
		for i := range s.Columns {
			if c := &s.Columns[i]; c.Kind == Text {
				bytes += len(c.Str(row))
			}
		}
	}
	n := groupRows
	for n > leastRows && looked > 0 && n*(bytes/looked) > groupBytes {
		n /= 2
	}
	return n
}

// encode encodes rows from…to. buf is where the CSV goes, from its start on.
func (e *encoder) encode(ctx context.Context, from, to int, buf []byte) (*group, error) {
	g := &group{from: from, to: to, csv: buf[:0]}
	for i := range e.columns {
		e.columns[i].start(e, from, to)
	}
	for row := from; row < to; row += batch {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		end := min(row+batch, to)
		for i := range e.columns {
			e.columns[i].gather(e, row, end)
		}
		if e.forms&formCSV != 0 {
			g.csv = e.appendRows(g.csv, row-from, end-row)
		}
		if e.forms&formParquet != 0 {
			for i := range e.columns {
				e.columns[i].turn(e)
			}
		}
		if row == from {
			e.reserve(g, end-from, to-from)
		}
	}
	if e.forms&formParquet != 0 {
		for i := range e.columns {
			g.columns = append(g.columns, e.columns[i].finish(e))
		}
	}
	return g, nil
}

// reserve makes room for all rows of a stretch by what its first batch took: growing by and by would copy everything several times.
func (e *encoder) reserve(g *group, batch, rows int) {
	room := func(used int) int { return used * (rows/batch + 1) * 17 / 16 }
	g.csv = slices.Grow(g.csv, max(0, room(len(g.csv))-len(g.csv)))
	for i := range e.columns {
		c := &e.columns[i]
		switch {
		case !c.isText():
			c.nums = slices.Grow(c.nums, rows-len(c.nums))
		case c.coded:
			c.codes = slices.Grow(c.codes, rows-len(c.codes))
		case e.forms&formParquet != 0:
			c.plain = slices.Grow(c.plain, max(0, min(room(len(c.plain)), pageBytes+pageBytes/8)-len(c.plain)))
		}
	}
}

// start empties the column and decides on its form.
func (c *column) start(e *encoder, from, to int) {
	c.codes, c.nums = c.codes[:0], c.nums[:0]
	c.chunk = chunk{keys: c.Kind == Key}
	c.forget()
	switch c.Kind {
	case Word:
		c.coded = true
		if c.index == nil {
			c.index = make([]uint32, len(c.Words))
		}
		clear(c.index)
	case Text:
		if c.index == nil {
			c.index = make([]uint32, 4*sample)
		}
		clear(c.index)
		looked := 0
		for row := from; row < to; row += max(1, (to-from)/sample) {
			looked++
			c.code(e, c.Str(row))
		}
		// A sample of few rows shows fewer repeats than there are: only where it shows next to none is the matter settled.
		c.coded, c.trial = len(c.words)*100 <= looked*99, len(c.words)*2 > looked
		c.forget()
		clear(c.index)
		if c.Numbers != nil && c.coded {
			if c.same == nil {
				c.same = make([]told, 4*sample)
			}
			clear(c.same)
			c.met = 0
		}
	}
}

// forget empties the dictionary, or the plain cells.
func (c *column) forget() {
	c.words, c.hashes, c.cells, c.texts, c.plain, c.most = c.words[:0], c.hashes[:0], c.cells[:0], c.texts[:0], c.plain[:0], 0
}

// gather takes in the cells of a batch of rows.
func (c *column) gather(e *encoder, from, to int) {
	if c.trial && len(c.codes) >= trialRows {
		c.judge(e)
	}
	if e.forms&formParquet == 0 {
		c.plain = c.plain[:0] // no page will want them
	}
	c.begin, c.ends = uint32(len(c.plain)), c.ends[:0]
	switch {
	case c.Kind == Word:
		at := len(c.codes)
		if c.Codes != nil {
			c.codes = c.Codes(c.codes, from, to)
		} else {
			for row := from; row < to; row++ {
				c.codes = append(c.codes, c.Code(row))
			}
		}
		codes := c.codes[at:]
		for k, w := range codes {
			if c.index[w] == 0 {
				c.index[w] = c.enter(e, c.Words[w]) + 1
			}
			codes[k] = c.index[w] - 1
		}
	case c.Kind == Text && c.coded && c.Numbers != nil:
		c.tell(e, from, to)
	case c.Kind == Text && c.coded:
		last, code := "", uint32(0)
		for k, s := range c.fetch(e, from, to) {
			if k == 0 || len(s) != len(last) || unsafe.StringData(s) != unsafe.StringData(last) {
				last, code = s, c.code(e, s)
			}
			c.codes = append(c.codes, code)
		}
	case c.Kind == Text:
		c.raw, c.most = true, 0
		for _, s := range c.fetch(e, from, to) {
			at := len(c.plain)
			c.put(s)
			plain, ascii := look(s)
			c.raw = c.raw && plain
			if !ascii && !utf8.ValidString(s) {
				c.plain = c.plain[:at]
				c.put(valid(s))
			}
			c.most = max(c.most, len(c.plain)-at-4)
			c.ends = append(c.ends, uint32(len(c.plain)))
		}
	case c.Kind == Key:
		c.raw, c.most = true, 0
		for row := from; row < to; row++ {
			at := len(c.plain)
			c.plain = c.Append(append(c.plain, 0, 0, 0, 0), row)
			binary.LittleEndian.PutUint32(c.plain[at:], uint32(len(c.plain)-at-4))
			cell := c.plain[at+4:]
			plain, _ := look(unsafe.String(unsafe.SliceData(cell), len(cell)))
			c.raw, c.most = c.raw && plain, max(c.most, len(c.plain)-at-4)
			c.ends = append(c.ends, uint32(len(c.plain)))
		}
	default:
		for row := from; row < to; row++ {
			c.nums = append(c.nums, c.number(row))
		}
	}
}

// put appends a text as Parquet's plain encoding has it.
func (c *column) put(s string) {
	c.plain = append(binary.LittleEndian.AppendUint32(c.plain, uint32(len(s))), s...)
}

// judge ends a column's trial, between two batches. One whose values hardly repeat is turned into plain cells.
func (c *column) judge(e *encoder) {
	c.trial = false
	if len(c.words)*3 <= len(c.codes)*2 {
		return
	}
	c.coded = false
	c.plain, c.begin, c.ends = c.plain[:0], 0, c.ends[:0]
	for _, code := range c.codes {
		c.put(valid(c.words[code]))
		c.ends = append(c.ends, uint32(len(c.plain)))
	}
	c.codes = c.codes[:0]
	c.turn(e)
}

// fetch returns the texts of a batch.
func (c *column) fetch(e *encoder, from, to int) []string {
	c.strs = c.strs[:0]
	switch {
	case c.Texts != nil:
		c.strs = c.Texts(c.strs, from, to)
	case c.Numbers != nil:
		c.asked, c.fresh = c.Numbers(c.asked[:0], from, to), c.fresh[:0]
		for _, n := range c.asked {
			if n != 0 {
				c.fresh = append(c.fresh, n)
			}
		}
		c.strs = c.Told(c.strs, c.fresh)
		if len(c.fresh) < len(c.asked) {
			c.spread(from)
		}
	default:
		for row := from; row < to; row++ {
			c.strs = append(c.strs, c.Str(row))
		}
		return c.strs
	}
	e.ahead(c.strs)
	return c.strs
}

// spread puts the texts of the numbers in their places and asks for those that have none.
func (c *column) spread(from int) {
	told := len(c.strs)
	c.strs = slices.Grow(c.strs, len(c.asked)-told)[:len(c.asked)]
	for k := len(c.asked) - 1; k >= 0; k-- {
		if c.asked[k] != 0 {
			told--
			c.strs[k] = c.strs[told]
		} else {
			c.strs[k] = c.Str(from + k)
		}
	}
}

// ahead reads both ends of some texts.
func (e *encoder) ahead(texts []string) {
	for _, s := range texts {
		if s != "" {
			e.sum += uint64(s[0]) + uint64(s[len(s)-1])
		}
	}
}

// tell takes in the cells of a batch by the numbers their texts can be told by, and looks at a text only where its number is new. What many
// cells wait for in memory has loops of its own, with next to nothing in them, so that it is waited for together.
func (c *column) tell(e *encoder, from, to int) {
	const pending = 1 << 31
	c.asked, c.fresh, c.slots = c.Numbers(c.asked[:0], from, to), c.fresh[:0], c.slots[:0]
	for 2*(c.met+len(c.asked)) > len(c.same) {
		c.widen()
	}
	for _, n := range c.asked {
		e.sum += c.same[c.home(n)].number
	}
	first := len(c.codes)
	for _, n := range c.asked {
		if n == 0 {
			c.codes = append(c.codes, 0)
			continue
		}
		at := c.place(n)
		t := &c.same[at]
		if t.number == 0 { // its code follows
			*t = told{n, pending + uint32(len(c.fresh))}
			c.fresh, c.slots = append(c.fresh, n), append(c.slots, uint32(at))
		}
		c.codes = append(c.codes, t.code)
	}
	c.met += len(c.fresh)
	c.strs, c.sums = c.Told(c.strs[:0], c.fresh), c.sums[:0]
	e.ahead(c.strs)
	for _, s := range c.strs {
		c.sums = append(c.sums, e.hash(s))
	}
	mask := uint32(len(c.index) - 1)
	for _, h := range c.sums {
		e.sum += uint64(c.index[h&mask])
	}
	for k, s := range c.strs {
		c.sums[k] = c.find(e, s, c.sums[k]) // its code, from here on
		c.same[c.slots[k]].code = c.sums[k]
	}
	for k, code := range c.codes[first:] {
		switch {
		case code >= pending:
			c.codes[first+k] = c.sums[code-pending]
		case c.asked[k] == 0:
			c.codes[first+k] = c.code(e, c.Str(from+k))
		}
	}
}

// widen makes room for more numbers.
func (c *column) widen() {
	old := c.same
	c.same = make([]told, 2*len(old))
	for _, t := range old {
		if t.number != 0 {
			c.same[c.place(t.number)] = t
		}
	}
}

// home returns where a number is looked for first in column.same.
func (c *column) home(n uint64) uint64 { return n * 0x9E3779B97F4A7C15 >> 32 & uint64(len(c.same)-1) }

// place returns where a number stands in column.same, or would stand.
func (c *column) place(n uint64) uint64 {
	mask := uint64(len(c.same) - 1)
	at := c.home(n)
	for c.same[at].number != n && c.same[at].number != 0 {
		at = (at + 1) & mask
	}
	return at
}

func (e *encoder) hash(s string) uint32 { return uint32(maphash.String(e.seed, s)) }

// code returns a text's code, entering it where it is new.
func (c *column) code(e *encoder, s string) uint32 { return c.find(e, s, e.hash(s)) }

// find is code for a text with that hash.
func (c *column) find(e *encoder, s string, hash uint32) uint32 {
	mask := uint32(len(c.index) - 1)
	at := hash & mask
	for ; c.index[at] != 0; at = (at + 1) & mask {
		if code := c.index[at] - 1; c.hashes[code] == hash && c.words[code] == s {
			return code
		}
	}
	code := c.enter(e, s)
	c.hashes = append(c.hashes, hash)
	c.index[at] = code + 1
	if 2*len(c.words) > len(c.index) {
		c.index = make([]uint32, 2*len(c.index))
		mask = uint32(len(c.index) - 1)
		for i, h := range c.hashes {
			at := h & mask
			for c.index[at] != 0 {
				at = (at + 1) & mask
			}
			c.index[at] = uint32(i) + 1
		}
	}
	return code
}

// enter gives a text the next code. The words keep the text as it came, so that it is found again; what is written of it is
// made valid.
func (c *column) enter(e *encoder, s string) uint32 {
	c.words = append(c.words, s)
	plain, ascii := look(s)
	if !ascii && !utf8.ValidString(s) {
		s = valid(s)
	}
	if e.forms&formParquet != 0 {
		c.put(s)
	}
	from := len(c.texts)
	if plain {
		c.texts = append(c.texts, s...)
	} else {
		c.texts = appendCell(c.texts, s)
	}
	c.texts = append(c.texts, c.ender)
	c.most = max(c.most, len(c.texts)-from)
	c.cells = append(c.cells, cell{uint32(from), uint32(len(c.texts))})
	return uint32(len(c.words) - 1)
}

// appendRows appends the batch's rows as CSV; at is the first row's place in the stretch.
func (e *encoder) appendRows(b []byte, at, rows int) []byte {
	room := e.roomiest()
	for i := range e.columns {
		if c := &e.columns[i]; c.coded && len(c.texts) > far {
			for _, code := range c.codes[at : at+rows] {
				x := c.cells[code]
				e.sum += uint64(c.texts[x.from]) + uint64(c.texts[x.to-1])
			}
		}
	}
	for k := range rows {
		if cap(b)-len(b) < room {
			b = slices.Grow(b, room)
		}
		row, n := b[len(b):cap(b)], 0
		for i := range e.columns {
			c := &e.columns[i]
			switch {
			case !c.isText():
				n += len(appendNumber(row[n:n], c.nums[at+k]))
			case c.coded:
				x := c.cells[c.codes[at+k]]
				n += move(row[n:], c.texts, x.from, x.to)
				continue // what ends it stands there too
			default:
				from := c.begin
				if k > 0 {
					from = c.ends[k-1]
				}
				if c.raw {
					n += move(row[n:], c.plain, from+4, c.ends[k])
				} else {
					n += len(appendCell(row[n:n], c.plain[from+4:c.ends[k]]))
				}
			}
			row[n] = c.ender
			n++
		}
		if n == 1 {
			n = copy(row, "\"\"\n") // a lone blank cell would be a blank line, which readers skip
		}
		b = b[:len(b)+n]
	}
	return b
}

// roomiest returns how many bytes a row of the batch takes at most as CSV, with what move writes beyond. It makes room for what move reads
// beyond the last cells.
func (e *encoder) roomiest() int {
	room := short
	for i := range e.columns {
		switch c := &e.columns[i]; {
		case !c.isText():
			room += numberBytes
		case c.coded:
			c.texts = slices.Grow(c.texts, short)
			room += c.most
		default:
			c.plain = slices.Grow(c.plain, short)
			room += 2*c.most + len(`"'",`) // if every byte were a quotation mark
		}
	}
	return room
}

// move copies cells[from:to] and returns how many bytes that are. Most are short, and are moved as if they were of one length: cells has to
// have room beyond its end, and what lands behind them in row is written over by the next.
func move(row, cells []byte, from, to uint32) int {
	n := int(to - from)
	if n > short {
		return copy(row, cells[from:to])
	}
	*(*[short]byte)(row) = *(*[short]byte)(cells[from : from+short])
	return n
}
