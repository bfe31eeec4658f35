package table

import (
	"fmt"
	"math"
	"testing"

	"github.com/doisanh/doisanh/internal/splitmix"
	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// TestValuesOfOneEntityAreRare: a value that many rows of one entity have, and nobody else, tells more than one that as many entities have.
func TestValuesOfOneEntityAreRare(t *testing.T) {
	var rows [][]string
	for who := range 40 {
		for k := range 10 {
			rows = append(rows, []string{fmt.Sprintf("title%c%d", 'a'+who%26, who*7919), fmt.Sprintf("town%d", who/10), fmt.Sprint(100_000 + who*131), fmt.Sprintf("p%d", splitmix.Mix(uint64(who*10+k))%30)})
		}
	}
	p := columnsTable([]*record.Column{
		{Field: "title", Kind: record.KindName}, {Field: "town", Kind: record.KindCode}, {Field: "number", Kind: record.KindKey}, {Field: "page", Kind: record.KindCode},
	}, rows)
	s := NewScorer(NewModel(p), p, p)
	random := s.randomPairs()
	s.learnChance(random, &modelfile.Training{})
	s.model.Matches = 1800
	s.apply()
	sm := newSample(len(s.fields))
	for k, pair := range random.pairs {
		sm.add(sampled{left: pair.Left, right: pair.Right}, random.of.at(random.pattern[k]))
	}
	s.chances(sm)
	s.learnEntities(sm)
	s.apply()
	part := func(column int, rows float64) float64 {
		f := s.field(column)
		if len(f.Entities) == 0 {
			t.Fatalf("%s: nothing learned", f.Field)
		}
		return f.Entities[manyRows(rows)]
	}
	if title, town := part(0, 10), part(1, 100); title > .2 || town < .85 || town > .95 {
		t.Errorf("of the rows with a title %.3f are others', of those of a town %.3f", title, town)
	}
	if got, usual := math.Exp2(s.fields[0].exact[s.l[0]]), 9.0/401; got > usual/4 {
		t.Errorf("a title that ten rows of one entity have is as frequent as %.4f, by its rows %.4f", got, usual)
	}
}
