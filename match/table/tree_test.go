package table

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// contactsTable makes a table of names, e-mail addresses that are made of them, and telephones. It returns whose the rows are.
func contactsTable(seed uint64, persons int) (*record.People, []int) {
	r := rand.New(rand.NewPCG(seed, 7))
	columns := []*record.Column{
		{Field: "name", Kind: record.KindText, Role: record.RoleFullName}, {Field: "email", Kind: record.KindKey, Role: record.RoleEmail},
		{Field: "phone", Kind: record.KindKey, Role: record.RolePhone},
	}
	given := strings.Fields("anna bert carla david emil frida gustav hanna igor judith karl lena moritz nora oskar paula quentin rosa simon thea ulrich vera walter xenia yusuf zoe")
	surnames := make([]string, 150)
	for i := range surnames {
		for range 3 {
			surnames[i] += string("bdfgklmnprst"[r.IntN(12)]) + string("aeiou"[r.IntN(5)])
		}
	}
	var rows [][]string
	var truth []int
	for who := range persons {
		first, last, at := given[r.IntN(len(given))], surnames[r.IntN(len(surnames))], fmt.Sprintf("@firm%d.com", r.IntN(40))
		email, phone := []string{first + "." + last, first[:1] + last, fmt.Sprint(first, r.IntN(100))}[r.IntN(3)]+at, fmt.Sprint(10_000_000+r.IntN(89_999_999))
		for k := range 1 + r.IntN(3) {
			row := []string{first + " " + last, email, phone}
			if k > 0 {
				switch r.IntN(5) {
				case 0:
					row[0] = row[0][:3] + row[0][4:]
				case 1:
					row[1] = ""
				case 2:
					row[2] = ""
				}
			}
			rows, truth = append(rows, row), append(truth, who)
		}
	}
	return columnsTable(columns, rows), truth
}

// TestAddressesMadeOfNames: of those who bear one surname the addresses that are made of it are alike too, and that does not make them one.
func TestAddressesMadeOfNames(t *testing.T) {
	for seed := range uint64(2) {
		p, truth := contactsTable(seed, 700)
		s := trained(t, p, allOf(p))
		found, _, err := s.Dedupe(context.Background(), allOf(p), Options{MinProbability: .5})
		if err != nil {
			t.Fatal(err)
		}
		f1 := pairsF1(found, truth)
		t.Logf("seed %d: %d rows, %d said, F1 %.3f", seed, len(truth), len(found), f1)
		if f1 < .99 {
			t.Errorf("seed %d: F1 %.3f", seed, f1)
		}
	}
}

// TestWhoMovedInTwoLists: of those whose home and telephone two lists tell differently, name and birth date agree together. That is no custom of strangers, who have neither, and they are linked.
func TestWhoMovedInTwoLists(t *testing.T) {
	for seed := range uint64(2) {
		e := newListed(seed, &record.Column{Field: "name", Kind: record.KindText, Role: record.RoleFullName}, &record.Column{Field: "born", Kind: record.KindDate, Role: record.RoleDate, Birth: true},
			&record.Column{Field: "phone", Kind: record.KindKey, Role: record.RolePhone}, &record.Column{Field: "home", Kind: record.KindText, Role: record.RoleAddress})
		home := func() string { return fmt.Sprint(e.word(2), " street ", 1+e.r.IntN(60)) }
		var sides [2][]int
		for who := range 900 {
			name, born, phone, at := e.words[0][e.r.IntN(40)]+" "+e.words[1][e.r.IntN(30)], e.born(1940+e.r.IntN(60)), e.number(), home()
			for side := range sides {
				if e.r.IntN(4) == 0 { // on the other list alone
					continue
				}
				row := []string{name, born, phone, at}
				if side == 1 && e.r.IntN(5) == 0 {
					row[2], row[3] = e.number(), home()
				}
				sides[side] = append(sides[side], len(e.rows))
				e.rows, e.truth = append(e.rows, row), append(e.truth, who)
			}
		}
		p := columnsTable(e.columns, e.rows)
		left, right := rowsOf(p, sides[0]), rowsOf(p, sides[1])
		s := NewScorer(NewModel(left), left, right)
		pairs := func(_ context.Context, emit func([]record.Pair) error) error { return emit(s.allPairs()) }
		if err := s.Train(context.Background(), pairs, Options{Threads: 2}); err != nil {
			t.Fatal(err)
		}
		links, _, err := s.Link(context.Background(), pairs, Options{MinProbability: .5})
		if err != nil {
			t.Fatal(err)
		}
		for i := range links {
			links[i].Left, links[i].Right = uint32(sides[0][links[i].Left]), uint32(sides[1][links[i].Right])
		}
		f1 := pairsF1(links, e.truth)
		t.Logf("seed %d: %d links, F1 %.3f", seed, len(links), f1)
		if f1 < .97 {
			t.Errorf("seed %d: F1 %.3f", seed, f1)
		}
	}
}
