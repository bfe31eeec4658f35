package block

import (
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Found says by which rules pairs are found.
type Found struct {
	Fields []record.Field   // what the rules look at
	Uses   []record.RuleSet // per field, the rules whose keys look at it
	By     []record.RuleSet // per pair, the rules that find it
}

// FoundBy tells by which rules pairs of a row of left and one of right are found, all of them, which a run does not show: there a pair
// comes under the first, and a record that is settled is not looked for any more. Of the options the rules, the index, the threads and Strict count.
//
// A spare rule whose block on the right is crowded finds nothing. What a strict rule refines or splits away is taken as found:
// that happens to very large blocks, and to pairs of different sex, only. The index of right, where there is one, spares deriving its keys anew;
// the error is that of reading them where they are spilled.
func FoundBy(left, right *record.People, opt Options, pairs []record.Pair) (*Found, error) {
	opt = opt.filled()
	rules := opt.Rules
	out := &Found{By: make([]record.RuleSet, len(pairs))}
	lrows, rrows := make([]uint32, len(pairs)), make([]uint32, len(pairs))
	for i, p := range pairs {
		lrows[i], rrows[i] = p.Left, p.Right
	}
	l, r := newSide(picked(left, lrows), len(rules)), newSide(picked(right, rrows), len(rules)) // pair i is row i of both
	l.rows, r.rows = len(pairs), len(pairs)
	whole := opt.Index.side(right, opt.Rules)
	for slot, rule := range rules {
		out.use(rule, slot)
		spare := rule.Partners > 0
		if spare && opt.Strict || !rule.fits(right.Rows()) || !canDerive(left, rule.Keys) || !whole.canDerive(rule, slot) {
			continue
		}
		if err := l.derive(rule, slot, opt.Threads); err != nil {
			return nil, err
		}
		if spare || whole.spilled != nil {
			if err := whole.derive(rule, slot, opt.Threads); err != nil {
				return nil, err
			}
		}
		rkeys, err := r.keysOr(whole, rule, slot, rrows, opt.Threads)
		if err != nil {
			return nil, err
		}
		var met *crowd
		if spare {
			met = counts(whole.keys[slot], l.keys[slot])
		}
		whole.release(slot)
		for i, k := range l.keys[slot] {
			if k != 0 && k == rkeys[i] && (met == nil || met.of(k) <= rule.Partners) {
				out.By[i].Add(slot)
			}
		}
	}
	return out, nil
}

// keysOr derives the keys of some rows of a table, or takes them from those of the whole one that are on disk: its values may be gone.
func (s *side) keysOr(whole *side, rule Rule, slot int, rows []uint32, threads int) ([]uint32, error) {
	if whole.spilled == nil {
		err := s.derive(rule, slot, threads)
		return s.keys[slot], err
	}
	return pickedRows(whole.keys[slot], rows), nil
}

// use notes the fields a rule's keys look at.
func (f *Found) use(r Rule, slot int) {
	for _, k := range r.Keys {
		at := slices.Index(f.Fields, k.Field)
		if at < 0 {
			at = len(f.Fields)
			f.Fields, f.Uses = append(f.Fields, k.Field), append(f.Uses, record.RuleSet{})
		}
		f.Uses[at].Add(slot)
	}
}

// crowd is how often some keys stand in a table: open addressing, a key and its count side by side. 0 is no key.
type crowd struct {
	slots [][2]uint32
	mask  uint32
}

// counts counts how often each of the asked keys stands among all.
func counts(all, asked []uint32) *crowd {
	size := 64
	for size < 2*len(asked) {
		size *= 2
	}
	c := &crowd{slots: make([][2]uint32, size), mask: uint32(size - 1)}
	f := newFilter(len(asked))
	for _, k := range asked {
		if k != 0 {
			f.add(k)
			c.slot(k)[0] = k
		}
	}
	for _, k := range all {
		if k != 0 && f.has(k) {
			if s := c.slot(k); s[0] == k {
				s[1]++
			}
		}
	}
	return c
}

// slot returns a key's slot, a free one where it is not there. Keys are hashes.
func (c *crowd) slot(k uint32) *[2]uint32 {
	at := k >> 7 & c.mask // other bits than the filter's
	for c.slots[at][0] != k && c.slots[at][0] != 0 {
		at = (at + 1) & c.mask
	}
	return &c.slots[at]
}

// of returns how often a key stands there.
func (c *crowd) of(k uint32) int { return int(c.slot(k)[1]) }

// picked returns a table of some rows of p, in the order given, as far as keys are derived from it.
func picked(p *record.People, rows []uint32) *record.People {
	some := &record.People{
		Names: pickedAll(p.Names, rows), Dates: pickedAll(p.Dates, rows), IDs: pickedAll(p.IDs, rows), Places: pickedAll(p.Places, rows),
		Coded: pickedAll(p.Coded, rows), Numbers: pickedAll(p.Numbers, rows), Texts: pickedAll(p.Texts, rows),
		ID12: pickedRows(p.ID12, rows), ID9: pickedRows(p.ID9, rows), IDSlipped: pickedRows(p.IDSlipped, rows), Commune: pickedRows(p.Commune, rows),
		Table: &record.Table{IDs: p.Table.IDs.Pick(rows)},
	}
	if p.Births != nil {
		some.Births = pickedAll(map[record.Field]*record.Values[record.DateValue]{record.BirthDate: p.Births}, rows)[record.BirthDate]
	}
	return some
}

func pickedRows[T any](v []T, rows []uint32) []T {
	if v == nil {
		return nil
	}
	out := make([]T, len(rows))
	for i, r := range rows {
		out[i] = v[r]
	}
	return out
}

func pickedAll[T any](m map[record.Field]*record.Values[T], rows []uint32) map[record.Field]*record.Values[T] {
	out := make(map[record.Field]*record.Values[T], len(m))
	for k, v := range m {
		if v == nil {
			continue
		}
		n := &record.Values[T]{Codes: make([]uint32, len(rows)), Dict: make([]T, len(rows)), Canon: make([]uint32, len(rows))}
		for i, row := range rows { // each row's value stands by itself: a repeated one is soon derived again
			code := v.Codes[row]
			n.Codes[i], n.Dict[i], n.Canon[i] = uint32(i), v.Of(code), v.Canon[code]
		}
		out[k] = n
	}
	return out
}
