package table

import (
	"math"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// TestCompetitionIsThatOfAllItsWays holds what EM expects of competing pairs to the sum over all the ways in which the pairs of a row can be a
// match, related or strangers, with one match at most, and of those that officers' decisions leave. Either table may be the one with fewer rows.
func TestCompetitionIsThatOfAllItsWays(t *testing.T) {
	few, many := textTable(record.KindName, "anna", "bert"), textTable(record.KindName, "anna", "anne", "bertha", "carl")
	for k, side := range [][2]*record.People{{few, many}, {many, few}, {few, many}, {many, few}, {few, many}} {
		said := [][8]int8{{}, {}, {1: pair.Different, 6: pair.Same}, {0: pair.Same}, {0: pair.Different, 5: pair.Different}}[k] // of the pairs
		s := NewScorer(NewModel(few), side[0], side[1])
		s.once, s.model.Related = true, 3
		for i, u := range []float64{.1, .05, .05, .02, .02, .1, .65, .01} {
			s.model.Fields[0].Levels[i].U, s.model.Fields[0].Levels[i].Related = u, .125
		}
		s.apply()
		sm := newSample(1)
		w := s.pool.Get().(*worker)
		for l := range uint32(s.left.Rows()) {
			for r := range uint32(s.right.Rows()) {
				chance := s.levelsOf(l, r, w)
				sm.add(sampled{left: l, right: r, chance: float32(chance)}, w.levels)
			}
		}
		s.byOnce(sm)
		for i := range sm.pairs {
			sm.pairs[i].label = said[i]
		}
		const matches = 1.5
		var got []expected
		_, bits := s.expect(sm, matches, func(e expected) { got = append(got, e) })
		if len(got) != len(sm.pairs) {
			t.Fatalf("%d pairs of %d", len(got), len(sm.pairs))
		}
		want := -3 * math.Log2E
		for row := range 2 {
			pairs := sm.pairs[4*row : 4*row+4]
			all, every := 0.0, 0.0 // the ways that officers leave, and all there are
			var match, related, held [4]float64
			for way := range 81 {
				p, partner := 1.0, -1
				var is [4]int
				for k, rest := 0, way; k < 4; k, rest = k+1, rest/3 {
					is[k] = rest % 3
					levels, chance := sm.levels(&pairs[k]), float64(pairs[k].chance)
					switch is[k] {
					case 1:
						p *= math.Exp2(s.kin(levels) - chance)
					case 2:
						if partner >= 0 {
							p = 0
						}
						partner = k
						p *= matches / 2 / 4 * math.Exp2(s.weigh(levels, chance))
					}
				}
				if partner < 0 {
					p *= 1 - matches/2
				} else {
					held[partner] += p
				}
				every += p
				for k, state := range is {
					if l := pairs[k].label; l == pair.Same && state != 2 || l == pair.Different && state == 2 {
						p = 0
					}
				}
				all += p
				for k, state := range is {
					switch state {
					case 1:
						related[k] += p
					case 2:
						match[k] += p
					}
				}
			}
			want += math.Log2(all)
			for k := range 4 {
				e := got[4*row+k]
				if math.Abs(e.match-match[k]/all) > 1e-9 || math.Abs(e.related-related[k]/all) > 1e-9 || math.Abs(e.held-held[k]/every) > 1e-9 {
					t.Errorf("row %d, pair %d: %+v, want %.6f and %.6f", row, k, e, match[k]/all, related[k]/all)
				}
			}
		}
		if math.Abs(bits-want) > 1e-9 {
			t.Errorf("likelihood %.9f bits, want %.9f", bits, want)
		}
	}
}

// TestOtherPartnersAreNoRelatedPairs: what competition turns away tells little that it is no match where it is a row's other partners, with errors in what tells most, and much where it is another thing.
func TestOtherPartnersAreNoRelatedPairs(t *testing.T) {
	for _, c := range []struct {
		name    string
		same    [3]float64 // of the pairs turned away agree so many in name, number and address
		related bool
	}{
		{"other partners", [3]float64{.6, .55, .6}, false},
		{"branches of a firm", [3]float64{.95, .3, .02}, true},
		{"brothers and sisters", [3]float64{.01, .1, .95}, true},
	} {
		var columns []*record.Column
		for _, name := range []record.Field{"name", "number", "address"} {
			columns = append(columns, &record.Column{Field: name, Kind: record.KindCode})
		}
		p := columnsTable(columns, [][]string{{"a", "1", "x"}, {"b", "2", "y"}})
		s := NewScorer(NewModel(p), p, p)
		s.model.Matches, s.model.Related, s.model.Poor = 1500, 150, .01
		for i := range s.fields {
			same, other := &s.field(i).Levels[0], &s.field(i).Levels[1]
			same.M, other.M, same.Poor, other.Poor = .98, .02, .5, .5
			same.Related, other.Related = c.same[i], 1-c.same[i]
		}
		if tell := s.relatedTell(); (tell >= fewestBits) != c.related {
			t.Errorf("%s: %.1f bits, %v is enough", c.name, tell, fewestBits)
		}
	}
}
