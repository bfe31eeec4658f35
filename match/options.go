package match

import (
	"runtime"

	"github.com/doisanh/doisanh/record"
)

// Options of all stages here. The zero value works.
type Options struct {
	Threads int // goroutines for preparing; 0 = all processors. Pairs are scored on the goroutines that bring them.
	// MatchThreshold is the probability from which the best candidate is a match. ReviewThreshold is the probability, over all the
	// candidates together, from which the record's person is in the register at all: below it the decision is none.
	// 0 means DefaultMatch, DefaultReview; for Link the match threshold is then set by the data (see threshold).
	MatchThreshold, ReviewThreshold float64
	// Margin is how many times more probable a match must be than the best other person; 0 means DefaultMargin.
	Margin float64
	// MinProbability is the lowest probability Dedupe reports; 0 means DefaultMinProbability.
	MinProbability float64
	// Prepared is the right table (Dedupe's only one) made ready; nil, or another table's, means that the run does it.
	Prepared *Prepared
	// PersonOf, of Link and Candidates, leads from a row of the right table to the survivor of its duplicate cluster, so that rows of one person do not compete; nil where there
	// are no clusters.
	PersonOf []uint32
	// Open says which rows Dedupe wants the pairs of: those of which at least one row is open. nil means all.
	Open     func(row uint32) bool
	Progress func(pairs int64) // called with the number of pairs just scored, from any goroutine; may be nil
	// Same and Different are what officers decided before (left row, right row): Link links the first, whatever their score,
	// as MethodManual, and never offers the second. Of two different persons decided to be one record's, the later counts.
	// A pair of Unsure is never linked without a person's eyes. Dedupe and Candidates report the first as sure pairs of pair.RuleManual, and
	// not the second.
	Same, Different, Unsure []record.Pair
	// Together are groups of left rows said to be one person: where one of them is linked, all are. Apart are pairs of left
	// rows said to be two: of two linked to one person the less probable goes to review.
	Together [][]uint32
	Apart    []record.Pair
	// Dataset is the left table's name. Where the model holds rates of error of that dataset (Model.Datasets), which a run found once it had its candidates, Link
	// weighs by these the candidates that it finds by the model, as that run did.
	Dataset string
	// Learn lets the rates of error (m) be estimated from the candidate pairs at hand, and the pairs be weighed by them (Stats.Learned).
	Learn bool
	// Without leaves parts of the method out, which is good for nothing but to measure what they bring.
	Without Part
	// Hear lets Link keep what Hear wants (Stats.Hearing). All datasets must be linked with one Prepared.
	Hear bool
	// OneToOne lets Link give a person to one record at most: see oneToOne.
	OneToOne bool
}

// The default thresholds. DefaultMatch is that of pairs inside one table; Link sets its own.
const (
	DefaultMatch  = 0.80
	DefaultReview = 0.50
	DefaultMargin = 8

	DefaultMinProbability = 0.20
)

func (o Options) filled() Options {
	if o.Threads <= 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	if o.MatchThreshold == 0 {
		o.MatchThreshold = DefaultMatch
	}
	if o.ReviewThreshold == 0 {
		o.ReviewThreshold = DefaultReview
	}
	if o.Margin == 0 {
		o.Margin = DefaultMargin
	}
	if o.MinProbability == 0 {
		o.MinProbability = DefaultMinProbability
	}
	return o
}

// survivor is PersonOf of any row.
func (o Options) survivor() func(row uint32) uint32 {
	if o.PersonOf == nil {
		return func(row uint32) uint32 { return row }
	}
	return func(row uint32) uint32 { return o.PersonOf[row] }
}

// Stats are the figures of a Link or Dedupe run.
type Stats struct {
	Pairs      int64    // pairs scored
	Kept       int64    // pairs that stayed in question after scoring
	Match      int      // Link: records by decision. Dedupe: pairs at or above the match threshold
	Review     int      // Dedupe: pairs reported below it
	None       int      // Link only
	Learned    *Learned // with Options.Learn: the rates of error weighed by; of two tables without M where there were too few matches
	Threshold  float64  // Link: probability from which a record was a match
	Coverage   float64  // Link: estimated share of records whose person is in the register
	Hearing    *Hearing // Link with Options.Hear
	Duplicates float64  // Dedupe: estimated other rows of the same person per row
}
