package job

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/disjoint"
	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// AnyOptions say how one or two tables of any kind are linked (contract section 5).
type AnyOptions struct {
	ID             string   // the column that names a row; of two tables also "left,right"
	Ignore         []string // columns not to be looked at
	Out            string   // output folder
	Model          string   // path of a model, "" = learn one
	WriteModel     string   // path to write the model used to, beside model.json of the output; "" = nowhere
	MinProbability float64
	Budget         int64        // pairs the rules may come to, 0 = what suits the tables
	LeftOnce       match.Choice // whether a row of the left table has one partner at most; Auto: as the data show
	RightOnce      match.Choice
	Decisions      string // files of officers' decisions, a path or a pattern; "" = none
	Threads        int
	Memory         int64             // bytes the work may take, 0 = no limit
	AsOf           record.Date       // the day addresses of persons are judged on
	Now            time.Time         // the moment; what programs killed more than a day before left behind in the output folder is removed
	Forecast       func(bytes int64) // as Env.Forecast
	Progress       Progress

	decisions []string                                 // Decisions, expanded
	spill     func(output string) (*spill.File, error) // as Env.spill
	cells     bool                                     // keep the cells as read
}

// AnySummary is summary.json of `link` and `dedupe`.
type AnySummary struct {
	Engine   string            `json:"engine"`  // any, or person: Vietnamese persons, recognised by their columns
	RowsIn   []int             `json:"rows_in"` // of each table: Rows and Rejected
	Rows     []int             `json:"rows"`
	Rejected []int             `json:"rejected"`
	Columns  map[string]string `json:"columns"`                         // of the left table, or the one: what each that counts was taken for
	Beside   map[string]string `json:"right_columns,omitempty"`         // the right table's, where it is called otherwise
	Ignored  []string          `json:"ignored_columns,omitempty"`       // of the left table, or the one: what was not looked at
	Right    []string          `json:"right_ignored_columns,omitempty"` // the right table's
	Rules    []AnyRule         `json:"rules"`
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
	// Labels is the number of pairs the model was learned from by what officers said of them.
	Labels int `json:"labels,omitempty"`
	// Quality is the estimate of the errors; where there is none NoQuality says why.
	Quality   *AnyQuality `json:"quality,omitempty"`
	NoQuality string      `json:"no_quality,omitempty"`
	Spilled   int64       `json:"-"` // bytes that were put on disk for the while, as memory was short
}

// AnyRule is a blocking rule and the pairs its blocks make.
type AnyRule struct {
	Name  string `json:"name"`
	Pairs int64  `json:"pairs"`
	New   int64  `json:"new"` // those no earlier rule found; of persons, those the rule brought of records not settled before
}

// What says that learning has probably gone astray.
const (
	DoubtMany   = "more_than_rows" // more matches are expected than there are rows, of which each has one partner at most
	DoubtUnsure = "unsure"         // by their own probabilities over a fifth of the pairs taken are wrong
)

// doubt looks for what says that learning has gone astray.
func (r *anyRun) doubt() {
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
}

// decided is the probability from which a pair is a link.
const decided = .5

// anyRun is the state of one run over one or two tables of any kind.
type anyRun struct {
	opt      AnyOptions
	files    []string // as given
	sources  []dataset.Source
	ids      []string         // the keys' columns
	people   []*record.People // one or two
	rules    []block.Rule
	stats    block.Stats
	index    *block.Index // the register's keys, where one of the tables is one
	model    *match.AnyModel
	ignored  []record.Field // columns that a model file says are not to be looked at
	person   *match.Model   // the person engine's, nil for the other's
	scorer   *match.AnyScorer
	pairs    []record.Scored
	links    []record.Scored
	groups   [][]uint32 // rows; of two tables the right one's stand behind the left one's
	lost     []record.Reject
	officers *anyOfficers // nil without decisions
	store    *store       // of persons' tables
	normal   normalize.Options
	prior    float64        // log2 odds of two rows before any evidence
	once     match.AnyStats // whether a row has one partner at most
	// Of two tables of persons, until the errors have been estimated: the person each row of the register is, and which have several rows.
	personOf []uint32
	several  []bool
	told     func() error // waits for the errors that are estimated beside the writing; nil where none are
	hashed   *inputHashes
	sum      AnySummary
}

