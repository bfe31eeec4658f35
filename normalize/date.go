package normalize

import (
	"iter"
	"strings"
	"time"

	"github.com/doisanh/doisanh/record"
)

// DateOrder is the order of day and month in a column's dates with figures alone.
type DateOrder uint8

// The orders. OrderUnknown reads the day first, as Vietnamese does, and keeps the other reading.
const (
	OrderUnknown DateOrder = iota
	OrderDayMonth
	OrderMonthDay
)

// String returns unknown, day_month or month_day.
func (o DateOrder) String() string { return [...]string{"unknown", "day_month", "month_day"}[o] }

// DateContext is what a date is read against. The zero value reads a birth date of which nothing else is known.
type DateContext struct {
	AsOf  record.Date // decides two-digit years, and which years cannot be; 0 = two-digit years end at 2029
	Order DateOrder   // of the column
	// Swapped says of the column that its days written year first have day and month the wrong way round (daysSwapped).
	Swapped bool
	// Event marks dates other than birth dates: 1 January is an ordinary day, and the date may lie after AsOf.
	Event bool
}

const (
	// futureYears is how far ahead of AsOf a two-digit year or a serial of an Event date may lie (cards, contracts).
	futureYears = 10
	// maxAge: nobody in the registers is older; earlier birth years are flagged.
	maxAge = 130
	// oldAge: a two-digit birth year that would make the person at most so old could be of either century.
	oldAge = 105
)

// ParseDay reads a whole day that somebody wrote for the program, not for a register: YYYY-MM-DD or DD/MM/YYYY. Anything else is a Problem.
func ParseDay(s string) (record.Date, error) {
	d, ok := DayOf(s, DateContext{})
	if !ok {
		return 0, &record.Problem{ID: record.ProblemDateInvalid, Args: []any{s}}
	}
	return d, nil
}

// DayOf reads a whole day in any of the ways of ParseDate, the day before the month; false for anything else.
func DayOf(s string, ctx DateContext) (record.Date, bool) {
	v := ParseDate(s, ctx)
	return v.Date, v.Date.IsFull() && !v.Faults.Has(record.FaultImpossible|record.RepairedOrder)
}

// ParseDate reads a date cell: dd/mm/yyyy with any separator, ISO with or without time, yyyymmdd, ddmmyyyy, yyyymm, mm/yyyy,
// yyyy, two-digit years, zeros for what is not known (00/00/1950, 1950/0000), words (ngày 5 tháng 3 năm 1980, 5-Mar-80),
// spreadsheet serials of five digits. The time of day is dropped.
//
// The date has the precision the cell gives. Both readings of day and month are kept (Alt, FaultAmbiguous) where the
// column's order is not known, and both centuries where a two-digit year could be of either. A day that does not exist
// keeps year and month (FaultImpossible), and Alt holds the day the count runs over to: 1/3 or 2/3 for 30/2, which is what
// the registers' own rule writes. FaultStandIn marks 1 January of a birth date; the stand-ins of databases for "no date"
// (0001-01-01, 1899-12-30, 9999-12-31 for a birth) are missing with that fault. RepairedOrder: day and month stood the other
// way round than in the column; RepairedChars: look-alikes, a serial, a UTC midnight moved to the Vietnamese day.
// FaultCharacters, FaultLength, FaultUnknown: not a date.
func ParseDate(s string, ctx DateContext) record.DateValue {
	c, faults := Clean(s)
	if IsBlank(c) || c == "0" || c == "NaT" { // NaT is what pandas writes for no date
		return record.DateValue{}
	}
	var d dateScan
	d.ctx, d.faults = ctx, faults
	if !d.scan(c) {
		return d.parseWords(c)
	}
	return d.assemble()
}

// dateScan is a date cell taken apart into its numbers.
type dateScan struct {
	ctx    DateContext
	num    [4]int
	width  [4]int
	n      int
	faults record.Fault
}

