package officers

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/cluster"
	"github.com/doisanh/doisanh/record"
)

// ruledOn makes the rulings of rows given as "a b verdict when", a and b being <set>:<row>.
func ruledOn(t *testing.T, rows ...string) *Rulings {
	t.Helper()
	d := New()
	for i, s := range rows {
		f := strings.Fields(s)
		var u Ruling
		u.Line, u.Verdict = i+1, ParseVerdict(f[2])
		if len(f) > 3 {
			u.when = f[3]
		}
		for k, n := range []*Node{&u.A, &u.B} {
			if _, err := fmt.Sscanf(f[k], "%d:%d", &n.Set, &n.Row); err != nil {
				t.Fatal(err)
			}
		}
		if compareNodes(u.A, u.B) > 0 {
			u.A, u.B = u.B, u.A
		}
		d.Rows = append(d.Rows, u)
	}
	d.Settle(map[int]cluster.Apart{}, map[int]cluster.Apart{})
	return d
}

func TestDecisions(t *testing.T) {
	pair := func(l, r uint32) record.Pair { return record.Pair{Left: l, Right: r} }
	for name, c := range map[string]struct {
		rows   []string
		states string // of each row, first letters
		links  map[int]*Pairs
		within map[int]*Pairs
	}{
		"a link":               {[]string{"1:5 0:7 same"}, "a", map[int]*Pairs{1: {Same: []record.Pair{pair(5, 7)}}}, nil},
		"not a link":           {[]string{"0:7 1:5 khác"}, "a", map[int]*Pairs{1: {Different: []record.Pair{pair(5, 7)}}}, nil},
		"unsure":               {[]string{"0:7 1:5 unsure"}, "a", map[int]*Pairs{1: {Unsure: []record.Pair{pair(5, 7)}}}, nil},
		"a duplicate":          {[]string{"1:6 1:5 same"}, "a", nil, map[int]*Pairs{1: {Same: []record.Pair{pair(5, 6)}}}},
		"later":                {[]string{"1:5 0:7 same 2024", "1:5 0:7 different 2025"}, "oa", map[int]*Pairs{1: {Different: []record.Pair{pair(5, 7)}}}, nil},
		"earlier":              {[]string{"1:5 0:7 different 2025", "1:5 0:7 same 2024"}, "ao", map[int]*Pairs{1: {Different: []record.Pair{pair(5, 7)}}}, nil},
		"no day is the oldest": {[]string{"1:5 0:7 same 2024", "1:5 0:7 different"}, "ao", map[int]*Pairs{1: {Same: []record.Pair{pair(5, 7)}}}, nil},
		"one day":              {[]string{"1:5 0:7 same 2024", "1:5 0:7 different 2024"}, "ca", map[int]*Pairs{1: {Different: []record.Pair{pair(5, 7)}}}, nil},
		"a later doubt":        {[]string{"1:5 0:7 same 2024", "1:5 0:7 unsure 2025"}, "oa", map[int]*Pairs{1: {Unsure: []record.Pair{pair(5, 7)}}}, nil},
		"through a third": {[]string{"1:5 1:6 same", "1:6 0:7 same"}, "aa",
			map[int]*Pairs{1: {Same: []record.Pair{pair(5, 7), pair(6, 7)}}}, map[int]*Pairs{1: {Same: []record.Pair{pair(5, 6)}}}},
		"different through a third": {[]string{"1:5 1:6 same", "1:6 0:7 different"}, "aa",
			map[int]*Pairs{1: {Different: []record.Pair{pair(5, 7), pair(6, 7)}}}, map[int]*Pairs{1: {Same: []record.Pair{pair(5, 6)}}}},
		"two persons of the register are one": {[]string{"1:5 0:7 same", "1:5 0:9 same"}, "aa",
			map[int]*Pairs{1: {Same: []record.Pair{pair(5, 7)}}}, map[int]*Pairs{0: {Same: []record.Pair{pair(7, 9)}}}},
		"a circle":             {[]string{"1:1 1:2 same 2024", "1:2 1:3 same 2024", "1:1 1:3 different 2024"}, "aca", nil, map[int]*Pairs{1: {Same: []record.Pair{pair(1, 2)}, Different: []record.Pair{pair(1, 3), pair(2, 3)}}}},
		"a circle, the oldest": {[]string{"1:1 1:2 same 2024", "1:2 1:3 same 2024", "1:1 1:3 different 2023"}, "aao", nil, map[int]*Pairs{1: {Same: []record.Pair{pair(1, 2), pair(2, 3)}}}},
		"two sectors by way of the register": {[]string{"1:5 2:5 same", "2:5 0:1 same"}, "aa",
			map[int]*Pairs{1: {Same: []record.Pair{pair(5, 1)}}, 2: {Same: []record.Pair{pair(5, 1)}}}, nil},
	} {
		d := ruledOn(t, c.rows...)
		states := ""
		for _, u := range d.Rows {
			states += u.State[:1]
		}
		if c.links == nil {
			c.links = map[int]*Pairs{}
		}
		if c.within == nil {
			c.within = map[int]*Pairs{}
		}
		if states != c.states || !reflect.DeepEqual(d.Links, c.links) || !reflect.DeepEqual(d.Within, c.within) {
			t.Errorf("%s: states %s (want %s)\nlinks %s\nwithin %s", name, states, c.states, show(d.Links), show(d.Within))
		}
	}
}

