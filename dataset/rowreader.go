package dataset

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/doisanh/doisanh/dataset/stream"
	"github.com/doisanh/doisanh/record"
)

// rowReader is the reader of every format that gives its rows one by one. Dictionaries and rejects are made here, for all of them
// alike.
type rowReader struct {
	from stream.Rows

	// ragged says that the format leaves out empty cells at a row's end: a short row is a whole one.
	ragged bool

	ahead   []*stream.Row // read for head and not yet by read
	first   [][]string
	numbers []int // of the rows in first
	broken  error // what ended the reading ahead, if anything
	at      int   // number of the last row read

	// after is asked, once all rows have been read, what is to be told; it may mend the columns.
	after func(out *rows, want []int) []Note
	told  []Note

	fault func(error) error // tells what an error of the stream means to the user; nil for no more than it says
}

// newRowReader reads the first rows.
func newRowReader(from stream.Rows, ragged bool) *rowReader {
	r := &rowReader{from: from, ragged: ragged}
	size := 0
	for len(r.ahead) < headRecords && size < headBytes {
		row := new(stream.Row)
		if err := from.Next(row); err != nil {
			r.broken = err
			break
		}
		cells := make([]string, row.Len())
		for i := range cells {
			cells[i] = strings.ToValidUTF8(string(trim(row.Cell(i))), "\uFFFD")
		}
		size += len(row.Text)
		r.at = row.Number
		r.ahead, r.first, r.numbers = append(r.ahead, row), append(r.first, cells), append(r.numbers, row.Number)
	}
	return r
}

func (r *rowReader) head() [][]string { return r.first }

// rowOf returns the number in the file of one of the first rows.
func (r *rowReader) rowOf(i int) int { return r.numbers[i] }

// Close lets go of the file.
func (r *rowReader) Close() error { return r.from.Close() }

// next gives the rows read ahead and then the others. The row belongs to the caller until it is passed in
// again.
func (r *rowReader) next(into *stream.Row) (*stream.Row, error) {
	if len(r.ahead) > 0 {
		row := r.ahead[0]
		r.ahead = r.ahead[1:]
		return row, nil
	}
	if r.broken != nil {
		return nil, r.broken
	}
	err := r.from.Next(into)
	if err == nil {
		r.at = into.Number
	}
	return into, err
}

// damaged returns the fault met while the first rows were read, nil for none.
func (r *rowReader) damaged() error {
	if r.broken == nil || stream.AtEnd(r.broken) {
		return nil
	}
	return r.failed(r.broken)
}

func (r *rowReader) failed(err error) error {
	if r.fault == nil {
		return err
	}
	err = r.fault(err)
	if p := (*record.Problem)(nil); errors.As(err, &p) && p.ID == record.ProblemFileDamaged && p.Row == 0 {
		p.Row = r.at + 1 // or one below it, where the rows between hold nothing
	}
	return err
}

// notes is what is to be told once all rows have been read.
func (r *rowReader) notes() []Note { return r.told }

// read reads all rows below head()[header], as reader says.
func (r *rowReader) read(ctx context.Context, header int, want []int, width, all int, opt readOptions) (*rows, error) {
	r.ahead = r.ahead[header+1:]
	w := newRowWriter(want, width, all, r.ragged, opt)
	ring, at := make([]*stream.Row, footerRows), 0 // the last rows wait: they may turn out to stand below the list
	for n := 0; ; n++ {
		if n&1023 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		slot := ring[at]
		if slot != nil {
			w.add(slot)
		} else {
			slot = new(stream.Row)
		}
		ring[at] = nil
		row, err := r.next(slot)
		if stream.AtEnd(err) {
			break
		}
		if err != nil {
			return nil, r.failed(err)
		}
		ring[at] = row
		at = (at + 1) % footerRows
	}
	last := slices.DeleteFunc(slices.Concat(ring[at:], ring[:at]), func(x *stream.Row) bool { return x == nil })
	foot := footer(last, false)
	for i, row := range last {
		if i >= foot && row.Reason == "" {
			row.Reason = reasonFooter
		}
		w.add(row)
	}
	out := w.finish()
	if r.after != nil {
		r.told = r.after(out, want)
	}
	return out, nil
}

// rowWriter makes columns of rows.
type rowWriter struct {
	want       []int
	width, all int
	ragged     bool

	out   rows
	cols  []*builder
	text  []byte   // of the rows waiting
	cells [][]cell // by column
	t     *scratch
	wait  int
	opt   readOptions
}

func newRowWriter(want []int, width, all int, ragged bool, opt readOptions) *rowWriter {
	w := &rowWriter{want: want, width: width, all: all, ragged: ragged, t: new(scratch), opt: opt}
	for range want {
		w.cols = append(w.cols, newBuilder(opt.seed, 1024))
		w.cells = append(w.cells, make([]cell, 0, batch))
	}
	return w
}

// add takes a row in, or puts it aside.
func (w *rowWriter) add(row *stream.Row) {
	w.out.in++
	line := row.Number
	if reason := w.check(row); reason != "" {
		w.out.rejects = append(w.out.rejects, rejected{line, reason, rawRow(row)})
		return
	}
	w.out.line = append(w.out.line, uint32(line))
	bare := true
	for i, col := range w.want {
		from := len(w.text)
		w.text = append(w.text, row.Cell(col)...)
		bare = bare && len(trim(w.text[from:])) == 0
		w.cells[i] = append(w.cells[i], newCell(from, len(w.text)))
	}
	if bare {
		w.out.bare = append(w.out.bare, rejected{line, bareReason(row.Len(), row.Cell), rawRow(row)})
	}
	if w.wait++; w.wait == batch {
		w.flush()
	}
}

// check returns why a row cannot be loaded.
func (w *rowWriter) check(row *stream.Row) string {
	if row.Reason != "" && row.Reason != reasonFooter {
		return row.Reason
	}
	switch {
	case len(trim(row.Text)) == 0:
		return reasonBlank
	case row.Reason != "":
		return row.Reason
	case len(row.Text) > maxRecord:
		return reasonTooLong
	case !utf8.Valid(row.Text):
		return reasonEncoding
	case !w.ragged && row.Len() < w.width:
		return reasonColumns
	}
	for i := w.all; i < row.Len(); i++ {
		if len(trim(row.Cell(i))) > 0 {
			return reasonColumns
		}
	}
	return ""
}

func (w *rowWriter) flush() {
	s := splitter{data: w.text}
	for i, b := range w.cols {
		b.add(&s, w.cells[i], w.t)
		w.cells[i] = w.cells[i][:0]
	}
	w.text, w.wait = w.text[:0], 0
}

func (w *rowWriter) finish() *rows {
	w.flush()
	for _, b := range w.cols {
		w.out.columns = append(w.out.columns, b.finish())
	}
	return &w.out
}

// rawRow writes a row's cells as a line of tab-separated text.
func rawRow(row *stream.Row) string {
	var b bytes.Buffer
	for i := range row.Len() {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.Write(row.Cell(i))
		if b.Len() > maxRaw {
			break
		}
	}
	return rawText(b.Bytes())
}
