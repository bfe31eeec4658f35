package refdata

import "github.com/doisanh/doisanh/record"

// AllProvinces63 returns the 63 provinces before the reform, by code. The slice is shared: do not change it.
func (u *UnitTable) AllProvinces63() []Province { return u.provinces63 }

// AllProvinces34 returns the 34 provinces since the reform, by code. The slice is shared: do not change it.
func (u *UnitTable) AllProvinces34() []Province { return u.provinces34 }

// AllDistricts returns the 696 districts, by code. The slice is shared: do not change it.
func (u *UnitTable) AllDistricts() []District { return u.districts }

// AllOld returns the 10,035 communes in force on the eve of the reform. The slice is shared: do not change it.
func (u *UnitTable) AllOld() []Commune { return u.old }

// AllNew returns the 3,321 communes in force since the reform. The slice is shared: do not change it.
func (u *UnitTable) AllNew() []Commune { return u.new }

// AllHistoric returns the 1,271 former communes and former names. The slice is shared: do not change it.
func (u *UnitTable) AllHistoric() []Historic { return u.historic }

// Province63 returns the province of the old map with that code.
func (u *UnitTable) Province63(code uint16) (Province, bool) {
	if int(code) >= len(u.province63) || u.province63[code] == 0 {
		return Province{}, false
	}
	return u.provinces63[u.province63[code]-1], true
}

// Province34 returns the province of the new map with that code.
func (u *UnitTable) Province34(code uint16) (Province, bool) {
	if int(code) >= len(u.province34) || u.province34[code] == 0 {
		return Province{}, false
	}
	return u.provinces34[u.province34[code]-1], true
}

// Province returns the province that carries the code at a day.
func (u *UnitTable) Province(code uint16, day record.Date) (Province, bool) {
	if day >= Reform {
		return u.Province34(code)
	}
	return u.Province63(code)
}

// District returns the district with that code.
func (u *UnitTable) District(code uint16) (District, bool) {
	if int(code) >= len(u.district) || u.district[code] == 0 {
		return District{}, false
	}
	return u.districts[u.district[code]-1], true
}

// Old returns the commune of the old map with that code.
func (u *UnitTable) Old(code uint32) (Commune, bool) {
	if code >= maxCode || u.oldAt[code] == 0 {
		return Commune{}, false
	}
	return u.old[u.oldAt[code]-1], true
}

// New returns the commune of the new map with that code. One unit goes under two codes in official lists; both find it.
func (u *UnitTable) New(code uint32) (Commune, bool) {
	if code >= maxCode {
		return Commune{}, false
	}
	if u.newAt[code] == 0 {
		code = u.aliases[code]
		if code == 0 {
			return Commune{}, false
		}
	}
	return u.new[u.newAt[code]-1], true
}

// Commune returns the commune that carries the code at a day: of the old map before the reform, of the new one since.
func (u *UnitTable) Commune(code uint32, day record.Date) (Commune, bool) {
	if day >= Reform {
		return u.New(code)
	}
	return u.Old(code)
}

// Historic returns the former units and former names that went under a code, nil for none. The slice is shared.
func (u *UnitTable) Historic(code uint32) []Historic {
	i, ok := u.historicAt[code]
	if !ok {
		return nil
	}
	j := i
	for j < len(u.historic) && u.historic[j].Code == code {
		j++
	}
	return u.historic[i:j:j]
}

// InForce reports whether a commune-level unit with that code existed at a day. Before the reform that is the old map and,
// until it was last seen, a unit abolished between 2021 and March 2025; for the day a unit of the old map was set up there
// is no source, so it counts as having always been there.
func (u *UnitTable) InForce(code uint32, day record.Date) bool {
	if day >= Reform {
		_, ok := u.New(code)
		return ok
	}
	if _, ok := u.Old(code); ok {
		return true
	}
	for _, h := range u.Historic(code) {
		if h.Abolished && day <= h.LastSeen {
			return true
		}
	}
	return false
}

// Successors returns the new communes an old one became, the most likely first; nil for a code the old map does not have.
// The slice is shared: do not change it.
func (u *UnitTable) Successors(old uint32) []uint32 {
	if old >= maxCode || u.oldAt[old] == 0 {
		return nil
	}
	return u.successors[u.oldAt[old]-1]
}

// IsSplit reports whether an old commune was divided among several new ones.
func (u *UnitTable) IsSplit(old uint32) bool {
	return old < maxCode && u.oldAt[old] != 0 && !u.whole[u.oldAt[old]-1]
}

// Predecessors returns the old communes that lie in a new one wholly or in part, by code; nil for a code the new map does
// not have and for the five islands that had no communes. The slice is shared: do not change it.
func (u *UnitTable) Predecessors(new uint32) []uint32 {
	if new >= maxCode || u.newAt[new] == 0 {
		return nil
	}
	return u.predecessors[u.newAt[new]-1]
}

// IslandUnit returns the new commune that an island district without communes became, 0 for any other district.
func (u *UnitTable) IslandUnit(district uint16) uint32 { return u.islands[district] }

// UnitName returns the name of the unit that carries the code at a day, with its type: "Xã Yên Hồ", "Phường 3". A unit
// gone by then goes under the last name it had; "" for a code no map ever had.
func (u *UnitTable) UnitName(code uint32, asOf record.Date) string {
	if asOf >= Reform {
		if c, ok := u.New(code); ok {
			return typeTitles[c.TypeAt(asOf)] + c.Name
		}
	}
	if c, ok := u.Old(code); ok {
		return c.Title()
	}
	if h := u.Historic(code); len(h) > 0 {
		return h[len(h)-1].Title()
	}
	if c, ok := u.New(code); ok {
		return c.Title()
	}
	return ""
}

// ProvinceName returns the name of the province that carries the code at a day, without its type; "" for none.
func (u *UnitTable) ProvinceName(code uint16, asOf record.Date) string {
	p, ok := u.Province(code, asOf)
	if !ok {
		p, _ = u.Province63(code)
	}
	return p.Name
}

// DistrictName returns a district's name with its type; "" for none.
func (u *UnitTable) DistrictName(code uint16) string {
	d, ok := u.District(code)
	if !ok {
		return ""
	}
	return d.Title()
}

// CCCDProvince returns the province of the 63 whose people got personal IDs beginning with those three digits (TT
// 07/2016/TT-BCA, annex I: 0 and the province's code), and false where no province has them.
func (u *UnitTable) CCCDProvince(digits int) (uint16, bool) {
	if digits <= 0 || digits >= len(u.province63) || u.province63[digits] == 0 {
		return 0, false
	}
	return uint16(digits), true
}
