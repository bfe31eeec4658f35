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
