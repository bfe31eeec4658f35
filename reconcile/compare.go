package reconcile

import (
	"strings"

	"github.com/doisanh/doisanh/record"
)

// verdict is what comparing two normalized values says. Everything from different on is a real difference and the reason
// of a field_mismatch.
type verdict uint8

const (
	missing verdict = iota // one of them is not known: nothing can be said
	same                   // two writings of one value, or one says less and does not contradict
	different
	lessPrecise
	diacritics
	abbreviated
	swappedDayMonth
	transposedDigits
	oldID
)

var verdictWords = [...]string{"", "", "different", "less_precise", "diacritics", "abbreviated", "swapped_day_month", "transposed_digits", "old_id"}

// differs reports whether the verdict is a real difference.
func (v verdict) differs() bool { return v >= different }

// compareDates holds a sector's date s against the register's p. An ambiguous date is taken by any reading that agrees.
func compareDates(s, p *record.DateValue) verdict {
	a, b := s.Date, p.Date
	if a == 0 || b == 0 {
		return missing
	}
	if a.Compatible(b) ||
		s.Alt != 0 && s.Alt.Compatible(b) ||
		p.Alt != 0 && (a.Compatible(p.Alt) || s.Alt != 0 && s.Alt.Compatible(p.Alt)) {
		return same
	}
	if a.Year() == b.Year() && (a.IsNewYear() || b.IsNewYear()) {
		return lessPrecise
	}
	if !a.IsFull() || !b.IsFull() {
		if a.Year() != b.Year() && exchanged(digits8(a)/10000, digits8(b)/10000) {
			return transposedDigits
		}
		return different
	}
	if a.Year() == b.Year() && a.Month() == b.Day() && a.Day() == b.Month() {
		return swappedDayMonth
	}
	if exchanged(digits8(a), digits8(b)) {
		return transposedDigits
	}
	return different
}

// digits8 returns YYYYMMDD as a number.
func digits8(d record.Date) uint64 {
	return uint64(d.Year())*10000 + uint64(d.Month())*100 + uint64(d.Day())
}

// exchanged reports whether b is a with two of its digits exchanged, which need not be neighbours: 12/05 for 15/02.
func exchanged(a, b uint64) bool {
	var da, db [3]uint64 // the digits at the places that differ
	n := 0
	for ; a != 0 || b != 0; a, b = a/10, b/10 {
		if a%10 != b%10 {
			if n == 2 {
				return false
			}
			da[n], db[n] = a%10, b%10
			n++
		}
	}
	return n == 2 && da[0] == db[1] && da[1] == db[0]
}

// neighboursExchanged reports whether b is a with two neighbouring digits exchanged.
func neighboursExchanged(a, b uint64) bool {
	for ; a != 0 || b != 0; a, b = a/10, b/10 {
		if a%10 != b%10 {
			return a/10%10 == b%10 && b/10%10 == a%10 && a/100 == b/100
		}
	}
	return false
}

// compareNumbers holds two personal numbers of one kind against each other; 0 is none.
func compareNumbers(s, p uint64) verdict {
	switch {
	case s == 0 || p == 0:
		return missing
	case s == p:
		return same
	case neighboursExchanged(s, p):
		return transposedDigits
	}
	return different
}

// compareCoded holds two values of a closed list against each other. A word outside the list is compared with another
// such word only: against a known code it may be a name of it that the list lacks.
func compareCoded(s, p *record.Coded) verdict {
	switch {
	case s.Code == "" || p.Code == "" || !s.Known && unknownWord(s.Code) || !p.Known && unknownWord(p.Code):
		return missing
	case s.Code == p.Code:
		return same
	case s.Known != p.Known:
		return missing
	}
	return different
}

// compareNationalities is compareCoded but for "foreign", which says no more than that it is not Vietnamese.
func compareNationalities(s, p *record.Coded) verdict {
	v := compareCoded(s, p)
	if v == different && s.Known && p.Known {
		if s.Code == record.NationalityForeign && abroad(p.Code) || p.Code == record.NationalityForeign && abroad(s.Code) {
			return same
		}
	}
	return v
}

func abroad(code string) bool {
	return code != record.NationalityVietnam && code != record.NationalityStateless && code != record.NationalityUndetermined
}

// comparePlaces holds two places against each other at the lowest level both are known to, across the reform of 2025 by
// the units in force at as_of. A split old unit that may be the other's unit is no difference.
func comparePlaces(s, p *record.Place) verdict {
	if s.Level == record.LevelNone || p.Level == record.LevelNone {
		return missing
	}
	if atCommune(s) && atCommune(p) {
		if s.Unit != 0 && s.Unit == p.Unit && s.NewUnits == p.NewUnits {
			return same
		}
		if len(s.Candidates) > 0 && len(p.Candidates) > 0 {
			// Under one map the units are as written: two communes that became one are still two places.
			asWritten := s.Unit != 0 && p.Unit != 0 && s.NewUnits == p.NewUnits
			if !asWritten && meets(s.Candidates, p.Candidates) {
				return same
			}
			return different
		}
		// A unit abolished before the map begins has no known successor: nothing can be said of the commune.
	}
	if s.Level >= record.LevelDistrict && p.Level >= record.LevelDistrict && s.District != 0 && p.District != 0 {
		if s.District == p.District {
			return same
		}
		if successorKnown(s) && successorKnown(p) {
			return different
		}
	}
	switch {
	case s.Province != 0 && s.Province == p.Province && s.NewUnits == p.NewUnits, meets(s.Provinces, p.Provinces):
		return same
	case s.Province == 0 && len(s.Provinces) == 0, p.Province == 0 && len(p.Provinces) == 0:
		return missing
	}
	return different
}

