package job

import (
	"cmp"
	"context"
	"slices"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/record"
)

// What became of a row of a decisions file.
const (
	ruled      = "applied"
	overridden = "overridden" // a later decision says otherwise
	conflicted = "conflict"   // one of the same time says otherwise, or a hard rule does
	refused    = "refused"    // the row cannot be read, or what it names is not there
)

// Why a decision did not stand, or what is to be told of one that does.
const (
	noteOther      = "other_decision" // of the same pair
	noteChain      = "chain"          // other decisions together say otherwise
	noteHard       = "never_together" // the sector's hard rule
	noteNumbers    = "two_valid_ids"  // stands, though both records hold a sound number of their own
	noteDuplicates = "duplicates"     // stands, but their duplicates are linked to one person
	noteRepeated   = "repeated"       // stands, and another row says the same
	noteWord       = "decision_word"
	noteWhen       = "when_unreadable"
	noteBlank      = "blank"
	noteDataset    = "dataset_unknown"
	noteRecord     = "record_unknown"
	noteSelf       = "same_record"
)

// node is a record of the run: its dataset's place in run.all, and its row.
type node struct {
	set int
	row uint32
}

func compareNodes(a, b node) int { return cmp.Or(cmp.Compare(a.set, b.set), cmp.Compare(a.row, b.row)) }

// ruling is one row of a decisions file and what became of it.
type ruling struct {
	officerRow
	a, b        node // a before b
	verdict     verdict
	when        string
	state, note string
	against     int // line of the row it yields to, 0 = none
}

// rulings are all rows of the decisions files, and what follows from those that stand.
type rulings struct {
	rows  []ruling
	group map[node]node   // record → the first of the records it is one person with, where there are others
	of    map[node][]node // the first → all of them, in order

	links  map[int]*officerPairs // by set, its rows against the population's; left is the set's row
	within map[int]*officerPairs // by set, among its own rows
	across [][2]node             // records of two sectors that are different persons, the earlier dataset's first
}

// word returns the row's verdict, or as it is written where it is none.
func (u *ruling) word() string {
	if u.verdict != verdictNone {
		return u.verdict.String()
	}
	return u.cells[colVerdict]
}

func newRulings() *rulings {
	return &rulings{group: map[node]node{}, of: map[node][]node{}, links: map[int]*officerPairs{}, within: map[int]*officerPairs{}}
}

// officerPairs are the pairs of rows of two tables, or of one, that decisions speak of.
type officerPairs struct{ same, different, unsure []record.Pair }

// readDecisions reads the job's decisions files and works out which rows stand.
func (r *run) readDecisions(ctx context.Context) (err error) {
	if len(r.plan.Decisions) == 0 {
		return nil
	}
	if r.rulings, err = readRulings(ctx, r.plan.Decisions, []int{colDatasetA}); err != nil {
		return err
	}
	var tables []*record.Table
	apart, numbers := map[int]cluster.Apart{}, map[int]cluster.Apart{}
	for i, set := range r.all {
		tables = append(tables, set.table())
		apart[i] = cluster.NewApart(set.people, set.table().Sector.NeverTogether)
		numbers[i] = cluster.NewApart(set.people, []record.Field{record.PersonalIDNo})
	}
	r.rulings.name(tables, "", tables[0].Name)
	r.rulings.settle(apart, numbers)
	return nil
}

// readRulings reads files of decisions. What the rows name is not looked for yet: see name. A column of needed has to be there beside
// those no decision goes without.
func readRulings(ctx context.Context, paths []string, needed ...[]int) (*rulings, error) {
	d := newRulings()
	needed = append(slices.Clone(needed), []int{colRecordA}, []int{colRecordB}, []int{colVerdict})
	for _, path := range paths {
		rows, err := readOfficers(ctx, path, needed...)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			found, ok := row.found()
			// Where nobody was shown, whom the clerk found is all that the row says.
			if !ok || row.cells[colRecordB] != "" {
				d.rows = append(d.rows, ruling{officerRow: row})
			}
			if ok {
				d.rows = append(d.rows, ruling{officerRow: found})
			}
		}
	}
	return d, nil
}

// settle works out which rows stand, and what follows from them. apart tells by set what its hard rules keep apart, numbers which rows hold
// two personal IDs that can both be right.
func (d *rulings) settle(apart, numbers map[int]cluster.Apart) {
	u := &decider{rulings: d, apart: apart, numbers: numbers, when: map[node]string{}, foes: map[node][]*ruling{}}
	u.decide()
	d.derive()
}

