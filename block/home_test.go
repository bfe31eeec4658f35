package block

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// A list of contracts tells where the power is used and no permanent residence. It is the home that its rows are found by.
func TestHome(t *testing.T) {
	address := func(hamlets ...string) *record.Values[record.Place] {
		next := -1
		return values(make([]cell, len(hamlets)), func(cell) string { next++; return hamlets[next] }, func(s string) record.Place {
			return record.Place{Unit: 7, Level: record.LevelCommune, Candidates: []uint32{7}, Hamlet: s}
		})
	}
	contracts := people([]cell{{}, {}})
	contracts.Places = map[record.Field]*record.Values[record.Place]{record.ServiceAddress: address("12 tran phu thon 3", "")}
	register := people([]cell{{}, {}, {commune: 7}, {commune: 8}, {}})
	register.Places = map[record.Field]*record.Values[record.Place]{record.CurrentAddress: address("thon 4", "12 tran phu thon 3", "", "12 tran phu thon 3", "12 tran phu khoi 5")}
	for _, c := range []struct {
		derive      Derive
		left, right int
		same        bool
	}{
		{Commune, 0, 0, true}, {Commune, 0, 1, true}, {Commune, 0, 2, true}, {Commune, 0, 3, false},
		{Hamlet, 0, 0, false}, {Hamlet, 0, 1, true}, {Hamlet, 0, 2, false}, {Hamlet, 0, 4, false},
		{House, 0, 0, false}, {House, 0, 1, true}, {House, 0, 2, false}, {House, 0, 3, true}, {House, 0, 4, true},
	} {
		k := Key{record.PermanentCommune, c.derive}
		a, b := derive(contracts, k, nil, 1).at(c.left), derive(register, k, nil, 1).at(c.right)
		if got := a != 0 && a == b; got != c.same {
			t.Errorf("%s of contract %d and person %d the same: %v", k, c.left, c.right, got)
		}
	}
	if derive(contracts, Key{record.PermanentCommune, Hamlet}, nil, 1).at(1) != 0 {
		t.Error("a row without an address has a hamlet")
	}
}
