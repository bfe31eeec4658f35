package dataset

import (
	"cmp"
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/covered"
	"github.com/doisanh/doisanh/record"
)

// Inspection is what a look at a file finds.
type Inspection struct {
	File     string
	Kind     string // csv, xlsx, parquet…
	Encoding string // the legacy encoding it was written in, blank for UTF-8 and formats that know no other
	Bytes    int64
	Sector   string // the profile it was read with
	Guessed  bool   // the profile is the one that knows most of the columns
	Tables   []TableFound
	Members  []string // of an archive: the files in it that are read, of which the first was looked at

	// Loaded is the file as a run would read it, nil where it cannot be: Problem says why.
	Loaded  *Loaded
	Problem error
}

// TableFound is a sheet of a workbook, a table of a database, or the one table a file is.
type TableFound struct {
	Name      string
	Hidden    bool
	HeaderRow int // its number in the file, the first row being 1; 0 where none was found
	Lines     int // rows the header is written in
	Headers   []string
	Fields    []record.Field // by header, blank where it is not read
	Shapes    []string       // of the cells of the first row, where no header was found and that row is somebody's
}

// InspectOptions are the knobs of Inspect.
type InspectOptions struct {
	Profile *Profile // nil: the built-in one that knows most of the columns
	Table   string
	Threads int
}

// Inspect looks at a file as a run would read it. What the file itself lacks stands in Inspection.Problem; the error is for files that
// cannot be opened at all.
func Inspect(ctx context.Context, path string, opt InspectOptions) (*Inspection, error) {
	out := &Inspection{File: path}
	l := &loader{out: &Loaded{Table: &record.Table{}}}
	src := Source{Files: []string{path}, Table: opt.Table, Profile: opt.Profile}
	err := l.each(ctx, input{path: path, name: filepath.Base(path), file: filepath.Base(path)}, func(ctx context.Context, in input) error {
		if in.packed > 0 {
			out.Members = append(out.Members, strings.TrimPrefix(in.name, filepath.Base(path)+"/"))
			if len(out.Members) > 1 {
				return nil
			}
		}
		return out.look(ctx, in, &src)
	})
	if err != nil {
		return nil, err
	}
	out.Loaded, out.Problem = Load(ctx, src, Options{Threads: opt.Threads})
	return out, ctx.Err()
}

// look opens a file and finds the headers of its tables.
func (out *Inspection) look(ctx context.Context, in input, src *Source) error {
	c, err := in.open(ctx, *src)
	if err != nil {
		return err
	}
	defer c.Close()
	out.Kind, out.Encoding, out.Bytes = c.kind, c.encoding, c.size
	if src.Profile == nil {
		if src.Profile, err = guessProfile(c); err != nil {
			return err
		}
		out.Guessed = true
	}
	out.Sector = src.Profile.Sector.Code
	for _, t := range c.tables {
		found := TableFound{Name: t.name, Hidden: t.hidden}
		head := t.head()
		if h, err := findHeader(*src, in.path, head); err == nil {
			found.HeaderRow, found.Lines, found.Headers = t.rowOf(h.row), h.lines, tellable(src.Profile, h.layout.headers)
			found.Fields = fieldsOf(h.layout)
		} else if len(head) > 0 {
			found.unfit(clipped(head)[plainHeader(head)], src.Profile)
		}
		out.Tables = append(out.Tables, found)
	}
	return nil
}

// unfit tells of a row that is no header as it is what each of its cells would be by itself: two may be the same field. Of somebody's row only shapes are told.
func (t *TableFound) unfit(row []string, p *Profile) {
	t.Fields = make([]record.Field, len(row))
	none := true
	for i, h := range row[:min(len(row), maxColumns)] {
		none = none && !isWording(p, h)
		if cs := p.headers.candidates(h); len(cs) > 0 && cs[0].tier <= medium {
			t.Fields[i] = cs[0].field
		}
	}
	if t.Headers = tellable(p, row); !none && !isData(row) {
		return
	}
	t.Headers, t.Fields = nil, nil
	for _, cell := range row {
		t.Shapes = append(t.Shapes, covered.Shape(cell))
	}
}

// fieldsOf lists what each column of a layout is read as.
func fieldsOf(l *layout) []record.Field {
	out := slices.Clone(l.field)
	for _, j := range l.joins {
		if j.word != "" {
			continue
		}
		for _, i := range j.columns {
			if out[i] == "" {
				out[i] = j.field
			} else {
				out[i] += "+" + j.field
			}
		}
	}
	for _, i := range l.ids {
		if out[i] == "" {
			out[i] = record.RecordID
		}
	}
	return out
}

// guessProfile returns the built-in profile that fits the columns of a file's tables best: the columns it knows, and the weight of those that are the sector's own.
// Of those that fit as well the register of the population goes first.
func guessProfile(c *contents) (*Profile, error) {
	best, most := register, -1.0
	known := map[string][]sectorFit{} // by header, which profiles may see in different rows
	for k, code := range Sectors() {
		p, err := Builtin(code)
		if err != nil {
			return nil, err
		}
		score := 0.0
		for _, t := range c.tables {
			h, err := findHeader(Source{Profile: p}, "", t.head())
			if err != nil {
				continue
			}
			row := strings.Join(h.layout.headers, "\x00")
			if known[row] == nil {
				if known[row], err = sectorFits(h.layout.headers); err != nil {
					return nil, err
				}
			}
			n := 0
			for _, f := range fieldsOf(h.layout) {
				if f == record.RecordID || p.Spec(f) != nil {
					n++
				}
			}
			score = max(score, float64(n)+known[row][k].weight)
		}
		if score > most || score == most && code == register {
			best, most = code, score
		}
	}
	return Builtin(best)
}

// ShapeCount is a shape of a column's values and the rows that have it.
type ShapeCount struct {
	Shape string `json:"shape"`
	Rows  int    `json:"rows"`
}

// Shapes counts the shapes of a column's values and returns the most frequent, and the number of rows that hold a value. Where the
// column's kind is that of a short list (sex, ethnicity…) the values themselves are shown; values asks for them everywhere.
func Shapes(c *record.Column, most int, values bool) (shapes []ShapeCount, filled int) {
	counts := map[string]int{}
	for v, n := range c.Distinct() {
		if v == "" || n == 0 {
			continue
		}
		filled += n
		if !values && !isListed(c) {
			v = covered.Shape(v)
		}
		counts[v] += n
	}
	for s, n := range counts {
		shapes = append(shapes, ShapeCount{s, n})
	}
	slices.SortFunc(shapes, func(a, b ShapeCount) int { return cmp.Or(b.Rows-a.Rows, strings.Compare(a.Shape, b.Shape)) })
	return shapes[:min(most, len(shapes))], filled
}

// isListed reports whether a column holds words out of a short list, which say nothing of one person.
func isListed(c *record.Column) bool {
	switch c.Kind {
	case record.KindSex, record.KindEthnicity, record.KindNationality, record.KindMarital, record.KindCode:
		return c.Dict.Len() <= 60
	}
	return false
}
