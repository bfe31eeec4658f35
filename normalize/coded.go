package normalize

import (
	"strings"
	"sync"
	"unicode"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

// phrase is a folded run of words and the code it stands for.
type phrase struct{ words, code string }

// firstPhrase returns the code of the first phrase of the list that stands in the words of a text, whole words only. The
// order of a list matters: "chua dong bo" stands before "dong bo".
func firstPhrase(list []phrase, words string) (string, bool) {
	words = " " + words + " "
	for _, p := range list {
		if strings.Contains(words, " "+p.words+" ") {
			return p.code, true
		}
	}
	return "", false
}

// phrases makes a list of lines "code: phrase, phrase".
func phrases(lines string) []phrase {
	var out []phrase
	for line := range strings.Lines(lines) {
		code, list, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok {
			continue
		}
		for w := range strings.SplitSeq(list, ", ") {
			out = append(out, phrase{w, code})
		}
	}
	return out
}

// unknown is a word outside a list.
func unknown(words string) record.Coded { return record.Coded{Code: words} }

// ParseSex reads nam, nữ and their like in Vietnamese and English. Figures are codes and so not Known: Table reads a column
// of them by the profile's code list, or by what the personal IDs and names of the same rows say.
func ParseSex(s string) record.Coded {
	switch s { // nearly every cell
	case "Nam", "nam", "NAM":
		return record.Coded{Code: record.SexMale, Known: true}
	case "Nữ", "nữ", "NỮ":
		return record.Coded{Code: record.SexFemale, Known: true}
	}
	c, _ := Clean(s)
	if IsBlank(c) {
		return record.Coded{}
	}
	w := viet.Words(c)
	switch w {
	case "nam", "male", "m", "trai", "boy", "nam gioi", "con trai", "gioi tinh nam", "man", "dan ong", "ong", "mr", "be trai":
		return record.Coded{Code: record.SexMale, Known: true}
	case "nu", "female", "f", "gai", "girl", "nu gioi", "con gai", "gioi tinh nu", "woman", "phu nu", "dan ba", "ba", "mrs", "ms",
		"be gai", "w":
		return record.Coded{Code: record.SexFemale, Known: true}
	case "chua xac dinh", "khong xac dinh", "chua ro", "":
		return record.Coded{}
	}
	if code := sexSaid(w); code != "" {
		return record.Coded{Code: code, Known: true}
	}
	return unknown(w)
}

// sexSaid finds the one sex that words name beside a label, a figure of the agency's list or the same in English: "1 - Nam",
// "Giới: Nữ", "Nam (Male)". Any other word, or both sexes, and nothing is found.
func sexSaid(w string) string {
	found := ""
	for word := range strings.SplitSeq(w, " ") {
		sex := ""
		switch word {
		case "nam", "male", "trai":
			sex = record.SexMale
		case "nu", "female", "gai", "nuwx":
			sex = record.SexFemale
		case "gioi", "tinh", "gt", "phai", "be", "tre", "em":
			continue
		default:
			if len(word) > 2 || countDigits(word) != len(word) {
				return ""
			}
			continue
		}
		if found != "" && found != sex {
			return ""
		}
		found = sex
	}
	return found
}

var maritalPhrases = phrases(`
	widowed: goa, goa vo, goa chong, vo chet, chong chet, vo da chet, chong da chet, vo mat, chong mat, vo da mat, chong da mat, qua phu, widowed, widow, widower
	divorced: da ly hon, ly hon, li hon, ly di, li di, lh, divorced
	single: doc than, chua ket hon, chua co vo, chua co chong, chua lap gia dinh, chua vo, chua chong, chua co gia dinh, chua dang ky ket hon, chua xay dung gia dinh, chua cuoi, chua lgd, chua kh, ckh, single, unmarried, never married
	married: da ket hon, co vo, co chong, dang co vo, dang co chong, da co gia dinh, co gia dinh, lap gia dinh, xay dung gia dinh, da cuoi, da kh, ket hon, dkh, dkkh, tai hon, ly than, li than, married, separated
`)

// ParseMarital reads a marital status. People who live apart (ly thân) are still married. Figures are not Known: they need
// the profile's code list.
func ParseMarital(s string) record.Coded {
	c, _ := Clean(s)
	if IsBlank(c) {
		return record.Coded{}
	}
	if code, ok := maritalOf(c); ok && !contradictMarital(c) {
		return record.Coded{Code: code, Known: true}
	}
	return unknown(viet.Words(c))
}

// maritalOf finds a marital status in the words of a text. Who has not married yet is single; of what else is denied, undone
// or under way ("chưa ly hôn", "chưa tái hôn", "không có vợ", "đang ly hôn") nothing is known.
func maritalOf(c string) (string, bool) {
	words := viet.Words(c)
	if !mayDeny(words) { // nearly every cell
		return firstPhrase(maritalPhrases, words)
	}
	s := saying.Of(c)
	if again := []string{"tai hon", "ket hon lai"}; s.Has(again...) && !deniedRun(s, again) {
		return record.MaritalMarried, true
	}
	for _, p := range maritalPhrases {
		at, n := s.Find(p.words)
		for _, i := range at {
			switch {
			case s.Doubtful(i, n), p.code == record.MaritalWidowed && i+n < len(s.Words) && s.Words[i+n] == "tich": // mất tích
			case p.code == record.MaritalSingle:
				return p.code, true
			case s.Undone(i), p.code == record.MaritalDivorced && i > 0 && s.Words[i-1] == "dang":
			case !s.Denied(i):
				return p.code, true
			case p.code == record.MaritalMarried && p.words != "tai hon" && !s.Has("khong", "ko", "het", "cho", "du tuoi", "lai"):
				return record.MaritalSingle, true
			}
		}
	}
	return "", false
}

// mayDeny reports whether folded words hold one that may deny or undo another.
func mayDeny(words string) bool {
	for w := range strings.SplitSeq(words, " ") {
		switch w {
		case "khong", "chua", "chang", "not", "ko", "huy", "xoa", "dang", "cho", "het", "never", "tai", "lai", "sap", "se", "tich":
			return true
		}
	}
	return false
}

// contradictMarital reports whether a text names two statuses side by side.
func contradictMarital(c string) bool {
	var codes []string
	for _, part := range saying.Choices(c, false) {
		if code, ok := maritalOf(part); ok {
			codes = append(codes, code)
		}
	}
	return record.MaritalStatus.Contradict(codes)
}

// ethnicNames finds ethnic groups by name. A name several groups share is in none of the maps.
type ethnicNames struct {
	official, officialPlain, alt, altPlain map[string]string // compact name → 1979 code, "" = of several
}

var ethnics = sync.OnceValue(func() *ethnicNames {
	e := &ethnicNames{map[string]string{}, map[string]string{}, map[string]string{}, map[string]string{}}
	put := func(m map[string]string, name, code string) {
		if old, ok := m[name]; ok && old != code {
			code = ""
		}
		m[name] = code
	}
	for _, g := range refdata.EthnicGroups() {
		if g.Code1979 == "00" {
			continue
		}
		put(e.official, compactMarked(g.Name), g.Code1979)
		put(e.officialPlain, compactPlain(g.Name), g.Code1979)
		for _, a := range g.Alt {
			put(e.alt, compactMarked(a), g.Code1979)
			put(e.altPlain, compactPlain(a), g.Code1979)
		}
	}
	return e
})

// lookup is a name to be looked for in one of the maps.
type lookup struct {
	m map[string]string
	k string
}

// compactMarked returns the letters of a name in canonical spelling and lower case, without what stands between them: Ê-đê,
// Ê Đê and Êđê are one.
func compactMarked(s string) string {
	var b []byte
	for _, t := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if y := parseSyllable(t); y.ok {
			y.canon()
			b = y.appendCanonical(b, false)
		} else {
			b = append(b, strings.ToLower(t)...)
		}
	}
	return string(b)
}

