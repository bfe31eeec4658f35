package normalize

import (
	"fmt"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestWordsAndDatesAreCut: a place and a date in one column go with a column of each, in whatever order they stand and whatever the month is written in.
func TestWordsAndDatesAreCut(t *testing.T) {
	const rows = 300
	town := func(i int) string {
		return []string{"Bandung", "Kota Solo", "Sragen", "Boyolali"}[i%4] + " " + string(rune('a'+i%25)) + string(rune('a'+i%23))
	}
	day := func(i int) string { return fmt.Sprintf("%02d-%02d-%d", 1+i%28, 1+i%12, 1940+i%60) }
	months := []string{"Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"}
	name := func(i int) string { return fmt.Sprintf("n%c%c%c", 'a'+i%7, 'a'+i%26, 'a'+i/26) }
	for what, both := range map[string]func(i int) string{
		"day behind":     func(i int) string { return town(i) + ", " + day(i) },
		"month in words": func(i int) string { return fmt.Sprintf("%s, %d %s %d", town(i), 1+i%28, months[i%12], 1940+i%60) },
		"day before":     func(i int) string { return day(i) + " " + town(i) },
		"day lacking": func(i int) string {
			if i%10 == 9 {
				return town(i)
			}
			return town(i) + " - " + day(i)
		},
	} {
		for side := range 2 {
			tables := []*record.Table{randomTable(rows, "name", name, "ttl", both), randomTable(rows, "nama", name, "tempat_lahir", town, "tgl_lahir", day)}
			if side == 1 {
				tables[0], tables[1] = tables[1], tables[0]
			}
			p := Any(nil, tables...)
			kinds := map[record.Kind]int{}
			for k, c := range p[0].Table.Columns {
				if h := p[side].Table.Columns[k].Header; h != "ttl" {
					continue
				}
				kinds[c.Kind]++
				if x, y := p[0].Texts[c.Field].At(20), p[1].Texts[c.Field].At(20); x == "" || x != y {
					t.Errorf("%s: %q and %q are one", what, x, y)
				}
				if c.Kind == record.KindDate && !c.Birth {
					t.Errorf("%s: no date of birth", what)
				}
			}
			if kinds[record.KindDate] != 1 || len(kinds) != 2 {
				t.Errorf("%s: kinds %v", what, kinds)
			}
		}
	}
	// The years behind titles, days alone and columns whose role is known stay.
	table := randomTable(rows, "title", func(i int) string { return fmt.Sprintf("%s (%d)", town(i), 1940+i%60) }, "day", day, "at", func(i int) string { return day(i) + " 10:20" },
		"told", func(i int) string { return town(i) + " " + day(i) })
	cut := cutDates(map[record.Field]record.Role{"told": record.RoleText}, []*record.Table{table})[0]
	if len(cut.Columns) != len(table.Columns) {
		t.Errorf("%d columns of %d", len(cut.Columns), len(table.Columns))
	}
}
