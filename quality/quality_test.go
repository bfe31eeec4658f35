package quality

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// planted makes a dataset whose probabilities are calibrated: each record's person is in the register, and is the candidate, as often
// as its probability says. unfound of the records' persons are missed by both of two independent lists of rules.
func planted(r *rand.Rand, rows int, hard, missA, missB float64) (s Set, wrong, missed int) {
	s = Set{Dataset: "bhxh", Captures: &Captures{Share: 1, Uses: []record.RuleSet{{1}, {2}}}}
	for range rows {
		l := record.Link{Person: record.NoRow, Decision: record.DecideNone}
		if r.Float64() < .03 { // nobody of the register
			s.Links = append(s.Links, l)
			continue
		}
		a, b := r.Float64() >= missA, r.Float64() >= missB
		if !a && !b {
			missed++
			s.Links = append(s.Links, l)
			continue
		}
		p := 1 - 1e-6
		if r.Float64() < hard {
			p = 1 / (1 + math.Exp(-(r.NormFloat64()*3 + 2)))
		}
		l.Probability, l.Present = p, p
		right := r.Float64() < p
		switch {
		case p >= .8:
			l.Person, l.Decision = 1, record.DecideMatch
			if !right {
				wrong++
			}
		default:
			if p >= .5 {
				l.Person, l.Decision = 1, record.DecideReview
			}
			if right {
				missed++
			}
		}
		s.Links = append(s.Links, l)
		if l.Person != record.NoRow {
			var found record.RuleSet
			if a {
				found.Add(0)
			}
			if b {
				found.Add(1)
			}
			s.Captures.Found = append(s.Captures.Found, found)
			s.Captures.Weight = append(s.Captures.Weight, p)
		}
	}
	return s, wrong, missed
}

func TestEstimateCoversWhatWasPlanted(t *testing.T) {
	const trials = 200
	var precision, recall, f1 int
	for seed := range uint64(trials) {
		r := rand.New(rand.NewPCG(seed, 3))
		s, wrong, missed := planted(r, 3000, r.Float64()*.05, .05+.4*r.Float64(), .02*r.Float64())
		l := Of(Estimate([]Set{s}), "bhxh")
		right := float64(l.Match - wrong)
		hit := func(v Interval, truth float64) int {
			if v.Low > v.Value || v.Value > v.High {
				t.Fatalf("seed %d: %v is no interval", seed, v)
			}
			if v.Low-1e-9 <= truth && truth <= v.High+1e-9 {
				return 1
			}
			return 0
		}
		precision += hit(l.Precision, right/float64(l.Match))
		recall += hit(l.Recall, right/(right+float64(missed)))
		f1 += hit(l.F1, 2*right/(float64(l.Match)+right+float64(missed)))
	}
	t.Logf("of %d: precision %d, recall %d, F1 %d", trials, precision, recall, f1)
	if min(precision, recall, f1) < trials*95/100 {
		t.Errorf("the intervals hold precision %d, recall %d, F1 %d of %d times", precision, recall, f1, trials)
	}
}

// TestIntervalSaysSomething: of 20 wrong links to be expected the interval leaves open whether they are a sixth or seven times as many, since the
// model's odds may all be off, and not more.
func TestIntervalSaysSomething(t *testing.T) {
	s := Set{Dataset: "bhxh"}
	for range 2000 {
		s.Links = append(s.Links, record.Link{Person: 1, Decision: record.DecideMatch, Probability: .99, Present: .99})
	}
	v := Of(Estimate([]Set{s}), "bhxh").FalseLinks
	if math.Abs(v.Value-20) > .1 || v.Low < 1 || v.Low > 7 || v.High < 80 || v.High > 160 {
		t.Errorf("%+v", v)
	}
}

func TestCaptureFindsWhatBothListsMiss(t *testing.T) {
	const rows = 200_000
	s, _, missed := planted(rand.New(rand.NewPCG(1, 1)), rows, 0, .3, .02)
	got := s.Captures.estimate(rows).expected()
	if math.Abs(got-float64(missed)) > 4*math.Sqrt(float64(missed)) {
		t.Errorf("estimated %.0f missed by blocking, planted %d", got, missed)
	}
	// A sample of the rows stands for all of them.
	s.Captures.Share = .5
	if half := s.Captures.estimate(rows).expected(); math.Abs(half-2*got) > 1e-9 {
		t.Errorf("half of the rows sampled: %.1f, want %.1f", half, 2*got)
	}
	// Pairs that a third row brings together blocking cannot miss.
	recall, _ := s.Captures.Recall()
	s.Captures.Closed = .75
	if quarter := s.Captures.estimate(rows).expected(); math.Abs(quarter-got/2) > 1e-9 {
		t.Errorf("three quarters linked by way of a third: %.1f, want %.1f", quarter, got/2)
	}
	if more, ok := s.Captures.Recall(); !ok || more <= recall {
		t.Errorf("recall %.4f, without a third row %.4f", more, recall)
	}
}

