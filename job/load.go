package job

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/lastrun"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

func (r *run) load(ctx context.Context) error {
	sources := append([]dataset.Source{r.plan.Population}, r.plan.Datasets...)
	whole, spilled := memory.After(lastrun.Count(r.plan.Output, r.plan.names()))
	r.store = memory.NewStore(r.plan.Memory, r.plan.Output, whole, spilled)
	if r.env.spill != nil {
		r.store.Create = r.env.spill
	}
	all, read := int64(0), int64(0)
	for _, src := range sources {
		all += inputs.Size(src.Files)
	}
	for i, src := range sources {
		size := inputs.Size(src.Files)
		if read += size; read > 0 { // queries have no size
			r.store.Part = float64(read) / float64(all)
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
	r.tellSameFiles(sources)
	r.tellSwapped()
	if err := r.tellOtherSector(); err != nil {
		return err
	}
	if r.env.Forecast != nil {
		r.env.Forecast(r.store.Need())
	}
	return r.checkRules()
}

// look looks at all files of data and of officers.
func (r *run) look() *dataset.Seen {
	lists := [][]string{r.plan.Population.Files, r.plan.Decisions, r.plan.Waivers}
	for _, src := range r.plan.Datasets {
		lists = append(lists, src.Files)
	}
	return dataset.Look(lists...)
}

// tellSameFiles notes where the job names the register's very files for a sector too, or a sector's for two datasets of it: a path was probably left as it was
// copied. A sheet of its own is another list, and so are a file's columns read by another sector.
func (r *run) tellSameFiles(sources []dataset.Source) {
	for i, src := range sources {
		for k, before := range sources[:i] {
			same := len(src.Files) > 0 && slices.Equal(src.Files, before.Files) && src.Table == before.Table && src.Query == before.Query
			if same && (k == 0 || src.Profile.Sector.Code == before.Profile.Sector.Code) {
				r.all[i].loaded.Notes = append(r.all[i].loaded.Notes, dataset.Note{ID: dataset.NoteSameFiles, Args: []any{before.Name}})
				break
			}
		}
	}
}

// tellSwapped notes where the files of the register and of a sector have plainly been given one for the other. What the job says of columns is believed.
func (r *run) tellSwapped() {
	register := r.all[0].loaded
	for i, src := range r.plan.Datasets {
		if loaded := r.all[i+1].loaded; len(src.Columns) == 0 && len(r.plan.Population.Columns) == 0 && src.Profile.Swapped(register, loaded) {
			register.Notes = append(register.Notes, dataset.Note{ID: dataset.NoteSwapped, Args: []any{src.Name}})
		}
	}
}

// tellOtherSector notes of each sector's dataset whether its columns are plainly those of another. What the job says of columns is believed, and what is the
// register's is told as such.
func (r *run) tellOtherSector() error {
	for i, src := range r.plan.Datasets {
		loaded := r.all[i+1].loaded
		if len(src.Columns) > 0 {
			continue
		}
		sector, own, err := src.Profile.OtherSector(loaded)
		if err != nil {
			return err
		}
		if sector != "" {
			loaded.Notes = append(loaded.Notes, dataset.Note{ID: dataset.NoteOtherSector, Args: []any{sector, dataset.Shown(own), src.Profile.Sector.Code}})
		}
	}
	return nil
}

// read loads one dataset, as a stage of its own.
func (r *run) read(ctx context.Context, src dataset.Source) (*dataset.Loaded, error) {
	defer r.begin(stage.Load, src.Name, inputs.Size(src.Files))()
	return dataset.Load(ctx, src, dataset.Options{Threads: r.plan.Threads, Progress: r.env.Progress.Add, Seen: r.seen})
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
