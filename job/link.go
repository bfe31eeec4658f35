package job

import (
	"cmp"
	"context"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/block"
	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/match"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

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
	return cluster.Survivors(r.all[0].people.Rows(), r.all[0].clusters)
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
	r.ready = nil // nobody is linked any more
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
			if err = group(); err == nil {
				err = r.measure(d, population)
			}
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
	opt.Dataset, opt.PersonOf = name, of
	opt.Learn = r.model.Source != "trained" && r.model.Datasets[name] == nil
	d.links, d.linking, err = match.Link(ctx, r.model, d.people, population, links.Source(r.pairs(d.people, population)), opt)
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
