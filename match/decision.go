package match

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// honour lays officers' decisions over the links the model made: records said to be a person, records said to be one
// person, records said to be two, and pairs an officer could not tell.
func (s *scorer) honour(links []record.Link, survivor func(uint32) uint32, opt Options, w *worker) {
	fixed := map[uint32]bool{}
	for _, p := range opt.Same {
		links[p.Left] = s.manual(p.Left, survivor(p.Right), links[p.Left], w)
		fixed[p.Left] = true
	}
	for _, p := range opt.Unsure {
		if l := &links[p.Left]; l.Decision == record.DecideMatch && l.Person == int(survivor(p.Right)) && !fixed[p.Left] {
			l.Decision, l.Method, l.Why = record.DecideReview, record.MethodModel, record.WhyUnsure
		}
	}
	for _, group := range opt.Together {
		best, ok := s.surestLink(links, group)
		if !ok {
			continue
		}
		for _, row := range group {
			l := &links[row]
			same := l.Decision == record.DecideMatch && l.Person == best.Person
			if !fixed[row] && !same && !s.different[[2]uint32{row, uint32(best.Person)}] {
				*l = s.manual(row, uint32(best.Person), *l, w)
			}
		}
	}
	for _, p := range opt.Apart {
		a, b := &links[p.Left], &links[p.Right]
		if a.Decision != record.DecideMatch || b.Decision != record.DecideMatch || a.Person != b.Person {
			continue
		}
		less := b
		if fixed[p.Right] && !fixed[p.Left] || fixed[p.Left] == fixed[p.Right] && s.surer(links, p.Right, p.Left) {
			less = a
		}
		less.Decision, less.Why = record.DecideReview, record.WhyApart
	}
	for _, p := range opt.Different {
		if l := &links[p.Left]; l.Decision == record.DecideNone {
			l.Why = record.WhySetApart
		}
	}
}

// decidedRows returns the left rows that officers have decided on. Of whom a row is not (Different) is no decision on whom it is.
func (o *Options) decidedRows() map[uint32]bool {
	rows := map[uint32]bool{}
	for _, p := range slices.Concat(o.Same, o.Unsure) {
		rows[p.Left] = true
	}
	for _, p := range o.Apart {
		rows[p.Left], rows[p.Right] = true, true
	}
	for _, row := range slices.Concat(o.Together...) {
		rows[row] = true
	}
	return rows
}

// surestLink returns the surest match of the rows of a group.
func (s *scorer) surestLink(links []record.Link, group []uint32) (best record.Link, ok bool) {
	at := uint32(0)
	for _, row := range group {
		if links[row].Decision == record.DecideMatch && (!ok || s.surer(links, row, at)) {
			at, ok = row, true
		}
	}
	if ok {
		best = links[at]
	}
	return best, ok
}

// surer reports whether a row's link is surer than another's; of equals that of the smaller record id is, so that the order
// of the rows cannot show.
func (s *scorer) surer(links []record.Link, a, b uint32) bool {
	x, y := &links[a], &links[b]
	if c := cmp.Or(cmp.Compare(x.Probability, y.Probability), cmp.Compare(x.Weight, y.Weight)); c != 0 {
		return c > 0
	}
	ids := s.left.people.Table.IDs
	return ids.At(a) < ids.At(b)
}

// manual makes the link an officer decided; whoever was thought to be the person becomes the runner-up.
func (s *scorer) manual(left, person uint32, was record.Link, w *worker) record.Link {
	link := record.Link{
		Person: int(person), Decision: record.DecideMatch, Probability: 1, Method: record.MethodManual, Why: record.WhySame, Present: 1,
		RunnerUp: was.RunnerUp, RunnerUpProbability: was.RunnerUpProbability,
	}
	if link.RunnerUp == link.Person {
		link.RunnerUp, link.RunnerUpProbability = record.NoRow, 0
	}
	if was.Person != record.NoRow && was.Person != link.Person {
		link.RunnerUp, link.RunnerUpProbability = was.Person, was.Probability
	}
	w.trace = true // so that an unlikely pair has its weight too
	link.Weight = math.Log2(max(s.ratio(left, person, w), math.SmallestNonzeroFloat64))
	w.trace = false
	return link
}
