package normalize

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// maxCandidates is how many units an ambiguous name may stand for before it is taken as telling nothing at its level.
const maxCandidates = 32

// forceTable holds what units written in either map are at the parser's day. It is read-only.
type forceTable struct {
	asOf      record.Date
	newEra    bool
	units     *refdata.UnitTable
	successor [100]uint16

	mergedInto [100][2]uint64 // by code of the 34: the set of the 63 it was made of

	codes     []uint32    // AllOld's codes, then AllNew's: a slice of one stands for a unit itself
	provinces [100]uint16 // i at i: the same for provinces
	districts [][]uint32  // by districtRef: the communes in force that lie in it
	current   []uint16    // by districtRef: its code among the 696, or its own where it has none
	byCode    map[uint16]uint16
	goneTo    map[uint16][]uint32 // by position in AllHistoric: what a unit abolished before March 2025 is by the day, where its name tells
	renamed   []bool              // by communeRef: the unit bears another name by the day
}

func newForceTable(u *refdata.UnitTable, ix *placeIndex, asOf record.Date) *forceTable {
	f := &forceTable{asOf: asOf, newEra: asOf >= refdata.Reform, units: u, byCode: map[uint16]uint16{},
		goneTo: map[uint16][]uint32{}}
	for i := range f.provinces {
		f.provinces[i] = uint16(i)
	}
	for _, p := range u.AllProvinces63() {
		f.successor[p.Code] = p.Successor
		addSet(&f.mergedInto[p.Successor], p.Code)
	}
	f.codes = make([]uint32, 0, len(u.AllOld())+len(u.AllNew()))
	under := map[uint16][]uint32{}  // district → old communes
	former := map[uint16][]uint32{} // the same for a district by what it was
	for _, c := range u.AllOld() {
		f.codes = append(f.codes, c.Code)
		under[c.District] = append(under[c.District], c.Code)
	}
	for _, c := range u.AllNew() {
		f.codes = append(f.codes, c.Code)
	}
	f.findGone(under)
	f.renamed = make([]bool, len(ix.communes))
	for i, c := range ix.communes {
		if c.kind != refFormer {
			continue
		}
		former[c.district] = append(former[c.district], c.code)
		for _, h := range u.Historic(c.code) {
			if h.Type == c.typ && h.District == c.district && asOf > h.LastSeen {
				f.renamed[i] = f.renamed[i] || bareName(h.Name) != bareName(u.AllOld()[c.at].Name)
			}
		}
	}
	for i, d := range ix.districts {
		members := under[d.code]
		if _, ok := u.District(d.code); !ok || (d.former && len(former[d.code]) > 0) {
			members = append(slices.Clone(members), former[d.code]...)
		}
		f.districts = append(f.districts, f.inForce(members, d.code))
		f.current = append(f.current, currentDistrict(u, d.code, members))
		if _, ok := f.byCode[d.code]; !ok {
			f.byCode[d.code] = uint16(i)
		}
	}
	return f
}

// findGone finds abolished units whose name lives on in their district, alone or as a part: Phương Liên became Phương Liên -
// Trung Tự.
func (f *forceTable) findGone(under map[uint16][]uint32) {
	parts := map[uint16]map[string][]uint32{} // district → part of a name → communes
	for i, h := range f.units.AllHistoric() {
		if !h.Abolished {
			continue
		}
		named, ok := parts[h.District]
		if !ok {
			named = map[string][]uint32{}
			for _, code := range under[h.District] {
				c, _ := f.units.Old(code)
				for _, part := range strings.Split(c.Name, " - ") {
					named[bareName(part)] = append(named[bareName(part)], code)
				}
			}
			parts[h.District] = named
		}
		if old := named[bareName(h.Name)]; len(old) > 0 {
			f.goneTo[uint16(i)] = f.inForce(old, 0)
		}
	}
}

// currentDistrict returns the district of the 696 that a former one's communes lie in, if it is one.
func currentDistrict(u *refdata.UnitTable, code uint16, members []uint32) uint16 {
	if _, ok := u.District(code); ok {
		return code
	}
	found := uint16(0)
	for _, m := range members {
		c, _ := u.Old(m)
		if found != 0 && found != c.District {
			return code
		}
		found = c.District
	}
	if found == 0 {
		return code
	}
	return found
}

