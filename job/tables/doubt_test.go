package tables

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// TestDoubtOfUnsurePairs: where a fifth of the pairs taken are wrong by their own probabilities, it is told.
func TestDoubtOfUnsurePairs(t *testing.T) {
	for p, want := range map[float64]bool{.7: true, .9: false} {
		r := &run{model: &table.Model{}, people: []*record.People{{Table: &record.Table{}}, {Table: &record.Table{}}}}
		for range 30 {
			r.links = append(r.links, record.Scored{Probability: p})
		}
		r.doubt()
		if got := slices.Contains(r.sum.Doubts, DoubtUnsure); got != want {
			t.Errorf("links of %v: %v", p, r.sum.Doubts)
		}
	}
}
