// Package cluster makes groups of pairs: the rows of one dataset that are one person, or one fact.
//
//  1. Group joins rows best pair first, and refuses a join that would put a contradiction between any two rows of a group,
//     or hold two groups together by a weak bridge. The result depends on the pairs alone, not on their order.
//  2. Facts does the same for datasets where several rows a person are normal: a duplicate there is the same fact twice.
//  3. Of each group one row is kept, the most complete and accurate one, with the reason why it won (survivor.go).
//  4. Merge makes the merged record of a group, field by field, and tells which row each value was taken from (merge.go).
//
// Clusters come in the order of their first row, their rows ascending.
package cluster

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/record"
)

// DefaultThreshold is the probability from which a pair may join two groups. Lower ones find more duplicates and begin to
// join strangers: docs/decisions/0003-clusters.md has the figures.
const DefaultThreshold = 0.7

// DefaultLinkage is the least mean probability between the rows of two groups that are joined, a pair that was not scored
// (or not reported, being improbable) counting 0. Less than half of a sure pair lets a third row join two on the strength of one
// sure pair, as when its record is too poor to be compared with the other, and lets no chain of four hang by one pair.
// TestLinkageIsMeasured holds it against other values on noisy groups.
const DefaultLinkage = 0.45

// Options say how to group. The zero value works.
type Options struct {
	Threshold float64 // least probability of the pair that joins two groups; 0 means DefaultThreshold
	Linkage   float64 // least mean probability between two groups that are joined; 0 means DefaultLinkage
	// Same and Different are what officers decided before of pairs of rows. Group holds the first together, whatever speaks
	// against it but a decision to the contrary, and never has the second in one group. Rows decided to be one person count as one:
	// what is probably one of them is probably the person, however little it looks like the others.
	Same, Different []record.Pair
	// Unsure are pairs an officer could not tell: their own score joins nothing.
	Unsure []record.Pair
	// NeverTogether are fields of which no two rows of a group hold different values that can be right, whatever else speaks
	// for them and whoever said so: the hard rules of the sector's profile.
	NeverTogether []record.Field
	Threads       int // goroutines; 0 means one
}

func (o Options) filled() Options {
	if o.Threshold == 0 {
		o.Threshold = DefaultThreshold
	}
	if o.Linkage == 0 {
		o.Linkage = DefaultLinkage
	}
	return o
}

// Group returns the groups of rows of p that the scored pairs hold to be one person, each with its survivor. Pairs may
// come in any order, either row first, and more than once, when the highest probability counts.
// A row's probability in its cluster is that of its surest pair there.
func Group(p *record.People, pairs []record.Scored, opt Options) []record.Cluster {
	opt = opt.filled()
	decided := decisionsOf(opt)
	edges := decided.edges(edgesOf(pairs), opt.Unsure)
	known := make(map[rows]float64, len(edges))
	sets := disjoint.New(p.Rows())
	for _, e := range edges {
		known[e.rows] = e.p
		if e.p >= opt.Threshold {
			sets.Join(e.left, e.right)
		}
	}
	// Rows that no sure pair connects never meet: each connected part is worked out by itself.
	parts := map[uint32][]edge{}
	var order []uint32
	for _, e := range edges {
		root := sets.Root(e.left)
		if e.p < opt.Threshold {
			continue
		}
		if parts[root] == nil {
			order = append(order, root)
		}
		parts[root] = append(parts[root], e)
	}
	id := newIdentity(p)
	id.decided, id.hard = decided, hardOf(p, id, opt.NeverTogether)
	id.persons = decided.persons(p.Rows())
	made := make([][]record.Cluster, len(order))
	parallel.Stretches(len(order), groupsAtOnce, opt.Threads, func(from, to int) {
		for i := from; i < to; i++ {
			made[i] = agglomerate(id, parts[order[i]], known, opt)
		}
	})
	out := slices.Concat(made...)
	finish(p, out, opt.Threads)
	return out
}

// groupsAtOnce is how many connected parts, or clusters, a goroutine works on at a time: most are of two rows.
const groupsAtOnce = 256

// rows names a pair, left before right.
type rows struct{ left, right uint32 }

func rowsOf(a, b uint32) rows { return rows{min(a, b), max(a, b)} }

type edge struct {
	rows
	p float64
}

// edgesOf returns each pair once, the surest first and then by rows.
func edgesOf(pairs []record.Scored) []edge {
	edges := make([]edge, 0, len(pairs))
	for _, s := range pairs {
		if s.Left != s.Right {
			edges = append(edges, edge{rowsOf(s.Left, s.Right), s.Probability})
		}
	}
	byRows := func(a, b edge) int { return cmp.Or(cmp.Compare(a.left, b.left), cmp.Compare(a.right, b.right)) }
	slices.SortFunc(edges, func(a, b edge) int { return cmp.Or(byRows(a, b), cmp.Compare(b.p, a.p)) })
	edges = slices.CompactFunc(edges, func(a, b edge) bool { return a.rows == b.rows })
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(b.p, a.p) })
	return edges
}

