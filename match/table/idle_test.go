package table

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// TestColumnsThatTellNothing: columns that say nothing of who a row is, as the amount of each order, do not hide who is one person; and they tell nothing then,
// while no column that tells something is taken for one of them, also where three share a home.
func TestColumnsThatTellNothing(t *testing.T) {
	for _, c := range []struct {
		columns, values int
		whole           bool
	}{{0, 0, false}, {0, 0, true}, {12, 10, true}, {12, 10, false}} {
		p, truth := homesTable(7, 120, c.whole)
		addNoise(p, c.columns, c.values)
		s, found := dedupedBySharing(t, p)
		f1 := pairsF1(found, truth)
		t.Logf("%d columns of %d values, whole names %v: %d pairs, F1 %.3f", c.columns, c.values, c.whole, len(found), f1)
		if f1 < .85 {
			t.Errorf("%d columns of %d values, whole names %v: F1 %.3f", c.columns, c.values, c.whole, f1)
		}
		for i := range s.fields {
			if noise := s.field(i).Role == record.RoleNumber; s.field(i).idle && !noise {
				t.Errorf("%s was taken for a column that tells nothing", s.fields[i].name)
			}
		}
	}
}

// addNoise gives a table columns whose values are anybody's.
func addNoise(p *record.People, columns, values int) {
	r := rand.New(rand.NewPCG(uint64(columns), uint64(values)))
	for k := range columns {
		v := &record.Values[string]{}
		for n := range values {
			v.Dict, v.Canon = append(v.Dict, fmt.Sprint(n)), append(v.Canon, uint32(n+1))
		}
		for range p.Rows() {
			v.Codes = append(v.Codes, uint32(r.IntN(values)))
		}
		name := record.Field(fmt.Sprintf("x%d", k))
		p.Table.Columns = append(p.Table.Columns, &record.Column{Field: name, Kind: record.KindAmount, Role: record.RoleNumber})
		p.Texts[name] = v
	}
}

// dedupedBySharing returns the pairs of one table, of those that share a value, that are more probable than not, and the scorer that learned it.
func dedupedBySharing(t *testing.T, p *record.People) (*Scorer, []record.Scored) {
	t.Helper()
	pairs := pairsSharing(p)
	s := trained(t, p, pairs)
	found, _, err := s.Dedupe(context.Background(), pairs, Options{MinProbability: .5})
	if err != nil {
		t.Fatal(err)
	}
	return s, found
}

// pairsSharing brings the pairs of rows that share a value.
func pairsSharing(p *record.People) pair.Source {
	return func(_ context.Context, emit func([]record.Pair) error) error {
		var batch []record.Pair
		for l := range uint32(p.Rows()) {
			for r := l + 1; r < uint32(p.Rows()); r++ {
				for _, v := range p.Texts {
					if v.Codes[l] == v.Codes[r] {
						batch = append(batch, record.Pair{Left: l, Right: r})
						break
					}
				}
			}
		}
		return emit(batch)
	}
}

// pairsF1 is the F1 of the pairs found, truth being whose the rows are.
func pairsF1(found []record.Scored, truth []int) float64 {
	all, right := 0, 0
	for l := range truth {
		for _, who := range truth[l+1:] {
			if who == truth[l] {
				all++
			}
		}
	}
	for _, f := range found {
		if truth[f.Left] == truth[f.Right] {
			right++
		}
	}
	return 2 * float64(right) / float64(all+len(found))
}
