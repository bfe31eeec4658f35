package dataset

import (
	"cmp"
	"context"
	"os"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

// textFile is a file of text in UTF-8, read in pieces.
type textFile struct {
	path string
	skip int64 // bytes of a byte-order mark
}

// read parses the text: chunks are cut into cells side by side, and the cells of each column coded in the order of the chunks, several columns
// at once. So a dictionary lists its values in the order of their first appearance, and no more of a file is in memory than the chunks
// at work.
//
// A chunk begins after some line end, which may stand inside a quoted cell; that shows when the chunk before it ends elsewhere, and then
// it is cut again from there. So the result is that of one pass.
//
// Whether a row is UTF-8 is told from its values, of which each is looked at once however often it stands there. Where one is
// not, which hardly any file has, the text is read again with a look at every row.
func (r *csvReader) read(ctx context.Context, header int, want []int, width, all int, opt readOptions) (*rows, error) {
	return r.parsing(header, want, width, all, opt).read(ctx)
}

func (r *csvReader) parsing(header int, want []int, width, all int, opt readOptions) *parsing {
	p := &parsing{csvReader: r, begin: r.starts[header], above: r.rows[header], step: chunkBytes, want: want, width: width, all: all, opt: opt}
	for i := range all {
		if !slices.Contains(want, i) {
			p.rest = append(p.rest, i)
		}
	}
	return p
}

func (p *parsing) read(ctx context.Context) (*rows, error) {
	if p.data == nil {
		f, err := os.Open(p.file.path)
		if err != nil {
			return nil, fileProblem(p.file.path, err)
		}
		defer f.Close()
		p.text = f
	}
	sound, err := p.run(ctx)
	if err == nil && !sound {
		p.careful, p.opt.progress = true, nil
		_, err = p.run(ctx)
	}
	if err != nil && ctx.Err() == nil && p.data == nil {
		err = fileProblem(p.file.path, err)
	}
	if err != nil {
		return nil, err
	}
	return p.out, nil
}

// parsing is the work on one text. Its goroutines share what stands below the mutex.
type parsing struct {
	*csvReader
	text       *os.File
	begin      int   // where the rows begin
	above      int   // the number of the row above them
	step       int   // bytes of a chunk
	want, rest []int // columns to keep, and the others
	width, all int
	opt        readOptions
	careful    bool // look at every row whether it is UTF-8

	mutex    sync.Mutex
	moved    sync.Cond
	chunks   int // number of chunks
	started  int // chunks taken up
	checked  int // chunks known to begin where the one before ends
	checking bool
	finished int      // chunks all of whose columns are coded
	at       int      // where the last chunk checked ends
	window   []*chunk // by number, those at work
	free     []*chunk
	columns  []columnWork
	out      *rows
	broken   bool // a value is not UTF-8
	err      error
}

// columnWork is one column: the chunks before next are coded.
type columnWork struct {
	*builder
	next int
	busy bool
}

// run reads all rows, and reports whether all values met were UTF-8.
func (p *parsing) run(ctx context.Context) (sound bool, err error) {
	threads := max(1, p.opt.threads)
	p.chunks = max(1, (p.size-p.begin+p.step-1)/p.step)
	p.started, p.checked, p.finished, p.at, p.broken = 0, 0, 0, p.begin, false
	p.window, p.out = make([]*chunk, p.chunks), &rows{columns: make([]coded, len(p.want))}
	p.columns = make([]columnWork, len(p.want))
	rows := p.estimate()
	for i := range p.columns {
		p.columns[i] = columnWork{builder: newBuilder(p.opt.seed, rows)}
	}
	p.out.line = make([]uint32, 0, rows)
	p.moved.L = &p.mutex
	defer context.AfterFunc(ctx, func() { p.stop(ctx.Err()) })()
	var g errgroup.Group
	for range min(threads, p.chunks+len(p.want)) {
		g.Go(func() error { p.work(2*threads + 1); return nil })
	}
	_ = g.Wait()   // p.err has it
	p.mutex.Lock() // which may be set still, by the end of ctx
	err = p.err
	p.mutex.Unlock()
	if err != nil {
		return false, err
	}
	p.free, p.window = nil, nil
	g = errgroup.Group{}
	g.SetLimit(threads)
	for i := range p.columns {
		g.Go(func() error { p.out.columns[i] = unguarded(p.columns[i].finish()); return nil })
	}
	_ = g.Wait() // nothing in it fails
	return !p.broken, ctx.Err()
}

// estimate guesses the number of rows from the length of the first records.
func (p *parsing) estimate() int {
	each := max(8, p.starts[len(p.starts)-1]/len(p.starts))
	return (p.size-p.begin)/each*17/16 + 16
}

// stop ends the work with an error.
func (p *parsing) stop(err error) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.err == nil {
		p.err = err
	}
	p.moved.Broadcast()
}

