package table

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/match/modelfile"
	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// TestInvoicesOfOneVendor: in a ledger few invoices stand twice, and all of a vendor's, and those of a month's series, share more than strangers do. They are not one, also where those of
// one vendor have been taken for the matches and those that are one for related pairs.
func TestInvoicesOfOneVendor(t *testing.T) {
	for seed := range uint64(2) {
		e := newListed(seed, &record.Column{Field: "vendor", Kind: record.KindText, Role: record.RoleText}, &record.Column{Field: "tax", Kind: record.KindKey}, &record.Column{Field: "account", Kind: record.KindKey}, &record.Column{Field: "centre", Kind: record.KindCode},
			&record.Column{Field: "number", Kind: record.KindKey}, &record.Column{Field: "day", Kind: record.KindDate, Role: record.RoleDate},
			&record.Column{Field: "amount", Kind: record.KindAmount}, &record.Column{Field: "what", Kind: record.KindText, Role: record.RoleText},
			&record.Column{Field: "posted", Kind: record.KindDate, Role: record.RoleDate}, &record.Column{Field: "user", Kind: record.KindCode})
		add := func(row ...string) {
			who := len(e.truth)
			for range 1 + e.r.IntN(6)/5 {
				again := append(append([]string(nil), row...), e.born(2022), fmt.Sprint("user", e.r.IntN(6)))
				switch e.r.IntN(4) {
				case 0:
					again[4] = again[4][1:]
				case 1:
					again[7] = ""
				case 2:
					again[5] = again[5][:7] + fmt.Sprint(e.r.IntN(10))
				}
				if e.r.IntN(3) == 0 {
					again[1] = ""
				}
				e.rows, e.truth = append(e.rows, again), append(e.truth, who)
			}
		}
		for range 30 {
			vendor, tax, first := e.word(1)+" "+e.word(0)+" ltd", e.number(), 1000+e.r.IntN(90000)
			account, centre := e.number(), fmt.Sprint("centre", e.r.IntN(8))
			for month := range 24 { // what comes every month
				add(vendor, tax, account, centre, fmt.Sprint(first+40*month+e.r.IntN(40)), fmt.Sprintf("%d%02d%02d", 2021+month/12, 1+month%12, 1+first%28), fmt.Sprint(100+first%900), fmt.Sprintf("service month %d", month))
			}
			for range 8 {
				add(vendor, tax, account, centre, fmt.Sprint(first+e.r.IntN(400)), e.born(2022), fmt.Sprint(10+e.r.IntN(9000)), e.word(2)+" "+e.word(2))
			}
		}
		s, sm, pairs := e.learnedAs(t, func(left, right int) class {
			switch {
			case e.truth[left] == e.truth[right]:
				return aRelated
			case e.rows[left][0] == e.rows[right][0]:
				return aMatch
			}
			return aStranger
		})
		var training modelfile.Training
		if !s.findFiner(sm, &training) {
			t.Errorf("seed %d: nothing finer than %.0f matches was found", seed, s.model.Matches)
		}
		found, _, err := s.Dedupe(context.Background(), pairs, Options{MinProbability: .5})
		if err != nil {
			t.Fatal(err)
		}
		f1 := pairsF1(found, e.truth)
		t.Logf("seed %d: %d rows, %d said, F1 %.3f", seed, len(e.rows), len(found), f1)
		if f1 < .9 {
			t.Errorf("seed %d: F1 %.3f", seed, f1)
		}
	}
}

// class is what a pair was taken for.
type class int

const (
	aStranger class = iota
	aMatch
	aPoor // a match that differs much
	aRelated
)

