package synth

import (
	"math/rand/v2"

	"github.com/doisanh/doisanh/internal/splitmix"
)

// stream is a random stream of its own for one thing: a block of households, a row. Two streams of different names share
// nothing, so no order of work can change what is drawn.
type stream struct{ pcg rand.PCG }

// The stages that name streams.
const (
	stagePeople uint64 = iota + 1
	stagePlan
	stageRow
	stageFact
	stageNumber
	stageShuffle
	stageDistricts
)

// newStream returns the stream of a stage and key under a seed.
func newStream(seed, stage, key uint64) stream {
	var s stream
	a := splitmix.Mix(seed ^ splitmix.Mix(stage))
	s.pcg.Seed(a, splitmix.Mix(a^splitmix.Mix(key)))
	return s
}

// float returns a number in [0, 1).
func (s *stream) float() float64 { return float64(s.pcg.Uint64()>>11) / (1 << 53) }

// chance is true with probability p.
func (s *stream) chance(p float64) bool { return p > 0 && s.float() < p }

// intn returns a number in [0, n); 0 where n < 2. The bias of the plain product is below 2⁻⁴⁰ for the n used here.
func (s *stream) intn(n int) int {
	if n < 2 {
		return 0
	}
	return int(s.pcg.Uint64() >> 32 * uint64(n) >> 32)
}

// between returns a number in [lo, hi].
func (s *stream) between(lo, hi int) int { return lo + s.intn(hi-lo+1) }

// permute is a keyed bijection of [0, base²): a Feistel network of four rounds over digits of the given base. It gives
// numbers that look drawn at random and can never meet.
func permute(x, base, key uint64) uint64 {
	l, r := x/base, x%base
	for i := uint64(0); i < 4; i++ {
		l, r = r, (l+splitmix.Mix(r^key^i<<60))%base
	}
	return l*base + r
}

// hashText gives a number for a short text (FNV-1a, 64 bits).
func hashText(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// weighted is a table to draw positions from with given weights.
type weighted struct{ sum []float64 }

func newWeighted(weights []float64) weighted {
	w := weighted{make([]float64, len(weights))}
	total := 0.0
	for i, x := range weights {
		total += x
		w.sum[i] = total
	}
	return w
}

// draw returns a position.
func (w weighted) draw(s *stream) int {
	n := len(w.sum)
	x := s.float() * w.sum[n-1]
	lo, hi := 0, n-1
	for lo < hi {
		m := (lo + hi) / 2
		if w.sum[m] <= x {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
