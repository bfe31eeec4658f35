package match

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// TestLabelsTeachWhatTheDataHide: a sector has another birth date in one row of sixteen, and names are common, so that name
// and commune cannot tell that those records are who they are and the data teach too low a share of other dates. Officers'
// decisions on some of them raise it towards the planted one, and more of the other such records are found.
func TestLabelsTeachWhatTheDataHide(t *testing.T) {
	const n, rows, share = 3000, 3000, .06
	people := register(31, n)
	r := random(37)
	for i := range people { // few names: every year has namesakes
		people[i].name = "Nguyễn " + pick(&r, maleMid[:4]) + " " + pick(&r, male[:12])
	}
	var sec []person
	var truth []int
	var hidden []int
	for len(sec) < rows {
		i := r.n(n)
		p := people[i]
		p.id, p.father, p.mother, p.spouse, p.sex = 0, "", "", "", ""
		if r.chance(share) {
			p.date = fmt.Sprintf("%04d-%02d-%02d", 1930+r.n(90), 1+r.n(12), 1+r.n(28))
			hidden = append(hidden, len(sec))
		}
		sec, truth = append(sec, p), append(truth, i)
	}
	sector, pop := testPeople(sec), testPeople(people)
	communes := func(_ context.Context, emit func([]record.Pair) error) error { // candidates: those of one commune
		var batch []record.Pair
		for l := range sec {
			for k := range people {
				if people[k].commune == sec[l].commune {
					batch = append(batch, record.Pair{Left: uint32(l), Right: uint32(k)})
				}
			}
		}
		return emit(batch)
	}
	var opt Options
	for _, row := range hidden[:60] {
		opt.Same = append(opt.Same, record.Pair{Left: uint32(row), Right: uint32(truth[row])})
		opt.Different = append(opt.Different, record.Pair{Left: uint32(row), Right: uint32((truth[row] + 13) % n)})
	}
	learn := func(opt Options) (m float64, right int, model *Model) {
		model, err := Train(context.Background(), PriorModel(), sector, pop, communes, opt)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range model.Comparisons {
			if c.Name == "birth_date" {
				m = c.Levels[dateOther-1].M
			}
		}
		links, _, err := Link(context.Background(), model, sector, pop, pair.Source(communes).All(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range hidden[60:] {
			if links[row].Person == truth[row] {
				right++
			}
		}
		return m, right, model
	}
	without, found, _ := learn(Options{})
	with, foundWith, model := learn(opt)
	t.Logf("m of another date: %.4f without labels, %.4f with 60, planted about %.2f; of %d more such records %d and %d are found", without, with, share, len(hidden)-60, found, foundWith)
	if with < without*1.05 || foundWith <= found {
		t.Errorf("labels teach nothing: m %.4f and %.4f, found %d and %d", without, with, found, foundWith)
	}
	if model.Training.Labelled != 120 {
		t.Errorf("%d labels", model.Training.Labelled)
	}
}

// TestLabelsAreScoredAsCandidates: a pair that officers decided and no rule found is in the sample as it would be had one found it.
func TestLabelsAreScoredAsCandidates(t *testing.T) {
	rows := testPeople(numberedRows(func(i int) string { return strconv.Itoa(42_000_000 + i/4) }))
	s := newScorer(PriorModel(), rows, rows, nil, 1)
	one := record.Pair{Left: 300, Right: 301}
	of := func(found ...record.Pair) sampled {
		sm, w := newSample(s), s.worker()
		got := sm.begin()
		for _, p := range found {
			sm.scored(s, p, w, &got)
		}
		sm.add(got)
		sm.label(s, []record.Pair{one}, nil)
		return sm.pairs[0]
	}
	if found, not := of(one), of(); found != not || found.bare == found.chance {
		t.Errorf("found by a rule %+v, by none %+v", found, not)
	}
}
