package normalize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/refdata"
)

// placeIndex finds names of units in a row of words. It is a trie over whole words: words have numbers, and a node leads
// on by the next word's number. It is built once for a parser and read-only afterwards.
type placeIndex struct {
	words map[string]uint16 // folded word → its number, from 1
	steps map[uint32]uint32 // node<<stepBits | word → node; node 0 is the root
	nodes []placeNode

	communes  []communeRef
	districts []districtRef
	provinces []provinceRef

	class    []wordClass // by word number
	growing  bool        // words not known get a number
	newUnder [][]uint16  // by position in AllNew: the districts it lay in

	// communeRefs, to look for names with a slip among: those of the old map by its districts and by the 63 provinces, those of the new one by the 34.
	ofDistrict   map[uint16][]uint16
	ofOld, ofNew [100][]uint16
}

const stepBits = 13

// placeNode holds what goes under the name that ends here.
type placeNode struct {
	communes, districts, provinces []uint16
	typedOnly                      bool // a bare number: a unit only with its type before it
	foreign                        uint8
}

// Kinds of commune reference.
const (
	refOld    uint8 = iota // in force on the eve of the reform, by its name then
	refNew                 // in force since the reform
	refFormer              // of the old map by a name, type or district it had before
	refGone                // abolished between 2021 and March 2025
)

// communeRef is a name a commune-level unit goes or went by.
type communeRef struct {
	key      uint64 // of the name with its marks
	letters  string // of the name without marks and blanks
	code     uint32
	district uint16 // as it stood under that name; 0 in the new map
	province uint16 // of the 63, in the new map of the 34
	at       uint16 // position in AllOld, AllNew, or (refGone) AllHistoric
	typ      refdata.UnitType
	later    refdata.UnitType
	kind     uint8
}

// districtRef is a name a district goes or went by.
type districtRef struct {
	key      uint64
	code     uint16
	province uint16 // of the 63
	typ      refdata.UnitType
	former   bool
}

// provinceRef is a name of a province.
type provinceRef struct {
	key   uint64
	old   uint16    // code of the 63, 0 for a former province made of several
	new   uint16    // code of the 34 that bears the name, 0 = none
	parts [2]uint64 // set of the 63 it means
	typ   refdata.UnitType
	short bool // a form that says less than the full name
}

func inSet(set *[2]uint64, code uint16) bool { return set[code>>6&1]&(1<<(code&63)) != 0 }
func addSet(set *[2]uint64, code uint16)     { set[code>>6&1] |= 1 << (code & 63) }

// wordClass says what a word can be beside a name.
type wordClass struct {
	area, street []uint64         // keys, with marks, of the words before a part of a commune, before a street
	types        []typeForm       // type words that begin with this word
	english      refdata.UnitType // an English type word, which stands after the name
	tail         [][]uint16       // names of the home country that end with this word, as word numbers
}

type typeForm struct {
	words []uint16
	keys  []uint64
	typ   refdata.UnitType
}

// word returns the number of a folded word, 0 where it is in no name.
func (ix *placeIndex) word(text []byte) uint16 {
	id := ix.words[string(text)]
	if id == 0 && ix.growing {
		id = uint16(len(ix.class))
		ix.words[string(text)] = id
		ix.class = append(ix.class, wordClass{})
	}
	return id
}

// step goes from a node on by a word.
func (ix *placeIndex) step(node uint32, word uint16) (uint32, bool) {
	n, ok := ix.steps[node<<stepBits|uint32(word)]
	return n, ok
}

// add makes the way to a name and returns its node, its key and how many words it has.
func (ix *placeIndex) add(name string) (*placeNode, uint64, int) {
	var s scan
	node := ix.addScanned(&s, name)
	return node, nameKey(s.tokens[:s.n]), s.n
}

// addScanned makes the way to a name, cut into words with s, and returns its node.
func (ix *placeIndex) addScanned(s *scan, name string) *placeNode {
	c := scanner{s: s, ix: ix}
	c.run(name)
	node := uint32(0)
	for i := range s.tokens[:s.n] {
		k := node<<stepBits | uint32(s.tokens[i].id)
		next, ok := ix.steps[k]
		if !ok {
			next = uint32(len(ix.nodes))
			ix.nodes = append(ix.nodes, placeNode{typedOnly: s.n == 1 && s.tokens[0].number})
			ix.steps[k] = next
		}
		node = next
	}
	return &ix.nodes[node]
}

// nameKey joins the keys of words.
func nameKey(t []token) uint64 {
	var k uint64
	for i := range t {
		k = (k ^ t[i].key) * 1099511628211
	}
	return k
}

