package xlsx

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/doisanh/doisanh/dataset/xmlscan"
)

// style says what a number format makes of a number.
type style struct {
	date, clock bool // shows a day, a time of the day
	pad         int  // shows at least that many digits
}

// builtin returns the style of a number format every program knows by its number (ECMA-376, 18.8.30). 27–36 and 50–58 are dates of
// East Asian editions.
func builtin(id int) style {
	switch {
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return style{date: true}
	case id == 22:
		return style{date: true, clock: true}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47:
		return style{clock: true}
	}
	return style{}
}

// styleOf reads a format code: "dd/mm/yyyy", "000000000000", `[$-42A]d "tháng" m`.
func styleOf(code string) style {
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
		return style{}
	}
	if n := len(p); n > 1 && strings.Trim(p, "0") == "" {
		return style{pad: n}
	}
	if strings.ContainsAny(p, "#0?%") && !strings.ContainsAny(p, "yd") {
		return style{clock: strings.ContainsAny(p, "hs")}
	}
	clock := elapsed || strings.ContainsAny(p, "hs")
	return style{date: strings.ContainsAny(p, "yde") || strings.Contains(p, "m") && !clock, clock: clock}
}

// readStyles reads the number format of each cell style.
func (b *Book) readStyles(name string) error {
	codes := map[int]style{}
	depth := 0 // of the list cell styles stand in
	return b.each(name, func(s *xmlscan.Scanner) error {
		number := func(attr string) int {
			v, _ := s.Attr(attr)
			n, err := strconv.Atoi(string(v))
			if err != nil {
				return -1
			}
			return n
		}
		switch string(s.Name) {
		case "numFmt":
			if code, ok := s.Attr("formatCode"); ok && depth == 0 {
				codes[number("numFmtId")] = styleOf(string(code))
			}
		case "cellXfs":
			depth = s.Depth()
		case "xf":
			if depth > 0 && s.Depth() == depth+1 {
				id := number("numFmtId")
				st, ok := codes[id]
				if !ok {
					st = builtin(id)
				}
				b.styles = append(b.styles, st)
			}
		case "cellStyles", "dxfs":
			depth = 0
		}
		return nil
	})
}

// Years typed into cells that are shown as dates. As dates they would be days of 1905; nobody in a list was born on one, and many are
// known by a year alone.
const (
	yearLow  = 1900
	yearHigh = 2100
)

// lastSerial is the number of 9999-12-31, the last day a spreadsheet knows.
const lastSerial = 2958465

// appendNumber appends the text of a number. year reports that a date was read as the year its number is.
func (b *Book) appendNumber(to, v []byte, st style) (out []byte, year bool) {
	whole := isWhole(v)
	if !st.date && !st.clock {
		switch {
		case whole && len(v) < st.pad:
			to = append(to, strings.Repeat("0", st.pad-len(v))...)
			return append(to, v...), false
		case whole:
			return append(to, v...), false
		}
		return appendPlain(to, v, st.pad), false
	}
	f, err := strconv.ParseFloat(string(v), 64)
	if err != nil || f < 0 || f >= lastSerial+1 || math.IsNaN(f) {
		return append(to, v...), false
	}
	if st.date && whole && f >= yearLow && f <= yearHigh && !b.date1904 {
		return append(to, v...), true
	}
	day := math.Floor(f)
	second := int(math.Round((f - day) * 86400))
	if second == 86400 {
		day, second = day+1, 0
	}
	if st.date && day >= 1 || b.date1904 && st.date {
		to = b.appendDay(to, int(day))
		if second == 0 || !st.clock {
			return to, false
		}
		to = append(to, ' ')
	} else if !st.clock || day >= 1 {
		return appendPlain(to, v, 0), false
	}
	return time.Unix(int64(second), 0).UTC().AppendFormat(to, time.TimeOnly), false
}

// appendDay appends the day with a serial number.
func (b *Book) appendDay(to []byte, serial int) []byte {
	switch {
	case b.date1904:
		serial += 1462
	case serial == 60: // spreadsheets take 1900 for a leap year
		return append(to, "1900-02-29"...)
	case serial < 60:
		serial++
	}
	return time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, serial).AppendFormat(to, time.DateOnly)
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
