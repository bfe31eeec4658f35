package tables_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/record"
)

// town makes people of no country in particular, as two lists of them: the second has an error in about every other field
// of a third of its rows, and blank cells. It knows nothing of how the engine tells kinds or rules.
type town struct{ rnd *rand.Rand }

func (g town) word(syllables ...int) string {
	const onset, vowel = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range syllables[g.rnd.IntN(len(syllables))] {
		b.WriteByte(onset[g.rnd.IntN(len(onset))])
		b.WriteByte(vowel[g.rnd.IntN(len(vowel))])
	}
	return b.String()
}

func (g town) words(n int, syllables ...int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = g.word(syllables...)
	}
	return out
}

func (g town) typo(s string) string {
	if len(s) < 3 {
		return s
	}
	i := g.rnd.IntN(len(s) - 1)
	switch g.rnd.IntN(3) {
	case 0:
		return s[:i] + s[i+1:]
	case 1:
		return s[:i] + string(s[i+1]) + string(s[i]) + s[i+2:]
	}
	return s[:i] + string(s[g.rnd.IntN(len(s))]) + s[i+1:]
}

func (g town) lists(n int) (a, b [][]string) {
	first, last, streets, towns := g.words(200, 2, 3), g.words(600, 2, 3, 4), g.words(300, 3, 4), g.words(80, 2, 3, 4)
	pick := func(w []string) string { return w[int(float64(len(w))*g.rnd.Float64()*g.rnd.Float64())] }
	for i := range n {
		t := g.rnd.IntN(len(towns))
		p := []string{"", pick(first), pick(last), fmt.Sprintf("%d %s street", 1+g.rnd.IntN(90), pick(streets)), towns[t],
			fmt.Sprintf("%04d", 1000+37*t), fmt.Sprintf("%04d-%02d-%02d", 1920+g.rnd.IntN(80), 1+g.rnd.IntN(12), 1+g.rnd.IntN(28))}
		a = append(a, append([]string{fmt.Sprintf("a%d", i)}, p[1:]...))
		if i%5 == 4 {
			continue
		}
		q := append([]string{fmt.Sprintf("b%d", i)}, p[1:]...)
		if g.rnd.IntN(3) == 0 {
			for k := 1; k < len(q); k++ {
				switch g.rnd.IntN(6) {
				case 0, 1:
					q[k] = g.typo(q[k])
				case 2:
					q[k] = ""
				}
			}
			if g.rnd.IntN(5) == 0 {
				q[1], q[2] = q[2], q[1]
			}
		}
		b = append(b, q)
	}
	return a, b
}

var townHeader = []string{"id", "first", "last", "address", "town", "zip", "born"}