func newPlaceIndex(u *refdata.UnitTable) *placeIndex {
	ix := &placeIndex{words: make(map[string]uint16, 4096), steps: make(map[uint32]uint32, 20000), class: make([]wordClass, 1, 4096),
		nodes: make([]placeNode, 1, 16000), growing: true, newUnder: make([][]uint16, len(u.AllNew())),
		communes: make([]communeRef, 0, 15000), ofDistrict: make(map[uint16][]uint16, 800)}
	ix.addWords()
	ix.addProvinces(u)
	ix.addDistricts(u)
	ix.addCommunes(u)
	for _, f := range foreignCountries {
		n, _, words := ix.add(f)
		n.foreign = uint8(words)
	}
	ix.growing = false
	return ix
}

func (ix *placeIndex) addWords() {
	scanWords := func(w string) []token {
		var s scan
		c := scanner{s: &s, ix: ix}
		c.run(w)
		return slices.Clone(s.tokens[:s.n])
	}
	for _, w := range areaWords {
		t := scanWords(w)[0]
		c := &ix.class[t.id]
		c.area = append(c.area, t.key)
	}
	for _, w := range streetWords {
		t := scanWords(w)[0]
		c := &ix.class[t.id]
		c.street = append(c.street, t.key)
	}
	for _, w := range typeWords {
		f := typeForm{typ: w.typ}
		tokens := scanWords(w.words)
		for _, t := range tokens {
			f.words = append(f.words, t.id)
			f.keys = append(f.keys, t.key)
		}
		c := &ix.class[tokens[0].id]
		c.types = append(c.types, f)
		if slices.Contains(englishTypes[:], w.words) {
			c.english = w.typ
		}
	}
	for i := range ix.class { // the longest form first
		slices.SortStableFunc(ix.class[i].types, func(a, b typeForm) int { return len(b.words) - len(a.words) })
	}
	for _, w := range homeCountry {
		var ids []uint16
		for _, t := range scanWords(w) {
			ids = append(ids, t.id)
		}
		c := &ix.class[ids[len(ids)-1]]
		c.tail = append(c.tail, ids)
	}
	for i := range ix.class {
		slices.SortStableFunc(ix.class[i].tail, func(a, b []uint16) int { return len(b) - len(a) })
	}
}

func (ix *placeIndex) addProvinces(u *refdata.UnitTable) {
	put := func(name string, r provinceRef) {
		n, key, _ := ix.add(name)
		r.key = key
		for _, i := range n.provinces {
			if ix.provinces[i].parts == r.parts {
				return
			}
		}
		n.provinces = append(n.provinces, uint16(len(ix.provinces)))
		ix.provinces = append(ix.provinces, r)
	}
	refs := map[uint16]provinceRef{}
	for _, p := range u.AllProvinces63() {
		r := provinceRef{old: p.Code, typ: p.Type}
		addSet(&r.parts, p.Code)
		for _, q := range u.AllProvinces34() {
			if q.Name == p.Name {
				r.new = q.Code
			}
		}
		refs[p.Code] = r
		for _, form := range spellings(p.Name) {
			put(form, r)
		}
		put(strings.ReplaceAll(p.Name, " ", ""), r)
	}
	for _, f := range provinceForms {
		for _, form := range f.forms {
			r := refs[f.code]
			r.short = form == "vũng tàu" || form == "bà rịa" || form == "hp" || form == "đn"
			put(form, r)
		}
	}
	for _, f := range formerProvinces {
		r := provinceRef{typ: refdata.TypeTinh}
		for _, p := range f.parts {
			addSet(&r.parts, p)
		}
		put(f.name, r)
	}
}

func (ix *placeIndex) addDistricts(u *refdata.UnitTable) {
	put := func(name string, r districtRef) {
		for _, form := range spellings(name) {
			n, key, _ := ix.add(form)
			r.key = key
			dup := false
			for _, i := range n.districts {
				o := ix.districts[i]
				dup = dup || (o.code == r.code && o.typ == r.typ)
			}
			if !dup {
				n.districts = append(n.districts, uint16(len(ix.districts)))
				ix.districts = append(ix.districts, r)
			}
		}
	}
	for _, d := range u.AllDistricts() {
		put(d.Name, districtRef{code: d.Code, province: d.Province, typ: d.Type})
	}
	for _, h := range u.AllHistoric() {
		typ, name := splitTitle(h.DistrictName)
		if d, ok := u.District(h.District); ok && d.Type == typ && d.Name == name {
			continue
		}
		put(name, districtRef{code: h.District, province: h.Province, typ: typ, former: true})
	}
	for _, f := range districtForms {
		for _, d := range u.AllDistricts() {
			if d.Province == f.province && slices.Contains(f.names, d.Name) {
				put(f.form, districtRef{code: d.Code, province: d.Province, typ: d.Type, former: true})
			}
		}
	}
}

