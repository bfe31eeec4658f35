package viet

// abbreviations are those of forms and lists that are written without a vowel, so that no word is mistaken for one. Of
// several readings the commonest comes first.
var abbreviations = map[string][]string{
	"dktt": {"đăng ký thường trú"}, "dkhktt": {"đăng ký hộ khẩu thường trú"}, "hktt": {"hộ khẩu thường trú"},
	"nktt": {"nhân khẩu thường trú"}, "nktr": {"nhân khẩu tạm trú"}, "dkks": {"đăng ký khai sinh"}, "dkkt": {"đăng ký khai tử"},
	"dkkh": {"đăng ký kết hôn"}, "dkht": {"đăng ký hộ tịch"}, "dk": {"đăng ký"}, "nk": {"nhân khẩu"}, "ntn": {"ngày tháng năm"},
	"ntns": {"ngày tháng năm sinh"}, "xnc": {"xuất nhập cảnh"}, "xc": {"xuất cảnh"}, "qd": {"quyết định"}, "ht": {"hình thức", "hộ tịch"},
	"cc": {"căn cước"}, "cd": {"công dân"}, "dt": {"đối tượng"}, "hs": {"hồ sơ", "học sinh"}, "hso": {"hồ sơ"},
	"dcnn": {"định cư nước ngoài"}, "nn": {"nước ngoài"}, "qt": {"quốc tịch"}, "qtvn": {"quốc tịch việt nam"}, "vn": {"việt nam"},
	"tc": {"trợ cấp"}, "gkt": {"giấy khai tử"}, "gks": {"giấy khai sinh"}, "hk": {"hộ khẩu"}, "ttr": {"tạm trú"}, "tdcc": {"thay đổi cải chính"},
	"ttnk": {"tình trạng nhân khẩu"}, "nkdb": {"nhân khẩu đặc biệt"}, "gtr": {"giá trị"},
}

// Abbreviation returns what a folded abbreviation stands for, marks and all, or nil.
func Abbreviation(word string) []string { return abbreviations[word] }
