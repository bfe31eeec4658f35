package dataset

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// unguarded takes off the apostrophes that keep a spreadsheet from taking texts for formulas: the cell is the text without, as it is in
// the formats that need no guard. See package record.
func unguarded(c coded) coded {
	plain := func(v string) string { return string(trim([]byte(record.Unguard(v)))) }
	first := slices.IndexFunc(c.dict, func(v string) bool { return v != "" && v[0] == '\'' && record.Unguard(v) != v })
	if first < 0 {
		return c
	}
	to, at := make([]uint32, len(c.dict)), make(map[string]uint32, len(c.dict))
	dict := c.dict[:0:0]
	for code, v := range c.dict {
		if code >= first {
			v = plain(v)
		}
		known, ok := at[v]
		if !ok {
			known = uint32(len(dict))
			at[v], dict = known, append(dict, v)
		}
		to[code] = known
	}
	for row, code := range c.codes {
		c.codes[row] = to[code]
	}
	return coded{codes: c.codes, dict: dict}
}
