package match

import (
	"cmp"
	"slices"
	"sync"

	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// outcome is what one comparison found. f is the chance frequency Level.U is multiplied by, given the same where the
// persons' surname is known to be the same; scale multiplies Level.R.
type outcome struct {
	f, given, scale float64
	level           uint8
	surname         bool    // names: both have the same surname
	alike           float64 // names: beside the level's difference the given names differ in their marks, see nameComparer.otherMarks
	company         company // persons' own names: what strangers of such names share
}

// comparer compares one field of two rows. l and r are the rows' slots from the comparison's first on.
type comparer interface {
	compare(l, r []uint32, w *worker, o *outcome)
}

// toucher is a comparer that can fetch ahead what it compares by.
type toucher interface {
	touch(l, r []uint32) uint32
}

// worker is the scratch space of one goroutine.
type worker struct {
	kernel   edit.Kernel
	patterns []edit.Pattern // per comparison of names
	out      outcome        // of the comparison at hand: kept here so that it need not be allocated
	caches   [][]cacheEntry // per comparison that caches
	levels   []uint8        // per comparison of the last pair, as far as it was looked at
	seen     []seen         // per comparison not missing
	chance   float64        // the last pair's likelihood as different persons
	kin      float64        // and the part of it that relatives are
	led      float64        // that of two of whom the one has the other's number by the name, which chance leaves out
	bare     float64        // the same likelihood without the numbers of sectors
	trace    bool
	// What has been seen of the pair at hand that other comparisons are conditioned on.
	born     bool    // the birth years agree or are neighbours
	together bool    // they live in one commune
	company  company // what strangers of such names share
	local    float64 // the share of strangers with such numbers who live in one commune, 0 for as many as of all
	touched  uint32
	ahead    [touchAhead]record.Pair // whose rows are being fetched
}

type cacheEntry struct {
	key uint64
	out outcome
}

const (
	cacheBits = 11
	cacheSize = 1 << cacheBits
)

// cached returns the entry of a pair of codes: hit says whether it holds it already. Direct-mapped: the new pair always
// takes the place, so a cell's history never changes a result.
func (w *worker) cached(cache int, a, b uint32) (e *cacheEntry, hit bool) {
	key := uint64(a)<<32 | uint64(b)
	c := w.caches[cache]
	e = &c[(key*0x9E3779B97F4A7C15)>>(64-cacheBits)]
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
	// The classes of the right table's rows: see standing.
	standing []uint8
	// The right table's homes: see homes; and who lives in each.
	homes []uint32
	mates mates
}

func newSide(p *record.People, stride int) *side {
	return &side{people: p, stride: stride, matrix: make([]uint32, stride*p.Rows())}
}

// fill writes a slot of the rows from one to before another.
func (s *side) fill(off, from, to int, value func(row int) uint32) {
	for row, i := from, from*s.stride+off; row < to; row, i = row+1, i+s.stride {
		s.matrix[i] = value(row)
	}
}

// filling writes a comparison's slots of a table, from off on in each line.
type filling struct {
	rows func(s *side, off, from, to int) // of some rows; several goroutines are at different ones. nil where there is nothing to write
	done func(s *side, off int)           // what is left to do when all rows are written; may be nil
}

// fillRows fills the lines from one to before another. All slots of a stretch are filled while it is in the processor's cache.
func (s *side) fillRows(all []filling, offsets []int, from, to int) {
	for i, f := range all {
		if f.rows != nil {
			f.rows(s, offsets[i], from, to)
		}
	}
}

// filled tells all fillings that all rows are written.
func (s *side) filled(all []filling, offsets []int, threads int) {
	parallel.Each(len(all), threads, func(i int) {
		if all[i].done != nil {
			all[i].done(s, offsets[i])
		}
	})
}

// prepared is a comparison prepared for one table to be looked in, the right one.
type prepared struct {
	slots int
	fill  filling
	// join readies the comparison for a left table, of which it gives the filling, or says by nil that this has no such field.
	// Where left is the right table itself, no filling is needed, and its values may be gone. exclude is how many rows of a pair are among those the
	// frequencies count: 1, or 2 inside one table.
	join func(left *record.People, exclude int) (cmp comparer, fill filling)
	// renew returns a comparer that join made with the values of all tables joined since, so that lines of any of them can be compared with those
	// of any other; nil where they change nothing.
	renew func(old comparer) comparer
}

// prepare readies a comparison for a right table, nil where the table has no such field.
func prepare(right *record.People, c *Comparison) *prepared {
	switch c.Kind {
	case KindName:
		return prepareName(right, c)
	case KindDate:
		return prepareDate(right, c)
	case KindID:
		return prepareID(right, c)
	case KindPlace:
		return preparePlace(right, c)
	case KindCode:
		return prepareCode(right, c)
	case KindKey:
		return prepareKey(right, c)
	case KindDeath:
		return prepareDeath(right)
	}
	return nil
}

// Prepared is a table made ready to be compared with others, so that one that stands against many (the population) is made
// ready once. It belongs to one model and those that differ from it in nothing but figures. Runs that have it among their Options and look in its table use it; they must
// come one after the other. Nothing but birth dates and sexes is asked of the table's values any more, and of those by Link alone: they may be let go.
type Prepared struct {
	right   *side
	model   *Model
	fields  []*prepared // per comparison of the model; nil where the table lacks it
	offsets []int
	rank    []uint32 // the rows' places in the order of their ids; nil where they stand in it

	twins     [][2]uint32 // see twinsOf
	twinsOnce sync.Once
}

// rankOf returns the rows' places in the order of their ids, nil where they stand in it.
func rankOf(p *record.People) []uint32 {
	if p.Table == nil || p.Table.IDs.Len() < p.Rows() || p.Table.IDs.Sorted() {
		return nil
	}
	ids := p.Table.IDs
	order := make([]uint32, p.Rows())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return cmp.Or(cmp.Compare(ids.At(a), ids.At(b)), cmp.Compare(a, b)) })
	rank := make([]uint32, len(order))
	for place, row := range order {
		rank[row] = uint32(place)
	}
	return rank
}

