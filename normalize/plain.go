package normalize

import (
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// parseText returns the folded text of a free field.
func parseText(f record.Field, s string) string {
	c, _ := Clean(s)
	if f == record.Religion && noReligion[viet.Words(c)] { // "Không" in the field of religion is an answer
		return "khong"
	}
	if IsBlank(c) {
		return ""
	}
	return viet.Fold(c)
}

// noReligion are the wordings of having none, as viet.Words gives them.
var noReligion = map[string]bool{
	"khong": true, "ko": true, "khong co": true, "khong ton giao": true, "khong theo dao": true, "khong theo ton giao": true,
	"khong theo dao nao": true, "khong theo ton giao nao": true, "khong dao": true, "khong co dao": true, "khong co ton giao": true,
	"khong ton giao nao": true, "no religion": true, "none": true,
}

// ParseKey returns a key as written, but for invisible characters and runs of blanks; a spreadsheet's apostrophe in front
// goes.
func ParseKey(s string) string {
	c, _ := Clean(s)
	if t := strings.TrimLeft(c, "' "); t != "" {
		c = t
	}
	if IsBlank(c) {
		return ""
	}
	return c
}

// ParseAmount returns an amount of money as whole đồng without separators: "1.500.000 đ", "1,500,000", "1500000.00" are
// "1500000". What is no amount comes back folded.
func ParseAmount(s string) string {
	c, _ := Clean(s)
	if IsBlank(c) {
		return ""
	}
	if c = viet.Fold(c); IsBlank(c) {
		return ""
	}
	t := strings.TrimSpace(strings.TrimRightFunc(c, func(r rune) bool { return unicode.IsLetter(r) || r == ' ' || r == '.' || r == '₫' }))
	t = strings.ReplaceAll(strings.TrimPrefix(t, "+"), " ", "")
	sign := ""
	if strings.HasPrefix(t, "-") {
		sign, t = "-", t[1:]
	}
	if i := strings.LastIndexAny(t, ".,"); i >= 0 && len(t)-i-1 != 3 { // a fraction; groups have three digits
		t = t[:i]
	}
	t = strings.NewReplacer(".", "", ",", "").Replace(t)
	if t == "" || countDigits(t) != len(t) {
		return c
	}
	if t = strings.TrimLeft(t, "0"); t == "" {
		return "0"
	}
	return sign + t
}

// movedPrefixes are the mobile prefixes of eleven-digit numbers and what they became in September 2018 (Ministry of
// Information and Communications, plan 798/QĐ-BTTTT).
var movedPrefixes = map[string]string{
	"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084", "0125": "085",
	"0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035", "0166": "036", "0167": "037",
	"0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}

// firstPhone cuts off what follows the first of several numbers: behind a slash, a comma and the like, or wherever as many digits follow as
// a number has.
func firstPhone(c string) string {
	if i := strings.IndexAny(c, "/;,|"); i > 0 && countDigits(c[:i]) >= minPhone {
		return c[:i]
	}
	all, n, whole := countDigits(c), 0, minPhone
	for i := 0; i < len(c) && all >= 2*minPhone; i++ {
		switch isDigit := c[i] >= '0' && c[i] <= '9'; {
		case isDigit && n == 0 && c[i] == '0':
			n, whole = 1, minPhone+1
		case isDigit:
			n++
		case n >= whole && all-n >= minPhone:
			return c[:i]
		}
	}
	return c
}

// minPhone and maxPhone are the digits of a telephone number at home, an eaten zero not counted: 9 of a mobile without it, 11 of a landline.
const (
	minPhone = 9
	maxPhone = 11
)

// PhoneFaults tells what keeps a cell from being a telephone number. Short service numbers and numbers of other countries are left alone.
func PhoneFaults(s string) record.Fault {
	n := ParsePhone(s)
	c, _ := Clean(s)
	switch {
	case n == "":
		return 0
	case countDigits(n) != len(n):
		return record.FaultCharacters
	case strings.HasPrefix(c, "+") || strings.HasPrefix(n, "00") || strings.HasPrefix(n, "1800") || strings.HasPrefix(n, "1900"):
		return 0
	case len(n) <= minPhone || len(n) > maxPhone || n[0] != '0':
		return record.FaultLength
	}
	return 0
}

// ParsePhone returns the digits of a telephone number in the national form: +84 and an eaten zero become 0, mobile numbers
// of eleven digits their ten-digit ones. Of several numbers the first counts. What is no number comes back folded.
func ParsePhone(s string) string {
	c, _ := Clean(s)
	if IsBlank(c) || isZeros(c) {
		return ""
	}
	if c = viet.Fold(c); IsBlank(c) {
		return ""
	}
	first := firstPhone(c)
	first = strings.TrimSuffix(first, ".0")
	if i := strings.IndexByte(first, '('); i > 0 && countDigits(first[:i]) >= minPhone && countDigits(first[i:]) == 0 { // whose it is
		first = first[:i]
	}
	for _, label := range [...]string{"so dien thoai", "dien thoai", "sdt", "dt", "tel", "mobile", "so"} {
		if rest, ok := strings.CutPrefix(first, label); ok {
			first = strings.TrimLeft(rest, " :.-")
			break
		}
	}
	if strings.Contains(first, "o") && countDigits(first) >= 7 { // O for 0
		first = strings.ReplaceAll(first, "o", "0")
	}
	var b []byte
	for _, r := range first {
		switch {
		case r >= '0' && r <= '9':
			b = append(b, byte(r))
		case unicode.IsLetter(r):
			return c
		}
	}
	t := string(b)
	switch {
	case len(t) >= 13 && len(t) <= 15 && strings.HasPrefix(t, "0084"): // longer ones are no telephone numbers
		t = "0" + strings.TrimPrefix(t[4:], "0")
	case len(t) >= 11 && len(t) <= 13 && strings.HasPrefix(t, "84"):
		t = "0" + strings.TrimPrefix(t[2:], "0")
	case len(t) == 9 && t[0] != '0':
		t = "0" + t
	case len(t) == 10 && t[0] == '1':
		t = "0" + t
	}
	if isZeros(t) {
		return ""
	}
	if len(t) == 11 {
		if p, ok := movedPrefixes[t[:4]]; ok {
			t = p + t[4:]
		}
	}
	return t
}
