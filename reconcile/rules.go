package reconcile

import (
	"cmp"
	"slices"

	"github.com/doisanh/doisanh/record"
)

// The finding codes of the contract that this package raises.
const (
	CodeFieldMismatch    = "field_mismatch"
	CodeIDStructure      = "id_structure"
	CodeIDOfAnother      = "id_of_another"
	CodeNumberStructure  = "number_structure"
	CodeImpossible       = "impossible"
	CodeNotCitizen       = "not_citizen"
	CodeNationalityLost  = "nationality_lost"
	CodeSpecialResident  = "special_resident"
	CodeMissingField     = "missing_field"
	CodeNotInPopulation  = "not_in_population"
	CodeNotCollected     = "not_collected"
	CodeDoubleResidence  = "double_residence"
	CodeCountLow         = "count_low"
	CodeDuplicate        = "duplicate"
	CodeSharedNumber     = "shared_number"
	CodeVerify           = "verify"
	CodeSurplus          = "surplus"
	CodeCountHigh        = "count_high"
	CodeDeathUnrecorded  = "death_not_recorded"
	CodeBirthUncollected = "birth_not_collected"
	CodeMarriageMissing  = "marriage_not_recorded"
	CodeDivorceMissing   = "divorce_not_recorded"
	CodeCorrection       = "correction_not_applied"
	CodeParentMissing    = "parent_not_recorded"
	CodeMoveMissing      = "move_not_recorded"
	CodeActiveAfterDeath = "active_after_death"
	CodeOldIDInUse       = "old_id_in_use"
	CodeOldUnitInUse     = "old_unit_in_use"
	CodeNotCovered       = "not_covered"
	CodeStale            = "stale"
)

// RestsOnOthers reports whether a finding about a record rests on what lists of other sectors say of the person: that he is dead, that another list has him, or
// has not. When such a list is not whole, nothing is known of it.
func RestsOnOthers(code, reason string) bool {
	switch code {
	case CodeActiveAfterDeath, CodeSurplus, CodeNotCovered:
		return true
	case CodeImpossible:
		return reason == "after_death"
	}
	return false
}

// The recipients of findings: whose list a finding goes on first. The list of the commune police is the rule (A3).
const (
	ToCommunePolice  = "commune_police"
	ToAgency         = "agency"
	ToProvincePolice = "province_police"
	ToJustice        = "justice"
)

// The severities.
const (
	High   = "high"
	Medium = "medium"
	Low    = "low"
)

// Rule describes a finding code: what the message catalogue, the reports and the documentation need to know of it.
type Rule struct {
	Criterion record.Criterion `json:"criterion"`
	Code      string           `json:"code"`
	Protocol  []string         `json:"protocol"` // rules of the cleaning protocol it stands for
	VI        string           `json:"vi"`       // what it says, a short title
	EN        string           `json:"en"`
	Reasons   []Reason         `json:"reasons"` // a code without reasons has one, with an empty Word
}

// Reason is one reason of a code, and what it asks for.
type Reason struct {
	Word      string `json:"word,omitempty"` // the fixed word, empty where the code has no reasons
	VI        string `json:"vi,omitempty"`   // its short label, empty with an empty Word
	EN        string `json:"en,omitempty"`
	Action    string `json:"action"` // on a sector's record
	Recipient string `json:"recipient"`
	Severity  string `json:"severity"`
	// On the register's own record, where that differs; empty = the same.
	RegisterAction    string `json:"register_action,omitempty"`
	RegisterRecipient string `json:"register_recipient,omitempty"`
}

// Action is a fixed action code with the sentence that tells an officer what to do.
type Action struct {
	Code   string
	VI, EN string
}

// Recipients returns the recipients with their names.
func Recipients() []Action {
	return []Action{
		{ToCommunePolice, "Công an cấp xã nơi đăng ký thường trú", "police of the commune of permanent residence"},
		{ToAgency, "Cơ quan chủ quản dữ liệu", "the agency that owns the data"},
		{ToProvincePolice, "Công an cấp tỉnh (Phòng Cảnh sát quản lý hành chính về trật tự xã hội)", "provincial police"},
		{ToJustice, "Cơ quan tư pháp, hộ tịch", "justice and civil-status office"},
	}
}

