package dataset

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/pattern"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// columnAbbreviations are those of the column names of databases, which a value may not be read by.
var columnAbbreviations = map[string][]string{
	"dc": {"địa chỉ"}, "dchi": {"địa chỉ"}, "dthoai": {"điện thoại"}, "dtdd": {"điện thoại di động"}, "gtinh": {"giới tính"}, "ngsinh": {"ngày sinh"},
	"nsinh": {"ngày sinh"}, "dvi": {"đơn vị"}, "dv": {"đơn vị"}, "ld": {"lao động"}, "sdung": {"sử dụng"}, "sdd": {"sử dụng điện"},
	"hd": {"hợp đồng"}, "hdong": {"hợp đồng"}, "khang": {"khách hàng"}, "bc": {"bị can", "bị cáo"}, "tt": {"tình trạng", "trạng thái", "thường trú"},
	"cn": {"cá nhân", "cập nhật"}, "dl": {"dương lịch"}, "vx": {"vắc xin"}, "ttin": {"thông tin"}, "qhe": {"quan hệ"}, "qh": {"quan hệ"}, "hten": {"họ tên"}, "hvt": {"họ và tên"},
	"ngcap": {"ngày cấp"}, "qtich": {"quốc tịch"}, "dtoc": {"dân tộc"}, "tgiao": {"tôn giáo"}, "qquan": {"quê quán"}, "ngquan": {"nguyên quán"}, "thoai": {"điện thoại"},
	"nnt": {"người nộp thuế"}, "nld": {"người lao động"}, "ddanh": {"định danh"}, "gdinh": {"gia đình"}, "ttru": {"thường trú"}, "ki": {"ký"},
	"ht": {"hình thức", "hộ tịch", "hiện tại"}, "lh": {"liên hệ"}, "lhe": {"liên hệ"}, "hgd": {"hộ gia đình"}, "hgdinh": {"hộ gia đình"}, "dtuong": {"đối tượng"}, "csgd": {"cơ sở giáo dục"},
	"sdld": {"sử dụng lao động"}, "hnhan": {"hôn nhân"}, "nmau": {"nhóm máu"}, "ttrang": {"tình trạng"},
}

// initial is a word cut down to its first letters: "Đ/C", "Đ.thoại", "Q.hệ", "Ng.sinh".
var initial = pattern.Of(`(^|[\s_])(?:(\pL)[./]|(\pL{2})\.)(\pL+)`)

// spelledOut lists a header with its abbreviations written out: "Nơi ĐKTT", "Mã NK", "Số QĐ". Where one has several
// readings ("HT" is hình thức or hộ tịch), each is tried.
func spelledOut(header string) []string {
	words := strings.FieldsFunc(initial().ReplaceAllString(brackets().ReplaceAllString(header, " "), "$1$2$3$4"), func(c rune) bool { return strings.ContainsRune(" \t\r\n,;:/\\|()[]{}*.", c) })
	for i := len(words) - 2; i >= 0; i-- { // D_TOC
		if w := words[i] + words[i+1]; len([]rune(words[i])) <= 2 && columnAbbreviations[viet.Words(w)] != nil && columnAbbreviations[viet.Words(words[i])] == nil {
			words[i], words = w, slices.Delete(words, i+1, i+2)
		}
	}
	var out []string
	for reading := range 3 {
		spelled := slices.Clone(words)
		for i, w := range words {
			full := columnAbbreviations[viet.Words(w)]
			if full == nil {
				full = viet.Abbreviation(viet.Words(w))
			}
			if len(full) > 0 {
				spelled[i] = full[min(reading, len(full)-1)]
			}
		}
		if s := strings.Join(spelled, " "); s != strings.Join(words, " ") && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// idHeads are the words a record id is named by, idEnds those of an English name. Only the first of two words is looked
// at where both would do.
var (
	idHeads = []string{"mã số", "mã định danh", "số hiệu", "mã", "khóa", "id", "key", "code", "số"}
	idEnds  = []string{"id", "code", "key", "no", "number"}
	idLocal = []string{"noi bo", "he thong", "internal", "system", "local"}
)

// longestID is the number of words above which a header names no record id.
const longestID = 9

// ofRecord reads a header as the name of a record id: a word for a number or code and the thing recorded, whatever the
// sector adds: "Mã hồ sơ tàng thư", "Khóa bản ghi", "Số tờ khai CC01". "Số" before what can be counted is a count
// ("Số nhân khẩu trong hộ"), so it needs a paper.
func (r *recogniser) ofRecord(header string) []candidate {
	id := []candidate{{field: record.RecordID, base: record.RecordID, tier: medium, rank: 3000}}
	words := wordsOf(header)
	if len(words) < 2 || len(words) > longestID {
		return nil
	}
	text := " " + viet.Words(header) + " "
	for _, local := range idLocal {
		if strings.Contains(text, " "+local+" ") && (namesID(header) || strings.Contains(text, " id ")) {
			return id
		}
	}
	for _, head := range idHeads {
		n := len(strings.Fields(head))
		if len(words) <= n || compactWords(words[:n]) != compact(head) {
			continue
		}
		for m := min(3, len(words)-n); m > 0; m-- {
			noun := compactWords(words[n : n+m])
			if !r.papers[noun] && (head == "số" || !r.records[noun]) {
				continue
			}
			if as := r.aliases[compactWords(words[:n+m])]; as != nil && as[0].field != record.RecordID || r.ofHousehold(words[n+m:]) {
				return nil
			}
			return id
		}
	}
	return nil
}

// ofHousehold reports whether the rest of a header is about a household.
func (r *recogniser) ofHousehold(words []word) bool {
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].folded
		}
		if w.folded == "ho" && (w.marked == "hộ" || w.marked == "ho") && next != "tich" && next != "chieu" && next != "so" {
			return true
		}
	}
	return false
}