func writeRows(t *testing.T, path string, header []string, rows [][]string) {
	t.Helper()
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	if err := w.WriteAll(append([][]string{header}, rows...)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, buf.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readRows(t *testing.T, path string) [][]string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// sameFiles holds the files of two results to each other, but for the manifest, which tells where the inputs lie and what bytes they have.
func sameFiles(t *testing.T, a, b string) {
	t.Helper()
	entries, err := os.ReadDir(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() == "manifest.json" {
			continue
		}
		x, err := os.ReadFile(filepath.Join(a, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		y, err := os.ReadFile(filepath.Join(b, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x, y) {
			t.Errorf("%s differs", e.Name())
		}
	}
}

// TestLinkOfAnyTables links two lists with no model, and the same lists in another order on other threads to the same bytes.
func TestLinkOfAnyTables(t *testing.T) {
	g := town{rand.New(rand.NewPCG(1, 2))}
	a, b := g.lists(testsize.Of(t, "people", 1500, 500))
	dir := t.TempDir()
	left, right := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv")
	writeRows(t, left, townHeader, a)
	writeRows(t, right, []string{"ID", "First", "LAST", "address", "town", "Zip", "born"}, b)
	for _, budget := range []int64{10, 2_000, 50_000} {
		found, err := tables.Blocks(context.Background(), []string{left, right}, tables.Options{ID: "id", Budget: budget}, time.Now)
		if err != nil || found.Datasets[0].Pairs > budget {
			t.Errorf("%v pairs for a budget of %d: %v", found, budget, err)
		}
	}
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
	if _, err := tables.Link(context.Background(), left, right, tables.Options{ID: "id", Out: one, MinProbability: .01, Threads: 1}); err != nil {
		t.Fatal(err)
	}
	right0, links := 0, readRows(t, filepath.Join(one, "links.csv"))
	for _, l := range links {
		if l[0][1:] == l[1][1:] {
			right0++
		}
	}
	if f := 2 * float64(right0) / float64(len(links)+len(b)); f < .99 {
		t.Errorf("F1 %.4f: %d of %d links right, %d wanted", f, right0, len(links), len(b))
	}
	if n := len(readRows(t, filepath.Join(one, "clusters.csv"))); n != len(a)+len(b) {
		t.Errorf("%d records in clusters.csv, want %d", n, len(a)+len(b))
	}
	g.rnd.Shuffle(len(a), func(i, j int) { a[i], a[j] = a[j], a[i] })
	g.rnd.Shuffle(len(b), func(i, j int) { b[i], b[j] = b[j], b[i] })
	writeRows(t, left, townHeader, a)
	writeRows(t, right, []string{"ID", "First", "LAST", "address", "town", "Zip", "born"}, b)
	if _, err := tables.Link(context.Background(), left, right, tables.Options{ID: "id", Out: two, MinProbability: .01, Threads: 3}); err != nil {
		t.Fatal(err)
	}
	sameFiles(t, one, two)
}

// TestDedupeOfAnyTable finds the groups of one list, with a column to be ignored and one that repeats two others.
func TestDedupeOfAnyTable(t *testing.T) {
	g := town{rand.New(rand.NewPCG(3, 4))}
	a, b := g.lists(testsize.Of(t, "people", 1200, 400))
	var rows [][]string
	for _, r := range append(a, b...) {
		rows = append(rows, append(r, r[1]+" "+r[2], "truth"+r[0][1:]))
	}
	dir := t.TempDir()
	file, header := filepath.Join(dir, "all.csv"), append(townHeader, "name", "key")
	writeRows(t, file, header, rows)
	var outs []string
	for i, threads := range []int{1, 3} {
		out := filepath.Join(dir, fmt.Sprint("out", i))
		sum, err := tables.Dedupe(context.Background(), file, tables.Options{ID: "id", Ignore: []string{"Key"}, Out: out, MinProbability: .01, Threads: threads})
		if err != nil {
			t.Fatal(err)
		}
		if sum.Columns["key"] != "" || sum.Columns["name"] != "" {
			t.Errorf("columns %v: key is to be ignored, name repeats first and last", sum.Columns)
		}
		outs = append(outs, out)
		g.rnd.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		writeRows(t, file, header, rows)
	}
	sameFiles(t, outs[0], outs[1])
	of := map[string][]string{}
	for _, r := range readRows(t, filepath.Join(outs[0], "clusters.csv")) {
		of[r[0]] = append(of[r[0]], r[1])
	}
	right, made := 0, 0
	for _, c := range of {
		made += len(c) * (len(c) - 1) / 2
		for i := range c {
			for _, d := range c[i+1:] {
				if c[i][1:] == d[1:] {
					right++
				}
			}
		}
	}
	if f := 2 * float64(right) / float64(made+len(b)); f < .98 {
		t.Errorf("F1 %.4f: %d of %d pairs right, %d wanted", f, right, made, len(b))
	}
}

// TestLinkOfOtherHeaders links two tables whose columns are called differently, one with the names in one column.
func TestLinkOfOtherHeaders(t *testing.T) {
	g := town{rand.New(rand.NewPCG(7, 8))}
	a, b := g.lists(600)
	for i, r := range b {
		b[i] = []string{r[0], r[6], r[1] + " " + r[2], r[5], r[3], r[4]}
	}
	dir := t.TempDir()
	left, right, out := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "out")
	writeRows(t, left, []string{"id", "first name", "last name", "address", "town", "zip", "date of birth"}, a)
	writeRows(t, right, []string{"nr", "naissance", "nom complet", "code postal", "adresse", "ville"}, b)
	sum, err := tables.Link(context.Background(), left, right, tables.Options{ID: "id,nr", Out: out, MinProbability: .01})
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{
		"first name+last name": "full_name", "address": "address", "town": "place", "zip": "postcode", "date of birth": "date",
	}; fmt.Sprint(sum.Columns) != fmt.Sprint(want) {
		t.Errorf("columns %v, want %v", sum.Columns, want)
	}
	if sum.Beside["town"] != "ville" || sum.Beside["first name+last name"] != "nom complet" {
		t.Errorf("the right table's: %v", sum.Beside)
	}
	good := 0
	links := readRows(t, filepath.Join(out, "links.csv"))
	for _, l := range links {
		if l[0][1:] == l[1][1:] {
			good++
		}
	}
	if f := 2 * float64(good) / float64(len(links)+len(b)); f < .98 {
		t.Errorf("F1 %.4f: %d of %d links right, %d wanted", f, good, len(links), len(b))
	}
}

// TestAnyTablesAtTheEdge holds what is done with tables that say nothing.
func TestAnyTablesAtTheEdge(t *testing.T) {
	dir := t.TempDir()
	opt := tables.Options{ID: "id", Out: filepath.Join(dir, "out"), MinProbability: .01}
	same, few := filepath.Join(dir, "same.csv"), filepath.Join(dir, "few.csv")
	var rows [][]string
	for i := range 50 {
		rows = append(rows, []string{fmt.Sprint(i), "John Smith", "1970-01-02"})
	}
	writeRows(t, same, []string{"id", "name", "born"}, rows)
	var p *record.Problem
	if _, err := tables.Dedupe(context.Background(), same, opt); !errors.As(err, &p) || p.ID != record.ProblemNoColumn {
		t.Errorf("every row the same: %v", err)
	}
	writeRows(t, few, []string{"id", "name", "born"}, [][]string{{"1", "John Smith", "1970-01-02"}, {"2", "Jane Brown", "1981-03-04"}})
	sum, err := tables.Dedupe(context.Background(), few, opt)
	if err != nil || sum.Clusters != 2 {
		t.Errorf("two rows: %+v %v", sum, err)
	}
}