func show(m map[int]*Pairs) string {
	var s []string
	for set, p := range m {
		s = append(s, fmt.Sprintf("%d: same %v different %v unsure %v", set, p.Same, p.Different, p.Unsure))
	}
	slices.Sort(s)
	return strings.Join(s, "; ")
}

// TestDecisionsProperties draws decisions at random and holds what stands to what must be true of it: nothing that stands
// contradicts another, the latest of a pair stands unless others contradict it, whatever was set aside does contradict,
// every row has a state, and the order of the rows in the file is of no matter where their moments differ.
func TestDecisionsProperties(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 23))
		var rows []string
		for i := range 1 + r.IntN(14) {
			a, b := r.IntN(6), r.IntN(6)
			if a == b {
				continue
			}
			rows = append(rows, fmt.Sprintf("%d:%d %d:%d %s %03d", a/3, a%3, b/3, b%3, []string{"same", "same", "different"}[r.IntN(3)], i))
		}
		d := ruledOn(t, rows...)
		var same, different [][2]Node
		for _, u := range d.Rows {
			switch {
			case u.State == "":
				t.Fatalf("seed %d: a row without a state", seed)
			case u.State == Applied && u.Verdict == Same:
				same = append(same, [2]Node{u.A, u.B})
			case u.State == Applied:
				different = append(different, [2]Node{u.A, u.B})
			}
		}
		if !possible(same, different) {
			t.Fatalf("seed %d: what stands contradicts itself:\n%s", seed, strings.Join(rows, "\n"))
		}
		for _, u := range d.Rows { // what was set aside would contradict what is later than it
			if u.State == Applied {
				continue
			}
			var s, o [][2]Node
			for _, v := range d.Rows {
				if v.State != Applied || v.when <= u.when {
					continue
				}
				if v.Verdict == Same {
					s = append(s, [2]Node{v.A, v.B})
				} else {
					o = append(o, [2]Node{v.A, v.B})
				}
			}
			if u.Verdict == Same {
				s = append(s, [2]Node{u.A, u.B})
			} else {
				o = append(o, [2]Node{u.A, u.B})
			}
			if possible(s, o) {
				t.Fatalf("seed %d: %v was set aside for nothing:\n%s", seed, u, strings.Join(rows, "\n"))
			}
		}
		r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		if again := ruledOn(t, rows...); !reflect.DeepEqual(sortPairs(again.Links), sortPairs(d.Links)) || !reflect.DeepEqual(sortPairs(again.Within), sortPairs(d.Within)) {
			t.Fatalf("seed %d: shuffled %s | %s, before %s | %s", seed, show(again.Links), show(again.Within), show(d.Links), show(d.Within))
		}
	}
}

func sortPairs(m map[int]*Pairs) map[int]*Pairs {
	for _, p := range m {
		slices.SortFunc(p.Different, func(a, b record.Pair) int { return int(a.Left)*100 + int(a.Right) - int(b.Left)*100 - int(b.Right) })
	}
	return m
}

