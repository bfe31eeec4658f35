package table

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// Format names the file layout of an Model.
const Format = "doisanh-table-model"

// Model is the match model of a table of any kind, as `link` and `dedupe` learn it from the table itself. It is the
// same Fellegi–Sunter model as match.Model, over whatever columns there are (normalize.Any finds out what they hold) and with
// strangers alone on the other side, since nothing is known of who may be related to whom.
type Model struct {
	Format  string  `json:"format"`
	Version int     `json:"version"`
	Source  string  `json:"source"`            // prior, trained, file
	Matches float64 `json:"matches,omitempty"` // expected same-entity pairs; 0 = not known
	// Poor is the share of matches in which one of the records is a poor one, with errors in many fields at once. Their
	// levels' shares are Level.Poor.
	Poor float64 `json:"poor"`
	// Related is the number of pairs that are two entities but share more than strangers do: brothers and sisters, branches
	// of one firm, models of one maker. Their levels' shares are Level.Related. 0 = the data show none.
	Related float64 `json:"related,omitempty"`
	// Sorts are the numbers of related pairs of further sorts, as a maker's models of one series and of another. Their levels' shares are Level.Sorts.
	Sorts  []float64 `json:"related_sorts,omitempty"`
	Fields []Field   `json:"fields"`
	// Blocking are blocking rules in place of those found from the data, as block.ParseRule reads them.
	Blocking []string `json:"blocking,omitempty"`
	// Training is what the figures were learned from; nil for the prior.
	Training *modelfile.Training `json:"training,omitempty"`
}

// Field is the comparison of one column.
type Field struct {
	Field  record.Field `json:"field"`
	Role   record.Role  `json:"role,omitempty"` // what the column is
	Kind   string       `json:"kind"`           // how it is compared: name, text, key, code, date, amount
	Levels []Level      `json:"levels,omitempty"`
	// Single is the chance that a stranger has the very value that a pair has and nobody else; 0 = not known, and no smaller than
	// one row in all.
	Single float64 `json:"single,omitempty"`
	// Together says of a text that what nobody else has is as rare as its words together.
	Together bool `json:"together,omitempty"`
	// Unrelated is the part of the chance to share a value that strangers have, where the rest is of related pairs; 0 = all of it.
	Unrelated float64 `json:"unrelated,omitempty"`
	// Entities is, of one table's pairs of rows that share a value, the part that are two entities: by how many rows have the value, 2 or 3, 4 to 7, 8 to 15 and
	// so on, the last for all that more have. Empty = all of them.
	Entities []float64 `json:"entities,omitempty"`
	// Shift is what a quantity of the left table is increased by to be compared with the right one's: ten years of age between two censuses.
	Shift float64 `json:"shift,omitempty"`
	// Within is a column that tells something of this one (the suburb of the postcode): where strangers agree there, they
	// are likely to agree here. Given holds, for each of its levels, the chance shares of this column's.
	Within record.Field `json:"within,omitempty"`
	Given  [][]float64  `json:"given,omitempty"`
	idle   bool         // it tells nothing of who or what a row is: see findIdle
	// found are the shares of the levels among what EM holds for matches, before the prior and what else holds them (capOthers) count.
	found [maxLevels]float64
}

// Level is one outcome of a column's comparison. For the exact level u is the mean; the values' own frequencies count.
type Level struct {
	Name string  `json:"name"`
	M    float64 `json:"m"`
	Poor float64 `json:"poor"` // m of matches with a poor record
	U    float64 `json:"u"`
	// Related is the share among related pairs, where the model has such.
	Related float64 `json:"related,omitempty"`
	// Sorts are the shares among related pairs of further sorts, as many as Model.Sorts.
	Sorts []float64 `json:"related_sorts,omitempty"`
}

// priorLevel is a level's name and its prior share among pairs of one entity.
type priorLevel struct {
	name string
	m    float64
}

// poor is the prior share among pairs of which one record is poor: half as much agreement, the rest more frequent as it is
// among the others.
func (l priorLevel) poor() float64 {
	if l.name == "exact" {
		return l.m / 2
	}
	return l.m * 3
}

// priorLevels are the levels of each kind, in the order in which they are tried. The first is equality; the last but of
// texts, where two columns may have changed places, is the rest.
func priorLevels(k record.Kind) []priorLevel {
	switch k {
	case record.KindName:
		return []priorLevel{{"exact", .80}, {"typo", .07}, {"near", .03}, {"part", .02}, {"sound", .01}, {"alike", .02}, {"other", .05}, {"swapped", .004}}
	case record.KindText:
		return []priorLevel{{"exact", .70}, {"typo", .10}, {"near", .04}, {"part", .04}, {"most", .03}, {"words", .03}, {"half", .02}, {"few", .02}, {"other", .03}, {"swapped", .004}}
	case record.KindWords:
		return wordLevels
	case record.KindDate:
		return []priorLevel{{"exact", .83}, {"swapped", .01}, {"slip", .06}, {"partial", .02}, {"two_parts", .03}, {"year", .02}, {"near_year", .01}, {"other", .02}}
	case record.KindAmount:
		return []priorLevel{{"exact", .70}, {"close", .10}, {"slip", .05}, {"near", .05}, {"rough", .03}, {"other", .07}}
	case record.KindKey:
		return []priorLevel{{"exact", .83}, {"slip", .07}, {"near", .03}, {"part", .03}, {"other", .05}}
	}
	return []priorLevel{{"exact", .92}, {"other", .08}}
}

