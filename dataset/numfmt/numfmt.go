// Package numfmt says what a spreadsheet's number format makes of a number: a day, a time, a code with its leading zeros, or every digit
// it has.
package numfmt

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// Style is what a number format makes of a number.
type Style struct {
	Date, Clock bool // shows a day, a time of the day
	Pad         int  // shows at least that many digits
}

// Builtin returns the style of a number format every program knows by its number (ECMA-376, 18.8.30). 27–36 and 50–58 are dates of
// East Asian editions.
func Builtin(id int) Style {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return Style{Date: true}
	case id == 22:
		return Style{Date: true, Clock: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return Style{Clock: true}
	}
	return Style{}
}

// Parse reads a format code: "dd/mm/yyyy", "000000000000", `[$-42A]d "tháng" m`.
func Parse(code string) Style {
	var plain strings.Builder
	elapsed := false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '"':
			if n := strings.IndexByte(code[i+1:], '"'); n >= 0 {
				i += n + 1
			}
		case '\\', '_', '*':
			i++
		case '[':
			n := strings.IndexByte(code[i:], ']')
			if n < 0 {
				n = len(code) - i - 1
			}
			in := strings.ToLower(strings.Trim(code[i:i+n+1], "[]"))
			elapsed = elapsed || in != "" && strings.Trim(in, "hms") == ""
			i += n
		case ';':
			i = len(code) // the first section is that of positive numbers
		default:
			plain.WriteByte(c)
		}
	}
	p := strings.ToLower(plain.String())
	if strings.Contains(p, "general") || strings.Contains(p, "@") {
		return Style{}
	}
	if n := len(p); n > 1 && strings.Trim(p, "0") == "" {
		return Style{Pad: n}
	}
	if strings.ContainsAny(p, "#0?%") && !strings.ContainsAny(p, "yd") {
		return Style{Clock: strings.ContainsAny(p, "hs")}
	}
	clock := elapsed || strings.ContainsAny(p, "hs")
	return Style{Date: strings.ContainsAny(p, "yde") || strings.Contains(p, "m") && !clock, Clock: clock}
}

// Years typed into cells that are shown as dates. As dates they would be days of 1905; nobody in a list was born on one, and many are
// known by a year alone.
const (
	yearLow  = 1900
	yearHigh = 2100
)

// lastSerial is the number of 9999-12-31, the last day a spreadsheet knows.
const lastSerial = 2958465

// Append appends the text of a number that is written as v. date1904 says that days are counted from 1904. year reports that a date was
// read as the year its number is.
func Append(to, v []byte, st Style, date1904 bool) (out []byte, year bool) {
	whole := isWhole(v)
	if !st.Date && !st.Clock {
		switch {
		case whole && len(v) < st.Pad:
			to = append(to, strings.Repeat("0", st.Pad-len(v))...)
			return append(to, v...), false
		case whole:
			return append(to, v...), false
		}
		return appendPlain(to, v, st.Pad), false
	}
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil || f < 0 || f >= lastSerial+1 || math.IsNaN(f) {
		return append(to, v...), false
	}
	if st.Date && whole && f >= yearLow && f <= yearHigh && !date1904 {
		return append(to, v...), true
	}
	day := math.Floor(f)
	second := int(math.Round((f - day) * 86400))
	if second == 86400 {
		day, second = day+1, 0
	}
	if st.Date && day >= 1 || date1904 && st.Date {
		to = appendDay(to, int(day), date1904)
		if second == 0 || !st.Clock {
			return to, false
		}
		to = append(to, ' ')
	} else if !st.Clock || day >= 1 {
		return appendPlain(to, v, 0), false
	}
	return time.Unix(int64(second), 0).UTC().AppendFormat(to, time.TimeOnly), false
}

// appendDay appends the day with a serial number.
func appendDay(to []byte, serial int, date1904 bool) []byte {
	switch {
	case date1904:
		serial += 1462
	case serial == 60: // spreadsheets take 1900 for a leap year
		return append(to, "1900-02-29"...)
	case serial < 60:
		serial++
	}
	return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, serial).AppendFormat(to, time.DateOnly)
}

// AppendDate appends a day that stands written out, and the time of the day where it has one. year reports that the day is what a year's number makes, as
// for Append.
func AppendDate(to []byte, at time.Time) (out []byte, year bool) {
	if at.Hour()+at.Minute()+at.Second() > 0 {
		return at.AppendFormat(to, time.DateTime), false
	}
	serial := int(at.Sub(time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)).Hours()) / 24
	if serial >= yearLow && serial <= yearHigh {
		return strconv.AppendInt(to, int64(serial), 10), true
	}
	return at.AppendFormat(to, time.DateOnly), false
}

// isWhole reports whether a number is written as digits alone.
func isWhole(v []byte) bool {
	for _, c := range v {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(v) > 0
}

// appendPlain appends a number that is not written as digits alone with the digits a spreadsheet keeps, fifteen, and no exponent.
func appendPlain(to, v []byte, pad int) []byte {
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil || math.IsInf(f, 0) || math.Abs(f) >= 1e21 || f != 0 && math.Abs(f) < 1e-9 {
		return append(to, v...)
	}
	if math.Abs(f) < 1e15 || bytes.IndexByte(v, '.') >= 0 { // what a float cannot hold exactly is rounded as spreadsheets do
		if f, err = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 15, 64), 64); err != nil {
			return append(to, v...)
		}
	}
	digits := strconv.AppendFloat(nil, f, 'f', -1, 64)
	if isWhole(digits) && len(digits) < pad {
		to = append(to, strings.Repeat("0", pad-len(digits))...)
	}
	return append(to, digits...)
}
