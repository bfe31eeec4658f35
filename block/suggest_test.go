package block

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
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
		for _, s := range suggested(t, p, nil, [][]record.Field{{"name", "town"}}, budget) {
			if read, err := ParseRule(s.Name); err != nil || !reflect.DeepEqual(read, s.Rule) {
				t.Errorf("%s is read as %+v, %v", s.Name, read, err)
			}
			if s.Partners == 0 {
				rules = append(rules, s.Rule)
			}
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
