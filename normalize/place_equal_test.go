package normalize

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// Addresses of one place must agree across the reform, those of two must not.
func TestPlacesAcrossTheReform(t *testing.T) {
	const (
		none     = record.LevelNone
		province = record.LevelProvince
		district = record.LevelDistrict
		commune  = record.LevelCommune
	)
	u := refdata.Units()
	before := NewPlaceParser(u, beforeReform, 42)
	since := NewPlaceParser(u, sinceReform, 42)
	for _, c := range []struct {
		name        string
		p           *PlaceParser
		a, b        string
		same, known record.PlaceLevel
	}{
		{"two writings", before, "Thôn 3, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh", "yen ho duc tho ha tinh", commune, commune},
		{"two hamlets", before, "Thôn 3, xã Yên Hồ, Đức Thọ", "Thôn 4, xã Yên Hồ, Đức Thọ", commune, commune},
		{"an old unit and the new one it became", since, "xã Yên Hồ, huyện Đức Thọ, Hà Tĩnh", "xã Đức Quang, tỉnh Hà Tĩnh", commune, commune},
		{"an old unit and another new one", since, "xã Yên Hồ, huyện Đức Thọ, Hà Tĩnh", "xã Đức Thọ, tỉnh Hà Tĩnh", province, commune},
		{"two old units merged into one, both written old", since, "xã Yên Hồ, huyện Đức Thọ, Hà Tĩnh", "xã Quang Vĩnh, huyện Đức Thọ, Hà Tĩnh", district, commune},
		{"the same before the reform", before, "xã Yên Hồ, huyện Đức Thọ, Hà Tĩnh", "xã Quang Vĩnh, huyện Đức Thọ, Hà Tĩnh", district, commune},
		{"new form before the reform, of the same", before, "xã Tùng Ảnh, huyện Đức Thọ, Hà Tĩnh", "xã Đức Thọ, tỉnh Hà Tĩnh", commune, commune},
		{"new form before the reform, of another", before, "xã Yên Hồ, huyện Đức Thọ, Hà Tĩnh", "xã Đức Thọ, tỉnh Hà Tĩnh", province, commune},
		{"a province and a commune in it", before, "Hà Tĩnh", "xã Yên Hồ, huyện Đức Thọ, Hà Tĩnh", province, province},
		{"a province merged into another", since, "tỉnh Hòa Bình", "xã Cao Phong, tỉnh Phú Thọ", province, province},
		{"two provinces merged into one, both written old", before, "tỉnh Hòa Bình", "tỉnh Phú Thọ", none, province},
		{"two provinces", since, "Hà Tĩnh", "Nghệ An", none, province},
		{"a district and a commune of it in new form", since, "huyện Đức Thọ, Hà Tĩnh", "xã Đức Quang, tỉnh Hà Tĩnh", district, district},
		{"a district and a commune of another in new form", since, "huyện Kỳ Anh, Hà Tĩnh", "xã Đức Quang, tỉnh Hà Tĩnh", province, district},
		{"a district and a commune of it without the district", before, "huyện Đức Thọ, Hà Tĩnh", "xã Yên Hồ, Hà Tĩnh", district, district},
		{"two districts", before, "huyện Đức Thọ, Hà Tĩnh", "huyện Kỳ Anh, Hà Tĩnh", province, district},
		{"a former district and what it is now", before, "Quận 9, TP.HCM", "phường Hiệp Phú, TP Thủ Đức, TP.HCM", district, district},
		{"a former district named for a commune", before, "phường Hiệp Phú, Quận 9, TP.HCM", "phường Hiệp Phú, TP Thủ Đức, TP.HCM", commune, commune},
		{"a former province and a part of it", before, "Nghệ Tĩnh", "Hà Tĩnh", province, province},
		{"a former province and another", before, "Nghệ Tĩnh", "Thanh Hóa", none, province},
		{"a unit abolished before 2025 and where it went", before, "phường Phương Liên, Đống Đa, Hà Nội", "phường Phương Liên - Trung Tự, Đống Đa, Hà Nội", commune, commune},
		{"a unit known and one not known", before, "xã Yên Hồ, Đức Thọ, Hà Tĩnh", "không rõ", none, none},
		{"marks alone tell two communes apart", before, "xã Hoằng Phú, Hoằng Hóa, Thanh Hóa", "xã Hoằng Phụ, Hoằng Hóa, Thanh Hóa", district, commune},
		{"without marks it may be either", before, "xa hoang phu, hoang hoa, thanh hoa", "xã Hoằng Phụ, Hoằng Hóa, Thanh Hóa", commune, commune},
	} {
		a, b := c.p.Parse(c.a), c.p.Parse(c.b)
		for _, x := range [][2]record.Place{{a, b}, {b, a}} {
			if same, known := x[0].Common(x[1]); same != c.same || known != c.known {
				t.Errorf("%s: %q, %q: same %v, known %v; want %v, %v\n%+v\n%+v", c.name, c.a, c.b, same, known, c.same, c.known, a, b)
				break
			}
		}
	}
}