// wordLevels are the levels of texts that are compared by the words they share alone: from 95 of 100 down to 7, by their rarity.
var wordLevels = []priorLevel{{"exact", .02}, {"95", .03}, {"85", .05}, {"75", .07}, {"65", .09}, {"56", .10}, {"48", .10}, {"41", .10}, {"35", .10}, {"29", .09}, {"24", .08}, {"19", .07}, {"15", .05},
	{"11", .03}, {"7", .01}, {"other", .01}}

// wordsFrom are the shares from which on the levels of texts compared by their words count, the second one first.
var wordsFrom = [...]float64{.95, .85, .75, .65, .56, .48, .41, .35, .29, .24, .19, .15, .11, .07}

// The level numbers that code refers to.
const (
	missing   = 0 // on a side
	exact     = 1
	maxLevels = 18 // level numbers are below it

	priorPoor = .2 // the share of matches with a poor record that EM begins with
)

// swappedLevel is the level of names or texts that have changed places.
func swappedLevel(k record.Kind) uint8 {
	if k == record.KindText {
		return 10
	}
	return 8
}

// NewModel returns the prior for tables prepared by normalize.Any.
func NewModel(p *record.People) *Model {
	m := &Model{Format: Format, Version: 1, Source: "prior", Poor: priorPoor}
	for _, c := range p.Table.Columns {
		if p.Texts[c.Field] == nil {
			continue
		}
		m.Fields = append(m.Fields, newField(c.Field, c.Role, c.Kind))
	}
	return m
}

// newField is a column's comparison with the prior shares of its kind.
func newField(name record.Field, r record.Role, k record.Kind) Field {
	f := Field{Field: name, Role: r, Kind: k.String()}
	for _, l := range priorLevels(k) {
		f.Levels = append(f.Levels, Level{Name: l.name, M: l.m, Poor: l.poor()})
	}
	return f
}

// IgnoredKind stands in a model for the comparison of a column that is not looked at.
const IgnoredKind = "ignore"

// Ignoring returns the model with columns that are not to be looked at named, so that one who uses it again does not look at them either.
func (m *Model) Ignoring(columns []record.Field) *Model {
	if len(columns) == 0 {
		return m
	}
	c := m.clone()
	for _, f := range columns {
		c.Fields = append(c.Fields, Field{Field: f, Kind: IgnoredKind})
	}
	return c
}

// Write writes the model as indented JSON.
func (m *Model) Write(w io.Writer) error {
	return modelfile.Write(w, m)
}

// levelNames are the names of levels, one after the other.
func levelNames(levels []priorLevel) string {
	names := make([]string, len(levels))
	for i, l := range levels {
		names[i] = l.name
	}
	return strings.Join(names, ", ")
}

func (m *Model) check() error {
	if m.Format != Format || m.Version != 1 {
		return fmt.Errorf("format %q version %d, want %q version 1", m.Format, m.Version, Format)
	}
	for _, f := range m.Fields {
		k, ok := record.ParseKind(f.Kind)
		if !ok {
			return fmt.Errorf("field %q: unknown kind %q", f.Field, f.Kind)
		}
		want := priorLevels(k)
		for _, l := range f.Levels {
			if !slices.ContainsFunc(want, func(w priorLevel) bool { return w.name == l.Name }) {
				return fmt.Errorf("field %q: kind %q has no level %q: %s", f.Field, f.Kind, l.Name, levelNames(want))
			}
		}
		if len(want) != len(f.Levels) {
			return fmt.Errorf("field %q: %d levels, kind %q has %d", f.Field, len(f.Levels), f.Kind, len(want))
		}
		if !(f.Single >= 0 && f.Single <= 1) {
			return fmt.Errorf("field %q: single must lie in [0, 1]", f.Field)
		}
		if !(f.Unrelated >= 0 && f.Unrelated <= 1) {
			return fmt.Errorf("field %q: unrelated must lie in [0, 1]", f.Field)
		}
		for _, part := range f.Entities {
			if !(part >= 0 && part <= 1) {
				return fmt.Errorf("field %q: entities must lie in [0, 1]", f.Field)
			}
		}
		for _, row := range f.Given {
			if len(row) != len(f.Levels) {
				return fmt.Errorf("field %q: given has %d levels, want %d", f.Field, len(row), len(f.Levels))
			}
		}
		for i, l := range f.Levels {
			if l.Name != want[i].name {
				return fmt.Errorf("field %q: level %d is %q, want %q", f.Field, i+1, l.Name, want[i].name)
			}
			if !(l.M > 0 && l.M <= 1) || !(l.Poor > 0 && l.Poor <= 1) || l.U < 0 || l.U > 1 || math.IsNaN(l.U) {
				return fmt.Errorf("field %q: level %q: m and poor must lie in (0, 1], u in [0, 1]", f.Field, l.Name)
			}
			if len(l.Sorts) != len(m.Sorts) {
				return fmt.Errorf("field %q: level %q: %d related_sorts, the model has %d", f.Field, l.Name, len(l.Sorts), len(m.Sorts))
			}
		}
	}
	return nil
}
