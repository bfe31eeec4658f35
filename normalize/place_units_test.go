package normalize

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

var (
	beforeReform = record.MakeDate(2025, 6, 15)
	sinceReform  = record.MakeDate(2025, 9, 15)
)

var shortTypes = map[refdata.UnitType]string{
	refdata.TypeXa: "X.", refdata.TypePhuong: "P.", refdata.TypeThiTran: "TT.", refdata.TypeDacKhu: "Đặc khu ",
	refdata.TypeHuyen: "H.", refdata.TypeQuan: "Q.", refdata.TypeThiXa: "TX.", refdata.TypeThanhPho: "TP.",
	refdata.TypeTinh: "T.", refdata.TypeThanhPhoTinh: "TP.",
}

// part is a unit in an address being written.
type part struct {
	typ  refdata.UnitType
	name string
}

func (p part) long() string {
	t := []rune(p.typ.String())
	return string(unicode.ToUpper(t[0])) + string(t[1:]) + " " + p.name
}

// bare leaves the type off where the name is more than a number.
func (p part) bare() string {
	if p.name[0] >= '0' && p.name[0] <= '9' && len(p.name) <= 2 {
		return p.long()
	}
	return p.name
}

func joined(parts []part, sep string, f func(part) string) string {
	w := make([]string, len(parts))
	for i, p := range parts {
		w[i] = f(p)
	}
	return strings.Join(w, sep)
}

// ways are the writings every unit is tried in; each takes the unit and its parents, from small to large.
var ways = []struct {
	name  string
	write func(parts []part) string
}{
	{"long", func(p []part) string { return "Thôn 3, " + joined(p, ", ", part.long) }},
	{"short", func(p []part) string {
		return "Tổ 5, " + joined(p, ", ", func(p part) string { return shortTypes[p.typ] + p.name })
	}},
	{"bare", func(p []part) string { return joined(p, ", ", part.bare) }},
	{"reversed", func(p []part) string {
		p = slices.Clone(p)
		slices.Reverse(p)
		return joined(p, " - ", part.long) + " - Xóm Đông"
	}},
	{"capitals", func(p []part) string { return strings.ToUpper("Xóm 4, " + joined(p, "; ", part.long)) }},
	{"no marks", func(p []part) string { return viet.Fold(joined(p, ", ", part.long)) }},
	{"no commas", func(p []part) string { return "Thôn 7 " + joined(p, " ", part.long) }},
	{"no marks, no commas, no types", func(p []part) string { return viet.Fold("thôn 2 " + joined(p, " ", part.bare)) }},
	{"decomposed", func(p []part) string { return norm.NFD.String(joined(p, ", ", part.long)) + ", Việt Nam" }},
	{"hyphens, no types", func(p []part) string { return joined(p, "-", part.bare) }},
}

// tally counts how the writings of a map were read.
type tally struct {
	exact, among, old, total int
	missed                   []string
}

// sameName reports whether an old unit bears, or bore, a new one's name in a province that became the new one's.
func (c *tally) sameName(p *PlaceParser, old, new uint32) bool {
	n, _ := p.units.New(new)
	names := []string{}
	var province uint16
	if o, ok := p.units.Old(old); ok {
		names, province = append(names, o.Name), o.Province
	}
	for _, h := range p.units.Historic(old) {
		names, province = append(names, h.Name), h.Province
	}
	one := func(s string) string { return strings.ReplaceAll(bareName(s), "y", "i") } // Lục Sĩ Thành, Lục Sỹ Thành
	return slices.ContainsFunc(names, func(s string) bool { return one(s) == one(n.Name) }) && p.successor(province) == n.Province
}

// oldName reports whether a place is what a new unit's name meant before the reform: an old commune of the name, all the
// communes of the province that bear it, the district that does or did, or one of the communes that became it: "Nam Ban Lâm
// Hà" was thị trấn Nam Ban of huyện Lâm Hà.
func (c *tally) oldName(p *PlaceParser, got record.Place, new uint32) bool {
	switch {
	case got.Unit != 0:
		return c.sameName(p, got.Unit, new) || slices.Contains(p.units.Predecessors(new), got.Unit)
	case got.Level == record.LevelCommune:
		return len(got.Candidates) > 1 && !slices.ContainsFunc(got.Candidates, func(o uint32) bool { return !c.sameName(p, o, new) })
	case got.Level == record.LevelDistrict:
		n, _ := p.units.New(new)
		for _, o := range got.Candidates {
			old, _ := p.units.Old(o)
			d := p.units.DistrictName(old.District)
			if strings.HasSuffix(bareName(d), bareName(n.Name)) && p.successor(got.Province) == n.Province {
				return true
			}
		}
	}
	return false
}

func (c *tally) rate() float64 { return float64(c.exact+c.among+c.old) / float64(c.total) }