// Link links two tables, Dedupe finds the rows of one that are one entity. What they write depends on the rows alone, not
// on their order nor on the number of threads: the rows are sorted by their ids first.
func Link(ctx context.Context, left, right string, opt AnyOptions) (*AnySummary, error) {
	return runAny(ctx, []string{left, right}, opt)
}

// Dedupe finds the rows of one table that are one entity. See Link.
func Dedupe(ctx context.Context, file string, opt AnyOptions) (*AnySummary, error) {
	return runAny(ctx, []string{file}, opt)
}

func runAny(ctx context.Context, files []string, opt AnyOptions) (*AnySummary, error) {
	var err error
	if opt.Decisions != "" {
		if opt.decisions, err = dataset.Expand(opt.Decisions); err != nil {
			return nil, err
		}
	}
	folder, err := newResultFolder(opt.Out, opt.decisions)
	if err != nil {
		return nil, err
	}
	defer folder.discard()
	r, persons, err := newAnyRun(ctx, files, opt)
	defer func() { r.store.close() }()
	if err != nil {
		return nil, interrupted(ctx, err)
	}
	r.hashed = hashBeside(func() ([]InputFile, []InputFile, error) { return r.inputs(ctx) })
	defer func() { <-r.hashed.done }()
	write := func(ctx context.Context) error { return r.write(ctx, folder) }
	rule := func(ctx context.Context) error { return r.rule(ctx, persons) }
	steps := []func(context.Context) error{rule, r.learn, r.decide, write}
	if persons {
		steps = []func(context.Context) error{rule, r.decidePersons, r.keepIDs, write}
	} else if r.nothing() {
		r.model = &match.AnyModel{Format: match.AnyFormat, Version: 1, Source: "prior", Fields: []match.AnyField{}}
		r.sum.Rules, r.sum.Nothing, r.sum.NoQuality = []AnyRule{}, true, untoldNothing
		steps = []func(context.Context) error{rule, r.ruleAlone, write}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, interrupted(ctx, err)
		}
	}
	r.sum.Spilled = r.store.spilled()
	return &r.sum, nil
}

// newAnyRun loads the tables and says whether they are of Vietnamese persons.
func newAnyRun(ctx context.Context, files []string, opt AnyOptions) (r *anyRun, persons bool, err error) {
	if opt.Threads <= 0 {
		opt.Threads = runtime.GOMAXPROCS(0)
	}
	if opt.Progress == nil {
		opt.Progress = silent{}
	}
	r = &anyRun{opt: opt, files: files, sum: AnySummary{Engine: "any"}}
	if err := r.open(files); err != nil {
		return r, false, err
	}
	if err := r.readDecisions(ctx); err != nil {
		return r, false, err
	}
	if persons, err = r.loadPersons(ctx, files); err != nil || persons {
		return r, persons, err
	}
	return r, false, r.load(ctx, files)
}

// account notes what became of a file's rows.
func (r *anyRun) account(l *dataset.Loaded) {
	r.sum.RowsIn, r.sum.Rows, r.sum.Rejected = append(r.sum.RowsIn, l.RowsIn), append(r.sum.Rows, l.Table.Rows()), append(r.sum.Rejected, len(l.Rejects))
	r.lost = append(r.lost, l.Rejects...)
}

// leftOut notes the headers of each table's columns that are not looked at.
func (r *anyRun) leftOut(headers ...[]string) {
	r.sum.Ignored = headers[0]
	if len(headers) > 1 {
		r.sum.Right = headers[1]
	}
}

// unused returns the headers of a table's columns that are none of those kept of it. A column may be kept together with others.
func unused(t, kept *record.Table) (headers []string) {
	is := map[string]bool{}
	for _, c := range kept.Columns {
		is[c.Header] = true
		for part := range strings.SplitSeq(c.Header, "+") {
			is[part] = true
		}
	}
	for _, c := range t.Columns {
		if !is[c.Header] && c.Field != record.RecordID {
			headers = append(headers, c.Header)
		}
	}
	return headers
}

// open finds the files and looks at their columns.
func (r *anyRun) open(files []string) error {
	paths := make([][]string, len(files))
	for i, file := range files {
		var err error
		if paths[i], err = dataset.Expand(file); err != nil {
			return err
		}
	}
	r.opt.Progress.Start(StageLoad, filepath.Base(files[0]), 0) // at once: a look into large files takes a while
	err := r.look(files, paths)
	if err != nil {
		r.opt.Progress.Done()
	}
	return err
}

