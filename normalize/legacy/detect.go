package legacy

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Verdict is what a column was found to be written in.
type Verdict struct {
	Encoding   Encoding
	Confidence float64 // probability, between 0 and 1, of the encoding against all the others and none
	Evidence   string  // the counts in words
	Values     int     // distinct values with a mark of some kind: the others are the same in every encoding
	Repaired   int     // of those, the ones DecodeColumn decodes
	Rows       uint64  // rows that hold the repaired values
	Clean      int     // of those, the ones that are Vietnamese as they are, and would not be decoded
	Mixed      bool    // some values are in the encoding, others are clean
	Share      float64 // estimated share of the marked values that are in the encoding
	Forced     bool    // the encoding was set by hand: DecodeColumn decodes whatever can be decoded
}

// Fixed returns the verdict of a user who knows the encoding.
func Fixed(e Encoding) Verdict {
	return Verdict{Encoding: e, Confidence: 1, Share: 1, Forced: true, Evidence: "set by hand"}
}

// penalty is how much rarer an encoding is than clean text, in the logarithm: the evidence has to outweigh it. The order
// among them is how often each is met. TCVN 5712-1 decodes like TCVN3 but for its capitals, and wins by those only.
var penalty = [encodings]float64{0, 5.3, 5.3, 6.5, 6.5, 6.8, 6.2, 6.2, 5.3, 5.8}

// hinted is the penalty of the encoding that another column of the file was found to be in.
const hinted = 0.7

// Detect judges a column by its distinct values, and the rows that hold each (nil: one each; a value of no row is left out).
//
// Every distinct word is asked what it says for each encoding, see score.go. The column is taken for a mixture of values in
// the encoding and clean ones; the shares are estimated from it (EM), and the encoding whose mixture is likeliest wins, if it
// is likelier than clean text by far. Which values are decoded is decided the same way, value by value, given the share.
// A column without anything beyond ASCII is UTF-8.
func Detect(values []string, weights []uint32) Verdict { return DetectWith(values, weights, UTF8) }

// DetectWith is Detect for a column of a file of which another column was found to be in an encoding: columns of few words
// (Nam, N÷) say too little alone.
func DetectWith(values []string, weights []uint32, hint Encoding) Verdict {
	words := wordsOf(values, weights)
	best, confidence := UTF8, 1.0
	if len(words.marked) > 0 || len(words.viqr) > 0 {
		best, confidence = words.best(hint)
	}
	if best == UTF8 {
		n := countMarked(values, weights)
		return Verdict{Confidence: confidence, Values: n, Evidence: fmt.Sprintf("%d marked values, none better read otherwise", n)}
	}
	return judgeColumn(best, confidence, values, weights)
}

// judgeColumn returns the verdict on a column that was found to be in an encoding.
func judgeColumn(best Encoding, confidence float64, values []string, weights []uint32) Verdict {
	v := Verdict{Encoding: best, Confidence: confidence}
	c := newColumn(best, values, weights)
	v.Share = c.share
	spoiled := 0
	for i := range values {
		if weights != nil && weights[i] == 0 {
			continue
		}
		g := c.gains[i]
		if !g.touched && !g.marked {
			continue
		}
		v.Values++
		if g.touched && c.certain(g) {
			v.Repaired++
			if weights != nil {
				v.Rows += uint64(weights[i])
			} else {
				v.Rows++
			}
			if g.spoils {
				spoiled++
			}
		} else if g.touched && !g.bad {
			v.Clean++
		}
	}
	v.Mixed = v.Clean > 0
	v.Evidence = fmt.Sprintf("%d of %d marked values become valid Vietnamese syllables, %d spoiled", v.Repaired-spoiled, v.Values, spoiled)
	if v.Mixed {
		v.Evidence += fmt.Sprintf("; %d are clean already", v.Clean)
	}
	return v
}

func countMarked(values []string, weights []uint32) int {
	n := 0
	for i, s := range values {
		if (weights == nil || weights[i] > 0) && !isASCII(s) {
			n++
		}
	}
	return n
}

