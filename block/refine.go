package block

import "slices"

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
