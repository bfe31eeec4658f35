package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"strings"

	"github.com/klauspost/compress/flate"
	"golang.org/x/sync/errgroup"
)

// stretchRows is how many rows a worker encodes and packs at a time. The bytes of the file depend on it.
const stretchRows = 2048

// packing is the level of compression: rows are alike, so the quickest leaves little to gain.
const packing = flate.BestSpeed

// Write writes a book, encoding rows on up to threads goroutines. It returns the context's error where that ends first.
func Write(ctx context.Context, w io.Writer, b *Book, threads int) error {
	parts := b.parts()
	fr, err := newFrame(b, parts)
	if err != nil {
		return err
	}
	if err := fr.share(parts); err != nil {
		return err
	}
	lists := map[string]*part{}
	for i := range parts {
		lists[parts[i].path] = &parts[i]
	}
	z := zip.NewWriter(w)
	for _, name := range fr.names {
		e := &entry{header: zip.FileHeader{Name: name, Method: zip.Deflate, Modified: b.Day.UTC(), Flags: 0x8}}
		if e.out, err = z.CreateRaw(&e.header); err != nil {
			return err
		}
		text := fr.parts[name]
		if p := lists[name]; p != nil {
			err = e.list(ctx, fr, p, text, max(1, threads))
		} else {
			err = e.put(pack(text))
		}
		if err == nil {
			err = e.end()
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}

// share puts the words of the lists among the shared strings and notes where.
func (fr *frame) share(parts []part) error {
	const name = "xl/sharedStrings.xml"
	head, tail, ok := strings.Cut(string(fr.parts[name]), "</sst>")
	if !ok {
		return fmt.Errorf("%s: no shared strings", name)
	}
	n := strings.Count(head, "<si>")
	b := []byte(head)
	at := map[*Column]int{}
	for i := range parts {
		p := &parts[i]
		p.base = make([]int, len(p.Columns))
		for k := range p.Columns {
			c := &p.Columns[k]
			if c.Code == nil {
				continue
			}
			if _, done := at[c]; !done {
				at[c] = n
				for _, w := range c.Words {
					b = append(b, `<si>`...)
					if w == "" {
						b = append(b, `<t></t>`...)
					} else {
						b = appendText(b, fitting(w))
					}
					b = append(b, `</si>`...)
				}
				n += len(c.Words)
			}
			p.base[k] = at[c]
		}
	}
	text := string(b) + "</sst>" + tail
	// The counts are but hints; a wrong one is worse than none.
	for _, hint := range []string{` count="`, ` uniqueCount="`} {
		if before, after, ok := strings.Cut(text, hint); ok {
			_, after, _ = strings.Cut(after, `"`)
			text = before + after
		}
	}
	fr.parts[name] = []byte(text)
	return nil
}

// entry is a file of the archive being written, from packed stretches.
type entry struct {
	header zip.FileHeader
	out    io.Writer
}

// packed is a stretch of text, compressed so that others can follow it.
type packed struct {
	text, bytes []byte
	err         error
}

// put appends a stretch.
func (e *entry) put(p packed) error {
	if p.err != nil {
		return p.err
	}
	n, err := e.out.Write(p.bytes)
	e.header.CompressedSize64 += uint64(n)
	e.header.UncompressedSize64 += uint64(len(p.text))
	e.header.CRC32 = crc32.Update(e.header.CRC32, crc32.IEEETable, p.text)
	return err
}

// end puts an empty last block behind the stretches and completes the header, which stands at the end of the archive.
func (e *entry) end() error {
	h := &e.header
	err := e.put(packed{bytes: []byte{0x03, 0x00}})
	// CreateRaw made these of sizes it could not know yet, and the archive's list of contents is written from them.
	//nolint:staticcheck // deprecated for readers
	h.CompressedSize, h.UncompressedSize = uint32(min(h.CompressedSize64, math.MaxUint32)), uint32(min(h.UncompressedSize64, math.MaxUint32))
	return err
}

// pack compresses one stretch.
func pack(text []byte) packed { return new(packer).pack(text) }

// packer compresses stretches one after the other.
type packer struct{ w *flate.Writer }

// pack compresses a stretch up to a byte's edge (a sync flush), with no look back over its beginning.
func (k *packer) pack(text []byte) packed {
	var b bytes.Buffer
	b.Grow(len(text)/8 + 256)
	var err error
	if k.w == nil {
		k.w, err = flate.NewWriter(&b, packing)
	} else {
		k.w.Reset(&b)
	}
	if err == nil {
		_, err = k.w.Write(text)
	}
	if err == nil {
		err = k.w.Flush()
	}
	return packed{text: text, bytes: b.Bytes(), err: err}
}

// list writes a list's sheet: excelize's text with the rows put in.
func (e *entry) list(ctx context.Context, fr *frame, p *part, text []byte, threads int) error {
	head, tail, ok := bytes.Cut(text, []byte("</sheetData>"))
	if !ok {
		return fmt.Errorf("%s: no rows", p.path)
	}
	if err := e.put(pack(head)); err != nil {
		return err
	}
	if err := e.rows(ctx, fr, p, threads); err != nil {
		return err
	}
	return e.put(pack(append([]byte("</sheetData>"), tail...)))
}

// rows encodes the rows on several goroutines and writes them in order. No more than twice as many stretches as goroutines are
// held at once.
func (e *entry) rows(ctx context.Context, fr *frame, p *part, threads int) error {
	n := (p.to - p.from + stretchRows - 1) / stretchRows
	threads = max(1, min(threads, n))
	type task struct {
		i    int
		done chan packed
	}
	tasks, order := make(chan task), make(chan task, threads)
	free := make(chan []byte, 2*threads+2) // buffers to be used again
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(tasks)
		defer close(order)
		for i := range n {
			t := task{i, make(chan packed, 1)}
			select {
			case order <- t:
			case <-ctx.Done():
				return ctx.Err()
			}
			select {
			case tasks <- t:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range threads {
		g.Go(func() error {
			enc, k := newEncoder(p, &fr.styles), new(packer)
			for t := range tasks {
				var b []byte
				select {
				case b = <-free:
				default:
				}
				from := p.from + t.i*stretchRows
				for row := from; row < min(from+stretchRows, p.to); row++ {
					b = enc.append(b, row, row-p.from+2)
				}
				t.done <- k.pack(b)
			}
			return nil
		})
	}
	g.Go(func() error {
		for t := range order {
			select {
			case done := <-t.done:
				if err := e.put(done); err != nil {
					return err
				}
				select {
				case free <- done.text[:0]:
				default:
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	return g.Wait()
}
