package match

import (
	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/record"
)

// placeInfo is a distinct unit and hamlet of either table: addresses that differ otherwise share it. It is 32 bytes, so that a
// processor fetches it at once; what few pairs need stands in placeComparer.whole.
type placeInfo struct {
	unit, hamlet                        uint32  // the unit as written; the hamlet's number, 0 = none
	district, province, only            uint16  // only: the one province it lies in, 0 where it may be several
	plain                               uint8   // units known to the commune that bear one map's flag are compared as written; 0 = not so
	hamletP, commune, districtP, within float32 // chances of the right table's rows to lie in the same hamlet, commune, district, province
}

type placeComparer struct {
	places    []placeInfo // by joint code; 0 unused
	whole     []record.Place
	share     func(code uint32, a record.Area) float32 // placeTable.areaShare
	elsewhere float64
	together  float64 // chance of two rows to lie in one commune
	cache     int
	home      bool // where persons live
}

// leastApart is the least chance of two rows of one table to lie in different provinces.
const leastApart = .05

// placeTable is a comparison of places prepared for the right table; see nameTable.
type placeTable struct {
	joint                numbering
	hamlets              numbering
	places               []placeInfo
	whole                []record.Place
	byCommune, byHamlet  map[uint64]float64 // right rows
	byArea               map[uint64]float64 // the same, of every part of a commune that their addresses name
	byDistrict, byWithin map[uint16]float64
	total                float64
	elsewhere, together  float64
	apart                float64 // chance of two rows to lie in different provinces
	weighed              int
	home                 bool
}

func preparePlace(right *record.People, def *Comparison) *prepared {
	vr := chain(right.Places, def.Fields)
	if len(vr) == 0 {
		return nil
	}
	t := &placeTable{places: make([]placeInfo, 1), whole: make([]record.Place, 1), weighed: 1, home: def.Fields[0] == record.PermanentAddress}
	codes := number(vr, t.of)
	code := rowCode(vr, codes)
	counts, total := countRows(right.Rows(), len(t.places), code)
	if total == 0 {
		return nil
	}
	t.count(counts, float64(total))
	return &prepared{
		slots: 2, // the first address, and another of the same row
		fill:  t.filling(vr, codes),
		join: func(left *record.People, _ int) (comparer, filling) {
			var fill filling
			if left != right {
				vl := chain(left.Places, def.Fields)
				if len(vl) == 0 {
					return nil, fill
				}
				fill = t.filling(vl, number(vl, t.of))
			}
			c := t.comparer(0)
			if left == right {
				c.elsewhere = max(t.apart, leastApart)
			}
			return c, fill
		},
		renew: func(old comparer) comparer { return t.comparer(old.(*placeComparer).cache) },
	}
}

func (t *placeTable) comparer(cache int) *placeComparer {
	t.weigh()
	return &placeComparer{places: t.places, whole: t.whole, share: t.areaShare, elsewhere: t.elsewhere, together: t.together, cache: cache, home: t.home}
}

// of returns the joint code of a place.
func (t *placeTable) of(p record.Place) uint32 {
	if p.Level == record.LevelNone {
		return 0
	}
	code, fresh := t.joint.of(hashPlace(p))
	if !fresh {
		return code
	}
	i := placeInfo{unit: p.Unit, district: p.District, province: p.Province}
	if p.Hamlet != "" {
		i.hamlet, _ = t.hamlets.of(hashText(p.Hamlet))
	}
	if len(p.Provinces) == 1 {
		i.only = p.Provinces[0]
	}
	if p.Level == record.LevelCommune && p.Unit != 0 && i.only != 0 {
		i.plain = 1
		if p.NewUnits {
			i.plain |= 2
		}
		if p.Former {
			i.plain |= 4
		}
	}
	t.places, t.whole = append(t.places, i), append(t.whole, p)
	return code
}

// filling gives each row the address that stands for it, and the first of its others that lies in another commune.
func (t *placeTable) filling(vs []*record.Values[record.Place], codes [][]uint32) filling {
	first := rowCode(vs, codes)
	second := func(row int) uint32 {
		one := first(row)
		if one == 0 {
			return 0
		}
		for i, v := range vs {
			code := codes[i][v.Codes[row]]
			if code == 0 || code == one || t.whole[code].Level != record.LevelCommune {
				continue
			}
			if same, _ := t.whole[code].Common(t.whole[one]); same != record.LevelCommune {
				return code
			}
		}
		return 0
	}
	return filling{rows: func(s *side, off, from, to int) {
		s.fill(off, from, to, first)
		if len(vs) > 1 {
			s.fill(off+1, from, to, second)
		}
	}}
}

