package job

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// inspect loads and normalizes the population and one dataset, or all where name is empty.
func inspect(ctx context.Context, plan *Plan, env Env, name string) (*run, error) {
	if env.Progress == nil {
		env.Progress = stage.Silent{}
	}
	p := *plan
	if p.Threads <= 0 {
		p.Threads = runtime.GOMAXPROCS(0)
	}
	if name != "" {
		var names []string
		for _, d := range plan.Datasets {
			names = append(names, d.Name)
		}
		i := slices.Index(names, name)
		if i < 0 {
			return nil, &record.Problem{ID: record.ProblemDatasetUnknown, Column: name, Args: []any{Nearest(name, names), strings.Join(names, ", ")}}
		}
		p.Datasets = p.Datasets[i : i+1]
	}
	r := &run{plan: &p, env: env, started: env.Now(), others: plan.Datasets}
	for _, step := range []func(context.Context) error{r.unchanged, r.readModel, r.load, r.normalize, r.readDecisions} {
		if err := step(ctx); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
	}
	return r, nil
}

// Blocking is what blocking makes of a job's datasets, or of one or two tables of any kind.
type Blocking struct {
	Engine   string       `json:"engine"` // any, or person
	Datasets []BlockTable `json:"datasets"`
	Total    *BlockTotal  `json:"total,omitempty"` // of a job
}

// BlockTotal forecasts a job's run, as far as the links: deduplicating, rules and writing come on top.
type BlockTotal struct {
	Pairs   int64   `json:"pairs"`
	Scored  int64   `json:"run_pairs"`
	Reading float64 `json:"reading_seconds"` // as it was just now, normalizing included
	Seconds float64 `json:"run_seconds"`     // of linking
	Bytes   int64   `json:"forecast_bytes"`
}

// BlockTable is what blocking makes of two tables, or of one.
type BlockTable struct {
	Dataset string      `json:"dataset"`
	Left    int         `json:"left_rows"`
	Right   int         `json:"right_rows,omitempty"` // 0 inside one table
	Pairs   int64       `json:"pairs"`
	Rules   []BlockRule `json:"rules"`
	// Seconds and Bytes forecast the scoring of all pairs: from the rate a sample of them was scored at, and from what the tables
	// and their keys take. Of persons a run passes over those of records that are settled before: Scored and RunSeconds are what is
	// left, 0 where it was not looked into.
	Seconds    float64 `json:"forecast_seconds"`
	Scored     int64   `json:"run_pairs,omitempty"`
	RunSeconds float64 `json:"run_seconds,omitempty"`
	Bytes      int64   `json:"forecast_bytes"`        // of all, all of it in memory
	Least      int64   `json:"least_bytes,omitempty"` // of work that puts on disk what it does not work on, where that is less
	PerRow     int64   `json:"bytes_per_row"`
	// Recall is the estimated share of the records' persons that blocking brings together with them; 0 where it cannot be told.
	Recall    float64    `json:"estimated_recall,omitempty"`
	Suggested []KeptRule `json:"suggested,omitempty"` // for the budget of pairs asked for
}

// BlockRule is one rule of a BlockTable. New are the pairs no earlier rule found.
type BlockRule struct {
	Name       string  `json:"name"`
	Rows       int     `json:"left_rows"`
	Pairs      int64   `json:"pairs"`
	New        int64   `json:"new"`
	Cumulative int64   `json:"cumulative"`
	Largest    []int64 `json:"largest_blocks"`     // pairs
	Partners   int     `json:"partners,omitempty"` // of a rule for rare values: how many others it brings a record at most
	Refined    int     `json:"refined_blocks,omitempty"`
	LetGo      int64   `json:"pairs_let_go,omitempty"`
	Links      float64 `json:"links,omitempty"` // share of a sample's links that it finds
	Only       float64 `json:"only,omitempty"`  // and that no other rule finds
}

