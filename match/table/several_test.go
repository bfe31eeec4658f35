package table

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestOffersOfOneThing: several offers of a market are one thing of a catalogue, and each is found; where each thing stands there once at most, a thing without a partner is not
// taken for its twin of another colour.
func TestOffersOfOneThing(t *testing.T) {
	for _, c := range []struct {
		name  string
		most  int // offers of a thing
		least float64
	}{{"offers", 4, .9}, {"one offer each", 1, .9}} {
		r := rand.New(rand.NewPCG(4, 2))
		word := func(n int) string {
			w := ""
			for range n {
				w += string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)])
			}
			return w
		}
		var makers, lines, said [40]string
		for i := range makers {
			makers[i], lines[i], said[i] = word(2), word(3), word(4)
		}
		colours := strings.Fields("black white silver red blue")
		columns := []*record.Column{{Field: "text", Kind: record.KindWords, Role: record.RoleText}, {Field: "price", Kind: record.KindAmount}}
		var sides [2][][]string
		var who [2][]int
		for thing := 0; thing < 400; {
			maker := r.IntN(40)
			name := makers[maker] + " " + lines[(maker+r.IntN(3))%40] + " " + fmt.Sprint(100+r.IntN(900))
			price := 100 + r.Float64()*900
			for _, colour := range r.Perm(5)[:1+r.IntN(6)/5] {
				if r.IntN(6) > 0 { // else the catalogue does not have it
					sides[1], who[1] = append(sides[1], []string{name + " " + colours[colour], fmt.Sprintf("%.2f", price)}), append(who[1], thing)
				}
				for range r.IntN(c.most + 1) {
					words := append(strings.Fields(name), colours[colour])
					if r.IntN(3) > 0 {
						words = append(words, said[r.IntN(12)])
					}
					r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
					sides[0] = append(sides[0], []string{strings.Join(words, " "), fmt.Sprintf("%.2f", price*(.9+.2*r.Float64()))})
					who[0] = append(who[0], thing)
				}
				thing++
			}
		}
		left, right := columnsTable(columns, sides[0]), columnsTable(columns, sides[1])
		s := NewScorer(NewModel(left), left, right)
		pairs := func(_ context.Context, emit func([]record.Pair) error) error { return emit(s.allPairs()) }
		if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
			t.Fatal(err)
		}
		found, stats, err := s.Link(context.Background(), pairs, Options{MinProbability: .5, Threads: 2})
		if err != nil {
			t.Fatal(err)
		}
		all, correct := 0, 0
		for _, l := range who[0] {
			for _, r := range who[1] {
				if l == r {
					all++
				}
			}
		}
		for _, p := range found {
			if who[0][p.Left] == who[1][p.Right] {
				correct++
			}
		}
		f1 := 2 * float64(correct) / float64(all+len(found))
		t.Logf("%s: %d and %d rows, %d pairs are one, %d said, F1 %.3f, one partner of a left row %v, of a right one %v", c.name, left.Rows(), right.Rows(), all, len(found), f1, stats.OneLeft, stats.OneRight)
		if f1 < c.least || !stats.OneLeft || stats.OneRight != (c.most == 1) {
			t.Errorf("%s: F1 %.3f, one partner of a left row %v, of a right one %v", c.name, f1, stats.OneLeft, stats.OneRight)
		}
	}
}