// cacheLine is what a processor fetches at once, in slots.
const cacheLine = 16

// Prepare makes a table ready to be looked in.
func Prepare(m *Model, right *record.People, threads int) *Prepared {
	p := &Prepared{model: m, fields: make([]*prepared, len(m.Comparisons)), offsets: make([]int, len(m.Comparisons))}
	parallel.Each(len(m.Comparisons), threads, func(i int) { p.fields[i] = prepare(right, &m.Comparisons[i]) })
	stride := 0
	for i, f := range p.fields {
		if p.offsets[i] = stride; f != nil {
			stride += f.slots
		}
	}
	if stride > 8 && stride < cacheLine {
		stride = cacheLine // so that a row is fetched at once
	}
	p.right = newSide(right, stride)
	all := make([]filling, len(p.fields))
	for i, f := range p.fields {
		if f != nil {
			all[i], f.fill = f.fill, filling{} // it holds the table's values
		}
	}
	const others = 3
	rows := right.Rows()
	parallel.Each(others+(rows+stretchRows-1)/stretchRows, threads, func(i int) {
		switch i {
		case 0:
			p.right.standing = standing(right)
		case 1:
			p.rank = rankOf(right)
		case 2:
			p.right.homes = homes(right)
			p.right.mates = matesOf(p.right.homes)
		default:
			from := (i - others) * stretchRows
			p.right.fillRows(all, p.offsets, from, min(from+stretchRows, rows))
		}
	})
	p.right.filled(all, p.offsets, threads)
	return p
}

// joined is a comparison that both tables have a field for.
type joined struct {
	def   *Comparison
	field *prepared
	cmp   comparer
	off   int
}

// fits says whether a table is ready for a model.
func (p *Prepared) fits(m *Model) bool {
	return m == p.model || slices.EqualFunc(m.Comparisons, p.model.Comparisons, func(a, b Comparison) bool {
		return a.Name == b.Name && a.Kind == b.Kind && slices.Equal(a.Fields, b.Fields)
	})
}

// join readies a model's comparisons for a left table and returns its slots.
func (p *Prepared) join(m *Model, left *record.People, threads int) (*side, []joined) {
	all, fills := make([]joined, len(p.fields)), make([]filling, len(p.fields))
	side, exclude := p.right, 2
	if left != p.right.people {
		side, exclude = newSide(left, p.right.stride), 1
	}
	parallel.Each(len(p.fields), threads, func(i int) {
		f := p.fields[i]
		if f == nil {
			return
		}
		cmp, fill := f.join(left, exclude)
		all[i], fills[i] = joined{&m.Comparisons[i], f, cmp, p.offsets[i]}, fill
	})
	inStretches(left.Rows(), threads, func(from, to int) { side.fillRows(fills, p.offsets, from, to) })
	side.filled(fills, p.offsets, threads)
	return side, slices.DeleteFunc(all, func(j joined) bool { return j.cmp == nil })
}

// stretchRows is how many rows a goroutine works on at a time.
const stretchRows = 4096

// inStretches has n things worked on, a stretch of them at a time, on so many goroutines.
func inStretches(n, threads int, do func(from, to int)) {
	parallel.Stretches(n, stretchRows, threads, do)
}

// made is pages.Made on so many goroutines.
func made[T any](n, threads int) []T {
	all := make([]T, n)
	inStretches(n, threads, func(from, to int) { pages.Touch(all[from:to]) })
	return all
}

// sumInStretches adds up what add says of each stretch, in the order of the stretches: so many goroutines or one, the sum is the same to the last bit.
func sumInStretches[T any](n, threads int, stretch func(from, to int) T, add func(T)) {
	parts := make([]T, (n+stretchRows-1)/stretchRows)
	inStretches(n, threads, func(from, to int) { parts[from/stretchRows] = stretch(from, to) })
	for _, p := range parts {
		add(p)
	}
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
		codes[i] = make([]uint32, len(v.Canon))
		for c, canon := range v.Canon {
			if canon == 0 {
				continue
			}
			if !seen[canon] {
				seen[canon] = true
				byCanon[canon] = of(v.Of(uint32(c)))
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
