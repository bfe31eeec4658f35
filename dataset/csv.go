package dataset

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"
)

const (
	headRecords = 200
	headBytes   = 256 << 10
	chunkBytes  = 1 << 20  // least size of a chunk parsed on its own
	maxRaw      = 64 << 10 // bytes kept of a rejected row
)

// csvReader reads delimited text: CSV, TSV, and the like with ; or |.
type csvReader struct {
	data   []byte
	delim  byte
	first  [][]string
	starts []int // where the record after each of first begins
}

func newCSV(data []byte) *csvReader {
	if bytes.IndexByte(data, '\n') < 0 && bytes.IndexByte(data, '\r') >= 0 {
		data = bytes.ReplaceAll(data, []byte{'\r'}, []byte{'\n'}) // the old Macintosh's line ends
	}
	r := &csvReader{data: data}
	from := 0
	if line, _, _ := bytes.Cut(data[:min(len(data), 16)], []byte{'\n'}); len(line) >= 5 && strings.EqualFold(string(line[:4]), "sep=") &&
		len(bytes.TrimSpace(line[5:])) == 0 {
		r.delim, from = line[4], len(line)+1 // a spreadsheet's own note of its delimiter
	}
	if r.delim == 0 {
		r.delim = sniffDelimiter(data)
	}
	s := newSplitter(data, r.delim)
	for pos := s.skip(min(from, len(data))); pos < len(data) && len(r.first) < headRecords && pos < headBytes; pos = s.skip(pos) {
		_, after, reason := s.next(pos)
		var row []string
		if reason == "" {
			for _, c := range s.cells {
				v, _ := s.value(c, nil)
				row = append(row, strings.ToValidUTF8(string(trim(v)), "\uFFFD"))
			}
		}
		r.first = append(r.first, row)
		r.starts = append(r.starts, after)
		pos = after
	}
	return r
}

// sniffDelimiter chooses the delimiter that cuts the first records into the most columns, evenly.
func sniffDelimiter(data []byte) byte {
	best, bestScore := byte(','), 0.0
	for _, d := range []byte{',', ';', '\t', '|'} {
		s := newSplitter(data, d)
		counts := map[int]int{}
		n, first := 0, 0
		for pos := s.skip(0); pos < len(data) && n < 60 && pos < headBytes; pos = s.skip(pos) {
			_, after, reason := s.next(pos)
			if reason == "" {
				counts[len(s.cells)]++
			}
			if n == 0 {
				first = len(s.cells)
			}
			n++
			pos = after
		}
		for columns, times := range counts {
			score := float64(columns-1) * float64(times) / float64(n)
			if columns == first {
				score *= 1.5 // the header's own width
			}
			if score > bestScore {
				best, bestScore = d, score
			}
		}
	}
	return best
}

func (r *csvReader) head() [][]string { return r.first }

// read parses the file in chunks side by side. A chunk begins after some line end, which may stand inside a quoted cell;
// that shows when the chunk before it ends elsewhere, and then it is parsed again from there. So the result is that of one pass.
func (r *csvReader) read(ctx context.Context, header int, want []int, width, all int, opt readOptions) (*rows, error) {
	begin := r.starts[header]
	return r.parseChunks(ctx, begin, r.limits(begin, opt.threads), want, width, all, opt)
}

