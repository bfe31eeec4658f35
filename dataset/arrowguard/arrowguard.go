// Package arrowguard holds the Arrow library to what a file may cost: it makes room for whatever number stands in a file, and panics on damaged input.
package arrowguard

import (
	"errors"
	"fmt"

	"github.com/apache/arrow/go/v15/arrow/memory"
)

// Faults are the errors of a format.
type Faults struct {
	Damaged error // what the library's panics are wrapped in
	Expands error // a buffer is larger than is read
}

// Allocator returns one that gives no buffer of more bytes than most; whoever asks for one panics, which Rescue catches.
func (f Faults) Allocator(most int) memory.Allocator {
	return limited{memory.NewGoAllocator(), most, f.Expands}
}

// Rescue makes an error of a panic of the library. It is deferred itself.
func (f Faults) Rescue(err *error) {
	x := recover()
	if x == nil {
		return
	}
	if e, ok := x.(error); ok && errors.Is(e, f.Expands) {
		*err = f.Expands
		return
	}
	*err = fmt.Errorf("%w: %v", f.Damaged, x)
}

type limited struct {
	memory.Allocator
	most    int
	expands error
}

func (l limited) check(size int) {
	if size > l.most {
		panic(l.expands)
	}
}

// Allocate is memory.Allocator's.
func (l limited) Allocate(size int) []byte { l.check(size); return l.Allocator.Allocate(size) }

// Reallocate is memory.Allocator's.
func (l limited) Reallocate(size int, b []byte) []byte {
	l.check(size)
	return l.Allocator.Reallocate(size, b)
}
