package normalize

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// bothScripts is the share of a column's rows in either script from which it is one of two scripts.
const bothScripts = .02

// romanized reads columns that are written in Cyrillic or Greek letters here and in Latin ones there all in Latin letters: a passport has the one, a register the other. Each
// office writes them in its own way (Юлия is Iuliia, Yulia, Julija), so letters that these ways differ in are made one in all values, those written in Latin letters too.
// Columns of one script stay as they are.
func romanized(cols []*record.Column, read []func(string) string) []func(string) string {
	latin, other, all := 0, 0, 0
	for _, c := range cols {
		for s, n := range c.Distinct() {
			if n == 0 || plainText(s) == "" {
				continue
			}
			all += n
			switch {
			case strings.ContainsFunc(s, isEastOfLatin):
				other += n
			case strings.ContainsFunc(s, unicode.IsLetter):
				latin += n
			}
		}
	}
	if float64(min(latin, other)) < bothScripts*float64(all) || other == 0 || latin == 0 {
		return read
	}
	out := make([]func(string) string, len(read))
	for i, r := range read {
		out[i] = func(s string) string { return inLatin(r(s)) }
	}
	return out
}

func isEastOfLatin(r rune) bool { return unicode.In(r, unicode.Cyrillic, unicode.Greek) }

// inLatin writes a folded text in Latin letters, and what those are written for in several ways in one.
func inLatin(s string) string {
	if !viet.IsASCII(s) {
		s = romanLetters.Replace(withoutMarks(s))
	}
	return romanWays.Replace(romanSounds.Replace(s))
}

// withoutMarks takes off the marks of letters of any script.
func withoutMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// romanLetters are Cyrillic letters as passports have them (ICAO 9303, without what stands for no sound), and Greek ones (ISO 843). Folded, й is и, and ё is е.
var romanLetters = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "ґ", "g", "д", "d", "е", "e", "є", "ie", "ж", "zh", "з", "z", "и", "i", "і", "i", "ї", "i", "й", "i", "ј", "i", "к", "k", "л", "l", "љ", "li", "м", "m",
	"н", "n", "њ", "ni", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "ћ", "c", "ђ", "d", "у", "u", "ў", "u", "ф", "f", "х", "h", "ц", "ts", "ч", "ch", "џ", "d", "ш", "sh", "щ", "shch", "ъ", "", "ы", "i", "ь", "",
	"э", "e", "ё", "e", "ю", "iu", "я", "ia",
	"ου", "ou", "α", "a", "β", "v", "γ", "g", "δ", "d", "ε", "e", "ζ", "z", "η", "i", "θ", "th", "ι", "i", "κ", "k", "λ", "l", "μ", "m", "ν", "n", "ξ", "x", "ο", "o", "π", "p", "ρ", "r", "σ", "s", "ς", "s",
	"τ", "t", "υ", "i", "φ", "f", "χ", "h", "ψ", "ps", "ω", "o")

// romanSounds and romanWays make one of the ways in which these are written elsewhere.
var (
	romanSounds = strings.NewReplacer("shch", "sh", "sch", "sh", "kh", "h", "ph", "f", "y", "i", "j", "i", "w", "v")
	romanWays   = strings.NewReplacer("iii", "i", "ii", "i")
)
