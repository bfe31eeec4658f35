package tables

import (
	"math/big"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/record"
)

// Quality is how right the links of `link`, or the clusters of `dedupe`, are as far as can be told without the truth (package quality).
type Quality struct {
	// Unit is what is counted: rows of the left table or of the right one, where these have one partner at most; else pairs, in
	// dedupe those of one cluster.
	Unit           string           `json:"unit"`
	FalseLinkRate  quality.Interval `json:"false_link_rate"`  // of the links, the share that is wrong
	MissedLinkRate quality.Interval `json:"missed_link_rate"` // of the links there should be, the share that is not made
	FalseLinks     quality.Interval `json:"false_links"`
	MissedLinks    quality.Interval `json:"missed_links"`
	Unfound        quality.Interval `json:"missed_by_blocking"` // the part of the missed links that was never compared
}

const unitPairs = "pairs"

// Why nothing is said of the errors: Summary.NoQuality.
const (
	untoldNothing = "nothing_compared"
	untoldPrior   = "kept_prior"      // the probabilities are no more than the start values'
	untoldDoubt   = "doubts"          // learning has probably gone astray
	untoldColumns = "few_columns"     // fewer columns than leastColumns
	untoldFew     = "few_links"       // fewer links than leastTold
	untoldLeast   = "min_probability" // the improbable pairs, which hold the missed links, were not kept
	untoldBlocks  = "blocking"        // the blocking rules overlap in too few links to say what they miss
)

const (
	leastColumns = 3    // compared: of two alone, matches and strangers that agree cannot be told apart (Goodman 1974)
	leastTold    = 50   // links
	mostLeast    = .05  // of MinProbability
	pairSpread   = 1.75 // of the pairs of one table, of which less is known; chosen on provinces that no test has
	noRule       = table.RuleRest
	strictFrom   = 200_000 // rows of the right table from which the spare rules are not asked: all its keys would have to be counted for each
)

// estimate has the errors estimated beside the writing of the tables. What it returns waits for that and puts them into the summary.
func (r *run) estimate() (told func() error) {
	of := *r
	of.people = slices.Clone(r.people) // which are let go of for the writing
	done := make(chan error, 1)
	go func() { done <- of.measure() }()
	return func() error {
		err := <-done
		r.sum.Quality, r.sum.NoQuality = of.sum.Quality, of.sum.NoQuality
		return err
	}
}

// measure estimates the errors of the links or clusters, or says why it does not.
func (r *run) measure() error {
	unit, links := r.counted()
	taken := 0
	for i := range links {
		if links[i].Decision == record.DecideMatch {
			taken++
		}
	}
	switch {
	case r.sum.Nothing:
		r.sum.NoQuality = untoldNothing
	case r.sum.KeptPrior:
		r.sum.NoQuality = untoldPrior
	case len(r.sum.Doubts) > 0:
		r.sum.NoQuality = untoldDoubt
	case r.opt.MinProbability > mostLeast:
		r.sum.NoQuality = untoldLeast
	case r.model != nil && len(r.model.Fields) < leastColumns:
		r.sum.NoQuality = untoldColumns
	case taken < leastTold:
		r.sum.NoQuality = untoldFew
	}
	if r.sum.NoQuality != "" {
		return nil
	}
	set := quality.Set{Links: links}
	if r.one() {
		set.Spread = pairSpread
	}
	if unit == unitPairs {
		set.Lost = r.left().Rows() // any row may have a partner that was never found
	}
	if !r.once.Rest { // else blocking misses nothing among the rows without a partner
		var err error
		if set.Captures, err = r.captures(); err != nil {
			return err
		}
		if _, told := set.Captures.Recall(); !told {
			r.sum.NoQuality = untoldBlocks
			return nil
		}
	}
	l := quality.Estimate([]quality.Set{set})[0]
	q := &Quality{
		Unit: unit, FalseLinkRate: rest(l.Precision), MissedLinkRate: rest(l.Recall),
		FalseLinks: l.FalseLinks.Rounded(), MissedLinks: l.MissedLinks.Rounded(), Unfound: l.Unfound.Rounded(),
	}
	r.sum.Quality = q
	return nil
}

// rest turns a share round: what is missing from 1.
func rest(v quality.Interval) quality.Interval {
	return quality.Interval{Value: 1 - v.Value, Low: 1 - v.High, High: 1 - v.Low}.Rounded()
}

