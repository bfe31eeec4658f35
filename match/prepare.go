package match

import (
	"sync"

	"github.com/doisanh/doisanh/record"
)

// outcome is what one comparison found. f is the chance frequency Level.U is multiplied by, given the same where the
// persons' surname is known to be the same; scale multiplies Level.R.
type outcome struct {
	f, given, scale float64
	level           uint8
	surname         bool // names: both have the same surname
}

// comparer compares one field of two rows. l and r are the rows' slots from the comparison's first on.
type comparer interface {
	slots() int
	compare(l, r []uint32, w *worker, o *outcome)
}

// worker is the scratch space of one goroutine.
type worker struct {
	kernel kernel
	out    outcome        // of the comparison at hand: kept here so that it need not be allocated
	caches [][]cacheEntry // per comparison that caches
	levels []uint8        // per comparison of the last pair, as far as it was looked at
	chance float64        // the last pair's likelihood as different persons
	trace  bool
}

type cacheEntry struct {
	key uint64
	out outcome
}

const cacheSize = 1 << 11

// cached returns the entry of a pair of codes: hit says whether it holds it already. Direct-mapped: the new pair always
// takes the place, so a cell's history never changes a result.
func (w *worker) cached(cache int, a, b uint32) (e *cacheEntry, hit bool) {
	key := uint64(a)<<32 | uint64(b)
	c := w.caches[cache]
	e = &c[(key*0x9E3779B97F4A7C15)>>(64-11)]
	if e.key == key {
		return e, true
	}
	e.key = key
	return e, false
}

// side is one table during preparation.
type side struct {
	people *record.People
	matrix []uint32
	stride int
}

func (s *side) fill(off int, value func(row int) uint32) {
	for row, i := 0, off; row < s.people.Rows(); row, i = row+1, i+s.stride {
		s.matrix[i] = value(row)
	}
}

// tables are the two tables a scorer compares; left and right are the same side when one table is compared with itself.
type tables struct {
	left, right *side
	exclude     int // how many rows of a pair are among those the frequencies count: 1, or 2 inside one table
}

func newTables(left, right *record.People) *tables {
	t := &tables{left: &side{people: left}, exclude: 1}
	if left == right {
		t.right, t.exclude = t.left, 2
	} else {
		t.right = &side{people: right}
	}
	return t
}

func (t *tables) sides() []*side {
	if t.left == t.right {
		return []*side{t.left}
	}
	return []*side{t.left, t.right}
}

// setStride makes room for n slots a row.
func (t *tables) setStride(n int) {
	for _, s := range t.sides() {
		s.stride = n
		s.matrix = make([]uint32, n*s.people.Rows())
	}
}

// plan is a comparison that both tables have a field for, before its slots are filled.
type plan struct {
	def  *Comparison
	cmp  comparer
	fill func(off int)
}

// preparer makes the comparer of a comparison, or nil where one of the tables has no such field.
func (t *tables) prepare(c *Comparison, cache int) *plan {
	switch c.Kind {
	case KindName:
		return prepareName(t, c, cache)
	case KindDate:
		return prepareDate(t, c)
	case KindID:
		return prepareID(t, c)
	case KindPlace:
		return preparePlace(t, c, cache)
	case KindCode:
		return prepareCode(t, c)
	case KindKey:
		return prepareKey(t, c)
	}
	return nil
}

// chain returns the values of the fields a table has, in order.
func chain[T any](m map[record.Field]*record.Values[T], fields []record.Field) []*record.Values[T] {
	var vs []*record.Values[T]
	for _, f := range fields {
		if v := m[f]; v != nil && v.Count > 0 {
			vs = append(vs, v)
		}
	}
	return vs
}

// number gives every canonical value of the columns a joint code through of, 0 = missing; first[i][code] is that of
// column i's distinct original value.
func number[T any](vs []*record.Values[T], of func(T) uint32) [][]uint32 {
	codes := make([][]uint32, len(vs))
	for i, v := range vs {
		byCanon := make([]uint32, v.Count+1)
		seen := make([]bool, v.Count+1)
		codes[i] = make([]uint32, len(v.Dict))
		for c, canon := range v.Canon {
			if canon == 0 {
				continue
			}
			if !seen[canon] {
				seen[canon] = true
				byCanon[canon] = of(v.Dict[c])
			}
			codes[i][c] = byCanon[canon]
		}
	}
	return codes
}

// rowCode returns the joint code of a row: that of the first column that has one.
func rowCode[T any](vs []*record.Values[T], codes [][]uint32) func(row int) uint32 {
	if len(vs) == 1 {
		v, c := vs[0].Codes, codes[0]
		return func(row int) uint32 { return c[v[row]] }
	}
	return func(row int) uint32 {
		for i, v := range vs {
			if c := codes[i][v.Codes[row]]; c != 0 {
				return c
			}
		}
		return 0
	}
}

// countRows returns how many rows have each code below n.
func countRows(rows, n int, code func(row int) uint32) (counts []uint32, total int) {
	counts = make([]uint32, n)
	for row := 0; row < rows; row++ {
		c := code(row)
		counts[c]++
		if c != 0 {
			total++
		}
	}
	return counts, total
}

// build makes the comparisons both tables have fields for, in parallel, and fills the rows' slots.
func (t *tables) build(m *Model, threads int) (plans []*plan, offsets []int) {
	all := make([]*plan, len(m.Comparisons))
	limit := make(chan struct{}, max(threads, 1))
	var wg sync.WaitGroup
	run := func(f func()) {
		wg.Add(1)
		limit <- struct{}{}
		go func() {
			defer func() { <-limit; wg.Done() }()
			f()
		}()
	}
	for i := range m.Comparisons {
		run(func() { all[i] = t.prepare(&m.Comparisons[i], i) })
	}
	wg.Wait()
	stride := 0
	for _, p := range all {
		if p != nil {
			plans = append(plans, p)
			offsets = append(offsets, stride)
			stride += p.cmp.slots()
		}
	}
	t.setStride(stride)
	for i, p := range plans {
		run(func() { p.fill(offsets[i]) })
	}
	wg.Wait()
	return plans, offsets
}
