package reconcile

// explanation tells an officer what a code means: when it is raised, an example (of nobody), and what it stands on.
type explanation struct {
	WhenVI, WhenEN       string
	ExampleVI, ExampleEN string
	Cites                []string // codes of Citations
}

// explanations returns the explanation of every code.
func explanations() map[string]explanation {
	m := explainDung()
	for _, more := range []map[string]explanation{explainDu(), explainSach(), explainSong()} {
		for code, e := range more {
			m[code] = e
		}
	}
	return m
}

func explainDung() map[string]explanation {
	return map[string]explanation{
		CodeFieldMismatch: {
			"Bản ghi của ngành đã đối sánh được với một người trong CSDLQG về dân cư, cả hai bên đều có thông tin nhưng thông tin khác nhau thật. Cách viết khác nhau của cùng một tên, ngày, địa chỉ không tính.",
			"A record is linked to a register person, both hold the field, and the two values cannot be two writings of one.",
			"Ngành ghi ngày sinh 12/05/1980, dân cư ghi 05/12/1980: lý do swapped_day_month. «NGUYEN VAN A» và «Nguyễn Văn A» thì không phải sai lệch.",
			"The agency has 12/05/1980, the register 05/12/1980: swapped_day_month. “NGUYEN VAN A” against “Nguyễn Văn A” is no finding.",
			[]string{citeProtocol, citeProject, citeIdentityData},
		},
		CodeIDStructure: {
			"Số định danh cá nhân không thể là số thật: sai độ dài, có ký tự lạ, mã nơi khai sinh không có, hoặc mã giới tính, thế kỷ, năm sinh không khớp với chính bản ghi. Người sinh năm 2004 và 2007 được lập danh sách riêng.",
			"A personal ID that cannot be one: wrong length or characters, a province part that does not exist, or century, sex and year digits against the record's own data. Those born in 2004 and 2007 are counted apart (F7).",
			"Nam, sinh năm 2004 mà số định danh có chữ số thứ tư là 0 (nam thế kỷ 20), lẽ ra là 2: lý do century_sex.",
			"A man born in 2004 whose fourth digit is 0 (a man of the 20th century) instead of 2: century_sex.",
			[]string{citeNumber, citeForms, citeIdentity},
		},
		CodeIDOfAnother: {
			"Số định danh 12 số trong bản ghi có trong CSDLQG về dân cư nhưng là của người khác.",
			"The record's 12-digit number is in the register and belongs to somebody else.",
			"Thẻ BHYT của người con ghi số định danh của người cha.",
			"A child's insurance card bears the father's number.",
			[]string{citeIdentity},
		},
		CodeNumberStructure: {
			"Mã số riêng của ngành (mã số thuế, số BHXH, số thẻ BHYT, mã khách hàng điện) sai cấu trúc hoặc sai số kiểm tra.",
			"A sector number (tax code, social insurance, health card, electricity customer) with a wrong form or check digit.",
			"Mã số thuế 10 số mà số cuối không khớp số kiểm tra: lý do check_digit.",
			"A 10-digit tax code whose last digit does not check: check_digit.",
			[]string{citeTaxCode, citeProtocol},
		},
		CodeImpossible: {
			"Thông tin không thể có: ngày ở tương lai, ngày không có trong lịch, chết trước khi sinh, tiêm, cấp thẻ hoặc chi trả trước khi sinh, tiêm sau khi chết, cha mẹ hơn con chưa đủ 12 tuổi, số định danh của cha là của nữ hoặc của mẹ là của nam, kết hôn chưa đủ tuổi (hoặc dân cư ghi đã kết hôn, ly hôn, góa khi chưa đủ 18 tuổi).",
			"What cannot be: a date in the future or not in the calendar, death before birth, a dose, a card or a payment before birth, a dose after death, a parent under 12 years older, a father's number that is a woman's or a mother's that is a man's, a marriage under age (or a register's marital status that tells of one before 18).",
			"Ngày tiêm 31/02/2024: lý do no_such_day. Sinh 15/08/2010, kết hôn 01/03/2025: marriage_under_age.",
			"A dose on 31 February 2024: no_such_day. Born 15 August 2010, married 1 March 2025: marriage_under_age.",
			[]string{citeMarriageAge, citeCivil},
		},
		CodeNotCitizen: {
			"Trong CSDLQG về dân cư có người mang quốc tịch nước ngoài, không quốc tịch hoặc chưa xác định quốc tịch. Chỉ công dân Việt Nam được thu thập, phê duyệt, cấp số.",
			"The register holds somebody of foreign, no or undetermined nationality. Only Vietnamese citizens are collected, approved and numbered.",
			"Bản ghi dân cư ghi quốc tịch Lào.", "A register record that says “Lao”.",
			[]string{citeProtocol, citeIdentityData, citeNationality},
		},
		CodeNationalityLost: {
			"Người trong danh sách thôi, bị tước, bị hủy quyết định cho nhập quốc tịch mà vẫn có trong CSDLQG về dân cư. Ba trường hợp theo trạng thái: đã xóa đăng ký; chưa xóa, chưa đồng bộ; chưa xóa, đã đồng bộ.",
			"On the list of nationality renounced, stripped or annulled, yet in the register. Three cases by status: deregistered; not deregistered and not synced; not deregistered and synced.",
			"Có quyết định cho thôi quốc tịch năm 2020, dân cư ghi «Chờ phê duyệt»: lý do case_2, xóa bản ghi.",
			"Renounced in 2020 while the register says “pending”: case_2, delete the record.",
			[]string{citeProtocol, citeNationality, citeStruckOut},
		},
		CodeSpecialResident: {
			"Người trong danh sách nhân khẩu đặc biệt, theo một trong năm nhóm; mỗi nhóm có việc phải làm riêng.",
			"A person of the list of special residents, in one of five classes, each with its own steps.",
			"Trẻ có cha là người nước ngoài, giấy khai sinh bỏ trống quốc tịch: nhóm 2.",
			"A child of a foreign father whose birth certificate leaves nationality blank: class 2.",
			[]string{citeProtocol, citeIdentityNoID, citeNationality},
		},
	}
}

