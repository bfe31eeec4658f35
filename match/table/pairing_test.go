package table

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestPairingIsThatOfAllMatchings holds the probabilities of pairs to the sum over all sets of pairs in which no row stands twice, but those of a side whose rows may have several
// partners: where the candidates form no circle they are the same, and where they form some, as two rows that are candidates of the same two, they are on the same side of a half but
// for a few.
func TestPairingIsThatOfAllMatchings(t *testing.T) {
	of := func(rows ...[2]uint32) (pairs []record.Scored) {
		for _, r := range rows {
			pairs = append(pairs, record.Scored{Pair: record.Pair{Left: r[0], Right: r[1]}})
		}
		return pairs
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	pairs, turned := 0, 0
	for _, c := range []struct {
		pairs   []record.Scored
		circle  bool
		several [2]bool
	}{
		{of([2]uint32{0, 0}), false, [2]bool{}},
		{of([2]uint32{0, 0}, [2]uint32{0, 1}, [2]uint32{1, 1}, [2]uint32{1, 2}, [2]uint32{2, 2}, [2]uint32{3, 1}), false, [2]bool{}},
		{of([2]uint32{0, 0}, [2]uint32{0, 1}, [2]uint32{1, 0}, [2]uint32{1, 1}, [2]uint32{2, 1}, [2]uint32{2, 2}), true, [2]bool{}},
		{of([2]uint32{0, 0}, [2]uint32{0, 1}, [2]uint32{1, 0}, [2]uint32{1, 1}, [2]uint32{2, 1}, [2]uint32{2, 2}), false, [2]bool{false, true}},
		{of([2]uint32{0, 0}, [2]uint32{0, 1}, [2]uint32{1, 0}, [2]uint32{1, 1}, [2]uint32{2, 1}, [2]uint32{2, 2}), false, [2]bool{true, false}},
	} {
		for range 20 {
			odds := make([]float64, len(c.pairs))
			for k := range odds {
				odds[k] = math.Exp2(16*rnd.Float64() - 8)
			}
			all, with := 0.0, make([]float64, len(odds))
			for set := range 1 << len(odds) {
				p, left, right := 1.0, 0, 0
				for k, pair := range c.pairs {
					if set>>k&1 == 0 {
						continue
					}
					if left>>pair.Left&1 == 1 && !c.several[0] || right>>pair.Right&1 == 1 && !c.several[1] {
						p = 0
					}
					p *= odds[k]
					left, right = left|1<<pair.Left, right|1<<pair.Right
				}
				all += p
				for k := range odds {
					if set>>k&1 == 1 {
						with[k] += p
					}
				}
			}
			for k, got := range pairing(c.pairs, odds, 4, 3, c.several) {
				want := with[k] / all
				if c.circle {
					pairs++
					if got > .5 != (want > .5) {
						turned++
					}
				} else if math.Abs(got-want) > 2e-4 {
					t.Errorf("pair %d of %v: %.5f, want %.5f", k, odds, got, want)
				}
			}
		}
	}
	if 50*turned > pairs {
		t.Errorf("%d of %d pairs of circles are on the other side of a half", turned, pairs)
	}
}

// TestWordsCountByHowManyAreNear: what two texts share tells more where no other text is near to either.
func TestWordsCountByHowManyAreNear(t *testing.T) {
	left := []string{"alder beech cedar", "lamp brass large", "lamp brass small", "lamp brass round"}
	right := []string{"alder beech elm", "lamp brass tall", "lamp brass wide", "lamp brass flat", "oak", "pine", "fir", "yew", "ash", "box"}
	for i := range 40 {
		left, right = append(left, fmt.Sprintf("one%d two%d", i, i)), append(right, fmt.Sprintf("three%d four%d", i, i))
	}
	l, r := textTable(record.KindWords, left...), textTable(record.KindWords, right...)
	s := NewScorer(NewModel(l), l, r)
	for j := range s.model.Fields[0].Levels {
		s.model.Fields[0].Levels[j].U = .01
	}
	s.apply()
	w := s.pool.Get().(*worker)
	alone, many := s.levelsOf(0, 0, w), s.levelsOf(1, 1, w)
	if alone >= many-.5 {
		t.Errorf("log2 of the chance of strangers is %.2f where nobody else is near, %.2f where many are", alone, many)
	}
	if near := s.fields[0].crowd.count[0][s.l[0]]; near != 1 {
		t.Errorf("%d texts are near to the first, want 1", near)
	}
}

// TestWhoIsLeftOver: pairs are matches as often as is said where a row has one partner at most, also those that are not sure. Most strangers who share a name have each their own partner, so
// two who have none are one more often than names alone say.
func TestWhoIsLeftOver(t *testing.T) {
	for _, twice := range []bool{false, true} {
		checkLeftOver(t, twice)
	}
}

// checkLeftOver does so for two lists, of which the second has some persons twice or nobody.
func checkLeftOver(t *testing.T, twice bool) {
	t.Helper()
	columns := []*record.Column{
		{Field: "given", Kind: record.KindName, Role: record.RoleGivenName}, {Field: "surname", Kind: record.KindName, Role: record.RoleSurname},
		{Field: "phone", Kind: record.KindKey, Role: record.RolePhone},
	}
	word := func(r *rand.Rand) (w string) {
		for range 3 {
			w += string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)])
		}
		return w
	}
	var said, right [10]float64
	all := 0.0
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 11))
		var names [2][25]string
		for k := range names {
			for i := range names[k] {
				names[k][i] = word(r)
			}
		}
		var sides [2][][]string
		var who [2][]int
		for person := range 420 {
			name := []string{names[0][r.IntN(25)], names[1][r.IntN(25)], fmt.Sprint(10_000_000 + r.IntN(89_999_999))}
			for side := range sides {
				if person < 300 || person%2 == side {
					row := append([]string(nil), name...)
					if r.IntN(4) == 0 {
						row[2] = ""
					}
					sides[side], who[side] = append(sides[side], row), append(who[side], person)
					if twice && side == 1 && person%3 == 0 {
						sides[side], who[side] = append(sides[side], name), append(who[side], person)
					}
				}
			}
		}
		p := columnsTable(columns, append(sides[0], sides[1]...))
		rows := make([]int, p.Rows())
		for i := range rows {
			rows[i] = i
		}
		left, other := rowsOf(p, rows[:len(sides[0])]), rowsOf(p, rows[len(sides[0]):])
		s := NewScorer(NewModel(left), left, other)
		pairs := func(_ context.Context, emit func([]record.Pair) error) error { return emit(s.allPairs()) }
		if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
			t.Fatal(err)
		}
		found, stats, err := s.Link(context.Background(), pairs, Options{MinProbability: .01, Threads: 2})
		if err != nil || stats.OneLeft == twice || !stats.OneRight {
			t.Fatal(stats, err)
		}
		for _, f := range found {
			bin := min(int(10*f.Probability), 9)
			said[bin] += f.Probability
			if all++; who[0][f.Left] == who[1][f.Right] {
				right[bin]++
			}
		}
	}
	wrong := 0.0
	for bin := range said {
		wrong += math.Abs(said[bin]-right[bin]) / all
	}
	if t.Logf("twice %v: %.0f pairs, expected calibration error %.4f", twice, all, wrong); wrong > .03 {
		t.Errorf("expected calibration error %.4f: said %.0f, are %.0f", wrong, said, right)
	}
}

