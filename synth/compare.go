package synth

import (
	"sort"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// The comparisons here hold meanings against each other by the rules of docs/en/findings.md. They return the reason of a
// field_mismatch, "" where there is none.

// compareNames holds a record's name against the register's.
func (w *world) compareNames(s, p *nameVal) string {
	if s.blank || p.blank || s.ref == p.ref && s.alt == p.alt {
		return ""
	}
	return compareTexts(w.text(s), w.text(p), s.unmarked, p.unmarked)
}

func compareTexts(s, p string, sUnmarked, pUnmarked bool) string {
	a, b := strings.Fields(strings.ReplaceAll(s, ".", "")), strings.Fields(strings.ReplaceAll(p, ".", ""))
	unmarked := sUnmarked || pUnmarked || viet.IsASCII(s) || viet.IsASCII(p)
	x, y := keys(a, unmarked), keys(b, unmarked)
	if equal(x, y) || equal(sorted(x), sorted(y)) || strings.Join(x, "") == strings.Join(y, "") {
		return ""
	}
	fx, fy := keys(a, true), keys(b, true)
	if len(a) == len(b) {
		if equal(fx, fy) || equal(sorted(fx), sorted(fy)) {
			return "diacritics"
		}
		if fits(x, y, fx, fy) {
			return ""
		}
		return "different"
	}
	if len(x) > 1 && len(y) > 1 && x[0] == y[0] && x[len(x)-1] == y[len(y)-1] && (within(x, y) || within(y, x)) {
		return "abbreviated"
	}
	return "different"
}

// keys returns what two writings of each word share; without marks where those are to be left out of account.
func keys(words []string, unmarked bool) []string {
	out := make([]string, len(words))
	for i, w := range words {
		s := readSyllable(w)
		if unmarked {
			out[i] = viet.Fold(s.letters)
			continue
		}
		out[i] = s.letters + string(s.tone)
	}
	return out
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func sorted(a []string) []string {
	b := append([]string(nil), a...)
	sort.Strings(b)
	return b
}

// fits reports whether each word of one name is the other's, or its first letter.
func fits(x, y, fx, fy []string) bool {
	for i := range x {
		if x[i] == y[i] {
			continue
		}
		a, b := fx[i], fy[i]
		if len(a) > len(b) {
			a, b = b, a
		}
		if len(a) == len(b) || !strings.HasPrefix(b, a) || len(a) > 1 && strings.ContainsAny(a, vowels) {
			return false
		}
	}
	return true
}

// within reports whether the words of a stand in b in order.
func within(a, b []string) bool {
	i := 0
	for _, x := range b {
		if i < len(a) && a[i] == x {
			i++
		}
	}
	return i == len(a) && len(a) < len(b)
}

// compareDates holds a record's date against the register's.
func compareDates(s, p record.Date) string {
	switch {
	case s == 0 || p == 0 || s.Compatible(p):
		return ""
	case s.Year() == p.Year() && (s.IsNewYear() || p.IsNewYear()):
		return "less_precise"
	case !s.IsFull() || !p.IsFull():
		if exchanged(s.Year(), p.Year()) {
			return "transposed_digits"
		}
		return "different"
	case s.Year() == p.Year() && s.Month() == p.Day() && s.Day() == p.Month():
		return "swapped_day_month"
	case exchanged(digits8(s), digits8(p)):
		return "transposed_digits"
	}
	return "different"
}

func digits8(d record.Date) int { return d.Year()*10000 + d.Month()*100 + d.Day() }

// exchanged reports whether b is a with two digits exchanged.
func exchanged[T int | uint64](a, b T) bool {
	var da, db [2]T
	n := 0
	for ; a != 0 || b != 0; a, b = a/10, b/10 {
		if a%10 == b%10 {
			continue
		}
		if n == 2 {
			return false
		}
		da[n], db[n] = a%10, b%10
		n++
	}
	return n == 2 && da[0] == db[1] && da[1] == db[0]
}

// neighbours reports whether b is a with two neighbouring digits exchanged.
func neighbours(a, b uint64) bool {
	for ; a != 0 || b != 0; a, b = a/10, b/10 {
		if a%10 != b%10 {
			return a/10%10 == b%10 && b/10%10 == a%10 && a/100 == b/100
		}
	}
	return false
}

// comparePlaces holds two places against each other at the commune, across the reform by the map.
func (w *world) comparePlaces(s, p placeVal) string {
	switch {
	case s.kind == placeBlank || p.kind == placeBlank, s.kind == placeFormer || p.kind == placeFormer:
		return "" // a former unit is only ever written for one of its own district
	case s.kind == p.kind:
		if s.unit == p.unit {
			return ""
		}
		return "different"
	}
	old, new := s, p
	if old.kind == placeNew {
		old, new = new, old
	}
	for _, n := range w.successors[old.unit] {
		if n == new.unit {
			return ""
		}
	}
	if len(w.successors[old.unit]) == 0 {
		return ""
	}
	return "different"
}

func compareCodes(s, p uint8) string {
	if s == 0 || p == 0 || s == p {
		return ""
	}
	return "different"
}

// compareIDs holds a record's number against the register's. One of a wrong form is id_structure and no mismatch.
func compareIDs(s, p *row) string {
	switch {
	case p.id.form != idTwelve:
		return ""
	case s.id.form == idTwelve:
		switch {
		case s.id.number == p.id.number:
			return ""
		case neighbours(s.id.number, p.id.number):
			return "transposed_digits"
		}
		return "different"
	case s.id.form == idOld:
		return "old_id"
	}
	return ""
}

// oldNumber is the CMND a record holds in either column, 0 for none.
func (r *row) oldNumber() uint64 {
	if r.id.form == idOld {
		return r.id.number
	}
	return uint64(r.old)
}

// structure returns the reason a personal ID cannot be one, "" where it can. It looks at the record's own sex and birth.
// has tells which columns the file has: sex, birth date, and the place of birth registration, whose province the number
// begins with.
func (w *world) structure(r *row, has *[colCount]bool) string {
	switch r.id.form {
	case idBlank, idOld:
		return ""
	case idLength:
		return "length"
	case idCharacters:
		return "characters"
	}
	n := r.id.number
	switch {
	case !w.knownProvince(n), has[colBirthPlace] && !w.provinceFits(record.IDProvince(n), r.birthPlace):
		return "province"
	case has[colSex] && r.sex != 0 && record.IDIsMale(n) != (r.sex == 1),
		has[colBirth] && r.birth != 0 && record.IDCenturySex(n)/2 != r.birth.Year()/100-19:
		return "century_sex"
	case has[colBirth] && r.birth != 0 && record.IDBirthYear(n)%100 != r.birth.Year()%100:
		return "birth_year"
	}
	return ""
}

// provinceFits reports whether the first digits of a personal ID can be those of a birth place's province.
func (w *world) provinceFits(digits int, v placeVal) bool {
	switch v.kind {
	case placeOld:
		code := w.oldUnits[v.unit].Province
		p, _ := w.units.Province63(code)
		return digits == int(code) || digits == int(p.Successor)
	case placeNew:
		p, _ := w.units.Province34(w.newUnits[v.unit].Province)
		for _, m := range p.Merged {
			if int(m) == digits {
				return true
			}
		}
		return digits == int(p.Code)
	}
	return true
}