func explainDu() map[string]explanation {
	return map[string]explanation{
		CodeMissingField: {
			"Ô của một trường bắt buộc (phiếu DC01 đối với dân cư, sổ cư trú; thông tin cơ bản và mã số của ngành đối với ngành) bị bỏ trống, trong tệp có cột đó.",
			"The cell of a required field is blank (form DC01 for the register and the residence books; basic fields and the sector's own number elsewhere), in a file that has the column.",
			"Cột «Nhóm máu» ghi «-» hoặc «Không rõ».", "The blood-type column says “-” or “unknown”.",
			[]string{citeForms, citeIdentityData},
		},
		CodeNotInPopulation: {
			"Không tìm thấy người của bản ghi trong CSDLQG về dân cư.", "The record's person is not found in the register.",
			"Người nộp thuế không có ai trong dân cư trùng tên, ngày sinh, số định danh.", "A taxpayer for whom nobody in the register has that name, birth date and number.",
			[]string{citeProtocol, citeProject},
		},
		CodeNotCollected: {
			"Người đăng ký thường trú trong tàng thư hồ sơ hộ khẩu nhưng chưa được thu thập vào CSDLQG về dân cư, theo ba hình thức: đang ở nơi đăng ký; ở nơi khác, đã biết; ở nơi khác, không rõ.",
			"A permanent resident by the household archive who is not in the register, in one of three forms: lives here; elsewhere, known where; elsewhere, unknown.",
			"Có trong sổ hộ khẩu, nơi ở hiện tại ghi xã khác: lý do form_2, gửi xác minh.",
			"In the household book, current address in another commune: form_2, send for verification.",
			[]string{citeProtocol, citeResidence},
		},
		CodeDoubleResidence: {
			"Một người đăng ký thường trú ở hai hộ.", "One person permanently registered in two households.",
			"Vừa có tên trong hộ cha mẹ ở xã A, vừa trong hộ chồng ở xã B.", "In the parents' household in commune A and in the husband's in commune B.",
			[]string{citeProtocol, citeResidence},
		},
		CodeCountLow: {
			"Số người đang cư trú tại xã trong CSDLQG về dân cư ít hơn tàng thư. Các dòng balance.* trong counts.csv giải thích đến từng người.",
			"The register counts fewer residents of a commune than the archive. The balance.* lines of counts.csv explain every one.",
			"Tàng thư 5.120 người, dân cư 5.097 người.", "5,120 by the archive, 5,097 by the register.",
			[]string{citeProtocol},
		},
		CodeNotCovered: {
			"Người trong CSDLQG về dân cư thuộc diện phải có của một ngành (theo quy tắc coverage trong hồ sơ ngành) nhưng không có bản ghi còn hiệu lực. Lý do là tên quy tắc. Chỉ xét ở xã mà dữ liệu của ngành thật sự có.",
			"A register person whom a scheme must cover (the coverage rules of the sector's profile) without a record in force. The reason is the rule's name. Judged only where the dataset is about the commune and about those due.",
			"Trẻ 4 tuổi chưa có thẻ BHYT: lý do bhyt_under_6.", "A child of four without a health-insurance card: bhyt_under_6.",
			[]string{citeHealth, citeProtocol},
		},
	}
}