// hashPlace is a 64-bit hash of all that tells two places apart.
func hashPlace(p record.Place) uint64 {
	h := hashText(p.Hamlet)
	add := func(v uint64) { h = splitmix.Mix(h ^ v) }
	add(uint64(p.Unit) | uint64(p.District)<<32 | uint64(p.Province)<<48)
	flags := uint64(p.Level)
	if p.NewUnits {
		flags |= 1 << 8
	}
	if p.Former {
		flags |= 1 << 9
	}
	add(flags)
	for _, c := range p.Candidates {
		add(uint64(c) | 1<<40)
	}
	for _, c := range p.Provinces {
		add(uint64(c) | 1<<41)
	}
	return h
}

// key names a place's commune: the unit in force where it is known, so that old and new writings add up.
func (t *placeTable) key(code int) uint64 {
	p := &t.whole[code]
	if u := p.Commune(); u != 0 || p.Unit == 0 {
		return uint64(u)
	}
	return uint64(p.Unit) | 1<<31
}

func (t *placeTable) hamletKey(code int) uint64 {
	return t.key(code) | uint64(t.places[code].hamlet)<<32
}

// areaKey names a part of a place's commune.
func (t *placeTable) areaKey(code int, a record.Area) uint64 {
	return splitmix.Mix(hashText(a.Name)+uint64(a.Kind)) ^ t.key(code)
}

// areaShare is the chance of a row to lie in a part of a place's commune.
func (t *placeTable) areaShare(code uint32, a record.Area) float32 {
	return float32((t.byArea[t.areaKey(int(code), a)] + 1) / (t.total + 2))
}

func (i *placeInfo) provinceKey() uint16 {
	if i.only != 0 {
		return i.only
	}
	return i.province | 1<<15
}

// count counts the right table's rows.
func (t *placeTable) count(counts []uint32, total float64) {
	t.total = total
	t.byCommune, t.byHamlet, t.byArea = map[uint64]float64{}, map[uint64]float64{}, map[uint64]float64{}
	t.byDistrict, t.byWithin = map[uint16]float64{}, map[uint16]float64{}
	for code := 1; code < len(counts); code++ {
		i, k := &t.places[code], float64(counts[code])
		t.byCommune[t.key(code)] += k
		t.byHamlet[t.hamletKey(code)] += k
		parts := t.whole[code].Areas()
		for _, a := range parts.All() {
			if a.Kind != record.AreaHouse {
				t.byArea[t.areaKey(code, a)] += k
			}
		}
		t.byDistrict[i.district] += k
		t.byWithin[i.provinceKey()] += k
	}
	t.weigh()
	same := 0.0
	for code := 1; code < len(counts); code++ {
		i, k := &t.places[code], float64(counts[code])/total
		if t.whole[code].Level == record.LevelCommune {
			t.together += k * float64(i.commune)
		}
		same += k * float64(i.within)
	}
	// A record whose person is not in the register is the rule, not the exception, among those from elsewhere: however
	// much of the register lies in one province, half of the strangers a record can be mistaken for do not.
	// Inside one table all rows are those of the table.
	t.apart = 1 - same
	t.elsewhere = max(t.apart, .5)
}

// weigh works out the chances of the places that have none yet.
func (t *placeTable) weigh() {
	share := func(k float64) float32 { return float32((k + 1) / (t.total + 2)) }
	for ; t.weighed < len(t.places); t.weighed++ {
		i := &t.places[t.weighed]
		i.commune, i.within, i.hamletP = share(t.byCommune[t.key(t.weighed)]), share(t.byWithin[i.provinceKey()]), share(t.byHamlet[t.hamletKey(t.weighed)])
		i.districtP = i.within
		if i.district != 0 {
			i.districtP = share(t.byDistrict[i.district])
		}
	}
}

// touch brings what compare looks at first near the processor.
func (c *placeComparer) touch(l, r []uint32) uint32 { return c.places[l[0]].unit + c.places[r[0]].unit }

