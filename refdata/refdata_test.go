package refdata

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestUnitCounts(t *testing.T) {
	u := Units()
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"provinces before", len(u.AllProvinces63()), 63}, {"provinces since", len(u.AllProvinces34()), 34},
		{"districts", len(u.AllDistricts()), 696}, {"old communes", len(u.AllOld()), 10035},
		{"new communes", len(u.AllNew()), 3321}, {"historic", len(u.AllHistoric()), 1271}, {"islands", len(u.islands), 5},
		{"surnames", len(Surnames()), 578}, {"given", len(GivenNames()), 845}, {"middle", len(MiddleNames()), 468},
		{"ethnic groups", len(EthnicGroups()), 56}, {"EVN prefixes", len(EVNPrefixes()), 11},
		{"insurance objects", len(InsuranceObjects()), 57},
		{"doublets", len(Doublets()), 41}, {"homophones", len(HomophoneGroups()), 217}, {"merges", len(Merges()), 24},
		{"variants", len(Variants()), 640}, {"CMND prefixes", len(CMNDPrefixes()), 65}, {"encodings", len(Encodings()), 7},
	} {
		if c.got != c.want {
			t.Errorf("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
}

// Every unit must hang together: parents exist, and the two directions of the map agree.
func TestUnitsAreConsistent(t *testing.T) {
	u := Units()
	for _, p := range u.AllProvinces63() {
		s, ok := u.Province34(p.Successor)
		if !ok || !slices.Contains(s.Merged, p.Code) {
			t.Errorf("%s: successor %d does not list it", p.Name, p.Successor)
		}
	}
	pairs := 0
	for _, c := range u.AllOld() {
		d, ok := u.District(c.District)
		if !ok || d.Province != c.Province {
			t.Errorf("%05d: district %d", c.Code, c.District)
		}
		s := u.Successors(c.Code)
		if len(s) == 0 || (len(s) > 1) != u.IsSplit(c.Code) {
			t.Errorf("%05d: successors %v, split %v", c.Code, s, u.IsSplit(c.Code))
		}
		pairs += len(s)
		p, _ := u.Province63(c.Province)
		for _, n := range s {
			if !slices.Contains(u.Predecessors(n), c.Code) {
				t.Errorf("%05d → %05d is not in the way back", c.Code, n)
			}
			if x, ok := u.New(n); !ok || x.Province != p.Successor {
				t.Errorf("%05d → %05d lies in province %d, want %d", c.Code, n, x.Province, p.Successor)
			}
		}
	}
	if pairs != 10568 { // 10,573 rows of the map less the five islands
		t.Errorf("%d pairs", pairs)
	}
	for _, c := range u.AllNew() {
		if _, ok := u.Province34(c.Province); !ok {
			t.Errorf("%05d: province %d", c.Code, c.Province)
		}
	}
}

func TestLookups(t *testing.T) {
	u := Units()
	before, since := record.MakeDate(2025, 6, 30), record.MakeDate(2025, 7, 1)
	for _, c := range []struct {
		code uint32
		day  record.Date
		want string
	}{
		{4, before, "Phường Trúc Bạch"}, {4, since, "Phường Ba Đình"}, {1, since, "Phường Phúc Xá"},
		{10, since, "Phường Nguyễn Trung Trực"}, {99999, since, ""}, {31552, before, ""},
	} {
		if got := u.UnitName(c.code, c.day); got != c.want && c.want != "" {
			t.Errorf("UnitName(%d, %s) = %q, want %q", c.code, c.day, got, c.want)
		}
	}
	if n := u.ProvinceName(24, before); n != "Bắc Giang" {
		t.Errorf("24 before the reform is %s", n)
	}
	if n := u.ProvinceName(24, since); n != "Bắc Ninh" {
		t.Errorf("24 since the reform is %s", n)
	}
	for _, c := range []struct {
		code uint32
		day  record.Date
		want bool
	}{
		{1, before, true}, {1, since, false}, {4, before, true}, {4, since, true}, {99999, before, false},
		{10, record.MakeDate(2024, 1, 1), true}, {10, before, false},
	} {
		if got := u.InForce(c.code, c.day); got != c.want {
			t.Errorf("InForce(%d, %s) = %v", c.code, c.day, got)
		}
	}
	if got := u.Successors(1); len(got) != 1 || got[0] != 97 {
		t.Errorf("Successors(1) = %v", got)
	}
	if u.IslandUnit(318) != 11948 {
		t.Error("Bạch Long Vĩ")
	}
	if c, ok := u.New(6978); !ok || c.Name != "Ba Chẽ" {
		t.Errorf("the other code of Ba Chẽ finds %v", c)
	}
	if _, ok := u.CCCDProvince(42); !ok {
		t.Error("042 is Hà Tĩnh")
	}
	if _, ok := u.CCCDProvince(3); ok {
		t.Error("003 is no province")
	}
}

// The ten communes of Đồng Nai became phường on 30 April 2026.
func TestTypeLater(t *testing.T) {
	n := 0
	for _, c := range Units().AllNew() {
		if c.TypeAt(record.MakeDate(2026, 4, 29)) == TypeXa && c.TypeAt(record.MakeDate(2026, 4, 30)) == TypePhuong {
			n++
		}
	}
	if n != 10 {
		t.Errorf("%d communes, want 10", n)
	}
}

func TestEncodingTables(t *testing.T) {
	for _, e := range Encodings() {
		seen := map[string]string{}
		for _, l := range e.Letters {
			if l.Bytes == "" || l.Text == "" {
				t.Errorf("%s: empty row %+v", e.Name, l)
			}
			if o, ok := seen[l.Bytes]; ok && o != l.Text {
				t.Errorf("%s: % x is both %s and %s", e.Name, l.Bytes, o, l.Text)
			}
			seen[l.Bytes] = l.Text
		}
	}
}

func TestNames(t *testing.T) {
	if s := Surnames()[0]; s.Text != "Nguyễn" || s.Share < 28 || s.Share > 34 {
		t.Errorf("first surname %+v", s)
	}
	for _, s := range append(slices.Clone(GivenNames()), MiddleNames()...) {
		if s.Text == "" || s.ASCII == "" || s.PMale < 0 || s.PMale > 1 {
			t.Errorf("%+v", s)
		}
	}
}

func BenchmarkParseUnits(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		parseUnits()
	}
}

// TestPinyin holds the readings to characters that are known, simplified and traditional, and to every character being read once.
func TestPinyin(t *testing.T) {
	r := Pinyin()
	for c, want := range map[rune][2]string{'王': {"wang", "wang"}, '陈': {"chen", "chen"}, '陳': {"chen", "chen"}, '吕': {"lu", "lu"}, '单': {"dan", "shan"}, '曾': {"ceng", "zeng"}, 'a': {"", ""}} {
		if got := [2]string{r.Of(c), r.AsSurname(c)}; got != want {
			t.Errorf("%c: %v, want %v", c, got, want)
		}
	}
	listed := 0
	eachRow(pinyinCSV, 3, func(row []string) { listed += len([]rune(row[1])) })
	if listed != len(r.any) || listed < 20900 {
		t.Errorf("%d characters listed, %d read", listed, len(r.any))
	}
}
