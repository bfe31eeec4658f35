// Package explain says why a record came out as it did, of a run and of one or two tables: against which others it is held, the evidence of each, and what
// officers said.
package explain

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// Explanation is why a record was linked as it was, or why it stands in the duplicate cluster it does.
type Explanation struct {
	Dataset  string `json:"dataset"`          // of link and dedupe, the left table's file
	Engine   string `json:"engine,omitempty"` // of link and dedupe: Summary.Engine
	RecordID string `json:"record_id"`
	// Kind is "link" (against the register) or "duplicate" (against its own dataset).
	Kind string `json:"kind"`
	// Decision is match, review or none of a link, and duplicate or single of a duplicate.
	Decision string `json:"decision"`
	Method   string `json:"method,omitempty"`
	Why      string `json:"why,omitempty"`        // the reason's fixed word (record.Why, why…), of a link, and of link and dedupe
	Cluster  string `json:"cluster_id,omitempty"` // the duplicate cluster the record stands in
	// Missed says that the run found nobody, and the best person is probable: no blocking rule brings the two together.
	Missed     bool        `json:"missed_by_blocking,omitempty"`
	Match      float64     `json:"match_threshold,omitempty"` // of a link, as the review threshold; link and dedupe have no other
	Review     float64     `json:"review_threshold,omitempty"`
	Margin     float64     `json:"margin,omitempty"` // how many times more probable than the runner-up a match is
	Candidates []Candidate `json:"candidates"`       // the one asked for or chosen first, then the runner-up
	// Rulings are the rows of the decisions files that name the record.
	Rulings []Ruling `json:"decisions,omitempty"`
	Labels  int      `json:"labels,omitempty"` // of link and dedupe: Summary.Labels
}

// Ruling is what an officer decided of the record and another one. Who decided and why are told only with values.
type Ruling struct {
	File     string `json:"file"`
	Row      int    `json:"row"`
	Dataset  string `json:"dataset"`
	RecordID string `json:"record_id"` // the other record
	Decision string `json:"decision"`
	By       string `json:"by,omitempty"`
	When     string `json:"when,omitempty"`
	Why      string `json:"why,omitempty"`
	State    string `json:"state"`
	Reason   string `json:"reason,omitempty"`
}

// Stands says that the two records themselves are treated as decided.
func (u *Ruling) Stands() bool {
	return u.State == officers.Applied || u.Reason == officers.NoteDuplicates
}

// Candidate is another record beside the one explained, with the evidence in bits (log2). The prior and the weights of the
// evidence add up to the log odds of Alone.
type Candidate struct {
	PopulationID string  `json:"population_id"` // its record id, of a duplicate too
	Role         string  `json:"role"`          // chosen, runner_up, asked, best, next (as like as any other, but not among those the run weighed)
	Prior        float64 `json:"prior"`
	Weight       float64 `json:"weight"`
	Alone        float64 `json:"probability_alone"` // of this pair, no other candidate considered
	// What is more than the pair itself: what other records and lists show of this person (that one sure of him bears the same number of the
	// sector's own, say), with which Weight is the weight in links.csv; and the other candidates, and whom other records have. With both the sum is
	// the log odds of Probability.
	Told   float64 `json:"told,omitempty"`
	Others float64 `json:"others,omitempty"`
	// Probability is the run's, among all candidates; where the run did not keep one, that of the pair alone.
	Probability float64    `json:"probability"`
	Evidence    []Evidence `json:"evidence"`
	// Rules are the blocking rules that bring the two together, of link and dedupe. Where none does they are "rest" or "cluster" as in
	// pairs.csv, or NoRule says so.
	Rules  []string `json:"blocking_rules,omitempty"`
	NoRule bool     `json:"missed_by_blocking,omitempty"`
	// Officer is what an officer decided of the pair: same, different, unsure.
	Officer string `json:"officer,omitempty"`
}

// Evidence is the part of one comparison. Left and Right are the cells as read: only where values were asked for.
type Evidence struct {
	Field     string  `json:"field"`
	Level     string  `json:"level"`
	M         float64 `json:"m"`
	Chance    float64 `json:"chance"`
	Frequency float64 `json:"frequency"`        // of the values, in the register
	Weight    float64 `json:"weight"`           // what the comparison adds
	Rarity    float64 `json:"rarity,omitempty"` // the part of it that comes of the values' being rare or common
	Left      string  `json:"left,omitempty"`
	Right     string  `json:"right,omitempty"`
}

// MarkDecided says of each candidate, a record of the dataset given, what an officer decided.
func (x *Explanation) MarkDecided(dataset string) {
	for i := range x.Candidates {
		for k := range x.Rulings {
			if c, u := &x.Candidates[i], &x.Rulings[k]; u.Stands() && u.Dataset == dataset && u.RecordID == c.PopulationID {
				c.Officer = u.Decision
			}
		}
	}
}

// RulingsIn reads what the decisions.csv of a result says of a record.
func RulingsIn(dir, dataset, id string, values bool) (out []Ruling, err error) {
	err = outdir.ReadRows(filepath.Join(dir, "decisions.csv"), 13, func(row []string) error {
		if u, ok := RulingOf(row, dataset, id, values); ok {
			out = append(out, u)
		}
		return nil
	})
	if err != nil {
		return nil, &record.Problem{ID: record.ProblemRun, File: dir, Args: []any{"decisions.csv"}, Err: err}
	}
	return out, nil
}