// learnedAs is a scorer that takes each pair of rows that share a value for what taken says, with the sample of these.
func (e *listed) learnedAs(t *testing.T, taken func(left, right int) class) (*Scorer, *sample, pair.Source) {
	t.Helper()
	p := columnsTable(e.columns, e.rows)
	pairs := pairsSharing(p)
	s := trained(t, p, pairs)
	sm := newSample(len(s.fields))
	if err := s.collect(context.Background(), sm, pairs, Options{}); err != nil {
		t.Fatal(err)
	}
	var counts [4]levelCounts
	var pairsOf [4]float64
	for c := range counts {
		counts[c] = make(levelCounts, len(s.fields))
	}
	for k, p := range sm.pairs {
		c := taken(int(p.left), int(p.right))
		counts[c].add(sm.levels(&sm.pairs[k]), 1)
		pairsOf[c]++
	}
	poor, share := counts[aPoor], pairsOf[aPoor]/(pairsOf[aMatch]+pairsOf[aPoor])
	if share == 0 {
		poor, share = counts[aMatch], .4
	}
	s.apart, s.model.Sorts = -1, nil
	for i := range s.fields {
		s.maximize(i, counts[aMatch][i], poor[i])
		s.maximizeRelated(i, counts[aRelated][i])
		for j := range s.field(i).Levels {
			s.field(i).Levels[j].Sorts = nil
		}
	}
	s.model.Matches, s.model.Related, s.model.Poor = pairsOf[aMatch]+pairsOf[aPoor], pairsOf[aRelated], share
	s.apply()
	return s, sm, pairs
}

// TestFlatsOfAHouse: the flats of a house share the street, the build and often the plan, and have another floor and price. Where they were taken for adverts of one flat that differ
// much, they are related pairs if they are most of what was taken for one flat's. Where more pairs are of one flat than there are rows even so, or there are few others, it is said that what is one may be a group.
func TestFlatsOfAHouse(t *testing.T) {
	for _, c := range []struct {
		name           string
		flats, adverts int // of a house, of a flat
		alone          int // so many of four houses have one flat
		found, groups  bool
	}{
		{"few adverts of many flats", 8, 2, 0, true, false},
		{"many adverts of many flats", 8, 5, 0, true, true},
		{"many adverts, few houses with several flats", 2, 8, 2, false, true},
	} {
		e := newListed(1, &record.Column{Field: "street", Kind: record.KindText, Role: record.RoleText}, &record.Column{Field: "quarter", Kind: record.KindCode},
			&record.Column{Field: "build", Kind: record.KindCode}, &record.Column{Field: "plan", Kind: record.KindCode}, &record.Column{Field: "floor", Kind: record.KindCode},
			&record.Column{Field: "price", Kind: record.KindAmount}, &record.Column{Field: "class", Kind: record.KindCode})
		flat := 0
		for k := range 20 {
			house := []string{e.word(1) + " " + e.word(1), fmt.Sprint("quarter", e.r.IntN(9)), fmt.Sprint("build", e.r.IntN(5)), fmt.Sprint("plan", e.r.IntN(4))}
			flats := c.flats
			if k%4 < c.alone {
				flats = 1
			}
			for floor := range flats {
				price, class := 3_000_000+e.r.IntN(5_000_000), fmt.Sprint("class", e.r.IntN(7))
				for range c.adverts {
					e.rows = append(e.rows, append(slices.Clone(house), fmt.Sprint("floor", floor), fmt.Sprint(price), class))
					e.truth = append(e.truth, flat)
				}
				flat++
			}
		}
		s, sm, _ := e.learnedAs(t, func(left, right int) class {
			switch {
			case e.truth[left] == e.truth[right]:
				return aMatch
			case e.rows[left][0] == e.rows[right][0]:
				return aPoor
			}
			return aStranger
		})
		var training modelfile.Training
		before := s.model.Matches
		found := s.findFiner(sm, &training)
		if found != c.found || training.Groups != c.groups {
			t.Errorf("%s: %d rows, %.0f of %.0f matches: found %v, groups %v", c.name, len(e.rows), s.model.Matches, before, found, training.Groups)
		}
	}
}