// reasonKey finds a reason.
type reasonKey struct{ code, word string }

// spec is a rule's reason as the sink uses it.
type spec struct {
	rule      int
	criterion record.Criterion
	reason    Reason
}

// specs indexes the rules for one run.
func specs() map[reasonKey]spec {
	m := make(map[reasonKey]spec)
	for i, r := range Rules() {
		for _, why := range r.Reasons {
			m[reasonKey{r.Code, why.Word}] = spec{i, r.Criterion, why}
		}
	}
	return m
}

// Rules returns every rule, in the order of the criteria and of the contract.
func Rules() []Rule {
	return slices.Concat(rulesDung(), rulesDu(), rulesSach(), rulesSong())
}

// only makes the reasons of a code that has none.
func only(action, recipient, severity string) []Reason {
	return []Reason{{Action: action, Recipient: recipient, Severity: severity}}
}

func rulesDung() []Rule {
	const check = "check_papers_then_correct"
	return []Rule{
		{record.Dung, CodeFieldMismatch, []string{"A2", "A4", "B5"}, "Thông tin không khớp với dữ liệu dân cư", "A field differs from the register", []Reason{
			{Word: "different", VI: "khác nhau", EN: "different", Action: check, Recipient: ToCommunePolice, Severity: High},
			{Word: "less_precise", VI: "ghi ngày 01/01 thay ngày sinh thật", EN: "1 January stands for the true day", Action: "complete_date", Recipient: ToCommunePolice, Severity: Low},
			{Word: "diacritics", VI: "khác dấu", EN: "only the marks differ", Action: "write_name_in_full", Recipient: ToCommunePolice, Severity: Medium},
			{Word: "abbreviated", VI: "ghi thiếu chữ đệm", EN: "a part of the name is dropped", Action: "write_name_in_full", Recipient: ToCommunePolice, Severity: Medium},
			{Word: "swapped_day_month", VI: "đảo ngày và tháng", EN: "day and month exchanged", Action: check, Recipient: ToCommunePolice, Severity: Medium},
			{Word: "transposed_digits", VI: "đảo chữ số", EN: "two digits exchanged", Action: check, Recipient: ToCommunePolice, Severity: Medium},
			{Word: "old_id", VI: "ghi số CMND 9 số thay số định danh", EN: "the CMND stands where the personal ID should", Action: "replace_id", Recipient: ToAgency, Severity: Medium},
		}},
		{record.Dung, CodeIDStructure, []string{"B4"}, "Số định danh cá nhân sai cấu trúc", "A personal ID that cannot be one", []Reason{
			structure("length", "sai độ dài", "wrong length", "correct_id"),
			structure("characters", "có ký tự lạ hoặc mất chữ số", "wrong characters, or digits lost", "correct_id"),
			structure("province", "sai mã nơi đăng ký khai sinh", "wrong code of the place of birth registration", "check_id_structure"),
			structure("century_sex", "sai mã thế kỷ, giới tính", "century-and-sex digit does not fit", "check_id_structure"),
			structure("birth_year", "sai mã năm sinh", "birth-year digits do not fit", "check_id_structure"),
		}},
		{record.Dung, CodeIDOfAnother, []string{"B4", "B5"}, "Số định danh là của người khác", "The number belongs to another person", only("find_number_owner", ToCommunePolice, High)},
		{record.Dung, CodeNumberStructure, []string{"A1"}, "Mã số của ngành sai cấu trúc", "A sector number with a wrong form", []Reason{
			{Word: "length", VI: "sai độ dài", EN: "wrong length", Action: "correct_number", Recipient: ToAgency, Severity: Medium},
			{Word: "characters", VI: "có ký tự lạ", EN: "wrong characters", Action: "correct_number", Recipient: ToAgency, Severity: Medium},
			{Word: "prefix", VI: "sai phần đầu mã", EN: "a prefix that does not exist", Action: "correct_number", Recipient: ToAgency, Severity: Medium},
			{Word: "province", VI: "sai mã tỉnh", EN: "a province part that does not exist", Action: "correct_number", Recipient: ToAgency, Severity: Medium},
			{Word: "check_digit", VI: "sai số kiểm tra", EN: "wrong check digit", Action: "correct_number", Recipient: ToAgency, Severity: Medium},
		}},
		{record.Dung, CodeImpossible, []string{"A2"}, "Thông tin không thể có", "What cannot be", []Reason{
			impossible("future", "ngày ở tương lai", "a date in the future"),
			impossible("no_such_day", "ngày không có trong lịch", "a day that does not exist"),
			impossible("death_before_birth", "ngày mất trước ngày sinh", "death before birth"),
			impossible("before_birth", "tiêm, cấp thẻ hoặc chi trả trước ngày sinh", "a dose, a card or a payment before birth"),
			impossible("after_death", "tiêm sau ngày mất", "a dose after death"),
			impossible("parent_too_young", "cha hoặc mẹ hơn con chưa đủ 12 tuổi", "a parent less than 12 years older"),
			impossible("parent_sex", "số của cha là của nữ, hoặc số của mẹ là của nam", "the father's number is a woman's, or the mother's a man's"),
			impossible("marriage_under_age", "kết hôn chưa đủ tuổi", "a marriage under age"),
		}},
		{record.Dung, CodeNotCitizen, []string{"B1"}, "Không phải công dân Việt Nam mà có trong dữ liệu dân cư", "Not a Vietnamese citizen, yet in the register", []Reason{
			{Word: "foreign", VI: "quốc tịch nước ngoài", EN: "foreign nationality", Action: "remove_non_citizen", Recipient: ToCommunePolice, Severity: High},
			{Word: "stateless", VI: "không quốc tịch", EN: "stateless", Action: "remove_non_citizen", Recipient: ToCommunePolice, Severity: High},
			{Word: "undetermined", VI: "chưa xác định quốc tịch", EN: "nationality undetermined", Action: "determine_nationality", Recipient: ToCommunePolice, Severity: High},
		}},
		{record.Dung, CodeNationalityLost, []string{"B2"}, "Đã thôi, bị tước hoặc bị hủy quốc tịch Việt Nam", "Vietnamese nationality lost", []Reason{
			{Word: "case_1", VI: "đã xóa đăng ký thường trú, còn cư trú", EN: "deregistered, still living here", Action: "manage_as_foreigner", Recipient: ToCommunePolice, Severity: High},
			{Word: "case_2", VI: "chưa xóa đăng ký, dữ liệu chưa phê duyệt, đồng bộ", EN: "not deregistered, not yet synced", Action: "delete_record", Recipient: ToCommunePolice, Severity: High},
			{Word: "case_3", VI: "chưa xóa đăng ký, dữ liệu đã đồng bộ", EN: "not deregistered, synced", Action: "deregister_person", Recipient: ToCommunePolice, Severity: High},
		}},
		{record.Dung, CodeSpecialResident, []string{"B3"}, "Nhân khẩu đặc biệt", "Special resident", []Reason{
			special("1", "không có quốc tịch Việt Nam nhưng đã đăng ký, có CMND", "no Vietnamese nationality, yet registered with a CMND", "prove_nationality"),
			special("2", "con của người Việt Nam và người nước ngoài, giấy khai sinh bỏ trống quốc tịch", "child of mixed parents, nationality left blank", "prove_nationality"),
			special("3", "không có giấy tờ, không chứng minh được nhân thân", "no papers at all", "identify_person"),
			special("4", "chưa xác định quốc tịch, chưa đăng ký, không có giấy tờ", "nationality undetermined, unregistered, no papers", "prove_nationality"),
			special("5", "đã thôi, bị tước, bị hủy quốc tịch", "nationality renounced, stripped or annulled", "apply_nationality_decision"),
			special("unclassed", "chưa phân loại", "class not told", "class_special_resident"),
		}},
	}
}

