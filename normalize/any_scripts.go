package normalize

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Texts in Chinese, Japanese and Korean have no blanks between words, or have them as the writer likes, and one word stands in two scripts, in wide and narrow letters, or
// in a character's old form.

// latin writes letters of Latin scripts that have no mark to be taken away (ø, ß, ł) in those that one writes for them elsewhere.
func latin(s string) string {
	if viet.IsASCII(s) {
		return s
	}
	return latinLetters.Replace(s)
}

var latinLetters = strings.NewReplacer("ø", "o", "Ø", "o", "æ", "ae", "Æ", "ae", "œ", "oe", "Œ", "oe", "ß", "ss", "ẞ", "ss", "ł", "l", "Ł", "l", "ı", "i", "þ", "th", "Þ", "th", "ð", "d")

// eastern writes kana in one script and width, and characters of names in the form that is common now.
func eastern(s string) string {
	if viet.IsASCII(s) {
		return s
	}
	s = norm.NFC.String(width.Fold.String(combining.Replace(s))) // a kana and the sign of its voiced sound are one
	return strings.Map(func(r rune) rune {
		if r >= 'ぁ' && r <= 'ゖ' {
			return r + 'ァ' - 'ぁ'
		}
		if now, ok := oldForms()[r]; ok {
			return now
		}
		return r
	}, s)
}

// combining makes of the signs of voiced sounds that stand by themselves those that belong to the kana before.
var combining = strings.NewReplacer("゛", "\u3099", "゜", "\u309A")

// oldForms are characters of Japanese names that are written in two ways by one family (Unicode keeps them apart), the usual form first.
var oldForms = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for group := range strings.FieldsSeq(`斎斉齋齊 崎﨑嵜 浜濱濵 高髙 辺邊邉 沢澤 広廣 国國 桜櫻 島嶋嶌 竜龍 吉𠮷 恵惠 富冨 徳德 関關 滝瀧 真眞 塩鹽 条條 万萬 栄榮 静靜 実實 寿壽 亀龜
		学學 鉄鐵 円圓 渋澁 峰峯 館舘 桧檜 曽曾 瀬瀨 薮藪 頼賴 黒黑 緑綠 豊豐 宝寶 弥彌 礼禮 来來`) {
		rs := []rune(group)
		for _, r := range rs[1:] {
			m[r] = rs[0]
		}
	}
	return m
})

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// syllabic says whether a letter is a syllable or a word by itself.
func syllabic(r rune) bool { return isHan(r) || unicode.Is(unicode.Hangul, r) }

func isKana(r rune) bool { return unicode.In(r, unicode.Katakana, unicode.Hiragana) || r == 'ー' }

// onlyLetters says whether a text has letters of a kind alone, beside blanks, and from two to most of them.
func onlyLetters(s string, of func(rune) bool, most int) bool {
	n := 0
	for _, r := range s {
		switch {
		case r == ' ':
		case !of(r):
			return false
		default:
			n++
		}
	}
	return n >= 2 && n <= most
}

// nameReader reads a column of persons' names in Chinese characters or Korean letters one by one, for where the family's name ends is not told in all rows;
// one of kana without blanks, where some rows have them and some do not. nil for all other columns.
func (c *content) nameReader() (record.Kind, func(string) string) {
	const most, some = .5, .05
	short, kana, closed := 0, 0, 0
	for t, n := range c.distinct {
		if onlyLetters(t, syllabic, 6) {
			short += n
		} else if onlyLetters(t, isKana, 20) {
			kana += n
			if !strings.Contains(t, " ") {
				closed += n
			}
		}
	}
	switch of := float64(c.total); {
	case float64(short) >= most*of:
		return record.KindText, func(s string) string {
			if t := plainText(s); onlyLetters(t, syllabic, 6) {
				return strings.Join(strings.Split(strings.ReplaceAll(t, " ", ""), ""), " ")
			}
			return plainText(s)
		}
	case float64(kana) >= most*of && float64(closed) >= some*float64(kana):
		return record.KindName, plainKey
	}
	return 0, nil
}

// unitsOfPlace end the parts of addresses in Chinese and Japanese.
const unitsOfPlace = "都道府県县省市区區郡町村镇鎮乡鄉里路街巷弄号號室楼樓栋棟番丁目"

// plainAddress is plainText with numbers without the zeros before them, and the parts of an address in Chinese characters apart: the province or prefecture is left out now
// and then.
func plainAddress(s string) string {
	s = withoutZeros(plainText(s))
	if viet.IsASCII(s) {
		return s
	}
	var b strings.Builder
	cut := false
	for _, r := range s {
		if cut && r != ' ' && !strings.ContainsRune(unitsOfPlace, r) {
			b.WriteByte(' ')
		}
		cut = strings.ContainsRune(unitsOfPlace, r)
		b.WriteRune(r)
	}
	return b.String()
}

// withoutZeros takes the zeros before numbers off the words of a plain text: one office pads what another writes as it is, RT 009 and RT 9.
func withoutZeros(s string) string {
	if !strings.HasPrefix(s, "0") && !strings.Contains(s, " 0") {
		return s
	}
	words := strings.Fields(s)
	for i, w := range words {
		for len(w) > 1 && w[0] == '0' && w[1] >= '0' && w[1] <= '9' {
			w = w[1:]
		}
		words[i] = w
	}
	return strings.Join(words, " ")
}

// cutAtDigits puts blanks between numbers and letters that are syllables or words by themselves.
func cutAtDigits(s string) string {
	if viet.IsASCII(s) {
		return s
	}
	var b strings.Builder
	last := rune(' ')
	for _, r := range s {
		if unicode.IsDigit(r) && (syllabic(last) || isKana(last)) || unicode.IsDigit(last) && (syllabic(r) || isKana(r)) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}
