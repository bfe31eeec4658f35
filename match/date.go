package match

import (
	"slices"

	"github.com/doisanh/doisanh/internal/lunar"
	"github.com/doisanh/doisanh/record"
)

// dateComparer holds each date as it is packed, and beside it the other reading of an ambiguous one.
type dateComparer struct {
	base int                     // first year of the tables below
	year []float64               // share of births in a year, smoothed over its neighbours
	days map[record.Date]float64 // days that are too common for their year (stand-ins), their share beyond the year's
	moon *lunar.Calendar         // of the years of the table
}

func prepareDate(right *record.People, def *Comparison) *prepared {
	vr := datesOf(right, def.Fields)
	if len(vr) == 0 {
		return nil
	}
	c := &dateComparer{}
	rows, total := c.count(vr)
	fill := func(vs []*record.Values[record.DateValue], other func(row int, d record.Date) record.Date) filling {
		return filling{rows: func(s *side, off, from, to int) {
			for row, i := from, from*s.stride+off; row < to; row, i = row+1, i+s.stride {
				for _, v := range vs {
					if d := v.Dict[v.Codes[row]]; tellsDate(d) {
						if d.Alt == 0 && other != nil {
							d.Alt = other(row, d.Date)
						}
						s.matrix[i], s.matrix[i+1] = uint32(d.Date), uint32(d.Alt)
						break
					}
				}
			}
		}}
	}
	var numbered func(int, record.Date) record.Date
	if slices.Contains(def.Fields, record.BirthDate) && len(right.ID12) > 0 {
		numbered = numberedYear(right)
	}
	return &prepared{slots: 2, fill: fill(vr, numbered), join: func(left *record.People, exclude int) (comparer, filling) {
		joined := &dateComparer{base: c.base, year: c.year, days: c.common(rows, total, exclude), moon: c.moon}
		if left == right {
			return joined, filling{}
		}
		vl := datesOf(left, def.Fields)
		if len(vl) == 0 {
			return nil, filling{}
		}
		return joined, fill(vl, nil)
	}}
}

// numberedYear returns a second reading of a register's birth dates: in the year that the row's personal ID tells, where that is another one than the date's and the number fits the
// row's sex. One of the two was miswritten, and nothing tells which. In lists such a number is mostly somebody else's of the home.
func numberedYear(p *record.People) func(row int, d record.Date) record.Date {
	sexes := p.Coded[record.Sex]
	return func(row int, d record.Date) record.Date {
		id := p.ID12[row]
		if id == 0 {
			return 0
		}
		year := record.IDBirthYear(id)
		if year == d.Year() || record.IDIsMale(id) != (sexes.At(row).Code == record.SexMale) {
			return 0
		}
		return record.MakeDate(year, d.Month(), d.Day())
	}
}

// datesOf returns the dates of the fields a table has, in order, by which records are matched.
func datesOf(p *record.People, fields []record.Field) []*record.Values[record.DateValue] {
	var vs []*record.Values[record.DateValue]
	for _, f := range fields {
		if v := p.Matched(f); v != nil && v.Count > 0 {
			vs = append(vs, v)
		}
	}
	return vs
}

// noDate is what databases put where there is no date, but for those that normalize reads as missing. In a list it is an error to be told;
// that two lists have it says nothing of whether they mean one person, for each put it there by itself.
var noDate = record.MakeDate(1900, 1, 1)

// tellsDate says whether a value is a date to compare.
func tellsDate(d record.DateValue) bool { return d.Date != 0 && d.Date != noDate }

// count takes the years' shares from the right table, and returns the rows of each date and of all.
func (c *dateComparer) count(vs []*record.Values[record.DateValue]) (n map[record.Date]int, total int) {
	n = map[record.Date]int{}
	first, last := 1<<20, 0
	for _, v := range vs {
		per := make([]int, len(v.Dict))
		for _, code := range v.Codes {
			per[code]++
		}
		for code, k := range per {
			d := v.Dict[code].Date
			if !tellsDate(v.Dict[code]) || k == 0 {
				continue
			}
			n[d] += k
			total += k
			first, last = min(first, d.Year()), max(last, d.Year())
		}
	}
	if total == 0 {
		first, last = 0, 0
	}
	c.moon = lunar.New(max(first, firstLunar)-1, min(max(last, firstLunar), lastLunar)+1)
	c.base = first - 2
	raw := make([]float64, last-first+5)
	for d, k := range n {
		raw[d.Year()-c.base] += float64(k)
	}
	c.year = make([]float64, len(raw))
	for i := range raw {
		sum := 2 * raw[i]
		if i > 0 {
			sum += raw[i-1]
		}
		if i+1 < len(raw) {
			sum += raw[i+1]
		}
		c.year[i] = (sum + 1) / (4*float64(total) + 100)
	}
	return n, total
}

// common returns the days that are too common for their year.
func (c *dateComparer) common(n map[record.Date]int, total, exclude int) map[record.Date]float64 {
	days := map[record.Date]float64{}
	for d, k := range n {
		if !d.IsFull() {
			continue
		}
		// Three standard deviations over what its year lets one expect, the pair's own rows left out.
		e := float64(total) * c.share(d.Year()) / 365.25
		if over := float64(k-exclude) - e; over > 2 && over*over > 9*e {
			days[d] = over / float64(total)
		}
	}
	return days
}

