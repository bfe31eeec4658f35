package synth

import (
	"github.com/doisanh/doisanh/refdata"
)

// nameRef is a name as positions in the name tables: surname, middle phrase (0 = none) and given name.
type nameRef struct{ sur, mid, giv uint16 }

// middleTokens is how many middle words take part in two-word middle phrases; its square must fit in a uint16.
const middleTokens = 200

// nameTable draws names by the frequencies of refdata, by sex and cohort.
type nameTable struct {
	surnames, middles, givens []string
	kinh                      weighted
	kinhAt                    []uint16
	groups                    map[uint8]groupNames // ethnic group → its surnames
	given                     [2][2]weighted       // [cohort][sex]
	middle                    [2]weighted          // [sex], one word
	van, thi                  uint16
	clans                     map[uint8]clanNames
}

// clanNames are the names of a group in which a one-letter word goes before the given name and the clan, if any, comes last.
// fronts holds "Y Blô" or, where there is no clan, "Y"; lasts holds the clans or the given names.
type clanNames struct {
	fronts [2][]uint16
	lasts  []uint16
}

type groupNames struct {
	draw weighted
	at   []uint16
}

// The two cohorts names are drawn for; born around 1990 either may be met.
const (
	cohortOld = iota
	cohortNew
)

// newerNames are given names hardly met before 1990. Collected by hand: refdata has no cohorts.
var newerNames = setOf("Vy", "Nhi", "My", "Trâm", "Trân", "Thư", "Như", "Ngân", "Quỳnh", "Khang", "Huy", "Khôi", "Bảo",
	"Khoa", "Đạt", "Thịnh", "Phát", "Nguyên", "Hân", "Châu", "Linh", "Trang", "An", "Duy", "Kiệt", "Thiên", "Uyên", "Đăng")

// olderNames are given names far more frequent before 1990.
var olderNames = setOf("Hùng", "Dũng", "Sơn", "Bình", "Tâm", "Thắng", "Lợi", "Định", "Cường", "Hòa", "Minh", "Thành", "Hải",
	"Lan", "Hoa", "Hồng", "Liên", "Hiền", "Nga", "Thanh", "Hương", "Hằng", "Loan", "Thủy", "Nguyệt", "Tuyết", "Xuân", "Mùi", "Thìn")

