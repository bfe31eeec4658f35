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
}

// Result is what the rules found.
type Result struct {
	Findings []record.Finding   // sorted by dataset, record id, criterion, code, field; each (dataset, record, code, field) once
	Outcomes [][]record.Outcome // per sector dataset, per row
	Counts   []record.Count     // sorted by commune, dataset, measure
}

// Run applies every rule to every row, on the given number of goroutines (at least one). The result does not depend on
// that number. It returns the context's error if that is cancelled.
func Run(ctx context.Context, in Input, threads int) (*Result, error) {
	return nil, nil
}
