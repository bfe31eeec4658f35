package block

import (
	"context"
	"maps"
	"slices"
	"sync/atomic"

	"github.com/doisanh/doisanh/record"
	"golang.org/x/sync/errgroup"
)

const (
	batchSize   = 8192 // pairs given to emit at once
	segmentRows = 1024 // left rows a worker takes at once
)

// run prepares the rules one after the other, the next one while the workers walk the blocks of the one before, and emits
// the pairs.
func run(ctx context.Context, left, right *record.People, opt Options, emit func([]record.Pair) error) (Stats, error) {
	w := &walk{opt: opt, emit: emit, buf: make([][]record.Pair, opt.Threads)}
	p := &planner{left: opt.Index.side(left, opt.Rules), opt: opt}
	w.left, w.right = p.left, p.left
	if right != nil {
		p.right = opt.Index.side(right, opt.Rules)
		w.right = p.right
	}
	stats := Stats{Rules: make([]RuleStats, len(opt.Rules))}
	var active []int
	for i, r := range opt.Rules {
		stats.Rules[i].Name = r.Name
		if len(r.Keys) > 0 && r.fits(p.other().rows) && p.left.canDerive(r, i) && (right == nil || p.right.canDerive(r, i)) {
			active = append(active, i)
		}
	}
	if opt.Index != nil {
		opt.Index.mu.Lock()
		defer opt.Index.mu.Unlock()
		defer opt.Index.of.restore()
	}
	w.left.frozen, w.right.frozen = opt.Repeats, opt.Repeats
	var bufs [2][2]buffers
	prepare := func(i int) (plan, error) {
		b := &bufs[i%2]
		pl, err := p.prepare(active[i], &b[0], &b[1])
		p.forget(active[i+1:])
		return pl, err
	}
	ahead := opt.Threads > 1 && opt.Open == nil // who is open is known only when the rules before have been walked
	var pl plan
	var err error
	for i := range active {
		if i == 0 || !ahead {
			if pl, err = prepare(i); err != nil {
				return stats, err
			}
		}
		now := pl
		g, gctx := errgroup.WithContext(ctx)
		if i+1 < len(active) && ahead {
			g.Go(func() (err error) { pl, err = prepare(i + 1); return err })
		} else if i+1 < len(active) && right != nil {
			g.Go(func() error { return p.right.derive(opt.Rules[active[i+1]], active[i+1], opt.Threads) })
		}
		n, err := w.rule(gctx, g, &now)
		if err != nil {
			return stats, err
		}
		now.stats.Pairs = n
		stats.Rules[now.slot] = now.stats
		stats.Pairs += n
		if opt.Repeats {
			w.left.release(now.slot)
			w.right.release(now.slot)
		}
	}
	for i := range w.buf {
		if err := w.flush(i); err != nil {
			return stats, err
		}
	}
	return stats, ctx.Err()
}

// keep lets go of the derived columns but those of some keys.
func (s *side) keep(wanted func(Key) bool) {
	maps.DeleteFunc(s.cols, func(k Key, _ column) bool { return !wanted(k) })
}

// canDerive reports whether a side has the columns of a rule's keys.
func (s *side) canDerive(r Rule, slot int) bool {
	if s.spilled != nil {
		return s.spilled.rules[slot] != nil
	}
	return canDerive(s.people, r.Keys)
}

// canDerive reports whether a table has the columns of all keys.
func canDerive(p *record.People, keys []Key) bool {
	return !slices.ContainsFunc(keys, func(k Key) bool { return !has(p, k) })
}

func has(p *record.People, k Key) bool {
	switch k.Derive {
	case Commune, Hamlet:
		return k.Field == record.PermanentCommune && p.Commune != nil || p.Places[k.Field] != nil
	case ID12, IDHead, IDTail:
		return k.Field == record.PersonalIDNo && p.ID12 != nil || p.IDs[k.Field] != nil
	case ID9:
		return k.Field == record.PersonalIDNo && p.ID9 != nil || p.IDs[k.Field] != nil
	case Day, DaySorted, DayMonth, YearMonth, Year:
		return p.Dates[k.Field] != nil
	case Exact:
		return p.Dates[k.Field] != nil || p.IDs[k.Field] != nil || p.Places[k.Field] != nil || p.Coded[k.Field] != nil ||
			p.Numbers[k.Field] != nil || p.Texts[k.Field] != nil || p.Names[k.Field] != nil
	case Head3, Head4, Head6, Tail4, DayMonthText, Soundex:
		return p.Texts[k.Field] != nil
	case Folded, SortedWords:
		return p.Names[k.Field] != nil || p.Texts[k.Field] != nil
	}
	return p.Names[k.Field] != nil
}