func setOf(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// clanWords are the prefixes and clans of the groups whose names begin with one letter (Y, H', A): men's and women's prefix,
// then clans. The clan stands last, or is absent.
var clanWords = map[string]struct {
	male, female string
	clans        []string
}{
	"Ê-đê":    {"Y", "H'", []string{"Niê", "Mlô", "Êban", "Kbuôr", "Byă", "Ktla"}},
	"Ba-na":   {"A", "Y", []string{""}},
	"Xơ-đăng": {"A", "Y", []string{""}},
	"Cơ-ho":   {"K'", "Ka", []string{""}},
	"Gia-rai": {"Rơ", "Rơ", []string{"Mah", "Châm", "Lan"}},
}

// clanGivens are given names of those groups.
var clanGivens = []string{"Blô", "Hen", "Thao", "Bhăm", "Ngông", "Brit", "Wek", "Nhun", "Krông", "Bliu", "Đhun", "Yơn", "Djuê", "Thuyên", "Brem"}

func newNameTable(groups []refdata.EthnicGroup) *nameTable {
	t := &nameTable{groups: map[uint8]groupNames{}}
	var shares []float64
	for _, s := range refdata.Surnames() {
		if s.Compound {
			continue
		}
		t.surnames = append(t.surnames, s.Text)
		if s.Share > 0 && s.Count >= 20 {
			t.kinhAt = append(t.kinhAt, uint16(len(t.surnames)-1))
			shares = append(shares, s.Share)
		}
	}
	t.kinh = newWeighted(shares)
	for i, g := range groups {
		var gn groupNames
		var ws []float64
		at := 0
		for _, s := range refdata.Surnames() {
			if s.Compound {
				continue
			}
			for _, e := range s.Ethnic {
				if e == g.Name {
					gn.at = append(gn.at, uint16(at))
					ws = append(ws, float64(min(s.Count, 400)+5)) // the great Kinh surnames must not drown the group's own
				}
			}
			at++
		}
		if len(gn.at) > 0 {
			gn.draw = newWeighted(ws)
			t.groups[uint8(i)] = gn
		}
	}
	t.addMiddles()
	t.addGivens()
	t.addClans(groups)
	return t
}

func (t *nameTable) addMiddles() {
	t.middles = append(t.middles, "")
	var w [2][]float64
	for i, m := range refdata.MiddleNames() {
		if i == middleTokens {
			break
		}
		t.middles = append(t.middles, m.Text)
		switch m.Text {
		case "Văn":
			t.van = uint16(i + 1)
		case "Thị":
			t.thi = uint16(i + 1)
		}
		for sex, share := range [...]float64{m.ShareMale, m.ShareFemale} {
			if m.Text == "Văn" || m.Text == "Thị" {
				share = 0 // drawn on their own, by cohort
			}
			w[sex] = append(w[sex], share)
		}
	}
	t.middle = [2]weighted{newWeighted(w[0]), newWeighted(w[1])}
}

func (t *nameTable) addGivens() {
	var w [2][2][]float64
	for _, g := range refdata.GivenNames() {
		t.givens = append(t.givens, g.Text)
		for sex, share := range [...]float64{g.ShareMale, g.ShareFemale} {
			if share > 0 && (sex == 0 && g.PMale < 0.05 || sex == 1 && g.PMale > 0.95) {
				share /= 5
			}
			old, young := share, share
			if newerNames[g.Text] {
				old /= 8
			}
			if olderNames[g.Text] {
				old, young = old*2, young/2
			}
			w[cohortOld][sex] = append(w[cohortOld][sex], old)
			w[cohortNew][sex] = append(w[cohortNew][sex], young)
		}
	}
	for c := range w {
		for sex := range w[c] {
			t.given[c][sex] = newWeighted(w[c][sex])
		}
	}
}

// addClans builds the names of the groups in clanWords.
func (t *nameTable) addClans(groups []refdata.EthnicGroup) {
	t.clans = map[uint8]clanNames{}
	for i, g := range groups {
		c, ok := clanWords[g.Name]
		if !ok {
			continue
		}
		var n clanNames
		for sex, prefix := range [...]string{c.male, c.female} {
			if c.clans[0] == "" {
				n.fronts[sex] = append(n.fronts[sex], token(&t.surnames, prefix))
				continue
			}
			for _, given := range clanGivens {
				front := prefix + " " + given
				if prefix == "H'" {
					front = prefix + given
				}
				n.fronts[sex] = append(n.fronts[sex], token(&t.surnames, front))
			}
		}
		lasts := c.clans
		if lasts[0] == "" {
			lasts = clanGivens
		}
		for _, l := range lasts {
			n.lasts = append(n.lasts, token(&t.givens, l))
		}
		t.clans[uint8(i)] = n
	}
}

// token returns the position of a word among the surnames or given names, adding it where it is new. Only used while the
// tables are built.
func token(list *[]string, word string) uint16 {
	for i, w := range *list {
		if w == word {
			return uint16(i)
		}
	}
	*list = append(*list, word)
	return uint16(len(*list) - 1)
}

// cohort draws the cohort whose fashion a person born that year was named by.
func cohort(s *stream, year int) int {
	if float64(year)+12*(s.float()+s.float()-1) >= 1990 {
		return cohortNew
	}
	return cohortOld
}

// surname draws a surname of an ethnic group; groups that refdata has no surnames of use the Kinh ones.
func (t *nameTable) surname(s *stream, group uint8) uint16 {
	if g, ok := t.groups[group]; ok && group != 0 && s.chance(0.92) {
		return g.at[g.draw.draw(s)]
	}
	return t.kinhAt[t.kinh.draw(s)]
}

// name draws the rest of a name. Four-word names are frequent among the young (a big city's births 2007–11: 26% of boys,
// 65% of girls), Văn and Thị among the old.
func (t *nameTable) name(s *stream, sur uint16, female bool, year int) nameRef {
	sex, c := sexOf(female), cohort(s, year)
	n := nameRef{sur: sur, giv: uint16(t.given[c][sex].draw(s))}
	n.mid = t.middlePhrase(s, sex, c)
	for try := 0; try < 4 && t.clash(n); try++ {
		n.giv = uint16(t.given[c][sex].draw(s))
	}
	return n
}

// clash reports a name that says one word twice running ("Anh Anh"), which parents avoid.
func (t *nameTable) clash(n nameRef) bool {
	_, b := t.middleWords(n.mid)
	return b == t.givens[n.giv] || t.surnames[n.sur] == t.givens[n.giv]
}

func (t *nameTable) middlePhrase(s *stream, sex, c int) uint16 {
	x := s.float()
	one := func() uint16 { return uint16(t.middle[sex].draw(s) + 1) }
	two := func(a uint16) uint16 {
		b := one()
		for try := 0; try < 4 && b == a; try++ {
			b = one()
		}
		return uint16(middleTokens+1) + (a-1)*middleTokens + (b - 1)
	}
	type mix struct{ none, fixed, fixedTwo, single float64 } // cumulative; the rest are two free words
	m := [2][2]mix{
		{{.03, .50, .50, .98}, {.03, .80, .89, .98}},
		{{.03, .16, .16, .76}, {.02, .18, .31, .66}},
	}[c][sex]
	fixed := t.van
	if sex == 1 {
		fixed = t.thi
	}
	switch {
	case x < m.none:
		return 0
	case x < m.fixed:
		return fixed
	case x < m.fixedTwo:
		return two(fixed)
	case x < m.single:
		return one()
	}
	return two(one())
}

// middleWords returns the words of a middle phrase; the second is the last one, the first is "" for a single word.
func (t *nameTable) middleWords(mid uint16) (string, string) {
	if mid <= middleTokens {
		return "", t.middles[mid]
	}
	mid -= middleTokens + 1
	return t.middles[mid/middleTokens+1], t.middles[mid%middleTokens+1]
}

// appendName writes a name in its canonical form: title case, NFC, the tone placement of refdata (Hòa, Thúy).
func (t *nameTable) appendName(b []byte, n nameRef) []byte {
	b = append(b, t.surnames[n.sur]...)
	if n.mid != 0 {
		x, y := t.middleWords(n.mid)
		if x != "" {
			b = append(append(b, ' '), x...)
		}
		b = append(append(b, ' '), y...)
	}
	return append(append(b, ' '), t.givens[n.giv]...)
}

// text returns a name in its canonical form.
func (t *nameTable) text(n nameRef) string {
	var buf [64]byte
	return string(t.appendName(buf[:0], n))
}

// clanName draws a name of a group of clanWords; last is the family's clan.
func (t *nameTable) clanName(s *stream, c clanNames, female bool, last uint16) nameRef {
	f := c.fronts[sexOf(female)]
	return nameRef{sur: f[s.intn(len(f))], giv: last}
}

func sexOf(female bool) int {
	if female {
		return 1
	}
	return 0
}
