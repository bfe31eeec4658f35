package quality

import (
	"cmp"
	"math"

	"github.com/doisanh/doisanh/record"
)

// Set is one dataset's links, one a row, with what the estimate needs to know of them.
type Set struct {
	Dataset  string
	Links    []record.Link
	Captures *Captures  // nil where it is not known by which rules links were found: blocking is then taken to miss nothing
	Groups   []Grouping // the same names and values, in the same order, in every set
	// Lost are records without a candidate that Links has not: where it holds pairs, the rows for whose sake blocking may have missed some.
	Lost int
	// Spread is how many times further than usual all log odds may be wrong together; 0 = as usual. The usual is that of records among
	// whose candidates the person is; of pairs that stand alone less is known.
	Spread float64
}

// Grouping puts every row into one group.
type Grouping struct {
	Name   string   // age_group, sex, …
	Values []string // the groups' names
	Of     []uint8  // row → index into Values
}

// Captures says by which blocking rules a sample of the linked pairs is found.
type Captures struct {
	Share  float64          // the share of the dataset's rows that the sample was drawn from, in (0, 1]
	Uses   []record.RuleSet // per field, the rules that look at it
	Found  []record.RuleSet // per pair, the rules that find it
	Weight []float64        // per pair, the probability that it is one person
	Closed float64          // the share of pairs that are linked even if no rule finds them, by way of a third row
}

// Interval is an estimate with the bounds of its 95% interval.
type Interval struct {
	Value float64 `json:"value"`
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
}

// Rounded keeps six decimals of each, as many as are told of them.
func (v Interval) Rounded() Interval {
	six := func(v float64) float64 { return math.Round(v*1e6) / 1e6 }
	return Interval{Value: six(v.Value), Low: six(v.Low), High: six(v.High)}
}

// Line is one line of the table: a dataset, or a group of its records, or of all datasets' (Dataset is then empty).
type Line struct {
	Dataset string `json:"dataset,omitempty"`
	Group   string `json:"group,omitempty"` // the grouping's name, empty for all records
	Value   string `json:"value,omitempty"` // the group's
	Records int    `json:"records"`
	Match   int    `json:"match"`
	Review  int    `json:"review"`
	None    int    `json:"none"`
	// FalseLinks are links to somebody else. MissedLinks are records whose person is in the register and that are not linked
	// to them: false links of such records, reviews, and those not found. Unfound is the part of them that blocking missed.
	FalseLinks  Interval `json:"false_links"`
	MissedLinks Interval `json:"missed_links"`
	Unfound     Interval `json:"missed_by_blocking"`
	// Precision is the share of the links that are right, Recall that of the records with a person in the register that are linked
	// to them. Both are 0 with bounds 0 and 1 where there is nothing to count.
	Precision Interval `json:"precision"`
	Recall    Interval `json:"recall"`
	F1        Interval `json:"f1"`
}

// LinkRate is the share of the records that are linked, 0 where there are none.
func (l *Line) LinkRate() float64 {
	if l.Records == 0 {
		return 0
	}
	return float64(l.Match) / float64(l.Records)
}

// Of returns the line of a dataset as a whole ("" for all of them), or nil.
func Of(lines []Line, dataset string) *Line {
	for i := range lines {
		if lines[i].Dataset == dataset && lines[i].Group == "" {
			return &lines[i]
		}
	}
	return nil
}

// Estimate makes the table: all datasets together, by group too, then each dataset in the order given with its groups. Groups
// without records are left out.
func Estimate(sets []Set) []Line {
	d := newDraws()
	unfound := make([]capture, len(sets))
	for i, s := range sets {
		unfound[i] = s.Captures.estimate(s.candidateless())
	}
	if len(sets) == 0 {
		return table(newCells(0, nil), unfound, "", d)
	}
	together := newCells(len(sets), sets[0].Groups)
	for _, s := range sets {
		together.spread = max(together.spread, s.Spread)
	}
	each := make([]*cells, len(sets))
	for i := range sets {
		each[i] = newCells(1, sets[i].Groups)
		each[i].spread = sets[i].Spread
		each[i].count(&sets[i])
		together.merge(each[i], i)
	}
	lines := table(together, unfound, "", d)
	for i, s := range sets {
		lines = append(lines, table(each[i], unfound[i:i+1], s.Dataset, d)...)
	}
	return lines
}

// table makes the lines of one or more datasets taken together.
func table(cs *cells, unfound []capture, name string, d *draws) []Line {
	cs.all.line.Dataset = name
	further := cmp.Or(cs.spread, 1)
	d.estimate(cs.all, unfound, further)
	lines := []Line{cs.all.line}
	for _, row := range cs.groups {
		for _, c := range row {
			c.line.Dataset = name
			d.estimate(c, unfound, further)
			if c.line.Records > 0 {
				lines = append(lines, c.line)
			}
		}
	}
	return lines
}

// candidateless counts the rows that blocking found nobody for, or only persons out of the question.
func (s *Set) candidateless() int {
	n := s.Lost
	for i := range s.Links {
		if lost(&s.Links[i]) {
			n++
		}
	}
	return n
}

// lost says that a record has no candidate at all.
func lost(l *record.Link) bool { return l.Decision == record.DecideNone && l.Present == 0 }
