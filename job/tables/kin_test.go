package tables_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/doisanh/doisanh/job/tables"
)

// families makes two lists in which brothers and sisters share parents and address, and little else.
func (g town) families(n int) (a, b [][]string) {
	first, last, streets := g.words(200, 2, 3), g.words(500, 2, 3, 4), g.words(300, 3, 4)
	pick := func(w []string) string { return w[int(float64(len(w))*g.rnd.Float64()*g.rnd.Float64())] }
	for len(a) < n {
		surname, year := pick(last), 1950+g.rnd.IntN(60)
		father, mother := pick(first)+" "+surname, pick(first)+" "+pick(last)
		home := fmt.Sprintf("%d %s street", 1+g.rnd.IntN(300), pick(streets))
		for range 1 + g.rnd.IntN(4) {
			year += 1 + g.rnd.IntN(3)
			p := []string{fmt.Sprint("a", len(a)), pick(first) + " " + surname, fmt.Sprintf("%d-%02d-%02d", year, 1+g.rnd.IntN(12), 1+g.rnd.IntN(28)),
				fmt.Sprint(100_000_000 + g.rnd.IntN(900_000_000)), father, mother, home}
			if g.rnd.IntN(2) == 0 {
				q := append([]string{"b" + p[0][1:]}, p[1:]...)
				for range g.rnd.IntN(3) {
					if k := 1 + g.rnd.IntN(len(q)-1); g.rnd.IntN(2) == 0 {
						q[k] = ""
					} else if k != 2 {
						q[k] = g.typo(q[k])
					}
				}
				b = append(b, q)
			}
			a = append(a, p)
		}
	}
	return a, b
}

// TestLinkOfFamilies: brothers and sisters are not one person, though parents and address agree.
func TestLinkOfFamilies(t *testing.T) {
	g := town{rand.New(rand.NewPCG(7, 8))}
	a, b := g.families(1500)
	dir := t.TempDir()
	left, right, out := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "out")
	header := []string{"id", "name", "born", "code", "father", "mother", "address"}
	writeRows(t, left, header, a)
	writeRows(t, right, header, b)
	if _, err := tables.Link(context.Background(), left, right, tables.Options{ID: "id", Out: out, MinProbability: .01}); err != nil {
		t.Fatal(err)
	}
	hits, links := 0, readRows(t, filepath.Join(out, "links.csv"))
	for _, l := range links {
		if l[0][1:] == l[1][1:] {
			hits++
		}
	}
	if f := 2 * float64(hits) / float64(len(links)+len(b)); f < .99 {
		t.Errorf("F1 %.4f: %d of %d links right, %d wanted", f, hits, len(links), len(b))
	}
}
