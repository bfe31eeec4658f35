// Package stream holds the two nouns a file format and package dataset share: a Row, its cells laid end to end, and Rows, which
// gives the rows of one table one by one.
package stream

import "io"

// Row is one row of a table. It belongs to the caller, who passes it to Rows.Next again and again; its slices are valid until then.
type Row struct {
	Number int    // its number in the file, counted from 1; ascending
	Hidden bool   // the format says that it is not shown
	Reason string // why it cannot be loaded, a word of record.Reject; "" where nothing stands against it
	Text   []byte // the cells' texts, end to end
	Ends   []int  // where each cell ends in Text
}

// Reset empties the row.
func (r *Row) Reset() {
	r.Number, r.Hidden, r.Reason, r.Text, r.Ends = 0, false, "", r.Text[:0], r.Ends[:0]
}

// End ends the cell whose text was appended to Text since the cell before ended.
func (r *Row) End() { r.Ends = append(r.Ends, len(r.Text)) }

// Add appends a cell.
func (r *Row) Add(text string) {
	r.Text = append(r.Text, text...)
	r.End()
}

// Pad appends empty cells until there are n.
func (r *Row) Pad(n int) {
	for len(r.Ends) < n {
		r.End()
	}
}

// Len is the number of cells.
func (r *Row) Len() int { return len(r.Ends) }

// Cell returns the text of a cell, nil where the row is shorter.
func (r *Row) Cell(i int) []byte {
	if i >= len(r.Ends) {
		return nil
	}
	from := 0
	if i > 0 {
		from = r.Ends[i-1]
	}
	return r.Text[from:r.Ends[i]]
}

// Clone returns a copy that stays.
func (r *Row) Clone() *Row {
	c := *r
	c.Text, c.Ends = append([]byte(nil), r.Text...), append([]int(nil), r.Ends...)
	return &c
}

// Rows gives the rows of one table, from the top to the bottom.
type Rows interface {
	// Next reads the next row, over what stood in r. At the end it returns io.EOF itself; any other error says that the file is damaged
	// or cannot be had, and that nothing more comes.
	Next(r *Row) error

	// Close lets go of what is held. It may be called at any time, once.
	Close() error
}

// AtEnd reports whether an error of Next is the end of the rows. An error that wraps io.EOF is a file cut off, and no end.
func AtEnd(err error) bool {
	return err == io.EOF //nolint:errorlint // see above
}
