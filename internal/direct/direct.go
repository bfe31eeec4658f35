// Package direct writes long files past the system's cache, where the system can.
//
// What is written the usual way is copied to pages of the cache, which have to be found, filled, kept account of and sent to the disk later, while the
// program waits for them in its last step. A list of hundreds of megabytes that nobody reads at once gains nothing by it.
package direct

import (
	"os"
	"unsafe"
)

const (
	block = 1 << 20 // of the file, written at once
	align = 4096    // a multiple of every disk's sectors
	ahead = 2       // blocks under way to the disk
)

// Writer writes a file from its beginning to its end. It is for one goroutine.
type Writer struct {
	file *os.File
	n    int64 // bytes taken in
	done bool  // Close was called
	way  *way  // of what comes after the first block
	buf  []byte
}

// way is the goroutine that writes the blocks, and the blocks that go there and back.
type way struct {
	full, free chan []byte
	failed     chan error // holds the first error
	over       chan struct{}
}

// New returns a writer of a file that is empty. The file stays the caller's to sync and to close.
func New(file *os.File) *Writer { return &Writer{file: file} }

// Write takes bytes in. An error may be that of bytes taken in before; all that follow fail too.
func (w *Writer) Write(p []byte) (n int, err error) {
	if w.done {
		return 0, os.ErrClosed
	}
	if first := min(len(p), int(max(0, block-w.n))); first > 0 { // most files end here
		n, err = w.file.Write(p[:first])
		w.n += int64(n)
		if err != nil {
			return n, err
		}
		p = p[first:]
	}
	for len(p) > 0 {
		if w.way == nil {
			w.begin()
		}
		if w.buf == nil {
			select {
			case w.buf = <-w.way.free:
			case err := <-w.way.failed:
				w.way.failed <- err
				return n, err
			}
		}
		room := min(block-len(w.buf), len(p))
		w.buf = append(w.buf, p[:room]...)
		n, p, w.n = n+room, p[room:], w.n+int64(room)
		if len(w.buf) == block {
			w.way.full <- w.buf // has room for all blocks there are
			w.buf = nil
		}
	}
	return n, nil
}

// begin makes the blocks and starts writing them.
func (w *Writer) begin() {
	y := &way{full: make(chan []byte, ahead+1), free: make(chan []byte, ahead+1), failed: make(chan error, 1), over: make(chan struct{})}
	for range ahead + 1 {
		b := make([]byte, block+align)
		off := -int(uintptr(unsafe.Pointer(unsafe.SliceData(b)))) & (align - 1)
		y.free <- b[off : off : off+block]
	}
	past := set(w.file, true) == nil
	go func() {
		defer close(y.over)
		for b := range y.full {
			n, err := w.file.Write(b)
			if err != nil && past { // not every disk or file system that lets it be turned on can do it
				past = false
				if err = set(w.file, false); err == nil {
					_, err = w.file.Write(b[n:])
				}
			}
			if err != nil {
				y.failed <- err
				return
			}
			y.free <- b[:0]
		}
		if past {
			if err := set(w.file, false); err != nil {
				y.failed <- err
			}
		}
	}()
	w.way = y
}

// Close writes what is left and ends the writer; calls after the first do nothing. It neither syncs nor closes the file.
func (w *Writer) Close() error {
	if w.done {
		return nil
	}
	w.done = true
	if w.way == nil {
		return nil
	}
	close(w.way.full)
	<-w.way.over
	select {
	case err := <-w.way.failed:
		return err
	default:
	}
	_, err := w.file.Write(w.buf) // less than a block
	w.buf, w.way = nil, nil
	return err
}
