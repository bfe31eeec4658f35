package normalize

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestListsInEachTablesWords: columns whose cells list things go together where each table has words of its own for them, in any order, by the rows that are surely one; what the other table
// has no word for is left out, and lists that have nothing to do with each other stay out.
func TestListsInEachTablesWords(t *testing.T) {
	const rows, moved = 900, 300
	r := rand.New(rand.NewPCG(11, 1))
	countries := strings.Fields("Poland Austria Germany Italy France Sweden Japan")
	codes := strings.Fields("PL AT DE IT FR SE") // and none for Japan
	in, other := make([][]int, rows+moved), make([][]int, rows+moved)
	for i := range in {
		in[i], other[i] = r.Perm(len(countries))[:1+r.IntN(4)], r.Perm(len(codes))[:1+r.IntN(3)]
	}
	list := func(of []int, words []string, between string) string {
		var out []string
		for _, k := range of {
			if k < len(words) {
				out = append(out, words[k])
			}
		}
		return strings.Join(out, between)
	}
	name := func(i int) string { return fmt.Sprintf("n%c%ca %c%co", 'a'+i%26, 'a'+i/26%26, 'a'+i*7%26, 'a'+i*3%26) }
	day := func(i int) string { return fmt.Sprintf("%d-%02d-%02d", 1940+i%60, 1+i%12, 1+i%28) }
	code := func(i int) string { return fmt.Sprintf("K%07d", i*7919) }
	at := func(f func(i int) string) func(i int) string { return func(i int) string { return f(moved + i) } }
	right := func(of [][]int) string {
		p := Any(nil,
			randomTable(rows, "name", name, "born", day, "no", code, "locations", func(i int) string { return list(in[i], countries, "|") }),
			randomTable(rows, "full_name", at(name), "birth date", at(day), "number", at(code), "states", at(func(i int) string { return list(of[i], codes, ",") })))
		for i := range rows - moved {
			want := strings.Fields(strings.ToLower(list(in[moved+i], codes, " ")))
			slices.Sort(want)
			if p[0].Texts["locations"] != nil && (p[0].Texts["locations"].At(moved+i) != strings.Join(want, " ") || p[1].Texts["locations"].At(i) != strings.Join(want, " ")) {
				t.Fatalf("row %d: %q and %q, want %q", i, p[0].Texts["locations"].At(moved+i), p[1].Texts["locations"].At(i), want)
			}
		}
		return partnerOf(p, "locations")
	}
	if got := right(in); got != "states" {
		t.Errorf("locations go with %q", got)
	}
	if got := right(other); got != "" {
		t.Errorf("locations go with other lists: %q", got)
	}
}
