package normalize

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// withEither puts columns of telephone numbers or e-mail addresses that go with none beside the one of their table that goes with the other's: where the one table has a telephone and a mobile
// and the other one number, that may be either. Of a row's numbers the one counts that the other table has, that which fewest of its rows have: one's own rather than the office's; and the first where it has none of them.
func withEither(pairs []anyColumns, free [2][]*record.Column, tables []*record.Table, heads map[*record.Column]header) []anyColumns {
	out, taken := slices.Clone(pairs), takenBy(pairs)
	for k, p := range pairs {
		role, _, _ := inferColumn(p.of, p.header, "")
		if role != record.RolePhone && role != record.RoleEmail {
			continue
		}
		for side := range tables {
			all := []*record.Column{p.of[side]}
			for _, c := range free[side] {
				if r, _, read := inferColumn([]*record.Column{c}, heads[c], ""); !taken[c] && read != nil && r == role && sameOwner(heads[c].whose, heads[p.of[side]].whose) {
					all = append(all, c)
					taken[c] = true
				}
			}
			if len(all) == 1 {
				continue
			}
			of := slices.Clone(out[k].of)
			of[side] = either(all, p.of[1-side], p.header)
			out[k] = anyColumns{of, p.header}
		}
	}
	return out
}

// either is a column that has of each row's values in several the one that the fewest rows of the other table's column have, as both are read, and where none of them has any the first.
func either(of []*record.Column, other *record.Column, h header) *record.Column {
	_, _, read := inferColumn(slices.Concat([]*record.Column{other}, of), h, "")
	if read == nil {
		return of[0]
	}
	rows := map[string]int{}
	for s, n := range other.Distinct() {
		rows[read[0](s)] += n
	}
	return derived(together(of), func(row int) string {
		best, fewest := "", 0
		for i, c := range of {
			s := c.At(row)
			v := read[i+1](s)
			if v == "" {
				continue
			}
			if n := rows[v]; best == "" || n > 0 && (fewest == 0 || n < fewest) {
				best, fewest = s, n
			}
		}
		return best
	})
}
