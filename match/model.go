package match

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// Format and Version name the model file's layout. A reader refuses other versions.
const (
	Format  = "doisanh-match-model"
	Version = 1
)

// Kind says how the values of a comparison are compared; each kind has its own fixed, ordered list of levels.
type Kind string

// The kinds of comparison.
const (
	KindName  Kind = "name"  // names of persons
	KindDate  Kind = "date"  // dates of any precision
	KindID    Kind = "id"    // the 12-digit personal ID and the 9-digit CMND together
	KindPlace Kind = "place" // units of either map
	KindCode  Kind = "code"  // few distinct values: sex, ethnic group
	KindKey   Kind = "key"   // many distinct values, one person or household each: phone, sector number
	KindDeath Kind = "death" // a death that the record tells of, and what the register holds of it
)

// Relative is a class of persons who are not the same but share more than strangers do.
type Relative string

// The classes of relatives. Class strangers is implied.
const (
	Neighbour Relative = "neighbour"
	Sibling   Relative = "sibling"
	Twin      Relative = "twin"
	Household Relative = "household" // husband, wife, parents, children: the home is shared, and now and then the number
	Child     Relative = "child"     // recorded under the parent's name, as the newborn are who have none yet
)

// classes is the fixed order in which relatives are held in arrays.
var classes = [...]Relative{Neighbour, Sibling, Twin, Household, Child}

const (
	classNeighbour = iota
	classSibling
	classTwin
	classHousehold
	classChild
	nClasses
)

// Level is one outcome of a comparison.
type Level struct {
	Name string `json:"name"`
	// M is the share of same-person pairs on this level, among the pairs that can reach it (Group).
	M float64 `json:"m"`
	// U is the same for strangers; where TF is set, the factor the values' own chance frequency is multiplied by.
	U float64 `json:"u"`
	// TF names the frequency U multiplies: a word of the kind's own (see the compare functions), empty for none.
	TF string `json:"tf,omitempty"`
	// R overrides the share for a class of relatives. Without it the share is s·M + (1−s)·u, s being Comparison.Shared.
	R map[Relative]float64 `json:"r,omitempty"`
}

// Comparison is one piece of evidence.
type Comparison struct {
	Name string `json:"name"`
	Kind Kind   `json:"kind"`
	// Fields are looked at in order: the first that a row has a value in stands for it. Nil for KindID.
	Fields []record.Field `json:"fields,omitempty"`
	// Shared is the probability that relatives of a class have the same true value.
	Shared map[Relative]float64 `json:"shared,omitempty"`
	// GivenSurname says that the value's surname is mostly the person's own (the father's name): where the person's
	// surnames agree, agreement of these is no further evidence.
	GivenSurname bool `json:"given_surname,omitempty"`
	// Missing is what a missing value says; nil, the default, is nothing.
	Missing *Silence `json:"missing,omitempty"`
	// Idle says that the values tell nothing of a pair, as those of a number that more than a home's people share.
	Idle   bool    `json:"idle,omitempty"`
	Levels []Level `json:"levels"`
}

// Model holds everything a score depends on beside the data's own frequencies.
type Model struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Source  string `json:"source"` // prior, trained
	// Coverage is the expected share of sector records whose person is in the register (start value; Link re-estimates it).
	Coverage float64 `json:"coverage"`
	// Duplicates is the expected number of other rows of the same person per row of one table (start value).
	Duplicates float64 `json:"duplicates"`
	// Relatives is the expected number of relatives a register holds per person. Neighbours are counted from the places.
	Relatives map[Relative]float64 `json:"relatives"`
	// LookedUp is the share of records' numbers that were looked up by the name and are a namesake's.
	LookedUp    float64      `json:"looked_up"`
	Comparisons []Comparison `json:"comparisons"`
	// Blocking are blocking rules in place of the shipped ones, as block.ParseRule reads them. Every pair they bring is compared.
	Blocking []string `json:"blocking,omitempty"`
	// Training says what the figures were learned from; nil for the prior.
	Training *modelfile.Training `json:"training,omitempty"`
	// Datasets holds the rates of error found in single datasets, by name (see For).
	Datasets map[string]*Learned `json:"datasets,omitempty"`
}

// Write writes the model as indented JSON, keys and comparisons always in one order, every figure with six digits.
func (m *Model) Write(w io.Writer) error {
	return modelfile.Write(w, m.clone().round())
}

// names lists the comparisons.
func (m *Model) names() (all []string) {
	for i := range m.Comparisons {
		all = append(all, m.Comparisons[i].Name)
	}
	return all
}

