// Package saying reads short texts, a status or the kind of an event, as what they say: their words clause by clause, and which of
// these are denied, said of a relative, or taken back by what stands beside them.
package saying

import (
	"slices"
	"strings"
	"unicode"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// Saying is a short text, a status or the like, as its folded words clause by clause, abbreviations written out.
type Saying struct {
	Words  []string
	marked []string
	clause []int
	bare   bool // it was written without any mark
}

// Of splits a text. Commas, brackets, colons and dashes between blanks part clauses, and so does "nhưng".
func Of(s string) Saying {
	s = strings.ToLower(viet.NFC(strings.NewReplacer(" - ", ",", " – ", ",", "—", ",").Replace(s)))
	out := Saying{bare: viet.IsASCII(s)}
	clause := 0
	for _, c := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",;:()[]{}\n.", r) }) {
		clause++
		for _, w := range strings.FieldsFunc(c, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) }) {
			full := []string{w}
			if a := viet.Abbreviation(viet.Words(w)); a != nil {
				full = strings.Fields(a[0])
			}
			for _, w := range full {
				folded := viet.Words(w)
				if folded == "" || strings.Contains(folded, " ") {
					continue
				}
				if folded == "nhung" {
					clause++
				}
				out.Words, out.marked, out.clause = append(out.Words, folded), append(out.marked, w), append(out.clause, clause)
			}
		}
	}
	return out
}

// text returns the folded words with a blank at either end.
func (s Saying) text() string { return " " + strings.Join(s.Words, " ") + " " }

// Has reports whether one of several runs of folded words stands in the text.
func (s Saying) Has(runs ...string) bool {
	text := s.text()
	return slices.ContainsFunc(runs, func(r string) bool { return strings.Contains(text, " "+r+" ") })
}

// Find returns the places at which a run of words stands.
func (s Saying) Find(run string) (at []int, length int) {
	words := strings.Fields(run)
	for i := 0; len(words) > 0 && i+len(words) <= len(s.Words); i++ {
		if slices.Equal(s.Words[i:i+len(words)], words) {
			at = append(at, i)
		}
	}
	return at, len(words)
}

// no are the words that deny what comes after them in their clause.
var no = map[string]bool{"khong": true, "chua": true, "chang": true, "not": true, "no": true, "ko": true, "k": true, "het": true}

// Negative reports whether the word at a place denies: không, chưa, hết, chờ. Without marks "cho" is chờ (wait) only before
// what is waited for.
func (s Saying) Negative(i int) bool {
	if s.Words[i] != "cho" {
		return no[s.Words[i]]
	}
	if s.marked[i] != "cho" {
		return s.marked[i] == "chờ"
	}
	return i+1 < len(s.Words) && slices.Contains([]string{"duyet", "phe", "dong", "xu", "xac", "huong"}, s.Words[i+1])
}

// Denied reports whether a word before a place, in its clause, says no: "chưa được đồng bộ" is not "đồng bộ". What is known
// ("không sinh sống tại đó biết nơi ở") is denied only by the word next to it.
func (s Saying) Denied(at int) bool {
	for i := at - 1; i >= 0 && s.clause[i] == s.clause[at]; i-- {
		if s.Negative(i) {
			return i == at-1 || s.Words[at] != "biet" && s.Words[at] != "ro"
		}
	}
	return false
}

// undoing are the runs that undo or refuse what stands after them in their clause.
var undoing = [...]string{"huy", "thu hoi", "tu choi", "bai bo", "cham dut", "xoa", "bo dang ky", "bac don", "rut don", "dinh chi", "tam dung", "doan tu",
	"thoi", "cat", "chuyen", "tach khoi"}

// Undone reports whether what is said at a place is undone or refused: "hủy khai tử", "thu hồi giấy khai sinh". Runs of words named beside it undo nothing there.
func (s Saying) Undone(at int, but ...string) bool {
	return slices.ContainsFunc(undoing[:], func(run string) bool {
		if slices.Contains(but, run) {
			return false
		}
		places, n := s.Find(run)
		return slices.ContainsFunc(places, func(i int) bool { return i+n <= at && s.clause[i] == s.clause[at] })
	})
}

// Doubtful reports whether what the n words at a place say is no more than feared, planned or asked for ("nghi đã chết", "xin
// chuyển đi"), was a mistake ("khai tử nhầm"), or is itself undone ("hủy tuyên bố chết"). Striking a registration because of a
// death undoes no death.
func (s Saying) Doubtful(at, n int) bool {
	if end := at + n; end < len(s.Words) && (s.is(end, "nhầm") || s.is(end, "sai") && s.clause[end] == s.clause[at]) {
		return true
	}
	for i := at - 1; i >= 0 && s.clause[i] == s.clause[at]; i-- {
		switch s.Words[i] {
		case "da", "bi", "la", "bo", "giay", "viec", "ket", "qua", "dang", "ky", "quyet", "dinh", "tuyen":
			continue
		case "nghi", "sap", "se", "xin", "huy":
			return s.Words[i] != "nghi" || s.marked[i] == "nghi"
		case "kien", "choi", "hoi", "the":
			return i > 0 && (s.Words[i-1] == "du" || s.Words[i-1] == "tu" || s.Words[i-1] == "thu" || s.Words[i-1] == "co")
		}
		return false
	}
	return false
}

