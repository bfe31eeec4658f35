package normalize

import (
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// leastSlipped is how many letters a commune's name has at least that is read with a slip of the hand in it.
const leastSlipped = 5

// readSlip reads the commune of an address that names a district or province alone, where its name was written with one letter more, less or other, two
// letters exchanged or its words cut in other places: "xã Bình Trjeu, huyện Thăng Bình". At least one word has to be none that Vietnamese or a unit's name can
// have. Where all could be words, a hamlet of that name, or a unit abolished long ago, is as likely as a slip. It reports whether the reading names a commune now.
func (r *reader) readSlip() bool {
	if r.nm == maxMentions {
		return false
	}
	taken := r.taken()
	for i := range r.n {
		if !taken[i] && r.isNoWord(i) && r.readSlipAt(i, &taken) {
			return true
		}
	}
	return false
}

// isNoWord reports whether a token is of letters that neither a unit's name nor a Vietnamese syllable is written with, with its marks or without.
func (r *reader) isNoWord(i int) bool {
	t := &r.tokens[i]
	if t.id != 0 || t.digit || t.end-t.off < 2 {
		return false
	}
	y := parseSyllable(string(r.text(t)))
	return !y.valid(true)
}

// readSlipAt takes the part of the address around a token for a commune's name: from a type word, or from the part's beginning, to its end.
func (r *reader) readSlipAt(i int, taken *[maxTokens]bool) bool {
	first, end := i, i+1
	for first > 0 && r.tokens[first].gap < gapSlash && !taken[first-1] {
		first--
	}
	for end < r.n && r.tokens[end].gap < gapSlash && !taken[end] {
		end++
	}
	m := mention{first: uint8(first), start: uint8(first), end: uint8(end), marked: true}
	for j := first; j < i; j++ {
		types := r.ix.class[r.tokens[j].id].types
		for k := range types {
			if f := &types[k]; j+len(f.words) <= i && levelOf(f.typ) == record.LevelCommune && r.matches(j, f) {
				m.first, m.start, m.typ = uint8(j), uint8(j+len(f.words)), f.typ
			}
		}
	}
	name := r.joined(int(m.start), end)
	if len(name) < leastSlipped {
		return false
	}
	communes := r.slipped(name)
	if len(communes) == 0 {
		return false
	}
	m.node, m.key = &placeNode{communes: communes}, r.ix.communes[communes[0]].key
	r.ends[m.end], r.begins[m.first] = true, true
	m.points = r.surroundings(&m)
	r.mentions[r.nm] = m
	r.nm++
	for _, k := range communes {
		r.readCommune(uint8(r.nm-1), &m, k)
	}
	return r.best.commune >= 0
}

// joined returns the letters of some tokens.
func (r *reader) joined(start, end int) string {
	var buf [maxFoldText]byte
	b := buf[:0]
	for i := start; i < end; i++ {
		b = append(b, r.text(&r.tokens[i])...)
	}
	return string(b)
}

// slipped returns the communes of the district read, or where none is of the province, whose name a text is with a slip. There are none where several names
// would do.
func (r *reader) slipped(name string) (communes []uint16) {
	one := true
	look := func(refs []uint16) {
		for _, k := range refs {
			c := &r.ix.communes[k]
			if !viet.OneSlipOff(name, c.letters) {
				continue
			}
			one = one && (len(communes) == 0 || r.ix.communes[communes[0]].key == c.key)
			communes = append(communes, k)
		}
	}
	if r.best.d >= 0 {
		look(r.ix.ofDistrict[r.ix.districts[r.ds[r.best.d].ref].code])
	} else {
		v := &r.ix.provinces[r.ps[r.best.p].ref]
		look(r.ix.ofNew[v.new])
		for code, refs := range r.ix.ofOld {
			if inSet(&v.parts, uint16(code)) {
				look(refs)
			}
		}
	}
	if !one {
		return nil
	}
	return communes
}