func compactPlain(s string) string { return strings.ReplaceAll(viet.Words(s), " ", "") }

// ParseEthnicity reads an ethnic group by its name or one of its other names and returns its code of the 1979 list (01 Kinh
// … 54 Rơ-măm; 55 a foreigner). A name that several groups have (Mán, Xá) and bare figures, which mean different groups in
// the lists of 1979 and 2008, are not Known.
func ParseEthnicity(s string) record.Coded {
	c, _ := Clean(s)
	if IsBlank(c) {
		return record.Coded{}
	}
	name := c
	if i := strings.IndexByte(name, '('); i > 0 {
		name = name[:i]
	}
	if low := viet.Fold(name); low != "" && (low[0] == 'd' || low[0] == 'n') {
		words := strings.Fields(name)
		n := 0
		switch {
		case strings.HasPrefix(low, "dan toc ") || strings.HasPrefix(low, "dan toc: "):
			n = 2
		case strings.HasPrefix(low, "dt ") || strings.HasPrefix(low, "dt: "), strings.HasPrefix(low, "nguoi ") && low != "nguoi nuoc ngoai":
			n = 1
		}
		name = strings.Join(words[min(n, len(words)-1):], " ")
	}
	e := ethnics()
	marked, plain := compactMarked(name), compactPlain(name)
	second, third := lookup{e.alt, marked}, lookup{e.officialPlain, plain}
	if marked == plain { // written without marks: a group's own name (Lào) goes before another's other name (Lao)
		second, third = third, second
	}
	for _, try := range [...]lookup{{e.official, marked}, second, third, {e.altPlain, plain}} {
		if code := try.m[try.k]; code != "" {
			return record.Coded{Code: code, Known: true}
		}
		if _, several := try.m[try.k]; several {
			break
		}
	}
	if plain == "nuocngoai" || plain == "ngoaiquoc" {
		return record.Coded{Code: "55", Known: true}
	}
	return unknown(viet.Words(c))
}
