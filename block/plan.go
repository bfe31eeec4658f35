package block

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/record"
)

// side is one table and its rows' keys under the rules.
type side struct {
	people *record.People
	rows   int
	keys   [][]uint32            // rule × row; 0 = takes no part; nil = not derived
	part   []int                 // per rule, the rows that take part
	mu     sync.Mutex            // of the next two
	cols   map[Key]func() column // derived, or being derived, so far
	spare  [][]uint32            // keys of rules that are done with
	// A side that outlives the run remembers which keys refinement changed.
	lasting bool
	changed [][]change // by rule
	frozen  bool       // nobody looks back at keys in this run, so refinement need not change them
	spilled *spilled   // where the keys are kept on disk, nil where they are not
}

type change struct{ row, key uint32 }

func newSide(p *record.People, slots int) *side {
	return &side{people: p, rows: p.Rows(), keys: make([][]uint32, slots), changed: make([][]change, slots), cols: map[Key]func() column{}, part: make([]int, slots)}
}

// set changes a row's key under a rule, where keys are kept.
func (s *side) set(row uint32, slot int, key uint32) {
	if s.frozen || s.keys[slot] == nil {
		return
	}
	if s.lasting {
		s.changed[slot] = append(s.changed[slot], change{row, s.keys[slot][row]})
	}
	s.keys[slot][row] = key
}

// restore takes the changes of a run back, the last first. What is on disk is as it was.
func (s *side) restore() {
	if s.spilled != nil {
		clear(s.keys)
		clear(s.changed)
		s.spare = nil
		return
	}
	for slot, list := range s.changed {
		for _, c := range slices.Backward(list) {
			s.keys[slot][c.row] = c.key
		}
		s.changed[slot] = nil
	}
}

// release lets the keys of a rule go that nobody will look back at.
func (s *side) release(slot int) {
	if (!s.lasting || s.spilled != nil) && s.keys[slot] != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.spare, s.keys[slot] = append(s.spare, s.keys[slot]), nil
	}
}

// keep lets go of the derived columns but those of some keys.
func (s *side) keep(wanted func(Key) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.cols, func(k Key, _ func() column) bool { return !wanted(k) })
}

// column returns the hashes of a key for the given rows at least; nil stands for all.
func (s *side) column(k Key, rows *bitmap, threads int) (column, error) {
	if s.spilled == nil {
		return s.derived(k, rows, threads), nil
	}
	return s.spilled.column(k)
}

// derived is column where nothing is spilled.
func (s *side) derived(k Key, rows *bitmap, threads int) column {
	s.mu.Lock()
	c := s.cols[k]
	if c == nil {
		c = sync.OnceValue(func() column { return derive(s.people, k, rows, threads) })
		s.cols[k] = c
	}
	s.mu.Unlock()
	return c()
}

// columns returns those of several keys.
func (s *side) columns(keys []Key, rows *bitmap, threads int) ([]column, error) {
	cols := make([]column, len(keys))
	for i, k := range keys {
		var err error
		if cols[i], err = s.column(k, rows, threads); err != nil {
			return nil, err
		}
	}
	return cols, nil
}

// buffers are the two slices that one side's entries are sorted between, and those that all goroutines but the first gather theirs in.
type buffers struct {
	a, b []entry
	more [][]entry
}

// fill returns the entries of the rows that take part in a rule and pass keep, in row order.
func (s *side) fill(slot int, buf *buffers, keep *filter, threads int) []entry {
	part := func(i int, entries []entry) []entry {
		from, to := s.rows*i/threads, s.rows*(i+1)/threads
		for ; from < to; from += stretch {
			entries = keep.passing(entries, s.keys[slot][from:min(from+stretch, to)], from)
		}
		return entries
	}
	if len(buf.more) < threads {
		buf.more = make([][]entry, threads)
	}
	var wg sync.WaitGroup
	for i := 1; i < threads; i++ {
		wg.Go(func() { buf.more[i] = part(i, buf.more[i][:0]) })
	}
	entries := part(0, buf.a[:0])
	wg.Wait()
	for i := 1; i < threads; i++ {
		entries = append(entries, buf.more[i]...)
	}
	buf.a = entries
	return entries
}

