package report

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// keyPage makes a page of n keys of so many bytes out of some digits.
func keyPage(n, size int, digits string) []byte {
	r := rand.New(rand.NewPCG(uint64(n), uint64(size)))
	var b []byte
	for range n {
		b = binary.LittleEndian.AppendUint32(b, uint32(size))
		for range size {
			b = append(b, digits[r.IntN(len(digits))])
		}
	}
	return b
}

// TestKeyFrame: what is packed comes out again, and what is packed otherwise is told.
func TestKeyFrame(t *testing.T) {
	out, err := zstd.NewReader(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	var p keyPacker
	packs := func(page []byte) bool {
		t.Helper()
		b, ok := p.pack([]byte("before"), page)
		if !ok {
			return false
		}
		got, err := out.DecodeAll(b[len("before"):], nil)
		if err != nil || !bytes.Equal(got, page) {
			t.Fatalf("%d bytes come out as %d: %v", len(page), len(got), err)
		}
		return true
	}
	const hex = "0123456789abcdef"
	for size := keyLength; size <= longestKey; size++ {
		for _, n := range []int{8, 9, 10, 127, 128, 129, 130, 131, 1000, 3072, 3073, 3074, 30_000} {
			if !packs(keyPage(n, size, hex)) {
				t.Errorf("%d keys of %d bytes are not packed", n, size)
			}
		}
	}
	for _, page := range [][]byte{keyPage(1000, 16, "0"), keyPage(1000, 16, "\x00\x7f\xfe"), keyPage(8, 4, hex)} {
		if !packs(page) {
			t.Errorf("%d bytes of other keys are not packed", len(page))
		}
	}
	page := keyPage(1<<17, 16, hex)
	b, _ := p.pack(nil, page)
	if got := len(b) * 8 / (1 << 17); got > 65 {
		t.Errorf("a key of 64 bits takes %d", got)
	}
	for i, page := range [][]byte{
		nil, {1}, keyPage(leastKeys-1, 16, hex), keyPage(1000, keyLength-1, hex), keyPage(1000, longestKey+1, hex),
		append(keyPage(1000, 16, hex), 0), append(keyPage(1000, 16, hex), keyPage(1, 15, hex)...),
		append(append(keyPage(1000, 16, hex), keyPage(1, 12, hex)...), keyPage(1, 20, hex)...),
	} {
		if packs(page) {
			t.Errorf("page %d is packed", i)
		}
	}
}

// BenchmarkKeyPage packs a page of 131,072 ids, as it is packed and as texts are.
func BenchmarkKeyPage(b *testing.B) {
	page := keyPage(groupRows, 16, "0123456789abcdef")
	for name, keys := range map[string]bool{"keys": true, "texts": false} {
		b.Run(name, func(b *testing.B) {
			e := newEncoder(&Sheet{}, formParquet)
			for b.Loop() {
				b.ReportMetric(float64(len(e.pack(page, keys))), "packed-bytes")
			}
		})
	}
}
