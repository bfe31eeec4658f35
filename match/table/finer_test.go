package table

import (
	"context"
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/match/modelfile"
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
		p := columnsTable(e.columns, e.rows)
		pairs := pairsSharing(p)
		s := trained(t, p, pairs)
		sm := newSample(len(s.fields))
		if err := s.collect(context.Background(), sm, pairs, Options{}); err != nil {
			t.Fatal(err)
		}
		var training modelfile.Training
		vendors, invoices := make(levelCounts, len(s.fields)), make(levelCounts, len(s.fields))
		ofVendor, ofInvoice := 0.0, 0.0
		for k, p := range sm.pairs {
			switch {
			case e.truth[p.left] == e.truth[p.right]:
				invoices.add(sm.levels(&sm.pairs[k]), 1)
				ofInvoice++
			case e.rows[p.left][0] == e.rows[p.right][0]:
				vendors.add(sm.levels(&sm.pairs[k]), 1)
				ofVendor++
			}
		}
		s.apart = -1
		for i := range s.fields {
			s.maximize(i, vendors[i], vendors[i])
			s.maximizeRelated(i, invoices[i])
		}
		s.model.Matches, s.model.Related, s.model.Poor = ofVendor, ofInvoice, .4
		s.apply()
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
