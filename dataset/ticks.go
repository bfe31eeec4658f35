package dataset

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// menAndWomen reads the sex columns of officers' lists: "Nam" and "Nữ", one of them ticked, or one of them holding the birth date
// ("Ngày sinh" over both, "Năm sinh nam"). Which one is filled tells the sex.
func (w *recognition) menAndWomen() {
	for i, h := range w.headers {
		what, ok := endsIn(h, "nam", "male")
		if !ok || w.field[i] != "" {
			continue
		}
		k := slices.IndexFunc(w.headers, func(o string) bool {
			other, ok := endsIn(o, "nữ", "nử", "nu", "female")
			return ok && compact(other) == compact(what)
		})
		if k < 0 || w.field[k] != "" || w.headers[i] == w.headers[k] {
			continue
		}
		dates := w.isBirth(what) || what == "" && w.holdsDates(i, k)
		if what != "" && !dates && !w.isSex(what) {
			continue
		}
		w.cands[i], w.cands[k] = nil, nil
		pair := []int{i, k}
		if _, taken := w.by[record.BirthDate]; dates && !taken && w.p.Spec(record.BirthDate) != nil {
			w.joins, w.by[record.BirthDate] = append(w.joins, join{field: record.BirthDate, columns: pair, first: true}), i
			w.joined[i], w.joined[k] = true, true
		}
		if _, taken := w.by[record.Sex]; !taken && !w.named(record.Sex) && w.p.Spec(record.Sex) != nil {
			w.joins, w.by[record.Sex] = append(w.joins, join{field: record.Sex, columns: pair, ticks: true}), i
			w.joined[i], w.joined[k] = true, true
		}
		return
	}
}

// sexTicked reads the one sex column of the insurance forms, "Nữ", which is ticked for women and left blank for men, and its like, "Nam". It must
// hold ticks and blanks and hardly anything else.
func (w *recognition) sexTicked() {
	if _, taken := w.by[record.Sex]; taken || w.p.Spec(record.Sex) == nil {
		return
	}
	for i, h := range w.headers[:min(len(w.headers), maxColumns)] {
		if w.field[i] != "" || w.joined[i] {
			continue
		}
		sex := w.onlySex(h)
		if sex == "" || !w.holdsTicksOf(i, sex) {
			continue
		}
		was := w.cands[i]
		if w.cands[i] = nil; w.named(record.Sex) {
			w.cands[i] = was
			return
		}
		w.joins, w.by[record.Sex] = append(w.joins, join{field: record.Sex, columns: []int{i}, ticks: true, men: sex == men}), i
		w.joined[i] = true
		return
	}
}

// The words the two sexes are told in.
const (
	men   = "Nam"
	women = "Nữ"
)

// onlySex returns the sex a header names where it is "Nữ" or "Nam", without its mark where nothing in the header has one, the sex, or words for the
// person ("Thông tin cá nhân"), before it and how to tick it behind it or not; else "".
func (w *recognition) onlySex(header string) string {
	var rest []string
	sex := ""
	header = strings.ToLower(unnumbered(spaced(header)))
	for _, word := range strings.FieldsFunc(header, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		named := ""
		switch word {
		case "nữ", "nử", "female":
			named = women
		case "nu":
			if viet.IsASCII(header) {
				named = women
			}
		case "nam", "male":
			named = men
		case "x", "đánh", "dấu", "tích", "ghi", "nếu", "là":
		default:
			rest = append(rest, word)
		}
		switch {
		case named == "":
		case sex != "":
			return "" // both are named
		default:
			sex = named
		}
	}
	before := strings.Join(rest, " ")
	if before == "" || w.isSex(before) || w.p.headers.ofThePerson(wordsOf(before)) {
		return sex
	}
	return ""
}

// holdsTicks reports whether the samples of a column are ticks and no ticks, some of both, and hardly anything else.
func (w *recognition) holdsTicks(col int) bool {
	return w.holdsOnlyTicks(col, func(string) bool { return false })
}

// holdsTicksOf is holdsTicks of a column that is called after a sex: the sex itself is a tick there, and any one sign that stands alone, which the
// symbol fonts of printed forms make of theirs.
func (w *recognition) holdsTicksOf(col int, sex string) bool {
	sign := ""
	return w.holdsOnlyTicks(col, func(v string) bool {
		if v == strings.ToLower(sex) {
			return true
		}
		if r, size := utf8.DecodeRuneInString(v); size != len(v) || unicode.IsDigit(r) || sign != "" && sign != v {
			return false
		}
		sign = v
		return true
	})
}