func structure(word, vi, en, action string) Reason {
	r := Reason{Word: word, VI: vi, EN: en, Action: action, Recipient: ToCommunePolice, Severity: High,
		RegisterAction: "reissue_id", RegisterRecipient: ToProvincePolice}
	if action == "correct_id" {
		r.Recipient = ToAgency
	}
	return r
}

func impossible(word, vi, en string) Reason {
	return Reason{Word: word, VI: vi, EN: en, Action: "check_dates", Recipient: ToAgency, Severity: Medium, RegisterRecipient: ToCommunePolice}
}

func special(word, vi, en, action string) Reason {
	return Reason{Word: word, VI: vi, EN: en, Action: action, Recipient: ToCommunePolice, Severity: Medium}
}

func rulesDu() []Rule {
	return []Rule{
		{record.Du, CodeMissingField, []string{"A1", "A2", "C1"}, "Thiếu thông tin bắt buộc", "A required field is blank", []Reason{
			{Action: "complete_field", Recipient: ToAgency, Severity: Medium, RegisterAction: "collect_field", RegisterRecipient: ToCommunePolice},
		}},
		{record.Du, CodeNotInPopulation, []string{"B5", "C2"}, "Chưa có trong dữ liệu dân cư", "Not in the register", only("check_papers_then_collect", ToCommunePolice, High)},
		{record.Du, CodeNotCollected, []string{"C2", "C3"}, "Đã đăng ký thường trú nhưng chưa thu thập", "Registered but not collected", []Reason{
			{Word: "form_1", VI: "đang ở nơi đăng ký", EN: "lives at the registered place", Action: "collect_now", Recipient: ToCommunePolice, Severity: High},
			{Word: "form_2", VI: "ở nơi khác, đã biết", EN: "lives elsewhere, known where", Action: "send_for_verification", Recipient: ToCommunePolice, Severity: High},
			{Word: "form_3", VI: "ở nơi khác, không rõ ở đâu", EN: "lives elsewhere, not known where", Action: "trace_and_list", Recipient: ToCommunePolice, Severity: High},
		}},
		{record.Du, CodeDoubleResidence, []string{"C3"}, "Đăng ký thường trú hai nơi", "Registered in two households", only("deregister_one", ToCommunePolice, High)},
		{record.Du, CodeCountLow, []string{"C3"}, "Số dân cư ít hơn tàng thư hộ khẩu", "The register counts fewer than the archive", only("review_uncollected", ToCommunePolice, High)},
		{record.Du, CodeNotCovered, []string{"E3", "F8"}, "Thuộc diện phải có nhưng chưa có trong dữ liệu ngành", "A person the scheme must cover is not in it", only("enrol_in_scheme", ToAgency, Medium)},
	}
}