func (m *Model) check() error {
	if m.Format != Format || m.Version != Version {
		return fmt.Errorf("format %q version %d, want %q version %d", m.Format, m.Version, Format, Version)
	}
	if !(m.Coverage > 0 && m.Coverage < 1) || !(m.Duplicates > 0) {
		return fmt.Errorf("coverage must lie between 0 and 1, duplicates above 0")
	}
	if !(m.LookedUp >= 0 && m.LookedUp < 1) {
		return fmt.Errorf("looked_up must be at least 0 and below 1")
	}
	seen := map[string]bool{}
	for i := range m.Comparisons {
		c := &m.Comparisons[i]
		if seen[c.Name] {
			return fmt.Errorf("comparison %q stands twice", c.Name)
		}
		seen[c.Name] = true
		want, ok := kindLevels[c.Kind]
		if !ok && c.Kind == "" {
			return fmt.Errorf("comparison %q is not one of the shipped ones (%s); a new one needs its kind", c.Name, strings.Join(PriorModel().names(), ", "))
		}
		if !ok {
			return fmt.Errorf("comparison %q: unknown kind %q, not one of %v", c.Name, c.Kind, slices.Sorted(maps.Keys(kindLevels)))
		}
		for _, l := range c.Levels {
			if !slices.Contains(want, l.Name) {
				return fmt.Errorf("comparison %q: no level %q; the kind %q has %s", c.Name, l.Name, c.Kind, strings.Join(want, ", "))
			}
		}
		if len(want) != len(c.Levels) {
			return fmt.Errorf("comparison %q: %d levels, kind %q has %d", c.Name, len(c.Levels), c.Kind, len(want))
		}
		for j, l := range c.Levels {
			if l.Name != want[j] {
				return fmt.Errorf("comparison %q: level %d is %q, want %q", c.Name, j+1, l.Name, want[j])
			}
			if !(l.M > 0 && l.M <= 1) || !(l.U > 0) || math.IsInf(l.U, 0) {
				return fmt.Errorf("comparison %q: level %q: m and u must be positive, m at most 1", c.Name, l.Name)
			}
			for k, v := range l.R {
				if !(v > 0 && v <= 1) {
					return fmt.Errorf("comparison %q: level %q: r of %s must lie in (0, 1]", c.Name, l.Name, k)
				}
			}
		}
	}
	return m.checkDatasets()
}

// checkDatasets holds what was learned of single datasets to the comparisons it is about.
func (m *Model) checkDatasets() error {
	for _, dataset := range slices.Sorted(maps.Keys(m.Datasets)) {
		own := m.Datasets[dataset]
		if own == nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(own.U)) {
			if c := m.comparison(name); c == nil || len(own.U[name]) != len(c.Levels) {
				return fmt.Errorf("datasets: %q: u of %q does not fit its levels", dataset, name)
			}
			for _, v := range own.U[name] {
				if !(v > 0) || math.IsInf(v, 0) {
					return fmt.Errorf("datasets: %q: %q: u must be positive", dataset, name)
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(own.M)) {
			if c := m.comparison(name); c == nil {
				return fmt.Errorf("datasets: %q: there is no comparison %q", dataset, name)
			} else if len(own.M[name]) != len(c.Levels) {
				return fmt.Errorf("datasets: %q: %q has %d figures for %d levels", dataset, name, len(own.M[name]), len(c.Levels))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(own.Shared)) {
			if m.comparison(name) == nil {
				return fmt.Errorf("datasets: %q: there is no comparison %q", dataset, name)
			}
			for _, share := range own.Shared[name] {
				if !(share >= 0 && share <= 1) {
					return fmt.Errorf("datasets: %q: shares of %q must lie between 0 and 1", dataset, name)
				}
			}
		}
		for _, name := range slices.Sorted(maps.Keys(own.Missing)) {
			if m.comparison(name) == nil {
				return fmt.Errorf("datasets: %q: there is no comparison %q", dataset, name)
			}
		}
	}
	return nil
}

// clone returns a deep copy.
func (m *Model) clone() *Model {
	c := *m
	c.Relatives = copyMap(m.Relatives)
	c.Comparisons = append([]Comparison(nil), m.Comparisons...)
	for i := range c.Comparisons {
		p := &c.Comparisons[i]
		p.Fields = append([]record.Field(nil), p.Fields...)
		p.Shared = copyMap(p.Shared)
		p.Levels = append([]Level(nil), p.Levels...)
		if p.Missing != nil {
			is := *p.Missing
			p.Missing = &is
		}
		for j := range p.Levels {
			p.Levels[j].R = copyMap(p.Levels[j].R)
		}
	}
	if m.Training != nil {
		t := *m.Training
		c.Training = &t
	}
	return &c
}

func copyMap[K comparable, V any](m map[K]V) map[K]V {
	if m == nil {
		return nil
	}
	c := make(map[K]V, len(m))
	for k, v := range m {
		c[k] = v
	}
	return c
}
