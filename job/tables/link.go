package tables

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// decided is the probability from which a pair is a link.
const decided = .5

func (r *run) decide(ctx context.Context) error {
	r.opt.Progress.Start(stage.Link, "", 0)
	defer r.opt.Progress.Done()
	opt := table.Options{
		Threads: r.opt.Threads, MinProbability: r.opt.MinProbability, Progress: r.opt.Progress.Add,
		LeftOnce: r.opt.LeftOnce, RightOnce: r.opt.RightOnce,
	}
	opt = r.officers.options(opt, uint32(r.left().Rows()))
	var source pair.Source
	if decided := r.officers.pairs(); decided != nil || !r.scorer.Remembers() {
		source = decided.PairSource(r.source())
	}
	var stats table.Stats
	var err error
	if r.one() {
		r.pairs, stats, err = r.scorer.Dedupe(ctx, source, opt)
	} else {
		r.pairs, stats, err = r.scorer.Link(ctx, source, opt)
	}
	if err != nil {
		return err
	}
	r.sum.Scored, r.sum.Matches, r.sum.OneLeft, r.sum.OneRight = stats.Pairs, round(stats.Matches), stats.OneLeft, stats.OneRight
	for i := range r.sum.Rules {
		r.sum.Rules[i].Pairs, r.sum.Rules[i].New = r.stats.Rules[i].Found, r.stats.Rules[i].Pairs
	}
	r.prior = r.scorer.Prior()
	if r.one() {
		odds := r.officers.odds(func(a, b uint32) float64 { return r.scorer.Weight(a, b) + r.prior })
		r.groups = cluster.Average(r.left().Rows(), r.pairs, r.officers.joining(odds), cluster.AverageOptions{})
		r.settle(odds)
	} else {
		r.link(stats)
	}
	r.doubt()
	r.told = r.estimate()
	return nil
}

// settle lets the records around a pair speak for it: a pair inside a cluster is at least as probable as its less probable
// row's place there, one between clusters at most as probable as the two are one. Every pair of a cluster is a pair.
func (r *run) settle(odds func(a, b uint32) float64) {
	clipped := func(a, b uint32) float64 { return min(max(odds(a, b), -cluster.DefaultClip), cluster.DefaultClip) }
	r.pairUp()
	place := r.places(clipped)
	group := make([]int, r.left().Rows()) // 1…; 0 = alone
	for i, g := range r.groups {
		for _, row := range g {
			group[row] = i + 1
		}
	}
	between := map[[2]int]float64{} // two clusters
	for i := range r.pairs {
		p := &r.pairs[i]
		own := odds(p.Left, p.Right)
		a, b := group[p.Left], group[p.Right]
		switch {
		case a == b && a != 0:
			own = max(own, min(place[p.Left], place[p.Right]))
		case a != 0 && b != 0:
			key := [2]int{min(a, b), max(a, b)}
			v, ok := between[key]
			if !ok {
				v = oddsBetween(r.groups[a-1], r.groups[b-1], clipped)
				between[key] = v
			}
			own = min(own, v)
		case a != 0:
			own = min(own, oddsBetween(r.groups[a-1], []uint32{p.Right}, clipped))
		case b != 0:
			own = min(own, oddsBetween(r.groups[b-1], []uint32{p.Left}, clipped))
		}
		p.Probability = 1 / (1 + math.Exp2(-own))
		if math.IsInf(own, 1) {
			p.Rule = pair.RuleManual
		}
	}
	least := r.opt.MinProbability
	r.pairs = slices.DeleteFunc(r.pairs, func(p record.Scored) bool { return p.Probability < least })
	slices.SortFunc(r.pairs, record.ByRows)
}

// pairUp adds the pairs of every cluster that no rule found.
func (r *run) pairUp() {
	known := map[[2]uint32]bool{}
	for _, p := range r.pairs {
		known[[2]uint32{p.Left, p.Right}] = true
	}
	none := uint8(len(r.rules))
	for _, g := range r.groups {
		for k, a := range g {
			for _, b := range g[k+1:] {
				if !known[[2]uint32{a, b}] {
					r.pairs = append(r.pairs, record.Scored{Pair: record.Pair{Left: a, Right: b, Rule: none}, Weight: r.scorer.Weight(a, b)})
				}
			}
		}
	}
}

// places returns the odds that each row of a cluster belongs to the rest of it, 0 at the least.
func (r *run) places(odds func(a, b uint32) float64) []float64 {
	place := make([]float64, r.left().Rows())
	for _, g := range r.groups {
		for k, a := range g {
			for _, b := range g[k+1:] {
				v := odds(a, b)
				place[a] += v
				place[b] += v
			}
		}
		for _, a := range g {
			place[a] = max(place[a]/float64(len(g)-1)+cluster.Support(len(g)-1), 0)
		}
	}
	return place
}

// oddsBetween returns the odds that the rows of one group and those of another are one entity.
func oddsBetween(a, b []uint32, odds func(a, b uint32) float64) (mean float64) {
	for _, x := range a {
		for _, y := range b {
			mean += odds(x, y)
		}
	}
	n := len(a) * len(b)
	return mean/float64(n) + cluster.Support(n)
}

