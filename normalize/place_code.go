package normalize

import (
	"iter"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// composed brings a text with combining marks to NFC, and leaves out the marks that combine with nothing.
func composed(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x300 && letterOf(r).base == 0 && viet.FoldRune(r) == 0 {
			return -1
		}
		return r
	}, viet.NFC(s))
}

// isUnitCode reports whether a text is five digits.
func isUnitCode(s string) bool {
	if len(s) != 5 {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// readCode reads a unit code of one to five digits, 0 for anything else.
func readCode(s string) uint32 {
	if len(s) == 0 || len(s) > 5 {
		return 0
	}
	n := uint32(0)
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0
		}
		n = n*10 + uint32(s[i]-'0')
	}
	return n
}

// parseUnitCode reads the code of a commune-level unit, also with its leading zeros eaten. A code both maps have is meant
// in the map in force at the parser's day; where the column's other codes tell that it is of the old map, use
// parseOldUnitCode. A text that is no code is read as an address.
func (p *PlaceParser) parseUnitCode(code string) record.Place {
	n, faults, ok := p.unitCode(&code)
	if !ok {
		return record.Place{Faults: faults}
	}
	if n == 0 {
		return p.Parse(code)
	}
	if _, ok := p.units.New(n); ok && p.newEra {
		return p.newUnit(n, faults)
	}
	if _, ok := p.units.Old(n); ok {
		return p.oldUnit(n, faults)
	}
	return p.otherUnit(n, faults)
}

// parseOldUnitCode reads a code of the map before the reform; one that only the new map has is read there.
func (p *PlaceParser) parseOldUnitCode(code string) record.Place {
	n, faults, ok := p.unitCode(&code)
	if !ok {
		return record.Place{Faults: faults}
	}
	if n == 0 {
		return p.Parse(code)
	}
	if _, ok := p.units.Old(n); ok {
		return p.oldUnit(n, faults)
	}
	return p.otherUnit(n, faults)
}

// unitCodesAreOld reports whether codes of one column are of the map before the reform: some are of that map alone. Two
// thirds of the old codes ended with the reform, and only five new ones are not old ones too, so a handful of codes tells.
func (p *PlaceParser) unitCodesAreOld(codes iter.Seq[string]) bool {
	old, fresh := 0, 0
	for s := range codes {
		n := readCode(strings.TrimSpace(s))
		if n == 0 {
			continue
		}
		_, inOld := p.units.Old(n)
		_, inNew := p.units.New(n)
		switch {
		case inOld && !inNew:
			old++
		case inNew:
			fresh++
		}
	}
	return old > 0 && old*10 > fresh
}

// unitCode reads a code; ok is false where it is blank or no code can be that.
func (p *PlaceParser) unitCode(code *string) (n uint32, faults record.Fault, ok bool) {
	*code = strings.TrimSpace(*code)
	if *code == "" {
		return 0, 0, false
	}
	n = readCode(*code)
	if n == 0 {
		if strings.IndexFunc(*code, func(r rune) bool { return r < '0' || r > '9' }) < 0 {
			return 0, record.FaultUnknown | record.FaultLength, false
		}
		return 0, 0, true
	}
	if len(*code) < 5 {
		faults = record.RepairedZero
	}
	return n, faults, true
}

func (p *PlaceParser) oldUnit(n uint32, faults record.Fault) record.Place {
	c, _ := p.units.Old(n)
	f := p.force
	place := record.Place{Unit: n, District: c.District, Province: c.Province, Level: record.LevelCommune, Faults: faults,
		Provinces: f.provinceOfOld(c.Province)}
	place.Candidates = f.inForce1(n)
	if f.newEra {
		// The unit lives on where one new unit of that code and name is all it.
		next, ok := p.units.New(n)
		place.Abolished = !ok || next.Name != c.Name || next.Type != c.Type || len(p.units.Predecessors(n)) != 1 || p.units.IsSplit(n)
	}
	return place
}

// inForce1 returns what an old commune is at the day, the most likely unit first.
func (f *forceTable) inForce1(old uint32) []uint32 {
	if f.newEra {
		return f.units.Successors(old)
	}
	return []uint32{old}
}

func (p *PlaceParser) newUnit(n uint32, faults record.Fault) record.Place {
	c, _ := p.units.New(n)
	place := record.Place{Unit: c.Code, Province: c.Province, Level: record.LevelCommune, NewUnits: true, Faults: faults}
	ref := communeRef{code: c.Code, province: c.Province, kind: refNew}
	place.Provinces = p.force.newProvinces(&ref)
	if p.newEra {
		place.Candidates = []uint32{c.Code}
	} else {
		place.Candidates = p.units.Predecessors(c.Code)
	}
	return place
}

// otherUnit reads a code the map asked for does not have: the other map's, or one abolished before.
func (p *PlaceParser) otherUnit(n uint32, faults record.Fault) record.Place {
	if _, ok := p.units.New(n); ok {
		return p.newUnit(n, faults)
	}
	h := p.units.Historic(n)
	if len(h) == 0 {
		return record.Place{Faults: faults | record.FaultUnknown}
	}
	last := h[len(h)-1]
	f := p.force
	ref := communeRef{code: n, district: last.District, province: last.Province, kind: refGone}
	for i, x := range p.units.AllHistoric() {
		if x.Code == n {
			ref.at = uint16(i)
		}
	}
	place := record.Place{Unit: n, District: last.District, Province: last.Province, Level: record.LevelCommune, Former: true,
		Faults: faults, Provinces: f.provinceOfOld(last.Province)}
	var gone bool
	place.Candidates, gone = f.candidates(&ref)
	place.Abolished = gone || f.newEra
	return place
}
