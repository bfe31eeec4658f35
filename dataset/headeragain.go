package dataset

import (
	"cmp"
	"slices"
	"strings"
)

// reasonHeader is the reason of a row that repeats the header.
const reasonHeader = "header"

// leastRepeated is the columns that must say again what their headers say: a word of two may be somebody's name and place.
const leastRepeated = 3

// dropHeaders puts aside the rows that say the header again, as files put one below the other have them, and pages of a print. One such
// row would be a person, and two would make the record ids repeat. want are the columns that were read.
func (rs *rows) dropHeaders(headers []string, want []int) (dropped int) {
	columns := make([]int, len(want)) // those of few values first: they tell soonest that no row is
	for k := range columns {
		columns[k] = k
	}
	slices.SortFunc(columns, func(a, b int) int { return cmp.Compare(rs.columns[a].dict.Len(), rs.columns[b].dict.Len()) })
	codes := make([]uint32, len(want)) // of each header in its column
	said := 0
	for _, k := range columns {
		h := strings.TrimSpace(headers[want[k]])
		if h == "" {
			continue
		}
		found := false
		for code, v := range rs.columns[k].dict.All() {
			if found = v == h; found {
				codes[k] = code
				break
			}
		}
		if !found {
			return 0
		}
		said++
	}
	if said < leastRepeated {
		return 0
	}
	var kept []int
	for row := range rs.line {
		if slices.ContainsFunc(columns, func(k int) bool { return rs.columns[k].codes[row] != codes[k] }) {
			kept = append(kept, row)
			continue
		}
		var cells []string
		for _, i := range want {
			cells = append(cells, strings.TrimSpace(headers[i]))
		}
		rs.rejects = append(rs.rejects, rejected{int(rs.line[row]), reasonHeader, rawText([]byte(strings.Join(cells, ",")))})
		dropped++
	}
	if dropped == 0 {
		return 0
	}
	rs.keep(kept)
	return dropped
}

// keep leaves some rows, the others being among the rejects.
func (rs *rows) keep(kept []int) {
	slices.SortStableFunc(rs.rejects, func(a, b rejected) int { return cmp.Compare(a.line, b.line) })
	for k := range rs.columns {
		rs.columns[k] = rs.columns[k].pick(kept)
	}
	lines := make([]uint32, len(kept))
	for i, row := range kept {
		lines[i] = rs.line[row]
	}
	rs.line = lines
}

// pick returns a column of some rows, without the values that no row of them has.
func (c coded) pick(rows []int) coded {
	to := make([]uint32, c.dict.Len())
	kept := []uint32{0} // the empty cell
	codes := make([]uint32, len(rows))
	for i, row := range rows {
		code := c.codes[row]
		if code != 0 && to[code] == 0 {
			to[code] = uint32(len(kept))
			kept = append(kept, code)
		}
		codes[i] = to[code]
	}
	return coded{codes: codes, dict: c.dict.Pick(kept)}
}
