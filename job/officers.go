package job

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// source lays decisions over blocking: a pair said to be one person is a candidate whether or not a rule finds it, and one
// said to be two persons is none.
func (p *officerPairs) source(src pair.OpenSource) pair.OpenSource {
	if p == nil || len(p.same)+len(p.different) == 0 {
		return src
	}
	settled := map[[2]uint32]bool{}
	left := map[uint32]bool{}
	var own []record.Pair
	for _, q := range p.same {
		own = append(own, record.Pair{Left: q.Left, Right: q.Right, Rule: pair.RuleManual})
	}
	for _, list := range [][]record.Pair{p.same, p.different} {
		for _, q := range list {
			settled[[2]uint32{q.Left, q.Right}], left[q.Left] = true, true
		}
	}
	return func(ctx context.Context, open func(uint32) bool, emit func([]record.Pair) error) error {
		if len(own) > 0 {
			if err := emit(own); err != nil {
				return err
			}
		}
		return src(ctx, open, func(batch []record.Pair) error {
			keep := batch[:0] // the batch is the source's until the next one: it may be written over
			for _, q := range batch {
				if !left[q.Left] || !settled[[2]uint32{q.Left, q.Right}] {
					keep = append(keep, q)
				}
			}
			if len(keep) == 0 {
				return nil
			}
			return emit(keep)
		})
	}
}

// pairSource is source over a source that brings all its pairs.
func (p *officerPairs) pairSource(src pair.Source) pair.Source {
	if p == nil {
		return src
	}
	over := p.source(src.All())
	return func(ctx context.Context, emit func([]record.Pair) error) error { return over(ctx, nil, emit) }
}

// setOf returns a dataset's place in run.all.
func (r *run) setOf(d *data) int {
	for i, o := range r.all {
		if o == d {
			return i
		}
	}
	return -1
}

// decided returns what officers decided of a dataset's rows and the population's, and among its own rows; nil for nothing.
func (r *run) decided(d *data) (links, within *officerPairs) {
	if r.rulings == nil {
		return nil, nil
	}
	set := r.setOf(d)
	return r.rulings.links[set], r.rulings.within[set]
}

// linkOptions are the engine's options for linking a dataset, officers' decisions among them. What datasets before it were
// linked to counts where a decision is about records of two sectors.
func (r *run) linkOptions(d *data) match.Options {
	opt := r.options()
	opt.OneToOne = d.table().Sector.OneToOne
	if r.rulings == nil {
		return opt
	}
	links, within := r.decided(d)
	if links != nil {
		opt.Same, opt.Different, opt.Unsure = links.same, links.different, links.unsure
	}
	if within != nil {
		opt.Apart = within.different
	}
	set := r.setOf(d)
	opt.Same = slices.Concat(opt.Same, r.toldBy(set))
	for _, head := range sortedNodes(r.rulings.of) {
		if head.set == 0 {
			continue // these are linked to the person they are with
		}
		var rows []uint32
		for _, n := range r.rulings.of[head] {
			if n.set == set {
				rows = append(rows, n.row)
			}
		}
		// One row alone is named too: what other lists say of it must not part it from the records it is one with.
		if len(rows) > 0 {
			opt.Together = append(opt.Together, rows)
		}
	}
	for _, p := range r.rulings.across {
		for _, n := range p {
			if n.set == set {
				opt.Together = append(opt.Together, []uint32{n.row})
			}
		}
		if p[1].set != set {
			continue
		}
		if person := r.linkedTo(p[0]); person != record.NoRow {
			opt.Different = append(opt.Different[:len(opt.Different):len(opt.Different)], record.Pair{Left: p[1].row, Right: uint32(person)})
		}
	}
	return opt
}

// toldBy returns the persons that a set's rows are linked to because records of other sets are that officers said to be one with them: of the sets that
// know the person the one that stands first in the job tells the others. One that comes later is known only once all have been linked.
func (r *run) toldBy(set int) (told []record.Pair) {
	for _, head := range sortedNodes(r.rulings.of) {
		if head.set == 0 {
			continue
		}
		group := r.rulings.of[head]
		first := slices.IndexFunc(group, func(n node) bool { return r.linkedTo(n) != record.NoRow })
		if first < 0 || group[first].set == set {
			continue
		}
		for _, n := range group {
			if n.set == set {
				told = append(told, record.Pair{Left: n.row, Right: uint32(r.linkedTo(group[first]))})
			}
		}
	}
	return told
}

// toldLate says whether a later dataset knows who a linked dataset's record is, and the dataset itself did not.
func (r *run) toldLate(d *data) bool {
	return r.rulings != nil && slices.ContainsFunc(r.toldBy(r.setOf(d)), func(p record.Pair) bool { return d.links[p.Left].Decision != record.DecideMatch })
}

// linkedTo returns the person a record of a sector is linked to, NoRow where it is to none or not yet.
func (r *run) linkedTo(n node) int {
	if links := r.all[n.set].links; links != nil && links[n.row].Decision == record.DecideMatch {
		return links[n.row].Person
	}
	return record.NoRow
}

