package block

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/doisanh/doisanh/record"
)

// deriveWords are the derived keys as rules are written.
var deriveWords = [derives]string{
	Exact: "exact", Folded: "folded", Surname: "surname", Given: "given", SurnameGiven: "surname_given", SortedWords: "sorted_words",
	Phonetic: "phonetic", PhoneticGiven: "phonetic_given", Outer: "outer", MiddleGiven: "middle_given", SurnameMiddle: "surname_middle",
	Letters: "letters", Initials: "initials",
	Day: "day", DaySorted: "day_sorted", DayMonth: "day_month", YearMonth: "year_month", Year: "year", Commune: "commune",
	Hamlet: "hamlet", House: "house",
	ID12: "id12", ID9: "id9", IDHead: "id_head", IDTail: "id_tail", Head3: "head3", Head4: "head4", Head6: "head6", Tail4: "tail4",
	DayMonthText: "day_month_text", Soundex: "soundex",
}

// rare ends a rule for the rare values of a column alone (Rule.Partners).
const (
	rare         = " rare"
	rarePartners = 10
)

// ParseRule reads a rule as it is written in a model: fields joined by +, each with what is made of its value behind a colon, such as
// "full_name:given + birth_date:year". Without a colon it is the canonical value itself. A field that has such signs in its name stands
// between quotation marks. With " rare" at its end it is a spare rule.
func ParseRule(text string) (Rule, error) {
	r := Rule{Name: text}
	rest, spare := strings.CutSuffix(text, rare)
	if spare {
		r.Partners = rarePartners
	}
	for more := true; more; {
		var field, word string
		rest = strings.TrimSpace(rest)
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			field, _ = strconv.Unquote(quoted) // as it is quoted
			rest = rest[len(quoted):]
		} else {
			i := strings.IndexAny(rest+"+", ":+")
			field, rest = strings.TrimSpace(rest[:i]), rest[i:]
		}
		word, rest, more = strings.Cut(rest, "+")
		word, said := strings.CutPrefix(cmp.Or(strings.TrimSpace(word), ":"+deriveWords[Exact]), ":")
		i := slices.Index(deriveWords[:], strings.TrimSpace(word))
		if field == "" || !said || i < 0 {
			return Rule{}, fmt.Errorf("%q: want field:key + field:key …, a key being one of %s", text, strings.Join(deriveWords[:], ", "))
		}
		r.Keys = append(r.Keys, Key{record.Field(field), Derive(i)})
	}
	return r, nil
}

// written returns a rule's keys as ParseRule reads them.
func written(keys []Key) string {
	parts := make([]string, len(keys))
	for i, k := range keys {
		name := string(k.Field)
		if strings.ContainsAny(name, "+:\"'`") || strings.TrimSpace(name) != name || strings.HasSuffix(name, rare) {
			name = strconv.Quote(name)
		}
		if parts[i] = name; k.Derive != Exact {
			parts[i] += ":" + deriveWords[k.Derive]
		}
	}
	return strings.Join(parts, " + ")
}

// ParseRules reads several rules. One that is the name of a shipped rule is that rule. Loose ones go to the end, where they have to be.
func ParseRules(texts []string, shipped ...Rule) ([]Rule, error) {
	if len(texts) > maxRules {
		return nil, fmt.Errorf("%d rules, %d at most", len(texts), maxRules)
	}
	rules := make([]Rule, len(texts))
	for i, text := range texts {
		if at := slices.IndexFunc(shipped, func(r Rule) bool { return r.Name == text }); at >= 0 {
			rules[i] = shipped[at]
			continue
		}
		var err error
		if rules[i], err = ParseRule(text); err != nil {
			return nil, err
		}
	}
	strict := func(r Rule) int {
		if r.Loose {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(rules, func(a, b Rule) int { return strict(a) - strict(b) })
	return rules, nil
}

// Combine makes the columns that written rules look at together, "given+surname", and those of a text's rare words, "title word 3", where
// the tables have the parts and no such column.
func Combine(rules []Rule, people ...*record.People) {
	for _, r := range rules {
		for _, k := range r.Keys {
			combineWords(k.Field, people)
			var fields []record.Field
			for part := range strings.SplitSeq(string(k.Field), "+") {
				fields = append(fields, record.Field(part))
			}
			for _, p := range people {
				lacks := func(f record.Field) bool { return p.Texts[f] == nil }
				if len(fields) > 1 && lacks(k.Field) && !slices.ContainsFunc(fields, lacks) {
					combine(p, fields)
				}
			}
		}
	}
}

// combineWords makes the column of a slot of rare words.
func combineWords(name record.Field, people []*record.People) {
	i := strings.LastIndex(string(name), WordMark)
	if i < 0 || people[0].Texts[name] != nil {
		return
	}
	of := name[:i]
	slot, err := strconv.Atoi(string(name[i+len(WordMark):]))
	if err != nil || slot < 1 || slot > 2*wordSlots || slices.ContainsFunc(people, func(p *record.People) bool { return p.Texts[of] == nil }) {
		return
	}
	var right *record.People
	if len(people) > 1 {
		right = people[1]
	}
	pairs := wordPairs(people[0], right, of, slot-1)
	for _, p := range people {
		wordSlot(p, of, slot-1, pairs)
	}
}

// Fits says whether what a key makes can be made of a column of some kind, as normalize.Table reads it.
func (k Key) Fits(kind record.Kind) bool {
	text := kind == record.KindText || kind == record.KindKey || kind == record.KindAmount || kind == record.KindPhone
	switch k.Derive {
	case Exact:
		return true
	case Commune, Hamlet, House:
		return kind == record.KindPlace || kind == record.KindCommune
	case ID12, ID9, IDHead, IDTail:
		return kind == record.KindPersonalID
	case Day, DaySorted, DayMonth, YearMonth, Year:
		return kind == record.KindDate
	case Head3, Head4, Head6, Tail4, DayMonthText, Soundex:
		return text
	case Folded, SortedWords:
		return text || kind == record.KindName
	}
	return kind == record.KindName
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