// blockTable turns the figures of a run of blocking over.
func blockTable(name string, left, right int, rules []block.Rule, st block.Stats) BlockTable {
	t := BlockTable{Dataset: name, Left: left, Right: right, Pairs: st.Pairs}
	sum := int64(0)
	for i, s := range st.Rules {
		sum += s.Pairs
		rule := BlockRule{Name: s.Name, Partners: rules[i].Partners, Rows: s.LeftRows, Pairs: s.Found, New: s.Pairs, Cumulative: sum, Refined: s.RefinedBlocks, LetGo: s.RefinedPairs + s.SkippedPairs}
		for _, b := range s.Largest {
			rule.Largest = append(rule.Largest, b.Pairs())
		}
		t.Rules = append(t.Rules, rule)
	}
	return t
}

// forecast tells the memory that work on tables takes, with all in memory and with tables put away.
func (t *BlockTable) forecast(sizes []memory.Size, whole, spilled memory.Peak) {
	t.Bytes = whole(sizes)
	if least := spilled(sizes); least < t.Bytes {
		t.Least = least
	}
	t.PerRow = (t.Bytes - memory.Program) / max(1, int64(t.Left+t.Right))
}

// sampleForecast is how many pairs are scored to know the rate.
const sampleForecast = 30_000

// forecast scores the first pairs that come to know how long preparing the tables takes, and each pair on so many threads.
func forecast(ctx context.Context, env Env, threads int, source pair.Source, link func(pair.Source) error) (base, each float64, err error) {
	var pairs []record.Pair
	enough := errors.New("enough")
	err = source(ctx, func(batch []record.Pair) error {
		pairs = append(pairs, batch...)
		if len(pairs) >= sampleForecast {
			return enough
		}
		return nil
	})
	if err != nil && !errors.Is(err, enough) || len(pairs) == 0 {
		return 0, 0, err
	}
	start := env.Now()
	scoring := 0.0 // of one thread; what is left is preparing the tables
	err = link(func(_ context.Context, emit func([]record.Pair) error) error {
		start := env.Now()
		err := emit(pairs)
		scoring = env.Now().Sub(start).Seconds()
		return err
	})
	if err != nil {
		return 0, 0, err
	}
	return env.Now().Sub(start).Seconds() - scoring, scoring / float64(len(pairs)*max(threads, 1)), nil
}

// counting are the options candidates are counted with: every pair once.
func (r *run) counting(threads int) block.Options {
	opt := models.PersonBlocking(r.model, r.rules, threads, nil)
	opt.Repeats = false
	return opt
}

// Blocks counts the candidate pairs of a job's datasets without matching them, but for a sample. name is one dataset, "" for
// all; budget is how many pairs rules are to be suggested for, 0 for none.
func Blocks(ctx context.Context, plan *Plan, env Env, name string, budget int64) (*Blocking, error) {
	r, err := inspect(ctx, plan, env, name)
	if err != nil {
		return nil, err
	}
	out := &Blocking{Engine: "person", Total: &BlockTotal{Bytes: r.store.Need()}}
	for _, stage := range r.times {
		out.Total.Reading += stage.Seconds
	}
	population := r.all[0].people
	for _, d := range r.all[1:] {
		done := r.begin(stage.Link, d.table().Name, 0)
		st, err := block.Link(ctx, d.people, population, r.counting(r.plan.Threads), nil)
		done()
		if err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
		t := blockTable(d.table().Name, d.people.Rows(), population.Rows(), r.rules, st)
		t.forecast([]memory.Size{memory.SizeOf(population.Table), memory.SizeOf(d.table())}, memory.Need, memory.NeedSpilled)
		source := func(ctx context.Context, emit func([]record.Pair) error) error {
			_, err := block.Link(ctx, d.people, population, r.counting(1), emit)
			return err
		}
		base, each, err := forecast(ctx, env, r.plan.Threads, source, func(src pair.Source) error {
			_, _, err := match.Link(ctx, r.model, d.people, population, nil, src.All(), match.Options{Threads: r.plan.Threads})
			return err
		})
		if err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
		if err := r.recallOf(ctx, d, &t, budget); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
		t.Seconds, t.RunSeconds = round(base+each*float64(t.Pairs)), round(base+each*float64(t.Scored))
		out.Datasets = append(out.Datasets, t)
		out.Total.Pairs, out.Total.Scored, out.Total.Seconds = out.Total.Pairs+t.Pairs, out.Total.Scored+t.Scored, out.Total.Seconds+t.RunSeconds
	}
	out.Total.Reading, out.Total.Seconds = round(out.Total.Reading), round(out.Total.Seconds)
	return out, nil
}

