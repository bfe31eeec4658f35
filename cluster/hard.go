package cluster

import "github.com/doisanh/doisanh/record"

// hardRules are the fields of which no group holds two different values that can be right. Each gives a row's value, 0 where
// it has none or one that cannot be right.
type hardRules []func(row uint32) uint64

func hardOf(p *record.People, id *identity, names []record.Field) hardRules {
	var rules hardRules
	for _, name := range names {
		if name == record.PersonalIDNo {
			rules = append(rules, func(row uint32) uint64 {
				if !id.sound(row) {
					return 0
				}
				return id.number(row)
			})
			continue
		}
		if p.Table.Column(name) == nil {
			continue
		}
		f := fieldOf(p, name)
		rules = append(rules, func(row uint32) uint64 {
			if f.faults(row).Has(hardFaults) {
				return 0
			}
			return uint64(f.canon(row))
		})
	}
	return rules
}

// part reports whether a rule keeps two rows apart.
func (h hardRules) part(a, b uint32) bool {
	for _, value := range h {
		if x, y := value(a), value(b); x != 0 && y != 0 && x != y {
			return true
		}
	}
	return false
}

// Apart answers of two rows of a table whether they hold two different values that can both be right, in one of some fields.
type Apart struct{ rules hardRules }

// NewApart returns the Apart of a normalized table's fields.
func NewApart(p *record.People, fields []record.Field) Apart {
	return Apart{hardOf(p, newIdentity(p), fields)}
}

// Rows reports whether two rows are kept apart.
func (a Apart) Rows(x, y uint32) bool { return a.rules.part(x, y) }

// Of returns an Apart that answers of some rows alone, as a does, and holds nothing of the table.
func (a Apart) Of(rows []uint32) Apart {
	out := Apart{make(hardRules, len(a.rules))}
	for i, value := range a.rules {
		held := make(map[uint32]uint64, len(rows))
		for _, row := range rows {
			held[row] = value(row)
		}
		out.rules[i] = func(row uint32) uint64 { return held[row] }
	}
	return out
}
