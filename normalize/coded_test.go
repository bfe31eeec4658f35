package normalize

import (
	"testing"

	"github.com/doisanh/doisanh/internal/viet"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/refdata"
)

func TestCodedWords(t *testing.T) {
	code := func(f record.Field) func(string) record.Coded {
		return func(s string) record.Coded { return ParseCode(f, nil, s) }
	}
	for _, c := range []struct {
		name  string
		parse func(string) record.Coded
		want  map[string]string // word → code; "?" and words = not known
	}{
		{"sex", ParseSex, map[string]string{"Nam": "male", "NAM": "male", "nam": "male", "M": "male", "Male": "male", "Trai": "male",
			"Nữ": "female", "nu": "female", "NỮ": "female", "Nu\u031b\u0303": "female", "Gái": "female", "F": "female", "1": "?1", "": "", "không rõ": "",
			"1 - Nam": "male", "2. Nữ": "female", "Giới: Nữ": "female", "Nam (Male)": "male", "Phái nữ": "female", "Nam/Nữ": "?nam nu", "Nam Định": "?nam dinh",
			"Nam 1980": "?nam 1980", "[ ] Nam [x] Nữ": "?nam x nu",
			"Khác": "?khac"}},
		{"ethnicity", ParseEthnicity, map[string]string{"Kinh": "01", "KINH": "01", "Kinh (Việt)": "01", "Việt": "01", "Dân tộc Tày": "02", "Dân tộc: Tày": "02", "DT Dao": "09", "dt: hmong": "08",
			"Người Thái": "03", "Hoa": "04", "Khmer": "05", "Khơ-me": "05", "Khơ Me": "05", "Mường": "06", "Muong": "06", "H'Mông": "08", "Mông": "08",
			"Mèo": "08", "Ê Đê": "12", "Êđê": "12", "Ê-đê": "12", "ede": "12", "Gia Rai": "10", "Jrai": "10", "Ba Na": "13", "Xơ Đăng": "14", "Thổ": "24", "Tho": "24",
			"Bru - Vân Kiều": "23", "Vân Kiều": "23", "Cao Lan": "15", "Mán": "?man", "01": "?01", "Người nước ngoài": "55", "chưa xác định": "", "Klingon": "?klingon"}},
		{"nationality", ParseNationality, map[string]string{"Việt Nam": "VN", "VIET NAM": "VN", "Viêt Nam": "VN", "VN": "VN", "VNM": "VN", "Vietnamese": "VN", "vn": "VN",
			"Quốc tịch Việt Nam": "VN", "Lào": "LA", "Campuchia": "KH", "Cam-pu-chia": "KH", "Trung Quốc": "CN", "Đài Loan": "TW", "Hàn Quốc": "KR", "Mỹ": "US",
			"MỸ": "US", "MY": "MY", "Hoa Kỳ": "US", "Nga": "RU", "Áo": "AT", "Đức": "DE", "Anh": "GB", "Pháp": "FR", "Ý": "IT", "USA": "US", "Việt Nam, Hoa Kỳ": "VN",
			"Không quốc tịch": "stateless", "không": "stateless", "chưa xác định": "undetermined", "CXĐ": "undetermined", "Người nước ngoài": "foreign", "": "", "N/A": "", "Sao Hỏa": "?sao hoa", "Việt Nam (đã thôi)": "?viet nam da thoi", "Không Việt Nam, Lào": "?khong viet nam lao"}},
		{"marital", ParseMarital, map[string]string{"Độc thân": "single", "Chưa kết hôn": "single", "chưa vợ": "single", "Đã kết hôn": "married", "Có vợ": "married",
			"Có chồng": "married", "Đang có chồng": "married", "Kết hôn": "married", "Ly hôn": "divorced", "Đã ly hôn": "divorced", "Ly thân": "married", "Góa": "widowed", "Goá vợ": "widowed", "Vợ/chồng đã chết": "widowed", "CKH": "single", "ĐKH": "married", "Li dị": "divorced",
			"Chưa xác định": "", "2": "?2", "Chưa từng kết hôn": "single", "Not married": "single", "Chưa xây dựng gia đình": "single", "Lập gia đình": "married",
			"Không có vợ": "?khong co vo", "Không kết hôn": "?khong ket hon", "Chưa đủ tuổi kết hôn": "?chua du tuoi ket hon", "Chưa ly hôn": "?chua ly hon", "Đang ly hôn": "?dang ly hon",
			"Chưa tái hôn": "?chua tai hon", "Ly hôn, chưa tái hôn": "divorced", "Ly hôn, chưa kết hôn lại": "divorced", "Hủy kết hôn": "?huy ket hon", "Độc thân/Đã kết hôn": "?doc than da ket hon",
			"Độc thân hoặc ly hôn": "?doc than hoac ly hon", "Đã ly hôn, kết hôn lại": "married", "Góa, tái hôn": "married", "Vợ đã mất tích": "?vo da mat tich", "Sắp kết hôn": "?sap ket hon",
			"Có vợ/chồng": "married", "Chưa có vợ/chồng": "single"}},
		{"status", code(record.Status), map[string]string{"Đã chết": "dead", "Chết": "dead", "Tử vong": "dead", "Khai tử": "dead", "Mất tích": "missing",
			"Đã chuyển đi": "moved", "Chuyển hộ khẩu": "moved", "Xóa đăng ký thường trú": "deregistered", "Xoá thường trú": "deregistered", "Định cư nước ngoài": "abroad",
			"Xuất cảnh": "abroad", "Chưa phê duyệt": "pending", "Chờ duyệt": "pending", "Chưa đồng bộ": "pending", "Đã đồng bộ": "synced", "Đã phê duyệt": "synced",
			"Đã hủy": "cancelled", "Hủy": "cancelled", "Đang hưởng": "active", "Còn hiệu lực": "active", "Hiệu lực từ ngày 1/7/2025": "active", "Đang hoạt động": "active", "NNT đang hoạt động": "active", "Đang đóng": "active",
			"Đang học": "active", "Đang sử dụng": "active", "Dừng": "stopped", "Ngừng đóng": "stopped", "Thôi hưởng": "stopped", "Hết hạn": "stopped", "Hết hiệu lực": "stopped",
			"Tạm ngừng": "stopped", "Ngừng hoạt động": "stopped", "Không hoạt động": "stopped", "Đang sống": "living", "Thường trú": "living", "Bình thường": "living", "đúng": "?dung",
			"Chưa được phê duyệt": "pending", "Chưa thể phê duyệt": "pending", "Không phê duyệt": "pending", "chua duoc dong bo": "pending", "Nháp": "pending",
			"Hết thường trú": "deregistered", "Không còn đăng ký thường trú": "deregistered", "Không còn ĐKTT": "deregistered", "Thường trú (đã xóa)": "deregistered",
			"Chuyển thường trú đi": "moved", "Cắt hộ khẩu": "moved", "Chuyển ĐKTT": "moved", "Chưa chuyển khẩu": "?chua chuyen khau",
			"Không còn sống": "dead", "Chưa chết": "living", "Đã báo tử": "dead", "Đã xóa thường trú (chết)": "dead", "Đã mất tích": "missing",
			"Chồng đã chết": "?chong da chet", "Vợ/chồng đã chết": "?vo chong da chet", "Đã mất liên lạc": "?da mat lien lac",
			"Không sinh sống tại địa phương": "?khong sinh song tai dia phuong", "Không thường trú": "?khong thuong tru", "ĐCNN": "abroad",
			"Cắt hưởng": "stopped", "Nghỉ hưởng": "stopped", "Đã hết tuổi hưởng": "stopped", "Chờ hưởng": "stopped", "Chưa hưởng": "stopped", "Không còn hưởng": "stopped",
			"Báo giảm": "stopped", "Đình chỉ": "stopped", "Đã nhận 1 lần": "stopped", "Đưa ra khỏi danh sách": "stopped", "Không còn thuộc diện": "stopped",
			"Hết trợ cấp": "stopped", "Đang dùng điện": "active", "dang su dung": "active", "Đang dừng": "stopped", "Chưa hết hạn": "active", "Đang nhận lương hưu": "active",
			"Mất năm 2019": "dead", "Chết chưa khai tử": "dead", "Chuyển đến từ Huế": "living", "Chuyển khẩu đi (đã xóa ĐKTT)": "moved",
			"Xóa đăng ký tạm trú": "?xoa dang ky tam tru", "Đồng bộ thành công": "synced", "Chuyển ra khỏi địa phương": "moved", "Không dừng hưởng": "?khong dung huong", "Sống/Chết": "?song chet",
			"Còn sống hay đã chết": "?con song hay da chet", "Đã chết/xóa khẩu": "dead", "Tòa tuyên bố đã chết": "dead", "Vợ của người đã chết": "?vo cua nguoi da chet", "Người thân đã chết": "?nguoi than da chet", "Nghi đã chết": "?nghi da chet", "Khai tử nhầm": "?khai tu nham",
			"Hủy tuyên bố chết": "?huy tuyen bo chet", "Đã hủy kết quả khai tử": "?da huy ket qua khai tu", "Xóa hộ khẩu do chết": "dead", "Xin chuyển đi": "?xin chuyen di", "Dự kiến chuyển đi": "?du kien chuyen di",
			"Hoãn chuyển đi": "?hoan chuyen di", "Đề nghị chuyển đi": "?de nghi chuyen di", "Đang làm thủ tục chuyển đi": "?dang lam thu tuc chuyen di", "Đã làm thủ tục chuyển đi": "moved", "Chuyển đi theo đơn đề nghị": "moved", "Chuyển đi xin việc": "moved",
			"Trả hồ sơ chuyển đi": "?tra ho so chuyen di", "Rút đơn chuyển đi": "?rut don chuyen di", "Chuyển đi, bị từ chối": "?chuyen di bi tu choi", "Chuyển đi (chờ duyệt)": "pending", "Hết hạn tạm hoãn, đã chuyển đi": "moved",
			"Hoãn cắt khẩu": "?hoan cat khau", "Đề nghị xóa đăng ký thường trú": "?de nghi xoa dang ky thuong tru", "Từ chối xóa thường trú": "?tu choi xoa thuong tru", "Đề nghị xóa khẩu do đã chết": "dead", "Xóa ĐKTT do chuyển đi": "moved",
			"Làm thủ tục định cư nước ngoài": "?lam thu tuc dinh cu nuoc ngoai", "Đang làm thủ tục chuyển đến": "?dang lam thu tuc chuyen den", "Dự kiến chuyển đến": "?du kien chuyen den", "Chuyển về nhập hộ khẩu": "living", "Đoàn tụ gia đình nhập khẩu": "living",
			"Đăng ký thường trú theo đề nghị của chủ hộ": "living", "Từ chối đăng ký thường trú": "?tu choi dang ky thuong tru", "Chưa tử vong": "living", "Thường trú tại thôn 3": "living",
			"": "", "-": ""}},
		{"class", code(record.SpecialClass), map[string]string{"Không có quốc tịch VN nhưng có ĐKTT, CMND": "1", "Con của công dân VN với người nước ngoài": "2", "Không có giấy tờ": "3",
			"Việt kiều Campuchia về nước": "4", "Chưa xác định quốc tịch": "4", "Bị hủy quốc tịch VN": "5", "Đã thôi quốc tịch": "5", "III": "3"}},
		{"event", code(record.EventType), map[string]string{"Khai sinh": "birth", "Đăng ký khai tử": "death", "Kết hôn": "marriage", "Ghi chú ly hôn": "divorce", "Cải chính hộ tịch": "correction",
			"Nhận cha, mẹ, con": "parent_recognition", "Li dị": "divorce", "TĐCC": "correction", "Đính chính": "correction", "ĐKH": "marriage", "khác": "?khac",
			"Hủy khai tử": "?huy khai tu", "Thu hồi giấy khai sinh": "?thu hoi giay khai sinh", "Từ chối kết hôn": "?tu choi ket hon", "Cải chính giấy khai sinh": "correction",
			"Khai sinh, khai tử": "?khai sinh khai tu", "Kết hôn/Ly hôn": "?ket hon ly hon", "Nhận cha - con": "parent_recognition", "Hủy ĐKKH": "?huy dkkh", "Rút đơn ly hôn": "?rut don ly hon", "CC hộ tịch": "correction", "Khai tử trẻ sinh ra chết": "death", "Ly hôn rồi kết hôn": "divorce"}},
		{"decision", code(record.DecisionKind), map[string]string{"Thôi quốc tịch": "renounced", "Tước quốc tịch": "stripped",
			"Hủy bỏ quyết định cho nhập quốc tịch": "annulled"}},
		{"notice", code(record.NoticeKind), map[string]string{"Định cư ở nước ngoài": "settled_abroad", "Xuất cảnh": "exit", "Xuất cảnh định cư": "settled_abroad", "Nhập cảnh": "entry"}},
		{"form", code(record.ResidenceForm), map[string]string{"1": "1", "Dạng 2": "2", "Hình thức 3": "3", "Thực tế cư trú tại nơi đăng ký": "1", "Đã đi nơi khác, biết nơi ở": "2",
			"Đi nơi khác, không rõ": "3", "không rõ": "3", "Ở nơi khác, không biết rõ nơi ở": "3", "Ở nơi khác, chưa biết ở đâu": "3", "Không sinh sống tại đó, biết rõ nơi ở": "2",
			"1 hoặc 2": "?1 hoac 2", "1,2": "?1 2", "1/2": "?1 2"}},
		{"kind", code(record.ResidenceKind), map[string]string{"Thường trú": "permanent", "Tạm trú": "temporary", "ĐKTT": "permanent", "Ở tạm": "temporary", "TTr": "temporary", "KT3": "temporary", "Hủy tạm trú": "?huy tam tru", "Đã xóa ĐKTT": "?da xoa dktt", "Thường trú/Tạm trú": "?thuong tru tam tru", "Xin đăng ký thường trú": "?xin dang ky thuong tru", "Thường trú theo đơn xin": "permanent",
			"Tạm trú và thường trú": "?tam tru va thuong tru"}},
	} {
		for in, want := range c.want {
			got := c.parse(in)
			word := got.Code
			if !got.Known && word != "" {
				word = "?" + word
			}
			if word != want {
				t.Errorf("%s %q = %q, want %q", c.name, in, word, want)
			}
		}
	}
}

