package dataset

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// leastOwn is how many fields of a sector a file has to name in the sector's own words to be plainly one of that sector.
const leastOwn = 2

// Swapped reports whether the register was plainly given a sector's file and the sector another: the register's has columns in the sector's own words, and the
// sector's has none.
func (p *Profile) Swapped(register, sector *Loaded) bool {
	return p.ownFields(register) >= leastOwn && p.ownFields(sector) == 0
}

// ownFields counts the fields of a sector that the headers of what was read name in the sector's own words.
func (p *Profile) ownFields(l *Loaded) int {
	own := map[record.Field]bool{}
	for _, h := range l.allHeaders() {
		for _, c := range p.headers.candidates(h) {
			if spec := p.Spec(c.field); spec != nil && spec.Own && c.level == 0 && c.tier <= medium {
				own[c.field] = true
				break
			}
		}
	}
	return len(own)
}

// allHeaders lists the headers of a file, those that are read and those that are not.
func (out *Loaded) allHeaders() []string {
	headers := slices.Clone(out.Ignored)
	for _, h := range out.Headers {
		headers = append(headers, h.Header)
	}
	return headers
}