func (c *placeComparer) compare(l, r []uint32, w *worker, o *outcome) {
	if l[0] == 0 || r[0] == 0 {
		o.level = missing
		return
	}
	a, b := &c.places[l[0]], &c.places[r[0]]
	if a.plain != 0 && a.plain == b.plain {
		c.outcome(a, b, plainly(a, b), record.LevelCommune, o)
		c.within(l[0], r[0], o)
	} else {
		e, hit := w.cached(c.cache, l[0], r[0])
		if !hit {
			same, known := c.whole[l[0]].Common(c.whole[r[0]])
			c.outcome(a, b, same, known, &e.out)
			c.within(l[0], r[0], &e.out)
		}
		*o = e.out
	}
	if w.local > 0 && c.home {
		c.near(b, w.local, o)
	}
	if o.level > placeCommune && o.level != placeToDistrict && o.level != placeToProvince && l[1]|r[1] != 0 {
		c.second(l, r, o)
	}
}

// near sets the chance of strangers of whom a known share live in one commune.
func (c *placeComparer) near(b *placeInfo, local float64, o *outcome) {
	commune := float64(b.commune)
	switch o.level {
	case placeHamlet, placeOtherHamlet, placeCommune:
		o.f *= max(local/commune, 1)
	case placeDistrict, placeProvince, placeOther:
		o.f *= min((1-local)/max(1-commune, .05), 1)
	}
	o.given = o.f
}

// second looks whether one of the rows' other addresses is where the other row lives: people are registered in one place and
// live in another, and each list holds the one it cares for.
func (c *placeComparer) second(l, r []uint32, o *outcome) {
	for _, p := range [...][2]uint32{{l[0], r[1]}, {l[1], r[0]}, {l[1], r[1]}} {
		if p[0] == 0 || p[1] == 0 {
			continue
		}
		if same, _ := c.whole[p[0]].Common(c.whole[p[1]]); same == record.LevelCommune {
			o.level, o.f = placeElsewhere, float64(c.places[p[1]].commune)
			o.given = o.f
			return
		}
	}
}

// within looks into two addresses of one commune that are not written alike: one may name the house and street before the hamlet, or a group within it, and the
// other not.
func (c *placeComparer) within(l, r uint32, o *outcome) {
	if o.level != placeOtherHamlet {
		return
	}
	a, b := c.whole[l].Areas(), c.whole[r].Areas()
	g := agree(&a, &b)
	commune := c.places[r].commune
	chance := commune
	switch {
	case !g.told:
		o.level = placeCommune
		return
	case g.house:
		chance = c.places[r].hamletP
	default:
		for _, part := range g.same.All() {
			chance = min(chance, c.share(r, part))
		}
		if len(g.same.All()) == 0 {
			return
		}
	}
	o.level, o.f, o.scale = placeHamlet, float64(chance), min(1, float64(chance/commune))
}

// rest is the chance to lie in a unit but not in the smaller one that was tried before.
func rest(unit, smaller float32) float64 { return float64(max(unit-smaller, unit/10)) }

// plainly is record.Place.Common for two units of one map that are known to the commune.
func plainly(a, b *placeInfo) record.PlaceLevel {
	switch {
	case a.unit == b.unit:
		return record.LevelCommune
	case a.district != 0 && a.district == b.district:
		return record.LevelDistrict
	case a.province != 0 && a.province == b.province || a.only == b.only:
		return record.LevelProvince
	}
	return record.LevelNone
}

// outcome sets the level and chance of two places that are the same as far as one level and known to another.
func (c *placeComparer) outcome(a, b *placeInfo, same, known record.PlaceLevel, o *outcome) {
	*o = outcome{scale: 1}
	switch {
	case known == record.LevelNone:
		o.level = missing
	case same == record.LevelCommune && (a.hamlet == 0 || b.hamlet == 0):
		o.level, o.f = placeCommune, float64(b.commune)
	case same == record.LevelCommune && a.hamlet == b.hamlet:
		o.level, o.f = placeHamlet, float64(b.hamletP)
		o.scale = min(1, float64(b.hamletP/b.commune)) // of neighbours, who live in one commune, so many live in this hamlet
	case same == record.LevelCommune:
		o.level, o.f = placeOtherHamlet, float64(b.commune)
	case same == record.LevelDistrict && known == record.LevelCommune:
		o.level, o.f = placeDistrict, rest(b.districtP, b.commune)
	case same == record.LevelDistrict:
		o.level, o.f = placeToDistrict, float64(max(a.districtP, b.districtP))
	case same == record.LevelProvince && known == record.LevelProvince:
		o.level, o.f = placeToProvince, float64(b.within)
	case same == record.LevelProvince:
		o.level, o.f = placeProvince, rest(b.within, b.commune)
		if a.district != 0 && b.district != 0 {
			o.f = rest(b.within, b.districtP)
		}
	default:
		o.level, o.f = placeOther, c.elsewhere
	}
	o.given = o.f
}
