package tables_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/match/table"
)

// linked writes two tables, links them, and returns F1: rows are one where their ids are the same but for the first letter.
func linked(t *testing.T, header []string, a, b [][]string) (float64, *tables.Summary) {
	t.Helper()
	dir := t.TempDir()
	left, right, out := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv"), filepath.Join(dir, "out")
	writeRows(t, left, header, a)
	writeRows(t, right, header, b)
	sum, err := tables.Link(context.Background(), left, right, tables.Options{ID: "id", Out: out, MinProbability: .01})
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]bool{}
	for _, r := range a {
		of[r[0][1:]] = true
	}
	want, hits := 0, 0
	for _, r := range b {
		if of[r[0][1:]] {
			want++
		}
	}
	links := readRows(t, filepath.Join(out, "links.csv"))
	for _, l := range links {
		if l[0][1:] == l[1][1:] {
			hits++
		}
	}
	return 2 * float64(hits) / float64(len(links)+want), sum
}

// goods makes two shops' products: both have maker and model number in the title, and each its own words beside.
func (g town) goods(n int) (a, b [][]string) {
	makers, words := g.words(30, 2, 3), g.words(700, 2, 3)
	pick := func(w []string) string { return w[int(float64(len(w))*g.rnd.Float64()*g.rnd.Float64())] }
	some := func(n int) (out []string) {
		for range n {
			out = append(out, pick(words))
		}
		return out
	}
	for i := range n {
		about, model := some(12), fmt.Sprintf("%s%d%c", strings.ToUpper(g.word(1)), 100+g.rnd.IntN(900), 'A'+g.rnd.IntN(8))
		maker := pick(makers)
		a = append(a, []string{fmt.Sprint("a", i), strings.Join(append([]string{maker}, append(about[:3:3], model)...), " "), strings.Join(about, ", ")})
		title := append([]string{maker, model}, some(1)...)
		for _, w := range about[:4] {
			if g.rnd.IntN(2) == 0 {
				title = append(title, w)
			}
		}
		text := some(6)
		for _, w := range about {
			if g.rnd.IntN(3) == 0 {
				text = append(text, w)
			}
		}
		b = append(b, []string{fmt.Sprint("b", i), strings.Join(title, " "), strings.Join(text, " ")})
	}
	return a, b
}

// TestLinkOfTitles: a model number two titles share tells more than the colour, and finds the pair too.
func TestLinkOfTitles(t *testing.T) {
	a, b := town{rand.New(rand.NewPCG(3, 4))}.goods(800)
	// With each pair by itself 605 are counted: EM counts them right where a row's candidates compete.
	if f, sum := linked(t, []string{"id", "name", "description"}, a, b); f < .9 || math.Abs(sum.Matches-800) > 40 {
		t.Errorf("F1 %.4f, %v matches expected of 800", f, sum.Matches)
	}
}

// programs makes two shops' programs, of which there are several versions: title, maker and description are nearly the same.
func (g town) programs(n int) (a, b [][]string) {
	makers, names, words := g.words(80, 2, 3), g.words(400, 2, 3), g.words(900, 2, 3)
	pick := func(w []string) string { return w[int(float64(len(w))*g.rnd.Float64()*g.rnd.Float64())] }
	texts := func(n int) (out []string) {
		for range n {
			out = append(out, pick(words))
		}
		return out
	}
	drop := func(words []string, share float64) (out []string) {
		for _, w := range words {
			if g.rnd.Float64() > share {
				out = append(out, w)
			}
		}
		return out
	}
	for k := 0; len(a) < n; {
		maker, name, text := pick(makers), []string{pick(names), pick(names)}, texts(25)
		for version := range 1 + g.rnd.IntN(4) {
			title, own, price := append(name[:2:2], []string{"1.0", "2.5", "2005", "professional"}[version]), append(text[:20:20], texts(5)...), 10+1000*g.rnd.Float64()*g.rnd.Float64()
			row := func(side string, title, own []string, price float64) []string {
				return []string{fmt.Sprint(side, k), strings.Join(title, " "), strings.Join(own, " "), maker, fmt.Sprintf("%.2f", price)}
			}
			if g.rnd.IntN(4) > 0 {
				a = append(a, row("a", title, own, price))
			}
			if g.rnd.IntN(4) > 0 {
				b = append(b, row("b", drop(title, .08), append(drop(own, .3), texts(4)...), price*(.9+.2*g.rnd.Float64())))
			}
			k++
		}
	}
	return a, b
}

// TestLinkOfVersions: versions of a program are related and not one, though nothing of one is the very same as of another.
func TestLinkOfVersions(t *testing.T) {
	a, b := town{rand.New(rand.NewPCG(5, 6))}.programs(800)
	if f, sum := linked(t, []string{"id", "title", "description", "maker", "price"}, a, b); f < .9 {
		t.Errorf("F1 %.4f, %v matches expected", f, sum.Matches)
	}
}

