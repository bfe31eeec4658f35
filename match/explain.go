package match

import (
	"math"
	"sync"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// Scorer explains pairs of two tables it has prepared once: the same scorer as Link and Dedupe (where left and right are one table). It is safe for concurrent use.
type Scorer struct {
	s    *scorer
	mean func() [][maxLevels]float64 // per comparison and level: mean frequency of the values strangers agree on; 0 = not known
}

// NewScorer prepares two tables, or one when left and right are the same.
func NewScorer(m *Model, left, right *record.People) *Scorer {
	return explaining(newScorer(m, left, right, nil, 0))
}

func explaining(s *scorer) *Scorer {
	x := &Scorer{s: s}
	x.mean = sync.OnceValue(x.meanFrequencies)
	return x
}

// meanSample is how many rows the mean frequencies are taken over.
const meanSample = 4096

// meanFrequencies compares rows of the right table with themselves: a row bears a value as often as strangers do, so the mean
// of the values' frequencies over the rows is the chance that two strangers agree.
func (x *Scorer) meanFrequencies() [][maxLevels]float64 {
	s := x.s
	w := s.worker()
	defer s.release(w)
	sum := make([][maxLevels]float64, len(s.comps))
	count := make([][maxLevels]float64, len(s.comps))
	n := s.right.people.Rows()
	for k := range min(n, meanSample) {
		row := s.at(s.right, uint32(k*n/min(n, meanSample)))
		w.begin()
		for i := range s.comps {
			c := &s.comps[i]
			var o outcome
			c.cmp.compare(row[c.off:], row[c.off:], w, &o)
			sum[i][o.level] += o.f
			count[i][o.level]++
		}
	}
	for i := range sum {
		for j := range sum[i] {
			if count[i][j] > 0 {
				sum[i][j] /= count[i][j]
			}
		}
	}
	return sum
}

// Explain returns why a pair has its score.
func (x *Scorer) Explain(l, r uint32) pair.Evidence {
	s := x.s
	w := s.worker()
	defer s.release(w)
	a, b := s.at(s.left, l), s.at(s.right, r)
	same, strangers, kin := 1.0, 1.0, s.relatives(a, b)
	weight := func() float64 { return math.Log2(same / (w.others(strangers, &kin) + s.led(strangers, &kin, w))) }
	clear(w.levels)
	e := pair.Evidence{}
	share := s.model.Coverage
	if s.left == s.right {
		share = s.model.Duplicates
	}
	e.Prior = math.Log2(share / s.persons / (1 - share/s.persons))
	before := 0.0
	surname := false
	w.begin()
	for i := range s.comps {
		c := &s.comps[i]
		var o outcome
		c.cmp.compare(a[c.off:], b[c.off:], w, &o)
		if c.homes && o.level == codeSame && s.generationApart(a, b) {
			o.level = missing
		}
		c.note(&o, w)
		if s.closer(c, o.level, a, b, w) {
			o = w.out
		}
		item := pair.Item{Name: c.def.Name, Level: "missing"}
		if len(c.def.Fields) > 0 {
			item.Field = c.def.Fields[0]
		}
		item.Left, item.Right = original(s.left.people, c.def, l), original(s.right.people, c.def, r)
		if o.level == missing && c.telling {
			same = c.silence(a, b, same, &kin)
			now := weight()
			item.Weight, before = now-before, now
		}
		if o.level != missing {
			if c.name {
				surname = o.surname
			}
			given := c.kin && surname
			plain := 0.0
			if mean := x.mean()[i][o.level]; mean > 0 && !given && c.def.Levels[o.level-1].TF != "" {
				usual, others := o, kin
				usual.f = mean
				alike, u := c.weigh(&usual, false, same, strangers, &others)
				for _, k := range others {
					u += k
				}
				plain = math.Log2(alike / u)
			}
			w.levels[i], w.seen[i] = o.level, c.seen(&o, given)
			same, strangers = c.weigh(&o, given, same, strangers, &kin)
			item.Level, item.M, item.Frequency = c.def.Levels[o.level-1].Name, c.m[o.level], o.f
			if given {
				item.Frequency = o.given
			}
			item.Chance = min(1, c.u[o.level]*item.Frequency)
			now := weight()
			item.Weight, before = now-before, now
			if plain != 0 {
				item.Rarity = now - plain
			}
		}
		e.Comparisons = append(e.Comparisons, item)
	}
	e.Weight = weight()
	e.Probability = 1 / (1 + math.Exp2(-e.Prior-e.Weight))
	return e
}

// Best returns the rows of the right table that a left row is most likely to be one with, whatever any blocking rule finds,
// the best first and n at most. skip leaves rows out; it may be nil.
func (x *Scorer) Best(l uint32, n int, skip func(r uint32) bool) []uint32 {
	s := x.s
	w := s.worker()
	defer s.release(w)
	return pair.Best(s.right.people.Rows(), n, func(r uint32) float64 {
		if s.left == s.right && l == r || skip != nil && skip(r) {
			return 0
		}
		return s.ratio(l, r, w)
	})
}

// BestLeft is Best the other way round: the rows of the left table for one of the right.
func (x *Scorer) BestLeft(r uint32, n int, skip func(l uint32) bool) []uint32 {
	s := x.s
	w := s.worker()
	defer s.release(w)
	return pair.Best(s.left.people.Rows(), n, func(l uint32) float64 {
		if skip != nil && skip(l) {
			return 0
		}
		return s.ratio(l, r, w)
	})
}

// original returns the cell a comparison looks at first, as read.
func original(p *record.People, def *Comparison, row uint32) string {
	if def.Kind == KindID {
		if int(row) < len(p.ID12) && p.ID12[row] != 0 {
			return record.FormatID(p.ID12[row])
		}
		if int(row) < len(p.ID9) {
			return record.FormatOldID(p.ID9[row])
		}
		return ""
	}
	for _, f := range def.Fields {
		if f == record.BirthDate && p.Births != nil && p.Births.At(int(row)).Date != p.Dates[f].At(int(row)).Date {
			for _, other := range [...]record.Field{record.EventDate, record.Age} { // which stands for it
				if v := p.Table.Column(other).At(int(row)); v != "" {
					return v
				}
			}
		}
		if v := p.Table.Column(f).At(int(row)); v != "" {
			return v
		}
	}
	return ""
}
