package normalize

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestAnyTakesOutWhatIsSaidAgain: the year that one table writes behind a title, as it writes it in a column of its own, is no part of the title; what both tables write
// there is.
func TestAnyTakesOutWhatIsSaidAgain(t *testing.T) {
	const rows = 300
	title := func(i int) string { return fmt.Sprintf("%c%cto %c%cra", 'a'+i%23, 'a'+i%19, 'a'+i%17, 'a'+i%11) }
	year := func(i int) string { return fmt.Sprint(1950 + i%60) }
	table := func(columns map[string]func(i int) string) *record.Table {
		out := &record.Table{IDs: record.TextsOf(make([]string, rows)...)}
		for _, header := range []string{"title", "year", "maker"} {
			if cell := columns[header]; cell != nil {
				cells := make([]string, rows)
				for i := range cells {
					cells[i] = cell(i)
				}
				out.Columns = append(out.Columns, columnOf(header, cells...))
			}
		}
		return out
	}
	dated := func(i int) string { return title(i) + " (" + year(i) + ")" }
	maker := func(i int) string { return fmt.Sprintf("m%cna", 'a'+i%20) }
	for name, c := range map[string]struct {
		left, right *record.Table
		want        string // the right table's
	}{
		"a year":              {table(map[string]func(int) string{"title": title, "maker": maker}), table(map[string]func(int) string{"title": dated, "year": year, "maker": maker}), title(5)},
		"a year on both":      {table(map[string]func(int) string{"title": title, "year": year}), table(map[string]func(int) string{"title": dated, "year": year}), title(5)},
		"both write it":       {table(map[string]func(int) string{"title": dated, "maker": maker}), table(map[string]func(int) string{"title": dated, "year": year, "maker": maker}), plainText(dated(5))},
		"another year":        {table(map[string]func(int) string{"title": title, "maker": maker}), table(map[string]func(int) string{"title": dated, "year": func(i int) string { return year(i + 1) }, "maker": maker}), plainText(dated(5))},
		"nothing to be alike": {table(map[string]func(int) string{"title": func(i int) string { return "x" + title(i) }, "maker": maker}), table(map[string]func(int) string{"title": dated, "year": year, "maker": maker}), plainText(dated(5))},
	} {
		if got := Any(nil, c.left, c.right)[1].Texts["title"].At(5); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
