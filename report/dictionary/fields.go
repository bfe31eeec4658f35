package dictionary

import "github.com/doisanh/doisanh/record"

// Field is a field of a dataset with its name in both languages.
type Field struct {
	Name   record.Field
	VI, EN string
}

// Title returns a field's names; those of a field that only a profile of the user's knows are its own name.
func Title(f record.Field) (vi, en string) {
	for _, t := range fields() {
		if t.Name == f {
			return t.VI, t.EN
		}
	}
	return string(f), string(f)
}

// fields lists every field of the built-in sectors, the canonical person fields first.
func fields() []Field {
	return []Field{
		{record.RecordID, "Mã bản ghi", "Record ID"},
		{record.PersonalIDNo, "Số định danh cá nhân", "Personal ID"},
		{record.OldID, "Số CMND cũ", "Old ID (CMND)"},
		{record.FullName, "Họ, chữ đệm và tên", "Full name"},
		{record.OtherName, "Tên gọi khác", "Other name"},
		{record.BirthDate, "Ngày sinh", "Birth date"},
		{record.Sex, "Giới tính", "Sex"},
		{record.BirthPlace, "Nơi đăng ký khai sinh", "Place of birth registration"},
		{record.HomeTown, "Quê quán", "Home town"},
		{record.PermanentAddress, "Nơi thường trú", "Permanent address"},
		{record.CurrentAddress, "Nơi ở hiện tại", "Current address"},
		{record.Ethnicity, "Dân tộc", "Ethnic group"},
		{record.Religion, "Tôn giáo", "Religion"},
		{record.Nationality, "Quốc tịch", "Nationality"},
		{record.MaritalStatus, "Tình trạng hôn nhân", "Marital status"},
		{record.BloodType, "Nhóm máu", "Blood type"},
		{record.FatherName, "Họ tên cha", "Father's name"},
		{record.FatherID, "Số định danh của cha", "Father's personal ID"},
		{record.MotherName, "Họ tên mẹ", "Mother's name"},
		{record.MotherID, "Số định danh của mẹ", "Mother's personal ID"},
		{record.SpouseName, "Họ tên vợ, chồng", "Spouse's name"},
		{record.SpouseID, "Số định danh của vợ, chồng", "Spouse's personal ID"},
		{record.HouseholdID, "Số hộ", "Household"},
		{record.HeadName, "Họ tên chủ hộ", "Name of the head of household"},
		{record.HeadID, "Số định danh của chủ hộ", "Personal ID of the head of household"},
		{record.RelationToHead, "Quan hệ với chủ hộ", "Relation to the head of household"},
		{record.Phone, "Số điện thoại", "Telephone"},
		{record.Status, "Trạng thái", "Status"},
		{record.StatusDate, "Ngày của trạng thái", "Day of the status"},
		{record.ResidenceForm, "Hình thức cư trú", "Form of residence"},
		{record.ResidenceKind, "Loại cư trú", "Kind of residence"},
		{record.UpdatedAt, "Ngày cập nhật", "Last updated"},
		{record.PermanentCommune, "Xã, phường thường trú", "Commune of permanent residence"},
		{record.BHXHNumber, "Mã số BHXH", "Social-insurance number"},
		{record.Employer, "Đơn vị, nơi làm việc", "Employer"},
		{record.Benefit, "Chế độ hưởng", "Benefit"},
		{record.CardNumber, "Số thẻ BHYT", "Health-insurance card"},
		{record.ValidFrom, "Giá trị từ ngày", "Valid from"},
		{record.ValidTo, "Giá trị đến ngày", "Valid to"},
		{record.ObjectCode, "Mã đối tượng", "Object code"},
		{record.TaxCode, "Mã số thuế", "Tax code"},
		{record.DocumentNumber, "Số giấy tờ", "Document number"},
		{record.DoseNumber, "Mũi tiêm thứ", "Dose number"},
		{record.DoseDate, "Ngày tiêm", "Day of the dose"},
		{record.Vaccine, "Vắc xin", "Vaccine"},
		{record.Lot, "Số lô", "Lot"},
		{record.EventType, "Loại sự kiện hộ tịch", "Civil-status event"},
		{record.EventNumber, "Số đăng ký hộ tịch", "Event number"},
		{record.EventDate, "Ngày sự kiện", "Day of the event"},
		{record.EventPlace, "Nơi đăng ký hộ tịch", "Place of registration"},
		{record.OldValue, "Nội dung cũ", "Old value"},
		{record.NewValue, "Nội dung mới", "New value"},
		{record.CorrectedField, "Nội dung cải chính", "Corrected field"},
		{record.PupilCode, "Mã học sinh", "Pupil code"},
		{record.School, "Trường", "School"},
		{record.Class, "Lớp", "Class"},
		{record.CustomerCode, "Mã khách hàng", "Customer code"},
		{record.ServiceAddress, "Địa chỉ dùng điện", "Service address"},
		{record.Scheme, "Diện chính sách", "Scheme"},
		{record.Amount, "Số tiền", "Amount"},
		{record.LastPaid, "Lần chi trả gần nhất", "Last paid"},
		{record.Zone, "Khu công nghiệp", "Industrial zone"},
		{record.CaseNumber, "Số hồ sơ, vụ việc", "Case or file number"},
		{record.DecisionNumber, "Số quyết định", "Decision number"},
		{record.DecisionKind, "Loại quyết định", "Kind of decision"},
		{record.DecisionDate, "Ngày quyết định", "Day of the decision"},
		{record.SpecialClass, "Nhóm nhân khẩu đặc biệt", "Class of special resident"},
		{record.Papers, "Giấy tờ có", "Papers held"},
		{record.NoticeKind, "Loại thông báo", "Kind of notice"},
		{record.NoticeDate, "Ngày thông báo", "Day of the notice"},
		{record.IssueDate, "Ngày cấp", "Day of issue"},
		{record.IssuePlace, "Nơi cấp", "Place of issue"},
		{"identity_level", "Mức định danh điện tử", "Level of electronic identity"},
		{"spouse_birth_date", "Ngày sinh của vợ, chồng", "Spouse's birth date"},
		{record.Age, "Tuổi", "Age"},
		{record.Note, "Ghi chú", "Note"},
	}
}
