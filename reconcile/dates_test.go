package reconcile

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestSurely: what is sure of two dates of which parts are not known.
func TestSurely(t *testing.T) {
	for _, c := range []struct {
		a, b    string
		after   bool // a is surely after b
		younger bool // who was born on a is surely under 18 on b
		slip    bool // they differ in one part alone
	}{
		{"", "2000-05-06", false, false, true}, // the year
		{"2000-05-06", "", false, false, true},
		{"", "", false, false, false},
		{"2001", "2000", true, true, true},
		{"2000", "2001", false, true, true},
		{"2000", "2000-05-06", false, true, false},
		{"2000-05", "2000", false, true, false},
		{"2000-06", "2000-05", true, true, true},
		{"2000-06", "2000-05-06", true, true, true},
		{"2000-05", "2000-05-06", false, true, false},
		{"2000-05-06", "2000-05", false, true, false},
		{"2000-05-07", "2000-05-06", true, true, true},
		{"2000-05-06", "2000-05-06", false, true, false},
		{"2000-05-06", "2000-05-07", false, true, true},
		{"2000-05-06", "2000-06-07", false, true, false},
		{"2000-05-06", "2001-06-06", false, true, false},
		{"2000-05-06", "2001-05-06", false, true, true},
		{"2000-05-06", "2000-01-01", true, true, false}, // a 1 January stands for a day not known
		{"2001-01-01", "2000-05-06", true, true, true},
		{"2000-05-06", "2018-05-05", false, true, false},
		{"2000-05-06", "2018-05-06", false, false, true},
		{"2000-05-06", "2018-05", false, false, true},
		{"2000-05-06", "2018-04", false, true, false},
		{"2000-05", "2018-04-30", false, true, false},
		{"2000", "2018-01-01", false, false, true},
		{"2000", "2017-12-31", false, true, true},
	} {
		a, b := day(t, c.a), day(t, c.b)
		if got := surelyAfter(a, b); got != c.after {
			t.Errorf("%q is surely after %q: %v", c.a, c.b, got)
		}
		if got := surelyYounger(a, b, 18); got != c.younger {
			t.Errorf("born on %q, surely under age on %q: %v", c.a, c.b, got)
		}
		if one, other := oneSlip(a, b), oneSlip(b, a); one != c.slip || other != c.slip {
			t.Errorf("%q and %q differ in one part: %v, the other way round %v", c.a, c.b, one, other)
		}
	}
}

// TestSpanAndAge: the days a date may be, and full years on a day.
func TestSpanAndAge(t *testing.T) {
	for d, want := range map[string][2]string{"": {"", ""}, "2024-02-03": {"2024-02-03", "2024-02-03"}, "2024-02": {"2024-02-01", "2024-02-29"}, "2023-12": {"2023-12-01", "2023-12-31"}, "2023": {"2023-01-01", "2023-12-31"}} {
		if first, last := span(day(t, d)); first != day(t, want[0]) || last != day(t, want[1]) {
			t.Errorf("%q: from %v to %v, want %q", d, first, last, want)
		}
	}
	born := record.MakeDate(2000, 5, 6)
	for on, want := range map[string]int{"2018-05-06": 18, "2018-05-05": 17, "2018-05-07": 18, "2018-04-30": 17, "2018-06-01": 18, "2018-12-31": 18, "2018-01-01": 17} {
		if got := ageAt(born, day(t, on)); got != want {
			t.Errorf("on %s: %d years, want %d", on, got, want)
		}
	}
}

// TestFirstDeath: of several events and records that tell of one person's death the first day counts, and one that is told without a day gives way to any.
func TestFirstDeath(t *testing.T) {
	for _, c := range []struct {
		days []string // "" of a death whose day is not told
		want string
	}{
		{[]string{"2024-03-01"}, "2024-03-01"},
		{[]string{"2024-03-01", "2024-02-01"}, "2024-02-01"},
		{[]string{"2024-02-01", "2024-03-01"}, "2024-02-01"},
		{[]string{"", "2024-03-01"}, "2024-03-01"},
		{[]string{"2024-03-01", ""}, "2024-03-01"},
		{[]string{""}, ""},
		{[]string{"2024-03-01", "2027-02-01"}, "2024-03-01"}, // that day is to come
		{[]string{"2024-03-01", "1970-02-01"}, "2024-03-01"}, // or before the birth
	} {
		pop := table(t, sector("dan_cu"), "record_id|birth_date\nP1|1980-05-06")
		events, cards := "record_id|event_type|event_date|birth_date", "record_id|status|status_date|birth_date"
		var links []string
		for _, d := range c.days {
			events += "\n1|death|" + d + "|1980-05-06"
			cards += "\n1|dead|" + d + "|1980-05-06"
			links = append(links, "0")
		}
		for _, s := range []*set{table(t, sector("ho_tich"), events).link(t, links...), table(t, sector("bhyt"), cards).link(t, links...)} {
			if got, dead := indexOf(t, pop, s).dead(0); !dead || got != day(t, c.want) {
				t.Errorf("%s, %q: dead %v since %v, want %q", s.People.Table.Name, c.days, dead, got, c.want)
			}
		}
	}
}
