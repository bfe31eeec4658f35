package table

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// spoiltTable makes a table of so many entities, each of as many rows as of tells, from rows that make writes for one.
func spoiltTable(columns []*record.Column, entities int, of func(entity int) int, write func(entity int) []string) (*record.People, []int) {
	var rows [][]string
	var truth []int
	for e := range entities {
		for range of(e) {
			rows, truth = append(rows, write(e)), append(truth, e)
		}
	}
	return columnsTable(columns, rows), truth
}

// trained learns a table's model from pairs of its rows.
func trained(t *testing.T, p *record.People, pairs pair.Source) *Scorer {
	t.Helper()
	s := NewScorer(NewModel(p), p, p)
	if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
		t.Fatal(err)
	}
	return s
}

// allOf brings all pairs of a table's rows.
func allOf(p *record.People) pair.Source {
	return func(_ context.Context, emit func([]record.Pair) error) error {
		var batch []record.Pair
		for l := range uint32(p.Rows()) {
			for r := l + 1; r < uint32(p.Rows()); r++ {
				batch = append(batch, record.Pair{Left: l, Right: r})
			}
		}
		return emit(batch)
	}
}

func pairsOf(truth []int) (n float64) {
	for l := range truth {
		for _, e := range truth[l+1:] {
			if e == truth[l] {
				n++
			}
		}
	}
	return n
}

// TestEntitiesOfManyRows: where a few entities have a large part of the rows, and a part of all pairs are of one, what such pairs agree on is not taken for what
// strangers agree on together.
func TestEntitiesOfManyRows(t *testing.T) {
	columns := []*record.Column{
		{Field: "title", Kind: record.KindName}, {Field: "author", Kind: record.KindName}, {Field: "press", Kind: record.KindCode}, {Field: "year", Kind: record.KindCode},
		{Field: "pages", Kind: record.KindKey},
	}
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 9))
		blank := func(v string) string {
			switch k := r.IntN(10); {
			case k < 2:
				return ""
			case k < 4:
				return v[1:]
			}
			return v
		}
		p, truth := spoiltTable(columns, 60, func(e int) int { return 1 + 80/(1+e) }, func(e int) []string {
			return []string{blank(fmt.Sprintf("%ctitel%c", 'a'+e%26, 'a'+e/3)), blank(fmt.Sprintf("%cautor%c", 'a'+e%17, 'a'+e/5)), blank(fmt.Sprint("press", e%9)), blank(fmt.Sprint(1950 + e%31)),
				blank(fmt.Sprint(10000 + 977*e))}
		})
		s, want := trained(t, p, allOf(p)), pairsOf(truth)
		if got := s.model.Matches; got < .85*want || got > 1.1*want {
			t.Errorf("seed %d: %.0f matches of %d rows, want %.0f", seed, got, len(truth), want)
		}
	}
}

// TestColumnThatDiffersAtRandom: a column in which half the pairs of one entity differ tells no related pairs from matches where nothing else does.
func TestColumnThatDiffersAtRandom(t *testing.T) {
	columns := []*record.Column{
		{Field: "event", Kind: record.KindName}, {Field: "hall", Kind: record.KindName}, {Field: "day", Kind: record.KindCode}, {Field: "fee", Kind: record.KindCode},
		{Field: "hour", Kind: record.KindCode},
	}
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 4))
		spoil := func(v string) string {
			if r.IntN(10) == 0 {
				return v[1:]
			}
			return v
		}
		p, truth := spoiltTable(columns, 200, func(int) int { return 1 + r.IntN(6) }, func(e int) []string {
			return []string{spoil(fmt.Sprintf("%cband%c", 'a'+e%26, 'a'+e/8)), spoil(fmt.Sprintf("%chall%c", 'a'+e%19, 'a'+e%7)), spoil(fmt.Sprint(1000 + e%53)), spoil(fmt.Sprint(10 + e%5)),
				fmt.Sprint(18+e%8, r.IntN(2)*30)}
		})
		s, want := trained(t, p, allOf(p)), pairsOf(truth)
		if got := s.model.Matches; got < .85*want || got > 1.15*want {
			t.Errorf("seed %d: %.0f matches and %.0f related pairs, want %.0f matches", seed, got, s.model.Related, want)
		}
	}
}