// RulingOf makes one of a row of decisions.csv, if it is about the record.
func RulingOf(row []string, dataset, id string, values bool) (Ruling, bool) {
	cell := func(i int) string { return strings.Clone(row[i]) }
	u := Ruling{File: cell(0), Decision: cell(6), When: cell(8), State: cell(10), Reason: cell(11)}
	switch {
	case row[2] == dataset && row[3] == id:
		u.Dataset, u.RecordID = cell(4), cell(5)
	case row[4] == dataset && row[5] == id:
		u.Dataset, u.RecordID = cell(2), cell(3)
	default:
		return u, false
	}
	if values {
		u.By, u.Why = cell(7), cell(9)
	}
	u.Row, _ = strconv.Atoi(row[1])
	return u, true
}

// PlainID returns the id of the record that is meant by what somebody wrote: the id as the CSV files write it, where one that a spreadsheet might take for a
// formula stands behind an apostrophe; or the one id that differs in no more than what is lost on the way, which are case, blanks and zeros before it; or, where
// records are called by file and row, the row alone.
func PlainID(t *record.Table, id string) string {
	if t.IDs.Index(id) >= 0 {
		return id
	}
	plain, key, meant := record.Unguard(id), bareID(id), -1
	for row, as := range t.IDs.All() {
		switch {
		case as == plain:
			return plain
		case bareID(as) != key && (t.OwnIDs || !strings.HasSuffix(as, ":"+id)):
		case meant >= 0:
			meant = t.IDs.Len() // several
		default:
			meant = int(row)
		}
	}
	if meant < 0 || meant >= t.IDs.Len() {
		return id
	}
	return t.IDs.At(uint32(meant))
}

// bareID is an id without what is lost on its way through a spreadsheet or a command line.
func bareID(id string) string {
	id = strings.ToLower(strings.Join(strings.Fields(id), ""))
	if bare := strings.TrimLeft(id, "0"); bare != "" {
		return bare
	}
	return id
}

// Wanted is a record to hold the explained one against: its row, and the role it is told in.
type Wanted struct {
	Row    int
	Role   string
	Prob   float64 // the run's, −1 where it has none
	Weight float64 // the run's, NaN where it has none
}

// beyondThePair tells the bits that the run's weight and probability have beyond those of the pair itself.
func beyondThePair(e pair.Evidence, w Wanted) (told, others float64) {
	const least = .005 // what two decimals show
	sum := e.Prior + e.Weight
	if !math.IsNaN(w.Weight) {
		told = report.Rounded(w.Weight - e.Weight)
		sum += told
	}
	// Probabilities are written with six decimals: 0 and 1 are as far from even odds as that can tell.
	const nearest = 5e-7
	p := min(max(w.Prob, nearest), 1-nearest)
	odds := math.Log2(p / (1 - p))
	if w.Prob < nearest && sum < odds || w.Prob > 1-nearest && sum > odds || math.Abs(odds-sum) < least {
		return told, 0
	}
	return told, report.Rounded(odds - sum)
}

// Scorer tells why pairs of two tables have their scores, and which rows a left one is most likely to be one with.
type Scorer interface {
	Explain(l, r uint32) pair.Evidence
	Best(l uint32, n int, skip func(r uint32) bool) []uint32
}

// WithBest adds the best others to the pairs wanted, so that there are two where there can be: the best of all first where the run has nobody,
// the next one, in the role given, behind those it has. The rows of own are the very person's and no others.
func WithBest(x Scorer, row int, list []Wanted, own []uint32, next string) []Wanted {
	if len(list) >= 2 {
		return list
	}
	skip := func(r uint32) bool {
		return slices.Contains(own, r) || slices.ContainsFunc(list, func(w Wanted) bool { return w.Row == int(r) })
	}
	for _, r := range x.Best(uint32(row), 2-len(list), skip) {
		w := Wanted{Row: int(r), Role: next, Prob: -1, Weight: math.NaN()}
		if len(list) == 0 || list[0].Role == "runner_up" {
			w.Role = "best"
			list = slices.Insert(list, 0, w)
			continue
		}
		list = append(list, w)
	}
	return list
}

// Candidates explains the pairs wanted. manual says that an officer decided, and no probability.
func Candidates(x Scorer, others *record.Table, row int, list []Wanted, manual, values bool) (out []Candidate) {
	for _, w := range list {
		e := x.Explain(uint32(row), uint32(w.Row))
		c := Candidate{PopulationID: others.IDs.At(uint32(w.Row)), Role: w.Role, Prior: e.Prior, Weight: e.Weight, Alone: e.Probability, Probability: w.Prob}
		if w.Prob < 0 {
			c.Probability = e.Probability
		} else if !manual {
			c.Told, c.Others = beyondThePair(e, w)
		}
		for _, i := range e.Comparisons {
			v := Evidence{Field: i.Name, Level: i.Level, M: i.M, Chance: i.Chance, Frequency: i.Frequency, Weight: i.Weight}
			v.Rarity = report.Rounded(i.Rarity) // a difference: what is left of its rounding is nothing
			if values {
				v.Left, v.Right = i.Left, i.Right
			}
			c.Evidence = append(c.Evidence, v)
		}
		out = append(out, c)
	}
	return out
}
