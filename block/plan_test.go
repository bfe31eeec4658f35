package block

import (
	"math/rand/v2"
	"testing"
)

// BenchmarkFill takes those of a register's million rows that may meet 30,000 open records, as most rules have to: every tenth does.
func BenchmarkFill(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	left := make([]entry, 30_000)
	for i := range left {
		left[i] = entry(r.Uint32())<<32 | entry(i)
	}
	s := &side{rows: 1_000_000, keys: [][]uint32{make([]uint32, 1_000_000)}}
	for i := range s.keys[0] {
		if s.keys[0][i] = r.Uint32(); r.IntN(10) == 0 {
			s.keys[0][i] = keyOf(left[r.IntN(len(left))])
		}
	}
	var buf buffers
	for b.Loop() {
		buf.sort(s.fill(0, &buf, filterOf(left), 1))
	}
	b.ReportMetric(float64(len(buf.a)), "entries")
}
