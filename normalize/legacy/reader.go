package legacy

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/transform"

	"github.com/doisanh/doisanh/internal/viet"
)

// separators end the cells of text tables. No encoding uses them for anything else.
const separators = "\n\r\t,;|\""

// maxSample is how much of a file DetectBytes looks at.
const maxSample = 4 << 20

// DetectBytes judges the beginning of a raw file. One that is valid UTF-8 is UTF8: what its columns hold is for Detect to say,
// and so is VIQR, which is ASCII. For any other the encoding that fits is named; where none does, the verdict is UTF8 with
// Confidence 0. The sample may end within a character.
func DetectBytes(sample []byte) Verdict {
	sample = sample[:min(len(sample), maxSample)]
	text := string(bytes.TrimPrefix(sample, []byte("\uFEFF")))
	if validStart(text) && !(isRaw(text) && !hasVietnamese(text)) {
		return Verdict{Encoding: UTF8, Confidence: 1, Evidence: "valid UTF-8"}
	}
	var cells []string
	seen := map[string]bool{}
	for _, c := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if !seen[c] {
			seen[c] = true
			cells = append(cells, c)
		}
	}
	best, confidence := wordsOf(cells, nil).bestRaw()
	if best == UTF8 {
		return Verdict{Evidence: fmt.Sprintf("not UTF-8, and none of the encodings makes Vietnamese of its %d marked cells", countMarked(cells, nil))}
	}
	return judgeColumn(best, confidence, cells, nil)
}

// validStart reports whether a text is UTF-8 but for a character cut at its end.
func validStart(s string) bool {
	for i := 0; i < utf8.UTFMax && i < len(s); i++ {
		if b := s[len(s)-1-i]; b >= 0xC0 {
			if !utf8.FullRuneInString(s[len(s)-1-i:]) {
				s = s[:len(s)-1-i]
			}
			break
		}
	}
	return utf8.ValidString(s)
}

// hasVietnamese reports letters that only Vietnamese has.
func hasVietnamese(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x1EA0 && r <= 0x1EF9 })
}

// NewDecoder returns the transformer from an encoding's raw bytes to UTF-8, cell by cell of a text table, so that words in
// capitals are known by the others of their cell. Nothing is mended: a raw file kept its soft hyphens. Cells that are UTF-8
// already stay, and a byte the encoding does not have becomes what it is in cp1252. The output is always valid UTF-8 and
// does not depend on how the input is cut.
func NewDecoder(e Encoding) transform.Transformer { return &decoder{e: e} }

type decoder struct {
	transform.NopResetter
	e Encoding
}

// maxPiece is the longest run decoded at once; three times as much fits the buffers of x/text's reader.
const maxPiece = 512

// Transform implements transform.Transformer.
func (d *decoder) Transform(dst, src []byte, atEOF bool) (nDst, nSrc int, err error) {
	for nSrc < len(src) {
		rest := src[nSrc:]
		n := bytes.IndexAny(rest[:min(len(rest), maxPiece)], separators)
		switch {
		case n >= 0:
		case len(rest) >= maxPiece:
			n = d.cut(rest[:maxPiece])
		case atEOF:
			n = len(rest)
		default:
			return nDst, nSrc, transform.ErrShortSrc
		}
		text := d.decode(string(rest[:n]))
		if n == 0 {
			text, n = string(rest[:1]), 1 // the separator
		}
		if len(text) > len(dst)-nDst {
			return nDst, nSrc, transform.ErrShortDst
		}
		nDst += copy(dst[nDst:], text)
		nSrc += n
	}
	return nDst, nSrc, nil
}

// cut returns where a piece of a long cell ends: after its last blank, or else where no letter is parted.
func (d *decoder) cut(b []byte) int {
	if i := bytes.LastIndexByte(b, ' '); i > 0 {
		return i + 1
	}
	n := len(b) - utf8.UTFMax
	for n > 1 && !utf8.RuneStart(b[n]) && d.e >= Mojibake {
		n--
	}
	return n
}

// decode returns a cell's text.
func (d *decoder) decode(cell string) string {
	if isASCII(cell) && d.e != VIQR {
		return cell
	}
	if d.e >= Mojibake {
		text, _ := decode(d.e, cell, context{whole: true})
		return strings.ToValidUTF8(text, string(utf8.RuneError))
	}
	if d.e != VIQR && isCleanUTF8(cell) {
		return cell
	}
	if text, ok := decodeRaw(d.e, cell); ok {
		return text
	}
	return d.lenient(cell)
}

// isCleanUTF8 reports whether a cell is Vietnamese in UTF-8 already.
func isCleanUTF8(cell string) bool {
	if !utf8.ValidString(cell) {
		return false
	}
	if hasVietnamese(cell) {
		return true
	}
	clean := true
	eachWord(cell, func(w string) { clean = clean && (isASCII(w) || viet.IsSyllable(viet.NFC(w))) })
	return clean
}

// lenient decodes letter by letter what the encoding does not have whole.
func (d *decoder) lenient(cell string) string {
	t := tables()[d.e]
	u := make([]rune, len(cell))
	for i := range u {
		u[i] = rune(cell[i])
	}
	var b strings.Builder
	for i := 0; i < len(u); {
		r, n := t.match(u[i:])
		if n == 0 {
			r, n = runeOf(byte(u[i])), 1
		}
		b.WriteRune(r)
		i += n
	}
	return viet.NFC(b.String())
}
