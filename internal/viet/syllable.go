package viet

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Rhymes are the rhymes of written Vietnamese, without tones: the list of Hoàng Phê's Từ điển chính tả, with the rare ones names use.
const Rhymes = `a e ê i o ô ơ u ư y ia ua ưa oa oe uê uy uơ uya
ai ao au ay âu ây eo êu iu iêu yêu oi ôi ơi ui ưi ưu uôi ươi ươu oai oao oay oeo uây uyu uêu
ac ach am an ang anh ap at ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât
ec em en eng ep et êch êm ên ênh êp êt ich im in inh ip it
oc om on ong op ot oong ooc ôc ôm ôn ông ôp ôt ơm ơn ơp ơt
uc um un ung up ut ưc ưm ưn ưng ưp ưt
iêc iêm iên iêng iêp iêt yêm yên yêng yêt uôc uôm uôn uông uôt uôp ươc ươm ươn ương ươp ươt
oac oach oam oan oang oanh oap oat oăc oăm oăn oăng oăt oen oet oem oeng uân uâng uât uâc uâp
uênh uêch uên uyt uynh uych uyp uyn uyên uyêt`

// onsetList are the consonants a written syllable begins with.
const onsetList = `b c ch d đ g gh h k kh l m n ng ngh nh p ph r s t th tr v x`

// letter is a letter of a syllable without its tone (1…29, 0 where the rune is none) and the tone, 0 for level.
type letter struct{ base, tone uint8 }

const syllableAlphabet = "aăâbcdđeêghiklmnoôơpqrstuưvxy"

// syllableLetters maps the runes below U+1F00 to the letters of a Vietnamese syllable, either case.
var syllableLetters = sync.OnceValue(func() *[0x1F00]letter {
	var t [0x1F00]letter
	base := uint8(0)
	for _, r := range syllableAlphabet {
		base++
		put := func(r rune, tone uint8) {
			t[r] = letter{base, tone}
			t[unicode.ToUpper(r)] = letter{base, tone}
		}
		put(r, 0)
		if !strings.ContainsRune("aăâeêioôơuưy", r) {
			continue
		}
		for i, mark := range [...]rune{0x0300, 0x0309, 0x0303, 0x0301, 0x0323} {
			c, _ := utf8.DecodeRuneInString(norm.NFC.String(string(r) + string(mark)))
			put(c, uint8(i+1))
		}
	}
	return &t
})

// Tones 4 and 5, sắc and nặng, are the only ones before a final c, ch, p or t.
const firstStopTone = 4

// syllables holds every written syllable without its tone, as the key of its letters, and whether it ends in a stop.
var syllables = sync.OnceValue(func() map[uint64]bool {
	m := make(map[uint64]bool, 5000)
	add := func(onset, rhyme string) {
		last := rhyme[len(rhyme)-1]
		m[syllableKey(onset+rhyme)] = last == 'c' || last == 'p' || last == 't' || strings.HasSuffix(rhyme, "ch")
	}
	for _, rhyme := range strings.Fields(Rhymes) {
		add("", rhyme)
		first, _ := utf8.DecodeRuneInString(rhyme)
		front := strings.ContainsRune("ieêy", first)
		for _, onset := range strings.Fields(onsetList) {
			if onsetTakes(onset, first, front) && !strings.HasPrefix(rhyme, "yê") {
				add(onset, rhyme)
			}
		}
		switch first {
		case 'i', 'y':
			if rhyme != "y" && first == 'i' {
				add("g", rhyme) // gì, gìn, giêng: the i of gi is the rhyme's
			}
		default:
			add("gi", rhyme)
		}
		if strings.ContainsRune("aăâeêiyơô", first) {
			add("qu", rhyme)
		}
	}
	for _, rhyme := range strings.Fields("yt ynh ych yn yp yu") {
		add("qu", rhyme)
	}
	return m
})

// onsetTakes holds the spelling rules of c and k, g and gh, ng and ngh before the vowel that follows.
func onsetTakes(onset string, vowel rune, front bool) bool {
	switch onset {
	case "k", "gh", "ngh":
		return front && (vowel != 'y' || onset == "k")
	case "c", "g", "ng":
		return !front
	}
	return true
}

func syllableKey(s string) uint64 {
	t, k := syllableLetters(), uint64(0)
	for _, r := range s {
		k = k<<5 | uint64(t[r].base)
	}
	return k
}

// IsSyllable reports whether a word in NFC, of either case, is one written Vietnamese syllable with all its marks: an onset,
// a rhyme that may follow it, at most one tone, and that a tone the final consonant allows. Where the tone stands is not
// judged (hòa, hoà), nor whether the language has the word.
func IsSyllable(word string) bool {
	t := syllableLetters()
	var key uint64
	n, tone := 0, uint8(0)
	for _, r := range word {
		if r >= rune(len(t)) || t[r].base == 0 || n == 7 {
			return false
		}
		l := t[r]
		if l.tone != 0 {
			if tone != 0 {
				return false
			}
			tone = l.tone
		}
		key = key<<5 | uint64(l.base)
		n++
	}
	stop, ok := syllables()[key]
	return ok && (!stop || tone >= firstStopTone)
}