// fillOpen is fill for the open rows.
func (s *side) fillOpen(slot int, buf *buffers, open *bitmap) []entry {
	entries, keys := buf.a[:0], s.keys[slot]
	open.each(func(row uint32) {
		if k := keys[row]; k != 0 {
			entries = append(entries, entry(k)<<32|entry(row))
		}
	})
	buf.a = entries
	return entries
}

// fillFew is fillOpen for few rows, whose keys it makes without keeping them.
func (s *side) fillFew(r Rule, buf *buffers, open *bitmap, threads int) ([]entry, error) {
	cols, err := s.columns(r.Keys, open, threads)
	if err != nil {
		return nil, err
	}
	entries := buf.a[:0]
	open.each(func(row uint32) {
		if k := keyUnder(cols, int(row)); k != 0 {
			entries = append(entries, entry(k)<<32|entry(row))
		}
	})
	buf.a = entries
	return entries, nil
}

// keyUnder makes a row's key of the columns' hashes, 0 where one is missing.
func keyUnder(cols []column, row int) uint32 {
	hash := [1]uint64{1}
	for _, c := range cols {
		c.mix(row, hash[:])
	}
	if hash[0] == 0 {
		return 0
	}
	return fold32(hash[0])
}

// derive makes the rows' keys under a rule, or reads them, unless an earlier run did.
func (s *side) derive(r Rule, slot, threads int) (err error) {
	if s.keys[slot] != nil {
		return nil
	}
	keys := s.unused()
	if s.spilled != nil {
		s.keys[slot], err = s.spilled.keys(slot, keys)
		return err
	}
	cols, err := s.columns(r.Keys, nil, threads)
	if err != nil {
		return err
	}
	if keys == nil {
		keys = make([]uint32, s.rows)
	}
	var part atomic.Int64
	inStretches(s.rows, threads, func() func(from, to int) {
		var hash [stretch]uint64
		return func(from, to int) {
			part.Add(int64(hashRows(cols, from, hash[:to-from], keys[from:to])))
		}
	})
	s.keys[slot], s.part[slot] = keys, int(part.Load())
	return nil
}

// unused takes room for the keys of a rule, nil where there is none.
func (s *side) unused() (keys []uint32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.spare); n > 0 {
		keys, s.spare = s.spare[n-1], s.spare[:n-1]
	}
	return keys
}

// hashRows makes the keys of the rows from a given one on, from the columns' hashes, and returns how many have one.
func hashRows(cols []column, from int, hash []uint64, keys []uint32) (part int) {
	for i := range hash {
		hash[i] = 1
	}
	for _, c := range cols {
		c.mix(from, hash)
	}
	for i, h := range hash {
		if keys[i] = 0; h != 0 {
			keys[i] = fold32(h)
			part++
		}
	}
	return part
}

// filter says which keys may be met on the other side, so that rows without a partner are not sorted. nil lets all pass.
type filter struct {
	bits []uint64
	mask uint32
}

// newFilter returns a filter for so many keys. Of other keys one in eight to sixteen passes by chance; one in 32 at most where the keys are few,
// so that a filter of that size stays in the processor's own memory.
func newFilter(keys int) *filter {
	const near = 1 << 20 // places, 128 KiB
	n := 1 << 10
	for n < 8*keys && n < 1<<31 || n < 32*keys && n < near {
		n <<= 1
	}
	return &filter{pages.Made[uint64](n / 64), uint32(n - 1)}
}

// add lets a key pass and says whether it, or another one of its place, did so before.
func (f *filter) add(k uint32) (before bool) {
	k &= f.mask
	before = f.bits[k/64]&(1<<(k%64)) != 0
	f.bits[k/64] |= 1 << (k % 64)
	return before
}

func (f *filter) has(k uint32) bool {
	k &= f.mask
	return f.bits[k/64]&(1<<(k%64)) != 0
}