// look sees whether the files have the columns that are named. A column to be ignored has to be in one of them; the keys of two tables may
// be called differently, "left,right".
func (r *anyRun) look(files []string, paths [][]string) error {
	lacking := map[string]bool{}
	for i, name := range []string{"left", "right"}[:len(files)] {
		id, ignore := r.opt.ID, slices.Clone(r.opt.Ignore)
		parts := strings.SplitN(id, ",", 2)
		src, err := dataset.Plain(name, paths[i], id, ignore)
		for len(files) == 2 {
			var p *record.Problem
			if !errors.As(err, &p) || p.ID != record.ProblemColumnUnknown {
				break
			}
			switch col := p.Column; {
			case col == id && id == r.opt.ID && len(parts) == 2:
				id = strings.TrimSpace(parts[i])
			case slices.Contains(ignore, col) && !lacking[col]:
				lacking[col] = true
				ignore = slices.DeleteFunc(ignore, func(s string) bool { return s == col })
			default:
				return err
			}
			src, err = dataset.Plain(name, paths[i], id, ignore)
		}
		if err != nil {
			return err
		}
		r.sources, r.ids = append(r.sources, src), append(r.ids, id)
	}
	return nil
}

func (r *anyRun) load(ctx context.Context, files []string) error {
	var tables []*record.Table
	var sizes []tableSize
	for i, src := range r.sources {
		if len(src.Profile.Fields) == 0 {
			return &record.Problem{ID: record.ProblemNoColumn, File: files[i]}
		}
		r.opt.Progress.Start(StageLoad, filepath.Base(files[i]), sizeOf(src.Files))
		loaded, err := dataset.Load(ctx, src, dataset.Options{Threads: r.opt.Threads, Progress: r.opt.Progress.Add})
		r.opt.Progress.Done()
		if err != nil {
			return err
		}
		if !loaded.Table.OwnIDs && loaded.Table.Rows() > 0 {
			return &record.Problem{ID: record.ProblemIDRepeats, File: files[i], Column: r.ids[i]}
		}
		t := sortedByID(loaded.Table, r.opt.Threads)
		tables, sizes = append(tables, t), append(sizes, sizeOfTable(t))
		if err := budget(r.opt.Memory).fits(files[i], need(sizes), 1); err != nil {
			return err
		}
		r.account(loaded)
	}
	r.forecast(need(sizes))
	known, ignored, err := knownRoles(r.opt.Model)
	if err != nil {
		return err
	}
	r.people = normalize.Any(known, tables...)
	if err := r.leave(ignored, tables); err != nil {
		return err
	}
	headers := make([][]string, len(tables))
	for i, t := range tables {
		headers[i] = unused(t, r.people[i].Table)
	}
	r.leftOut(headers...)
	r.sum.Columns = map[string]string{}
	for i, c := range r.left().Table.Columns {
		r.sum.Columns[string(c.Field)] = string(c.Role)
		if d := r.right().Table.Columns[i]; viet.Words(d.Header) != viet.Words(c.Header) {
			if r.sum.Beside == nil {
				r.sum.Beside = map[string]string{}
			}
			r.sum.Beside[string(c.Field)] = d.Header
		}
	}
	if len(r.sum.Columns) == 0 && !r.nothing() {
		return &record.Problem{ID: record.ProblemNoColumn, File: files[0]}
	}
	return nil
}

// nothing says that there are no two rows to compare, as in a list that has a header alone today, or no more than two and nothing that
// tells whether they are alike by chance.
func (r *anyRun) nothing() bool {
	a, b := r.left().Rows(), r.right().Rows()
	if r.one() && a < 2 || min(a, b) == 0 {
		return true
	}
	return len(r.sum.Columns) == 0 && max(a, b) <= 2
}

// forecast tells what the work is forecast to hold.
func (r *anyRun) forecast(bytes int64) {
	if r.opt.Forecast != nil {
		r.opt.Forecast(bytes)
	}
}

func (r *anyRun) left() *record.People  { return r.people[0] }
func (r *anyRun) right() *record.People { return r.people[len(r.people)-1] }
func (r *anyRun) one() bool             { return len(r.people) == 1 }

