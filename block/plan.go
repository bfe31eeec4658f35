package block

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// side is one table and its rows' keys under the rules.
type side struct {
	people *record.People
	rows   int
	slots  int            // one per rule
	keys   []uint32       // row × slot; 0 = takes no part
	cols   map[Key]column // derived so far
	part   []int          // per slot, the rows that take part; -1 = not derived yet
	// A side that outlives the run remembers which keys refinement changed.
	lasting bool
	changed []change
}

type change struct {
	at  int // in keys
	key uint32
}

func newSide(p *record.People, slots int) *side {
	return &side{
		people: p, rows: p.Rows(), slots: slots, keys: make([]uint32, p.Rows()*slots), cols: map[Key]column{},
		part: slices.Repeat([]int{-1}, slots),
	}
}

// set changes a row's key under a rule.
func (s *side) set(row uint32, slot int, key uint32) {
	at := int(row)*s.slots + slot
	if s.lasting {
		s.changed = append(s.changed, change{at, s.keys[at]})
	}
	s.keys[at] = key
}

// restore takes the changes of a run back, the last first.
func (s *side) restore() {
	for _, c := range slices.Backward(s.changed) {
		s.keys[c.at] = c.key
	}
	s.changed = s.changed[:0]
}

func (s *side) column(k Key) column {
	c, ok := s.cols[k]
	if !ok {
		c = derive(s.people, k)
		s.cols[k] = c
	}
	return c
}

// before returns a row's keys under the rules before slot.
func (s *side) before(row uint32, slot int) []uint32 {
	at := int(row) * s.slots
	return s.keys[at : at+slot]
}

// buffers are the two slices that one side's entries are sorted between.
type buffers struct{ a, b []entry }

// fill sets the rows' keys under a rule, unless an earlier run did, and returns the entries of those that take part and
// pass keep, in row order, and the number that take part.
func (s *side) fill(r Rule, slot int, buf *buffers, keep *filter) (entries []entry, part int) {
	if s.part[slot] < 0 {
		s.part[slot] = s.derive(r, slot)
	}
	if buf.a == nil {
		buf.a = make([]entry, 0, s.rows)
	}
	entries = buf.a[:0]
	for row, at := 0, slot; row < s.rows; row, at = row+1, at+s.slots {
		if k := s.keys[at]; k != 0 && keep.has(k) {
			entries = append(entries, entry(k)<<32|entry(row))
		}
	}
	buf.a = entries
	return entries, s.part[slot]
}

// derive makes the rows' keys under a rule and returns the number of rows that take part.
func (s *side) derive(r Rule, slot int) (part int) {
	cols := make([]column, len(r.Keys))
	for i, k := range r.Keys {
		cols[i] = s.column(k)
	}
rows:
	for row := range s.rows {
		var h uint64
		for _, c := range cols {
			v := c.at(row)
			if v == 0 {
				continue rows
			}
			h = mix(h, v)
		}
		s.keys[row*s.slots+slot] = fold32(h)
		part++
	}
	return part
}

// filter says which keys may be met on the other side, so that rows without a partner are not sorted. nil lets all pass.
type filter struct {
	bits []uint64
	mask uint32
}

func newFilter(entries []entry) *filter {
	n := 1 << 10
	for n < 8*len(entries) && n < 1<<31 {
		n <<= 1
	}
	f := &filter{make([]uint64, n/64), uint32(n - 1)}
	for _, e := range entries {
		k := keyOf(e) & f.mask
		f.bits[k/64] |= 1 << (k % 64)
	}
	return f
}

func (f *filter) has(k uint32) bool {
	if f == nil {
		return true
	}
	k &= f.mask
	return f.bits[k/64]&(1<<(k%64)) != 0
}

func (b *buffers) sort(entries []entry) []entry {
	if cap(b.b) < len(entries) {
		b.b = make([]entry, len(entries), max(len(entries), cap(b.a)))
	}
	return sortEntries(entries, b.b[:len(entries)])
}

// eachBlock calls yield for every run of equal keys that both sides have, or with self every run of two rows or more on
// the left one. Both are sorted.
func eachBlock(left, right []entry, self bool, yield func(l, r []entry)) {
	for i, j := 0, 0; i < len(left); {
		k := keyOf(left[i])
		end := i + 1
		for end < len(left) && keyOf(left[end]) == k {
			end++
		}
		if self {
			if end-i > 1 {
				yield(left[i:end], nil)
			}
			i = end
			continue
		}
		for j < len(right) && keyOf(right[j]) < k {
			j++
		}
		start := j
		for j < len(right) && keyOf(right[j]) == k {
			j++
		}
		if j > start {
			yield(left[i:end], right[start:j])
		}
		i = end
	}
}

// plan is a rule ready to be walked: its blocks are the equal runs of left and right.
type plan struct {
	slot        int // the rule's number
	left, right []entry
	stats       RuleStats
}

// planner prepares the active rules one after the other.
type planner struct {
	left, right *side // right is nil in deduplication
	opt         Options
}

