package tables

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/job/officers"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/match/table"
	"github.com/doisanh/doisanh/record"
)

// groupsBy returns the sets that pairs make of things, each thing leading to its set's smallest.
func groupsBy[T cmp.Ordered](pairs [][2]T) func(T) T {
	of := map[T]T{}
	find := func(x T) T {
		for of[x] != x {
			if _, is := of[x]; !is {
				return x
			}
			x = of[x]
		}
		return x
	}
	for _, p := range pairs {
		a, b := find(p[0]), find(p[1])
		of[max(a, b)], of[min(a, b)] = min(a, b), min(a, b)
	}
	return find
}

// TestOfficerLinks holds officerLinks to a plain way of doing the same: before each pair is taken all links made so far, and those it would
// bring, are looked at anew.
func TestOfficerLinks(t *testing.T) {
	for seed := range uint64(testsize.Of(t, "seeds", 3000, 300)) {
		rnd := rand.New(rand.NewPCG(seed, 5))
		left, right := 1+rnd.IntN(5), 1+rnd.IntN(5)
		var rows []string
		for i := range rnd.IntN(7) {
			a, b := rnd.IntN(left+right), rnd.IntN(left+right)
			if a == b {
				continue
			}
			node := func(x int) string {
				if x < left {
					return fmt.Sprintf("0:%d", x)
				}
				return fmt.Sprintf("1:%d", x-left)
			}
			rows = append(rows, fmt.Sprintf("%s %s %s 2025-01-%02d", node(a), node(b), []string{"same", "different", "unsure"}[rnd.IntN(3)], 1+i))
		}
		r := &run{}
		var tables []*record.Table
		for i, n := range []int{left, right} {
			ids := make([]string, n)
			for row := range ids {
				ids[row] = fmt.Sprintf("%d:%d", i, row)
			}
			tables = append(tables, &record.Table{Name: []string{"left", "right"}[i], IDs: record.TextsOf(ids...)})
			r.people = append(r.people, &record.People{Table: tables[i]})
		}
		r.officers = &decisions{Rulings: ruleOn(tables, rows...)}
		o := r.officers
		o.gather(left, false)
		for a := range uint32(left) {
			for b := range uint32(right) {
				p := record.Pair{Left: a, Right: b}
				switch v := o.verdict[[2]uint32{a, b}]; {
				case v == officers.Same:
					p.Rule = pair.RuleManual
					r.pairs = append(r.pairs, record.Scored{Pair: p, Probability: 1})
				case v != officers.Different && rnd.IntN(3) > 0:
					r.pairs = append(r.pairs, record.Scored{Pair: p, Probability: rnd.Float64(), Weight: rnd.Float64()})
				}
			}
		}
		oneLeft, oneRight := rnd.IntN(2) > 0, rnd.IntN(2) > 0
		want := plainLinks(r, left, right, oneLeft, oneRight)
		r.officerLinks(oneLeft, oneRight)
		var got [][2]uint32
		for _, l := range r.links {
			got = append(got, [2]uint32{l.Left, l.Right})
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d, one left %v, one right %v, pairs %v:\n%s\nlinks %v\nwant  %v", seed, oneLeft, oneRight, r.pairs, strings.Join(rows, "\n"), got, want)
		}
	}
}

// ruleOn makes the decisions of rows given as "a b verdict when", a and b being ids of rows of two tables, which begin with the table's place.
func ruleOn(tables []*record.Table, rows ...string) *officers.Rulings {
	var cells []officers.Row
	for i, s := range rows {
		f := strings.Fields(s)
		row := officers.Row{Line: i + 1}
		for k, col := range []int{officers.ColRecordA, officers.ColRecordB, officers.ColVerdict, officers.ColWhen} {
			row.Cells[col] = f[k]
		}
		row.Cells[officers.ColDatasetA], row.Cells[officers.ColDatasetB] = tables[f[0][0]-'0'].Name, tables[f[1][0]-'0'].Name
		cells = append(cells, row)
	}
	d := officers.New(cells...)
	d.Name(tables, officers.NewNames(), "", "", 0)
	d.Settle(map[int]cluster.Apart{}, map[int]cluster.Apart{})
	return d
}

