package block

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/distinct"
	"github.com/doisanh/doisanh/record"
)

// Suggestion is a rule found from the data.
type Suggestion struct {
	Rule
	Pairs int64 // pairs of all its blocks
}

// suggestRules is the most rules that are suggested: a pair's rule is one byte. keyRoom is the most keys, of four bytes each,
// that both tables' rows may have under all rules.
const (
	suggestRules = 200
	keyRoom      = 60_000_000
)

// SuggestBudget returns a budget of pairs that suits tables of so many rows.
func SuggestBudget(left, right int) int64 { return 3_000_000 + 30*int64(left+right) }

// Suggest finds rules for tables of which nothing is known but their columns (as normalize.Any leaves them), right nil
// for one table:
//
//  1. Each column alone, as it is and in the forms that outlive an error (head, tail, sound, sorted words, parts of a date).
//  2. Each two columns in any of these forms, where one of them alone makes too many pairs.
//  3. Three columns as they are, where two make too many.
//
// Of all these the ones that make fewest pairs are taken until their pairs, each counted once, come to budget, so that an error in a few columns
// leaves some rule whole. A column alone that makes too many pairs stays as a spare rule for its rare values.
//
// Texts of several words are looked for by their rare words too (see rareWords).
//
// combined are columns whose words are to be looked at together, in any order (given name and surname, which change places).
func Suggest(ctx context.Context, left, right *record.People, combined [][]record.Field, budget int64) ([]Suggestion, error) {
	s := suggester{left: newSide(left, 0), budget: budget, counted: map[Key]int64{}, interrupted: func() bool { return ctx.Err() != nil }}
	if right != nil {
		s.right = newSide(right, 0)
	}
	s.variants(left)
	for _, fields := range combined {
		if f := combine(left, fields); right == nil || combine(right, fields) == f {
			s.forms = append(s.forms, []Key{{f, Exact}})
			s.owners = append(s.owners, fields)
		}
	}
	s.rareWords(left, right)
	s.search()
	if s.interrupted() {
		return nil, ctx.Err()
	}
	slices.SortStableFunc(s.found, func(a, b Suggestion) int {
		return cmp.Or(cmp.Compare(a.Pairs, b.Pairs), cmp.Compare(a.Name, b.Name))
	})
	out, err := s.within(ctx, left, right)
	if err != nil {
		return nil, err
	}
	for i, form := range s.forms {
		if len(s.owners[i]) == 1 && !slices.ContainsFunc(out, func(f Suggestion) bool { return len(f.Keys) == 1 && f.Keys[0] == form[0] }) {
			out = append(out, Suggestion{Rule: Rule{Name: written(form[:1]) + rare, Keys: form[:1], Partners: rarePartners}})
		}
	}
	return out, nil
}

// within returns the rules whose pairs, each counted once, come to the budget; those that bring little of their own are
// left out. The rules come in ascending order of their pairs.
func (s *suggester) within(ctx context.Context, left, right *record.People) ([]Suggestion, error) {
	const overlap, worth = 8, 50 // how many rules find a pair, at most; one pair in so many has to be new
	rows := s.left.rows
	if s.right != nil {
		rows += s.right.rows
	}
	most := min(suggestRules, max(keyRoom/max(rows, 1), 20))
	var rules []Rule
	sum := int64(0)
	for _, f := range s.found {
		if len(rules) == most || sum > overlap*s.budget {
			break
		}
		sum += f.Pairs
		rules = append(rules, f.Rule)
	}
	// Counting emits nothing; rules this large must not be refined.
	st, err := run(ctx, left, right, Options{Rules: rules, MaxBlock: math.MaxInt32, HardCap: math.MaxInt32}.filled(), nil)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	sum = 0
	for i, r := range st.Rules {
		if sum+r.Pairs > s.budget {
			break
		}
		if r.Pairs*worth >= r.Found && r.Pairs > 0 {
			sum += r.Pairs
			out = append(out, s.found[i])
		}
	}
	return out, nil
}