// DecodeColumn decodes the values of a column that are certainly in the verdict's encoding and returns the others as they
// are. The values should be those Detect saw.
func DecodeColumn(values []string, v Verdict) (decoded []string, repaired []bool) {
	decoded, repaired = slices.Clone(values), make([]bool, len(values))
	if v.Encoding == UTF8 {
		return decoded, repaired
	}
	c := newColumn(v.Encoding, values, nil)
	if !v.Forced && v.Share > 0 {
		c.share = v.Share
	}
	at := context{whole: c.sawSoft, capital: c.isCapital(v.Encoding, values)}
	for i, s := range values {
		if !v.Forced && !c.certain(c.gains[i]) {
			continue
		}
		d, ok := decode(v.Encoding, s, at)
		if !v.Forced && !c.gains[i].touched && !strings.EqualFold(d, s) {
			continue // 120 m²
		}
		if ok && d != s {
			decoded[i], repaired[i] = d, true
		}
	}
	return decoded, repaired
}

// certainty is the probability from which a value is decoded, and the share of a column from which it counts as pure: there
// a value is decoded that is likelier in the encoding than not, such as the names of small peoples, which are no syllables.
const certainty = 0.95

// values are capped at what one value may say.
const (
	maxGain = 12.0
	minGain = -8.0
)

// valueGain is what a value's words say together.
type valueGain struct {
	gain    float64
	touched bool // decoding changes it
	marked  bool // it has a character beyond ASCII
	spoils  bool // decoding makes a good word bad
	bad     bool // it has a word that is no Vietnamese as it stands
}

// column is a column under one encoding.
type column struct {
	gains   []valueGain
	share   float64 // of the touched values that are in the encoding
	touched int
	sawSoft bool // a soft hyphen was met: the file kept them
}

func newColumn(e Encoding, values []string, weights []uint32) *column {
	c := &column{gains: make([]valueGain, len(values))}
	cache := map[string]wordGain{}
	soft := e != VIQR && e < Mojibake && tables()[e].soft != 0
	var at *valueGain
	say := func(w string) {
		m := markOf(w)
		if m == markNone && e != VIQR {
			return
		}
		g, ok := cache[w]
		if !ok {
			g = gain(e, w, m)
			if len(cache) < maxWords {
				cache[w] = g
			}
		}
		at.gain += g.gain + g.more
		at.touched = at.touched || g.touched
		at.spoils = at.spoils || g.gain == lossSpoiled
		at.bad = at.bad || m == markBad || e == VIQR && g.touched && m == markNone
	}
	var touched []float64
	for i, s := range values {
		if weights != nil && weights[i] == 0 {
			continue
		}
		at = &c.gains[i]
		at.marked = !isASCII(s)
		switch {
		case e == VIQR:
			eachVIQR(s, say)
		case at.marked:
			eachWord(s, say)
		}
		if !at.touched {
			continue
		}
		at.gain = min(max(at.gain, minGain), maxGain)
		touched = append(touched, at.gain)
		c.sawSoft = c.sawSoft || soft && hasSoft(s)
	}
	c.touched = len(touched)
	c.share = shareOf(touched)
	return c
}

func hasSoft(s string) bool {
	return strings.ContainsRune(s, 0xAD) || strings.IndexByte(s, 0xAD) >= 0 && isRaw(s)
}

// certain reports whether a value is to be decoded.
func (c *column) certain(g valueGain) bool {
	pure := c.share >= certainty
	switch {
	case !g.touched:
		return pure && g.marked // it may change in its capitals: Lý MINH
	case g.spoils && g.gain < 0:
		return false
	}
	odds := c.share / (1 - c.share) * math.Exp(g.gain)
	return odds/(1+odds) >= certainty || pure && g.bad && odds > 1
}

// isCapital reports whether a column is typed in capitals: among its words of ASCII letters only, which say so for certain,
// hardly one has small letters.
func (c *column) isCapital(e Encoding, values []string) bool {
	if e >= VIQR || !tables()[e].caps {
		return false
	}
	small, capital := 0, 0
	for i, s := range values {
		if !c.gains[i].marked {
			continue
		}
		eachWord(s, func(w string) {
			ascii := strings.Map(func(r rune) rune {
				if r >= utf8.RuneSelf || !unicode.IsLetter(r) {
					return -1
				}
				return r
			}, w)
			switch {
			case strings.ToUpper(ascii) != ascii:
				small++
			case len(ascii) > 1:
				capital++
			}
		})
	}
	return capital > 0 && small*50 < capital
}

// maxWords bounds how many distinct words of a column are kept.
const maxWords = 1 << 16

// words are the distinct words of a column, in the order met.
type words struct {
	marked []string
	marks  []mark
	viqr   []string
}

