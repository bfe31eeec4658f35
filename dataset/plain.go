package dataset

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Plain returns the source of a table nobody has described: every column of its first row is a text field named like its
// header, id the record's own key (blank for none), and the columns of ignore are not read. Headers are compared without
// case, marks and punctuation. A header that id or ignore names and the file lacks is a *record.Problem.
func Plain(name string, files []string, id string, ignore []string) (Source, error) {
	src := Source{Name: name, Files: files, Columns: map[record.Field]string{}}
	if len(files) == 0 {
		return src, &record.Problem{ID: record.ProblemGlobEmpty, File: name}
	}
	in := input{path: files[0], file: filepath.Base(files[0])}
	c, err := in.open(context.Background(), src)
	if err != nil {
		return src, err
	}
	defer c.Close()
	head := plainTable(c).head()
	if len(head) == 0 {
		return src, &record.Problem{ID: record.ProblemFileEmpty, File: files[0]}
	}
	is := func(h, want string) bool {
		return strings.TrimSpace(h) == strings.TrimSpace(want) || compact(h) != "" && compact(h) == compact(want)
	}
	names := func(row []string) bool { // the header is the row with the key's name, be other columns without any
		return slices.ContainsFunc(row, func(h string) bool { return is(h, id) })
	}
	row := plainHeader(head)
	if i := slices.IndexFunc(head[:row], names); id != "" && i >= 0 && !names(head[row]) {
		row = i
	}
	head = head[row:]
	for _, want := range append([]string{id}, ignore...) {
		if want != "" && !slices.ContainsFunc(head[0], func(h string) bool { return is(h, want) }) {
			return src, &record.Problem{ID: record.ProblemColumnUnknown, File: files[0], Column: want, Args: []any{nearestHeader(nil, want, head[0])}}
		}
	}
	src.Profile = &Profile{Sector: record.Sector{Code: name}, headers: &recogniser{}}
	for _, h := range head[0] {
		field := record.Field(viet.NFC(strings.TrimSpace(h)))
		switch {
		case field == "" || src.Columns[field] != "" || slices.ContainsFunc(ignore, func(w string) bool { return is(h, w) }):
		case id != "" && is(h, id) && src.Columns[record.RecordID] == "":
			src.Columns[record.RecordID] = h
		default:
			if field == record.RecordID { // a column so called that is not the key
				field += "_"
			}
			src.Columns[field] = h
			src.Profile.Fields = append(src.Profile.Fields, FieldSpec{Field: field, Kind: record.KindText})
		}
	}
	return src, nil
}

// plainTable returns the table of a file that is read where nobody knows its columns: the visible one with the most in its first rows.
func plainTable(c *contents) *table {
	best, most := c.tables[0], -1
	for _, t := range c.tables {
		n := 0
		for _, row := range t.head() {
			n += filledCells(row)
		}
		if !t.hidden && n > most {
			best, most = t, n
		}
	}
	return best
}

// plainHeader returns the row of a table's head that names its columns: the first as wide as most rows below it.
func plainHeader(head [][]string) int {
	width := map[int]int{}
	for _, row := range head {
		width[filledCells(row)]++
	}
	most := 0
	for w, n := range width {
		if n > width[most] || n == width[most] && w > most {
			most = w
		}
	}
	for i, row := range head[:min(len(head), headerRows)] {
		if n := filledCells(row); n > 1 && 2*n > most {
			return i
		}
	}
	return 0
}

func filledCells(row []string) int {
	n := 0
	for _, c := range row {
		if c != "" {
			n++
		}
	}
	return n
}
