package record

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
)

// What several writers put in Names comes back, however long, wherever blocks end.
func TestNames(t *testing.T) {
	if NameBytes != 16 {
		t.Errorf("a name takes %d bytes", NameBytes)
	}
	const writers, each = 4, 3000
	want := make([]Name, writers*each)
	names := NewNames(len(want))
	var wg sync.WaitGroup
	for k := range writers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(k), 7))
			w := names.Writer()
			for i := k * each; i < (k+1)*each; i++ {
				n := Name{
					Full: strings.Repeat("ữ", r.IntN(85)), Folded: strings.Repeat("u", r.IntN(256)),
					FullSurname: uint8(r.IntN(256)), FullGiven: uint8(r.IntN(256)), FoldedSurname: uint8(r.IntN(256)), FoldedGiven: uint8(r.IntN(256)),
					Faults: Fault(r.Uint32()),
				}
				if i%3 == 0 {
					n.Full = ""
				}
				if i%4 == 0 {
					n.Folded = ""
				}
				if i%5 == 0 {
					continue // the zero Name
				}
				want[i] = n
				w.Set(i, n, []byte(n.Full), []byte(n.Folded))
			}
		})
	}
	wg.Wait()
	if names.Len() != len(want) {
		t.Fatalf("%d names", names.Len())
	}
	for i, n := range want {
		if got := names.At(uint32(i)); got != n {
			t.Fatalf("name %d is %+v, want %+v", i, got, n)
		}
	}
	v := &Values[Name]{Codes: []uint32{2, 1}, Canon: make([]uint32, len(want)), Packed: names}
	if v.At(1) != want[1] || v.Of(2) != want[2] {
		t.Error("packed values differ from what was put in")
	}
}