func TestCodeListGoesFirst(t *testing.T) {
	words := map[string]string{viet.Words("Đang hưởng"): "x", "khong": "none"}
	for in, want := range map[string]record.Coded{"ĐANG HƯỞNG": {Code: "x", Known: true}, "Không": {Code: "none", Known: true},
		"Thôi hưởng": {Code: "stopped", Known: true}, "null": {}} {
		if got := ParseCode(record.Status, words, in); got != want {
			t.Errorf("%q = %+v, want %+v", in, got, want)
		}
	}
}

// Every group's own name, in any writing, is that group.
func TestEveryEthnicGroup(t *testing.T) {
	for _, g := range refdata.EthnicGroups() {
		if !g.Group {
			continue
		}
		for _, s := range []string{g.Name, "Dân tộc " + g.Name, "dân tộc " + viet.Fold(g.Name)} {
			if got := ParseEthnicity(s); got.Code != g.Code1979 || !got.Known {
				t.Errorf("%q = %+v, want %s", s, got, g.Code1979)
			}
		}
	}
}

func TestPlainKinds(t *testing.T) {
	for _, c := range []struct {
		name  string
		parse func(string) string
		want  map[string]string
	}{
		{"amount", ParseAmount, map[string]string{"1.500.000 đ": "1500000", "1,500,000": "1500000", "1500000.00": "1500000", "1500000": "1500000", "0": "0",
			"1.500.000 VNĐ": "1500000", "-500": "-500", "": "", "chưa có": "", "nhiều": "nhieu"}},
		{"phone", ParsePhone, map[string]string{"0912345678": "0912345678", "+84 912 345 678": "0912345678", "84912345678": "0912345678", "912345678": "0912345678",
			"0912.345.678": "0912345678", "01687654321": "0387654321", "0912345678/0987654321": "0912345678", "không": "", "ĐT: 0912345678": "0912345678", "SĐT 0912.345.678": "0912345678", "Tel: 0912345678": "0912345678",
			"O912345678": "0912345678", "0084912345678": "0912345678", "0912345678 (con)": "0912345678", "hỏi ông Tám": "hoi ong tam",
			"0912345678 - 0987654321": "0912345678", "0912345678 hoặc 0987654321": "0912345678", "0912345678\n0987654321": "0912345678", "0239 385 51 23 - 0912 345 678": "02393855123", "912345678 987654321": "0912345678", "091 234 5678": "0912345678"}},
		{"key", ParseKey, map[string]string{"HK-001": "HK-001", " HK\u200b-001": "HK-001", "'0012": "0012", "null": ""}},
	} {
		for in, want := range c.want {
			if got := c.parse(in); got != want {
				t.Errorf("%s %q = %q, want %q", c.name, in, got, want)
			}
		}
	}
}
