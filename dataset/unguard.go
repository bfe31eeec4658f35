package dataset

import "github.com/doisanh/doisanh/record"

// unguarded takes off the apostrophes that keep a spreadsheet from taking texts for formulas: the cell is the text without, as it is in
// the formats that need no guard. See package record.
func unguarded(c coded) coded {
	plain := func(v string) string { return string(trim([]byte(record.Unguard(v)))) }
	guarded := func(v string) bool { return v != "" && v[0] == '\'' && record.Unguard(v) != v }
	first := 0
	for v := range c.dict.Values() {
		if guarded(v) {
			break
		}
		first++
	}
	if first == c.dict.Len() {
		return c
	}
	to, at := make([]uint32, c.dict.Len()), make(map[string]uint32, c.dict.Len())
	var dict record.Texts
	for code, v := range c.dict.All() {
		if guarded(v) {
			v = plain(v)
		}
		known, ok := at[v]
		if !ok {
			known = uint32(dict.Len())
			at[v] = known
			dict.Append(v)
		}
		to[code] = known
	}
	for row, code := range c.codes {
		c.codes[row] = to[code]
	}
	return coded{codes: c.codes, dict: dict}
}
