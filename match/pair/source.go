// Package pair holds what both engines say of pairs of rows, that for registers and that for tables of any kind (match/table): how
// candidates come (Source), what officers said of them (Decided; in a sample, Same and Different), and why a pair has its score (Evidence).
package pair

import (
	"context"

	"github.com/doisanh/doisanh/record"
)

// Source brings candidate pairs in batches. emit may be called from several goroutines at once; it does not keep the
// slice. Every pair comes once.
type Source func(ctx context.Context, emit func([]record.Pair) error) error

// OpenSource is a Source that asks, before each of its rules, which rows still want candidates: open is nil where all
// do, and else may be called when emit has returned for every pair so far. In match.Link and match.Candidates the question is about
// left rows, in match.Dedupe about both rows of a pair, of which one has to be open. A pair may come several times, under
// each rule that finds it.
type OpenSource func(ctx context.Context, open func(row uint32) bool, emit func([]record.Pair) error) error

// All returns a source that brings all its pairs, whoever is open.
func (s Source) All() OpenSource {
	return func(ctx context.Context, _ func(uint32) bool, emit func([]record.Pair) error) error {
		return s(ctx, emit)
	}
}
