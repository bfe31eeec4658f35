package cluster

import (
	"strings"

	"github.com/doisanh/doisanh/record"
)

// field gives one column's canonical values, whatever their kind.
type field struct {
	name     record.Field
	canon    func(row uint32) uint32       // number of the canonical value, 0 = missing
	faults   func(row uint32) record.Fault // what is wrong with the value
	precise  func(row uint32) int          // how much the value says, more is better
	supports func(o, row uint32) bool      // the value of o, neither missing, speaks for that of row: the same, or vaguer and not against it
	column   *record.Column
}

func fieldOf(p *record.People, name record.Field) field {
	f := field{
		name: name, column: p.Table.Column(name),
		canon: func(uint32) uint32 { return 0 }, faults: func(uint32) record.Fault { return 0 }, precise: func(uint32) int { return 0 },
	}
	switch {
	case p.Names[name] != nil:
		v := p.Names[name]
		bind(&f, v, func(n record.Name) record.Fault { return n.Faults })
		f.precise = func(row uint32) int { return nameDetail(v.At(int(row))) }
		f.supports = func(o, row uint32) bool {
			a := v.At(int(o))
			return a.Faults.Has(record.FaultUnmarked) && a.Folded == v.At(int(row)).Folded
		}
	case p.Dates[name] != nil:
		v := p.Dates[name]
		bind(&f, v, func(d record.DateValue) record.Fault { return d.Faults })
		f.precise = func(row uint32) int { return dateDetail(v.At(int(row))) }
		f.supports = func(o, row uint32) bool { return v.At(int(o)).Date.Compatible(v.At(int(row)).Date) }
	case p.IDs[name] != nil:
		v := p.IDs[name]
		bind(&f, v, func(n record.PersonalID) record.Fault { return n.Faults })
		f.precise = func(row uint32) int {
			if v.At(int(row)).Number != 0 {
				return 1
			}
			return 0
		}
	case p.Places[name] != nil:
		v := p.Places[name]
		bind(&f, v, func(n record.Place) record.Fault { return n.Faults })
		f.precise = func(row uint32) int { return placeDetail(v.At(int(row))) }
		f.supports = func(o, row uint32) bool {
			same, known := v.At(int(o)).Common(v.At(int(row)))
			return same == known && known > record.LevelNone
		}
	case p.Coded[name] != nil:
		v := p.Coded[name]
		bind(&f, v, nil)
		f.precise = func(row uint32) int {
			if v.At(int(row)).Known {
				return 1
			}
			return 0
		}
	case p.Numbers[name] != nil:
		bind(&f, p.Numbers[name], func(n record.Number) record.Fault { return n.Faults })
	default:
		bind(&f, p.Texts[name], nil)
	}
	vaguer := f.supports
	f.supports = func(o, row uint32) bool {
		return f.canon(o) == f.canon(row) || vaguer != nil && f.precise(o) <= f.precise(row) && vaguer(o, row)
	}
	return f
}

func bind[T any](f *field, v *record.Values[T], faults func(T) record.Fault) {
	f.canon = func(row uint32) uint32 { return v.CanonAt(int(row)) }
	if faults != nil {
		f.faults = func(row uint32) record.Fault { return faults(v.At(int(row))) }
	}
}

func nameDetail(n record.Name) int {
	d := 1 + strings.Count(n.Full, " ")
	if n.Faults.Has(record.FaultInitials) {
		d -= 20
	}
	if n.Faults.Has(record.FaultUnmarked) {
		d -= 10
	}
	return d
}

func dateDetail(d record.DateValue) int {
	switch {
	case d.Date.IsFull() && !d.Faults.Has(record.FaultStandIn):
		return 3
	case d.Date.Month() != 0 && !d.Faults.Has(record.FaultStandIn):
		return 2
	case d.Date != 0:
		return 1
	}
	return 0
}

// placeDetail prefers the lower level, then the unit still in force, then a hamlet told.
func placeDetail(p record.Place) int {
	n := 4 * int(p.Level)
	if !p.Abolished {
		n += 2
	}
	if p.Hamlet != "" {
		n++
	}
	return n
}
