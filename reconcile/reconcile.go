// Package reconcile turns links, duplicate clusters and registers into findings under the four criteria đúng, đủ, sạch
// and sống, each with its reason, action, recipient and commune; into the outcome of every sector record; and into the
// counts per commune.
//
// The way through it:
//
//  1. newIndex reads the run once: who holds which number, which register rows are one person, what events and archives
//     say of each person (index.go).
//  2. A view is made of every dataset: its columns paired with the register's, the work that is the same for every row
//     done beforehand (view.go).
//  3. Every row of every dataset goes through the rules that apply to it, in parallel chunks. A rule is a small pure
//     function of the index, the view and a row (dung.go, du.go, sach.go, song.go); whether two values really differ is
//     decided by the verdicts of compare.go and names.go alone.
//  4. The chunks' findings are put in order (finding.go) and counted (counts.go).
//
// What each code means is written in docs/en/findings.md; which rule of the protocol it stands for, in rules.go.
package reconcile

import (
	"context"
	"slices"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/record"

	"golang.org/x/sync/errgroup"
)

// Dataset is one dataset with what the stages before found of it.
type Dataset struct {
	People   *record.People
	Links    []record.Link    // one per row in row order; nil for the population
	Clusters []record.Cluster // its duplicates
}

// Input is what a run holds. Nothing in it is changed.
type Input struct {
	AsOf       record.Date
	Population Dataset
	Sectors    []Dataset
	Figures    *FigureOptions // nil = no figures
}

// Result is what the rules found.
type Result struct {
	Found    []*Findings        // per dataset, the population first
	Outcomes [][]record.Outcome // per sector dataset, per row
	Counts   []record.Count     // sorted by commune, dataset, measure
	Figures  []Figure           // rules F1–F8, by level, unit and figure; provinces first

	Approvals []Approval    // rule D2, by dataset and row
	Persons   []Person      // whom several datasets hold, by register row
	Cases     []Case        // findings settled in several steps, by dataset and row
	Cohorts   []CohortFault // rule B4, by dataset and row
	Uncarried []Uncarried   // events that a dataset does not show, by dataset and row
	list      *kindList
}

// Run applies every rule to every row, on the given number of goroutines (at least one). The result does not depend on
// that number. It returns the context's error if that is cancelled.
func Run(ctx context.Context, in Input, threads int) (*Result, error) {
	ix, err := newIndex(ctx, in, threads)
	if err != nil {
		return nil, err
	}
	if err := ix.indexCoverage(ctx, threads); err != nil {
		return nil, err
	}
	views := append([]*view{ix.register}, ix.sectors...)
	if err := ix.findShared(ctx, views, threads); err != nil {
		return nil, err
	}
	result := &Result{Outcomes: make([][]record.Outcome, len(ix.sectors)), list: ix.list}
	found := make([]*Findings, len(views))
	tallies := make([]*tally, len(views))
	approved := make([]bitset, len(ix.sectors))
	g, gctx := errgroup.WithContext(ctx)
	defer func() { _ = g.Wait() }() // where something failed: nothing goes on by itself
	for i, v := range views {
		var outcomes []record.Outcome
		if !v.register {
			outcomes = make([]record.Outcome, v.rows)
			result.Outcomes[i-1] = outcomes
			if v.code == sectorBooks || v.code == sectorCards {
				approved[i-1] = v.newBits()
			}
		}
		var err error
		if found[i], tallies[i], err = ix.judge(ctx, v, outcomes, approvedOf(approved, i), threads); err != nil {
			return nil, err
		}
		if v.register && in.Figures != nil { // they take one processor for a while, and wait for nothing else
			wrong := ix.wrongIDs(found[i])
			g.Go(func() error {
				result.Figures = ix.countFigures(*in.Figures, wrong)
				return nil
			})
		}
	}
	ix.compareCounts(found, tallies)
	if err := each(ctx, len(views), threads, func(i int) {
		found[i].close()
		found[i].order()
		tallies[i].countFindings(found[i])
	}); err != nil {
		return nil, err
	}
	for i := range views {
		result.Counts = append(result.Counts, tallies[i].counts(views[i], ix.rules)...)
	}
	result.Found = found
	g.Go(func() error {
		result.Counts = append(result.Counts, ix.balanceCounts()...)
		sortCounts(result.Counts)
		return nil
	})
	ix.lists(gctx, g, in, result, approved, threads)
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return result, nil
}

// wrongIDs returns the register's rows whose personal ID is at fault.
func (ix *index) wrongIDs(of *Findings) bitset {
	wrong := ix.register.newBits()
	for i := range of.found {
		if f := &of.found[i]; ix.list.kinds[f.kind].Code == CodeIDStructure {
			wrong.set(int(f.row))
		}
	}
	return wrong
}

// lists makes the lists that follow from the findings, side by side in a group.
func (ix *index) lists(ctx context.Context, g *errgroup.Group, in Input, r *Result, approved []bitset, threads int) {
	g.Go(func() error {
		r.Approvals = ix.listApprovals(approved, r.Found)
		return nil
	})
	g.Go(func() error {
		cohorts := defaultCohorts()
		if in.Figures != nil && in.Figures.Cohorts != nil {
			cohorts = in.Figures.Cohorts
		}
		r.Cohorts = ix.listCohorts(cohorts, r.Found)
		return nil
	})
	g.Go(func() (err error) {
		held := &holdings{}
		if len(ix.sectors) > 1 { // nobody is in several datasets of one, nor is an event of one shown in another
			held = ix.holdings()
		}
		g.Go(func() error {
			r.Uncarried = ix.listUncarried(held)
			return nil
		})
		if len(ix.sectors) > 1 {
			if r.Persons, err = ix.countPersons(ctx, r.Found, held, threads); err != nil {
				return err
			}
		}
		r.Cases, err = ix.listCases(ctx, r.Found, r.Persons, threads)
		return err
	})
}

