package block

import (
	"fmt"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// deriveWords are the derived keys as rules are written.
var deriveWords = [derives]string{
	Exact: "exact", Folded: "folded", Surname: "surname", Given: "given", SurnameGiven: "surname_given", SortedWords: "sorted_words",
	Phonetic: "phonetic", PhoneticGiven: "phonetic_given", Outer: "outer", MiddleGiven: "middle_given", SurnameMiddle: "surname_middle",
	Letters: "letters",
	Day:     "day", DaySorted: "day_sorted", DayMonth: "day_month", YearMonth: "year_month", Year: "year", Commune: "commune",
	Hamlet: "hamlet",
	ID12:   "id12", ID9: "id9", IDHead: "id_head", IDTail: "id_tail", Head3: "head3", Head4: "head4", Head6: "head6", Tail4: "tail4",
	DayMonthText: "day_month_text", Soundex: "soundex",
}

// ParseRule reads a rule as it is written in a model: fields joined by +, each with what is made of its value behind a colon, such as
// "full_name:given + birth_date:year". Without a colon it is the canonical value itself.
func ParseRule(text string) (Rule, error) {
	r := Rule{Name: text}
	for part := range strings.SplitSeq(text, "+") {
		field, word, said := strings.Cut(strings.TrimSpace(part), ":")
		if !said {
			word = deriveWords[Exact]
		}
		i := slices.Index(deriveWords[:], strings.TrimSpace(word))
		if field = strings.TrimSpace(field); field == "" || i < 0 {
			return Rule{}, fmt.Errorf("%q: want field:key + field:key …, a key being one of %s", text, strings.Join(deriveWords[:], ", "))
		}
		r.Keys = append(r.Keys, Key{record.Field(field), Derive(i)})
	}
	return r, nil
}

// ParseRules reads several rules.
func ParseRules(texts []string) ([]Rule, error) {
	if len(texts) > maxRules {
		return nil, fmt.Errorf("%d rules, %d at most", len(texts), maxRules)
	}
	rules := make([]Rule, len(texts))
	for i, text := range texts {
		var err error
		if rules[i], err = ParseRule(text); err != nil {
			return nil, err
		}
	}
	return rules, nil
}

// Lacking returns the keys of a rule that a table has no values for.
func Lacking(p *record.People, r Rule) (lacking []Key) {
	for _, k := range r.Keys {
		if !has(p, k) {
			lacking = append(lacking, k)
		}
	}
	return lacking
}

// String returns the key as rules are written.
func (k Key) String() string { return string(k.Field) + ":" + deriveWords[k.Derive] }