// scan splits a cell of figures and separators into its numbers, and drops a time of day. It returns false where the cell
// holds letters or other characters.
func (d *dateScan) scan(c string) bool {
	c, ok := d.cutTime(c)
	if !ok {
		return false
	}
	c = strings.TrimSuffix(c, ".0")
	d.n = 0
	in := false
	for i := 0; i < len(c); i++ {
		b := c[i]
		switch {
		case b >= '0' && b <= '9':
			if !in {
				if d.n == len(d.num) {
					return false
				}
				d.num[d.n], d.width[d.n] = 0, 0
				d.n++
				in = true
			}
			k := d.n - 1
			if d.width[k] < 18 {
				d.num[k] = d.num[k]*10 + int(b-'0')
			}
			d.width[k]++
		case b == '/' || b == '-' || b == '.' || b == ' ' || b == ',' || b == '\\' || b == '\'' || b == '_' || b == '|':
			in = false
		default:
			return false
		}
	}
	return d.n > 0
}

// cutTime takes the time of day off a cell of figures: "1980-03-05T00:00:00Z", "05/03/1980 7:30", "07:30 05/03/1980".
// A UTC time that is midnight in Vietnam (17:00Z; 16:00Z in the south before June 1975) stands for the day after: that is
// how programs that keep local days as instants export them.
func (d *dateScan) cutTime(c string) (string, bool) {
	colon := strings.IndexByte(c, ':')
	t := strings.IndexByte(c, 'T')
	if colon < 0 && t < 0 {
		return c, true
	}
	if t > 0 && t <= 10 && (colon < 0 || t < colon) {
		if rest := c[t+1:]; strings.HasSuffix(rest, "Z") && (strings.HasPrefix(rest, "17:00:00") || strings.HasPrefix(rest, "16:00:00") && c[:min(4, t)] < "1976") {
			d.faults |= record.RepairedChars
			return nextDay(c[:t]), true
		}
		if strings.Trim(c[t+1:], "0123456789:.+-Z ") != "" {
			return c, false
		}
		return c[:t], true
	}
	if colon < 0 {
		return c, false
	}
	start := colon
	for start > 0 && c[start-1] >= '0' && c[start-1] <= '9' {
		start--
	}
	end := colon
	for end < len(c) && (c[end] >= '0' && c[end] <= '9' || c[end] == ':' || c[end] == '.') {
		end++
	}
	rest := strings.ToLower(strings.TrimSpace(c[end:]))
	switch rest { // marks of the half of the day
	case "", "am", "pm", "sa", "ch", "z", "+07:00", "+07", "+00:00", "+0700", "utc", "gmt":
		return strings.TrimSpace(c[:start]), true
	}
	if start == 0 {
		return strings.TrimSpace(c[end:]), true
	}
	return c, false
}

// nextDay returns the ISO day after an ISO day; what it cannot read comes back as it is.
func nextDay(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.AddDate(0, 0, 1).Format(time.DateOnly)
}

// assemble makes a date of the numbers.
func (d *dateScan) assemble() record.DateValue {
	switch d.n {
	case 1:
		return d.compact()
	case 2:
		return d.two()
	case 3:
		return d.three()
	}
	return record.DateValue{Faults: d.faults | record.FaultUnknown}
}

// three reads day, month and year in the order their widths and sizes allow.
func (d *dateScan) three() record.DateValue {
	a, b, c := d.num[0], d.num[1], d.num[2]
	switch {
	case d.width[0] == 4 && d.width[1] <= 2 && d.width[2] <= 2: // ISO
		if b > 12 && c >= 1 && c <= 12 {
			b, c = c, b
			d.faults |= record.RepairedOrder
		} else if d.ctx.Swapped && b != c && b >= 1 && c >= 1 && c <= 12 {
			v := d.make(a, c, b)
			if v.Date != 0 {
				v.Alt = record.MakeDate(a, b, c)
				v.Faults |= record.RepairedOrder | record.FaultAmbiguous
			}
			return v
		}
		return d.make(a, b, c)
	case d.width[0] > 2 || d.width[1] > 2:
		return record.DateValue{Faults: d.faults | record.FaultLength}
	case d.width[2] == 4:
		return d.ordered(a, b, c)
	case d.width[2] <= 2:
		if a > 31 && c <= 31 { // yy-mm-dd
			return d.century(a, func(y int) record.DateValue { return d.make(y, b, c) })
		}
		return d.century(c, func(y int) record.DateValue { return d.ordered(a, b, y) })
	}
	return record.DateValue{Faults: d.faults | record.FaultLength}
}