func explainSach() map[string]explanation {
	return map[string]explanation{
		CodeDuplicate: {
			"Bản ghi lặp lại bản ghi được giữ của cùng một người (same_person), hoặc cùng một mũi tiêm, hợp đồng, sự kiện (same_fact).",
			"A record that repeats the one kept of the same person (same_person) or of the same dose, contract or event (same_fact).",
			"Một người có hai mã số BHXH: giữ bản ghi đầy đủ hơn, hủy bản ghi kia.", "One person with two social-insurance records: keep the fuller, cancel the other.",
			[]string{citeProtocol},
		},
		CodeSharedNumber: {
			"Một số định danh hoặc một mã số của ngành nằm trên bản ghi của những người khác nhau.", "One personal ID or sector number on records of different persons.",
			"Hai người lao động khác tên, khác ngày sinh chung một số BHXH.", "Two workers of different names and birth dates with one social-insurance number.",
			[]string{citeIdentity, citeProtocol},
		},
		CodeVerify: {
			"Bản ghi sổ cư trú hoặc tàng thư căn cước khác CSDLQG về dân cư ở ít nhất một trường: phải xác minh ba bước trước khi phê duyệt. Bản ghi khớp hoàn toàn được đếm ở chỉ tiêu approve.",
			"A residence-book or card-archive record differs from the register in a field: three steps of verification before approval. Those that agree wholly are counted as approve.",
			"Sổ cư trú ghi quê quán xã X, dân cư ghi xã Y.", "The books have the home town as commune X, the register as Y.",
			[]string{citeProtocol},
		},
		CodeSurplus: {
			"Người được tính là cư dân trong CSDLQG về dân cư nhưng tàng thư của xã không có: thu thập trùng, đã chết hoặc mất tích, tạm trú, đã chuyển đi, hoặc chưa rõ nguyên nhân.",
			"Counted as resident by the register, but not by the commune's archive: collected twice, dead or missing, temporary, moved away, or unexplained.",
			"Dân cư còn ghi thường trú xã A, sổ cư trú xã B đã đăng ký: lý do moved_away.", "Still in commune A by the register, registered in B's books: moved_away.",
			[]string{citeProtocol, citeStruckOut},
		},
		CodeCountHigh: {
			"Số người đang cư trú tại xã trong CSDLQG về dân cư (cả người tạm trú đã thu thập nhầm) nhiều hơn tàng thư.", "The register counts more residents of a commune, temporary ones collected there too, than the archive.",
			"Tàng thư 5.120 người, dân cư 5.131 người.", "5,120 by the archive, 5,131 by the register.",
			[]string{citeProtocol},
		},
	}
}

