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

// fewShared is the part of a list's rows that may share their ids with others for the column to be its key all the same: one in so many. An export gives a
// record twice now and then; where many repeat, the column names something else, as households.
const fewShared = 10

// sharedIDs tells of each code whether it stands in several rows, in how many rows such stand, and the first two of one.
func sharedIDs(c coded) (shared []bool, rows int, first [2]int) {
	times, at := make([]int, c.dict.Len()), make([]int, c.dict.Len())
	shared = make([]bool, c.dict.Len())
	for row, code := range c.codes {
		if code == 0 {
			continue
		}
		switch times[code]++; times[code] {
		case 1:
			at[code] = row
		case 2:
			if rows == 0 {
				first = [2]int{at[code], row}
			}
			shared[code] = true
			rows += 2
		default:
			rows++
		}
	}
	return shared, rows, first
}

// isKey reports whether hardly any rows of a column share its value with others.
func isKey(c coded) bool {
	_, n, _ := sharedIDs(c)
	return fewShared*n <= len(c.codes)
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
// "<file>:<row>". A row whose key is blank is named by file and row alone, and so are the few rows that share theirs: of which of them
// it is meant to be the key nobody can tell.
func identify(t *record.Table, own *idColumn) []Note {
	rows := len(t.File)
	place := func(row int) string { return fmt.Sprintf("%s:%d", t.Files[t.File[row]], t.Line[row]) }
	var notes []Note
	var shared []bool // by code, where some are
	repeats, blanks := 0, rows
	if own != nil {
		repeats, blanks = idFaults(own.coded)
	}
	switch {
	case rows == 0:
	case own == nil || blanks == rows:
		notes = append(notes, Note{ID: NoteIDsAbsent})
	default:
		var n int
		var first [2]int
		if repeats > 0 {
			shared, n, first = sharedIDs(own.coded)
		}
		t.OwnIDs = fewShared*n <= rows
		switch said := []any{own.header, n, place(first[0]), place(first[1])}; {
		case !t.OwnIDs:
			notes = append(notes, Note{ID: NoteIDsRepeat, Args: said})
		case n > 0:
			notes = append(notes, Note{ID: NoteIDsShared, Args: said})
		}
		if t.OwnIDs && blanks > 0 {
			notes = append(notes, Note{ID: NoteIDsBlank, Args: []any{own.header, blanks}})
		}
	}
	if t.OwnIDs && inOrder(own.codes) {
		t.IDs = own.dict.From(1) // the very same texts, in a file whose every row has an id of its own
		return notes
	}
	taken := map[string]int{} // the rows named by their place
	t.IDs.Grow(rows)
	for row := range rows {
		if t.OwnIDs {
			if code := own.codes[row]; code != 0 && (shared == nil || !shared[code]) {
				t.IDs.Append(own.dict.At(code))
				continue
			}
		}
		id := place(row)
		t.IDs.Append(id)
		if t.OwnIDs {
			taken[id] = row
		}
	}
	if len(taken) == 0 {
		return notes
	}
	for row, code := range own.codes { // somebody's own key that looks like a file and row: then no own key is used
		if at, ok := taken[own.dict.At(code)]; ok {
			t.OwnIDs, t.IDs = false, record.Texts{}
			for row := range rows {
				t.IDs.Append(place(row))
			}
			return []Note{{ID: NoteIDsRepeat, Args: []any{own.header, 2, place(at), place(row)}}}
		}
	}
	return notes
}
