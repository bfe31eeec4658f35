package tables_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/match/table"
)

// visits makes two lists of the same persons, who stand in either of them as many times as it has visits of each, with a slip now and then.
func (g town) visits(persons, left, right int) (a, b [][]string) {
	first, last := g.words(60, 2, 3), g.words(120, 2, 3)
	row := func(side string, person, visit int, of []string) []string {
		q := append([]string{fmt.Sprintf("%s%d-%d", side, person, visit)}, of...)
		if k := 1 + g.rnd.IntN(8); k < 3 {
			q[k] = g.typo(q[k])
		}
		return q
	}
	for person := range persons {
		of := []string{first[g.rnd.IntN(len(first))], last[g.rnd.IntN(len(last))], fmt.Sprintf("%d-%02d-%02d", 1930+g.rnd.IntN(80), 1+g.rnd.IntN(12), 1+g.rnd.IntN(28))}
		for visit := range left {
			a = append(a, row("a", person, visit, of))
		}
		for visit := range right {
			b = append(b, row("b", person, visit, of))
		}
	}
	return a, b
}

// TestLinkOfSeveralRowsEach: where a person stands in both lists several times and few columns tell of him, all his rows are one. What a row has beside one
// partner was learned as related pairs, which looked like the partners in every column, and no pair was left probable.
func TestLinkOfSeveralRowsEach(t *testing.T) {
	for _, c := range []struct {
		left, right int
		opt         tables.Options
	}{
		{2, 2, tables.Options{}},
		{1, 2, tables.Options{}},
		{2, 2, tables.Options{LeftOnce: table.No, RightOnce: table.No}},
	} {
		t.Run(fmt.Sprint(c.left, c.right, c.opt.LeftOnce), func(t *testing.T) {
			g := town{rand.New(rand.NewPCG(3, 9))}
			a, b := g.visits(700, c.left, c.right)
			dir := t.TempDir()
			left, right, out := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "out")
			header := []string{"id", "given_name", "surname", "born"}
			writeRows(t, left, header, a)
			writeRows(t, right, header, b)
			c.opt.ID, c.opt.Out, c.opt.MinProbability = "id", out, .01
			if _, err := tables.Link(context.Background(), left, right, c.opt); err != nil {
				t.Fatal(err)
			}
			hits, links, wanted := 0, readRows(t, filepath.Join(out, "links.csv")), len(a)*c.right
			person := func(id string) string { p, _, _ := strings.Cut(id[1:], "-"); return p }
			for _, l := range links {
				if person(l[0]) == person(l[1]) {
					hits++
				}
			}
			if f := 2 * float64(hits) / float64(len(links)+wanted); f < .95 {
				t.Errorf("F1 %.4f: %d of %d links right, %d wanted", f, hits, len(links), wanted)
			}
		})
	}
}
