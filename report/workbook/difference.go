package workbook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stretch is a part of a text that differs from the text beside it, in bytes.
type stretch struct{ from, to int }

// maxWords is how many words of a text are compared one by one; longer ones are compared by their ends alone.
const maxWords = 48

// differences returns the parts of text that do not stand in other, in order. Words are held against words (the longest run of
// words in common stays unmarked, upper and lower case being one); where one word stands against one, the letters or digits that
// differ. It compares what is written and decides nothing: whether two values really differ the rules have said.
func differences(buf []stretch, text, other string) []stretch {
	buf = buf[:0]
	if text == other || text == "" || other == "" {
		return buf
	}
	var a, b [maxWords]stretch
	x, y := words(a[:0], text), words(b[:0], other)
	if len(x) > maxWords || len(y) > maxWords || len(x) == 0 || len(y) == 0 {
		return letters(buf, text, other, 0)
	}
	same := func(i, j int) bool { return equalFold(text[x[i].from:x[i].to], other[y[j].from:y[j].to]) }
	// Most differ in one word: what is equal at both ends is put aside before all words are held against all.
	for len(x) > 0 && len(y) > 0 && same(0, 0) {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && same(len(x)-1, len(y)-1) {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	var common [maxWords + 1][maxWords + 1]uint8
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if same(i, j) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(x); {
		// The words up to the next one in common stand against each other.
		k, l := i, j
		for k < len(x) && (l >= len(y) || !same(k, l)) {
			if l >= len(y) || common[k+1][l] >= common[k][l+1] {
				k++
			} else {
				l++
			}
		}
		if k >= len(x) {
			l = len(y)
		}
		switch {
		case k-i == 1 && l-j == 1:
			buf = letters(buf, text[x[i].from:x[i].to], other[y[j].from:y[j].to], x[i].from)
		case k > i:
			buf = append(buf, stretch{x[i].from, x[k-1].to})
		}
		i, j = k+1, l+1
	}
	return buf
}

// words cuts a text at blanks, commas and the like; it stops at one word more than maxWords.
func words(all []stretch, s string) []stretch {
	from := -1
	for i, r := range s {
		blank := r == ' ' || r == ',' || r == ';' || (r == '/' || r == '-') && !digitBefore(s, i) || r == '\t' || r == '\n' || r == '\r'
		switch {
		case blank && from >= 0:
			all, from = append(all, stretch{from, i}), -1
		case !blank && from < 0:
			from = i
		}
		if len(all) > maxWords {
			return all
		}
	}
	if from >= 0 {
		all = append(all, stretch{from, len(s)})
	}
	return all
}

// digitBefore reports whether a digit stands before byte i: strokes and hyphens inside numbers and dates do not part words.
func digitBefore(s string, i int) bool { return i > 0 && s[i-1] >= '0' && s[i-1] <= '9' }

// letters marks what differs between two words: place by place where they are of one length, else what lies between the letters
// they begin and end with in common. Where nothing of the first is over (a letter is missing in it), it is marked whole.
func letters(buf []stretch, text, other string, at int) []stretch {
	if utf8.RuneCountInString(text) == utf8.RuneCountInString(other) {
		for i := 0; i < len(text); {
			r, n := utf8.DecodeRuneInString(text[i:])
			o, m := utf8.DecodeRuneInString(other)
			from, to := at+i, at+i+n
			i, other = i+n, other[m:]
			if unicode.ToLower(r) == unicode.ToLower(o) {
				continue
			}
			if n := len(buf); n > 0 && buf[n-1].to == from {
				buf[n-1].to = to
			} else {
				buf = append(buf, stretch{from, to})
			}
		}
		return buf
	}
	head, x, y := 0, text, other
	for x != "" && y != "" {
		r, n := utf8.DecodeRuneInString(x)
		o, m := utf8.DecodeRuneInString(y)
		if unicode.ToLower(r) != unicode.ToLower(o) {
			break
		}
		head, x, y = head+n, x[n:], y[m:]
	}
	tail := len(text)
	for x != "" && y != "" {
		r, n := utf8.DecodeLastRuneInString(x)
		o, m := utf8.DecodeLastRuneInString(y)
		if unicode.ToLower(r) != unicode.ToLower(o) {
			break
		}
		tail, x, y = tail-n, x[:len(x)-n], y[:len(y)-m]
	}
	if head >= tail {
		return append(buf, stretch{at, at + len(text)})
	}
	return append(buf, stretch{at + head, at + tail})
}

// equalFold is strings.EqualFold with a quick way out where the first bytes are ASCII and differ by more than their case.
func equalFold(a, b string) bool {
	if a[0] < utf8.RuneSelf && b[0] < utf8.RuneSelf && a[0]|0x20 != b[0]|0x20 {
		return false
	}
	return strings.EqualFold(a, b)
}
