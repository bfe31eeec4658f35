package synth

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// spelling holds the tables of writings and misspellings.
type spelling struct {
	doublets map[string]string
}

func newSpelling() spelling {
	s := spelling{map[string]string{}}
	for _, d := range refdata.Doublets() {
		s.doublets[d.North] = d.South
		if _, ok := s.doublets[d.South]; !ok {
			s.doublets[d.South] = d.North
		}
	}
	return s
}

// The tone marks as combining characters, and the letters TELEX writes them with.
const toneMarks = "\u0300\u0301\u0303\u0309\u0323"

var telexTone = map[rune]string{'\u0300': "f", '\u0301': "s", '\u0303': "x", '\u0309': "r", '\u0323': "j"}

// unmark drops all marks and keeps the case.
func unmark(s string) string {
	var b strings.Builder
	for _, r := range s {
		f := viet.FoldRune(r)
		if f == 0 {
			continue
		}
		if unicode.IsUpper(r) {
			f = unicode.ToUpper(f)
		}
		b.WriteRune(f)
	}
	return b.String()
}

// openPairs are the open rhymes whose tone is written on the first vowel in the old style and on the second in the new.
var openPairs = [][2]string{{"òa", "oà"}, {"óa", "oá"}, {"ỏa", "oả"}, {"õa", "oã"}, {"ọa", "oạ"}, {"òe", "oè"}, {"óe", "oé"},
	{"ỏe", "oẻ"}, {"õe", "oẽ"}, {"ọe", "oẹ"}, {"ùy", "uỳ"}, {"úy", "uý"}, {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"ụy", "uỵ"}}

// otherTone leads from each form of an open pair to the other.
var otherTone = func() map[string]string {
	m := map[string]string{}
	for _, p := range openPairs {
		m[p[0]], m[p[1]] = p[1], p[0]
	}
	return m
}()

// retone moves the tone marks of open oa, oe, uy to the other vowel, in names and addresses in title case.
func retone(s string) string {
	changed := s
	end := len(s)
	for end > 0 {
		start := strings.LastIndexByte(s[:end], ' ') + 1
		word := strings.TrimSuffix(s[start:end], ",")
		_, n := utf8.DecodeLastRuneInString(word)
		_, m := utf8.DecodeLastRuneInString(word[:len(word)-n])
		head := word[:len(word)-n-m]
		if o, ok := otherTone[word[len(head):]]; ok && !strings.HasSuffix(head, "q") && !strings.HasSuffix(head, "Q") {
			changed = changed[:start] + head + o + changed[start+len(word):] // words behind keep their places from the end
		}
		end = start - 1
	}
	return changed
}

// eachWord applies f to the words between blanks.
func eachWord(s string, f func(string) string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		words[i] = f(w)
	}
	return strings.Join(words, " ")
}

var iy = strings.NewReplacer("y", "i", "ý", "í", "ỳ", "ì", "ỷ", "ỉ", "ỹ", "ĩ", "ỵ", "ị")

// swapIY writes i for y where it is the only vowel after l, m, k, s, t or h (Lý, Mỹ, Kỳ, Sỹ).
func swapIY(s string) string {
	return eachWord(s, func(w string) string {
		if utf8.RuneCountInString(w) == 2 && strings.ContainsRune("LMKSTHlmksth", rune(w[0])) {
			return w[:1] + iy.Replace(w[1:])
		}
		return w
	})
}

// syllable is a syllable's letters without its tone, i for a lone y, and its tone: what two writings of it share.
type syllable struct {
	letters string
	tone    rune
}

func readSyllable(word string) syllable {
	var s syllable
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		if strings.ContainsRune(toneMarks, r) {
			s.tone = r
			continue
		}
		b.WriteRune(r)
	}
	s.letters = b.String()
	if n := len(s.letters); n > 1 && s.letters[n-1] == 'y' && (!strings.ContainsAny(s.letters[:n-1], "aeiouy") || s.letters == "quy") {
		s.letters = s.letters[:n-1] + "i"
	}
	return s
}

