package table

import (
	"math"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestWhatRelatedPairsBecame: where EM leaves related pairs for others, these are matches if they agree in every column as matches do, or better, but for the column that was held as strangers have it;
// else they are a further sort of related pairs, and EM begins anew.
func TestWhatRelatedPairsBecame(t *testing.T) {
	for _, c := range []struct {
		name    string
		shares  [3]float64 // of related pairs that agree in name, year and course
		matches bool
	}{
		{"rows of one year", [3]float64{.9, .99, .1}, true},
		{"a little fewer", [3]float64{.8, .5, .1}, true},
		{"called otherwise", [3]float64{.3, .99, .9}, false},
	} {
		var columns []*record.Column
		for _, name := range []record.Field{"name", "year", "course"} {
			columns = append(columns, &record.Column{Field: name, Kind: record.KindCode})
		}
		p := columnsTable(columns, [][]string{{"a", "1", "x"}, {"a", "2", "y"}, {"b", "1", "x"}})
		s := NewScorer(NewModel(p), p, p)
		found := s.model.clone()
		found.Related, found.Matches = 77, 300
		for i, share := range c.shares {
			at := func(share float64) [2]float64 { return [2]float64{share, 1 - share} }
			m, related := at([3]float64{.9, .5, .8}[i]), at(share)
			for j := range s.field(i).Levels {
				l := &s.field(i).Levels[j]
				l.M, l.Poor, l.Related = m[j], m[j], related[j]
			}
		}
		s.model.Matches, s.model.Related, s.apart = 0, 100, 2 // EM tells the model how many matches there are at its end
		s.leave(found, 300)
		m, name := s.model, s.field(0).Levels[0]
		if c.matches {
			if want := (300*.9 + 100*c.shares[0]) / 400; m.Matches != 400 || m.Related != 0 || len(m.Sorts) > 0 || math.Abs(name.M-want) > 1e-9 || s.apart >= 0 {
				t.Errorf("%s: %.0f matches, %.0f related, sorts %v, %.3f of the matches of one name, want 400, none and %.3f", c.name, m.Matches, m.Related, m.Sorts, name.M, want)
			}
		} else if m.Matches != 300 || m.Related != 77 || len(m.Sorts) != 1 || m.Sorts[0] != 100 || name.Sorts[0] != c.shares[0] {
			t.Errorf("%s: %.0f matches, %.0f related, sorts %v, want what was found and a sort of 100", c.name, m.Matches, m.Related, m.Sorts)
		}
	}
}
