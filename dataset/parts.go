package dataset

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// parts tells the columns that hold a part of one field each.
type parts struct {
	field record.Field
	sep   string
	of    map[string]int // compact wording → part
	n     int
	needs []int
	least int
	whole map[string]bool
	units unitWords
}

// unitWords reads the header of a part that is made of kinds of units alone: "Thôn, xóm, TDP", "Phường/xã/thị trấn".
type unitWords struct {
	part    map[string]int  // compact words for a unit → part
	short   map[string]int  // those that mean one only beside another
	fillers map[string]bool // compact
	era     map[string]int  // compact words for units in force or abolished → which, from 1
	eras    int
	written map[string][]string // compact → as written, with the marks
}

func newParts(y partsYAML) parts {
	s := parts{field: y.Field, sep: y.Sep, of: map[string]int{}, n: len(y.Parts), needs: y.Needs, least: y.Least, whole: compactSet(y.Whole)}
	for i, words := range y.Parts {
		for _, w := range words {
			if _, ok := s.of[compact(w)]; !ok {
				s.of[compact(w)] = i
			}
		}
	}
	u := unitWords{part: map[string]int{}, short: map[string]int{}, fillers: compactSet(y.Units.Fillers), era: map[string]int{}, eras: len(y.Units.Eras), written: map[string][]string{}}
	add := func(to map[string]int, words []string, n int) {
		for _, w := range words {
			to[compact(w)] = n
			u.written[compact(w)] = append(u.written[compact(w)], marked(w))
		}
	}
	for i, words := range y.Units.Words {
		add(u.part, words, i)
	}
	for i, words := range y.Units.Short {
		add(u.short, words, i)
	}
	for i, words := range y.Units.Eras {
		add(u.era, words, i+1)
	}
	s.units = u
	return s
}

// longestUnit is the number of words in the longest name of a kind of unit or of an era.
const longestUnit = 5

// longestPart is the number of words above which a header names no part.
const longestPart = 16

// find looks the words at the start of a header up and says how many they are. Words written with other marks are other
// words.
func (u *unitWords) find(words []word, in map[string]int) (value, n int) {
	for n = min(longestUnit, len(words)); n > 0; n-- {
		k := compactWords(words[:n])
		v, ok := in[k]
		if ok && (markedWords(words[:n]) == k || slices.Contains(u.written[k], markedWords(words[:n]))) {
			return v, n
		}
	}
	return 0, 0
}

func markedWords(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.marked)
	}
	return b.String()
}

// cutEra takes the words that say whether units in force or abolished ones are meant out of a header.
func (u *unitWords) cutEra(words []word) (rest []word, era int) {
	for i := 0; i < len(words); {
		if v, n := u.find(words[i:], u.era); n > 0 {
			era, i = v, i+n
			continue
		}
		rest = append(rest, words[i])
		i++
	}
	return rest, era
}

// of reads words that name nothing but kinds of units. Of several, the commune and what lies above it decide, the smallest
// of them: "Thôn, xã" holds the commune, "Huyện/Thị xã/Thành phố" the district.
func (u *unitWords) of(words []word, commune int) (part int, ok bool) {
	part = -1
	sure := false
	for len(words) > 0 {
		v, n := u.find(words, u.part)
		if n > 0 {
			sure = true
		} else if v, n = u.find(words, u.short); n == 0 {
			if !u.fillers[words[0].folded] {
				return 0, false
			}
			words = words[1:]
			continue
		}
		switch {
		case part < 0, v >= commune && (part < commune || v < part), v < commune && part < commune && v > part:
			part = v
		}
		words = words[n:]
	}
	return part, sure
}

// joinParts finds the columns that hold a part of a field each. Of the columns for units in force and for abolished ones
// those are taken that stand beside no such word, else one kind of them.
func (w *recognition) joinParts() {
	for _, s := range w.p.headers.parts {
		for era := range s.units.eras + 1 {
			if w.joinOf(s, era) {
				break
			}
		}
	}
}

