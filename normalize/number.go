package normalize

import (
	"slices"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// ParseTaxCode reads a tax code (MST): ten digits of which the last is a check digit, written 0123456789, with a branch
// 0123456789-001; or a 12-digit personal ID, which since July 2025 is the tax code of a person. An eaten leading zero is
// put back where the check digit then fits. FaultCheckDigit: ten digits that do not fit. Text is kept in every case in
// which there are digits.
func ParseTaxCode(s string) record.Number { return parseTaxCode(s, 2099) }

func parseTaxCode(s string, lastYear int) record.Number {
	if isTenDigits(s) { // the usual case, without a second look
		n := record.Number{Text: s}
		if !checkMST([]byte(s)) {
			n.Faults = record.FaultCheckDigit
		}
		return n
	}
	return parseNumber(s, func(d []byte, n *record.Number) {
		branch := len(d)
		switch len(d) {
		case 9:
			if mst, ok := withZero(d); ok {
				n.Text = mst
				n.Faults |= record.RepairedZero
				return
			}
			n.Faults |= record.FaultLength
		case 10:
			if !checkMST(d) {
				n.Faults |= record.FaultCheckDigit
			}
		case 11, 12:
			if asPersonalID(d, lastYear, n) {
				return
			}
			if mst, ok := withZero(d[:min(9, len(d))]); ok && len(d) == 12 {
				n.Text = mst + "-" + string(d[9:])
				n.Faults |= record.RepairedZero
				return
			}
			if len(d) == 12 { // a personal ID with a wrong part
				n.ID = toNumber(d)
				n.Faults |= record.FaultProvince
				break
			}
			n.Faults |= record.FaultLength
		case 13:
			if !checkMST(d[:10]) {
				n.Faults |= record.FaultCheckDigit
			}
			branch = 10
		default:
			n.Faults |= record.FaultLength
		}
		n.Text = string(d[:branch])
		if branch < len(d) {
			n.Text += "-" + string(d[branch:])
		}
	})
}

// isTenDigits reports whether a cell is ten digits and nothing else, and not all of them zero.
func isTenDigits(s string) bool {
	k, ok := plainDigits(s)
	return ok && k == 10 && !isZeros(s)
}

// withZero puts the leading zero back to nine digits of a tax code, if the check digit agrees.
func withZero(d []byte) (string, bool) {
	if len(d) != 9 || d[0] == '0' {
		return "", false
	}
	mst := append([]byte{'0'}, d...)
	return string(mst), checkMST(mst)
}

// checkMST verifies the check digit of ten digits: 10 − (Σ weight·digit mod 11); a result of 10 is no tax code's.
func checkMST(d []byte) bool {
	sum := 0
	for i, w := range [...]int{31, 29, 23, 19, 17, 13, 7, 5, 3} {
		sum += w * int(d[i]-'0')
	}
	return 10-sum%11 == int(d[9]-'0')
}

// asPersonalID reads 11 or 12 digits as a personal ID with a province that exists, if they can be one.
func asPersonalID(d []byte, lastYear int, n *record.Number) bool {
	r := idReader{lastYear: lastYear}
	r.file(d)
	if r.id.Number == 0 || r.id.Faults.Has(record.FaultProvince|record.FaultCenturySex) {
		return false
	}
	n.ID = r.id.Number
	n.Text = record.FormatID(n.ID)
	n.Faults |= r.id.Faults
	return true
}

// ParseBHXH reads a social-insurance number: ten digits, or the 12-digit personal ID that stands for it since August 2025.
// An eaten leading zero of a personal ID is put back; nine digits alone are FaultLength, since any digit may be missing:
// Table puts a zero back where the column tells that zeros were eaten.
func ParseBHXH(s string) record.Number { return parseBHXH(s, 2099, nil) }

func parseBHXH(s string, lastYear int, column *tenDigits) record.Number {
	if isTenDigits(s) {
		return record.Number{Text: s}
	}
	return parseNumber(s, func(d []byte, n *record.Number) {
		switch len(d) {
		case 9:
			if column.ateZero(d) {
				n.Text = "0" + string(d)
				n.Faults |= record.RepairedZero
				return
			}
			n.Faults |= record.FaultLength
		case 10:
		case 11, 12:
			if asPersonalID(d, lastYear, n) {
				return
			}
			if len(d) == 12 {
				n.ID = toNumber(d)
				n.Faults |= record.FaultProvince
				break
			}
			n.Faults |= record.FaultLength
		default:
			n.Faults |= record.FaultLength
		}
		n.Text = string(d)
	})
}

// parseNumber reads a cell of one number of digits and hands them to read. Where other characters stand in it, Text is the
// folded cell.
func parseNumber(s string, read func(d []byte, n *record.Number)) record.Number {
	c, faults := Clean(s)
	if IsBlank(c) || isZeros(c) {
		return record.Number{}
	}
	n := record.Number{Faults: faults}
	var buf [32]byte
	d, f := digitsOf(buf[:0], c)
	n.Faults |= f
	if f.Has(record.FaultCharacters|record.FaultLength) || len(d) == 0 {
		if len(d) == 0 {
			n.Faults |= record.FaultCharacters
		}
		n.Text = viet.Fold(c)
		return n
	}
	if isZeros(string(d)) {
		return record.Number{}
	}
	read(d, &n)
	if n.Text == c { // the hyphen of a branch is no repair
		n.Faults &^= record.RepairedChars
	}
	return n
}

// ParseBHYT reads health-insurance cards: 15 characters (two letters for the holder's group, one for the level 1–5, two
// digits for the province, ten for the BHXH number), the ten digits alone as issued since April 2021, or a personal ID.
// Several cards in a cell are joined by ";" in their order, each once.
//
// FaultPrefix: no group has those letters, or the level is none; FaultProvince: no province has those digits.
func ParseBHYT(s string) record.Number { return parseBHYT(s, 2099, nil) }

func parseBHYT(s string, lastYear int, column *tenDigits) record.Number {
	c, faults := Clean(s)
	if IsBlank(c) || isZeros(c) {
		return record.Number{}
	}
	n := record.Number{Faults: faults}
	var cards []string
	for _, piece := range strings.FieldsFunc(c, func(r rune) bool { return strings.ContainsRune(";,|/\n", r) }) {
		if piece = strings.TrimSpace(piece); piece == "" || IsBlank(piece) {
			continue
		}
		card := parseCard(piece, lastYear, column)
		n.Faults |= card.Faults
		if n.ID == 0 {
			n.ID = card.ID
		}
		if card.Text != "" && !slices.Contains(cards, card.Text) {
			cards = append(cards, card.Text)
		}
	}
	if len(cards) == 1 {
		n.Text = cards[0]
		return n
	}
	n.Text = strings.Join(cards, ";")
	return n
}

// parseCard reads one health-insurance card number.
func parseCard(s string, lastYear int, column *tenDigits) record.Number {
	var buf [24]byte
	var label record.Fault
	s = codeAlone(s, &label)
	b, faults := alphanumerics(buf[:0], s)
	faults |= label
	n := record.Number{Faults: faults}
	if len(b) < 2 || !isUpper(b[0]) || !isUpper(b[1]) || len(b) < 15 { // digits alone, or a letter for a digit among them
		if len(b) >= 2 && isUpper(b[0]) && isUpper(b[1]) && countDigits(string(b)) >= 10 {
			n.Faults |= record.FaultLength
			n.Text = string(b)
			return n
		}
		out := parseBHXH(s, lastYear, column)
		out.Faults |= faults &^ record.FaultCharacters
		return out
	}
	for i := 2; i < len(b); i++ {
		switch b[i] {
		case 'O':
			b[i] = '0'
			n.Faults |= record.RepairedChars
		case 'I', 'L':
			b[i] = '1'
			n.Faults |= record.RepairedChars
		}
		if b[i] < '0' || b[i] > '9' {
			n.Faults |= record.FaultCharacters
		}
	}
	if len(b) == 20 { // the five digits of the hospital stood behind the number on older cards
		b = b[:15]
	}
	n.Text = string(b)
	switch {
	case len(b) != 15:
		n.Faults |= record.FaultLength
	case n.Faults.Has(record.FaultCharacters):
	default:
		if b[2] < '1' || b[2] > '5' || !insuranceObjects()[string(b[:2])] {
			n.Faults |= record.FaultPrefix
		}
		// 97–99: army, police and other holders whose cards name no province.
		if p := int(b[3]-'0')*10 + int(b[4]-'0'); p < 97 && !provinceDigits()[p] {
			n.Faults |= record.FaultProvince
		}
	}
	return n
}

// codeAlone takes the label before a code of letters and figures off, and the note behind it: "Mã thẻ: DN4…", "Thẻ BHYT DN4…",
// "DN4… (hết hạn)".
func codeAlone(s string, faults *record.Fault) string {
	if strings.IndexByte(s, ' ') < 0 && strings.IndexByte(s, ':') < 0 && !strings.ContainsAny(s, "();") { // nearly every code
		return s
	}
	c := s
	if i := strings.LastIndexByte(c, ':'); i >= 0 {
		c = c[i+1:]
	}
	c = strings.Trim(c, "(); ")
	if i := strings.IndexByte(c, '('); i > 0 && countDigits(c[i:]) == 0 {
		c = strings.TrimSpace(c[:i])
	}
	for {
		first, rest, ok := strings.Cut(c, " ")
		if !ok || !isCodeLabel(first) {
			break
		}
		c = strings.TrimSpace(rest)
	}
	if c == "" || countDigits(c) == 0 {
		return s
	}
	if c != s {
		*faults |= record.RepairedChars
	}
	return c
}

// isCodeLabel reports whether a word says what kind of code stands behind it.
func isCodeLabel(w string) bool {
	switch viet.Words(w) {
	case "the", "bhyt", "so", "ma", "kh", "mkh", "khach", "hang":
		return true
	}
	return false
}

// insuranceObjects are the letters a health-insurance card may begin with.
var insuranceObjects = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, o := range refdata.InsuranceObjects() {
		m[o.Code] = true
	}
	return m
})