// atCommune reports whether the place is known to the commune and the commune is a known or narrowed-down unit.
func atCommune(p *record.Place) bool {
	return p.Level == record.LevelCommune && (p.Unit != 0 || len(p.Candidates) > 0)
}

// successorKnown reports whether the place is not a commune whose successor nobody knows, and whose district may
// therefore be a former one too.
func successorKnown(p *record.Place) bool {
	return p.Level < record.LevelCommune || len(p.Candidates) > 0
}

func meets[T comparable](a, b []T) bool {
	for _, x := range a {
		for _, y := range b {
			if x == y {
				return true
			}
		}
	}
	return false
}

// unknownWord reports a folded word or phrase that says that nothing is known.
func unknownWord(folded string) bool {
	if n := len(folded); n == 0 || !isLetter(folded[0]) || !isLetter(folded[n-1]) {
		folded = strings.Trim(folded, " .-_/?*'\"()")
	}
	switch folded {
	case "", "khong ro", "chua ro", "khong biet", "khong xac dinh", "chua xac dinh", "chua biet", "khong co thong tin",
		"chua co thong tin", "chua cap nhat", "chua cap", "chua co", "chua khai", "khong khai", "khong nho", "null", "none", "nil", "n/a", "n a", "unknown", "nan", "ko ro", "k ro", "bo trong", "de trong":
		return true
	}
	return false
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

// maybeUnknown is the cheap look at a cell as read before unknownWord has to fold it: the phrases are short, none begins
// with a digit, and those with n ("N/A", "null") are very short, unlike the names.
func maybeUnknown(s string) bool {
	if len(s) == 0 || len(s) > 48 {
		return len(s) == 0
	}
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		return false
	case c == 'n' || c == 'N':
		return len(s) <= 4
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z':
		return strings.IndexByte("kcbudKCBUD", c) >= 0
	}
	return true
}

// alphanumeric drops everything but letters and digits.
func alphanumeric(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// compareReligions holds two religions against each other: "đạo Phật" and "Phật giáo" are one, and so are the ways of
// saying that there is none.
func compareReligions(s, p string) verdict {
	if s == p && s != "" {
		return same
	}
	a, b := religion(s), religion(p)
	switch {
	case a == "" || b == "":
		return missing
	case a == b:
		return same
	}
	return different
}

func religion(s string) string {
	if unknownWord(s) && s != "none" {
		return ""
	}
	var core []string
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' }) {
		switch w {
		case "dao", "giao", "ton", "theo", "co", "hoi", "thanh":
		default:
			core = append(core, w)
		}
	}
	r := strings.Join(core, " ")
	switch r {
	case "":
		return alphanumeric(s) // a code number of a list nobody named
	case "khong", "ko", "k", "luong", "none", "vo than", "no", "khong luong":
		return "none"
	case "thien chua", "thien chua la ma", "cong", "kito", "catholic", "ki to":
		return "cong giao"
	case "phat", "buddhism", "buddhist":
		return "phat"
	case "phat hoa hao", "hoa hao":
		return "hoa hao"
	case "tin lanh", "protestant":
		return "tin lanh"
	}
	return r
}

// compareBloodTypes holds two blood types against each other: the group, and the Rh factor where both tell it.
func compareBloodTypes(s, p string) verdict {
	if s == p && s != "" && !unknownWord(s) {
		return same
	}
	gs, rs := bloodType(s)
	gp, rp := bloodType(p)
	switch {
	case gs == "" || gp == "":
		return missing
	case gs != gp, rs != 0 && rp != 0 && rs != rp:
		return different
	}
	return same
}

// bloodType reads a folded blood type: its group, "" where it is none, and its Rh factor: '+', '-' or 0.
func bloodType(s string) (group string, rh byte) {
	s = strings.ToLower(s)
	switch {
	case strings.Contains(s, "+"), strings.Contains(s, "duong"), strings.Contains(s, "pos"):
		rh = '+'
	case strings.Contains(s, "-"), strings.Contains(s, "−"), strings.Contains(s, "–"), strings.Contains(s, "neg"):
		rh = '-'
	}
	for _, w := range strings.FieldsFunc(s, func(r rune) bool { return (r < 'a' || r > 'z') && r != '0' }) {
		switch w = strings.TrimSuffix(strings.TrimPrefix(w, "rh"), "rh"); w {
		case "am": // âm: negative
			if rh == 0 {
				rh = '-'
			}
		case "a", "b", "ab", "o", "0":
			if w == "0" {
				w = "o"
			}
			group = w
		}
	}
	return group, rh
}
