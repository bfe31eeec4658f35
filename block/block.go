// Package block finds the pairs of rows that are worth comparing, without looking at all of them.
//
//  1. A Rule is a list of derived keys: birth date and given name, say. Each distinct value is derived and hashed once,
//     by dictionary code; a row's key under a rule is the mix of its values' hashes, and a row that lacks one of the
//     values takes no part.
//  2. Per rule the rows of both sides are sorted by key, and equal runs meet by a merge. A run is a block.
//  3. A block of more pairs than Options.MaxBlock is refined: the rule's further keys are mixed in, one after the other,
//     until it fits. What is still too large is paired in full up to Options.HardCap, and beyond that let go and counted.
//  4. A pair belongs to the first rule whose keys agree on it. No set of pairs is kept: when a rule meets a pair, the
//     earlier rules' keys of the two rows are compared. Since these are the refined keys, a pair that an earlier rule
//     let go is still found by a later one, and each pair comes out exactly once. A receiver that can bear a pair under
//     each of its rules (Options.Repeats) is spared the look back.
//  5. Rows that want no more candidates take no part in later rules (Options.Open), and in deduplication loose rules pass over
//     pairs of rows that have two numbers (Rule.Loose).
//
// Keys are 32 bits and are the same numbers in the sort and in the look back at earlier rules, so that a chance collision
// (one in four thousand million pairs) costs one needless comparison and never a lost or doubled pair.
//
// The package knows kinds of fields and no data of its own: PersonRules are its defaults for registers of Vietnamese
// persons, and any other rules over any other fields run the same way.
package block

import (
	"context"
	"reflect"
	"runtime"
	"sync"

	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/record"
)

// Defaults of Options.
const (
	DefaultMaxBlock  = 20_000
	DefaultBlockRoom = 50 // HardCap is this many times MaxBlock unless it is set
)

// Options say how to block. The zero value works.
type Options struct {
	Rules    []Rule // nil means PersonRules()
	MaxBlock int    // pairs of a block before it is refined; 0 means DefaultMaxBlock
	HardCap  int    // pairs of a block that no refinement makes smaller, before it is let go; 0 means DefaultBlockRoom × MaxBlock
	Index    *Index // keys kept from run to run; nil means that each run derives them
	Threads  int    // 0 means as many as there are processors
	// Open says which rows of left still want candidates; nil means all. It is asked before a rule, when all pairs of the
	// rules before it have been emitted and emit has returned: a row that is not open takes no part in the rule (in
	// deduplication, a pair of which neither row is open). A row that has been closed stays closed. Once six rules have closed
	// next to none it is not asked again, so that no rule has to wait for another. It may be called from several goroutines at once.
	Open func(row uint32) bool
	// Repeats allows a pair to come under each rule that finds it instead of under the first alone. It saves the time, and
	// without an Index the memory, of looking back.
	Repeats bool
	// Strict has FoundBy leave out the spare rules, for which it would have to count all the keys of the right table.
	Strict bool
	// Progress is told how many more pairs have been emitted. It may be called from several goroutines at once.
	Progress func(n int64)
}

func (o Options) filled() Options {
	if o.Rules == nil {
		o.Rules = PersonRules()
	}
	if o.MaxBlock <= 0 {
		o.MaxBlock = DefaultMaxBlock
	}
	if o.HardCap <= 0 {
		o.HardCap = DefaultBlockRoom * o.MaxBlock
	}
	o.HardCap = max(o.HardCap, o.MaxBlock)
	if o.Threads <= 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	return o
}

// Index keeps a table's keys under rules, so that a table that stands against many others (the population) is derived
// once. It takes 4 bytes per row and rule, in memory or, once spilled, on disk. A run that has it among its Options uses it for the
// side it belongs to, if the rules are the same; runs that share one wait for each other.
type Index struct {
	mu    sync.Mutex
	of    *side
	rules []Rule
}

// NewIndex returns the index of p for rules, nil meaning PersonRules. The keys are derived when they are first needed.
func NewIndex(p *record.People, rules []Rule) *Index {
	if rules == nil {
		rules = PersonRules()
	}
	x := &Index{of: newSide(p, len(rules)), rules: rules}
	x.of.lasting = true
	return x
}

// Spend says that the next run is the last to use the index, so that a rule's keys are let go once it has been walked.
func (x *Index) Spend() { x.of.lasting = false }

// Spill makes all the keys of an index none of which has been used yet, and keeps them in a file, from which a run reads those of one
// rule after the other. From then on nothing is asked of the table's values: they may be let go.
func (x *Index) Spill(ctx context.Context, f *spill.File, threads int) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.of.spill(ctx, f, x.rules, threads)
}

// side returns the keys of a table: the index's own, if it is the table's.
func (x *Index) side(p *record.People, rules []Rule) *side {
	if x != nil && x.of.people == p && reflect.DeepEqual(x.rules, rules) {
		return x.of
	}
	return newSide(p, len(rules))
}

// Link emits every candidate pair of a row of left (a sector's dataset) and a row of right (the population), each once.
// emit gets batches of about batchSize pairs, may be called from several goroutines at once, and must not keep the slice
// after it returns. Which pairs come out, and their rules, depends on the data alone; their order does not. An error of
// emit, or the end of ctx, ends the run with that error. A nil emit counts the pairs only.
func Link(ctx context.Context, left, right *record.People, opt Options, emit func([]record.Pair) error) (Stats, error) {
	return run(ctx, left, right, opt.filled(), emit)
}

// Dedupe emits every candidate pair of two rows of p with Left < Right, in the same way as Link.
func Dedupe(ctx context.Context, p *record.People, opt Options, emit func([]record.Pair) error) (Stats, error) {
	return run(ctx, p, nil, opt.filled(), emit)
}

// Stats is what a run of blocking came to.
type Stats struct {
	Pairs int64       // pairs emitted
	Rules []RuleStats // one per rule, in the rules' order
}

// RuleStats is what one rule came to.
type RuleStats struct {
	Name                string
	LeftRows, RightRows int   // rows that took part; in deduplication LeftRows alone
	Found               int64 // pairs the rule's keys agree on, whether or not an earlier rule found them
	Pairs               int64 // pairs it was the first to find
	Largest             []Block
	RefinedBlocks       int   // blocks over the budget that were refined
	RefinedPairs        int64 // pairs that refinement let go
	SkippedBlocks       int   // blocks let go whole, being over the hard cap after all refinement
	SkippedPairs        int64 // their pairs
}

// Block is the size of a block; in deduplication Right is 0.
type Block struct{ Left, Right int }

// Pairs returns the number of pairs the block makes.
func (b Block) Pairs() int64 {
	if b.Right == 0 {
		return int64(b.Left) * int64(b.Left-1) / 2
	}
	return int64(b.Left) * int64(b.Right)
}
