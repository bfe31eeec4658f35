package evaluate

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/doisanh/doisanh/record"
)

// Traits say what kind of person a record is about.
type Traits struct {
	Names []string // sex, age_group, …
	// Of returns a record's values in the order of Names, "" for one that is not known; nil where nothing is known of the record.
	Of func(dataset, record string) []string
	// Register is the register's dataset: what it says of a record's true person counts before what the record says. "" = none.
	Register string
}

// values returns what is known of a record whose person the register holds under one of the ids.
func (t *Traits) values(k ref, persons []string) []string {
	if t.Register != "" && len(persons) > 0 {
		if v := t.Of(t.Register, slices.Min(persons)); v != nil {
			return v
		}
	}
	return t.Of(k.dataset, k.record)
}

// Grouping is how right the links are by one trait.
type Grouping struct {
	Name   string  `json:"name"`
	Groups []Group `json:"groups"` // by their value
}

// Group is the records of one kind of person, over all datasets.
type Group struct {
	Value   string `json:"value"`
	Records int    `json:"records"`
	Score
	// Recall and precision of the group against those of everybody else, sector by sector: the Cochran–Mantel–Haenszel test, its
	// variance widened by as much as records of one person go together. The p-values are adjusted for all groups tested (Holm
	// 1979); a group is worse off where one is below 0.05 and its share the smaller.
	RecallP    float64 `json:"recall_p"`
	PrecisionP float64 `json:"precision_p"`
	Worse      bool    `json:"worse"`
}

// LeastGroup is the number of records of a group that is tested: of fewer, nothing could be said.
const LeastGroup = 20

// LeastWrong is how many different persons of a group must have a wrong record before it is tested: of fewer, the test's normal
// approximation says nothing, and one person with six records would stand for a whole people.
const LeastWrong = 5

// outcome is one record as the tests see it.
type outcome struct {
	dataset, person string
	values          []string
	inRegister      bool // recall counts it
	linked          bool // precision counts it
	right           bool
}

// compare holds each group's links against everybody else's.
func (t *Traits) compare(run map[ref]link, truth map[ref][]string) []Grouping {
	if t == nil {
		return nil
	}
	var all []outcome
	for k, l := range run {
		persons, known := truth[k]
		if !known {
			continue
		}
		values := t.values(k, persons)
		if values == nil {
			continue
		}
		o := outcome{dataset: k.dataset, values: values, inRegister: len(persons) > 0, linked: l.decision == record.DecideMatch}
		o.person = k.dataset + "\x00" + k.record
		if o.inRegister {
			o.person = slices.Min(persons)
		}
		o.right = o.linked && slices.Contains(persons, l.person)
		all = append(all, o)
	}
	// Floating sums depend on their order.
	slices.SortFunc(all, func(a, b outcome) int {
		return cmp.Or(cmp.Compare(a.dataset, b.dataset), cmp.Compare(a.person, b.person), slices.Compare(a.values, b.values), cmp.Compare(b2i(a.right), b2i(b.right)))
	})
	recall := newStrata(all, func(o *outcome) bool { return o.inRegister })
	precision := newStrata(all, func(o *outcome) bool { return o.linked })
	var out []Grouping
	for i, name := range t.Names {
		out = append(out, t.grouping(i, name, all, recall, precision))
	}
	holm(out)
	return out
}

func (t *Traits) grouping(i int, name string, all []outcome, recall, precision *strata) Grouping {
	g := Grouping{Name: name}
	type count struct{ records, tp, linked, somebody int }
	counts := map[string]*count{}
	for _, o := range all {
		c := counts[o.values[i]]
		if c == nil {
			c = &count{}
			counts[o.values[i]] = c
		}
		c.records++
		c.tp += b2i(o.right)
		c.linked += b2i(o.linked)
		c.somebody += b2i(o.inRegister)
	}
	for _, v := range sorted(counts) {
		c := counts[v]
		group := Group{Value: v, Records: c.records, Score: score(c.tp, c.linked-c.tp, c.somebody-c.tp), RecallP: 1, PrecisionP: 1}
		in := func(o *outcome) bool { return o.values[i] == v }
		if c.records >= LeastGroup && v != "" && len(counts) > 1 {
			group.RecallP, group.PrecisionP = recall.test(in), precision.test(in)
		}
		g.Groups = append(g.Groups, group)
	}
	return g
}

// strata are the records a share is taken of, by dataset, with what the tests need of them.
type strata struct {
	all    []outcome
	total  map[string][2]int // dataset → records, right ones
	design float64           // how many times larger the variance is for records of one person going together
}

func newStrata(all []outcome, of func(*outcome) bool) *strata {
	s := &strata{total: map[string][2]int{}, design: 1}
	for i := range all {
		if o := &all[i]; of(o) {
			s.all = append(s.all, *o)
			n := s.total[o.dataset]
			s.total[o.dataset] = [2]int{n[0] + 1, n[1] + b2i(o.right)}
		}
	}
	sums := map[string]float64{}
	var alone, together float64
	for i := range s.all {
		o := &s.all[i]
		n := s.total[o.dataset]
		e := float64(b2i(o.right)) - float64(n[1])/float64(n[0])
		sums[o.person] += e
		alone += e * e
	}
	for _, p := range sorted(sums) {
		together += sums[p] * sums[p]
	}
	if alone > 0 {
		s.design = max(1, together/alone)
	}
	return s
}

// test returns the two-sided p-value of the Cochran–Mantel–Haenszel test that the group's share of right records is everybody else's.
func (s *strata) test(in func(*outcome) bool) float64 {
	group, wrong := map[string][2]int{}, map[string]bool{}
	for i := range s.all {
		if o := &s.all[i]; in(o) {
			if !o.right {
				wrong[o.person] = true
			}
			n := group[o.dataset]
			group[o.dataset] = [2]int{n[0] + 1, n[1] + b2i(o.right)}
		}
	}
	var off, variance float64
	for _, d := range sorted(group) {
		n, right := float64(s.total[d][0]), float64(s.total[d][1])
		m, got := float64(group[d][0]), float64(group[d][1])
		off += got - m*right/n
		if n > 1 {
			variance += m * (n - m) * right * (n - right) / (n * n * (n - 1))
		}
	}
	if variance == 0 || off < 0 && len(wrong) < LeastWrong {
		return 1
	}
	z := max(0, math.Abs(off)-.5) // with the correction for counts being whole
	return distuv.ChiSquared{K: 1}.Survival(z * z / (variance * s.design))
}

// holm adjusts all p-values of the groups for being many (Holm 1979) and marks who is worse off.
func holm(groupings []Grouping) {
	type one struct {
		p     *float64
		group *Group
		worse bool
	}
	var tests []one
	for i := range groupings {
		var whole Score
		for _, g := range groupings[i].Groups {
			whole = score(whole.TruePositive+g.TruePositive, whole.FalsePositive+g.FalsePositive, whole.FalseNegative+g.FalseNegative)
		}
		for j := range groupings[i].Groups {
			g := &groupings[i].Groups[j]
			if g.Records < LeastGroup || g.Value == "" {
				continue
			}
			tests = append(tests, one{&g.RecallP, g, g.Recall.Value < whole.Recall.Value}, one{&g.PrecisionP, g, g.Precision.Value < whole.Precision.Value})
		}
	}
	slices.SortStableFunc(tests, func(a, b one) int { return cmp.Compare(*a.p, *b.p) })
	least := 0.0
	for i, t := range tests {
		least = max(least, min(1, *t.p*float64(len(tests)-i)))
		*t.p = sixDecimals(least)
		t.group.Worse = t.group.Worse || t.worse && least < .05
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
