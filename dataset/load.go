package dataset

import (
	"cmp"
	"context"
	"hash/maphash"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/doisanh/doisanh/record"
)

// part is one table, loaded.
type part struct {
	name    string
	columns map[record.Field]coded
	headers map[record.Field]string
	id      coded
	idName  string // "" where the file has no record id
	idOwn   bool   // the id has a column of its own
	rows    *rows
}

// Load reads a dataset: all its files, one below the other. What the user can mend is a *record.Problem.
func Load(ctx context.Context, src Source, opt Options) (*Loaded, error) {
	if len(src.Files) == 0 && src.SQL == nil {
		return nil, &record.Problem{ID: record.ProblemGlobEmpty, File: src.Name}
	}
	name := src.Name
	if name == "" {
		name = src.Profile.Sector.Code
	}
	out := &Loaded{Table: &record.Table{Name: name, Sector: &src.Profile.Sector}}
	l := &loader{
		src: src, out: out,
		opt: readOptions{threads: max(1, opt.Threads), seed: maphash.MakeSeed(), progress: opt.Progress},
	}
	seen := opt.Seen
	if seen == nil {
		seen = Look(src.Files)
	}
	if len(src.Passed) > 0 {
		l.note("", NoteFilesPassed, someOf(src.Passed))
	}
	for i, name := range displayNames(src.Files) {
		err := l.each(ctx, input{path: src.Files[i], name: name, file: filepath.Base(src.Files[i])}, l.file)
		if err := cmp.Or(changed(ctx, seen, src.Files[i:i+1]), err); err != nil {
			return nil, err
		}
	}
	if src.SQL != nil {
		if err := l.query(ctx, name+".sql"); err != nil {
			return nil, err
		}
	}
	assemble(out, src.Profile, l.parts, l.opt)
	for _, f := range src.Profile.Sector.Required {
		if out.Table.Column(f) == nil {
			out.MissingFields = append(out.MissingFields, f)
		}
	}
	return out, nil
}

// loader is the work of loading one dataset.
type loader struct {
	src   Source
	opt   readOptions
	out   *Loaded
	parts []*part
}

// note adds what is to be told of a file.
func (l *loader) note(file, id string, args ...any) {
	l.out.Notes = append(l.out.Notes, Note{ID: id, File: file, Args: args})
}

// query loads the result of a query.
func (l *loader) query(ctx context.Context, name string) error {
	c, err := openQuery(ctx, l.src.SQL, name)
	if err != nil {
		return err
	}
	defer c.Close()
	return l.contents(ctx, &input{path: "sql:" + l.src.SQL.Env, name: name}, c)
}

// file loads the tables of one file.
func (l *loader) file(ctx context.Context, in input) error {
	c, err := in.open(ctx, l.src)
	if err != nil {
		return err
	}
	defer c.Close()
	return l.contents(ctx, &in, c)
}

// contents loads what a file holds, and adds what there is to tell of it.
func (l *loader) contents(ctx context.Context, in *input, c *contents) error {
	if in.packed > 0 {
		c.size = in.packed
	}
	l.out.Bytes += c.size
	if expected := kindOfName(in.file); expected != "" && !fits(expected, c.kind) {
		l.note(in.name, NoteKind, expected, c.kind)
	}
	if c.encoding != "" {
		l.note(in.name, NoteEncoding, c.encoding)
	}
	chosen, err := l.choose(in, c)
	if err != nil {
		return err
	}
	opt := l.opt
	if opt.progress != nil {
		var told atomic.Int64
		all := opt.progress
		opt.progress = func(n int64) { // what is told of a file sums to its size
			after := told.Add(n)
			if more := min(after, c.size) - min(after-n, c.size); more > 0 {
				all(more)
			}
		}
		defer func() { all(max(0, c.size-told.Load())) }()
	}
	for _, t := range chosen {
		name := in.name
		if len(chosen) > 1 {
			name += "[" + t.name + "]"
		}
		if err := l.table(ctx, name, t, opt); err != nil {
			return err
		}
	}
	return nil
}

// table loads one table.
func (l *loader) table(ctx context.Context, name string, t *chosenTable, opt readOptions) error {
	lay := t.layout
	l.noteHeader(name, t)
	width := len(lay.headers)
	for width > 1 && strings.TrimSpace(lay.headers[width-1]) == "" {
		width--
	}
	width = min(width, longestOf(t.head()[t.last+1:], width))
	want := slices.Compact(slices.Sorted(slices.Values(slices.Concat(lay.columnsOf(), lay.spare))))
	rs, err := t.read(ctx, t.last, want, width, len(lay.headers), opt)
	if err != nil {
		return err
	}
	if r, ok := t.reader.(interface{ notes() []Note }); ok {
		for _, n := range r.notes() {
			l.note(name, n.ID, n.Args...)
		}
	}
	l.tidy(name, rs, t, lay, want)
	p := &part{name: name, columns: map[record.Field]coded{}, headers: map[record.Field]string{}, rows: rs}
	column := func(i int) coded { k, _ := slices.BinarySearch(want, i); return rs.columns[k] }
	for i, f := range lay.field {
		if f != "" {
			p.columns[f], p.headers[f] = column(i), lay.headers[i]
		}
	}
	l.join(p, lay, column, opt)
	if p.chooseID(l.src.Profile, lay, column) {
		l.note(name, NoteIDsTaken, p.idName)
	}
	l.out.tell(p, lay, l.told(lay))
	l.parts = append(l.parts, p)
	l.out.Table.Files = append(l.out.Table.Files, name)
	return nil
}

