package reconcile

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// The figures of rules F1–F8 are numbers of people of the register, counted by the place of permanent residence. A person is
// counted once (the record kept of a cluster), and only while living by the register and by the run's death events and not struck
// out; temporary residents are counted where they are. A birth date known in part counts as its first day. "Holds" and
// "has" mean a linked record in force on the as_of day. What each figure counts stands in FigureTexts.

// The levels of figures.
const (
	LevelCommune  = "commune"
	LevelDistrict = "district"
	LevelProvince = "province"
)

// Figure is one number about one unit.
type Figure struct {
	Level string // commune, district, province
	Unit  uint32 // code in force at as_of, 0 = cannot be told
	Code  string // "f1.age.5-11"
	Value int64
}

// FigureOptions say how the figures are cut. The zero value of a part stands for its default.
type FigureOptions struct {
	Units     *refdata.UnitTable
	AgeGroups []AgeGroup // F1; default DefaultAgeGroups
	Cohorts   []int      // F7, years of birth; default 2004 and 2007
}

// AgeGroup is a group of ages, both ends included.
type AgeGroup struct{ From, To int }

// noEnd is the upper end of an open group.
const noEnd = 999

// String writes the group as it is configured: "5-11", "65+".
func (g AgeGroup) String() string {
	if g.To >= noEnd {
		return fmt.Sprintf("%d+", g.From)
	}
	return fmt.Sprintf("%d-%d", g.From, g.To)
}

// DefaultAgeGroups are the streams in which people were vaccinated: infants, 5–11, 12–17, adults, and those at risk by age.
func DefaultAgeGroups() []AgeGroup {
	return []AgeGroup{{0, 4}, {5, 11}, {12, 17}, {18, 49}, {50, 64}, {65, noEnd}}
}

// defaultCohorts are the years of birth that come first by rule B4: university entrance and grade 10.
func defaultCohorts() []int { return []int{2004, 2007} }

// ParseAgeGroup reads "5-11" or "65+".
func ParseAgeGroup(s string) (AgeGroup, error) {
	if from, ok := strings.CutSuffix(s, "+"); ok {
		n, err := strconv.Atoi(strings.TrimSpace(from))
		if err == nil && n >= 0 && n < 150 {
			return AgeGroup{n, noEnd}, nil
		}
	}
	if a, b, ok := strings.Cut(strings.ReplaceAll(s, "–", "-"), "-"); ok {
		from, err1 := strconv.Atoi(strings.TrimSpace(a))
		to, err2 := strconv.Atoi(strings.TrimSpace(b))
		if err1 == nil && err2 == nil && from >= 0 && from <= to && to < 150 {
			return AgeGroup{from, to}, nil
		}
	}
	return AgeGroup{}, fmt.Errorf("an age group is 5-11 or 65+: %q", s)
}

// unit is where a person is counted.
type unit struct {
	commune  uint32
	district uint16
	province uint16
}

// tabulation counts figures per unit.
type tabulation struct {
	ix     *index
	opt    FigureOptions
	names  []string
	number map[string]int
	units  map[unit][]int64
	places map[uint32]unit // commune → unit
	last   unit
	now    []int64
}

// countFigures makes the figures of the run. wrong are the register rows whose personal ID has a wrong structure.
func (ix *index) countFigures(opt FigureOptions, wrong bitset) []Figure {
	if opt.AgeGroups == nil {
		opt.AgeGroups = DefaultAgeGroups()
	}
	if opt.Cohorts == nil {
		opt.Cohorts = defaultCohorts()
	}
	t := &tabulation{ix: ix, opt: opt, number: map[string]int{}, units: map[unit][]int64{}, places: map[uint32]unit{}}
	count := t.people(wrong)
	schemes := t.schemes()
	for row := range ix.register.rows {
		if ix.living(row) {
			count(row)
		}
	}
	schemes()
	return t.figures()
}

// name makes room for a figure and returns its number. All figures are named before the first is counted.
func (t *tabulation) name(code string) int {
	if n, ok := t.number[code]; ok {
		return n
	}
	t.number[code] = len(t.names)
	t.names = append(t.names, code)
	return len(t.names) - 1
}

// at returns the counters of a unit.
func (t *tabulation) at(u unit) []int64 {
	if t.now == nil || t.last != u {
		c := t.units[u]
		if c == nil {
			c = make([]int64, len(t.names))
			t.units[u] = c
		}
		t.last, t.now = u, c
	}
	return t.now
}

// unit returns where a row is counted: the commune given, else the province of the row's own permanent address.
func (t *tabulation) unit(v *view, row int, commune uint32) unit {
	if commune == 0 {
		if p := v.people.Places[record.PermanentAddress]; p != nil {
			if provinces := p.Dict[p.Codes[row]].Provinces; len(provinces) == 1 {
				return unit{province: provinces[0]}
			}
		}
		return unit{}
	}
	u, ok := t.places[commune]
	if !ok {
		u = unit{commune: commune}
		if t.opt.Units != nil {
			if c, found := t.opt.Units.Commune(commune, t.ix.asOf); found {
				u.district, u.province = c.District, c.Province
			}
		}
		t.places[commune] = u
	}
	return u
}

// figures sums the communes up to districts and provinces. Every figure of the run stands for every unit.
func (t *tabulation) figures() []Figure {
	type key struct {
		level string
		unit  uint32
	}
	sums := map[key][]int64{}
	add := func(k key, values []int64) {
		if sums[k] == nil {
			sums[k] = make([]int64, len(values))
		}
		for i, n := range values {
			sums[k][i] += n
		}
	}
	for u, values := range t.units {
		add(key{LevelCommune, u.commune}, values)
		add(key{LevelProvince, uint32(u.province)}, values)
		if t.ix.asOf < refdata.Reform {
			add(key{LevelDistrict, uint32(u.district)}, values)
		}
	}
	level := map[string]int{LevelProvince: 0, LevelDistrict: 1, LevelCommune: 2}
	keys := slices.SortedFunc(maps.Keys(sums), func(a, b key) int {
		return cmp.Or(cmp.Compare(level[a.level], level[b.level]), cmp.Compare(a.unit, b.unit))
	})
	order := make([]int, len(t.names)) // people, F1 … F8, within a rule as they were named
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank(t.names[a]), rank(t.names[b])) })
	all := make([]Figure, 0, len(keys)*len(t.names))
	for _, k := range keys {
		for _, i := range order {
			all = append(all, Figure{Level: k.level, Unit: k.unit, Code: t.names[i], Value: sums[k][i]})
		}
	}
	return all
}

// rank returns the rule of a figure as a letter to sort by; those of no rule come first.
func rank(code string) string {
	if rule, _, ok := strings.Cut(code, "."); ok {
		return rule
	}
	return ""
}
