package dataset

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/record"
)

// headerRows is how far down a header is looked for.
const headerRows = 20

// headerFound is the header of a table: the rows of its head it stands in, and what its columns are read as.
type headerFound struct {
	row      int // its first row
	last     int // its last one, that of the columns' numbers included
	lines    int // rows it is written in
	numbers  bool
	encoding string // the legacy encoding it was written in, if any
	layout   *layout
}

// findHeader finds the header among a table's first records. Lists are often exported with title lines above it; a lower
// row has to name three columns to be taken, or two of more where no other is fit.
func findHeader(src Source, path string, head [][]string) (*headerFound, error) {
	var first error
	var thin *headerFound // the first row, where it names one column at most
	var two *headerFound  // the first row below it that names two columns, and has more
	head = clipped(head)
	for i := range min(len(head), headerRows) {
		if len(head[i]) == 0 {
			continue
		}
		h, err := headerAt(src, path, head, i)
		if len(src.Columns) == 0 && err == nil && isSomebodys(src.Profile, h.layout.headers, head, i) || isMissing(err) && isSomebodys(src.Profile, head[i], head, i) {
			err = &record.Problem{ID: record.ProblemHeaderUnknown, File: path, Args: []any{firstRow(src.Profile, head[i])}}
		}
		if err == nil {
			if len(src.Columns) == 0 {
				h = h.orLower(src, path, head)
			}
			switch found := len(h.layout.columnsOf()); {
			case found >= 3 || i == 0 && found == 2:
				return h, nil
			case i == 0:
				thin = h
			case found == 2 && two == nil && filledCells(head[i]) > found:
				two = h
			}
			continue
		}
		var p *record.Problem
		if !errors.As(err, &p) {
			return nil, err
		}
		if first == nil || i > 0 && p.ID == record.ProblemHeaderTwice {
			first = err
		}
		if p.ID == record.ProblemHeaderTwice || p.ID == record.ProblemFieldUnknown {
			break
		}
	}
	switch {
	case thin != nil:
		return thin, nil
	case two != nil:
		return two, nil
	case first == nil:
		first = &record.Problem{ID: record.ProblemHeaderBroken, File: path}
	}
	return nil, first
}

// orLower returns the better of a header and one right below it: the lower one where it names more columns, since the upper then heads groups of them, and else
// the upper one, of which the lower is a second line that says the same in other words.
func (h *headerFound) orLower(src Source, path string, head [][]string) *headerFound {
	next := h.last + 1
	if h.lines > 1 || h.numbers || next >= len(head) || !isHeader(src.Profile, head[next]) || !mostlyWordings(src.Profile, head[next]) {
		return h
	}
	lower, err := headerAt(src, path, head, next)
	if err == nil && len(lower.layout.columnsOf()) > len(h.layout.columnsOf()) {
		return lower
	}
	h.last, h.lines = next, h.lines+1
	h.takeBelow(head)
	return h
}

// takeBelow makes the remarks and the columns' numbers below a header a part of it.
func (h *headerFound) takeBelow(head [][]string) {
	remarks, numbers := partsBelow(head, h.last)
	h.last, h.lines, h.numbers = h.last+remarks, h.lines+remarks, numbers
	if numbers {
		h.last++
	}
}

// mostlyWordings reports whether half of what stands in a row, at least, are wordings of headers.
func mostlyWordings(p *Profile, row []string) bool {
	filled, known := 0, 0
	for _, c := range row {
		if c == "" {
			continue
		}
		if filled++; isWording(p, c) {
			known++
		}
	}
	return 2*known >= filled
}

// clipped returns records whose cells end where no header is longer: the first rows of a broken file may hold megabytes, and each
// is looked at for every field.
func clipped(head [][]string) [][]string {
	const longest = 1000 // bytes
	long := func(c string) bool { return len(c) > longest }
	var out [][]string
	for i, row := range head {
		if !slices.ContainsFunc(row, long) {
			continue
		}
		if out == nil {
			out = slices.Clone(head)
		}
		out[i] = slices.Clone(row)
		for k, c := range row {
			if long(c) {
				out[i][k] = strings.ToValidUTF8(c[:longest], "")
			}
		}
	}
	if out == nil {
		return head
	}
	return out
}

