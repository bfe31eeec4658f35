package match

import (
	"context"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestDecisionsAreHonoured holds Link to officers' decisions, and every other record to the link it had.
func TestDecisionsAreHonoured(t *testing.T) {
	sector, pop, truth := dirty(5, 300, 60)
	src := allPairs(60, 300, false)
	before, _, err := Link(context.Background(), PriorModel(), sector, pop, nil, src, Options{})
	if err != nil {
		t.Fatal(err)
	}
	another := (truth[1] + 7) % 300
	opt := Options{
		Different: []record.Pair{{Left: 0, Right: uint32(truth[0])}},
		Same:      []record.Pair{{Left: 1, Right: uint32(another)}},
	}
	after, _, err := Link(context.Background(), PriorModel(), sector, pop, nil, src, opt)
	if err != nil {
		t.Fatal(err)
	}
	if before[0].Person != truth[0] || after[0].Person == truth[0] || after[0].RunnerUp == truth[0] {
		t.Errorf("decided to be different: %+v, before %+v", after[0], before[0])
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
