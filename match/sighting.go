package match

import (
	"cmp"
	"math"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// sighting is a record that shows its best candidate under another name or birth date than the register's: a slip, a second name, or
// somebody else who lives there, a twin whom the register does not hold. One list alone often cannot tell. Where several lists show the same name
// beside the same person, they speak of one and the same, and are heard together. Logarithms are natural.
type sighting struct {
	row, person uint32
	name        uint64      // of the folded name
	alone       float32     // log odds of being the person by what the record says and how often the dataset's records are of the register
	place       float32     // log of how much the dataset's other records, and whom it is of, make of this (compete, standings)
	born        record.Date // 0 where it is not known
	list        uint16      // its dataset, by its place among the hearings
	facts       facts
}

func (s *scorer) sighting(row uint32, name uint64, born record.Date, best candidate, coverage, none float64) sighting {
	base := coverage / s.persons
	return sighting{
		row: row, person: best.person, name: name, born: born, facts: best.facts,
		alone: float32(math.Log(base * float64(best.lr) / none)),
		place: float32(math.Log(s.prior[best.class] / base)),
	}
}

// sighted says that a record shows another name or birth date than its best candidate's. A name whose given name is the person's is his: no brother or
// twin is called as he is.
func (s *scorer) sighted(row uint32, best candidate) bool {
	f := best.facts
	name := f.name != nameExact && f.name != nameUnmarked
	date := f.date != dateSame && f.date != datePartial && f.date != dateStandIn && f.date != missing
	return date || name && !s.sameGiven(s.at(s.left, row), s.at(s.right, best.row))
}

// off returns the slot of what a sighting shows otherwise than the register.
func (s *scorer) off(f facts) int {
	for i := range s.comps {
		c := &s.comps[i]
		if f.name != nameExact && f.name != nameUnmarked && c.name {
			return c.off
		}
		if c.born {
			return c.off
		}
	}
	return 0
}

// sameGiven says whether two rows show one given name: with its marks, where both are written with them.
func (s *scorer) sameGiven(l, r []uint32) bool {
	for i := range s.comps {
		c := &s.comps[i]
		if !c.name {
			continue
		}
		names := c.cmp.(*nameComparer)
		x, y := l[c.off], r[c.off]
		a, b := &names.names[x], &names.names[y]
		if a.giv == 0 || a.giv != b.giv {
			return false
		}
		return (a.flags|b.flags)&nameTyped != 0 || names.rest[x].marked[2] == names.rest[y].marked[2]
	}
	return false
}

// numbered says that the person's own number stands in the record.
func (f facts) numbered() bool { return f.id == idSame || f.id == idSame9 || f.id == idMixed }

// reconsider decides anew, for the records that several datasets show under one name and birth date beside one person of the register, in the
// light of all of them. What their fields say is one thing said several times, so it counts once, as the mean of the lists, and for a record that says
// less than that, as it is; what each list tells of the person's place in it (he is there already, under his own name, in a list that has
// everybody once) is a thing by itself and is added up.
//
// Collective linkage: I. Bhattacharya and L. Getoor, Collective entity resolution in relational data, ACM TKDD 1 (2007); the mean of
// logarithms is the opinion pool for evidence that may be wholly dependent (C. Genest and J. Zidek, Combining probability distributions,
// Statistical Science 1, 1986).
func reconsider(all []*Hearing, r *retold, links [][]record.Link) {
	var seen []sighting
	for list, h := range all {
		from := len(seen)
		seen = append(seen, h.sighting...)
		for i, open := range h.open {
			if best := h.candidates[i*topK]; open.off {
				seen = append(seen, h.s.sighting(open.row, open.name, open.born, best, h.coverage, open.none))
			}
		}
		for i := range seen[from:] {
			seen[from+i].list = uint16(list)
		}
	}
	slices.SortFunc(seen, func(a, b sighting) int {
		return cmp.Or(cmp.Compare(a.person, b.person), cmp.Compare(a.name, b.name))
	})
	for len(seen) > 0 {
		n := 1
		for n < len(seen) && seen[n].person == seen[0].person && seen[n].name == seen[0].name {
			n++
		}
		for _, group := range byBirth(seen[:n]) {
			pool(group, all, r, links)
		}
		seen = seen[n:]
	}
}

// byBirth parts sightings of one name by the birth date they show: of two who were born on different days none tells of the other.
func byBirth(seen []sighting) (groups [][]sighting) {
	for _, ofYear := range parted(seen, record.Date.Year) {
		groups = append(groups, parted(ofYear, wholeDate)...)
	}
	return groups
}

// wholeDate is a date by which a person is told from others of his birth year: 0 for a year alone, and for the first of January that stands for one.
func wholeDate(born record.Date) int {
	if !born.IsFull() || born.IsNewYear() {
		return 0
	}
	return int(born)
}

// parted parts sightings by what is made of their dates. Those without it, 0, belong to the only one there is.
func parted(seen []sighting, of func(record.Date) int) (groups [][]sighting) {
	by := func(a, b sighting) int { return cmp.Compare(of(a.born), of(b.born)) }
	slices.SortFunc(seen, by)
	known, _ := slices.BinarySearchFunc(seen, 1, func(s sighting, least int) int { return cmp.Compare(of(s.born), least) })
	if known < len(seen) && by(seen[known], seen[len(seen)-1]) == 0 {
		return [][]sighting{seen}
	}
	for len(seen) > 0 {
		n := 1
		for n < len(seen) && by(seen[n], seen[0]) == 0 {
			n++
		}
		groups, seen = append(groups, seen[:n]), seen[n:]
	}
	return groups
}

// pool decides sightings that are of one and the same together, where they are of several lists.
func pool(group []sighting, all []*Hearing, r *retold, links [][]record.Link) {
	slices.SortFunc(group, func(a, b sighting) int { // so that the sums do not tell the order of the rows
		return cmp.Or(cmp.Compare(a.list, b.list), cmp.Compare(a.alone, b.alone), cmp.Compare(a.place, b.place))
	})
	if group[0].list == group[len(group)-1].list {
		return
	}
	lists, alone, place := 0., 0., 0.
	for from := 0; from < len(group); lists++ {
		to, a, p := from, 0., 0.
		for ; to < len(group) && group[to].list == group[from].list; to++ {
			a, p = a+float64(group[to].alone), p+float64(group[to].place)
		}
		n := float64(to - from)
		alone, place, from = alone+a/n, place+p/n, to
	}
	for _, s := range group {
		again := math.Log(r[0][all[s.list].s.off(s.facts)])
		all[s.list].revise(&links[s.list][s.row], s, min(alone/lists, float64(s.alone))+place+again)
	}
}

// mostRevised bounds a change of log odds, for arithmetic's sake.
const mostRevised = 50

// revise decides a link anew by the log odds its person has now. What was revised once is revised from where it was before: the same
// evidence counts once.
func (h *Hearing) revise(link *record.Link, s sighting, odds float64) {
	person := int(s.person)
	if before, ok := h.unrevised[s.row]; ok {
		*link = before
	}
	if !mayChange(link) || link.Person != record.NoRow && link.Person != person {
		return
	}
	h.unrevised[s.row] = *link
	factor := math.Exp(min(max(odds-float64(s.alone)-float64(s.place), -mostRevised), mostRevised))
	scale := 1 + link.Probability*(factor-1)
	next := *link
	next.Present = (link.Present + link.Probability*(factor-1)) / scale
	next.Probability *= factor / scale
	next.RunnerUpProbability /= scale
	if next.RunnerUp != record.NoRow && next.RunnerUpProbability > next.Probability { // a person's eyes have to see the two
		person, next.RunnerUp = next.RunnerUp, person
		next.Probability, next.RunnerUpProbability = next.RunnerUpProbability, next.Probability
	}
	conclude(&next, person, s.facts, h.opt)
	if person != int(s.person) && next.Decision == record.DecideMatch {
		next.Decision, next.Method, next.Why = record.DecideReview, record.MethodModel, record.WhyRunnerUp
	}
	h.keepOneToOne(&next, link)
	*link = next
}
