package workbooks

import (
	"github.com/doisanh/doisanh/reconcile"
	"github.com/doisanh/doisanh/record"
)

// The words of the workbooks. They are for officers, and so in Vietnamese whatever language the program speaks.
const (
	unknownCommune   = "(chưa rõ xã)"
	communeSheetName = "Theo xã"
	settledSheet     = "Đã xử lý, được miễn"
	coverSheet       = "Tổng hợp"
	headCommune      = "Xã, phường"
	headCommuneCode  = "Mã xã"
	leftOutMark      = " (*)"
	leftOutNote      = "(*) Danh sách quá dài để mở bằng bảng tính nên không có trang riêng ở đây: xem findings.csv hoặc findings.parquet, hoặc chạy với --reports xlsx_all,html để ghi đủ."
)

// criterionText is what a workbook says of its criterion.
type criterionText struct{ title, lead string }

func criterionTexts() map[record.Criterion]criterionText {
	return map[record.Criterion]criterionText{
		record.Dung: {"BÁO CÁO ĐÚNG", "Đúng: thông tin khớp với giấy tờ pháp lý và thống nhất giữa dữ liệu của ngành với Cơ sở dữ liệu quốc gia về dân cư. Dưới đây là những chỗ sai hoặc khác nhau."},
		record.Du:   {"BÁO CÁO ĐỦ", "Đủ: mọi người và mọi thông tin phải có đều có. Dưới đây là những người, những thông tin còn thiếu."},
		record.Sach: {"BÁO CÁO SẠCH", "Sạch: mỗi người chỉ có một bản ghi, không thừa, không trùng, mỗi số chỉ của một người. Dưới đây là những bản ghi trùng, thừa, dùng chung số hoặc cần xác minh."},
		record.Song: {"BÁO CÁO SỐNG", "Sống: biến động sinh, tử, kết hôn, chuyển đi, đổi giấy tờ, đổi địa giới được cập nhật kịp thời. Dưới đây là những biến động chưa được cập nhật."},
	}
}

// sheetTitle returns the short name of a code, which is its sheet's name: at most 31 characters.
func sheetTitle(code string) string {
	if s := sheetTitles()[code]; s != "" {
		return s
	}
	return code
}

func sheetTitles() map[string]string {
	return map[string]string{
		reconcile.CodeFieldMismatch:    "Thông tin không khớp",
		reconcile.CodeIDStructure:      "Số định danh sai cấu trúc",
		reconcile.CodeIDOfAnother:      "Số định danh của người khác",
		reconcile.CodeNumberStructure:  "Mã số ngành sai cấu trúc",
		reconcile.CodeImpossible:       "Thông tin không thể có",
		reconcile.CodeNotCitizen:       "Không phải công dân VN",
		reconcile.CodeNationalityLost:  "Không còn quốc tịch VN",
		reconcile.CodeSpecialResident:  "Nhân khẩu đặc biệt",
		reconcile.CodeMissingField:     "Thiếu thông tin",
		reconcile.CodeNotInPopulation:  "Chưa có trong dữ liệu dân cư",
		reconcile.CodeNotCollected:     "Đã đăng ký, chưa thu thập",
		reconcile.CodeDoubleResidence:  "Thường trú hai nơi",
		reconcile.CodeCountLow:         "Dân cư ít hơn tàng thư",
		reconcile.CodeNotCovered:       "Chưa có trong dữ liệu ngành",
		reconcile.CodeDuplicate:        "Bản ghi trùng",
		reconcile.CodeSharedNumber:     "Một số nhiều người",
		reconcile.CodeVerify:           "Cần xác minh",
		reconcile.CodeSurplus:          "Thừa so với tàng thư",
		reconcile.CodeCountHigh:        "Dân cư nhiều hơn tàng thư",
		reconcile.CodeDeathUnrecorded:  "Đã chết chưa cập nhật",
		reconcile.CodeBirthUncollected: "Khai sinh chưa thu thập",
		reconcile.CodeMarriageMissing:  "Kết hôn chưa cập nhật",
		reconcile.CodeDivorceMissing:   "Ly hôn chưa cập nhật",
		reconcile.CodeCorrection:       "Cải chính chưa cập nhật",
		reconcile.CodeParentMissing:    "Cha mẹ con chưa cập nhật",
		reconcile.CodeMoveMissing:      "Chuyển đi chưa cập nhật",
		reconcile.CodeActiveAfterDeath: "Vẫn hưởng sau khi chết",
		reconcile.CodeOldIDInUse:       "Còn dùng số CMND cũ",
		reconcile.CodeOldUnitInUse:     "Địa chỉ đơn vị cũ",
		reconcile.CodeStale:            "Lâu chưa cập nhật",
	}
}

func severityWords() map[string]string {
	return map[string]string{reconcile.High: "Cao", reconcile.Medium: "Trung bình", reconcile.Low: "Thấp"}
}

// stateWords are the words for findings.States, in that order.
func stateWords() []string {
	return []string{"Mới", "Còn tồn", "Đã xử lý", "Được miễn"}
}

func coverNotes() []string {
	return []string{
		"Cách đọc: mỗi loại sai lệch một trang, bấm vào tên loại ở bảng trên để mở. Trong mỗi trang, danh sách xếp theo xã rồi theo tên người; dùng nút lọc ở dòng tiêu đề để chọn xã, nguồn dữ liệu, mức độ hay trạng thái.",
		"Họ tên, ngày sinh, số định danh, nơi thường trú lấy từ dữ liệu dân cư khi đã tìm thấy người, nếu chưa thì lấy từ bản ghi của ngành. Phần khác nhau giữa hai giá trị được in đậm, màu đỏ.",
		"Trạng thái: Mới là phát hiện lần này; Còn tồn là đã phát hiện từ trước, kể cả khi nguồn lượt này có thể chưa đủ bản ghi nên chưa xét được; Đã xử lý là lượt trước còn, nay không còn; Được miễn là cán bộ đã kết luận không phải xử lý.",
		"Mã sai lệch ở cột cuối không đổi từ lượt này sang lượt khác: dùng mã đó khi trao đổi. Cùng nội dung, để chương trình khác đọc, có trong findings.csv và findings.parquet.",
		"Tệp này có dữ liệu cá nhân: chỉ dùng cho công việc được giao, không gửi qua thư điện tử hay mạng xã hội, xóa bản sao khi xong việc.",
	}
}