// passing appends the entries of the keys that pass, which are those of the rows from a given one on; 0 does not pass. There is no branch for
// each, since the processor cannot foretell it: every entry is written, and the next one over it unless it passes.
func (f *filter) passing(entries []entry, keys []uint32, from int) []entry {
	n := len(entries)
	entries = slices.Grow(entries, len(keys))[:n+len(keys)]
	for i, k := range keys {
		entries[n] = entry(k)<<32 | entry(from+i)
		passes := (k | -k) >> 31
		if f != nil {
			at := k & f.mask
			passes &= uint32(f.bits[at/64] >> (at % 64))
		}
		n += int(passes)
	}
	return entries[:n]
}

func filterOf(entries []entry) *filter {
	f := newFilter(len(entries))
	for _, e := range entries {
		f.add(keyOf(e))
	}
	return f
}

// atOnce does two pieces of work, at once where there are threads for it.
func atOnce(threads int, a, b func()) {
	if threads < 2 {
		a()
		b()
		return
	}
	var wg sync.WaitGroup
	wg.Go(a)
	b()
	wg.Wait()
}

// repeated lets the keys pass that more than one row has.
func repeated(keys []uint32) *filter {
	once := newFilter(len(keys))
	twice := newFilter(len(keys))
	for _, k := range keys {
		if k != 0 && once.add(k) {
			twice.add(k)
		}
	}
	return twice
}

// bitmap is a set of rows; nil holds all.
type bitmap struct {
	bits []uint64
	n    int
}

// bitmapOf returns the rows of a set, nil for all, that has holds for. It asks on so many goroutines.
func bitmapOf(rows int, of *bitmap, has func(row uint32) bool, threads int) *bitmap {
	b := &bitmap{bits: make([]uint64, (rows+63)/64)}
	var n atomic.Int64
	inStretches(len(b.bits), threads, func() func(from, to int) {
		return func(from, to int) {
			for i := from; i < to; i++ {
				word := ^uint64(0)
				if of != nil {
					word = of.bits[i]
				}
				for ; word != 0; word &= word - 1 {
					if row := uint32(i*64 + bits.TrailingZeros64(word)); int(row) < rows && has(row) {
						b.bits[i] |= word & -word
					}
				}
				n.Add(int64(bits.OnesCount64(b.bits[i])))
			}
		}
	})
	b.n = int(n.Load())
	return b
}

// each calls yield for every row, ascending.
func (b *bitmap) each(yield func(row uint32)) {
	for i, word := range b.bits {
		for ; word != 0; word &= word - 1 {
			yield(uint32(i*64 + bits.TrailingZeros64(word)))
		}
	}
}

func (b *bitmap) has(row uint32) bool { return b == nil || b.bits[row/64]&(1<<(row%64)) != 0 }

// and returns the rows of both.
func (b *bitmap) and(o *bitmap) *bitmap {
	if b == nil || o == nil {
		return cmp.Or(b, o)
	}
	both := &bitmap{bits: make([]uint64, len(b.bits))}
	for i, v := range b.bits {
		both.bits[i] = v & o.bits[i]
		both.n += bits.OnesCount64(both.bits[i])
	}
	return both
}

func (b *buffers) sort(entries []entry) []entry {
	if cap(b.b) < len(entries) {
		b.b = make([]entry, len(entries), max(len(entries), cap(b.a)))
	}
	return sortEntries(entries, b.b[:len(entries)])
}

// resort sorts entries, of which those of some stretches, given in their order, have got other keys.
func (b *buffers) resort(entries []entry, stretches [][]entry) []entry {
	other := b.b
	if len(entries) > 0 && &entries[0] == &other[0] {
		other = b.a
	}
	moved := other[:0]
	kept, from := 0, 0
	for _, s := range stretches {
		at := cap(entries) - cap(s) // where it begins: both end with one array
		kept += copy(entries[kept:], entries[from:at])
		moved = append(moved, entries[at:at+len(s)]...)
		from = at + len(s)
	}
	kept += copy(entries[kept:], entries[from:])
	if sorted := sortEntries(moved, entries[kept:]); len(moved) > 0 && &sorted[0] != &moved[0] {
		copy(moved, sorted)
	}
	if !slices.IsSorted(moved) { // two keys have become one by chance, and their rows are not in order
		slices.Sort(moved)
	}
	for i, j := kept-1, len(moved)-1; j >= 0; {
		if i >= 0 && entries[i] > moved[j] {
			entries[i+j+1] = entries[i]
			i--
		} else {
			entries[i+j+1] = moved[j]
			j--
		}
	}
	return entries
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
	// In deduplication right is nil where every pair is wanted. Where those are that have an open row, left holds the
	// open rows and right all.
	open       *bitmap
	stats      RuleStats
	lbuf, rbuf *buffers
}

