package block

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/doisanh/doisanh/record"
)

func TestSoundex(t *testing.T) {
	for word, want := range map[string]string{ // the National Archives' examples
		"washington": "w252", "lee": "l000", "gutierrez": "g362", "pfister": "p236", "jackson": "j250", "tymczak": "t522", "ashcraft": "a261", "7up": "", "": "",
	} {
		if got := soundex(word); got != want {
			t.Errorf("%s: %s, want %s", word, got, want)
		}
	}
}

// TestSuggestKeepsToItsBudget holds the suggested rules' pairs, each counted once, to the budget, whatever it is.
func TestSuggestKeepsToItsBudget(t *testing.T) {
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
	last := int64(0)
	for _, budget := range []int64{2_000, 20_000, 200_000} {
		var rules []Rule
		for _, s := range Suggest(p, nil, [][]record.Field{{"name", "town"}}, budget) {
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