// source brings the candidate pairs.
func (r *anyRun) source() match.PairSource {
	return func(ctx context.Context, emit func([]record.Pair) error) error {
		opt := block.Options{Rules: r.rules, Threads: r.opt.Threads}
		if r.person == nil { // the rules were chosen for a budget as they are
			opt.MaxBlock, opt.HardCap = math.MaxInt32, math.MaxInt32
		}
		var err error
		if r.one() {
			r.stats, err = block.Dedupe(ctx, r.left(), opt, emit)
		} else {
			r.stats, err = block.Link(ctx, r.left(), r.right(), opt, emit)
		}
		return err
	}
}

// suggest has the blocking rules found, unless the model names some.
func (r *anyRun) suggest() (err error) {
	if written := r.model.Blocking; written != nil {
		if r.rules, err = modelRules(r.opt.Model, written, nil, r.people...); err != nil {
			return err
		}
		for _, rule := range r.rules {
			r.sum.Rules = append(r.sum.Rules, AnyRule{Name: rule.Name})
		}
		return nil
	}
	budget := r.opt.Budget
	if budget == 0 {
		budget = block.SuggestBudget(r.left().Rows(), r.right().Rows())
	}
	var right *record.People
	if !r.one() {
		right = r.right()
	}
	for _, s := range block.Suggest(r.left(), right, nameColumns(r.left()), budget) {
		r.rules = append(r.rules, s.Rule)
		r.sum.Rules = append(r.sum.Rules, AnyRule{Name: s.Name, Pairs: s.Pairs})
	}
	return nil
}

func (r *anyRun) learn(ctx context.Context) error {
	var err error
	if r.model, err = r.readModel(); err != nil {
		return err
	}
	if err := r.suggest(); err != nil {
		return err
	}
	r.scorer = match.NewAnyScorer(r.model, r.left(), r.right())
	if r.model.Whole() {
		r.model.Source = "file"
		return nil
	}
	r.opt.Progress.Start(StageTrain, "", 0)
	defer r.opt.Progress.Done()
	opt := r.officers.options(match.Options{Threads: r.opt.Threads, Progress: r.opt.Progress.Add}, uint32(r.left().Rows()))
	err = r.scorer.Train(ctx, r.source(), opt)
	r.sum.KeptPrior, r.sum.Labels = r.model.Training.KeptAll(), r.model.Training.Labelled
	if err != nil || r.opt.Model == "" {
		return err
	}
	// The file counts over what was learned.
	if r.model, err = overAnyModel(r.opt.Model, r.model); err != nil {
		return err
	}
	r.scorer = match.NewAnyScorer(r.model, r.left(), r.right())
	return nil
}

// nameColumns are the pairs of short texts whose words may have changed places.
func nameColumns(p *record.People) (out [][]record.Field) {
	var names []record.Field
	for _, c := range p.Table.Columns {
		if c.Kind == record.KindName && p.Texts[c.Field] != nil && len(names) < 4 {
			names = append(names, c.Field)
		}
	}
	for i, a := range names {
		for _, b := range names[:i] {
			out = append(out, []record.Field{b, a})
		}
	}
	return out
}

// readModel makes the model of the tables' columns and lays the file over it, if there is one.
func (r *anyRun) readModel() (*match.AnyModel, error) {
	m := match.NewAnyModel(r.left())
	if r.opt.Model == "" {
		return m, nil
	}
	return overAnyModel(r.opt.Model, m)
}

func (r *anyRun) decide(ctx context.Context) error {
	r.opt.Progress.Start(StageLink, "", 0)
	defer r.opt.Progress.Done()
	opt := match.Options{
		Threads: r.opt.Threads, MinProbability: r.opt.MinProbability, Progress: r.opt.Progress.Add,
		LeftOnce: r.opt.LeftOnce, RightOnce: r.opt.RightOnce,
	}
	opt = r.officers.options(opt, uint32(r.left().Rows()))
	source := r.officers.pairs().pairSource(r.source())
	var stats match.AnyStats
	var err error
	if r.one() {
		r.pairs, stats, err = r.scorer.Dedupe(ctx, source, opt)
	} else {
		r.pairs, stats, err = r.scorer.Link(ctx, source, opt)
	}
	if err != nil {
		return err
	}
	r.sum.Scored, r.sum.Matches, r.sum.OneLeft, r.sum.OneRight = stats.Pairs, round(stats.Matches), stats.OneLeft, stats.OneRight
	for i := range r.sum.Rules {
		r.sum.Rules[i].Pairs, r.sum.Rules[i].New = r.stats.Rules[i].Found, r.stats.Rules[i].Pairs
	}
	r.prior = r.scorer.Prior()
	if r.one() {
		odds := r.officers.odds(func(a, b uint32) float64 { return r.scorer.Weight(a, b) + r.prior })
		r.groups = cluster.Average(r.left().Rows(), r.pairs, r.officers.joining(odds), cluster.AverageOptions{})
		r.settle(odds)
	} else {
		r.link(stats)
	}
	r.doubt()
	r.told = r.estimate()
	return nil
}

