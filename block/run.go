package block

import (
	"cmp"
	"context"
	"slices"

	"github.com/doisanh/doisanh/record"
	"golang.org/x/sync/errgroup"
)

const (
	batchSize   = 8192 // pairs given to emit at once
	segmentRows = 1024 // left rows a worker takes at once
)

// run prepares the rules and walks their blocks on all workers, and emits the pairs.
func run(ctx context.Context, left, right *record.People, opt Options, emit func([]record.Pair) error) (Stats, error) {
	w := &walk{opt: opt, emit: emit, buf: make([][]record.Pair, opt.Threads)}
	w.left = opt.Index.side(left, opt.Rules)
	w.right = w.left
	var other *side
	if right != nil {
		other = opt.Index.side(right, opt.Rules)
		w.right = other
	}
	p := newPlanner(w.left, other, opt)
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
	if !opt.Repeats {
		w.found = newFound(len(opt.Rules), active, w.left, w.right)
	}
	c := newCrew(p, w, active, stats.Rules)
	g, gctx := errgroup.WithContext(ctx)
	for worker := range opt.Threads {
		g.Go(func() error { return c.work(gctx, worker) })
	}
	err := g.Wait()
	for _, r := range stats.Rules {
		stats.Pairs += r.Pairs
	}
	return stats, cmp.Or(err, ctx.Err())
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
	case Commune, Hamlet, House:
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

// walk is the walking of blocks by the workers.
type walk struct {
	opt         Options
	emit        func([]record.Pair) error
	left, right *side
	found       *found          // where a pair comes under the first rule that finds it alone
	buf         [][]record.Pair // per worker
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
	half := w.right == w.left && pl.open != nil // a pair of two open rows is met from both sides
	var keys []uint32
	if w.found != nil {
		keys = w.found.before(w.found.left, left, pl.slot)
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
		if w.found != nil && sameKey(keys, w.found.before(w.found.right, uint32(e), pl.slot)) {
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
