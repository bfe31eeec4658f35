package match

import "strings"

// doublets leads from a folded syllable to the one it is a taboo or regional form of (refdata name_doublets.csv; the
// pairs that fold to distinct syllables and are not rare). Folding hides the vowel marks that keep some doublets apart (Thanh is far more often a name
// of its own than Thịnh's southern form), so those that would make one of two common names are left out: thanh, huong, yen, dang, dong, trang, lanh, hue, phung, tong, chau.
var doublets = map[string]string{
	"huynh": "hoang", "vo": "vu", "phuoc": "phuc", "nhon": "nhan", "ngai": "nghia", "kieng": "canh", "buu": "bao", "nhiem": "nham",
	"thoi": "thi", "nhut": "nhat", "chanh": "chinh", "sanh": "sinh", "tanh": "tinh", "oai": "uy", "toi": "tai", "mang": "menh",
	"quoi": "quy", "dom": "dam", "hop": "hiep",
}

// onsets and codas that some region does not tell apart (refdata phonetic_merges.csv), longest first.
var onsets = [...][2]string{
	{"ngh", "ng"}, {"ch", "c1"}, {"tr", "c1"}, {"gi", "z"}, {"gh", "g"}, {"ng", "ng"}, {"nh", "nh"}, {"kh", "kh"}, {"ph", "ph"}, {"th", "th"},
	{"qu", "q"}, {"s", "s"}, {"x", "s"}, {"d", "z"}, {"r", "z"}, {"v", "z"}, {"l", "l"}, {"n", "l"}, {"k", "c"}, {"c", "c"},
}

var codas = [...][2]string{{"nh", "n"}, {"ng", "n"}, {"ch", "t"}, {"n", "n"}, {"c", "t"}, {"t", "t"}}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func fnv(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * fnvPrime
	}
	return h
}

// phoneticSyllable adds the sound of a folded syllable to a hash: what some region does not tell apart is the same.
func phoneticSyllable(h uint64, w string) uint64 {
	if d, ok := doublets[w]; ok {
		w = d
	}
	for _, o := range onsets {
		if len(w) > len(o[0]) && strings.HasPrefix(w, o[0]) {
			h = fnv(h, o[1])
			w = w[len(o[0]):]
			break
		}
	}
	coda := ""
	for _, c := range codas {
		if len(w) > len(c[0]) && strings.HasSuffix(w, c[0]) {
			w, coda = w[:len(w)-len(c[0])], c[1]
			break
		}
	}
	if w == "y" {
		w = "i"
	}
	return fnv(fnv(h, w), coda)
}