// combine puts a column that holds several others' values, sorted, beside the table's texts, and returns its name.
func combine(p *record.People, fields []record.Field) record.Field {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = string(f)
	}
	name := record.Field(strings.Join(names, "+"))
	parts := make([]string, len(fields))
	p.Texts[name] = record.ValuesBy(p.Rows(), func(row int) string {
		for i, f := range fields {
			parts[i] = p.Texts[f].At(row)
		}
		if slices.Contains(parts, "") {
			return ""
		}
		slices.Sort(parts)
		return strings.Join(parts, "|")
	})
	return name
}

// A text's words are looked for by wordSlots rules, of words that give a row rarePartners partners at most; of a text that is compared by its words alone also by
// as many slots of words that give it commonPartners, two of which are to agree.
const (
	wordSlots      = 6
	commonPartners = 150
)

// WordMark stands in the name of a column of a text's rare words, between the text's own name and a number.
const WordMark = " word "

// rareWords finds the rules of rare words: two titles that share a model number are worth comparing whatever else they say. A word has
// its slot by its hash, and a row in each slot the rarest of its words there that another row has.
func (s *suggester) rareWords(left, right *record.People) {
	for _, c := range left.Table.Columns {
		if c.Kind != record.KindText && c.Kind != record.KindWords || left.Texts[c.Field] == nil {
			continue
		}
		var common []Key
		for slot := range slotsOf(c.Kind) {
			if s.interrupted() {
				return
			}
			pairs := wordPairs(left, right, c.Field, slot)
			k := Key{wordSlot(left, c.Field, slot, pairs), Exact}
			if right != nil {
				wordSlot(right, c.Field, slot, pairs)
			}
			if slot >= wordSlots {
				common = append(common, k)
			} else if n := s.count(k); n > 0 {
				s.add(n, k)
			}
		}
		for i, k := range common {
			for _, l := range common[i+1:] {
				if n := s.count(k, l); n > 0 {
					s.add(n, k, l)
				}
			}
		}
	}
}

// slotsOf is how many slots the words of a text have.
func slotsOf(k record.Kind) int {
	if k == record.KindWords {
		return 2 * wordSlots
	}
	return wordSlots
}

// wordPairs tells how many pairs a word of a slot makes, 0 where it gives a row more partners than the slot's words may. right is nil for one table.
func wordPairs(left, right *record.People, f record.Field, slot int) func(word string) int {
	most := rarePartners
	if slot >= wordSlots {
		most = commonPartners
	}
	l := wordRows(left.Texts[f])
	if right == nil {
		return func(word string) int {
			if n := l[word] - 1; n <= most {
				return n * (n + 1) / 2
			}
			return 0
		}
	}
	r := wordRows(right.Texts[f])
	return func(word string) int {
		if n := r[word]; n <= most {
			return n * l[word]
		}
		return 0
	}
}

// wordRows counts the rows that have a word.
func wordRows(v *record.Values[string]) map[string]int {
	rows := make([]int, len(v.Canon))
	for _, code := range v.Codes {
		rows[code]++
	}
	out := map[string]int{}
	for code, n := range rows {
		if n > 0 {
			for _, w := range distinct.Words(v.Of(uint32(code))) {
				out[w] += n
			}
		}
	}
	return out
}

// wordSlot puts beside the table's texts a column that holds each row's word of a slot that makes the fewest pairs, and returns its name.
func wordSlot(p *record.People, field record.Field, slot int, pairs func(word string) int) record.Field {
	name := record.Field(fmt.Sprintf("%s%s%d", field, WordMark, slot+1))
	of := p.Texts[field]
	v := &record.Values[string]{Codes: of.Codes, Dict: make([]string, len(of.Canon)), Canon: make([]uint32, len(of.Canon))}
	number := map[string]uint32{}
	for i := range of.Canon {
		best, least := "", 0
		for w := range strings.FieldsSeq(of.Of(uint32(i))) {
			if text(w)%wordSlots != uint64(slot%wordSlots) {
				continue
			}
			if n := pairs(w); n > 0 && (best == "" || cmp.Or(cmp.Compare(n, least), cmp.Compare(w, best)) < 0) {
				best, least = w, n
			}
		}
		if best == "" {
			continue
		}
		if number[best] == 0 {
			v.Count++
			number[best] = uint32(v.Count)
		}
		v.Dict[i], v.Canon[i] = best, number[best]
	}
	p.Texts[name] = v
	return name
}

