package dataset

import (
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
)

// partsBelow counts the rows of remarks below a header's last row, and tells whether a row of the columns' numbers stands beside them.
func partsBelow(head [][]string, last int) (remarks int, numbers bool) {
	for next := last + 1; next < len(head); next++ {
		switch {
		case !numbers && isNumbering(head[next]):
			numbers = true
		case isRemarks(head[next]):
			remarks++
		default:
			return remarks, numbers
		}
	}
	return remarks, numbers
}

// samplesBelow returns the first rows of a list whose header ends in a row. What stands below the header is none: a column that is ticked would hold a 5.
func samplesBelow(head [][]string, last int) [][]string {
	remarks, numbers := partsBelow(head, last)
	if numbers {
		last++
	}
	return head[last+remarks+1:]
}

// units are what amounts below a header are told in, and what a cell is to be filled with. Marks count: "lần" is no Lan.
var units = pattern.Of(`^(đơn vị( tính)?|đvt)?:? ?(1[.,]?000|nghìn|ngàn|triệu|tỷ|tỉ)? ?(đồng( việt nam)?|đ|vnđ|vnd|tháng|năm|ngày|người|hộ|lần|mũi|m2|kwh|kg|cm|tuổi|phần trăm|%)$|` +
	`^[0-9]{1,2} ?(số|chữ số|ký tự|kí tự)$|^(ghi |viết )?(chữ )?(in )?hoa( có dấu)?$|^có ?/ ?không$|^nam ?/ ?nữ$|^đánh dấu x$|^ghi rõ$|^nếu có$|^bằng (số|chữ)$`)

// datePattern is how a date is to be written: dd/mm/yyyy, ngày/tháng/năm.
var datePattern = pattern.Of(`^(d{1,2}|ngay)?[ /.-]?(m{1,2}|thang)[ /.-]?(y{2,4}|n{2,4}|nam)$|^(y{4}|n{4}|nam)[ /.-](m{1,2}|thang)([ /.-](d{1,2}|ngay))?$`)

// isRemarks reports whether a row says below a header how its cells are to be written or what amounts are in: all that stands in it is a unit or a pattern ("đồng",
// "dd/mm/yyyy"), or stands in brackets. Of brackets alone there have to be two: one may be a part's heading.
func isRemarks(row []string) bool {
	sure, bracketed := 0, 0
	for _, c := range row {
		if c == "" {
			continue
		}
		inner, ok := c, false
		if len(c) > 2 && c[0] == '(' && c[len(c)-1] == ')' {
			if _, number := columnNumber(c); number {
				return false
			}
			inner, ok = strings.TrimSpace(c[1:len(c)-1]), true
		}
		switch text := strings.ToLower(viet.NFC(inner)); {
		case units().MatchString(text), datePattern().MatchString(viet.Fold(text)):
			sure++
		case ok:
			bracketed++
		default:
			return false
		}
	}
	return sure > 0 || bracketed >= 2
}

// numbered is a column's number below its header: 1, (2), [03], -4, A, IV, Cột 5, 5=3+4, (3)=(1)+(2).
var numbered = pattern.Of(`^(?i:cột|cot|col)?[(\[]?-?([0-9]{1,3}|[A-Z]|[IVX]{2,5})\.?[)\]]?\.?(?:=[0-9A-Z+x*/:()\[\] -]*)?[)\]]?$`)

// columnNumber returns what a cell that is a column's number says, without brackets.
func columnNumber(cell string) (said string, ok bool) {
	m := numbered().FindStringSubmatch(strings.ReplaceAll(viet.NFC(cell), " ", ""))
	if m == nil {
		return "", false
	}
	return m[1], true
}

// isNumbering reports whether a row holds the columns' numbers: every cell does, and they ascend by one, letters before figures, all in Roman or in Arabic figures.
func isNumbering(row []string) bool {
	var said []string
	for _, c := range row {
		if c == "" {
			continue
		}
		s, ok := columnNumber(c)
		if !ok {
			return false
		}
		said = append(said, s)
	}
	return len(said) >= 3 && (isSeries(said, romanFigure) || isSeries(said, letterOrFigure))
}

// isSeries reports whether words are numbers that ascend by one; those after the first of another kind begin anew.
func isSeries(said []string, read func(string) (n int, kind byte)) bool {
	last, was := 0, byte(0)
	for _, s := range said {
		n, kind := read(s)
		if kind == 0 || kind == was && n != last+1 || kind == 'A' && was != kind && (was != 0 || n != 1) {
			return false
		}
		last, was = n, kind
	}
	return true
}

func romanFigure(s string) (n int, kind byte) {
	n = 1 + slices.Index([]string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX"}, s)
	if n == 0 {
		return 0, 0
	}
	return n, 'i'
}

func letterOrFigure(s string) (n int, kind byte) {
	if n, err := strconv.Atoi(s); err == nil {
		return n, '1'
	}
	if len(s) == 1 {
		return int(s[0]-'A') + 1, 'A'
	}
	return 0, 0
}
