package table

import (
	"fmt"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/match/edit"
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
		s := NewScorer(NewModel(c.left), c.left, c.right)
		seen := map[record.Pair]bool{}
		random := s.randomPairs()
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
	s := NewScorer(NewModel(p), p, p)
	f := &s.fields[0]
	var k edit.Kernel
	for _, v := range f.values[1:4] {
		if len(v.numbers) != mostWords {
			t.Errorf("%d words count", len(v.numbers))
		}
	}
	if share, _ := f.overlap(&f.values[1], &f.values[2], &k); share < .9 {
		t.Errorf("the rare words in another order: %.2f", share)
	}
	if share, _ := f.overlap(&f.values[1], &f.values[3], &k); share != 0 {
		t.Errorf("%.2f shared with the text of common ones", share)
	}
}

// TestRareWordsTellMore: of two titles with two words of three in common, those that share the rare one are more alike.
func TestRareWordsTellMore(t *testing.T) {
	texts := []string{"sonu black kx240", "sonu white kx240", "sonu black tv771"}
	for i := range 40 {
		texts = append(texts, fmt.Sprintf("sonu black ab%d", i), fmt.Sprintf("sonu white cd%d", i))
	}
	p := textTable(record.KindText, texts...)
	s := NewScorer(NewModel(p), p, p)
	f := &s.fields[0]
	var k edit.Kernel
	level := func(a, b int) uint8 { return f.compare(&f.values[a+1], &f.values[b+1], &k) }
	if model, colour := level(0, 1), level(0, 2); model >= colour || model > 5 {
		t.Errorf("one model number: level %d, one colour: %d", model, colour)
	}
	for a, b := range map[string]string{"12 high street": "13 high street", "office 2005 home": "office 2006 home"} {
		p := textTable(record.KindText, a, b, "other words")
		f := &NewScorer(NewModel(p), p, p).fields[0]
		if got := f.compare(&f.values[1], &f.values[2], &k); got <= 3 {
			t.Errorf("%q and %q: level %d, a slip", a, b, got)
		}
	}
}