func plainLinks(r *run, left, right int, oneLeft, oneRight bool) (links [][2]uint32) {
	var said, apart [][2]int
	unsure := map[[2]uint32]bool{}
	place := func(n officers.Node) int { return int(n.Row) + n.Set*left }
	for _, u := range r.officers.Rows {
		switch p := [2]int{place(u.A), place(u.B)}; {
		case u.State != officers.Applied:
		case u.Verdict == officers.Same:
			said = append(said, p)
		case u.Verdict == officers.Different:
			apart = append(apart, p)
		case u.A.Set != u.B.Set:
			unsure[[2]uint32{u.A.Row, u.B.Row}] = true
		}
	}
	one := groupsBy(said)
	entity := func(x int) (rows []int) {
		for y := range left + right {
			if one(x) == one(y) {
				rows = append(rows, y)
			}
		}
		return rows
	}
	add := func(pairs [][2]uint32) bool {
		all := slices.Clone(said)
		for _, l := range slices.Concat(links, pairs) {
			all = append(all, [2]int{int(l[0]), left + int(l[1])})
		}
		set := groupsBy(all)
		for _, p := range apart {
			if set(p[0]) == set(p[1]) {
				return false
			}
		}
		for _, p := range pairs {
			if !slices.Contains(links, p) {
				links = append(links, p)
			}
		}
		return true
	}
	cross := func(x, y int) (pairs [][2]uint32) {
		for _, a := range entity(x) {
			for _, b := range entity(y) {
				if a < left && b >= left {
					pairs = append(pairs, [2]uint32{uint32(a), uint32(b - left)})
				}
			}
		}
		return pairs
	}
	for x := range left + right {
		add(cross(x, x))
	}
	order := slices.Clone(r.pairs)
	slices.SortStableFunc(order, surer)
	for _, p := range order {
		x, y := int(p.Left), left+int(p.Right)
		has := func(rows []int, side int) bool {
			return slices.ContainsFunc(links, func(l [2]uint32) bool { return slices.Contains(rows, int(l[side])+side*left) })
		}
		if p.Probability < decided || unsure[[2]uint32{p.Left, p.Right}] || oneLeft && has(entity(x), 0) || oneRight && has(entity(y), 1) {
			continue
		}
		add(cross(x, y))
	}
	slices.SortFunc(links, func(a, b [2]uint32) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return links
}

// decisionsOn draws decisions on pairs of records.
func decisionsOn(rnd *rand.Rand, n int, pair func() (a, b [2]string)) [][]string {
	rows := [][]string{{"dataset_a", "record_a", "dataset_b", "record_b", "decision", "when"}}
	for i := range n {
		a, b := pair()
		rows = append(rows, []string{a[0], a[1], b[0], b[1], []string{"same", "different", "different", "unsure"}[rnd.IntN(4)], fmt.Sprintf("2025-01-%02d", 1+i%28)})
	}
	return rows
}

func writeCSV(t *testing.T, path string, rows [][]string) string {
	t.Helper()
	var b strings.Builder
	if err := csv.NewWriter(&b).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// honoured holds what link and dedupe wrote to the decisions that stand, by what the words of the documentation say of them.
func honoured(t *testing.T, out string, one bool) {
	t.Helper()
	cluster, members := map[[2]string]string{}, map[string]int{}
	for _, c := range jobtest.ReadCSV(t, filepath.Join(out, "clusters.csv"))[1:] {
		side := "left"
		if !one {
			side = c[2]
		}
		cluster[[2]string{side, c[1]}] = c[0]
		members[c[0]]++
	}
	pairs, links := map[[2]string][]string{}, map[[2]string]bool{}
	for _, p := range jobtest.ReadCSV(t, filepath.Join(out, "pairs.csv"))[1:] {
		pairs[[2]string{p[0], p[1]}] = p
	}
	if !one {
		for _, p := range jobtest.ReadCSV(t, filepath.Join(out, "links.csv"))[1:] {
			links[[2]string{p[0], p[1]}] = true
		}
	}
	type decision struct{ a, b [2]string }
	var of = map[string][]decision{}
	var said [][2]string
	name := func(x [2]string) string { return x[0] + " " + x[1] }
	for _, d := range jobtest.ReadCSV(t, filepath.Join(out, "decisions.csv"))[1:] {
		if d[10] == officers.Applied {
			u := decision{[2]string{d[2], d[3]}, [2]string{d[4], d[5]}}
			of[d[6]] = append(of[d[6]], u)
			if d[6] == "same" {
				said = append(said, [2]string{name(u.a), name(u.b)})
			}
		}
	}
	entity := groupsBy(said)
	// pair returns a pair's row, if it can be one, in the order of pairs.csv.
	pair := func(u decision) (row []string, can bool) {
		a, b := u.a, u.b
		if one && a[1] > b[1] || !one && a[0] == "right" {
			a, b = b, a
		}
		return pairs[[2]string{a[1], b[1]}], one || a[0] != b[0]
	}
	for _, u := range of["same"] {
		if cluster[u.a] != cluster[u.b] {
			t.Errorf("%v and %v are said to be one and are in two clusters", u.a, u.b)
		}
		if row, can := pair(u); can && (row == nil || row[2] != "1" || row[4] != "manual") {
			t.Errorf("%v and %v are said to be one: %v", u.a, u.b, row)
		} else if can && !one && !links[[2]string{row[0], row[1]}] {
			t.Errorf("%v and %v are said to be one and are not linked", u.a, u.b)
		}
	}
	same := map[string][][2]string{}
	for x := range cluster {
		e := entity(name(x))
		same[e] = append(same[e], x)
	}
	for _, u := range of["different"] {
		for _, a := range same[entity(name(u.a))] {
			for _, b := range same[entity(name(u.b))] {
				if cluster[a] == cluster[b] {
					t.Errorf("%v and %v are said to be two and are in one cluster", a, b)
				}
				if row, can := pair(decision{a, b}); can && row != nil {
					t.Errorf("%v and %v are said to be two and are a pair", a, b)
				}
			}
		}
	}
	for _, u := range of["unsure"] {
		alone := len(same[entity(name(u.a))])+len(same[entity(name(u.b))]) == 2
		if row, can := pair(u); alone && can && row != nil && links[[2]string{row[0], row[1]}] {
			t.Errorf("nobody could tell whether %v is %v, and they are linked", u.a, u.b)
		}
		if alone && cluster[u.a] == cluster[u.b] && members[cluster[u.a]] == 2 {
			t.Errorf("nobody could tell whether %v is %v, and they are a cluster", u.a, u.b)
		}
	}
	if !one {
		return
	}
	if len(of["same"]) == 0 || len(of["different"]) == 0 || len(of["unsure"]) == 0 {
		t.Errorf("decisions of a kind are wanting: %v", of)
	}
}

// TestOfficersOfAnyTable draws decisions on what link and dedupe find in tables of persons, and in the same tables with headers that say
// nothing, and holds the results to them.
func TestOfficersOfAnyTable(t *testing.T) {
	dir := jobtest.Province(t, testsize.Of(t, "people", 200, 100), "thue")
	paths := withOneID(t, dir, "dan_cu.csv", "thue.csv")
	twice := jobtest.ReadCSV(t, paths[0])
	for _, row := range twice[1:61] {
		row = slices.Clone(row)
		row[0], row[1] = "Z"+row[0], ""
		twice = append(twice, row)
	}
	paths = append(paths, writeCSV(t, filepath.Join(t.TempDir(), "twice.csv"), twice))
	for _, kind := range []string{"person", "any"} {
		if kind == "any" {
			for i, path := range paths {
				rows := jobtest.ReadCSV(t, path)
				rows[0] = slices.Clone(rows[0])
				for c := range rows[0][1:] {
					rows[0][c+1] = fmt.Sprintf("%s %d", []string{"p", "q", "r"}[i], c)
				}
				paths[i] = writeCSV(t, filepath.Join(t.TempDir(), "t.csv"), rows)
			}
		}
		for _, one := range []bool{true, false} {
			files := paths[:2]
			if one {
				files = paths[2:]
			}
			var ids [2][]string
			for i, path := range files {
				for _, row := range jobtest.ReadCSV(t, path)[1:] {
					ids[i] = append(ids[i], row[0])
				}
			}
			choices := [][2]table.Choice{{table.Auto, table.Auto}, {table.Yes, table.Yes}, {table.Yes, table.No}, {table.No, table.Yes}, {table.No, table.No}}
			if one {
				choices = choices[:1]
			}
			for seed, once := range choices[:testsize.Of(t, "choices", len(choices), min(len(choices), 2))] {
				t.Run(fmt.Sprint(kind, len(files), once), func(t *testing.T) {
					opt := linkOptions(t.TempDir())
					opt.MinProbability, opt.LeftOnce, opt.RightOnce = .01, once[0], once[1]
					sum, err := perform(context.Background(), files, opt)
					if err != nil || sum.Engine != kind {
						t.Fatal(sum, err)
					}
					plain := opt.Out
					// A file that says nothing changes nothing.
					none := decisionsOn(nil, 0, nil)
					opt.Out, opt.Decisions = t.TempDir(), writeCSV(t, filepath.Join(t.TempDir(), "none.csv"), none)
					if _, err := perform(context.Background(), files, opt); err != nil {
						t.Fatal(err)
					}
					for _, name := range []string{"pairs.csv", "links.csv", "clusters.csv", "model.json"} {
						x, errX := os.ReadFile(filepath.Join(plain, name))
						y, errY := os.ReadFile(filepath.Join(opt.Out, name))
						if string(x) != string(y) || (errX == nil) != (errY == nil) {
							t.Errorf("no decisions: %s differs", name)
						}
					}
					rnd := rand.New(rand.NewPCG(uint64(seed), 77))
					found := jobtest.ReadCSV(t, filepath.Join(plain, "pairs.csv"))[1:]
					rows := decisionsOn(rnd, 60, func() (a, b [2]string) {
						a, b = [2]string{"left"}, [2]string{"right"}
						if p := found[rnd.IntN(len(found))]; rnd.IntN(3) > 0 {
							a[1], b[1] = p[0], p[1]
						} else if side := rnd.IntN(3); side == 2 && !one {
							a[1], b[1] = ids[0][rnd.IntN(len(ids[0]))], ids[1][rnd.IntN(len(ids[1]))]
						} else {
							set := side % len(files)
							a[0], b[0] = []string{"left", "right"}[set], []string{"left", "right"}[set]
							a[1], b[1] = ids[set][rnd.IntN(len(ids[set]))], ids[set][rnd.IntN(len(ids[set]))]
							if p := found[rnd.IntN(len(found))]; rnd.IntN(2) > 0 {
								a[1] = p[set] // another of the pairs' rows
							}
						}
						if one {
							a[0], b[0] = "", ""
						}
						return a, b
					})
					opt.Out, opt.Decisions = t.TempDir(), writeCSV(t, filepath.Join(t.TempDir(), "decisions.csv"), rows)
					if _, err := perform(context.Background(), files, opt); err != nil {
						t.Fatal(err)
					}
					honoured(t, opt.Out, one)
					before := opt.Out
					opt.Out, opt.Threads = t.TempDir(), 1
					if kind == "person" {
						opt.Memory = leastOf(t, files...)
					}
					if _, err := perform(context.Background(), files, opt); err != nil {
						t.Fatal(err)
					}
					sameResult(t, before, opt.Out)
				})
			}
		}
	}
}

func sameResult(t *testing.T, a, b string) {
	t.Helper()
	entries, err := os.ReadDir(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		x, err := os.ReadFile(filepath.Join(a, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if y, _ := os.ReadFile(filepath.Join(b, e.Name())); string(x) != string(y) {
			t.Errorf("%s differs", e.Name())
		}
	}
}