// holdsOnlyTicks reports whether the samples of a column are ticks, or what is taken for one, and no ticks, some of both, and hardly anything else.
func (w *recognition) holdsOnlyTicks(col int, also func(string) bool) bool {
	ticks, none, others := 0, 0, 0
	for _, row := range w.samples {
		v := ""
		if col < len(row) {
			v = strings.ToLower(strings.TrimSpace(row[col]))
		}
		switch {
		case isUnticked(v):
			none++
		case isTick(v), also(v):
			ticks++
		default:
			others++
		}
	}
	return ticks > 0 && none > 0 && mostStray*others <= ticks+none
}

// mostStray: of so many cells of a column of ticks one may hold something else, as in rows that slipped by a column.
const mostStray = 20

// isTick reports whether a value in lower case says yes.
func isTick(v string) bool {
	switch v {
	case "x", "v", "1", "+", "*", "✓", "✔", "☑", "có", "true", "yes", "y":
		return true
	}
	return false
}

// isUnticked reports whether a value says no, or nothing.
func isUnticked(v string) bool {
	switch viet.Words(v) {
	case "":
		return strings.Trim(v, "-–— .☐□") == ""
	case "0", "khong", "khong co", "k", "false", "no", "n":
		return true
	}
	return false
}

// endsIn reports whether a header's last word is one of some, as it is written, and returns the words before it. "Năm" is a year.
func endsIn(header string, last ...string) (rest string, ok bool) {
	words := strings.FieldsFunc(strings.ToLower(viet.NFC(header)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 || !slices.Contains(last, words[len(words)-1]) {
		return "", false
	}
	return strings.Join(words[:len(words)-1], " "), true
}

// isBirth and isSex report whether words are the field's, or say first that they are about the person: "Thông tin cá nhân Ngày sinh".
func (w *recognition) isBirth(what string) bool { return w.means(what, record.BirthDate, "namsinh") }
func (w *recognition) isSex(what string) bool   { return w.means(what, record.Sex) }

func (w *recognition) means(what string, f record.Field, also ...string) bool {
	words := wordsOf(what)
	for n := range words {
		if n > 0 && !w.p.headers.ofThePerson(words[:n]) {
			continue
		}
		says := compactWords(words[n:])
		if slices.Contains(also, says) || slices.ContainsFunc(w.p.headers.aliases[says], func(a alias) bool { return a.field == f }) {
			return true
		}
	}
	return false
}

// named reports whether a column says surely that it is of a field.
func (w *recognition) named(f record.Field) bool {
	return slices.ContainsFunc(w.cands, func(cs []candidate) bool { return len(cs) > 0 && cs[0].field == f && cs[0].tier <= medium })
}

// holdsDates reports whether what stands in two columns has years in it.
func (w *recognition) holdsDates(cols ...int) bool {
	filled, dated := 0, 0
	for _, row := range w.samples {
		for _, c := range cols {
			if c >= len(row) || row[c] == "" {
				continue
			}
			filled++
			digits := 0
			for _, r := range row[c] {
				if unicode.IsDigit(r) {
					digits++
				}
			}
			if digits >= 4 {
				dated++
			}
		}
	}
	return filled > 0 && 2*dated > filled
}

// ticked says the sex two columns tell, that of men and that of women. Where both or neither is filled it says so or nothing.
func ticked(values []string) string {
	on := func(v string) bool { return !isUnticked(v) }
	if slices.ContainsFunc(values, holdsYear) { // birth dates, beside which a word or a zero is no tick
		on = holdsYear
	}
	switch man, woman := on(values[0]), on(values[1]); {
	case man && woman:
		return men + ", " + women
	case man:
		return men
	case woman:
		return women
	}
	return ""
}

// tickedAlone says the sex that the one column of men or of women tells; of a cell that is neither ticked nor blank it says nothing.
func tickedAlone(value string, ofMen bool) string {
	sex, other := women, men
	if ofMen {
		sex, other = men, women
	}
	switch v := strings.ToLower(strings.TrimSpace(value)); {
	case isUnticked(v):
		return other
	case isTick(v), v == strings.ToLower(sex), utf8.RuneCountInString(v) == 1:
		return sex
	}
	return ""
}

// holdsYear reports whether a cell holds a date or a year, as far as its digits tell.
func holdsYear(v string) bool {
	digits := 0
	for _, r := range v {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return digits >= 4 && isDated(v)
}

// isDated reports whether a cell has digits that are not all zeros, which stand for a date that is not known.
func isDated(v string) bool {
	return strings.ContainsFunc(v, func(r rune) bool { return unicode.IsDigit(r) && r != '0' })
}
