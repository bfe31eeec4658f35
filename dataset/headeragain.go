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
// row would be a person, and two would make the record ids repeat. lines are the rows of the header as they stand above the list, and want the columns that
// were read. A line of few words, such as the parts below merged cells, repeats the header only right below the line above it.
func (rs *rows) dropHeaders(lines [][]string, want []int) (dropped int) {
	columns := make([]int, len(want)) // those of few values first: they tell soonest that no row is
	for k := range columns {
		columns[k] = k
	}
	slices.SortFunc(columns, func(a, b int) int { return cmp.Compare(rs.columns[a].dict.Len(), rs.columns[b].dict.Len()) })
	var again []headerLine
	for i := range lines {
		again = append(again, rs.lineOf(lines[:i+1], want, columns))
	}
	if !slices.ContainsFunc(again, func(l headerLine) bool { return l.codes != nil && l.said >= leastRepeated }) {
		return 0
	}
	var kept []int
	last := -1 // the line that the row above repeats, -1 for none
	for row := range rs.line {
		is := slices.IndexFunc(again, func(l headerLine) bool {
			return l.codes != nil && !slices.ContainsFunc(columns, func(k int) bool { return !slices.Contains(l.codes[k], rs.columns[k].codes[row]) })
		})
		if is >= 0 && again[is].said < leastRepeated && (last < 0 || is != last+1) {
			is = -1
		}
		if last = is; is < 0 {
			kept = append(kept, row)
			continue
		}
		rs.rejects = append(rs.rejects, rejected{int(rs.line[row]), reasonHeader, rawText([]byte(again[is].raw))})
		dropped++
	}
	if dropped == 0 {
		return 0
	}
	rs.keep(kept)
	return dropped
}

// headerLine is one row of a header, to be found again among the rows of the list.
type headerLine struct {
	said  int        // columns in which it says something
	codes [][]uint32 // by column read: the codes of what may stand there; nil where the list has nothing of that in some column
	raw   string
}

// lineOf looks the last of a header's first lines up among a list's values. Where it is blank, what stands above it may stand there: it is merged with that.
// The columns are gone through in the order given.
func (rs *rows) lineOf(lines [][]string, want, columns []int) headerLine {
	at := func(line []string, i int) string {
		if i < len(line) {
			return strings.TrimSpace(line[i])
		}
		return ""
	}
	line := lines[len(lines)-1]
	cells := make([]string, len(want))
	out := headerLine{codes: make([][]uint32, len(want))}
	for k, i := range want {
		if cells[k] = at(line, i); cells[k] != "" {
			out.said++
		}
	}
	out.raw = strings.Join(cells, ",")
	for _, k := range columns {
		may := []string{cells[k]}
		for _, above := range lines[:len(lines)-1] {
			if v := at(above, want[k]); cells[k] == "" && !slices.Contains(may, v) {
				may = append(may, v)
			}
		}
		for code, v := range rs.columns[k].dict.All() {
			if slices.Contains(may, v) {
				out.codes[k] = append(out.codes[k], code)
			}
			if len(out.codes[k]) == len(may) {
				break
			}
		}
		if out.codes[k] == nil {
			return headerLine{}
		}
	}
	return out
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
