package normalize

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// shop makes a table of products in the words of one shop.
func shop(n int, row func(i int) (title, about, town string)) *record.Table {
	var titles, abouts, towns []string
	for i := range n {
		title, about, town := row(i)
		titles, abouts, towns = append(titles, title), append(abouts, about), append(towns, town)
	}
	return &record.Table{IDs: record.TextsOf(make([]string, n)...), Columns: []*record.Column{columnOf("name", titles...), columnOf("description", abouts...), columnOf("town", towns...)}}
}

// TestTextsThatSayAgainAreOne: a description that repeats the title is one text with it, codes are called as other rows have them, and what says
// something else stays.
func TestTextsThatSayAgainAreOne(t *testing.T) {
	left := func(i int) (string, string, string) {
		code := fmt.Sprintf("Ht-Ss%d", 1000+i)
		return fmt.Sprintf("Brand%d silver player %s", i%7, code), fmt.Sprintf("Brand%d silver player %s/ wide/ feature%d", i%7, code, i%30), fmt.Sprintf("Town%d", i%60)
	}
	right := func(i int) (string, string, string) {
		return fmt.Sprintf("Brand%d htss%dbk player", i%7, 1000+i), fmt.Sprintf("feature%d deck number %d", i%30, i), fmt.Sprintf("Town%d", i%60)
	}
	also := func(i int) (string, string, string) { // one row that calls the first code as the left shop's is put together
		if i == 0 {
			return "Brand0 htss1000 player of old", "", "Town0"
		}
		return right(i)
	}
	p := Any(nil, shop(200, left), shop(200, also))
	c := p[0].Table.Column("name+description")
	if c == nil || c.Kind != record.KindWords || p[0].Texts["name"] != nil || p[0].Table.Column("description") != nil || p[0].Table.Column("town") == nil {
		t.Fatalf("%v", p[0].Table.Columns)
	}
	if words := strings.Fields(p[0].Texts["name+description"].At(0)); !slices.Contains(words, "htss1000") || !slices.Contains(words, "ss1000") || !slices.Contains(words, "feature0") {
		t.Errorf("%q lacks the code as it stands in the other shop", words)
	}
	p = Any(nil, shop(200, left), shop(200, func(i int) (string, string, string) {
		if i == 0 {
			return also(0)
		}
		if i == 1 {
			return "Brand0 htss1000bk player", "", "Town0"
		}
		return right(i)
	}))
	if words := strings.Fields(p[1].Texts["name+description"].At(1)); !slices.Contains(words, "htss1000") || !slices.Contains(words, "htss1000bk") {
		t.Errorf("%q: the code that another one begins with is not among them", words)
	}
	called := shop(200, also)
	called.Columns[0].Header, called.Columns[1].Header = "title", "about"
	p = Any(nil, shop(200, left), called)
	if p[1].Table.Column("name+description") == nil || p[1].Texts["name+description"] == nil {
		t.Errorf("called otherwise in the other table the words are in %v there", p[1].Table.Columns)
	}
	known := map[record.Field]record.Role{"name": record.RoleText}
	if p := Any(known, shop(200, left), shop(200, right)); p[0].Table.Column("name") == nil {
		t.Error("a column whose role is told does not stay")
	}
	same := Any(nil, shop(200, left), shop(200, left))
	if same[0].Table.Column("name") == nil || same[0].Table.Column("name").Kind == record.KindWords {
		t.Error("titles that are the same in both tables are compared by their words alone")
	}
	if one := Any(nil, shop(200, left)); one[0].Table.Column("name") == nil {
		t.Error("in one table columns are put together")
	}
}

// TestTitlesAreNotLostInDescriptions: a description many times as long as the title that it repeats is left out, and the title with its maker stays.
func TestTitlesAreNotLostInDescriptions(t *testing.T) {
	row := func(side string) func(i int) (string, string, string) {
		return func(i int) (string, string, string) {
			title := fmt.Sprintf("Brand%d %s player mk%d", i%7, side, 1000+i)
			words := strings.Fields(title)
			slices.Reverse(words)
			return title, strings.Join(words, " ") + strings.Repeat(fmt.Sprintf(" word%d of%d much%d", i%30, i%20, i), 20), fmt.Sprintf("Town%d", i%60)
		}
	}
	p := Any(nil, shop(200, row("wide")), shop(200, row("long")))
	if c := p[0].Table.Column("name"); c == nil || c.Kind != record.KindWords || p[0].Table.Column("description") != nil || p[1].Texts["description"] != nil {
		for _, c := range p[0].Table.Columns {
			t.Errorf("%s of %v", c.Field, c.Kind)
		}
	}
}
