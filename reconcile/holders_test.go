package reconcile

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestHolders(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 1))
		ids := make([]uint64, rng.IntN(300))
		want := map[uint64][]uint32{}
		for row := range ids {
			if ids[row] = rng.Uint64N(200); rng.IntN(3) == 0 {
				ids[row] *= 1_000_000_007
			}
			if ids[row] != 0 {
				want[ids[row]] = append(want[ids[row]], uint32(row))
			}
		}
		h := newHolders(ids)
		for id := range uint64(220) {
			for _, id := range []uint64{id, id * 1_000_000_007} {
				var got []uint32
				for row, ok := h.first(id); ok; row, ok = h.next(row) {
					got = append(got, row)
				}
				if !slices.Equal(got, want[id]) {
					t.Fatalf("seed %d, ID %d: %v, want %v", seed, id, got, want[id])
				}
			}
		}
	}
}

func TestRepeats(t *testing.T) {
	for seed := range uint64(50) {
		rng := rand.New(rand.NewPCG(seed, 2))
		all := make([]numbered, rng.IntN(300))
		times := map[uint64]int{}
		for i := range all {
			all[i] = numbered{1 + rng.Uint64N(400), uint32(i)}
			times[all[i].number]++
		}
		kept := repeats(slices.Clone(all))
		if !slices.IsSortedFunc(kept, func(a, b numbered) int { return int(a.row) - int(b.row) }) {
			t.Fatalf("seed %d: not in order: %v", seed, kept)
		}
		for _, r := range all {
			if times[r.number] > 1 && !slices.Contains(kept, r) {
				t.Fatalf("seed %d: %v is not among %v", seed, r, kept)
			}
		}
		if len(all) > 100 && len(kept) == len(all) {
			t.Fatalf("seed %d: all are kept", seed)
		}
	}
}