// agglomerate joins the rows of one connected part: always the surest pair whose groups may be joined. A join refused for
// its weak bridge may be allowed when the groups have grown, so after each join the look starts anew.
func agglomerate(id *identity, edges []edge, known map[rows]float64, opt Options) []record.Cluster {
	group := map[uint32]*[]uint32{}
	for _, e := range edges {
		for _, row := range []uint32{e.left, e.right} {
			if group[row] == nil {
				group[row] = &[]uint32{row}
			}
		}
	}
	for i := 0; i < len(edges); {
		e := edges[i]
		a, b := group[e.left], group[e.right]
		now, ever := false, false
		if a != b {
			now, ever = joinable(id, *a, *b, known, opt)
		}
		if ever && !now {
			i++ // stays, for when the groups have grown
			continue
		}
		edges = slices.Delete(edges, i, i+1)
		if !now {
			continue
		}
		*a = append(*a, *b...)
		for _, row := range *b {
			group[row] = a
		}
		i = 0
	}
	var out []record.Cluster
	seen := map[*[]uint32]bool{}
	for _, g := range group {
		if !seen[g] && len(*g) > 1 {
			seen[g] = true
			slices.Sort(*g)
			c := record.Cluster{Rows: *g, Probability: surest(*g, known)}
			measure(&c, known, opt.Threshold)
			out = append(out, c)
		}
	}
	return out
}

// joinable reports whether two groups may be joined now, and whether they may ever be: a contradiction stays. Of rows decided to be one person the
// likeliest speaks for all, and where those contradict each other themselves, so may their duplicates.
func joinable(id *identity, a, b []uint32, known map[rows]float64, opt Options) (now, ever bool) {
	same := false
	for _, x := range a {
		for _, y := range b {
			switch id.decided[rowsOf(x, y)] {
			case decidedSame:
				same = true
			case decidedDifferent:
				return false, false
			}
			if id.hard.part(x, y) {
				return false, false
			}
		}
	}
	if same {
		return true, true
	}
	sum, pairs, contrary := 0.0, 0, false
	others := id.byPerson(b)
	for _, one := range id.byPerson(a) {
		for _, other := range others {
			p, contradict := id.likeliest(one, other, known)
			sum, pairs, contrary = sum+p, pairs+1, contrary || contradict
		}
	}
	if contrary && !id.overruled(a, known) && !id.overruled(b, known) {
		return false, false
	}
	const rounding = 1e-9 // of the sum, whatever the order of its terms
	return sum >= opt.Linkage*float64(pairs)-rounding, true
}

// byPerson returns the rows of a group, those decided to be one person together; rows that nobody has decided on are one each.
func (id *identity) byPerson(group []uint32) (persons [][]uint32) {
	persons = make([][]uint32, 0, len(group))
	for i, row := range group {
		at := -1
		if first, decided := id.persons[row]; decided {
			at = slices.IndexFunc(persons, func(rows []uint32) bool { return id.person(rows[0]) == first })
		}
		if at < 0 {
			persons = append(persons, group[i:i+1:i+1])
		} else {
			persons[at] = append(persons[at], row)
		}
	}
	return persons
}

// likeliest returns the greatest probability of a pair of rows of two persons, and whether all pairs as likely contradict each other.
func (id *identity) likeliest(one, other []uint32, known map[rows]float64) (most float64, contrary bool) {
	most = -1
	for _, x := range one {
		for _, y := range other {
			switch p := known[rowsOf(x, y)]; {
			case p > most:
				most, contrary = p, id.contradict(x, y, p)
			case p == most:
				contrary = contrary && id.contradict(x, y, p)
			}
		}
	}
	return most, contrary
}

// overruled says that officers hold rows of a group together that contradict each other.
func (id *identity) overruled(group []uint32, known map[rows]float64) bool {
	if len(id.persons) == 0 {
		return false
	}
	for i, x := range group {
		for _, y := range group[:i] {
			if id.person(x) == id.person(y) && id.contradict(x, y, known[rowsOf(x, y)]) {
				return true
			}
		}
	}
	return false
}

func surest(group []uint32, known map[rows]float64) []float64 {
	p := make([]float64, len(group))
	for i, x := range group {
		for j, y := range group[i+1:] {
			v := known[rows{x, y}]
			p[i], p[i+1+j] = max(p[i], v), max(p[i+1+j], v)
		}
	}
	return p
}

// finish chooses the survivors and puts the clusters in order.
func finish(p *record.People, clusters []record.Cluster, threads int) {
	q := newQuality(p)
	parallel.Stretches(len(clusters), groupsAtOnce, threads, func(from, to int) {
		for i := from; i < to; i++ {
			clusters[i].Survivor, clusters[i].Reason = q.survivor(clusters[i].Rows)
		}
	})
	slices.SortFunc(clusters, func(a, b record.Cluster) int { return cmp.Compare(a.Rows[0], b.Rows[0]) })
}
