package normalize

import (
	"strconv"
	"strings"
	"sync"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// provinceDigits tells which three-digit beginnings of a personal ID are a province of birth registration.
var provinceDigits = sync.OnceValue(func() *[1000]bool {
	t := new([1000]bool)
	u := refdata.Units()
	for i := range t {
		_, t[i] = u.CCCDProvince(i)
	}
	return t
})

// ParsePersonalID reads a personal-number cell: a 12-digit personal ID, a 9-digit CMND, or both ("012345678/042063817449").
//
// Mended, with RepairedZero: the leading zeros a spreadsheet has eaten (11 digits, or 10 for the provinces 00x; 8 for a
// CMND) where what comes out has a province that exists and a century that is possible. With RepairedChars: O, l and I for
// digits, blanks, dots, hyphens, apostrophes, labels (CCCD:), ".0" or ",00" behind. A number in scientific notation that still has
// all its digits is read; one that has lost some is FaultScientific and FaultCharacters.
//
// FaultProvince: the first three digits are no province (Number is kept: those born abroad carry a country's code).
// FaultCenturySex: born in 2100 or later. FaultLength, FaultCharacters: no number, Number and Old are 0. FaultAmbiguous:
// several different numbers of one kind, of which the first is kept. A cell of zeros, of one digit repeated in nine
// or twelve places, 123456789 or 123456789012 holds no number and no fault: a clerk had to type something.
func ParsePersonalID(s string) record.PersonalID { return parsePersonalID(s, 2099) }

// parsePersonalID is ParsePersonalID with the latest birth year that is possible.
func parsePersonalID(s string, lastYear int) record.PersonalID {
	var digits [12]byte
	if n, ok := plainDigits(s); ok && (n == 12 || n == 9) { // the usual case, without a second look
		copy(digits[:], s)
		var r idReader
		r.lastYear = lastYear
		r.file(digits[:n])
		return r.id
	}
	c, faults := Clean(s)
	if IsBlank(c) || isZeros(c) {
		return record.PersonalID{}
	}
	r := idReader{id: record.PersonalID{Faults: faults}, lastYear: lastYear}
	eachNumber(r.cutIssue(c), r.read)
	if r.id.Number == 0 && r.id.Old == 0 && r.id.Faults&^record.RepairedChars == 0 { // placeholders and nothing else
		return record.PersonalID{}
	}
	return r.id
}

// plainDigits returns the length of a text of digits alone.
func plainDigits(s string) (int, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	return len(s), len(s) > 0
}

// idReader gathers the numbers of one cell.
type idReader struct {
	id       record.PersonalID
	lastYear int
}

// issueDate is the day of issue behind a comma: "042…, 01/02/2021, Cục …".
var issueDate = pattern.Of(`^,\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\s*(,|$)`)

// cutIssue takes off what a cell tells of the issue of a number: "042… cấp ngày 01/02/2021 tại …".
func (r *idReader) cutIssue(c string) string {
	pieces := strings.Split(c, ";")
	for k, piece := range pieces {
		low, cut := strings.ToLower(piece), len(piece)
		if len(low) != len(piece) {
			continue
		}
		for _, word := range [...]string{" ngày cấp", " cấp", ",cấp", " ngay cap", " cap", " do ", " ca ", " công an ", " cong an "} {
			if i := strings.Index(low, word); i > 0 && i < cut && countDigits(piece[:i]) >= 8 {
				cut = i
			}
		}
		if i := strings.IndexByte(piece, ','); i > 0 && i < cut && countDigits(piece[:i]) >= 8 && issueDate().MatchString(piece[i:]) {
			cut = i
		}
		if cut < len(piece) {
			r.id.Faults |= record.RepairedChars
			pieces[k] = strings.TrimRight(piece[:cut], " ,-")
		}
	}
	return strings.Join(pieces, ";")
}

// read takes in one piece of a cell.
func (r *idReader) read(piece string) {
	if piece == "" || IsBlank(piece) || isZeros(piece) {
		return
	}
	if countDigits(piece) == 0 && isNumberLabel(piece) { // 042… (CCCD)
		r.id.Faults |= record.RepairedChars
		return
	}
	var buf [32]byte
	d, faults := digitsOf(buf[:0], piece)
	r.id.Faults |= faults
	if faults.Has(record.FaultCharacters | record.FaultLength) {
		if shown, ok := shownDigits(piece); ok && r.id.Slipped == 0 {
			r.id.Slipped = shown
		}
		return
	}
	r.file(d)
}

// file takes in one number of digits alone.
func (r *idReader) file(d []byte) {
	switch len(d) {
	case 12:
		r.number(d, 0)
	case 11:
		if r.plausible(d, 1) {
			r.number(d, 1)
			return
		}
		r.slipped(d)
	case 10:
		if r.plausible(d, 2) {
			r.number(d, 2)
			return
		}
		r.id.Faults |= record.FaultLength
		r.cut(d)
	case 9:
		r.old(toNumber(d))
		r.cut(d)
	case 8:
		if d[0] != '0' { // every prefix 01…09 is a province's
			r.id.Faults |= record.RepairedZero
			r.old(toNumber(d))
			return
		}
		r.id.Faults |= record.FaultLength
	case 0:
	case 13:
		r.slipped(d)
	default:
		r.id.Faults |= record.FaultLength
	}
}

// slipped takes in a number of which a digit is missing or written twice: no number, but it may still tell whose it was.
func (r *idReader) slipped(d []byte) {
	r.id.Faults |= record.FaultLength
	if n := toNumber(d); d[0] == '0' && r.id.Slipped == 0 && (len(d) < 12) == (record.DigitsOff(n) < 0) {
		r.id.Slipped = n
	}
}

// cut takes in what may be a personal ID without its last digits, two or three of them: what is left shows whose it was as digits that are hidden do. Nine may be a
// CMND's as well, which the number then is.
func (r *idReader) cut(d []byte) {
	if d[0] != '0' || r.id.Slipped != 0 {
		return
	}
	whole := []byte("xxxxxxxxxxxx")
	copy(whole, d)
	n := toNumber(d)
	for range len(whole) - len(d) {
		n *= 10
	}
	if _, ok := possibleID(n, r.lastYear); ok && provinceDigits()[record.IDProvince(n)] {
		r.id.Slipped = record.Shown(whole)
	}
}

// plausible reports whether d, with its eaten zeros put back, can be a personal ID: a spreadsheet eats all zeros there are,
// so the first digit left is none; the province must exist, and the century and year must be past.
func (r *idReader) plausible(d []byte, zeros int) bool {
	if d[0] == '0' {
		return false
	}
	n := toNumber(d)
	_, ok := possibleID(n, r.lastYear)
	return ok && provinceDigits()[record.IDProvince(n)] && record.IDProvince(n) < []int{1000, 100, 10}[zeros]
}

// possibleID judges the digits that do not depend on the person.
func possibleID(n uint64, lastYear int) (record.Fault, bool) {
	switch {
	case record.IDCenturySex(n) > 3:
		return record.FaultCenturySex, false
	case record.IDBirthYear(n) > lastYear:
		return record.FaultBirthYear, false
	}
	return 0, true
}

// number takes in a personal ID.
func (r *idReader) number(d []byte, zeros int) {
	n := toNumber(d)
	if n%111_111_111_111 == 0 || n == 123_456_789_012 { // of no province
		return
	}
	if zeros > 0 {
		r.id.Faults |= record.RepairedZero
	}
	if r.id.Number != 0 {
		if r.id.Number != n {
			r.id.Faults |= record.FaultAmbiguous
		}
		return
	}
	fault, _ := possibleID(n, r.lastYear)
	if !provinceDigits()[record.IDProvince(n)] {
		fault |= record.FaultProvince
	}
	r.id.Faults |= fault
	r.id.Number = n
}

// old takes in a CMND.
func (r *idReader) old(n uint64) {
	switch {
	case n == 0, n%111_111_111 == 0, n == 123_456_789:
		return
	case r.id.Old != 0:
		if r.id.Old != n {
			r.id.Faults |= record.FaultAmbiguous
		}
		return
	}
	r.id.Old = n
	if n >= doubleIssueFrom && n <= doubleIssueTo {
		r.id.Faults |= record.FaultAmbiguous
	}
	if !cmndPrefixes()[n/10_000_000] && !cmndPrefixes()[n/1_000_000] {
		r.id.Faults |= record.FaultPrefix
	}
}

// The CMND numbers known to have been issued to two persons each.
const (
	doubleIssueFrom = 271_450_001
	doubleIssueTo   = 271_500_000
)

// cmndPrefixes holds the prefixes of CMND numbers as numbers: two-digit ones as the number's first two digits, three-digit ones as its first
// three. A two-digit prefix below 10 and a three-digit one below 100 keep apart because their divisors differ: 01 is 1 of the first two.
var cmndPrefixes = sync.OnceValue(func() map[uint64]bool {
	known := map[uint64]bool{}
	for _, p := range refdata.CMNDPrefixes() {
		n, err := strconv.ParseUint(p.Prefix, 10, 64)
		if err == nil {
			known[n] = true
		}
	}
	return known
})

func toNumber(d []byte) uint64 {
	var n uint64
	for _, c := range d {
		n = n*10 + uint64(c-'0')
	}
	return n
}

// eachNumber calls f with the numbers of a cell that holds several. A comma or blank only parts numbers where both sides
// are whole numbers of their own; elsewhere it groups digits (042 063 817 449, 42,063,817,449).
func eachNumber(c string, f func(string)) {
	if !strings.ContainsAny(c, "/;|,&\\ ()\n") {
		f(c)
		return
	}
	for _, piece := range strings.FieldsFunc(c, func(r rune) bool { return strings.ContainsRune("/;|&\\()\n", r) }) {
		parts := strings.FieldsFunc(piece, func(r rune) bool { return r == ',' || r == ' ' })
		whole := 0
		for _, p := range parts {
			if countDigits(p) >= 8 {
				whole++
			}
		}
		if whole < 2 {
			f(strings.TrimSpace(piece))
			continue
		}
		for _, p := range parts {
			if countDigits(p) > 0 {
				f(p)
			}
		}
	}
}

// shownDigits says whether a cell holds a personal ID or CMND of which some digits were made unreadable, as is done before a list is handed on (0420xxxx7449, 042063******), and returns what a
// personal ID so shows.
func shownDigits(s string) (shown uint64, ok bool) {
	var digits [12]byte
	n, hidden := 0, 0
	for _, r := range s {
		switch {
		case r == ' ' || r == '.' || r == '-' || r == '\'':
			continue
		case n == len(digits):
			return 0, false
		case r >= '0' && r <= '9':
			digits[n] = byte(r)
		case strings.ContainsRune("xX*#•●_", r):
			hidden++
		default:
			return 0, false
		}
		n++
	}
	if hidden < leastShown || n-hidden < leastShown || n != 9 && n != 12 {
		return 0, false
	}
	if n == 12 {
		shown = record.Shown(digits[:])
	}
	return shown, true
}

// leastShown is how many digits of a number are shown, and how many are hidden, at least.
const leastShown = 2

func countDigits(s string) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// digitsOf appends the digits of a number, mending what may stand in for one or around one.
func digitsOf(b []byte, s string) ([]byte, record.Fault) {
	var faults record.Fault
	if t := strings.Trim(s, "()[];"); len(t) < len(s) { // (042…), 042…;
		s = strings.TrimSpace(t)
		faults |= record.RepairedChars
	}
	s = trimLabel(s, &faults)
	if i := strings.IndexAny(s, "eE"); i > 0 && countDigits(s[:i]) > 0 {
		return scientific(b, s, i)
	}
	for _, decimals := range [...]string{".0", ".00", ",0", ",00"} { // a spreadsheet's number, as English and Vietnamese settings write it
		if t, ok := strings.CutSuffix(s, decimals); ok && countDigits(t) >= 8 {
			s = t
			faults |= record.RepairedChars
			break
		}
	}
	digits := countDigits(s)
	if digits != 12 && strings.Contains(s, "**") { // a part of the number is hidden
		return b, faults | record.FaultCharacters
	}
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b = append(b, byte(r))
		case r == ' ' || r == '.' || r == '-' || r == '\'' || r == ',' || r == '"' || r == '_' || r == ':' || r == '*' || r == '=':
			faults |= record.RepairedChars
		case (r == 'O' || r == 'o' || r == 'О' || r == 'о') && digits > 4: // the last two are Cyrillic
			b = append(b, '0')
			faults |= record.RepairedChars
		case (r == 'l' || r == 'I' || r == 'i') && digits > 4:
			b = append(b, '1')
			faults |= record.RepairedChars
		default:
			return b, faults | record.FaultCharacters
		}
		if len(b) > 24 {
			return b, faults | record.FaultLength
		}
	}
	return b, faults
}

