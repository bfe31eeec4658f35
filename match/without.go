package match

import (
	"slices"

	"github.com/doisanh/doisanh/internal/splitmix"
)

// Part is a part of the method that Link can do without.
type Part uint16

// The parts. Their effect on made-up provinces of each level stands in docs/method.md.
const (
	TermFrequencies Part = 1 << iota // a level's chance is that of the mean value
	RelativeClasses                  // different persons are strangers all
	Parents                          // father's and mother's names
	ErrorRates                       // rates of error are the shipped ones (as without Options.Learn)
	Competition                      // persons whom other records have are as likely as any
	OwnNumbers                       // numbers the sector gives its people
	OwnThreshold                     // DefaultMatch holds for every dataset
	Missing                          // what missing values say
	Dependence                       // a parent's surname given the person's own, sex, people and birth year given the name, the home given the number: each is by itself
	Standing                         // whom a list is of: persons of every age, heads of households or not, are as likely on it, and those of every age as often missing from the register
	OtherLists                       // what other datasets say of the same person (Hear); left out with term frequencies too, without which comparisons cannot be made ready for it
	LooseRules                       // blocking by the rules for records whose number is wrong or missing
	Events                           // what a civil-status event says: of the dead, and of how many of its kind are in the register
)

func (p Part) has(q Part) bool { return p&q != 0 }

// leaveOut makes a scorer do without parts.
func (s *scorer) leaveOut(p Part) {
	if p.has(Parents) {
		s.drop(func(c *comp) bool { return c.def.Name == "father_name" || c.def.Name == "mother_name" })
	}
	if p.has(Events) {
		s.drop(func(c *comp) bool { return c.def.Kind == KindDeath })
	}
	if p.has(RelativeClasses) {
		s.phi = [nClasses]float64{}
	}
	if p.has(Dependence) {
		for i := range s.comps {
			c := &s.comps[i]
			c.kin, c.local = false, 0
			if q, ok := c.cmp.(*nameComparer); ok {
				q.own = false
			}
		}
	}
	if p.has(TermFrequencies) {
		s.flatten()
	}
}

// drop leaves comparisons out.
func (s *scorer) drop(which func(c *comp) bool) {
	head := 0
	for i := range s.comps[:s.head] {
		if !which(&s.comps[i]) {
			head++
		}
	}
	s.comps = slices.DeleteFunc(s.comps, func(c comp) bool { return which(&c) })
	s.head = head
	s.locate()
}

// meanComparer gives each level one chance, whatever the values.
type meanComparer struct {
	comparer
	f [maxLevels]float64
}

func (c *meanComparer) compare(l, r []uint32, w *worker, o *outcome) {
	c.comparer.compare(l, r, w, o)
	if f := c.f[o.level]; f > 0 {
		o.f, o.given = f, f
	}
}

// flatten takes the chances of levels from random pairs, in place of those of the values.
func (s *scorer) flatten() {
	const pairs = 1_000_000
	nl, nr := uint64(s.left.people.Rows()), uint64(s.right.people.Rows())
	if nl == 0 || nr == 0 {
		return
	}
	w := s.worker()
	defer s.release(w)
	counts := make([][maxLevels]float64, len(s.comps))
	for i := range uint64(pairs) {
		a, b := s.at(s.left, uint32(splitmix.Mix(2*i)%nl)), s.at(s.right, uint32(splitmix.Mix(2*i+1)%nr))
		for k := range s.comps {
			c := &s.comps[k]
			c.cmp.compare(a[c.off:], b[c.off:], w, &w.out)
			counts[k][w.out.level]++
		}
	}
	for k := range s.comps {
		c := &s.comps[k]
		if c.def.Kind == KindID || c.def.Kind == KindKey {
			continue // of numbers, the chance is not the value's own in the first place
		}
		m := &meanComparer{comparer: c.cmp}
		for j := 1; j < maxLevels; j++ {
			if c.u[j] > 0 {
				m.f[j] = (counts[k][j] + .5) / (pairs - counts[k][missing] + 1) / c.u[j]
			}
		}
		c.cmp = m
	}
}
