package match

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/match/pair"
	"github.com/doisanh/doisanh/record"
)

// A record that blocking finds nobody for bears the number of one that is sure of its person, and agrees with him in what it has.
func TestBorrowedPersonIsLinked(t *testing.T) {
	rows := []person{
		{id: 1<<30 + 7, name: "Lò Mí Chứ", date: "1981-03-14", sex: "1", bhxh: "3001", commune: 9, province: 1},
		{name: "Lò Chứ", bhxh: "3001"},
	}
	known := testPeople([]person{{id: 1<<30 + 7, name: "Lò Mí Chứ", date: "1981-03-14", sex: "1", commune: 9, province: 1}, {name: "Trần Thị Hoa", date: "1970-10-02"}})
	source := pair.Source(func(_ context.Context, emit func([]record.Pair) error) error {
		return emit([]record.Pair{{Left: 0, Right: 0}})
	})
	links, _, err := Link(context.Background(), PriorModel(), testPeople(rows), known, source.All(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range links {
		if l.Decision != record.DecideMatch || l.Person != 0 {
			t.Errorf("record %d: %+v, want a match with the first person", i, l)
		}
	}
	apart := Options{Different: []record.Pair{{Left: 1, Right: 0}}}
	if links, _, err = Link(context.Background(), PriorModel(), testPeople(rows), known, source.All(), apart); err != nil || links[1].Person == 0 {
		t.Errorf("said to be another person: %+v, %v", links[1], err)
	}
}

// A second record of one whom the list has already is his for the number it shares with the first, also where it was sure of him before it was known that he is
// taken; another number speaks against him.
func TestNumberOfTheSameList(t *testing.T) {
	people, _ := housed(1_000, 0)
	list := slices.Clone(people)
	for i := range list {
		list[i].home, list[i].phone, list[i].bhxh = "", "", fmt.Sprintf("%d", 3_000+i)
	}
	first := people[500]
	slip := strings.Replace(first.name, " ", "g ", 1)
	for _, second := range []person{
		{name: slip, date: first.date[:4]},
		{name: slip, commune: first.commune, province: first.province},
		{name: first.name},
	} {
		of := func(number string) float64 {
			second.bhxh = number
			l := linkLists(t, people, true, append(slices.Clone(list), second))[0][len(list)]
			if l.Person != 500 {
				t.Fatalf("%+v: person %d, want 500", second, l.Person)
			}
			return l.Probability
		}
		if none, shared, other := of(""), of(list[500].bhxh), of("9999"); none > .99 || shared < .999 || other >= none {
			t.Errorf("%+v: without a number %g, with the first's %g, with another %g", second, none, shared, other)
		}
	}
}
