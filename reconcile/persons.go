package reconcile

import (
	"context"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// Register stands for the register where a place among the sectors' datasets is told.
const Register = -1

// Person is somebody whom two or more sector datasets hold (rules A2, B5): one visit to the citizen settles all that stands open. Who
// is in one only has nothing that the findings of that dataset do not tell.
type Person struct {
	Row         uint32 // the register row kept of the person
	Commune     uint32
	Datasets    []int16      // the sector datasets with a linked record, in the order of the run
	Records     uint32       // the linked records
	Findings    uint32       // findings about the person, in all datasets
	Differences []Difference // what two of the person's records really say differently, by field, then records as they stand
	fields      uint32       // bits of the canonical fields in which they differ
}

// Fields returns the fields in which the person's records differ, in the canonical order.
func (p *Person) Fields() []record.Field {
	var fields []record.Field
	for i, f := range record.CanonicalFields() {
		if p.fields>>i&1 != 0 {
			fields = append(fields, f)
		}
	}
	return fields
}

// Difference is one record's value of a field in which the person's records differ. Records of one side agree; side 1 is that of the
// register's kept record where it holds the field.
type Difference struct {
	Row     uint32
	Dataset int16 // place among the sectors, or Register
	Field   uint8 // place in record.CanonicalFields
	Side    uint8
}

// holding is a linked record of a person.
type holding struct {
	set int32 // place among the sectors
	row uint32
}

// holdings lists every person's linked sector records, by dataset and row.
type holdings struct {
	from []uint32 // per register row, where its records begin; one more at the end
	all  []holding
}

// of returns a person's records; none where the lists are empty.
func (h *holdings) of(person uint32) []holding {
	if h.from == nil {
		return nil
	}
	return h.all[h.from[person]:h.from[person+1]]
}

func (ix *index) holdings() *holdings {
	h := &holdings{from: make([]uint32, ix.register.rows+1)}
	each := func(take func(person uint32, x holding)) {
		for i, v := range ix.sectors {
			for row := range v.rows {
				if p, ok := v.linked(row); ok {
					take(ix.person(p), holding{int32(i), uint32(row)})
				}
			}
		}
	}
	n := 0
	each(func(person uint32, _ holding) { h.from[person+1]++; n++ })
	for i := 1; i < len(h.from); i++ {
		h.from[i] += h.from[i-1]
	}
	h.all = make([]holding, n)
	next := slices.Clone(h.from)
	each(func(person uint32, x holding) {
		h.all[next[person]] = x
		next[person]++
	})
	return h
}

// crossView compares the records of every person with each other.
type crossView struct {
	ix       *index
	held     *holdings
	fields   []record.Field
	findings []uint32                   // per register row kept
	doubtful []uint32                   // per register row kept, bits of the fields with a field_mismatch
	differs  [][]uint32                 // by sector and row, the same bits
	pairs    [][]func(a, b int) verdict // by crossView.pair, by the place of the field
	holds    [][]uint32                 // by dataset, the register first, and row: bits of the fields of which it has something to compare
}

// pair returns the comparisons of two datasets, or of one with itself.
func (c *crossView) pair(a, b int32) []func(a, b int) verdict {
	return c.pairs[int(a-Register)*(len(c.ix.sectors)+1)+int(b-Register)]
}

// countPersons makes the cross-sector view of the run from the findings of its datasets.
func (ix *index) countPersons(ctx context.Context, all []*Findings, held *holdings, threads int) ([]Person, error) {
	n := ix.register.rows
	c := &crossView{ix: ix, held: held, fields: record.CanonicalFields(), findings: make([]uint32, n), doubtful: make([]uint32, n)}
	c.gather(all)
	c.preparePairs()
	c.holds = make([][]uint32, 1+len(ix.sectors))
	if err := each(ctx, len(c.holds), threads, func(i int) { c.holds[i] = c.heldFields(int32(i) + Register) }); err != nil {
		return nil, err
	}
	chunks := (ix.register.rows + chunkRows - 1) / chunkRows
	persons := make([][]Person, chunks)
	err := each(ctx, chunks, threads, func(i int) {
		for row := i * chunkRows; row < min(ix.register.rows, (i+1)*chunkRows); row++ {
			if h := held.of(uint32(row)); len(h) > 1 && h[0].set != h[len(h)-1].set {
				persons[i] = append(persons[i], c.look(uint32(row)))
			}
		}
	})
	return slices.Concat(persons...), err
}

// gather counts the findings about every person and notes the fields found to differ from the register. A CMND in the place of the
// personal ID is an old number and no other one.
func (c *crossView) gather(all []*Findings) {
	place := map[record.Field]int{}
	for i, f := range c.fields {
		place[f] = i
	}
	c.differs = make([][]uint32, len(c.ix.sectors))
	for n, v := range c.ix.sectors {
		c.differs[n] = make([]uint32, v.rows)
	}
	for n, l := range all {
		for i := range l.found {
			f := &l.found[i]
			if f.person == record.NoRow {
				continue
			}
			person := c.ix.person(int(f.person))
			c.findings[person]++
			if k := &l.list.kinds[f.kind]; k.Code == CodeFieldMismatch && k.Reason != verdictWords[oldID] {
				bit := uint32(1) << place[l.list.fields[f.field]]
				c.doubtful[person] |= bit
				if n > 0 && f.row >= 0 { // the first are the register's own
					c.differs[n-1][f.row] |= bit
				}
			}
		}
	}
}

// view returns the dataset at a place among the sectors, or the register.
func (ix *index) view(set int32) *view {
	if set == Register {
		return ix.register
	}
	return ix.sectors[set]
}

// preparePairs makes the comparisons of every two datasets, and of each with itself, by the place of the field.
func (c *crossView) preparePairs() {
	place := map[record.Field]int{}
	for i, f := range c.fields {
		place[f] = i
	}
	for a := int32(Register); a < int32(len(c.ix.sectors)); a++ {
		for b := int32(Register); b < int32(len(c.ix.sectors)); b++ {
			judges := make([]func(a, b int) verdict, len(c.fields))
			for _, x := range comparisons(c.ix.view(a), c.ix.view(b)) {
				judges[place[x.field]] = x.judge
			}
			c.pairs = append(c.pairs, judges)
		}
	}
}

// heldFields says of every row of a dataset which fields it has a value of that can be compared. What says so of one row
// says so of all that are written alike.
func (c *crossView) heldFields(set int32) []uint32 {
	const unknown, nothing, something = 0, 1, 2
	v := c.ix.view(set)
	held := make([]uint32, v.rows)
	for i, same := range c.pair(set, set) {
		if same == nil || v.rows == 0 {
			continue
		}
		says := func(row int) uint8 {
			if same(row, row) == missing {
				return nothing
			}
			return something
		}
		codes := valueCodes(v.people, c.fields[i])
		if codes == nil {
			for row := range held {
				held[row] |= uint32(says(row)>>1) << i
			}
			continue
		}
		said := make([]uint8, 1+slices.Max(codes))
		for row, code := range codes {
			if said[code] == unknown {
				said[code] = says(row)
			}
			held[row] |= uint32(said[code]>>1) << i
		}
	}
	return held
}

// valueCodes returns the codes of a field's values in the rows, nil where it has no column of its own.
func valueCodes(p *record.People, f record.Field) []uint32 {
	switch {
	case p.Names[f] != nil:
		return p.Names[f].Codes
	case p.Dates[f] != nil:
		return p.Dates[f].Codes
	case p.Places[f] != nil:
		return p.Places[f].Codes
	case p.Texts[f] != nil:
		return p.Texts[f].Codes
	case p.Coded[f] != nil:
		return p.Coded[f].Codes
	}
	return nil
}

// heldOf says which fields one of a person's records has something to compare of, the register's kept record left out.
func (c *crossView) heldOf(person uint32) (fields uint32) {
	for _, r := range c.ix.others(int(person)) {
		if r != person {
			fields |= c.holds[0][r]
		}
	}
	for _, h := range c.held.of(person) {
		fields |= c.holds[h.set-Register][h.row]
	}
	return fields
}

// look compares one person's records.
func (c *crossView) look(person uint32) Person {
	held := c.held.of(person)
	p := Person{Row: person, Commune: c.ix.register.people.Commune[person], Records: uint32(len(held)), Findings: c.findings[person]}
	p.Datasets = make([]int16, 0, len(held))
	for _, h := range held {
		if n := len(p.Datasets); n == 0 || p.Datasets[n-1] != int16(h.set) {
			p.Datasets = append(p.Datasets, int16(h.set))
		}
	}
	open := c.heldOf(person) & (c.doubtful[person] | ^c.holds[0][person]) // what agrees with the register agrees
	if open == 0 {
		return p
	}
	records := c.records(person)
	for i, f := range c.fields {
		if open>>i&1 == 0 {
			continue
		}
		if d := c.sides(records, i, f); len(d) > 0 {
			p.fields |= 1 << i
			p.Differences = append(p.Differences, d...)
		}
	}
	return p
}

// records returns all of a person's records, the register's kept one first.
func (c *crossView) records(person uint32) []holding {
	rows := c.ix.others(int(person))
	records := make([]holding, 0, 1+len(rows)+len(c.held.of(person)))
	records = append(records, holding{Register, person})
	for _, r := range rows {
		if r != person {
			records = append(records, holding{Register, r})
		}
	}
	return append(records, c.held.of(person)...)
}

// sides puts the records that hold a field into sides that agree; nil where all agree.
func (c *crossView) sides(records []holding, i int, f record.Field) []Difference {
	once := len(records) == 1 || records[1].set != Register // the register has the person
	var few [8]holding
	first := few[:0] // of every side
	var all []Difference
	for _, r := range records {
		v := c.ix.view(r.set)
		if c.holds[r.set-Register][r.row]>>i&1 == 0 || v.event != nil && changedByEvent(v, int(r.row), f) ||
			f == record.Nationality && (v.code == sectorLost || v.code == sectorSpecial) {
			continue
		}
		side := slices.IndexFunc(first, func(o holding) bool {
			if once && o.set == Register && c.differs[r.set][r.row]>>i&1 == 0 {
				return true // a field_mismatch would tell
			}
			w := c.pair(r.set, o.set)[i](int(r.row), int(o.row))
			return !w.differs() || w == oldID
		})
		if side < 0 {
			side, first = len(first), append(first, r)
		}
		all = append(all, Difference{Field: uint8(i), Side: uint8(min(side+1, 255)), Dataset: int16(r.set), Row: r.row})
	}
	if len(first) < 2 {
		return nil
	}
	return all
}
