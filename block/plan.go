package block

import (
	"cmp"
	"slices"
	"sync"
)

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
