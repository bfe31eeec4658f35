package match

import (
	"math"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/record"
)

// Who is not in the register has records too. One that shows the day he was born is told from his namesake in the register; another that shows a name, a
// year and the commune fits the namesake, and its own list cannot know better. But two records can be compared as a record and a row can: so one that is
// probably nobody's of the register stands for a person of its own, and competes for the records of his name in all lists.

// outsider is a record that is probably nobody's of the register, and shows a day of birth by which he is told from a namesake.
type outsider struct {
	list, at int     // its dataset, and its place among the open records
	absent   float64 // the probability that it is nobody's
}

// namesake is what an outsider is found by: his folded name, and his birth year where too many bear it, else 0.
type namesake struct {
	name uint64
	year int
}

// mostOutsiders is how many of one name, or of one name and birth year, are looked at; of more it is left open which.
const mostOutsiders = 16

// outsiders are those of all datasets.
type outsiders struct {
	all    []*Hearing
	found  map[namesake][]outsider
	retold *retold
}

// claim is a record that is sure of its person and that an outsider might claim: it shows no number of the person's, nor the day he was born.
type claim struct {
	row  uint32
	name uint64 // of the folded name
	born record.Date
	best candidate
}

// claimable says of the facts of a sure record whether an outsider might claim it.
func (f facts) claimable() bool { return !f.numbered() && f.date != dateSame }

// outsidersOf finds the outsiders among the open records.
func outsidersOf(all []*Hearing, r *retold, links [][]record.Link) *outsiders {
	t := &outsiders{all: all, found: map[namesake][]outsider{}, retold: r}
	add := func(key namesake, o outsider) {
		if list := t.found[key]; len(list) <= mostOutsiders {
			t.found[key] = append(list, o)
		}
	}
	for list, h := range all {
		for i := range h.open {
			open := &h.open[i]
			l := &links[list][open.row]
			if open.name == 0 || wholeDate(open.born) == 0 || l.Present >= h.opt.ReviewThreshold {
				continue
			}
			o := outsider{list, i, 1 - l.Present}
			add(namesake{name: open.name}, o)
			add(namesake{open.name, open.born.Year()}, o)
		}
	}
	return t
}

// of returns those who bear a name; of a name that many bear those born in one year.
func (t *outsiders) of(name uint64, born record.Date) []outsider {
	who := t.found[namesake{name: name}]
	if len(who) > mostOutsiders && born != 0 {
		who = t.found[namesake{name, born.Year()}]
	}
	if len(who) > mostOutsiders {
		return nil
	}
	return who
}

// leaveToOutsiders decides anew the links of records that may be an outsider's.
func leaveToOutsiders(all []*Hearing, r *retold, links [][]record.Link, threads int) {
	t := outsidersOf(all, r, links)
	if len(t.found) == 0 {
		return
	}
	type weights struct{ open, claims []float64 }
	of := make([]weights, len(all)) // all of them before any link changes
	parallel.Each(len(all), threads, func(list int) {
		h := all[list]
		w := h.s.worker()
		defer h.s.release(w)
		mine := weights{make([]float64, len(h.open)), make([]float64, len(h.claims))}
		for i := range h.open {
			open := &h.open[i]
			mine.open[i] = t.weight(list, i, open.name, open.born, h.line(i), &h.candidates[i*topK], w)
		}
		for i := range h.claims {
			c := &h.claims[i]
			mine.claims[i] = t.weight(list, -1, c.name, c.born, h.claimLine(i), &c.best, w)
		}
		of[list] = mine
	})
	for list, h := range all {
		for i, weight := range of[list].open {
			if weight > 0 {
				open := &h.open[i]
				h.leave(&links[list][open.row], h.weighed(i), weight, &h.candidates[i*topK])
				open.none += weight
			}
		}
		for i, weight := range of[list].claims {
			if weight > 0 {
				c := &h.claims[i]
				l := &links[list][c.row]
				h.leave(l, h.s.odds(c.best)/l.Probability, weight, &c.best)
			}
		}
	}
}

// weighed returns what an open record's candidates and "not in the register" weigh together.
func (h *Hearing) weighed(at int) float64 {
	sum := h.open[at].none
	for _, c := range topOf(h.candidates, at) {
		if c.lr != 0 {
			sum += h.s.odds(c)
		}
	}
	return sum
}