// counted makes what is counted into records with at most one link each, and says what it is.
func (r *run) counted() (unit string, links []record.Link) {
	switch {
	case r.one():
		return unitPairs, r.countedPairs(r.clustered())
	case r.once.OneLeft:
		return "left", r.countedRows(r.left().Rows(), func(p record.Scored) (row, partner uint32) { return p.Left, p.Right })
	case r.once.OneRight:
		return "right", r.countedRows(r.right().Rows(), func(p record.Scored) (row, partner uint32) { return p.Right, p.Left })
	}
	return unitPairs, r.countedPairs(r.links)
}

// countedRows makes a record of each row of one side.
func (r *run) countedRows(rows int, side func(record.Scored) (row, partner uint32)) []record.Link {
	links := make([]record.Link, rows)
	for i := range links {
		links[i] = record.Link{Person: record.NoRow, Decision: record.DecideNone, RunnerUp: record.NoRow}
	}
	persons := r.personOf // of the partners, where they are the register's
	if r.once.OneLeft == r.turned() {
		persons = nil
	}
	counted := map[[2]uint32]bool{} // rows with persons of whom the register has several rows
	for _, p := range r.pairs {
		row, partner := side(p)
		if persons != nil {
			key := [2]uint32{row, persons[partner]}
			if r.several[key[1]] {
				if counted[key] {
					continue
				}
				counted[key] = true
			}
		}
		links[row].Present = min(links[row].Present+p.Probability, 1)
	}
	for _, p := range r.links {
		row, partner := side(p)
		l := &links[row]
		l.Person, l.Decision, l.Method, l.Probability = int(partner), record.DecideMatch, methodOf(p), p.Probability
		l.Present = max(l.Present, p.Probability)
	}
	return links
}

// methodOf says whether a link is the model's, or what an officer decided, which is right.
func methodOf(p record.Scored) record.Method {
	if p.Rule == pair.RuleManual {
		return record.MethodManual
	}
	return record.MethodModel
}

// countedPairs makes a record of each pair, those taken, which come in the order of their rows, and the others.
func (r *run) countedPairs(taken []record.Scored) []record.Link {
	links := make([]record.Link, 0, max(len(taken), len(r.pairs)))
	for _, p := range taken {
		links = append(links, record.Link{Decision: record.DecideMatch, Method: methodOf(p), Probability: p.Probability, Present: p.Probability})
	}
	for _, p := range r.pairs {
		for len(taken) > 0 && record.ByRows(taken[0], p) < 0 {
			taken = taken[1:]
		}
		if len(taken) == 0 || record.ByRows(taken[0], p) != 0 {
			links = append(links, record.Link{Person: record.NoRow, Decision: record.DecideNone, Present: p.Probability})
		}
	}
	return links
}

// clustered returns the pairs of rows that stand in one cluster. Its records speak for each other: a pair is as probable as the place
// of its less probable row in the cluster.
func (r *run) clustered() (pairs []record.Scored) {
	of := func(a, b uint32) record.Scored {
		p := record.Scored{Pair: record.Pair{Left: min(a, b), Right: max(a, b), Rule: noRule}}
		if at, ok := slices.BinarySearchFunc(r.pairs, p, record.ByRows); ok {
			return r.pairs[at]
		}
		return p
	}
	for _, g := range r.groups {
		place := make([]float64, len(g))
		for i, a := range g {
			for k, b := range g {
				if i != k {
					place[i] = max(place[i], of(a, b).Probability)
				}
			}
		}
		for i, a := range g {
			for k, b := range g[i+1:] {
				p := of(a, b)
				if r.person != nil { // the other engine's have been settled so
					p.Probability = max(p.Probability, min(place[i], place[i+1+k]))
				}
				pairs = append(pairs, p)
			}
		}
	}
	slices.SortFunc(pairs, record.ByRows)
	return pairs
}

