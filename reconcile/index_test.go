package reconcile

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

// indexOf is the index of a run of some tables.
func indexOf(t *testing.T, population *set, sectors ...*set) *index {
	t.Helper()
	in := Input{AsOf: asOf, Population: population.Dataset}
	for _, s := range sectors {
		in.Sectors = append(in.Sectors, s.Dataset)
	}
	ix, err := newIndex(t.Context(), in, 1)
	if err != nil {
		t.Fatal(err)
	}
	return ix
}

// TestSpouse: whom the number of an event's other spouse leads to, unless the name is another one's.
func TestSpouse(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|full_name|personal_id\nP0|Lê Văn An|042080000001\nP1|Hồ Thị Hoa|042180000002")
	events := table(t, sector("ho_tich"), `
record_id | event_type | spouse_id    | spouse_name
hers      | marriage   | 042180000002 | Hồ Thị Hoa
slip      | marriage   | 042180000002 | Hồ Thị Hòa
unnamed   | marriage   | 042180000002 |
another   | marriage   | 042180000002 | Vũ Kim Ngân
unknown   | marriage   | 042180000009 | Hồ Thị Hoa
none      | marriage   |              | Hồ Thị Hoa`).link(t, "0", "0", "0", "0", "0", "0")
	ix := indexOf(t, pop, events)
	for row, want := range []bool{true, true, true, false, false, false} {
		if p, ok := ix.spouse(ix.sectors[0], row); ok != want || ok && p != 1 {
			t.Errorf("%s: row %d, %v", events.id(uint32(row)), p, ok)
		}
	}
}

// TestProvinceFits: the province part of a number beside a birth place, in units of either map.
func TestProvinceFits(t *testing.T) {
	const n = 42_080_000_001 // of province 42
	ix := &index{successor: map[uint16]uint16{42: 44}}
	for _, c := range []struct {
		what, place string
		fits, known bool
	}{
		{"nothing", "", false, false},
		{"a divided province", "//>/42,44", false, false},
		{"its own", "//42>/44", true, true},
		{"one that is in what is called as its own now", "//43>/42", true, true},
		{"another one", "//40>/40", false, true},
		{"another one in the same new one", "//43>/44", false, true},
		{"the new one that holds its", "n//44", true, true},
		{"another new one", "n//40", false, true},
		{"one whose number was kept", "n//42", true, true},
	} {
		p := place(t, c.place)
		if fits, known := ix.provinceFits(n, &p); fits != c.fits || known != c.known {
			t.Errorf("%s: fits %v, known %v", c.what, fits, known)
		}
	}
	p := place(t, "n//44")
	if fits, known := (&index{}).provinceFits(n, &p); fits || known {
		t.Errorf("where it is not known which new province holds it: fits %v, known %v", fits, known)
	}
}

// TestMeasureProvinces: which new province holds an old one is told by all places of a run that were written in old units and lie in one; numbers follow the
// birth place where in a register of some size they hardly ever differ.
func TestMeasureProvinces(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id|birth_place|home_town\n1|//40>/40|//42>/42,44\n2|//43>/44|n//45")
	books := table(t, sector("cu_tru"), "record_id|permanent_address\n1|1/2/46>3/47\n2|").link(t, "-", "-")
	if got, want := indexOf(t, pop, books).successor, (map[uint16]uint16{40: 40, 43: 44, 46: 47}); !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	for _, c := range []struct {
		told, agree int
		want        bool
	}{{200, 194, true}, {200, 193, false}, {199, 199, false}} {
		rows := []string{"record_id|personal_id|birth_place", "unnumbered||//40", "unknown|042080000001|"}
		for i := range c.told {
			place := "//42"
			if i >= c.agree {
				place = "//40"
			}
			rows = append(rows, fmt.Sprintf("%d|042080%06d|%s", i, i, place))
		}
		if ix := indexOf(t, table(t, sector("dan_cu"), strings.Join(rows, "\n"))); ix.byProvince != c.want {
			t.Errorf("%d of %d agree: %v", c.agree, c.told, ix.byProvince)
		}
	}
}