// found returns the row that says the same person of the record a clerk found in place of the one shown (right_record of an answered
// sample), if the row tells any.
func (o officerRow) found() (officerRow, bool) {
	if v := parseVerdict(o.cells[colVerdict]); o.cells[colRight] == "" || o.cells[colRight] == o.cells[colRecordB] || v == verdictSame || v == verdictUnsure {
		return o, false
	}
	o.cells[colRecordB], o.cells[colVerdict] = o.cells[colRight], verdictSame.String()
	return o, true
}

// name finds the records the rows are about in the tables, whose places are the sets of nodes. A blank dataset is the one given for it.
func (d *rulings) name(tables []*record.Table, blankA, blankB string) {
	wanted := map[string]map[string]uint32{}
	for i := range d.rows {
		c := &d.rows[i].cells
		for _, at := range [][2]string{{cmp.Or(c[colDatasetA], blankA), c[colRecordA]}, {cmp.Or(c[colDatasetB], blankB), c[colRecordB]}} {
			if wanted[at[0]] == nil {
				wanted[at[0]] = map[string]uint32{}
			}
			wanted[at[0]][at[1]] = 0
		}
	}
	sets := map[string]int{}
	for i, t := range tables {
		sets[t.Name] = i
		ids := wanted[t.Name]
		if ids == nil {
			continue
		}
		for row, id := range t.IDs.All() {
			if _, is := ids[id]; is {
				ids[id] = row + 1
			}
		}
	}
	for i := range d.rows {
		d.rows[i].nameAs(sets, wanted, blankA, blankB)
	}
}

// nameAs fills in a ruling's records, verdict and moment, or says why that cannot be.
func (u *ruling) nameAs(sets map[string]int, ids map[string]map[string]uint32, blankA, blankB string) {
	refuse := func(note string) { u.state, u.note = refused, note }
	if u.fault != "" {
		refuse(u.fault)
		return
	}
	var ok bool
	if u.when, ok = parseWhen(u.cells[colWhen]); !ok {
		refuse(noteWhen)
		return
	}
	if u.verdict = parseVerdict(u.cells[colVerdict]); u.verdict == verdictNone {
		refuse(noteWord)
		return
	}
	u.cells[colDatasetA], u.cells[colDatasetB] = cmp.Or(u.cells[colDatasetA], blankA), cmp.Or(u.cells[colDatasetB], blankB)
	for _, at := range []struct {
		dataset, record int
		to              *node
	}{{colDatasetA, colRecordA, &u.a}, {colDatasetB, colRecordB, &u.b}} {
		set, known := sets[u.cells[at.dataset]]
		row := ids[u.cells[at.dataset]][u.cells[at.record]]
		switch {
		case u.cells[at.dataset] == "" || u.cells[at.record] == "":
			refuse(noteBlank)
			return
		case !known:
			refuse(noteDataset)
			return
		case row == 0:
			refuse(noteRecord)
			return
		}
		*at.to = node{set, row - 1}
	}
	if u.a == u.b {
		refuse(noteSelf)
	} else if compareNodes(u.a, u.b) > 0 {
		u.a, u.b = u.b, u.a
	}
}

// decider takes the decisions one after the other, the latest first, and sets aside what contradicts those taken: so a later
// decision overrides an earlier one, also where it does so only together with others. Of one moment, "different" is taken
// first, then "unsure": two persons made one are harder to part than two records of one to join.
type decider struct {
	*rulings
	apart, numbers map[int]cluster.Apart // by set: the hard rules, and personal IDs that can both be right
	when           map[node]string       // group → the earliest moment of the decisions that made it
	foes           map[node][]*ruling    // group → the decisions that keep it apart from others
}

func (d *decider) decide() {
	var order []int
	for i := range d.rows {
		if d.rows[i].state == "" {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &d.rows[i], &d.rows[j]
		return cmp.Or(cmp.Compare(b.when, a.when), cmp.Compare(a.verdict, b.verdict))
	})
	pairs := map[[2]node]*ruling{}
	for _, i := range order {
		u := &d.rows[i]
		u.state = ruled
		before := pairs[[2]node{u.a, u.b}]
		x, y := d.head(u.a), d.head(u.b)
		switch {
		case before != nil && before.verdict == u.verdict:
			u.note, u.against = noteRepeated, before.line
		case before != nil:
			u.yield(before.when, before.line, noteOther)
		case u.verdict == verdictSame:
			d.join(u, x, y)
		case x == y:
			u.yield(d.when[x], 0, noteChain)
		case u.verdict == verdictDifferent:
			d.foes[x], d.foes[y] = append(d.foes[x], u), append(d.foes[y], u)
		}
		if u.state == ruled && before == nil {
			pairs[[2]node{u.a, u.b}] = u
		}
	}
}

