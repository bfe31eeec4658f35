package legacy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/normalize/legacy"
	"github.com/doisanh/doisanh/normalize/legacy/legacytest"
	"github.com/doisanh/doisanh/refdata"
)

// seed is printed by what fails, through the names it draws.
const seed = 20260712

// people draws names the way they are spread in refdata.
type people struct {
	r                *rand.Rand
	surname          []string
	surnameUpTo      []float64
	middle, given    []string
	middleTo, giveTo []float64
}

func newPeople(n uint64) *people {
	p := &people{r: rand.New(rand.NewPCG(seed, n))}
	sum := 0.0
	for _, s := range refdata.Surnames() {
		sum += s.Share + 0.01
		p.surname, p.surnameUpTo = append(p.surname, s.Text), append(p.surnameUpTo, sum)
	}
	spread := func(ts []refdata.Token) (names []string, upTo []float64) {
		sum := 0.0
		for _, t := range ts {
			sum += float64(t.Male+t.Female) + 1
			names, upTo = append(names, t.Text), append(upTo, sum)
		}
		return names, upTo
	}
	p.middle, p.middleTo = spread(refdata.MiddleNames())
	p.given, p.giveTo = spread(refdata.GivenNames())
	return p
}

func (p *people) draw(names []string, upTo []float64) string {
	x := p.r.Float64() * upTo[len(upTo)-1]
	lo, hi := 0, len(upTo)-1
	for lo < hi {
		if m := (lo + hi) / 2; upTo[m] > x {
			hi = m
		} else {
			lo = m + 1
		}
	}
	return viet.NFC(names[lo])
}

func (p *people) name() string {
	s := p.draw(p.surname, p.surnameUpTo)
	if p.r.IntN(20) > 0 {
		s += " " + p.draw(p.middle, p.middleTo)
	}
	return s + " " + p.draw(p.given, p.giveTo)
}

func (p *people) names(n int, upper bool) []string {
	seen := map[string]bool{}
	var out []string
	for len(out) < n {
		s := p.name()
		if upper {
			s = strings.ToUpper(s)
		}
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

func TestParse(t *testing.T) {
	for _, e := range legacytest.Encodings() {
		if got, ok := legacy.Parse(e.String()); !ok || got != e {
			t.Errorf("Parse(%s) = %s, %t", e, got, ok)
		}
	}
	for name, want := range map[string]legacy.Encoding{"TCVN-3": legacy.TCVN3, "ABC": legacy.TCVN3, "VNI-Windows": legacy.VNI,
		"TCVN5712-1": legacy.TCVN5712, "windows-1258": legacy.CP1258, "UTF-8": legacy.UTF8} {
		if got, ok := legacy.Parse(name); !ok || got != want {
			t.Errorf("Parse(%s) = %s, %t", name, got, ok)
		}
	}
	if _, ok := legacy.Parse("koi8"); ok {
		t.Error("koi8 is none")
	}
}

// Every name in every encoding and shape comes back, but where the encoding cannot tell: TCVN3 has no byte for the capital
// of VŨ HÀ, where nothing else says that it is one, ươ without its ư (Dơng) is taken for a lost soft hyphen, and ŭ is in none.
func TestRoundTrip(t *testing.T) {
	for _, e := range legacytest.Encodings() {
		t.Run(e.String(), func(t *testing.T) {
			t.Parallel()
			p := newPeople(uint64(e))
			const n = 100_000
			bad := 0
			for i := range n {
				s := p.name()
				if i%3 == 0 {
					s = strings.ToUpper(s)
				}
				c, ok := legacytest.Encode(e, s)
				d, decoded := legacy.Decode(e, c)
				if ok && (!decoded || d != s) {
					t.Fatalf("%q as %q comes back as %q (seed %d)", s, c, d, seed)
				}
				if i%8 == 0 {
					b, rawOK := legacytest.EncodeBytes(e, s)
					if d, _ := legacy.DecodeBytes(e, b); rawOK && d != s {
						t.Fatalf("%q as % x comes back as %q (seed %d)", s, b, d, seed)
					}
				}
				if !ok && !strings.Contains(strings.ToLower(s), "ŭ") {
					bad++
				}
			}
			if bad > n/2000 {
				t.Errorf("%d of %d names cannot be written", bad, n)
			}
		})
	}
}

func encodeAll(e legacy.Encoding, names []string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i], _ = legacytest.Encode(e, n)
	}
	return out
}

// same reports whether the verdict is the encoding, or one that reads the same text from the column.
func same(e, found legacy.Encoding) bool {
	return found == e || e == legacy.TCVN5712 && found == legacy.TCVN3
}

