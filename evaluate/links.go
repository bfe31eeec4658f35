package evaluate

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// linkCount adds up what Links is made of.
type linkCount struct{ rows, unknown, notRead, tp, fp, fn, review, reviewRight int }

func (n *linkCount) add(o linkCount) {
	n.rows += o.rows
	n.unknown += o.unknown
	n.notRead += o.notRead
	n.tp += o.tp
	n.fp += o.fp
	n.fn += o.fn
	n.review += o.review
	n.reviewRight += o.reviewRight
}

func (n *linkCount) links(dataset string) Links {
	return Links{
		Dataset: dataset, Rows: n.rows, Unknown: n.unknown, NotRead: n.notRead,
		Score:  score(n.tp, n.fp, n.fn),
		Review: rate(n.review, n.rows), ReviewRight: rate(n.reviewRight, n.review),
	}
}

func compareLinks(run map[ref]link, truth map[ref][]string) ([]Links, Links) {
	counts := map[string]*linkCount{}
	of := func(dataset string) *linkCount {
		n := counts[dataset]
		if n == nil {
			n = &linkCount{}
			counts[dataset] = n
		}
		return n
	}
	for k, l := range run {
		n := of(k.dataset)
		persons, known := truth[k]
		if !known {
			n.unknown++
			continue
		}
		n.rows++
		right := slices.Contains(persons, l.person)
		switch l.decision {
		case record.DecideMatch:
			if right {
				n.tp++
				continue
			}
			n.fp++
		case record.DecideReview:
			n.review++
			if right {
				n.reviewRight++
			}
		}
		if len(persons) > 0 {
			n.fn++
		}
	}
	for k, persons := range truth {
		if _, ok := run[k]; ok {
			continue
		}
		n := of(k.dataset)
		n.notRead++
		if len(persons) > 0 {
			n.fn++
		}
	}
	var all linkCount
	var out []Links
	for _, d := range sorted(counts) {
		all.add(*counts[d])
		out = append(out, counts[d].links(d))
	}
	return out, all.links("")
}