// TestDifferentPersons: when two rows of one number are surely two persons', by their links, names and birth dates.
func TestDifferentPersons(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id\nP0\nP1\nP2").cluster(0, 2)
	for _, c := range []struct {
		what             string
		name, born       string
		other, otherBorn string
		link, otherLink  string
		want             bool
	}{
		{"one name and date", "Lê Văn An", "1980-05-06", "Lê Văn An", "1980-05-06", "-", "-", false},
		{"two names and dates", "Lê Văn An", "1980-05-06", "Hồ Kim Cúc", "1991-02-03", "-", "-", true},
		{"two names and dates of one person", "Lê Văn An", "1980-05-06", "Hồ Kim Cúc", "1991-02-03", "0", "0", false},
		{"two names and dates of one person whom the register has twice", "Lê Văn An", "1980-05-06", "Hồ Kim Cúc", "1991-02-03", "0", "2", false},
		{"two names and dates, one of them linked", "Lê Văn An", "1980-05-06", "Hồ Kim Cúc", "1991-02-03", "0", "-", true},
		{"one name and date of two persons", "Lê Văn An", "1980-05-06", "Lê Văn An", "1980-05-06", "0", "1", false},
		{"two dates of two persons", "Lê Văn An", "1980-05-06", "Lê Văn An", "1980-05-07", "0", "1", true},
		{"two names of two persons", "Lê Văn An", "1980-05-06", "Lê Văn Ân", "1980-05-06", "0", "1", true},
		{"two dates, one of them linked", "Lê Văn An", "1980-05-06", "Lê Văn An", "1991-02-03", "0", "-", false},
		{"two dates, the other one linked", "Lê Văn An", "1980-05-06", "Lê Văn An", "1991-02-03", "-", "1", false},
		{"lost marks and two dates", "Lê Văn Ân", "1980-05-06", "Lê Văn An", "1991-02-03", "-", "-", true},
		{"lost marks and a slip in the date", "Lê Văn Ân", "1980-05-06", "Lê Văn An", "1980-05-07", "-", "-", false},
		{"a part of the name and one date", "Lê Văn An", "1980-05-06", "Lê An", "1980-05-06", "-", "-", false},
	} {
		for _, clustered := range []bool{false, true} {
			s := table(t, sector("thue"), "record_id|personal_id|full_name|birth_date\n1|042080000001|"+c.name+"|"+c.born+"\n2|042080000001|"+c.other+"|"+c.otherBorn+"\n3|||\n4|||").link(t, c.link, c.otherLink, "-", "-")
			if s.cluster(2, 3); clustered {
				s.cluster(0, 1)
			}
			ix := indexOf(t, pop, s)
			want := c.want && !clustered
			if one, other := ix.differentPersons(ix.sectors[0], 0, 1), ix.differentPersons(ix.sectors[0], 1, 0); one != want || other != want {
				t.Errorf("%s, in one cluster %v: %v, the other way round %v, want %v", c.what, clustered, one, other, want)
			}
		}
	}
}

// TestDeadByWhom: a register person is dead by any of his rows, by an event, or by what a record says of itself, in this order.
func TestDeadByWhom(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | status | status_date | birth_date
P0        | dead   | 2024-01-01  | 1950-05-06
P1        |        |             | 1950-05-06
P2        | dead   | 2024-01-02  | 1950-05-06
P3        |        |             | 1950-05-06
P4        | dead   | 1940-01-01  | 1950-05-06
P5        |        |             | 1950-05-06`).cluster(1, 2)
	events := table(t, sector("ho_tich"), "record_id|event_type|event_date\n1|death|2024-01-03\n2|death|2024-01-03\n3|death|2024-01-03\n4|birth|2024-01-03\n5|death|2024-01-03\n6|death|2024-01-03").link(t, "0", "1", "3", "5", "-", "?5")
	cards := table(t, sector("bhyt"), "record_id|status|status_date\n1|dead|2024-01-04\n2|active|2024-01-04").link(t, "3", "5")
	ix := indexOf(t, pop, events, cards)
	for row, want := range []string{"2024-01-01", "2024-01-02", "2024-01-02", "2024-01-03", "", ""} {
		if since, dead := ix.dead(row); dead != (want != "") || since != day(t, want) {
			t.Errorf("P%d: dead %v, since %v; want %q", row, dead, since, want)
		}
	}
	for row, want := range []bool{true, true, true, false, true, false} {
		if got := ix.registerDead(row); got != want {
			t.Errorf("P%d: dead in the register %v", row, got)
		}
	}
}
