package normalize

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestColumnsThatTellEachOther: lists in each table's own words go together by the rows that are surely one, though one has two words for a thing, and are read as the other's; lists
// that have nothing to do with each other do not, and what is too rare to be told is blank.
func TestColumnsThatTellEachOther(t *testing.T) {
	const rows, moved = 900, 300
	r := rand.New(rand.NewPCG(5, 1))
	pick := func(n, of int) []int {
		out := make([]int, n)
		for i := range out {
			out[i] = r.IntN(of)
		}
		return out
	}
	n := rows + moved
	place, sort, other, variant := pick(n, 12), pick(n, 5), pick(n, 7), pick(n, 2)
	name := func(i int) string { return fmt.Sprintf("n%c%ca %c%co", 'a'+i%26, 'a'+i/26%26, 'a'+i*7%26, 'a'+i*3%26) }
	day := func(i int) string {
		if i%3 == 0 { // what both rows have are two columns
			return ""
		}
		return fmt.Sprintf("%d-%02d-%02d", 1940+i%60, 1+i%12, 1+i%28)
	}
	code := func(i int) string { return fmt.Sprintf("K%07d", i*7919) }
	school := strings.Fields("fudan jilin nankai tongji wuhan sichuan lanzhou hunan henan yunnan hainan anhui")
	university := func(i int) string {
		if i == moved+1 {
			return "Seen Once"
		}
		return []string{school[place[i]] + " University", "Univ. of " + school[place[i]]}[variant[i]]
	}
	at := func(f func(i int) string) func(i int) string { return func(i int) string { return f(moved + i) } }
	turned := func(i int) string { w := strings.Fields(name(i)); return w[1] + ", " + w[0] }
	left := randomTable(rows, "name", name, "born", day, "no", code,
		"单位", func(i int) string {
			return []string{"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑"}[place[i]]
		},
		"kind", func(i int) string { return fmt.Sprintf("sort %c", 'p'+sort[i]) })
	right := randomTable(rows, "full_name", at(turned), "birth date", at(day), "number", at(code), "affiliation", at(university),
		"season", at(func(i int) string { return fmt.Sprintf("season %d", other[i]) }))
	p := Any(nil, left, right)
	if got := partnerOf(p, "单位"); got != "affiliation" {
		t.Fatalf("the university goes with %q", got)
	}
	if got := partnerOf(p, "kind"); got != "" {
		t.Errorf("the kind goes with %q", got)
	}
	for i := range rows - moved {
		x, y := p[0].Texts["单位"].At(moved+i), p[1].Texts["单位"].At(i)
		if i == 1 {
			x = ""
		}
		if x != y {
			t.Fatalf("row %d: %q and %q are one", i, x, y)
		}
	}
	// The rows that are surely one are those of both tables.
	people := Any(nil, left, right)
	for _, p := range onlyPairs(people) {
		if p.Left != p.Right+moved {
			t.Fatalf("rows %d and %d are not one", p.Left, p.Right)
		}
	}
	if n := len(onlyPairs(people)); n < (rows-moved)*9/10 {
		t.Errorf("%d rows are surely one", n)
	}
	// A column whose role somebody has told goes with none by this.
	if p := Any(map[record.Field]record.Role{"单位": record.RoleText}, left, right); slices.ContainsFunc(p[0].Table.Columns, func(c *record.Column) bool { return c.Header == "单位" }) {
		t.Error("a column whose role is told goes with one it is not called like")
	}
}