// ordered reads a and b as day and month by the column's order.
func (d *dateScan) ordered(a, b, year int) record.DateValue {
	either := a >= 1 && a <= 12 && b >= 1 && b <= 12 && a != b
	switch {
	case either && d.ctx.Order == OrderMonthDay:
		return d.make(year, a, b)
	case either && d.ctx.Order == OrderUnknown:
		v := d.make(year, b, a)
		if v.Date != 0 { // the year is one
			v.Alt = record.MakeDate(year, a, b)
			v.Faults |= record.FaultAmbiguous
		}
		return v
	case b > 12 && b <= 31 && a >= 1 && a <= 12: // only the month can stand first
		if d.ctx.Order == OrderDayMonth {
			d.faults |= record.RepairedOrder
		}
		return d.make(year, a, b)
	case d.ctx.Order == OrderMonthDay && a > 12:
		d.faults |= record.RepairedOrder
	}
	return d.make(year, b, a)
}

// century gives a two-digit year its century.
func (d *dateScan) century(yy int, read func(year int) record.DateValue) record.DateValue {
	asOf := d.ctx.AsOf.Year()
	last := asOf
	if asOf == 0 {
		asOf, last = 2029, 2029
	}
	if d.ctx.Event {
		last += futureYears
	}
	year := last - last%100 + yy
	if year > last {
		year -= 100
	}
	v := read(year)
	if !d.ctx.Event && d.ctx.AsOf != 0 && year >= 2000 && year-100 >= asOf-oldAge && v.Date != 0 && v.Alt == 0 {
		v.Alt = record.MakeDate(year-100, v.Date.Month(), v.Date.Day())
		v.Faults |= record.FaultAmbiguous
	}
	return v
}

// two reads month and year, or a year and zeros.
func (d *dateScan) two() record.DateValue {
	a, b := d.num[0], d.num[1]
	wa, wb := d.width[0], d.width[1]
	switch {
	case wa == 4 && wb == 4 && b == 0:
		return d.make(a, 0, 0)
	case wa == 4 && wb == 4 && a == 0:
		return d.make(b, 0, 0)
	case wa == 4 && wb == 4 && isYear(a) && isYear(b): // a range of years, or two years told
		v := d.make(a, 0, 0)
		if a != b {
			v.Alt = record.MakeDate(b, 0, 0)
			v.Faults |= record.FaultAmbiguous
		}
		return v
	case wa == 4 && wb == 4 && isYear(a): // 1950/0300, 1950/1231: the dash of yyyy/mmdd
		return d.make(a, b/100, b%100)
	case wa == 4 && wb == 4 && isYear(b):
		return d.make(b, a%100, a/100)
	case wa <= 2 && wb == 4:
		return d.make(b, a, 0)
	case wa <= 2 && wb == 6: // 15/031980
		d.faults |= record.RepairedChars
		return d.ordered(a, b/10000, b%10000)
	case wa == 4 && wb <= 2:
		return d.make(a, b, 0)
	case wa == 5 && wb <= 17 && wb != 4: // a serial with its time of day
		return d.serial(a)
	case wa <= 2 && wb == 2 && a <= 12 && b > 31: // 03/85
		return d.century(b, func(y int) record.DateValue { return d.make(y, a, 0) })
	}
	return record.DateValue{Faults: d.faults | record.FaultLength}
}

