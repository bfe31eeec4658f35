package dataset

import (
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
)

func TestCodeWords(t *testing.T) {
	for _, c := range []struct {
		sector string
		field  record.Field
		value  string
		want   string
	}{
		{"dan_cu", record.Status, "Đã chết", "dead"},
		{"dan_cu", record.Status, "ĐÃ CHẾT (12/3/2021)", "dead"},
		{"dan_cu", record.Status, "Xóa đăng ký thường trú do đã chết", "dead"},
		{"dan_cu", record.Status, "Đã phê duyệt, đồng bộ", "synced"},
		{"dan_cu", record.Status, "Chưa phê duyệt", "pending"},
		{"dan_cu", record.Status, "Đang chờ duyệt", "pending"},
		{"dan_cu", record.Status, "living", "living"},
		{"dan_cu", record.Status, "abc", ""},
		{"dan_cu", record.Religion, "Không", "none"},
		{"dan_cu", record.Religion, "Không rõ", ""},
		{"dan_cu", record.Religion, "0 - Không", "none"},
		{"bhxh", record.Status, "Đang hưởng tử tuất", "active"},
		{"bhxh", record.Status, "Tử tuất", "dead"},
		{"an_sinh", record.Status, "Trợ cấp tuất liệt sĩ", ""},
		{"dan_cu", record.Status, "Còn sống hay đã chết", ""},
		{"dan_cu", record.Status, "Đã chết/xóa khẩu", "dead"},
		{"cu_tru", record.ResidenceForm, "Ở nơi khác, không biết rõ nơi ở", "3"},
		{"cu_tru", record.ResidenceForm, "Không ở nơi đăng ký và không biết nơi ở", "3"},
		{"cu_tru", record.ResidenceForm, "2 - Ở nơi khác, biết rõ", "2"},
		{"cu_tru", record.ResidenceForm, "1 hoặc 2", ""},
		{"cu_tru", record.ResidenceForm, "1-2", ""},
		{"cu_tru", record.ResidenceForm, "HT02", "2"},
		{"cu_tru", record.ResidenceKind, "Đã xóa đăng ký thường trú", ""},
		{"cu_tru", record.ResidenceKind, "Hủy tạm trú", ""},
		{"cu_tru", record.ResidenceKind, "Thường trú, tạm trú", ""},
		{"ho_tich", record.EventType, "Hủy khai tử do còn sống", ""},
		{"ho_tich", record.EventType, "Thu hồi, hủy bỏ giấy chứng nhận kết hôn", ""},
		{"ho_tich", record.EventType, "Từ chối kết hôn", ""},
		{"ho_tich", record.EventType, "Bác đơn ly hôn", ""},
		{"ho_tich", record.EventType, "Bổ sung giấy khai sinh", "correction"},
		{"cu_tru", record.ResidenceKind, "Cắt thường trú", ""},
		{"dan_cu", record.Status, "Nghi đã chết", ""},
		{"dan_cu", record.Status, "Đã chết (nhầm)", ""},
		{"dan_cu", record.Status, "Đã hủy tuyên bố mất tích", ""},
		{"dan_cu", record.Status, "Từ chối chuyển đi", ""},
		{"dan_cu", record.Status, "Trùng với người đã chết", ""},
		{"dan_cu", record.Status, "Xóa đăng ký thường trú vì đã chết", "dead"},
		{"tiem_chung", record.DoseNumber, "Mũi 2 hoãn", ""},
		{"ho_tich", record.EventType, "Cải chính nội dung giấy khai sinh", "correction"},
		{"ho_tich", record.EventType, "Khai sinh, khai tử", ""},
		{"ho_tich", record.EventType, "Kết hôn/Ly hôn", ""},
		{"tiem_chung", record.DoseNumber, "Mũi 1 và 2", ""},
		{"tiem_chung", record.DoseNumber, "Mũi 1, 2", ""},
		{"tiem_chung", record.DoseNumber, "Mũi 1/3", "1"},
		{"tiem_chung", record.DoseNumber, "Mũi 3 (bổ sung)", "3"},
		{"tiem_chung", record.DoseNumber, "mũi01", "1"},
		{"dan_cu", record.BloodType, "AB+", "AB"},
		{"dan_cu", record.BloodType, "o", "O"},
		{"bhxh", record.Status, "Đã dừng đóng", "stopped"},
		{"bhxh", record.Status, "Đang hưởng lương hưu hằng tháng", "active"},
		{"bhxh", record.Status, "Tạm dừng hưởng từ 01/2024", "stopped"},
		{"thue", record.Status, "00 - NNT đang hoạt động", "active"},
		{"thue", record.Status, "03: Ngừng hoạt động và đã đóng MST", "stopped"},
		{"evn", record.Status, "Đã thanh lý hợp đồng", "stopped"},
		{"cu_tru", record.ResidenceForm, "Hình thức 2", "2"},
		{"cu_tru", record.ResidenceForm, "HT3", "3"},
		{"cu_tru", record.ResidenceForm, "1 - Đang ở nhà", "1"},
		{"cu_tru", record.ResidenceForm, "Ở nơi khác, biết nơi ở", "2"},
		{"cu_tru", record.ResidenceForm, "Đi khỏi địa phương, không rõ nơi đến", "3"},
		{"cu_tru", record.ResidenceKind, "1. Thường trú", "permanent"},
		{"cu_tru", record.ResidenceKind, "Tạm trú (KT3)", "temporary"},
		{"cu_tru", record.Status, "Đã xóa đăng ký thường trú", "deregistered"},
		{"ho_tich", record.EventType, "Đăng ký khai tử quá hạn", "death"},
		{"ho_tich", record.EventType, "KS", "birth"},
		{"ho_tich", record.EventType, "Nhận cha, mẹ, con", "parent_recognition"},
		{"ho_tich", record.EventType, "Thay đổi, cải chính hộ tịch", "correction"},
		{"ho_tich", record.CorrectedField, "Ngày, tháng, năm sinh", "birth_date"},
		{"ho_tich", record.CorrectedField, "Họ, chữ đệm, tên", "full_name"},
		{"tiem_chung", record.DoseNumber, "Mũi 2 (cơ bản)", "2"},
		{"tiem_chung", record.DoseNumber, "Mũi nhắc lại lần 1", "3"},
		{"quoc_tich", record.DecisionKind, "Cho thôi quốc tịch Việt Nam", "renounced"},
		{"quoc_tich", record.DecisionKind, "Về việc tước quốc tịch Việt Nam", "stripped"},
		{"quoc_tich", record.DecisionKind, "Hủy bỏ Quyết định cho nhập quốc tịch Việt Nam", "annulled"},
		{"xuat_nhap_canh", record.NoticeKind, "Xuất cảnh định cư tại Hoa Kỳ", "settled_abroad"},
		{"xuat_nhap_canh", record.NoticeKind, "Nhập cảnh", "entry"},
		{"an_sinh", record.Scheme, "Hộ nghèo", "poor"},
		{"an_sinh", record.Scheme, "Hộ cận nghèo năm 2024", "near_poor"},
		{"an_sinh", record.Scheme, "Người có công với cách mạng", "merit"},
		{"an_sinh", record.Scheme, "Hỗ trợ theo NQ68/NQ-CP", "nq68"},
		{"dan_cu", record.Status, "Xóa ĐKTT do chết", "dead"},
		{"dan_cu", record.Status, "Đã xóa thường trú (chết)", "dead"},
		{"dan_cu", record.Status, "Đã xóa ĐKTT (định cư NN)", "abroad"},
		{"dan_cu", record.Status, "Không còn ĐKTT", "deregistered"},
		{"dan_cu", record.Status, "Chuyển ĐKTT", "moved"},
		{"dan_cu", record.Status, "Đã cắt khẩu", "moved"},
		{"dan_cu", record.Status, "Chưa thể phê duyệt", ""}, // left to package normalize, as all below that are read as nothing
		{"dan_cu", record.Status, "Chồng đã chết", ""},
		{"dan_cu", record.Status, "Đã mất liên lạc", ""},
		{"dan_cu", record.Status, "Thân nhân liệt sĩ", ""},
		{"dan_cu", record.Status, "Đồng bộ thành công", "synced"},
		{"dan_cu", record.Status, "Đã xóa ĐKTT do chuyển đi", "moved"},
		{"dan_cu", record.Status, "Xóa đăng ký tạm trú", ""},
		{"dan_cu", record.Status, "Hộ chuyển thường trú đi", ""},
		{"dan_cu", record.Status, "Không sinh sống tại địa phương", ""},
		{"bhxh", record.Status, "Đã hết tuổi hưởng", ""},
		{"bhxh", record.Status, "Chờ hưởng", ""},
		{"bhxh", record.Status, "Hưởng hằng tháng", "active"},
		{"cu_tru", record.ResidenceForm, "Đang sinh sống tại nơi ĐKTT", "1"},
		{"cu_tru", record.ResidenceKind, "Có ĐKTT", "permanent"},
		{"nhan_khau_dac_biet", record.SpecialClass, "Loại 3: không có giấy tờ", "3"},
		{"nhan_khau_dac_biet", record.SpecialClass, "4 – di cư tự do", "4"},
	} {
		p, err := Builtin(c.sector)
		if err != nil {
			t.Fatal(err)
		}
		words := extendWords(c.field, p.Spec(c.field).Words, record.TextsOf("", c.value))
		if got := words[viet.Words(c.value)]; got != c.want {
			t.Errorf("%s %s: %q is read as %q, want %q", c.sector, c.field, c.value, got, c.want)
		}
	}
}
