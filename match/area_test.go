package match

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestAgainst: two parts of a commune are one by their names, a slip aside where the name is long and has no number.
func TestAgainst(t *testing.T) {
	for _, c := range []struct {
		kind       record.AreaKind
		a, b       string
		same, told bool
	}{
		{record.AreaHamlet, "po ho", "po ho", true, true},
		{record.AreaHamlet, "po ho", "pho ho", true, true},
		{record.AreaHamlet, "po ho", "pao hoa", false, true},
		{record.AreaHamlet, "nam", "nan", false, true},
		{record.AreaHamlet, "dong", "dongg", false, true}, // the shorter one counts
		{record.AreaHamlet, "dongs", "dongx", true, true},
		{record.AreaHamlet, "2", "2 nam dien", false, false},
		{record.AreaHamlet, "2", "20", false, true},
		{record.AreaHamlet, "dong", "tayx nam", false, true},
		{record.AreaHamlet, "hoang 1", "hoang l", false, true},
		{record.AreaHamlet, "hoang 1", "hoang 2", false, true},
		{record.AreaHouse, "ly thuong kiet", "li thuong kiet", false, true},
	} {
		for _, names := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if same, told := against(record.Area{Kind: c.kind, Name: names[0]}, record.Area{Kind: c.kind, Name: names[1]}); same != c.same || told != c.told {
				t.Errorf("%q beside %q: same %v, told %v", names[0], names[1], same, told)
			}
		}
	}
}

// TestAgree: of what two addresses name in one commune a house goes before all, another hamlet or quarter before what else they share.
func TestAgree(t *testing.T) {
	type part = record.Area
	hamlet, other := part{Kind: record.AreaHamlet, Name: "dong"}, part{Kind: record.AreaHamlet, Name: "tay"}
	quarter, otherQuarter := part{Kind: record.AreaQuarter, Name: "1"}, part{Kind: record.AreaQuarter, Name: "2"}
	group, otherGroup := part{Kind: record.AreaGroup, Name: "5"}, part{Kind: record.AreaGroup, Name: "6"}
	house, otherHouse := part{Kind: record.AreaHouse, Name: "7 ly thuong kiet"}, part{Kind: record.AreaHouse, Name: "9 ly thuong kiet"}
	longer := part{Kind: record.AreaHamlet, Name: "dong nam dien"}
	for _, c := range []struct {
		what        string
		a, b        []part
		house, told bool
		same        int
	}{
		{"nothing", nil, nil, false, false, 0},
		{"one hamlet", []part{hamlet}, []part{hamlet}, false, true, 1},
		{"another hamlet", []part{hamlet}, []part{other}, false, true, 0},
		{"a hamlet and a group", []part{hamlet}, []part{group}, false, false, 0},
		{"one house in two hamlets", []part{house, hamlet}, []part{house, other}, true, true, 0},
		{"one group of two hamlets", []part{group, hamlet}, []part{group, other}, false, true, 0},
		{"one group of two quarters", []part{group, quarter}, []part{group, otherQuarter}, false, true, 0},
		{"one hamlet, two groups", []part{hamlet, group}, []part{hamlet, otherGroup}, false, true, 1},
		{"one hamlet and group", []part{hamlet, group}, []part{hamlet, group}, false, true, 2},
		{"two groups", []part{group}, []part{otherGroup}, false, true, 0},
		{"two houses", []part{house}, []part{otherHouse}, false, true, 0},
		{"two groups and two houses", []part{group, house}, []part{otherGroup, otherHouse}, false, true, 0},
		{"a hamlet that may be the same", []part{hamlet}, []part{longer}, false, false, 0},
		{"one of two hamlets that an address names", []part{hamlet, other}, []part{hamlet}, false, true, 1},
		{"none of two, of which one may be the same", []part{other, hamlet}, []part{longer}, false, true, 0},
	} {
		areas := func(parts []part) (a record.Areas) {
			for _, p := range parts {
				a.Add(p.Kind, p.Name)
			}
			return a
		}
		a, b := areas(c.a), areas(c.b)
		for _, g := range []agreement{agree(&a, &b), agree(&b, &a)} {
			if g.house != c.house || g.told != c.told || len(g.same.All()) != c.same {
				t.Errorf("%s: %+v, want house %v, told %v, %d the same", c.what, g, c.house, c.told, c.same)
			}
		}
	}
}

// Two addresses say of each other what they do the other way round, and of themselves that they are one.
func FuzzAgree(f *testing.F) {
	f.Add("276a hai ba trung khoi 4", "khoi 4")
	f.Add("thon dong to 5", "thon tay to 5")
	f.Add("to 5 12 tran phu", "12 tran phu")
	f.Fuzz(func(t *testing.T, x, y string) {
		a, b := record.Place{Hamlet: x}.Areas(), record.Place{Hamlet: y}.Areas()
		there, back := agree(&a, &b), agree(&b, &a)
		if there.house != back.house || there.told != back.told || (len(there.same.All()) > 0) != (len(back.same.All()) > 0) {
			t.Errorf("%q, %q: %v, the other way round %v", x, y, there, back)
		}
		if g := agree(&a, &a); len(a.All()) > 0 && !g.house && len(g.same.All()) == 0 {
			t.Errorf("%q does not agree with itself", x)
		}
	})
}
