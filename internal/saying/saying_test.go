package saying_test

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

// at is the place and number of the words in a text.
func at(t *testing.T, text, words string) (s saying.Saying, place, n int) {
	t.Helper()
	s = saying.Of(text)
	places, n := s.Find(viet.Words(words))
	if len(places) == 0 || n != len(strings.Fields(words)) {
		t.Fatalf("%q not found in %q", words, text)
	}
	return s, places[0], n
}

func TestTakenBack(t *testing.T) {
	for _, c := range []struct {
		text, words, code string
		taken             bool
	}{
		{"đã chết", "chết", record.StatusDead, false},
		{"nghi đã chết", "chết", record.StatusDead, true},
		{"hủy tuyên bố chết", "chết", record.StatusDead, true},
		{"khai tử nhầm", "khai tử", record.StatusDead, true},
		{"xóa thường trú, đã chết", "chết", record.StatusDead, false},
		{"xin chuyển đi", "chuyển đi", record.StatusMoved, true},
		{"hoãn chuyển đi", "chuyển đi", record.StatusMoved, true},
		{"chuyển đi theo đơn đề nghị", "chuyển đi", record.StatusMoved, false},
		{"đề nghị xóa thường trú", "xóa thường trú", record.StatusDeregistered, true},
		{"xin thường trú", "thường trú", record.ResidencePermanent, true},
		{"đang làm", "đang làm", record.StatusActive, false},
		{"đang làm thủ tục", "đang làm", record.StatusActive, true},
		{"đăng ký khai tử", "khai tử", record.EventDeath, false},
		{"hủy khai tử", "khai tử", record.EventDeath, true},
		{"thu hồi giấy khai sinh", "khai sinh", record.EventBirth, true},
		{"xóa đăng ký thường trú", "thường trú", record.ResidencePermanent, true},
		{"thường trú", "thường trú", record.ResidencePermanent, false},
		{"hiệu lực", "hiệu lực", record.StatusActive, false},
		{"hết hiệu lực", "hiệu lực", record.StatusActive, true},
		{"hủy khai tử", "khai tử", record.StatusStopped, false}, // an end is taken back by none of these
		{"nghỉ hưu, đã chết", "chết", record.StatusDead, false},
		{"nghi vấn khác, đã chết", "chết", record.StatusDead, false},
		{"dự kiến chuyển đi", "chuyển đi", record.StatusMoved, true},
		{"từ chối chuyển đi", "chuyển đi", record.StatusMoved, true},
		{"có thể đã chết", "chết", record.StatusDead, true},
		{"thu hồi tuyên bố chết", "chết", record.StatusDead, true},
		{"ý kiến đã chết", "chết", record.StatusDead, false},
		{"kiến đã chết", "chết", record.StatusDead, false},
		{"khai tử sai", "khai tử", record.StatusDead, true},
		{"khai tử, sai địa chỉ", "khai tử", record.StatusDead, false},
		{"khai tử, nhầm", "khai tử", record.StatusDead, true},
		{"chuyển đi nước ngoài nhầm", "chuyển đi nước ngoài", record.StatusAbroad, true},
		{"hủy, thường trú", "thường trú", record.ResidencePermanent, false},
		{"thường trú, chờ duyệt", "thường trú", record.ResidencePermanent, true},
		{"tạm trú theo đơn xin", "tạm trú", record.ResidenceTemporary, false},
		{"đang làm hồ sơ", "đang làm", record.StatusActive, true},
		{"đang chờ, đang sống", "đang sống", record.StatusLiving, false},
		{"đang xử lý chuyển đến", "chuyển đến", record.StatusLiving, true},
		{"ngừng hiệu lực", "hiệu lực", record.StatusActive, true},
		{"hiệu lực, ngừng thu", "hiệu lực", record.StatusActive, false},
		{"hiệu lực từ ngày 1/7", "hiệu lực", record.StatusActive, false},
		{"hiệu lực kể từ ngày 1/7", "hiệu lực", record.StatusActive, false},
		{"hieu luc tu ngay 1/7", "hiệu lực", record.StatusActive, false},
		{"từ ngày 1/7 hiệu lực", "hiệu lực", record.StatusActive, true},
		{"bảo hiểm tự nguyện hiệu lực", "hiệu lực", record.StatusActive, false},
		{"hưởng tự nguyện", "hưởng", record.StatusActive, false},
		{"hưởng tự nguyện một lần", "hưởng", record.StatusActive, true},
		{"hiệu lực tại Yên Hồ", "hiệu lực", record.StatusActive, false},
		{"hiệu lực theo quyết định 15", "hiệu lực", record.StatusActive, false},
		{"tài khoản hiệu lực", "hiệu lực", record.StatusActive, true},
		{"hiệu lực 12", "hiệu lực", record.StatusActive, false},
		{"đang hưởng lương giáo viên", "đang hưởng", record.StatusActive, false},
		{"hưởng lương giáo viên", "hưởng", record.StatusActive, true},
		{"hiệu lực từ ngày 1/7 ngừng ngày 2/8", "hiệu lực", record.StatusActive, true},
		{"đang hưởng ngừng tháng 3", "đang hưởng", record.StatusActive, true},
		{"chuyển đến, đang xử lý", "chuyển đến", record.StatusLiving, true},
		{"đang ở, chờ duyệt", "đang ở", record.StatusLiving, false},
		{"từ chối tuyên bố chết", "chết", record.StatusDead, true},
		{"dự kiến khai tử", "khai tử", record.StatusDead, true},
		{"đang xin, đã chết", "chết", record.StatusDead, false},
		{"đề nghị hỗ trợ, chuyển đi", "chuyển đi", record.StatusMoved, false},
		{"xong việc, đang làm thủ tục chuyển đi", "chuyển đi", record.StatusMoved, true},
		{"đang làm thu ngân", "đang làm", record.StatusActive, false},
		{"đang làm hồ tiêu", "đang làm", record.StatusActive, false},
		{"đang làm tiếp tục", "đang làm", record.StatusActive, false},
		{"đang làm công sở", "đang làm", record.StatusActive, false},
		{"đang làm hồ", "đang làm", record.StatusActive, false},
	} {
		s, i, n := at(t, c.text, c.words)
		if got := s.TakenBack(i, n, c.code); got != c.taken {
			t.Errorf("%s in %q taken back: %v, want %v", c.code, c.text, got, c.taken)
		}
	}
}