func (c *tally) report(t *testing.T, what string, least float64) {
	t.Helper()
	t.Logf("%s: %d writings, %.3f%% the unit itself, %.3f%% itself among its candidates, %.3f%% an old unit of the name, %d missed", what, c.total,
		100*float64(c.exact)/float64(c.total), 100*float64(c.among)/float64(c.total), 100*float64(c.old)/float64(c.total), len(c.missed))
	if c.rate() < least {
		t.Errorf("%s: %.4f of the writings were read, want %.4f", what, c.rate(), least)
	}
}

func (c *tally) add(p *PlaceParser, way, text string, code uint32, isNew bool, inForce []uint32) {
	c.total++
	got := p.Parse(text)
	within := true
	for _, u := range inForce {
		within = within && slices.Contains(got.Candidates, u)
	}
	switch {
	case got.Unit == code && got.NewUnits == isNew && within && len(got.Candidates) == len(inForce):
		c.exact++
	case got.Unit == 0 && got.Level == record.LevelCommune && within && len(got.Candidates) <= 8:
		c.among++
	case got.Level == record.LevelDistrict && within && !strings.Contains(text, "ã ") && !strings.Contains(text, "hường "):
		// "Đức Thọ, Hà Tĩnh" is the district rather than the new commune of that name; the commune is a candidate.
		c.among++
	case isNew && !got.NewUnits && p.force.asOf < refdata.Reform && c.oldName(p, got, code):
		c.old++ // an address without a district is of the old map before the reform, where that has the name
	default:
		c.missed = append(c.missed, way+": "+text+" → "+p.units.UnitName(got.Unit, p.force.asOf)+" "+strings.Join(got.Faults.Words(), ","))
	}
}

var update = flag.Bool("update", false, "write the goldens anew")

// listMissed holds the writings that were not read against the golden list of them.
func listMissed(t *testing.T, name string, missed []string) {
	t.Helper()
	path := "testdata/missed_" + name + ".golden"
	got := strings.Join(missed, "\n") + "\n"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (%d writings missed); go test -update writes it anew:\n%s", path, len(missed), got[:min(len(got), 4000)])
	}
}

// Every old unit in every writing, before and since the reform.
func TestEveryOldUnit(t *testing.T) {
	u := refdata.Units()
	var missed []string
	for _, asOf := range []record.Date{beforeReform, sinceReform} {
		p := NewPlaceParser(u, asOf, 0)
		var c tally
		for _, unit := range u.AllOld() {
			d, _ := u.District(unit.District)
			v, _ := u.Province63(unit.Province)
			parts := []part{{unit.Type, unit.Name}, {d.Type, d.Name}, {v.Type, v.Name}}
			inForce := []uint32{unit.Code}
			if asOf >= refdata.Reform {
				inForce = u.Successors(unit.Code)
			}
			for _, w := range ways {
				c.add(p, w.name, w.write(parts), unit.Code, false, inForce)
			}
		}
		c.report(t, "old units as of "+asOf.String(), 0.999)
		for _, m := range c.missed {
			missed = append(missed, asOf.String()+" "+m)
		}
	}
	listMissed(t, "old_units", missed)
}

// Every new unit in every writing, before and since the reform.
func TestEveryNewUnit(t *testing.T) {
	u := refdata.Units()
	var missed []string
	for _, asOf := range []record.Date{sinceReform, beforeReform} {
		p := NewPlaceParser(u, asOf, 0)
		var c tally
		for _, unit := range u.AllNew() {
			v, _ := u.Province34(unit.Province)
			parts := []part{{unit.Type, unit.Name}, {v.Type, v.Name}}
			inForce := []uint32{unit.Code}
			if asOf < refdata.Reform {
				inForce = u.Predecessors(unit.Code)
			}
			for _, w := range ways {
				c.add(p, w.name, w.write(parts), unit.Code, true, inForce)
			}
		}
		c.report(t, "new units as of "+asOf.String(), 0.999)
		for _, m := range c.missed {
			missed = append(missed, asOf.String()+" "+m)
		}
	}
	listMissed(t, "new_units", missed)
}

// Every unit without its province, which is the job's own.
func TestEveryUnitAtHome(t *testing.T) {
	u := refdata.Units()
	var c tally
	p := NewPlaceParser(u, beforeReform, 0)
	for _, unit := range u.AllOld() {
		d, _ := u.District(unit.District)
		h := p.withProvince(unit.Province)
		c.add(h, "home", part{unit.Type, unit.Name}.long()+", "+part{d.Type, d.Name}.long(), unit.Code, false, []uint32{unit.Code})
	}
	c.report(t, "old units without their province", 0.999)
	c = tally{}
	p = NewPlaceParser(u, sinceReform, 0)
	for _, unit := range u.AllNew() {
		c.add(p.withProvince(unit.Province), "home", "Xóm Đông, "+part{unit.Type, unit.Name}.long(), unit.Code, true, []uint32{unit.Code})
	}
	c.report(t, "new units without their province", 0.999)
}