// yield sets a decision aside for another, made at the moment given.
func (u *ruling) yield(when string, line int, note string) {
	u.state, u.note, u.against = conflicted, note, line
	if when > u.when {
		u.state = overridden
	}
}

// join makes one group of two, x and y being their heads, unless a decision or a hard rule keeps them apart.
func (d *decider) join(u *ruling, x, y node) {
	if x == y {
		return
	}
	for _, foe := range d.foes[x] {
		if other := [2]node{d.head(foe.a), d.head(foe.b)}; other == [2]node{x, y} || other == [2]node{y, x} {
			u.yield(foe.when, foe.line, noteChain)
			return
		}
	}
	for _, a := range d.members(x) {
		for _, b := range d.members(y) {
			switch {
			case a.set != b.set:
			case d.apart[a.set].Rows(a.row, b.row):
				u.state, u.note = conflicted, noteHard
				return
			case d.numbers[a.set].Rows(a.row, b.row):
				u.note = noteNumbers
			}
		}
	}
	all := slices.Concat(d.members(x), d.members(y))
	slices.SortFunc(all, compareNodes)
	when, foes := u.when, slices.Concat(d.foes[x], d.foes[y])
	for _, h := range []node{x, y} {
		if w, made := d.when[h]; made {
			when = min(when, w)
		}
		delete(d.of, h)
		delete(d.foes, h)
	}
	d.of[all[0]], d.when[all[0]], d.foes[all[0]] = all, when, foes
	for _, n := range all {
		d.group[n] = all[0]
	}
}

// head returns the first record of a record's group, itself where it is in none.
func (d *rulings) head(n node) node {
	if h, ok := d.group[n]; ok {
		return h
	}
	return n
}

// members returns the records of a head's group.
func (d *rulings) members(head node) []node {
	if m := d.of[head]; m != nil {
		return m
	}
	return []node{head}
}

// derive works out the pairs of rows the standing decisions speak of, also through others.
func (d *rulings) derive() {
	for _, head := range sortedNodes(d.of) {
		for i, n := range d.of[head] {
			if i > 0 && d.of[head][i-1].set == n.set {
				p := pairsOf(d.within, n.set)
				p.same = append(p.same, record.Pair{Left: d.of[head][i-1].row, Right: n.row})
			}
			if head.set == 0 && n.set != 0 {
				p := pairsOf(d.links, n.set)
				p.same = append(p.same, record.Pair{Left: n.row, Right: head.row})
			}
		}
	}
	seen := map[[2]node]bool{}
	for _, u := range d.rows {
		if u.state != ruled || u.note == noteRepeated {
			continue
		}
		switch u.verdict {
		case verdictUnsure:
			d.add(u.a, u.b, func(p *officerPairs) *[]record.Pair { return &p.unsure })
		case verdictDifferent:
			for _, a := range d.members(d.head(u.a)) {
				for _, b := range d.members(d.head(u.b)) {
					x, y := a, b
					if compareNodes(x, y) > 0 {
						x, y = y, x
					}
					if !seen[[2]node{x, y}] {
						seen[[2]node{x, y}] = true
						d.add(x, y, func(p *officerPairs) *[]record.Pair { return &p.different })
					}
				}
			}
		}
	}
}

// add puts a pair, a before b, where it is asked for. Two records of two sectors are asked for when the second is linked.
func (d *rulings) add(a, b node, list func(*officerPairs) *[]record.Pair) {
	var to *[]record.Pair
	var pair record.Pair
	switch a.set {
	case b.set:
		to, pair = list(pairsOf(d.within, a.set)), record.Pair{Left: a.row, Right: b.row}
	case 0:
		to, pair = list(pairsOf(d.links, b.set)), record.Pair{Left: b.row, Right: a.row}
	default:
		d.across = append(d.across, [2]node{a, b})
		return
	}
	*to = append(*to, pair)
}

func pairsOf(of map[int]*officerPairs, set int) *officerPairs {
	if of[set] == nil {
		of[set] = &officerPairs{}
	}
	return of[set]
}

func sortedNodes[T any](m map[node]T) []node {
	keys := make([]node, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareNodes)
	return keys
}