func (c *dateComparer) share(year int) float64 {
	if i := year - c.base; i >= 0 && i < len(c.year) {
		return c.year[i]
	}
	return c.year[0]
}

func (c *dateComparer) day(d record.Date) float64 {
	return c.share(d.Year())/365.25 + c.days[d]
}

func (c *dateComparer) compare(l, r []uint32, _ *worker, o *outcome) {
	a, b := record.Date(l[0]), record.Date(r[0])
	o.scale = 1
	switch {
	case a == 0 || b == 0:
		o.level = missing
	case a.IsFull() && b.IsFull():
		c.full(a, b, record.Date(l[1]), record.Date(r[1]), o)
	default:
		c.partial(a, b, record.Date(l[1]), record.Date(r[1]), o)
	}
	o.given = o.f
}

func (c *dateComparer) full(a, b, altA, altB record.Date, o *outcome) {
	ya, ma, da := a.Year(), a.Month(), a.Day()
	yb, mb, db := b.Year(), b.Month(), b.Day()
	o.f = c.share(yb)
	gap := ya - yb
	switch {
	case a == b:
		o.level, o.f = dateSame, c.day(b)
	case altA == b || altB == a || altA != 0 && altA == altB:
		o.level, o.f = dateSwapped, c.day(b)
	case a.IsNewYear() || b.IsNewYear():
		c.standIn(ya, yb, o)
	case gap >= -1 && gap <= 1 && c.lunar(a, b):
		o.level, o.f = dateLunar, c.share(yb)/365.25
	case gap == 0:
		switch {
		case ma == db && da == mb:
			o.level, o.f = dateSwapped, c.day(b)
		case ma == mb:
			o.level = dateDay
		case da == db:
			o.level = dateMonth
		default:
			o.level = dateYear
		}
	case ma == mb && da == db && (gap == 1 || gap == -1):
		o.level = dateYearNear
	case ma == mb && da == db && yearSlip(ya, yb):
		o.level, o.f = dateYearDigit, 1
	case (gap == 1 || gap == -1) && ma == db && da == mb:
		o.level = dateTwoSlips
	case altB != 0 && altB.Year() == ya: // the year of the personal ID
		o.level, o.f = dateYear, c.share(ya)+c.share(yb)
	case gap == 1 || gap == -1:
		o.level = dateNear
	case ma == mb && da == db:
		o.level, o.f = dateDayMonth, 1
	default:
		o.level, o.f = dateOther, 1
	}
}

// lunar says whether one of two days is the other's date by the moon's calendar, by which the old were often registered. A day more or less is the same: calendars of
// North and South were not always one. By the chance of two days of a year it is so for six days in 365.
func (c *dateComparer) lunar(a, b record.Date) bool {
	if days(a) < days(b) { // a lunar date lies behind
		a, b = b, a
	}
	if lag := days(a) - days(b); lag < leastLag || lag > mostLag {
		return false
	}
	y, m, d := c.moon.Date(a.Year(), a.Month(), a.Day())
	if y == 0 {
		return false
	}
	off := lunar.Days(y, m, d) - lunar.Days(b.Year(), b.Month(), b.Day())
	return off >= -1 && off <= 1
}

// days counts days by months of 30 and years of 365, near enough to tell whether two may be one by the moon.
func days(d record.Date) int { return 365*d.Year() + 30*d.Month() + d.Day() }

const (
	firstLunar, lastLunar = 1850, 2150 // years of birth a calendar is made for
	leastLag, mostLag     = 15, 55     // days a lunar date is behind, counted so
)

// standIn compares two days of which one is the first of January, which mostly stands for a year of which no more was known: only the years tell.
func (c *dateComparer) standIn(a, b int, o *outcome) {
	switch gap := a - b; {
	case gap == 0:
		o.level = dateStandIn
	case gap == 1 || gap == -1:
		o.level = dateStandInNear
	case yearSlip(a, b):
		o.level, o.f = dateStandInSlip, 1
	default:
		o.level, o.f = dateStandInElse, 1
	}
}

// yearSlip says whether two years differ by one digit, or by two neighbours exchanged.
func yearSlip(a, b int) bool {
	return oneSlip(uint64(a), uint64(b))
}

// partial compares dates of which one at least is no day. Of an age the year may be either of two (altA, altB).
func (c *dateComparer) partial(a, b, altA, altB record.Date, o *outcome) {
	o.f = c.share(b.Year())
	gap := a.Year() - b.Year()
	if either(altA) {
		if o.f = c.share(a.Year()) + c.share(altA.Year()); altA.Compatible(b) {
			o.level = datePartial
			return
		}
	}
	if either(altB) || altB != 0 && altB.Year() != b.Year() {
		if o.f = c.share(b.Year()) + c.share(altB.Year()); a.Compatible(altB) {
			o.level = datePartial
			return
		}
	}
	switch {
	case a.Compatible(b):
		o.level = datePartial
		if a.Month() != 0 && b.Month() != 0 {
			o.f /= 12
		}
	case gap == 0, gap == 1, gap == -1:
		o.level = datePartialNear
	case yearSlip(a.Year(), b.Year()):
		o.level, o.f = datePartialSlip, 1
	default:
		o.level, o.f = datePartialElse, 1
	}
}

// either says of the other reading of a date that it is a year as well.
func either(alt record.Date) bool { return alt != 0 && alt.Month() == 0 }