// forget lets go of the derived columns that no later rule starts from; refining derives them anew where it must.
func (p *planner) forget(rules []int) {
	later := map[Key]bool{}
	for _, r := range rules {
		for _, k := range p.opt.Rules[r].Keys {
			later[k] = true
		}
	}
	for _, s := range []*side{p.left, p.right} {
		if s != nil {
			s.keep(func(k Key) bool { return later[k] })
		}
	}
}

// walk is the walking of blocks by the workers.
type walk struct {
	opt         Options
	emit        func([]record.Pair) error
	left, right *side
	buf         [][]record.Pair // per worker
}

// rule walks a rule's blocks on all workers, waits for g, and returns the number of pairs the rule is the first to find.
func (w *walk) rule(ctx context.Context, g *errgroup.Group, pl *plan) (int64, error) {
	cuts := segments(pl.left)
	var next, found atomic.Int64
	for worker := range w.opt.Threads {
		g.Go(func() error {
			for {
				i := int(next.Add(1))
				if i >= len(cuts) {
					if w.opt.Open != nil { // who is open next depends on these pairs too
						return w.flush(worker)
					}
					return nil
				}
				if err := ctx.Err(); err != nil {
					return err
				}
				n, err := w.segment(ctx, worker, pl, pl.left[cuts[i-1]:cuts[i]])
				if err != nil {
					return err
				}
				found.Add(n)
			}
		})
	}
	err := g.Wait()
	return found.Load(), err
}

// segments returns where to cut sorted entries into parts of about segmentRows without cutting a run of equal keys.
func segments(a []entry) []int {
	cuts := []int{0}
	for at := segmentRows; at < len(a); at += segmentRows {
		for at < len(a) && keyOf(a[at]) == keyOf(a[at-1]) {
			at++
		}
		cuts = append(cuts, at)
	}
	if last := cuts[len(cuts)-1]; last < len(a) {
		cuts = append(cuts, len(a))
	}
	return cuts
}

// segment walks the blocks of a part of the left entries.
func (w *walk) segment(ctx context.Context, worker int, pl *plan, left []entry) (int64, error) {
	self := w.right == w.left && pl.open == nil
	right := pl.right
	if !self {
		at, _ := slices.BinarySearch(right, entry(keyOf(left[0]))<<32)
		right = right[at:]
	}
	var n int64
	var err error
	eachBlock(left, right, self, func(l, r []entry) {
		for i, e := range l {
			if err != nil {
				return
			}
			partners := r
			if self {
				partners = l[i+1:]
			}
			var k int64
			k, err = w.row(ctx, worker, pl, uint32(e), partners)
			n += k
		}
	})
	return n, err
}

// row emits the pairs of a left row and its partners that no earlier rule found.
func (w *walk) row(ctx context.Context, worker int, pl *plan, left uint32, partners []entry) (int64, error) {
	if w.emit == nil && w.opt.Repeats && pl.open == nil {
		return int64(len(partners)), nil
	}
	buf := w.buf[worker]
	if buf == nil {
		buf = make([]record.Pair, 0, batchSize)
	}
	once := !w.opt.Repeats
	half := w.right == w.left && pl.open != nil // a pair of two open rows is met from both sides
	var keys [maxRules]uint32
	if once {
		w.left.before(left, pl.slot, &keys)
	}
	n := int64(0)
	for _, e := range partners {
		a, b := left, uint32(e)
		if half {
			if a == b || b < a && pl.open.has(b) {
				continue
			}
			a, b = min(a, b), max(a, b)
		}
		if once && w.right.earlier(uint32(e), keys[:pl.slot]) {
			continue
		}
		n++
		if w.emit == nil {
			continue
		}
		buf = append(buf, record.Pair{Left: a, Right: b, Rule: uint8(pl.slot)})
		if len(buf) == batchSize {
			w.buf[worker] = buf
			if err := ctx.Err(); err != nil {
				return n, err
			}
			if err := w.flush(worker); err != nil {
				return n, err
			}
			buf = buf[:0]
		}
	}
	w.buf[worker] = buf
	return n, nil
}

// maxRules is how many rules there can be: a pair names its rule in a byte.
const maxRules = 256

// before sets a row's keys under the rules before slot.
func (s *side) before(row uint32, slot int, keys *[maxRules]uint32) {
	for i, k := range s.keys[:slot] {
		if keys[i] = 0; k != nil {
			keys[i] = k[row]
		}
	}
}

// earlier reports whether a row's keys agree with the given ones under any of the rules.
func (s *side) earlier(row uint32, keys []uint32) bool {
	for i, k := range keys {
		if k != 0 && s.keys[i] != nil && s.keys[i][row] == k {
			return true
		}
	}
	return false
}

func (w *walk) flush(worker int) error {
	buf := w.buf[worker]
	if len(buf) == 0 {
		return nil
	}
	if err := w.emit(buf); err != nil {
		return err
	}
	if w.opt.Progress != nil {
		w.opt.Progress(int64(len(buf)))
	}
	w.buf[worker] = buf[:0]
	return nil
}
