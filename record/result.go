package record

import (
	"cmp"
	"slices"
)

// Pair is a candidate pair of rows, tagged with the number of the first blocking rule that found it.
// In deduplication Left < Right.
type Pair struct {
	Left, Right uint32
	Rule        uint8
}

// Scored is a pair with its match weight in bits (log2 of the likelihood ratio, without the prior) and its probability.
type Scored struct {
	Pair
	Weight      float64
	Probability float64
}

// ByRows orders pairs by their left rows and, of one, by their right ones.
func ByRows(a, b Scored) int {
	return cmp.Or(cmp.Compare(a.Left, b.Left), cmp.Compare(a.Right, b.Right))
}

// numberOf returns the value of a closed list whose word it is.
func numberOf[T ~uint8](words []string, word string) (T, bool) {
	i := slices.Index(words, word)
	return T(max(i, 0)), i >= 0
}

// Decision is what is decided of a sector record.
type Decision uint8

// The decisions, the zero value first.
const (
	DecideNone Decision = iota
	DecideReview
	DecideMatch
)

func decisionWords() [DecideMatch + 1]string { return [...]string{"none", "review", "match"} }

// Decisions lists them, by their numbers.
func Decisions() []Decision { return []Decision{DecideNone, DecideReview, DecideMatch} }

// String returns the decision's fixed word.
func (d Decision) String() string { return decisionWords()[d] }

// ParseDecision returns the decision of a fixed word.
func ParseDecision(word string) (Decision, bool) {
	words := decisionWords()
	return numberOf[Decision](words[:], word)
}

// Method says how a link was found.
type Method uint8

// The methods. MethodNone: there is no link; MethodID: personal ID, name and birth date agree; MethodModel: the match model; MethodManual: an officer.
const (
	MethodNone Method = iota
	MethodID
	MethodModel
	MethodManual
)

func methodWords() [MethodManual + 1]string { return [...]string{"", "id", "model", "manual"} }

// Methods lists them, by their numbers.
func Methods() []Method { return []Method{MethodNone, MethodID, MethodModel, MethodManual} }

// String returns the method's fixed word, empty for none.
func (m Method) String() string { return methodWords()[m] }

// ParseMethod returns the method of a fixed word.
func ParseMethod(word string) (Method, bool) {
	words := methodWords()
	return numberOf[Method](words[:], word)
}

// Why says why a link's decision fell as it did.
type Why uint8

// The reasons. The zero value is that of a record nobody was found for.
const (
	WhyNoCandidate Why = iota // none: no pair was worth a look
	WhyUnlikely               // none: more likely in no candidate than in any
	WhyNamesake               // review: two whole personal IDs and two birth dates with nothing in common
	WhyProbable               // match: probable enough, and ahead of the others
	WhyIdentified             // match: personal ID, name and birth date agree
	WhyBelow                  // review: under the match threshold
	WhyRunnerUp               // review: another person is nearly as probable
	WhyDoubtful               // review: probable, and of a kind where something else is as likely as a slip
	WhySame                   // match: an officer said so, of this record or of one that is the same person
	WhyUnsure                 // review: an officer could not tell
	WhyApart                  // review: an officer said that another record linked to this person is someone else
	WhyTaken                  // review: one to one, and the person is another record's
	WhySetApart               // none: an officer said who it is not, and it is nobody else
)

func whyWords() [WhySetApart + 1]string {
	return [...]string{"no_candidate", "unlikely", "two_ids", "probable", "identified", "below_threshold", "runner_up", "doubtful",
		"officer_same", "officer_unsure", "officer_different", "person_taken", "officer_not_person"}
}

// String returns the reason's fixed word.
func (w Why) String() string { return whyWords()[w] }

// ParseWhy returns the reason of a fixed word.
func ParseWhy(word string) (Why, bool) {
	words := whyWords()
	return numberOf[Why](words[:], word)
}

// Outcome is how agencies report verification; the four sum to the rows loaded.
type Outcome uint8

// The outcomes.
const (
	OutcomeCorrect Outcome = iota
	OutcomeWrong
	OutcomeUnverified
	OutcomeNoID
)

// Outcomes lists them, by their numbers.
func Outcomes() []Outcome {
	return []Outcome{OutcomeCorrect, OutcomeWrong, OutcomeUnverified, OutcomeNoID}
}

// String returns the outcome's fixed word.
func (o Outcome) String() string { return outcomeWords()[o] }

func outcomeWords() [OutcomeNoID + 1]string {
	return [...]string{"correct", "wrong", "unverified", "no_id"}
}

// ParseOutcome returns the outcome of a fixed word.
func ParseOutcome(word string) (Outcome, bool) {
	words := outcomeWords()
	return numberOf[Outcome](words[:], word)
}

// NoRow stands where a Link has no row to name.
const NoRow = -1

// Link says which population row a sector row is. One per sector row, in row order.
// Where Decision is none, Person is NoRow; in review it is the best candidate.
type Link struct {
	Person              int // population row, or NoRow
	Probability, Weight float64
	RunnerUp            int // population row of the next best other person, or NoRow
	RunnerUpProbability float64
	// Present is the probability that the row's person is in the register at all, as far as its candidates tell: those of all
	// candidates together. 0 where it has none.
	Present  float64
	Decision Decision
	Method   Method // none where Decision is
	Why      Why
}

// Cluster is a group of rows of one dataset that are one person (or one fact), Rows ascending, at least two.
type Cluster struct {
	Rows        []uint32
	Survivor    uint32    // the row kept
	Reason      string    // why it won: complete, accurate, recent, first
	Probability []float64 // per row, that it belongs with the others
	Density     float64   // share of its pairs that are probable by themselves
	Weakest     float64   // probability of the weakest pair that is needed to hold it together
	Mean        float64   // mean probability of its pairs, one that was not scored counting 0
}

// Golden is a cluster's merged record.
type Golden struct {
	Cluster int      // index into the dataset's clusters
	Kept    []Kept   // of each canonical field that some row of the cluster has
	Choices []Choice // the fields in which the rows differ, in canonical order
}

// Kept is the row whose value of a field a merged record has.
type Kept struct {
	Field Field
	Row   uint32
}

// Row returns the row that a field's value was taken from; false where no row of the cluster has one.
func (g *Golden) Row(f Field) (row uint32, ok bool) {
	for i := range g.Kept {
		if g.Kept[i].Field == f {
			return g.Kept[i].Row, true
		}
	}
	return 0, false
}

// Choice is why a merged record has the value it has in a field in which its rows differ.
type Choice struct {
	Field  Field
	Reason string // valid, number, recent, majority, precise, survivor, first, together
	Others int    // other values there were
}

// Criterion is one of the four criteria.
type Criterion string

// The criteria: đúng, đủ, sạch, sống.
const (
	Dung Criterion = "dung"
	Du   Criterion = "du"
	Sach Criterion = "sach"
	Song Criterion = "song"
)

// Count is one figure of a commune and dataset.
type Count struct {
	Commune uint32
	Dataset string
	Measure string
	Value   int64
}