func TestCaptureWithNothingToGoBy(t *testing.T) {
	for name, c := range map[string]*Captures{
		"none": nil, "no sample": {Share: 0}, "no pair": {Share: 1, Uses: []record.RuleSet{{1}}},
		"one list": {Share: 1, Uses: []record.RuleSet{{1}}, Found: make([]record.RuleSet, 100), Weight: make([]float64, 100)},
	} {
		if got := c.estimate(10); got.expected() != 0 || got.share(0) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// found makes as many pairs as are asked for of each set of rules.
func found(c *Captures, counts map[record.RuleSet]int) *Captures {
	for by, n := range counts {
		for range n {
			c.Found, c.Weight = append(c.Found, by), append(c.Weight, 1)
		}
	}
	return c
}

// TestCaptureTakesTheLargest: of the fields' estimates the largest counts, of those whose lists both hold pairs enough.
func TestCaptureTakesTheLargest(t *testing.T) {
	const first, second, third = 1, 2, 4 // rules
	for _, both := range []int{leastBoth - 1, leastBoth} {
		counts := map[record.RuleSet]int{{first | second}: 100, {first}: 10, {second}: 20, {second | third}: both, {third}: 60}
		// By the first rule 10 of one list, 80+both of the other, and 100 of both; by the second 20, 70 and 100+both; by the third 60, 130 and both.
		want := 60 * 130 / float64(both)
		if both < leastBoth {
			want = max(10*(80+float64(both))/100, 20*70/(100+float64(both)))
		}
		for _, uses := range [][]record.RuleSet{{{first}, {second}, {third}, {}}, {{third}, {}, {second}, {first}}} {
			got := found(&Captures{Share: 1, Uses: uses}, counts).estimate(10)
			if math.Abs(got.expected()-want) > 1e-9 {
				t.Errorf("%d pairs in both lists, fields %v: %v missed, want %v", both, uses, got.expected(), want)
			}
		}
	}
}

// TestRecall: of the pairs that are found, what blocking is expected to miss; pairs that no rule finds are none of blocking's.
func TestRecall(t *testing.T) {
	c := found(&Captures{Share: .5, Uses: []record.RuleSet{{1}}}, map[record.RuleSet]int{{3}: 40, {1}: 10, {2}: 20, {}: 7})
	const pairs, missed = (40 + 10 + 20) / .5, 10 * 20 / 40. / .5
	if got, ok := c.Recall(); !ok || math.Abs(got-pairs/(pairs+together*missed)) > 1e-9 {
		t.Errorf("%v, %v, want %v", got, ok, pairs/(pairs+together*missed))
	}
	if got, ok := found(&Captures{Share: 1, Uses: []record.RuleSet{{1}}}, map[record.RuleSet]int{{1}: 100, {2}: 100}).Recall(); ok || got != 0 {
		t.Errorf("two lists that do not overlap: %v", got)
	}
}

// TestDrawn: all of few, and about drawnOf of many.
func TestDrawn(t *testing.T) {
	for of, want := range map[int]int{1: 1, drawnOf: drawnOf, 50 * drawnOf: drawnOf} {
		n := 0
		for key := range uint64(of) {
			if Drawn(key, of) {
				n++
			}
		}
		if n < want*95/100 || n > want*105/100 {
			t.Errorf("of %d records %d are drawn, want about %d", of, n, want)
		}
	}
}

// TestCandidateless: who has no candidate is counted, and who is linked, in review or more probably somebody else is not.
func TestCandidateless(t *testing.T) {
	s := Set{Lost: 5, Links: []record.Link{{Decision: record.DecideNone}, {Decision: record.DecideNone, Present: .3}, {Decision: record.DecideReview, Present: .6}, {Decision: record.DecideMatch, Present: .9}, {Decision: record.DecideMatch}}}
	if got := s.candidateless(); got != 6 {
		t.Errorf("%d records have no candidate, want 6", got)
	}
}

// TestEstimateWithoutLinks: where nothing is linked precision is not known, and recall only where somebody is missed.
func TestEstimateWithoutLinks(t *testing.T) {
	none := record.Link{Person: record.NoRow, Decision: record.DecideNone, Present: .1}
	review := record.Link{Person: 1, Decision: record.DecideReview, Probability: .9, Present: .9}
	for _, c := range []struct {
		links  []record.Link
		recall Interval
	}{
		{[]record.Link{none}, Interval{High: 1}},
		{[]record.Link{none, review, review}, Interval{}},
	} {
		l := Of(Estimate([]Set{{Dataset: "evn", Links: c.links}}), "evn")
		if l.Precision != (Interval{High: 1}) || l.F1 != (Interval{High: 1}) || l.Recall != c.recall {
			t.Errorf("%d records: precision %v, F1 %v, recall %v, want %v", l.Records, l.Precision, l.F1, l.Recall, c.recall)
		}
	}
}

// TestOf: the line of a dataset is that of all its records.
func TestOf(t *testing.T) {
	lines := []Line{{Group: "sex", Records: 1}, {Records: 2}, {Dataset: "evn", Group: "sex", Records: 3}, {Dataset: "evn", Records: 4}}
	if all, one := Of(lines, ""), Of(lines, "evn"); all.Records != 2 || one.Records != 4 || Of(lines, "thue") != nil {
		t.Errorf("all %+v, one %+v", all, one)
	}
}

func TestEstimateByGroupAddsUp(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	a, _, _ := planted(r, 900, .1, .3, .1)
	b, _, _ := planted(r, 500, .1, .3, .1)
	b.Dataset = "thue"
	for _, s := range []*Set{&a, &b} {
		of := make([]uint8, len(s.Links))
		for i := range of {
			of[i] = uint8(i % 2)
		}
		s.Groups = []Grouping{{"sex", []string{"male", "female", "unknown"}, of}}
	}
	lines := Estimate([]Set{a, b})
	if len(lines) != 9 { // all, bhxh, thue, each with two groups; nobody is of unknown sex
		t.Fatalf("%d lines", len(lines))
	}
	for i := 0; i < 9; i += 3 {
		whole, m, f := lines[i], lines[i+1], lines[i+2]
		if m.Records+f.Records != whole.Records || m.Match+f.Match != whole.Match || m.Review+f.Review != whole.Review || m.None+f.None != whole.None {
			t.Errorf("%s: the groups' counts do not add up", whole.Dataset)
		}
		for _, v := range [][3]float64{
			{whole.FalseLinks.Value, m.FalseLinks.Value, f.FalseLinks.Value}, {whole.MissedLinks.Value, m.MissedLinks.Value, f.MissedLinks.Value},
			{whole.Unfound.Value, m.Unfound.Value, f.Unfound.Value},
		} {
			if math.Abs(v[0]-v[1]-v[2]) > 1e-6*v[0] {
				t.Errorf("%s: %v: the groups do not add up", whole.Dataset, v)
			}
		}
	}
	if !reflect.DeepEqual(lines, Estimate([]Set{a, b})) {
		t.Error("the same input gives another table")
	}
}

func TestEstimateDoesNotDependOnTheRowsOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	s, _, _ := planted(r, 3000, .3, .2, .05)
	want := Estimate([]Set{s})
	for range 5 {
		r.Shuffle(len(s.Links), func(i, j int) { s.Links[i], s.Links[j] = s.Links[j], s.Links[i] })
		c := s.Captures
		r.Shuffle(len(c.Found), func(i, j int) {
			c.Found[i], c.Found[j] = c.Found[j], c.Found[i]
			c.Weight[i], c.Weight[j] = c.Weight[j], c.Weight[i]
		})
		if !reflect.DeepEqual(want, Estimate([]Set{s})) {
			t.Fatal("rows in another order give another table")
		}
	}
}

func TestEstimateOfNothing(t *testing.T) {
	if l := Of(Estimate(nil), ""); l.Records != 0 || l.Precision.High != 1 || l.LinkRate() != 0 {
		t.Errorf("no datasets: %+v", l)
	}
	s := Set{Dataset: "evn", Links: []record.Link{{Person: 0, Decision: record.DecideMatch, Method: record.MethodManual, Probability: 1, Present: 1}}}
	if l := Of(Estimate([]Set{s}), "evn"); l.FalseLinks.Value != 0 || l.Precision.Value != 1 {
		t.Errorf("an officer's link is counted as doubtful: %+v", l)
	}
}

// TestEstimateOfTheSure: links that are as sure as can be are none of the wrong ones, and where nothing tells what blocking misses, it is taken to miss nothing.
func TestEstimateOfTheSure(t *testing.T) {
	s := Set{Dataset: "evn"}
	for range 10 {
		s.Links = append(s.Links, record.Link{Decision: record.DecideMatch, Probability: 1, Present: 1}, record.Link{Person: record.NoRow, Decision: record.DecideNone})
	}
	l := Of(Estimate([]Set{s}), "evn")
	if l.FalseLinks.Value != 0 || l.MissedLinks.Value != 0 || l.Precision.Value != 1 || l.Unfound != (Interval{}) {
		t.Errorf("%+v", l)
	}
}

// BenchmarkEstimate estimates the quality of a million links in 20 groups.
func BenchmarkEstimate(b *testing.B) {
	const n = 1_000_000
	rng := rand.New(rand.NewPCG(1, 1))
	set := Set{Dataset: "x", Links: make([]record.Link, n)}
	for g := range 4 {
		grouping := Grouping{Name: fmt.Sprint(g), Values: []string{"a", "b", "c", "d", "e"}, Of: make([]uint8, n)}
		for row := range grouping.Of {
			grouping.Of[row] = uint8(rng.IntN(5))
		}
		set.Groups = append(set.Groups, grouping)
	}
	for row := range set.Links {
		p := rng.Float64()
		set.Links[row] = record.Link{Decision: record.DecideMatch, Probability: p, Present: p}
	}
	b.ReportAllocs()
	for b.Loop() {
		Estimate([]Set{set})
	}
}
