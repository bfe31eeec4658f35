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
