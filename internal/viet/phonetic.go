package viet

import "strings"

// Region is a set of distinctions that the spelling makes and some speakers do not. What a region merges is listed, with
// its evidence, in refdata/data/phonetic_merges.csv; docs/en/phonetic.md explains the code and what it gains.
type Region uint16

// The mergers.
const (
	MergeChTr     Region = 1 << iota // ch = tr
	MergeSX                          // s = x
	MergeDR                          // d, gi = r
	MergeDV                          // d, gi = v
	MergeLN                          // l = n: nonstandard, Red River delta
	MergeQuW                         // qu, hu/ho, u/o before a vowel: Quân, Huân, Uân
	MergeFinalNg                     // -n = -ng, -t = -c but after i, ê and ô
	MergeFinalNh                     // -nh = -n, -ch = -t: inh = in, anh = ăn
	MergeTriples                     // iêu = iu, ươu = ưu, uôi = ui
	MergeUuIu                        // ưu = iu, ươu = iêu
	MergeHoiNga                      // hỏi = ngã
	MergeNgaNang                     // ngã = nặng: Thanh Hóa, Nghệ An, Hà Tĩnh
	MergeDoublets                    // forms of one name kept apart by region or an old taboo: Hoàng, Huỳnh
)

// The regions. Spelling merges nothing but what is written in two ways for one sound: c = k = q, g = gh, ng = ngh, d = gi, i = y.
const (
	Spelling  Region = 0
	North            = MergeChTr | MergeSX | MergeDR | MergeUuIu
	RedRiver         = North | MergeLN
	Central          = MergeSX | MergeQuW | MergeFinalNg | MergeFinalNh | MergeHoiNga
	NgheTinh         = MergeNgaNang
	South            = MergeSX | MergeDV | MergeQuW | MergeFinalNg | MergeFinalNh | MergeTriples | MergeHoiNga
	AnyRegion        = North | Central | South | MergeDoublets // every merger that is not of one part of a region
)

// Sound is a syllable taken apart as it is said. The parts are single letters: onsets b k C(ch) z(d, gi) D(đ) g h K(kh) l m n
// G(ng) N(nh) p f(ph) r s t T(th) R(tr) v x, 0 for none; nuclei a A(ă) @(â) e E(ê) i o O(ô) Q(ơ) u U(ư) and the diphthongs
// I(iê, ia) W(uô, ua) Y(ươ, ưa); codas m n G N(nh) p t k(c) C(ch) j w. Tone is 0 level, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng.
type Sound struct {
	Onset   byte
	Glide   bool // the w of hoa, quân, thuý
	Nucleus byte
	Coda    byte
	Tone    byte
}

// onsetSounds are the onsets, the longest spelling first; gi and qu are read apart.
var onsetSounds = [...]struct {
	spelt string
	sound byte
}{
	{"ngh", 'G'}, {"ng", 'G'}, {"nh", 'N'}, {"gh", 'g'}, {"kh", 'K'}, {"ph", 'f'}, {"th", 'T'}, {"tr", 'R'}, {"ch", 'C'},
	{"b", 'b'}, {"c", 'k'}, {"k", 'k'}, {"đ", 'D'}, {"d", 'z'}, {"g", 'g'}, {"h", 'h'}, {"l", 'l'}, {"m", 'm'}, {"n", 'n'},
	{"p", 'p'}, {"r", 'r'}, {"s", 's'}, {"t", 't'}, {"v", 'v'}, {"x", 'x'},
}

// rime is the sound of a written group of vowels: a glide before, a nucleus, an off-glide.
type rime struct {
	glide      bool
	nucleus    byte
	after      byte
	beforeCoda byte // the nucleus where a consonant follows, if another, after a glide: uan without marks is uân
}