// telex leaves one syllable as it was typed: Nguyeexn.
func telex(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		var b strings.Builder
		tone := ""
		for _, r := range norm.NFD.String(w) {
			switch {
			case telexTone[r] != "":
				tone = telexTone[r]
			case r == '\u0302': // circumflex: the vowel again
				last, _ := utf8.DecodeLastRuneInString(b.String())
				b.WriteRune(unicode.ToLower(last))
			case r == '\u0306' || r == '\u031b': // breve, horn
				b.WriteByte('w')
			case r == 'đ':
				b.WriteString("dd")
			case r == 'Đ':
				b.WriteString("Dd")
			default:
				b.WriteRune(r)
			}
		}
		if t := b.String() + tone; t != w && tone != "" {
			words[i] = t
			return strings.Join(words, " ")
		}
	}
	return s
}

// vniMarks are the digits VNI typing writes marks with.
var vniMarks = map[rune]string{'\u0301': "1", '\u0300': "2", '\u0309': "3", '\u0303': "4", '\u0323': "5", '\u0302': "6", '\u031b': "7", '\u0306': "8"}

// vni leaves one syllable as it was typed with digits: Nguye64n.
func vni(s string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		var b strings.Builder
		for _, r := range norm.NFD.String(w) {
			switch {
			case vniMarks[r] != "":
				b.WriteString(vniMarks[r])
			case r == 'đ':
				b.WriteString("d9")
			case r == 'Đ':
				b.WriteString("D9")
			default:
				b.WriteRune(r)
			}
		}
		if t := norm.NFC.String(b.String()); t != w {
			words[i] = t
			return strings.Join(words, " ")
		}
	}
	return s
}

// vowels are the vowel letters of unmarked text.
const vowels = "aeiouy"

func hasVowel(s string) bool { return strings.ContainsAny(strings.ToLower(unmark(s)), vowels) }

// pickWord returns the position of a word that a typing error can stand in, or -1.
func pickWord(words []string, s *stream, least int) int {
	for range 6 {
		i := s.intn(len(words))
		if utf8.RuneCountInString(words[i]) >= least {
			return i
		}
	}
	return -1
}

// typing is a kind of typing error.
type typing int

const (
	typeInsert typing = iota
	typeDelete
	typeSubstitute
	typeTranspose
)

const typedLetters = "bcdghiklmnopqrstuvxyae"

// typo makes one typing error inside a word of three letters or more. The first letter stays, and so does a vowel, so
// that what is left cannot be read as an abbreviation.
func typo(name string, kind typing, s *stream) string {
	words := strings.Split(name, " ")
	k := pickWord(words, s, 3)
	if k < 0 {
		return name
	}
	for range 8 {
		r := []rune(words[k])
		i := 1 + s.intn(len(r)-1)
		c := rune(typedLetters[s.intn(len(typedLetters))])
		switch kind {
		case typeInsert:
			r = append(r[:i], append([]rune{c}, r[i:]...)...)
		case typeDelete:
			r = append(r[:i], r[i+1:]...)
		case typeSubstitute:
			if viet.FoldRune(r[i]) == c {
				continue
			}
			r[i] = c
		case typeTranspose:
			if i+1 >= len(r) || r[i] == r[i+1] {
				i = 1
				if len(r) < 3 || r[1] == r[2] {
					continue
				}
			}
			r[i], r[i+1] = r[i+1], r[i]
		}
		if w := string(r); hasVowel(w) && len(r) > 1 {
			words[k] = w
			return strings.Join(words, " ")
		}
	}
	return name
}

// wrongMarks are the mistakes made with marks: hỏi for ngã and the like, a mark left out, a hat forgotten.
var wrongMarks = [][2]string{{"ễ", "ể"}, {"ẫ", "ẩ"}, {"ỗ", "ổ"}, {"ữ", "ử"}, {"ũ", "ủ"}, {"ã", "ả"}, {"ĩ", "ỉ"}, {"ỹ", "ỷ"},
	{"ể", "ễ"}, {"ả", "ã"}, {"ủ", "ũ"}, {"ị", "i"}, {"ạ", "a"}, {"ầ", "ấ"}, {"ấ", "ầ"}, {"ý", "y"}, {"ì", "í"}, {"í", "i"},
	{"ư", "u"}, {"ơ", "o"}, {"ô", "o"}, {"ê", "e"}, {"â", "a"}, {"ă", "a"}, {"à", "á"}, {"ò", "ó"}, {"ồ", "ố"}, {"ố", "ồ"},
	{"ế", "ề"}, {"ề", "ế"}, {"ộ", "ô"}, {"ứ", "ư"}, {"ừ", "ư"}, {"ỳ", "ý"}, {"ù", "ú"}, {"ú", "u"}, {"á", "a"}}

