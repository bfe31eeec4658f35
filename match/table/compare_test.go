package table

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/match/edit"
	"github.com/doisanh/doisanh/record"
)

// TestQuantitiesByWhatTheySpan: how near two quantities are counts by the greater one where they reach down to nothing, as prices do, and by what the column spans where they all
// lie far from it, as degrees of latitude in one country do; and by the greater one again where nearly all are the same.
func TestQuantitiesByWhatTheySpan(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	price := func(int) string { return fmt.Sprintf("%.2f", 1+99*r.Float64()) }
	latitude := func(int) string { return fmt.Sprintf("%.5f", 45+r.Float64()) }
	for name, c := range map[string]struct {
		value func(i int) string
		a, b  string
		want  uint8
	}{
		"prices one part in a hundred apart":   {price, "40.00", "40.30", 2},
		"small prices apart":                   {price, "2.00", "2.71", 5},
		"points of one village":                {latitude, "45.20407", "45.20881", 2},
		"points of two towns":                  {latitude, "45.20407", "45.27112", 4},
		"points of two counties":               {latitude, "45.20407", "45.93155", 6},
		"quantities of which few are not zero": {func(i int) string { return fmt.Sprintf("%d.5", i/990*1000) }, "1000.5", "1004.5", 2},
	} {
		rows := make([][]string, 1000)
		for i := range rows {
			rows[i] = []string{c.value(i)}
		}
		rows[998], rows[999] = []string{c.a}, []string{c.b}
		p := columnsTable([]*record.Column{{Field: "x", Kind: record.KindAmount, Role: record.RoleNumber}}, rows)
		s := NewScorer(NewModel(p), p, p)
		f := &s.fields[0]
		if got := f.compare(&f.values[s.codes(s.l, 998)[0]], &f.values[s.codes(s.l, 999)[0]], &edit.Kernel{}); got != c.want {
			t.Errorf("%s: level %d, want %d (span %.2f)", name, got, c.want, f.span)
		}
	}
}
