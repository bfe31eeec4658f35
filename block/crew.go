package block

import (
	"context"
	"slices"
	"sync"
)

// crew is the workers of a run and what is left for them to do. A worker walks a stretch of a rule that has been prepared, or where there is
// none prepares the next rule, so that none is idle while there is work.
//
// Rules wait for each other in three cases. While it is asked before each who is open (Options.Open), the rule before has to be
// walked to its end. Where a pair belongs to the first rule that finds it, the keys of all rules before have to be final. And a rule that passes
// over what another has brought (Rule.Past) has to know what that is.
type crew struct {
	p      *planner
	w      *walk
	active []int       // the rules to be prepared, by their numbers
	stats  []RuleStats // of all rules

	mu    sync.Mutex
	moved sync.Cond // something has been prepared or walked
	asks  bool      // the next rule has to be told who is open
	next  int       // the next of active to be prepared
	turns []*turn   // of the rules before it those that are not done, in order
	room  []*room   // to be used again
	err   error
}

// turn is a rule under way.
type turn struct {
	plan
	of       int // its place in active
	room     *room
	prepared bool
	cuts     []int // where its left entries are cut
	at       int   // the next cut that nobody walks to
	walking  int   // stretches under way
	pairs    int64
}

// room is what a rule's entries are sorted in.
type room struct{ left, right buffers }

func newCrew(p *planner, w *walk, active []int, stats []RuleStats) *crew {
	c := &crew{p: p, w: w, active: active, stats: stats, asks: p.asks()}
	c.moved.L = &c.mu
	return c
}

// work is one worker's part.
func (c *crew) work(ctx context.Context, worker int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	defer context.AfterFunc(ctx, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.moved.Broadcast()
	})()
	for ctx.Err() == nil && c.err == nil {
		if t := c.stretch(); t != nil {
			c.walk(ctx, worker, t)
		} else if c.mayPrepare() {
			c.prepare()
		} else if c.next == len(c.active) && c.walkedOut() {
			c.apart(func() error { return c.w.flush(worker) })
			break
		} else {
			c.moved.Wait()
		}
	}
	if c.err == nil {
		c.err = ctx.Err()
	}
	return c.err
}

// apart does what others need not wait for, and keeps its error.
func (c *crew) apart(do func() error) {
	c.mu.Unlock()
	err := do()
	c.mu.Lock()
	if c.err == nil {
		c.err = err
	}
	c.moved.Broadcast()
}

// stretch returns a rule that has a stretch nobody walks yet.
func (c *crew) stretch() *turn {
	for _, t := range c.turns {
		if t.prepared && t.at < len(t.cuts) {
			return t
		}
		if !t.prepared && !c.p.opt.Repeats {
			break
		}
	}
	return nil
}

// mayPrepare reports whether the next rule may be prepared.
func (c *crew) mayPrepare() bool {
	most := c.p.opt.Threads // what is prepared takes memory
	if c.asks {
		most = 0
	}
	return c.next < len(c.active) && len(c.turns) <= most && !c.waits()
}

// waits reports whether the next rule passes over pairs of one that is being prepared.
func (c *crew) waits() bool {
	of := c.p.repeated(c.active[c.next])
	return slices.ContainsFunc(c.turns, func(t *turn) bool { return !t.prepared && c.active[t.of] == of })
}

// walkedOut reports whether every stretch of every rule has a worker.
func (c *crew) walkedOut() bool {
	return !slices.ContainsFunc(c.turns, func(t *turn) bool { return !t.prepared || t.at < len(t.cuts) })
}

// prepare makes the next rule ready to be walked. It takes the workers that no other rule is left for.
func (c *crew) prepare() {
	t := &turn{of: c.next, room: &room{}}
	if n := len(c.room); n > 0 {
		t.room, c.room = c.room[n-1], c.room[:n-1]
	}
	threads := c.p.opt.Threads
	if !c.asks {
		threads = max(1, threads/(len(c.active)-c.next))
	}
	c.next++
	c.turns = append(c.turns, t)
	c.apart(func() (err error) {
		t.plan, err = c.p.prepare(c.active[t.of], &t.room.left, &t.room.right, threads)
		t.cuts, t.at = segments(t.left), 1
		if c.w.found != nil && err == nil {
			c.w.found.keep(t.slot, c.w.left, c.w.right)
		}
		return err
	})
	t.prepared, c.asks = true, c.p.asks()
	c.forget()
	c.settle(t)
}

// walk walks one stretch of a rule.
func (c *crew) walk(ctx context.Context, worker int, t *turn) {
	left := t.left[t.cuts[t.at-1]:t.cuts[t.at]]
	t.at++
	t.walking++
	var n int64
	c.apart(func() (err error) {
		if n, err = c.w.segment(ctx, worker, &t.plan, left); err == nil && c.w.opt.Open != nil { // who is open next depends on these pairs
			err = c.w.flush(worker)
		}
		return err
	})
	t.walking--
	t.pairs += n
	c.settle(t)
}

// settle ends a rule whose stretches have all been walked.
func (c *crew) settle(t *turn) {
	if !t.prepared || t.walking > 0 || t.at < len(t.cuts) {
		return
	}
	t.stats.Pairs = t.pairs
	c.stats[t.slot] = t.stats
	if c.p.opt.Repeats {
		c.w.left.release(t.slot)
		c.w.right.release(t.slot)
	}
	c.room = append(c.room, t.room)
	i := slices.Index(c.turns, t)
	c.turns = slices.Delete(c.turns, i, i+1)
}

// forget lets go of the derived columns that no rule to come asks for.
func (c *crew) forget() {
	later := map[Key]bool{}
	add := func(of int) {
		r := c.p.opt.Rules[c.active[of]]
		for _, k := range slices.Concat(r.Keys, r.Refine, []Key{r.Split, r.Past}) {
			later[k] = true
		}
	}
	for _, t := range c.turns {
		if !t.prepared {
			add(t.of)
		}
	}
	for of := c.next; of < len(c.active); of++ {
		add(of)
	}
	for _, s := range []*side{c.p.left, c.p.right} {
		if s != nil {
			s.keep(func(k Key) bool { return later[k] })
		}
	}
}