// captures says by which rules the links, or a sample of them, are found.
func (r *run) captures() (*quality.Captures, error) {
	taken := r.links
	if r.one() {
		taken = r.clustered()
	}
	c := &quality.Captures{}
	var pairs []record.Pair
	left, right := r.left(), r.right()
	turned := r.person != nil && r.turned()
	if turned {
		left, right = right, left
	}
	taken = slices.DeleteFunc(slices.Clone(taken), func(p record.Scored) bool { return p.Rule == pair.RuleManual })
	for _, p := range taken {
		if !quality.Drawn(uint64(p.Left)<<32|uint64(p.Right), len(taken)) { // rows stand in the order of their ids
			continue
		}
		pair := p.Pair
		if turned {
			pair.Left, pair.Right = pair.Right, pair.Left
		}
		pairs, c.Weight = append(pairs, pair), append(c.Weight, p.Probability)
	}
	c.Share = float64(len(pairs)) / float64(max(len(taken), 1))
	if r.one() && r.person == nil {
		c.Closed = 1 - r.loose()
	}
	c.Found = make([]record.RuleSet, len(pairs))
	uses := r.ruleColumns()
	opt := block.Options{Rules: r.rules, Threads: r.opt.Threads, Index: r.index, Strict: r.person != nil && right.Rows() > strictFrom}
	found, err := block.FoundBy(left, right, opt, pairs)
	if err != nil {
		return nil, err
	}
	var sets []uint64 // of columns that rules look at: to the estimate rules of the same columns are one
	for rule := range r.rules {
		at := slices.Index(sets, uses[rule])
		if at < 0 {
			at = len(sets)
			sets = append(sets, uses[rule])
		}
		for i, by := range found.By {
			if by.Has(rule) || int(pairs[i].Rule) == rule {
				c.Found[i].Add(at)
			}
		}
	}
	for column := range 64 {
		var with record.RuleSet
		for at, set := range sets {
			if set>>column&1 == 1 {
				with.Add(at)
			}
		}
		c.Uses = append(c.Uses, with)
	}
	return c, nil
}

// loose is the share of the pairs of clusters that no third row holds together. Two rows that rules have brought to one and the same third are in a cluster with it
// whether a rule brings them to each other or not, so that blocking can miss the other pairs alone.
func (r *run) loose() float64 {
	place, group := make([]int, r.left().Rows()), make([]int, r.left().Rows()) // of a row in its cluster; 1…, 0 = alone
	near := make([][]big.Int, len(r.groups))                                   // by cluster and place: the places of the rows that rules brought
	for i, g := range r.groups {
		near[i] = make([]big.Int, len(g))
		for k, row := range g {
			place[row], group[row] = k, i+1
		}
	}
	for _, p := range r.pairs {
		if g := group[p.Left]; g != 0 && g == group[p.Right] && int(p.Rule) < len(r.rules) {
			a, b := place[p.Left], place[p.Right]
			near[g-1][a].SetBit(&near[g-1][a], b, 1)
			near[g-1][b].SetBit(&near[g-1][b], a, 1)
		}
	}
	loose, all := 0, 0
	var both big.Int
	for _, rows := range near {
		for a := range rows {
			for b := range a {
				all++
				if both.And(&rows[a], &rows[b]).Sign() == 0 {
					loose++
				}
			}
		}
	}
	return float64(loose) / float64(max(all, 1))
}

// ruleColumns tells the columns each rule looks at, as bits. What is derived of a column, as its rare words or two of them together, is the
// column; those after the 63rd are one.
func (r *run) ruleColumns() []uint64 {
	var known []record.Field
	bit := func(f record.Field) uint64 {
		at := slices.Index(known, f)
		if at < 0 {
			at = len(known)
			known = append(known, f)
		}
		return 1 << min(at, 63)
	}
	combined := map[record.Field][]record.Field{}
	if r.person == nil {
		for _, fields := range nameColumns(r.left()) {
			combined[fields[0]+"+"+fields[1]] = fields
		}
	}
	out := make([]uint64, len(r.rules))
	for i, rule := range r.rules {
		for _, k := range rule.Keys {
			if fields := combined[k.Field]; fields != nil {
				out[i] |= bit(fields[0]) | bit(fields[1])
				continue
			}
			column, _, _ := strings.Cut(string(k.Field), block.WordMark)
			out[i] |= bit(record.Field(column))
		}
	}
	return out
}

// remember keeps who the register's rows are, for the estimate.
func (r *run) remember(personOf []uint32) {
	r.personOf, r.several = personOf, make([]bool, len(personOf))
	for row, person := range personOf {
		if uint32(row) != person {
			r.several[person] = true
		}
	}
}
