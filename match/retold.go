package match

// What a record shows comes from the register's value of its person or, with some chance, from another that his lists have of him. Each comparison
// takes the likelier of the two explanations; relatives share the value either way. The chance that a value is told again is learned from the
// records that are sure of their persons, for each comparison, apart for two records of one dataset.

// retold holds the chances by whether the two records are of one dataset, and by the comparison's slot.
type retold [2][maxSlots]float64

const (
	maxSlots = 64 // as many as news has bits for; what a model file adds beyond them tells nothing new
	// What is held of them before any pair of records is seen, and how many pairs that is worth.
	priorRetold  = .1
	pseudoRetold = 20
)

// told is what lists tell of one person to one record.
type told struct {
	*gathered
	list    int      // the record's dataset
	of      []teller // the person's testimonies
	person  uint32
	leads   []leads  // the homes that the record's numbers lead to
	holders []holder // of numbers the record bears, each person once
	number  *comp    // of the number that the person is the holder of; nil where he is none of these
	share   float64  // chance of a stranger to bear that number, in units of Level.U (see holders)
}

// chance is that of a testimony to be told again by the record.
func (t *told) chance(from teller, one *testimony, slot int) float64 {
	return t.retold[sameList(from.list, t.list)][slot] * float64(one.trust)
}

// sameList is 1 for two records of one dataset, and 0 for others: places in retold.
func sameList(a, b int) int {
	if a == b {
		return 1
	}
	return 0
}

// hear returns the likelihood ratio of a record's slots and a person's, in the light of what is told of the person; nil is nothing. The levels
// are left in w.
func (s *scorer) hear(a, b []uint32, t *told, w *worker) float64 {
	kin, surname := s.relatives(a, b), false
	same, strangers := 1.0, 1.0
	var first, other outcome
	w.begin()
	for i := range s.comps {
		c := &s.comps[i]
		c.cmp.compare(a[c.off:], b[c.off:], w, &first)
		best, share := first, 1.
		if t != nil {
			most := c.favour(&first, surname)
			for _, k := range t.of {
				tellers := &t.all[k.list].told
				one := &tellers.all[k.at]
				if one.news>>c.off&1 == 0 {
					continue
				}
				if c.cmp.compare(a[c.off:], tellers.line(k.at)[c.off:], w, &other); !c.resembles(other.level) {
					continue
				}
				r := t.chance(k, one, c.off)
				if v := r * c.favour(&other, surname); v > most {
					best, most, share = other, v, r
				}
			}
		}
		w.levels[i] = best.level
		c.note(&best, w)
		if t != nil && c.leadsHome() && !c.agrees(best.level) && !(c.def.Kind == KindKey && best.level == codeDigit) {
			same, strangers = t.home(s.right, c, same, strangers, &kin)
		}
		if best.level == missing {
			if c.telling {
				same = c.silence(a, b, same, &kin)
			}
			continue
		}
		if c.name {
			surname = best.surname
		}
		w.seen[i] = c.seen(&best, c.kin && surname)
		same, strangers = c.weigh(&best, c.kin && surname, same*share, strangers, &kin)
	}
	if t != nil {
		same, strangers = t.home(s.right, nil, same, strangers, &kin)
	}
	if t != nil && t.number != nil {
		same, strangers = t.number.weigh(&outcome{level: codeSame, f: t.share, scale: 1}, false, same, strangers, &kin)
	}
	return same / (w.others(strangers, &kin) + s.led(strangers, &kin, w))
}

// home weighs the record's numbers of a comparison, or of its list's own, that are not known to be the person's own.
func (t *told) home(right *side, c *comp, same, strangers float64, kin *[nClasses]float64) (float64, float64) {
	for i := range t.leads {
		if l := &t.leads[i]; l.kind.of(c) && !t.homes.bears(t.person, l.number) {
			same, strangers = t.homes.weigh(l, right, t.person, same, strangers, kin)
		}
	}
	return same, strangers
}

// favour is how much an outcome speaks for one person over two strangers.
func (c *comp) favour(o *outcome, surname bool) float64 {
	if o.level == missing {
		return 1
	}
	f := o.f
	if c.kin && surname {
		f = o.given
	}
	at := &c.at[o.level]
	return at.m / min(1, at.u*f)
}

// learn counts, over the sampled persons' sure records, how often what one shows and the register does not is shown by another.
func (r *retold) learn(all []*Hearing) {
	of := map[uint32][]teller{}
	for list, h := range all {
		for i := range h.sample.all {
			person := h.sample.all[i].person
			of[person] = append(of[person], teller{list, i})
		}
	}
	var pairs, again retold
	for _, records := range of {
		if len(records) > mostTold {
			continue
		}
		for _, first := range records {
			sample := &all[first.list].sample
			news, line := sample.all[first.at].news, sample.line(first.at)
			if news == 0 {
				continue
			}
			for _, other := range records {
				if other == first {
					continue
				}
				one, h := sameList(other.list, first.list), all[other.list]
				h.s.eachRetold(h.sample.line(other.at), line, news, func(slot int, same bool) {
					pairs[one][slot]++
					if same {
						again[one][slot]++
					}
				})
			}
		}
	}
	for one := range r {
		for slot := range r[one] {
			r[one][slot] = (again[one][slot] + pseudoRetold*priorRetold) / (pairs[one][slot] + pseudoRetold)
		}
	}
}

// eachRetold says of every comparison among news that a record has a value for whether it is the same as first's.
func (s *scorer) eachRetold(line, first []uint32, news uint64, say func(slot int, same bool)) {
	w := s.worker()
	defer s.release(w)
	for i := range s.comps {
		c := &s.comps[i]
		if news>>c.off&1 == 0 {
			continue
		}
		if c.cmp.compare(line[c.off:], first[c.off:], w, &w.out); w.out.level != missing {
			say(c.off, c.agrees(w.out.level))
		}
	}
}
