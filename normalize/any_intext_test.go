package normalize

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestCodesInTexts: a number with a column of its own in one table is looked for in the other's texts, whole or without what all begin with, in one word or in several; where
// hardly any text has one the two columns stay apart.
func TestCodesInTexts(t *testing.T) {
	const rows = 300
	number := func(i int) string { return fmt.Sprintf("RE2023-%05d", 2000+i*7) }
	table := func(header string, cell func(i int) string) *record.Table {
		cells := make([]string, rows)
		for i := range cells {
			cells[i] = cell(i)
		}
		return &record.Table{IDs: record.TextsOf(cells...), Columns: []*record.Column{columnOf(header, cells...)}}
	}
	said := func(i int) string {
		return fmt.Sprintf([]string{"Rechnung %s", "Re.Nr. %s vom 3. Mai", "Danke, Familie Muster", "INV RE 2023 %s"}[i%4], []string{number(i), number(i)[2:], "", number(i)[7:]}[i%4])
	}
	for name, c := range map[string]struct {
		left, right *record.Table
		want        []string
	}{
		"invoices":      {table("Verwendungszweck", said), table("Rechnung", number), []string{"re202302000", "re202302007", "", "re202302021"}},
		"other numbers": {table("Verwendungszweck", said), table("Rechnung", func(i int) string { return fmt.Sprintf("RE2019-%05d", i) }), nil},
	} {
		p := Any(nil, c.left, c.right)
		if got := len(p[0].Table.Columns); got != min(len(c.want), 1) {
			t.Errorf("%s: %d columns in common", name, got)
			continue
		}
		for i, want := range c.want {
			if got := p[0].Texts[p[0].Table.Columns[0].Field].At(i); got != want {
				t.Errorf("%s: %q read as %q, want %q", name, c.left.Columns[0].At(i), got, want)
			}
		}
	}
}
