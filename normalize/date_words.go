package normalize

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// What the word before a number says it is.
const (
	labelNone = iota
	labelDay
	labelMonth
	labelYear
	labelQuarter
)

// dateLabels are the words that may stand in a date, folded.
var dateLabels = map[string]int{
	"ngay": labelDay, "ng": labelDay, "mung": labelDay, "mong": labelDay, "d": labelDay,
	"thang": labelMonth, "thg": labelMonth, "th": labelMonth, "t": labelMonth,
	"nam": labelYear, "sn": labelYear,
	"quy": labelQuarter, "q": labelQuarter,
	"sinh": labelNone, "khoang": labelNone, "s": labelNone, "vao": labelNone, "ns": labelNone, "nu": labelNone, "chi": labelNone, "co": labelNone,
	"am": labelNone, "pm": labelNone, "sa": labelNone, "ch": labelNone, "z": labelNone, "of": labelNone, "dl": labelNone, "nd": labelNone, "rd": labelNone, "st": labelNone,
	"n": labelNone, "k": labelNone, "uoc": labelNone, "do": labelNone, "chung": labelNone, "dau": labelNone, "giua": labelNone, "cuoi": labelNone,
	"theo": labelNone, "khai": labelNone, "cmnd": labelNone, "cccd": labelNone, "giay": labelNone, "to": labelNone, "gks": labelNone, "ks": labelNone,
	"khong": labelNone, "ro": labelNone, "nho": labelNone, "biet": labelNone, "ict": labelNone, "gmt": labelNone, "utc": labelNone,
	// the years of the sixty-year cycle, beside a year in figures
	"giap": labelNone, "at": labelNone, "binh": labelNone, "dinh": labelNone, "mau": labelNone, "ky": labelNone, "canh": labelNone, "tan": labelNone,
	"nham": labelNone, "ty": labelNone, "suu": labelNone, "dan": labelNone, "mao": labelNone, "thin": labelNone, "ngo": labelNone, "mui": labelNone,
	"than": labelNone, "tuat": labelNone, "hoi": labelNone,
}

// monthWords are the names and Roman numbers of the months.
var monthWords = map[string]int{
	"jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4, "may": 5, "jun": 6, "june": 6,
	"jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9, "september": 9, "oct": 10, "october": 10, "nov": 11,
	"november": 11, "dec": 12, "december": 12,
	"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12,
	"gieng": 1, "mot": 11, "chap": 12,
}

