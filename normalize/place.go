package normalize

import (
	"sync"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// PlaceParser reads addresses and place names against both maps of units. It is read-only and safe for concurrent use.
//
// An address is cut into words; every row of words that is the name of a unit, with the type word before it if there is
// one, is a mention; and the reading is taken that names most levels of one hierarchy with words that fit best. So commas,
// order, types and marks help where they are there and are not needed where the names alone tell (see place_read.go).
//
// Old or new units: a district named speaks for the map before 1 July 2025, a type or parent that only one map has speaks
// for that map; where nothing does, the map in force at the parser's day is meant.
type PlaceParser struct {
	units  *refdata.UnitTable
	ix     *placeIndex
	force  *forceTable
	newEra bool // the parser's day is in the new map
	home63 [2]uint64
	home34 uint16
	pool   *sync.Pool // of *reader
}

// NewPlaceParser returns a parser that judges units as of a day. province is the job's own province by its code at that
// day, or where there is no such code by its code in the other map; it decides names that stand in several provinces. 0 =
// none. Building the index takes some 30 ms: make one parser and share it.
func NewPlaceParser(u *refdata.UnitTable, asOf record.Date, province uint16) *PlaceParser {
	ix := newPlaceIndex(u)
	p := &PlaceParser{units: u, ix: ix, force: newForceTable(u, ix, asOf), newEra: asOf >= refdata.Reform,
		pool: &sync.Pool{New: func() any { return new(reader) }}}
	return p.withProvince(province)
}

// withProvince returns a parser with another province of its own. It shares everything else.
func (p *PlaceParser) withProvince(province uint16) *PlaceParser {
	q := *p
	q.home63, q.home34 = [2]uint64{}, 0
	v, ok := p.units.Province(province, p.force.asOf)
	if !ok {
		if v, ok = p.units.Province63(province); !ok {
			v, _ = p.units.Province34(province)
		}
	}
	for _, c := range v.Merged {
		addSet(&q.home63, c)
	}
	if v.Code != 0 {
		q.home34 = v.Successor
	}
	return &q
}

// successor returns the province of the 34 that one of the 63 became part of.
func (p *PlaceParser) successor(old uint16) uint16 { return p.force.successor[old] }

// isHome reports whether a province of one of the maps is, or lies in, the job's own.
func (p *PlaceParser) isHome(province uint16, isNew bool) bool {
	if isNew {
		return province == p.home34 && province != 0
	}
	return inSet(&p.home63, province)
}

// maxAddress is how much of a longer text is read: its end, where the units stand.
const maxAddress = 900

// Parse reads an address or place name. A text that names no place known gives LevelNone and FaultUnknown; a blank one the
// zero Place. The slices of the result are shared: do not change them.
func (p *PlaceParser) Parse(address string) record.Place {
	if len(address) > maxAddress {
		address = address[len(address)-maxAddress:]
	}
	if isUnitCode(address) {
		return p.parseUnitCode(address)
	}
	address = unescape(address)
	r := p.pool.Get().(*reader)
	defer p.pool.Put(r)
	r.pp, r.ix = p, p.ix
	r.cut(address)
	switch {
	case r.n > 0:
	case r.used > 0:
		return record.Place{Faults: record.FaultUnknown}
	default:
		return record.Place{}
	}
	if r.brackets && r.dropBrackets() {
		if place := r.read(); place.Level == record.LevelCommune {
			return place
		}
		r.cut(address)
	}
	return r.read()
}

// cut cuts the address into words.
func (r *reader) cut(address string) {
	r.scan.reset()
	c := scanner{s: &r.scan, ix: r.ix}
	if !c.run(address) {
		r.scan.reset()
		c = scanner{s: &r.scan, ix: r.ix}
		c.run(composed(address))
	}
	r.dropCountry(r.ix)
}

// read finds the best reading of the words and makes the place of it.
func (r *reader) read() record.Place {
	r.find()
	r.gather()
	r.choose()
	b := &r.best
	if r.foreign && b.p < 0 {
		*b = reading{commune: -1, d: -1, p: -1}
	}
	var place record.Place
	if b.commune < 0 && (b.d >= 0 || b.p >= 0) && r.nt == 1 && r.readSlip() {
		place.Faults = record.RepairedTyping
	}
	switch {
	case b.commune >= 0:
		r.communePlace(&place)
	case b.d >= 0:
		r.districtPlace(&place)
	case b.p >= 0:
		r.provincePlace(&place)
	}
	place.Hamlet = r.rest()
	r.faults(&place)
	return place
}

// chosen calls f with each mention of the best reading.
func (r *reader) chosen(f func(m *mention, key uint64)) {
	if r.best.commune >= 0 {
		f(&r.mentions[r.best.at], r.ix.communes[r.best.commune].key)
	}
	if r.best.d >= 0 {
		s := &r.ds[r.best.d]
		f(&r.mentions[s.m], r.ix.districts[s.ref].key)
	}
	if r.best.p >= 0 {
		s := &r.ps[r.best.p]
		f(&r.mentions[s.m], r.ix.provinces[s.ref].key)
	}
}

func (r *reader) faults(place *record.Place) {
	if place.Level == record.LevelNone && place.Faults&record.FaultAmbiguous == 0 {
		place.Faults |= record.FaultUnknown
		return
	}
	if place.Level < record.LevelCommune && !place.Faults.Has(record.FaultAmbiguous) && (r.unknown || r.leftCommune()) {
		place.Faults |= record.FaultUnknown
	}
	last := -1
	r.chosen(func(m *mention, key uint64) {
		if !r.marked && key != m.key {
			place.Faults |= record.FaultUnmarked
		}
		if int(m.first) < last {
			place.Faults |= record.RepairedOrder
		}
		last = int(m.first)
	})
}

// leftCommune reports whether a commune is named by its type that the reading has no place for.
func (r *reader) leftCommune() bool {
	for i := range r.mentions[:r.nm] {
		m := &r.mentions[i]
		if levelOf(m.typ) != record.LevelCommune || m.end-m.first < 2 || r.tokens[m.first].end-r.tokens[m.first].off < 2 && !r.tokens[m.first].dot {
			continue
		}
		free := true
		r.chosen(func(c *mention, _ uint64) { free = free && !overlap(c, m) })
		if free {
			return true
		}
	}
	return false
}

// dropCountry leaves "Việt Nam" off the end.
func (s *scan) dropCountry(ix *placeIndex) {
	if s.n == 0 {
		return
	}
	for _, words := range ix.class[s.tokens[s.n-1].id].tail {
		from := s.n - len(words)
		if from < 0 {
			continue
		}
		same := true
		for i, w := range words {
			same = same && s.tokens[from+i].id == w
		}
		if same {
			s.n = from
			return
		}
	}
}

// dropBrackets leaves out what stands in brackets. It returns false where nothing else is there.
func (s *scan) dropBrackets() bool {
	n := 0
	for _, t := range s.tokens[:s.n] {
		if !t.bracket {
			s.tokens[n] = t
			n++
		}
	}
	s.n = n
	return n > 0
}
