package dataset

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/record"
)

// letterDot is a number that may as well be the first letter of a word: "A.Họ tên", "G.tính".
var letterDot = pattern.Of(`^\s*\pL\.(\pL)(\pL?)\pL*(\s+\pL)?`)

// unnumbered takes the number off a header. A letter, a dot and a word in small letters, or one word alone, is a word cut
// down to its first letter.
func unnumbered(header string) string {
	if m := letterDot().FindStringSubmatch(header); m != nil {
		first, second := []rune(m[1])[0], []rune(m[2] + " ")[0]
		titled := unicode.IsUpper(first) && unicode.IsLower(second)
		if !titled && (unicode.IsLower(first) || m[3] == "") {
			return header
		}
	}
	return numbering().ReplaceAllString(header, "")
}

var (
	// examples are brackets that list some of the values a column may hold.
	examples = pattern.Of(`\([^()]*(?:…|\.\.|v\.v)[^()]*\)`)
	// asOf is the period a column is about, at a header's end.
	asOf = pattern.Of(`(?i)\s*\(?\s*(?:năm học|nam hoc|năm|nam|tháng|thang|quý|tính đến(?: ngày)?)\s*(?:\d{1,2}\s*[./-]\s*)*\d{4}(?:\s*[-–/]\s*\d{4})?\s*\)?\s*$`)
)

// withoutRemarks takes brackets of examples or of words that change nothing off a header, and the period it is about.
func (r *recogniser) withoutRemarks(header string) string {
	s := examples().ReplaceAllString(header, " ")
	s = brackets().ReplaceAllStringFunc(s, func(in string) string {
		if words := wordsOf(in); len(words) > 0 && r.allFillers(words) {
			return " "
		}
		return in
	})
	if t := asOf().ReplaceAllString(s, ""); compact(t) != "" {
		s = t
	}
	if compact(s) == "" {
		return header
	}
	return s
}

// exactWords looks words up as a wording.
func (r *recogniser) exactWords(words []word) []candidate {
	written := make([]string, len(words))
	for i, w := range words {
		written[i] = w.marked
	}
	return r.exact(strings.Join(written, " "))
}

// dress is a way to speak of a field whose name stands in the header too.
type dress struct {
	before, after []string // compact
	tier          tier
	fits          func(record.Field, record.Kind) bool
}

// codeLists are the fields that lists hold as codes as often as in words.
var codeLists = []record.Field{record.Sex, record.Ethnicity, record.Religion, record.Nationality, record.MaritalStatus, record.BloodType}

var nameWords = wordsOf("họ tên")

var dresses = []dress{
	{before: []string{"diachi", "diadanh", "diadiem"}, after: []string{"diachi"}, tier: medium, fits: func(_ record.Field, k record.Kind) bool { return k == record.KindPlace }},
	{before: []string{"ten"}, after: []string{"name"}, tier: medium, fits: func(f record.Field, _ record.Kind) bool { return slices.Contains(codeLists, f) }},
	{before: []string{"ma", "maso", "id"}, after: []string{"id", "code", "ma"}, tier: weak, fits: func(f record.Field, _ record.Kind) bool { return slices.Contains(codeLists, f) }},
}

// dressed reads "Địa chỉ nơi sinh", "Tên dân tộc" and "QUOCTICH_ID" as what they are of, and "Họ, chữ đệm và tên" before
// other words as "Họ tên".
func (r *recogniser) dressed(form string) []candidate {
	words := wordsOf(form)
	for _, d := range dresses {
		for n := 1; n <= min(2, len(words)-1); n++ {
			for _, split := range [][2][]word{{words[:n], words[n:]}, {words[len(words)-n:], words[:len(words)-n]}} {
				of := d.before
				if &split[0][0] != &words[0] {
					of = d.after
				}
				if !slices.Contains(of, compactWords(split[0])) {
					continue
				}
				fits := func(c candidate) bool { return c.field != "" && d.fits(c.field, r.kinds[c.field]) }
				if cs := r.exactWords(split[1]); cs != nil && fits(cs[0]) {
					return lower(cs[:1], d.tier)
				}
			}
		}
	}
	if n := len(words) - 1; n > 0 && words[n].folded == "so" && (words[n].marked == "số" || words[n].marked == "so") { // "CMND số"
		if cs := r.exactWords(append(wordsOf("số"), words[:n]...)); cs != nil && cs[0].field != "" {
			return lower(cs, medium)
		}
	}
	for _, head := range nameHeads {
		for n := 2; n < len(words); n++ {
			if compactWords(words[:n]) == compact(head) {
				if cs := r.exactWords(slices.Concat(nameWords, words[n:])); cs != nil {
					return lower(cs, medium)
				}
			}
		}
	}
	return nil
}

// halvesOfPerson reads "Số CCCD/ĐDCN của người cha": halves of which the person behind them is meant.
func (r *recogniser) halvesOfPerson(header string) []candidate {
	fields := strings.Fields(unnumbered(header))
	for k := 1; k < len(fields); k++ {
		what := strings.Join(fields[:k], " ")
		if !strings.ContainsAny(what, "/\\|") {
			continue
		}
		who, ok := r.whose(wordsOf(strings.Join(fields[k:], " ")))
		if !ok {
			continue
		}
		if cs := r.agreedHalves(what); len(cs) > 0 && cs[0].field != "" {
			return lower(of(who, cs), medium)
		}
	}
	return nil
}

// continued lists, compact, the lines of a header that go on on the next line, and those that go on from the one before: the
// next begins with a small letter, or all letters are capitals.
func continued(header string) map[string]bool {
	lines := strings.FieldsFunc(header, func(c rune) bool { return c == '\n' || c == '\r' })
	if len(lines) < 2 {
		return nil
	}
	capitals := !strings.ContainsFunc(header, unicode.IsLower)
	out := map[string]bool{}
	for i, line := range lines[1:] {
		first, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
		if unicode.IsLower(first) || capitals && unicode.IsUpper(first) {
			out[compact(lines[i])], out[compact(line)] = true, true
		}
	}
	return out
}
