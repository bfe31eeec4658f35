package dataset

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// dittoKinds are what hand-typed lists say once for several rows: a place, a people, a nationality. Elsewhere NT may be a value.
var dittoKinds = []record.Kind{record.KindPlace, record.KindCommune, record.KindEthnicity, record.KindNationality}

// isDitto reports whether a cell says that it holds what the cell above does: "nt", "như trên", a quotation mark.
func isDitto(cell string) bool {
	if len(cell) > 24 {
		return false
	}
	switch viet.Words(cell) {
	case "nt", "n t", "nhu tren", "nt tren", "ditto":
		return true
	case "":
		mark := strings.Trim(cell, " -.")
		return mark != "" && strings.Trim(mark, "\"'“”〃″") == ""
	}
	return false
}

// fillDittos gives the cells that say so the value above them, in the columns of a layout that hold what may be said once, and returns how many.
// The first rows of a list, which have none above, keep what they say.
func (rs *rows) fillDittos(p *Profile, l *layout, want []int) (filled int) {
	may := func(f record.Field) bool {
		spec := p.Spec(f)
		return spec != nil && slices.Contains(dittoKinds, spec.Kind)
	}
	fill := func(i int) {
		if k, ok := slices.BinarySearch(want, i); ok {
			filled += rs.columns[k].fillDittos()
		}
	}
	for i, f := range l.field {
		if may(f) {
			fill(i)
		}
	}
	for _, j := range l.joins {
		if may(j.field) {
			for _, i := range j.columns {
				fill(i)
			}
		}
	}
	return filled
}

func (c *coded) fillDittos() (filled int) {
	ditto := make([]bool, c.dict.Len())
	some := false
	for code, v := range c.dict.All() {
		ditto[code] = isDitto(v)
		some = some || ditto[code]
	}
	if !some {
		return 0
	}
	all := make([]int, len(c.codes))
	for row, code := range c.codes {
		all[row] = row
		if row > 0 && ditto[code] && c.codes[row-1] != code {
			c.codes[row] = c.codes[row-1]
			filled++
		}
	}
	*c = c.pick(all)
	return filled
}
