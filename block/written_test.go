package block

import (
	"reflect"
	"strings"
	"testing"

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
		{text: "full_name:gievn", err: true},
		{text: "full_name:given +", err: true},
		{text: "", err: true},
	} {
		r, err := ParseRule(c.text)
		if (err != nil) != c.err || !reflect.DeepEqual(r.Keys, c.want) {
			t.Errorf("%q: %v, %v", c.text, r.Keys, err)
		}
	}
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
