package dataset

import (
	"hash/maphash"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// joinColumns makes one column of several that hold a part each. Every distinct combination is put together once.
func joinColumns(seed maphash.Seed, j join, cols []coded) coded {
	if len(cols) == 1 && !j.ticks && !j.address && j.word == "" {
		return cols[0]
	}
	b, t := newBuilder(seed, len(cols[0].codes)), new(scratch)
	type key [maxParts]uint32
	known := map[key]uint32{}
	values := make([]string, len(cols))
	for row := range cols[0].codes {
		var k key
		for i, c := range cols {
			k[i] = c.codes[row]
		}
		code, ok := known[k]
		if !ok {
			for i, c := range cols {
				values[i] = c.dict.At(k[i])
			}
			code = b.intern(joined(j, values), t)
			known[k] = code
		}
		b.codes = append(b.codes, code)
	}
	return b.finish()
}

// joined puts the parts of one value together.
func joined(j join, values []string) string {
	switch {
	case j.word != "":
		return j.word
	case j.ticks && len(values) == 1:
		return tickedAlone(values[0], j.men)
	case j.ticks:
		return ticked(values)
	case j.address:
		return sexOfAddress(values[0])
	}
	if j.first {
		i := slices.IndexFunc(values, isDated)
		return values[max(i, 0)]
	}
	var parts []string
	switch j.field {
	case record.BirthDate:
		for _, v := range values {
			v = strings.TrimSuffix(strings.TrimLeft(v, "0"), ".0") // 05 and 5.0 are the 5th; 0 and 00 are not known
			if strings.ContainsAny(v, "/-.") {
				return v // the day column holds the whole date after all
			}
			if v != "" {
				parts = append(parts, v)
			} else if len(parts) > 0 {
				parts = nil // a day without a month says nothing
			}
		}
		return strings.Join(parts, j.sep)
	case record.PermanentAddress:
		whole := strings.Count(values[0], ",") >= 2
		for i, v := range values {
			if v == "" || i > 0 && (whole || strings.Contains(" "+viet.Words(values[0])+" ", " "+viet.Words(v)+" ")) {
				continue
			}
			parts = append(parts, v)
		}
	default:
		for _, v := range values {
			if v != "" {
				parts = append(parts, v)
			}
		}
	}
	return strings.Join(parts, j.sep)
}