// TakenBack reports whether something else in the text takes back what the n words at a place say, which stand for a code of record: a
// death or a departure that is doubtful, an event or a residence that is undone, what is in force beside a word that ends it.
func (s Saying) TakenBack(at, n int, code string) bool {
	switch code {
	case record.StatusDead, record.StatusMissing:
		return s.Doubtful(at, n)
	case record.StatusMoved, record.StatusAbroad, record.StatusDeregistered:
		return s.Doubtful(at, n) || s.Pending(at, n)
	case record.EventBirth, record.EventDeath, record.EventMarriage, record.EventDivorce, record.EventParent:
		return s.Undone(at)
	case record.ResidencePermanent, record.ResidenceTemporary:
		return s.Undone(at) || s.Pending(at, n)
	case record.StatusActive, record.StatusLiving, record.StatusSynced:
		return s.stopped(at) || !s.alone(at, n) || s.formalities(at+n) || code == record.StatusLiving && s.Pending(at, n) && slices.Contains(arriving[:], strings.Join(s.Words[at:at+n], " "))
	}
	return false
}

// arriving are the runs that say that somebody came.
var arriving = [...]string{"chuyen den", "moi den", "nhap khau", "nhap ho khau", "den thuong tru", "moi dang ky thuong tru", "moved in", "arrived"}

// Arrived reports whether a text says that somebody came, and neither that he did not nor that it is asked for, put off, refused or undone. Words
// that end a residence elsewhere undo nothing: "chuyển từ Hà Tĩnh đến thường trú", "đoàn tụ gia đình nhập khẩu".
func (s Saying) Arrived() bool {
	if s.Has("khong", "chua") {
		return false
	}
	return slices.ContainsFunc(arriving[:], func(run string) bool {
		places, n := s.Find(run)
		return slices.ContainsFunc(places, func(at int) bool {
			return !s.Denied(at) && !s.Undone(at, "chuyen", "doan tu", "tach khoi") && !s.Doubtful(at, n) && !s.Pending(at, n)
		})
	})
}

// NotKnown reports whether the text says that something is not known: "không rõ nơi ở", "chưa biết rõ".
func (s Saying) NotKnown() bool {
	for i, w := range s.Words {
		switch w {
		case "ro", "biet":
		default:
			continue
		}
		for j := i - 1; j >= 0 && s.clause[j] == s.clause[i]; j-- {
			if s.Negative(j) {
				return true
			}
			if w := s.Words[j]; w != "biet" && w != "duoc" && w != "the" {
				break
			}
		}
	}
	return false
}

// Choices returns what a text names side by side or as a choice: "thường trú/tạm trú", "1 hoặc 2". Without all only a slash
// and the words for or part them, since what is told in addition stands behind a comma, a plus sign or "và". A text that
// names one thing is nil.
func Choices(s string, all bool) []string {
	signs, or := "/|", []string{" hoặc ", " hay "}
	if all {
		signs, or = "/|,;+&", []string{" hoặc ", " hay ", " và "}
	}
	s = strings.ToLower(viet.NFC(s))
	for _, w := range or {
		s = strings.ReplaceAll(s, w, "|")
	}
	if !strings.ContainsAny(s, signs) {
		return nil
	}
	return strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(signs, r) })
}

// TwoFigures reports whether a text is two different figures with no more than two words before each, and a comma, a hyphen
// or a word for and or or between them: "1,2", "mũi 1 và 2". A slash says of how many ("mũi 1/3").
func TwoFigures(s string) bool {
	words := strings.FieldsFunc(strings.NewReplacer(",", " , ", ";", " , ", "-", " , ", "–", " , ", "&", " , ", "+", " , ").Replace(viet.Fold(s)), unicode.IsSpace)
	var figures []string
	parted, beside := false, 0
	for _, w := range words {
		switch {
		case isFigures(w):
			figures = append(figures, strings.TrimLeft(w, "0"))
			beside = 0
		case w == "," || w == "va" || w == "hoac" || w == "hay":
			parted = parted || len(figures) == 1
		default:
			if beside++; beside > 2 {
				return false
			}
		}
	}
	return parted && len(figures) == 2 && beside == 0 && figures[0] != figures[1]
}

// is reports whether a word is written so, or without any mark.
func (s Saying) is(i int, marked string) bool {
	return s.marked[i] == marked || s.marked[i] == s.Words[i] && s.Words[i] == viet.Words(marked)
}

// stops are the verbs that end something.
var stops = map[string]string{"cat": "cắt", "ngung": "ngừng", "nghi": "nghỉ", "xoa": "xóa", "huy": "hủy", "het": "hết", "thoi": "thôi", "dung": "dừng"}

