package match

import "testing"

// TestNeighboursAreStrangers: of two who are told to live in one commune, the chance as neighbours and that as strangers are not added up, for who lives there is a
// neighbour; where nothing is told of it, they are.
func TestNeighboursAreStrangers(t *testing.T) {
	people := register(65, 3000)
	chances := func(one person) (all, strangers, neighbours float64) {
		s := newScorer(PriorModel(), testPeople([]person{one, people[1]}), testPeople(people), nil, 1)
		w := s.worker()
		w.trace = true
		s.ratio(0, 0, w)
		strangers, kin := 1., s.relatives(s.at(s.left, 0), s.at(s.right, 0))
		for i := range s.comps {
			if w.levels[i] != missing {
				strangers *= w.seen[i].u
				s.comps[i].relate(w.levels[i], w.seen[i], &kin)
			}
		}
		for k, v := range kin {
			if k != classNeighbour {
				all -= v
			}
		}
		return all + w.chance, strangers, kin[classNeighbour]
	}
	one := people[0]
	one.id, one.father, one.mother = 0, "", ""
	all, strangers, neighbours := chances(one)
	if neighbours < strangers/4 || neighbours > 4*strangers {
		t.Fatalf("strangers %g, neighbours %g: the test tells nothing", strangers, neighbours)
	}
	if want := max(strangers, neighbours); all < .999*want || all > 1.001*want {
		t.Errorf("strangers %g, neighbours %g, both %g", strangers, neighbours, all)
	}
	one.commune = 0
	all, strangers, neighbours = chances(one)
	if want := strangers + neighbours; all < .999*want || all > 1.001*want {
		t.Errorf("no commune: strangers %g, neighbours %g, both %g", strangers, neighbours, all)
	}
}