// compact reads figures without separators.
func (d *dateScan) compact() record.DateValue {
	v, w := d.num[0], d.width[0]
	switch w {
	case 4:
		if v == 0 {
			return record.DateValue{}
		}
		return d.make(v, 0, 0)
	case 5:
		return d.serial(v)
	case 6:
		return d.compact6(v)
	case 7, 8:
		return d.compact8(v, w)
	case 12, 14: // yyyymmddhhmm[ss]: health-insurance exchange files
		for w > 8 {
			v /= 10
			w--
		}
		if y := v / 10000; isYear(y) && v/100%100 <= 12 && v%100 <= 31 {
			return d.make(y, v/100%100, v%100)
		}
	}
	return record.DateValue{Faults: d.faults | record.FaultLength}
}

// compact8 reads yyyymmdd and ddmmyyyy. A date fits both only before the year 1300, so the year tells; seven digits are
// ddmmyyyy whose zero a spreadsheet has eaten.
func (d *dateScan) compact8(v, w int) record.DateValue {
	if y, m, day := v/10000, v/100%100, v%100; w == 8 && isYear(y) && m <= 12 && day <= 31 {
		return d.make(y, m, day)
	}
	if y, m, day := v%10000, v/10000%100, v/1000000; isYear(y) && m <= 31 && day <= 31 {
		if w == 7 {
			d.faults |= record.RepairedZero
		}
		if m > 12 {
			return d.ordered(day, m, y)
		}
		if d.ctx.Order == OrderMonthDay {
			return d.ordered(day, m, y)
		}
		return d.make(y, m, day)
	}
	if v == 0 {
		return record.DateValue{}
	}
	if y := v / 10000; w == 8 && isYear(y) {
		return d.make(y, v/100%100, v%100)
	}
	return record.DateValue{Faults: d.faults | record.FaultImpossible}
}

// compact6 reads yyyymm, mmyyyy and ddmmyy. Only the first and the last can fit one number.
func (d *dateScan) compact6(v int) record.DateValue {
	short := v/10000 >= 1 && v/10000 <= 31 && v/100%100 >= 1 && v/100%100 <= 12
	switch {
	case isYear(v/100) && v%100 <= 12:
		out := d.make(v/100, v%100, 0)
		if short {
			alt := d.century(v%100, func(y int) record.DateValue { return d.make(y, v/100%100, v/10000) })
			out.Alt = alt.Date
			out.Faults |= record.FaultAmbiguous
		}
		return out
	case isYear(v%10000) && v/10000 <= 12:
		return d.make(v%10000, v/10000, 0)
	case short:
		return d.century(v%100, func(y int) record.DateValue { return d.make(y, v/100%100, v/10000) })
	case v == 0:
		return record.DateValue{}
	}
	return record.DateValue{Faults: d.faults | record.FaultLength}
}

// serial reads a spreadsheet's day number: days since 30 December 1899 (the leap day Excel believes 1900 to have had lies
// before any number of five digits).
func (d *dateScan) serial(n int) record.DateValue {
	t := time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC)
	last := d.ctx.AsOf.Year()
	if last == 0 {
		last = 2029
	}
	if d.ctx.Event {
		last += futureYears
	}
	if n < 10000 || t.Year() > last {
		return record.DateValue{Faults: d.faults | record.FaultLength}
	}
	d.faults |= record.RepairedChars
	return d.make(t.Year(), int(t.Month()), t.Day())
}

// isYear reports whether a number can be a year of a register.
func isYear(y int) bool { return y >= 1800 && y < 2200 }

var monthDays = [13]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// daysIn returns the number of days of a month.
func daysIn(year, month int) int {
	if month == 2 && (year%4 != 0 || year%100 == 0 && year%400 != 0) {
		return 28
	}
	return monthDays[month]
}