// TestArrived: who came, and who is only to come, was put off or turned down, in the words of the books. Every text is read as it stands, in capitals and without marks.
func TestArrived(t *testing.T) {
	for want, texts := range map[bool][]string{
		true: {
			"Chuyển đến", "Đã chuyển đến", "Chuyển từ Hà Tĩnh đến thường trú", "Đoàn tụ gia đình nhập khẩu", "Chuyển về nhập hộ khẩu", "Mới đến, đang ở", "Đã nhập khẩu", "Nhập hộ khẩu", "Mới nhập HK", "Mới ĐKTT", "Mới ĐK thường trú",
			"Đã nhập khẩu theo đơn xin", "Nhập khẩu theo yêu cầu của vợ", "Chuyển đến theo đơn đề nghị", "Chuyển đến theo giấy hẹn", "Đề nghị nhập khẩu, đã nhập khẩu", "Xin tách hộ và đã nhập khẩu",
			"Đã hoàn thành thủ tục nhập khẩu", "Hoàn tất thủ tục chuyển đến", "Đã làm xong thủ tục chuyển đến", "Đã làm thủ tục nhập khẩu", "Chuyển đến để xin việc", "Xin học nên chuyển đến", "Được nhập khẩu", "Đồng ý nhập khẩu",
			"Quyết định chuyển đến", "Tách khỏi hộ cũ, nhập khẩu", "moved in",
		},
		false: {
			"Xin nhập khẩu", "Xin được nhập khẩu", "Đã xin nhập khẩu", "Đề nghị nhập hộ khẩu", "Đề nghị nhập HK", "Yêu cầu nhập hộ khẩu", "Kiến nghị nhập khẩu", "Nộp đơn nhập khẩu", "Nộp hồ sơ chuyển đến", "Nộp HS chuyển đến", "Có đơn xin chuyển đến",
			"Đang làm thủ tục chuyển đến", "Làm thủ tục nhập khẩu", "Đang làm hồ sơ nhập khẩu", "Muốn chuyển đến", "Có nhu cầu nhập khẩu", "Nguyện vọng nhập khẩu", "Dự kiến chuyển đến", "Sẽ chuyển đến", "Sắp chuyển đến", "Chuẩn bị chuyển đến",
			"Hẹn chuyển đến tháng sau", "Hoãn nhập khẩu", "Tạm hoãn nhập khẩu", "Chờ chuyển đến", "Đang chờ nhập khẩu", "Đợi chuyển đến", "Nhập khẩu (chờ duyệt)", "Chuyển đến - đang xử lý", "Nhập khẩu, đang xem xét",
			"Từ chối nhập khẩu", "Trả hồ sơ nhập khẩu", "Trả lại đơn xin nhập khẩu", "Rút hồ sơ nhập khẩu", "Bổ sung hồ sơ nhập khẩu", "Nhập khẩu bị từ chối", "Chuyển đến, hồ sơ bị trả lại", "Hủy nhập khẩu", "Hủy chuyển đến", "Nhập khẩu bị hủy",
			"Thu hồi quyết định chuyển về nhập khẩu", "Không nhập khẩu", "Ko nhập khẩu", "Chưa nhập khẩu", "Chưa đủ điều kiện nhập khẩu", "Không đồng ý cho nhập khẩu", "Chuyển đến, chưa nhập khẩu", "Nhập khẩu nhầm", "not moved in",
			"Xin ĐK thường trú", "Từ chối đăng ký thường trú", "Đề nghị mới đăng ký thường trú", "Thường trú", "Chuyển đi", "",
		},
	} {
		for _, text := range texts {
			for _, s := range []string{text, strings.ToUpper(text), viet.Fold(text)} {
				if saying.Of(s).Arrived() != want {
					t.Errorf("%q: arrived %v", s, !want)
				}
			}
		}
	}
	for text, want := range map[string]bool{"Cho chuyển đến": true, "Chờ chuyển đến": false, "cho chuyen den": false} { // without marks it may be either
		if saying.Of(text).Arrived() != want {
			t.Errorf("%q: arrived %v", text, !want)
		}
	}
}

