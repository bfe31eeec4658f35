package tables

import (
	"context"
	"math"
	"slices"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// decisions are officers' decisions on the rows of one table, or of two. A nil one holds none.
type decisions struct {
	*officers.Rulings
	between officers.Pairs    // the rows of the two tables, left before right, or of the one: of a group of rows said to be one, all pairs
	within  [2]officers.Pairs // of two tables: the rows of each among its own
	groups  [][]uint32        // rows said to be one, those of the right table behind those of the left one
	verdict map[[2]uint32]officers.Verdict
}

// readDecisions reads the decisions files, before the work on the tables begins.
func (r *run) readDecisions(ctx context.Context) error {
	if len(r.opt.decisions) == 0 {
		return nil
	}
	d, err := officers.Read(ctx, r.opt.decisions)
	if err == nil {
		err = r.seen.Unchanged(r.opt.decisions)
	}
	r.officers = &decisions{Rulings: d}
	return err
}

// name finds the rows the decisions are about.
func (o *decisions) name(tables []*record.Table, asOf record.Date) {
	first, last := tables[0].Name, tables[len(tables)-1].Name
	for i := range o.Rows {
		for _, col := range []int{officers.ColDatasetA, officers.ColDatasetB} {
			switch cell := &o.Rows[i].Cells[col]; viet.Words(*cell) {
			case "trai":
				*cell = first
			case "phai":
				*cell = last
			}
		}
	}
	names := officers.NewNames()
	for _, t := range tables {
		names.Add(t.Name, record.Sector{}, t.Files)
	}
	o.Rulings.Name(tables, names, first, last, asOf)
}

// rule works out which decisions stand, and what follows from them.
func (r *run) rule(ctx context.Context, persons bool) error {
	if r.officers == nil {
		return nil
	}
	var tables []*record.Table
	for _, p := range r.people {
		tables = append(tables, p.Table)
	}
	r.officers.name(tables, r.opt.AsOf)
	numbers := map[int]cluster.Apart{}
	if persons {
		for set := range r.people {
			var err error
			if numbers[set], err = r.numbers(ctx, set); err != nil {
				return err
			}
		}
	}
	r.officers.Settle(map[int]cluster.Apart{}, numbers)
	r.officers.gather(r.left().Rows(), r.one())
	r.sum.Decisions, r.sum.Refusals = r.officers.Figures(), r.officers.Refusals()
	return nil
}

// numbers tells of a table of persons which of the rows decided on hold two personal IDs that can both be right. Where memory is short no
// more of the table stays than that.
func (r *run) numbers(ctx context.Context, set int) (cluster.Apart, error) {
	p := r.people[set]
	if err := r.wanted(ctx, p); err != nil {
		return cluster.Apart{}, err
	}
	var rows []uint32
	for i := range r.officers.Rows {
		u := &r.officers.Rows[i]
		for _, n := range []officers.Node{u.A, u.B} {
			if n.Set == set && u.State != officers.Refused {
				rows = append(rows, n.Row)
			}
		}
	}
	apart := cluster.NewApart(p, []record.Field{record.PersonalIDNo}).Of(rows)
	if r.store.Short() && !r.one() {
		*p = record.People{Table: p.Table}
		r.store.Drop(p.Table)
	}
	return apart, nil
}

// gather turns what follows from the decisions into rows: left is how many the left table has.
func (o *decisions) gather(left int, one bool) {
	for _, head := range officers.SortedNodes(o.Groups) {
		var group []uint32
		for i, a := range o.Groups[head] {
			group = append(group, a.Row+uint32(a.Set*left))
			for _, b := range o.Groups[head][i+1:] {
				if one || a.Set != b.Set {
					o.between.Same = append(o.between.Same, record.Pair{Left: a.Row, Right: b.Row})
				}
			}
		}
		o.groups = append(o.groups, group)
	}
	if one {
		p := officers.PairsOf(o.Rulings.Within, 0)
		o.between.Different, o.between.Unsure = p.Different, p.Unsure
	} else {
		p := officers.PairsOf(o.Links, 1) // as of a sector, the right table, and the register
		o.between.Different, o.between.Unsure = swapped(p.Different), swapped(p.Unsure)
		o.within = [2]officers.Pairs{*officers.PairsOf(o.Rulings.Within, 0), *officers.PairsOf(o.Rulings.Within, 1)}
	}
	o.verdict = map[[2]uint32]officers.Verdict{}
	for _, list := range []struct {
		pairs []record.Pair
		is    officers.Verdict
	}{{o.between.Unsure, officers.Unsure}, {o.between.Same, officers.Same}, {o.between.Different, officers.Different}} {
		for _, p := range list.pairs {
			o.verdict[[2]uint32{p.Left, p.Right}] = list.is
		}
	}
}

// swapped exchanges the sides of pairs.
func swapped(pairs []record.Pair) []record.Pair {
	out := make([]record.Pair, len(pairs))
	for i, p := range pairs {
		out[i] = record.Pair{Left: p.Right, Right: p.Left}
	}
	return out
}

// turned returns the decisions with the tables' places exchanged, as far as candidate pairs are about them.
func (o *decisions) turned() *decisions {
	if o == nil {
		return nil
	}
	return &decisions{
		between: officers.Pairs{Same: swapped(o.between.Same), Different: swapped(o.between.Different), Unsure: swapped(o.between.Unsure)},
		within:  [2]officers.Pairs{o.within[1], o.within[0]},
	}
}

// pairs returns the decisions on the pairs that are looked for, nil for none.
func (o *decisions) pairs() *officers.Pairs {
	if o == nil {
		return nil
	}
	return &o.between
}

// side returns those on the rows of one of two tables among its own, nil for none.
func (o *decisions) side(i int) *officers.Pairs {
	if o == nil {
		return nil
	}
	return &o.within[i]
}

// persons adds the decisions to the options of the engine for persons.
func (o *decisions) persons(opt match.Options) match.Options {
	if o != nil {
		opt.Same, opt.Different = o.between.Same, o.between.Different
	}
	return opt
}

// options adds the decisions to the options of the engine for tables of any kind.
func (o *decisions) options(opt table.Options, left uint32) table.Options {
	if o == nil {
		return opt
	}
	opt.Same, opt.Different = o.between.Same, o.between.Different
	for _, g := range o.groups {
		e := entityOf(g, left)
		opt.Together, opt.TogetherRight = append(opt.Together, e.left), append(opt.TogetherRight, e.right)
	}
	return opt
}

// unsureOdds is the most, in bits, that a pair counts for in a cluster of which an officer could not tell whether it is one: under even, so
// that it joins nothing by itself.
const unsureOdds = -1

// odds lays the decisions over the odds of pairs of one table's rows: without end for those said to be one, or two.
func (o *decisions) odds(scored func(a, b uint32) float64) func(a, b uint32) float64 {
	if o == nil {
		return scored
	}
	return func(a, b uint32) float64 {
		switch o.verdict[[2]uint32{min(a, b), max(a, b)}] {
		case officers.Same:
			return math.Inf(1)
		case officers.Different:
			return math.Inf(-1)
		}
		return scored(a, b)
	}
}

// joining are the odds that clusters are made by.
func (o *decisions) joining(odds func(a, b uint32) float64) func(a, b uint32) float64 {
	if o == nil {
		return odds
	}
	return func(a, b uint32) float64 {
		v := odds(a, b)
		if o.verdict[[2]uint32{min(a, b), max(a, b)}] == officers.Unsure {
			v = min(v, unsureOdds)
		}
		return v
	}
}

// entity is a set of rows that are linked as one: those said to be one, or a row by itself. left and right are its rows.
type entity struct{ left, right []uint32 }

// entityOf makes one of a group, the left table having so many rows.
func entityOf(group []uint32, left uint32) entity {
	at, _ := slices.BinarySearch(group, left)
	e := entity{left: group[:at]}
	for _, x := range group[at:] {
		e.right = append(e.right, x-left)
	}
	return e
}

// officerLinks takes the links under officers' decisions: first those they said, and then, the surest first, every pair that is more
// probable than not, that its rows have room for, and that brings no two rows together said to be two, by whatever chain of links. Rows
// said to be one are linked as one. A pair that an officer could not tell is no link by its own score.
func (r *run) officerLinks(oneLeft, oneRight bool) {
	o, left := r.officers, uint32(r.left().Rows())
	rows := int(left) + r.right().Rows()
	same, linked := disjoint.New(rows), newParted(rows)
	entities := map[uint32]entity{} // of several rows, by the first
	for _, g := range o.groups {
		entities[g[0]] = entityOf(g, left)
		for _, x := range g[1:] {
			same.Join(g[0], x)
			linked.join(g[0], x)
		}
	}
	for _, p := range o.between.Different {
		linked.part(p.Left, left+p.Right)
	}
	for side, p := range o.within {
		for _, q := range p.Different {
			linked.part(q.Left+uint32(side)*left, q.Right+uint32(side)*left)
		}
	}
	known := map[[2]uint32]int{} // places in pairs of those that an entity of several rows may bring along
	takenLeft, takenRight := make([]bool, rows), make([]bool, rows)
	r.links = nil
	for i, p := range r.pairs {
		x, y := same.Root(p.Left), same.Root(left+p.Right)
		if p.Rule == pair.RuleManual {
			takenLeft[x], takenRight[y] = true, true
			r.links = append(r.links, p)
		} else if entities[x].left != nil || entities[y].right != nil {
			known[[2]uint32{p.Left, p.Right}] = i
		}
	}
	order := slices.Clone(r.pairs)
	slices.SortStableFunc(order, surer)
	brought := map[[2]uint32]bool{}
	for _, p := range order {
		x, y := same.Root(p.Left), same.Root(left+p.Right)
		if p.Probability < decided || p.Rule == pair.RuleManual || oneLeft && takenLeft[x] || oneRight && takenRight[y] ||
			o.verdict[[2]uint32{p.Left, p.Right}] == officers.Unsure || brought[[2]uint32{x, y}] || !linked.join(x, y) {
			continue
		}
		takenLeft[x], takenRight[y] = true, true
		lefts, rights := entities[x].left, entities[y].right
		if lefts == nil && rights == nil {
			r.links = append(r.links, p)
			continue
		}
		brought[[2]uint32{x, y}] = true
		if lefts == nil {
			lefts = []uint32{p.Left}
		}
		if rights == nil {
			rights = []uint32{p.Right}
		}
		for _, a := range lefts {
			for _, b := range rights {
				r.links = append(r.links, r.bring(p, a, b, known))
			}
		}
	}
	slices.SortFunc(r.pairs, record.ByRows)
	slices.SortFunc(r.links, record.ByRows)
	r.groups = groupsOf(r.links, o.groups, int(left), r.right().Rows())
}

// bring returns the link of two rows that another link brings with it, and puts it among the pairs: as probable as the other one at the
// least.
func (r *run) bring(by record.Scored, left, right uint32, known map[[2]uint32]int) record.Scored {
	if i, ok := known[[2]uint32{left, right}]; ok {
		p := &r.pairs[i]
		p.Probability = max(p.Probability, by.Probability)
		return *p
	}
	p := record.Scored{Pair: record.Pair{Left: left, Right: right, Rule: pair.RuleManual}, Weight: by.Weight, Probability: by.Probability}
	r.pairs = append(r.pairs, p)
	return p
}

// ruleAlone takes what officers said where nothing is compared.
func (r *run) ruleAlone(context.Context) error {
	if r.officers == nil {
		return nil
	}
	for _, p := range r.officers.between.Same {
		p.Rule = pair.RuleManual
		r.pairs = append(r.pairs, record.Scored{Pair: p, Probability: 1})
	}
	slices.SortFunc(r.pairs, record.ByRows)
	if r.one() {
		r.groups = r.officers.groups
	} else {
		r.link(table.Stats{})
	}
	return nil
}

// parted are disjoint sets of rows, of which some must not come together.
type parted struct {
	sets *disjoint.Sets
	foes map[uint32][][2]uint32 // root → the pairs of rows, one of them in its set, that are to stay apart
}

func newParted(rows int) *parted { return &parted{disjoint.New(rows), map[uint32][][2]uint32{}} }

// part notes two rows that must not come together.
func (s *parted) part(a, b uint32) {
	for _, x := range []uint32{s.sets.Root(a), s.sets.Root(b)} {
		s.foes[x] = append(s.foes[x], [2]uint32{a, b})
	}
}

// join makes one set of two rows' sets, unless that brings rows together that must not.
func (s *parted) join(a, b uint32) bool {
	a, b = s.sets.Root(a), s.sets.Root(b)
	a, b = min(a, b), max(a, b)
	if a == b {
		return true
	}
	fewer := s.foes[a]
	if len(s.foes[b]) < len(fewer) {
		fewer = s.foes[b]
	}
	for _, foe := range fewer {
		x, y := s.sets.Root(foe[0]), s.sets.Root(foe[1])
		if min(x, y) == a && max(x, y) == b {
			return false
		}
	}
	s.sets.Join(a, b)
	if moved := s.foes[b]; moved != nil {
		s.foes[a] = append(s.foes[a], moved...)
		delete(s.foes, b)
	}
	return true
}