// planner prepares the rules.
type planner struct {
	left, right *side   // right is nil in deduplication
	still       *bitmap // rows that were open when last asked
	asked       []int   // how many they were each time
	opt         Options

	broken []map[uint32]bool // by rule whose pairs another passes over, the keys of the blocks that it refined or let go; nil of others

	once    sync.Once
	lacking *bitmap // rows without a number
}

// newPlanner makes ready for the rules of opt; right is nil in deduplication.
func newPlanner(left, right *side, opt Options) *planner {
	p := &planner{left: left, right: right, opt: opt, broken: make([]map[uint32]bool, len(opt.Rules))}
	for slot := range opt.Rules {
		if of := p.repeated(slot); of >= 0 {
			p.broken[of] = map[uint32]bool{}
		}
	}
	return p
}

// Rows close under the strict rules, and under the loose ones next to none: once so many rules have closed less than this share of
// the open rows, the rules that are left take them as they are.
const (
	fewRules  = 6
	fewClosed = .03
)

// asks reports whether the next rule has to be told who is open, when all rules before have been walked.
func (p *planner) asks() bool {
	if p.opt.Open == nil {
		return false
	}
	n := len(p.asked)
	return n <= fewRules || float64(p.asked[n-1]) < (1-fewClosed)*float64(p.asked[n-1-fewRules])
}

// opened returns the rows that are open under a rule; nil stands for all.
func (p *planner) opened(r Rule, threads int) *bitmap {
	if p.asks() {
		p.still = bitmapOf(p.left.rows, p.still, p.opt.Open, threads)
		p.asked = append(p.asked, p.still.n)
	}
	if p.right != nil || !r.Loose || p.left.people.ID12 == nil {
		return p.still
	}
	p.once.Do(func() {
		p.lacking = bitmapOf(p.left.rows, nil, func(row uint32) bool { return p.left.people.ID12[row] == 0 }, threads)
	})
	return p.still.and(p.lacking)
}

// prepare sorts the rows by a rule's keys and refines what is over the budget. Afterwards the keys of this slot are final.
func (p *planner) prepare(slot int, lbuf, rbuf *buffers, threads int) (pl plan, err error) {
	r := p.opt.Rules[slot]
	pl = plan{slot: slot, open: p.opened(r, threads), stats: RuleStats{Name: r.Name}}
	if pl.open != nil && pl.open.n == 0 {
		return pl, nil
	}
	few := p.right != nil && pl.open != nil && p.opt.Repeats && !p.left.lasting
	if !few {
		if err := p.left.derive(r, slot, threads); err != nil {
			return pl, err
		}
		pl.stats.LeftRows = p.left.part[slot]
	}
	if p.right != nil {
		if err := p.right.derive(r, slot, threads); err != nil {
			return pl, err
		}
		pl.stats.RightRows = p.right.part[slot]
	}
	switch {
	case few:
		if pl.left, err = p.left.fillFew(r, lbuf, pl.open, threads); err != nil {
			return pl, err
		}
		pl.stats.LeftRows = len(pl.left)
		pl.right = p.right.fill(slot, rbuf, filterOf(pl.left), threads)
	case pl.open != nil:
		pl.left = p.left.fillOpen(slot, lbuf, pl.open)
		pl.right = p.other().fill(slot, rbuf, filterOf(pl.left), threads)
	case p.right == nil:
		pl.left = p.left.fill(slot, lbuf, repeated(p.left.keys[slot]), threads)
	case p.left.rows <= p.right.rows:
		pl.left = p.left.fill(slot, lbuf, nil, threads)
		pl.right = p.right.fill(slot, rbuf, filterOf(pl.left), threads)
	default:
		pl.right = p.right.fill(slot, rbuf, nil, threads)
		pl.left = p.left.fill(slot, lbuf, filterOf(pl.right), threads)
	}
	atOnce(threads, func() { pl.left = lbuf.sort(pl.left) }, func() { pl.right = rbuf.sort(pl.right) })
	pl.lbuf, pl.rbuf = lbuf, rbuf
	before, err := p.refine(&pl, r, threads)
	if err != nil {
		return pl, err
	}
	if err := p.passOver(&pl, r, threads); err != nil {
		return pl, err
	}
	p.skip(&pl)
	if before >= 0 {
		pl.stats.RefinedPairs = before - pl.stats.Found - pl.stats.SkippedPairs
	}
	return pl, nil
}

