package block

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

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
	rows, keys := open.list(), s.keys[slot]
	entries := slices.Grow(buf.a[:0], len(rows))[:len(rows)]
	n := 0
	for _, row := range rows {
		k := keys[row]
		entries[n] = entry(k)<<32 | entry(row)
		if k != 0 {
			n++
		}
	}
	buf.a = entries[:n]
	return buf.a
}

// fillFew is fillOpen for few rows, whose keys it makes without keeping them.
func (s *side) fillFew(r Rule, buf *buffers, open *bitmap, threads int) ([]entry, error) {
	cols, err := s.columns(r.Keys, open, threads)
	if err != nil {
		return nil, err
	}
	rows := open.list()
	entries := slices.Grow(buf.a[:0], len(rows))
	var hash [gathered]uint64
	for ; len(rows) > 0; rows = rows[min(gathered, len(rows)):] {
		some := rows[:min(gathered, len(rows))]
		h := hash[:len(some)]
		for i := range h {
			h[i] = 1
		}
		for _, c := range cols {
			c.mixRows(some, h)
		}
		for i, row := range some {
			if h[i] != 0 {
				entries = append(entries, entry(fold32(h[i]))<<32|entry(row))
			}
		}
	}
	buf.a = entries
	return entries, nil
}

// gathered is how many rows, here and there in a table, are hashed at once: column by column, so that the processor waits for several of them at a time.
const gathered = 512

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

// rekey mixes the values of c into the rows' keys, in place.
func (s *side) rekey(slot int, rows []entry, c column) {
	for i, e := range rows {
		row := uint32(e)
		k := fold32(mix(uint64(keyOf(e)), c.at(int(row))))
		s.set(row, slot, k)
		rows[i] = entry(k)<<32 | entry(row)
	}
}

// drop takes rows out of a rule, so that it is taken to agree on no pair of theirs.
func (s *side) drop(slot int, rows []entry) {
	for i, e := range rows {
		s.set(uint32(e), slot, 0)
		rows[i] = entry(uint32(e))
	}
}