func (w *recognition) joinOf(s parts, era int) bool {
	cols := make([]int, s.n)
	for i := range cols {
		cols[i] = -1
	}
	found := 0
	certain := true // the column taken for the whole may be a part; where every part has its column, it is one whatever it is called
	whole, claimed := w.by[s.field]
	for i, h := range w.headers {
		p, ok := w.part(s, h)
		if !ok || p.era != 0 && p.era != era || cols[p.part] >= 0 || w.joined[i] || w.holdsTicks(i) {
			continue
		}
		if w.field[i] != "" && !(claimed && i == whole) {
			continue
		}
		certain = certain && (w.field[i] == "" || s.whole[compact(h)] || p.byUnits)
		cols[p.part] = i
		found++
	}
	needed := !slices.ContainsFunc(s.needs, func(n int) bool { return cols[n] < 0 })
	if !needed || found < s.least || claimed && (found == 1 || !slices.Contains(cols, whole)) || !certain && found < s.n {
		return false
	}
	j := join{field: s.field, sep: s.sep}
	for _, c := range cols {
		if c >= 0 {
			j.columns = append(j.columns, c)
			w.joined[c] = true
			w.field[c] = ""
		}
	}
	w.by[s.field] = j.columns[0]
	w.joins = append(w.joins, j)
	return true
}

// partNamed is the part of a field that a header names.
type partNamed struct {
	part    int
	era     int  // 0 where the header says nothing of it
	byUnits bool // no wording of the part, but kinds of units
}

// part returns which part of a field a header names: by its wording, by kinds of units, or by its wording without what
// stands in brackets.
func (w *recognition) part(s parts, header string) (partNamed, bool) {
	words, era := s.units.cutEra(wordsOf(spaced(header)))
	for k, form := range forms(spaced(header)) {
		if k == 1 {
			if i, ok := w.unitPart(s, words); ok {
				return partNamed{i, era, true}, true
			}
		}
		if i, ok := s.of[compact(form)]; ok {
			return partNamed{part: i, era: era}, true
		}
	}
	for n := 1; n < len(words); n++ { // "NTNS Tháng": the part below the whole's name
		if i, ok := s.of[compactWords(words[n:])]; ok && w.namesHers(s, words[:n]) {
			return partNamed{part: i, era: era}, true
		}
	}
	i, ok := w.unitPart(s, words)
	return partNamed{i, era, true}, ok
}

// unitPart reads a header's words as kinds of units, which the field's own name may stand before or after: "Thường trú: xã",
// "Xã HKTT".
func (w *recognition) unitPart(s parts, words []word) (int, bool) {
	if len(s.units.part) == 0 || len(words) > longestPart {
		return 0, false
	}
	for from := range words {
		for to := len(words); to > from; to-- {
			if !w.names(s, words[:from]) || !w.names(s, words[to:]) {
				continue
			}
			if i, ok := s.units.of(words[from:to], s.needs[0]); ok {
				return i, true
			}
		}
	}
	return 0, false
}

// names reports whether words are none, or the name of the whole field, or what it is called where it stands in parts ("Địa chỉ" over "Thôn" and "Xã").
func (w *recognition) names(s parts, words []word) bool {
	if len(words) == 0 || s.whole[compactWords(words)] {
		return true
	}
	return slices.ContainsFunc(w.p.headers.aliases[compactWords(words)], func(a alias) bool { return a.field == s.field && a.tier == strong })
}

// namesHers is names for words that may say first that they are about the person: "Thông tin học sinh Ngày sinh".
func (w *recognition) namesHers(s parts, words []word) bool {
	for n := range words {
		if (n == 0 || w.p.headers.ofThePerson(words[:n])) && w.names(s, words[n:]) {
			return true
		}
	}
	return false
}

// areParts reports whether the columns that claim a field hold a part of it each.
func (w *recognition) areParts(f record.Field, cols []int) bool {
	for _, s := range w.p.headers.parts {
		if s.field != f {
			continue
		}
		seen := map[int]bool{}
		for _, i := range cols {
			p, ok := w.part(s, w.headers[i])
			if !ok || seen[p.part] {
				return false
			}
			seen[p.part] = true
		}
		return !slices.ContainsFunc(s.needs, func(n int) bool { return !seen[n] })
	}
	return false
}
