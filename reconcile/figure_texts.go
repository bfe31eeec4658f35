package reconcile

// figureText says what a figure counts. In its code, <group> stands for an age group, <year> for a year of birth, <scheme> for
// a scheme of an_sinh, <level> for a level of identity, <rule> for a coverage rule.
type figureText struct {
	Rule   string // of the protocol, empty for the basis of all
	Code   string
	Needs  string // the sector whose data must be in the run, empty for the register alone
	VI, EN string
}

// figureTexts lists the figures in the order in which they are written.
func figureTexts() []figureText {
	return []figureText{
		{"", "people", "", "Số người đang quản lý (thường trú và tạm trú; không tính người đã chết, mất tích, chuyển đi, bị xóa đăng ký; mỗi người tính một lần).",
			"People counted: living, permanent and temporary, not struck out, each once."},
		{"F1", "f1.age.<group>", "", "Số người thuộc nhóm tuổi.", "People of the age group."},
		{"F1", "f1.age.unknown", "", "Số người không rõ ngày sinh.", "People whose birth date is not known."},
		{"F1", "f1.dose_1.<group>", "tiem_chung", "Trong đó đã có ít nhất một mũi tiêm.", "Of these, with one dose at least."},
		{"F1", "f1.dose_2.<group>", "tiem_chung", "Trong đó đã có ít nhất hai mũi tiêm.", "Of these, with two doses at least."},
		{"F2", "f2.age_14", "", "Số người từ đủ 14 tuổi, thuộc diện cấp thẻ căn cước, định danh điện tử.", "People of 14 and over, entitled to a card and an electronic identity."},
		{"F2", "f2.card_chip", "can_cuoc", "Trong đó có thẻ gắn chip còn hạn (cấp từ 23/01/2021).", "Of these, with a valid chip card (issued from 23 January 2021)."},
		{"F2", "f2.card_other", "can_cuoc", "Trong đó có thẻ còn hạn cấp trước ngày đó hoặc không rõ ngày cấp.", "Of these, with a valid card of an earlier or unknown day."},
		{"F2", "f2.card_none", "can_cuoc", "Trong đó chưa có thẻ còn hạn.", "Of these, without a valid card."},
		{"F2", "f2.level.<level>", "", "Số người theo mức định danh điện tử (nếu dữ liệu có cột này).", "People by level of electronic identity, where a file has that column."},
		{"F3", "f3.elderly", "", "Số người cao tuổi (từ đủ 60 tuổi).", "The elderly, of 60 and over."},
		{"F3", "f3.elderly_75", "", "Số người từ đủ 75 tuổi.", "People of 75 and over."},
		{"F3", "f3.elderly_paid", "an_sinh, bhxh", "Số người cao tuổi đang hưởng trợ cấp an sinh hoặc chế độ BHXH.", "The elderly who draw a social benefit or a pension now."},
		{"F3", "f3.elderly_75_paid", "an_sinh, bhxh", "Trong đó từ đủ 75 tuổi.", "Of these, of 75 and over."},
		{"F4", "f4.working_age", "", "Số người trong độ tuổi lao động (từ đủ 15 tuổi đến tuổi nghỉ hưu của năm, theo Bộ luật Lao động).", "People of working age: from 15 to the year's age of retirement."},
		{"F4", "f4.employed", "lao_dong", "Trong đó đang làm việc tại doanh nghiệp, khu công nghiệp.", "Of these, working in an enterprise or zone."},
		{"F4", "f4.employed_zone", "lao_dong", "Trong đó làm việc trong khu công nghiệp.", "Of these, working in an industrial zone."},
		{"F5", "f5.temporary", "", "Số người tạm trú.", "Temporary residents."},
		{"F5", "f5.permanent_born_elsewhere", "", "Số người thường trú có nơi sinh ở tỉnh khác.", "Permanent residents born in another province."},
		{"F6", "f6.<scheme>.records", "an_sinh", "Số hồ sơ đang hưởng của diện chính sách (không tính hồ sơ trùng).", "Records in force of the scheme, repeated ones left out."},
		{"F6", "f6.<scheme>.matched", "an_sinh", "Trong đó đã đối sánh được với dữ liệu dân cư.", "Of these, matched to the register."},
		{"F6", "f6.<scheme>.reachable", "an_sinh", "Trong đó còn sống và có số điện thoại.", "Of these, of a living person with a telephone number."},
		{"F7", "f7.born_<year>", "", "Số người sinh năm đó.", "People born in the year."},
		{"F7", "f7.born_<year>.no_id", "", "Trong đó chưa có số định danh cá nhân.", "Of these, without a personal ID."},
		{"F7", "f7.born_<year>.wrong_id", "", "Trong đó số định danh sai cấu trúc.", "Of these, with a personal ID of a wrong structure."},
		{"F8", "f8.<rule>.due", "", "Số người thuộc diện phải có của chính sách.", "People whom the scheme must cover."},
		{"F8", "f8.<rule>.covered", "", "Trong đó đã có trong dữ liệu ngành.", "Of these, in it."},
		{"F8", "f8.<rule>.review", "", "Trong đó còn chờ xem xét kết quả đối sánh.", "Of these, perhaps in it: a record in review."},
	}
}
