package evaluate

import (
	"cmp"
	"maps"
	"slices"
)

// clusterCount adds up what Clusters is made of, over one dataset or all.
type clusterCount struct {
	both, run, truth  int // pairs together in both, in the run, in the truth
	records           int
	precision, recall float64 // sums over the records

	exact, runGroups, truthGroups int // groups of two or more: the same in both, in the run, in the truth
}

func (n *clusterCount) clusters(dataset string) Clusters {
	c := Clusters{Dataset: dataset, Exact: score(n.exact, n.runGroups-n.exact, n.truthGroups-n.exact), Pairs: score(n.both, n.run-n.both, n.truth-n.both)}
	c.BCubed.Records = n.records
	if n.records > 0 {
		p, r := n.precision/float64(n.records), n.recall/float64(n.records)
		c.BCubed.Precision, c.BCubed.Recall = p, r
		c.BCubed.F1 = 2 * p * r / (p + r) // neither is ever 0: a record is always with itself
	}
	return c
}

func (n *clusterCount) add(o clusterCount) {
	n.both += o.both
	n.run += o.run
	n.truth += o.truth
	n.records += o.records
	n.exact += o.exact
	n.runGroups += o.runGroups
	n.truthGroups += o.truthGroups
	n.precision += o.precision
	n.recall += o.recall
}

// A group of the run or of the truth, and the records that a group of the one has in common with a group of the other.
type (
	group struct{ dataset, id string }
	cell  struct{ run, truth group }
)

// crossed is the table of run groups × truth groups, with how many records each cell and each group holds.
type crossed struct {
	cells      map[cell]int
	run, truth map[group]int
}

// cross lays two ways of grouping records over each other. A record that one side leaves out is alone there: a group of its own, named so that it meets no
// real one.
func cross(run, truth map[ref]string) crossed {
	t := crossed{map[cell]int{}, map[group]int{}, map[group]int{}}
	add := func(k ref) {
		a, b := group{k.dataset, "=" + k.record}, group{k.dataset, "=" + k.record}
		if id, ok := run[k]; ok {
			a.id = "+" + id
		}
		if id, ok := truth[k]; ok {
			b.id = "+" + id
		}
		t.cells[cell{a, b}]++
		t.run[a]++
		t.truth[b]++
	}
	for k := range run {
		add(k)
	}
	for k := range truth {
		if _, ok := run[k]; !ok {
			add(k)
		}
	}
	return t
}

// compareClusters compares two ways of grouping records, both given as record → group, records alone left out. It counts over
// the table of (run group × truth group) sizes, so its cost is that of the records, not the pairs.
func compareClusters(run, truth map[ref]string) ([]Clusters, Clusters) {
	t := cross(run, truth)
	counts := map[string]*clusterCount{}
	of := func(dataset string) *clusterCount {
		if counts[dataset] == nil {
			counts[dataset] = &clusterCount{}
		}
		return counts[dataset]
	}
	for g, n := range t.run {
		of(g.dataset).run += pairs(n)
		if n > 1 {
			of(g.dataset).runGroups++
		}
	}
	for g, n := range t.truth {
		of(g.dataset).truth += pairs(n)
		if n > 1 {
			of(g.dataset).truthGroups++
		}
	}
	// Floating sums depend on their order: cells are counted by what they add first, and added up in order.
	type shape struct{ n, run, truth int }
	shapes := map[string]map[shape]int{}
	for c, n := range t.cells {
		d := c.run.dataset
		of(d).both += pairs(n)
		of(d).records += n
		if n > 1 && n == t.run[c.run] && n == t.truth[c.truth] {
			of(d).exact++
		}
		if shapes[d] == nil {
			shapes[d] = map[shape]int{}
		}
		shapes[d][shape{n, t.run[c.run], t.truth[c.truth]}]++
	}
	var all clusterCount
	var out []Clusters
	for _, d := range sorted(counts) {
		c := counts[d]
		order := slices.SortedFunc(maps.Keys(shapes[d]), func(a, b shape) int {
			return cmp.Or(cmp.Compare(a.n, b.n), cmp.Compare(a.run, b.run), cmp.Compare(a.truth, b.truth))
		})
		for _, s := range order {
			times := float64(shapes[d][s]) * float64(s.n) // each of the cell's n records has n of its group's in common
			c.precision += times * float64(s.n) / float64(s.run)
			c.recall += times * float64(s.n) / float64(s.truth)
		}
		out = append(out, c.clusters(d))
		all.add(*c)
	}
	return out, all.clusters("")
}

func pairs(n int) int { return n * (n - 1) / 2 }
