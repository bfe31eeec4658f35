package modelfile

import "slices"

// Training says what a model was learned from.
type Training struct {
	Pairs      int      `json:"pairs"`                 // candidate pairs in the sample
	Records    int      `json:"records"`               // left rows they belong to
	Matches    float64  `json:"matches"`               // expected same-person pairs among them
	Random     int      `json:"random"`                // random pairs for the chance shares
	Labelled   int      `json:"labelled,omitempty"`    // pairs an officer decided
	Iterations int      `json:"iterations"`            // EM rounds
	Kept       []string `json:"kept_priors,omitempty"` // comparisons left at the prior for want of data
	// Groups says, of one table, that some of what is said to be one entity may be a group of several.
	Groups bool `json:"groups,omitempty"`
	// Settled says by whose rates of error the run that learned these looked for candidates: SettledByShipped, or blank for the model's own.
	Settled string `json:"settled_by,omitempty"`
}

// SettledByShipped is Training.Settled of a run that found its candidates, and when to look for no more, by the shipped rates, before it learned
// others. With such a model match.Dedupe and match.Candidates do the same, so that it brings what the run brought that wrote it.
const SettledByShipped = "shipped"

// KeptAll says that there was too little to learn anything from.
func (t *Training) KeptAll() bool { return t != nil && slices.Contains(t.Kept, "all") }