// parseChunks parses the rows from begin on in chunks that end at limits, each a line start, the last the end of the file.
func (r *csvReader) parseChunks(ctx context.Context, begin int, limits, want []int, width, all int, opt readOptions) (*rows, error) {
	parts := make([]*chunk, len(limits))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(max(1, opt.threads))
	from := begin
	for i, limit := range limits {
		c := &chunk{csvReader: r, want: want, width: width, all: all, from: from, limit: limit, opt: opt}
		parts[i], from = c, limit
		g.Go(func() error { return c.parse(gctx) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	at := begin
	for _, c := range parts {
		if c.from != at {
			c.from, c.opt.progress = at, nil
			if err := c.parse(ctx); err != nil {
				return nil, err
			}
		}
		at = c.end
	}
	return concatRows(parts, len(want), opt), nil
}

// limits returns the positions at which chunks end, each a line start.
func (r *csvReader) limits(begin, threads int) []int {
	size := len(r.data) - begin
	n := min(max(1, size/chunkBytes), 4*max(1, threads))
	if threads <= 1 {
		n = 1
	}
	var limits []int
	for i := 1; i < n; i++ {
		at := begin + size/n*i
		if len(limits) > 0 && at <= limits[len(limits)-1] {
			continue
		}
		j := bytes.IndexByte(r.data[at:], '\n')
		if j < 0 {
			break
		}
		limits = append(limits, at+j+1)
	}
	return append(limits, len(r.data))
}

// chunk is a stretch of a file: the records that begin in [from, limit).
type chunk struct {
	*csvReader
	want        []int
	width, all  int
	from, limit int
	opt         readOptions
	rows        bool // look at every row whether it is UTF-8

	end int // where the record after the last one begins
	out rows
}

// parse reads the chunk's rows. Row numbers are counted from 1 within it.
//
// Whether a row is UTF-8 is told from its values, of which each is looked at once however often it stands there. Where one is
// not, which hardly any file has, the chunk is read again with a look at every row.
func (c *chunk) parse(ctx context.Context) error {
	c.rows = false
	sound, err := c.pass(ctx)
	if err != nil || sound {
		return err
	}
	c.rows, c.opt.progress = true, nil
	_, err = c.pass(ctx)
	return err
}

// pass reads the chunk's rows, and reports whether all values met were UTF-8.
func (c *chunk) pass(ctx context.Context) (sound bool, err error) {
	c.out = rows{}
	var rest []int // columns nobody wants
	for i := range c.all {
		if !slices.Contains(c.want, i) {
			rest = append(rest, i)
		}
	}
	sound = true
	s := newSplitter(c.data, c.delim)
	cols := make([]*builder, len(c.want))
	cells := make([][]cell, len(c.want)) // rows cut and not yet coded
	for i := range cols {
		cols[i] = newBuilder(c.opt.seed, c.estimate())
		cells[i] = make([]cell, 0, batch)
	}
	t, waiting := new(scratch), 0
	flush := func() {
		for i, b := range cols {
			b.add(s, cells[i], t)
			cells[i] = cells[i][:0]
		}
		waiting = 0
	}
	pos, told := c.from, c.from
	for pos = s.skip(pos); pos < c.limit; pos = s.skip(pos) {
		end, after, reason := s.next(pos)
		c.out.in++
		if reason == "" {
			reason = c.check(s, pos, end)
		}
		for _, i := range rest {
			if reason == "" && i < len(s.cells) && sound {
				sound = utf8.Valid(c.data[s.cells[i].from:s.cells[i].to])
			}
		}
		if reason != "" {
			c.out.rejects = append(c.out.rejects, rejected{c.out.in, reason, rawText(c.data[pos:end])})
		} else {
			for i, w := range c.want {
				var x cell
				if w < len(s.cells) {
					x = s.cells[w]
				}
				cells[i] = append(cells[i], x)
			}
			c.out.line = append(c.out.line, uint32(c.out.in))
			if waiting++; waiting == batch {
				flush()
			}
		}
		pos = after
		if c.out.in&1023 == 0 {
			if err := ctx.Err(); err != nil {
				return false, err
			}
			c.tell(pos - told)
			told = pos
		}
	}
	flush()
	c.end = pos
	if c.limit < len(c.data) && s.skip(c.limit) == pos {
		c.end = c.limit // only empty lines stand between
	}
	c.tell(c.end - told)
	for _, b := range cols {
		c.out.columns = append(c.out.columns, b.coded)
		sound = sound && !b.broken
	}
	return sound, ctx.Err()
}

// estimate guesses the number of rows from the length of the file's first records.
func (c *chunk) estimate() int {
	each := max(8, c.starts[len(c.starts)-1]/len(c.starts))
	return (c.limit-c.from)/each*17/16 + 16
}

func (c *chunk) tell(bytes int) {
	if c.opt.progress != nil && bytes > 0 {
		c.opt.progress(int64(bytes))
	}
}

// check returns why a record that was cut cannot be loaded.
func (c *chunk) check(s *splitter, from, end int) string {
	if c.rows && !utf8.Valid(c.data[from:end]) {
		return reasonEncoding
	}
	reason := c.checkCells(s)
	if reason != "" && !c.rows && !utf8.Valid(c.data[from:end]) {
		return reasonEncoding
	}
	return reason
}

// checkCells returns why a record cannot be loaded, as far as the number of its cells tells.
func (c *chunk) checkCells(s *splitter) string {
	blank := true
	for _, x := range s.cells {
		if len(trim(c.data[x.from:x.to])) > 0 {
			blank = false
			break
		}
	}
	switch {
	case blank:
		return reasonBlank
	case len(s.cells) < c.width:
		return reasonColumns
	}
	for _, x := range s.cells[min(c.all, len(s.cells)):] {
		if len(trim(c.data[x.from:x.to])) > 0 {
			return reasonColumns
		}
	}
	return ""
}

// rawText returns a rejected row's bytes as text: at most maxRaw of them, bytes that are not UTF-8 as \xNN.
func rawText(b []byte) string {
	b = b[:min(len(b), maxRaw)]
	if utf8.Valid(b) {
		return string(b)
	}
	var out strings.Builder
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r != utf8.RuneError || n > 1:
			out.Write(b[:n])
		case len(b) < utf8.UTFMax && !utf8.FullRune(b) && out.Len() > maxRaw/2:
			return out.String() // a letter cut in two by the cap
		default:
			fmt.Fprintf(&out, `\x%02X`, b[0])
		}
		b = b[n:]
	}
	return out.String()
}

// concatRows joins the chunks of a file and numbers the rows through.
func concatRows(parts []*chunk, columns int, opt readOptions) *rows {
	out := &rows{columns: make([]coded, columns)}
	for _, p := range parts {
		for _, l := range p.out.line {
			out.line = append(out.line, l+uint32(out.in)+1)
		}
		for _, r := range p.out.rejects {
			r.line += out.in + 1
			out.rejects = append(out.rejects, r)
		}
		out.in += p.out.in
	}
	var g errgroup.Group
	g.SetLimit(max(1, opt.threads))
	for i := range columns {
		g.Go(func() error {
			cols := make([]coded, len(parts))
			for k, p := range parts {
				cols[k] = p.out.columns[i]
			}
			out.columns[i] = concat(opt.seed, cols)
			return nil
		})
	}
	_ = g.Wait() // nothing in it fails
	return out
}
