package saying

import (
	"slices"
	"strings"

	"github.com/doisanh/doisanh/internal/viet"
)

// asking are the words that ask for what stands after them in their clause, put it off or turn it down, as they are written with their marks.
var asking = [...]string{
	"xin", "đề nghị", "yêu cầu", "kiến nghị", "nguyện vọng", "nhu cầu", "muốn", "mong", "đơn xin", "nộp đơn", "nộp hồ sơ", "lập hồ sơ", "làm hồ sơ", "làm đơn", "tiếp nhận hồ sơ", "bổ sung hồ sơ",
	"thủ tục", "xem xét", "đang giải quyết", "đang xử lý", "chờ", "đợi", "hẹn", "hoãn", "dự kiến", "dự định", "sắp", "sẽ", "chuẩn bị", "từ chối", "trả hồ sơ", "trả lại", "trả đơn", "rút hồ sơ", "rút đơn", "bác đơn",
}

// settling are the words that end what asking reaches: what stands behind them is a fact, or a reason ("xin xóa khẩu do đã chuyển đi").
var settling = []string{"da", "do", "vi", "theo", "roi", "xong"}

// carriedOut are the words that say before "thủ tục" that the formalities are done with.
var carriedOut = [...]string{"da lam", "xong", "hoan thanh", "hoan tat"}

// putOff are the words that say, behind something or beside it, that it is still to be decided or was turned down.
var putOff = [...]string{
	"chờ duyệt", "chờ phê duyệt", "chờ xử lý", "chờ giải quyết", "chờ xác nhận", "chờ xác minh", "chờ kết quả", "đang chờ", "đang xử lý", "đang giải quyết", "đang xem xét", "đang làm thủ tục", "tạm hoãn",
	"bị từ chối", "bị trả", "bị bác", "bị hoãn", "bị hủy", "bị thu hồi", "trả hồ sơ", "trả lại hồ sơ", "hồ sơ trả",
}

// Pending reports whether a move or a registration that the n words at a place say is no more than asked for, put off or turned down: "đề nghị nhập
// khẩu", "hoãn chuyển đi", "nhập khẩu (chờ duyệt)". What it was done by says nothing against it: "nhập khẩu theo đơn xin".
func (s Saying) Pending(at, n int) bool {
	return slices.ContainsFunc(asking[:], func(run string) bool { return s.asked(run, at) }) ||
		slices.ContainsFunc(putOff[:], func(run string) bool {
			places, _ := s.written(run)
			return slices.ContainsFunc(places, func(i int) bool { return i >= at+n && s.Words[i-1] != "theo" })
		})
}

// asked reports whether a run of asking reaches what stands at a place.
func (s Saying) asked(run string, at int) bool {
	places, n := s.written(run)
	return slices.ContainsFunc(places, func(i int) bool {
		if i+n > at || s.clause[i] != s.clause[at] {
			return false
		}
		between := s.Words[i+n : at]
		switch {
		case slices.ContainsFunc(between, func(w string) bool { return slices.Contains(settling, w) }):
			return false
		case run == "xin" && len(between) > 0 && slices.Contains([]string{"viec", "hoc", "lam"}, between[0]), // for something else
			run == "hoãn" && len(between) > 0 && slices.Contains([]string{"thanh", "tat"}, between[0]): // hoàn thành
			return false
		case run == "thủ tục":
			return !slices.ContainsFunc(carriedOut[:], func(done string) bool {
				places, _ := s.Find(done)
				return slices.ContainsFunc(places, func(k int) bool { return k < i && s.clause[k] == s.clause[i] })
			})
		}
		return true
	})
}

// written returns the places at which a run of words stands with its marks, or, in a text that has none at all, without them: "cho" is chờ (wait) or cho
// (let), "hoan" hoãn (put off) or hoàn (complete).
func (s Saying) written(run string) (at []int, length int) {
	words := strings.Fields(run)
	places, n := s.Find(viet.Words(run))
	for _, i := range places {
		if s.bare || slices.Equal(s.marked[i:i+n], words) {
			at = append(at, i)
		}
	}
	return at, n
}

// formalities reports whether what is done about something stands at a place: who is "đang làm thủ tục" is at no work.
func (s Saying) formalities(at int) bool {
	return at+1 < len(s.Words) && (s.Words[at] == "thu" && s.Words[at+1] == "tuc" || s.Words[at] == "ho" && s.Words[at+1] == "so")
}
