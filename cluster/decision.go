package cluster

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/record"
)

// decisions are officers' decisions on pairs of rows.
type decisions map[rows]decision

type decision uint8

const (
	decidedSame decision = iota + 1
	decidedDifferent
)

// decisionsOf gathers the decisions; where a pair was decided both ways, "different" counts: it can be mended later, and
// two persons made one cannot as easily.
func decisionsOf(opt Options) decisions {
	d := decisions{}
	for _, p := range opt.Same {
		d[rowsOf(p.Left, p.Right)] = decidedSame
	}
	for _, p := range opt.Different {
		d[rowsOf(p.Left, p.Right)] = decidedDifferent
	}
	return d
}

// persons returns, for each row decided to be one person with others, the first of them. The table has so many rows.
func (d decisions) persons(n int) map[uint32]uint32 {
	if len(d) == 0 {
		return nil
	}
	sets := disjoint.New(n)
	for r, is := range d {
		if is == decidedSame {
			sets.Join(r.left, r.right)
		}
	}
	first := map[uint32]uint32{}
	for r, is := range d {
		if is == decidedSame {
			first[r.left], first[r.right] = sets.Root(r.left), sets.Root(r.right)
		}
	}
	return first
}

// unsureAt is the most that a pair counts for of which an officer could not tell whether it is one person.
const unsureAt = .5

// edges puts the decisions over what was scored: the pairs decided to be one person are the surest, and come first; those
// nobody could tell join nothing by themselves.
func (d decisions) edges(scored []edge, unsure []record.Pair) []edge {
	if len(unsure) > 0 {
		open := map[rows]bool{}
		for _, p := range unsure {
			open[rowsOf(p.Left, p.Right)] = true
		}
		for i, e := range scored {
			if open[e.rows] {
				scored[i].p = min(e.p, unsureAt)
			}
		}
		slices.SortStableFunc(scored, func(a, b edge) int { return cmp.Compare(b.p, a.p) })
	}
	if len(d) == 0 {
		return scored
	}
	var out []edge
	for r, is := range d {
		if is == decidedSame {
			out = append(out, edge{r, 1})
		}
	}
	slices.SortFunc(out, func(a, b edge) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right)) })
	for _, e := range scored {
		if d[e.rows] == 0 {
			out = append(out, e)
		}
	}
	return out
}
