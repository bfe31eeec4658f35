package lunar

import (
	"testing"
	"time"
)

// The first days of lunar years (Tết) as they were kept in Vietnam.
func TestNewYear(t *testing.T) {
	c := New(1930, 2040)
	for _, day := range []string{
		"1953-02-14", "1985-01-21" /* a month before China's */, "1986-02-09", "1990-01-27", "1991-02-15", "1992-02-04", "1993-01-23", "1994-02-10", "1995-01-31", "1996-02-19",
		"1997-02-07", "1998-01-28", "1999-02-16", "2000-02-05", "2001-01-24", "2002-02-12", "2003-02-01", "2004-01-22", "2005-02-09", "2006-01-29", "2007-02-17", /* a day before China's */
		"2008-02-07", "2009-01-26", "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10", "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05",
		"2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2030-02-02",
	} {
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if y, m, n := c.Date(d.Year(), int(d.Month()), d.Day()); y != d.Year() || m != 1 || n != 1 {
			t.Errorf("%s: %d-%d-%d", day, y, m, n)
		}
		d = d.AddDate(0, 0, -1)
		if y, m, n := c.Date(d.Year(), int(d.Month()), d.Day()); y != d.AddDate(0, 0, 1).Year()-1 || m != 12 || n < 29 || n > 30 {
			t.Errorf("the day before %s: %d-%d-%d", day, y, m, n)
		}
	}
}

func TestDate(t *testing.T) {
	c := New(1940, 2030)
	for _, x := range []struct{ solar, lunar [3]int }{
		{[3]int{2025, 10, 6}, [3]int{2025, 8, 15}},  // mid-autumn after a leap sixth month
		{[3]int{2023, 3, 22}, [3]int{2023, 2, 1}},   // the leap second month
		{[3]int{2020, 6, 20}, [3]int{2020, 4, 29}},  // in the leap fourth month
		{[3]int{2024, 4, 18}, [3]int{2024, 3, 10}},  // the Hùng kings' day
		{[3]int{1984, 12, 22}, [3]int{1984, 12, 1}}, // the solstice was the evening before, in China the same day
		{[3]int{1960, 10, 5}, [3]int{1960, 8, 15}},
	} {
		if y, m, d := c.Date(x.solar[0], x.solar[1], x.solar[2]); [3]int{y, m, d} != x.lunar {
			t.Errorf("%v: %d-%d-%d, want %v", x.solar, y, m, d, x.lunar)
		}
	}
	if y, _, _ := c.Date(1200, 1, 1); y != 0 {
		t.Error("a day before the calendar has a date")
	}
	if y, _, _ := c.Date(2500, 1, 1); y != 0 {
		t.Error("a day after the calendar has a date")
	}
}

// Every month has 29 or 30 days and follows the one before, and every day of the years asked for has a date.
func TestMonths(t *testing.T) {
	const from, to = 1850, 2150
	c := New(from, to)
	leap := 0
	for i := 0; i+2 < len(c.months); i++ {
		a, b := c.months[i], c.months[i+1]
		if n := b.first - a.first; n != 29 && n != 30 {
			t.Fatalf("month %d-%d has %d days", a.year, a.number, n)
		}
		switch {
		case a.year == b.year && a.number == b.number:
			leap++
		case a.year == b.year && b.number == a.number+1, b.year == a.year+1 && a.number == 12 && b.number == 1:
		default:
			t.Fatalf("month %d-%d is followed by %d-%d", a.year, a.number, b.year, b.number)
		}
	}
	if want := (to - from) * 7 / 19; leap < want-2 || leap > want+2 { // the Metonic cycle
		t.Errorf("%d leap months, want about %d", leap, want)
	}
	for d := Days(from, 1, 1); d <= Days(to, 12, 31); d++ {
		s := time.Unix(int64(d)*86400, 0).UTC()
		if y, _, n := c.Date(s.Year(), int(s.Month()), s.Day()); n < 1 || n > 30 || y > s.Year() || y < s.Year()-1 {
			t.Fatalf("%s: year %d, day %d", s.Format(time.DateOnly), y, n)
		}
	}
}
