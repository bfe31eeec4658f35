package match

import (
	"math"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// scorer gives pairs of rows of two tables their likelihood ratio.
type scorer struct {
	left, right *side // the same where one table is compared with itself
	model       *Model
	comps       []comp
	touched     []comp            // those that fetch ahead
	head        int               // the pair may be dropped after this many comparisons
	tail        float64           // the most that the comparisons after those can favour one person over siblings
	phi         [nClasses]float64 // chance of two rows to be relatives of a class
	born, sex   int               // slots of the birth date and of the sex, −1 where they are not compared
	idAt        int               // the comparison of numbers, −1 where there is none
	nameAt      int               // that of the persons' own names
	lookedUp    float64           // see led; 0 in one table
	persons     float64           // rows of the right table
	threads     int
	rank        []uint32           // of the right table's rows in the order of their ids; nil where they are in it
	floor       float64            // the likelihood ratio under which a pair plays no part
	different   map[[2]uint32]bool // Link: rows and persons that officers said are two
	prior       []float64          // Link: chance of one given person of a class to be a record's, by candidate.class
	absence     *absence
	pool        sync.Pool
}

// comp is a comparison with its parameters laid out by level.
type comp struct {
	def   *Comparison
	field *prepared
	cmp   comparer
	off   int
	m, u  [maxLevels]float64
	r     [nClasses][maxLevels]float64 // −1: from shared
	s     [nClasses]float64
	gain  float64 // the most that m can be over a sibling's share
	kin   bool    // only family evidence: the persons' surnames decide which chance counts
	name  bool    // the person's own name
	born  bool    // the person's own birth date
	home  bool    // where he lives
	own   bool    // a number that a sector gives its people: see ownNumbers
	homes bool    // such a number is a home's: see ofHomes
	idle  bool    // it has been found to tell nothing
	local float64 // of numbers: see issued
	// What missing values say, by who lacks one (see Silence); telling where they say anything.
	silent  [bothLack + 1]float64
	telling bool
	at      [maxLevels]levelShares
	rest    [nClasses]float64 // 1 − s
}

// levelShares are the parameters of a level, together because they are read together.
type levelShares struct {
	m, u      float64
	r, shared [nClasses]float64 // shared: the part of m that a relative shares, where r is −1
}

// layOut puts the parameters of each level together.
func (c *comp) layOut() {
	for k := range c.rest {
		c.rest[k] = 1 - c.s[k]
	}
	for j := range c.at {
		at := &c.at[j]
		at.m, at.u = c.m[j], c.u[j]
		for k := range at.r {
			at.r[k], at.shared[k] = c.r[k][j], c.s[k]*c.m[j]
		}
	}
}

// tailGain is the most the comparisons of family and origin can favour "same person" over "sibling" together; those
// that can do more stand before the early stop.
const tailGain = 2

// newScorer makes the scorer of two tables. ready is the right one prepared, used if it is that and of the model.
func newScorer(m *Model, left, right *record.People, ready *Prepared, threads int) *scorer {
	if ready == nil || !ready.fits(m) || ready.right.people != right {
		ready = Prepare(m, right, threads)
	}
	side, comps := ready.join(m, left, threads)
	s := &scorer{left: side, right: ready.right, rank: ready.rank, model: m, threads: threads, persons: float64(max(right.Rows(), 1)), born: -1, sex: -1}
	s.floor = dropped * s.persons
	caches, patterns := 0, 0
	together := 0.0
	for _, p := range comps {
		c := newComp(p.def)
		c.cmp, c.off, c.field = p.cmp, p.off, p.field
		if c.born {
			s.born = c.off
		}
		switch q := p.cmp.(type) {
		case *nameComparer:
			c.name = len(p.def.Fields) > 0 && p.def.Fields[0] == record.FullName
			q.pattern, q.m = patterns, c.m
			patterns++
		case *codeComparer:
			q.slip = c.m[codeOther]
			if c.def.Kind == KindCode && c.def.Fields[0] == record.Sex {
				s.sex = c.off
			}
		case *idComparer:
			c.local = q.issued.local
		case *placeComparer:
			q.cache = caches
			caches++
			together = max(together, q.together)
		}
		if c.def.Idle || c.own && s.unshared(&c) {
			c.quiet()
		}
		s.comps = append(s.comps, c)
	}
	s.orderComparisons()
	if together == 0 {
		together = 1. / 200 // a district's worth of communes, where no addresses tell
	}
	s.phi[classNeighbour] = together
	for k, class := range classes {
		if n := m.Relatives[class]; k != classNeighbour || n > 0 {
			s.phi[k] = n / s.persons
		}
	}
	s.pool.New = func() any {
		w := &worker{caches: make([][]cacheEntry, caches), levels: make([]uint8, len(s.comps)), seen: make([]seen, len(s.comps)), patterns: make([]edit.Pattern, patterns)}
		for i := range w.caches {
			w.caches[i] = make([]cacheEntry, cacheSize)
		}
		return w
	}
	if s.left != s.right {
		s.nameTwins(ready)
		s.lookedUp = m.LookedUp
	}
	return s
}

// registers says of a comparison of numbers that the register has them too: they are no sector's.
func registers(def *Comparison) bool {
	return slices.Contains(def.Fields, record.Phone) || slices.Contains(def.Fields, record.HouseholdID)
}

// newComp lays out a comparison's parameters.
func newComp(def *Comparison) comp {
	c := comp{def: def, own: def.Kind == KindKey && !registers(def), kin: def.GivenSurname, born: def.Kind == KindDate && len(def.Fields) > 0 && def.Fields[0] == record.BirthDate}
	c.shareAs(def.Shared)
	for j, l := range def.Levels {
		c.m[j+1], c.u[j+1] = l.M, l.U
		for k, class := range classes {
			c.r[k][j+1] = -1
			if v, ok := l.R[class]; ok {
				c.r[k][j+1] = v
			}
		}
	}
	c.home = def.Kind == KindPlace && c.r[classNeighbour][placeHamlet] >= 0
	c.settle(def.Missing)
	return c
}

// settle works out what follows from a comparison's rates of error, once they are there, and from what missing values say of it, nil for nothing.
func (c *comp) settle(missing *Silence) {
	c.gain = c.siblingGain()
	c.layOut()
	c.tellBySilence(missing)
	switch q := c.cmp.(type) {
	case *nameComparer:
		q.m = c.m
	case *codeComparer:
		q.slip = c.m[codeOther]
	}
}

// shareAs takes over how often relatives share the true value.
func (c *comp) shareAs(shared map[Relative]float64) {
	for k, class := range classes {
		c.s[k] = shared[class]
	}
	c.homes = c.own && c.s[classHousehold] >= ofHomes
}

// siblingGain is the largest m/r of any level, r being a sibling's share at a chance frequency of 0.
func (c *comp) siblingGain() float64 {
	gain := 1.0
	for j := 1; j <= len(c.def.Levels); j++ {
		r := c.r[classSibling][j]
		if r < 0 {
			r = c.s[classSibling] * c.m[j]
		} else {
			r *= leastScale
		}
		if r == 0 {
			return math.Inf(1)
		}
		gain = max(gain, c.m[j]/r)
	}
	return gain
}

// orderComparisons puts those that can tell persons apart first, keeping the model's order among them, so that most
// pairs can be dropped without a look at the family.
func (s *scorer) orderComparisons() {
	var head, tail []comp
	for _, c := range s.comps {
		if c.gain <= tailGain {
			tail = append(tail, c)
		} else {
			head = append(head, c)
		}
	}
	s.head = len(head)
	s.tail = 1
	for _, c := range tail { // what is left can favour one person over siblings by its gains at most, whatever its values
		s.tail *= c.gain
	}
	s.comps = append(head, tail...)
	s.locate()
	for _, c := range s.comps {
		if _, ok := c.cmp.(toucher); ok {
			s.touched = append(s.touched, c)
		}
	}
}

func (s *scorer) worker() *worker   { return s.pool.Get().(*worker) }
func (s *scorer) release(w *worker) { s.pool.Put(w) }
func (s *scorer) at(t *side, row uint32) []uint32 {
	i := int(row) * t.stride
	return t.matrix[i : i+t.stride : i+t.stride]
}

// dropped is the likelihood ratio, per person of the register, under which a pair plays no part in any decision.
const dropped = 1e-6

// ratio returns the likelihood ratio of a pair: its levels' likelihood as one person over that as two. A pair that cannot
// reach the floor gives 0.
func (s *scorer) ratio(l, r uint32, w *worker) float64 {
	a, b := s.at(s.left, l), s.at(s.right, r)
	same, strangers := 1.0, 1.0
	surname := false
	o := &w.out
	w.begin()
	for i := range s.comps {
		if i == s.head && !w.trace && same*s.tail < s.floor*s.siblings(w)*almost {
			return 0
		}
		c := &s.comps[i]
		c.cmp.compare(a[c.off:], b[c.off:], w, o)
		if c.homes && o.level == codeSame && s.generationApart(a, b) {
			o.level = missing
		}
		w.levels[i] = o.level
		c.note(o, w)
		if o.level == missing {
			if c.telling {
				w.seen[i].u = c.silent[c.lacks(a, b)]
				same *= w.seen[i].u
			}
			continue
		}
		alike := 0.
		if c.name {
			surname, alike = o.surname, o.alike
		}
		f := o.f
		if c.kin && surname {
			f = o.given
		}
		at := &c.at[o.level]
		w.seen[i] = seen{min(1, at.u*f), o.scale, alike}
		same, strangers = same*at.m, strangers*w.seen[i].u
	}
	if !w.trace && same < s.floor*strangers*almost { // relatives can only make it less
		return 0
	}
	same, strangers = s.lookCloser(a, b, w, same, strangers)
	kin := s.relatives(a, b)
	for i := range s.comps {
		switch c := &s.comps[i]; {
		case w.levels[i] != missing:
			c.relate(w.levels[i], w.seen[i], &kin)
		case c.telling:
			c.hush(w.seen[i].u, &kin)
		}
	}
	chance := w.others(strangers, &kin)
	w.chance, w.kin, w.led = chance, chance-strangers, s.led(strangers, &kin, w)
	chance += w.led
	if w.trace {
		w.bare = s.bare(a, b, w)
	}
	lr := same / chance
	if lr < s.floor && !w.trace {
		return 0
	}
	return lr
}

// others is the chance of a pair as two persons: as strangers, or as relatives of a class. Neighbours are strangers too: of those who live in one commune both are the same,
// with what neighbours share and without, and the greater counts.
func (w *worker) others(strangers float64, kin *[nClasses]float64) float64 {
	chance := strangers
	for k, v := range kin {
		if k == classNeighbour && w.together {
			chance = max(chance, v)
		} else {
			chance += v
		}
	}
	return chance
}

// Years between a parent's birth and a child's.
const leastGeneration, mostGeneration = 14, 50

// relatives returns the chances of two rows to be relatives, before they are compared: a child's record is a generation younger than the parent's row,
// and inside one table either is.
func (s *scorer) relatives(a, b []uint32) [nClasses]float64 {
	kin := s.phi
	if !s.generationApart(a, b) {
		kin[classChild] = 0
	}
	return kin
}

// generationApart says that a row of the left table is born a generation after one of the right, in one table either after the other.
func (s *scorer) generationApart(a, b []uint32) bool {
	if s.born < 0 {
		return false
	}
	child, parent := record.Date(a[s.born]).Year(), record.Date(b[s.born]).Year()
	if s.left == s.right && child < parent {
		child, parent = parent, child
	}
	years := child - parent
	return parent != 0 && years >= leastGeneration && years <= mostGeneration
}

// begin forgets the pair before.
func (w *worker) begin() { w.born, w.together, w.company, w.local = false, false, 0, 0 }

// note keeps what comparisons to come are conditioned on.
func (c *comp) note(o *outcome, w *worker) {
	switch {
	case c.born:
		w.born = nearYears>>o.level&1 != 0
	case c.name:
		w.company = o.company
	case c.home:
		w.together = oneCommune>>o.level&1 != 0
	case c.local > 0 && o.level == idDigit9:
		w.local = c.local
	}
}

// almost keeps a bound on the safe side of rounding.
const almost = 1 - 1e-9

// siblings is the last pair's likelihood as brother or sister by the comparisons before head.
func (s *scorer) siblings(w *worker) float64 {
	kin := s.phi[classSibling]
	for i := range s.head {
		c, level := &s.comps[i], w.levels[i]
		at := &c.at[level]
		switch r := at.r[classSibling]; {
		case level == missing && c.telling:
			kin *= c.s[classSibling]*w.seen[i].u + c.rest[classSibling]
		case level == missing:
		case r >= 0:
			kin *= r * w.seen[i].scale
		default:
			kin *= at.shared[classSibling] + c.rest[classSibling]*w.seen[i].u
		}
	}
	return kin
}

// seen is what an outcome says of others than the same person. Of a missing value that tells something, u is what it says of one person.
type seen struct{ u, scale, alike float64 }

// relate multiplies the likelihoods as relatives by those of one level.
func (c *comp) relate(level uint8, o seen, kin *[nClasses]float64) {
	at := &c.at[level]
	for k := range kin {
		if r := at.r[k]; r >= 0 && o.alike > 0 {
			kin[k] *= max(r*o.scale, c.at[nameMarks].r[k]*o.alike*at.m/c.at[nameMarks].m)
		} else if r >= 0 {
			kin[k] *= r * o.scale
		} else {
			kin[k] *= at.shared[k] + c.rest[k]*o.u
		}
	}
}

// weigh multiplies the likelihoods by those of one outcome.
func (c *comp) weigh(o *outcome, given bool, same, strangers float64, kin *[nClasses]float64) (float64, float64) {
	is := c.seen(o, given)
	c.relate(o.level, is, kin)
	return same * c.at[o.level].m, strangers * is.u
}

// seen is what an outcome says of others than the same person.
func (c *comp) seen(o *outcome, given bool) seen {
	f := o.f
	if given {
		f = o.given
	}
	return seen{u: min(1, c.at[o.level].u*f), scale: o.scale}
}