// namesID reports whether a header begins, or in English ends, with a word record ids are named by.
func namesID(header string) bool {
	words := wordsOf(spaced(unnumbered(header)))
	if len(words) == 0 {
		return false
	}
	for _, head := range idHeads {
		if n := len(strings.Fields(head)); len(words) >= n && compactWords(words[:n]) == compact(head) {
			return true
		}
	}
	return slices.Contains(idEnds, words[len(words)-1].folded)
}

// spareIDs lists the columns that may serve as record ids where no header names one: those nobody knows that are called a
// code or number of something, and the household's, which in a list of one person a household names the person too.
func (w *recognition) spareIDs() []int {
	if len(w.ids) > 0 {
		return nil
	}
	var out []int
	for i, h := range w.headers[:min(len(w.headers), maxColumns)] {
		unknown := len(w.cands[i]) == 0 || w.cands[i][0].field == record.HouseholdID
		if unknown && w.field[i] == "" && !w.joined[i] && namesID(h) {
			out = append(out, i)
		}
	}
	if i, ok := w.by[record.HouseholdID]; ok && w.field[i] == record.HouseholdID {
		out = append(out, i)
	}
	return out
}

// nameHeads are how a header of whole names begins, whoever they are of.
var nameHeads = []string{"họ, chữ đệm và tên", "họ chữ đệm tên", "họ và tên", "họ tên", "full name of", "name of"}

// nameOfSomebody takes, where no column holds the person's name, the only unknown one that is called the name of somebody no profile
// knows: "Họ tên đoàn viên" in the list of a sector nobody has heard of. Of two it cannot be told whose the list is. The built-in sectors know
// whom theirs are of, so that another word is believed only beside a birth date or a personal ID that is of nobody else ("Họ tên đoàn sinh", "Ngày sinh").
func (w *recognition) nameOfSomebody() {
	_, taken := w.by[record.FullName]
	_, born := w.by[record.BirthDate]
	_, numbered := w.by[record.PersonalIDNo]
	if taken || w.p.Spec(record.FullName) == nil || builtin[w.p.Sector.Code] != nil && !born && !numbered {
		return
	}
	found := -1
	for i, h := range w.headers[:min(len(w.headers), maxColumns)] {
		if w.field[i] != "" || w.joined[i] || len(w.cands[i]) > 0 || !namesSomebody(h) {
			continue
		}
		if found >= 0 {
			return
		}
		found = i
	}
	if found >= 0 {
		w.give(record.FullName, found)
	}
}

// namesSomebody reports whether a header is "Họ tên" and some words more.
func namesSomebody(header string) bool {
	words := wordsOf(spaced(unnumbered(header)))
	for _, head := range nameHeads {
		k := compact(head)
		for n := 1; n < len(words); n++ {
			if c := compactWords(words[:n]); c == k {
				return true
			} else if len(c) > len(k) {
				break
			}
		}
	}
	return false
}

// fallBack lets further columns of a date stand in for the one chosen, row by row where that is blank: the day an event was
// registered, where the day it happened is written for deaths alone.
func (w *recognition) fallBack(columns map[record.Field]string) {
	for _, spec := range w.p.Fields {
		first, ok := w.by[spec.Field]
		if _, chosen := columns[spec.Field]; !ok || chosen || spec.Kind != record.KindDate || w.field[first] != spec.Field {
			continue
		}
		cols := []int{first}
		for i, cs := range w.cands {
			if len(cs) > 0 && cs[0].field == spec.Field && cs[0].tier <= weak && w.field[i] == "" && !w.joined[i] && len(cols) < maxParts {
				cols = append(cols, i)
			}
		}
		if len(cols) == 1 {
			continue
		}
		slices.SortStableFunc(cols[1:], func(a, b int) int {
			x, y := w.cands[a][0], w.cands[b][0]
			return int(x.tier)*10000 + x.rank - int(y.tier)*10000 - y.rank
		})
		for _, i := range cols {
			w.field[i], w.joined[i] = "", true
		}
		w.joins = append(w.joins, join{field: spec.Field, columns: cols, first: true})
	}
}