// rimes are the vowel groups, with their marks and as they look without.
var rimes = map[string]rime{
	"a": {nucleus: 'a'}, "ă": {nucleus: 'A'}, "â": {nucleus: '@'}, "e": {nucleus: 'e'}, "ê": {nucleus: 'E'}, "i": {nucleus: 'i'},
	"y": {nucleus: 'i'}, "o": {nucleus: 'o'}, "oo": {nucleus: 'o'}, "ô": {nucleus: 'O'}, "ơ": {nucleus: 'Q'}, "u": {nucleus: 'u'}, "ư": {nucleus: 'U'},
	"ia": {nucleus: 'I'}, "iê": {nucleus: 'I'}, "yê": {nucleus: 'I'}, "ie": {nucleus: 'I'}, "ye": {nucleus: 'I'},
	"ua": {nucleus: 'W', beforeCoda: 'a'}, "uô": {nucleus: 'W'}, "uo": {nucleus: 'W'}, "ưa": {nucleus: 'Y'}, "ươ": {nucleus: 'Y'},
	"ai": {nucleus: 'a', after: 'j'}, "ay": {nucleus: 'A', after: 'j'}, "ây": {nucleus: '@', after: 'j'}, "oi": {nucleus: 'o', after: 'j'},
	"ôi": {nucleus: 'O', after: 'j'}, "ơi": {nucleus: 'Q', after: 'j'}, "ui": {nucleus: 'u', after: 'j'}, "ưi": {nucleus: 'U', after: 'j'},
	"uôi": {nucleus: 'W', after: 'j'}, "ươi": {nucleus: 'Y', after: 'j'}, "uoi": {nucleus: 'W', after: 'j'},
	"ao": {nucleus: 'a', after: 'w'}, "au": {nucleus: 'A', after: 'w'}, "âu": {nucleus: '@', after: 'w'}, "eo": {nucleus: 'e', after: 'w'},
	"êu": {nucleus: 'E', after: 'w'}, "eu": {nucleus: 'E', after: 'w'}, "iu": {nucleus: 'i', after: 'w'}, "ưu": {nucleus: 'U', after: 'w'},
	"uu": {nucleus: 'U', after: 'w'}, "iêu": {nucleus: 'I', after: 'w'}, "yêu": {nucleus: 'I', after: 'w'}, "ieu": {nucleus: 'I', after: 'w'},
	"yeu": {nucleus: 'I', after: 'w'}, "ươu": {nucleus: 'Y', after: 'w'}, "uou": {nucleus: 'Y', after: 'w'},
	"oa": {glide: true, nucleus: 'a'}, "oă": {glide: true, nucleus: 'A'}, "oe": {glide: true, nucleus: 'e'}, "uê": {glide: true, nucleus: 'E'},
	"ue": {glide: true, nucleus: 'E'}, "uy": {glide: true, nucleus: 'i'}, "uơ": {glide: true, nucleus: 'Q'}, "uâ": {glide: true, nucleus: '@'},
	"uya": {glide: true, nucleus: 'I'}, "uyê": {glide: true, nucleus: 'I'}, "uye": {glide: true, nucleus: 'I'},
	"oai": {glide: true, nucleus: 'a', after: 'j'}, "oay": {glide: true, nucleus: 'A', after: 'j'}, "uây": {glide: true, nucleus: '@', after: 'j'},
	"uay": {glide: true, nucleus: '@', after: 'j'}, "oao": {glide: true, nucleus: 'a', after: 'w'}, "oeo": {glide: true, nucleus: 'e', after: 'w'},
	"uyu": {glide: true, nucleus: 'i', after: 'w'}, "uêu": {glide: true, nucleus: 'E', after: 'w'},
}

// codaSounds are the final consonants.
func codaSound(s string) (byte, bool) {
	switch s {
	case "":
		return 0, true
	case "m", "n", "p", "t":
		return s[0], true
	case "c":
		return 'k', true
	case "ng":
		return 'G', true
	case "nh":
		return 'N', true
	case "ch":
		return 'C', true
	}
	return 0, false
}