// BlocksOfAny counts the candidate pairs of one or two tables of any kind, with the rules `link` and `dedupe` would choose.
func BlocksOfAny(ctx context.Context, files []string, opt AnyOptions, env Env) (*Blocking, error) {
	r, persons, err := newAnyRun(ctx, files, opt)
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	if persons {
		r.sum.Engine = "person"
		if opt.Budget > 0 { // nothing tells which of the shipped rules find the links
			return nil, &record.Problem{ID: record.ProblemUsage, Args: []any{"--budget (persons: doisanh block job.yaml)"}}
		}
		if err := r.personModel(); err != nil {
			return nil, err
		}
	} else {
		if r.model, err = r.readModel(); err != nil {
			return nil, err
		}
		if err := r.suggest(); err != nil {
			return nil, err
		}
		r.scorer = table.NewScorer(r.model, r.left(), r.right())
	}
	count := func() error { return r.source()(ctx, func([]record.Pair) error { return nil }) }
	if err := count(); err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	if opt.Budget > 0 && r.stats.Pairs > opt.Budget { // the rules for rare values, at the end, come on top of what link takes
		r.rules = r.rules[:within(r.stats.Rules, opt.Budget)]
		if err := count(); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
	}
	right := 0
	if !r.one() {
		right = r.right().Rows()
	}
	t := blockTable(filepath.Base(files[0]), r.left().Rows(), right, r.rules, r.stats)
	if persons {
		t.forecast(r.store.Sizes, r.store.Needs[0], r.store.Needs[1])
	} else {
		t.forecast(r.sizes, memory.Need, memory.Need)
	}
	threads := r.opt.Threads
	r.opt.Threads = 1
	base, each, err := forecast(ctx, env, threads, r.source(), func(src pair.Source) error {
		var err error
		if persons {
			_, _, err = match.Candidates(ctx, r.person, r.left(), r.right(), nil, src.All(), match.Options{Threads: threads})
		} else {
			_, _, err = r.scorer.Dedupe(ctx, src, table.Options{Threads: threads})
		}
		return err
	})
	t.Seconds = round(base + each*float64(t.Pairs))
	return &Blocking{Engine: r.sum.Engine, Datasets: []BlockTable{t}}, stage.Interrupted(ctx, err)
}

// within returns how many of the rules, from the first on, stay within a budget of pairs.
func within(rules []block.RuleStats, budget int64) int {
	sum := int64(0)
	for i, r := range rules {
		if sum += r.Pairs; sum > budget {
			return i
		}
	}
	return len(rules)
}

// Train learns a model from one dataset of a job against its population.
func Train(ctx context.Context, plan *Plan, env Env, name string) (*match.Model, error) {
	r, err := inspect(ctx, plan, env, name)
	if err != nil {
		return nil, err
	}
	if len(r.all) < 2 {
		return nil, &record.Problem{ID: record.ProblemJobKeyMissing, Column: "datasets"}
	}
	// The largest dataset has most to say.
	best := r.all[1]
	for _, d := range r.all[2:] {
		if d.people.Rows() > best.people.Rows() {
			best = d
		}
	}
	defer r.begin(stage.Train, best.table().Name, 0)()
	once := func(ctx context.Context, emit func([]record.Pair) error) error {
		_, err := block.Link(ctx, best.people, r.all[0].people, r.counting(r.plan.Threads), emit)
		return err
	}
	m, err := match.Train(ctx, r.model, best.people, r.all[0].people, once, r.linkOptions(best))
	return m, stage.Interrupted(ctx, err)
}
