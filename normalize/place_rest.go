package normalize

// areaForms are the words before the name or number of a part of a commune, without their marks, and one form for each, by the first word; longer ones
// stand first. A tổ dân phố is a tổ wherever there is one.
var areaForms = map[string][]areaForm{
	"to":   {{more: []string{"dan", "pho"}, form: "to"}},
	"tdp":  {{form: "to"}},
	"khu":  {{more: []string{"pho"}, form: "khu"}, {more: []string{"vuc"}, form: "kv"}, {more: []string{"dan", "cu"}, form: "kdc"}, {more: []string{"do", "thi"}, form: "kdt"}},
	"kp":   {{form: "khu"}},
	"k":    {{form: "khoi", numbered: true}},
	"khoi": {{more: []string{"pho"}, form: "khoi"}},
	"tieu": {{more: []string{"khu"}, form: "tk"}},
	"th":   {{form: "thon"}},
	"x":    {{form: "xom", numbered: true}},
	"play": {{form: "plei"}},
}

// areaForm is what follows the first word, and the form. A letter alone is one before a number only: "K. 6" may be a khối, a khóm or a khu, which are of one kind.
type areaForm struct {
	more     []string
	form     string
	numbered bool
}

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
		b = append(b, word...)
		k++
	}
	return string(b)
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
		if f.numbered {
			c := r.text(&r.tokens[tokens[words]])[0]
			same = same && c >= '0' && c <= '9'
		}
		if same {
			return f.form, words
		}
	}
	return "", 0
}
