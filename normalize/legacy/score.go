package legacy

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
)

// What one word says about the hypothesis "this is written in encoding e" against "this is UTF-8 already", as the natural
// logarithm of how much likelier the word is under it. A word that is no Vietnamese as it stands and a syllable once decoded
// is strong evidence, the stronger when it is a syllable of names; by chance about one foreign word with marks in sixty
// decodes to such a one. The other figures are in proportion.
const (
	gainKnown   = 4.2  // no syllable now, decoded one of the lexicon
	gainValid   = 1.8  // no syllable now, decoded a rare one
	maxLexicon  = 4.0  // a syllable either way: the logarithm of how much more frequent the decoded one is, at most this
	maxMore     = 4.0  // beside gainKnown, for the commonest
	gainQuoted  = 0.7  // letters in quotation marks now, decoded a syllable
	lossInvalid = -1.5 // neither
	moreForeign = 2.5  // neither, letters alone, once it is known that the column holds the encoding: then it is likelier the name of another people
	lossSpoiled = -5.0 // a syllable now, decoded none
	lossNever   = -8.0 // letters the encoding cannot have
	gainSigned  = 1.0  // neither, but now with a sign among its letters, decoded letters alone: a word of another people (kd¨m, Niê Kdăm)
	bonusUTF8   = 3.0  // Latin-1 text hardly ever is valid UTF-8 by chance
)

// isSign reports the signs that stand by numbers in any text: m², °C, µm, ½, §, Nº.
func isSign(w string) bool {
	if !utf8.ValidString(w) {
		return false
	}
	switch w {
	case "m²", "m³", "cm²", "cm³", "dm²", "dm³", "km²", "mm²", "mm³", "m²/", "°C", "°F", "°c", "ºC", "Nº", "N°", "nº", "n°", "µm", "µg", "µl", "µs":
		return true
	}
	if strings.Trim(w, quotes) == "" {
		return true
	}
	r, n := utf8.DecodeRuneInString(w)
	return strings.ContainsRune("°º²³±×÷§©®™€£¥¢½¼¾•†‡·", r) && strings.Trim(w[n:], string(r)) == ""
}

// wordGain is what one word says.
type wordGain struct {
	gain    float64
	more    float64 // beside that, once it is known that the column holds the encoding: how common the word is
	touched bool    // false where it says nothing, being the same either way
}

// mark says what a word is as it stands.
type mark uint8

const (
	markNone   mark = iota // ASCII letters, or signs that belong to numbers
	markGood               // a Vietnamese syllable with marks
	markQuoted             // letters with quotation marks or dashes at their ends
	markBad                // anything else with a character beyond ASCII
)

// maxWord is the length from which a run of letters is no word.
const maxWord = 64

// eachWord calls f with the runs of a value that are words under some encoding: ASCII letters and all characters beyond
// ASCII, and control characters that encodings use.
func eachWord(s string, f func(word string)) {
	from := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		in := c >= utf8.RuneSelf || c|0x20 >= 'a' && c|0x20 <= 'z' || c < ' ' && (c < '\t' || c > '\r')
		switch {
		case in && from < 0:
			from = i
		case !in && from >= 0:
			f(s[from:i])
			from = -1
		}
	}
	if from >= 0 {
		f(s[from:])
	}
}

// eachVIQR calls f with the runs of a value that are words of VIQR.
func eachVIQR(s string, f func(word string)) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !strings.ContainsRune("'`?~.^(+*\\’‘´", r)
	}) {
		f(w)
	}
}

// quotes are what text may have around words with no blank between.
const quotes = "“”‘’–—…•«»\u00A0\u200B\uFEFF"

// markOf judges a word as it stands.
func markOf(w string) mark {
	if isASCII(w) || isSign(w) {
		return markNone
	}
	n := viet.NFC(w)
	if viet.IsSyllable(n) {
		if evenCase(n) {
			return markGood
		}
		return markBad
	}
	inner := strings.Trim(n, quotes)
	if inner != n && (isASCII(inner) || viet.IsSyllable(inner)) {
		return markQuoted
	}
	return markBad
}

