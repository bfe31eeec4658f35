package dataset

import (
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// word is a word of a header, folded and as it was written.
type word struct{ folded, marked string }

// wordsOf splits a header into its words.
func wordsOf(form string) []word {
	folded := strings.Fields(viet.Words(form))
	written := strings.FieldsFunc(strings.ToLower(viet.NFC(form)), func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) })
	out := make([]word, len(folded))
	for i, f := range folded {
		out[i] = word{f, f}
		if len(written) == len(folded) {
			out[i].marked = written[i]
		}
	}
	return out
}

func compactWords(words []word) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(w.folded)
	}
	return b.String()
}

// foldedWords returns words with blanks between them.
func foldedWords(words []word) string {
	folded := make([]string, len(words))
	for i, w := range words {
		folded[i] = w.folded
	}
	return strings.Join(folded, " ")
}

// ofPerson reads "<what> <whose>" and "<whose> <what>".
func (r *recogniser) ofPerson(words []word) []candidate {
	if len(words) == 1 {
		return r.ofPersonUnspaced(words[0])
	}
	if who, ok := r.whose(words); ok { // "Người nộp thuế", "Chủ hợp đồng"
		return named(who)
	}
	for n := len(words) - 1; n >= 1; n-- { // the longest wording of what
		for _, split := range [][2][]word{{words[:n], words[n:]}, {words[len(words)-n:], words[:len(words)-n]}} {
			what := r.aliases[compactWords(split[0])]
			if what == nil {
				continue
			}
			if who, ok := r.whose(split[1]); ok {
				return of(who, plain(what))
			}
		}
	}
	return nil
}

// named is a header that says whom the column is about and nothing else: the name is meant.
func named(who person) []candidate {
	name := candidate{field: record.FullName, base: record.FullName, rank: 500}
	return lower(of(who, []candidate{name}), weak)
}

// ofPersonUnspaced does the same for a header without blanks.
func (r *recogniser) ofPersonUnspaced(w word) []candidate {
	for n := len(w.folded) - 2; n >= 2; n-- {
		for _, split := range [][2]string{{w.folded[:n], w.folded[n:]}, {w.folded[len(w.folded)-n:], w.folded[:len(w.folded)-n]}} {
			if who, ok := r.people[split[1]]; ok && r.aliases[split[0]] != nil {
				return of(who.person, plain(r.aliases[split[0]]))
			}
		}
	}
	if who, ok := r.phrase([]word{w}); ok {
		return named(who)
	}
	return nil
}

// phrase looks up a phrase that says whom a column is about. A short one has to be written with the right marks, where
// the header has marks at all: "bộ" is no father, "chỉ" no sister, "có dấu" no bride.
func (r *recogniser) phrase(words []word) (person, bool) {
	key := compactWords(words)
	who, ok := r.people[key]
	written := ""
	for _, w := range words {
		written += w.marked
	}
	if short := len(words) == 1 && len(key) <= 4 || len(words) == 2 && len(key) <= 5; ok && short && written != key && !who.marked[written] {
		return person{}, false
	}
	return who.person, ok
}

// whose reads a run of words as one or more people and fillers. Of several, one other than the person herself counts;
// two such are nobody.
func (r *recogniser) whose(words []word) (person, bool) {
	found, any := person{}, false
	for i := 0; i < len(words); {
		n := min(r.longest, len(words)-i)
		for ; n > 0; n-- {
			if who, ok := r.phrase(words[i : i+n]); ok {
				switch {
				case !any || found.whose == "self":
					found = who
				case who.whose != "self" && who.whose != found.whose:
					found = person{whose: "other"}
				}
				any = true
				break
			}
			if r.fillers[compactWords(words[i:i+n])] {
				break
			}
		}
		if n == 0 {
			return person{}, false
		}
		i += n
	}
	return found, any
}

// of maps what is said of somebody to the fields that hold it.
func of(who person, what []candidate) []candidate {
	var out []candidate
	for _, c := range what {
		c.whose = who.whose
		if who.whose != "self" {
			if !who.has(c.base) { // "Họ tên cha (bố)" says so twice
				c.field = who.fields[c.base]
			}
			if c.field == "" {
				continue // there is no field for it
			}
			c.tier = strong
		} else if c.field == record.FullName {
			c.tier = strong
		}
		if !slices.ContainsFunc(out, func(o candidate) bool { return o.field == c.field }) {
			out = append(out, c)
		}
	}
	if out == nil {
		out = []candidate{{whose: who.whose}} // nobody's field
		if len(what) > 0 {
			out[0].base = what[0].base
		}
	}
	return out
}
