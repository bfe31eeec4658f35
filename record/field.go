package record

// Field is the name of a column, the same in profiles, findings and output files. The canonical person fields are fixed;
// a sector's profile may name any others.
type Field string

// The canonical person fields, in the order in which they are written out.
const (
	RecordID         Field = "record_id"
	PersonalIDNo     Field = "personal_id"
	OldID            Field = "old_id"
	FullName         Field = "full_name"
	OtherName        Field = "other_name"
	BirthDate        Field = "birth_date"
	Sex              Field = "sex"
	BirthPlace       Field = "birth_place"
	HomeTown         Field = "home_town"
	PermanentAddress Field = "permanent_address"
	CurrentAddress   Field = "current_address"
	Ethnicity        Field = "ethnicity"
	Religion         Field = "religion"
	Nationality      Field = "nationality"
	MaritalStatus    Field = "marital_status"
	BloodType        Field = "blood_type"
	FatherName       Field = "father_name"
	FatherID         Field = "father_id"
	MotherName       Field = "mother_name"
	MotherID         Field = "mother_id"
	SpouseName       Field = "spouse_name"
	SpouseID         Field = "spouse_id"
	HouseholdID      Field = "household_id"
	HeadName         Field = "head_name"
	HeadID           Field = "head_id"
	RelationToHead   Field = "relation_to_head"
	Phone            Field = "phone"
	Status           Field = "status"
	StatusDate       Field = "status_date"
	ResidenceForm    Field = "residence_form"
	ResidenceKind    Field = "residence_kind"
	UpdatedAt        Field = "updated_at"
	PermanentCommune Field = "permanent_commune"
)

// The sectors' own fields that rules refer to.
const (
	BHXHNumber     Field = "bhxh_number"     // social-insurance number
	Employer       Field = "employer"        // bhxh, lao_dong
	Benefit        Field = "benefit"         // bhxh: the benefit drawn
	CardNumber     Field = "card_number"     // bhyt: health-insurance card
	ValidFrom      Field = "valid_from"      // bhyt, lao_dong
	ValidTo        Field = "valid_to"        // bhyt, lao_dong
	ObjectCode     Field = "object_code"     // bhyt
	TaxCode        Field = "tax_code"        // thue: MST
	DocumentNumber Field = "document_number" // thue: the paper shown, where another column is the personal ID
	DoseNumber     Field = "dose_number"     // tiem_chung
	DoseDate       Field = "dose_date"       // tiem_chung
	Vaccine        Field = "vaccine"         // tiem_chung
	Lot            Field = "lot"             // tiem_chung
	EventType      Field = "event_type"      // ho_tich: one of the Event… codes
	EventNumber    Field = "event_number"    // ho_tich
	EventDate      Field = "event_date"      // ho_tich: day of the event itself (birth, death, wedding)
	EventPlace     Field = "event_place"     // ho_tich: registering commune
	OldValue       Field = "old_value"       // ho_tich: corrections
	NewValue       Field = "new_value"       // ho_tich: corrections
	CorrectedField Field = "corrected_field" // ho_tich: what the correction changes
	PupilCode      Field = "pupil_code"      // giao_duc
	School         Field = "school"          // giao_duc
	Class          Field = "class"           // giao_duc
	CustomerCode   Field = "customer_code"   // evn
	ServiceAddress Field = "service_address" // evn: where the electricity is used
	Scheme         Field = "scheme"          // an_sinh
	Amount         Field = "amount"          // an_sinh
	LastPaid       Field = "last_paid"       // an_sinh, bhxh: last day or month paid
	Zone           Field = "zone"            // lao_dong: industrial zone
	CaseNumber     Field = "case_number"     // toa_an, vien_kiem_sat, quan_su, mot_cua
	DecisionNumber Field = "decision_number" // quoc_tich
	DecisionKind   Field = "decision_kind"   // quoc_tich: one of the Decision… codes
	DecisionDate   Field = "decision_date"   // quoc_tich
	SpecialClass   Field = "special_class"   // nhan_khau_dac_biet: 1–5
	Papers         Field = "papers"          // nhan_khau_dac_biet
	NoticeKind     Field = "notice_kind"     // xuat_nhap_canh: one of the Notice… codes
	NoticeDate     Field = "notice_date"     // xuat_nhap_canh
	IssueDate      Field = "issue_date"      // can_cuoc
	IssuePlace     Field = "issue_place"     // can_cuoc
	Age            Field = "age"             // years, in any sector; what is known of the birth where no date is
	Note           Field = "note"            // free text in any sector
)

// CanonicalFields lists the canonical person fields in output order.
func CanonicalFields() []Field {
	return []Field{
		RecordID, PersonalIDNo, OldID, FullName, OtherName, BirthDate, Sex, BirthPlace, HomeTown, PermanentAddress,
		CurrentAddress, Ethnicity, Religion, Nationality, MaritalStatus, BloodType, FatherName, FatherID, MotherName,
		MotherID, SpouseName, SpouseID, HouseholdID, HeadName, HeadID, RelationToHead, Phone, Status, StatusDate,
		ResidenceForm, ResidenceKind, UpdatedAt,
	}
}

// Kind says how a column's values are read, normalized and compared.
type Kind uint8

// The kinds of column. The names in kindNames are the ones profiles use.
const (
	KindText        Kind = iota // free text, compared folded
	KindKey                     // a key kept as written: record ids, household ids, case numbers
	KindName                    // a person's name
	KindDate                    // a day, month or year
	KindPersonalID              // a 12-digit personal ID, a 9-digit CMND, or both in one cell
	KindSex                     // male, female
	KindPlace                   // an address or place name
	KindCommune                 // a commune-level unit given by its code
	KindEthnicity               // one of the 54 groups
	KindNationality             // ISO 3166 alpha-2, or one of the Nationality… codes
	KindMarital                 // single, married, divorced, widowed
	KindCode                    // a word of the column's code list
	KindAmount                  // an amount of money
	KindPhone                   // a telephone number
	KindTaxCode                 // MST: 10 or 13 digits with a check digit, or a personal ID
	KindBHXH                    // social-insurance number, 10 digits
	KindBHYT                    // health-insurance card, 15 or 10 characters
	KindEVN                     // electricity customer code, 13 characters
	KindWords                   // tables of any kind: long texts, compared by the words they share alone
)

var kindNames = [...]string{
	"text", "key", "name", "date", "personal_id", "sex", "place", "commune", "ethnicity", "nationality", "marital",
	"code", "amount", "phone", "tax_code", "bhxh", "bhyt", "evn", "words",
}

// String returns the kind's name as profiles write it.
func (k Kind) String() string { return kindNames[k] }

// ParseKind returns the kind with that name, and false where there is none.
func ParseKind(s string) (Kind, bool) {
	for i, n := range kindNames {
		if n == s {
			return Kind(i), true
		}
	}
	return 0, false
}

// IsNumber reports whether the kind is one of the sectors' own person numbers, checked by rule number_structure.
func (k Kind) IsNumber() bool { return k >= KindTaxCode && k <= KindEVN }