// alphanumerics appends the letters and digits of a code in upper case; blanks, dots and hyphens between them are dropped,
// anything else is FaultCharacters.
func alphanumerics(b []byte, s string) ([]byte, record.Fault) {
	var faults record.Fault
	for i := 0; i < len(s) && len(b) < 24; i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9', isUpper(c):
			b = append(b, c)
		case c >= 'a' && c <= 'z':
			b = append(b, c-'a'+'A')
		case c == ' ' || c == '.' || c == '-' || c == '\'':
			faults |= record.RepairedChars
		default:
			faults |= record.FaultCharacters
		}
	}
	return b, faults
}

func isUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

// evnPrefixes are the beginnings of electricity customer codes.
var evnPrefixes = sync.OnceValue(func() map[string]bool {
	m := make(map[string]bool)
	for _, p := range refdata.EVNPrefixes() {
		m[p.Prefix] = true
	}
	return m
})

// ParseEVN reads an electricity customer code: 13 letters and digits that begin with a company's prefix (PA…). The length
// rests on one source. FaultPrefix: no company's prefix.
func ParseEVN(s string) record.Number {
	c, faults := Clean(s)
	if IsBlank(c) || isZeros(c) {
		return record.Number{}
	}
	var buf [24]byte
	c = codeAlone(c, &faults)
	b, f := alphanumerics(buf[:0], c)
	n := record.Number{Faults: faults | f, Text: string(b)}
	if len(b) > 2 && b[0] == 'P' { // behind the letters of the company and the power station come digits
		for i := 6; i < len(b); i++ {
			if b[i] == 'O' {
				b[i] = '0'
				n.Faults |= record.RepairedChars
			}
		}
		n.Text = string(b)
	}
	switch {
	case f.Has(record.FaultCharacters):
	case len(b) != 13:
		n.Faults |= record.FaultLength
	case !evnPrefixes()[n.Text[:2]]:
		n.Faults |= record.FaultPrefix
	}
	return n
}