// wrongMark changes one mark of one word.
func wrongMark(name string, s *stream) string {
	words := strings.Split(name, " ")
	from := s.intn(len(words))
	first := s.intn(len(wrongMarks))
	for k := range words {
		i := (from + k) % len(words)
		for n := range wrongMarks {
			m := wrongMarks[(first+n)%len(wrongMarks)]
			if (m[0] == "ư" || m[0] == "ơ") && hornPair(words[i]) {
				continue // "uơ" is a half-typed ươ, a writing and no error
			}
			if w := strings.Replace(words[i], m[0], m[1], 1); w != words[i] {
				words[i] = w
				return strings.Join(words, " ")
			}
		}
	}
	return name
}

// hornPair reports whether a word has the vowel ươ, with whatever tone.
func hornPair(word string) bool {
	for _, pair := range [...]string{"ươ", "ườ", "ướ", "ưở", "ưỡ", "ượ"} {
		if strings.Contains(word, pair) {
			return true
		}
	}
	return false
}

// regional are sounds that some dialect does not tell apart, as they are misspelt (refdata: phonetic_merges).
var regional = [][2]string{{"Tr", "Ch"}, {"Ch", "Tr"}, {"S", "X"}, {"X", "S"}, {"Gi", "D"}, {"D", "Gi"}, {"L", "N"}, {"V", "D"}}

var regionalEnds = [][2]string{{"n", "ng"}, {"ng", "n"}, {"t", "c"}, {"c", "t"}, {"nh", "n"}}

// misheard spells a middle or given name as some dialect says it.
func misheard(name string, s *stream) string {
	words := strings.Split(name, " ")
	i := len(words) - 1
	if len(words) > 2 && s.chance(0.3) {
		i = 1 + s.intn(len(words)-1)
	}
	first := s.intn(len(regional))
	for n := range regional {
		m := regional[(first+n)%len(regional)]
		rest, ok := strings.CutPrefix(words[i], m[0])
		if !ok || rest == "" || m[0] != "Ch" && m[0] != "Tr" && m[0] != "Gi" && strings.HasPrefix(rest, "h") {
			continue
		}
		if m[0] == "D" && strings.ContainsAny(rest[:1], "i") || m[0] == "Gi" && !hasVowel(rest) {
			continue
		}
		words[i] = m[1] + rest
		return strings.Join(words, " ")
	}
	for _, m := range regionalEnds {
		if head, ok := strings.CutSuffix(words[i], m[0]); ok && hasVowel(head) && !(m[0] == "n" && strings.HasSuffix(head, "i")) {
			words[i] = head + m[1]
			return strings.Join(words, " ")
		}
	}
	return name
}

// doublet puts the other form of a name that has two (Hoàng, Huỳnh).
func (t *spelling) doublet(name string) string {
	words := strings.Split(name, " ")
	for i, w := range words {
		if o, ok := t.doublets[w]; ok {
			words[i] = o
			return strings.Join(words, " ")
		}
	}
	return name
}

// dropMiddle leaves out one middle word.
func dropMiddle(name string, s *stream) string {
	words := strings.Split(name, " ")
	if len(words) < 3 {
		return name
	}
	i := 1 + s.intn(len(words)-2)
	return strings.Join(append(words[:i:i], words[i+1:]...), " ")
}

// initials abbreviates the middle words, or the surname.
func initials(name string, s *stream) string {
	words := strings.Split(name, " ")
	if len(words) < 3 {
		return name
	}
	if s.chance(0.3) && words[0] == "Nguyễn" {
		words[0] = "Ng."
		return strings.Join(words, " ")
	}
	for i := 1; i < len(words)-1; i++ {
		r, _ := utf8.DecodeRuneInString(words[i])
		words[i] = string(r) + "."
	}
	return strings.Join(words, " ")
}