// weight returns how much it weighs, beside a record's candidates, that it is an outsider's: of all of its name, of the one who fits it best. at is its place
// among the open records of its list, -1 where it is none; best is its best candidate, if it has one.
func (t *outsiders) weight(list, at int, name uint64, born record.Date, line []uint32, best *candidate, w *worker) (most float64) {
	if name == 0 || best.lr == 0 {
		return 0
	}
	s := t.all[list].s
	person := s.at(s.right, best.row)
	apart := -1.
	for _, o := range t.of(name, born) {
		if o.list == list && o.at == at {
			continue
		}
		if apart < 0 { // few records come here
			_, strangers, others := s.likelihoods(line, person, w)
			apart = strangers / others
		}
		h := t.all[o.list]
		shown := h.line(o.at)
		same, strangers, _ := s.likelihoods(line, shown, w)
		prior := s.prior[t.all[list].classOfOutsider(h.open[o.at].born, o.list == list)]
		weight := min(o.absent*prior*apart*same/strangers, math.MaxFloat32)
		if weight <= most {
			continue
		}
		// He may be the person after all. Then this record has been told of by the other.
		p := h.chanceOf(o.at, best)
		weight /= 1 + p*(s.toldBy(line, shown, person, &t.retold[sameList(o.list, list)], w)-1)
		most = max(most, weight)
	}
	return most
}

// chanceOf is how probable it is that an open record is of another's candidate, be he among its own or not.
func (h *Hearing) chanceOf(at int, who *candidate) float64 {
	s := h.s
	sum := h.weighed(at)
	for _, c := range topOf(h.candidates, at) {
		if c.lr != 0 && c.person == who.person {
			return s.odds(c) / sum
		}
	}
	w := s.worker()
	defer s.release(w)
	same, _, others := s.likelihoods(h.line(at), s.at(s.right, who.row), w)
	odds := s.prior[h.classOf(who.person, false)] * same / others
	return odds / (sum + odds)
}

// classOfOutsider returns the class of a person who is not in the register. held says that another record of the list is his.
func (h *Hearing) classOfOutsider(born record.Date, held bool) uint8 {
	if len(h.s.prior) == personClasses {
		return free
	}
	return classOf(cohortOf(born.Year()), held)
}

// leave decides a link anew, where somebody outside the register weighs something beside the sum of all else.
func (h *Hearing) leave(l *record.Link, sum, weight float64, best *candidate) {
	if !mayChange(l) {
		return
	}
	next := *l
	scale := sum / (sum + weight)
	next.Present *= scale
	next.Probability *= scale
	next.RunnerUpProbability *= scale
	conclude(&next, int(best.person), best.facts, h.opt)
	*l = next
}

// claimLine returns the slots of a claim.
func (h *Hearing) claimLine(i int) []uint32 {
	stride := h.s.right.stride
	return h.claimLines[i*stride : (i+1)*stride]
}

// likelihoods returns those of two rows by what both show: as one person's, as two strangers', and as two persons', relatives included.
func (s *scorer) likelihoods(a, b []uint32, w *worker) (same, strangers, others float64) {
	kin, surname := s.relatives(a, b), false
	same, strangers = 1, 1
	var o outcome
	w.begin()
	for i := range s.comps {
		c := &s.comps[i]
		c.cmp.compare(a[c.off:], b[c.off:], w, &o)
		c.note(&o, w)
		if o.level == missing {
			continue
		}
		if c.name {
			surname = o.surname
		}
		same, strangers = c.weigh(&o, c.kin && surname, same, strangers, &kin)
	}
	return same, strangers, w.others(strangers, &kin)
}

// toldBy returns how much likelier a record is a person's, if another is his that shows something else than the register.
func (s *scorer) toldBy(line, other, person []uint32, again *[maxSlots]float64, w *worker) float64 {
	gain := 1.
	news := s.news(other, person, w)
	var own, told outcome
	w.begin()
	for i := range s.comps {
		c := &s.comps[i]
		c.cmp.compare(line[c.off:], person[c.off:], w, &own)
		c.note(&own, w)
		if news>>c.off&1 == 0 {
			continue
		}
		if c.cmp.compare(line[c.off:], other[c.off:], w, &told); c.resembles(told.level) {
			gain *= max(1, again[c.off]*c.favour(&told, false)/c.favour(&own, false))
		}
	}
	return gain
}