// work does what there is to do until all is done: it codes a column of a chunk if it can, else it cuts the next chunk. No more than ahead
// chunks are under way at once.
func (p *parsing) work(ahead int) {
	t := new(scratch)
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for p.err == nil && !p.broken && p.finished < p.chunks {
		if i := p.ready(); i >= 0 {
			p.code(i, t)
		} else if p.started < p.chunks && p.started-p.finished < ahead {
			p.cut()
		} else {
			p.moved.Wait()
		}
	}
}

// ready returns the column that is furthest behind of those that can be worked on, -1 for none.
func (p *parsing) ready() int {
	best := -1
	for i := range p.columns {
		if c := &p.columns[i]; !c.busy && c.next < p.checked && (best < 0 || c.next < p.columns[best].next) {
			best = i
		}
	}
	return best
}

// code codes the next chunk's cells of a column. The mutex is held, and let go for the work.
func (p *parsing) code(i int, t *scratch) {
	col := &p.columns[i]
	c := p.window[col.next]
	col.busy = true
	p.mutex.Unlock()
	col.add(&c.split, c.cells[i], t)
	p.mutex.Lock()
	col.busy = false
	col.next++
	p.broken = p.broken || col.broken
	if c.coded++; c.coded == len(p.columns) {
		p.release(c)
	}
	p.moved.Broadcast()
}

// release makes a chunk that is done with free for another stretch.
func (p *parsing) release(c *chunk) {
	p.window[c.number] = nil
	p.free = append(p.free, c)
	p.finished++
}

// cut cuts the next chunk, and checks it and those cut behind it if nobody else does. The mutex is held, and let go for the work.
func (p *parsing) cut() {
	c := &chunk{parsing: p}
	if k := len(p.free); k > 0 {
		c, p.free = p.free[k-1], p.free[:k-1]
	}
	c.number = p.started
	p.started++
	p.mutex.Unlock()
	err := c.cut()
	p.mutex.Lock()
	if err != nil {
		p.err = cmp.Or(p.err, err)
		p.moved.Broadcast()
		return
	}
	p.window[c.number] = c
	for !p.checking && p.checked < p.chunks && p.window[p.checked] != nil && p.err == nil {
		p.check(p.window[p.checked])
	}
	p.moved.Broadcast()
}

// check takes in what a chunk found beside the cells, once it is known to begin in the right place.
func (p *parsing) check(c *chunk) {
	if c.from != p.at {
		p.checking = true
		p.mutex.Unlock()
		err := c.again(p.at)
		p.mutex.Lock()
		p.checking = false
		if err != nil {
			p.err = cmp.Or(p.err, err)
			return
		}
	}
	for _, l := range c.line {
		p.out.line = append(p.out.line, l+uint32(p.out.in+p.above))
	}
	for _, r := range c.rejects {
		r.line += p.out.in + p.above
		p.out.rejects = append(p.out.rejects, r)
	}
	for _, r := range c.bare {
		r.line += p.out.in + p.above
		p.out.bare = append(p.out.bare, r)
	}
	p.out.in += c.in
	p.broken = p.broken || c.broken
	if p.opt.progress != nil && c.end > p.at {
		p.opt.progress(int64(c.end - p.at))
	}
	p.at = c.end
	p.checked++
	if len(p.columns) == 0 {
		p.release(c)
	}
}
