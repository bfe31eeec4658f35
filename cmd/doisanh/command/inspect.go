package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/ui"
	"github.com/doisanh/doisanh/record"
)

// inspectOptions are the flags of `doisanh inspect`.
type inspectOptions struct {
	sector, profile, table string
	values                 bool
	threads                int
}

func newInspectCommand(g *global) *cobra.Command {
	var o inspectOptions
	cmd := &cobra.Command{
		Use:   "inspect FILE",
		Short: "Xem một tệp là gì và sẽ được đọc ra sao / what a file is and how it will be read",
		Example: "  doisanh inspect bhxh.xlsx\n" +
			"  doisanh inspect bhxh.xlsx --table T06 --sector bhxh",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return runInspect(cmd.Context(), g, &o, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&o.sector, "sector", "", "ngành `SECTOR` của tệp; mặc định tự đoán / the file's `SECTOR`; guessed if left out")
	f.StringVar(&o.profile, "profile", "", "tệp profile `FILE` của ngành riêng / profile `FILE` of a sector of your own")
	f.StringVar(&o.table, "table", "", "trang tính hoặc bảng `NAME` cần đọc / the sheet or table `NAME` to read")
	f.BoolVar(&o.values, "values", false, "hiện giá trị thật, có dữ liệu cá nhân / show the values themselves: personal data")
	addThreads(f, &o.threads)
	return cmd
}

// inspected is the answer of `doisanh inspect --json`.
type inspected struct {
	File     string            `json:"file"`
	Kind     string            `json:"kind"`
	Encoding string            `json:"encoding,omitempty"`
	Bytes    int64             `json:"bytes"`
	Sector   string            `json:"sector"`
	Guessed  bool              `json:"sector_guessed,omitempty"`
	Members  []string          `json:"members,omitempty"`
	Tables   []inspectedTable  `json:"tables"`
	Rows     int               `json:"rows"`
	Loaded   int               `json:"loaded"`
	Rejected int               `json:"rejected"`
	Columns  []inspectedColumn `json:"columns"`
	Ignored  []string          `json:"ignored,omitempty"`
	Missing  []record.Field    `json:"missing_fields,omitempty"`
	Faults   []inspectedFault  `json:"faults,omitempty"`
	Notes    []string          `json:"notes,omitempty"`
	Problem  string            `json:"problem,omitempty"`
	Hint     string            `json:"hint,omitempty"`
}

type inspectedTable struct {
	Name      string   `json:"name,omitempty"`
	Hidden    bool     `json:"hidden,omitempty"`
	HeaderRow int      `json:"header_row,omitempty"`
	Lines     int      `json:"header_lines,omitempty"`
	Headers   []string `json:"headers"`

	// Where no header was found:
	Fields []record.Field `json:"fields,omitempty"`           // what each header would be by itself
	Shapes []string       `json:"first_row_shapes,omitempty"` // no headers, but somebody's row
}

type inspectedColumn struct {
	Header string               `json:"header"`
	Field  record.Field         `json:"field"`
	NameBy bool                 `json:"record_id,omitempty"` // the record ids are taken from it as well
	Kind   string               `json:"kind"`
	Filled int                  `json:"filled"`
	Values int                  `json:"distinct"`
	Shapes []dataset.ShapeCount `json:"shapes"`
}

type inspectedFault struct {
	File   string `json:"file"`
	Row    int    `json:"row"`
	Reason string `json:"reason"`
}

// firstFaults is the number of rejected rows that are shown, shownShapes that of a column's shapes.
const (
	firstFaults = 10
	shownShapes = 3
)

func runInspect(ctx context.Context, g *global, o *inspectOptions, file string) error {
	opt := dataset.InspectOptions{Table: o.table, Threads: o.threads}
	var err error
	switch {
	case o.profile != "":
		opt.Profile, err = dataset.ReadProfile(o.profile)
	case o.sector != "":
		opt.Profile, err = dataset.Builtin(o.sector)
	}
	if err != nil {
		return err
	}
	found, err := dataset.Inspect(ctx, file, opt)
	if err != nil {
		return err
	}
	p := g.printer()
	x, err := o.tell(p, found)
	if err != nil {
		return err
	}
	if g.json {
		err = g.writeJSON(x)
	} else {
		err = writeInspected(g.stdout, p, x)
	}
	if err == nil && found.Problem != nil {
		err = found.Problem
	}
	return err
}

// tell puts together what is shown. No value of a person stands in it, unless asked for.
func (o *inspectOptions) tell(p *ui.Printer, found *dataset.Inspection) (*inspected, error) {
	x := &inspected{
		File: found.File, Kind: found.Kind, Encoding: found.Encoding, Bytes: found.Bytes, Sector: found.Sector, Guessed: found.Guessed, Members: found.Members,
		Columns: []inspectedColumn{},
	}
	for _, t := range found.Tables {
		table := inspectedTable{Name: t.Name, Hidden: t.Hidden, HeaderRow: t.HeaderRow, Lines: t.Lines, Headers: t.Headers, Shapes: t.Shapes}
		if t.HeaderRow == 0 {
			table.Fields = t.Fields
		}
		x.Tables = append(x.Tables, table)
	}
	if found.Problem != nil {
		var q *record.Problem
		if !errors.As(found.Problem, &q) {
			return nil, found.Problem
		}
		what, hint := p.Problem(q)
		x.Problem, x.Hint = oneLine(what), oneLine(hint)
		return x, nil
	}
	l := found.Loaded
	x.Rows, x.Loaded, x.Rejected, x.Ignored, x.Missing = l.RowsIn, l.Table.Rows(), len(l.Rejects), l.Ignored, l.MissingFields
	for _, c := range l.Table.Columns {
		col := inspectedColumn{Header: c.Header, Field: c.Field, Kind: c.Kind.String(), Values: c.Dict.Len() - 1}
		col.NameBy = c.Field != record.RecordID && slices.ContainsFunc(l.Headers, func(h dataset.HeaderUse) bool {
			return h.Header == c.Header && h.Field == record.RecordID
		})
		col.Shapes, col.Filled = dataset.Shapes(c, shownShapes, o.values)
		x.Columns = append(x.Columns, col)
	}
	for _, r := range l.Rejects[:min(firstFaults, len(l.Rejects))] {
		x.Faults = append(x.Faults, inspectedFault{r.File, r.Row, r.Reason})
	}
	for _, n := range l.Notes {
		text := p.Note(n.ID, n.Args...)
		if n.File != "" {
			text = n.File + ": " + text
		}
		x.Notes = append(x.Notes, text)
	}
	return x, nil
}

// writeInspected writes it for people.
func writeInspected(w io.Writer, p *ui.Printer, x *inspected) error {
	var b strings.Builder
	line := func(key string, args ...any) { fmt.Fprintln(&b, p.Text(key, args...)) }
	encoding := x.Encoding
	if encoding == "" {
		encoding = "utf-8"
	}
	line("inspect.file", x.File, x.Kind, x.Bytes)
	if x.Kind == "csv" || x.Kind == "json" || x.Kind == "dbf" || x.Encoding != "" {
		line("inspect.encoding", encoding)
	}
	if len(x.Members) > 0 {
		line("inspect.members", strings.Join(x.Members, ", "))
	}
	for _, t := range x.Tables {
		name := t.Name
		if t.Hidden {
			name += " " + p.Text("inspect.hidden")
		}
		switch {
		case t.HeaderRow == 0 && name == "": // the error says so
		case t.HeaderRow == 0:
			line("inspect.no_header", name)
		case name != "":
			line("inspect.header", name, t.HeaderRow, len(t.Headers))
		}
		if rows := unfitRows(p, t); x.Problem != "" && len(rows) > 1 {
			b.WriteString("\n" + ui.Table(rows) + "\n")
		}
	}
	if x.Guessed {
		line("inspect.guessed", x.Sector)
	} else {
		line("inspect.sector", x.Sector)
	}
	if x.Problem == "" {
		line("inspect.rows", x.Rows, x.Loaded, x.Rejected)
		fmt.Fprintln(&b)
		b.WriteString(ui.Table(columnRows(p, x.Columns)))
	}
	if len(x.Ignored) > 0 {
		line("inspect.ignored", strings.Join(x.Ignored, ", "))
	}
	if len(x.Missing) > 0 {
		var names []string
		for _, f := range x.Missing {
			names = append(names, string(f))
		}
		line("inspect.missing", strings.Join(names, ", "))
	}
	for _, f := range x.Faults {
		line("inspect.fault", f.File, f.Row, p.Text("reason."+f.Reason))
	}
	for _, n := range x.Notes {
		line("inspect.note", n)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// unfitRows are the rows of the table of the columns of a table without a header that can be used.
func unfitRows(p *ui.Printer, t inspectedTable) [][]string {
	if t.HeaderRow > 0 {
		return nil
	}
	const most = 60 // columns, as many as the error names
	if len(t.Shapes) > 0 {
		rows := [][]string{{p.Text("inspect.number"), p.Text("inspect.first")}}
		for i, s := range t.Shapes[:min(most, len(t.Shapes))] {
			rows = append(rows, []string{fmt.Sprint(i + 1), s})
		}
		return rows
	}
	rows := [][]string{{p.Text("inspect.number"), p.Text("inspect.column"), p.Text("inspect.field")}}
	for i, h := range t.Headers[:min(most, len(t.Headers))] {
		rows = append(rows, []string{fmt.Sprint(i + 1), oneLine(h), cmp.Or(string(t.Fields[i]), "-")})
	}
	return rows
}

// columnRows are the rows of the table of columns.
func columnRows(p *ui.Printer, columns []inspectedColumn) [][]string {
	rows := [][]string{{p.Text("inspect.column"), p.Text("inspect.field"), p.Text("inspect.kind"), p.Text("inspect.filled"), p.Text("inspect.distinct"), p.Text("inspect.shapes")}}
	for _, c := range columns {
		var shapes []string
		for _, s := range c.Shapes {
			shapes = append(shapes, s.Shape)
		}
		field := string(c.Field)
		if c.NameBy {
			field += ", " + string(record.RecordID)
		}
		rows = append(rows, []string{c.Header, field, c.Kind, fmt.Sprint(c.Filled), fmt.Sprint(c.Values), strings.Join(shapes, " · ")})
	}
	return rows
}
