package block

import "strings"

// sound returns the sound of a folded Vietnamese syllable as far as the regions agree on it, for keys that must survive
// hearing and regional spelling. No Vietnamese code of this kind is published; this one is made of the mergers listed in
// refdata/phonetic_merges.csv (vPhon, and the Red River l/n), taken together whatever their region:
//
//   - onsets ch=tr, s=x, d=đ=gi=r, l=n, c=k=q, g=gh, ng=ngh, ph=f, and y as i
//   - codas n=ng=nh and t=c=ch
//   - rhymes iêu=iu, ươu=ưu
//   - tones and vowel marks are gone with the fold already
//   - the commonest doublets of one name: Hoàng/Huỳnh, Vũ/Võ, Phúc/Phước, Nhân/Nhơn, Bảo/Bửu, Nhật/Nhựt, Cảnh/Kiểng
//
// v stays apart from d (Văn and Vinh would meet Đạt and Dung), and so does r from g. The result is no spelling: ch is C,
// ng is G, and so on. A syllable that is not Vietnamese, and one-letter parts of minority names, keep their letters.
func sound(syllable string) string {
	s := strings.ReplaceAll(syllable, "y", "i")
	if d := doublet(s); d != "" {
		s = d
	}
	onset, rest := splitOnset(s)
	return onset + rhyme(rest)
}

// doublet returns the first form of a name with two regional ones, both folded with y as i; "" for any other.
func doublet(s string) string {
	switch s {
	case "huinh":
		return "hoang"
	case "vo":
		return "vu"
	case "phuoc":
		return "phuc"
	case "nhon":
		return "nhan"
	case "buu":
		return "bao"
	case "nhut":
		return "nhat"
	case "kieng":
		return "canh"
	}
	return ""
}

// splitOnset returns the class of a syllable's onset and what follows it.
func splitOnset(s string) (class, rest string) {
	for _, o := range [...]struct{ spelt, class string }{
		{"ngh", "G"}, {"ng", "G"}, {"gh", "g"}, {"ch", "C"}, {"tr", "C"}, {"ph", "f"}, {"th", "T"}, {"kh", "K"}, {"nh", "N"},
		{"qu", "ku"}, {"gi", "d"}, {"s", "s"}, {"x", "s"}, {"d", "d"}, {"r", "d"}, {"l", "l"}, {"n", "l"}, {"c", "k"}, {"k", "k"}, {"q", "k"},
	} {
		if !strings.HasPrefix(s, o.spelt) {
			continue
		}
		rest = s[len(o.spelt):]
		if o.spelt == "gi" && (rest == "" || !vowel(rest[0])) { // gì, gìn: the i is the nucleus too
			rest = "i" + rest
		}
		return o.class, rest
	}
	if s != "" && !vowel(s[0]) {
		return s[:1], s[1:]
	}
	return "", s
}

func vowel(b byte) bool { return strings.IndexByte("aeiou", b) >= 0 }

// rhyme returns the class of nucleus and coda.
func rhyme(s string) string {
	switch s {
	case "ieu":
		return "iu"
	case "uou":
		return "uu"
	}
	for _, c := range [...]struct{ spelt, class string }{{"ng", "n"}, {"nh", "n"}, {"ch", "t"}, {"c", "t"}} {
		if strings.HasSuffix(s, c.spelt) && len(s) > len(c.spelt) {
			return s[:len(s)-len(c.spelt)] + c.class
		}
	}
	return s
}
