package match

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestOtherNameLevels: what a person is called besides counts where the names themselves are not one, whichever row says it.
func TestOtherNameLevels(t *testing.T) {
	for _, c := range []struct{ name, besides, record, want string }{
		{"Nguyễn Văn Tèo", "Nguyễn Hoàng Long", "Nguyễn Hoàng Long", "other_name"},
		{"Nguyễn Văn Tèo", "Nguyễn Hoàng Long", "Nguyen Hoang Long", "other_name"},
		{"Nguyễn Văn Tèo", "Long", "Nguyễn Văn Long", "other_name"},
		{"Nguyễn Văn Tèo", "Long", "Nguyễn Long", "other_name"},
		{"Nguyễn Văn Tèo", "Hoàng Long", "Hoàng Long", "other_name"},
		{"Nguyễn Văn Tèo", "Long", "Nguyễn Văn Tèo", "exact"},
		{"Nguyễn Văn Tèo", "Long", "Nguyễn Văn Téo", "marks"},
		{"Nguyễn Văn Tèo", "Long", "Nguyễn Văn Lâm", "surname_middle"},
		{"Nguyễn Văn Tèo", "", "Nguyễn Văn Long", "surname_middle"},
	} {
		known := person{name: c.name, besides: c.besides}
		if got := level(t, "name", person{name: c.record}, known); got != c.want {
			t.Errorf("%q beside %q, besides %q: %s, want %s", c.record, c.name, c.besides, got, c.want)
		}
		if got := level(t, "name", known, person{name: c.record, besides: "Tý"}); got != c.want {
			t.Errorf("%q, besides %q, beside %q: %s, want %s", c.name, c.besides, c.record, got, c.want)
		}
	}
}

// TestLinkedByTheOtherName: records without a number and a whole birth date, under the name their persons are called besides, are linked to those; under a name that nobody said, they are not.
func TestLinkedByTheOtherName(t *testing.T) {
	persons := register(5, 600)
	called := register(6, 60)
	var records []person
	for i := range 60 {
		record := persons[i*10]
		record.id, record.old, record.father, record.mother, record.spouse = 0, 0, "", "", ""
		if i%2 == 0 {
			persons[i*10].besides = called[i].name
		}
		record.name, record.date = called[i].name, record.date[:4]
		records = append(records, record)
	}
	records = append(records, persons[300:]...)
	guessed := 0
	for i, l := range linked(t, testPeople(records), testPeople(persons), 0)[:60] {
		switch matched := l.Decision == record.DecideMatch; {
		case i%2 == 0 && (!matched || l.Person != i*10):
			t.Errorf("record %d under its other name: %+v", i, l)
		case i%2 == 1 && matched:
			guessed++
		}
	}
	if guessed > 2 { // some share a surname and a middle name by chance
		t.Errorf("%d of 30 records were linked under a name that nobody said", guessed)
	}
}
