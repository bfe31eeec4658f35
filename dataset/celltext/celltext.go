// Package celltext writes the values of typed columns as the texts that stand for them in every format alike, so that a table reads
// the same from wherever it comes: days as 1980-05-01, whole numbers as digits alone, truth as TRUE and FALSE.
package celltext

import (
	"math"
	"math/big"
	"strconv"
	"time"
)

// Float appends a number without an exponent. A whole one is written as digits alone: identity numbers pass through programs that know
// no other numbers. What is not a number is nothing.
func Float(to []byte, f float64, bits int) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return to
	}
	if math.Abs(f) >= 1e21 {
		return strconv.AppendFloat(to, f, 'g', -1, bits)
	}
	return strconv.AppendFloat(to, f, 'f', -1, bits)
}

// Bool appends TRUE or FALSE, as spreadsheets show it.
func Bool(to []byte, v bool) []byte {
	if v {
		return append(to, "TRUE"...)
	}
	return append(to, "FALSE"...)
}

// Time appends a day, and the time where it is not midnight.
func Time(to []byte, t time.Time) []byte {
	if t.Year() < 0 || t.Year() > 9999 {
		return strconv.AppendInt(to, t.Unix(), 10)
	}
	to = t.AppendFormat(to, time.DateOnly)
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0 {
		return to
	}
	return t.AppendFormat(to, " 15:04:05.999999999")
}

// Day appends the day so many days after 1970-01-01.
func Day(to []byte, days int64) []byte {
	const far = 1 << 22
	if days < -far || days > far {
		return strconv.AppendInt(to, days, 10)
	}
	return Time(to, time.Unix(days*86400, 0).UTC())
}

// Stamp appends the time so many units after 1970, a unit being a part of a second: 1, 1e3, 1e6 or 1e9 of them make one.
func Stamp(to []byte, v, perSecond int64) []byte {
	seconds := v / perSecond
	rest := v % perSecond
	if rest < 0 {
		seconds, rest = seconds-1, rest+perSecond
	}
	return Time(to, time.Unix(seconds, rest*(1e9/perSecond)).UTC())
}

// Clock appends a time of the day, in units as Stamp's.
func Clock(to []byte, v, perSecond int64) []byte {
	return time.Unix(v/perSecond, v%perSecond*(1e9/perSecond)).UTC().AppendFormat(to, "15:04:05.999999999")
}

// Decimal appends unscaled/10^scale with no zeros at its end: identity numbers are often kept as decimals.
func Decimal(to []byte, unscaled *big.Int, scale int) []byte {
	if scale > 0 && scale < 100 {
		ten, rest := big.NewInt(10), new(big.Int)
		for v := new(big.Int).Set(unscaled); scale > 0; scale-- {
			q, r := new(big.Int).QuoRem(v, ten, rest)
			if r.Sign() != 0 {
				break
			}
			v, unscaled = q, q
		}
	}
	digits := new(big.Int).Abs(unscaled).String()
	if unscaled.Sign() < 0 {
		to = append(to, '-')
	}
	switch {
	case scale <= 0 || scale >= 100:
		to = append(to, digits...)
		for range min(max(0, -scale), 100) {
			to = append(to, '0')
		}
		return to
	case len(digits) <= scale:
		to = append(to, '0', '.')
		for range scale - len(digits) {
			to = append(to, '0')
		}
		return append(to, digits...)
	}
	to = append(to, digits[:len(digits)-scale]...)
	return append(append(to, '.'), digits[len(digits)-scale:]...)
}
