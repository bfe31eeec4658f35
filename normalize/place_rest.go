package normalize

import (
	"bytes"

	"github.com/doisanh/doisanh/refdata"
)

// areaForms are the words before the name or number of a part of a commune, without their marks, and one form for each, by the first word; longer ones
// stand first. A tổ dân phố is a tổ wherever there is one.
//
// Of what is cut short to a letter, "K. 6" may be a khối, a khóm or a khu, and "B. Đung" a bản or a buôn: those are of one kind. "T. 7" is a tổ in a town and a thôn in the country.
var areaForms = map[string][]areaForm{
	"a":    {{form: "ap", letter: withPoint}},
	"b":    {{form: "ban", letter: withPoint}},
	"to":   {{more: []string{"dan", "pho"}, form: "to"}},
	"tdp":  {{form: "to"}},
	"khu":  {{more: []string{"pho"}, form: "khu"}, {more: []string{"vuc"}, form: "kv"}, {more: []string{"dan", "cu"}, form: "kdc"}, {more: []string{"do", "thi"}, form: "kdt"}},
	"kp":   {{form: "khu"}},
	"k":    {{form: "khoi", letter: beforeNumber | withPoint}},
	"kh":   {{form: "khoi", letter: beforeNumber | withPoint}},
	"khoi": {{more: []string{"pho"}, form: "khoi"}},
	"tieu": {{more: []string{"khu"}, form: "tk"}},
	"lg":   {{form: "lang"}},
	"t":    {{form: "thon", letter: beforeNumber | inCommune, town: "to"}},
	"th":   {{form: "thon"}},
	"x":    {{form: "xom", letter: beforeNumber | inCommune}},
	"play": {{form: "plei"}},
}

// areaForm is what follows the first word, and the form; letter says where that word, which is one of letters cut short, is read so, 0 = everywhere; town is the form in a phường or a thị trấn,
// "" = the same.
type areaForm struct {
	more   []string
	form   string
	letter shortForm
	town   string
}

// shortForm says where a word cut short to a letter or two stands for one before a part of a commune.
type shortForm uint8

const (
	beforeNumber shortForm = 1 << iota // before a number: "K6"
	withPoint                          // with a point after it: "A. Giữa"
	inCommune                          // with a point, and before the commune, where no tỉnh or xã of which the name is not read stands: "T. Đoài"
)

// houseFillers are words before a house number or street that one address has and the next has not.
var houseFillers = map[string]bool{"so": true, "nha": true, "sn": true, "duong": true}

// taken says of each word whether a unit was read from it.
func (r *reader) taken() (taken [maxTokens]bool) {
	r.chosen(func(m *mention, _ uint64) {
		for i := m.first; i < m.end; i++ {
			taken[i] = true
		}
	})
	return taken
}

// rest returns the words no unit was read from, folded: the hamlet, and what is below it. Words before the name or number of a part of a commune are in one
// form, and those of houseFillers left out, unless nothing else is there.
func (r *reader) rest() string {
	taken := r.taken()
	var left [maxTokens]uint8
	n := 0
	for i := 0; i < r.n; i++ {
		if !taken[i] {
			left[n] = uint8(i)
			n++
		}
	}
	var buf [maxFoldText + maxTokens]byte
	b := buf[:0]
	for k := 0; k < n; {
		word := r.text(&r.tokens[left[k]])
		if n > 1 && houseFillers[string(word)] {
			k++
			continue
		}
		if len(b) > 0 {
			b = append(b, ' ')
		}
		if form, words := r.areaForm(left[k:n]); words > 0 {
			b = append(b, form...)
			k += words
			continue
		}
		if form, name := cutGlued(word); form != "" {
			b = append(append(b, form...), ' ')
			word = name
		}
		b = append(b, word...)
		k++
	}
	return string(b)
}

// cutGlued parts a word that begins with a short form no syllable begins with ("KPHòa Bình"): the form, and the word without it; "" where it does not.
// Names of the Gia Rai and Ê Đê begin in kp and a vowel (Kpă Klơng, Kpuih, Chư KPam), and so would khu phố An Bình, which is told by its first word.
func cutGlued(word []byte) (form string, name []byte) {
	if name, ok := bytes.CutPrefix(word, []byte("tdp")); ok && len(name) > 0 {
		return "to", name
	}
	if name, ok := bytes.CutPrefix(word, []byte("kp")); ok && len(name) > 0 && (bytes.IndexByte([]byte("aeiouy"), name[0]) < 0 || string(name) == "an") {
		return "khu", name
	}
	return "", word
}

// areaForm returns the form of the words before a part of a commune that some tokens begin with, and how many words those are; 0 where there are none, or
// where nothing stands behind them.
func (r *reader) areaForm(tokens []uint8) (form string, words int) {
	for _, f := range areaForms[string(r.text(&r.tokens[tokens[0]]))] {
		words = 1 + len(f.more)
		if len(tokens) <= words {
			continue
		}
		same := true
		for i, w := range f.more {
			same = same && string(r.text(&r.tokens[tokens[1+i]])) == w
		}
		if !same || f.letter != 0 && !r.shortFor(f.letter, tokens[0], tokens[1]) {
			continue
		}
		if f.town != "" && r.inTown() {
			return f.town, words
		}
		return f.form, words
	}
	return "", 0
}

// shortFor says whether a word that is a letter or two stands for one before a part of a commune where the next word left is that of a token.
func (r *reader) shortFor(where shortForm, word, next uint8) bool {
	t, name := &r.tokens[word], &r.tokens[next]
	if next != word+1 || name.gap >= gapSlash {
		return false
	}
	if where&beforeNumber != 0 && name.digit {
		return true
	}
	return t.dot && (where&withPoint != 0 || where&inCommune != 0 && r.best.commune >= 0 && word < r.mentions[r.best.at].first)
}

// inTown says whether the commune read is a phường or a thị trấn.
func (r *reader) inTown() bool {
	if r.best.commune < 0 {
		return false
	}
	switch r.ix.communes[r.best.commune].typ {
	case refdata.TypePhuong, refdata.TypeThiTran:
		return true
	}
	return false
}
