package match

import "github.com/doisanh/doisanh/record"

// placeInfo is a distinct unit and hamlet of either table: addresses that differ otherwise share it.
type placeInfo struct {
	place                               record.Place
	hamlet, commune, district, province float32 // chances of the right table's rows to lie in the same
}

type placeComparer struct {
	places    []placeInfo // by joint code; 0 unused
	elsewhere float64
	together  float64 // chance of two rows to lie in one commune
	cache     int
}

func (c *placeComparer) slots() int { return 1 }

type placeKey struct {
	unit               uint32
	district, province uint16
	level              record.PlaceLevel
	new                bool
	candidates         uint64
	hamlet             string
}

func keyOf(p record.Place) placeKey {
	h := uint64(fnvOffset)
	for _, c := range p.Candidates {
		h = (h ^ uint64(c)) * fnvPrime
	}
	for _, c := range p.Provinces {
		h = (h ^ uint64(c) ^ 1<<40) * fnvPrime
	}
	return placeKey{p.Unit, p.District, p.Province, p.Level, p.NewUnits, h, p.Hamlet}
}

func preparePlace(t *tables, def *Comparison, cache int) *plan {
	vl, vr := chain(t.left.people.Places, def.Fields), chain(t.right.people.Places, def.Fields)
	if len(vl) == 0 || len(vr) == 0 {
		return nil
	}
	c := &placeComparer{places: make([]placeInfo, 1), cache: cache}
	joint := map[placeKey]uint32{}
	of := func(p record.Place) uint32 {
		if p.Level == record.LevelNone {
			return 0
		}
		k := keyOf(p)
		code, ok := joint[k]
		if !ok {
			code = uint32(len(c.places))
			joint[k] = code
			c.places = append(c.places, placeInfo{place: p})
		}
		return code
	}
	right := rowCode(vr, number(vr, of))
	left := right
	if t.left != t.right {
		left = rowCode(vl, number(vl, of))
	}
	counts, total := countRows(t.right.people.Rows(), len(c.places), right)
	if total == 0 {
		return nil
	}
	c.shares(counts, float64(total))
	return &plan{def: def, cmp: c, fill: func(off int) {
		t.right.fill(off, right)
		if t.left != t.right {
			t.left.fill(off, left)
		}
	}}
}

// shares counts the right table's rows by unit in force where it is known, so that old and new writings add up.
func (c *placeComparer) shares(counts []uint32, total float64) {
	type hamlet struct {
		commune uint32
		name    string
	}
	communes, districts, provinces, hamlets := map[uint32]float64{}, map[uint16]float64{}, map[uint16]float64{}, map[hamlet]float64{}
	commune := func(p *record.Place) uint32 {
		if u := p.Commune(); u != 0 || p.Unit == 0 {
			return u
		}
		return p.Unit | 1<<31
	}
	province := func(p *record.Place) uint16 {
		if len(p.Provinces) == 1 {
			return p.Provinces[0]
		}
		return p.Province | 1<<15
	}
	for code := 1; code < len(counts); code++ {
		p, k := &c.places[code].place, float64(counts[code])
		communes[commune(p)] += k
		hamlets[hamlet{commune(p), p.Hamlet}] += k
		districts[p.District] += k
		provinces[province(p)] += k
	}
	same := 0.0
	for code := 1; code < len(c.places); code++ {
		i := &c.places[code]
		share := func(k float64) float32 { return float32((k + 1) / (total + 2)) }
		i.commune, i.province = share(communes[commune(&i.place)]), share(provinces[province(&i.place)])
		i.hamlet = share(hamlets[hamlet{commune(&i.place), i.place.Hamlet}])
		i.district = i.province
		if i.place.District != 0 {
			i.district = share(districts[i.place.District])
		}
		k := float64(counts[code]) / total
		if i.place.Level == record.LevelCommune {
			c.together += k * float64(i.commune)
		}
		same += k * float64(i.province)
	}
	// A record whose person is not in the register is the rule, not the exception, among those from elsewhere: however
	// much of the register lies in one province, half of the strangers a record can be mistaken for do not.
	c.elsewhere = max(1-same, .5)
}

func (c *placeComparer) compare(l, r []uint32, w *worker, o *outcome) {
	if l[0] == 0 || r[0] == 0 {
		o.level = missing
		return
	}
	e, hit := w.cached(c.cache, l[0], r[0])
	if !hit {
		c.decide(&c.places[l[0]], &c.places[r[0]], &e.out)
	}
	*o = e.out
}

func (c *placeComparer) decide(a, b *placeInfo, o *outcome) {
	*o = outcome{scale: 1}
	same, known := a.place.Common(b.place)
	switch {
	case known == record.LevelNone:
		o.level = missing
	case same == record.LevelCommune && (a.place.Hamlet == "" || b.place.Hamlet == ""):
		o.level, o.f = placeCommune, float64(b.commune)
	case same == record.LevelCommune && a.place.Hamlet == b.place.Hamlet:
		o.level, o.f = placeHamlet, float64(b.hamlet)
	case same == record.LevelCommune:
		o.level, o.f = placeOtherHamlet, float64(b.commune)
	case same == record.LevelDistrict && known == record.LevelCommune:
		o.level, o.f = placeDistrict, float64(b.district)
	case same == record.LevelDistrict:
		o.level, o.f = placeToDistrict, float64(max(a.district, b.district))
	case same == record.LevelProvince && known == record.LevelProvince:
		o.level, o.f = placeToProvince, float64(b.province)
	case same == record.LevelProvince:
		o.level, o.f = placeProvince, float64(b.province)
	default:
		o.level, o.f = placeOther, c.elsewhere
	}
	o.given = o.f
}
