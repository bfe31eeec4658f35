package reconcile

import (
	"slices"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Uncarried is an event that a dataset does not show yet (rules E1, E2). The register's own lack is a finding of song on the event's
// record too; this list follows every event through every dataset of the run, so that each agency is told once.
type Uncarried struct {
	Dataset  int // of the event, place among the sectors
	Row      uint32
	Event    string // an Event… code of record, or EventMove
	Day      record.Date
	Person   int // the register row, or record.NoRow for a birth the register does not hold
	In       int // the dataset that does not show it: place among the sectors, or Register
	InRow    int // its record, or record.NoRow where it holds none of the person
	Field    record.Field
	State    string // one of the States
	Coverage string // StateAbsent: the coverage rule by which the dataset should hold the person
	Commune  uint32
}

// EventMove is the event of somebody who came to another commune or settled abroad.
const EventMove = "move"

// The states of an event in a dataset that does not show it.
const (
	StateActive   = "still_active" // a death: the record still counts, insures or pays
	StateOldValue = "old_value"    // the record still says what was so before
	StateAbsent   = "absent"       // a birth: the dataset does not hold the child
)

// listUncarried follows every linked event through the register and every dataset of the run, by dataset and row of the event, then
// by dataset and row of where it is not shown, the register first.
func (ix *index) listUncarried(held *holdings) []Uncarried {
	var list []Uncarried
	for i, v := range ix.sectors {
		if v.event == nil && v.code != sectorBooks && v.code != sectorExit {
			continue
		}
		for row := range v.rows {
			f := follow{ix: ix, v: v, row: row, event: Uncarried{Dataset: i, Row: uint32(row), Person: record.NoRow, InRow: record.NoRow, Commune: ix.commune(v, row)}}
			list = append(list, f.all(held)...)
		}
	}
	return list
}

// follow follows one event.
type follow struct {
	ix     *index
	v      *view
	row    int
	person int // the register row linked
	event  Uncarried
	found  []Uncarried
}

func (f *follow) put(in int, row int, field record.Field, state string) {
	u := f.event
	u.In, u.InRow, u.Field, u.State = in, row, field, state
	f.found = append(f.found, u)
}

func (f *follow) all(held *holdings) []Uncarried {
	kind := f.v.eventOf(f.row)
	if f.v.event == nil {
		kind = EventMove
	}
	f.event.Event, f.event.Day = kind, f.v.eventDay(f.row)
	p, ok := f.v.linked(f.row)
	if !ok {
		if l := f.v.link(f.row); kind == record.EventBirth && l != nil && l.Decision == record.DecideNone {
			f.put(Register, record.NoRow, "", StateAbsent)
		}
		return f.found
	}
	f.person, f.event.Person = p, p
	shown := f.shows(kind)
	if shown == nil {
		return nil
	}
	rows := append([]uint32{uint32(p)}, f.ix.others(p)...)
	lacks := true // the register, unless one of the person's records shows it
	var field record.Field
	var state string
	for _, r := range rows {
		g, s := shown(f.ix.register, int(r))
		lacks = lacks && s != ""
		if int(r) == p {
			field, state = g, s
		}
	}
	if lacks {
		f.put(Register, p, field, state)
	}
	for _, h := range held.of(f.ix.person(p)) {
		v := f.ix.sectors[h.set]
		if v.event != nil || v == f.v {
			continue
		}
		if field, state := shown(v, int(h.row)); state != "" {
			f.put(int(h.set), int(h.row), field, state)
		}
	}
	if kind == record.EventBirth {
		f.absences()
	}
	return f.found
}

// shows returns what tells whether a record shows an event: an empty state where it does, or where nothing can be said. It is nil for
// what is no event to follow.
func (f *follow) shows(kind string) func(v *view, row int) (record.Field, string) {
	ix, day := f.ix, f.event.Day
	person := ix.person(f.person)
	switch kind {
	case record.EventBirth:
		return func(*view, int) (record.Field, string) { return "", "" }
	case record.EventDeath:
		if ix.noDeath(f.v, f.row) {
			return nil
		}
		return func(v *view, row int) (record.Field, string) {
			if v.register && v.status(row) != record.StatusDead || v.sector.Active && stillActive(v, row, day, ix.asOf) {
				return record.Status, StateActive
			}
			return "", ""
		}
	case record.EventMarriage:
		if later(ix.divorces[person], day) {
			return nil
		}
		return f.marital(func(v *view, code string) bool {
			return code == record.MaritalSingle || code == record.MaritalDivorced || v.register && code != record.MaritalMarried
		})
	case record.EventDivorce:
		if later(ix.marriages[person], day) {
			return nil
		}
		return f.marital(func(_ *view, code string) bool { return code == record.MaritalMarried })
	case record.EventCorrection:
		return f.correction()
	case record.EventParent:
		return f.parent()
	case EventMove:
		return f.move()
	}
	return nil
}

// marital tells by the marital status. A record that was updated after the event knows what came after it, and one of a sector that
// has none says nothing.
func (f *follow) marital(before func(v *view, code string) bool) func(v *view, row int) (record.Field, string) {
	return func(v *view, row int) (record.Field, string) {
		status := v.people.Coded[record.MaritalStatus]
		code := coded(status, row)
		if status == nil || code == "" && !v.register || !before(v, code) {
			return "", ""
		}
		if d := v.date(record.UpdatedAt, row); (code == record.MaritalDivorced || code == record.MaritalWidowed) && d != 0 && f.event.Day != 0 && surelyAfter(d, f.event.Day) {
			return "", ""
		}
		return record.MaritalStatus, StateOldValue
	}
}

// correction tells by the field corrected: a sector's record that still holds the old value, and the register's where it does not hold the
// new one.
func (f *follow) correction() func(v *view, row int) (record.Field, string) {
	field := f.v.correctedField(f.row)
	_, old := labelled(f.v.cell(record.OldValue, f.row))
	_, now := labelled(f.v.cell(record.NewValue, f.row))
	last := f.ix.corrections[correctionKey{f.ix.person(f.person), field}]
	if field == "" || viet.Words(old) == "" || viet.Words(now) == "" || last != 0 && f.event.Day != 0 && f.event.Day < last {
		return nil
	}
	return func(v *view, row int) (record.Field, string) {
		if v.table.Column(field) == nil || v.holdsValue(field, row, now) || !v.register && !v.holdsValue(field, row, old) {
			return "", ""
		}
		return field, StateOldValue
	}
}

// parent tells by the father's and mother's names.
func (f *follow) parent() func(v *view, row int) (record.Field, string) {
	return func(v *view, row int) (record.Field, string) {
		for _, field := range [...]record.Field{record.FatherName, record.MotherName} {
			ours, theirs := f.v.people.Names[field], v.people.Names[field]
			if ours.CanonAt(f.row) == 0 || theirs == nil || !v.register && theirs.CanonAt(row) == 0 {
				continue
			}
			a, b := ours.At(f.row), theirs.At(row)
			if w := compareNames(&a, &b); w != same && (v.register || w.differs()) {
				return field, StateOldValue
			}
		}
		return "", ""
	}
}

// move tells by the permanent address, of somebody who came to another commune, or by who is still counted of those settled abroad.
func (f *follow) move() func(v *view, row int) (record.Field, string) {
	if f.v.code == sectorExit {
		if coded(f.v.people.Coded[record.NoticeKind], f.row) != record.NoticeSettled {
			return nil
		}
		return func(v *view, row int) (record.Field, string) {
			if v.register && v.resident(row) || v.code == sectorBooks && v.resident(row) {
				return record.Status, StateActive
			}
			return "", ""
		}
	}
	homes := f.v.people.Places[record.PermanentAddress]
	if homes == nil || f.v.home == nil || !f.v.resident(f.row) || !f.ix.movedHere(f.v, f.row, f.person) {
		return nil
	}
	home := &homes.Dict[homes.Codes[f.row]]
	return func(v *view, row int) (record.Field, string) {
		theirs := v.people.Places[record.PermanentAddress]
		if theirs == nil || record.Gone(v.status(row)) || comparePlaces(&theirs.Dict[theirs.Codes[row]], home) != different {
			return "", ""
		}
		return record.PermanentAddress, StateOldValue
	}
}

// absences tells which datasets must cover a newborn and do not hold it.
func (f *follow) absences() {
	person := int(f.ix.person(f.person))
	for _, c := range f.ix.coverage {
		in := slices.IndexFunc(f.ix.sectors, func(v *view) bool { return v.code == c.sector })
		if in < 0 || !c.absent(person, f.ix.register.people.Commune[person]) {
			continue
		}
		f.put(in, record.NoRow, c.Field, StateAbsent)
		f.found[len(f.found)-1].Coverage = c.Name
	}
}