// possible reports by brute force whether some division of the records into persons agrees with all decisions.
func possible(same, different [][2]Node) bool {
	person := map[Node]int{}
	next := 0
	for _, p := range append(slices.Clone(same), different...) {
		for _, n := range p {
			if _, ok := person[n]; !ok {
				person[n] = next
				next++
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for _, p := range same {
			if x, y := person[p[0]], person[p[1]]; x != y {
				person[p[0]], person[p[1]] = min(x, y), min(x, y)
				changed = true
			}
		}
	}
	return !slices.ContainsFunc(different, func(p [2]Node) bool { return person[p[0]] == person[p[1]] })
}

// TestSourceHonoursDecisions: what officers said is one person is a candidate though no rule finds it, and once though two
// do; what they said is two is none.
func TestSourceHonoursDecisions(t *testing.T) {
	src := func(_ context.Context, _ func(uint32) bool, emit func([]record.Pair) error) error {
		for _, batch := range [][]record.Pair{{{Left: 1, Right: 1}, {Left: 1, Right: 2}}, {{Left: 2, Right: 2}}, {{Left: 3, Right: 3}}} {
			if err := emit(batch); err != nil {
				return err
			}
		}
		return nil
	}
	p := &Pairs{Same: []record.Pair{{Left: 1, Right: 2}, {Left: 9, Right: 9}}, Different: []record.Pair{{Left: 2, Right: 2}}}
	var got []string
	err := p.Source(src)(context.Background(), nil, func(batch []record.Pair) error {
		for _, q := range batch {
			got = append(got, fmt.Sprintf("%d-%d", q.Left, q.Right))
		}
		return nil
	})
	if s := strings.Join(got, " "); err != nil || s != "1-2 9-9 1-1 3-3" {
		t.Errorf("%s, %v", s, err)
	}
}

func TestParseWhen(t *testing.T) {
	for s, want := range map[string]string{
		"":                          "",
		"2025-09-01":                "2025-09-01T00:00:00Z",
		"1/9/2025":                  "2025-09-01T00:00:00Z",
		"01/09/2025 10:30":          "2025-09-01T10:30:00Z",
		"2025-09-01T10:30:00+07:00": "2025-09-01T03:30:00Z",
		"01-09-2025":                "2025-09-01T00:00:00Z",
		"15/9/25":                   "2025-09-15T00:00:00Z",
		"15/9/25 10:30":             "2025-09-15T10:30:00Z",
		"15.09.25":                  "2025-09-15T00:00:00Z",
		"1/2/26":                    "2026-02-01T00:00:00Z", // looked at after the day of the data
		"20250915":                  "2025-09-15T00:00:00Z",
		"45915":                     "2025-09-15T00:00:00Z", // Excel's number of the day
		"ngày 15 tháng 9 năm 2025":  "2025-09-15T00:00:00Z",
		"15-Sep-25":                 "2025-09-15T00:00:00Z",
		"2025/9/15":                 "2025-09-15T00:00:00Z",
	} {
		if got, ok := parseWhen(s, record.MakeDate(2025, 10, 1)); !ok || got != want {
			t.Errorf("%q: %q %v, want %q", s, got, ok, want)
		}
	}
	for _, s := range []string{"hôm qua", "31/13/2025", "2025", "9/2025", "15/9/99", "15/9/45", "30/2/25", "9/15/2025", "9/15/25"} {
		if got, ok := parseWhen(s, record.MakeDate(2025, 10, 1)); ok {
			t.Errorf("%q: %q", s, got)
		}
	}
}

// FuzzReadOfficers: whatever stands in a decisions file, reading it is an error or gives every row with a place.
func FuzzReadOfficers(f *testing.F) {
	f.Add("dataset_a,record_a,dataset_b,record_b,decision\nbhxh,1,,2,same\n")
	f.Add("Tập A;Mã A;Mã B;Kết luận\n\"bhxh;1;2;khác\n")
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "d.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		rows, err := ReadRows(context.Background(), path, []int{ColDatasetA}, []int{ColVerdict})
		if err != nil {
			return
		}
		for _, r := range rows {
			if r.File == "" || r.Line == 0 {
				t.Fatalf("%+v", r)
			}
		}
	})
}

func TestRightRecordIsADecision(t *testing.T) {
	for _, c := range []struct{ shown, verdict, right, want string }{
		{"N1", "khác người", "N2", "N2"},
		{"", "", "N2", "N2"},
		{"", "different", "N2", "N2"},
		{"N1", "different", "", ""},
		{"N1", "same", "N2", ""},
		{"N1", "chưa rõ", "N2", ""},
		{"N1", "different", "N1", ""},
	} {
		var o Row
		o.Cells[ColRecordB], o.Cells[ColVerdict], o.Cells[colRight] = c.shown, c.verdict, c.right
		found, ok := o.found()
		if ok != (c.want != "") || ok && (found.Cells[ColRecordB] != c.want || found.Cells[ColVerdict] != "same") {
			t.Errorf("%+v: %v %q %q", c, ok, found.Cells[ColRecordB], found.Cells[ColVerdict])
		}
	}
}

// Officers answer in words of persons and of things.
func TestParseVerdict(t *testing.T) {
	for word, want := range map[string]Verdict{
		"Cùng": Same, "cùng một thứ": Same, "Một thứ": Same, "là một": Same, "Cùng người": Same, "same": Same,
		"Khác": Different, "là hai": Different, "Khác người": Different, "different": Different,
		"Chưa rõ": Unsure, "unsure": Unsure, "": Unanswered, "để xem": Unanswered,
	} {
		if got := ParseVerdict(word); got != want {
			t.Errorf("%q is %v, want %v", word, got, want)
		}
	}
}