// ParseSound takes a syllable apart, of either case, in NFC, with or without its marks; false where it is no Vietnamese one.
func ParseSound(syllable string) (Sound, bool) {
	var buf [24]byte
	var s Sound
	plain := buf[:0] // lower case without the tone
	t := syllableLetters()
	n := 0
	for _, r := range syllable {
		if r >= rune(len(t)) || t[r].base == 0 || n == 7 {
			return Sound{}, false
		}
		if l := t[r]; l.tone != 0 {
			if s.Tone != 0 {
				return Sound{}, false
			}
			s.Tone = l.tone
		}
		plain = append(plain, letterText(t[r].base)...)
		n++
	}
	rest := s.takeOnset(string(plain))
	end := 0
	for i, r := range rest {
		if !strings.ContainsRune("aăâeêioôơuưy", r) {
			break
		}
		end = i + len(string(r))
	}
	v, ok := rimes[rest[:end]]
	coda, known := codaSound(rest[end:])
	if !ok || !known || v.after != 0 && coda != 0 || s.Glide && v.glide {
		return Sound{}, false
	}
	s.Nucleus, s.Coda = v.nucleus, coda
	s.Glide = s.Glide || v.glide
	if v.after != 0 {
		s.Coda = v.after
	} else if coda != 0 && v.beforeCoda != 0 {
		s.Glide, s.Nucleus = true, v.beforeCoda
	}
	return s, true
}

