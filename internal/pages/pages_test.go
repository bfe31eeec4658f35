package pages

import (
	"runtime/debug"
	"testing"
	"unsafe"
)

func TestMade(t *testing.T) {
	for _, n := range []int{0, 1, 511, 512, 513, 100_000} {
		s := Made[uint64](n)
		if len(s) != n || cap(s) < n {
			t.Fatalf("%d values asked for, %d made", n, len(s))
		}
		for i, v := range s {
			if v != 0 {
				t.Fatalf("value %d is %d", i, v)
			}
		}
	}
	if got := len(Made[struct{}](3)); got != 3 {
		t.Errorf("3 values of no size: %d", got)
	}
}

// large is a value of more than a page.
type large [size + 1]byte

func TestMadeOfLargeValues(t *testing.T) {
	if s := Made[large](5); len(s) != 5 || unsafe.Sizeof(s[0]) <= size {
		t.Errorf("%d values", len(s))
	}
}

// BenchmarkMade fills a table in no order, each place read before it is written, as a table of hashes is. Its memory is new each time.
func BenchmarkMade(b *testing.B) {
	const n = 1 << 22
	for name, make := range map[string]func(int) []uint64{
		"made": Made[uint64],
		"make": func(n int) []uint64 { return make([]uint64, n) },
	} {
		b.Run(name, func(b *testing.B) {
			for range b.N {
				b.StopTimer()
				debug.FreeOSMemory()
				b.StartTimer()
				s := make(n)
				for i := range uint64(n / 16) {
					if at := i * 0x9E3779B97F4A7C15 >> 42; s[at] == 0 {
						s[at] = i + 1
					}
				}
			}
		})
	}
}
