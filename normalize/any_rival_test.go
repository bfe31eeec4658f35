package normalize

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestTheLikelierColumnIsPaired: of two columns with the same places, that goes with the other table's which is the same in more rows that are surely one, whatever the headers say; columns that
// are called the same stay together.
func TestTheLikelierColumnIsPaired(t *testing.T) {
	const rows, moved = 900, 300
	r := rand.New(rand.NewPCG(17, 1))
	places := strings.Fields("Vang Nes Stange Elverum Trysil Hof Grue Furnes Aamot Romedal")
	born, lives := make([]string, rows+moved), make([]string, rows+moved)
	for i := range born {
		born[i], lives[i] = places[r.IntN(len(places))], places[r.IntN(len(places))]
		if i%2 == 0 {
			lives[i] = born[i]
		}
	}
	name := func(i int) string { return fmt.Sprintf("n%c%ca %c%co", 'a'+i%26, 'a'+i/26%26, 'a'+i*7%26, 'a'+i*3%26) }
	day := func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 1840+i%60, 1+i%12, 1+i%28) }
	code := func(i int) string { return fmt.Sprintf("K%07d", i*7919) }
	at := func(f func(i int) string) func(i int) string { return func(i int) string { return f(moved + i) } }
	bornIn, livesIn := func(i int) string { return born[i] }, func(i int) string { return lives[i] }
	for left, c := range map[string]struct {
		right [2]string // what the columns of the place of birth and of the place where one lives are called
		want  string
	}{
		"sogn":   {[2]string{"fødested", "herred"}, "fødested"},
		"herred": {[2]string{"fødested", "herred"}, "herred"},
	} {
		p := Any(nil,
			randomTable(rows, "name", name, "no", code, "born", day, left, bornIn),
			randomTable(rows, "name", at(name), "no", at(code), "born", at(day), c.right[0], at(bornIn), c.right[1], at(livesIn)))
		if got := partnerOf(p, left); got != c.want {
			t.Errorf("%s goes with %q, want %q", left, got, c.want)
		}
	}
}