// headerAt reads the header that begins in a row: that row alone, or it and one or two below it where these stand under its merged
// cells.
func headerAt(src Source, path string, head [][]string, i int) (*headerFound, error) {
	headers, lines := head[i], 1
	var under []string // what stands below a merged cell
	for lines < 3 && i+lines < len(head) {
		two, ok := stackedHeader(headers, head[i+lines])
		if !ok {
			break
		}
		under = append(under, make([]string, len(two)-len(under))...)
		for k, cell := range head[i+lines] {
			under[k] = cmp.Or(cell, under[k])
		}
		headers, lines = two, lines+1
	}
	titles := slices.Concat(head[:i]...)
	h := &headerFound{row: i, last: i + lines - 1, lines: lines}
	var err error
	if h.layout, err = recognise(src.Profile, path, titles, headers, under, samplesBelow(head, h.last), src.Columns); err != nil && lines > 1 {
		h.last, h.lines, headers, under = i, 1, head[i], nil
		if l, alone := recognise(src.Profile, path, titles, headers, nil, samplesBelow(head, i), src.Columns); alone == nil {
			h.layout, err = l, nil
		}
	}
	if v := legacy.Detect(headers, nil); v.Encoding != legacy.UTF8 {
		decoded, _ := legacy.DecodeColumn(headers, v)
		below, _ := legacy.DecodeColumn(under, v)
		l, fault := recognise(src.Profile, path, titles, decoded, below, samplesBelow(head, h.last), src.Columns)
		if fault == nil && (err != nil || len(l.columnsOf()) > len(h.layout.columnsOf())) {
			h.layout, h.encoding, err = l, v.Encoding.String(), nil
		}
	}
	if err != nil {
		return nil, err
	}
	h.takeBelow(head)
	return h, nil
}

// stackedHeader puts two rows of a header together, where the lower names the parts of what the upper says over several columns:
// "Ngày sinh" over "Nam" and "Nữ". Merged cells hold their text in the first column, or, where whoever wrote the file has filled them, in every one. A row of data
// never stands so: it has values below single headers.
func stackedHeader(upper, lower []string) ([]string, bool) {
	upper, lower = unfilled(upper, lower)
	at := func(row []string, i int) string {
		if i < len(row) {
			return row[i]
		}
		return ""
	}
	n := max(len(upper), len(lower))
	out := make([]string, n)
	group, parts, single := "", 0, 0
	for i := range n {
		u, l := at(upper, i), at(lower, i)
		if u != "" {
			group = u
		}
		switch {
		case l == "" && u == "" && group != "" && partsFollow(upper, lower, i):
			// It stands below a part that is merged itself.
		case l == "":
			out[i], group = u, ""
			if u != "" {
				single++
			}
		case group == "", !headerLike(l):
			return nil, false
		case u != "" && (at(upper, i+1) != "" || at(lower, i+1) == ""):
			return nil, false // a value below a single header
		default:
			out[i] = group + " " + l
			parts++
		}
	}
	if parts < 2 || single == 0 {
		return nil, false
	}
	return out, true
}

// unfilled takes what merged cells repeat out of two rows of a header: in the lower one what stands above it, in the upper one what stands before it over another part.
func unfilled(upper, lower []string) (up, low []string) {
	up, low = slices.Clone(upper), slices.Clone(lower)
	for i := range min(len(upper), len(lower)) {
		if low[i] != "" && compact(low[i]) == compact(upper[i]) {
			low[i] = ""
		}
	}
	for i := min(len(upper), len(lower)) - 1; i > 0; i-- {
		if low[i] != "" && low[i-1] != "" && up[i] != "" && compact(up[i]) == compact(up[i-1]) {
			up[i] = ""
		}
	}
	return up, low
}

// partsFollow reports whether the merged cell over a column goes on to a further part.
func partsFollow(upper, lower []string, i int) bool {
	for i++; i < len(lower) && (i >= len(upper) || upper[i] == ""); i++ {
		if lower[i] != "" {
			return true
		}
	}
	return false
}