// settle lets the records around a pair speak for it: a pair inside a cluster is at least as probable as its less probable
// row's place there, one between clusters at most as probable as the two are one. Every pair of a cluster is a pair.
func (r *anyRun) settle(odds func(a, b uint32) float64) {
	clip := func(v float64) float64 { return min(max(v, -cluster.DefaultClip), cluster.DefaultClip) }
	group := make([]int, r.left().Rows()) // 1…; 0 = alone
	place := make([]float64, len(group))
	known := map[[2]uint32]bool{}
	for _, p := range r.pairs {
		known[[2]uint32{p.Left, p.Right}] = true
	}
	none := uint8(len(r.rules))
	for i, g := range r.groups {
		for k, a := range g {
			group[a] = i + 1
			for _, b := range g[k+1:] {
				v := clip(odds(a, b))
				place[a] += v
				place[b] += v
				if !known[[2]uint32{a, b}] {
					w := r.scorer.Weight(a, b)
					r.pairs = append(r.pairs, record.Scored{Pair: record.Pair{Left: a, Right: b, Rule: none}, Weight: w})
				}
			}
		}
		for _, a := range g {
			place[a] = max(place[a]/float64(len(g)-1)+cluster.Support(len(g)-1), 0)
		}
	}
	between := map[[2]int]float64{}
	for i := range r.pairs {
		p := &r.pairs[i]
		own := odds(p.Left, p.Right)
		a, b := group[p.Left], group[p.Right]
		switch {
		case a == b && a != 0:
			own = max(own, min(place[p.Left], place[p.Right]))
		case a != 0 && b != 0:
			key := [2]int{min(a, b), max(a, b)}
			v, ok := between[key]
			if !ok {
				for _, x := range r.groups[a-1] {
					for _, y := range r.groups[b-1] {
						v += clip(odds(x, y))
					}
				}
				n := len(r.groups[a-1]) * len(r.groups[b-1])
				v = v/float64(n) + cluster.Support(n)
				between[key] = v
			}
			own = min(own, v)
		case a != b:
			row, g := p.Left, b
			if a != 0 {
				row, g = p.Right, a
			}
			sum := 0.0
			for _, x := range r.groups[g-1] {
				sum += clip(odds(x, row))
			}
			n := len(r.groups[g-1])
			own = min(own, sum/float64(n)+cluster.Support(n))
		}
		p.Probability = 1 / (1 + math.Exp2(-own))
		if math.IsInf(own, 1) {
			p.Rule = match.RuleManual
		}
	}
	least := r.opt.MinProbability
	r.pairs = slices.DeleteFunc(r.pairs, func(p record.Scored) bool { return p.Probability < least })
	slices.SortFunc(r.pairs, record.ByRows)
}

// link takes the links: all pairs that are more probable than not, a row's best first where it has one partner at most.
func (r *anyRun) link(stats match.AnyStats) {
	r.once = stats
	switch {
	case r.officers != nil:
		r.officerLinks(stats.OneLeft, stats.OneRight)
		return
	case stats.OneLeft && stats.OneRight:
		r.links = r.pairOff()
	case stats.OneLeft:
		r.links = bestOf(r.pairs, r.left().Rows(), func(p record.Scored) uint32 { return p.Left })
	case stats.OneRight:
		r.links = bestOf(r.pairs, r.right().Rows(), func(p record.Scored) uint32 { return p.Right })
	default:
		for _, p := range r.pairs {
			if p.Probability >= decided {
				r.links = append(r.links, p)
			}
		}
	}
	r.links = inRowOrder(r.links, r.left().Rows())
	r.groups = groupsOf(r.links, nil, r.left().Rows(), r.right().Rows())
}

// surer orders pairs: by probability, then by weight.
func surer(a, b record.Scored) int {
	return cmp.Or(cmp.Compare(b.Probability, a.Probability), cmp.Compare(b.Weight, a.Weight))
}

