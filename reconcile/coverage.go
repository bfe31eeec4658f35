package reconcile

import (
	"context"
	"slices"

	"github.com/doisanh/doisanh/internal/parallel"
	"github.com/doisanh/doisanh/record"
)

// Before somebody's absence from a dataset says something of the person rather than of the dataset, it must hold a fifth of
// those due in the whole run, and be at least a quarter as dense in the commune as in the whole run, both of all people and of those
// due. A list that is of one district, of employees only, or a sample would else call everybody else uncovered. The share is
// low on purpose: when a campaign has reached a third, the list of the others is wanted most.
const (
	leastCovered = 0.2
	leastDensity = 0.25
)

// fewDue is how many must be due in a commune for its own share of them to tell anything.
const fewDue = 20

// coverage is a rule of whom a sector must cover, with what the run says of every register person. Bits stand on the row
// that stands for the person.
type coverage struct {
	record.Coverage
	sector  string
	who     *expression
	due     bitset
	covered bitset
	maybe   bitset // the candidate of a record in review
	judged  map[uint32]bool
}

// absent reports whether a person is due and surely not covered, by a dataset that is about the person.
func (c *coverage) absent(row int, commune uint32) bool {
	return c.due.has(row) && !c.covered.has(row) && !c.maybe.has(row) && c.judged[commune]
}

// newBits returns an empty set of a view's rows.
func (v *view) newBits() bitset { return make(bitset, (v.rows+63)/64) }

// inForce reports whether a sector's record still holds on a day: it does not say that it was ended, and its validity covers
// the day as far as it is told.
func (v *view) inForce(row int, on record.Date) bool {
	if closed(v.status(row)) {
		return false
	}
	if end := v.date(record.ValidTo, row); end != 0 && surelyAfter(on, end) {
		return false
	}
	start := v.date(record.ValidFrom, row)
	return start == 0 || !surelyAfter(start, on)
}

// closed reports whether a record's own status says that nothing more will come of it.
func closed(status string) bool {
	switch status {
	case record.StatusStopped, record.StatusDead, record.StatusCancelled, record.StatusDeregistered:
		return true
	}
	return false
}

// indexPresence notes for every sector which register persons have a record in force in it.
func (ix *index) indexPresence(threads int) {
	ix.present = map[string]bitset{}
	var codes []string
	for _, v := range ix.sectors {
		if ix.present[v.code] == nil {
			ix.present[v.code] = ix.register.newBits()
			codes = append(codes, v.code)
		}
	}
	parallel.Each(len(codes), threads, func(i int) {
		bits := ix.present[codes[i]]
		for _, v := range ix.sectors {
			if v.code != codes[i] {
				continue
			}
			for row := range v.rows {
				if p, ok := v.linked(row); ok && v.inForce(row, ix.asOf) {
					bits.set(int(ix.person(p)))
				}
			}
		}
	})
}

// living reports whether a register row stands for a person who is to be counted: not struck out, not known dead, and not a
// second record of somebody.
func (ix *index) living(row int) bool {
	if ix.register.keeper(row) != uint32(row) || record.Gone(ix.register.status(row)) {
		return false
	}
	_, dead := ix.dead(row)
	return !dead
}

// indexCoverage compiles the coverage rules of the run's sectors and applies them to every register row. Rules of two datasets of
// one sector are one rule, and both datasets cover.
func (ix *index) indexCoverage(ctx context.Context, threads int) error {
	for _, v := range ix.sectors {
		for _, c := range v.sector.Coverage {
			if slices.ContainsFunc(ix.coverage, func(o *coverage) bool { return o.sector == v.code && o.Name == c.Name }) {
				continue
			}
			if c.Field == "" {
				c.Field = factField(v.sector)
			}
			who, err := compileExpression(c.Who, ix.registerFields(), true)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(who.sectors, func(code string) bool { return ix.present[code] == nil }) {
				continue // nobody's presence there can be told
			}
			cov := &coverage{Coverage: c, sector: v.code, who: who, due: ix.register.newBits()}
			if err := ix.findCovered(cov); err != nil {
				return err
			}
			ix.coverage = append(ix.coverage, cov)
		}
	}
	if len(ix.coverage) == 0 {
		return nil
	}
	columns := make([][]textColumn, len(ix.coverage))
	for i, c := range ix.coverage {
		columns[i] = c.who.columns(ix.register)
	}
	chunks := (ix.register.rows + chunkRows - 1) / chunkRows // of whole words of the sets
	err := each(ctx, chunks, threads, func(i int) {
		for j, c := range ix.coverage {
			ev := c.who.over(ix.register, columns[j], ix.asOf, func(row int, sector string) bool {
				bits, ok := ix.present[sector]
				return ok && bits.has(row)
			})
			for row := i * chunkRows; row < min(ix.register.rows, (i+1)*chunkRows); row++ {
				if ix.living(row) && !ix.register.temporary(row) && ev.holds(row) {
					c.due.set(row)
				}
			}
		}
	})
	if err != nil {
		return err
	}
	for _, c := range ix.coverage {
		ix.judgeCommunes(c)
	}
	return nil
}

