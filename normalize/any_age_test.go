package normalize

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestAgesGoWithYearsOfBirth: an age in one list is compared with a year or day of birth in the other, whichever has which, where neither has both.
func TestAgesGoWithYearsOfBirth(t *testing.T) {
	const rows = 300
	table := func(cols map[string]func(i int) string, order ...string) *record.Table {
		out := &record.Table{IDs: record.TextsOf(make([]string, rows)...)}
		for _, h := range order {
			cells := make([]string, rows)
			for i := range cells {
				cells[i] = cols[h](i)
			}
			out.Columns = append(out.Columns, columnOf(h, cells...))
		}
		return out
	}
	cols := map[string]func(i int) string{
		"navn":      func(i int) string { return fmt.Sprintf("%c%cna %c%csen", 'a'+i%23, 'a'+i%19, 'a'+i%7, 'a'+i%17) },
		"alder":     func(i int) string { return fmt.Sprint(i * 7 % 90) },
		"Fødselsår": func(i int) string { return fmt.Sprint(1845 - i*7%90) },
		"Geburtsdatum": func(i int) string {
			if i == 3 {
				return ""
			}
			return fmt.Sprintf("%d.%d.%d", 1+i%28, 1+i%12, 1845-i*7%90)
		},
		"husnr":  func(i int) string { return fmt.Sprint(i * 7 % 90) },
		"Dødsår": func(i int) string { return fmt.Sprint(1900 - i%60) },
	}
	for _, c := range []struct {
		left, right []string
		paired      bool
	}{
		{[]string{"navn", "alder"}, []string{"navn", "Fødselsår"}, true},
		{[]string{"navn", "Fødselsår"}, []string{"navn", "alder"}, true},
		{[]string{"navn", "alder"}, []string{"navn", "Geburtsdatum"}, true},
		{[]string{"navn", "alder", "Fødselsår"}, []string{"navn", "Fødselsår"}, false},
		{[]string{"navn", "husnr"}, []string{"navn", "Fødselsår"}, false},
		{[]string{"navn", "alder"}, []string{"navn", "Dødsår"}, false},
	} {
		p := Any(nil, table(cols, c.left...), table(cols, c.right...))
		var got *record.Column
		for _, col := range p[0].Table.Columns {
			if col.Role == record.RoleNumber {
				got = col
			}
		}
		if (got != nil) != c.paired {
			t.Errorf("%v and %v: paired %v", c.left, c.right, got != nil)
			continue
		}
		if got == nil {
			continue
		}
		if got.Kind != record.KindAmount {
			t.Errorf("%v and %v: of kind %v", c.left, c.right, got.Kind)
		}
		a, b := p[0].Texts[got.Field], p[1].Texts[got.Field]
		for i := range rows {
			if want := a.At(i); b.At(i) != want && !(i == 3 && c.right[1] == "Geburtsdatum" && b.At(i) == "") {
				t.Fatalf("%v and %v, row %d: %q and %q", c.left, c.right, i, want, b.At(i))
			}
		}
	}
}

func TestAbbreviations(t *testing.T) {
	set := func(values ...string) map[string]bool {
		m := map[string]bool{}
		for _, v := range values {
			m[v] = true
		}
		return m
	}
	for _, c := range []struct {
		foreign, unheard []string
		want             string
	}{
		{[]string{"mand", "kvinde"}, []string{"m", "k"}, "map[kvinde:k mand:m]"},
		{[]string{"g", "u"}, []string{"gift", "ugift"}, "map[g:gift u:ugift]"},
		{[]string{"man", "woman"}, []string{"m", "f"}, "map[]"},
		{[]string{"male", "married"}, []string{"m", "f"}, "map[]"},
		{[]string{"s"}, []string{"single", "separated"}, "map[]"},
	} {
		if got := fmt.Sprint(abbreviations(set(c.foreign...), set(c.unheard...))); got != c.want {
			t.Errorf("%v and %v: %s, want %s", c.foreign, c.unheard, got, c.want)
		}
	}
}

// TestAgesOnTheDayTheyAreToldOf: where each row has a day of its own, years apart from others', the age is that on this day, and is compared as that in the last year of birth;
// where all rows are of one time, or there are two such days, it stays as it is.
func TestAgesOnTheDayTheyAreToldOf(t *testing.T) {
	const rows = 200
	born := func(i int) int { return 1800 + i%50 }
	wed := func(i int) int { return born(i) + 20 + i%7 }
	name := func(i int) string { return string(rune('a'+i%25)) + "na " + string(rune('a'+i/25)) + "sen" }
	age := func(i int) string { return fmt.Sprint(wed(i) - born(i)) }
	year := func(of func(i int) int) func(i int) string {
		return func(i int) string { return fmt.Sprintf("3.4.%d", of(i)) }
	}
	right := randomTable(rows, "navn", name, "birth year", func(i int) string { return fmt.Sprint(born(i)) })
	for _, c := range []struct {
		name string
		left *record.Table
		want func(i int) string
	}{
		{"a wedding", randomTable(rows, "navn", name, "age", age, "wedding", year(wed)), func(i int) string { return fmt.Sprint(1849 - born(i)) }},
		{"one year", randomTable(rows, "navn", name, "age", age, "listed", year(func(int) int { return 1860 })), age},
		{"two days", randomTable(rows, "navn", name, "age", age, "wedding", year(wed), "burial", year(func(i int) int { return 1860 + i%30 })), age},
	} {
		p := Any(nil, c.left, right)
		texts := p[0].Texts["age"]
		if texts == nil {
			t.Fatalf("%s: the age is not compared", c.name)
		}
		for _, i := range []int{0, 1, 77, 199} {
			if got := texts.At(i); got != c.want(i) {
				t.Errorf("%s: row %d: %s, want %s", c.name, i, got, c.want(i))
			}
		}
	}
}