// make packs a date and judges it. 0 for a month or day means not known.
func (d *dateScan) make(y, m, day int) record.DateValue {
	v := record.DateValue{Faults: d.faults}
	switch {
	case y == 0 && m == 0 && day == 0:
		return record.DateValue{}
	case y == 0, y == 1 && m <= 1, y == 1753 && m <= 1 && day <= 1, y == 1899 && m == 12 && day >= 30, y == 9999 && !d.ctx.Event:
		v.Faults |= record.FaultStandIn
		return v
	case y < 1000 || y > 9999:
		v.Faults |= record.FaultImpossible
		return v
	}
	switch {
	case m == 99, m == 0:
		v.Date = record.MakeDate(y, 0, 0)
	case m > 12:
		v.Date = record.MakeDate(y, 0, 0)
		v.Faults |= record.FaultImpossible
	case day == 0, day == 99:
		v.Date = record.MakeDate(y, m, 0)
	case day > daysIn(y, m):
		v.Date = record.MakeDate(y, m, 0)
		v.Faults |= record.FaultImpossible
		if day <= 31 {
			t := time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
			v.Alt = record.MakeDate(t.Year(), int(t.Month()), t.Day())
		}
	default:
		v.Date = record.MakeDate(y, m, day)
		if m == 1 && day == 1 && !d.ctx.Event {
			v.Faults |= record.FaultStandIn
		}
	}
	if !isYear(y) && y != 9999 || !d.ctx.Event && d.ctx.AsOf != 0 && (after(v.Date, d.ctx.AsOf) || y < d.ctx.AsOf.Year()-maxAge) {
		v.Faults |= record.FaultImpossible
	}
	return v
}

// after reports whether every day a date can be lies after asOf.
func after(d, asOf record.Date) bool {
	switch {
	case d.Year() != asOf.Year() || d.Month() == 0 || asOf.Month() == 0:
		return d.Year() > asOf.Year()
	case d.Month() != asOf.Month() || d.Day() == 0 || asOf.Day() == 0:
		return d.Month() > asOf.Month()
	}
	return d.Day() > asOf.Day()
}

// leastSwapped is the number of different days of each kind from which daysSwapped believes what it sees. In a column of sound days the chance of it is
// (12/31)^8 for those written year first, and (19/31)^8 for the others: one in 100,000.
const leastSwapped = 8

// daysSwapped reports whether a column was typed day first into a spreadsheet of a country that writes the month first: it took what it could for a
// date, with day and month the wrong way round, and left the days after the 12th as they were typed. Then no day written year first is after the
// 12th, and every one with the day first is. One in twenty may be mended by hand.
func daysSwapped(values iter.Seq[string]) bool {
	var early, late, typed, typedEarly int
	for s := range values {
		var d dateScan
		if !d.scan(s) || d.n != 3 {
			continue
		}
		a, b, c := d.num[0], d.num[1], d.num[2]
		switch {
		case d.width[0] == 4 && c > 12:
			late++
		case d.width[0] == 4 && b <= 12 && b != c:
			early++
		case d.width[2] == 4 && a > 12 && b <= 12:
			typed++
		case d.width[2] == 4 && a <= 12 && b <= 12:
			typedEarly++
		}
	}
	return early >= leastSwapped && typed >= leastSwapped && 20*late <= early && 20*typedEarly <= typed
}

// inferOrder tells a column's order of day and month from the cells that allow one reading only; told is false where no cell says anything. A tenth of the
// cells may stand the other way round (typing errors); where more do, or none tells, the order is unknown.
func inferOrder(values iter.Seq[string]) (order DateOrder, told bool) {
	dayFirst, monthFirst := 0, 0
	for s := range values {
		var d dateScan
		if !d.scan(s) || d.n != 3 || d.width[0] > 2 || d.width[1] > 2 || d.width[2] != 4 && d.num[0] > 31 {
			continue
		}
		a, b := d.num[0], d.num[1]
		switch {
		case a > 12 && a <= 31 && b >= 1 && b <= 12:
			dayFirst++
		case b > 12 && b <= 31 && a >= 1 && a <= 12:
			monthFirst++
		}
	}
	switch {
	case dayFirst > 0 && monthFirst*10 <= dayFirst:
		return OrderDayMonth, true
	case monthFirst > 2 && dayFirst*10 <= monthFirst: // against the habit of the country: not on one or two cells
		return OrderMonthDay, true
	}
	return OrderUnknown, dayFirst+monthFirst > 0
}