// pairOff takes the surest pair of two rows that have no partner yet, and so on.
func (r *anyRun) pairOff() (links []record.Scored) {
	order := slices.Clone(r.pairs)
	slices.SortStableFunc(order, surer)
	left, right := make([]bool, r.left().Rows()), make([]bool, r.right().Rows())
	for _, p := range order {
		if p.Probability >= decided && !left[p.Left] && !right[p.Right] {
			left[p.Left], right[p.Right] = true, true
			links = append(links, p)
		}
	}
	return links
}

// bestOf returns the surest pair of each row of one side, the first of equals, in the order of the pairs.
func bestOf(pairs []record.Scored, rows int, side func(record.Scored) uint32) (links []record.Scored) {
	best := make([]uint32, rows) // 1…; 0 = none
	n := 0
	for i, p := range pairs {
		row := side(p)
		if p.Probability < decided {
			continue
		}
		if best[row] == 0 {
			n++
		} else if surer(p, pairs[best[row]-1]) >= 0 {
			continue
		}
		best[row] = uint32(i + 1)
	}
	links = make([]record.Scored, 0, n)
	for i, p := range pairs {
		if best[side(p)] == uint32(i+1) {
			links = append(links, p)
		}
	}
	return links
}

// groupsOf returns the rows that links, or others who say so, hold together, those of the right table behind those of the left one, ascending.
func groupsOf(links []record.Scored, said [][]uint32, left, right int) (groups [][]uint32) {
	if len(said) == 0 {
		if groups, ok := starsOf(links, left, right); ok {
			return groups
		}
	}
	total := left + right
	sets := disjoint.New(total)
	for _, p := range links {
		sets.Join(p.Left, uint32(left)+p.Right)
	}
	for _, g := range said {
		for _, x := range g[1:] {
			sets.Join(g[0], x)
		}
	}
	size := make([]uint32, total) // of a root's group; a root is its group's first row
	rows := 0
	for x := range uint32(total) {
		root := sets.Root(x)
		if size[root]++; size[root] > 1 {
			rows++
		}
	}
	all := make([]uint32, 0, 2*rows) // of all groups: most are of two
	at := size                       // of a root from here on: its group, 1…
	for x := range uint32(total) {
		if sets.Root(x) == x && size[x] > 1 {
			n := len(all)
			all = slices.Grow(all, int(size[x]))
			all = all[:n+int(size[x])]
			groups = append(groups, append(all[n:n:len(all)], x))
			at[x] = uint32(len(groups))
		} else if sets.Root(x) == x {
			at[x] = 0
		}
	}
	for x := range uint32(total) {
		if root := sets.Root(x); root != x {
			g := &groups[at[root]-1]
			*g = append(*g, x)
		}
	}
	return groups
}

// starsOf returns the same of links in row order where no right row has two partners: then a group is a left row with its partners.
func starsOf(links []record.Scored, left, right int) (groups [][]uint32, ok bool) {
	met := make([]bool, right)
	for i, p := range links {
		if met[p.Right] || i > 0 && record.ByRows(links[i-1], p) > 0 {
			return nil, false
		}
		met[p.Right] = true
	}
	groups, all := make([][]uint32, 0, len(links)), make([]uint32, 0, 2*len(links))
	for i := 0; i < len(links); {
		from, row := len(all), links[i].Left
		all = append(all, row)
		for ; i < len(links) && links[i].Left == row; i++ {
			all = append(all, uint32(left)+links[i].Right)
		}
		groups = append(groups, all[from:len(all):len(all)])
	}
	return groups, true
}

// inRowOrder puts pairs in the order of their left rows, each row's own staying in the order of the right ones, which they must
// have.
func inRowOrder(pairs []record.Scored, rows int) []record.Scored {
	if slices.IsSortedFunc(pairs, func(a, b record.Scored) int { return cmp.Compare(a.Left, b.Left) }) {
		return pairs
	}
	next := make([]uint32, rows+1) // where a row's pairs go
	for i := range pairs {
		next[pairs[i].Left+1]++
	}
	for i := range rows {
		next[i+1] += next[i]
	}
	out := make([]record.Scored, len(pairs))
	for _, p := range pairs {
		out[next[p.Left]] = p
		next[p.Left]++
	}
	return out
}

func round(v float64) float64 { return math.Round(v*100) / 100 }

// manualRule stands in pairs.csv and links.csv for the rule of a pair that officers' decisions brought.
const manualRule = "manual"

