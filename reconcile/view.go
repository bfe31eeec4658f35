package reconcile

import (
	"github.com/doisanh/doisanh/internal/pages"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// view is a dataset made ready for the rules: what is the same for every row is worked out here, so that a row costs
// array look-ups only.
type view struct {
	*cells
	people   *record.People
	name     string
	sector   *record.Sector
	code     string // the sector's code
	rows     int
	register bool // the population itself
	links    []record.Link
	clusters []record.Cluster
	cluster  []int32 // row → cluster, -1 for none; nil where there are no clusters

	compared []comparison
	home     func(row, person int) verdict // compares the permanent addresses; nil where one side has none
	arrived  []bool                        // residence books: which words of the status say that the person came
	required []requirement
	days     []dateColumn
	parents  []parentColumn
	numbers  []numberColumn
	units    []placeColumn
	shared   []sharedColumn
	marks    []mark                       // per row; nil where no row has one
	writing  map[record.Field]nameWriting // of the columns of names
	mended   []mendedColumn

	event, kind, state *record.Values[record.Coded]
	marital, nation    *record.Values[record.Coded]
	names              *record.Values[record.Name]
	named              *record.Column // names as read
	births             *record.Values[record.DateValue]
	sexes              *record.Values[record.Coded]
	ids                *record.Values[record.PersonalID]
}

// cells are a dataset's values as read. It is all that findings need, so that the rest can be let go of.
type cells struct {
	table     *record.Table
	id12, id9 []uint64 // per row, the personal ID and the CMND that stand as the person's number, 0 where there is none
	stand     []uint64 // per row, the CMND in the place of the personal ID: in its column, or in a file without one
}

// mark is what the clusters say of a row.
type mark uint8

const (
	markDuplicate mark = 1 << iota // repeats its cluster's survivor
	markDouble                     // one of several permanent registrations
)

// comparison is a field that a dataset and the register both hold. judge compares a row with a register row.
type comparison struct {
	field record.Field
	judge func(row, person int) verdict
	// all judges the rows from one on against their persons, where there are any; nil where nothing is gained by it.
	all func(from int, persons []int, of []verdict)
}

// requirement is a column whose cells must not be blank.
type requirement struct {
	field record.Field
	codes []uint32
	blank []bool // per distinct value; nil where the empty one alone is
}

type dateColumn struct {
	field  record.Field
	values *record.Values[record.DateValue]
}

type numberColumn struct {
	field  record.Field
	values *record.Values[record.Number]
}

// placeColumn is a column of addresses.
type placeColumn struct {
	field     record.Field
	codes     []uint32
	abolished []bool // per distinct value: its unit is
}

// parentColumn is a column of the numbers of fathers, or of mothers.
type parentColumn struct {
	field record.Field
	ids   *record.Values[record.PersonalID]
}

// isBody reports whether a row of a sector's list is no person, by its name. The register holds none.
func (v *view) isBody(row int) bool {
	return !v.register && v.named != nil && viet.IsBody(v.named.At(row))
}

// newView prepares a dataset; register is nil for the population itself.
func newView(d *Dataset, register *view) *view {
	p := d.People
	v := &view{
		people: p, cells: &cells{table: p.Table}, name: p.Table.Name, sector: p.Table.Sector, rows: p.Rows(), register: register == nil,
		links: d.Links, clusters: d.Clusters,
		event: p.Coded[record.EventType], kind: p.Coded[record.ResidenceKind], state: p.Coded[record.Status],
		marital: p.Coded[record.MaritalStatus], nation: p.Coded[record.Nationality],
		names: p.Names[record.FullName], named: p.Table.Column(record.FullName), births: p.Dates[record.BirthDate], sexes: p.Coded[record.Sex],
		ids: p.IDs[record.PersonalIDNo],
	}
	if v.sector == nil {
		v.sector = &record.Sector{Code: v.name}
	}
	v.code = v.sector.Code
	if len(d.Clusters) > 0 {
		v.cluster = make([]int32, v.rows)
		for i := range v.cluster {
			v.cluster[i] = -1
		}
		for i, c := range d.Clusters {
			for _, row := range c.Rows {
				v.cluster[row] = int32(i)
			}
		}
	}
	v.id12, v.id9, v.stand = standingNumbers(p)
	v.markClusters()
	v.required = requirements(p, v.sector)
	v.takeColumns(p)
	v.mended = mendedColumns(p)
	v.writing = make(map[record.Field]nameWriting, len(p.Names))
	for f, n := range p.Names {
		v.writing[f] = writingOf(n)
	}
	if register != nil {
		v.compared = comparisons(v, register)
		for _, c := range v.compared {
			if c.field == record.PermanentAddress {
				v.home = c.judge
			}
		}
		if v.code == sectorBooks {
			v.arrived = arrivals(v.state, v.table.Column(record.Status))
		}
		if v.code == sectorLost || v.code == sectorSpecial { // their nationality is what the list is about
			v.leaveOut(record.Nationality)
		}
	}
	return v
}

// takeColumns keeps the columns that rules go through one by one: dates that are past, numbers, addresses, parents' numbers.
func (v *view) takeColumns(p *record.People) {
	for _, f := range pastDates {
		if d := p.Dates[f]; d != nil {
			v.days = append(v.days, dateColumn{f, d})
		}
	}
	for _, c := range v.table.Columns {
		if n := p.Numbers[c.Field]; n != nil && c.Kind.IsNumber() {
			v.numbers = append(v.numbers, numberColumn{c.Field, n})
		}
	}
	for _, f := range []record.Field{record.PermanentAddress, record.CurrentAddress} {
		if u := p.Places[f]; u != nil {
			c := placeColumn{field: f, codes: u.Codes, abolished: make([]bool, len(u.Dict))}
			for i := range u.Dict {
				c.abolished[i] = u.Dict[i].Abolished
			}
			v.units = append(v.units, c)
		}
	}
	for _, f := range []record.Field{record.FatherID, record.MotherID} {
		if ids := p.IDs[f]; ids != nil {
			v.parents = append(v.parents, parentColumn{f, ids})
		}
	}
}

// standingNumbers returns what stands as the person's number: what the file's own columns of it hold. A personal ID that
// stands as the tax code or BHXH number, as the law has it since 2025, is no answer to a CMND beside it, nor the same cell
// twice. A file without those columns has the number wherever normalization found it.
func standingNumbers(p *record.People) (id12, id9, stand []uint64) {
	number, old := p.IDs[record.PersonalIDNo], p.IDs[record.OldID]
	if number == nil && old == nil {
		return p.ID12, p.ID9, p.ID9
	}
	rows := p.Rows()
	id12, id9 = pages.Made[uint64](rows), pages.Made[uint64](rows)
	for _, f := range [...]record.Field{record.PersonalIDNo, record.OldID} {
		if v := p.IDs[f]; v != nil {
			record.TakeNumbers(id12, id9, f, v.Codes, v.Dict)
		}
	}
	if number == nil {
		return id12, id9, id9
	}
	stand = make([]uint64, rows)
	for row, code := range number.Codes {
		if id12[row] == 0 {
			stand[row] = number.Dict[code].Old
		}
	}
	return id12, id9, stand
}

func (v *view) leaveOut(f record.Field) {
	kept := v.compared[:0]
	for _, c := range v.compared {
		if c.field != f {
			kept = append(kept, c)
		}
	}
	v.compared = kept
}

// pastDates are the dates that cannot lie after as_of. Dates until which something holds can.
var pastDates = [...]record.Field{
	record.BirthDate, record.StatusDate, record.UpdatedAt, record.EventDate, record.DoseDate, record.DecisionDate,
	record.NoticeDate, record.IssueDate, record.LastPaid,
}

// link returns the row's link, nil in the register.
func (v *view) link(row int) *record.Link {
	if v.links == nil {
		return nil
	}
	return &v.links[row]
}

// linked returns the register row the row is decided to be.
func (v *view) linked(row int) (person int, ok bool) {
	if v.links == nil {
		return record.NoRow, false
	}
	l := &v.links[row]
	return l.Person, l.Decision == record.DecideMatch && l.Person != record.NoRow
}

// keeper returns the row kept of the row's cluster, the row itself where it is in none.
func (v *view) keeper(row int) uint32 {
	if v.cluster == nil || v.cluster[row] < 0 {
		return uint32(row)
	}
	return v.clusters[v.cluster[row]].Survivor
}

// mates returns the rows of the row's cluster, nil where it is in none.
func (v *view) mates(row int) []uint32 {
	if v.cluster == nil || v.cluster[row] < 0 {
		return nil
	}
	return v.clusters[v.cluster[row]].Rows
}

// coded returns the code of a value of a closed list, empty where it is missing or no word of the list.
func coded(v *record.Values[record.Coded], row int) string {
	if v == nil {
		return ""
	}
	if c := &v.Dict[v.Codes[row]]; c.Known {
		return c.Code
	}
	return ""
}

func (v *view) status(row int) string  { return coded(v.state, row) }
func (v *view) eventOf(row int) string { return coded(v.event, row) }
func (v *view) temporary(row int) bool { return coded(v.kind, row) == record.ResidenceTemporary }
func (v *view) resident(row int) bool  { return !record.Gone(v.status(row)) && !v.temporary(row) }

func (v *view) sex(row int) string        { return coded(v.sexes, row) }
func (v *view) mark(row int) (m mark)     { return at(v.marks, row) }
func (v *view) birth(row int) record.Date { return v.births.At(row).Date }

// counted reports whether a row is counted in the two counts of its commune (rules C3, D3): not struck out, and in the books a permanent
// resident. A temporary resident in the register counts: collected there, he or she is part of its surplus.
func (v *view) counted(row int) bool {
	return !record.Gone(v.status(row)) && (v.register || !v.temporary(row))
}

func (v *view) date(f record.Field, row int) record.Date { return v.people.Dates[f].At(row).Date }

// eventDay returns the day of a civil-status event.
func (v *view) eventDay(row int) record.Date {
	if d := v.date(record.EventDate, row); d != 0 {
		return d
	}
	return v.date(record.StatusDate, row)
}

func at[T any](s []T, i int) (zero T) {
	if s == nil {
		return zero
	}
	return s[i]
}

// cell returns a field's value as read; the personal numbers come from wherever they stood.
func (v *cells) cell(f record.Field, row int) string {
	return v.cellOf(v.table.Column(f), f, row)
}

// numberCell returns the personal number that stands for an empty cell, wherever it stood.
func (v *cells) numberCell(f record.Field, row int) string {
	switch f {
	case record.PersonalIDNo:
		if n := v.id12[row]; n != 0 {
			return record.FormatID(n)
		}
		return record.FormatOldID(v.id9[row])
	case record.OldID:
		return record.FormatOldID(v.id9[row])
	}
	return ""
}

// requirements returns the columns of the sector's required fields with their blank values.
func requirements(p *record.People, s *record.Sector) []requirement {
	var all []requirement
	for _, f := range s.Required {
		c := p.Table.Column(f)
		if c == nil {
			continue
		}
		r := requirement{field: f, codes: c.Codes}
		values, dates, ids := p.Coded[f], p.Dates[f], p.IDs[f]
		for i, s := range c.Dict.All() {
			// A database's stand-in for no date, or what is none, says as little as a blank cell; of an impossible one there is its own code.
			nothing := dates != nil && dates.Dict[i].Date == 0 && !dates.Dict[i].Faults.Has(record.FaultImpossible)
			nothing = nothing || ids != nil && ids.Dict[i] == record.PersonalID{} // "0", "không": no number, and no fault of one
			// "Chưa xác định" is a blank cell, but as a nationality it is an answer.
			word := nothing || maybeUnknown(s) && unknownWord(viet.Words(s))
			if s == "" || !word || values != nil && values.Dict[i].Known {
				continue
			}
			if r.blank == nil {
				r.blank = make([]bool, c.Dict.Len())
				r.blank[0] = true // the empty cell's code
			}
			r.blank[i] = true
		}
		all = append(all, r)
	}
	return all
}

// comparisons pairs the fields of rule field_mismatch that both sides hold, in the order of the canonical fields.
func comparisons(sector, register *view) []comparison {
	var all []comparison
	s, p := sector.people, register.people
	for _, f := range record.CanonicalFields() {
		var judge func(row, person int) verdict
		var together func(from int, persons []int, of []verdict)
		switch f {
		case record.PersonalIDNo:
			judge = func(row, person int) verdict {
				if sector.id12[row] == 0 && sector.stand[row] != 0 && register.id12[person] != 0 {
					return oldID
				}
				return compareNumbers(sector.id12[row], register.id12[person])
			}
		case record.OldID:
			judge = func(row, person int) verdict { return compareNumbers(sector.id9[row], register.id9[person]) }
		case record.FullName, record.FatherName, record.MotherName, record.SpouseName:
			judge, together = pairNames(s.Names[f], p.Names[f], sector.writing[f], register.writing[f])
		case record.BirthDate:
			judge = pair(s.Dates[f], p.Dates[f], compareDates)
		case record.BirthPlace, record.HomeTown, record.PermanentAddress:
			judge = pair(s.Places[f], p.Places[f], comparePlaces)
		case record.Sex, record.Ethnicity, record.MaritalStatus:
			judge = pair(s.Coded[f], p.Coded[f], compareCoded)
		case record.Nationality:
			judge = pair(s.Coded[f], p.Coded[f], compareNationalities)
		case record.Religion:
			judge = pairText(s, p, f, compareReligions)
		case record.BloodType:
			judge = pairText(s, p, f, compareBloodTypes)
		}
		if judge != nil {
			all = append(all, comparison{f, judge, together})
		}
	}
	return all
}

// pair makes a comparison of two columns, nil where one of them is not there.
func pair[T any](s, p *record.Values[T], compare func(s, p *T) verdict) func(row, person int) verdict {
	if s == nil || p == nil {
		return nil
	}
	return func(row, person int) verdict {
		a, b := s.Codes[row], p.Codes[person]
		if s.Canon[a] == 0 || p.Canon[b] == 0 {
			return missing
		}
		return compare(&s.Dict[a], &p.Dict[b])
	}
}

// pairNames is pair for names, which are packed: a missing one is empty. ours and theirs say how those of s and p are written.
//
// together finds out where the names of many rows stand before it looks at any of them: of these look-ups, all over the memory, none
// waits for another.
func pairNames(s, p *record.Values[record.Name], ours, theirs nameWriting) (one func(row, person int) verdict, together func(from int, persons []int, of []verdict)) {
	if s == nil || p == nil {
		return nil, nil
	}
	one = func(row, person int) verdict {
		x, y := s.Of(s.Codes[row]), p.Of(p.Codes[person])
		return compareWith(&x, &y, ours, theirs)
	}
	together = func(from int, persons []int, of []verdict) {
		const batch = 256
		codes, x, y := make([]uint32, batch), make([]record.Name, batch), make([]record.Name, batch)
		for at := 0; at < len(persons); at += batch {
			some := persons[at:min(at+batch, len(persons))]
			for k, person := range some {
				if person != record.NoRow {
					codes[k] = p.Codes[person]
				}
			}
			for k, person := range some {
				if person != record.NoRow {
					x[k], y[k] = s.Of(s.Codes[from+at+k]), p.Of(codes[k])
				}
			}
			for k, person := range some {
				if person != record.NoRow {
					of[at+k] = compareWith(&x[k], &y[k], ours, theirs)
				}
			}
		}
	}
	return one, together
}

// pairText compares the folded texts of a field that a profile may read as text or as a word of a list. Two words of the
// list are compared as such; of a word outside the list its text is tried, and against a code only agreement counts.
func pairText(s, p *record.People, f record.Field, compare func(s, p string) verdict) func(row, person int) verdict {
	a, b := foldedText(s, f), foldedText(p, f)
	if a == nil || b == nil {
		return nil
	}
	x, y := s.Coded[f], p.Coded[f]
	return func(row, person int) verdict {
		u, v := a(row), b(person)
		if u == "" || v == "" {
			return missing
		}
		judged := compare(u, v)
		if x == nil || y == nil {
			return judged
		}
		switch m, n := x.Dict[x.Codes[row]].Known, y.Dict[y.Codes[person]].Known; {
		case m && n:
			return compareCoded(&x.Dict[x.Codes[row]], &y.Dict[y.Codes[person]])
		case m != n && judged.differs():
			return missing
		}
		return judged
	}
}

func foldedText(p *record.People, f record.Field) func(row int) string {
	if v := p.Texts[f]; v != nil {
		return v.At
	}
	if v := p.Coded[f]; v != nil {
		return func(row int) string { return v.Dict[v.Codes[row]].Code }
	}
	return nil
}

// malformed are the faults of a number that is none, whatever else is known of the person.
const malformed = record.FaultLength | record.FaultCharacters | record.FaultScientific | record.FaultProvince
