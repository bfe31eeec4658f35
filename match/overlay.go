package match

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/doisanh/doisanh/match/modelfile"
)

// OverModel lays a model file, given as JSON, over a model: what the file says counts, what it leaves out stays as it is in
// base. Comparisons and levels are found by their names; a comparison base does not have is added, with all its levels.
// Where the file gives m for some levels of a comparison alone, the others share what is left in their old proportions.
func OverModel(base *Model, file []byte) (*Model, error) {
	var over map[string]any
	if err := json.Unmarshal(file, &over); err != nil {
		return nil, err
	}
	if f, ok := over["format"]; ok && f != Format {
		return nil, fmt.Errorf("format is %v, want %q", f, Format)
	}
	if v, ok := over["version"]; ok && v != float64(Version) {
		return nil, fmt.Errorf("version %v, this program reads version %d", v, Version)
	}
	m, err := modelfile.Over(base, over)
	if err != nil {
		return nil, err
	}
	m.lengthen()
	if err := m.check(); err != nil {
		return nil, err
	}
	if err := m.share(base, over); err != nil {
		return nil, err
	}
	return m, m.checkSums()
}

// lengthen gives what was learned of single datasets the levels that were added since, which are the last of their comparison: they share
// what the others of their group leave, as they do in the comparison. A comparison of numbers that a file adds may be without the level of telephones.
func (m *Model) lengthen() {
	for i := range m.Comparisons {
		if c := &m.Comparisons[i]; c.Kind == KindKey && len(c.Levels) == codeOther {
			c.Levels = append(slices.Clone(c.Levels), digitLevel())
		}
	}
	for _, own := range m.Datasets {
		if own == nil {
			continue
		}
		for name, shares := range own.M {
			c := m.comparison(name)
			if c == nil || len(shares) == 0 || len(shares) >= len(c.Levels) {
				continue
			}
			groupOf := groups(c.Kind)
			said, rest := map[int8]float64{}, map[int8]float64{}
			for j, v := range shares {
				said[groupOf[j+1]] += v
			}
			for j := len(shares); j < len(c.Levels); j++ {
				rest[groupOf[j+1]] += c.Levels[j].M
			}
			for j := len(shares); j < len(c.Levels); j++ {
				v := c.Levels[j].M
				if g := groupOf[j+1]; g >= 0 {
					v *= max(1-said[g], 0) / rest[g]
				}
				shares = append(shares, max(v, 1e-6))
			}
			own.M[name] = shares
		}
		for name, chances := range own.U {
			if c := m.comparison(name); c != nil && len(chances) > 0 {
				for j := len(chances); j < len(c.Levels); j++ {
					chances = append(chances, c.Levels[j].U)
				}
				own.U[name] = chances
			}
		}
	}
}

// sumSlack is how far the m of a group of levels may be from 1 in all: the shipped ones, rounded each by itself, are within 0.02.
const sumSlack = .03

// checkSums holds the m of each group of levels to being shares of one whole.
func (m *Model) checkSums() error {
	for _, c := range m.Comparisons {
		shares := make([]float64, len(c.Levels))
		for j, l := range c.Levels {
			shares[j] = l.M
		}
		if err := modelfile.CheckSum(groupOf(c.Kind), shares, sumSlack); err != nil {
			return fmt.Errorf("comparison %q: %w", c.Name, err)
		}
	}
	for _, dataset := range slices.Sorted(maps.Keys(m.Datasets)) {
		own := m.Datasets[dataset]
		if own == nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(own.M)) {
			if err := modelfile.CheckSum(groupOf(m.comparison(name).Kind), own.M[name], sumSlack); err != nil {
				return fmt.Errorf("datasets: %q: %q: %w", dataset, name, err)
			}
		}
	}
	return nil
}

// share scales the m of the levels a file does not name so that each group of levels has the mass it had in base.
func (m *Model) share(base *Model, over map[string]any) error {
	list, _ := over["comparisons"].([]any)
	for _, v := range list {
		name := modelfile.NameOf(v)
		was := base.comparison(name)
		if was == nil {
			continue
		}
		now := m.comparison(name)
		names, before, after := make([]string, len(now.Levels)), make([]float64, len(now.Levels)), make([]float64, len(now.Levels))
		for j, l := range now.Levels {
			names[j], before[j], after[j] = l.Name, was.Levels[j].M, l.M
		}
		if err := modelfile.ShareRest(groupOf(now.Kind), modelfile.Named(v), names, before, after); err != nil {
			return fmt.Errorf("comparison %q: %w", name, err)
		}
		for j := range now.Levels {
			now.Levels[j].M = after[j]
		}
	}
	return nil
}

// groupOf are the groups of a kind's levels, the first level first.
func groupOf(k Kind) []int8 {
	g := groups(k)
	return g[1:]
}

func (m *Model) comparison(name string) *Comparison {
	for i := range m.Comparisons {
		if m.Comparisons[i].Name == name {
			return &m.Comparisons[i]
		}
	}
	return nil
}

// round cuts every figure of a model to six digits, so that two models can be compared line by line and what is written is
// what was used.
func (m *Model) round() *Model {
	all := func(of map[Relative]float64) {
		for k, v := range of {
			six(&v)
			of[k] = v
		}
	}
	six(&m.Coverage)
	six(&m.Duplicates)
	six(&m.LookedUp)
	all(m.Relatives)
	for i := range m.Comparisons {
		c := &m.Comparisons[i]
		all(c.Shared)
		if c.Missing != nil {
			six(&c.Missing.Record)
			six(&c.Missing.Person)
			six(&c.Missing.Both)
		}
		for j := range c.Levels {
			six(&c.Levels[j].M)
			six(&c.Levels[j].U)
			all(c.Levels[j].R)
		}
	}
	roundTraining(m.Training)
	return m
}

func roundTraining(t *modelfile.Training) {
	if t != nil {
		six(&t.Matches)
	}
}

// six cuts a figure to six digits.
func six(v *float64) {
	if *v != 0 && !math.IsInf(*v, 0) && !math.IsNaN(*v) {
		scale := math.Pow(10, 5-math.Floor(math.Log10(math.Abs(*v))))
		*v = math.Round(*v*scale) / scale
	}
}
