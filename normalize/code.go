package normalize

import (
	"strings"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// The words agencies use for the codes of record, by field, where the profile has no list of its own or the list lacks the
// word. No official list of status words was found; these are the ones of the forms and of the sectors' programs.
var statusPhrases = phrases(`
	pending: dang thu thap, moi nhap, ban nhap, du lieu tho, chua phe duyet, cho phe duyet, cho duyet, chua duyet, chua dong bo, cho dong bo, cho xac minh, dang cho, cho xu ly, chua xac minh, da thu thap, moi thu thap, chua cap so, pending
	cancelled: da huy, huy, huy ho so, huy bo, da huy bo, xoa ho so, xoa ban ghi, da xoa ho so, cancelled, canceled, deleted
	missing: mat tich, bi tuyen bo mat tich, missing
	dead: da chet, chet, tu vong, da tu vong, khai tu, da khai tu, qua doi, tu tran, bi tuyen bo da chet, dead, deceased, died
	abroad: dinh cu o nuoc ngoai, dinh cu nuoc ngoai, dinh cu, xuat canh, da xuat canh, ra nuoc ngoai, o nuoc ngoai, di nuoc ngoai, abroad, emigrated
	deregistered: xoa dang ky thuong tru, xoa dang ky, da xoa dang ky, xoa thuong tru, da xoa thuong tru, xoa dk thuong tru, xoa dktt, da xoa dktt, xoa ho khau, da xoa ten, xoa ten, deregistered
	moved: da chuyen di, chuyen di, chuyen ho khau, da chuyen, chuyen noi khac, chuyen di noi khac, chuyen ho khau di, da di, moved
	active: dang huong, dang duoc huong, con hieu luc, dang hoat dong, dang dong, dang tham gia, dang hoc, dang su dung, con han, dang lam viec, dang chi tra, con gia tri, hieu luc, hoat dong, dang tro cap, dang quan ly, dang cap dien, dang dung, dang nhan, dang linh, dang tra, dang tro cap, con huong, huong, active, valid
	stopped: tam ngung, tam dung, tam dinh chi, dung, ngung, ngung huong, dung huong, thoi huong, cat huong, thoi, het han, het hieu luc, khong con hieu luc, cham dut, ket thuc, bao luu, thoi hoc, nghi hoc, bo hoc, nghi viec, thoi viec, da nghi, da thanh ly, thanh ly, da dung, da ngung, da thoi, da cat, het huong, tot nghiep, da tot nghiep, ra truong, dong ma so thue, thu hoi, khong hoat dong, inactive, stopped, expired, closed, ended
	synced: da dong bo, dong bo, da phe duyet, phe duyet, da duyet, da xac thuc, synced, approved
	living: dang song, con song, song, thuong tru, dang thuong tru, dang cu tru, dang sinh song, binh thuong, dang o, tam tru, tam vang, hien dien, co mat, chuyen den, nhap khau, dang ky moi, moi sinh, hien tai, living, alive
`)

var eventPhrases = phrases(`
	birth: khai sinh, dang ky khai sinh, ks, sinh, birth
	death: khai tu, dang ky khai tu, kt, chet, tu vong, death
	divorce: ly hon, li hon, ly di, li di, ghi chu ly hon, lh, divorce
	marriage: ket hon, dang ky ket hon, kh, dkh, cuoi, marriage
	parent_recognition: nhan cha me con, nhan cha, nhan me, nhan con, cha me con, cmc, parent recognition
	correction: cai chinh, thay doi, bo sung, xac dinh lai, dinh chinh, tdcc, cai chinh ho tich, thay doi ho tich, cc, correction
`)

var decisionPhrases = phrases(`
	annulled: huy bo, huy, huy quyet dinh, annulled
	stripped: tuoc, bi tuoc, tuoc quoc tich, stripped
	renounced: thoi, thoi quoc tich, cho thoi, xin thoi, duoc thoi, renounced
`)

var noticePhrases = phrases(`
	settled_abroad: dinh cu, dinh cu o nuoc ngoai, dinh cu nuoc ngoai, settled abroad
	exit: xuat canh, xuat, exit
	entry: nhap canh, nhap, entry
`)

var formPhrases = phrases(`
	3: khong ro, khong biet, chua ro, chua biet, khong xac dinh, khong ro noi o, khong ro o dau, di dau khong ro, khong ro dia chi, 3, iii
	2: noi khac, biet noi, o noi khac, da di, di noi khac, co dia chi, biet ro, 2, ii
	1: tai noi dang ky, noi dang ky, dang o, dang song, dang sinh song, song tai, tai cho, noi thuong tru, tai dia phuong, thuc te cu tru, tai noi thuong tru, co mat, 1, i
`)

var kindPhrases = phrases(`
	temporary: tam tru, o tam, ttr, kt3, kt4, temporary, luu tru
	permanent: thuong tru, dktt, kt1, kt2, ho khau, permanent
`)

var classPhrases = phrases(`
	5: 5, v, thoi quoc tich, tuoc quoc tich, huy bo quyet dinh
	4: 4, iv, chua xac dinh quoc tich, chua xac dinh duoc quoc tich
	3: 3, iii
	2: 2, ii
	1: 1, i
`)

// fieldPhrases are the fall-back lists by field.
var fieldPhrases = map[record.Field][]phrase{
	record.EventType: eventPhrases, record.DecisionKind: decisionPhrases, record.NoticeKind: noticePhrases,
	record.ResidenceForm: formPhrases, record.ResidenceKind: kindPhrases, record.SpecialClass: classPhrases,
}

// ParseCode reads a word of a code list: words is the profile's (folded word → code), and where it lacks the word the usual
// Vietnamese wordings of the field's codes are looked for. Anything else is not Known, its Code the folded words.
func ParseCode(f record.Field, words map[string]string, s string) record.Coded {
	c, _ := Clean(s)
	if c == "" {
		return record.Coded{}
	}
	w := viet.Words(c)
	if code, ok := words[w]; ok {
		return record.Coded{Code: code, Known: code != ""}
	}
	// The form of residence says itself that nothing is known.
	if IsBlank(c) && !(f == record.ResidenceForm && (strings.Contains(w, "ro") || strings.Contains(w, "biet"))) {
		return record.Coded{}
	}
	if contradicts(f, c) {
		return unknown(w)
	}
	if code, ok := codeOf(f, w, c); ok {
		return record.Coded{Code: code, Known: true}
	}
	return unknown(w)
}

// contradicts reports whether a value names side by side what cannot both be meant.
func contradicts(f record.Field, c string) bool {
	var codes []string
	for _, part := range saying.Choices(c, f != record.Status) {
		if code, ok := codeOf(f, viet.Words(part), part); ok {
			codes = append(codes, code)
		}
	}
	return f.Contradict(codes)
}

// codeOf finds a value's words in the lists of the field. What is denied ("không thường trú") is not found.
func codeOf(f record.Field, w, c string) (string, bool) {
	s := saying.Of(c)
	switch f {
	case record.Status:
		code, ok := statusOf(c)
		// "đúng" (right) folds like "dừng" (stopped).
		if code == record.StatusStopped && strings.Contains(strings.ToLower(c), "đúng") {
			return "", false
		}
		return code, ok
	case record.SpecialClass:
		if code, ok := classOf(s); ok {
			return code, true
		}
		return firstPhrase(fieldPhrases[f], w)
	case record.EventType:
		if code, ok := eventOf(s); ok {
			return code, true
		}
		return firstWritten(eventPhrases, w, s)
	case record.ResidenceForm:
		switch {
		case saying.TwoFigures(strings.ReplaceAll(c, "/", ",")):
			return "", false
		case s.NotKnown():
			return record.Form3, true
		}
	}
	if code, ok := firstSaid(fieldPhrases[f], s); ok {
		return code, true
	}
	return firstWritten(fieldPhrases[f], w, s)
}

// eventOf returns the event said first: "cải chính giấy khai sinh" corrects, whatever it is that is corrected.
func eventOf(s saying.Saying) (string, bool) {
	code, first := "", len(s.Words)
	for _, p := range eventPhrases {
		at, _ := s.Find(p.words)
		for _, i := range at {
			if i < first && !s.Denied(i) && !s.Theirs(i) && !s.Undone(i) {
				code, first = p.code, i
			}
		}
	}
	return code, code != ""
}

// firstWritten looks a list up in the words as they are written, where its abbreviations stand.
func firstWritten(list []phrase, w string, s saying.Saying) (string, bool) {
	if w == strings.Join(s.Words, " ") {
		return "", false
	}
	for i := range s.Words { // denied, or undone
		if s.Negative(i) || s.Undone(i) {
			return "", false
		}
	}
	return firstPhrase(list, w)
}

// classOf reads a class of special residents from what the classes are: rule B3 of the protocol.
func classOf(s saying.Saying) (string, bool) {
	lost := s.Has("thoi", "tuoc", "huy", "mat", "huy bo", "bi tuoc") && s.Has("quoc tich")
	switch {
	case s.Has("con cua", "con lai", "con") && s.Has("nguoi nuoc ngoai", "quoc tich nuoc ngoai") && !s.Has("quoc tich viet nam"):
		return "2", true
	case s.Has("de trong quoc tich"):
		return "2", true
	case lost:
		return "5", true
	case s.Has("khong") && s.Has("quoc tich") && s.Has("thuong tru", "ho khau", "cmnd", "cccd", "can cuoc", "chung minh"):
		return "1", true
	case s.Has("chua xac dinh", "khong xac dinh", "chua ro") && s.Has("quoc tich"), s.Has("di cu tu do", "di dan tu do"), s.Has("campuchia", "cam pu chia"):
		return "4", true
	case s.Has("khong co giay to", "khong giay to", "chua co giay to", "khong chung minh duoc"):
		return "3", true
	case s.Has("khong co quoc tich", "khong quoc tich"):
		return "1", true
	}
	return "", false
}