// monthNumbers are the months in words, where "tháng" stands before them: "nam" alone is the label of a year, and tháng Một is
// the eleventh by old usage.
var monthNumbers = map[string]int{"hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}

// weekdays are dropped.
var weekdays = map[string]bool{"mon": true, "tue": true, "wed": true, "thu": true, "fri": true, "sat": true, "sun": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true}

// unknownDigits stand for a day or month nobody knows (xx/xx/1950), or behind a date that is in doubt (1950?).
const unknownDigits = "xX?*"

// withoutUnknown writes zeros for an unknown day or month, and takes the marks of doubt off the end of a date. It returns
// false where a digit of a year is unknown, or nothing is.
func (d *dateScan) withoutUnknown(c string) (string, bool) {
	bare := strings.TrimRight(c, "?* ")
	if n := len(bare); n < len(c) && n-len(strings.TrimRight(bare, "0123456789")) == 4 {
		if !strings.ContainsAny(bare, unknownDigits) {
			d.faults |= record.RepairedChars
			return bare, true
		}
		c = bare
	}
	out, changed := []byte(c), false
	for i := 0; i < len(out); {
		j := i
		for j < len(out) && (out[j] >= '0' && out[j] <= '9' || strings.IndexByte(unknownDigits, out[j]) >= 0) {
			j++
		}
		if part := string(out[i:j]); strings.ContainsAny(part, unknownDigits) {
			if len(part) > 2 && strings.Trim(part, unknownDigits) != "" {
				return "", false
			}
			for k := i; k < j; k++ {
				out[k] = '0'
			}
			changed = true
		}
		i = max(j, i+1)
	}
	return string(out), changed
}

// fourDigits is what a year is written in.
var fourDigits = pattern.Of(`(^|[^0-9])[0-9]{4}([^0-9]|$)`)

// parseWords reads a date with letters in it.
func (d *dateScan) parseWords(c string) record.DateValue {
	if len(c) > 96 {
		return record.DateValue{Faults: d.faults | record.FaultUnknown}
	}
	if m := mendDigits(c); m != c {
		if d.scan(m) {
			d.faults |= record.RepairedChars
			return d.assemble()
		}
	}
	if blanked, ok := d.withoutUnknown(c); ok && d.scan(blanked) {
		return d.assemble()
	}
	if strings.Contains(c, "…") { // …/5/1975
		if t := strings.ReplaceAll(c, "…", "."); d.scan(t) {
			return d.assemble()
		}
	}
	low := spelled(viet.Fold(c))
	lunar := strings.Contains(low, "am lich") || strings.HasSuffix(low, " al") || strings.Contains(low, "(al)")
	if lunar {
		for _, w := range []string{"am lich", "(al)", " al"} {
			low = strings.ReplaceAll(low, w, " ")
		}
	}
	if i := strings.IndexByte(low, ':'); i > 0 && low[i-1] >= '0' && low[i-1] <= '9' { // a time of day behind words
		rest := low[i:]
		for i > 0 && low[i-1] != ' ' {
			i--
		}
		low = low[:i]
		if _, behind, ok := strings.Cut(rest, " "); ok && !fourDigits().MatchString(low) && fourDigits().MatchString(behind) { // Wed Mar 05 00:00:00 ICT 1980
			low += behind
		}
	}
	v := d.labelled(low)
	if lunar && v.Date != 0 { // a lunar day is another solar one, and the year's end may fall into the next year
		v.Date, v.Alt = record.MakeDate(v.Date.Year(), 0, 0), 0
		v.Faults |= record.FaultAmbiguous
	}
	return v
}

// labelled reads numbers by the words before them, and the others in their order.
func (d *dateScan) labelled(low string) record.DateValue {
	l := labelScan{dateScan: d}
	d.n = 0
	eachWord(low, func(w string, number bool) {
		if number {
			l.number(w)
		} else {
			l.word(w)
		}
	})
	switch {
	case l.bad:
		return record.DateValue{Faults: d.faults | record.FaultCharacters}
	case !l.have[labelDay] && !l.have[labelMonth] && !l.have[labelYear], d.n > 0 && l.have[labelDay] && !l.have[labelMonth]:
		if l.have[labelDay] { // "ngày 5/3/1980"
			copy(d.num[1:], d.num[:])
			copy(d.width[1:], d.width[:])
			d.num[0], d.width[0] = l.part[labelDay], 2
			if l.part[labelDay] > 31 {
				d.width[0] = 8
			}
			d.n = min(d.n+1, len(d.num))
		}
		if d.n == 0 {
			return record.DateValue{Faults: d.faults | record.FaultUnknown}
		}
		return d.assemble()
	}
	return d.fill(l.part, l.have)
}

// labelScan goes through the words of a date. Numbers without a label go to the dateScan.
type labelScan struct {
	*dateScan
	part  [4]int // day, month, year by label
	have  [4]bool
	label int  // said last, of the number to come
	ten   bool // the month said last was "mười", of which more may come
	bad   bool // something is no part of a date
}

// word takes a word that is no number.
func (l *labelScan) word(w string) {
	tens := l.ten
	l.ten = false
	if l.label == labelQuarter && monthWords[w] != 0 {
		l.label = labelNone
		return
	}
	switch k, known := dateLabels[w]; {
	case l.label == labelMonth && !l.have[labelMonth] && monthNumbers[w] != 0:
		l.part[labelMonth], l.have[labelMonth] = monthNumbers[w], true
		l.ten, l.label = w == "muoi", labelNone
	case tens && (w == "mot" || w == "hai"): // mười một, mười hai
		l.part[labelMonth]++
		if w == "hai" {
			l.part[labelMonth]++
		}
	case known:
		l.label = k
	case monthWords[w] != 0 && !l.have[labelMonth]:
		l.part[labelMonth], l.have[labelMonth] = monthWords[w], true
		l.label = labelNone
	case weekdays[w]:
	default:
		l.bad = true
	}
}

// number takes a number.
func (l *labelScan) number(w string) {
	label := l.label
	l.label = labelNone
	if label == labelQuarter {
		if len(w) <= 2 { // a quarter is no month
			return
		}
		label = labelNone
	}
	n := 0
	for i := 0; i < len(w) && i < 18; i++ {
		n = n*10 + int(w[i]-'0')
	}
	switch {
	case label != labelNone && !l.have[label]:
		if label == labelYear && len(w) == 2 {
			l.century(n, func(y int) record.DateValue { n = y; return record.DateValue{} })
		}
		l.part[label], l.have[label] = n, true
	case l.n < len(l.num):
		l.num[l.n], l.width[l.n] = n, len(w)
		l.n++
	default:
		l.bad = true
	}
}

// unitWords are the figures in words.
var unitWords = map[string]int{"khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9}

// spelled writes in figures the day and the year of a date in words, as civil-status books repeat dates: "ngày mười lăm tháng
// ba năm một nghìn chín trăm tám mươi". What it cannot read it leaves.
func spelled(low string) string {
	month := strings.Index(low, "thang ")
	if month < 0 {
		return low
	}
	day, rest := low[:month], low[month:]
	for _, label := range [...]string{"ngay mung ", "ngay mong ", "ngay ", "mung ", "mong "} {
		if words, ok := strings.CutPrefix(day, label); ok {
			if n, ok := numberInWords(words); ok && n <= 31 {
				day = "ngay " + strconv.Itoa(n) + " "
			}
			break
		}
	}
	if i := strings.LastIndex(rest, " nam mot nghin "); i >= 0 {
		rest = yearInWords(rest, i)
	} else if i := strings.LastIndex(rest, " nam mot ngan "); i >= 0 {
		rest = yearInWords(rest, i)
	} else if i := strings.LastIndex(rest, " nam hai "); i >= 0 {
		rest = yearInWords(rest, i)
	}
	return day + rest
}

// yearInWords writes the year whose label stands at a place of a text in figures.
func yearInWords(s string, at int) string {
	at += len(" nam ")
	if n, ok := numberInWords(s[at:]); ok && isYear(n) {
		return s[:at] + strconv.Itoa(n)
	}
	return s
}

// numberInWords reads a whole number of folded words: "hai muoi mot", "mot nghin chin tram tam muoi lam".
func numberInWords(s string) (int, bool) {
	total, unit, any := 0, -1, false
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' }) {
		scale := 0
		switch w {
		case "muoi":
			scale = 10
		case "tram":
			scale = 100
		case "nghin", "ngan":
			scale = 1000
		case "linh", "le":
			continue
		}
		if scale == 0 {
			n, ok := unitWords[w]
			if !ok || unit >= 0 {
				return 0, false
			}
			unit, any = n, true
			continue
		}
		if unit < 0 {
			unit = 1 // mười
		}
		total += unit * scale
		unit, any = -1, true
	}
	return total + max(unit, 0), any
}

// fill puts the numbers without a label into the places the labels left.
func (d *dateScan) fill(part [4]int, have [4]bool) record.DateValue {
	short := -1
	for i := range d.n {
		n, w := d.num[i], d.width[i]
		switch {
		case !have[labelYear] && (w == 4 || n > 31):
			part[labelYear], have[labelYear] = n, true
			if w == 2 {
				short = n
			}
		case !have[labelDay] && n <= 31:
			part[labelDay], have[labelDay] = n, true
		case !have[labelMonth] && n <= 12:
			part[labelMonth], have[labelMonth] = n, true
		case !have[labelYear]:
			part[labelYear], have[labelYear] = n, true
			short = n
		default:
			return record.DateValue{Faults: d.faults | record.FaultUnknown}
		}
	}
	if !have[labelYear] {
		return record.DateValue{Faults: d.faults | record.FaultUnknown}
	}
	if short >= 0 {
		return d.century(short, func(y int) record.DateValue { return d.make(y, part[labelMonth], part[labelDay]) })
	}
	return d.make(part[labelYear], part[labelMonth], part[labelDay])
}

// eachWord calls f with the runs of digits and of letters of a folded text, in order.
func eachWord(s string, f func(w string, number bool)) {
	for i := 0; i < len(s); {
		j := i
		switch b := s[i]; {
		case b >= '0' && b <= '9':
			for j < len(s) && s[j] >= '0' && s[j] <= '9' {
				j++
			}
			f(s[i:j], true)
		case b >= 'a' && b <= 'z' || b >= 0x80:
			for j < len(s) && (s[j] >= 'a' && s[j] <= 'z' || s[j] >= 0x80) {
				j++
			}
			f(s[i:j], false)
		default:
			j++
		}
		i = j
	}
}

// mendDigits makes the letters that pass for digits digits, where a text is digits for the most part: O and o are 0; l, I
// and | are 1. A part of I alone is a Roman number and left alone.
func mendDigits(s string) string {
	digits, alike := 0, 0
	var part, ones int // digits and ones of the part at hand
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
			part++
			continue
		case r == 'O' || r == 'o':
			alike++
			part++
			continue
		case r == 'l' || r == 'I' || r == '|':
			alike++
			ones++
			continue
		case unicode.IsLetter(r), ones > part:
			return s
		}
		part, ones = 0, 0
	}
	if alike == 0 || digits <= alike || ones > part {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case 'O', 'o':
			return '0'
		case 'l', 'I', '|':
			return '1'
		}
		return r
	}, s)
}
