package normalize

import (
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// is reports whether a word stands for one of the words with those keys: its marks agree, or it has none.
func (t *token) is(keys []uint64) bool {
	for _, k := range keys {
		if k == t.key || !t.marked {
			return true
		}
	}
	return false
}

// find collects the mentions.
func (r *reader) find() {
	typedFrom, typeAt := -1, 0
	r.nm, r.marked, r.unknown, r.foreign = 0, false, false, false
	clear(r.ends[:r.n+1])
	clear(r.begins[:r.n+1])
	for i := 0; i < r.n; i++ {
		r.marked = r.marked || r.tokens[i].marked
	}
	for i := 0; i < r.n; i++ {
		t := &r.tokens[i]
		if t.id == 0 {
			continue
		}
		inside := i > typeAt && i < typedFrom && !r.ends[i] // "xã" in "thị xã" is no type of its own
		if types := r.ix.class[t.id].types; len(types) > 0 && !inside {
			if next := r.findTyped(i, types); next > 0 {
				typedFrom, typeAt = next, i
			}
		}
		// A name after a type word is not tried without it, unless the type word may end a name: "tam xa dong anh".
		if i != typedFrom || (r.ends[typeAt] || r.ends[i]) && r.tokens[typeAt].gap < gapHyphen {
			r.walk(i, i, refdata.TypeNone)
		}
	}
	for i := 0; i < r.nm; i++ {
		m := &r.mentions[i]
		m.points += r.surroundings(m)
		if m.end-m.start > 1 && (len(m.node.provinces) > 0 || len(m.node.districts) > 0 && m.exact) {
			r.dropInside(m)
		}
	}
}

// dropInside takes back the names inside a longer one of a province, or of a district that fills its part of the address: Vũng Tàu in Bà Rịa - Vũng Tàu,
// Lắk in Đắk Lắk, Trà My in Bắc Trà My.
func (r *reader) dropInside(p *mention) {
	for i := 0; i < r.nm; i++ {
		m := &r.mentions[i]
		if m != p && m.first >= p.start && m.end <= p.end && m.end-m.start < p.end-p.start && (p.end-p.start > 2 || m.end-m.start == 1) {
			m.points += 2 * pointsArea
		}
	}
}

// findTyped tries the type words that begin at token i. It returns where the name begins if one was found.
func (r *reader) findTyped(i int, types []typeForm) int {
	said := false
	for k := range types {
		f := &types[k]
		j := i + len(f.words)
		if j >= r.n || r.tokens[j].gap >= gapSlash || !r.matches(i, f) {
			continue
		}
		if r.walk(i, j, f.typ) {
			return j
		}
		said = said || (f.typ <= refdata.TypeDacKhu && (r.tokens[i].dot || r.tokens[i].end-r.tokens[i].off > 1))
	}
	r.unknown = r.unknown || said
	return 0
}

func (r *reader) matches(i int, f *typeForm) bool {
	for k, w := range f.words {
		t := &r.tokens[i+k]
		if t.id != w || (t.marked && t.key != f.keys[k]) || (k > 0 && t.gap > gapDot) {
			return false
		}
	}
	first := &r.tokens[i]
	if first.end-first.off > 1 {
		return true
	}
	if len(f.words) > 1 || f.typ == refdata.TypeTinh { // "T.P", "T. Hà Tĩnh"
		return first.dot
	}
	return true
}

// walk collects the names that begin at token start. It reports whether there was any.
func (r *reader) walk(first, start int, typ refdata.UnitType) bool {
	node, key, marked, found := uint32(0), uint64(0), false, false
	for j := start; j < r.n; j++ {
		t := &r.tokens[j]
		if t.id == 0 || (j > start && t.gap >= gapSlash) {
			break
		}
		var ok bool
		if node, ok = r.ix.step(node, t.id); !ok {
			break
		}
		key = (key ^ t.key) * 1099511628211
		marked = marked || t.marked
		n := &r.ix.nodes[node]
		if n.foreign > 0 && typ == refdata.TypeNone {
			r.abroad(start, j+1)
		}
		if (n.typedOnly && typ == refdata.TypeNone) || len(n.communes)+len(n.districts)+len(n.provinces) == 0 {
			continue
		}
		if r.nm == maxMentions {
			return true
		}
		r.mentions[r.nm] = mention{first: uint8(first), start: uint8(start), end: uint8(j + 1), typ: typ, marked: marked, node: n, key: key}
		r.nm++
		r.ends[j+1], r.begins[first] = true, true
		found = true
	}
	return found
}

// abroad notes a foreign country where it ends the address as a part of its own.
func (r *reader) abroad(start, end int) {
	if start == 0 && end == r.n || (end == r.n && r.tokens[start].gap >= gapHyphen && end-start > 1) ||
		(end == r.n && end-start > 1 && r.commas == 0) {
		r.foreign = true
	}
}

// surroundings judges a mention by the words beside it, and finds an English type word after it.
func (r *reader) surroundings(m *mention) int16 {
	words := int16(m.end - m.start)
	points := words
	first, end := int(m.first), int(m.end)
	head := first == 0 || r.tokens[first].gap >= gapHyphen
	if !head && m.typ == refdata.TypeNone {
		b := r.before(first)
		points += b
		m.street = b == pointsNumber
	}
	tail := end == r.n || r.tokens[end].gap >= gapHyphen
	if !tail {
		next := &r.tokens[end]
		c := &r.ix.class[next.id]
		switch {
		case c.english != 0 && m.typ == refdata.TypeNone:
			m.typ = c.english
			m.end++
			tail = int(m.end) == r.n || r.tokens[m.end].gap >= gapHyphen
		case r.begins[end], next.is(c.area), next.is(c.street), len(c.types) > 0:
		case next.digit:
			points += pointsAfter / 2
		case r.commas > 0:
			points += pointsAfterIn
		default:
			points += pointsAfter
		}
	}
	m.exact = head && tail
	if words == 1 && m.typ == refdata.TypeNone && !m.exact {
		points += pointsOneWord
	}
	return points
}

// before judges the word before an untyped mention in its part of the address.
func (r *reader) before(first int) int16 {
	t := &r.tokens[first-1]
	c := &r.ix.class[t.id]
	if r.ends[first] {
		return 0
	}
	if t.is(c.area) || t.is(c.street) {
		return pointsArea
	}
	if t.digit {
		if first >= 2 && t.gap < gapSlash {
			w := &r.tokens[first-2]
			wc := &r.ix.class[w.id]
			if w.is(wc.area) || len(wc.types) > 0 {
				return 0
			}
		}
		return pointsNumber
	}
	return pointsBefore
}

// typePoints judges the type written against a unit's.
func typePoints(written, typ, later refdata.UnitType) int16 {
	switch {
	case written == refdata.TypeNone:
		return 0
	case written == typ, written == later,
		written == refdata.TypeThanhPho && typ == refdata.TypeThanhPhoTinh:
		return pointsType
	case written == refdata.TypeThanhPho && typ == refdata.TypeTinh: // "TP Hà Tĩnh" is the city
		return pointsOtherMarks
	case written == refdata.TypeTinh && typ == refdata.TypeThanhPhoTinh: // "tỉnh Thừa Thiên Huế"
		return 0
	case levelOf(written) == levelOf(typ):
		return pointsOtherType
	}
	return -1000
}

func levelOf(t refdata.UnitType) record.PlaceLevel {
	switch {
	case t == refdata.TypeNone:
		return record.LevelNone
	case t <= refdata.TypeDacKhu:
		return record.LevelCommune
	case t <= refdata.TypeThanhPho:
		return record.LevelDistrict
	}
	return record.LevelProvince
}

// fit judges the words of a mention against a unit.
func (r *reader) fit(m *mention, typ, later refdata.UnitType, key uint64) int16 {
	p := m.points + typePoints(m.typ, typ, later)
	if r.marked {
		switch {
		case key == m.key:
			p += pointsMarks
		case m.marked:
			p += pointsOtherMarks
		default:
			p += pointsNoMarks
		}
	}
	return p
}