func explainSong() map[string]explanation {
	return map[string]explanation{
		CodeDeathUnrecorded: {
			"Có sự kiện khai tử, hoặc dữ liệu ngành ghi đã chết, mà CSDLQG về dân cư chưa ghi.", "A death event, or a sector that says dead, while the register's person is alive.",
			"Khai tử ngày 03/02/2025, dân cư còn ghi «Đang sống».", "Death registered on 3 February 2025, the register says living.",
			[]string{citeCivil, citeProtocol},
		},
		CodeBirthUncollected: {
			"Trẻ đã đăng ký khai sinh nhưng chưa có trong CSDLQG về dân cư.", "A birth is registered and the child is not in the register.",
			"Khai sinh tháng 3, đến tháng 6 chưa có dữ liệu.", "Registered in March, not in the register by June.",
			[]string{citeBirths, citeProtocol},
		},
		CodeMarriageMissing: {
			"Đã đăng ký kết hôn mà CSDLQG về dân cư chưa ghi, và sau đó không có ly hôn.", "A marriage the register does not show, with no later divorce.",
			"Kết hôn ngày 10/01/2025, dân cư ghi «Chưa kết hôn».", "Married on 10 January 2025, the register says single.",
			[]string{citeMarriages, citeProtocol},
		},
		CodeDivorceMissing: {
			"Đã ly hôn mà CSDLQG về dân cư còn ghi đã kết hôn, và sau đó không kết hôn lại.", "A divorce while the register still says married, with no later marriage.",
			"Bản án ly hôn năm 2024, dân cư ghi «Đã kết hôn».", "Divorced in 2024, the register says married.",
			[]string{citeCivil, citeProtocol},
		},
		CodeCorrection: {
			"Hộ tịch đã cải chính, CSDLQG về dân cư còn giá trị cũ.", "Civil status was corrected, the register still holds another value.",
			"Cải chính chữ đệm từ «Thị» thành «Thúy», dân cư còn ghi «Thị».", "The middle name was corrected from Thị to Thúy, the register has Thị.",
			[]string{citeCorrections, citeProtocol},
		},
		CodeParentMissing: {
			"Đã có quyết định công nhận cha, mẹ, con; CSDLQG về dân cư chưa ghi cha hoặc mẹ đó.", "A recognised parent whom the register does not hold.",
			"Nhận cha năm 2025, ô họ tên cha trong dân cư còn trống.", "A father recognised in 2025, the register's father is blank.",
			[]string{citeParents, citeProtocol},
		},
		CodeMoveMissing: {
			"Có thông báo đã ra nước ngoài định cư mà CSDLQG về dân cư còn tính là thường trú; hoặc sổ cư trú xã khác đã có người đó chuyển đến (tình trạng ghi chuyển đến, hoặc ngày đăng ký sau lần cập nhật dân cư, hoặc nơi cũ đã ghi chuyển đi) mà dân cư còn ghi nơi cũ; hoặc sổ cư trú đã xóa tên vì chuyển đi, ra nước ngoài mà dân cư còn tính là thường trú tại đó.",
			"Settled abroad by a notice and still counted as resident; or the books of another commune have the person as newly come (they say so, or their day is after the register's last update, or the old commune's books say moved) and the register still has the old place; or the books struck the person out as moved or gone abroad, and the register still counts him or her there.",
			"Định cư từ 2023, dân cư còn ghi «Đang sống» tại xã. Sổ cư trú xã B ghi «Mới chuyển đến» ngày 12/05/2025, dân cư còn ghi xã A.",
			"Abroad since 2023, the register still has the person living here. Commune B's books say “newly come” on 12 May 2025, the register has commune A.",
			[]string{citeStruckOut, citeProtocol},
		},
		CodeActiveAfterDeath: {
			"Người đã chết (theo dân cư hoặc khai tử) mà ngành vẫn chi trả, còn thẻ, còn hợp đồng, còn quản lý.", "A person known dead whom a sector still pays, insures, serves or counts.",
			"Chết tháng 11/2024, lương hưu vẫn ở trạng thái đang hưởng tháng 5/2025.", "Dead in November 2024, the pension still drawn in May 2025.",
			[]string{citeProtocol, citeProject, citeCivil},
		},
		CodeOldIDInUse: {
			"Số CMND 9 số đứng ở chỗ của số định danh, trong khi CMND đã hết giá trị (từ 01/01/2025) hoặc công dân đã có số định danh 12 số.",
			"A 9-digit CMND stands in the place of the personal ID; it no longer holds (from 1 January 2025) or its owner has a 12-digit number.",
			"Hợp đồng điện ghi CMND 183xxxxxx.", "An electricity contract with CMND 183xxxxxx.",
			[]string{citeIdentity},
		},
		CodeOldUnitInUse: {
			"Địa chỉ ghi đơn vị hành chính đã bị bãi bỏ trước ngày xét dữ liệu. Không yêu cầu công dân đổi giấy tờ.", "An address in a unit abolished before the day the data are judged on. No citizen need change papers for it.",
			"Tháng 8/2025 còn ghi «huyện Đức Thọ».", "Still “Đức Thọ district” in August 2025.",
			[]string{citeUnits},
		},
		CodeStale: {
			"Bản ghi còn hiệu lực mà ngày cập nhật đã quá thời hạn của ngành (stale_after trong hồ sơ ngành).", "A record in force whose last update is longer ago than the sector allows (stale_after in its profile).",
			"Thời hạn 365 ngày, cập nhật lần cuối 01/02/2023.", "A limit of 365 days, last updated on 1 February 2023.",
			[]string{citeProtocol},
		},
	}
}

