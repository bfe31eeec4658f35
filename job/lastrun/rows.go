package lastrun

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// Rows are rows of a findings.csv, held by columns: a run whose sectors are fewer than those of the one before it has hundreds of thousands that are
// gone, and a slice of strings for each takes five times as much. A nil *Rows has none.
type Rows struct {
	ids     []uint64
	columns []rowsColumn // as in FindingColumns; the first is ids
}

// rowsColumn is the texts of a column. Where codes is nil, that of row i is text i; else each text stands once and codes[i] is its place.
type rowsColumn struct {
	texts  record.Texts
	codes  []uint32
	places map[string]uint32 // of texts, while rows are added
}

// newRows makes room for n rows. Each of the columns of records and values has nearly as many texts as rows, the others have few.
func newRows(n int) *Rows {
	r := &Rows{ids: make([]uint64, 0, n), columns: make([]rowsColumn, len(FindingColumns))}
	for i, name := range FindingColumns {
		switch c := &r.columns[i]; name {
		case "finding_id":
		case "record_id", "population_id", "dataset_value", "population_value":
			c.texts.Grow(n)
		default:
			c.codes, c.places = make([]uint32, 0, n), map[string]uint32{}
		}
	}
	return r
}

func (r *Rows) add(id uint64, row []string) {
	r.ids = append(r.ids, id)
	for i, s := range row[1:] {
		c := &r.columns[1+i]
		if c.codes == nil {
			c.texts.Append(s)
			continue
		}
		at, ok := c.places[s]
		if !ok {
			at = uint32(c.texts.Len())
			c.texts.Append(s)
			c.places[strings.Clone(s)] = at // the row's other cells go
		}
		c.codes = append(c.codes, at)
	}
}

// Len returns the number of rows.
func (r *Rows) Len() int {
	if r == nil {
		return 0
	}
	return len(r.ids)
}

// ID returns the id of a row's finding.
func (r *Rows) ID(row uint32) uint64 { return r.ids[row] }

// At returns a cell of any column but the first.
func (r *Rows) At(row uint32, column int) string {
	c := &r.columns[column]
	if c.codes != nil {
		row = c.codes[row]
	}
	return c.texts.At(row)
}

// Code returns a number that stands for the text of a cell among those of its column, which is one of few texts.
func (r *Rows) Code(row uint32, column int) uint32 { return r.columns[column].codes[row] }

// Numbers returns what tells for each row what of says of its text in a column, which is one of few texts. of is asked once for each text, in the order
// of the rows.
func (r *Rows) Numbers(column int, of func(text string) uint32) func(row uint32) uint32 {
	if r == nil {
		return nil
	}
	c := &r.columns[column]
	known := make([]bool, c.texts.Len())
	number := make([]uint32, c.texts.Len())
	for _, at := range c.codes {
		if !known[at] {
			known[at], number[at] = true, of(c.texts.At(at))
		}
	}
	return func(row uint32) uint32 { return number[c.codes[row]] }
}

// Sort puts the rows in order.
func (r *Rows) Sort(compare func(a, b uint32) int) {
	if r == nil {
		return
	}
	order := make([]uint32, r.Len())
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, compare)
	r.ids = inOrder(r.ids, order)
	for i := range r.columns {
		switch c := &r.columns[i]; {
		case c.codes != nil:
			c.codes = inOrder(c.codes, order)
		case c.texts.Len() > 0:
			c.texts = c.texts.Pick(order)
		}
	}
}

func inOrder[T any](list []T, order []uint32) []T {
	sorted := make([]T, len(order))
	for i, at := range order {
		sorted[i] = list[at]
	}
	return sorted
}
