package dataset

import (
	"fmt"
	"math"
	"strconv"

	"github.com/doisanh/doisanh/record"
)

// idColumn is what the files hold as record ids, end to end; header is what its column is called.
type idColumn struct {
	coded
	header string
}

// best returns the first of several columns that names every row differently, else the first that holds anything.
func bestID(cols []coded) int {
	first := -1
	for i, c := range cols {
		if c.dict.Len() == 1 {
			continue
		}
		if first < 0 {
			first = i
		}
		if repeats, blanks := idFaults(c); repeats == 0 && blanks*2 <= len(c.codes) {
			return i
		}
	}
	return first
}

// idFaults counts the rows whose id stood before, and those that have none.
func idFaults(c coded) (repeats, blanks int) {
	seen := make([]bool, c.dict.Len())
	for _, code := range c.codes {
		switch {
		case code == 0:
			blanks++
		case seen[code]:
			repeats++
		}
		seen[code] = true
	}
	return repeats, blanks
}

// namesRows reports whether a column names every row, and differently.
func namesRows(c coded) bool {
	repeats, blanks := idFaults(c)
	return len(c.codes) > 0 && repeats == 0 && blanks == 0
}

// counted reports whether a column whose values all differ is but a running number.
func counted(c coded) bool {
	low, high := math.MaxInt, math.MinInt
	first := c.dict.From(1)
	for v := range first.Values() {
		n, err := strconv.Atoi(v)
		if err != nil {
			return false
		}
		low, high = min(low, n), max(high, n)
	}
	return high-low+1 <= c.dict.Len()-1
}

// inOrder reports whether the codes are 1, 2, 3…
func inOrder(codes []uint32) bool {
	for i, c := range codes {
		if c != uint32(i)+1 {
			return false
		}
	}
	return true
}

// identify gives every row of a table its record id: the dataset's own key where there is one and it is unique, else
// "<file>:<row>". A row whose key is blank is named by file and row alone.
func identify(t *record.Table, own *idColumn) []Note {
	rows := len(t.File)
	place := func(row int) string { return fmt.Sprintf("%s:%d", t.Files[t.File[row]], t.Line[row]) }
	var notes []Note
	repeats, blanks := 0, rows
	if own != nil {
		repeats, blanks = idFaults(own.coded)
	}
	switch {
	case rows == 0:
	case own == nil || blanks == rows:
		notes = append(notes, Note{ID: NoteIDsAbsent})
	case repeats > 0:
		notes = append(notes, Note{ID: NoteIDsRepeat, Args: []any{own.header, repeats}})
	default:
		t.OwnIDs = true
		if blanks > 0 {
			notes = append(notes, Note{ID: NoteIDsBlank, Args: []any{own.header, blanks}})
		}
	}
	if t.OwnIDs && inOrder(own.codes) {
		t.IDs = own.dict.From(1) // the very same texts, in a file whose every row has an id of its own
		return notes
	}
	taken := map[string]bool{}
	t.IDs.Grow(rows)
	for row := range rows {
		if t.OwnIDs && own.codes[row] != 0 {
			t.IDs.Append(own.dict.At(own.codes[row]))
			continue
		}
		id := place(row)
		t.IDs.Append(id)
		if t.OwnIDs {
			taken[id] = true
		}
	}
	if len(taken) == 0 {
		return notes
	}
	for id := range own.dict.Values() { // somebody's own key that looks like a file and row: then no own key is used
		if taken[id] {
			t.OwnIDs, t.IDs = false, record.Texts{}
			for row := range rows {
				t.IDs.Append(place(row))
			}
			return []Note{{ID: NoteIDsRepeat, Args: []any{own.header, 1}}}
		}
	}
	return notes
}
