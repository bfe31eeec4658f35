package normalize

import (
	"encoding/csv"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

var levelNames = [...]string{"none", "province", "district", "commune"}

// described writes a place the way testdata/places.csv does: level, unit, district, province, map, candidates, hamlet, faults.
func described(u *refdata.UnitTable, p record.Place, asOf record.Date) []string {
	out := make([]string, 8)
	out[0] = levelNames[p.Level]
	switch {
	case p.NewUnits:
		if c, ok := u.New(p.Unit); ok {
			out[1] = c.Title()
		}
		v, _ := u.Province34(p.Province)
		out[3] = v.Name
	case p.Level > record.LevelNone:
		out[1] = u.UnitName(p.Unit, beforeReform)
		v, _ := u.Province63(p.Province)
		out[3] = v.Name
	}
	out[2] = u.DistrictName(p.District)
	if p.Level > record.LevelNone {
		out[4] = "old"
		if p.NewUnits {
			out[4] = "new"
		}
	}
	var names []string
	for _, c := range p.Candidates {
		names = append(names, u.UnitName(c, asOf))
	}
	out[5] = strings.Join(names, "|")
	out[6] = p.Hamlet
	out[7] = strings.Join(p.Faults.Words(), " ")
	return out
}

func TestPlaceCases(t *testing.T) {
	f, err := os.Open("testdata/places.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	u := refdata.Units()
	parsers := map[string]*PlaceParser{"before": NewPlaceParser(u, beforeReform, 0), "since": NewPlaceParser(u, sinceReform, 0)}
	for i, r := range rows[1:] {
		home, err := strconv.Atoi(r[1])
		if err != nil {
			t.Fatal(err)
		}
		p := parsers[r[0]].withProvince(uint16(home))
		got := described(u, p.Parse(r[2]), p.force.asOf)
		want := slices.Clone(r[3:11])
		if want[5] == "" { // candidates are told where they are the point of the row
			got[5] = ""
		}
		if !slices.Equal(got, want) {
			t.Errorf("places.csv:%d %s %q\n got %q\nwant %q", i+2, r[0], r[2], got, want)
		}
	}
}
