package normalize

import (
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// How a reading is judged. A reading names a commune, a district and a province of one hierarchy, each by words of the
// address that no other of them uses, or only the upper ones. Points are given for each level named and for how well the
// words fit; the reading with most points wins, and readings with equally many make the place ambiguous. Only the
// differences matter: a level named outweighs any doubt about marks or types, parents that contradict outweigh a level.
const (
	pointsCommune  = 30
	pointsDistrict = 20
	pointsProvince = 20

	pointsType       = 8   // the type written is the unit's
	pointsOtherType  = -6  // another type of the level: units rise from xã to phường, from huyện to thị xã
	pointsMarks      = 4   // the marks are the name's
	pointsNoMarks    = -6  // written without marks in an address that has marks
	pointsOtherMarks = -12 // written with other marks

	pointsArea    = -40 // after "thôn", "đường" and the like: no unit
	pointsNumber  = -14 // after a bare number: a street
	pointsBefore  = -4  // after words that are nothing known
	pointsAfter   = -10 // before words that are nothing known: part of a longer name
	pointsAfterIn = -26 // the same within a part of an address with commas
	pointsOneWord = -8  // a name of one word amid others

	pointsHome      = 8   // the province is named, or is the job's own
	pointsOrder     = 2   // from small to large
	pointsReverse   = 1   // from large to small
	pointsDisorder  = -4  // neither
	pointsEra       = 2   // of the map the rest of the address speaks for
	pointsMixed     = -12 // a unit of one map, its parent of the other
	pointsAlone     = -15 // no parent named
	pointsAgainst   = -25 // a province named that it does not lie in
	pointsOtherOf   = -20 // a district named with its type that it does not lie in
	pointsOtherBy   = -8  // the same without its type
	pointsSameName  = -14 // a bare name that the district above bears too: the district
	pointsBothNames = -6  // a bare name that a province bears too: the province
	pointsNeeded    = 13
)

const maxMentions, maxSupports, maxTies = 64, 32, 40

// mention is a row of words that is a unit's name, with the type word before it.
type mention struct {
	first, start, end uint8 // tokens; the name is [start, end), with its type [first, end)
	typ               refdata.UnitType
	marked            bool
	exact             bool // fills its part of the address
	street            bool // after a bare number: more likely a street
	points            int16
	node              *placeNode
	key               uint64
}

// support is a district or province named somewhere in the address.
type support struct {
	m      uint8
	typed  bool
	ref    uint16
	points int16
}

// reading is one way to understand the address. Indexes are -1 where the level is not named.
type reading struct {
	points  int
	commune int16 // communeRef
	at      uint8 // its mention
	d, p    int8  // supports
}

// reader holds the work of one parse.
type reader struct {
	scan
	pp       *PlaceParser
	ix       *placeIndex
	marked   bool
	mentions [maxMentions]mention
	nm       int
	ends     [maxTokens + 1]bool // a mention ends before the token
	begins   [maxTokens + 1]bool // a mention begins with the token
	ds, ps   [maxSupports]support
	nd, np   int
	best     reading
	ties     [maxTies]uint16 // communeRefs, or districtRefs where no commune is named, of readings as good as the best
	nt       int

	// What the districts and provinces named speak for: districts by code, provinces of the 63 and of the 34.
	namedDistricts   [1024 / 64]uint64
	named63, named34 [2]uint64

	unknown bool // a commune's type with no known name after it
	foreign bool
}

// overlap reports whether two mentions use a word in common.
func overlap(a, b *mention) bool { return a.first < b.end && b.first < a.end }

// gather collects the districts and provinces named.
func (r *reader) gather() {
	r.nd, r.np = 0, 0
	r.namedDistricts, r.named63, r.named34 = [1024 / 64]uint64{}, [2]uint64{}, [2]uint64{}
	for i := 0; i < r.nm; i++ {
		m := &r.mentions[i]
		if m.points <= pointsArea/2 {
			continue
		}
		for _, k := range m.node.districts {
			d := &r.ix.districts[k]
			p := pointsDistrict + r.fit(m, d.typ, refdata.TypeNone, d.key)
			if p > 4 && r.nd < maxSupports {
				if len(m.node.provinces) > 0 {
					p += pointsBothNames
				}
				r.ds[r.nd] = support{uint8(i), m.typ != 0, k, p}
				r.nd++
				r.namedDistricts[d.code>>6] |= 1 << (d.code & 63)
				addSet(&r.named34, r.pp.successor(d.province)) // for a new commune with the old district
			}
		}
		for _, k := range m.node.provinces {
			v := &r.ix.provinces[k]
			p := pointsProvince + r.fit(m, v.typ, refdata.TypeNone, v.key)
			if v.short {
				p -= 3
			}
			if int(m.end) == r.n {
				p++
			}
			if p > 4 && r.np < maxSupports {
				r.ps[r.np] = support{uint8(i), m.typ != 0, k, p}
				r.np++
				r.name(v)
			}
		}
	}
}

// name notes the provinces of both maps that a province named may hold units of.
func (r *reader) name(v *provinceRef) {
	f := r.pp.force
	for i := range v.parts {
		r.named63[i] |= v.parts[i]
		if v.new != 0 {
			r.named63[i] |= f.mergedInto[v.new][i]
		}
	}
	if v.new != 0 {
		addSet(&r.named34, v.new)
	}
	if v.old != 0 {
		addSet(&r.named34, f.successor[v.old])
	}
}

// hasParent reports whether a district or province that a commune may lie in is named.
func (r *reader) hasParent(c *communeRef) bool {
	if c.kind == refNew {
		return inSet(&r.named34, c.province)
	}
	return inSet(&r.named63, c.province) || r.namedDistricts[c.district>>6&15]&(1<<(c.district&63)) != 0
}

// pointsWithoutParent is more than a commune without a parent can reach: its level, its words, type and marks, its home
// and era.
const pointsWithoutParent = pointsCommune + 6 + pointsType + pointsMarks + pointsAlone + pointsHome + pointsEra + 2

// choose finds the best reading.
func (r *reader) choose() {
	r.best, r.nt = reading{points: pointsNeeded - 1, commune: -1, d: -1, p: -1}, 0
	for i := 0; i < r.np; i++ {
		r.consider(reading{int(r.ps[i].points), -1, 0, -1, int8(i)}, 0)
	}
	for i := 0; i < r.nd; i++ {
		r.readDistrict(i)
	}
	for i := 0; i < r.nm; i++ {
		m := &r.mentions[i]
		if m.points <= pointsArea/2 || (m.typ != 0 && levelOf(m.typ) != record.LevelCommune) {
			continue
		}
		for _, k := range m.node.communes {
			if r.best.points > pointsWithoutParent && !r.hasParent(&r.ix.communes[k]) {
				continue
			}
			r.readCommune(uint8(i), m, k)
		}
	}
}

// consider keeps a reading if none is better. tie names the unit it stands for among equals.
func (r *reader) consider(x reading, tie uint16) {
	switch {
	case x.points > r.best.points:
		r.best = x
		r.ties[0], r.nt = tie, 1
	case x.points == r.best.points && r.nt > 0:
		b := &r.best
		if (b.commune >= 0) != (x.commune >= 0) || (b.d >= 0) != (x.d >= 0) {
			if x.commune < 0 { // as good with fewer levels: claim less
				r.best = x
				r.ties[0], r.nt = tie, 1
			}
			return
		}
		if x.commune < 0 && x.d < 0 { // two provinces: the later one
			r.best = x
			return
		}
		for _, t := range r.ties[:r.nt] {
			if t == tie {
				return
			}
		}
		if r.nt < maxTies {
			r.ties[r.nt] = tie
		}
		r.nt = min(r.nt+1, maxTies)
	}
}

// provinceFor finds the province named that a unit of a province lies in, by points; against is the best one named that it
// does not lie in.
func (r *reader) provinceFor(province uint16, isNew bool, a, b *mention) (best int8, points, against int16) {
	best = -1
	for i := 0; i < r.np; i++ {
		s := &r.ps[i]
		m := &r.mentions[s.m]
		if overlap(m, a) || (b != nil && overlap(m, b)) {
			continue
		}
		v := &r.ix.provinces[s.ref]
		p := s.points
		switch {
		case !isNew && inSet(&v.parts, province), isNew && v.new == province:
		case !isNew && v.new != 0 && r.pp.successor(province) == v.new,
			isNew && v.old != 0 && r.pp.successor(v.old) == province:
			p += pointsMixed
		default:
			against = max(against, p)
			continue
		}
		if best < 0 || p > points {
			best, points = int8(i), p
		}
	}
	return best, points, against
}

func (r *reader) readDistrict(i int) {
	s := &r.ds[i]
	m := &r.mentions[s.m]
	d := &r.ix.districts[s.ref]
	p, points, against := r.provinceFor(d.province, false, m, nil)
	x := reading{int(s.points), -1, 0, int8(i), p}
	switch {
	case p >= 0:
		x.points += int(points) + pointsHome + r.order(m, nil, &r.mentions[r.ps[p].m])
	case against > pointsProvince-4:
		x.points += pointsAgainst
	default:
		x.points += pointsAlone / 2
		if inSet(&r.pp.home63, d.province) {
			x.points += pointsHome
		}
	}
	if d.former {
		x.points--
	}
	r.consider(x, s.ref)
}

// readCommune considers a commune with the best district and province named for it.
func (r *reader) readCommune(at uint8, m *mention, k uint16) {
	c := &r.ix.communes[k]
	points := int(pointsCommune + r.fit(m, c.typ, c.later, c.key))
	if m.street && c.typ != refdata.TypeXa { // "12 Trần Phú": streets bear the names of phường
		points += pointsArea
	}
	if len(m.node.provinces) > 0 && m.typ == refdata.TypeNone {
		points += 2 * pointsBothNames
	}
	if points < 8 {
		return
	}
	d, dPoints := r.districtFor(c, m)
	if d >= 0 && r.readWith(reading{points, int16(k), at, d, -1}, c, int(dPoints)) {
		return
	}
	r.readWith(reading{points, int16(k), at, -1, -1}, c, 0) // the words taken for a district may be the province
}

// readWith considers a commune with a district, or with none, and the best province for them. It reports whether a
// province was found.
func (r *reader) readWith(x reading, c *communeRef, dPoints int) bool {
	isNew := c.kind == refNew
	m, d := &r.mentions[x.at], x.d
	points := x.points
	var dm *mention
	if d >= 0 {
		dm = &r.mentions[r.ds[d].m]
	}
	p, pPoints, against := r.provinceFor(c.province, isNew, m, dm)
	var pm *mention
	if p >= 0 {
		pm = &r.mentions[r.ps[p].m]
		points += int(pPoints) + pointsHome
	} else {
		if against > pointsProvince-4 {
			points += pointsAgainst
		}
		if r.pp.isHome(c.province, isNew) {
			points += pointsHome
		}
	}
	if d >= 0 {
		points += dPoints
		if !isNew {
			points += pointsEra
		}
	} else {
		if isNew == r.pp.newEra {
			points += pointsEra
		}
		points += r.withoutDistrict(c, m, p) + r.sameName(c, m, p)
	}
	if dm != nil && dm.typ == refdata.TypeNone && len(dm.node.provinces) > 0 { // "Chi Lăng, Lạng Sơn"
		points += r.sameName(c, m, -1)
	}
	if d < 0 && p < 0 {
		points += pointsAlone
		if m.typ == refdata.TypeNone && len(m.node.districts) > 0 {
			points += pointsSameName
		}
		if m.typ == refdata.TypeNone && !m.exact {
			points += pointsAlone
		}
	}
	if c.kind == refOld {
		points++
	}
	r.consider(reading{points + r.order(m, dm, pm), x.commune, x.at, d, p}, uint16(x.commune))
	return p >= 0
}

// districtFor finds the district named that a commune lies in.
func (r *reader) districtFor(c *communeRef, m *mention) (best int8, points int16) {
	best = -1
	for i := 0; i < r.nd; i++ {
		s := &r.ds[i]
		if overlap(&r.mentions[s.m], m) || r.isTail(&r.mentions[s.m], m) {
			continue
		}
		p := s.points
		code := r.ix.districts[s.ref].code
		if c.kind == refNew {
			in := false
			for _, u := range r.ix.newUnder[c.at] {
				in = in || u == code
			}
			if !in {
				continue
			}
			p += pointsMixed
		} else if c.district != code {
			continue
		}
		if best < 0 || p > points {
			best, points = int8(i), p
		}
	}
	return best, points
}

// isTail reports whether what looks like a district is the end of a commune's longer name: "Xã Phúc Thọ Lâm Hà".
func (r *reader) isTail(d, m *mention) bool {
	gap := r.tokens[d.first].gap
	if d.first != m.end || d.typ != refdata.TypeNone || gap > gapHyphen || (gap == gapHyphen && r.commas == 0) {
		return false
	}
	for i := range r.mentions[:r.nm] {
		o := &r.mentions[i]
		if o.first == m.first && o.start == m.start && o.end == d.end && len(o.node.communes) > 0 {
			return m.typ != refdata.TypeNone || (o.exact && r.commas > 0)
		}
	}
	return false
}

// sameName judges a bare name that is taken for a commune while a district bears it too.
func (r *reader) sameName(c *communeRef, m *mention, p int8) int {
	if m.typ != refdata.TypeNone || len(m.node.districts) == 0 {
		return 0
	}
	below := m.first > 0 && int(m.end) < r.n // something smaller stands before it
	if c.kind == refNew && r.pp.newEra && (below || p >= 0) {
		return 0 // "Lộc Hà, Hà Tĩnh": since the reform the commune of that name, the lowest level there is
	}
	for _, k := range m.node.districts {
		d := &r.ix.districts[k]
		if p >= 0 && inSet(&r.ix.provinces[r.ps[p].ref].parts, d.province) || p < 0 && d.province == c.province {
			return pointsSameName
		}
	}
	return 0
}

// withoutDistrict judges a commune no district is named for: another district of its province may be.
func (r *reader) withoutDistrict(c *communeRef, m *mention, p int8) int {
	points := 0
	var pm *mention
	if p >= 0 {
		pm = &r.mentions[r.ps[p].m]
	}
	for i := 0; i < r.nd; i++ {
		s := &r.ds[i]
		d := &r.ix.districts[s.ref]
		same := d.province == c.province
		if c.kind == refNew {
			same = r.pp.successor(d.province) == c.province
		}
		dm := &r.mentions[s.m]
		switch {
		case !same:
		case overlap(dm, m) || (pm != nil && overlap(dm, pm)) || dm.points < 0:
		case s.typed:
			points = min(points, pointsOtherOf)
		default:
			points = min(points, pointsOtherBy)
		}
	}
	return points
}

// order judges how the parts follow each other.
func (r *reader) order(a, b, c *mention) int {
	up, down := true, true
	last := a
	for _, m := range [...]*mention{b, c} {
		if m == nil {
			continue
		}
		up = up && last.first < m.first
		down = down && last.first > m.first
		last = m
	}
	switch {
	case last == a:
		return 0
	case up:
		return pointsOrder
	case down:
		return pointsReverse
	}
	return pointsDisorder
}
