package block

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestSoundex(t *testing.T) {
	for word, want := range map[string]string{ // the National Archives' examples
		"washington": "w252", "lee": "l000", "gutierrez": "g362", "pfister": "p236", "jackson": "j250", "tymczak": "t522", "ashcraft": "a261", "zeus": "z200", "sbwfa": "s100", "o{bs": "o120", "7up": "", "{a": "", "": "",
	} {
		if got := soundex(word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// suggestTable is a table of names, towns and codes, in no order.
func suggestTable() *record.People {
	r := rand.New(rand.NewPCG(7, 7))
	p := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, 2000)...)}, Texts: map[record.Field]*record.Values[string]{}}
	for f, n := range map[record.Field]int{"name": 300, "town": 40, "code": 1500} {
		v := &record.Values[string]{Dict: []string{""}, Canon: []uint32{0}}
		for i := range n {
			v.Dict, v.Canon = append(v.Dict, fmt.Sprintf("%s%04d", f[:1], i*7%n)), append(v.Canon, uint32(i+1))
		}
		for range 2000 {
			v.Codes = append(v.Codes, uint32(r.IntN(n+1)))
		}
		p.Texts[f] = v
	}
	for _, f := range []record.Field{"name", "town", "code"} {
		p.Table.Columns = append(p.Table.Columns, &record.Column{Field: f, Kind: record.KindName})
	}
	return p
}

// TestSuggestKeepsToItsBudget holds the suggested rules' pairs, each counted once, to the budget, whatever it is.
func TestSuggestKeepsToItsBudget(t *testing.T) {
	p := suggestTable()
	last := int64(0)
	for _, budget := range []int64{2_000, 20_000, 200_000} {
		var rules []Rule
		var alone []string // in a rule, or in a spare one for the rare values
		for _, s := range suggested(t, p, nil, [][]record.Field{{"name", "town"}}, budget) {
			if read, err := ParseRule(s.Name); err != nil || !reflect.DeepEqual(read, s.Rule) {
				t.Errorf("%s is read as %+v, %v", s.Name, read, err)
			}
			if s.Partners == 0 {
				rules = append(rules, s.Rule)
			}
			if len(s.Keys) == 1 && s.Keys[0].Derive == Exact {
				alone = append(alone, string(s.Keys[0].Field))
			}
		}
		if slices.Sort(alone); !slices.Equal(alone, []string{"code", "name", "name+town", "town"}) {
			t.Errorf("budget %d: columns alone, each once: %q", budget, alone)
		}
		st, err := Dedupe(context.Background(), p, Options{Rules: rules, MaxBlock: 1 << 30, HardCap: 1 << 30}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if st.Pairs > budget || st.Pairs < last {
			t.Errorf("budget %d: %d pairs by %d rules, %d before", budget, st.Pairs, len(rules), last)
		}
		last = st.Pairs
	}
	if last < 20_000 {
		t.Errorf("%d pairs of 200,000 allowed", last)
	}
}

// TestSuggestFindsRareWords: rows that share nothing but a rare word, wherever it stands, are found.
func TestSuggestFindsRareWords(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 8))
	table := func(side int) *record.People {
		p := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, 2000)...), Columns: []*record.Column{{Field: "title", Kind: record.KindText}}}}
		v := &record.Values[string]{}
		for i := range 2000 {
			words := []string{fmt.Sprintf("model%d", i), fmt.Sprintf("only%d%d", side, i)}
			for range 4 {
				words = append(words, fmt.Sprintf("common%d", r.IntN(20)))
			}
			r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
			v.Codes, v.Dict, v.Canon = append(v.Codes, uint32(i)), append(v.Dict, strings.Join(words, " ")), append(v.Canon, uint32(i+1))
		}
		p.Texts = map[record.Field]*record.Values[string]{"title": v}
		return p
	}
	left, right := table(1), table(2)
	const budget = 100_000
	var rules []Rule
	var names []string
	for _, s := range suggested(t, left, right, nil, budget) {
		rules, names = append(rules, s.Rule), append(names, s.Name)
	}
	for _, p := range []*record.People{left, right} { // written in a model, the rules make their columns themselves
		p.Texts = map[record.Field]*record.Values[string]{"title": p.Texts["title"]}
	}
	if read, err := ParseRules(names); err != nil || !reflect.DeepEqual(read, rules) {
		t.Fatalf("%v %v", names, err)
	}
	Combine(rules, left, right)
	found := 0
	var mu sync.Mutex
	st, err := Link(context.Background(), left, right, Options{Rules: rules, MaxBlock: 1 << 30, HardCap: 1 << 30}, func(pairs []record.Pair) error {
		mu.Lock()
		defer mu.Unlock()
		for _, p := range pairs {
			if p.Left == p.Right {
				found++
			}
		}
		return nil
	})
	if err != nil || found != 2000 || st.Pairs > budget {
		t.Errorf("%d of 2000 found among %d pairs: %v", found, st.Pairs, err)
	}
}

