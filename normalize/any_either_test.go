package normalize

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestEitherNumber: of a telephone and a mobile beside one number in the other table, the one counts that the other table has, one's own rather than the office's, and the first where
// it has neither.
func TestEitherNumber(t *testing.T) {
	const rows = 200
	table := func(columns map[string]func(i int) string) *record.Table {
		out := &record.Table{IDs: record.TextsOf(make([]string, rows)...)}
		for _, header := range []string{"Phone", "Mobile", "contact no."} {
			if columns[header] != nil {
				cells := make([]string, rows)
				for i := range cells {
					cells[i] = columns[header](i)
				}
				out.Columns = append(out.Columns, columnOf(header, cells...))
			}
		}
		return out
	}
	office := func(i int) string { return fmt.Sprintf("(312) 555-00%02d", i%20) }
	own := func(i int) string { return fmt.Sprintf("+1 630 555 %04d", i*7) }
	p := Any(nil, table(map[string]func(int) string{"Phone": office, "Mobile": own}), table(map[string]func(int) string{"contact no.": func(i int) string {
		if i%2 == 0 {
			return own(i)
		}
		return office(i + 2)
	}}))
	if len(p[0].Table.Columns) != 1 {
		t.Fatalf("%d columns in common", len(p[0].Table.Columns))
	}
	texts := p[0].Texts[p[0].Table.Columns[0].Field]
	for i, want := range []string{"6305550000", "3125550001", "6305550014", "3125550003"} {
		if got := texts.At(i); got != want {
			t.Errorf("row %d: %q, want %q", i, got, want)
		}
	}
}
