package block

import (
	"context"
	"slices"

	"github.com/doisanh/doisanh/internal/spill"
)

// spilled is where a side's keys are kept on disk, and the columns its rules refine, split and pass over by.
type spilled struct {
	file  *spill.File
	rules []*spill.Place[uint32] // keys by rule; nil where the table lacks the rule's columns
	cols  map[Key]spilledColumn
}

// spilledColumn is a column on disk; codes is nil where the hashes are by row.
type spilledColumn struct {
	codes *spill.Place[uint32]
	hash  spill.Place[uint64]
}

// spill makes the keys under all rules, one after the other, and writes them.
func (s *side) spill(ctx context.Context, f *spill.File, rules []Rule, threads int) error {
	out := &spilled{file: f, rules: make([]*spill.Place[uint32], len(rules)), cols: map[Key]spilledColumn{}}
	var later []Key // by which a rule yet to be spilled starts
	for _, r := range rules {
		later = append(later, r.Keys...)
	}
	codes := map[*uint32]*spill.Place[uint32]{} // written already, by their first
	for slot, r := range rules {
		if err := ctx.Err(); err != nil {
			return err
		}
		if later = later[len(r.Keys):]; len(r.Keys) == 0 || !r.fits(s.rows) || !canDerive(s.people, r.Keys) {
			continue
		}
		if err := s.derive(r, slot, threads); err != nil {
			return err
		}
		place, err := spill.Write(f, s.keys[slot])
		if err != nil {
			return err
		}
		out.rules[slot] = &place
		s.spare, s.keys[slot] = append(s.spare, s.keys[slot]), nil
		wanted := append(slices.Clone(r.Refine), r.Split)
		if r.Past.Field != "" {
			wanted = append(append(wanted, r.Past), r.Keys...)
		}
		for _, k := range wanted {
			if _, done := out.cols[k]; done || k.Field == "" {
				continue
			}
			if err := out.write(s, k, codes, threads); err != nil {
				return err
			}
		}
		s.keep(func(k Key) bool { return slices.Contains(later, k) })
	}
	clear(s.cols)
	s.spare, s.spilled = nil, out
	return nil
}

// write writes the column of a key.
func (o *spilled) write(s *side, k Key, codes map[*uint32]*spill.Place[uint32], threads int) error {
	c, err := s.column(k, nil, threads)
	if err != nil {
		return err
	}
	var out spilledColumn
	if out.hash, err = spill.Write(o.file, c.hash); err != nil {
		return err
	}
	if len(c.codes) > 0 {
		if out.codes = codes[&c.codes[0]]; out.codes == nil {
			place, err := spill.Write(o.file, c.codes)
			if err != nil {
				return err
			}
			out.codes, codes[&c.codes[0]] = &place, &place
		}
	}
	o.cols[k] = out
	return nil
}

// keys reads the keys under a rule, into room where there is some.
func (o *spilled) keys(slot int, room []uint32) ([]uint32, error) {
	return spill.Read(o.file, *o.rules[slot], room)
}

// column reads the column of a key that a rule refines, splits or passes over by.
func (o *spilled) column(k Key) (c column, err error) {
	at := o.cols[k]
	if at.hash.Len() == 0 { // the table has no such field
		return column{}, nil
	}
	if c.hash, err = spill.Read(o.file, at.hash, nil); err != nil {
		return column{}, err
	}
	if at.codes != nil {
		c.codes, err = spill.Read(o.file, *at.codes, nil)
	}
	return c, err
}