// approvedOf returns the set of view i's rows that can be approved, nil for the register.
func approvedOf(approved []bitset, i int) bitset {
	if i == 0 {
		return nil
	}
	return approved[i-1]
}

// chunkRows is how many rows one piece of work judges.
const chunkRows = 4096

// judge applies the rules to every row of a dataset and fills in the outcomes. The findings come in the order of the rows.
// approved gathers the rows that can be approved, where it is not nil.
func (ix *index) judge(ctx context.Context, v *view, outcomes []record.Outcome, approved bitset, threads int) (*Findings, *tally, error) {
	chunks := (v.rows + chunkRows - 1) / chunkRows
	sinks := make([]*sink, chunks)
	type kept struct { // from chunk to chunk
		tally *tally
		room  []found
	}
	used := make(chan kept, max(1, threads)) // one for each goroutine at most: the sums do not depend on who counts
	err := each(ctx, chunks, threads, func(i int) {
		s := &sink{ix: ix, v: v}
		select {
		case k := <-used:
			s.tally, s.found = k.tally, k.room
		default:
			s.tally = &tally{}
		}
		from, to := i*chunkRows, min(v.rows, (i+1)*chunkRows)
		s.compare(from, to)
		for row := from; row < to; row++ {
			if (row-from)%ahead == 0 {
				s.touch(row, min(row+ahead, to))
			}
			s.next(row)
			if v.register {
				s.judgeRegister()
				s.countRow(0, false) // the register has no outcomes
				continue
			}
			approve := s.judgeSector()
			outcomes[row] = s.outcome()
			s.countRow(outcomes[row], approve)
			if approve {
				approved.set(row) // chunks are of whole words of the set
			}
		}
		room := s.found
		s.found, s.verdicts = slices.Clone(room), nil // the last who asked for the verdicts has been
		sinks[i] = s
		used <- kept{s.tally, room[:0]}
	})
	if err != nil {
		return nil, nil, err
	}
	t := &tally{}
	close(used)
	for k := range used {
		t.merge(k.tally)
	}
	return ix.gather(v, sinks), t, nil
}

// gather puts the findings of the pieces of a dataset together, in order, and lets the pieces go.
func (ix *index) gather(v *view, sinks []*sink) *Findings {
	all := &Findings{name: v.name, own: v.register, cells: v.cells, register: ix.register.cells, list: ix.list}
	n := 0
	for _, s := range sinks {
		n += len(s.found)
	}
	all.found = make([]found, 0, n)
	for i, s := range sinks {
		from := len(all.found)
		all.found = append(all.found, s.found...)
		if len(s.extras) > 0 {
			for k := range all.found[from:] {
				if f := &all.found[from+k]; f.extra != 0 {
					f.extra += uint32(len(all.extras))
				}
			}
		}
		all.extras = append(all.extras, s.extras...)
		sinks[i] = nil
	}
	return all
}

// judgeRegister applies the rules to a register row.
func (s *sink) judgeRegister() {
	missingField(s)
	idStructure(s)
	numberStructure(s)
	cannotBe(s)
	marriedUnderAge(s)
	notCitizen(s)
	doubleResidence(s)
	duplicate(s)
	sharedNumber(s)
	surplus(s)
	notCovered(s)
	oldIDInUse(s)
	oldUnitInUse(s)
	stale(s)
}

// judgeSector applies the rules to a sector's row. It reports whether the row can be approved (rule D2).
func (s *sink) judgeSector() (approve bool) {
	fieldMismatch(s)
	approve = verify(s)
	missingField(s)
	idStructure(s)
	idOfAnother(s)
	numberStructure(s)
	cannotBe(s)
	switch s.v.code {
	case sectorLost:
		nationalityLost(s)
	case sectorSpecial:
		specialResident(s)
	case sectorExit:
		moveNotRecorded(s)
	case sectorBooks:
		doubleResidence(s)
		moveNotRecorded(s)
	}
	notInPopulation(s)
	duplicate(s)
	sharedNumber(s)
	deathNotRecorded(s)
	civilEvents(s)
	activeAfterDeath(s)
	oldIDInUse(s)
	oldUnitInUse(s)
	stale(s)
	return approve
}

// outcome returns how agencies report the current row's verification. A number is usable where it is a 12-digit one of a
// right form, or a CMND.
func (s *sink) outcome() record.Outcome {
	switch _, ok := s.v.linked(s.row); {
	case ok && s.fault:
		return record.OutcomeWrong
	case ok:
		return record.OutcomeCorrect
	case s.v.people.ID9[s.row] != 0:
		return record.OutcomeUnverified
	case s.v.people.ID12[s.row] == 0, s.v.ids.At(s.row).Faults.Has(malformed):
		return record.OutcomeNoID
	}
	return record.OutcomeUnverified
}

// each does n pieces of work on the given number of goroutines, and stops early when the context is cancelled.
func each(ctx context.Context, n, threads int, work func(i int)) error {
	parallel.Each(n, threads, func(i int) {
		if ctx.Err() == nil {
			work(i)
		}
	})
	return ctx.Err()
}
