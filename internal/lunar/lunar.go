// Package lunar reckons by Vietnam's lunisolar calendar (âm lịch), in which older people know their birth dates. A month begins on the day of the new
// moon and is the eleventh if the winter solstice falls into it; of thirteen months between two solstices the first without a principal term is leap, and has
// the number of the month before it.
//
// Days are those of Hanoi today (UTC+7). The North reckoned by UTC+8 until 1967 and the South until 1975, so a date of those years may be
// a day off, and around a solstice a month.
//
// Sources: J. Meeus, Astronomical Algorithms (1998), chapters 25 and 49, shortened as in Hồ Ngọc Đức, "Computing the Vietnamese lunar calendar".
package lunar

import (
	"math"
	"slices"
	"time"
)

// Calendar knows the months of the years it was made for.
type Calendar struct{ months []month }

// month is a lunar month from its first day to the next one's.
type month struct {
	first        int // days since 1 January 1970
	year, number int16
}

// New returns the calendar of all days from 1 January of a year to 31 December of another.
func New(from, to int) *Calendar {
	// A year to spare at both ends: months are numbered from one solstice to the next.
	first := int(float64(from-1-1900)*12.3685) - 2
	last := int(float64(to+2-1900)*12.3685) + 2
	months := make([]month, 0, last-first)
	terms := make([]int, 0, last-first) // the principal term in force when the month begins
	for k := first; k < last; k++ {
		day := newMoon(k)
		months = append(months, month{first: day})
		terms = append(terms, principalTerm(day))
	}
	solstice := -1 // the last month of a solstice
	for i := 0; i+1 < len(months); i++ {
		if terms[i] < winterSolstice && terms[i+1] >= winterSolstice {
			if solstice >= 0 {
				number(months[solstice:i], terms[solstice:i+1])
			}
			solstice = i
		}
	}
	months = slices.DeleteFunc(months[:solstice], func(m month) bool { return m.number == 0 })
	return &Calendar{append(months, month{first: months[len(months)-1].first + 30})}
}

// number numbers the months from that of one solstice to that before the next one's. terms has one more.
func number(months []month, terms []int) {
	year := time.Unix(int64(months[0].first)*86400, 0).UTC().Year()
	leap := len(months) == 13
	n := 11
	for i := range months {
		if leap && i > 0 && terms[i] == terms[i+1] {
			leap = false
		} else if i > 0 {
			n++
		}
		months[i].year, months[i].number = int16(year+(n-1)/12), int16((n-1)%12+1)
	}
}

// Date returns the lunar date of a day of the Gregorian calendar, which has to be of the calendar's years; 0, 0, 0 if it is not. Whether the month is leap is not told.
func (c *Calendar) Date(year, m, day int) (lunarYear, lunarMonth, lunarDay int) {
	d := Days(year, m, day)
	i, found := slices.BinarySearchFunc(c.months, d, func(m month, d int) int { return m.first - d })
	if !found {
		i--
	}
	if i < 0 || i+1 >= len(c.months) {
		return 0, 0, 0
	}
	return int(c.months[i].year), int(c.months[i].number), d - c.months[i].first + 1
}

// Days returns the days from 1 January 1970 to a day of the Gregorian calendar.
func Days(year, month, day int) int {
	return int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

const (
	hanoi          = 7. / 24 // of a day ahead of UTC
	epoch          = 2440588 // Julian day number of 1 January 1970
	winterSolstice = 9       // the principal term, by twelfths of the circle from the spring equinox
)

// newMoon returns the day of the kth new moon since January 1900, as days since 1970.
func newMoon(k int) int {
	n := float64(k)
	t := n / 1236.85 // centuries of 36525 days
	t2, t3 := t*t, t*t*t
	mean := 2415020.75933 + 29.53058868*n + .0001178*t2 - .000000155*t3 + .00033*sin(166.56+132.87*t-.009173*t2)
	sun := 359.2242 + 29.10535608*n - .0000333*t2 - .00000347*t3
	moon := 306.0253 + 385.81691806*n + .0107306*t2 + .00001236*t3
	node := 21.2964 + 390.67050646*n - .0016528*t2 - .00000239*t3
	off := (.1734-.000393*t)*sin(sun) + .0021*sin(2*sun) - .4068*sin(moon) + .0161*sin(2*moon) - .0004*sin(3*moon) + .0104*sin(2*node) -
		.0051*sin(sun+moon) - .0074*sin(sun-moon) + .0004*sin(2*node+sun) - .0004*sin(2*node-sun) - .0006*sin(2*node+moon) +
		.0010*sin(2*node-moon) + .0005*sin(2*moon+sun)
	clock := -.000278 + .000265*t + .000262*t2 // dynamical time ahead of universal time
	return int(math.Floor(mean+off-clock+.5+hanoi)) - epoch
}

// principalTerm returns in which twelfth of its circle the sun stands when a day begins.
func principalTerm(day int) int {
	t := (float64(day+epoch) - .5 - hanoi - 2451545) / 36525
	t2 := t * t
	anomaly := 357.52910 + 35999.05030*t - .0001559*t2 - .00000048*t*t2
	longitude := 280.46645 + 36000.76983*t + .0003032*t2 +
		(1.914600-.004817*t-.000014*t2)*sin(anomaly) + (.019993-.000101*t)*sin(2*anomaly) + .000290*sin(3*anomaly)
	longitude -= .00569 + .00478*sin(125.04-1934.136*t) // aberration and nutation
	return int(math.Floor(longitude-360*math.Floor(longitude/360)) / 30)
}

// sin takes degrees.
func sin(degrees float64) float64 { return math.Sin(degrees * math.Pi / 180) }
