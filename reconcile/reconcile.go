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
	"cmp"
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/doisanh/doisanh/record"
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
	Findings []record.Finding   // sorted by dataset, record id, criterion, code, field; each (dataset, record, code, field) once
	Outcomes [][]record.Outcome // per sector dataset, per row
	Counts   []record.Count     // sorted by commune, dataset, measure
	Figures  []Figure           // rules F1–F8, by level, unit and figure; provinces first
}

// Run applies every rule to every row, on the given number of goroutines (at least one). The result does not depend on
// that number. It returns the context's error if that is cancelled.
func Run(ctx context.Context, in Input, threads int) (*Result, error) {
	ix := newIndex(in)
	if err := ix.indexCoverage(ctx, threads); err != nil {
		return nil, err
	}
	views := append([]*view{ix.register}, ix.sectors...)
	if err := parallel(ctx, len(views), threads, func(i int) { ix.findShared(views[i]) }); err != nil {
		return nil, err
	}
	result := &Result{Outcomes: make([][]record.Outcome, len(ix.sectors))}
	found := make([][]found, len(views))
	tallies := make([]*tally, len(views))
	for i, v := range views {
		var outcomes []record.Outcome
		if !v.register {
			outcomes = make([]record.Outcome, v.rows)
			result.Outcomes[i-1] = outcomes
		}
		var err error
		if found[i], tallies[i], err = ix.judge(ctx, v, outcomes, threads); err != nil {
			return nil, err
		}
	}
	ix.compareCounts(found, tallies)
	total := 0
	if err := parallel(ctx, len(views), threads, func(i int) {
		found[i] = order(found[i])
		tallies[i].countFindings(found[i])
	}); err != nil {
		return nil, err
	}
	byName := make([]int, len(views))
	for i := range views {
		byName[i] = i
		total += len(found[i])
		result.Counts = append(result.Counts, tallies[i].counts(views[i], ix.rules)...)
	}
	if in.Figures != nil {
		wrong := ix.register.newBits()
		for i := range found[0] {
			if found[0][i].Code == CodeIDStructure {
				wrong.set(found[0][i].row)
			}
		}
		result.Figures = ix.countFigures(*in.Figures, wrong)
	}
	result.Counts = append(result.Counts, ix.balanceCounts()...)
	sortCounts(result.Counts)
	slices.SortStableFunc(byName, func(a, b int) int { return cmp.Compare(views[a].name, views[b].name) })
	result.Findings = make([]record.Finding, 0, total)
	for _, i := range byName {
		for j := range found[i] {
			result.Findings = append(result.Findings, found[i][j].Finding)
		}
	}
	return result, nil
}

// chunkRows is how many rows one piece of work judges.
const chunkRows = 4096

// judge applies the rules to every row of a dataset and fills in the outcomes. The findings come in the order of the rows.
func (ix *index) judge(ctx context.Context, v *view, outcomes []record.Outcome, threads int) ([]found, *tally, error) {
	chunks := (v.rows + chunkRows - 1) / chunkRows
	sinks := make([]*sink, chunks)
	err := parallel(ctx, chunks, threads, func(i int) {
		s := &sink{ix: ix, v: v, tally: newTally()}
		for row := i * chunkRows; row < min(v.rows, (i+1)*chunkRows); row++ {
			s.next(row)
			if v.register {
				s.judgeRegister()
				s.countRow("", false)
				continue
			}
			approve := s.judgeSector()
			outcomes[row] = s.outcome()
			s.countRow(outcomes[row], approve)
		}
		sinks[i] = s
	})
	if err != nil {
		return nil, nil, err
	}
	all, t := []found(nil), newTally()
	n := 0
	for _, s := range sinks {
		n += len(s.found)
	}
	all = make([]found, 0, n)
	for _, s := range sinks {
		all = append(all, s.found...)
		t.merge(s.tally)
	}
	return all, t, nil
}

// judgeRegister applies the rules to a register row.
func (s *sink) judgeRegister() {
	missingField(s)
	idStructure(s)
	numberStructure(s)
	cannotBe(s)
	notCitizen(s)
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

// parallel does n pieces of work on the given number of goroutines, and stops early when the context is cancelled.
func parallel(ctx context.Context, n, threads int, work func(i int)) error {
	var next atomic.Int64
	var group sync.WaitGroup
	for range max(1, min(threads, n)) {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				work(i)
			}
		})
	}
	group.Wait()
	return ctx.Err()
}
