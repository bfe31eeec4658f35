package job

import (
	"context"
	"runtime"
	"slices"
	"time"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/spill"
	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/lastrun"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/job/workbooks"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report/database"
)

// Env is what a run takes from outside.
type Env struct {
	Now      func() time.Time
	Version  string
	Progress stage.Progress // may be nil

	// Forecast is told the bytes the work is forecast to hold, once all is read, so that the garbage collector can keep to it. It may
	// be nil.
	Forecast func(bytes int64)

	spill func(output string) (*spill.File, error) // in tests, instead of a file on the output's disk
}

// Result is a finished run.
type Result struct {
	Dir     string // the run folder
	Summary *Summary
	Reports Reports // the reports for people in it
	Spilled int64   // bytes that were put on disk for the while, as memory was short
	Lost    int     // rejected rows that may be somebody's: none that heads, sums up or closes a list, or holds nothing
}

// data is one dataset on its way through the stages. Each step fills in what the next ones read; nothing that is filled in is changed but by letting it go.
type data struct {
	loaded *dataset.Loaded // by load
	// By fetch, as often as it is wanted: letGo takes its values away where memory is short (then away is true), and reconcile, the last to ask, lets it go.
	people   *record.People
	report   *normalize.Report
	away     bool
	links    []record.Link    // of sectors, by linkSectors; Hear changes the doubtful ones
	linking  match.Stats      // likewise
	clusters []record.Cluster // by dedupePopulation and linkSectors
	golden   []record.Golden  // by judge
	shown    *workbooks.Shown // likewise: what the reports for officers want of people
	quality  quality.Set      // what the estimate of errors wants of it: by linkSectors, in short memory by judge, which lets it go once the estimate is made
}

func (d *data) table() *record.Table { return d.loaded.Table }

// run is the state of one run, in the order of the steps that fill it in (Run has their list).
type run struct {
	plan    *Plan
	env     Env
	started time.Time
	seen    *dataset.Seen  // the files, as they were when the run began
	hashed  *inputs.Hashes // beside all steps, until write asks for it
	times   []StageTime    // by every step

	// readModel
	model *match.Model // linkSectors adds to its Datasets
	prior bool         // no model file was given
	rules []block.Rule // the model's blocking rules
	// load, normalize
	all    []*data // the population first
	store  *memory.Store
	others []dataset.Source  // datasets of the job that are not looked at, of what looks at one of them (inspect.go)
	normal normalize.Options // but for what is a dataset's own
	// readDecisions, readWaivers
	rulings *officers.Rulings // officers' decisions, nil where the job has none
	waivers *findings.Waivers // findings officers have waived, nil where the job has none
	// dedupePopulation
	index *block.Index    // the population's blocking keys, kept from dataset to dataset; judge lets it go
	ready *match.Prepared // the population, made ready to be looked in; linkSectors lets it go
	// judge
	result  *reconcile.Result
	quality []quality.Line
	// write
	doubt    map[string]int   // datasets that may not be whole, with the records they had when they were
	database *database.Loaded // nil where the job names none
}

// Run carries out a plan and returns its run folder. Where it fails or ctx is cancelled, nothing is left behind in the
// output folder. Errors the user can mend are *record.Problem.
func Run(ctx context.Context, plan *Plan, env Env) (*Result, error) {
	if env.Progress == nil {
		env.Progress = stage.Silent{}
	}
	if plan.Threads <= 0 {
		plan.Threads = runtime.GOMAXPROCS(0)
	}
	r := &run{plan: plan, env: env, started: env.Now()}
	defer func() { r.store.Close() }()
	folder, err := outdir.NewRun(plan.Output, r.started)
	if err != nil {
		return nil, err
	}
	defer folder.Discard()
	r.seen = r.look()
	ctx, stop := context.WithCancel(ctx)
	r.hashed = r.hashInputs(ctx)
	defer func() {
		stop()
		_ = r.hashed.Wait() // what went wrong writing has told
	}()
	steps := []func(context.Context) error{r.checkLast, r.checkDatabase, r.readModel, r.load, r.normalize, r.readDecisions, r.readWaivers, r.dedupePopulation, r.linkSectors, r.judge}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return nil, stage.Interrupted(ctx, err)
		}
	}
	summary, err := r.write(ctx, folder)
	defer func() { r.database.Discard() }()
	if err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	// Once the database shows the run nothing stops it any more, so that what is shown there has its folder.
	if err := r.publishDatabase(ctx); err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	dir, err := folder.Publish()
	if err != nil {
		return nil, err
	}
	lost := 0
	for _, d := range r.all {
		lost += d.loaded.Lost()
	}
	return &Result{Dir: dir, Summary: summary, Reports: plan.Reports, Spilled: r.store.Spilled(), Lost: lost}, nil
}

// checkLast sees at once that the run before can be read.
func (r *run) checkLast(context.Context) error { return lastrun.Check(r.plan.Output) }

// begin starts a stage and times it; the returned function ends it.
func (r *run) begin(stage stage.Name, dataset string, total int64) func() {
	start := r.env.Now()
	r.env.Progress.Start(stage, dataset, total)
	return func() {
		r.env.Progress.Done()
		r.times = append(r.times, StageTime{Stage: stage, Dataset: dataset, Seconds: r.env.Now().Sub(start).Seconds()})
	}
}

func (r *run) readModel(context.Context) (err error) {
	if r.plan.Model == "" {
		r.model, r.prior = match.PriorModel(), true
		r.rules = block.PersonRules()
	} else if r.model, err = models.ReadPersons(r.plan.Model); err == nil {
		r.rules, err = models.PersonRules(r.plan.Model, r.model, nil)
	}
	if r.plan.Without&match.LooseRules != 0 {
		r.rules = slices.DeleteFunc(r.rules, func(rule block.Rule) bool { return rule.Loose })
	}
	return err
}
