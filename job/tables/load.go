package tables

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/job/inputs"
	"github.com/doisanh/doisanh/job/memory"
	"github.com/doisanh/doisanh/job/models"
	"github.com/doisanh/doisanh/job/stage"
	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

// account notes what became of a file's rows.
func (r *run) account(l *dataset.Loaded) {
	r.sum.RowsIn, r.sum.Rows, r.sum.Rejected = append(r.sum.RowsIn, l.RowsIn), append(r.sum.Rows, l.Table.Rows()), append(r.sum.Rejected, len(l.Rejects))
	r.lost = append(r.lost, l.Rejects...)
}

// leftOut notes the headers of each table's columns that are not looked at.
func (r *run) leftOut(headers ...[]string) {
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

// open looks at the files and their columns.
func (r *run) open() error {
	r.seen = dataset.Look(append(slices.Clone(r.found), r.opt.decisions)...)
	r.opt.Progress.Start(stage.Load, filepath.Base(r.files[0]), 0) // at once: a look into large files takes a while
	err := r.look()
	if err != nil {
		r.opt.Progress.Done()
	}
	return err
}

// look sees whether the files have the columns that are named. A column to be ignored has to be in one of them; the keys of two tables may
// be called differently, "left,right".
func (r *run) look() error {
	lacking := map[string]bool{}
	for i, name := range []string{"left", "right"}[:len(r.files)] {
		id, ignore := r.opt.ID, slices.Clone(r.opt.Ignore)
		parts := strings.SplitN(id, ",", 2)
		src, err := dataset.Plain(name, r.found[i], id, ignore)
		for len(r.files) == 2 {
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
			src, err = dataset.Plain(name, r.found[i], id, ignore)
		}
		if err != nil {
			return err
		}
		src.Passed = r.passed[i]
		r.sources, r.ids = append(r.sources, src), append(r.ids, id)
	}
	return nil
}

// read loads one file, as a stage of its own.
func (r *run) read(ctx context.Context, file string, src dataset.Source) (*dataset.Loaded, error) {
	r.opt.Progress.Start(stage.Load, filepath.Base(file), inputs.Size(src.Files))
	defer r.opt.Progress.Done()
	return dataset.Load(ctx, src, dataset.Options{Threads: r.opt.Threads, Progress: r.opt.Progress.Add, Seen: r.seen})
}

// refuse returns the problem that the tables do not fit in memory with what both of them take, so that who gives it that much is not refused again.
func (r *run) refuse(ctx context.Context, sizes []memory.Size, short error) error {
	for i := len(sizes); i < len(r.sources); i++ {
		if inputs.Size(r.sources[i].Files) > r.opt.Memory {
			return short
		}
		loaded, err := r.read(ctx, r.files[i], r.sources[i])
		if err != nil {
			return short
		}
		sizes = append(sizes, memory.SizeOf(loaded.Table))
	}
	return cmp.Or(memory.Budget(r.opt.Memory).Fits(r.files[len(sizes)-1], memory.Need(sizes), 1), short)
}

// namesRows reports whether no two rows of a table have the same id, as is asked of the column that --id names.
func namesRows(l *dataset.Loaded) bool {
	return l.Table.OwnIDs && !slices.ContainsFunc(l.Notes, func(n dataset.Note) bool { return n.ID == dataset.NoteIDsShared })
}

// load reads the tables as tables of any kind.
func (r *run) load(ctx context.Context) error {
	var tables []*record.Table
	var sizes []memory.Size
	for i, src := range r.sources {
		if len(src.Profile.Fields) == 0 {
			return &record.Problem{ID: record.ProblemNoColumn, File: r.files[i]}
		}
		loaded, err := r.read(ctx, r.files[i], src)
		if err != nil {
			return err
		}
		if !namesRows(loaded) && loaded.Table.Rows() > 0 {
			return &record.Problem{ID: record.ProblemIDRepeats, File: r.files[i], Column: r.ids[i]}
		}
		t := inputs.Sorted(loaded.Table, r.opt.Threads)
		tables, sizes = append(tables, t), append(sizes, memory.SizeOf(t))
		if err := memory.Budget(r.opt.Memory).Fits(r.files[i], memory.Need(sizes), 1); err != nil {
			return r.refuse(ctx, sizes, err)
		}
		r.account(loaded)
	}
	r.sizes = sizes
	r.forecast(memory.Need(sizes))
	known, ignored, err := models.KnownRoles(r.opt.Model)
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
	r.noteColumns()
	if len(r.sum.Columns) == 0 && !r.nothing() {
		return &record.Problem{ID: record.ProblemNoColumn, File: r.files[0]}
	}
	return nil
}

// noteColumns notes what each column that counts was taken for, and how the right table calls it where that is another name.
func (r *run) noteColumns() {
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
}

// nothing says that there are no two rows to compare, as in a list that has a header alone today, or no more than two and nothing that
// tells whether they are alike by chance.
func (r *run) nothing() bool {
	a, b := r.left().Rows(), r.right().Rows()
	if r.one() && a < 2 || min(a, b) == 0 {
		return true
	}
	return len(r.sum.Columns) == 0 && max(a, b) <= 2
}

// forecast tells what the work is forecast to hold.
func (r *run) forecast(bytes int64) {
	if r.opt.Forecast != nil {
		r.opt.Forecast(bytes)
	}
}

// leave takes out of the tables the columns that the model file says are not to be looked at. read are the tables as they were read: a column that none
// of them has is a slip in the file.
func (r *run) leave(columns []record.Field, read []*record.Table) error {
	for _, field := range columns {
		is := func(c *record.Column) bool { return c.Field == field }
		if !slices.ContainsFunc(read, func(t *record.Table) bool { return slices.ContainsFunc(t.Columns, is) }) && !slices.ContainsFunc(r.left().Table.Columns, is) {
			return models.Invalid(r.opt.Model, fmt.Sprintf("field %q: the tables have no such column", field))
		}
		at := slices.IndexFunc(r.left().Table.Columns, is)
		for _, p := range r.people {
			if at >= 0 {
				p.Table.Columns = slices.Delete(p.Table.Columns, at, at+1)
			}
			delete(p.Texts, field)
		}
	}
	r.ignored = columns
	return nil
}