// suggester counts the pairs of rules.
type suggester struct {
	left, right *side
	budget      int64
	forms       [][]Key          // per column, its forms; as it is first
	owners      [][]record.Field // the columns a form is made of
	counted     map[Key]int64
	found       []Suggestion
	interrupted func() bool // that the search is to break off
}

func (s *suggester) variants(p *record.People) {
	for _, c := range p.Table.Columns {
		f := c.Field
		if p.Texts[f] == nil {
			continue
		}
		form := []Key{{f, Exact}}
		switch c.Kind {
		case record.KindDate:
			form = append(form, Key{f, Head4}, Key{f, Head6}, Key{f, DayMonthText})
		case record.KindKey:
			form = append(form, Key{f, Head3}, Key{f, Tail4})
		case record.KindName:
			form = append(form, Key{f, Head3}, Key{f, Soundex}, Key{f, Tail4})
		case record.KindText:
			form = append(form, Key{f, SortedWords}, Key{f, Head4}, Key{f, Head6})
		}
		s.forms = append(s.forms, form)
		s.owners = append(s.owners, []record.Field{f})
	}
}

// apart says that two forms' columns are not the same.
func (s *suggester) apart(i, j int) bool {
	return !slices.ContainsFunc(s.owners[i], func(f record.Field) bool { return slices.Contains(s.owners[j], f) })
}

func (s *suggester) search() {
	single := max(s.budget/3, 1000)
	pair := max(s.budget/15, 1000)
	for _, form := range s.forms {
		for _, k := range form {
			n := s.count(k)
			s.counted[k] = n
			if n > 0 && n <= single {
				s.add(n, k)
			}
		}
	}
	few := func(k Key) bool { return s.counted[k] <= single }
	for i := range s.forms {
		for j := i + 1; j < len(s.forms); j++ {
			if !s.apart(i, j) {
				continue
			}
			for _, a := range s.forms[i] {
				for _, b := range s.forms[j] {
					if few(a) || few(b) {
						continue
					}
					if n := s.count(a, b); n > 0 && n <= pair {
						s.add(n, a, b)
					} else if a.Derive == Exact && b.Derive == Exact {
						s.triples(j, pair, a, b)
					}
				}
			}
		}
	}
}

func (s *suggester) triples(j int, most int64, a, b Key) {
	for l := j + 1; l < len(s.forms); l++ {
		c := s.forms[l][0]
		if s.counted[c] <= most || len(s.owners[l]) > 1 {
			continue
		}
		if n := s.count(a, b, c); n > 0 && n <= most {
			s.add(n, a, b, c)
		}
	}
}

func (s *suggester) add(n int64, keys ...Key) {
	s.found = append(s.found, Suggestion{Rule: Rule{Name: written(keys), Keys: slices.Clone(keys)}, Pairs: n})
}

// count returns the number of pairs that agree on all keys, 0 once the search is to break off.
func (s *suggester) count(keys ...Key) int64 {
	if s.interrupted() {
		return 0
	}
	a := s.left.hashes(keys)
	if s.right == nil {
		return runs(a, a, true)
	}
	return runs(a, s.right.hashes(keys), false)
}

func (s *side) hashes(keys []Key) []entry {
	cols := make([]column, len(keys))
	for i, k := range keys {
		cols[i] = s.derived(k, nil, 1)
	}
	out := make([]entry, 0, s.rows)
rows:
	for row := range s.rows {
		var h uint64
		for _, c := range cols {
			v := c.at(row)
			if v == 0 {
				continue rows
			}
			h = mix(h, v)
		}
		out = append(out, entry(fold32(h))<<32|entry(row))
	}
	return sortEntries(out, make([]entry, len(out)))
}

func runs(a, b []entry, self bool) (n int64) {
	eachBlock(a, b, self, func(l, r []entry) { n += sizeOf(l, r).Pairs() })
	return n
}
