package table

import (
	"runtime"

	"github.com/doisanh/doisanh/record"
)

// Options of learning, Link and Dedupe. The zero value works.
type Options struct {
	Threads int // goroutines for what is not done pair by pair; 0 = all processors. Pairs are scored on the goroutines that bring them.
	// MinProbability is the lowest probability of a pair that is reported; 0 means defaultMinProbability.
	MinProbability float64
	Progress       func(pairs int64) // called with the number of pairs just scored, from any goroutine; may be nil
	// Same and Different are what officers decided before (left row, right row). The first are reported as sure pairs of pair.RuleManual, the
	// second are not, and both are learned from.
	Same, Different []record.Pair
	// Together and TogetherRight are groups of rows of a side said to be one: rows of a group do not compete for a partner.
	Together, TogetherRight [][]uint32
	// LeftOnce and RightOnce say whether a row of that side has one partner at most.
	LeftOnce, RightOnce Choice
}

const defaultMinProbability = .20

func (o Options) filled() Options {
	if o.Threads <= 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	if o.MinProbability == 0 {
		o.MinProbability = defaultMinProbability
	}
	return o
}

// Choice is yes, no, or what the data show.
type Choice int8

// The choices.
const (
	Auto Choice = iota
	Yes
	No
)

func (c Choice) or(data func() bool) bool {
	if c == Auto {
		return data()
	}
	return c == Yes
}