// splitTitle takes "Huyện Yên Dũng" apart.
func splitTitle(title string) (refdata.UnitType, string) {
	for t := refdata.TypeHuyen; t <= refdata.TypeThanhPho; t++ {
		w := t.String()
		if len(title) > len(w) && strings.EqualFold(title[:len(w)], w) {
			return t, strings.TrimSpace(title[len(w):])
		}
	}
	return refdata.TypeNone, title
}

func (ix *placeIndex) addCommunes(u *refdata.UnitTable) {
	put := func(name string, r communeRef) {
		for _, form := range spellings(name) {
			var s scan
			n := ix.addScanned(&s, form)
			r.key, r.letters = nameKey(s.tokens[:s.n]), string(s.buf[:s.used])
			dup := false
			for _, i := range n.communes {
				o := ix.communes[i]
				dup = dup || (o.code == r.code && o.kind == r.kind && o.typ == r.typ && o.district == r.district && o.key == r.key)
			}
			if !dup {
				k := uint16(len(ix.communes))
				n.communes = append(n.communes, k)
				ix.communes = append(ix.communes, r)
				if r.kind == refNew {
					ix.ofNew[r.province] = append(ix.ofNew[r.province], k)
				} else {
					ix.ofDistrict[r.district] = append(ix.ofDistrict[r.district], k)
					ix.ofOld[r.province] = append(ix.ofOld[r.province], k)
				}
			}
		}
	}
	oldAt := make(map[uint32]uint16, len(u.AllOld()))
	for i, c := range u.AllOld() {
		oldAt[c.Code] = uint16(i)
		put(c.Name, communeRef{code: c.Code, district: c.District, province: c.Province, at: uint16(i), typ: c.Type, kind: refOld})
	}
	for i, c := range u.AllNew() {
		r := communeRef{code: c.Code, province: c.Province, at: uint16(i), typ: c.Type, kind: refNew}
		if t := c.TypeAt(1 << 31); t != c.Type {
			r.later = t
		}
		put(c.Name, r)
		for _, o := range u.Predecessors(c.Code) {
			d := u.AllOld()[oldAt[o]].District
			if !slices.Contains(ix.newUnder[i], d) {
				ix.newUnder[i] = append(ix.newUnder[i], d)
			}
		}
	}
	for _, d := range u.AllDistricts() { // island districts without communes
		if c, ok := u.New(u.IslandUnit(d.Code)); ok {
			i := slices.IndexFunc(u.AllNew(), func(n refdata.Commune) bool { return n.Code == c.Code })
			ix.newUnder[i] = append(ix.newUnder[i], d.Code)
		}
	}
	for i, h := range u.AllHistoric() {
		r := communeRef{code: h.Code, district: h.District, province: h.Province, at: uint16(i), typ: h.Type, kind: refGone}
		if at, ok := oldAt[h.Code]; ok {
			r.kind, r.at = refFormer, at
		}
		put(h.Name, r)
	}
}

// spellings returns the writings a name is indexed under: itself; without its apostrophes (M'Drắk, M Drắk); apart where
// capitals stand together (EaBar, Ea Bar) and together where highland names are often joined; with Roman numerals for its
// number; with Chư for Cư.
func spellings(name string) []string {
	out := []string{name}
	add := func(s string) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if strings.ContainsAny(name, "'’") {
		add(strings.NewReplacer("' ", " ", "'", " ", "’", " ").Replace(name))
	}
	if s := splitCapitals(name); s != name {
		add(s)
	}
	first, rest, two := strings.Cut(name, " ")
	if two {
		switch first {
		case "Ea", "Ia", "Kon", "K'", "Ya", "Ka", "Đắk", "Đăk":
			add(first + rest)
		case "Cư":
			add("Chư " + rest)
		}
	}
	words := strings.Fields(name)
	last := words[len(words)-1]
	n := 0
	for _, r := range last {
		if r < '0' || r > '9' {
			return out
		}
		n = n*10 + int(r-'0')
	}
	if n > 0 && n < len(romans) && len(words) > 1 {
		add(strings.TrimSuffix(name, last) + romans[n])
	}
	return out
}

// splitCapitals puts a blank before a capital inside a word: EaBar, KBang.
func splitCapitals(name string) string {
	var b strings.Builder
	before := ' '
	for i, r := range name {
		if unicode.IsUpper(r) && unicode.IsLetter(before) {
			if next, _ := utf8.DecodeRuneInString(name[i+utf8.RuneLen(r):]); unicode.IsLower(next) {
				b.WriteByte(' ')
			}
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}
