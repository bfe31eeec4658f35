package normalize

import (
	"unicode"
	"unicode/utf8"
)

// The letters of Vietnamese as small numbers: a…z are 1…26, then the seven letters with marks of their own. 0 is no
// letter of the alphabet (f, j, w and z are letters here: names of other peoples and of abroad use them).
const (
	letterA = 1 + iota
	letterB
	letterC
	letterD
	letterE
	letterF
	letterG
	letterH
	letterI
	letterJ
	letterK
	letterL
	letterM
	letterN
	letterO
	letterP
	letterQ
	letterR
	letterS
	letterT
	letterU
	letterV
	letterW
	letterX
	letterY
	letterZ
	letterAbreve // ă
	letterAcirc  // â
	letterEcirc  // ê
	letterOcirc  // ô
	letterOhorn  // ơ
	letterUhorn  // ư
	letterDbar   // đ
	letterCount
)

// The tones, in the order of the dictionary.
const (
	toneLevel   = iota // ngang, not written
	toneFalling        // huyền
	toneRising         // sắc
	toneAsking         // hỏi
	toneBroken         // ngã
	toneHeavy          // nặng
	toneCount
)

// letter is a rune of Vietnamese taken apart; the zero letter is none.
type letter struct {
	base, tone uint8
	upper      bool
}

// vowels holds each vowel in its six tones.
var vowels = [...]struct {
	base  uint8
	forms string
}{
	{letterA, "aàáảãạ"}, {letterAbreve, "ăằắẳẵặ"}, {letterAcirc, "âầấẩẫậ"}, {letterE, "eèéẻẽẹ"}, {letterEcirc, "êềếểễệ"},
	{letterI, "iìíỉĩị"}, {letterO, "oòóỏõọ"}, {letterOcirc, "ôồốổỗộ"}, {letterOhorn, "ơờớởỡợ"}, {letterU, "uùúủũụ"},
	{letterUhorn, "ưừứửữự"}, {letterY, "yỳýỷỹỵ"},
}

// alphabet takes runes apart and puts them together. Filled once, read-only afterwards.
type alphabet struct {
	apart    [0x1F00]letter
	together [letterCount][toneCount]rune // lower case; 0 where the letter takes no tone
	fold     [letterCount]byte
}

var letters = func() *alphabet {
	t := new(alphabet)
	put := func(r rune, base, tone uint8) {
		t.together[base][tone] = r
		t.apart[r] = letter{base, tone, false}
		t.apart[unicode.ToUpper(r)] = letter{base, tone, true}
	}
	for r := 'a'; r <= 'z'; r++ {
		put(r, uint8(r-'a')+letterA, toneLevel)
		t.fold[uint8(r-'a')+letterA] = byte(r)
	}
	put('đ', letterDbar, toneLevel)
	t.fold[letterDbar] = 'd'
	for _, v := range vowels {
		tone := uint8(0)
		for _, r := range v.forms {
			put(r, v.base, tone)
			tone++
		}
	}
	for marked, plain := range map[uint8]byte{letterAbreve: 'a', letterAcirc: 'a', letterEcirc: 'e', letterOcirc: 'o',
		letterOhorn: 'o', letterUhorn: 'u'} {
		t.fold[marked] = plain
	}
	return t
}()

// letterOf takes a rune apart.
func letterOf(r rune) letter {
	if uint32(r) < uint32(len(letters.apart)) {
		return letters.apart[r]
	}
	return letter{}
}

// appendLetter writes a letter with a tone; a letter that takes none is written without.
func appendLetter(b []byte, base, tone uint8, upper bool) []byte {
	r := letters.together[base][tone]
	if r == 0 {
		r = letters.together[base][toneLevel]
	}
	if upper {
		if r < utf8.RuneSelf {
			return append(b, byte(r)-'a'+'A')
		}
		r = unicode.ToUpper(r)
	}
	if r < utf8.RuneSelf {
		return append(b, byte(r))
	}
	return utf8.AppendRune(b, r)
}

func isVowel(base uint8) bool {
	switch base {
	case letterA, letterE, letterI, letterO, letterU, letterY, letterAbreve, letterAcirc, letterEcirc, letterOcirc,
		letterOhorn, letterUhorn:
		return true
	}
	return false
}

// hasMark reports whether the letter itself, tone aside, is one ASCII lacks.
func hasMark(base uint8) bool { return base >= letterAbreve }