// link takes the links: all pairs that are more probable than not, a row's best first where it has one partner at most.
func (r *run) link(stats table.Stats) {
	r.once = stats
	switch {
	case r.officers != nil:
		r.officerLinks(stats.OneLeft, stats.OneRight)
		return
	case stats.OneLeft && stats.OneRight:
		r.links = r.pairOff()
	case stats.OneLeft:
		r.links = bestOf(r.pairs, r.left().Rows(), func(p record.Scored) uint32 { return p.Left })
	case stats.OneRight:
		r.links = bestOf(r.pairs, r.right().Rows(), func(p record.Scored) uint32 { return p.Right })
	default:
		for _, p := range r.pairs {
			if p.Probability >= decided {
				r.links = append(r.links, p)
			}
		}
	}
	r.links = inRowOrder(r.links, r.left().Rows())
	r.groups = groupsOf(r.links, nil, r.left().Rows(), r.right().Rows())
}

// surer orders pairs: by probability, then by weight.
func surer(a, b record.Scored) int {
	return cmp.Or(cmp.Compare(b.Probability, a.Probability), cmp.Compare(b.Weight, a.Weight))
}

// pairOff takes the surest pair of two rows that have no partner yet, and so on.
func (r *run) pairOff() (links []record.Scored) {
	order := slices.Clone(r.pairs)
	slices.SortStableFunc(order, surer)
	left, right := make([]bool, r.left().Rows()), make([]bool, r.right().Rows())
	for _, p := range order {
		if p.Probability >= decided && !left[p.Left] && !right[p.Right] {
			left[p.Left], right[p.Right] = true, true
			links = append(links, p)
		}
	}
	return links
}

// bestOf returns the surest pair of each row of one side, the first of equals, in the order of the pairs.
func bestOf(pairs []record.Scored, rows int, side func(record.Scored) uint32) (links []record.Scored) {
	best := make([]uint32, rows) // 1…; 0 = none
	n := 0
	for i, p := range pairs {
		row := side(p)
		if p.Probability < decided {
			continue
		}
		if best[row] == 0 {
			n++
		} else if surer(p, pairs[best[row]-1]) >= 0 {
			continue
		}
		best[row] = uint32(i + 1)
	}
	links = make([]record.Scored, 0, n)
	for i, p := range pairs {
		if best[side(p)] == uint32(i+1) {
			links = append(links, p)
		}
	}
	return links
}

// groupsOf returns the rows that links, or others who say so, hold together, those of the right table behind those of the left one, ascending.
func groupsOf(links []record.Scored, said [][]uint32, left, right int) (groups [][]uint32) {
	if len(said) == 0 {
		if groups, ok := starsOf(links, left, right); ok {
			return groups
		}
	}
	total := left + right
	sets := disjoint.New(total)
	for _, p := range links {
		sets.Join(p.Left, uint32(left)+p.Right)
	}
	for _, g := range said {
		for _, x := range g[1:] {
			sets.Join(g[0], x)
		}
	}
	size := make([]uint32, total) // of a root's group; a root is its group's first row
	rows := 0
	for x := range uint32(total) {
		root := sets.Root(x)
		if size[root]++; size[root] > 1 {
			rows++
		}
	}
	all := make([]uint32, 0, 2*rows) // of all groups: most are of two
	at := size                       // of a root from here on: its group, 1…
	for x := range uint32(total) {
		if sets.Root(x) == x && size[x] > 1 {
			n := len(all)
			all = slices.Grow(all, int(size[x]))
			all = all[:n+int(size[x])]
			groups = append(groups, append(all[n:n:len(all)], x))
			at[x] = uint32(len(groups))
		} else if sets.Root(x) == x {
			at[x] = 0
		}
	}
	for x := range uint32(total) {
		if root := sets.Root(x); root != x {
			g := &groups[at[root]-1]
			*g = append(*g, x)
		}
	}
	return groups
}

// starsOf returns the same of links in row order where no right row has two partners: then a group is a left row with its partners.
func starsOf(links []record.Scored, left, right int) (groups [][]uint32, ok bool) {
	met := make([]bool, right)
	for i, p := range links {
		if met[p.Right] || i > 0 && record.ByRows(links[i-1], p) > 0 {
			return nil, false
		}
		met[p.Right] = true
	}
	groups, all := make([][]uint32, 0, len(links)), make([]uint32, 0, 2*len(links))
	for i := 0; i < len(links); {
		from, row := len(all), links[i].Left
		all = append(all, row)
		for ; i < len(links) && links[i].Left == row; i++ {
			all = append(all, uint32(left)+links[i].Right)
		}
		groups = append(groups, all[from:len(all):len(all)])
	}
	return groups, true
}

// inRowOrder puts pairs in the order of their left rows, each row's own staying in the order of the right ones, which they must
// have.
func inRowOrder(pairs []record.Scored, rows int) []record.Scored {
	if slices.IsSortedFunc(pairs, func(a, b record.Scored) int { return cmp.Compare(a.Left, b.Left) }) {
		return pairs
	}
	next := make([]uint32, rows+1) // where a row's pairs go
	for i := range pairs {
		next[pairs[i].Left+1]++
	}
	for i := range rows {
		next[i+1] += next[i]
	}
	out := make([]record.Scored, len(pairs))
	for _, p := range pairs {
		out[next[p.Left]] = p
		next[p.Left]++
	}
	return out
}
