package match

import (
	"context"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestDecisionsAreHonoured holds Link to officers' decisions, and every other record to the link it had.
func TestDecisionsAreHonoured(t *testing.T) {
	sector, pop, truth := dirty(5, 300, 60)
	src := allPairs(60, 300, false).All()
	before, _, err := Link(context.Background(), PriorModel(), sector, pop, src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	another := (truth[1] + 7) % 300
	opt := Options{
		Different: []record.Pair{{Left: 0, Right: uint32(truth[0])}},
		Same:      []record.Pair{{Left: 1, Right: uint32(another)}},
	}
	after, _, err := Link(context.Background(), PriorModel(), sector, pop, src, opt)
	if err != nil {
		t.Fatal(err)
	}
	if before[0].Person != truth[0] || after[0].Person == truth[0] || after[0].RunnerUp == truth[0] {
		t.Errorf("decided to be different: %+v, before %+v", after[0], before[0])
	}
	if after[0].Decision != record.DecideNone || after[0].Why != record.WhySetApart {
		t.Errorf("decided to be different, and nobody else: %+v", after[0])
	}
	if l := after[1]; l.Person != another || l.Method != record.MethodManual || l.Decision != record.DecideMatch || l.RunnerUp != truth[1] {
		t.Errorf("decided to be the same: %+v", l)
	}
	for i := 2; i < len(after); i++ {
		if after[i].Person != before[i].Person || after[i].Decision != before[i].Decision {
			t.Errorf("record %d: %+v, before %+v", i, after[i], before[i])
		}
	}
}

// TestDecisionsAmongRecords: records said to be one person share a link, those said to be two do not, and what an officer
// could not tell is not linked without one.
func TestDecisionsAmongRecords(t *testing.T) {
	sector, pop, truth := dirty(5, 300, 60)
	src := allPairs(60, 300, false).All()
	link := func(opt Options) []record.Link {
		t.Helper()
		links, _, err := Link(context.Background(), PriorModel(), sector, pop, src, opt)
		if err != nil {
			t.Fatal(err)
		}
		return links
	}
	before := link(Options{})
	if before[0].Decision != record.DecideMatch || before[1].Decision != record.DecideMatch {
		t.Fatalf("%+v, %+v", before[0], before[1])
	}
	together := link(Options{Together: [][]uint32{{0, 1}}})
	if together[0].Person != together[1].Person || together[0].Method == together[1].Method || together[1].Why == together[0].Why {
		t.Errorf("said to be one person: %+v, %+v", together[0], together[1])
	}
	apart := link(Options{Same: []record.Pair{{Left: 1, Right: uint32(truth[0])}}, Apart: []record.Pair{{Left: 0, Right: 1}}})
	if apart[0].Decision != record.DecideReview || apart[0].Why != record.WhyApart || apart[1].Decision != record.DecideMatch {
		t.Errorf("said to be two: %+v, %+v", apart[0], apart[1])
	}
	unsure := link(Options{Unsure: []record.Pair{{Left: 0, Right: uint32(truth[0])}}})
	if unsure[0].Decision != record.DecideReview || unsure[0].Why != record.WhyUnsure || unsure[0].Person != truth[0] {
		t.Errorf("not told: %+v", unsure[0])
	}
}

// TestHonour: what each decision makes of the links there are.
func TestHonour(t *testing.T) {
	match := func(person int, p float64) record.Link {
		return record.Link{Person: person, Decision: record.DecideMatch, Probability: p, Method: record.MethodModel, Why: record.WhyProbable, RunnerUp: record.NoRow}
	}
	none := record.Link{Person: record.NoRow, RunnerUp: record.NoRow, Decision: record.DecideNone, Why: record.WhyUnlikely}
	review := match(7, .7)
	review.Decision, review.Why = record.DecideReview, record.WhyBelow
	pair := func(l, r uint32) []record.Pair { return []record.Pair{{Left: l, Right: r}} }
	type is struct { // of a link
		person int
		record.Decision
		record.Why
	}
	const yes, open, no = record.DecideMatch, record.DecideReview, record.DecideNone
	people := register(71, 12)
	for _, c := range []struct {
		what  string
		links []record.Link
		opt   Options
		want  []is
	}{
		{"same", []record.Link{match(7, .9), none}, Options{Same: pair(1, 8)}, []is{{7, yes, record.WhyProbable}, {8, yes, record.WhySame}}},
		{"the same as a duplicate", []record.Link{none}, Options{Same: pair(0, 9)}, []is{{8, yes, record.WhySame}}},
		{"unsure", []record.Link{match(8, .9), match(8, .9)}, Options{Unsure: pair(0, 8)}, []is{{8, open, record.WhyUnsure}, {8, yes, record.WhyProbable}}},
		{"unsure of a duplicate", []record.Link{match(8, .9)}, Options{Unsure: pair(0, 9)}, []is{{8, open, record.WhyUnsure}}},
		{"unsure of somebody else", []record.Link{match(7, .9)}, Options{Unsure: pair(0, 8)}, []is{{7, yes, record.WhyProbable}}},
		{"unsure in review", []record.Link{review}, Options{Unsure: pair(0, 7)}, []is{{7, open, record.WhyBelow}}},
		{"unsure, and the same", []record.Link{none}, Options{Unsure: pair(0, 8), Same: pair(0, 8)}, []is{{8, yes, record.WhySame}}},
		{"together", []record.Link{match(7, .9), match(8, .99), none, review}, Options{Together: [][]uint32{{0, 1, 2, 3}}}, []is{{8, yes, record.WhySame}, {8, yes, record.WhyProbable}, {8, yes, record.WhySame}, {8, yes, record.WhySame}}},
		{"together with none linked", []record.Link{none, review}, Options{Together: [][]uint32{{0, 1}}}, []is{{record.NoRow, no, record.WhyUnlikely}, {7, open, record.WhyBelow}}},
		{"together with one decided", []record.Link{match(7, .99), none}, Options{Together: [][]uint32{{0, 1}}, Same: pair(1, 8)}, []is{{8, yes, record.WhySame}, {8, yes, record.WhySame}}},
		{"together with two decided", []record.Link{none, none}, Options{Together: [][]uint32{{0, 1}}, Same: []record.Pair{{Left: 0, Right: 7}, {Left: 1, Right: 8}}}, []is{{7, yes, record.WhySame}, {8, yes, record.WhySame}}},
		{"together with somebody who is not", []record.Link{match(7, .9), none}, Options{Together: [][]uint32{{0, 1}}, Different: pair(1, 7)}, []is{{7, yes, record.WhyProbable}, {record.NoRow, no, record.WhySetApart}}},
		{"apart", []record.Link{match(7, .9), match(7, .99)}, Options{Apart: pair(0, 1)}, []is{{7, open, record.WhyApart}, {7, yes, record.WhyProbable}}},
		{"apart, the other way round", []record.Link{match(7, .9), match(7, .99)}, Options{Apart: pair(1, 0)}, []is{{7, open, record.WhyApart}, {7, yes, record.WhyProbable}}},
		{"apart and as sure", []record.Link{match(7, .9), match(7, .9)}, Options{Apart: pair(0, 1)}, []is{{7, yes, record.WhyProbable}, {7, open, record.WhyApart}}},
		{"apart and as sure, the other way round", []record.Link{match(7, .9), match(7, .9)}, Options{Apart: pair(1, 0)}, []is{{7, yes, record.WhyProbable}, {7, open, record.WhyApart}}},
		{"apart, one decided", []record.Link{match(7, 1), none}, Options{Apart: pair(0, 1), Same: pair(1, 7)}, []is{{7, open, record.WhyApart}, {7, yes, record.WhySame}}},
		{"apart, the other one decided", []record.Link{none, match(7, 1)}, Options{Apart: pair(0, 1), Same: pair(0, 7)}, []is{{7, yes, record.WhySame}, {7, open, record.WhyApart}}},
		{"apart of two persons", []record.Link{match(7, .9), match(8, .99)}, Options{Apart: pair(0, 1)}, []is{{7, yes, record.WhyProbable}, {8, yes, record.WhyProbable}}},
		{"apart, one in review", []record.Link{review, match(7, .99)}, Options{Apart: pair(0, 1)}, []is{{7, open, record.WhyBelow}, {7, yes, record.WhyProbable}}},
		{"apart, the other one in review", []record.Link{match(7, .99), review}, Options{Apart: pair(0, 1)}, []is{{7, yes, record.WhyProbable}, {7, open, record.WhyBelow}}},
		{"different", []record.Link{none, match(7, .9)}, Options{Different: []record.Pair{{Left: 0, Right: 8}, {Left: 1, Right: 8}}}, []is{{record.NoRow, no, record.WhySetApart}, {7, yes, record.WhyProbable}}},
	} {
		s := newScorer(PriorModel(), testPeople(people[:len(c.links)]), testPeople(people), nil, 1)
		s.different = map[[2]uint32]bool{}
		for _, p := range c.opt.Different {
			s.different[[2]uint32{p.Left, p.Right}] = true
		}
		survivor := func(row uint32) uint32 {
			if row == 9 {
				return 8
			}
			return row
		}
		s.honour(c.links, survivor, c.opt, s.worker())
		for row, l := range c.links {
			if got := (is{l.Person, l.Decision, l.Why}); got != c.want[row] {
				t.Errorf("%s: record %d is %d, %s, %s; want %d, %s, %s", c.what, row, got.person, got.Decision, got.Why, c.want[row].person, c.want[row].Decision, c.want[row].Why)
			}
			if manual := l.Method == record.MethodManual; manual != (l.Why == record.WhySame) || manual && l.Probability != 1 {
				t.Errorf("%s: record %d: %+v", c.what, row, l)
			}
		}
	}
}

// TestManualRunnerUp: whoever was thought to be the person stands beside the one an officer said, and never he himself.
func TestManualRunnerUp(t *testing.T) {
	people := register(71, 12)
	s := newScorer(PriorModel(), testPeople(people[:1]), testPeople(people), nil, 1)
	for _, c := range []struct {
		was         record.Link
		runnerUp    int
		probability float64
	}{
		{record.Link{Person: record.NoRow, RunnerUp: record.NoRow}, record.NoRow, 0},
		{record.Link{Person: 8, Probability: .9, RunnerUp: 9, RunnerUpProbability: .1}, 9, .1},
		{record.Link{Person: 7, Probability: .9, RunnerUp: 8, RunnerUpProbability: .1}, 7, .9},
		{record.Link{Person: 7, Probability: .9, RunnerUp: 9, RunnerUpProbability: .1}, 7, .9},
		{record.Link{Person: record.NoRow, RunnerUp: 8, RunnerUpProbability: .1}, record.NoRow, 0},
		{record.Link{Person: record.NoRow, RunnerUp: 9, RunnerUpProbability: .1}, 9, .1},
	} {
		if got := s.manual(0, 8, c.was, s.worker()); got.Person != 8 || got.RunnerUp != c.runnerUp || got.RunnerUpProbability != c.probability {
			t.Errorf("%+v: %+v", c.was, got)
		}
	}
}

// TestDecidedRows: whom an officer said a record is, is not sure of, or is one or two with, and not whom it is not.
func TestDecidedRows(t *testing.T) {
	opt := Options{Same: []record.Pair{{Left: 1, Right: 11}}, Unsure: []record.Pair{{Left: 2, Right: 12}}, Apart: []record.Pair{{Left: 3, Right: 4}}, Together: [][]uint32{{5, 6}, {7}}, Different: []record.Pair{{Left: 8, Right: 18}}}
	got := opt.decidedRows()
	for row := range uint32(20) {
		if got[row] != (row >= 1 && row <= 7) {
			t.Errorf("record %d is decided on: %v", row, got[row])
		}
	}
}
