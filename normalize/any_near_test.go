package normalize

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestNumbersThatAreNearAreQuantities: whole numbers that lie near each other in rows that are surely one are quantities; those that are the same but for slips, or others altogether, stay codes.
func TestNumbersThatAreNearAreQuantities(t *testing.T) {
	const rows, moved = 900, 300
	r := rand.New(rand.NewPCG(13, 1))
	number := make([]int, rows+moved)
	for i := range number {
		number[i] = 100 + r.IntN(900)
	}
	name := func(i int) string { return fmt.Sprintf("n%c%ca %c%co", 'a'+i%26, 'a'+i/26%26, 'a'+i*7%26, 'a'+i*3%26) }
	day := func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 1940+i%60, 1+i%12, 1+i%28) }
	code := func(i int) string { return fmt.Sprintf("K%07d", i*7919) }
	at := func(f func(i int) string) func(i int) string { return func(i int) string { return f(moved + i) } }
	for kind, later := range map[string]struct {
		of   func(n int) int
		want record.Kind
	}{
		"a year later":  {func(n int) int { return n + r.IntN(n/7) - n/14 }, record.KindAmount},
		"with slips":    {func(n int) int { return n/10*10 + r.IntN(10) }, record.KindKey},
		"other numbers": {func(n int) int { return []int{n, n, 100 + r.IntN(900)}[r.IntN(3)] }, record.KindKey},
	} {
		p := Any(nil,
			randomTable(rows, "name", name, "born", day, "no", code, "pupils", func(i int) string { return fmt.Sprint(number[i]) }),
			randomTable(rows, "name", at(name), "born", at(day), "no", at(code), "pupils", at(func(i int) string { return fmt.Sprint(later.of(number[i])) })))
		if c := p[1].Table.Column("pupils"); c.Kind != later.want {
			t.Errorf("%s: kind %v, want %v", kind, c.Kind, later.want)
		}
	}
}
