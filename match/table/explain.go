package table

import (
	"encoding/json"
	"math"
	"slices"

	"github.com/doisanh/doisanh/match/pair"
)

// ReadModel reads a model as Model.Write wrote it.
func ReadModel(text []byte) (*Model, error) {
	m := new(Model)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, err
	}
	m.Fields = slices.DeleteFunc(m.Fields, func(f Field) bool { return f.Kind == IgnoredKind })
	return m, m.check()
}

// Explain returns why a pair has its score. What a column adds is what the scorer says of the columns up to it over what it says of those
// before, so that the weights add up to the pair's own.
func (s *Scorer) Explain(l, r uint32) pair.Evidence {
	w := s.pool.Get().(*worker)
	defer s.pool.Put(w)
	e := pair.Evidence{Weight: s.weight(l, r, w), Prior: s.Prior()}
	e.Probability = 1 / (1 + math.Exp2(-e.Prior-e.Weight))
	a, b := s.codes(s.l, l), s.codes(s.r, r)
	told := make([]uint8, len(s.fields))
	chance, before := 0.0, 0.0
	poor := math.Exp2(s.share[1])
	for i := range s.fields {
		f, level := &s.fields[i], w.levels[i]
		item := pair.Item{Name: string(f.name), Field: f.name, Level: "missing"}
		c := s.left.Table.Column(f.name)
		item.Left, item.Right = c.At(int(l)), s.right.Table.Column(f.name).At(int(r))
		if level != missing {
			own := s.fieldChance(i, a, b, w.levels)
			for _, p := range s.swaps {
				if p[0] == i && s.swapped(p, a, b, w.levels) {
					own += s.swapChance(p, a)
				}
			}
			told[i], chance = level, chance+own
			now := s.weigh(told, s.unrelated(told, chance))
			item.Level, item.Frequency = priorLevels(f.kind)[level-1].name, 1
			item.M = (1-poor)*math.Exp2(f.logM[level]) + poor*math.Exp2(f.poor[level])
			item.Chance, item.Weight = math.Exp2(own), now-before
			if level == exact {
				item.Frequency = math.Exp2(f.exact[a[i]])
				usual := chance - own + f.usual(w.levels)
				item.Rarity = now - s.weigh(told, s.unrelated(told, usual))
			}
			before = now
		}
		e.Comparisons = append(e.Comparisons, item)
	}
	return e
}

// usual is log2 of the chance that two strangers agree on a column, whatever the value.
func (f *column) usual(levels []uint8) float64 {
	mean := *f
	mean.exact = []float64{f.logU[exact]}
	if f.within < 0 {
		return mean.chance(exact, missing, 0)
	}
	return mean.chance(exact, levels[f.within], 0)
}

// Best returns the rows of the right table that a left row is most likely to be one with, as match.Scorer.Best does.
func (s *Scorer) Best(l uint32, n int, skip func(r uint32) bool) []uint32 {
	w := s.pool.Get().(*worker)
	defer s.pool.Put(w)
	return pair.Best(s.right.Rows(), n, func(r uint32) float64 {
		if s.left == s.right && l == r || skip != nil && skip(r) {
			return 0
		}
		return math.Exp2(s.weight(l, r, w))
	})
}
