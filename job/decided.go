package job

import (
	"cmp"
	"context"
	"slices"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// readDecisions reads the job's decisions files and works out which rows stand.
func (r *run) readDecisions(ctx context.Context) (err error) {
	if len(r.plan.Decisions) == 0 {
		return nil
	}
	if r.rulings, err = officers.Read(ctx, r.plan.Decisions, []int{officers.ColDatasetA}); err == nil && r.seen != nil {
		err = r.seen.Unchanged(r.plan.Decisions)
	}
	if err != nil {
		return err
	}
	var tables []*record.Table
	apart, numbers := map[int]cluster.Apart{}, map[int]cluster.Apart{}
	for i, set := range r.all {
		tables = append(tables, set.table())
		apart[i] = cluster.NewApart(set.people, set.table().Sector.NeverTogether)
		numbers[i] = cluster.NewApart(set.people, []record.Field{record.PersonalIDNo})
	}
	r.rulings.Name(tables, r.plan.called(), "", tables[0].Name, r.plan.AsOf)
	r.rulings.Settle(apart, numbers)
	return nil
}

// setOf returns a dataset's place in run.all.
func (r *run) setOf(d *data) int { return slices.Index(r.all, d) }

// decided returns what officers decided of a dataset's rows and the population's, and among its own rows; nil for nothing.
func (r *run) decided(d *data) (links, within *officers.Pairs) {
	if r.rulings == nil {
		return nil, nil
	}
	set := r.setOf(d)
	return r.rulings.Links[set], r.rulings.Within[set]
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
		opt.Same, opt.Different, opt.Unsure = links.Same, links.Different, links.Unsure
	}
	if within != nil {
		opt.Apart = within.Different
	}
	set := r.setOf(d)
	opt.Same = slices.Concat(opt.Same, r.toldBy(set))
	for _, head := range officers.SortedNodes(r.rulings.Groups) {
		if head.Set == 0 {
			continue // these are linked to the person they are with
		}
		var rows []uint32
		for _, n := range r.rulings.Groups[head] {
			if n.Set == set {
				rows = append(rows, n.Row)
			}
		}
		// One row alone is named too: what other lists say of it must not part it from the records it is one with.
		if len(rows) > 0 {
			opt.Together = append(opt.Together, rows)
		}
	}
	for _, p := range r.rulings.Across {
		for _, n := range p {
			if n.Set == set {
				opt.Together = append(opt.Together, []uint32{n.Row})
			}
		}
		if p[1].Set != set {
			continue
		}
		if person := r.linkedTo(p[0]); person != record.NoRow {
			opt.Different = append(opt.Different[:len(opt.Different):len(opt.Different)], record.Pair{Left: p[1].Row, Right: uint32(person)})
		}
	}
	return opt
}

// toldBy returns the persons that a set's rows are linked to because records of other sets are that officers said to be one with them: of the sets that
// know the person the one that stands first in the job tells the others. One that comes later is known only once all have been linked.
func (r *run) toldBy(set int) (told []record.Pair) {
	for _, head := range officers.SortedNodes(r.rulings.Groups) {
		if head.Set == 0 {
			continue
		}
		group := r.rulings.Groups[head]
		first := slices.IndexFunc(group, func(n officers.Node) bool { return r.linkedTo(n) != record.NoRow })
		if first < 0 || group[first].Set == set {
			continue
		}
		for _, n := range group {
			if n.Set == set {
				told = append(told, record.Pair{Left: n.Row, Right: uint32(r.linkedTo(group[first]))})
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
func (r *run) linkedTo(n officers.Node) int {
	if links := r.all[n.Set].links; links != nil && links[n.Row].Decision == record.DecideMatch {
		return links[n.Row].Person
	}
	return record.NoRow
}

// withinLinked returns what officers decided of a linked dataset's rows among themselves, also by way of the register: a record that is not
// some person, or not the same as a record linked to him, is none of the records linked to him.
func (r *run) withinLinked(d *data, personOf []uint32) *officers.Pairs {
	_, within := r.decided(d)
	if r.rulings == nil {
		return nil
	}
	isNot := map[int][]uint32{} // person → rows
	for _, p := range r.linkOptions(d).Different {
		person := int(personOf[p.Right])
		isNot[person] = append(isNot[person], p.Left)
	}
	out := &officers.Pairs{}
	if within != nil {
		*out = *within
		out.Different = slices.Clone(within.Different)
		for _, p := range within.Different {
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
				out.Different = append(out.Different, record.Pair{Left: min(row, other), Right: max(row, other)})
			}
		}
	}
	return out
}

// checkDecisions finds the decisions that two records are different persons which the results as a whole do not keep: records of two datasets come to
// one person by way of their duplicates. The two themselves are not linked, and which of the duplicates is wrong is for people to say.
func checkDecisions(rulings *officers.Rulings, all []*data, personOf []uint32) {
	if rulings == nil {
		return
	}
	persons := map[officers.Node][]int{} // of the records decided on
	for i := range rulings.Rows {
		if u := &rulings.Rows[i]; u.State == officers.Applied && u.Verdict == officers.Different {
			persons[u.A], persons[u.B] = nil, nil
		}
	}
	for _, n := range officers.SortedNodes(persons) {
		if n.Set == 0 {
			persons[n] = []int{int(personOf[n.Row])}
		} else if l := &all[n.Set].links[n.Row]; l.Decision == record.DecideMatch {
			persons[n] = []int{l.Person}
		}
	}
	for set, data := range all[1:] {
		for _, c := range data.clusters {
			for _, row := range c.Rows {
				n := officers.Node{Set: set + 1, Row: row}
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
	for i := range rulings.Rows {
		u := &rulings.Rows[i]
		if u.State == officers.Applied && u.Verdict == officers.Different && slices.ContainsFunc(persons[u.A], func(p int) bool { return slices.Contains(persons[u.B], p) }) {
			u.State, u.Note = officers.Conflicted, officers.NoteDuplicates
		}
	}
}

// clusterOptions are the options for grouping a dataset's rows, with what officers decided of them.
func clusterOptions(d *data, within *officers.Pairs, threads int) cluster.Options {
	return within.Cluster(cluster.Options{NeverTogether: d.table().Sector.NeverTogether, Threads: threads})
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

// readWaivers reads the findings that officers have waived.
func (r *run) readWaivers(ctx context.Context) (err error) {
	if len(r.plan.Waivers) > 0 {
		if r.waivers, err = findings.ReadWaivers(ctx, r.plan.Waivers, r.plan.called(), r.plan.AsOf); err == nil && r.seen != nil {
			err = r.seen.Unchanged(r.plan.Waivers)
		}
	}
	return err
}

// officerSheets are the tables that tell what became of officers' decisions and waivers, and why records are in review.
func (r *run) officerSheets() []report.Sheet {
	sheets := []report.Sheet{r.linkReasonSheet()}
	if r.rulings != nil {
		sheets = append(sheets, r.rulings.Sheet())
	}
	if r.waivers != nil {
		sheets = append(sheets, r.waivers.Sheet())
	}
	return sheets
}

// officerFigures counts the rows of the decisions' and waivers' files by what became of them.
func (r *run) officerFigures() (decisions, waived map[string]int) {
	if r.rulings != nil {
		decisions = r.rulings.Figures()
	}
	if r.waivers != nil {
		waived = r.waivers.Figures()
	}
	return decisions, waived
}