// factField is the field that a sector's record would fill.
func factField(s *record.Sector) record.Field {
	switch {
	case len(s.Numbers) > 0:
		return s.Numbers[0]
	case len(s.Fact) > 0:
		return s.Fact[0]
	}
	return ""
}

// registerFields lists what expressions may ask of the register: the canonical fields and the register's own.
func (ix *index) registerFields() []record.Field {
	fields := record.CanonicalFields()
	for _, c := range ix.register.table.Columns {
		if !slices.Contains(fields, c.Field) {
			fields = append(fields, c.Field)
		}
	}
	return fields
}

// findCovered fills in who has a record that covers, and who may have one.
func (ix *index) findCovered(c *coverage) error {
	c.covered, c.maybe = ix.register.newBits(), ix.register.newBits()
	for _, v := range ix.sectors {
		if v.code != c.sector {
			continue
		}
		var counts *evaluation
		if c.Counts != "" {
			e, err := compileExpression(c.Counts, sectorFields(v), false)
			if err != nil {
				return err
			}
			counts = e.over(v, e.columns(v), ix.asOf, nil)
		}
		for row, l := range v.links {
			if l.Person == record.NoRow || !v.inForce(row, ix.asOf) || counts != nil && !counts.holds(row) {
				continue
			}
			if l.Decision == record.DecideMatch {
				c.covered.set(int(ix.person(l.Person)))
				continue
			}
			c.maybe.set(int(ix.person(l.Person)))
			if l.RunnerUp != record.NoRow {
				c.maybe.set(int(ix.person(l.RunnerUp)))
			}
		}
	}
	return nil
}

// sectorFields lists what expressions may ask of a sector's record: the canonical fields, the file's columns, and the dates of
// validity, which the file need not have.
func sectorFields(v *view) []record.Field {
	fields := append(record.CanonicalFields(), record.ValidFrom, record.ValidTo)
	fields = append(fields, v.sector.Numbers...)
	fields = append(fields, v.sector.Fact...)
	fields = append(fields, v.sector.Required...)
	for _, c := range v.table.Columns {
		fields = append(fields, c.Field)
	}
	slices.Sort(fields)
	return slices.Compact(fields)
}

// judgeCommunes settles in which communes the dataset is about those due.
func (ix *index) judgeCommunes(c *coverage) {
	type share struct{ due, covered, people, held int }
	communes, all := map[uint32]*share{}, share{}
	present := ix.present[c.sector]
	for row, commune := range ix.register.people.Commune {
		if !ix.living(row) {
			continue
		}
		s := communes[commune]
		if s == nil {
			s = &share{}
			communes[commune] = s
		}
		s.people++
		all.people++
		if present.has(row) {
			s.held++
			all.held++
		}
		if c.due.has(row) {
			s.due++
			all.due++
			if c.covered.has(row) || c.maybe.has(row) {
				s.covered++
				all.covered++
			}
		}
	}
	least := c.Least
	if least == 0 {
		least = leastCovered
	}
	c.judged = map[uint32]bool{}
	if all.covered == 0 || float64(all.covered) < least*float64(all.due) {
		return
	}
	dense := func(part, whole, allPart, allWhole int) bool {
		return float64(part)*float64(allWhole) >= leastDensity*float64(allPart)*float64(whole)
	}
	for commune, s := range communes {
		c.judged[commune] = dense(s.held, s.people, all.held, all.people) &&
			(s.due < fewDue || dense(s.covered, s.due, all.covered, all.due))
	}
}

// notCovered (rule F8): a person whom a scheme must cover is absent from it. The finding stands on the register's record, its
// reason is the rule's name and its field what a record of the sector would fill.
func notCovered(s *sink) {
	for _, c := range s.ix.coverage {
		if !c.FigureOnly && c.absent(s.row, s.v.people.Commune[s.row]) {
			s.add(CodeNotCovered, "", c.Field)
			s.rename(c.Name)
			s.extra(extra{})
		}
	}
}
