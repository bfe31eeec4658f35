package match

import (
	"context"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// BenchmarkScore scores pairs as blocking brings them: of one record its own person, its family and some namesakes.
func BenchmarkScore(b *testing.B) {
	sector, pop, truth := dirty(99, 20_000, 4_000)
	s := newScorer(PriorModel(), sector, pop, nil, 2)
	var pairs []record.Pair
	r := random(1)
	for l, t := range truth {
		for d := -3; d <= 3; d++ {
			pairs = append(pairs, record.Pair{Left: uint32(l), Right: uint32(min(max(t+d, 0), pop.Rows()-1))})
		}
		for range 8 {
			pairs = append(pairs, record.Pair{Left: uint32(l), Right: uint32(r.n(pop.Rows()))})
		}
	}
	b.Run("pair", func(b *testing.B) {
		b.ReportAllocs()
		w := s.worker()
		for i := range b.N {
			p := pairs[i%len(pairs)]
			s.ratio(p.Left, p.Right, w)
		}
	})
	b.Run("prepare", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			newScorer(PriorModel(), sector, pop, nil, 2)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/24_000, "ns/row")
	})
	b.Run("link", func(b *testing.B) {
		src := func(_ context.Context, emit func([]record.Pair) error) error { return emit(pairs) }
		for range b.N {
			if _, _, err := Link(context.Background(), PriorModel(), sector, pop, pair.Source(src).All(), Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