func TestDetect(t *testing.T) {
	for _, e := range legacytest.Encodings() {
		t.Run(e.String(), func(t *testing.T) {
			t.Parallel()
			values, changed := 0, 0
			for _, c := range []struct {
				size, columns int
				upper         bool
			}{{20, 100, false}, {20, 100, true}, {60, 40, false}, {300, 4, true}} {
				p := newPeople(uint64(e)*1000 + uint64(c.size))
				for range c.columns {
					names := p.names(c.size, c.upper)
					coded := encodeAll(e, names)
					v := legacy.Detect(coded, nil)
					if !same(e, v.Encoding) || v.Confidence < 0.99 {
						t.Errorf("found %s, %.3f, %s: %q (seed %d)", v.Encoding, v.Confidence, v.Evidence, coded[:8], seed)
					}
					got, _ := legacy.DecodeColumn(coded, v)
					for i := range got {
						values++
						if got[i] != names[i] && !strings.Contains(coded[i], "?") {
							changed++
							t.Logf("%q as %q became %q", names[i], coded[i], got[i])
						}
					}
				}
			}
			if changed*1000 > values {
				t.Errorf("%d of %d values not as written", changed, values)
			}
		})
	}
}

// Columns of only twenty values, of every kind, are told right in 99.9% of the cases, and their values decoded.
func TestTwenty(t *testing.T) {
	var units []string
	for _, c := range refdata.Units().AllOld() {
		units = append(units, viet.NFC(c.Title()))
	}
	columns, wrong, values, changed := 0, 0, 0, 0
	for _, e := range legacytest.Encodings() {
		p := newPeople(uint64(e) + 700)
		given := func() string { return p.draw(p.given, p.giveTo) }
		unit := func() string { return units[p.r.IntN(len(units))] }
		for kind, draw := range []func() string{given, unit,
			func() string { return strings.ToUpper(given()) },
			func() string { return p.draw(p.middle, p.middleTo) + " " + given() },
			func() string { return fmt.Sprintf("Thôn %d, %s", 1+p.r.IntN(9), unit()) },
		} {
			for range 60 {
				var names, coded []string
				for len(names) < 20 {
					n := draw()
					if c, ok := legacytest.Encode(e, n); ok && !slices.Contains(names, n) {
						names, coded = append(names, n), append(coded, c)
					}
				}
				v := legacy.Detect(coded, nil)
				columns++
				if !same(e, v.Encoding) {
					wrong++
					t.Logf("%s, kind %d: found %s, %.3f, %s: %q", e, kind, v.Encoding, v.Confidence, v.Evidence, coded)
				}
				got, _ := legacy.DecodeColumn(coded, v)
				for i := range got {
					values++
					if got[i] != names[i] {
						changed++
						t.Logf("%s: %q as %q became %q", e, names[i], coded[i], got[i])
					}
				}
			}
		}
	}
	t.Logf("%d of %d columns wrong, %d of %d values", wrong, columns, changed, values)
	if wrong*1000 > columns || changed*1000 > values {
		t.Errorf("too many (seed %d)", seed)
	}
}

// TestMixed checks columns of which a part is clean: what is clean stays, what is coded is decoded but where it may be either.
func TestMixed(t *testing.T) {
	for _, e := range legacytest.Encodings()[1:] {
		for _, share := range []int{2, 10, 50, 90, 98} {
			p := newPeople(uint64(e)*7 + uint64(share))
			names := p.names(1000, false)
			column, coded, marked := make([]string, len(names)), make([]bool, len(names)), 0
			for i, n := range names {
				column[i] = n
				if p.r.IntN(100) < share {
					column[i], _ = legacytest.Encode(e, n)
					coded[i] = column[i] != n
					if coded[i] {
						marked++
					}
				}
			}
			v := legacy.Detect(column, nil)
			if !same(e, v.Encoding) || !v.Mixed {
				t.Errorf("%s %d%%: found %s, mixed %t, %.2f: %s", e, share, v.Encoding, v.Mixed, v.Share, v.Evidence)
			}
			got, repaired := legacy.DecodeColumn(column, v)
			left := 0
			for i := range got {
				switch {
				case got[i] == names[i] || strings.Contains(column[i], "?"):
				case got[i] == column[i]:
					left++
					if left < 5 {
						t.Logf("%s left %q", e, column[i])
					}
				default:
					t.Errorf("%s %d%%: %q as %q became %q", e, share, names[i], column[i], got[i])
				}
				if repaired[i] && !coded[i] {
					t.Errorf("%s %d%%: clean %q became %q", e, share, column[i], got[i])
				}
			}
			t.Logf("%s %d%%: %d left of %d, share %.3f", e, share, left, marked, v.Share)
			if left*20 > marked+20 {
				t.Errorf("%s %d%%: %d left of %d", e, share, left, marked)
			}
		}
	}
}

