package table

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestPairingIsThatOfAllMatchings holds the probabilities of pairs to the sum over all sets of pairs in which no row stands twice: where the candidates form no
// circle they are the same, and where they form some, as two rows that are candidates of the same two, they are on the same side of a half but for a few.
func TestPairingIsThatOfAllMatchings(t *testing.T) {
	of := func(rows ...[2]uint32) (pairs []record.Scored) {
		for _, r := range rows {
			pairs = append(pairs, record.Scored{Pair: record.Pair{Left: r[0], Right: r[1]}})
		}
		return pairs
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	pairs, turned := 0, 0
	for _, c := range []struct {
		pairs  []record.Scored
		circle bool
	}{
		{of([2]uint32{0, 0}), false},
		{of([2]uint32{0, 0}, [2]uint32{0, 1}, [2]uint32{1, 1}, [2]uint32{1, 2}, [2]uint32{2, 2}, [2]uint32{3, 1}), false},
		{of([2]uint32{0, 0}, [2]uint32{0, 1}, [2]uint32{1, 0}, [2]uint32{1, 1}, [2]uint32{2, 1}, [2]uint32{2, 2}), true},
	} {
		for range 20 {
			odds := make([]float64, len(c.pairs))
			for k := range odds {
				odds[k] = math.Exp2(16*rnd.Float64() - 8)
			}
			all, with := 0.0, make([]float64, len(odds))
			for set := range 1 << len(odds) {
				p, left, right := 1.0, 0, 0
				for k, pair := range c.pairs {
					if set>>k&1 == 0 {
						continue
					}
					if left>>pair.Left&1 == 1 || right>>pair.Right&1 == 1 {
						p = 0
					}
					p *= odds[k]
					left, right = left|1<<pair.Left, right|1<<pair.Right
				}
				all += p
				for k := range odds {
					if set>>k&1 == 1 {
						with[k] += p
					}
				}
			}
			for k, got := range pairing(c.pairs, odds, 4, 3) {
				want := with[k] / all
				if c.circle {
					pairs++
					if got > .5 != (want > .5) {
						turned++
					}
				} else if math.Abs(got-want) > 1e-4 {
					t.Errorf("pair %d of %v: %.5f, want %.5f", k, odds, got, want)
				}
			}
		}
	}
	if 50*turned > pairs {
		t.Errorf("%d of %d pairs of circles are on the other side of a half", turned, pairs)
	}
}

// TestWordsCountByHowManyAreNear: what two texts share tells more where no other text is near to either.
func TestWordsCountByHowManyAreNear(t *testing.T) {
	left := []string{"alder beech cedar", "lamp brass large", "lamp brass small", "lamp brass round"}
	right := []string{"alder beech elm", "lamp brass tall", "lamp brass wide", "lamp brass flat", "oak", "pine", "fir", "yew", "ash", "box"}
	for i := range 40 {
		left, right = append(left, fmt.Sprintf("one%d two%d", i, i)), append(right, fmt.Sprintf("three%d four%d", i, i))
	}
	l, r := textTable(record.KindWords, left...), textTable(record.KindWords, right...)
	s := NewScorer(NewModel(l), l, r)
	for j := range s.model.Fields[0].Levels {
		s.model.Fields[0].Levels[j].U = .01
	}
	s.apply()
	w := s.pool.Get().(*worker)
	alone, many := s.levelsOf(0, 0, w), s.levelsOf(1, 1, w)
	if alone >= many-.5 {
		t.Errorf("log2 of the chance of strangers is %.2f where nobody else is near, %.2f where many are", alone, many)
	}
	if near := s.fields[0].crowd.count[0][s.l[0]]; near != 1 {
		t.Errorf("%d texts are near to the first, want 1", near)
	}
}
