package officers

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/record"
)

// What became of a row of a decisions file, or of waivers.
const (
	Applied    = "applied"
	Overridden = "overridden" // a later decision says otherwise
	Conflicted = "conflict"   // one of the same time says otherwise, or a hard rule does
	Refused    = "refused"    // the row cannot be read, or what it names is not there
)

// Why a decision did not stand, or what is to be told of one that does.
const (
	noteOther      = "other_decision" // of the same pair
	noteChain      = "chain"          // other decisions together say otherwise
	noteHard       = "never_together" // the sector's hard rule
	NoteNumbers    = "two_valid_ids"  // stands, though both records hold a sound number of their own
	NoteDuplicates = "duplicates"     // stands, but their duplicates are linked to one person
	noteRepeated   = "repeated"       // stands, and another row says the same
	noteWord       = "decision_word"
	NoteWhen       = "when_unreadable"
	NoteBlank      = "blank"
	noteDataset    = "dataset_unknown"
	noteRecord     = "record_unknown"
	noteSelf       = "same_record"
)

// Node is a record of the run: its dataset's place among the tables, and its row.
type Node struct {
	Set int
	Row uint32
}

func compareNodes(a, b Node) int { return cmp.Or(cmp.Compare(a.Set, b.Set), cmp.Compare(a.Row, b.Row)) }

// Ruling is one row of a decisions file and what became of it.
type Ruling struct {
	Row
	A, B        Node // a before b
	Verdict     Verdict
	when        string
	State, Note string
	against     int // line of the row it yields to, 0 = none
	column      int // of a row that is refused: which cell is wrong, -1 for none
}

// Rulings are all rows of the decisions files, and what follows from those that stand.
type Rulings struct {
	Rows   []Ruling
	group  map[Node]Node   // record → the first of the records it is one person with, where there are others
	Groups map[Node][]Node // the first → all of them, in order

	Links  map[int]*Pairs // by set, its rows against the population's; left is the set's row
	Within map[int]*Pairs // by set, among its own rows
	Across [][2]Node      // records of two sectors that are different persons, the earlier dataset's first
}

// Word returns the row's verdict, or as it is written where it is none.
func (u *Ruling) Word() string {
	if u.Verdict != Unanswered {
		return u.Verdict.String()
	}
	return u.Cells[ColVerdict]
}

// Pairs are the pairs of rows of two tables, or of one, that decisions speak of.
type Pairs struct{ Same, Different, Unsure []record.Pair }