// other is the side the right entries are rows of.
func (p *planner) other() *side {
	if p.right == nil {
		return p.left
	}
	return p.right
}

// pairs returns the number of pairs a block makes.
func (p *planner) pairs(pl *plan, b Block) int64 {
	if p.right == nil && pl.open != nil {
		return int64(b.Left)*int64(b.Right-b.Left) + int64(b.Left)*int64(b.Left-1)/2
	}
	return b.Pairs()
}

// refine mixes the refining keys, one after the other, into the keys of the rows whose block is over the budget, and before
// them the splitting key into those of each block that gives its rows many partners. It returns the pairs there were; -1
// stands for "as many as there are".
func (p *planner) refine(pl *plan, r Rule, threads int) (before int64, err error) {
	before = -1
	budget := func(b Block) bool { return p.pairs(pl, b) > int64(p.opt.MaxBlock) || p.crowded(pl, b) }
	if r.Split.Field != "" {
		_, before, err = p.refineBy(pl, r.Split, func(b Block) bool { return p.partners(b) > manyPartners }, threads)
		if err != nil {
			return 0, err
		}
	}
	for _, k := range r.Refine {
		over, pairs, err := p.refineBy(pl, k, budget, threads)
		if err != nil {
			return 0, err
		}
		if before < 0 {
			before = pairs
		}
		if over == 0 {
			break
		}
		pl.stats.RefinedBlocks = max(pl.stats.RefinedBlocks, over)
	}
	return before, nil
}

// refineBy mixes a key into those of the blocks that are over, and returns their number and the pairs of all blocks before.
func (p *planner) refineBy(pl *plan, k Key, over func(Block) bool, threads int) (n int, pairs int64, err error) {
	var blocks [][2][]entry
	p.blocks(pl, func(l, r []entry) {
		b := sizeOf(l, r)
		pairs += p.pairs(pl, b)
		if over(b) {
			blocks = append(blocks, [2][]entry{l, r})
		}
	})
	if len(blocks) == 0 {
		return 0, pairs, nil
	}
	left, right, err := p.columnsOf(k, pl, threads)
	if err != nil {
		return 0, 0, err
	}
	var changedLeft, changedRight [][]entry
	for _, b := range blocks {
		before := keyOf(b[0][0])
		if p.refineBlock(pl.slot, b[0], b[1], left, right) {
			p.breaks(pl.slot, before)
			changedLeft, changedRight = append(changedLeft, b[0]), append(changedRight, b[1])
		}
	}
	if len(changedLeft) > 0 {
		pl.left, pl.right = pl.lbuf.resort(pl.left, changedLeft), pl.rbuf.resort(pl.right, changedRight)
	}
	return len(blocks), pairs, nil
}

// wanted returns the left rows a rule's columns are asked of.
func (p *planner) wanted(pl *plan) *bitmap {
	if p.right == nil {
		return nil // the other rows of a block are the same table's
	}
	return pl.open
}

// columnsOf returns the hashes of a key on both sides.
func (p *planner) columnsOf(k Key, pl *plan, threads int) (left, right column, err error) {
	if left, err = p.left.column(k, p.wanted(pl), threads); err == nil {
		right, err = p.other().column(k, nil, threads)
	}
	return left, right, err
}

// crowded reports whether a spare rule's block gives its rows too many partners.
func (p *planner) crowded(pl *plan, b Block) bool {
	most := p.opt.Rules[pl.slot].Partners
	return most > 0 && p.partners(b) > most
}

// partners returns how many partners a block gives each of its left rows.
func (p *planner) partners(b Block) int {
	if p.right == nil {
		return max(b.Left, b.Right) - 1
	}
	return b.Right
}

