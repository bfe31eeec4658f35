package match

import "slices"

// The numbers that sectors give their people (social insurance, tax, a contract) are numbers of a person or of something else, and a person has one or as many as
// there are rows of him: that differs from table to table, and of one table it is learned of each number by itself, of however few matches (numberCounts). Matches that the number itself
// has made would only say again what the model had said of it. So it is learned of the pairs that are sure without any such number (sureWithout), and of a table in which there are none,
// as of one of names and birth years, nothing is. EM begins with what pairs are without numbers, lest a household's make one person of its people before it is seen to be one.

// sureWithout is the probability from which a pair is sure without the numbers.
const sureWithout = .9

// quiet lets a number tell nothing from now on: it is as if a row had none.
func (c *comp) quiet() { c.cmp, c.own, c.idle = unheard{}, false, true }

// unheard is the comparison of a number that tells nothing.
type unheard struct{}

func (unheard) compare(_, _ []uint32, _ *worker, o *outcome) { o.level = missing }

// unshared says that no two rows that may be compared have one number, so that it is a row's own: that two rows differ in it tells nothing of them.
func (s *scorer) unshared(c *comp) bool {
	rows := c.cmp.(*codeComparer).rows
	if s.left == s.right {
		return !slices.ContainsFunc(rows[1:], func(n uint32) bool { return n > 1 })
	}
	for row := range uint32(s.left.people.Rows()) {
		if code := s.at(s.left, row)[c.off]; code != 0 && int(code) < len(rows) && rows[code] > 0 {
			return false
		}
	}
	return true
}

// ownMask returns, bit by bit, which comparisons of one table are of such numbers.
func (s *scorer) ownMask(one bool) (mask uint64) {
	for i := range s.comps {
		if one && s.comps[i].own {
			mask |= 1 << i
		}
	}
	return mask
}

// bare is the last pair's likelihood as two persons without the numbers of sectors.
func (s *scorer) bare(a, b []uint32, w *worker) float64 {
	if !slices.ContainsFunc(s.comps, func(c comp) bool { return c.own }) {
		return w.chance
	}
	strangers, kin := 1., s.relatives(a, b)
	for i := range s.comps {
		switch c := &s.comps[i]; {
		case c.own:
		case w.levels[i] != missing:
			strangers *= w.seen[i].u
			c.relate(w.levels[i], w.seen[i], &kin)
		case c.telling:
			c.hush(w.seen[i].u, &kin)
		}
	}
	return w.others(strangers, &kin)
}

// bareRatio is the likelihood ratio of a pair without the numbers.
func (sm *sample) bareRatio(i int, m [][maxLevels]float64, own uint64) float64 {
	p := &sm.pairs[i]
	same := 1.0
	for c, level := range sm.levels[p.levels : int(p.levels)+sm.n] {
		if level != missing && own>>c&1 == 0 {
			same *= m[c][level]
		}
	}
	return same / p.bare
}

// telling returns the numbers that a pair which is one person tells something of: all where it is sure without them, none where it is not.
func (sm *sample) telling(i int, m [][maxLevels]float64, own uint64, prior float64) uint64 {
	if own == 0 {
		return 0
	}
	if odds := prior * sm.bareRatio(i, m, own); odds < sureWithout*(1+odds) {
		return 0
	}
	return own
}

// rescore gives the pairs of a sample their likelihoods anew.
func (sm *sample) rescore(s *scorer) {
	inStretches(len(sm.pairs), s.threads, func(from, to int) {
		w := s.worker()
		w.trace = true
		for i := from; i < to; i++ {
			p := &sm.pairs[i]
			s.ratio(p.left, p.right, w)
			p.chance, p.kin, p.led, p.bare = w.chance, w.kin, w.led, w.bare
			copy(sm.levels[p.levels:int(p.levels)+sm.n], w.levels)
		}
		w.trace = false
		s.release(w)
	})
}
