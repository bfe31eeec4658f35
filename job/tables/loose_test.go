package tables

import (
	"testing"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// TestLoosePairs: a pair that rules have brought to one and the same third row is in its cluster whether a rule brings it or not.
func TestLoosePairs(t *testing.T) {
	people := &record.People{Table: &record.Table{IDs: record.TextsOf("a", "b", "c", "d", "e", "f", "g")}}
	pair := func(a, b uint32, rule uint8) record.Scored {
		return record.Scored{Pair: record.Pair{Left: a, Right: b, Rule: rule}}
	}
	r := &run{people: []*record.People{people}, rules: make([]block.Rule, 1), groups: [][]uint32{{0, 1, 2, 3}, {4, 5}}}
	r.pairs = []record.Scored{pair(0, 1, 0), pair(0, 2, 0), pair(0, 3, table.RuleRest), pair(1, 2, 1), pair(2, 3, 0), pair(4, 5, 0), pair(5, 6, 0)}
	// Row 0 holds 1 and 2 together, row 2 holds 0 and 3; from 1 to 3 it is two rows.
	if got := r.loose(); got != 5.0/7 {
		t.Errorf("%.3f of the pairs are loose, want 5 of 7", got)
	}
}
