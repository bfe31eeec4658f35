package normalize

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Clean makes one form of a text's characters: NFC with the marks in any order, Đ for its look-alikes, Latin letters for
// Cyrillic, Greek and full-width ones that look like them, one plain blank for any run of blanks and none at the ends, one
// kind of apostrophe and of hyphen, and no invisible characters; letters written as web pages have them (&#7877;) are letters. Letters keep their case.
//
// The fault is record.RepairedChars where a character was replaced or taken out; composing marks and squeezing plain
// blanks changes nothing a reader could see and carries none. Text that is clean already is returned as it is, without
// allocation.
func Clean(s string) (string, record.Fault) {
	if isClean(s) {
		return s, 0
	}
	return cleanSlow(s)
}

// isClean reports whether every rune is a printable ASCII character or a composed Vietnamese letter, with single blanks.
func isClean(s string) bool {
	blank := true
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c < ' ' || c == 0x7F || c == '`' || c == ' ' && blank || c == '&' && entity().MatchString(s[i:]) {
				return false
			}
			blank = c == ' '
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if letterOf(r).base == 0 {
			return false
		}
		blank = false
		i += n
	}
	return !blank || s == ""
}

func cleanSlow(s string) (string, record.Fault) {
	out, fault := cleanOnce(s)
	for range 2 { // what was taken out may have kept apart what now becomes a letter that is mended in its turn
		if isClean(out) {
			break
		}
		again, more := cleanOnce(out)
		if again == out {
			break
		}
		out, fault = again, fault|more
	}
	return out, fault
}

// entity is a letter as web pages write it: &#7877; &#x1EC5; &ecirc;
var entity = pattern.Of(`^&(#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[a-zA-Z]{2,8});`)

// unescape puts letters in the place of what stands for them in web pages.
func unescape(s string) string {
	for i := strings.IndexByte(s, '&'); i >= 0; {
		if entity().MatchString(s[i:]) {
			return html.UnescapeString(s)
		}
		next := strings.IndexByte(s[i+1:], '&')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	return s
}

func cleanOnce(s string) (string, record.Fault) {
	var fault record.Fault
	if t := unescape(s); t != s {
		s, fault = t, record.RepairedChars
	}
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // composition stops at a broken byte
	}
	s = viet.NFC(s) // it turns some odd characters into others that cleanRune knows
	if isClean(s) {
		return s, fault // letters written in parts, and nothing else
	}
	if t := squeeze(s); len(t) < len(s) && isClean(t) {
		return t, fault // a blank too many, and nothing else
	}
	alike := looksLatin(s)
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		t := cleanRune(r, alike)
		if t != r {
			fault |= record.RepairedChars
		}
		if t >= 0 {
			b.WriteRune(t)
		}
	}
	out := viet.NFC(b.String())
	if strings.ContainsFunc(out, isCombining) {
		out = restack(out)
		fault |= record.RepairedChars
	}
	return squeeze(out), fault
}

// isCombining reports a combining mark of Latin script that composition left over.
func isCombining(r rune) bool { return r >= 0x0300 && r <= 0x036F }

// cleanRune returns what a rune becomes, or −1 where it is taken out.
func cleanRune(r rune, alike bool) rune {
	if r < utf8.RuneSelf {
		switch {
		case r == '`':
			return '\''
		case r == '\t' || r == '\n' || r == '\r' || r == '\v' || r == '\f':
			return ' '
		case r < ' ' || r == 0x7F:
			return -1
		}
		return r
	}
	switch r {
	case 'Ð', 'Ɖ':
		return 'Đ'
	case 'ð', 'ɖ':
		return 'đ'
	case 'ǎ': // a caron is the nearest a foreign keyboard has to a breve
		return 'ă'
	case 'Ǎ':
		return 'Ă'
	case '\u2018', '\u2019', '\u201A', '\u201B', '\u02BC', '\u02B9', '\u00B4', '\u2032', '\u02CB', '\u02CA':
		return '\''
	case '\u201C', '\u201D', '\u201E', '\u2033', '\u00AB', '\u00BB':
		return '"'
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212':
		return '-'
	case '\u00AD', '\uFEFF', '\u2060', '\u034F', '\u180E', '\u061C':
		return -1
	case '\u0340': // deprecated tone marks of an early Vietnamese encoding
		return '\u0300'
	case '\u0341':
		return '\u0301'
	}
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r >= 0xFE00 && r <= 0xFE0F,
		r >= 0x80 && r < 0xA0 && r != 0x85:
		return -1
	case unicode.IsSpace(r):
		return ' '
	case r >= 0xFF01 && r <= 0xFF5E: // full-width forms
		return cleanRune(r-0xFEE0, alike)
	case alike:
		if l, ok := lookAlikes[r]; ok {
			return l
		}
	}
	return r
}

// lookAlikes are the letters of other alphabets that a Vietnamese reader cannot tell from Latin ones.
var lookAlikes = func() map[rune]rune {
	m := make(map[rune]rune)
	put := func(from, to string) {
		t := []rune(to)
		i := 0
		for _, r := range from {
			m[r] = t[i]
			i++
		}
	}
	put("АВЕКМНОРСТУХІЈЅԌԚԜҺԀ", "ABEKMHOPCTYXIJSGQWHD") // Cyrillic
	put("аеорсухіјѕһԁԛԝ", "aeopcyxijshdqw")
	put("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX") // Greek
	put("οανυ", "oavu")
	return m
}()

