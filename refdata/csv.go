package refdata

import (
	"fmt"
	"strconv"
	"strings"
)

// eachRow calls f with the fields of every row of an embedded table but the header. The slice is reused between calls;
// the strings share the table's memory. Quotes are only known where a whole field is quoted, which is all the files use.
func eachRow(table string, columns int, f func(row []string)) {
	_, rest, _ := strings.Cut(table, "\n")
	row := make([]string, 0, columns)
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		row = splitRow(row[:0], line)
		if len(row) != columns {
			panic(fmt.Sprintf("refdata: %d fields instead of %d in %q", len(row), columns, line))
		}
		f(row)
	}
}

func splitRow(row []string, line string) []string {
	for {
		if strings.HasPrefix(line, `"`) {
			end := strings.Index(line[1:], `"`) + 1
			row = append(row, line[1:end])
			line = line[end+1:]
			if line == "" {
				return row
			}
			line = line[1:]
			continue
		}
		i := strings.IndexByte(line, ',')
		if i < 0 {
			return append(row, line)
		}
		row = append(row, line[:i])
		line = line[i+1:]
	}
}

// list splits a cell of several values.
func list(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// code reads a unit code; an empty cell is 0.
func code(s string) uint32 {
	var n uint32
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			panic("refdata: bad code " + strconv.Quote(s))
		}
		n = n*10 + uint32(s[i]-'0')
	}
	return n
}

// count reads a whole number; an empty cell is 0.
func count(s string) int { return int(code(s)) }

// share reads a percentage or ratio; an empty cell is 0.
func share(s string) float64 {
	if s == "" {
		return 0
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("refdata: bad number " + strconv.Quote(s))
	}
	return f
}