func rulesSach() []Rule {
	return []Rule{
		{record.Sach, CodeDuplicate, []string{"D4"}, "Bản ghi trùng", "A record that repeats another", []Reason{
			{Word: "same_person", VI: "trùng người", EN: "the same person", Action: "cancel_record", Recipient: ToAgency, Severity: Medium, RegisterRecipient: ToCommunePolice},
			{Word: "same_fact", VI: "trùng nội dung", EN: "the same fact", Action: "cancel_record", Recipient: ToAgency, Severity: Medium},
		}},
		{record.Sach, CodeSharedNumber, []string{"B4", "D4"}, "Một số dùng cho nhiều người", "One number on different persons", []Reason{
			{Action: "assign_number_to_owner", Recipient: ToAgency, Severity: High, RegisterRecipient: ToProvincePolice},
		}},
		{record.Sach, CodeVerify, []string{"D1", "D2"}, "Cần xác minh trước khi phê duyệt", "To be verified before approval", only("verify_three_steps", ToCommunePolice, Medium)},
		{record.Sach, CodeSurplus, []string{"D3", "D4"}, "Có trong dữ liệu dân cư, không có trong tàng thư", "In the register but not the archive", []Reason{
			{Word: "duplicate", VI: "thu thập trùng", EN: "collected twice", Action: "cancel_record", Recipient: ToCommunePolice, Severity: Medium},
			{Word: "dead_or_missing", VI: "đã chết hoặc mất tích", EN: "dead or missing", Action: "update_register_status", Recipient: ToCommunePolice, Severity: High},
			{Word: "temporary", VI: "tạm trú", EN: "a temporary resident", Action: "hand_over_to_home_commune", Recipient: ToCommunePolice, Severity: Medium},
			{Word: "moved_away", VI: "đã chuyển nơi thường trú", EN: "moved elsewhere", Action: "clean_with_new_commune", Recipient: ToCommunePolice, Severity: Medium},
			{Word: "unexplained", VI: "chưa rõ nguyên nhân", EN: "unexplained", Action: "explain_surplus", Recipient: ToCommunePolice, Severity: Medium},
		}},
		{record.Sach, CodeCountHigh, []string{"D3"}, "Số dân cư nhiều hơn tàng thư hộ khẩu", "The register counts more than the archive", only("review_surplus", ToCommunePolice, High)},
	}
}