// Every old unit is the same commune as each new one it became, and a split one has all of them as candidates.
func TestOldAndNewFormsOfEveryUnit(t *testing.T) {
	u := refdata.Units()
	for _, asOf := range []record.Date{beforeReform, sinceReform} {
		p := NewPlaceParser(u, asOf, 0)
		split, wrong := 0, 0
		for _, c := range u.AllOld() {
			d, _ := u.District(c.District)
			v, _ := u.Province63(c.Province)
			old := p.Parse(c.Title() + ", " + d.Title() + ", " + v.Full)
			if asOf >= refdata.Reform && u.IsSplit(c.Code) {
				split++
				if len(old.Candidates) < 2 || old.Commune() != 0 {
					t.Errorf("%05d was split, candidates %v", c.Code, old.Candidates)
				}
			}
			for _, n := range u.Successors(c.Code) {
				next := p.parseUnitCode(pad5(n))
				if asOf < refdata.Reform {
					next = p.newUnit(n, 0)
				}
				if same, _ := old.Common(next); same != record.LevelCommune {
					wrong++
				}
			}
		}
		if wrong > 0 {
			t.Errorf("as of %s: %d pairs are not seen as one commune", asOf, wrong)
		}
		if asOf >= refdata.Reform && split < 430 {
			t.Errorf("%d split communes", split)
		}
	}
}

// Former communes and names are found as they stood.
func TestEveryFormerUnit(t *testing.T) {
	u := refdata.Units()
	p := NewPlaceParser(u, beforeReform, 0)
	wrong := 0
	for _, h := range u.AllHistoric() {
		v, _ := u.Province63(h.Province)
		got := p.Parse(h.Title() + ", " + h.DistrictName + ", " + v.Full)
		now, _ := u.Old(got.Unit) // a merged unit may bear the name of one of its parts under another's code
		if got.Unit != h.Code && !slices.Contains(got.Candidates, h.Code) && (bareName(now.Name) != bareName(h.Name) || now.Province != h.Province) {
			wrong++
			t.Logf("%05d %s, %s: %+v", h.Code, h.Title(), h.DistrictName, got)
		}
		if h.Abolished && got.Unit == h.Code && (!got.Former || !got.Abolished) {
			t.Errorf("%05d %s is not seen as abolished", h.Code, h.Title())
		}
	}
	if wrong > 6 {
		t.Errorf("%d of %d former units were not found", wrong, len(u.AllHistoric()))
	}
}

func pad5(n uint32) string {
	b := []byte("00000")
	for i := 4; n > 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return string(b)
}

func TestUnitCodes(t *testing.T) {
	u := refdata.Units()
	before, since := NewPlaceParser(u, beforeReform, 0), NewPlaceParser(u, sinceReform, 0)
	for _, c := range []struct {
		name      string
		got       record.Place
		unit      uint32
		isNew     bool
		abolished bool
		commune   uint32
		faults    record.Fault
	}{
		{"old, before", before.parseUnitCode("18253"), 18253, false, false, 18253, 0},
		{"old, since", since.parseUnitCode("18253"), 18253, false, true, 18262, 0},
		{"both maps, before", before.parseUnitCode("00004"), 4, false, false, 4, 0},
		{"both maps, since", since.parseUnitCode("00004"), 4, true, false, 4, 0},
		{"both maps, since, known to be old", since.parseOldUnitCode("00004"), 4, false, true, 4, 0},
		{"zeros eaten", before.parseUnitCode("4"), 4, false, false, 4, record.RepairedZero},
		{"blanks", before.parseUnitCode(" 18253 "), 18253, false, false, 18253, 0},
		{"no such code", before.parseUnitCode("99999"), 0, false, false, 0, record.FaultUnknown},
		{"too long", before.parseUnitCode("182530"), 0, false, false, 0, record.FaultUnknown | record.FaultLength},
		{"zeros", before.parseUnitCode("00000"), 0, false, false, 0, record.FaultUnknown | record.FaultLength},
		{"blank", before.parseUnitCode(""), 0, false, false, 0, 0},
		{"a name", before.parseUnitCode("xã Yên Hồ, Đức Thọ, Hà Tĩnh"), 18253, false, false, 18253, 0},
	} {
		g := c.got
		if g.Unit != c.unit || g.NewUnits != c.isNew || g.Abolished != c.abolished || g.Commune() != c.commune || g.Faults != c.faults {
			t.Errorf("%s: %+v", c.name, g)
		}
	}
	for _, c := range u.AllOld() {
		if g := before.parseUnitCode(pad5(c.Code)); g.Commune() != c.Code || g.District != c.District {
			t.Errorf("%05d: %+v", c.Code, g)
		}
	}
	if !since.unitCodesAreOld(slices.Values([]string{"18253", "00004", "00001", "x", ""})) || since.unitCodesAreOld(slices.Values([]string{"00004", "00008", "18262"})) {
		t.Error("the map of a column of codes")
	}
}

