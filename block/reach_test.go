package block

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestFoundByIsWhatEachRuleFindsByItself links small tables with every rule by itself, nothing being refined, and asks FoundBy of every pair.
func TestFoundByIsWhatEachRuleFindsByItself(t *testing.T) {
	rules := PersonRules()
	for i := range rules {
		rules[i].Refine, rules[i].Split = nil, Key{}
	}
	for seed, missing := range []float64{0, .05, .2, .5} {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		left, right := people(smallTable(r, 60, missing)), people(smallTable(r, 80, missing))
		var pairs []record.Pair
		for l := range uint32(60) {
			for r := range uint32(80) {
				pairs = append(pairs, record.Pair{Left: l, Right: r})
			}
		}
		index := NewIndex(right, rules)
		if seed%2 == 1 {
			if err := index.Spill(context.Background(), spillFile(t), 1); err != nil {
				t.Fatal(err)
			}
		}
		got, err := FoundBy(left, right, Options{Rules: rules, Index: index}, pairs)
		if err != nil {
			t.Fatal(err)
		}
		pairsFound, crowded := 0, false
		for slot := range rules {
			var mu sync.Mutex
			alone := map[[2]uint32]bool{}
			opt := Options{Rules: rules[slot : slot+1], MaxBlock: 1e9, HardCap: 1e9, Threads: 2}
			st, err := Link(context.Background(), left, right, opt, func(b []record.Pair) error {
				mu.Lock()
				defer mu.Unlock()
				for _, p := range b {
					alone[[2]uint32{p.Left, p.Right}] = true
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			crowded = crowded || st.Rules[0].SkippedBlocks > 0
			for i, p := range pairs {
				found := got.By[i].Has(slot)
				if found != alone[[2]uint32{p.Left, p.Right}] {
					t.Fatalf("missing %.2f, rule %s, pair %v: FoundBy says %v", missing, rules[slot].Name, p, found)
				}
				if found {
					pairsFound++
				}
			}
		}
		if pairsFound == 0 || !crowded {
			t.Errorf("missing %.2f: %d pairs found, crowded blocks %v: nothing was tried", missing, pairsFound, crowded)
		}
	}
}

func TestFoundByKnowsWhichRulesLookAtAField(t *testing.T) {
	left := people(smallTable(rand.New(rand.NewPCG(1, 7)), 5, 0))
	f, err := FoundBy(left, left, Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, field := range f.Fields {
		for slot, rule := range PersonRules() {
			uses := false
			for _, k := range rule.Keys {
				uses = uses || k.Field == field
			}
			if got := f.Uses[i].Has(slot); got != uses {
				t.Errorf("%s, rule %s: uses %v, want %v", field, rule.Name, got, uses)
			}
		}
	}
}

// TestPicked: some rows of a table, repeated ones too, tell what they told there, births that its events tell among it.
func TestPicked(t *testing.T) {
	day := func(d int) record.DateValue { return record.DateValue{Date: record.MakeDate(1990, 5, d)} }
	p := people([]cell{{name: "Lê An", born: day(1).Date, id12: 11, id9: 21}, {name: "Hồ Hoa", born: day(2).Date, id12: 12, id9: 22}, {name: "Vũ Nam", id12: 13, id9: 23}})
	p.IDSlipped, p.Commune = []uint64{31, 32, 33}, nil
	p.Births = &record.Values[record.DateValue]{Codes: []uint32{0, 1, 2}, Canon: []uint32{1, 2, 3}, Dict: []record.DateValue{day(11), day(12), day(13)}}
	rows := []uint32{2, 0, 2}
	some := picked(p, rows)
	for i, row := range rows {
		if some.ID12[i] != p.ID12[row] || some.ID9[i] != p.ID9[row] || some.IDSlipped[i] != p.IDSlipped[row] || some.Names[record.FullName].At(i).Full != p.Names[record.FullName].At(int(row)).Full ||
			some.Dates[record.BirthDate].At(i) != p.Dates[record.BirthDate].At(int(row)) || some.Births.At(i) != p.Births.At(int(row)) {
			t.Errorf("row %d tells something else than row %d did", i, row)
		}
	}
	if some.Commune != nil || some.Table.IDs.Len() != len(rows) {
		t.Errorf("communes %v of a table without, %d rows", some.Commune, some.Table.IDs.Len())
	}
	if p.Births = nil; picked(p, rows).Births != nil {
		t.Error("births of a table without")
	}
}
