package normalize

import (
	"slices"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/record"
)

// What status words are about, and the verbs that say what became of it. A status is often a clause of its own making
// ("không còn thuộc diện", "thường trú (đã xóa)"), which no list holds; it is read as verb and object.
var (
	deaths    = []string{"chet", "tu vong", "khai tu", "bao tu", "qua doi", "tu tran", "hy sinh", "hi sinh", "vien tich", "bi tuyen bo da chet", "dead", "deceased", "died"}
	approvals = []string{"phe duyet", "duyet", "dong bo", "xac thuc", "xac minh", "lam sach", "cap so"}
	residence = []string{"thuong tru", "ho khau", "khau"}
	benefits  = []string{
		"huong", "tro cap", "che do", "chi tra", "tra", "tham gia", "dong", "nhan", "hoat dong", "su dung", "hieu luc", "thuoc dien", "dien",
		"danh sach", "luong", "luong huu", "bao hiem", "gia tri", "phuc vu", "hoc", "lam viec", "cung cap",
	}
	leaving = []string{"bao giam", "dinh chi", "cat giam", "dua ra khoi", "ra khoi", "loai khoi", "thoat ngheo", "cat che do"}
	paidOut = []string{"mot lan", "1 lan"}
	paying  = []string{"giai quyet", "chi tra", "nhan", "rut", "huong", "thanh toan", "linh"}
)

// statusOf reads a status as verb and object, or else finds its words in the lists. What is denied, ended or said of a
// relative is not taken for the thing itself.
func statusOf(c string) (string, bool) {
	s := saying.Of(c)
	for _, said := range []struct {
		code string
		is   bool
	}{
		{record.StatusMissing, says(s, []string{"mat tich", "missing"}) && !says(s, []string{"da chet"})},
		{record.StatusDead, says(s, deaths) || passed(s) || isRun(s, "khong con song") && !s.Has("song tai", "song o")},
		{record.StatusAbroad, verb(s, "dinh cu o nuoc ngoai", "dinh cu nuoc ngoai", "dinh cu")},
		{record.StatusPending, deniedRun(s, approvals) || s.Marked("nháp")},
		{record.StatusLiving, s.Arrived() && !s.Has("di", "noi khac")},
		{record.StatusMoved, moved(s)},
		{record.StatusDeregistered, deregistered(s)},
	} {
		if said.is {
			return said.code, true
		}
	}
	switch {
	case s.Has("chua chet", "khong chet", "chua khai tu", "chua tu vong"):
		return record.StatusLiving, true
	case s.Has("chua het han", "chua het hieu luc", "con han"):
		return record.StatusActive, true
	}
	if theirs(s) || doubted(s) {
		return "", false
	}
	if code, ok := firstSaid(statusPhrases, s); ok && (code == record.StatusPending || code == record.StatusCancelled || code == record.StatusAbroad) {
		return code, true
	}
	if ended(s) {
		return record.StatusStopped, true
	}
	code, ok := firstSaid(statusPhrases, s)
	if code == record.StatusDeregistered && s.Has("tam tru") && !s.Has("thuong tru") {
		return "", false // of a temporary residence
	}
	return code, ok
}

// says reports whether one of some runs of words is said, not denied and not said of a relative.
func says(s saying.Saying, runs []string) bool {
	return saysSo(s, runs, func(int, int) bool { return true })
}

// saysSo is says for what else has to hold of the n words at a place.
func saysSo(s saying.Saying, runs []string, holds func(at, n int) bool) bool {
	return slices.ContainsFunc(runs, func(r string) bool {
		at, n := s.Find(r)
		return slices.ContainsFunc(at, func(i int) bool { return !s.Denied(i) && !s.Theirs(i) && !s.Doubtful(i, n) && holds(i, n) })
	})
}

// passed reports whether "đã mất" says that the person died, not that something was lost.
func passed(s saying.Saying) bool {
	if s.Marked("mất") && len(s.Words) > 1 && s.Words[0] == "mat" && s.Closed(1) {
		return true
	}
	at, n := s.Find("da mat")
	return slices.ContainsFunc(at, func(i int) bool { return s.Closed(i+n) && !s.Denied(i) && !s.Theirs(i) })
}

// deniedRun reports whether one of some runs of words stands after a word that denies it.
func deniedRun(s saying.Saying, runs []string) bool {
	return slices.ContainsFunc(runs, func(r string) bool {
		at, _ := s.Find(r)
		return slices.ContainsFunc(at, s.Denied)
	})
}

// theirs reports whether all that is said is a relative's death.
func theirs(s saying.Saying) bool {
	return slices.ContainsFunc(deaths, func(r string) bool {
		at, _ := s.Find(r)
		return slices.ContainsFunc(at, s.Theirs)
	})
}

// doubted reports whether a death or a disappearance is said, but not as a fact.
func doubted(s saying.Saying) bool {
	return slices.ContainsFunc(append([]string{"mat tich"}, deaths...), func(r string) bool {
		at, n := s.Find(r)
		return slices.ContainsFunc(at, func(i int) bool { return s.Doubtful(i, n) })
	})
}

func isRun(s saying.Saying, run string) bool { at, _ := s.Find(run); return len(at) > 0 }

// verb reports whether one of some verbs of moving or registering is said, not denied, and neither asked for nor put off.
func verb(s saying.Saying, verbs ...string) bool {
	return saysSo(s, verbs, func(at, n int) bool { return !s.Pending(at, n) })
}

// deregistered: the registration was struck, or there is none any more.
func deregistered(s saying.Saying) bool {
	if !s.Has(residence...) {
		return false
	}
	return verb(s, "xoa", "huy") || s.Has("het thuong tru", "het ho khau") || s.Has("khong con") && deniedRun(s, residence)
}

// moved: the registration was taken elsewhere. "Chuyển đến" is the other way.
func moved(s saying.Saying) bool {
	if verb(s, "cat khau", "cat ho khau", "cat thuong tru", "cat dang ky thuong tru", "cat chuyen") {
		return true
	}
	if !verb(s, "chuyen") || s.Has("den") && !s.Has("di", "noi khac") {
		return false
	}
	return s.Has(residence...) || s.Has("chuyen di", "noi khac", "noi cu tru", "tinh khac", "xa khac", "huyen khac", "khoi dia phuong", "khoi xa", "khoi phuong")
}

// ended: a benefit, a contract or the like is over, or has not begun.
func ended(s saying.Saying) bool {
	for i := range s.Words {
		if i > 0 && s.Stop(i) && s.Negative(i-1) && s.Words[i] != "het" { // "không dừng hưởng"
			return false
		}
	}
	switch {
	case says(s, leaving), s.Has(paidOut...) && says(s, paying):
		return true
	case deniedRun(s, benefits):
		return true
	}
	stop := false
	for i := range s.Words {
		stop = stop || s.Stop(i) && !s.Denied(i)
	}
	return stop && s.Has(benefits...)
}

// firstSaid is firstPhrase for phrases that may be denied or taken back in their clause.
func firstSaid(list []phrase, s saying.Saying) (string, bool) {
	for _, p := range list {
		at, n := s.Find(p.words)
		for _, i := range at {
			if !s.Denied(i) && !s.Theirs(i) && !s.TakenBack(i, n, p.code) {
				return p.code, true
			}
		}
	}
	return "", false
}
