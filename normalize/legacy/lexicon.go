package legacy

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/refdata"
)

// commonWords are words of the columns of registers beyond names of people and places.
const commonWords = `nam nữ không có đã chết mất sống chưa biết rõ thôn xóm ấp tổ khóm bản làng buôn sóc khu phố đội cụm xã phường
thị trấn huyện quận tỉnh thành đường số nhà ngõ ngách hẻm kiệt chủ hộ vợ chồng con bố mẹ cha ông bà cháu em anh chị dâu rể
kinh dân tộc tôn giáo phật công giáo tin lành kết hôn ly hôn độc thân thường trú tạm trú vắng nơi ở hiện tại đất lúa vườn cây
lâu năm hàng nuôi trồng thủy sản đô nông nghiệp sử dụng riêng chung mũi một hai ba bốn tháng ngày năm việt người nước ngoài
học sinh lớp trường tiểu trung cơ cao đẳng đại nhất nhì thuế cá nhân doanh điện sinh hoạt bảo hiểm y tế xuất khác đối tượng
hưởng trợ cấp thương binh liệt sĩ khuyết tật già trẻ mồ côi nghèo cận giới tính họ và tên địa chỉ ghi chú quê quán cấp`

// lexicon holds the syllables of the names of people, units and ethnic groups, and of common words, in small letters, with
// how often each was met in names; the others count little.
var lexicon = sync.OnceValue(func() map[string]float64 {
	m := make(map[string]float64, 4096)
	addCount := func(s string, n float64) {
		for _, w := range strings.FieldsFunc(strings.ToLower(viet.NFC(s)), func(r rune) bool { return !unicode.IsLetter(r) }) {
			m[w] += n
			if o := otherTonePlace(w); o != "" {
				m[o] += n
			}
		}
	}
	add := func(s string) { addCount(s, unitCount) }
	add(commonWords)
	for _, s := range refdata.Surnames() {
		addCount(s.Text, 1+float64(s.Count))
	}
	for _, s := range refdata.GivenNames() {
		addCount(s.Text, 1+float64(s.Male+s.Female))
	}
	for _, s := range refdata.MiddleNames() {
		addCount(s.Text, 1+float64(s.Male+s.Female))
	}
	for _, g := range refdata.EthnicGroups() {
		add(g.Name)
	}
	u := refdata.Units()
	for _, p := range u.AllProvinces63() {
		add(p.Name)
	}
	for _, d := range u.AllDistricts() {
		add(d.Name)
	}
	for _, c := range u.AllOld() {
		add(c.Name)
	}
	for _, c := range u.AllNew() {
		add(c.Name)
	}
	return m
})

// known reports whether a word in small letters is one of the lexicon.
func known(w string) bool { return lexicon()[w] > 0 }

// A syllable of one unit's name counts as met so often in names, one of none at all as so.
const (
	unitCount    = 1
	unknownCount = 0.3
)

// countOf returns how often a word in small letters was met.
func countOf(w string) float64 { return max(unknownCount, lexicon()[w]) }

// tonePlaces pairs the old and the new place of the tone.
var tonePlaces = func() map[string]string {
	m := map[string]string{}
	a := strings.Fields("òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy")
	for i, b := range strings.Fields("oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ") {
		m[a[i]], m[b] = b, a[i]
	}
	return m
}()

// otherTonePlace returns a word that ends in oa, oe or uy with its tone in the other place, "" for any other word.
func otherTonePlace(w string) string {
	at := len(w)
	for range 2 { // the last two letters
		_, n := utf8.DecodeLastRuneInString(w[:at])
		at -= n
	}
	if to := tonePlaces[w[at:]]; to != "" && !strings.HasSuffix(w[:at], "q") {
		return w[:at] + to
	}
	return ""
}
