package dataset

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/record"
)

// implied gives a needed field no column holds one word for every row, where the headers say of one code alone that the rows are of it, or,
// where they say nothing, the title lines above them do, or else the file's name: a register of deaths needs no column that says so of each.
func (w *recognition) implied(titles []string) {
	for _, f := range w.p.Needed {
		spec := w.p.Spec(f)
		if _, taken := w.by[f]; taken || spec == nil || len(spec.Implied) == 0 {
			continue
		}
		said, col, one := spec.saidBy(w.headers, func(m Implied) []string { return m.Headers })
		for _, above := range [][]string{titles, {fileTitle(w.file)}} {
			if said == nil && one {
				said, _, one = spec.saidBy(above, func(m Implied) []string { return m.Titles })
				col = w.by[record.FullName]
			}
		}
		if said == nil || w.field[col] == "" && len(w.by) == 0 {
			continue
		}
		w.joins, w.by[f] = append(w.joins, join{field: f, columns: []int{col}, word: said.Word}), col
	}
}

// fileTitle returns the words of a file's name: ket_hon_2024.xlsx says that of its list which a title line would.
func fileTitle(path string) string {
	name, _, _ := strings.Cut(filepath.Base(path), ".")
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return ' '
	}, spaced(name))
}

// saidBy returns the one meaning some texts speak of, and the first text that does. one is false where they speak of several.
func (s *FieldSpec) saidBy(texts []string, phrases func(Implied) []string) (said *Implied, at int, one bool) {
	for i, text := range texts {
		words := wordsOf(spaced(text))
		for k := range s.Implied {
			m := &s.Implied[k]
			if said == m || !slices.ContainsFunc(phrases(*m), func(p string) bool { return holdsPhrase(words, wordsOf(p)) }) {
				continue
			}
			if said != nil {
				return nil, 0, false
			}
			said, at = m, i
		}
	}
	return said, at, true
}

// holdsPhrase reports whether some words stand among others, with the same marks or with none.
func holdsPhrase(words, phrase []word) bool {
	for i := 0; i+len(phrase) <= len(words); i++ {
		part := words[i : i+len(phrase)]
		if compactWords(part) != compactWords(phrase) {
			continue
		}
		if m := markedWords(part); m == compactWords(part) || m == markedWords(phrase) {
			return true
		}
	}
	return false
}
