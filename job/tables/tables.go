package tables

import (
	"context"
	"math"
	"runtime"
	"slices"
	"time"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

// Options say how one or two tables of any kind are linked (contract section 5).
type Options struct {
	ID             string   // the column that names a row; of two tables also "left,right"
	Ignore         []string // columns not to be looked at
	Out            string   // output folder
	Model          string   // path of a model, "" = learn one
	WriteModel     string   // path to write the model used to, beside model.json of the output; "" = nowhere
	MinProbability float64
	Budget         int64        // pairs the rules may come to, 0 = what suits the tables
	LeftOnce       table.Choice // whether a row of the left table has one partner at most; Auto: as the data show
	RightOnce      table.Choice
	Decisions      string // files of officers' decisions, a path or a pattern; "" = none
	Threads        int
	Memory         int64             // bytes the work may take, 0 = no limit
	AsOf           record.Date       // the day addresses of persons are judged on
	Now            time.Time         // the moment; what programs killed more than a day before left behind in the output folder is removed
	Forecast       func(bytes int64) // told the bytes the work is forecast to hold, once all is read; may be nil
	Progress       stage.Progress

	decisions []string                                 // Decisions, expanded
	spill     func(output string) (*spill.File, error) // in tests, instead of a file on the disk of the output
	cells     bool                                     // keep the cells as read
}

// Summary is summary.json of `link` and `dedupe`.
type Summary struct {
	Engine   string            `json:"engine"`  // any, or person: Vietnamese persons, recognised by their columns
	RowsIn   []int             `json:"rows_in"` // of each table: Rows and Rejected
	Rows     []int             `json:"rows"`
	Rejected []int             `json:"rejected"`
	Columns  map[string]string `json:"columns"`                         // of the left table, or the one: what each that counts was taken for
	Beside   map[string]string `json:"right_columns,omitempty"`         // the right table's, where it is called otherwise
	Ignored  []string          `json:"ignored_columns,omitempty"`       // of the left table, or the one: what was not looked at
	Right    []string          `json:"right_ignored_columns,omitempty"` // the right table's
	Rules    []Rule            `json:"rules"`
	Scored   int64             `json:"pairs_scored"`
	Pairs    int               `json:"pairs"`
	Links    int               `json:"links,omitempty"`
	Clusters int               `json:"clusters"`
	Matches  float64           `json:"expected_matches"`
	OneLeft  bool              `json:"one_partner_left,omitempty"`
	OneRight bool              `json:"one_partner_right,omitempty"`
	Doubts   []string          `json:"doubts,omitempty"` // what says that learning has gone astray: Doubt…
	// KeptPrior says that there were too few matches to learn from, and the probabilities are those of the start values. Nothing says
	// that there were no two rows to compare, or nothing to compare them by.
	KeptPrior bool `json:"kept_prior,omitempty"`
	Nothing   bool `json:"nothing_compared,omitempty"`
	// Decisions counts the rows of the decisions files by what became of them; nil where there are none.
	Decisions map[string]int `json:"decisions,omitempty"`
	// Refusals are the rows of the decisions files that are refused; decisions.csv has them for good.
	Refusals []officers.Refusal `json:"-"`
	// Labels is the number of pairs the model was learned from by what officers said of them.
	Labels int `json:"labels,omitempty"`
	// Quality is the estimate of the errors; where there is none NoQuality says why.
	Quality   *Quality `json:"quality,omitempty"`
	NoQuality string   `json:"no_quality,omitempty"`
	Spilled   int64    `json:"-"` // bytes that were put on disk for the while, as memory was short
}

// Rule is a blocking rule and the pairs its blocks make.
type Rule struct {
	Name  string `json:"name"`
	Pairs int64  `json:"pairs"`
	New   int64  `json:"new"` // those no earlier rule found; of persons, those the rule brought of records not settled before
}

// What says that learning has probably gone astray.
const (
	DoubtMany   = "more_than_rows" // more matches are expected than there are rows, of which each has one partner at most
	DoubtUnsure = "unsure"         // by their own probabilities over a fifth of the pairs taken are wrong
	DoubtGroups = "groups"         // what is said to be one may be a group: more pairs are, than there are rows, and two columns tell some of them apart
)

// doubt looks for what says that learning has gone astray.
func (r *run) doubt() {
	rows := func(one bool, p *record.People) float64 {
		if one {
			return float64(p.Rows())
		}
		return math.Inf(1)
	}
	if r.sum.Matches > 1.1*min(rows(r.sum.OneLeft, r.left()), rows(r.sum.OneRight, r.right())) {
		r.sum.Doubts = append(r.sum.Doubts, DoubtMany)
	}
	taken, right := 0, 0.0
	of := r.links
	if r.one() {
		of = r.pairs
	}
	for _, p := range of {
		if p.Probability >= decided {
			taken++
			right += p.Probability
		}
	}
	if taken >= 20 && right < .8*float64(taken) {
		r.sum.Doubts = append(r.sum.Doubts, DoubtUnsure)
	}
	if r.model != nil && r.model.Training != nil && r.model.Training.Groups {
		r.sum.Doubts = append(r.sum.Doubts, DoubtGroups)
	}
}

// run is the state of one run over one or two tables of any kind.
type run struct {
	sizes      []memory.Size // of the tables as read, where they are of any kind
	opt        Options
	files      []string   // as given
	found      [][]string // the files each names
	passed     [][]string // what stands beside these and is no list
	sources    []dataset.Source
	ids        []string         // the keys' columns
	people     []*record.People // one or two
	rules      []block.Rule
	stats      block.Stats
	index      *block.Index // the register's keys, where one of the tables is one
	model      *table.Model
	ignored    []record.Field // columns that a model file says are not to be looked at
	person     *match.Model   // the person engine's, nil for the other's
	scorer     *table.Scorer
	pairs      []record.Scored
	links      []record.Scored
	groups     [][]uint32 // rows; of two tables the right one's stand behind the left one's
	lost       []record.Reject
	officers   *decisions     // nil without decisions
	store      *memory.Store  // of persons' tables
	ownNumbers []record.Field // numbers that sectors give their people, of which all tables have a column
	normal     normalize.Options
	prior      float64     // log2 odds of two rows before any evidence
	once       table.Stats // whether a row has one partner at most
	// Of two tables of persons, until the errors have been estimated: the person each row of the register is, and which have several rows.
	personOf []uint32
	several  []bool
	told     func() error  // waits for the errors that are estimated beside the writing; nil where none are
	seen     *dataset.Seen // the files, as they were when the work began
	hashed   *inputs.Hashes
	sum      Summary
}

// Link links two tables, Dedupe finds the rows of one that are one entity. What they write depends on the rows alone, not
// on their order nor on the number of threads: the rows are sorted by their ids first.
func Link(ctx context.Context, left, right string, opt Options) (*Summary, error) {
	return perform(ctx, []string{left, right}, opt)
}

// Dedupe finds the rows of one table that are one entity. See Link.
func Dedupe(ctx context.Context, file string, opt Options) (*Summary, error) {
	return perform(ctx, []string{file}, opt)
}

func perform(ctx context.Context, files []string, opt Options) (*Summary, error) {
	var err error
	if opt.Decisions != "" {
		if opt.decisions, err = dataset.Expand(opt.Decisions); err != nil {
			return nil, err
		}
	}
	r, err := find(files, opt)
	if err != nil {
		return nil, err
	}
	folder, err := outdir.NewResult(opt.Out, slices.Concat(r.found...), opt.decisions)
	if err != nil {
		return nil, err
	}
	defer folder.Discard()
	persons, err := r.readAll(ctx)
	defer func() { r.store.Close() }()
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	r.hashed = inputs.HashBeside(func() ([]inputs.File, []inputs.File, error) { return r.inputs(ctx) })
	defer func() { _ = r.hashed.Wait() }() // what went wrong writing has told
	write := func(ctx context.Context) error { return r.write(ctx, folder) }
	rule := func(ctx context.Context) error { return r.rule(ctx, persons) }
	steps := []func(context.Context) error{rule, r.learn, r.decide, write}
	if persons {
		steps = []func(context.Context) error{rule, r.decidePersons, r.keepIDs, write}
	} else if r.nothing() {
		r.model = &table.Model{Format: table.Format, Version: 1, Source: "prior", Fields: []table.Field{}}
		r.sum.Rules, r.sum.Nothing, r.sum.NoQuality = []Rule{}, true, untoldNothing
		steps = []func(context.Context) error{rule, r.ruleAlone, write}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
	}
	r.sum.Spilled = r.store.Spilled()
	return &r.sum, nil
}

// newRun finds and reads the tables, and says whether they are of Vietnamese persons.
func newRun(ctx context.Context, files []string, opt Options) (r *run, persons bool, err error) {
	if r, err = find(files, opt); err == nil {
		persons, err = r.readAll(ctx)
	}
	return r, persons, err
}

// find finds the files of the tables, each a file, a folder or a pattern.
func find(files []string, opt Options) (r *run, err error) {
	if opt.Threads <= 0 {
		opt.Threads = runtime.GOMAXPROCS(0)
	}
	if opt.Progress == nil {
		opt.Progress = stage.Silent{}
	}
	r = &run{opt: opt, files: files, found: make([][]string, len(files)), passed: make([][]string, len(files)), sum: Summary{Engine: "any"}}
	for i, file := range files {
		if r.found[i], r.passed[i], err = dataset.Sift(file); err != nil {
			return r, err
		}
	}
	return r, nil
}

// readAll reads the tables and what officers decided, and says whether the tables are of Vietnamese persons.
func (r *run) readAll(ctx context.Context) (persons bool, err error) {
	if err := r.open(); err != nil {
		return false, err
	}
	if err := r.readDecisions(ctx); err != nil {
		return false, err
	}
	if persons, err = r.loadPersons(ctx); err != nil || persons {
		return persons, err
	}
	return false, r.load(ctx)
}

func (r *run) left() *record.People { return r.people[0] }

func (r *run) right() *record.People { return r.people[len(r.people)-1] }

func (r *run) one() bool { return len(r.people) == 1 }