// told returns the headers of a layout as messages may have them. Where the user named columns, what names them is a header.
func (l *loader) told(lay *layout) []string {
	if len(l.src.Columns) > 0 {
		return lay.headers
	}
	return tellable(l.src.Profile, lay.headers)
}

// noteHeader notes what is unusual about a table's header.
func (l *loader) noteHeader(name string, t *chosenTable) {
	if t.row > 0 {
		l.note(name, NoteHeaderBelow, t.rowOf(t.row))
	}
	if t.lines > 1 {
		l.note(name, NoteHeaderLines, t.lines)
	}
	if t.numbers {
		l.note(name, NoteHeaderNumbers)
	}
	if t.encoding != "" {
		l.note(name, NoteHeaderEncoding, t.encoding)
	}
}

// tidy drops the rows that are no records and writes out repeat marks, and notes how many there were, and that a list is cut short.
func (l *loader) tidy(name string, rs *rows, t *chosenTable, lay *layout, want []int) {
	foot, cut := 0, false
	for _, r := range rs.rejects {
		if r.reason == reasonFooter {
			foot++
		}
		cut = cut || r.reason == reasonCut
	}
	if cut {
		l.note(name, NoteRowsCut)
	}
	if foot > 0 {
		l.note(name, NoteRowsFooter, foot)
	}
	if n := rs.dropHeaders(t.head()[t.row:t.last+1], want); n > 0 {
		l.note(name, NoteRowsHeader, n)
	}
	if n := rs.dropHeadings() + rs.dropNobody(); n > 0 {
		l.note(name, NoteRowsHeading, n)
	}
	if reason, n := rs.mostRejected(); len(rs.line) == 0 && n > 0 {
		l.note(name, NoteRowsNone, len(rs.rejects), n, reason)
	}
	if spec := l.src.Profile.Spec(record.FullName); spec != nil && spec.Kind == record.KindName {
		if n := rs.mendSlips(want, l.opt.threads); n > 0 {
			l.note(name, NoteRowsSlipped, n)
		}
	}
	if n := rs.fillDittos(l.src.Profile, lay, want); n > 0 {
		l.note(name, NoteCellsDitto, n)
	}
}

// join makes the columns that are made of several, or of one and a word its header implies.
func (l *loader) join(p *part, lay *layout, column func(i int) coded, opt readOptions) {
	for _, j := range lay.joins {
		var cols []coded
		var names []string
		for _, i := range j.columns {
			cols = append(cols, column(i))
			names = append(names, headerShown(lay.headers, i))
		}
		p.columns[j.field], p.headers[j.field] = joinColumns(opt.seed, j, cols), strings.Join(names, " + ")
		if j.word != "" {
			l.note(p.name, NoteColumnImplied, string(j.field), j.word)
		}
		if len(names) > 1 {
			l.note(p.name, NoteColumnJoined, string(j.field), strings.Join(names, " + "))
		}
	}
}

// mostRejected returns the most frequent reason of the rows rejected, and how many it is of.
func (rs *rows) mostRejected() (reason string, n int) {
	count := map[string]int{}
	for _, r := range rs.rejects {
		count[r.reason]++
	}
	for _, r := range slices.Sorted(maps.Keys(count)) {
		if count[r] > n {
			reason, n = r, count[r]
		}
	}
	return reason, n
}

// headerShown returns a column's header, or the letters that spreadsheets call it by where it has none: "(D)".
func headerShown(headers []string, i int) string {
	if strings.TrimSpace(headers[i]) != "" {
		return headers[i]
	}
	return letters(i)
}

// letters are those that spreadsheets call a column by: "(D)".
func letters(i int) string {
	s := ""
	for n := i + 1; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return "(" + s + ")"
}

// longestOf returns the cells of the longest of a list's first rows, or width where there are few: a list none of whose rows goes as far as its header
// was saved without the empty cells at its end, and none of them is broken.
func longestOf(rows [][]string, width int) int {
	const few = 3
	longest, n := 0, 0
	for _, row := range rows {
		if len(row) > 0 {
			longest, n = max(longest, len(row)), n+1
		}
	}
	if n < few {
		return width
	}
	return longest
}