// Stop reports whether the word at a place is a verb that ends something. Written without marks "dung" may be dừng, dùng or
// đúng, and "thoi" be thời: the word beside it tells.
func (s Saying) Stop(i int) bool {
	w := s.Words[i]
	before, after := "", ""
	if i > 0 {
		before = s.Words[i-1]
	}
	if i+1 < len(s.Words) {
		after = s.Words[i+1]
	}
	switch m := stops[w]; {
	case m == "":
		return false
	case w == "dung":
		return s.marked[i] == m || s.is(i, m) && before != "su" && before != "dang" && before != "noi" && before != "con"
	case w == "thoi":
		return s.is(i, m) && after != "han" && after != "gian" && after != "diem" && before != "tam"
	case w == "nghi":
		return s.is(i, m) && after != "quyet"
	default:
		return true
	}
}

// stopped reports whether the clause of the word at a place has a verb that ends something.
func (s Saying) stopped(at int) bool {
	for i := range s.Words {
		if s.clause[i] == s.clause[at] && s.Stop(i) {
			return true
		}
	}
	return false
}

var kin = []string{"vo", "chong", "cha", "me", "bo", "con", "ong", "ba"}

// Theirs reports whether what is said at a place is said of a relative: "vợ/chồng đã chết". "Còn" is no relative.
func (s Saying) Theirs(at int) bool {
	i := at - 1
	for i >= 0 && slices.Contains([]string{"da", "bi", "moi", "deu"}, s.Words[i]) {
		i--
	}
	if i > 0 && (s.Words[i-1] == "than" && s.Words[i] == "nhan" || s.Words[i-1] == "gia" && s.Words[i] == "dinh") {
		return s.clause[i] == s.clause[at]
	}
	if i > 0 && (s.Words[i] == "nguoi" && (s.Words[i-1] == "cua" || s.Words[i-1] == "voi") || s.Words[i] == "than" && s.Words[i-1] == "nguoi") { // "vợ của người đã chết"
		return s.clause[i] == s.clause[at]
	}
	if i > 0 && s.Words[i-1] == "tuyen" { // "tuyên bố đã chết"
		return false
	}
	return i >= 0 && s.clause[i] == s.clause[at] && slices.Contains(kin, s.Words[i]) && s.marked[i] != "còn" && s.marked[i] != "bỏ"
}

// neutral are words that change nothing about what stands beside them.
var neutral = func() map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(`da dang con hien duoc tai o noi dia phuong nay theo la va co nnt nguoi nop thue cong dan nhan khau doi tuong the so ma
		bhxh bhyt bhtn bao hiem xa hoi y te bat buoc tu nguyen that nghiep che do tro cap luong huu hang thang thuong xuyen hien nhien
		tinh trang trang thai status dien ho khau khai bao du lieu ban ghi binh thuong day du on dinh lau dai dk dang ky truc tiep moi nam ky
		thanh cong hoan tat xong cap huyen tinh csdl csdlqg csdlqgdc quoc gia he thong tiep tuc van dieu kien du dinh chinh thuc ke`) {
		set[w] = true
	}
	return set
}()

// alone reports whether nothing but figures and words that change nothing stands beside the n words at a place, in their
// clause; or those words say by themselves that it is so now ("đang hưởng", "còn hiệu lực").
func (s Saying) alone(at, n int) bool {
	if n > 1 {
		switch s.Words[at] {
		case "dang", "con", "da", "van":
			return true
		}
	}
	for i, w := range s.Words {
		if s.clause[i] != s.clause[at] || i >= at && i < at+n || neutral[w] && w != "tai" && (i < at || w != "theo" && !s.is(i, "từ")) || isFigures(w) {
			continue
		}
		return i > at && (w == "tai" || w == "theo" || s.is(i, "từ")) // where, by what and since when
	}
	return true
}

// OwnClause reports whether the n words at a place are a clause of their own.
func (s Saying) OwnClause(at, n int) bool {
	return (at == 0 || s.clause[at-1] != s.clause[at]) && (at+n == len(s.Words) || s.clause[at+n] != s.clause[at+n-1])
}

// Closed reports whether the words before a place end their clause there, or go on with no more than when, where or why:
// "đã mất ngày…" but not "đã mất liên lạc".
func (s Saying) Closed(at int) bool {
	if at >= len(s.Words) || s.clause[at] != s.clause[at-1] || isFigures(s.Words[at]) {
		return true
	}
	return slices.Contains([]string{"ngay", "thang", "nam", "tu", "do", "vi", "luc", "tai", "truoc", "o", "da", "chua", "xoa"}, s.Words[at])
}

// Marked reports whether a word is written so, marks and all, somewhere.
func (s Saying) Marked(word string) bool { return slices.Contains(s.marked, word) }

func isFigures(w string) bool {
	return !strings.ContainsFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
}