func rulesSong() []Rule {
	return []Rule{
		{record.Song, CodeDeathUnrecorded, []string{"E2"}, "Đã chết, dữ liệu dân cư chưa cập nhật", "A death the register does not show", only("update_register_status", ToCommunePolice, High)},
		{record.Song, CodeBirthUncollected, []string{"E2"}, "Đã khai sinh, chưa có trong dữ liệu dân cư", "A birth the register does not hold", only("collect_birth", ToCommunePolice, High)},
		{record.Song, CodeMarriageMissing, []string{"E2"}, "Đã kết hôn, dữ liệu dân cư chưa cập nhật", "A marriage the register does not show", only("update_marital_status", ToCommunePolice, Medium)},
		{record.Song, CodeDivorceMissing, []string{"E2"}, "Đã ly hôn, dữ liệu dân cư chưa cập nhật", "A divorce the register does not show", only("update_marital_status", ToCommunePolice, Medium)},
		{record.Song, CodeCorrection, []string{"E2"}, "Đã cải chính hộ tịch, dữ liệu dân cư chưa cập nhật", "A correction the register does not show", only("apply_correction", ToCommunePolice, Medium)},
		{record.Song, CodeParentMissing, []string{"E2"}, "Đã nhận cha, mẹ, con, dữ liệu dân cư chưa cập nhật", "A recognised parent the register does not hold", only("record_parent", ToCommunePolice, Medium)},
		{record.Song, CodeMoveMissing, []string{"E1"}, "Đã chuyển đi, dữ liệu dân cư chưa cập nhật", "A move the register does not show", only("update_residence", ToCommunePolice, Medium)},
		{record.Song, CodeActiveAfterDeath, []string{"E2", "E4"}, "Đã chết nhưng ngành vẫn quản lý, chi trả", "Dead, yet still counted, insured or paid", only("stop_payment_and_check", ToAgency, High)},
		{record.Song, CodeOldIDInUse, []string{"B4", "E1"}, "Còn dùng số CMND 9 số", "A 9-digit CMND still in use", []Reason{
			{Action: "replace_id", Recipient: ToAgency, Severity: Low, RegisterAction: "issue_id", RegisterRecipient: ToCommunePolice},
		}},
		{record.Song, CodeOldUnitInUse, []string{"E1"}, "Địa chỉ theo đơn vị hành chính đã bãi bỏ", "An address in an abolished unit", []Reason{
			{Action: "update_address_unit", Recipient: ToAgency, Severity: Low, RegisterRecipient: ToCommunePolice},
		}},
		{record.Song, CodeStale, []string{"A1", "E4"}, "Quá thời hạn chưa cập nhật", "Not updated for longer than the sector allows", []Reason{
			{Action: "review_record", Recipient: ToAgency, Severity: Low, RegisterRecipient: ToCommunePolice},
		}},
	}
}

// Actions returns every action, sorted by code.
func Actions() []Action {
	a := actions()
	slices.SortFunc(a, func(x, y Action) int { return cmp.Compare(x.Code, y.Code) })
	return a
}