// clean fails where a clean column is found to be anything else.
func clean(t *testing.T, what string, values []string) {
	t.Helper()
	v := legacy.Detect(values, nil)
	if v.Encoding != legacy.UTF8 {
		t.Errorf("%s: found %s, %.3f, %s: %q", what, v.Encoding, v.Confidence, v.Evidence, values[:min(8, len(values))])
	}
	got, repaired := legacy.DecodeColumn(values, v)
	for i := range got {
		if got[i] != values[i] || repaired[i] {
			t.Errorf("%s: %q became %q", what, values[i], got[i])
		}
	}
}

// latin1 reports whether a text could be a reading of any bytes: no letter is outside Latin-1.
func latin1(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x100 })
}

// Every name and unit of refdata comes through untouched: alone, in columns of all, and in the hardest columns, those of
// names whose letters are all in Latin-1.
func TestClean(t *testing.T) {
	var surnames, given, middle, units, ethnic []string
	for _, s := range refdata.Surnames() {
		surnames = append(surnames, s.Text)
	}
	for _, s := range refdata.GivenNames() {
		given = append(given, s.Text)
	}
	for _, s := range refdata.MiddleNames() {
		middle = append(middle, s.Text)
	}
	u := refdata.Units()
	for _, c := range u.AllOld() {
		units = append(units, c.Title())
	}
	for _, c := range u.AllNew() {
		units = append(units, c.Title())
	}
	for _, d := range u.AllDistricts() {
		units = append(units, d.Title())
	}
	for _, g := range refdata.EthnicGroups() {
		ethnic = append(ethnic, g.Name)
	}
	for what, all := range map[string][]string{"surnames": surnames, "given": given, "middle": middle, "units": units, "ethnic": ethnic} {
		clean(t, what, all)
		var narrow []string
		for _, s := range all {
			clean(t, what+" alone", []string{s})
			if latin1(s) {
				narrow = append(narrow, s)
			}
		}
		clean(t, what+" in Latin-1", narrow)
		for len(narrow) > 20 {
			clean(t, what+" in Latin-1, twenty", narrow[:20])
			narrow = narrow[20:]
		}
		upper := make([]string, len(all))
		for i, s := range all {
			upper[i] = strings.ToUpper(s)
		}
		clean(t, what+" in capitals", upper)
	}
	p := newPeople(99)
	for range 300 {
		clean(t, "people", p.names(40, false))
	}
	var narrow []string
	for len(narrow) < 1000 {
		if s := p.name(); latin1(s) {
			narrow = append(narrow, s)
		}
	}
	clean(t, "people in Latin-1", narrow)
}

func TestCleanOther(t *testing.T) {
	foreign := strings.Split("José Müller|Françoise|René Descartes|Zoë|Søren Kierkegaard|Björn|Jürgen|Günter Grass|Maël|Noémie|Chloé|"+
		"Peña|Nuñez|Muñoz|Íñigo|Begoña|Ángel|Óscar|Inês|João|Conceição|Gonçalves|Mário|Ömer|Şahin|Gülşen|Łukasz|Świętek|Dvořák|"+
		"Škoda|Žižek|Ákos|Győr|Ødegaard|Åse|Þór|Sæmundur|Straße|Groß|Weiß|Crème brûlée|Café|naïve|Citroën|Beyoncé|Renée|Hélène|Jérôme|"+
		"Mü|Lü|Nü|Hü|Ö|Bäcker|Döner|Größe|Fußball|Übung|Æsir|Œuvre|Côte d'Ivoire|São Paulo|Curaçao|Réunion|España|Türkiye|Österreich", "|")
	clean(t, "foreign", foreign)
	for _, s := range foreign {
		clean(t, "foreign alone", []string{s})
	}
	p := newPeople(5)
	clean(t, "people with foreigners", append(p.names(200, false), foreign...))
	clean(t, "ASCII", strings.Split("Nguyen Van A|Tran Thi B.|Le Thi Hoa.|O'Brien|D'Angelo|Eddy|Addison|Teddy Madden|so 5a, duong Le Loi|"+
		"ha.le@example.com|H'Mong|Y Blo|K'Brai|Ea H'leo|a?|Hoa (con ong A)|Hoa(1)|C++|a+b|~/data|x^2|o^o|e~|co?|khong ro?|Tu. Do|U.S.A.", "|"))
	clean(t, "numbers", strings.Split("012345678901|1.234,5|12/05/1990|01-02-2003|1.2E+11|100%|50.000 đ|-5|+84912345678|…|½|12½|10°C", "|"))
	areas := make([]string, 0, 200)
	for i := range 100 {
		areas = append(areas, strings.Repeat("1", 1+i%3)+"20 m²", "5"+strings.Repeat("0", i%4)+"m³", "20°", "10 µm", "± 5", "§ 12")
	}
	clean(t, "areas", areas)
	clean(t, "addresses", strings.Split("Số 12½ Lê Lợi|Tổ 3 – Ấp 2|“Nhà Văn hóa” thôn 5|«Hoa»|Thôn 3, xã Yên Hồ, huyện Đức Thọ|P. Bến Nghé, Q.1|"+
		"TDP 5, P. Nam Hà, TP. Hà Tĩnh|Xã Hòa Bình…|Khu phố Là|15/2 Lô A|Ngõ 3·Cầu Giấy|Bản Pú Đao|Krông Pắc|Đắk Lắk|Ea H'leo", "|"))
	clean(t, "empty", nil)
	clean(t, "blanks", []string{"", " ", "\u00a0", "\ufeff", "\x00", "\x02\x03", "\u0080\u009f", "\ufffd"})
}

