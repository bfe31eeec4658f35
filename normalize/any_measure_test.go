package normalize

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestMeasuresAreRead: quantities with units are numbers in one unit, also from the least to the most; codes that begin with digits are none.
func TestMeasuresAreRead(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		cells  func(i int) string
		kind   record.Kind
		first  string
	}{
		"a comma":           {"x", func(i int) string { return fmt.Sprintf("1,%02d m", 50+i%49) }, record.KindAmount, "1.5"},
		"two units":         {"x", func(i int) string { return []string{fmt.Sprintf("%d ft", 100+i), fmt.Sprintf("%d.5 m", 100+i)}[i%2] }, record.KindAmount, "100"},
		"least to most":     {"x", func(i int) string { return fmt.Sprintf("%d-%d cm", 20+i%90, 40+i%90) }, record.KindAmount, "30"},
		"with and without":  {"x", func(i int) string { return []string{fmt.Sprint(500 + i), fmt.Sprintf("%dg", 500+i)}[i%2] }, record.KindAmount, "500"},
		"codes":             {"x", func(i int) string { return fmt.Sprintf("%d %c", 100+i, 'a'+i%26) }, record.KindKey, "100a"},
		"a header's letter": {"block_m", func(i int) string { return fmt.Sprint(100 + i) }, record.KindKey, "100"},
	} {
		p := Any(nil, randomTable(300, c.header, c.cells))[0]
		if len(p.Table.Columns) != 1 || p.Table.Columns[0].Kind != c.kind || p.Texts[record.Field(c.header)].At(0) != c.first {
			t.Errorf("%s: %v %q, want %v %q", name, p.Table.Columns, p.Texts[record.Field(c.header)].At(0), c.kind, c.first)
		}
	}
}

// TestMeasuresArePaired: quantities go together whatever unit each table has, by what the headers say or, where they say nothing, by how they are spread; and not with those of
// something else, nor where they are spread otherwise.
func TestMeasuresArePaired(t *testing.T) {
	const rows = 600
	r := rand.New(rand.NewPCG(5, 1))
	heights, lengths, weights := make([]int, rows), make([]float64, rows), make([]int, rows)
	for i := range heights {
		heights[i], lengths[i], weights[i] = 150+r.IntN(50), 80+float64(r.IntN(200)), 40+r.IntN(60)
	}
	p := Any(nil,
		randomTable(rows,
			"height", func(i int) string { return fmt.Sprintf("%d,%02d m", heights[i]/100, heights[i]%100) },
			"aa", func(i int) string { return fmt.Sprintf("%d-%d kg", weights[i]-5, weights[i]+5) },
			"loa_m", func(i int) string { return fmt.Sprintf("%.2f", lengths[i]) },
			"kk", func(i int) string { return fmt.Sprintf("%d l", weights[i]) }),
		randomTable(rows,
			"size_cm", func(i int) string { return fmt.Sprint(300 + weights[i]) },
			"height_cm", func(i int) string { return fmt.Sprint(heights[(i+100)%rows]) },
			"bb", func(i int) string { return fmt.Sprintf("%d g", 1000*weights[(i+100)%rows]) },
			"cc", func(i int) string {
				n := lengths[(i+100)%rows]
				return []string{fmt.Sprintf("%.1f m", n), fmt.Sprintf("%.0f ft", n/.3048)}[i%2]
			}))
	for left, want := range map[string]string{"height": "height_cm", "aa": "bb", "loa_m": "cc", "kk": ""} {
		if got := partnerOf(p, left); got != want {
			t.Errorf("%s goes with %q, want %q", left, got, want)
		}
	}
	if l, r := p[0].Texts["height"].At(100), p[1].Texts["height"].At(0); l != r || l != fmt.Sprint(heights[100]) {
		t.Errorf("heights: %s and %s of %d cm", l, r, heights[100])
	}
}
