package table

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// planted are two tables of codes whose pairs are known: of each row of the first but every third the second has another row, each column of
// which is the same with its own probability.
type planted struct {
	left, right *record.People
	truth       []int // of a left row, its partner's
	least       int   // columns that candidates share
}

const plantedColumns = 5

func newPlanted(seed uint64, rows, values, least int, agree [plantedColumns]float64) planted {
	r := rand.New(rand.NewPCG(seed, 71))
	var left, right [][]int
	p := planted{least: least}
	for i := range rows {
		var a, b []int
		for _, m := range agree {
			a, b = append(a, r.IntN(values)), append(b, r.IntN(values))
			if r.Float64() < m {
				b[len(b)-1] = a[len(a)-1]
			}
		}
		if i%3 == 2 {
			b = nil
			for range agree {
				b = append(b, r.IntN(values))
			}
		}
		left, right = append(left, a), append(right, b)
		p.truth = append(p.truth, i)
		if i%3 == 2 {
			p.truth[i] = -1
		}
	}
	p.left, p.right = codeTable(left), codeTable(right)
	return p
}

// codeTable makes a table of columns of codes.
func codeTable(rows [][]int) *record.People {
	t := &record.Table{IDs: record.TextsOf(make([]string, len(rows))...)}
	p := &record.People{Table: t, Texts: map[record.Field]*record.Values[string]{}}
	for i := range plantedColumns {
		name := record.Field(fmt.Sprintf("c%d", i))
		t.Columns = append(t.Columns, &record.Column{Field: name, Kind: record.KindCode})
		v := &record.Values[string]{}
		for k := range 30 {
			v.Dict, v.Canon = append(v.Dict, fmt.Sprintf("v%d", k)), append(v.Canon, uint32(k+1))
		}
		for _, row := range rows {
			v.Codes = append(v.Codes, uint32(row[i]))
		}
		p.Texts[name] = v
	}
	return p
}

// share says whether two rows share as many columns as candidates do.
func (p planted) share(l, r uint32) bool {
	same := 0
	for field, v := range p.left.Texts {
		if v.Codes[l] == p.right.Texts[field].Codes[r] {
			same++
		}
	}
	return same >= p.least
}

// candidates brings the pairs that share some columns.
func (p planted) candidates(_ context.Context, emit func([]record.Pair) error) error {
	var batch []record.Pair
	for l := range uint32(p.left.Rows()) {
		for r := range uint32(p.right.Rows()) {
			if p.share(l, r) {
				batch = append(batch, record.Pair{Left: l, Right: r})
			}
		}
	}
	return emit(batch)
}

func (p planted) train(t *testing.T, opt Options) (*Model, *Scorer) {
	t.Helper()
	opt.Threads = 2
	m := NewModel(p.left)
	s := NewScorer(m, p.left, p.right)
	if err := s.Train(context.Background(), p.candidates, opt); err != nil {
		t.Fatal(err)
	}
	return m, s
}

// hard returns candidates that the model is not sure of: those that are matches, and the others.
func (p planted) hard(s *Scorer, most int) (same, different []record.Pair) {
	prior := s.Prior()
	for l := range uint32(p.left.Rows()) {
		for r := range uint32(p.right.Rows()) {
			if !p.share(l, r) || len(same)+len(different) == most {
				continue
			}
			if prob := 1 / (1 + math.Exp2(-prior-s.Weight(l, r))); prob < .02 || prob > .98 {
				continue
			}
			if pair := (record.Pair{Left: l, Right: r}); p.truth[l] == int(r) {
				same = append(same, pair)
			} else {
				different = append(different, pair)
			}
		}
	}
	return same, different
}

// TestLabelsMoveTheModelTheRightWay: that some of the pairs the data leave open are matches raises the rates of error, that they are strangers
// lowers them, and both together bring them no further from the planted ones.
func TestLabelsMoveTheModelTheRightWay(t *testing.T) {
	agree := [plantedColumns]float64{.9, .8, .55, .85, .9}
	want := 0.0
	for _, m := range agree {
		want += (1 - m) * 29 / 30
	}
	for seed := range uint64(2) {
		p := newPlanted(seed, 150, 30, 2, agree)
		plain, s := p.train(t, Options{})
		same, different := p.hard(s, math.MaxInt)
		up, down, both := Options{Same: same}, Options{Different: different}, Options{Same: same, Different: different}
		errs := func(opt Options) (sum float64) {
			m := plain
			if len(opt.Same)+len(opt.Different) > 0 {
				m, _ = p.train(t, opt)
			}
			if n := len(opt.Same) + len(opt.Different); m.Training.Labelled != n {
				t.Errorf("seed %d: %d labels, want %d", seed, m.Training.Labelled, n)
			}
			for _, f := range m.Fields {
				sum += f.Levels[1].M*(1-m.Poor) + f.Levels[1].Poor*m.Poor
			}
			return sum
		}
		none, more, fewer, all := errs(Options{}), errs(up), errs(down), errs(both)
		t.Logf("seed %d: %d same, %d different; errors in a pair: planted %.3f, learned %.3f, with those said to be one %.3f, to be two %.3f, all %.3f",
			seed, len(same), len(different), want, none, more, fewer, all)
		if more <= none || fewer >= none || math.Abs(all-want) > math.Abs(none-want)+.02 {
			t.Errorf("seed %d: labels move the model the wrong way", seed)
		}
	}
}

// TestLabelsOfHardPairsSayNothingOfTheNumberOfMatches: a thousand labels of hard pairs, or nothing but the matches of them, leave the match rate
// where it was.
func TestLabelsOfHardPairsSayNothingOfTheNumberOfMatches(t *testing.T) {
	p := newPlanted(5, 400, 5, 3, [plantedColumns]float64{.9, .75, .7, .8, .8})
	plain, s := p.train(t, Options{})
	same, different := p.hard(s, 1000)
	if n := len(same) + len(different); n < 1000 {
		t.Fatalf("%d hard pairs", n)
	}
	for _, opt := range []Options{{Same: same, Different: different}, {Same: same}, {Different: different}} {
		m, _ := p.train(t, opt)
		t.Logf("%d same, %d different: %.1f matches, %.1f without", len(opt.Same), len(opt.Different), m.Matches, plain.Matches)
		if math.Abs(m.Matches/plain.Matches-1) > .05 {
			t.Errorf("%d matches and %d others told by officers make %.1f matches of %.1f", len(opt.Same), len(opt.Different), m.Matches, plain.Matches)
		}
	}
}