// TestRelatedPairsAreNoRivals: in EM a pair that is surely no match is told of as the related one it may be, and takes nothing from a match of its row; one that may be a match
// does; and what is neither is not told of.
func TestRelatedPairsAreNoRivals(t *testing.T) {
	few, many := textTable(record.KindName, "anna", "bert"), textTable(record.KindName, "anna", "anne", "bertha", "carl")
	for _, c := range []struct {
		match, kin float64 // of the other pair, in bits
		told       bool
		rival      bool
	}{{-30, 5, true, false}, {-30, -30, false, false}, {5, 5, true, true}} {
		s := NewScorer(NewModel(few), few, many)
		sm := newSample(1)
		sm.add(sampled{left: 0, right: 0}, []uint8{1})
		sm.add(sampled{left: 0, right: 1}, []uint8{3})
		told := map[int]expected{}
		s.expectPaired(sm, 1, []weighed{{match: 6, kin: -20}, {match: c.match, kin: c.kin}}, func(e expected) { told[e.pair] = e })
		alone := math.Exp2(6 + s.pairPrior(1, [2]bool{}))
		alone /= 1 + alone
		if got := told[0].match; (math.Abs(got-alone) > 1e-4) != c.rival {
			t.Errorf("%v: the match is %v, alone %v", c, got, alone)
		}
		other, is := told[1]
		if is != c.told || c.told && !c.rival && (other.match != 0 || math.Abs(other.related-1/(1+math.Exp2(-c.kin))) > 1e-3) {
			t.Errorf("%v: the other pair is told of as %+v (%v)", c, other, is)
		}
	}
}
