package dataset

import (
	"cmp"
	"context"
	"fmt"
	"hash/maphash"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// ReadAll reads every column of one file as texts, whatever it is called: a Column's Field is its header, made different from those
// before it where it repeats or is blank. tableName chooses a sheet or table; blank for the first with rows. Of an archive the first table is read
// and the others are told as passed over.
func ReadAll(ctx context.Context, path, tableName string, opt Options) (*Loaded, error) {
	out := &Loaded{Table: &record.Table{Name: filepath.Base(path), Sector: &record.Sector{}}}
	l := &loader{
		src: Source{Table: tableName}, out: out,
		opt: readOptions{threads: max(1, opt.Threads), seed: maphash.MakeSeed(), progress: opt.Progress},
	}
	seen := Look([]string{path})
	err := l.each(ctx, input{path: path, name: filepath.Base(path), file: filepath.Base(path)}, func(ctx context.Context, in input) error {
		if len(l.parts) > 0 {
			l.note(out.Table.Name, NoteTablesPassed, in.name)
			return nil
		}
		return l.whole(ctx, in)
	})
	return out, cmp.Or(changed(ctx, seen, []string{path}), err)
}

// whole reads every column of a file's table.
func (l *loader) whole(ctx context.Context, in input) error {
	c, err := in.open(ctx, l.src)
	if err != nil {
		return err
	}
	defer c.Close()
	if l.src.Table != "" {
		if err := onlyTable(&in, c, l.src.Table); err != nil {
			return err
		}
	}
	t := plainTable(c)
	if r, ok := t.reader.(interface{ damaged() error }); ok && r.damaged() != nil {
		return r.damaged()
	}
	var passed []string
	for _, other := range c.tables {
		if other != t {
			passed = append(passed, other.name)
		}
	}
	if len(passed) > 0 {
		l.note(in.name, NoteTablesPassed, strings.Join(passed, ", "))
	}
	head := t.head()
	if len(head) == 0 {
		return in.problem(record.ProblemFileEmpty, nil)
	}
	row := plainHeader(head)
	headers := namedApart(head[row])
	want := make([]int, len(headers))
	for i := range want {
		want[i] = i
	}
	rs, err := t.read(ctx, row, want, 1, len(headers), l.opt)
	if err != nil {
		return err
	}
	if r, ok := t.reader.(interface{ notes() []Note }); ok {
		for _, n := range r.notes() {
			l.note(in.name, n.ID, n.Args...)
		}
	}
	l.out.Bytes += c.size
	l.out.RowsIn, l.out.Table.Files, l.out.Table.Line = rs.in, []string{in.name}, rs.line
	l.out.Table.File = make([]uint32, len(rs.line))
	for _, line := range rs.line {
		l.out.Table.IDs.Append(fmt.Sprintf("%s:%d", in.name, line))
	}
	for _, r := range rs.rejects {
		l.out.Rejects = append(l.out.Rejects, record.Reject{Dataset: l.out.Table.Name, File: in.name, Row: r.line, Reason: r.reason, Raw: r.raw})
	}
	for i, h := range headers {
		l.out.Table.Columns = append(l.out.Table.Columns, &record.Column{Field: record.Field(h), Header: h, Codes: rs.columns[i].codes, Dict: rs.columns[i].dict})
	}
	l.parts = append(l.parts, &part{})
	return nil
}

// namedApart gives every header a name of its own.
func namedApart(headers []string) []string {
	var out []string
	for i, h := range headers {
		if h = strings.TrimSpace(h); h == "" {
			h = fmt.Sprintf("column_%d", i+1)
		}
		name := h
		for n := 2; slices.Contains(out, name); n++ {
			name = fmt.Sprintf("%s_%d", h, n)
		}
		out = append(out, name)
	}
	return out
}