func wordsOf(values []string, weights []uint32) *words {
	w := &words{}
	seen := map[string]bool{}
	for i, s := range values {
		if weights != nil && weights[i] == 0 {
			continue
		}
		if isASCII(s) {
			if mayBeVIQR(s) {
				eachVIQR(s, func(t string) {
					if !seen[t] && len(seen) < maxWords && mayBeVIQR(t) {
						seen[t] = true
						w.viqr = append(w.viqr, t)
					}
				})
			}
			continue
		}
		eachWord(s, func(t string) {
			if isASCII(t) || seen[t] || len(seen) >= maxWords {
				return
			}
			seen[t] = true
			w.marked = append(w.marked, t)
			w.marks = append(w.marks, markOf(t))
		})
	}
	return w
}

// mayBeVIQR reports a vowel followed by a mark, or a double d.
func mayBeVIQR(s string) bool {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\'', '`', '?', '~', '.', '^', '(', '+', '*':
			switch s[i-1] | 0x20 {
			case 'a', 'e', 'i', 'o', 'u', 'y':
				return true
			}
		case 'd', 'D':
			if s[i-1]|0x20 == 'd' {
				return true
			}
		}
	}
	return false
}

// worthwhile is the evidence, in the logarithm, under which an encoding is no hypothesis: a mixture of hardly any such value
// explains a clean column as well as clean text does.
const worthwhile = 0.5

// best returns the likeliest encoding and its probability.
func (w *words) best(hint Encoding) (Encoding, float64) {
	var score [encodings]float64
	var gains []float64
	good := false
	for _, m := range w.marks {
		good = good || m != markGood
	}
	for e := UTF8 + 1; e < encodings; e++ {
		score[e] = math.Inf(-1)
		gains = gains[:0]
		switch {
		case e == VIQR:
			for _, t := range w.viqr {
				if g := gain(e, t, markNone); g.touched {
					gains = append(gains, g.gain)
				}
			}
			for _, m := range w.marks {
				if m == markGood {
					gains = append(gains, lossNever)
				}
			}
		case good: // where every marked word is a syllable there is nothing to repair
			for i, t := range w.marked {
				if g := gain(e, t, w.marks[i]); g.touched {
					gains = append(gains, g.gain)
				}
			}
		}
		if len(gains) == 0 {
			continue
		}
		p := penalty[e]
		if e == hint {
			p = hinted
		}
		if l := likelihood(gains); l > worthwhile {
			score[e] = l - p
		}
	}
	return choose(&score)
}

// bestRaw returns the likeliest encoding of raw bytes that are no UTF-8.
func (w *words) bestRaw() (Encoding, float64) {
	var score [encodings]float64
	var gains []float64
	for e := UTF8 + 1; e < encodings; e++ {
		score[e] = math.Inf(-1)
		if e >= VIQR {
			continue
		}
		gains = gains[:0]
		for i, t := range w.marked {
			if g := gain(e, t, w.marks[i]); g.touched {
				gains = append(gains, g.gain)
			}
		}
		if len(gains) > 0 {
			score[e] = likelihood(gains) - penalty[e] + penalty[TCVN3]
		}
	}
	return choose(&score)
}

// choose returns the encoding of the highest score and its probability against the others.
func choose(score *[encodings]float64) (Encoding, float64) {
	best := UTF8
	for e := UTF8 + 1; e < encodings; e++ {
		if score[e] > score[best] {
			best = e
		}
	}
	total := 0.0
	for e := UTF8; e < encodings; e++ {
		if best == TCVN3 && e == TCVN5712 || best == TCVN5712 && e == TCVN3 {
			continue // the same text either way, or the choice would have fallen on the other
		}
		total += math.Exp(score[e] - score[best])
	}
	return best, 1 / total
}

// shareOf estimates the share of the mixture that is in the encoding, from what each member says. The prior is that columns
// are all or nothing.
func shareOf(gains []float64) float64 {
	const prior = 0.1
	n := float64(len(gains))
	share := 0.5
	for range 25 {
		sum := prior
		for _, g := range gains {
			odds := share / (1 - share) * math.Exp(g)
			sum += odds / (1 + odds)
		}
		share = sum / (n + 2*prior)
	}
	return share
}

// likelihood returns the logarithm of how much likelier the mixture is than clean text.
func likelihood(gains []float64) float64 {
	share, sum := shareOf(gains), 0.0
	for _, g := range gains {
		sum += math.Log(1 - share + share*math.Exp(g))
	}
	return sum
}