// TestDenied: a word that says no reaches as far as its clause.
func TestDenied(t *testing.T) {
	for _, c := range []struct {
		text, words string
		denied      bool
	}{
		{"chết", "chết", false},
		{"chưa chết", "chết", true},
		{"chưa được đồng bộ", "đồng bộ", true},
		{"đồng bộ, chưa thu", "đồng bộ", false},
		{"chưa thu, đồng bộ", "đồng bộ", false},
		{"không thu nhưng đồng bộ", "đồng bộ", false},
		{"chờ đồng bộ", "đồng bộ", true},
		{"cho đồng bộ", "đồng bộ", true}, // without marks before what is waited for
		{"cho hưởng", "hưởng", true},
		{"đã cho chuyển đi", "chuyển đi", false},
		{"cho đã chết", "chết", false},
		{"chó đồng bộ", "đồng bộ", false},
		{"không biết", "biết", true},
		{"không rõ", "rõ", true},
		{"không sinh sống tại đó biết nơi ở", "biết", false},
		{"không ở đây rõ nơi ở", "rõ", false},
	} {
		if s, i, _ := at(t, c.text, c.words); s.Denied(i) != c.denied {
			t.Errorf("%s in %q denied: %v, want %v", c.words, c.text, !c.denied, c.denied)
		}
	}
}

// TestTheirs: of whom something is said, with and without marks.
func TestTheirs(t *testing.T) {
	for _, c := range []struct {
		text, words string
		theirs      bool
	}{
		{"đã chết", "chết", false},
		{"chết", "chết", false},
		{"vợ đã chết", "chết", true},
		{"vợ/chồng đã bị chết", "chết", true},
		{"bố mẹ đều đã chết", "chết", true},
		{"con mới chết", "chết", true},
		{"còn chết", "chết", false},
		{"bỏ chết", "chết", false},
		{"bố chết", "chết", true},
		{"vợ, đã chết", "chết", false},
		{"thân nhân đã chết", "chết", true},
		{"gia đình đã chết", "chết", true},
		{"nhân đã chết", "chết", false},
		{"bản thân đã chết", "chết", false},
		{"công nhân đã chết", "chết", false},
		{"gia công đã chết", "chết", false},
		{"thân mình đã chết", "chết", false},
		{"của họ đã chết", "chết", false},
		{"người đã chết", "chết", false},
		{"quy định đã chết", "chết", false},
		{"thân nhân, đã chết", "chết", false},
		{"vợ của người đã chết", "chết", true},
		{"kết hôn với người đã chết", "chết", true},
		{"là người đã chết", "chết", false},
		{"người thân đã chết", "chết", true},
		{"người thân, đã chết", "chết", false},
		{"người này đã chết", "chết", false},
		{"tuyên bố đã chết", "chết", false},
		{"tuyên bố chết", "chết", false},
	} {
		if s, i, _ := at(t, c.text, c.words); s.Theirs(i) != c.theirs {
			t.Errorf("%s in %q said of a relative: %v, want %v", c.words, c.text, !c.theirs, c.theirs)
		}
	}
}