// looksLatin reports whether the letters of other alphabets in s are look-alikes inside Latin text: there are Latin letters
// too, and no letter of those alphabets that could not pass for one.
func looksLatin(s string) bool {
	latin := false
	for _, r := range s {
		switch {
		case r < 0x0250:
			latin = latin || unicode.IsLetter(r)
		case r >= 0x0370 && r < 0x0530 && unicode.IsLetter(r): // a mark over a letter tells nothing
			if _, ok := lookAlikes[r]; !ok {
				return false
			}
		case unicode.Is(unicode.Latin, r):
			latin = true
		}
	}
	return latin
}

// restack repairs letters whose marks were typed in an order that does not compose: the tone before the circumflex, breve
// or horn (á + ˆ). Marks that fit nowhere are dropped.
func restack(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		if !isCombining(r) {
			out = append(out, r)
			continue
		}
		if len(out) == 0 {
			continue
		}
		last := &out[len(out)-1]
		l := letterOf(*last)
		base := markedBase(l.base, r)
		tone := l.tone
		if t, ok := toneOf(r); ok && tone == toneLevel {
			tone = t
		}
		if n := letters.together[base][tone]; n != 0 {
			if l.upper {
				n = unicode.ToUpper(n)
			}
			*last = n
		}
	}
	return string(out)
}

// markedBase adds a letter-making mark to a letter; any other mark leaves it as it is.
func markedBase(base uint8, mark rune) uint8 {
	switch {
	case mark == 0x0302 && base == letterA:
		return letterAcirc
	case mark == 0x0302 && base == letterE:
		return letterEcirc
	case mark == 0x0302 && base == letterO:
		return letterOcirc
	case (mark == 0x0306 || mark == 0x030C) && base == letterA:
		return letterAbreve
	case mark == 0x031B && base == letterO:
		return letterOhorn
	case mark == 0x031B && base == letterU:
		return letterUhorn
	}
	return base
}

func toneOf(mark rune) (uint8, bool) {
	switch mark {
	case 0x0300:
		return toneFalling, true
	case 0x0301:
		return toneRising, true
	case 0x0309:
		return toneAsking, true
	case 0x0303:
		return toneBroken, true
	case 0x0323:
		return toneHeavy, true
	}
	return toneLevel, false
}

// squeeze makes runs of plain blanks one and takes them from the ends.
func squeeze(s string) string {
	s = strings.Trim(s, " ")
	i := strings.Index(s, "  ")
	if i < 0 {
		return s
	}
	b := make([]byte, i, len(s))
	copy(b, s)
	for ; i < len(s); i++ {
		if s[i] != ' ' || s[i-1] != ' ' {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// blankWords are the words by which a cell says that it holds nothing, in lower case, with their marks and without.
// They are not compared folded: Khổng is a surname and Trọng a given name.
var blankWords = func() map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Split("không|không có|không rõ|không biết|không có thông tin|không thông tin|không có số|"+
		"không xác định|ko|ko có|k có|ko rõ|chưa|chưa có|chưa rõ|chưa biết|chưa cấp|chưa được cấp|chưa cập nhật|"+
		"không có thẻ|chưa có thẻ|không có cccd|chưa có cccd|chưa làm cccd|không có cmnd|chưa có cmnd|"+
		"chưa xác định|chưa khai báo|chưa kê khai|chưa nhập|chưa có số|chưa có thông tin|chưa đặt tên|chưa có tên|đang cập nhật|đang bổ sung|"+
		"bỏ trống|để trống|null|nil|none|n/a|#n/a|n.a|n.a.|#null!|#ref!|#value!|#name?|nan|<na>|<null>|undefined|"+
		"unknown|blank|(blank)|empty|(trống)|(không có)|(không)|(null)|kxđ|x|xx|xxx|xxxx|\\n", "|") {
		m[w] = true
		m[viet.Fold(w)] = true
	}
	return m
}()

// blankStarts are the first two bytes of blankWords, and of Đ beside đ.
var blankStarts = func() *[256][256]bool {
	t := new([256][256]bool)
	for w := range blankWords {
		if len(w) > 1 {
			t[w[0]][w[1]] = true
		}
	}
	t["Đ"[0]]["Đ"[1]] = true
	return t
}()

func lowerASCII(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// IsBlank reports whether a cell is blank, or only says that there is nothing: "chưa có", "không rõ", "N/A", "null", "-".
// s is clean text. Where such a word is a value (religion "không", nationality "chưa xác định"), the column's parser knows better.
func IsBlank(s string) bool {
	if len(s) > 32 {
		return false
	}
	if s == "" {
		return true
	}
	// Nearly every value is told from its first two bytes.
	switch c := s[0]; {
	case c >= '0' && c <= '9':
		return false
	case c|0x20 >= 'a' && c|0x20 <= 'z', c >= utf8.RuneSelf:
		if len(s) > 1 && !blankStarts[lowerASCII(c)][lowerASCII(s[1])] || len(s) == 1 && c|0x20 != 'x' {
			return false
		}
	case !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
		return true
	}
	if s[0] == "đ"[0] && len(s) > 3 && s[2]|0x20 != 'a' && (s[2] != "ể"[0] || s[3] != "ể"[1]) {
		return false // Đặng, Đỗ …: of the words only "đang …" and "để trống" begin with đ
	}
	return blankWords[strings.ToLower(s)]
}

// isZeros reports whether s is nothing but zeros.
func isZeros(s string) bool { return s != "" && strings.Trim(s, "0") == "" }
