package quality

import (
	"math"

	"github.com/doisanh/doisanh/record"
)

// spread counts records by log odds, so that the sums can be made again with other odds at the cost of the bins, not of the records.
type spread struct {
	bins [2*spreadEnd*spreadStep + 1]bin
}

const (
	spreadEnd  = 40 // log odds beyond ±40 are counted there
	spreadStep = 8  // bins to a unit of log odds; within one the odds are within 7% of its middle
)

// bin adds up records of about one log odds: how many, the sum of what their probability lacks of 1 (or, where small, of the
// probability itself), and for links how many of the false ones' persons are in the register.
type bin struct {
	n       int
	p, q    fixed // sum of p, sum of 1−p
	present fixed // sum of the probability that another candidate is the person
}

// fixed is a sum of probabilities in whole hundred thousand millionths, so that the order of the records, in which it is formed, cannot
// show. There is room for ninety million records.
type fixed int64

const fixedUnit = 1e11

func fixedOf(p float64) fixed  { return fixed(math.Round(p * fixedUnit)) }
func (f fixed) float() float64 { return float64(f) / fixedUnit }

func (s *spread) add(p, present float64) {
	p = min(max(p, 1e-15), 1-1e-15)
	at := int(math.Round((min(max(math.Log(p/(1-p)), -spreadEnd), spreadEnd) + spreadEnd) * spreadStep))
	b := &s.bins[at]
	b.n++
	b.p += fixedOf(p)
	b.q += fixedOf(1 - p)
	b.present += fixedOf(max(present-p, 0))
}

// sums returns the expected right and wrong ones, and the wrong ones whose person is another candidate, with all log odds moved by
// shift.
func (s *spread) sums(shift float64) (right, wrong, another float64) {
	f := math.Exp(-shift)
	for i := range s.bins {
		b := &s.bins[i]
		if b.n == 0 {
			continue
		}
		n := float64(b.n)
		p, q := b.p.float()/n, b.q.float()/n
		w := q * f / (p + q*f) // 1−p with the odds moved
		right += n * (1 - w)
		wrong += n * w
		if b.q > 0 {
			another += b.present.float() * w / q
		}
	}
	return right, wrong, another
}

// cell is what one line is made of: its linked and not linked records, and those without candidates by dataset.
type cell struct {
	line    Line
	linked  spread
	waiting spread    // in review, or candidates too improbable: p is that the person is among them
	lost    []float64 // per dataset, the records without a candidate
}

func (c *cell) add(set int, l *record.Link) {
	c.line.Records++
	switch l.Decision {
	case record.DecideMatch:
		c.line.Match++
		if l.Method != record.MethodManual { // what an officer decided is right
			c.linked.add(l.Probability, max(l.Present, l.Probability))
		}
		return
	case record.DecideReview:
		c.line.Review++
	default:
		c.line.None++
	}
	if lost(l) {
		c.lost[set]++
		return
	}
	c.waiting.add(l.Present, 0)
}
