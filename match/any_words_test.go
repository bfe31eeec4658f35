package match

import (
	"fmt"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// textTable makes a table of one column of texts.
func textTable(kind record.Kind, texts ...string) *record.People {
	v := &record.Values[string]{}
	for i, s := range texts {
		v.Codes, v.Dict, v.Canon = append(v.Codes, uint32(i)), append(v.Dict, s), append(v.Canon, uint32(i+1))
	}
	t := &record.Table{IDs: record.TextsOf(make([]string, len(texts))...), Columns: []*record.Column{{Field: "text", Kind: kind}}}
	return &record.People{Table: t, Texts: map[record.Field]*record.Values[string]{"text": v}}
}

// TestRandomPairsAreNoMoreThanThereAre: where few pairs can be made, each counts once.
func TestRandomPairsAreNoMoreThanThereAre(t *testing.T) {
	a, b := textTable(record.KindName, strings.Fields("a b c d e f g h")...), textTable(record.KindName, "x", "y", "z")
	for _, c := range []struct {
		left, right *record.People
		want        int
	}{{a, a, 28}, {a, b, 24}} {
		s := NewAnyScorer(NewAnyModel(c.left), c.left, c.right)
		seen := map[record.Pair]bool{}
		random := s.randomPairs(2)
		for _, p := range random.pairs {
			seen[p] = true
		}
		if len(seen) != c.want || len(random.pairs) != c.want {
			t.Errorf("%d pairs, %d of them different, want %d", len(random.pairs), len(seen), c.want)
		}
	}
}

// TestLongTextsAreBounded: of a very long text the rarest words count, and two of them are compared without a look for errors.
func TestLongTextsAreBounded(t *testing.T) {
	var rare, common strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&common, " common%d", i)
	}
	for i := range mostWords {
		fmt.Fprintf(&rare, " rare%d", i)
	}
	p := textTable(record.KindText, rare.String()+common.String(), common.String()+rare.String()+" more", common.String(), "one two")
	s := NewAnyScorer(NewAnyModel(p), p, p)
	f := &s.fields[0]
	var k kernel
	for _, v := range f.values[1:4] {
		if len(v.numbers) != mostWords {
			t.Errorf("%d words count", len(v.numbers))
		}
	}
	if same, nearly := f.commonWords(&f.values[1], &f.values[2], &k); same != mostWords-1 || nearly != 0 {
		t.Errorf("%d words shared, %d nearly", same, nearly)
	}
	if same, _ := f.commonWords(&f.values[1], &f.values[3], &k); same != 0 {
		t.Errorf("%d words shared with the text of common ones", same)
	}
}
