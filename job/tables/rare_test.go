package tables_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/job/tables"
)

// firms makes the rows of n firms' names, the first of them the given one, in which some are written with an error or in another order.
func (g town) firms(side string, first, n int, names []string) (rows [][]string) {
	for i := first; i < first+n; i++ {
		s := names[i]
		switch g.rnd.IntN(8) {
		case 0:
			s = g.typo(s)
		case 1:
			words := strings.Fields(s)
			s = strings.Join(append(words[1:], words[0]), " ")
		}
		rows = append(rows, []string{fmt.Sprint(side, i), s})
	}
	return rows
}

// TestNamesAlone: where tables have nothing but a name, rows with a name that nobody else has are one; and where nobody is in both, next to nobody is linked.
func TestNamesAlone(t *testing.T) {
	const n = 900
	g := town{rand.New(rand.NewPCG(7, 8))}
	words, trades := g.words(1200, 3, 4), []string{"trading", "foods", "energy", "textiles", "media", "partners"}
	names := make([]string, 2*n)
	for i := range names {
		names[i] = words[g.rnd.IntN(len(words))] + " " + words[g.rnd.IntN(len(words))] + " " + trades[g.rnd.IntN(len(trades))]
	}
	header := []string{"id", "company"}
	a := g.firms("a", 0, n, names)
	if f, sum := linked(t, header, a, g.firms("b", n/2, n, names)); f < .9 || sum.KeptPrior {
		t.Errorf("two tables: F1 %.4f, start values kept %v", f, sum.KeptPrior)
	}
	if _, sum := linked(t, header, a, g.firms("b", n, n, names)); sum.Links > n/50 {
		t.Errorf("%d links between tables that have nobody in common", sum.Links)
	}

	dir := t.TempDir()
	file, out := filepath.Join(dir, "a.csv"), filepath.Join(dir, "out")
	writeRows(t, file, header, append(a, g.firms("b", n/2, n, names)...))
	if _, err := tables.Dedupe(context.Background(), file, tables.Options{ID: "id", Out: out}); err != nil {
		t.Fatal(err)
	}
	cluster, right, made := map[string]string{}, 0, 0
	for _, r := range readRows(t, filepath.Join(out, "clusters.csv")) {
		cluster[r[1]] = r[0]
	}
	size := map[string]int{}
	for _, c := range cluster {
		size[c]++
	}
	for _, k := range size {
		made += k * (k - 1) / 2
	}
	for i := n / 2; i < n; i++ {
		if cluster[fmt.Sprint("a", i)] == cluster[fmt.Sprint("b", i)] {
			right++
		}
	}
	if f := 2 * float64(right) / float64(made+n/2); f < .85 {
		t.Errorf("one table: F1 %.4f", f)
	}
}