// TestStop: a verb that ends something, and words that look like one without their marks.
func TestStop(t *testing.T) {
	for _, c := range []struct {
		text, word string
		stop       bool
	}{
		{"cắt", "cắt", true},
		{"hủy bỏ", "hủy", true},
		{"đang hưởng", "hưởng", false},
		{"dừng sử dụng", "dừng", true},
		{"đang dừng", "dừng", true}, // written with its marks
		{"dung huong", "dung", true},
		{"đúng tuyến", "đúng", false},
		{"su dung", "dung", false},
		{"dang dung", "dung", false},
		{"noi dung", "dung", false},
		{"con dung", "dung", false},
		{"thôi hưởng", "thôi", true},
		{"thoi huong", "thoi", true},
		{"thời vụ", "thời", false},
		{"thoi han", "thoi", false},
		{"thoi gian", "thoi", false},
		{"thoi diem", "thoi", false},
		{"tam thoi", "thoi", false},
		{"nghỉ hưởng", "nghỉ", true},
		{"nghi huong", "nghi", true},
		{"nghị định", "nghị", false},
		{"nghi quyet", "nghi", false},
	} {
		if s, i, _ := at(t, c.text, c.word); s.Stop(i) != c.stop {
			t.Errorf("%s in %q ends something: %v, want %v", c.word, c.text, !c.stop, c.stop)
		}
	}
}

func TestNotKnown(t *testing.T) {
	for text, want := range map[string]bool{
		"không rõ nơi ở": true, "chưa biết rõ": true, "không được biết": true, "không thể biết": true, "chưa biết": true, "không biết rõ": true,
		"rõ": false, "biết nơi ở": false, "không ở nhà rõ": false, "không, biết nơi ở": false, "không có": false, "ở quê, không rõ": true, "rõ, không biết": true, "": false,
	} {
		if got := saying.Of(text).NotKnown(); got != want {
			t.Errorf("%q: not known %v", text, got)
		}
	}
}

// TestOwnClause: words between commas, and words that end their clause or go on with no more than when, where or why.
func TestOwnClause(t *testing.T) {
	for _, c := range []struct {
		text, words string
		own, closed bool
	}{
		{"đã mất", "đã mất", true, true},
		{"nghỉ việc, đã mất, xóa sổ", "đã mất", true, true},
		{"ông đã mất", "đã mất", false, true},
		{"đã mất liên lạc", "đã mất", false, false},
		{"đã mất, liên lạc", "đã mất", true, true},
		{"đã mất ngày 5/3", "đã mất", false, true},
		{"đã mất 2019", "đã mất", false, true},
		{"đã mất tại nhà", "đã mất", false, true},
		{"ốm, đã mất", "đã mất", true, true},
		{"đã mất xe, ốm", "đã mất", false, false},
	} {
		s, i, n := at(t, c.text, c.words)
		if s.OwnClause(i, n) != c.own || s.Closed(i+n) != c.closed {
			t.Errorf("%s in %q: own clause %v, closed %v; want %v, %v", c.words, c.text, s.OwnClause(i, n), s.Closed(i+n), c.own, c.closed)
		}
	}
}

// TestChoices: what parts one thing from another, in a text in which all do and in one in which only a choice does.
func TestChoices(t *testing.T) {
	for _, c := range []struct{ text, choice, all string }{
		{"thường trú", "", ""},
		{"Thường trú/Tạm trú", "thường trú|tạm trú", "thường trú|tạm trú"},
		{"1 hoặc 2", "1|2", "1|2"},
		{"1 hay 2", "1|2", "1|2"},
		{"1 và 2", "", "1|2"},
		{"1, 2", "", "1| 2"},
		{"1+2", "", "1|2"},
		{"/1", "1", "1"},
	} {
		if choice, all := strings.Join(saying.Choices(c.text, false), "|"), strings.Join(saying.Choices(c.text, true), "|"); choice != c.choice || all != c.all {
			t.Errorf("%q: %q, of all %q; want %q, %q", c.text, choice, all, c.choice, c.all)
		}
	}
	if got := saying.Choices("thường trú", true); got != nil {
		t.Errorf("one thing: %q", got)
	}
}

func TestTwoFigures(t *testing.T) {
	for text, want := range map[string]bool{
		"1,2": true, "1-2": true, "1 và 2": true, "1 hoặc 2": true, "1 hay 2": true, "mũi 1 và 2": true, "mũi số 1, 2": true, "1; mũi 2": true, "1, 2,": true,
		"1": false, "1 2": false, "1/2": false, "1,1": false, "01,1": false, "1,2,3": false, "mũi tiêm số 1, 2": false, "1, 2 mũi": false, ", 1 2": false, "": false, "một và hai": false,
	} {
		if got := saying.TwoFigures(text); got != want {
			t.Errorf("%q: two figures %v", text, got)
		}
	}
}
