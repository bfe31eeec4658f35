package table

import (
	"fmt"
	"math"
	"testing"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/record"
)

// TestSortsOfRelatedPairs: related pairs of several sorts are as likely as the sorts together, and EM gives each its own.
func TestSortsOfRelatedPairs(t *testing.T) {
	var rows [][]string
	for i := range 30 {
		rows = append(rows, []string{fmt.Sprintf("word%d", i), fmt.Sprintf("code%d", i)})
	}
	p := columnsTable([]*record.Column{{Field: "a", Kind: record.KindCode}, {Field: "b", Kind: record.KindCode}}, rows)
	s := NewScorer(NewModel(p), p, p)
	for i := range s.fields {
		for j := range s.field(i).Levels {
			s.field(i).Levels[j].U = []float64{.01, .99}[j]
		}
	}
	s.model.Matches, s.model.Related = 100, 60
	shares := [2][2]float64{{.95, .05}, {.05, .95}} // of the one sort the first column is the same, of the other the second one
	for i := range s.fields {
		for j := range s.field(i).Levels {
			s.field(i).Levels[j].Related = shares[0][(i+j)%2]
		}
	}
	var counts [2][maxLevels]float64
	for i := range counts {
		for j := range 2 {
			counts[i][j+1] = 1000 * shares[1][(i+j)%2]
		}
	}
	s.addSort(40, counts[:])
	s.apply()
	for a := uint8(1); a <= 2; a++ {
		for b := uint8(1); b <= 2; b++ {
			want := 0.0
			x, y := s.field(0).Levels[a-1], s.field(1).Levels[b-1]
			want += 60 / s.pairs * x.Related * y.Related
			want += 40 / s.pairs * x.Sorts[0] * y.Sorts[0]
			if got := math.Exp2(s.kin([]uint8{a, b})); math.Abs(got-want) > 1e-9 {
				t.Errorf("levels %d and %d: %.6f, want %.6f", a, b, got, want)
			}
		}
	}
	if one := s.model.clone(); one.allRelated() != 100 || len(one.Sorts) != 1 {
		t.Errorf("%v related pairs of %d further sorts", one.allRelated(), len(one.Sorts))
	} else if one.Sorts[0], one.Fields[0].Levels[0].Sorts[0] = 1, 1; s.model.Sorts[0] == 1 || s.field(0).Levels[0].Sorts[0] == 1 {
		t.Error("a copy of a model shares its figures")
	}
	sm := newSample(2)
	w := s.pool.Get().(*worker)
	for k := range 200 {
		levels := []uint8{1, 2}
		switch {
		case k >= 100:
			levels = []uint8{1, 1}
		case k >= 70:
			levels = []uint8{2, 1}
		}
		w.levels = append(w.levels[:0], levels...)
		chance := math.Log2(.01) + math.Log2(.99)
		sm.add(sampled{left: uint32(k % 29), right: uint32(k%29) + 1, chance: float32(chance)}, levels)
	}
	related := s.em(sm, &modelfile.Training{}, 1)
	if math.Abs(related-s.model.allRelated()) > 1e-6 {
		t.Errorf("%.3f related pairs, %.3f of all sorts", related, s.model.allRelated())
	}
	if !(s.model.Related > s.model.Sorts[0] && s.model.Sorts[0] > 5) {
		t.Errorf("%.1f of the first sort, %.1f of the second", s.model.Related, s.model.Sorts[0])
	}
	if err := s.model.check(); err == nil {
		s.model.Sorts = nil
		if s.model.check() == nil {
			t.Error("shares of sorts the model has not")
		}
	} else {
		t.Error(err)
	}
}

// TestBlankColumnTellsNobodyApart: a column that most rows leave blank makes no related pairs of those that share all else.
func TestBlankColumnTellsNobodyApart(t *testing.T) {
	for _, c := range []struct {
		blank int // of ten rows
		want  bool
	}{{0, true}, {9, false}} {
		var rows [][]string
		for i := range 200 {
			row := []string{fmt.Sprint("title", i), fmt.Sprint("page", i), fmt.Sprint("press", i%20)}
			if i%10 < c.blank {
				row[2] = ""
			}
			rows = append(rows, row)
		}
		p := columnsTable([]*record.Column{{Field: "a", Kind: record.KindCode}, {Field: "b", Kind: record.KindCode}, {Field: "c", Kind: record.KindCode}}, rows)
		s := NewScorer(NewModel(p), p, p)
		for i, same := range []float64{.9, .9, .05} {
			u := []float64{.01, .01, .05}[i]
			s.field(i).Levels[0].Related, s.field(i).Levels[1].Related = same, 1-same
			s.field(i).Levels[0].U, s.field(i).Levels[1].U = u, 1-u
		}
		if got := s.isRelated(func(l Level) float64 { return l.Related }); got != c.want {
			t.Errorf("%d rows of ten blank: %v", c.blank, got)
		}
	}
}

// TestHomesTellApartWhatIsCalledDifferently: pairs that share town and trade and no street are of two firms if their names are what neither strangers' nor matches' are, and of
// one that has moved if they are called as matches are.
func TestHomesTellApartWhatIsCalledDifferently(t *testing.T) {
	for _, c := range []struct {
		name string
		same float64 // of the pairs have the same name
		want bool
	}{{"firms of one trade", .02, true}, {"one who has moved", .9, false}} {
		var rows [][]string
		for i := range 200 {
			rows = append(rows, []string{fmt.Sprint("firm", i, " building ltd"), fmt.Sprint("street ", i), fmt.Sprint("town", i%20)})
		}
		p := columnsTable([]*record.Column{{Field: "name", Kind: record.KindText, Role: record.RoleText}, {Field: "street", Kind: record.KindText, Role: record.RoleAddress},
			{Field: "town", Kind: record.KindCode, Role: record.RolePlace}}, rows)
		s := NewScorer(NewModel(p), p, p)
		set := func(i int, shares map[string][3]float64) { // of strangers, matches and the class
			for j := range s.field(i).Levels {
				l := &s.field(i).Levels[j]
				of := shares[l.Name]
				l.U, l.M, l.Related = of[0], of[1], of[2]
			}
		}
		set(0, map[string][3]float64{"exact": {.001, .9, c.same}, "few": {.05, .05, .98 - c.same}, "other": {.949, .05, .02}})
		set(1, map[string][3]float64{"exact": {.001, .9, .01}, "other": {.999, .1, .99}})
		set(2, map[string][3]float64{"exact": {.05, .95, .98}, "other": {.95, .05, .02}})
		if got := s.isRelated(ofRelated); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
