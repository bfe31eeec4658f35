package match

import (
	"context"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// A record that blocking finds nobody for bears the number of one that is sure of its person, and agrees with him in what it has.
func TestBorrowedPersonIsLinked(t *testing.T) {
	rows := []person{
		{id: 1<<30 + 7, name: "Lò Mí Chứ", date: "1981-03-14", sex: "1", bhxh: "3001", commune: 9, province: 1},
		{name: "Lò Chứ", bhxh: "3001"},
	}
	known := testPeople([]person{{id: 1<<30 + 7, name: "Lò Mí Chứ", date: "1981-03-14", sex: "1", commune: 9, province: 1}, {name: "Trần Thị Hoa", date: "1970-10-02"}})
	source := PairSource(func(_ context.Context, emit func([]record.Pair) error) error {
		return emit([]record.Pair{{Left: 0, Right: 0}})
	})
	links, _, err := Link(context.Background(), PriorModel(), testPeople(rows), known, nil, source.All(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range links {
		if l.Decision != record.DecideMatch || l.Person != 0 {
			t.Errorf("record %d: %+v, want a match with the first person", i, l)
		}
	}
	apart := Options{Different: []record.Pair{{Left: 1, Right: 0}}}
	if links, _, err = Link(context.Background(), PriorModel(), testPeople(rows), known, nil, source.All(), apart); err != nil || links[1].Person == 0 {
		t.Errorf("said to be another person: %+v, %v", links[1], err)
	}
}
