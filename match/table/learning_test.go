package table

import (
	"reflect"
	"testing"
)

// TestResume: what was learned is resumed as it was, whatever was tried since, also from one state several times.
func TestResume(t *testing.T) {
	p, _ := homesTable(7, 120, false)
	s := trained(t, p, pairsSharing(p))
	at := s.learning()
	weight := s.Weight(0, 1)
	for range 2 {
		s.once, s.paired, s.moved, s.apart = true, true, true, 1
		s.model.Matches *= 2
		for i := range s.fields {
			s.field(i).Levels[0].M, s.field(i).Levels[0].U = .5, .25
		}
		s.apply()
		if s.Weight(0, 1) == weight {
			t.Fatal("the trial changed nothing")
		}
		s.resume(at)
		if again := s.learning(); !reflect.DeepEqual(at, again) || s.Weight(0, 1) != weight {
			t.Fatalf("resumed as %+v, want %+v; weight %v, want %v", again, at, s.Weight(0, 1), weight)
		}
	}
}