// prepare sorts the rows by a rule's keys and refines what is over the budget. Afterwards the keys of this slot are final.
func (p *planner) prepare(slot int, lbuf, rbuf *buffers) plan {
	r := p.opt.Rules[slot]
	pl := plan{slot: slot, stats: RuleStats{Name: r.Name}}
	st := &pl.stats
	switch {
	case p.right == nil:
		pl.left, st.LeftRows = p.left.fill(r, slot, lbuf, nil)
	case p.left.rows <= p.right.rows:
		pl.left, st.LeftRows = p.left.fill(r, slot, lbuf, nil)
		pl.right, st.RightRows = p.right.fill(r, slot, rbuf, newFilter(pl.left))
	default:
		pl.right, st.RightRows = p.right.fill(r, slot, rbuf, nil)
		pl.left, st.LeftRows = p.left.fill(r, slot, lbuf, newFilter(pl.right))
	}
	pl.left, pl.right = lbuf.sort(pl.left), rbuf.sort(pl.right)
	p.refine(&pl, r.Refine)
	p.skip(&pl)
	return pl
}

// refine mixes the refining keys, one after the other, into the keys of the rows whose block is over the budget.
func (p *planner) refine(pl *plan, refine []Key) {
	first, _ := p.measure(pl)
	found := first
	for _, k := range refine {
		var over [][2][]entry
		p.blocks(pl, func(l, r []entry) {
			if b := sizeOf(l, r); b.Pairs() > int64(p.opt.MaxBlock) || p.crowded(pl, b) {
				over = append(over, [2][]entry{l, r})
			}
		})
		if len(over) == 0 {
			break
		}
		pl.stats.RefinedBlocks = max(pl.stats.RefinedBlocks, len(over))
		changed := false
		for _, b := range over {
			changed = p.refineBlock(pl.slot, b[0], b[1], k) || changed
		}
		if !changed {
			continue
		}
		slices.Sort(pl.left) // not the radix sort, which needs equal keys in the order of rows; this is the rare case
		slices.Sort(pl.right)
		found, _ = p.measure(pl)
	}
	pl.stats.RefinedPairs = first - found
}

// crowded reports whether a spare rule's block gives its rows too many partners.
func (p *planner) crowded(pl *plan, b Block) bool {
	most := p.opt.Rules[pl.slot].Partners
	if p.right == nil {
		return most > 0 && b.Left-1 > most
	}
	return most > 0 && b.Right > most
}

// refineBlock mixes a key into those of a block's rows, unless either side lacks it for half of its rows or more.
func (p *planner) refineBlock(slot int, l, r []entry, k Key) bool {
	right := p.right
	if right == nil {
		right = p.left
	}
	lc, rc := p.left.column(k), right.column(k)
	if !covers(lc, l) || len(r) > 0 && !covers(rc, r) {
		return false
	}
	p.left.rekey(slot, l, lc)
	right.rekey(slot, r, rc)
	return true
}

func covers(c column, rows []entry) bool {
	if c.absent() {
		return false
	}
	n := 0
	for _, e := range rows {
		if c.at(int(uint32(e))) != 0 {
			n++
		}
	}
	return 2*n > len(rows)
}

// rekey mixes the values of c into the rows' keys, in place.
func (s *side) rekey(slot int, rows []entry, c column) {
	for i, e := range rows {
		row := uint32(e)
		k := fold32(mix(uint64(keyOf(e)), c.at(int(row))))
		s.set(row, slot, k)
		rows[i] = entry(k)<<32 | entry(row)
	}
}

// skip takes the blocks that are over the hard cap, and a spare rule's crowded ones, out, and measures the largest ones that stay.
func (p *planner) skip(pl *plan) {
	out := false
	p.blocks(pl, func(l, r []entry) {
		if b := sizeOf(l, r); b.Pairs() > int64(p.opt.HardCap) || p.crowded(pl, b) {
			pl.stats.SkippedBlocks++
			pl.stats.SkippedPairs += b.Pairs()
			p.left.drop(pl.slot, l)
			p.right.drop(pl.slot, r)
			out = true
		}
	})
	if out {
		none := func(e entry) bool { return keyOf(e) == 0 }
		pl.left, pl.right = slices.DeleteFunc(pl.left, none), slices.DeleteFunc(pl.right, none)
	}
	pl.stats.Found, pl.stats.Largest = p.measure(pl)
}

// drop takes rows out of a rule, so that it is taken to agree on no pair of theirs.
func (s *side) drop(slot int, rows []entry) {
	for i, e := range rows {
		s.set(uint32(e), slot, 0)
		rows[i] = entry(uint32(e))
	}
}

func (p *planner) blocks(pl *plan, yield func(l, r []entry)) {
	eachBlock(pl.left, pl.right, p.right == nil, yield)
}

const largestKept = 5

// measure returns the pairs of all blocks and the largest of them.
func (p *planner) measure(pl *plan) (pairs int64, largest []Block) {
	p.blocks(pl, func(l, r []entry) {
		b := sizeOf(l, r)
		pairs += b.Pairs()
		if len(largest) == largestKept && compareBlocks(largest[largestKept-1], b) <= 0 {
			return
		}
		at, _ := slices.BinarySearchFunc(largest, b, compareBlocks)
		largest = slices.Insert(largest, at, b)
		largest = largest[:min(len(largest), largestKept)]
	})
	return pairs, largest
}

func sizeOf(l, r []entry) Block { return Block{len(l), len(r)} }

// compareBlocks puts the larger block first.
func compareBlocks(a, b Block) int {
	return cmp.Or(cmp.Compare(b.Pairs(), a.Pairs()), cmp.Compare(b.Left, a.Left))
}
