package job

import (
	"context"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/job/workbooks"
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/refdata"
)

// judge holds the links against the rules, and beside it merges the clusters' records and estimates how right the links are.
func (r *run) judge(ctx context.Context) error {
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
