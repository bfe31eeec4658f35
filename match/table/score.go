package table

import (
	"math"
	"math/bits"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// Scorer gives pairs of rows of tables prepared by normalize.Any their weight. Left and right are the same for one table.
type Scorer struct {
	model       *Model
	left, right *record.People
	fields      []column
	l, r        []uint32 // row × field: joint codes, 0 = missing
	swaps       [][2]int
	share       [2]float64  // log2 of the shares of ordinary matches and of those with a poor record
	related     float64     // log2 of the share of related pairs among all; −Inf where there are none
	sorts       []float64   // and of those of further sorts
	pairs       float64     // all pairs of rows there are
	once        bool        // a row of one table has one partner at most in EM: see rightOnce
	finding     bool        // whether they have is being found out
	paired      bool        // and a row of the larger one too, but for those of several partners
	several     [2]bool     // rows of the left table, of the right one, may have several partners
	said        [2]bool     // as somebody has said
	moved       bool        // the matches that differ much are of persons who have moved
	apart       int         // the column in which related pairs are as strangers; −1 none
	exclude     int         // rows of a pair among those the frequencies count
	threads     int         // that learning goes on
	seen        *sample     // all candidates, as learning compared them; nil where they were too many to keep, or nothing was learned
	interrupted func() bool // that learning is to break off
	pool        sync.Pool
}

// column is a column with its values decoded and its parameters laid out by level.
type column struct {
	name      record.Field
	kind      record.Kind
	values    []value   // by joint code
	words     []word    // of texts
	whole     bool      // a column of whole names
	span      float64   // of quantities: how far apart most of them lie
	together  bool      // what nobody else has is as rare as its words together
	count     []float64 // rows of both tables that have a value
	leftCount []float64 // of the left one
	total     float64
	logM      [maxLevels]float64 // log2
	poor      [maxLevels]float64 // log2
	logU      [maxLevels]float64
	kin       [maxLevels]float64   // log2 of the shares of related pairs
	sorts     [][maxLevels]float64 // and of those of further sorts
	exact     []float64            // by joint code: log2 of the value's frequency
	unrelated float64              // part of a value's frequency that counts beside strangers
	entities  []float64            // as Field.Entities
	single    float64              // frequency of a value that the pair's rows alone have, 0 = as of any other
	within    int                  // column that tells something of this one, −1 none
	given     [][]float64          // by its level, log2 of the chance shares of this one's; nil rows where it tells nothing
	crowd     *crowded             // of texts compared by their words
	fixed     float64              // log2-free: the probability that agreement there makes agreement here, beyond chance
}

type worker struct {
	kernel edit.Kernel
	cache  []cacheEntry
	levels []uint8
}

type cacheEntry struct {
	key   uint64
	field int32
	level uint8
}

// NewScorer decodes the tables' values. The model's fields the tables lack are left out.
func NewScorer(m *Model, left, right *record.People) *Scorer {
	s := &Scorer{model: m, left: left, right: right, exclude: 2, apart: -1, threads: 1, interrupted: func() bool { return false }}
	nl, nr := float64(left.Rows()), float64(right.Rows())
	s.pairs = nl * nr
	if left == right {
		s.pairs = nl * (nl - 1) / 2
	}
	s.pairs = max(s.pairs, 1)
	joint := &jointCodes{code: map[string]uint32{}, texts: []string{""}} // names and texts share their numbers, so that swaps are seen
	for _, f := range m.Fields {
		kind, _ := record.ParseKind(f.Kind)
		if left.Texts[f.Field] == nil || right.Texts[f.Field] == nil {
			continue
		}
		s.fields = append(s.fields, column{name: f.Field, kind: kind, within: -1})
	}
	n := len(s.fields)
	s.l = make([]uint32, n*left.Rows())
	s.r = s.l
	if left != right {
		s.r = make([]uint32, n*right.Rows())
	}
	for i := range s.fields {
		if isText(s.fields[i].kind) {
			s.number(i, joint)
		}
	}
	for i := range s.fields {
		f := &s.fields[i]
		if isText(f.kind) {
			s.countField(i, joint.texts)
		} else {
			s.fillColumn(i)
		}
		f.whole = f.findWhole(s.field(i).Role)
		if f.kind == record.KindWords && left != right {
			s.findCrowds(i)
		}
		for _, g := range s.fields[:i] {
			if isText(f.kind) && isText(g.kind) {
				s.swaps = append(s.swaps, [2]int{s.index(g.name), i})
			}
		}
	}
	s.startPool()
	s.apply()
	return s
}

// startPool has workers made anew.
func (s *Scorer) startPool() {
	n := len(s.fields)
	s.pool = sync.Pool{New: func() any {
		return &worker{cache: make([]cacheEntry, 1<<14), levels: make([]uint8, n)}
	}}
}

// number gives a column's values their numbers.
func (s *Scorer) number(i int, j *jointCodes) {
	f, n := &s.fields[i], len(s.fields)
	j.fill(s.l, s.left.Texts[f.name], i, n, s.left.Rows(), s.field(i).Shift)
	if s.left != s.right {
		j.fill(s.r, s.right.Texts[f.name], i, n, s.right.Rows(), 0)
	}
	f.values = make([]value, len(j.texts))
	f.count = make([]float64, len(j.texts))
}

// fillColumn numbers, decodes and counts the values of a column that shares its numbers with no other.
func (s *Scorer) fillColumn(i int) {
	s.number(i, &jointCodes{code: map[string]uint32{}, texts: []string{""}})
	s.fields[i].total = 0
	s.countField(i, nil)
}

func isText(k record.Kind) bool { return k == record.KindName || k == record.KindText }

func (s *Scorer) index(f record.Field) int {
	for i := range s.fields {
		if s.fields[i].name == f {
			return i
		}
	}
	return -1
}

// jointCodes numbers texts from 1.
type jointCodes struct {
	code  map[string]uint32
	texts []string
}

func (j *jointCodes) fill(into []uint32, v *record.Values[string], at, stride, rows int, shift float64) {
	codes := make([]uint32, len(v.Canon))
	for row := range rows {
		c := v.Codes[row]
		t := v.Of(c)
		if t == "" {
			continue
		}
		t = shifted(t, shift)
		if codes[c] == 0 {
			n, ok := j.code[t]
			if !ok {
				n = uint32(len(j.texts))
				j.code[t] = n
				j.texts = append(j.texts, t)
			}
			codes[c] = n
		}
		into[row*stride+at] = codes[c]
	}
}

// countField counts a column's values and decodes those it has.
func (s *Scorer) countField(i int, texts []string) {
	f := &s.fields[i]
	if len(f.count) < len(texts) {
		f.count = make([]float64, len(texts))
		f.values = make([]value, len(texts))
	}
	n := len(s.fields)
	add := func(p *record.People, codes []uint32, shift float64) {
		v := p.Texts[f.name]
		for row := range p.Rows() {
			c := codes[row*n+i]
			if c == 0 {
				continue
			}
			if f.count[c] == 0 {
				f.values[c] = newValue(shifted(v.At(row), shift), f.kind)
			}
			f.count[c]++
			f.total++
		}
	}
	add(s.left, s.l, s.field(i).Shift)
	f.leftCount = slices.Clone(f.count)
	if s.left != s.right {
		add(s.right, s.r, 0)
	}
	switch f.kind {
	case record.KindText, record.KindWords:
		f.cutWords()
	case record.KindAmount:
		f.span = f.findSpan()
	}
}

// sharing is how many pairs there are of the rows that have a value, of which there are so many in all.
func (s *Scorer) sharing(i int, code uint32, count float64) float64 {
	if s.left == s.right {
		return count * (count - 1) / 2
	}
	left := s.fields[i].leftCount[code]
	return left * (count - left)
}

// apply lays the model's figures out, and gives every value its frequency.
func (s *Scorer) apply() {
	poor := min(max(s.model.Poor, 1e-6), 1-1e-6)
	s.share = [2]float64{math.Log2(1 - poor), math.Log2(poor)}
	s.related = math.Log2(s.model.Related / s.pairs)
	s.sorts = make([]float64, len(s.model.Sorts))
	for k, n := range s.model.Sorts {
		s.sorts[k] = math.Log2(n / s.pairs)
	}
	for i := range s.fields {
		f := &s.fields[i]
		for _, mf := range s.model.Fields {
			if mf.Field != f.name {
				continue
			}
			f.sorts = make([][maxLevels]float64, len(s.sorts))
			for j, l := range mf.Levels {
				for k, share := range l.Sorts {
					f.sorts[k][j+1] = math.Log2(max(share, 1e-6))
				}
				f.logM[j+1] = math.Log2(max(l.M, 1e-6))
				f.poor[j+1] = math.Log2(max(l.Poor, 1e-6))
				f.logU[j+1] = math.Log2(max(l.U, 1e-9))
				f.kin[j+1] = math.Log2(max(l.Related, 1e-6))
			}
			f.tell(mf, s.index(mf.Within), s.meanFrequency(mf.Within))
			f.single, f.together = mf.Single, f.whole || mf.Together && f.kind == record.KindText
			if f.kind == record.KindWords { // as rare as sharing them all is
				f.single = mf.Levels[0].U
			}
			f.unrelated, f.entities = 1, mf.Entities
			if mf.Unrelated > 0 {
				f.unrelated = mf.Unrelated
			}
		}
		f.exact = make([]float64, len(f.count))
		for c, k := range f.count {
			f.exact[c] = math.Log2(f.frequency(k, s.exclude))
			if f.together && k > 0 {
				f.exact[c] = min(f.exact[c], math.Log2(f.nameFrequency(k, f.values[c].numbers, s.exclude)))
			}
		}
	}
}

// meanFrequency is the chance share of a column's exact level, 1 where there is no such column.
func (s *Scorer) meanFrequency(f record.Field) float64 {
	for _, m := range s.model.Fields {
		if m.Field == f {
			return m.Levels[0].U
		}
	}
	return 1
}

// tell lays out what another column tells of this one. Where the other is the finer one, agreement there either determines
// this one or leaves it to chance; where it is the coarser, it makes every value of this one more frequent.
func (f *column) tell(m Field, within int, finer float64) {
	f.within, f.given, f.fixed = within, nil, 0
	if within < 0 {
		return
	}
	f.given = make([][]float64, maxLevels)
	for j, row := range m.Given {
		f.given[j+1] = make([]float64, maxLevels)
		for i, u := range row {
			f.given[j+1][i+1] = math.Log2(max(u, 1e-9))
		}
	}
	if u := m.Levels[0].U; len(m.Given) > 0 && finer < u && m.Given[0][0] > u {
		f.fixed = (m.Given[0][0] - u) / (1 - u)
	}
}

// chance is log2 of the chance of a level, given that of the column it depends on.
func (f *column) chance(level, other uint8, code uint32) float64 {
	if f.within < 0 || other == missing || f.given[other] == nil {
		if level == exact {
			return f.exact[code]
		}
		return f.logU[level]
	}
	given := f.given[other][level]
	switch {
	case level != exact:
		return given
	case other == exact && f.fixed > 0:
		tf := math.Exp2(f.exact[code])
		return math.Log2(tf + (1-tf)*f.fixed)
	}
	return min(f.exact[code]+given-f.logU[exact], -.01)
}

// frequency is the chance that a stranger has a value of count rows, the pair's own left out and one put in their place:
// of a value nobody else has, all one knows is that it is not much commoner than that.
func (f *column) frequency(count float64, exclude int) float64 {
	if count <= float64(exclude) && f.single > 0 {
		return min(f.single, 1/(f.total+1))
	}
	return min(1, (f.strange(count)*max(count-float64(exclude), 0)+1)/(f.total+1))
}

// strange is the part of the rows that have a value of count rows which another entity has.
func (f *column) strange(count float64) float64 {
	if len(f.entities) == 0 {
		return f.unrelated
	}
	return f.unrelated * f.entities[min(manyRows(count), len(f.entities)-1)]
}

// manyRows is the place in Field.Entities of the values that so many rows have.
func manyRows(count float64) int { return max(bits.Len(uint(count))-2, 0) }

// levelsOf finds the levels of a pair and returns log2 of its chance as two strangers.
func (s *Scorer) levelsOf(l, r uint32, w *worker) (chance float64) {
	s.compare(l, r, w)
	return s.chanceOf(l, r, w.levels)
}

// codes returns the values of a row of one side.
func (s *Scorer) codes(side []uint32, row uint32) []uint32 {
	n := len(s.fields)
	return side[int(row)*n : int(row)*n+n]
}

// compare finds the levels of a pair.
func (s *Scorer) compare(l, r uint32, w *worker) {
	s.compareCodes(s.codes(s.l, l), s.codes(s.r, r), w)
}

func (s *Scorer) compareCodes(a, b []uint32, w *worker) {
	for i := range s.fields {
		f := &s.fields[i]
		x, y := a[i], b[i]
		switch {
		case x == 0 || y == 0:
			w.levels[i] = missing
		case x == y:
			w.levels[i] = exact
		default:
			w.levels[i] = w.level(f, i, x, y)
		}
	}
	for _, p := range s.swaps {
		i, j := p[0], p[1]
		if a[i] != 0 && a[j] != 0 && a[i] == b[j] && a[j] == b[i] && a[i] != a[j] {
			w.levels[i], w.levels[j] = swappedLevel(s.fields[i].kind), missing
		}
	}
}

// chanceOf returns log2 of the chance of a pair's levels as two strangers.
func (s *Scorer) chanceOf(l, r uint32, levels []uint8) (chance float64) {
	return s.chanceOfCodes(s.codes(s.l, l), s.codes(s.r, r), levels)
}

func (s *Scorer) chanceOfCodes(a, b []uint32, levels []uint8) (chance float64) {
	for _, p := range s.swaps {
		if s.swapped(p, a, b, levels) {
			chance += s.swapChance(p, a)
		}
	}
	for i, level := range levels {
		if level != missing {
			chance += s.fieldChance(i, a, b, levels)
		}
	}
	return chance
}

// swapped says that two columns' values have changed places.
func (s *Scorer) swapped(p [2]int, a, b []uint32, levels []uint8) bool {
	i, j := p[0], p[1]
	return levels[i] == swappedLevel(s.fields[i].kind) && levels[j] == missing && a[i] == b[j] && a[j] == b[i]
}

// swapChance is log2 of the chance of two columns' values in each other's place.
func (s *Scorer) swapChance(p [2]int, a []uint32) float64 {
	f, g := &s.fields[p[0]], &s.fields[p[1]]
	return f.either(a[p[0]], g) + f.either(a[p[1]], g)
}

// fieldChance is log2 of the chance of a column's level, 0 where its value is in another column.
func (s *Scorer) fieldChance(i int, a, b []uint32, levels []uint8) float64 {
	f := &s.fields[i]
	level := levels[i]
	if f.crowd != nil {
		return min(f.chanceWithin(level, levels, a[i])+f.crowding(a[i], b[i], level, s.several), -.01)
	}
	switch {
	case isText(f.kind) && level == swappedLevel(f.kind):
		return 0
	case f.together && !f.whole && level > exact && int(level) <= nearLevels:
		return min(f.chanceWithin(level, levels, a[i]), math.Log2(f.sharedFrequency(a[i], b[i], s.exclude)))
	}
	return f.chanceWithin(level, levels, a[i])
}

// chanceWithin is log2 of the chance of a level, given that of the column it depends on, if on any.
func (f *column) chanceWithin(level uint8, levels []uint8, code uint32) float64 {
	if f.within >= 0 {
		return f.chance(level, levels[f.within], code)
	}
	return f.chance(level, missing, code)
}

// either is log2 of a value's frequency in the one of two columns where it is commoner.
func (f *column) either(code uint32, g *column) float64 { return max(f.exact[code], g.exact[code]) }

func (w *worker) level(f *column, i int, x, y uint32) uint8 {
	if x > y {
		x, y = y, x
	}
	key := uint64(x)<<32 | uint64(y)
	c := &w.cache[(key*0x9E3779B97F4A7C15+uint64(i)*0xD1B54A32D192ED03)>>(64-14)]
	if c.key != key || c.field != int32(i) {
		c.key, c.field = key, int32(i)
		c.level = f.compare(&f.values[x], &f.values[y], &w.kernel)
	}
	return c.level
}

// weigh returns log2 of the likelihood ratio of levels whose chance is known.
func (s *Scorer) weigh(levels []uint8, chance float64) float64 {
	weight, _ := s.weighBoth(levels, chance)
	return weight
}

// weighBoth returns log2 of the likelihood ratio, and how likely a match of these levels is one with a poor record.
func (s *Scorer) weighBoth(levels []uint8, chance float64) (weight, poor float64) {
	a, b := s.share[0], s.share[1]
	for i, level := range levels {
		if level != missing {
			a += s.fields[i].logM[level]
			b += s.fields[i].poor[level]
		}
	}
	most := max(a, b)
	x, y := math.Exp2(a-most), math.Exp2(b-most)
	return most + math.Log2(x+y) - chance, y / (x + y)
}

// Weight returns a pair's log2 likelihood ratio.
func (s *Scorer) Weight(l, r uint32) float64 {
	w := s.pool.Get().(*worker)
	defer s.pool.Put(w)
	return s.weight(l, r, w)
}

func (s *Scorer) weight(l, r uint32, w *worker) float64 {
	chance := s.levelsOf(l, r, w)
	return s.weigh(w.levels, s.unrelated(w.levels, chance))
}

// Prior returns log2 odds that two rows taken at random are one entity.
func (s *Scorer) Prior() float64 {
	p := min(max(s.model.Matches, 1)/s.pairs, .5)
	return math.Log2(p / (1 - p))
}
