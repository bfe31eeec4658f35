package saying_test

import (
	"strings"
	"testing"

	"github.com/doisanh/doisanh/internal/saying"
	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

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
	} {
		s := saying.Of(c.text)
		words := viet.Words(c.words)
		at, n := s.Find(words)
		if len(at) == 0 || n != len(strings.Fields(words)) {
			t.Fatalf("%q not found in %q", c.words, c.text)
		}
		if got := s.TakenBack(at[0], n, c.code); got != c.taken {
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
