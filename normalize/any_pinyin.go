package normalize

import (
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

const (
	inCharacters = .5  // of the rows of one table, at least, are in Chinese characters, and of the other's fewer, for the ones to be read in Latin letters
	oneScript    = .05 // of two columns' rows that are in the same script, at least, for them to be compared
)

// pinyinReaders read names in Chinese characters in one table as they are written in Latin letters in the other: the family's name, and the given name in one word. Where both
// tables have characters they stay, for many have one sound. So do those that are read otherwise than in pinyin, as in Japan: their words are not the other table's. nil for all others.
func pinyinReaders(cols []*record.Column, role record.Role) []func(string) string {
	if len(cols) != 2 || characterShare(cols[0]) >= inCharacters == (characterShare(cols[1]) >= inCharacters) {
		return nil
	}
	read := func(s string) string { return pinyinName(s, role) }
	counts := func(c *record.Column) valueCounts { return countValues(c, read, record.KindText) }
	if wordsShared(counts(cols[0]), counts(cols[1])) < wordsAlike {
		return nil
	}
	return []func(string) string{read, read}
}

// characterShare is the part of a column's rows that are in Chinese characters.
func characterShare(c *record.Column) float64 {
	han, all := 0, 0
	for s, n := range c.Distinct() {
		if plainText(s) == "" {
			continue
		}
		all += n
		if strings.ContainsFunc(s, isHan) && !strings.ContainsFunc(s, isKana) {
			han += n
		}
	}
	return float64(han) / float64(max(all, 1))
}

// pinyinName reads a name of a role in Latin letters, and one that is written in these with no hyphens.
func pinyinName(s string, role record.Role) string {
	t := plainText(s)
	signs := []rune(strings.ReplaceAll(t, " ", ""))
	if !onlyLetters(t, isHan, 6) && (len(signs) != 1 || !isHan(signs[0])) {
		return plainText(strings.NewReplacer("-", "", "‐", "", "‑", "").Replace(s))
	}
	family := 1
	switch {
	case role == record.RoleSurname:
		family = len(signs)
	case role == record.RoleGivenName:
		family = 0
	case len(signs) > 2 && slices.Contains(longSurnames, string(signs[:2])):
		family = 2
	}
	var b strings.Builder
	for i, c := range signs {
		read := refdata.Pinyin().Of(c)
		if family == 1 && i == 0 {
			read = refdata.Pinyin().AsSurname(c)
		}
		if read == "" {
			return t
		}
		if i == family && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(read)
	}
	return b.String()
}

// longSurnames are the families' names of two characters that are met most.
var longSurnames = strings.Fields(`欧阳 歐陽 上官 司马 司馬 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 司徒 令狐 夏侯 轩辕 軒轅 长孙 長孫 宇文 端木 申屠 澹台 澹臺 淳于 濮阳 濮陽 赫连 赫連 南宫 南宮 独孤 獨孤
	鲜于 鮮于 闻人 聞人`)

// scripts are those that names and texts are written in, by which columns in none in common are told.
var scripts = []*unicode.RangeTable{
	unicode.Latin, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Cyrillic, unicode.Greek, unicode.Arabic, unicode.Hebrew, unicode.Armenian, unicode.Georgian, unicode.Devanagari, unicode.Bengali,
	unicode.Gurmukhi, unicode.Gujarati, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan, unicode.Mongolian, unicode.Ethiopic,
}

// unlikeScripts says whether two columns of texts are written in scripts that they do not have in common. Nothing of them is ever the same, which says nothing of the rows: taken
// for a column in which those of one entity differ, it would speak against every match.
func unlikeScripts(cols []*record.Column, read []func(string) string) bool {
	if len(cols) != 2 {
		return false
	}
	var parts [2][]float64
	for side, c := range cols {
		rows, all := make([]int, len(scripts)), 0
		for s, n := range c.Distinct() {
			s = read[side](s)
			at := strings.IndexFunc(s, unicode.IsLetter)
			if at < 0 {
				continue
			}
			all += n
			first := []rune(s[at:])[0]
			for i, script := range scripts {
				if unicode.Is(script, first) {
					rows[i] += n
					break
				}
			}
		}
		for _, n := range rows {
			parts[side] = append(parts[side], float64(n)/float64(max(all, 1)))
		}
	}
	both := 0.0
	for i, p := range parts[0] {
		both += min(p, parts[1][i])
	}
	return both < oneScript
}
