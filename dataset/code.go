package dataset

import (
	"maps"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// maxCodeValues is the number of distinct values up to which a column is taken for one of a code list.
const maxCodeValues = 5000

// extendWords adds to a field's code list the values of a file that say one of its words and more: "1 - Thường trú", "Đã
// chết ngày 2/3/2020", "Đang hưởng lương hưu hằng tháng". The list itself is left as it is; where nothing is added it is
// returned. A value that says nothing known, or two things at once, is not added.
func extendWords(words map[string]string, dict []string) map[string]string {
	if len(dict) > maxCodeValues {
		return words
	}
	longest := 0
	for w := range words {
		longest = max(longest, 1+strings.Count(w, " "))
	}
	more := words
	for _, v := range dict[1:] {
		key := viet.Words(v)
		if _, ok := words[key]; ok || key == "" {
			continue
		}
		code, ok := saidIn(words, strings.Fields(key), longest)
		if !ok {
			continue
		}
		if len(more) == len(words) {
			more = maps.Clone(words)
		}
		more[key] = code
	}
	return more
}

// saidIn finds the longest words of a code list that stand in a value. Of two of one length that disagree none is
// taken. That somebody is dead is said whatever else is ("đã chết, xóa đăng ký thường trú").
func saidIn(words map[string]string, tokens []string, longest int) (string, bool) {
	found, length, agreed := "", 0, true
	for from := range tokens {
		for n := min(longest, len(tokens)-from); n > 0; n-- {
			code, ok := words[strings.Join(tokens[from:from+n], " ")]
			if !ok || n == 1 && (len(tokens[from]) < 4 || len(tokens) > 4) || denied(tokens, from) {
				continue
			}
			switch {
			case code == record.StatusDead:
				return code, true
			case n > length:
				found, length, agreed = code, n, true
			case n == length && code != found:
				agreed = false
			}
			break
		}
	}
	if length > 0 {
		return found, agreed
	}
	if len(tokens) > 1 && isNumber(tokens[0]) && !isNumber(tokens[1]) { // "2 - …": the list's own number
		code, ok := words[tokens[0]]
		return code, ok
	}
	return "", false
}

// denied reports whether the word before says no: "chưa đồng bộ" is not "đồng bộ".
func denied(tokens []string, at int) bool {
	if at == 0 {
		return false
	}
	switch tokens[at-1] {
	case "khong", "chua", "chang", "not", "no", "ko", "k", "het":
		return true
	}
	return false
}

func isNumber(s string) bool {
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return s != ""
}