// TestHopeful: pairs that share nothing are not looked at for related pairs, those that differ in two columns are.
func TestHopeful(t *testing.T) {
	columns := []*record.Column{{Field: "a", Kind: record.KindCode}, {Field: "b", Kind: record.KindCode}, {Field: "c", Kind: record.KindCode}, {Field: "d", Kind: record.KindCode}, {Field: "town", Kind: record.KindCode}}
	var rows [][]string
	for i := range 300 {
		rows = append(rows, []string{fmt.Sprint("a", i/2), fmt.Sprint("b", i/2), fmt.Sprint("c", i), fmt.Sprint("d", i), fmt.Sprint("town", i%3)})
	}
	p := columnsTable(columns, rows)
	s := NewScorer(NewModel(p), p, p)
	s.learnChance(s.randomPairs(), &modelfile.Training{})
	s.apply()
	sm := newSample(len(s.fields))
	sm.limit = 1 << 63
	if err := s.collect(context.Background(), sm, allOf(p), Options{}); err != nil {
		t.Fatal(err)
	}
	part := s.hopeful(sm, 2, 1_000_000)
	for _, p := range part.pairs {
		if p.left/2 != p.right/2 && p.left%3 != p.right%3 {
			t.Fatalf("rows %d and %d share nothing", p.left, p.right)
		}
	}
	if len(part.pairs) < 50 || part.limit != sm.limit {
		t.Errorf("%d pairs that share two columns, limit %d", len(part.pairs), part.limit)
	}
}

// TestPlentyOfMatches: where so many of all pairs are of one entity that no pair seems to share more than strangers do, the matches are found once what would be
// matches is left out of strangers; where there are none, none are, and the model stays as it was.
func TestPlentyOfMatches(t *testing.T) {
	columns := []*record.Column{
		{Field: "name", Kind: record.KindName}, {Field: "town", Kind: record.KindName}, {Field: "class", Kind: record.KindCode}, {Field: "land", Kind: record.KindCode},
	}
	for _, plenty := range []bool{true, false} {
		r := rand.New(rand.NewPCG(5, 6))
		entities, of := 60, func(e int) int { return 1 + 24/(1+e) }
		if !plenty {
			entities, of = 150, func(int) int { return 1 }
		}
		p, truth := spoiltTable(columns, entities, of, func(e int) []string {
			name, town := fmt.Sprintf("%cfirma%c", 'a'+e%26, 'a'+e/6), fmt.Sprintf("%cstadt", 'a'+e%22)
			switch r.IntN(6) {
			case 0:
				name = name[1:]
			case 1:
				town = ""
			}
			return []string{name, town, fmt.Sprint("class", (e+7*r.IntN(2))%40), fmt.Sprint("land", e%4)}
		})
		s := NewScorer(NewModel(p), p, p)
		s.model.Training = &modelfile.Training{Kept: []string{"all"}}
		random := s.randomPairs()
		s.learnChance(random, s.model.Training)
		s.apply()
		sm := newSample(len(s.fields))
		if err := s.collect(context.Background(), sm, allOf(p), Options{}); err != nil {
			t.Fatal(err)
		}
		start := s.model.clone()
		begun, want := s.fitPlenty(sm, random, start), pairsOf(truth)
		switch got := s.model.Matches; {
		case plenty && (s.model.Training.KeptAll() || got < .8*want || got > 1.2*want || begun == start):
			t.Errorf("%.0f matches of %d rows, want %.0f; %v kept", got, len(truth), want, s.model.Training.Kept)
		case !plenty && (!s.model.Training.KeptAll() || got != start.Matches || begun != start):
			t.Errorf("%.0f matches of rows that are all of another entity", got)
		}
	}
}
