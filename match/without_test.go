package match

import (
	"context"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestEachPartLeftOut: Link does without any part, also where names want a closer look, as those do of which every word has a slip.
func TestEachPartLeftOut(t *testing.T) {
	people := register(21, 400)
	var sector []person
	for i := 0; i < len(people); i += 2 {
		p := people[i]
		if i%4 == 0 {
			words := strings.Fields(p.name)
			for k, w := range words {
				words[k] = w + "h"
			}
			p.name, p.id = strings.Join(words, " "), 0
		}
		sector = append(sector, p)
	}
	src := func(ctx context.Context, _ func(uint32) bool, yield func([]record.Pair) error) error {
		return allPairs(len(sector), len(people), false)(ctx, yield)
	}
	for part := TermFrequencies; part <= Events; part <<= 1 {
		out, _, err := Link(context.Background(), PriorModel(), testPeople(sector), testPeople(people), src, Options{Without: part, Learn: true})
		if err != nil {
			t.Fatal(err)
		}
		right := 0
		for i := range out {
			if out[i].Person == 2*i {
				right++
			}
		}
		if 2*right < len(out) {
			t.Errorf("without part %b: %d of %d links are right", part, right, len(out))
		}
	}
}
