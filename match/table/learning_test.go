package table

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/doisanh/doisanh/record"
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

// TestTrainBreaksOff: once it is told to stop, learning goes through no more rounds.
func TestTrainBreaksOff(t *testing.T) {
	p, _ := homesTable(7, 120, false)
	ctx, cancel := context.WithCancel(t.Context())
	s := NewScorer(NewModel(p), p, p)
	err := s.Train(ctx, func(ctx context.Context, emit func([]record.Pair) error) error {
		defer cancel() // when all candidates have been compared
		return pairsSharing(p)(ctx, emit)
	}, Options{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("learning ended with %v", err)
	}
	if n := s.model.Training.Iterations; n > 0 {
		t.Errorf("%d rounds of EM after it was told to stop", n)
	}
}
