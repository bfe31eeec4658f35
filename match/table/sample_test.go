package table

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestSampleDoesNotDependOnThreads: of more candidates than EM learns from the same ones are kept, whoever brings them first. Batches that were compared
// before another thread brought the limit down must not bring it down once more.
func TestSampleDoesNotDependOnThreads(t *testing.T) {
	var rows [][]string
	for i := range 300 {
		rows = append(rows, []string{fmt.Sprint("name", i%40), fmt.Sprint("town", i%7)})
	}
	p := columnsTable([]*record.Column{{Field: "name", Kind: record.KindName}, {Field: "town", Kind: record.KindCode}}, rows)
	s := NewScorer(NewModel(p), p, p)
	var batches [][]record.Pair
	for i := range uint32(300) {
		var batch []record.Pair
		for j := i + 1; j < 300; j++ {
			batch = append(batch, record.Pair{Left: i, Right: j})
		}
		batches = append(batches, batch)
	}
	drawn := func(emitters int) *sample {
		sm := newSample(len(s.fields))
		sm.most = 1500
		err := s.collect(t.Context(), sm, func(_ context.Context, emit func([]record.Pair) error) error {
			var wg sync.WaitGroup
			for e := range emitters {
				wg.Go(func() {
					for i := e; i < len(batches); i += emitters {
						if err := emit(batches[i]); err != nil {
							t.Error(err)
						}
					}
				})
			}
			wg.Wait()
			return nil
		}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return sm
	}
	want := drawn(1)
	if n := len(want.pairs); n > 1500 || n < 500 {
		t.Fatalf("%d pairs", n)
	}
	for range 200 {
		got := drawn(4)
		if got.limit != want.limit || !reflect.DeepEqual(got.pairs, want.pairs) || !reflect.DeepEqual(got.of, want.of) {
			t.Fatalf("%d pairs below %x with four threads, %d below %x with one", len(got.pairs), got.limit, len(want.pairs), want.limit)
		}
	}
}