func TestHint(t *testing.T) {
	column := []string{"Nam", "N÷"}
	if v := legacy.Detect(column, nil); v.Encoding != legacy.UTF8 {
		t.Errorf("one word is not enough: %+v", v)
	}
	v := legacy.DetectWith(column, nil, legacy.TCVN3)
	if got, _ := legacy.DecodeColumn(column, v); got[1] != "Nữ" {
		t.Errorf("%q, %+v", got, v)
	}
}

func TestFixed(t *testing.T) {
	got, repaired := legacy.DecodeColumn([]string{"Vò", "Đỗ", "An", "Hµ"}, legacy.Fixed(legacy.TCVN3))
	if strings.Join(got, " ") != "Vũ Đỗ An Hà" || !repaired[0] || repaired[1] || repaired[2] {
		t.Errorf("%q %v", got, repaired)
	}
}

func TestWeights(t *testing.T) {
	column := []string{"NguyÔn V¨n Hïng", "TrÇn ThÞ Th¶o", "gone ¶", "Lª Minh"}
	v := legacy.Detect(column, []uint32{5, 3, 0, 2})
	if v.Encoding != legacy.TCVN3 || v.Values != 3 || v.Repaired != 3 || v.Rows != 10 {
		t.Errorf("%+v", v)
	}
}

// TestPeoples: where a good part of a list's people have names that are no Vietnamese syllables, these are decoded with the others. Trade marks are
// no sign of an encoding.
func TestPeoples(t *testing.T) {
	peoples := []string{"Y Drăng Niê Kdăm", "H'Bliă Mlô", "Y Wan Kbuôr", "H Juên Byă", "Y Lưk Hđơk", "H Rôsi Êban"}
	kinh := []string{"Nguyễn Văn Hường", "Trần Thị Bé", "Lê Đức Thọ", "Phạm Hồng Thái"}
	for _, e := range []legacy.Encoding{legacy.TCVN3, legacy.VNI, legacy.Mojibake} {
		var want, values []string
		for i := range 300 {
			name := fmt.Sprint(kinh[i%len(kinh)], " ", i)
			if i%4 == 0 {
				name = fmt.Sprint(peoples[i/4%len(peoples)], " ", i)
			}
			v, ok := legacytest.Encode(e, name)
			if !ok {
				t.Fatalf("%s: %s", e, name)
			}
			want, values = append(want, name), append(values, v)
		}
		v := legacy.Detect(values, nil)
		got, _ := legacy.DecodeColumn(values, v)
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%s: %q is read as %q, want %q", v.Encoding, values[i], got[i], want[i])
			}
		}
	}
	french := []string{"Raphaël", "Noël", "Joëlle", "Gaëlle", "Israël", "Michaël", "Anaïs", "Héloïse", "Maëlys"}
	if v := legacy.Detect(french, nil); v.Encoding != legacy.UTF8 {
		t.Errorf("French names: %+v", v)
	}
	if v := legacy.Detect([]string{"Honda®", "Wave® RSX", "Kymco® Like", "Sirius® Fi", "Vision®"}, nil); v.Encoding != legacy.UTF8 {
		t.Errorf("trade marks: %+v", v)
	}
}
