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

// part is one record's part of a spread: the bin it falls into and what it adds.
type part struct {
	at  int
	bin bin
}

func partOf(p, present float64) part {
	p = min(max(p, 1e-15), 1-1e-15)
	at := int(math.Round((min(max(math.Log(p/(1-p)), -spreadEnd), spreadEnd) + spreadEnd) * spreadStep))
	return part{at, bin{n: 1, p: fixedOf(p), q: fixedOf(1 - p), present: fixedOf(max(present-p, 0))}}
}

func (b *bin) add(o *bin) {
	b.n += o.n
	b.p += o.p
	b.q += o.q
	b.present += o.present
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

// share is what one link adds to every cell its record is in.
type share struct {
	decision record.Decision
	of       part
	linked   bool // part is one of the linked records
	waiting  bool // part is one of the waiting ones
	lost     bool // the record has no candidate
}

func shareOf(l *record.Link) share {
	s := share{decision: l.Decision}
	switch {
	case l.Decision != record.DecideMatch && lost(l):
		s.lost = true
	case l.Decision != record.DecideMatch:
		s.waiting, s.of = true, partOf(l.Present, 0)
	case l.Method != record.MethodManual: // what an officer decided is right
		s.linked, s.of = true, partOf(l.Probability, max(l.Present, l.Probability))
	}
	return s
}

func (c *cell) add(s *share) {
	c.line.Records++
	switch s.decision {
	case record.DecideMatch:
		c.line.Match++
	case record.DecideReview:
		c.line.Review++
	default:
		c.line.None++
	}
	switch {
	case s.lost:
		c.lost[0]++
	case s.waiting:
		c.waiting.bins[s.of.at].add(&s.of.bin)
	case s.linked:
		c.linked.bins[s.of.at].add(&s.of.bin)
	}
}

// merge adds the records of a cell of the dataset at a place.
func (c *cell) merge(o *cell, set int) {
	c.line.Records, c.line.Match = c.line.Records+o.line.Records, c.line.Match+o.line.Match
	c.line.Review, c.line.None = c.line.Review+o.line.Review, c.line.None+o.line.None
	for i := range c.linked.bins {
		c.linked.bins[i].add(&o.linked.bins[i])
		c.waiting.bins[i].add(&o.waiting.bins[i])
	}
	c.lost[set] += o.lost[0]
}

// cells are those of one or more datasets: of all their records, and of each group, by grouping and value.
type cells struct {
	all    *cell
	groups [][]*cell
	spread float64 // Set.Spread
}

// newCells makes empty cells for datasets with the groupings of one of them.
func newCells(datasets int, groups []Grouping) *cells {
	cs := &cells{all: &cell{lost: make([]float64, datasets)}}
	for _, g := range groups {
		row := make([]*cell, len(g.Values))
		for i, v := range g.Values {
			row[i] = &cell{line: Line{Group: g.Name, Value: v}, lost: make([]float64, datasets)}
		}
		cs.groups = append(cs.groups, row)
	}
	return cs
}

// count puts a dataset's records into the cells of one dataset.
func (cs *cells) count(s *Set) {
	cs.all.lost[0] += float64(s.Lost)
	for row := range s.Links {
		share := shareOf(&s.Links[row])
		cs.all.add(&share)
		for g := range cs.groups {
			cs.groups[g][s.Groups[g].Of[row]].add(&share)
		}
	}
}

// merge adds the records of the cells of the dataset at a place.
func (cs *cells) merge(o *cells, set int) {
	cs.all.merge(o.all, set)
	for g, row := range o.groups {
		for v, c := range row {
			cs.groups[g][v].merge(c, set)
		}
	}
}