// headerLike reports whether a cell may be one of a header: short, and neither a number nor a date.
func headerLike(cell string) bool {
	digits := 0
	for _, r := range cell {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return utf8.RuneCountInString(cell) <= 60 && digits <= 2 && strings.ContainsFunc(cell, unicode.IsLetter)
}

// chosenTable is a table that is read, and its header.
type chosenTable struct {
	*table
	*headerFound
}

// choose chooses the tables of a file that are read: the one with the best header, and those whose header says the same.
func (l *loader) choose(in *input, c *contents) ([]*chosenTable, error) {
	if l.src.Table != "" {
		if err := onlyTable(in, c, l.src.Table); err != nil {
			return nil, err
		}
	}
	var first error
	fail := func(err error) {
		if first == nil {
			first = err
		}
	}
	var fit []*chosenTable
	for _, t := range c.tables {
		if r, ok := t.reader.(interface{ damaged() error }); ok && r.damaged() != nil {
			return nil, r.damaged()
		}
		head := t.head()
		if len(head) == 0 {
			fail(in.problem(record.ProblemFileEmpty, nil))
			continue
		}
		h, err := findHeader(l.src, in.path, head)
		if err != nil {
			if len(head) > 1 || len(c.tables) == 1 {
				fail(err)
			}
			continue
		}
		fit = append(fit, &chosenTable{t, h})
	}
	if len(fit) == 0 {
		if first == nil {
			first = in.problem(record.ProblemFileEmpty, nil)
		}
		return nil, first
	}
	return l.bestTables(in, c, fit), nil
}

// bestTables narrows the tables of a file with a header down to those that are read. A hidden one is, where no other is fit.
func (l *loader) bestTables(in *input, c *contents, fit []*chosenTable) []*chosenTable {
	score := func(t *chosenTable) int {
		n := len(t.layout.columnsOf())
		if t.hidden {
			n -= maxColumns
		}
		return n
	}
	best := slices.MaxFunc(fit, func(a, b *chosenTable) int { return score(a) - score(b) })
	var out []*chosenTable
	var stacked, hidden []string
	read := map[string]bool{}
	for _, t := range fit {
		if !sameHeader(t.layout, best.layout) && !sameFields(t.layout, best.layout) {
			continue
		}
		if t.hidden && !best.hidden {
			hidden = append(hidden, t.name)
			continue
		}
		out = append(out, t)
		stacked = append(stacked, t.name)
		read[t.name] = true
	}
	var passed []string
	for _, t := range c.tables {
		if !read[t.name] && !slices.Contains(hidden, t.name) && len(t.head()) > 0 {
			passed = append(passed, t.name)
		}
	}
	switch {
	case len(out) > 1:
		l.note(in.name, NoteTablesStacked, strings.Join(stacked, ", "))
	case len(passed) > 0:
		l.note(in.name, NoteTableChosen, best.name)
	}
	if len(passed) > 0 {
		l.note(in.name, NoteTablesPassed, strings.Join(passed, ", "))
	}
	if len(hidden) > 0 {
		l.note(in.name, NoteTablesHidden, strings.Join(hidden, ", "))
	}
	return out
}

// leastShared is the number of fields from which tables that hold the same are parts of one list, however each words its header.
const leastShared = 4

// sameFields reports whether two tables hold the same fields.
func sameFields(a, b *layout) bool {
	fields := func(l *layout) []record.Field {
		var out []record.Field
		for _, f := range l.field {
			if f != "" {
				out = append(out, f)
			}
		}
		for _, j := range l.joins {
			out = append(out, j.field)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	of := fields(a)
	return len(of) >= leastShared && slices.Equal(of, fields(b))
}

// sameHeader reports whether two tables have the same columns, in whatever order.
func sameHeader(a, b *layout) bool {
	names := func(l *layout) []string {
		var out []string
		for _, h := range l.headers {
			if n := compact(h); n != "" {
				out = append(out, n)
			}
		}
		slices.Sort(out)
		return out
	}
	return slices.Equal(names(a), names(b))
}

// onlyTable leaves the table the user named, as it is written or but for case, marks and punctuation.
func onlyTable(in *input, c *contents, name string) error {
	var names []string
	found := -1
	for i, t := range c.tables {
		names = append(names, t.name)
		if viet.NFC(t.name) == viet.NFC(name) || found < 0 && compact(t.name) == compact(name) {
			found = i
		}
	}
	if found < 0 {
		return &record.Problem{ID: record.ProblemTableUnknown, File: in.path, Column: name, Args: []any{nearest(name, names), strings.Join(names, ", ")}}
	}
	for i, t := range c.tables {
		if x, ok := t.reader.(interface{ Close() error }); ok && i != found {
			_ = x.Close() // it was read only
		}
	}
	c.tables = c.tables[found : found+1]
	c.tables[0].hidden = false
	return nil
}