// gain returns what a word says for an encoding.
func gain(e Encoding, w string, m mark) wordGain {
	if m == markNone && e != VIQR || len(w) > maxWord {
		return wordGain{}
	}
	d, ok := decode(e, w, context{})
	if !ok {
		if m == markGood || hasFarLetter(w) {
			return wordGain{gain: lossNever, touched: true}
		}
		return wordGain{gain: lossInvalid, touched: true}
	}
	was := viet.NFC(w)
	if d == was {
		return wordGain{}
	}
	valid, lexical, n := judge(d)
	if n == 0 && m == markBad && !strings.ContainsFunc(was, unicode.IsLetter) {
		return wordGain{} // punctuation
	}
	g := wordGain{touched: true}
	switch {
	case e == VIQR:
		g.gain = gainVIQR(w, valid, lexical)
		if g.gain > 0 && lexical {
			g.more = min(maxMore, 0.5*math.Log(countOf(strings.ToLower(d))))
		}
	case valid && m == markQuoted:
		g.gain = gainQuoted
	case valid && m == markBad && lexical:
		g.gain = gainKnown
		g.more = min(maxMore, 0.5*math.Log(countOf(strings.ToLower(d))))
	case valid && m == markBad:
		g.gain = gainValid
	case valid:
		more := math.Log(countOf(strings.ToLower(d)) / countOf(strings.ToLower(was)))
		g.gain = min(max(more, -maxLexicon), maxLexicon)
	case m == markGood:
		g.gain = lossSpoiled
	default:
		g.gain = gainOfForeign(was, d)
		if g.gain == lossInvalid && m == markBad && !strings.ContainsFunc(d, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
			g.more = moreForeign
		}
	}
	if e >= Mojibake && sound(e, w) {
		g.gain += bonusUTF8
	}
	return g
}

// gainOfForeign judges a word that is no Vietnamese, neither as it stands nor decoded. Signs have no place among the letters of a word, so where
// decoding makes letters of them it is likelier right; at the end of a word they have (Honda®), and then it says nothing.
func gainOfForeign(was, decoded string) float64 {
	letters := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }
	stem := strings.TrimRightFunc(was, func(r rune) bool { return !letters(r) })
	switch {
	case stem == "" || !utf8.ValidString(was) || strings.ContainsFunc(decoded, func(r rune) bool { return !letters(r) }):
		return lossInvalid
	case strings.ContainsFunc(stem, func(r rune) bool { return !letters(r) }):
		return gainSigned
	case stem != was:
		return 0
	}
	return lossInvalid
}

// gainVIQR judges a word of ASCII letters and marks. Dots, question marks and apostrophes are everywhere; the other marks
// hardly ever follow a vowel but in VIQR.
func gainVIQR(w string, valid, lexical bool) float64 {
	strong := strings.ContainsAny(w, "^~`+") || strings.Contains(strings.ToLower(w), "dd") ||
		strings.Contains(w, "a(") || strings.Contains(w, "A(")
	switch {
	case valid && strong && lexical:
		return gainKnown
	case valid && strong:
		return gainValid
	case valid && lexical && strings.ContainsAny(strings.TrimRight(w, ".'?"), ".'?"):
		return gainValid // Pha.m
	case valid:
		return 0
	case strong:
		return lossInvalid - 0.5
	}
	return lossInvalid
}

// judge reports whether every word of a decoded run is a syllable in even case, whether the lexicon has them all, and how
// many they are.
func judge(d string) (valid, lexical bool, n int) {
	lexical = true
	for _, w := range strings.FieldsFunc(d, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }) {
		n++
		if !viet.IsSyllable(w) || !evenCase(w) {
			return false, false, n
		}
		lexical = lexical && known(strings.ToLower(w))
	}
	return n > 0, n > 0 && lexical, n
}

// hasFarLetter reports a letter that no reading as Latin-1 or cp1252 gives.
func hasFarLetter(w string) bool {
	return strings.ContainsFunc(w, func(r rune) bool {
		_, ok := byteOf(r)
		return !ok && unicode.IsLetter(r)
	})
}

// sound reports whether a mojibake word came through with all its bytes.
func sound(e Encoding, w string) bool {
	b, ok := rawBytes(w)
	if ok && e == Mojibake2 && utf8.Valid(b) {
		b, ok = rawBytes(string(b))
	}
	return ok && utf8.Valid(b)
}
