package tables

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/record"
)

// TestGroupsOfLinks holds the groups of links against those that sets of rows make, whether or not a right row has two partners.
func TestGroupsOfLinks(t *testing.T) {
	const seed, left, right = 7, 12, 30
	rnd := rand.New(rand.NewPCG(seed, seed))
	for round := range 300 {
		var links []record.Scored
		for y := range right {
			for range rnd.IntN(2 + round%2) {
				links = append(links, record.Scored{Pair: record.Pair{Left: rnd.Uint32N(left), Right: uint32(y)}})
			}
		}
		slices.SortFunc(links, record.ByRows)
		links = slices.Compact(links)
		sets := disjoint.New(left + right)
		for _, p := range links {
			sets.Join(p.Left, left+p.Right)
		}
		var want [][]uint32
		for x := range uint32(left + right) {
			if sets.Root(x) != x {
				continue
			}
			var group []uint32
			for y := range uint32(left + right) {
				if sets.Root(y) == x {
					group = append(group, y)
				}
			}
			if len(group) > 1 {
				want = append(want, group)
			}
		}
		if got := groupsOf(links, nil, left, right); !slices.EqualFunc(got, want, slices.Equal[[]uint32]) {
			t.Fatalf("seed %d, round %d, links %v: groups %v, want %v", seed, round, links, got, want)
		}
	}
}

// TestBestOf wants each row's surest pair from the even chance up, the first of equals, in the order of the pairs.
func TestBestOf(t *testing.T) {
	pairs := []record.Scored{
		{Pair: record.Pair{Left: 0, Right: 1}, Probability: .6},
		{Pair: record.Pair{Left: 0, Right: 2}, Probability: .4},
		{Pair: record.Pair{Left: 1, Right: 0}, Probability: .9},
		{Pair: record.Pair{Left: 2, Right: 1}, Probability: .8},
		{Pair: record.Pair{Left: 3, Right: 0}, Probability: .9},
		{Pair: record.Pair{Left: 4, Right: 1}, Probability: .7},
	}
	got := bestOf(pairs, 3, func(p record.Scored) uint32 { return p.Right })
	if want := []record.Scored{pairs[2], pairs[3]}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
