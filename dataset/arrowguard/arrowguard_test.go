package arrowguard

import (
	"errors"
	"testing"
)

func TestRescue(t *testing.T) {
	faults := Faults{Damaged: errors.New("damaged"), Expands: errors.New("expands")}
	mem := faults.Allocator(100)
	for name, c := range map[string]struct {
		do   func()
		want error
	}{
		"all is well":         {func() { mem.Reallocate(100, mem.Allocate(100)) }, nil},
		"too much room":       {func() { mem.Allocate(101) }, faults.Expands},
		"too much more":       {func() { mem.Reallocate(101, mem.Allocate(1)) }, faults.Expands},
		"a text":              {func() { panic("index") }, faults.Damaged},
		"a fault of Go's":     {func() { _ = make([]int, 1)[len(faults.Damaged.Error())] }, faults.Damaged},
		"an error of its own": {func() { panic(errors.New("other")) }, faults.Damaged},
	} {
		got := func() (err error) {
			defer faults.Rescue(&err)
			c.do()
			return nil
		}()
		if !errors.Is(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