// pairSheet is pairs.csv or links.csv.
func (r *anyRun) pairSheet(name string, pairs []record.Scored) report.Sheet {
	a, b := "left_id", "right_id"
	if r.one() {
		a, b = "id_a", "id_b"
	}
	left, right := r.left().Table.IDs, r.right().Table.IDs
	return report.Sheet{Name: name, Rows: len(pairs), Columns: []report.Column{
		text(a, func(i int) string { return left.At(pairs[i].Left) }),
		text(b, func(i int) string { return right.At(pairs[i].Right) }),
		{Name: "probability", Kind: report.Float, Num: func(i int) float64 { return pairs[i].Probability }},
		{Name: "weight", Kind: report.Float, Num: func(i int) float64 { return pairs[i].Weight }},
		text("rule", func(i int) string {
			switch k := int(pairs[i].Rule); {
			case k < len(r.rules):
				return r.rules[k].Name
			case k == match.RuleRest:
				return "rest" // no rule found the pair: its rows were left over
			case k == match.RuleManual:
				return manualRule // officers said so, of the pair or of others that bring it along
			}
			return "cluster" // no rule found the pair: others of its cluster brought it in
		}),
	}}
}

// clusterSheet is clusters.csv: every record once. A cluster is called after its first record.
func (r *anyRun) clusterSheet() report.Sheet {
	n := uint32(r.left().Rows())
	id := func(x uint32) string {
		if x < n {
			return r.left().Table.IDs.At(x)
		}
		return r.right().Table.IDs.At(x - n)
	}
	all := int(n)
	if !r.one() {
		all += r.right().Rows()
	}
	of := make([]uint32, all)
	for i := range of {
		of[i] = uint32(i)
	}
	for _, g := range r.groups {
		for _, x := range g {
			of[x] = g[0]
		}
	}
	clusters := 0
	for i := range of {
		if of[i] == uint32(i) {
			clusters++
		}
	}
	r.sum.Clusters = clusters
	s := report.Sheet{Name: "clusters", Rows: all, Columns: []report.Column{
		text("cluster_id", func(i int) string { return id(of[i]) }),
		text("record_id", func(i int) string { return id(uint32(i)) }),
	}}
	if !r.one() {
		s.Columns = append(s.Columns, text("side", func(i int) string {
			if uint32(i) < n {
				return "left"
			}
			return "right"
		}))
	}
	return s
}

func (r *anyRun) write(ctx context.Context, folder *resultFolder) error {
	if err := folder.begin(r.opt.Now); err != nil {
		return err
	}
	sheets := []report.Sheet{r.pairSheet("pairs", r.pairs), r.clusterSheet(), rejectsOf(r.lost)}
	if !r.one() {
		sheets = append(sheets, r.pairSheet("links", r.links))
	}
	if r.officers != nil {
		sheets = append(sheets, r.officers.sheet())
	}
	r.sum.Pairs, r.sum.Links = len(r.pairs), len(r.links)
	_, err := report.WriteFiles(ctx, folder.tmp, sheets, nil, r.opt.Threads)
	if r.told != nil {
		err = cmp.Or(err, r.told())
	}
	if err != nil {
		return err
	}
	if _, err := report.WriteFile(ctx, folder.tmp, "model.json", r.writeModel); err != nil {
		return err
	}
	if path := r.opt.WriteModel; path != "" {
		dir := filepath.Dir(path)
		if dir == filepath.Clean(folder.out) {
			dir = folder.tmp
		}
		if _, err := report.WriteFile(ctx, dir, filepath.Base(path), r.writeModel); err != nil {
			return err
		}
	}
	manifest, err := r.manifest()
	if err != nil {
		return err
	}
	if err := writeJSON(ctx, folder.tmp, "manifest.json", manifest); err != nil {
		return err
	}
	if err := writeJSON(ctx, folder.tmp, "summary.json", &r.sum); err != nil {
		return err
	}
	return folder.publish()
}

// writeModel writes the model used.
func (r *anyRun) writeModel(w io.Writer) error {
	if r.person != nil {
		return r.person.Write(w)
	}
	return r.model.Ignoring(r.ignored).Write(w)
}

func writeJSON(ctx context.Context, dir, name string, content any) error {
	b, err := json.MarshalIndent(content, "", "  ")
	if err != nil {
		return err
	}
	_, err = report.WriteFile(ctx, dir, name, func(w io.Writer) error {
		_, err := w.Write(append(b, '\n'))
		return err
	})
	return err
}