// refineBlock mixes a key into those of a block's rows, unless either side lacks it for half of its rows or more.
func (p *planner) refineBlock(slot int, l, r []entry, lc, rc column) bool {
	if !covers(lc, l) || len(r) > 0 && !covers(rc, r) {
		return false
	}
	p.left.rekey(slot, l, lc)
	p.other().rekey(slot, r, rc)
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

// repeated returns the number of the rule whose pairs another passes over, −1 for none.
func (p *planner) repeated(slot int) int {
	return p.opt.Rules[slot].repeated(p.opt.Rules[:slot], p.other().rows)
}

// passOver takes the blocks out whose pairs an earlier rule has brought.
func (p *planner) passOver(pl *plan, r Rule, threads int) error {
	of := p.repeated(pl.slot)
	if of < 0 || len(pl.left) == 0 {
		return nil
	}
	keys, err := p.left.columns(p.opt.Rules[of].Keys, p.wanted(pl), threads)
	if err != nil {
		return err
	}
	left, right, err := p.columnsOf(r.Past, pl, threads)
	if err != nil || left.absent() || right.absent() {
		return err
	}
	out := false
	p.blocks(pl, func(l, r []entry) {
		row := int(uint32(l[0]))
		if same := left.at(row); same == 0 || !left.all(l, same) || !right.all(r, same) || p.broken[of][keyUnder(keys, row)] {
			return
		}
		p.left.drop(pl.slot, l)
		p.other().drop(pl.slot, r)
		out = true
	})
	if out {
		pl.remove()
	}
	return nil
}

// breaks notes the key of a block that a rule refines, or lets go, so that it does not bring all its pairs; where another rule asks.
func (p *planner) breaks(slot int, key uint32) {
	if broken := p.broken[slot]; broken != nil {
		broken[key] = true
	}
}

// all says whether all rows have one hash.
func (c column) all(rows []entry, hash uint64) bool {
	return !slices.ContainsFunc(rows, func(e entry) bool { return c.at(int(uint32(e))) != hash })
}

// remove takes the entries out that have been dropped.
func (pl *plan) remove() {
	dropped := func(e entry) bool { return keyOf(e) == 0 }
	pl.left, pl.right = slices.DeleteFunc(pl.left, dropped), slices.DeleteFunc(pl.right, dropped)
}

// skip takes the blocks that are over the hard cap, and a spare rule's crowded ones, out, and measures those that stay.
func (p *planner) skip(pl *plan) {
	st := &pl.stats
	out := false
	p.blocks(pl, func(l, r []entry) {
		b := sizeOf(l, r)
		pairs := p.pairs(pl, b)
		if pairs > int64(p.opt.HardCap) || p.crowded(pl, b) {
			st.SkippedBlocks++
			st.SkippedPairs += pairs
			p.breaks(pl.slot, keyOf(l[0]))
			p.left.drop(pl.slot, l)
			p.other().drop(pl.slot, r)
			out = true
			return
		}
		st.Found += pairs
		st.Largest = largest(st.Largest, b)
	})
	if out {
		pl.remove()
	}
}

// drop takes rows out of a rule, so that it is taken to agree on no pair of theirs.
func (s *side) drop(slot int, rows []entry) {
	for i, e := range rows {
		s.set(uint32(e), slot, 0)
		rows[i] = entry(uint32(e))
	}
}

func (p *planner) blocks(pl *plan, yield func(l, r []entry)) {
	eachBlock(pl.left, pl.right, p.right == nil && pl.open == nil, yield)
}

const largestKept = 5

// largest adds a block to the largest ones.
func largest(list []Block, b Block) []Block {
	if len(list) == largestKept && compareBlocks(list[largestKept-1], b) <= 0 {
		return list
	}
	at, _ := slices.BinarySearchFunc(list, b, compareBlocks)
	list = slices.Insert(list, at, b)
	return list[:min(len(list), largestKept)]
}

func sizeOf(l, r []entry) Block { return Block{len(l), len(r)} }

// compareBlocks puts the larger block first.
func compareBlocks(a, b Block) int {
	return cmp.Or(cmp.Compare(b.Pairs(), a.Pairs()), cmp.Compare(b.Left, a.Left))
}
