package reconcile

import "strings"

// citation is a paper a rule stands on, with where what is said of it was looked up. Articles are named only where their number was
// looked up; of the others the paper is named as a whole.
type citation struct {
	Code   string
	VI, EN string
	Source string
}

// The papers.
const (
	citeIdentity     = "identity"
	citeIdentityData = "identity_9"
	citeIdentityNoID = "identity_30"
	citeNumber       = "number"
	citeForms        = "forms"
	citeResidence    = "residence"
	citeStruckOut    = "residence_24"
	citeNationality  = "nationality"
	citeCivil        = "civil"
	citeBirths       = "civil_13_16"
	citeMarriages    = "civil_17_18"
	citeParents      = "civil_24_25"
	citeCorrections  = "civil_26_28"
	citeMarriageAge  = "marriage_8"
	citeTaxCode      = "tax_code"
	citeHealth       = "health"
	citeUnits        = "units"
	citeProject      = "project_06"
	citeProtocol     = "protocol"
)

const fromNotes = "domain notes"

// citations returns every paper, in the order of the page.
func citations() []citation {
	return []citation{
		{citeProtocol, "Quy trình làm sạch dữ liệu dân cư (các quy tắc A–G)", "The cleaning protocol (rules A–G)", fromNotes},
		{citeProject, "Quyết định 06/QĐ-TTg năm 2022 (Đề án 06)", "Decision 06/QD-TTg of 2022 (Project 06)", fromNotes},
		{citeIdentity, "Luật Căn cước 2023 (26/2023/QH15)", "Law on Identification 2023 (26/2023/QH15)", "thuvienphapluat.vn, vov.vn"},
		{citeIdentityData, "Luật Căn cước 2023, Điều 9 (thông tin trong CSDLQG về dân cư)", "Law on Identification 2023, article 9 (what the register holds)", fromNotes},
		{citeIdentityNoID, "Luật Căn cước 2023, Điều 30 (giấy chứng nhận căn cước)", "Law on Identification 2023, article 30 (certificate of identification)", "canhsatquanlyhanhchinh.gov.vn"},
		{citeNumber, "Nghị định 137/2015/NĐ-CP, Điều 13 (cấu trúc số định danh)", "Decree 137/2015/ND-CP, article 13 (structure of the number)", fromNotes},
		{citeForms, "Thông tư 59/2021/TT-BCA", "Circular 59/2021/TT-BCA", fromNotes},
		{citeResidence, "Luật Cư trú 2020 (68/2020/QH14)", "Law on Residence 2020 (68/2020/QH14)", "baodauthau.vn, thanhnien.vn"},
		{citeStruckOut, "Luật Cư trú 2020, Điều 24 (xóa đăng ký thường trú)", "Law on Residence 2020, article 24 (deregistration)", "baodauthau.vn, thanhnien.vn"},
		{citeNationality, "Luật Quốc tịch Việt Nam 2008 (24/2008/QH12, đã sửa đổi)", "Law on Vietnamese Nationality 2008 (24/2008/QH12, as amended)", "vietbooks.info"},
		{citeCivil, "Luật Hộ tịch 2014 (60/2014/QH13)", "Law on Civil Status 2014 (60/2014/QH13)", "luatsudms.com.vn"},
		{citeBirths, "Luật Hộ tịch 2014, Điều 13 đến 16 (đăng ký khai sinh)", "Law on Civil Status 2014, articles 13 to 16 (births)", "luatsudms.com.vn"},
		{citeMarriages, "Luật Hộ tịch 2014, Điều 17 và 18 (đăng ký kết hôn)", "Law on Civil Status 2014, articles 17 and 18 (marriages)", "luatsudms.com.vn"},
		{citeParents, "Luật Hộ tịch 2014, Điều 24 và 25 (nhận cha, mẹ, con)", "Law on Civil Status 2014, articles 24 and 25 (recognition of parents)", "luatsudms.com.vn"},
		{citeCorrections, "Luật Hộ tịch 2014, Điều 26 đến 28 (thay đổi, cải chính)", "Law on Civil Status 2014, articles 26 to 28 (changes and corrections)", "luatsudms.com.vn"},
		{citeMarriageAge, "Luật Hôn nhân và gia đình 2014, Điều 8", "Law on Marriage and the Family 2014, article 8", "hethongphapluat.com"},
		{citeTaxCode, "Thông tư 86/2024/TT-BTC (mã số thuế)", "Circular 86/2024/TT-BTC (tax codes)", fromNotes},
		{citeHealth, "Luật Bảo hiểm y tế", "Law on Health Insurance", "–"},
		{citeUnits, "Sắp xếp đơn vị hành chính từ 01/07/2025 (34 tỉnh, không còn cấp huyện)", "The reform of units of 1 July 2025 (34 provinces, no districts)", fromNotes + "; refdata/data"},
	}
}

// basis returns what a rule stands on, in one language.
func (e explanation) basis(vietnamese bool) string {
	var names []string
	for _, code := range e.Cites {
		for _, c := range citations() {
			switch {
			case c.Code != code:
			case vietnamese:
				names = append(names, c.VI)
			default:
				names = append(names, c.EN)
			}
		}
	}
	return strings.Join(names, "; ")
}