// TestSuggestBreaksOff: once it is told to stop no rules are found, and that is told.
func TestSuggestBreaksOff(t *testing.T) {
	p := suggestTable()
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if out, err := Suggest(ctx, p, nil, nil, 20_000); !errors.Is(err, context.Canceled) || out != nil {
		t.Errorf("%d rules, %v", len(out), err)
	}
	counts := 0
	s := suggester{left: newSide(p, 0), budget: 2_000, counted: map[Key]int64{}, interrupted: func() bool { counts++; return counts > 5 }}
	s.variants(p)
	s.search()
	told := 0
	for _, n := range s.counted {
		if n > 0 {
			told++
		}
	}
	if told > 5 || len(s.found) > 5 {
		t.Errorf("%d forms counted and %d rules found after five", told, len(s.found))
	}
}

func suggested(t *testing.T, left, right *record.People, combined [][]record.Field, budget int64) []Suggestion {
	t.Helper()
	out, err := Suggest(t.Context(), left, right, combined, budget)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSuggestSearches holds what rules are found, and how many pairs each makes, to a look at every pair of rows.
func TestSuggestSearches(t *testing.T) {
	const rows, budget, single, two = 400, 30_000, 10_000, 2_000
	r := rand.New(rand.NewPCG(9, 9))
	kinds := []record.Kind{record.KindDate, record.KindKey, record.KindName, record.KindText, record.KindName, record.KindText, record.KindName}
	p := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, rows)...)}, Texts: map[record.Field]*record.Values[string]{}}
	for i, value := range []func() string{
		func() string { return fmt.Sprintf("19%d%d%02d%02d", r.IntN(3), r.IntN(2), 1+r.IntN(2), 1+r.IntN(3)) },
		func() string { return fmt.Sprintf("%s-%04d", []string{"abc", "abd"}[r.IntN(2)], r.IntN(3)) },
		func() string { return []string{"binh", "binhe", "cuong", "dung", "dong"}[r.IntN(5)] },
		func() string { return []string{"song hong", "hong song", "song da", "nui hong"}[r.IntN(4)] },
		func() string { return []string{"m", "f"}[r.IntN(2)] },
		func() string { return fmt.Sprintf("%d", r.IntN(3)) },
		func() string { return fmt.Sprintf("one%d", r.IntN(40)) },
	} {
		f := record.Field(fmt.Sprintf("c%d", i))
		p.Table.Columns = append(p.Table.Columns, &record.Column{Field: f, Kind: kinds[i]})
		p.Texts[f] = record.ValuesBy(rows, func(int) string {
			if r.IntN(20) == 0 {
				return ""
			}
			return value()
		})
	}
	p.Table.Columns = append(p.Table.Columns, &record.Column{Field: "unread", Kind: record.KindName})
	s := suggester{left: newSide(p, 0), budget: budget, counted: map[Key]int64{}, interrupted: func() bool { return false }}
	s.variants(p)
	both := []record.Field{"c2", "c4"}
	s.forms, s.owners = append(s.forms, []Key{{combine(p, both), Exact}}), append(s.owners, both)
	var forms []string
	for _, form := range s.forms {
		var names []string
		for _, k := range form {
			names = append(names, written([]Key{k}))
		}
		forms = append(forms, strings.Join(names, " "))
	}
	if want := []string{"c0 c0:head4 c0:head6 c0:day_month_text", "c1 c1:head3 c1:tail4", "c2 c2:head3 c2:soundex c2:tail4", "c3 c3:sorted_words c3:head4 c3:head6",
		"c4 c4:head3 c4:soundex c4:tail4", "c5 c5:sorted_words c5:head4 c5:head6", "c6 c6:head3 c6:soundex c6:tail4", `"c2+c4"`}; !slices.Equal(forms, want) {
		t.Errorf("forms %q, want %q", forms, want)
	}
	s.search()
	got, want := map[string]int64{}, map[string]int64{}
	for _, f := range s.found {
		got[f.Name] = f.Pairs
	}
	pairs := func(keys ...Key) (n int64) {
		var columns []column
		for _, k := range keys {
			columns = append(columns, derive(p, k, nil, 1))
		}
		for a := range rows {
			for b := range a {
				if !slices.ContainsFunc(columns, func(c column) bool { return c.at(a) == 0 || c.at(a) != c.at(b) }) {
					n++
				}
			}
		}
		return n
	}
	add := func(n, most int64, keys ...Key) bool {
		if n > 0 && n <= most {
			want[written(keys)] = n
		}
		return n > 0 && n <= most
	}
	alone := map[Key]int64{}
	for _, form := range s.forms {
		for _, k := range form {
			alone[k] = pairs(k)
			add(alone[k], single, k)
		}
	}
	triples := 0
	for i, first := range s.forms {
		for j := i + 1; j < len(s.forms); j++ {
			if slices.ContainsFunc(s.owners[i], func(f record.Field) bool { return slices.Contains(s.owners[j], f) }) {
				continue
			}
			for _, a := range first {
				for _, b := range s.forms[j] {
					if alone[a] <= single || alone[b] <= single || add(pairs(a, b), two, a, b) || a.Derive != Exact || b.Derive != Exact {
						continue
					}
					for l := j + 1; l < len(s.forms); l++ {
						if c := s.forms[l][0]; alone[c] > two && len(s.owners[l]) == 1 && add(pairs(a, b, c), two, a, b, c) {
							triples++
						}
					}
				}
			}
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("rules %v,\nwant %v", got, want)
	}
	if len(want) < 10 || triples < 3 {
		t.Errorf("only %d rules, %d of three columns", len(want), triples)
	}
}

