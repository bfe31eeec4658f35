package viet

import (
	"strings"
	"unicode"
)

// bodies begin the names of those who are no persons: firms, offices, schools, places of worship. Lists of customers and of taxpayers hold them
// among the persons. Those in sure are nobody's name without their marks either.
var bodies = newPhrases([]string{
	"công ty", "cty", "tổng công ty", "doanh nghiệp", "dntn", "dn tư nhân", "xí nghiệp", "nhà máy", "tập đoàn", "hợp tác xã", "htx", "tổ hợp tác", "liên hiệp hợp tác xã", "ngân hàng",
	"nhnn", "quỹ tín dụng", "bưu điện", "ubnd", "ủy ban", "uỷ ban", "ubmttq", "hội đồng nhân dân", "hđnd", "trường tiểu học", "trường th", "trường thcs", "trường thpt", "trường trung học",
	"trường mầm non", "trường mẫu giáo", "trường mn", "trường phổ thông", "trường ptdt", "trường dân tộc", "trường đại học", "trường cao đẳng", "trạm y tế", "trạm bts", "trạm bơm",
	"trạm viễn thông", "trạm biến áp", "trạm kiểm lâm", "trung tâm", "bệnh viện", "ban quản lý", "bql", "ban chỉ huy", "nhà văn hóa", "nhà văn hoá", "nhà sinh hoạt", "nhà cộng đồng", "nhà thờ",
	"nhà nghỉ", "nhà hàng", "nhà trẻ", "nhà thuốc", "kho bạc", "viện kiểm sát", "tòa án", "toà án", "công an xã", "công an phường", "công an thị trấn", "công an huyện", "công an tỉnh",
	"đồn biên phòng", "tnhh", "nông trường", "lâm trường", "khách sạn", "cửa hàng", "chi cục", "văn phòng", "phòng giáo dục", "phòng khám", "phòng tài chính",
}, []string{
	"chi nhánh", "chùa", "đền thờ", "đình làng", "thánh thất", "hội trường", "hội người", "hội cựu", "hội nông dân", "hội liên hiệp", "trụ sở", "sở y tế", "sở giáo dục", "cục thuế", "huyện ủy", "đảng ủy",
	"quán cà phê", "quán ăn", "quán cafe", "đại lý", "xưởng", "cơ sở sản xuất", "tổ dân phố", "thôn", "giáo xứ", "tu viện", "tịnh xá", "niệm phật đường",
})

// bodyPhrase is one beginning, word by word.
type bodyPhrase struct {
	marked, folded []string
	sure           bool
}

// newPhrases keys phrases by their first word without marks.
func newPhrases(sure, marked []string) map[string][]bodyPhrase {
	of := map[string][]bodyPhrase{}
	add := func(phrases []string, sure bool) {
		for _, p := range phrases {
			b := bodyPhrase{marked: bodyWords(p), sure: sure}
			for _, w := range b.marked {
				b.folded = append(b.folded, Fold(w))
			}
			of[b.folded[0]] = append(of[b.folded[0]], b)
		}
	}
	add(sure, true)
	add(marked, false)
	return of
}

// bodyWords returns the words of a text in small letters.
func bodyWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(NFC(s)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// IsBody reports whether a cell of names begins as that of a firm, an office, a school or another body does, and not as a person's.
func IsBody(cell string) bool {
	first, _, several := strings.Cut(strings.TrimSpace(cell), " ")
	if !several || len(first) > 16 || bodies[Fold(strings.TrimFunc(first, func(r rune) bool { return !unicode.IsLetter(r) }))] == nil {
		return false // nearly every name
	}
	words := bodyWords(cell)
	plain := Fold(cell) == strings.ToLower(NFC(strings.TrimSpace(cell)))
	for _, b := range bodies[Fold(words[0])] {
		if len(words) <= len(b.marked) {
			continue
		}
		as := b.marked
		if plain {
			as = b.folded
		}
		same := !plain || b.sure
		for i := 0; same && i < len(as); i++ {
			same = words[i] == as[i]
		}
		if same {
			return true
		}
	}
	return false
}