// withinLinked returns what officers decided of a linked dataset's rows among themselves, also by way of the register: a record that is not
// some person, or not the same as a record linked to him, is none of the records linked to him.
func (r *run) withinLinked(d *data, personOf []uint32) *officerPairs {
	_, within := r.decided(d)
	if r.rulings == nil {
		return nil
	}
	isNot := map[int][]uint32{} // person → rows
	for _, p := range r.linkOptions(d).Different {
		person := int(personOf[p.Right])
		isNot[person] = append(isNot[person], p.Left)
	}
	out := &officerPairs{}
	if within != nil {
		*out = *within
		out.different = slices.Clone(within.different)
		for _, p := range within.different {
			for _, q := range [][2]uint32{{p.Left, p.Right}, {p.Right, p.Left}} {
				if l := &d.links[q[0]]; l.Decision == record.DecideMatch {
					isNot[l.Person] = append(isNot[l.Person], q[1])
				}
			}
		}
	}
	if len(isNot) == 0 {
		return within
	}
	for i := range d.links {
		if d.links[i].Decision != record.DecideMatch {
			continue
		}
		row := uint32(i)
		for _, other := range isNot[d.links[i].Person] {
			if other != row {
				out.different = append(out.different, record.Pair{Left: min(row, other), Right: max(row, other)})
			}
		}
	}
	return out
}

// check finds the decisions that two records are different persons which the results as a whole do not keep: records of two datasets come to
// one person by way of their duplicates. The two themselves are not linked, and which of the duplicates is wrong is for people to say.
func (d *rulings) check(all []*data, personOf []uint32) {
	if d == nil {
		return
	}
	persons := map[node][]int{} // of the records decided on
	for i := range d.rows {
		if u := &d.rows[i]; u.state == ruled && u.verdict == verdictDifferent {
			persons[u.a], persons[u.b] = nil, nil
		}
	}
	for _, n := range sortedNodes(persons) {
		if n.set == 0 {
			persons[n] = []int{int(personOf[n.row])}
		} else if l := &all[n.set].links[n.row]; l.Decision == record.DecideMatch {
			persons[n] = []int{l.Person}
		}
	}
	for set, data := range all[1:] {
		for _, c := range data.clusters {
			for _, row := range c.Rows {
				n := node{set + 1, row}
				if _, asked := persons[n]; !asked {
					continue
				}
				for _, mate := range c.Rows {
					if l := &data.links[mate]; l.Decision == record.DecideMatch {
						persons[n] = append(persons[n], l.Person)
					}
				}
			}
		}
	}
	for i := range d.rows {
		u := &d.rows[i]
		if u.state == ruled && u.verdict == verdictDifferent && slices.ContainsFunc(persons[u.a], func(p int) bool { return slices.Contains(persons[u.b], p) }) {
			u.state, u.note = conflicted, noteDuplicates
		}
	}
}

// clusterOptions are the options for grouping a dataset's rows, with what officers decided of them.
func clusterOptions(d *data, within *officerPairs, threads int) cluster.Options {
	return within.cluster(cluster.Options{NeverTogether: d.table().Sector.NeverTogether, Threads: threads})
}

// cluster adds the decisions to the options for grouping.
func (p *officerPairs) cluster(opt cluster.Options) cluster.Options {
	if p != nil {
		opt.Same, opt.Different, opt.Unsure = p.same, p.different, p.unsure
	}
	return opt
}

// decisionSheet is decisions.csv: every row of the decisions files and what became of it.
func (d *rulings) sheet() report.Sheet {
	rows := d.rows
	cell := func(name string, column int) report.Column {
		return report.TextColumn(name, func(i int) string { return rows[i].cells[column] })
	}
	return report.Sheet{Name: "decisions", Rows: len(rows), Columns: []report.Column{
		report.TextColumn("file", func(i int) string { return rows[i].file }),
		{Name: "row", Kind: report.Integer, Num: func(i int) float64 { return float64(rows[i].line) }},
		cell("dataset_a", colDatasetA), cell("record_a", colRecordA), cell("dataset_b", colDatasetB), cell("record_b", colRecordB),
		report.TextColumn("decision", func(i int) string { return rows[i].word() }),
		cell("by", colBy), cell("when", colWhen), cell("why", colWhy),
		report.TextColumn("state", func(i int) string { return rows[i].state }),
		report.TextColumn("reason", func(i int) string { return rows[i].note }),
		report.TextColumn("against_row", func(i int) string {
			if rows[i].against == 0 {
				return ""
			}
			return strconv.Itoa(rows[i].against)
		}),
	}}
}

// figures counts the rows of the decisions files by what became of them.
func (d *rulings) figures() map[string]int {
	of := map[string]int{ruled: 0, overridden: 0, conflicted: 0, refused: 0}
	for i := range d.rows {
		of[d.rows[i].state]++
	}
	return of
}

// linkReasonSheet is link_reasons.csv: why a record is in review, or is linked to nobody since an officer's decision.
func (r *run) linkReasonSheet() report.Sheet {
	type ref struct {
		data *data
		row  int
	}
	var refs []ref
	for _, d := range r.all[1:] {
		start, ids := len(refs), d.table().IDs
		for row := range d.links {
			if l := &d.links[row]; l.Decision == record.DecideReview || l.Why == record.WhySetApart {
				refs = append(refs, ref{d, row})
			}
		}
		slices.SortFunc(refs[start:], func(a, b ref) int { return cmp.Compare(ids.At(uint32(a.row)), ids.At(uint32(b.row))) })
	}
	return report.Sheet{Name: "link_reasons", Rows: len(refs), Columns: []report.Column{
		report.TextColumn("dataset", func(i int) string { return refs[i].data.table().Name }),
		report.TextColumn("record_id", func(i int) string { return refs[i].data.table().IDs.At(uint32(refs[i].row)) }),
		report.TextColumn("reason", func(i int) string { return refs[i].data.links[refs[i].row].Why.String() }),
	}}
}