// trimLabel takes the word before or behind a number off: "CCCD: 042…", "Số 042…", "042… CCCD".
func trimLabel(s string, faults *record.Fault) string {
	i := 0
	letters := 0
	for j, r := range s {
		if r >= '0' && r <= '9' {
			i = j
			break
		}
		if r != ' ' && r != ':' && r != '.' && r != '-' {
			letters++
		}
	}
	if i > 0 && letters > 0 && isNumberLabel(s[:i]) {
		*faults |= record.RepairedChars
		return s[i:]
	}
	if i := strings.LastIndexAny(s, "0123456789"); i >= 0 && i < len(s)-1 && isNumberLabel(s[i+1:]) { // 042… CCCD
		*faults |= record.RepairedChars
		return s[:i+1]
	}
	return s
}

// isNumberLabel reports whether a text says what kind of number stands beside it.
func isNumberLabel(s string) bool {
	words := viet.Words(s)
	if words == "" {
		return false
	}
	for w := range strings.SplitSeq(words, " ") {
		switch w {
		case "so", "ma", "the", "cccd", "socccd", "cmnd", "cmndcu", "cmt", "cmtnd", "gcmnd", "cc", "sdd", "ddcn", "sddcn", "dinh", "danh", "ca", "nhan",
			"can", "cuoc", "cong", "dan", "mst", "thue", "bhxh", "bhyt", "cu", "id":
		default:
			return false
		}
	}
	return true
}

// scientific reads 4.2063817449E+10: whole where the mantissa has every digit, lost where it has fewer.
func scientific(b []byte, s string, e int) ([]byte, record.Fault) {
	lost := record.FaultScientific | record.FaultCharacters
	mantissa, exponent := s[:e], strings.TrimPrefix(s[e+1:], "+")
	if len(exponent) == 0 || len(exponent) > 2 || countDigits(exponent) != len(exponent) {
		return b, record.FaultCharacters
	}
	exp := 0
	for _, c := range exponent {
		exp = exp*10 + int(c-'0')
	}
	dot := strings.IndexAny(mantissa, ".,")
	if dot < 0 {
		dot = len(mantissa)
	}
	if dot != 1 || countDigits(mantissa) != len(mantissa)-min(1, len(mantissa)-dot) {
		return b, lost
	}
	b = append(b, mantissa[0])
	if dot < len(mantissa) {
		b = append(b, mantissa[dot+1:]...)
	}
	if len(b) != exp+1 {
		return b, lost
	}
	return b, record.RepairedChars
}
