package dataset

import (
	"maps"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// maxCodeValues is the number of distinct values up to which a column is taken for one of a code list.
const maxCodeValues = 5000

// extendWords adds to a field's code list the values of a file that say one of its words and more: "1 - Thường trú", "Đã
// chết ngày 2/3/2020", "Đang hưởng lương hưu hằng tháng". The list itself is left as it is; where nothing is added it is
// returned. A value that says nothing known, or two things at once, is not added.
func extendWords(f record.Field, words map[string]string, dict record.Texts) map[string]string {
	if dict.Len() > maxCodeValues {
		return words
	}
	longest := 0
	for w := range words {
		longest = max(longest, 1+strings.Count(w, " "))
	}
	more := words
	for v := range dict.Values() {
		key := viet.Words(v)
		if _, ok := words[key]; ok || key == "" {
			continue
		}
		code, ok := readWords(f, words, v, longest)
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

// readWords reads one value of a column by its code list.
func readWords(f record.Field, words map[string]string, v string, longest int) (string, bool) {
	s := saying.Of(v)
	switch f {
	case record.ResidenceForm, record.DoseNumber:
		if saying.TwoFigures(v) || f == record.ResidenceForm && saying.TwoFigures(strings.ReplaceAll(v, "/", ",")) {
			return "", false
		}
		if f == record.DoseNumber && s.Has("hoan", "huy", "chua tiem", "khong tiem", "den") {
			return "", false
		}
		if f == record.ResidenceForm && s.NotKnown() && !isNumber(s.Words[0]) {
			code, ok := words[record.Form3]
			return code, ok
		}
	case record.EventType:
		// "Cải chính giấy khai sinh" corrects, whatever it is that is corrected.
		for n := min(longest, len(s.Words)); n > 0; n-- {
			if words[strings.Join(s.Words[:n], " ")] == record.EventCorrection {
				return record.EventCorrection, true
			}
		}
	}
	var codes []string
	for _, part := range saying.Choices(v, f != record.Status) {
		if code, ok := saidIn(words, saying.Of(part), longest); ok {
			codes = append(codes, code)
		}
	}
	if f.Contradict(codes) {
		return "", false
	}
	code, ok := saidIn(words, s, longest)
	if !ok && (f == record.ResidenceForm || f == record.DoseNumber) {
		if spaced := spaceFigures(v); spaced != v {
			return saidIn(words, saying.Of(spaced), longest)
		}
	}
	return code, ok
}

// spaceFigures parts figures from the letters before them and takes off their zeros: "mũi01" is "mũi 1".
func spaceFigures(s string) string {
	var b strings.Builder
	var before rune
	for _, r := range s {
		if unicode.IsDigit(r) && !unicode.IsDigit(before) {
			if unicode.IsLetter(before) {
				b.WriteByte(' ')
			}
			if r == '0' {
				before = ' '
				continue
			}
		}
		b.WriteRune(r)
		before = r
	}
	return b.String()
}

// saidIn finds the longest words of a code list that stand in a value. Of two of one length that disagree none is
// taken. That somebody is dead is said whatever else is ("đã chết, xóa đăng ký thường trú"), unless of a relative; and
// where she has gone, whatever is said of her registration.
func saidIn(words map[string]string, s saying.Saying, longest int) (string, bool) {
	if code, ok := words[strings.Join(s.Words, " ")]; ok { // with its abbreviations written out
		return code, true
	}
	found, length, agreed := "", 0, true
	doubted := false
	left := ""   // for where: abroad, or elsewhere in the country
	last := ""   // word of the run found
	covered := 0 // up to here words belong to a longer run, whether that holds or not
	for from := range s.Words {
		for n := min(longest, len(s.Words)-from); n > 0; n-- {
			code, ok := words[strings.Join(s.Words[from:from+n], " ")]
			if !ok || n == 1 && from < covered {
				continue
			}
			if n > 1 {
				covered = max(covered, from+n)
			}
			if !holds(s, from, n, code) {
				doubted = doubted || (code == record.StatusDead || code == record.StatusMissing) && s.Doubtful(from, n)
				continue
			}
			switch {
			case code == record.StatusDead:
				return code, true
			case n > length:
				found, length, agreed, last = code, n, true, s.Words[from+n-1]
			case n == length && code != found:
				// The figure of a dose is exact: "mũi 3 (bổ sung)".
				if was, is := isNumber(last), isNumber(s.Words[from+n-1]); is != was {
					if is {
						found, last = code, s.Words[from+n-1]
					}
					break
				}
				agreed = false
			}
			if code == record.StatusAbroad || code == record.StatusMoved && left == "" {
				left = code
			}
			break
		}
	}
	switch {
	case doubted: // what is cancelled is the declaration
		return "", false
	case left != "" && (found == record.StatusDeregistered || found == record.StatusMoved):
		return left, true
	case found == record.StatusStopped && s.Has("khau", "thuong tru"): // "đã cắt khẩu" is no end of a benefit
		return "", false
	case length > 0:
		return found, agreed
	}
	if len(s.Words) > 1 && isNumber(s.Words[0]) && !isNumber(s.Words[1]) { // "2 - …": the list's own number
		code, ok := words[s.Words[0]]
		return code, ok
	}
	return "", false
}

// holds reports whether the n words at a place of a value say what they say on their own.
func holds(s saying.Saying, from, n int, code string) bool {
	long := len(s.Words) > 4 && s.Words[from] != "chet" && !s.OwnClause(from, n)
	if n == 1 && (len(s.Words[from]) < 4 || long) || s.Denied(from) || s.Theirs(from) {
		return false
	}
	if code == record.StatusDead && s.Words[from+n-1] == "mat" && !s.Closed(from+n) { // "mất liên lạc"
		return false
	}
	if code == record.StatusDead && !s.OwnClause(from, n) {
		switch s.Words[from+n-1] {
		case "tuat", "si", "sy": // "đang hưởng tử tuất": who is paid lives
			return false
		}
	}
	if code == record.StatusDeregistered && s.Has("tam tru") && !s.Has("thuong tru") {
		return false // of a temporary residence
	}
	if n == 1 && s.Negative(from) && from+1 < len(s.Words) && !s.Closed(from+1) { // "không rõ" is not "không"
		return false
	}
	return !s.TakenBack(from, n, code)
}

func isNumber(s string) bool {
	for _, r := range s {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return s != ""
}