// A home province decides among communes of one name; the code is of the parser's own map.
func TestHomeProvince(t *testing.T) {
	u := refdata.Units()
	p := NewPlaceParser(u, beforeReform, 0)
	for home, want := range map[uint16]uint16{80: 80, 82: 82, 84: 84} {
		if g := p.withProvince(home).Parse("huyện Châu Thành"); g.Province != want || g.Level != record.LevelDistrict {
			t.Errorf("home %d: %+v", home, g)
		}
	}
	since := NewPlaceParser(u, sinceReform, 24) // 24 is Bắc Ninh now and was Bắc Giang
	if !since.isHome(24, false) || !since.isHome(27, false) || !since.isHome(24, true) || since.isHome(27, true) {
		t.Error("24 since the reform is both old provinces")
	}
	if g := p.withProvince(999).Parse("Hà Tĩnh"); g.Province != 42 {
		t.Errorf("an unknown home: %+v", g)
	}
}

// One parser serves many goroutines and gives each the same.
func TestPlaceParserConcurrently(t *testing.T) {
	p := NewPlaceParser(refdata.Units(), beforeReform, 42)
	texts := []string{"Thôn 3, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh", "P3 Q3 TPHCM", "Hà Tĩnh", "xã Tân Thành (cũ), Kiên Giang", "Seoul"}
	want := make([]record.Place, len(texts))
	for i, s := range texts {
		want[i] = p.Parse(s)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for n := range 200 {
				i := n % len(texts)
				g := p.Parse(texts[i])
				if g.Unit != want[i].Unit || g.Hamlet != want[i].Hamlet || !slices.Equal(g.Candidates, want[i].Candidates) {
					t.Errorf("%q: %+v, want %+v", texts[i], g, want[i])
				}
			}
		})
	}
	wg.Wait()
}

func FuzzPlace(f *testing.F) {
	for _, s := range []string{"Thôn 3, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh", "P3 Q3 TPHCM", "H' Neng", "(xã", "000", "T.T.Huế", "Ho Chi Minh City",
		"Bà Rịa - Vũng Tàu", "\xff\xfe", "e\u0301\u0323", "12/3/4 - (a) [b] {c}", "Phường 1 Bảo Lộc", "thị xã thị trấn xã xã"} {
		f.Add(s)
	}
	u := refdata.Units()
	before, since := NewPlaceParser(u, beforeReform, 42), NewPlaceParser(u, sinceReform, 0)
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range []*PlaceParser{before, since} {
			g := p.Parse(s)
			if g.Level == record.LevelCommune && g.Unit == 0 && len(g.Candidates) == 0 {
				t.Errorf("%q: a commune that is none: %+v", s, g)
			}
			if g.Level < record.LevelCommune && g.Unit != 0 || g.Level == record.LevelNone && (g.Province != 0 || g.District != 0) {
				t.Errorf("%q: %+v", s, g)
			}
			if len(g.Provinces) == 0 && g.Level > record.LevelNone {
				t.Errorf("%q: no province in force: %+v", s, g)
			}
			for _, c := range g.Candidates {
				if !u.InForce(c, p.force.asOf) {
					t.Errorf("%q: %05d is not in force", s, c)
				}
			}
			if same, known := g.Common(g); g.Level > record.LevelNone && (same != g.Level && !(g.Level == record.LevelCommune && g.Unit == 0)) {
				t.Errorf("%q is not equal to itself: %v of %v: %+v", s, same, known, g)
			}
			// Case and the form of the marks do not matter. (Not every rune's capital comes back: only ours are tried.)
			if utf8.ValidString(s) && isPlain(s) {
				up := p.Parse(strings.ToUpper(s))
				if up.Unit != g.Unit || up.Level != g.Level || up.District != g.District || up.Hamlet != g.Hamlet {
					t.Errorf("%q: in capitals %+v, else %+v", s, up, g)
				}
			}
		}
	})
}

// isPlain reports whether a text has only letters of Vietnamese, digits and ASCII punctuation.
func isPlain(s string) bool {
	for _, r := range s {
		if r >= 0x80 && letterOf(r).base == 0 {
			return false
		}
	}
	return true
}

func BenchmarkPlace(b *testing.B) {
	p := NewPlaceParser(refdata.Units(), beforeReform, 42)
	for _, c := range []struct{ name, text string }{
		{"long", "Thôn 3, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh"}, {"bare", "thon 3 yen ho duc tho ha tinh"},
		{"common", "Số 12, xã Tân Thành, huyện Châu Thành, tỉnh Đồng Tháp"}, {"city", "45/12 Lê Văn Sỹ, Phường 12, Quận 3, TP. Hồ Chí Minh"},
		{"province", "Hà Tĩnh"}, {"unknown", "Công ty TNHH một thành viên, khu công nghiệp"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.Parse(c.text)
			}
		})
	}
	b.Run("yardstick", func(b *testing.B) { // NFC and lower case of the long one
		for b.Loop() {
			strings.ToLower(norm.NFC.String("Thôn 3, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh"))
		}
	})
}

func BenchmarkNewPlaceParser(b *testing.B) {
	u := refdata.Units()
	b.ReportAllocs()
	for b.Loop() {
		NewPlaceParser(u, beforeReform, 42)
	}
}