// protocolRules returns the short text of every rule of the cleaning protocol, in order.
func protocolRules() []Action {
	return []Action{
		{"A1", "Mỗi cơ quan rà soát, giữ thông tin cơ bản của công dân trong dữ liệu của mình đầy đủ, chính xác, cập nhật.", "Every agency keeps the basic fields of its people complete, exact and up to date."},
		{"A2", "Lập danh sách chi tiết công dân có thông tin sai, thiếu, không thống nhất với dữ liệu dân cư.", "A detailed list of citizens whose fields are wrong, incomplete or not consistent with the register."},
		{"A3", "Chuyển danh sách về Công an xã nơi thường trú: mỗi cơ quan, mỗi xã một danh sách.", "The list goes to the police of the commune of permanent residence: one per agency and commune."},
		{"A4", "Công an xã kiểm tra từng dòng: dân cư sai thì thu giấy tờ, điều chỉnh; dân cư đúng thì thông báo bằng văn bản.", "The commune checks each line: register wrong, take papers and correct it; register right, notify in writing."},
		{"A5", "Ký, trả kết quả; cơ quan cập nhật, điều chỉnh; lưu hồ sơ.", "The reviewed list is signed and handed back; the agency adjusts its data; all is archived."},
		{"A6", "Báo cáo kết quả, theo dõi danh sách còn tồn.", "Results are reported and what is open is followed up."},
		{"A7", "Các cơ quan, ngành tham gia.", "The agencies that take part."},
		{"B1", "Chỉ công dân Việt Nam được thu thập vào dữ liệu dân cư.", "Only Vietnamese citizens belong in the register."},
		{"B2", "Thôi, bị tước, bị hủy quốc tịch: ba trường hợp.", "Nationality lost: three cases."},
		{"B3", "Nhân khẩu đặc biệt: năm nhóm, các bước.", "Special residents: five classes, with their steps."},
		{"B4", "Sai số định danh; trước hết là người sinh năm 2004, 2007.", "Faults of the personal number; those born in 2004 and 2007 first."},
		{"B5", "Sai lệch khi kết nối: không tìm thấy, hoặc thông tin không khớp.", "Faults of comparison: not found, or fields that differ."},
		{"C1", "Điền đủ mọi trường của phiếu DC01.", "Every field of form DC01 is filled."},
		{"C2", "Mọi người thường trú đều có trong dữ liệu dân cư, theo ba hình thức.", "Every permanent resident is in the register, in one of three forms."},
		{"C3", "Dân cư ít hơn tàng thư: ai chưa thu thập, xử lý theo hình thức.", "Fewer in the register than in the archive: who is not collected, by form."},
		{"D1", "Trước khi phê duyệt phải đối chiếu với sổ cư trú, tàng thư, giấy tờ.", "Before approval every record is held against books, archives or papers."},
		{"D2", "Khớp thì phê duyệt; khác thì xác minh ba bước.", "What agrees is approved; what differs is verified in three steps."},
		{"D3", "Dân cư nhiều hơn tàng thư: phân loại số thừa.", "More in the register than in the archive: the surplus is classed."},
		{"D4", "Trùng thì giữ bản đầy đủ nhất, hủy bản khác; chuyển đi, chết, tạm trú xử lý riêng.", "Of duplicates the fullest is kept; moved, dead and temporary each in their way."},
		{"E1", "Cập nhật qua đăng ký cư trú, căn cước, xuất nhập cảnh, phúc tra.", "Updates through residence, ID-card, immigration and re-inspection work."},
		{"E2", "Sự kiện hộ tịch được cập nhật kịp thời.", "Civil-status events reach the register promptly."},
		{"E3", "Dữ liệu tiêm chủng sạch, khớp dân cư; trẻ 5–11 tuổi theo nhóm tuổi.", "Doses clean and matched; children of 5 to 11 by age."},
		{"E4", "Biết từng ngày: cái gì mới, đã xong, còn tồn.", "Told day by day: what is new, solved, open."},
		{"F1", "Nhóm tuổi tiêm chủng.", "Ages in vaccination streams."},
		{"F2", "Định danh điện tử, thẻ căn cước.", "Electronic identity and cards."},
		{"F3", "Người cao tuổi và người đang hưởng trợ cấp.", "The elderly and who receives benefits."},
		{"F4", "Người trong độ tuổi lao động, làm việc ở khu công nghiệp, doanh nghiệp.", "Working age, zones and enterprises."},
		{"F5", "Người nơi khác đến, thường trú và tạm trú.", "People come from elsewhere."},
		{"F6", "Hộ nghèo, người có công, đối tượng chính sách.", "Poor households, people with merit, beneficiaries."},
		{"F7", "Người sinh 2004, 2007 chưa có hoặc sai số định danh.", "Born 2004 and 2007 with no or a wrong number."},
		{"F8", "Độ bao phủ của các chính sách.", "Coverage of the schemes."},
		{"G1", "An toàn, bảo mật tuyệt đối.", "Absolute security of system and data."},
	}
}
