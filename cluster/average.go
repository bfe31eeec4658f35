package cluster

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/record"
)

// AverageOptions say how Average groups. The zero value works.
type AverageOptions struct {
	Least float64 // least mean log2 odds between two groups that are joined; 0 is even odds
	Clip  float64 // no pair counts for more than this, either way; 0 means DefaultClip
	Most  int     // rows of a connected part that are worked out together; 0 means DefaultPart
}

// Defaults of AverageOptions. One pair's log odds are clipped so that no single pair, wrongly sure of itself, outvotes all
// others of two groups.
const (
	DefaultClip = 10
	DefaultPart = 1500
	MostSupport = 3
)

// Support is what a mean over so many pairs is granted, in bits.
func Support(pairs int) float64 { return min(math.Log2(float64(pairs)), MostSupport) }

// Average groups rows by average linkage over the pairs' log2 odds of being one entity: always the two groups whose pairs
// speak for it most, as long as their mean is above Least. odds is asked for every pair of a connected part, those no rule
// found among them, so a chain a–b–c falls apart when a and c speak against it more than b for it.
// Odds of +Inf, which have to be among the pairs, hold two rows in one group whatever speaks against it, and odds of −Inf keep them apart,
// whoever brings them together. They must not contradict each other: rows held together have the same odds of −Inf, and none among them.
// Rows held together count as one, which is as likely one with another row as the likeliest of them: who is sure of one of two rows that are said to be
// one entity is sure of the entity, however little the other row looks like it.
// A mean says less than all its pairs together do, so groups with many pairs between them are granted up to MostSupport
// bits, one for each doubling of their number.
// It returns the groups of two and more rows, each ascending, in the order of their first row.
//
// A part of more than Most rows is first cut by asking more of the pairs that hold it together.
func Average(rows int, pairs []record.Scored, odds func(a, b uint32) float64, opt AverageOptions) [][]uint32 {
	if opt.Clip == 0 {
		opt.Clip = DefaultClip
	}
	if opt.Most == 0 {
		opt.Most = DefaultPart
	}
	var out [][]uint32
	strong := make([]float64, len(pairs))
	for i, p := range pairs {
		strong[i] = odds(p.Left, p.Right)
	}
	for _, part := range parts(rows, pairs, strong, opt.Least, opt.Most) {
		out = append(out, averagePart(part, odds, opt)...)
	}
	slices.SortFunc(out, func(a, b []uint32) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// parts returns the connected parts of two rows or more, none of more than most rows.
func parts(rows int, pairs []record.Scored, strong []float64, least float64, most int) (out [][]uint32) {
	s := disjoint.New(rows)
	for i, p := range pairs {
		if strong[i] >= least {
			s.Join(p.Left, p.Right)
		}
	}
	members := map[uint32][]uint32{}
	for row := range uint32(rows) {
		root := s.Root(row)
		if root != row {
			if members[root] == nil {
				members[root] = append(members[root], root)
			}
			members[root] = append(members[root], row)
		}
	}
	large := map[uint32]bool{}
	for root, m := range members {
		if len(m) <= most {
			out = append(out, m)
		} else {
			large[root] = true
		}
	}
	if len(large) > 0 {
		var inner []record.Scored
		var innerStrong []float64
		scored := false
		for i, p := range pairs {
			if large[s.Root(p.Left)] && strong[i] >= least+1 {
				inner, innerStrong = append(inner, p), append(innerStrong, strong[i])
				scored = scored || !math.IsInf(strong[i], 1)
			}
		}
		if !scored {
			most = rows // what has to be together is not cut
		}
		out = append(out, parts(rows, inner, innerStrong, least+1, most)...)
	}
	return out
}

// averagePart joins the rows of one part.
func averagePart(part []uint32, odds func(a, b uint32) float64, opt AverageOptions) [][]uint32 {
	l, held := newLinkage(part, odds, opt.Clip)
	left := len(part)
	for _, p := range held { // of one group each pair is here, those of its first row first
		if l.groups[p[0]] != nil && l.groups[p[1]] != nil {
			l.hold(p[0], p[1])
			left--
		}
	}
	for i := range l.groups {
		if l.groups[i] != nil && left > 1 {
			l.find(i)
		}
	}
	for ; left > 1; left-- {
		a, b := l.best()
		if l.mean(a, b)+Support(l.size[a]*l.size[b]) < opt.Least {
			break
		}
		l.merge(a, b)
		if left > 2 {
			l.renew(a, b)
		}
	}
	var out [][]uint32
	for _, g := range l.groups {
		if len(g) > 1 {
			slices.Sort(g)
			out = append(out, g)
		}
	}
	return out
}

// linkage is the groups of one part, each in the place of its first row; nil where another has taken it in.
type linkage struct {
	groups [][]uint32
	size   []int     // rows of a group, those held together being one
	sums   []float64 // group × group: of the odds between their rows
	near   []int     // per group, the one it is likeliest to be one with
}

// newLinkage makes a group of each row. held are those that have to be together.
func newLinkage(part []uint32, odds func(a, b uint32) float64, clip float64) (l *linkage, held [][2]int) {
	n := len(part)
	l = &linkage{groups: make([][]uint32, n), size: slices.Repeat([]int{1}, n), sums: make([]float64, n*n), near: make([]int, n)}
	for i, a := range part {
		l.groups[i] = []uint32{a}
		for j := i + 1; j < n; j++ {
			v := odds(a, part[j])
			if math.IsInf(v, 1) {
				held = append(held, [2]int{i, j})
			}
			if v = min(v, clip); !math.IsInf(v, -1) {
				v = max(v, -clip)
			}
			l.sums[i*n+j], l.sums[j*n+i] = v, v
		}
	}
	return l, held
}

// merge takes group b into a.
func (l *linkage) merge(a, b int) {
	l.groups[a] = append(l.groups[a], l.groups[b]...)
	l.groups[b] = nil
	l.size[a] += l.size[b]
	n := len(l.groups)
	for j := range n {
		l.sums[a*n+j] += l.sums[b*n+j]
		l.sums[j*n+a] = l.sums[a*n+j]
	}
}

// hold takes group b into a as one row.
func (l *linkage) hold(a, b int) {
	l.groups[a] = append(l.groups[a], l.groups[b]...)
	l.groups[b] = nil
	n := len(l.groups)
	for j := range n {
		l.sums[a*n+j] = max(l.sums[a*n+j], l.sums[b*n+j])
		l.sums[j*n+a] = l.sums[a*n+j]
	}
}

// mean is the mean of the odds between two groups.
func (l *linkage) mean(i, j int) float64 {
	return l.sums[i*len(l.groups)+j] / float64(l.size[i]*l.size[j])
}

// find finds the group that another is likeliest to be one with.
func (l *linkage) find(i int) {
	l.near[i] = -1
	for j := range l.groups {
		if j != i && l.groups[j] != nil && (l.near[i] < 0 || l.mean(i, j) > l.mean(i, l.near[i])) {
			l.near[i] = j
		}
	}
}

// best returns the two groups that are likeliest to be one, the first one first.
func (l *linkage) best() (a, b int) {
	best := -1
	for i := range l.groups {
		if l.groups[i] != nil && (best < 0 || l.mean(i, l.near[i]) > l.mean(best, l.near[best])) {
			best = i
		}
	}
	return min(best, l.near[best]), max(best, l.near[best])
}

// renew finds the nearest groups anew when a has taken in b.
func (l *linkage) renew(a, b int) {
	for i := range l.groups {
		switch {
		case l.groups[i] == nil:
		case i == a || l.near[i] == a || l.near[i] == b:
			l.find(i)
		case l.mean(i, a) > l.mean(i, l.near[i]):
			l.near[i] = a
		}
	}
}
