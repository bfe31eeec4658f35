package block

import "strings"

// textKey returns the part of a folded text that a derived key asks for, "" where it lacks it.
func textKey(s string, d Derive) string {
	if d == Soundex {
		word, _, _ := strings.Cut(s, " ")
		return soundex(word)
	}
	if strings.Contains(s, " ") {
		s = strings.ReplaceAll(s, " ", "")
	}
	head := map[Derive]int{Head3: 3, Head4: 4, Head6: 6}[d]
	switch {
	case head > 0 && len(s) >= head:
		return s[:head]
	case d == Tail4 && len(s) > 4:
		return s[len(s)-4:]
	case d == DayMonthText && len(s) == 8 && s[4:] != "0101":
		return min(s[4:6], s[6:]) + max(s[4:6], s[6:])
	}
	return ""
}

// soundex returns the American Soundex of a word of letters (National Archives' rules: h and w do not part two letters of
// one class, vowels do), "" for a word that does not begin with one.
func soundex(s string) string {
	const class = "01230120022455012623010202" // a…z; 0 = not coded
	if s == "" || s[0] < 'a' || s[0] > 'z' {
		return ""
	}
	code := []byte{s[0]}
	last := class[s[0]-'a']
	for i := 1; i < len(s) && len(code) < 4; i++ {
		c := s[i]
		if c < 'a' || c > 'z' {
			continue
		}
		k := class[c-'a']
		if k != '0' && k != last {
			code = append(code, k)
		}
		if c != 'h' && c != 'w' {
			last = k
		}
	}
	for len(code) < 4 {
		code = append(code, '0')
	}
	return string(code)
}
