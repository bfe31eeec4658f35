package block

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/normalize"
	"github.com/doisanh/doisanh/record"
)

func TestParseRule(t *testing.T) {
	for _, c := range []struct {
		text string
		want []Key
		err  bool
	}{
		{text: "birth_date", want: []Key{{record.BirthDate, Exact}}},
		{text: "full_name:given + birth_date:year", want: []Key{{record.FullName, Given}, {record.BirthDate, Year}}},
		{text: " full_name : phonetic+personal_id:id_tail ", want: []Key{{record.FullName, Phonetic}, {record.PersonalIDNo, IDTail}}},
		{text: `"first+last" + zip:head3`, want: []Key{{"first+last", Exact}, {"zip", Head3}}},
		{text: `"e-mail: home":tail4`, want: []Key{{"e-mail: home", Tail4}}},
		{text: "phone number rare", want: []Key{{"phone number", Exact}}},
		{text: "full_name:gievn", err: true},
		{text: `"full_name" given`, err: true},
		{text: "full_name:", err: true},
		{text: "full_name:given +", err: true},
		{text: "", err: true},
	} {
		r, err := ParseRule(c.text)
		if (err != nil) != c.err || !reflect.DeepEqual(r.Keys, c.want) {
			t.Errorf("%q: %v, %v", c.text, r.Keys, err)
		}
	}
}

// A shipped rule is asked for by its name, and what asks for little stands behind what does not, as it has to.
func TestShippedRulesByName(t *testing.T) {
	rules, err := ParseRules([]string{"phone", "id_tail_given", "phone:exact"}, PersonRules()...)
	if err != nil {
		t.Fatal(err)
	}
	if rules[0].Name != "id_tail_given" || len(rules[0].Keys) != 2 || rules[1].Name != "phone:exact" || rules[1].Partners != 0 || rules[2].Name != "phone" || rules[2].Partners != 10 {
		t.Errorf("%+v", rules)
	}
	if rules, err := ParseRules([]string{"id_tail_given"}); err != nil || rules[0].Keys[0].Field != "id_tail_given" {
		t.Errorf("a table of any kind has shipped rules: %+v %v", rules, err)
	}
}

// What a key is said to fit is what it finds values in.
func TestFits(t *testing.T) {
	for kind := record.KindText; ; kind++ {
		if k, ok := record.ParseKind(kind.String()); !ok || k != kind {
			break
		}
		c := &record.Column{Field: "f", Header: "f", Kind: kind, Dict: record.TextsOf(""), Codes: []uint32{0}}
		table := &record.Table{Name: "t", Sector: &record.Sector{Code: "t"}, Columns: []*record.Column{c}, Files: []string{"t.csv"}, IDs: record.TextsOf("1")}
		p, _, err := normalize.Table(context.Background(), table, normalize.Options{AsOf: record.MakeDate(2025, 6, 15)})
		if err != nil {
			t.Fatal(err)
		}
		for d := range Derive(derives) {
			if k := (Key{"f", d}); k.Fits(kind) != has(p, k) {
				t.Errorf("%s of kind %s: fits %v, has %v", k, kind, k.Fits(kind), has(p, k))
			}
		}
		if kind == record.KindEVN {
			return
		}
	}
	t.Error("not all kinds")
}

// What is written of every rule that is shipped is read as that rule's keys.
func TestRulesAreReadAsWritten(t *testing.T) {
	for _, r := range PersonRules() {
		var keys []string
		for _, k := range r.Keys {
			keys = append(keys, k.String())
		}
		got, err := ParseRule(strings.Join(keys, " + "))
		if err != nil || !reflect.DeepEqual(got.Keys, r.Keys) {
			t.Errorf("%s: %v, %v", r.Name, got.Keys, err)
		}
	}
	for i, w := range deriveWords {
		if w == "" {
			t.Errorf("derived key %d has no word", i)
		}
	}
}