// TestDoubts: what says that learning has gone astray is told.
func TestDoubts(t *testing.T) {
	g := town{rand.New(rand.NewPCG(9, 9))}
	a, b := g.lists(300)
	header := []string{"id", "first name", "last name", "address", "town", "zip", "date of birth"}
	if _, sum := linked(t, header, a, b); len(sum.Doubts) > 0 {
		t.Errorf("%v of two good lists", sum.Doubts)
	}
	var thrice [][]string
	for _, r := range a {
		for i := range 3 {
			thrice = append(thrice, append([]string{fmt.Sprint("b", r[0][1:], "/", i)}, r[1:]...))
		}
	}
	dir := t.TempDir()
	left, right := filepath.Join(dir, "a.csv"), filepath.Join(dir, "b.csv")
	writeRows(t, left, header, a)
	writeRows(t, right, header, thrice)
	opt := tables.Options{ID: "id", Out: filepath.Join(dir, "out"), MinProbability: .01, LeftOnce: table.Yes}
	sum, err := tables.Link(context.Background(), left, right, opt)
	if err != nil || !slices.Contains(sum.Doubts, tables.DoubtMany) {
		t.Errorf("%v where each is said to have one partner, and has three: %v", sum.Doubts, err)
	}
	opt.LeftOnce = table.Auto
	if sum, err = tables.Link(context.Background(), left, right, opt); err != nil || len(sum.Doubts) > 0 || sum.OneLeft {
		t.Errorf("%v where each has three, one %v: %v", sum.Doubts, sum.OneLeft, err)
	}
}

// shops makes two shops' products of which only two thirds are in both, in series of models that share all but the code and the colour; the second shop leaves out
// words, and often the code.
func (g town) shops(n int) (a, b [][]string) {
	makers, words := g.words(30, 2, 3), g.words(500, 2, 3)
	pick := func(w []string) string { return w[int(float64(len(w))*g.rnd.Float64()*g.rnd.Float64())] }
	for k := 0; k < n; {
		maker, stem, noun := pick(makers), strings.ToUpper(g.word(1)), []string{pick(words), pick(words)}
		about := []string{pick(words), pick(words), pick(words), pick(words), pick(words), pick(words)}
		for range 1 + g.rnd.IntN(3) {
			code, colour, own, price := fmt.Sprintf("%s%d", stem, 100+g.rnd.IntN(900)), []string{"black", "white", "silver"}[g.rnd.IntN(3)], []string{pick(words), pick(words)}, 20+300*g.rnd.Float64()
			title := strings.Join(append([]string{maker, about[0], colour}, noun...), " ") + " - " + code
			if k%3 > 0 || k%2 > 0 {
				a = append(a, []string{fmt.Sprint("a", k), title, title + "/ " + strings.Join(append(about[1:], own...), "/ "), fmt.Sprintf("%.2f", price)})
			}
			if k%3 > 0 || k%2 == 0 {
				other := append([]string{maker}, noun...)
				if g.rnd.IntN(10) < 7 {
					other = append(other, code[:2]+"-"+code[2:])
				}
				for _, w := range append(about[:3:3], colour, own[0]) {
					if g.rnd.IntN(2) == 0 {
						other = append(other, w)
					}
				}
				text := ""
				if g.rnd.IntN(2) == 0 {
					text = strings.Join([]string{about[2], about[4], own[1], pick(words), pick(words)}, ", ")
				}
				b = append(b, []string{fmt.Sprint("b", k), strings.Join(other, " "), text, fmt.Sprintf("%.2f", price*(.9+.2*g.rnd.Float64()))})
			}
			k++
		}
	}
	return a, b
}

// TestLinkOfShops: what a shop says in title and description, in its own words, is one text; who has a partner leaves it to nobody else; and what shops have
// nothing in common share is not the same.
func TestLinkOfShops(t *testing.T) {
	header := []string{"id", "name", "description", "price"}
	a, b := town{rand.New(rand.NewPCG(5, 6))}.shops(700)
	f, sum := linked(t, header, a, b)
	if f < .8 || sum.Columns["name+description"] != "text" {
		t.Errorf("F1 %.4f of columns %v", f, sum.Columns)
	}
	slices.Reverse(a)
	slices.Reverse(b)
	if again, _ := linked(t, header, a, b); again != f {
		t.Errorf("F1 %.6f, of the rows in another order %.6f", f, again)
	}
	_, c := town{rand.New(rand.NewPCG(7, 8))}.shops(700)
	for i := range c {
		c[i][0] = fmt.Sprint("c x", i)
	}
	if _, sum := linked(t, header, a, c); sum.Links > len(a)/20 {
		t.Errorf("%d links between shops that have nothing in common", sum.Links)
	}
}
