// Package spill keeps what a run does not want for a while in a temporary file, where its memory has to stay within a budget: flat
// arrays, written once, each in one piece, and read back in the order in which they are wanted.
//
// What is written is personal data. The file is its owner's alone, in a folder that is its owner's alone, and it is taken out of the folder
// as soon as it is open: it has no name then that anybody could open it by, and its room is given back however the program ends. Where
// the system does not let an open file be removed (Windows), both go when the file is closed. It is not encrypted: whoever may read a file
// without a name may read the memory of the program that holds it, key and all, and the outputs beside it hold the same data.
package spill

import (
	"io"
	"os"
	"sync"
	"unsafe"

	"github.com/doisanh/doisanh/record"
)

// Flat is what arrays are made of: numbers and bytes, that hold no pointer.
type Flat interface {
	~uint8 | ~uint16 | ~uint32 | ~uint64 | [16]byte
}

// Store is where arrays are written to; a file.
type Store interface {
	io.ReaderAt
	io.WriterAt
	io.Closer
}

// File is a temporary file. Its methods may be called from several goroutines at once. A nil *File holds nothing.
type File struct {
	dir    string // told of where something fails
	own    string // the folder to be removed at the end, empty where it is gone
	store  Store
	mu     sync.Mutex
	length int64
}

// Create makes a temporary file on the disk of dir, which has to be there.
func Create(dir string) (*File, error) {
	own, err := os.MkdirTemp(dir, ".spill-*") // which only its owner may enter
	if err != nil {
		return nil, problem(dir, err)
	}
	f, err := os.OpenFile(own+string(os.PathSeparator)+"data", os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		_ = os.RemoveAll(own)
		return nil, problem(dir, err)
	}
	s := New(dir, f)
	if os.RemoveAll(own) != nil {
		s.own = own
	}
	return s, nil
}

// New makes a File of a store; dir is what is told where it fails.
func New(dir string, store Store) *File { return &File{dir: dir, store: store} }

// Close lets go of the file and of all that is in it.
func (f *File) Close() {
	if f == nil {
		return
	}
	_ = f.store.Close() // nothing in it is wanted any more
	if f.own != "" {
		_ = os.RemoveAll(f.own)
	}
}

// Bytes returns how much has been written.
func (f *File) Bytes() int64 {
	if f == nil {
		return 0
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.length
}

// Place is where an array of a File stands.
type Place[T Flat] struct {
	at int64
	n  int
}

// Len returns the length of the array.
func (p Place[T]) Len() int { return p.n }

// Write writes an array.
func Write[T Flat](f *File, array []T) (Place[T], error) {
	b := bytesOf(array)
	f.mu.Lock()
	p := Place[T]{f.length, len(array)}
	f.length += int64(len(b))
	f.mu.Unlock()
	if _, err := f.store.WriteAt(b, p.at); err != nil {
		return p, problem(f.dir, err)
	}
	return p, nil
}

// Read reads an array back, into room where that is long enough.
func Read[T Flat](f *File, p Place[T], room []T) ([]T, error) {
	if cap(room) < p.n {
		room = make([]T, p.n)
	}
	room = room[:p.n]
	if _, err := io.ReadFull(io.NewSectionReader(f.store, p.at, int64(p.n)*int64(unsafe.Sizeof(*new(T)))), bytesOf(room)); err != nil {
		return nil, problem(f.dir, err)
	}
	return room, nil
}

// bytesOf returns an array as it stands in memory: only this program reads it, on this machine.
func bytesOf[T Flat](array []T) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(array))), len(array)*int(unsafe.Sizeof(*new(T))))
}

func problem(dir string, err error) error {
	return &record.Problem{ID: record.ProblemSpill, File: dir, Err: err}
}