// chooseID chooses the column a file's record ids are taken from. It reports whether that is one whose header does not say
// so: it names every row, and differently. One that is called an id and repeats, as a patient's in claims, gives way to a field of the profile's that does.
func (p *part) chooseID(profile *Profile, l *layout, column func(int) coded) (taken bool) {
	var cols []coded
	for _, i := range l.ids {
		cols = append(cols, column(i))
	}
	k := bestID(cols)
	switch {
	case k >= 0 && isKey(cols[k]):
	case p.fieldAsID(profile, namesRows):
		return false
	}
	if k >= 0 {
		p.id, p.idName, p.idOwn = cols[k], l.headers[l.ids[k]], true
		return false
	}
	for _, i := range l.spare {
		if c := column(i); namesRows(c) && !counted(c) {
			p.id, p.idName, p.idOwn = c, l.headers[i], true
			return true
		}
	}
	p.fieldAsID(profile, func(c coded) bool { return c.dict.Len() > 1 })
	return false
}

// fieldAsID takes the record ids from the first of the profile's fields for it that is fit.
func (p *part) fieldAsID(profile *Profile, fit func(coded) bool) bool {
	for _, f := range profile.IDFields {
		if c, ok := p.columns[f]; ok && fit(c) {
			p.id, p.idName = c, p.headers[f]
			return true
		}
	}
	return false
}

// tell adds what is worth saying of a file; told are its headers as messages may have them.
func (out *Loaded) tell(p *part, l *layout, told []string) {
	for i, h := range l.headers {
		used := len(out.Headers)
		if f := l.field[i]; f != "" {
			out.Headers = append(out.Headers, HeaderUse{p.name, h, f})
		}
		for _, j := range l.joins {
			if j.word == "" && slices.Contains(j.columns, i) {
				out.Headers = append(out.Headers, HeaderUse{p.name, headerShown(l.headers, i), j.field})
			}
		}
		if h == p.idName && (!p.idOwn || slices.Contains(l.ids, i) || slices.Contains(l.spare, i)) {
			out.Headers = append(out.Headers, HeaderUse{p.name, h, record.RecordID})
		}
		if len(out.Headers) == used && strings.TrimSpace(h) != "" && !slices.Contains(out.Ignored, told[i]) {
			out.Ignored = append(out.Ignored, told[i])
		}
	}
	if p.rows.in == 0 {
		out.Notes = append(out.Notes, Note{ID: NoteFileNoRows, File: p.name})
	}
}

// assemble lays the files of a dataset end to end.
func assemble(out *Loaded, profile *Profile, parts []*part, ro readOptions) {
	t := out.Table
	for i, p := range parts {
		out.RowsIn += p.rows.in
		t.Line = append(t.Line, p.rows.line...)
		for range p.rows.line {
			t.File = append(t.File, uint32(i))
		}
		for _, r := range p.rows.rejects {
			out.Rejects = append(out.Rejects, record.Reject{Dataset: t.Name, File: p.name, Row: r.line, Reason: r.reason, Raw: r.raw})
		}
	}
	for _, f := range fieldOrder(profile) {
		i := slices.IndexFunc(parts, func(p *part) bool { _, ok := p.columns[f]; return ok })
		if i < 0 {
			continue
		}
		spec := profile.Spec(f)
		t.Columns = append(t.Columns, &record.Column{Field: f, Header: parts[i].headers[f], Kind: spec.Kind, Words: spec.Words})
	}
	var g errgroup.Group
	g.SetLimit(ro.threads)
	for _, c := range t.Columns {
		g.Go(func() error {
			all := stack(parts, ro.seed, func(p *part) (coded, bool) { v, ok := p.columns[c.Field]; return v, ok })
			c.Codes, c.Dict = all.codes, all.dict
			if c.Kind == record.KindCode {
				c.Words = extendWords(c.Field, c.Words, c.Dict)
			}
			return nil
		})
	}
	_ = g.Wait() // nothing in it fails
	var own *idColumn
	if i := slices.IndexFunc(parts, func(p *part) bool { return p.idName != "" }); i >= 0 {
		own = &idColumn{coded: stack(parts, ro.seed, func(p *part) (coded, bool) { return p.id, p.idName != "" }), header: parts[i].idName}
		if parts[i].idOwn {
			t.Columns = slices.Insert(t.Columns, 0, &record.Column{Field: record.RecordID, Header: own.header, Kind: record.KindKey, Codes: own.codes, Dict: own.dict})
		}
	}
	out.Notes = append(out.Notes, identify(t, own)...)
}

// stack joins one column of all files, blank where a file has it not.
func stack(parts []*part, seed maphash.Seed, of func(*part) (coded, bool)) coded {
	cols := make([]coded, len(parts))
	for i, p := range parts {
		c, ok := of(p)
		if !ok {
			c = noValues(len(p.rows.line))
		}
		cols[i] = c
	}
	return concat(seed, cols)
}

// fieldOrder lists a profile's fields: the canonical ones in their order, then the sector's.
func fieldOrder(p *Profile) []record.Field {
	order := append(record.CanonicalFields(), record.PermanentCommune)
	for _, s := range p.Fields {
		if !slices.Contains(order, s.Field) {
			order = append(order, s.Field)
		}
	}
	return order
}
