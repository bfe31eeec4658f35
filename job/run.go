package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/findings"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/job/outdir"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/job/workbooks"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/quality"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
	"github.com/doisanh/doisanh/report/database"
)

// Result is a finished run.
type Result struct {
	Dir     string // the run folder
	Summary *Summary
	Reports Reports // the reports for people in it
	Spilled int64   // bytes that were put on disk for the while, as memory was short
	Lost    int     // rejected rows that may be somebody's: none that heads, sums up or closes a list, or holds nothing
}

// data is one dataset on its way through the stages.
type data struct {
	loaded   *dataset.Loaded
	people   *record.People
	report   *normalize.Report
	links    []record.Link
	linking  match.Stats
	clusters []record.Cluster
	golden   []record.Golden
	away     bool             // what people hold is let go of, to be made again
	shown    *workbooks.Shown // kept for the reports for officers when people are let go
	quality  quality.Set      // what the quality table needs of it
}

func (d *data) table() *record.Table { return d.loaded.Table }

// run is the state of one run.
type run struct {
	plan     *Plan
	env      Env
	model    *match.Model
	prior    bool            // no model file was given
	rules    []block.Rule    // the model's blocking rules
	all      []*data         // the population first
	index    *block.Index    // the population's blocking keys, kept from dataset to dataset
	ready    *match.Prepared // the population, made ready to be looked in
	result   *reconcile.Result
	quality  []quality.Line
	times    []StageTime
	started  time.Time
	hashed   *inputs.Hashes
	database *database.Loaded  // nil where the job names none
	rulings  *officers.Rulings // officers' decisions, nil where the job has none
	waivers  *findings.Waivers // findings officers have waived, nil where the job has none
	store    *memory.Store
	others   []dataset.Source  // datasets of the job that are not looked at
	normal   normalize.Options // but for what is a dataset's own
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
	ctx, stop := context.WithCancel(ctx)
	r.hashed = r.hashInputs(ctx)
	defer func() {
		stop()
		_ = r.hashed.Wait() // what went wrong writing has told
	}()
	steps := []func(context.Context) error{r.checkDatabase, r.readModel, r.load, r.normalize, r.readDecisions, r.readWaivers, r.dedupePopulation, r.linkSectors, r.judge}
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
	if err := r.publishDatabase(ctx); err != nil {
		return nil, stage.Interrupted(ctx, err)
	}
	if err := ctx.Err(); err != nil {
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

func (r *run) load(ctx context.Context) error {
	sources := append([]dataset.Source{r.plan.Population}, r.plan.Datasets...)
	r.store = memory.NewStore(r.plan.Memory, r.plan.Output, memory.Need, memory.NeedSpilled)
	if r.env.spill != nil {
		r.store.Create = r.env.spill
	}
	whole, read := int64(0), int64(0)
	for _, src := range sources {
		whole += inputs.Size(src.Files)
	}
	for i, src := range sources {
		size := inputs.Size(src.Files)
		if read += size; read > 0 { // queries have no size
			r.store.Part = float64(read) / float64(whole)
		}
		if err := memory.Budget(r.plan.Memory).Fits(src.Name, memory.Least(size), r.store.Part); err != nil {
			return r.refuse(ctx, sources[i:], err)
		}
		loaded, err := r.read(ctx, src)
		if err != nil {
			return err
		}
		if loaded.RowsIn != loaded.Table.Rows()+len(loaded.Rejects) {
			return fmt.Errorf("dataset %s: %d rows in, %d loaded and %d rejected", src.Name, loaded.RowsIn, loaded.Table.Rows(), len(loaded.Rejects))
		}
		if len(r.all) == 0 && loaded.Table.Rows() == 0 {
			return &record.Problem{ID: record.ProblemRegisterEmpty, File: src.Name, Args: []any{loaded.RowsIn}}
		}
		if loaded.Table.OwnIDs {
			loaded.Table = inputs.Sorted(loaded.Table, r.plan.Threads)
		}
		r.all = append(r.all, &data{loaded: loaded})
		if err := r.store.Add(src.Name, loaded.Table); err != nil {
			return r.refuse(ctx, sources[i+1:], err)
		}
	}
	if r.env.Forecast != nil {
		r.env.Forecast(r.store.Need())
	}
	return r.checkRules()
}

// read loads one dataset, as a stage of its own.
func (r *run) read(ctx context.Context, src dataset.Source) (*dataset.Loaded, error) {
	defer r.begin(stage.Load, src.Name, inputs.Size(src.Files))()
	return dataset.Load(ctx, src, dataset.Options{Threads: r.plan.Threads, Progress: r.env.Progress.Add})
}

// refuse returns the problem that a job does not fit in memory with what all of it would take, so that who gives it that much is not refused again: the tables
// not yet read are read one after the other, and let go. Where one is larger than the memory allowed, or cannot be read, the estimate stands.
func (r *run) refuse(ctx context.Context, rest []dataset.Source, short error) error {
	var p *record.Problem
	if !errors.As(short, &p) || p.ID != record.ProblemMemory {
		return short
	}
	r.all, r.store.Tables = nil, nil
	for _, src := range rest {
		if inputs.Size(src.Files) > r.plan.Memory {
			return short
		}
		loaded, err := r.read(ctx, src)
		if err != nil {
			return short
		}
		r.store.Sizes = append(r.store.Sizes, memory.SizeOf(loaded.Table))
	}
	return cmp.Or(memory.Budget(r.plan.Memory).Fits(p.File, r.store.Need(), 1), short)
}

// normalize makes canonical values of what was read. Where tables are put away each is normalized when it is wanted, and again when
// it is wanted again: that is simpler than putting the values on disk too.
func (r *run) normalize(ctx context.Context) error {
	units := refdata.Units()
	r.normal = normalize.Options{
		AsOf: r.plan.AsOf, Threads: r.plan.Threads, Units: units, Places: normalize.NewPlaceParser(units, r.plan.AsOf, 0),
	}
	wanted := r.all
	if r.store.Short() && len(r.plan.Decisions) == 0 {
		wanted = r.all[:1]
	}
	return r.fetch(ctx, wanted...)
}

// fetch brings datasets into memory, as read and normalized, as far as they are not there.
func (r *run) fetch(ctx context.Context, sets ...*data) error {
	for _, d := range sets {
		if err := r.store.Fetch(d.table()); err != nil {
			return err
		}
		if d.people != nil && !d.away {
			continue
		}
		done := r.begin(stage.Normalize, d.table().Name, int64(d.table().Rows()))
		opt := r.normal
		opt.Encodings = r.plan.Encodings[d.table().Name]
		people, report, err := normalize.Table(ctx, d.table(), opt)
		done()
		if err != nil {
			return err
		}
		if d.people == nil {
			d.people = new(record.People)
		}
		*d.people, d.report, d.away = *people, report, false // what was made ready of it goes by the pointer
		if r.normal.Province == 0 {                          // the population, first of all, tells the job's own province
			r.normal.Province = report.Province
		}
	}
	return nil
}

// letGo lets go of what is in memory of datasets, where memory is short, but for what linking asks of a register that has been made
// ready: birth dates and sexes.
func (r *run) letGo(sets ...*data) {
	if !r.store.Short() {
		return
	}
	for _, d := range sets {
		if d.people == nil {
			continue
		}
		p := record.People{Table: d.table(), Dates: map[record.Field]*record.Values[record.DateValue]{}, Coded: map[record.Field]*record.Values[record.Coded]{}}
		if d == r.all[0] {
			p = memory.Asked(d.people)
		}
		r.store.Drop(d.table())
		*d.people, d.away = p, true
	}
}

// pairs makes the candidate pairs of two tables, or within one, a source for the engine.
func (r *run) pairs(left, right *record.People) pair.OpenSource {
	index := (*block.Index)(nil)
	if population := r.all[0].people; right == population || left == population {
		index = r.index
	}
	return func(ctx context.Context, open func(uint32) bool, emit func([]record.Pair) error) error {
		opt := models.PersonBlocking(r.model, r.rules, r.plan.Threads, open)
		opt.Index = index
		var err error
		if right == nil {
			_, err = block.Dedupe(ctx, left, opt, emit)
		} else {
			_, err = block.Link(ctx, left, right, opt, emit)
		}
		return err
	}
}

// makeReady makes the population ready to be looked in.
func (r *run) makeReady(ctx context.Context) error {
	population := r.all[0].people
	r.index = block.NewIndex(population, r.rules)
	if r.store.Short() {
		if err := r.index.Spill(ctx, r.store.File, r.plan.Threads); err != nil {
			return err
		}
	}
	r.ready = match.Prepare(r.model, population, r.plan.Threads)
	return nil
}

func (r *run) options() match.Options {
	return match.Options{
		Threads: r.plan.Threads, Prepared: r.ready, MatchThreshold: r.plan.MatchThreshold, ReviewThreshold: r.plan.ReviewThreshold,
		Without: r.plan.Without, Progress: r.env.Progress.Add,
	}
}

func (r *run) dedupePopulation(ctx context.Context) error {
	d := r.all[0]
	defer r.begin(stage.Dedupe, d.table().Name, 0)()
	r.letGo(r.all[1:]...)
	r.store.DropTexts(d.table())
	if err := r.makeReady(ctx); err != nil {
		return err
	}
	_, within := r.decided(d)
	scored, _, err := match.Dedupe(ctx, r.model, d.people, within.Source(r.pairs(d.people, nil)), r.options())
	if err != nil {
		return err
	}
	d.clusters = cluster.Group(d.people, scored, clusterOptions(d, within, r.plan.Threads))
	return nil
}

// personOf maps every population row to the row kept of its cluster, itself where it is in none.
func (r *run) personOf() []uint32 {
	of := make([]uint32, r.all[0].people.Rows())
	for i := range of {
		of[i] = uint32(i)
	}
	for _, c := range r.all[0].clusters {
		for _, row := range c.Rows {
			of[row] = c.Survivor
		}
	}
	return of
}

// linkSectors links every sector dataset, hears what the datasets say of each other, and groups their duplicates.
func (r *run) linkSectors(ctx context.Context) error {
	population, of := r.all[0].people, r.personOf()
	r.letGo(r.all[0])
	sectors := r.all[1:]
	link := func(d *data) error {
		if err := r.fetchLinked(ctx, d); err != nil {
			return err
		}
		done := r.begin(stage.Link, d.table().Name, 0)
		err := r.linkSector(ctx, d, population, of)
		done()
		r.letGo(d, r.all[0])
		return err
	}
	for _, d := range sectors {
		if err := link(d); err != nil {
			return err
		}
	}
	for _, d := range sectors {
		if !r.toldLate(d) {
			continue
		}
		if d.linking.Learned != nil { // it is learned once more, as it was
			delete(r.model.Datasets, d.table().Name)
		}
		if err := link(d); err != nil {
			return err
		}
	}
	r.hear(sectors)
	if err := r.groupSectors(ctx, sectors, of); err != nil {
		return err
	}
	checkDecisions(r.rulings, r.all, of)
	return nil
}

// hear decides doubtful links once more by what other datasets say.
func (r *run) hear(sectors []*data) {
	var heard []*data
	var all []*match.Hearing
	var links [][]record.Link
	for _, d := range sectors {
		if h := d.linking.Hearing; h != nil {
			heard, all, links = append(heard, d), append(all, h), append(links, d.links)
			d.linking.Hearing = nil
		}
	}
	for i, threshold := range match.Hear(all, links, r.plan.Threads) {
		heard[i].linking.Threshold = threshold
	}
}

// groupSectors groups the duplicates of the linked datasets, two at a time, and measures what the estimate of errors wants. In short memory
// it is one after the other, and the estimate's turn comes at the end (judge).
func (r *run) groupSectors(ctx context.Context, sectors []*data, of []uint32) error {
	population := r.all[0].people
	seconds := make([]float64, len(sectors))
	g, gctx := errgroup.WithContext(ctx)
	g.SetLimit(2) // so that no more than two datasets' work is in memory
	for i, d := range sectors {
		group := func() error {
			start := r.env.Now()
			err := r.groupSector(gctx, d, of)
			seconds[i] = r.env.Now().Sub(start).Seconds()
			return err
		}
		var err error
		switch {
		case r.store.Short():
			if err = r.fetch(ctx, d); err == nil {
				err = group()
			}
			r.letGo(d)
		case r.plan.Threads == 1:
			err = cmp.Or(group(), r.measure(d, population))
		default:
			g.Go(group)
			err = r.measure(d, population)
		}
		if err != nil {
			return cmp.Or(g.Wait(), err)
		}
	}
	err := g.Wait()
	for i, d := range sectors {
		r.times = append(r.times, StageTime{Stage: stage.Dedupe, Dataset: d.table().Name, Seconds: seconds[i]})
	}
	return err
}

// fetchLinked brings a dataset into memory to be linked.
func (r *run) fetchLinked(ctx context.Context, d *data) error {
	if err := r.fetch(ctx, d); err != nil {
		return err
	}
	r.store.DropTexts(d.table())
	return nil
}

// linkSector finds the person of every record of a dataset.
func (r *run) linkSector(ctx context.Context, d *data, population *record.People, of []uint32) (err error) {
	links, _ := r.decided(d)
	name := d.table().Name
	opt := r.linkOptions(d)
	opt.Hear = len(r.all) > 2 || r.ready.TellsHomes()
	opt.Learn = r.model.Source != "trained" && r.model.Datasets[name] == nil
	d.links, d.linking, err = match.Link(ctx, r.model.For(name), d.people, population, of, links.Source(r.pairs(d.people, population)), opt)
	r.keepLearned(name, d.linking.Learned)
	return err
}

// groupSector groups a linked dataset's duplicates.
func (r *run) groupSector(ctx context.Context, d *data, personOf []uint32) error {
	within := r.withinLinked(d, personOf)
	if d.table().Sector.Row == record.RowFact {
		d.clusters = cluster.Facts(d.people, d.links, clusterOptions(d, within, r.plan.Threads))
		return nil
	}
	// Records the register tells apart need no comparison; those it holds to be one person are compared whatever the rules.
	linked, opt := linkedPairs(d.links), r.options()
	opt.Progress = nil // the next dataset's is shown
	opt.Open = func(row uint32) bool { return d.links[row].Decision != record.DecideMatch }
	pairs := r.pairs(d.people, nil)
	source := func(ctx context.Context, open func(uint32) bool, emit func([]record.Pair) error) error {
		if err := emit(slices.Clone(linked)); err != nil {
			return err
		}
		return pairs(ctx, open, emit)
	}
	scored, _, err := match.Dedupe(ctx, r.model, d.people, within.Source(source), opt)
	if err != nil {
		return err
	}
	d.clusters = cluster.Group(d.people, withLinked(scored, linked, d.links), clusterOptions(d, within, r.plan.Threads))
	return nil
}

// keepLearned puts the rates of error a dataset was linked by into the model of the run.
func (r *run) keepLearned(dataset string, l *match.Learned) {
	if l == nil {
		return
	}
	if r.model.Datasets == nil {
		r.model.Datasets = map[string]*match.Learned{}
	}
	r.model.Datasets[dataset] = l
}

// judge holds the links against the rules, and beside it merges the clusters' records and estimates how right the links are.
func (r *run) judge(ctx context.Context) error {
	r.ready = nil
	if err := r.fetch(ctx, r.all...); err != nil {
		return err
	}
	defer r.begin(stage.Reconcile, "", 0)()
	g, gctx := errgroup.WithContext(ctx)
	if r.store.Short() { // one thing after the other
		g.SetLimit(1)
		for _, d := range r.all[1:] {
			if err := r.measure(d, r.all[0].people); err != nil {
				return err
			}
		}
	}
	r.index = nil // a quarter of the memory, with the above, and the last who asked for keys has been
	for _, d := range r.all {
		people := d.people // which reconciling lets go of
		g.Go(func() error {
			d.golden = cluster.Merge(people, d.clusters)
			return nil
		})
	}
	g.Go(func() error { return r.estimate(gctx) })
	g.Go(func() error { return r.reconcile(gctx) })
	return g.Wait()
}

func (r *run) reconcile(ctx context.Context) error {
	in := reconcile.Input{
		AsOf: r.plan.AsOf, Population: reconcile.Dataset{People: r.all[0].people, Clusters: r.all[0].clusters},
		Figures: &reconcile.FigureOptions{Units: refdata.Units(), AgeGroups: r.plan.AgeGroups, Cohorts: r.plan.Cohorts},
	}
	for _, d := range r.all[1:] {
		in.Sectors = append(in.Sectors, reconcile.Dataset{People: d.people, Links: d.links, Clusters: d.clusters})
	}
	var err error
	r.result, err = reconcile.Run(ctx, in, r.plan.Threads)
	for _, d := range r.all {
		if r.plan.Reports.XLSX {
			d.shown = workbooks.NewShown(d.people)
		}
		d.people = nil // what is written is as read: a quarter of the memory goes before the writing begins
	}
	return err
}

// maxLinkedGroup is how many records of one person are paired each with each. More than that in a dataset of one row a person
// is a number put in for "unknown", and the first of them stands for the rest.
const maxLinkedGroup = 64

// linkedPairs returns the pairs of a dataset's records that are linked to one person.
func linkedPairs(links []record.Link) (pairs []record.Pair) {
	people := 0
	for i := range links {
		people = max(people, links[i].Person+1)
	}
	several := make([]uint8, people) // records of each person, as far as two: most have one, and need no list
	for i := range links {
		if l := &links[i]; l.Decision == record.DecideMatch && several[l.Person] < 2 {
			several[l.Person]++
		}
	}
	of := map[int][]uint32{}
	for row := range links {
		l := &links[row]
		if l.Decision != record.DecideMatch || several[l.Person] < 2 {
			continue
		}
		for _, other := range of[l.Person] {
			pairs = append(pairs, record.Pair{Left: other, Right: uint32(row)})
		}
		if len(of[l.Person]) < maxLinkedGroup {
			of[l.Person] = append(of[l.Person], uint32(row))
		}
	}
	return pairs
}

// withLinked adds to the scored pairs of a dataset those of records linked to one person: what the register tells of them is
// evidence that the records alone may not hold.
func withLinked(scored []record.Scored, linked []record.Pair, links []record.Link) []record.Scored {
	found := map[[2]uint32]int{}
	for i, s := range scored {
		found[[2]uint32{s.Left, s.Right}] = i
	}
	for _, pair := range linked {
		a, b := &links[pair.Left], &links[pair.Right]
		p := a.Probability * b.Probability
		if i, ok := found[[2]uint32{pair.Left, pair.Right}]; ok {
			scored[i].Probability = max(scored[i].Probability, p)
			continue
		}
		scored = append(scored, record.Scored{Pair: pair, Weight: min(a.Weight, b.Weight), Probability: p})
	}
	return scored
}