// bareName is a name without marks, blanks and punctuation, to tell a new name from a new spelling.
func bareName(s string) string {
	return strings.ReplaceAll(viet.Words(strings.ReplaceAll(s, "'", "")), " ", "")
}

// inForce returns the units in force at the day that old communes, and an island district, are or became, ascending.
func (f *forceTable) inForce(old []uint32, district uint16) []uint32 {
	var out []uint32
	for _, o := range old {
		if f.newEra {
			out = append(out, f.units.Successors(o)...)
		} else {
			out = append(out, o)
		}
	}
	if i := f.units.IslandUnit(district); i != 0 && f.newEra {
		out = append(out, i)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// province returns a shared slice of the one province.
func (f *forceTable) province(code uint16) []uint16 {
	if code == 0 {
		return nil
	}
	return f.provinces[code : code+1 : code+1]
}

// provinceOfOld returns the province in force that one of the 63 is or became part of.
func (f *forceTable) provinceOfOld(code uint16) []uint16 {
	if f.newEra {
		return f.province(f.successor[code])
	}
	return f.province(code)
}

// candidates returns the units in force at the day that a commune reference may be. gone reports that the unit itself was
// no longer there before the reform or the day.
func (f *forceTable) candidates(c *communeRef) (units []uint32, gone bool) {
	self := func(i int) []uint32 { return f.codes[i : i+1 : i+1] }
	old := len(f.units.AllOld())
	switch {
	case c.kind == refNew && f.newEra:
		return self(old + int(c.at)), false
	case c.kind == refNew:
		return f.units.Predecessors(c.code), false
	case c.kind == refGone:
		if h := f.units.AllHistoric()[c.at]; f.asOf <= h.LastSeen {
			return []uint32{c.code}, false
		}
		if to := f.goneTo[c.at]; to != nil {
			return to, true
		}
		// What it became is not recorded; communes were merged within their district.
		return f.districts[f.byCode[c.district]], true
	case f.newEra:
		return f.units.Successors(c.code), false
	}
	return self(int(c.at)), false
}

// newProvinces returns the provinces in force that a commune of the new map may lie in.
func (f *forceTable) newProvinces(c *communeRef) []uint16 {
	if f.newEra {
		return f.province(c.province)
	}
	var out []uint16
	for _, o := range f.units.Predecessors(c.code) {
		if u, ok := f.units.Old(o); ok && !slices.Contains(out, u.Province) {
			out = append(out, u.Province)
		}
	}
	if out == nil { // an island district without communes
		if p, ok := f.units.Province34(c.province); ok {
			return p.Merged
		}
	}
	if len(out) == 1 {
		return f.province(out[0])
	}
	return out
}

// provincesOf returns the provinces in force that a commune reference may lie in.
func (f *forceTable) provincesOf(c *communeRef) []uint16 {
	if c.kind == refNew {
		return f.newProvinces(c)
	}
	return f.provinceOfOld(c.province)
}

// communePlace fills in a place known to its commune, or to several that share the best reading.
func (r *reader) communePlace(place *record.Place) {
	f := r.pp.force
	c := &r.ix.communes[r.best.commune]
	district := r.best.d >= 0
	var dr *districtRef
	if district {
		k := r.ds[r.best.d].ref
		dr = &r.ix.districts[k]
		place.District = f.current[k]
		if c.kind == refFormer {
			place.District = f.units.AllOld()[c.at].District
		}
	}
	place.Level, place.NewUnits, place.Province = record.LevelCommune, c.kind == refNew, c.province
	if r.nt > 1 {
		r.tiedCommunes(place)
	} else {
		var gone bool
		place.Unit = c.code
		place.Candidates, gone = f.candidates(c)
		place.Former = c.kind == refGone
		place.Provinces = f.provincesOf(c)
		place.Abolished = gone || f.renamed[r.best.commune]
		if c.kind == refNew && r.mayBeDistrict() {
			place.Faults |= record.FaultAmbiguous
		}
	}
	if place.Level == record.LevelNone {
		return
	}
	switch {
	case f.newEra:
		place.Abolished = !place.NewUnits || district || r.oldProvinceWritten()
	case district && dr.former:
		if _, ok := f.units.District(dr.code); !ok {
			place.Abolished = true
		}
	}
}

// mayBeDistrict reports whether a commune of the new map is named by a bare name that a district of its province bore too,
// with nothing smaller before it: "Lộc Hà, Hà Tĩnh".
func (r *reader) mayBeDistrict() bool {
	m := &r.mentions[r.best.at]
	if !r.pp.newEra || r.best.d >= 0 || m.typ != refdata.TypeNone || m.first > 0 && int(m.end) < r.n {
		return false
	}
	for _, k := range m.node.districts {
		if r.pp.successor(r.ix.districts[k].province) == r.ix.communes[r.best.commune].province {
			return true
		}
	}
	return false
}

// oldProvinceWritten reports whether the province named is one that the reform ended.
func (r *reader) oldProvinceWritten() bool {
	return r.best.p >= 0 && r.ix.provinces[r.ps[r.best.p].ref].new == 0
}

// tiedCommunes fills in what several communes that fit equally well have in common.
func (r *reader) tiedCommunes(place *record.Place) {
	f := r.pp.force
	var units []uint32
	var provinces []uint16
	for _, k := range r.ties[:r.nt] {
		c := &r.ix.communes[k]
		u, _ := f.candidates(c)
		units = append(units, u...)
		provinces = append(provinces, f.provincesOf(c)...)
		if c.kind != refNew && r.ix.communes[r.best.commune].district != c.district {
			place.District = 0
		}
		place.NewUnits = place.NewUnits && c.kind == refNew
	}
	slices.Sort(units)
	units = slices.Compact(units)
	slices.Sort(provinces)
	provinces = slices.Compact(provinces)
	if len(provinces) > 1 || len(units) > maxCandidates {
		*place = record.Place{Faults: record.FaultAmbiguous}
		if len(provinces) == 1 {
			place.Level, place.Provinces = record.LevelProvince, provinces
			r.best.commune = -1
			return
		}
		r.best = reading{commune: -1, d: -1, p: -1}
		return
	}
	if r.oneUnit() {
		place.Unit = r.ix.communes[r.best.commune].code
	} else if len(units) > 1 {
		place.Faults |= record.FaultAmbiguous
	}
	place.Candidates, place.Provinces = units, provinces
}

// oneUnit reports whether the references that tie are one unit under several of its names.
func (r *reader) oneUnit() bool {
	b := &r.ix.communes[r.best.commune]
	for _, k := range r.ties[:r.nt] {
		c := &r.ix.communes[k]
		if c.code != b.code || (c.kind == refNew) != (b.kind == refNew) || (c.kind == refGone) != (b.kind == refGone) {
			return false
		}
	}
	return true
}

// districtPlace fills in a place known to its district, or to several that share the best reading.
func (r *reader) districtPlace(place *record.Place) {
	f := r.pp.force
	k := r.ds[r.best.d].ref
	d := &r.ix.districts[k]
	place.Level, place.Province, place.Provinces = record.LevelDistrict, d.province, f.provinceOfOld(d.province)
	place.District, place.Candidates = f.current[k], f.districts[k]
	_, inForce := f.units.District(d.code)
	place.Abolished = f.newEra || !inForce
	if r.nt <= 1 {
		return
	}
	var units []uint32
	for _, t := range r.ties[:r.nt] {
		o := &r.ix.districts[t]
		if o.province != d.province {
			*place = record.Place{Faults: record.FaultAmbiguous}
			r.best = reading{commune: -1, d: -1, p: -1}
			return
		}
		if f.current[t] != place.District {
			place.District = 0
		}
		units = append(units, f.districts[t]...)
	}
	if place.District == 0 {
		slices.Sort(units)
		place.Candidates = slices.Compact(units)
		place.Faults |= record.FaultAmbiguous
	}
}

// provincePlace fills in a place known to its province.
func (r *reader) provincePlace(place *record.Place) {
	f := r.pp.force
	v := &r.ix.provinces[r.ps[r.best.p].ref]
	place.Level = record.LevelProvince
	switch {
	case f.newEra && v.new != 0:
		place.Province, place.NewUnits, place.Provinces = v.new, true, f.province(v.new)
	case v.old != 0:
		place.Province, place.Provinces, place.Abolished = v.old, f.provinceOfOld(v.old), f.newEra
	default: // divided before the units we know
		place.Abolished = true
		for _, p := range f.units.AllProvinces63() {
			if inSet(&v.parts, p.Code) {
				place.Provinces = append(place.Provinces, f.provinceOfOld(p.Code)...)
			}
		}
		slices.Sort(place.Provinces)
		place.Provinces = slices.Compact(place.Provinces)
	}
}