// TestSuggestTakesTheFewest: of the rules those that make fewest pairs are taken until the budget is spent, those that bring nothing new left out. Of the
// columns that stand in none alone the rare values are looked for, but of no columns that are looked at together.
func TestSuggestTakesTheFewest(t *testing.T) {
	const rows = 1000
	r := rand.New(rand.NewPCG(11, 11))
	p := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, rows)...)}, Texts: map[record.Field]*record.Values[string]{}}
	for i, n := range []int{1, 1, 48, 50, 52, 54, 56, 58} {
		f := record.Field(fmt.Sprintf("c%d", i))
		p.Table.Columns = append(p.Table.Columns, &record.Column{Field: f, Kind: record.KindCode})
		p.Texts[f] = record.ValuesBy(rows, func(int) string { return fmt.Sprint(r.IntN(n)) })
	}
	p.Table.Columns = append(p.Table.Columns, &record.Column{Field: "again", Kind: record.KindCode})
	p.Texts["again"] = p.Texts["c7"]
	var taken, spare []string
	for _, s := range suggested(t, p, nil, [][]record.Field{{"c0", "c1"}}, 32_000) { // each of the others makes some 9,000 pairs
		if s.Partners == 0 {
			taken = append(taken, s.Name)
		} else {
			spare = append(spare, string(s.Keys[0].Field))
		}
	}
	slices.Sort(spare)
	if !slices.Equal(taken, []string{"again", "c6", "c5"}) || !slices.Equal(spare, []string{"c0", "c1", "c2", "c3", "c4", "c7"}) {
		t.Errorf("taken %q, of the rare values %q", taken, spare)
	}
}

// TestCombine: two columns whose words change places are one, blank where one of them is.
func TestCombine(t *testing.T) {
	p := &record.People{Table: &record.Table{IDs: record.TextsOf("1", "2", "3", "4")}, Texts: map[record.Field]*record.Values[string]{}}
	for f, of := range map[record.Field][]string{"given": {"an", "le", "an", ""}, "surname": {"le", "an", "", "le"}} {
		p.Texts[f] = record.ValuesBy(4, func(row int) string { return of[row] })
	}
	name := combine(p, []record.Field{"given", "surname"})
	if v := p.Texts[name]; name != "given+surname" || v.At(0) == "" || v.At(0) != v.At(1) || v.At(2) != "" || v.At(3) != "" {
		t.Errorf("%s: %q", name, v.Dict)
	}
}

// TestSuggestFindsTwoWords: of a text that is compared by its words alone two words that neither are rare are looked for together.
func TestSuggestFindsTwoWords(t *testing.T) {
	for kind, want := range map[record.Kind]bool{record.KindWords: true, record.KindText: false} {
		r := rand.New(rand.NewPCG(10, 10))
		p := &record.People{Table: &record.Table{IDs: record.TextsOf(make([]string, 1000)...), Columns: []*record.Column{{Field: "title", Kind: kind}}}}
		p.Texts = map[record.Field]*record.Values[string]{"title": record.ValuesBy(1000, func(int) string {
			return fmt.Sprintf("w%d w%d w%d w%d", r.IntN(50), r.IntN(50), r.IntN(50), r.IntN(50))
		})}
		found := false
		for _, s := range suggested(t, p, nil, nil, 1_000_000) {
			found = found || len(s.Keys) == 2 && strings.Contains(string(s.Keys[0].Field), WordMark) && strings.Contains(string(s.Keys[1].Field), WordMark) && s.Keys[0] != s.Keys[1]
		}
		if found != want {
			t.Errorf("%v: two words are looked for: %v", kind, found)
		}
	}
}