// takeOnset reads the onset and returns what follows it.
func (s *Sound) takeOnset(w string) string {
	switch {
	case strings.HasPrefix(w, "qu") && len(w) > 2:
		s.Onset, s.Glide = 'k', true
		return w[2:]
	case strings.HasPrefix(w, "gi"):
		s.Onset = 'z'
		if len(w) == 2 || !strings.ContainsRune("aăâeêioôơuưy", firstRune(w[2:])) {
			return w[1:] // gì, gìn
		}
		if strings.HasPrefix(w[2:], "ê") {
			return "i" + w[2:] // giêng
		}
		return w[2:]
	}
	for _, o := range onsetSounds {
		if strings.HasPrefix(w, o.spelt) {
			s.Onset = o.sound
			return w[len(o.spelt):]
		}
	}
	return w
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// letterTexts are the letters of syllableAlphabet, each by itself.
var letterTexts = func() (t [32]string) {
	i := 0
	for _, r := range syllableAlphabet {
		i++
		t[i] = string(r)
	}
	return t
}()

func letterText(base uint8) string { return letterTexts[base] }

// Merge returns the sound as a region's speakers say it, each class of sounds they do not tell apart by one of its members.
func (s Sound) Merge(r Region) Sound {
	s.mergeOnset(r)
	s.mergeRime(r)
	if r&MergeNgaNang != 0 && s.Tone == 3 {
		s.Tone = 5
	}
	if r&MergeHoiNga != 0 && s.Tone == 3 {
		s.Tone = 2
	}
	return s
}

func (s *Sound) mergeOnset(r Region) {
	switch s.Onset {
	case 'R':
		if r&MergeChTr != 0 {
			s.Onset = 'C'
		}
	case 'x':
		if r&MergeSX != 0 {
			s.Onset = 's'
		}
	case 'r':
		if r&MergeDR != 0 {
			s.Onset = 'z'
		}
	case 'v':
		if r&MergeDV != 0 {
			s.Onset = 'z'
		}
	case 'n':
		if r&MergeLN != 0 {
			s.Onset = 'l'
		}
	case 'k', 'h':
		if r&MergeQuW != 0 && s.Glide {
			s.Onset = 0
		}
	}
}

func (s *Sound) mergeRime(r Region) {
	if s.Coda == 'w' || s.Coda == 'j' {
		switch {
		case s.Nucleus == 'Y' && s.Coda == 'w' && r&(MergeTriples|MergeUuIu) != 0:
			s.Nucleus = 'U'
			if r&MergeUuIu != 0 && r&MergeTriples == 0 {
				s.Nucleus = 'I'
			}
		case s.Nucleus == 'I' && s.Coda == 'w' && r&MergeTriples != 0:
			s.Nucleus = 'i'
		case s.Nucleus == 'W' && s.Coda == 'j' && r&MergeTriples != 0:
			s.Nucleus = 'u'
		}
		if s.Nucleus == 'U' && s.Coda == 'w' && r&MergeUuIu != 0 {
			s.Nucleus = 'i'
		}
		return
	}
	if r&MergeFinalNh != 0 && (s.Coda == 'N' || s.Coda == 'C') {
		if s.Nucleus == 'a' { // anh is said ăn
			s.Nucleus = 'A'
		}
		s.Coda = map[byte]byte{'N': 'n', 'C': 't'}[s.Coda]
	}
	if r&MergeFinalNg != 0 && s.Nucleus != 'i' && s.Nucleus != 'E' && s.Nucleus != 'O' {
		switch s.Coda {
		case 'n':
			s.Coda = 'G'
		case 't':
			s.Coda = 'k'
		}
	}
}

// Plain returns the sound as far as a writing without marks tells it: no tone, đ as d, ă â as a, ê as e, ô ơ as o, ư as u.
func (s Sound) Plain() Sound {
	s.Tone = 0
	if s.Onset == 'D' {
		s.Onset = 'z'
	}
	switch s.Nucleus {
	case 'A', '@':
		s.Nucleus = 'a'
		if s.Coda == 'j' || s.Coda == 'w' { // ay and ây are written alike, ai is not
			s.Nucleus = 'A'
		}
	case 'E':
		s.Nucleus = 'e'
	case 'O':
		s.Nucleus = 'o'
	case 'Q':
		s.Nucleus = 'o'
		if s.Glide && s.Onset != 'k' {
			s.Glide, s.Nucleus = false, 'W'
		}
	case 'U':
		s.Nucleus = 'u'
	case 'Y':
		s.Nucleus = 'W'
	}
	return s
}

// Append writes the sound's code: its parts in order, w for the glide, the tone as a figure unless it is level.
func (s Sound) Append(b []byte) []byte {
	if s.Onset != 0 {
		b = append(b, s.Onset)
	}
	if s.Glide {
		b = append(b, 'w')
	}
	b = append(b, s.Nucleus)
	if s.Coda != 0 {
		b = append(b, s.Coda)
	}
	if s.Tone != 0 {
		b = append(b, '0'+s.Tone)
	}
	return b
}

// PhoneticKey returns the code of a name: its syllables' codes joined by blanks. Names have one key where the region says
// them alike. A syllable that is not Vietnamese stands in the key by its letters without marks, after "=".
func PhoneticKey(name string, r Region) string { return phoneticKey(name, r, false) }

// PlainPhoneticKey is PhoneticKey as far as a writing without marks tells: a name has the same key with and without its
// marks.
func PlainPhoneticKey(name string, r Region) string { return phoneticKey(name, r, true) }

func phoneticKey(name string, r Region, plain bool) string {
	b := make([]byte, 0, len(name)+8)
	for name != "" {
		word, rest, _ := strings.Cut(name, " ")
		name = rest
		if word == "" {
			continue
		}
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = appendWord(b, word, r, plain)
	}
	return string(b)
}

func appendWord(b []byte, word string, r Region, plain bool) []byte {
	s, ok := ParseSound(word)
	if !ok {
		return append(append(b, '='), Fold(word)...)
	}
	if r&MergeDoublets != 0 {
		s = s.doublet(plain)
	}
	if !plain {
		return s.Merge(r).Append(b)
	}
	if s.Onset == 'D' { // đ merges with what d merges with: without its bar it is d
		s.Onset = 'z'
	}
	return s.Plain().Merge(r).Plain().Append(b)
}
