// Package stage names the steps of the work and tells the caller how it goes on: Load, Normalize and so on, and Progress, to which they are told.
package stage

import (
	"context"

	"github.com/doisanh/doisanh/record"
)

// Name names one step of the work to the progress display and the manifest.
type Name string

// The stages, in order.
const (
	Load      Name = "load"
	Normalize Name = "normalize"
	Dedupe    Name = "dedupe"
	Train     Name = "train"
	Link      Name = "link"
	Reconcile Name = "reconcile"
	Write     Name = "write"
)

// Progress is told how the work goes on. Its methods are called from one goroutine but Add, which may be called from any.
type Progress interface {
	// Start begins a stage on a dataset (empty for all); total is in the stage's own units, 0 where it is not known.
	Start(stage Name, dataset string, total int64)
	Add(n int64)
	Done()
}

// Silent is a Progress that shows nothing.
type Silent struct{}

// Start implements Progress.
func (Silent) Start(Name, string, int64) {}

// Add implements Progress.
func (Silent) Add(int64) {}

// Done implements Progress.
func (Silent) Done() {}

// Interrupted makes any error that follows a cancelled context the one Problem the user knows the cause of.
func Interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return &record.Problem{ID: record.ProblemInterrupted, Err: ctx.Err()}
	}
	return err
}