// Read reads files of decisions. What the rows name is not looked for yet: see Name. A column of needed has to be there beside
// those no decision goes without.
func Read(ctx context.Context, paths []string, needed ...[]int) (*Rulings, error) {
	needed = append(slices.Clone(needed), []int{ColRecordA}, []int{ColRecordB}, []int{ColVerdict})
	var all []Row
	for _, path := range paths {
		rows, err := ReadRows(ctx, path, needed...)
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return New(all...), nil
}

// New makes the decisions of rows that have been read. Where nobody was shown, whom the clerk found is all that a row says.
func New(rows ...Row) *Rulings {
	d := &Rulings{group: map[Node]Node{}, Groups: map[Node][]Node{}, Links: map[int]*Pairs{}, Within: map[int]*Pairs{}}
	for _, row := range rows {
		found, ok := row.found()
		if !ok || row.Cells[ColRecordB] != "" {
			d.Rows = append(d.Rows, Ruling{Row: row})
		}
		if ok {
			d.Rows = append(d.Rows, Ruling{Row: found})
		}
	}
	return d
}

// Refusal is a row that is refused: the cell that is wrong, and the fixed word for what is.
type Refusal struct {
	File   string
	Row    int
	Column string // as the file calls it, by its name in the documentation where it is not there, "" where no one cell is wrong
	Reason string
}

// Refusals lists the rows that are refused, but for those without an answer or without anything.
func (d *Rulings) Refusals() (all []Refusal) {
	names := officerHeaders()
	for i := range d.Rows {
		u := &d.Rows[i]
		if u.State != Refused || u.Note == noteWord && u.Cells[ColVerdict] == "" || u.column < 0 && u.Note == NoteBlank {
			continue
		}
		r := Refusal{File: u.File, Row: u.Line, Reason: u.Note}
		if u.column >= 0 {
			if r.Column = strings.ReplaceAll(names[u.column][0], " ", "_"); u.heads != nil {
				r.Column = cmp.Or(u.heads[u.column], r.Column)
			}
		}
		all = append(all, r)
	}
	return all
}

// Settle works out which rows stand, and what follows from them. apart tells by set what its hard rules keep apart, numbers which rows hold
// two personal IDs that can both be right.
func (d *Rulings) Settle(apart, numbers map[int]cluster.Apart) {
	u := &decider{Rulings: d, apart: apart, numbers: numbers, when: map[Node]string{}, foes: map[Node][]*Ruling{}}
	u.decide()
	d.derive()
}

// found returns the row that says the same person of the record a clerk found in place of the one shown (right_record of an answered
// sample), if the row tells any.
func (o Row) found() (Row, bool) {
	if v := ParseVerdict(o.Cells[ColVerdict]); o.Cells[colRight] == "" || o.Cells[colRight] == o.Cells[ColRecordB] || v == Same || v == Unsure {
		return o, false
	}
	o.Cells[ColRecordB], o.Cells[ColVerdict] = o.Cells[colRight], Same.String()
	return o, true
}

// Name finds the records the rows are about in the tables, whose places are the sets of nodes. names are what they may be called beside; a blank dataset is
// the one given for it; asOf is the day the data are judged on, 0 for none.
func (d *Rulings) Name(tables []*record.Table, names *Names, blankA, blankB string, asOf record.Date) {
	wanted := map[string]map[string]uint32{}
	for i := range d.Rows {
		c := &d.Rows[i].Cells
		c[ColDatasetA], c[ColDatasetB] = names.Find(c[ColDatasetA]), names.Find(c[ColDatasetB])
		for _, at := range [][2]string{{cmp.Or(c[ColDatasetA], blankA), c[ColRecordA]}, {cmp.Or(c[ColDatasetB], blankB), c[ColRecordB]}} {
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
	for i := range d.Rows {
		d.Rows[i].nameAs(sets, wanted, blankA, blankB, asOf)
	}
}

// nameAs fills in a ruling's records, verdict and moment, or says why that cannot be.
func (u *Ruling) nameAs(sets map[string]int, ids map[string]map[string]uint32, blankA, blankB string, asOf record.Date) {
	refuse := func(column int, note string) { u.State, u.Note, u.column = Refused, note, column }
	if u.Fault != "" {
		refuse(-1, u.Fault)
		return
	}
	var ok bool
	if u.when, ok = parseWhen(u.Cells[ColWhen], asOf); !ok {
		refuse(ColWhen, NoteWhen)
		return
	}
	if u.Verdict = ParseVerdict(u.Cells[ColVerdict]); u.Verdict == Unanswered {
		refuse(ColVerdict, noteWord)
		return
	}
	u.Cells[ColDatasetA], u.Cells[ColDatasetB] = cmp.Or(u.Cells[ColDatasetA], blankA), cmp.Or(u.Cells[ColDatasetB], blankB)
	for _, at := range []struct {
		dataset, record int
		to              *Node
	}{{ColDatasetA, ColRecordA, &u.A}, {ColDatasetB, ColRecordB, &u.B}} {
		set, known := sets[u.Cells[at.dataset]]
		row := ids[u.Cells[at.dataset]][u.Cells[at.record]]
		switch {
		case u.Cells[at.dataset] == "":
			refuse(at.dataset, NoteBlank)
			return
		case u.Cells[at.record] == "":
			refuse(at.record, NoteBlank)
			return
		case !known:
			refuse(at.dataset, noteDataset)
			return
		case row == 0:
			refuse(at.record, noteRecord)
			return
		}
		*at.to = Node{set, row - 1}
	}
	if u.A == u.B {
		refuse(ColRecordB, noteSelf)
	} else if compareNodes(u.A, u.B) > 0 {
		u.A, u.B = u.B, u.A
	}
}

// decider takes the decisions one after the other, the latest first, and sets aside what contradicts those taken: so a later
// decision overrides an earlier one, also where it does so only together with others. Of one moment, "different" is taken
// first, then "unsure": two persons made one are harder to part than two records of one to join.
type decider struct {
	*Rulings
	apart, numbers map[int]cluster.Apart // by set: the hard rules, and personal IDs that can both be right
	when           map[Node]string       // group → the earliest moment of the decisions that made it
	foes           map[Node][]*Ruling    // group → the decisions that keep it apart from others
}

func (d *decider) decide() {
	var order []int
	for i := range d.Rows {
		if d.Rows[i].State == "" {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := &d.Rows[i], &d.Rows[j]
		return cmp.Or(cmp.Compare(b.when, a.when), cmp.Compare(a.Verdict, b.Verdict))
	})
	pairs := map[[2]Node]*Ruling{}
	for _, i := range order {
		u := &d.Rows[i]
		u.State = Applied
		before := pairs[[2]Node{u.A, u.B}]
		x, y := d.head(u.A), d.head(u.B)
		switch {
		case before != nil && before.Verdict == u.Verdict:
			u.Note, u.against = noteRepeated, before.Line
		case before != nil:
			u.yield(before.when, before.Line, noteOther)
		case u.Verdict == Same:
			d.join(u, x, y)
		case x == y:
			u.yield(d.when[x], 0, noteChain)
		case u.Verdict == Different:
			d.foes[x], d.foes[y] = append(d.foes[x], u), append(d.foes[y], u)
		}
		if u.State == Applied && before == nil {
			pairs[[2]Node{u.A, u.B}] = u
		}
	}
}

// yield sets a decision aside for another, made at the moment given.
func (u *Ruling) yield(when string, line int, note string) {
	u.State, u.Note, u.against = Conflicted, note, line
	if when > u.when {
		u.State = Overridden
	}
}

// join makes one group of two, x and y being their heads, unless a decision or a hard rule keeps them apart.
func (d *decider) join(u *Ruling, x, y Node) {
	if x == y {
		return
	}
	for _, foe := range d.foes[x] {
		if other := [2]Node{d.head(foe.A), d.head(foe.B)}; other == [2]Node{x, y} || other == [2]Node{y, x} {
			u.yield(foe.when, foe.Line, noteChain)
			return
		}
	}
	for _, a := range d.members(x) {
		for _, b := range d.members(y) {
			switch {
			case a.Set != b.Set:
			case d.apart[a.Set].Rows(a.Row, b.Row):
				u.State, u.Note = Conflicted, noteHard
				return
			case d.numbers[a.Set].Rows(a.Row, b.Row):
				u.Note = NoteNumbers
			}
		}
	}
	all := slices.Concat(d.members(x), d.members(y))
	slices.SortFunc(all, compareNodes)
	when, foes := u.when, slices.Concat(d.foes[x], d.foes[y])
	for _, h := range []Node{x, y} {
		if w, made := d.when[h]; made {
			when = min(when, w)
		}
		delete(d.Groups, h)
		delete(d.foes, h)
	}
	d.Groups[all[0]], d.when[all[0]], d.foes[all[0]] = all, when, foes
	for _, n := range all {
		d.group[n] = all[0]
	}
}

// head returns the first record of a record's group, itself where it is in none.
func (d *Rulings) head(n Node) Node {
	if h, ok := d.group[n]; ok {
		return h
	}
	return n
}

// members returns the records of a head's group.
func (d *Rulings) members(head Node) []Node {
	if m := d.Groups[head]; m != nil {
		return m
	}
	return []Node{head}
}

// derive works out the pairs of rows the standing decisions speak of, also through others.
func (d *Rulings) derive() {
	for _, head := range SortedNodes(d.Groups) {
		for i, n := range d.Groups[head] {
			if i > 0 && d.Groups[head][i-1].Set == n.Set {
				p := PairsOf(d.Within, n.Set)
				p.Same = append(p.Same, record.Pair{Left: d.Groups[head][i-1].Row, Right: n.Row})
			}
			if head.Set == 0 && n.Set != 0 {
				p := PairsOf(d.Links, n.Set)
				p.Same = append(p.Same, record.Pair{Left: n.Row, Right: head.Row})
			}
		}
	}
	seen := map[[2]Node]bool{}
	for _, u := range d.Rows {
		if u.State != Applied || u.Note == noteRepeated {
			continue
		}
		switch u.Verdict {
		case Unsure:
			d.add(u.A, u.B, func(p *Pairs) *[]record.Pair { return &p.Unsure })
		case Different:
			for _, a := range d.members(d.head(u.A)) {
				for _, b := range d.members(d.head(u.B)) {
					x, y := a, b
					if compareNodes(x, y) > 0 {
						x, y = y, x
					}
					if !seen[[2]Node{x, y}] {
						seen[[2]Node{x, y}] = true
						d.add(x, y, func(p *Pairs) *[]record.Pair { return &p.Different })
					}
				}
			}
		}
	}
}

// add puts a pair, a before b, where it is asked for. Two records of two sectors are asked for when the second is linked.
func (d *Rulings) add(a, b Node, list func(*Pairs) *[]record.Pair) {
	var to *[]record.Pair
	var pair record.Pair
	switch a.Set {
	case b.Set:
		to, pair = list(PairsOf(d.Within, a.Set)), record.Pair{Left: a.Row, Right: b.Row}
	case 0:
		to, pair = list(PairsOf(d.Links, b.Set)), record.Pair{Left: b.Row, Right: a.Row}
	default:
		d.Across = append(d.Across, [2]Node{a, b})
		return
	}
	*to = append(*to, pair)
}

// PairsOf returns a set's pairs, made where there are none yet.
func PairsOf(of map[int]*Pairs, set int) *Pairs {
	if of[set] == nil {
		of[set] = &Pairs{}
	}
	return of[set]
}

// SortedNodes returns the records that a map is by, in order.
func SortedNodes[T any](m map[Node]T) []Node {
	return slices.SortedFunc(maps.Keys(m), compareNodes)
}
