package reconcile

import (
	"testing"

	"github.com/doisanh/doisanh/record"
)

// A1, C1: a blank cell of a required field.
func TestC1MissingField(t *testing.T) {
	register := record.Sector{Code: "dan_cu", Required: []record.Field{record.FullName, record.PersonalIDNo, record.SpouseName, record.Nationality, record.BloodType, record.Phone, record.BirthDate}}
	pop := table(t, register, `
record_id | full_name     | personal_id  | old_id    | marital_status | spouse_name | nationality   | blood_type | birth_date
P1        | Nguyễn Văn An | 042080000001 |           | single         |             | VN            | A          | 1980
P2        |               |              |           | married        |             |               | không rõ   | !stand_in
P3        | Nguyễn Văn Ba | 0420!length  |           | married        | Lê Thị Hoa  | undetermined  | -          | 1990-01-01!stand_in
P4        | Nguyễn Văn Tư |              | 183000001 |                |             | VN            | O          | !impossible
P5        | Nguyễn Văn Xứ | 0            |           |                |             | VN            | O          | 1990`)
	r := run(t, pop)
	r.want(t, []string{CodeMissingField},
		"dan_cu/P2 missing_field birth_date", "dan_cu/P2 missing_field blood_type", "dan_cu/P2 missing_field full_name", "dan_cu/P2 missing_field nationality", "dan_cu/P2 missing_field personal_id",
		"dan_cu/P2 missing_field spouse_name", "dan_cu/P3 missing_field blood_type", "dan_cu/P4 missing_field personal_id", "dan_cu/P5 missing_field personal_id")
	for _, f := range r.findings() {
		if f.Code == CodeMissingField && (f.Action != "collect_field" || f.Recipient != ToCommunePolice) {
			t.Errorf("the register's own: %+v", f)
		}
	}
	events := record.Sector{Code: "ho_tich", Required: []record.Field{record.PersonalIDNo, record.NewValue, record.SpouseName}}
	s := table(t, events, `
record_id | event_type | personal_id  | new_value | spouse_name
1         | birth      |              |           |
2         | correction | 042080000001 |           |
3         | marriage   | 042080000001 |           |`).link(t, "-", "-", "-")
	run(t, pop, s).want(t, []string{CodeMissingField}, append(r.brief(CodeMissingField), "ho_tich/2 missing_field new_value", "ho_tich/3 missing_field spouse_name")...)
}

// B5, C2: a person who is not in the register.
func TestC2NotInPopulation(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | full_name\nP1 | Nguyễn Văn An")
	for _, code := range []string{"bhxh", "toa_an", "my_sector"} {
		s := table(t, sector(code), "record_id | phone\n1 |\n2 |\n3 |").link(t, "-", "?0", "0")
		run(t, pop, s).want(t, nil, code+"/1 not_in_population")
	}
	for _, code := range []string{"quoc_tich", "nhan_khau_dac_biet", "xuat_nhap_canh", "cu_tru"} {
		s := table(t, sector(code), "record_id | phone\n1 |").link(t, "-")
		run(t, pop, s).want(t, []string{CodeNotInPopulation})
	}
	s := table(t, sector("ho_tich"), "record_id | event_type\n1 | birth\n2 | death").link(t, "-", "-")
	run(t, pop, s).want(t, nil, "ho_tich/1 birth_not_collected", "ho_tich/2 not_in_population")
	// Of a marriage or divorce it is enough that one of the two is: that one's marital status is held against it.
	pop = table(t, sector("dan_cu"), "record_id|personal_id|marital_status\nP1|042180000001|single\nP2|042180000002|married")
	s = table(t, sector("ho_tich"), "record_id|event_type|spouse_id\n1|marriage|042180000001\n2|divorce|042180000002\n3|marriage|042180000003\n4|divorce|").link(t, "-", "-", "-", "-")
	run(t, pop, s).want(t, []string{CodeNotInPopulation, CodeMarriageMissing, CodeDivorceMissing}, "ho_tich/1 marriage_not_recorded marital_status", "ho_tich/2 divorce_not_recorded marital_status",
		"ho_tich/3 not_in_population", "ho_tich/4 not_in_population")
}

// A firm or an office among the customers is in no register of persons, and nothing of a person is asked of it.
func TestC2Bodies(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | full_name\nP1 | Nguyễn Văn An")
	customers := record.Sector{Code: "evn", Required: []record.Field{record.BirthDate}}
	s := table(t, customers, `
record_id | full_name             | birth_date
1         | Công ty TNHH Hòa Bình |
2         | UBND xã Yên Hồ        |
3         | Hòa Văn Bình          |`).link(t, "-", "-", "-")
	run(t, pop, s).want(t, nil, "evn/3 missing_field birth_date", "evn/3 not_in_population")
}

// C2, C3: registered but not collected, in the three forms.
func TestC3NotCollected(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | full_name\nP1 | Nguyễn Văn An")
	s := table(t, sector("cu_tru"), `
record_id | residence_form | residence_kind | status | permanent_address | current_address
01        | 1              | permanent      |        | 18409/436/42      | 18412/436/42
02        | 2              | permanent      |        | 18409/436/42      |
03        | 3              |                |        | 18409/436/42      |
04        |                | permanent      |        | 18409/436/42      | 18412/436/42
05        |                | permanent      |        | 18409/436/42      | 18409/436/42
06        |                | permanent      |        | 18409/436/42      | /436/42
07        | 1              | temporary      |        | 18409/436/42      |
08        | 1              | permanent      | dead   | 18409/436/42      |
13        |                | permanent      |        | 18409/436/42      | /437/42
14        |                | permanent      |        | 18409/436/42      | //79
15        |                | permanent      |        |                   | 18412/436/42
09        | 1              | permanent      | moved  | 18409/436/42      |
10        | 1              | permanent      |        | 18409/436/42      |
11        | 1              | permanent      |        | 18409/436/42      |
12        | 3              | permanent      | missing | 18409/436/42     |`).link(t, "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "-", "?0", "0", "-")
	r := run(t, pop, s)
	r.want(t, []string{CodeNotCollected},
		"cu_tru/01 not_collected/form_1", "cu_tru/02 not_collected/form_2", "cu_tru/03 not_collected/form_3", "cu_tru/04 not_collected/form_2",
		"cu_tru/05 not_collected/form_1", "cu_tru/06 not_collected/form_1", "cu_tru/12 not_collected/form_3",
		"cu_tru/13 not_collected/form_2", "cu_tru/14 not_collected/form_2", "cu_tru/15 not_collected/form_1")
	actions := map[string]string{"form_1": "collect_now", "form_2": "send_for_verification", "form_3": "trace_and_list"}
	for _, f := range r.findings() {
		if f.Code == CodeNotCollected && (f.Action != actions[f.Reason] || f.Commune != 18409 && f.RecordID != "15") {
			t.Errorf("%+v", f)
		}
	}
	// Where the books give the commune alone, by its code.
	s = table(t, sector("cu_tru"), "record_id | current_address\n1 | 18412/436/42\n2 | 18409/436/42\n3 | //79").link(t, "-", "-", "-")
	s.People.Commune = []uint32{18409, 18409, 18409}
	run(t, pop, s).want(t, []string{CodeNotCollected}, "cu_tru/1 not_collected/form_2", "cu_tru/2 not_collected/form_1", "cu_tru/3 not_collected/form_1")
}

// C3: registered in two households; D4: registered twice in one. A temporary residence or a struck-out one beside the
// permanent one is neither; nor is one number in two communes, unless the heads differ, nor what is not known to be in another commune.
func TestC3DoubleResidence(t *testing.T) {
	pop := table(t, sector("dan_cu"), "record_id | full_name\nP1 | Nguyễn Văn An")
	s := table(t, sector("cu_tru"), `
record_id | household_id | head_name    | residence_kind | status | permanent_address
01        | H1           |              | permanent      |        | 18409/436/42
02        | H2           |              | permanent      |        | 18409/436/42
03        | H3           |              | permanent      |        | 18409/436/42
04        | H3           |              | permanent      |        | 18409/436/42
05        | H4           |              | permanent      |        | 18409/436/42
06        | H5           |              | temporary      |        | 18412/436/42
07        | H6           |              | permanent      | moved  | 18412/436/42
08        | H7           | Lê Văn Bình  |                |        | 18409/436/42
09        | H7           | Trần Thị Lan |                |        | 18412/436/42
10        |              |              |                |        | 18409/436/42
11        | H8           |              |                |        | 18409/436/42
12        | H5           |              | temporary      |        | 18412/436/42
13        | H4           |              | permanent      |        | 18409/436/42
14        | H9           | Lê Văn Bình  |                |        | 18409/436/42
15        | H9           | LÊ VĂN BÌNH  |                |        | 18412/436/42
16        |              |              |                |        | 18409/436/42
17        | H10          |              |                |        | 18412/436/42
18        | H11          | Lê Văn Bình  |                |        | 18409/436/42
19        | H11          | Trần Thị Lan |                |        | 18409/436/42
20        |              |              |                |        |
21        | H12          |              |                |        | 18412/436/42
22        | H13          |              | permanent      |        | 18409/436/42
23        | H14          |              | temporary      |        | 18409/436/42
24        | H15          |              | temporary      |        | 18412/436/42
25        | H16          |              | permanent      |        | 18409/436/42
26        | H17          |              | permanent      |        | 18412/436/42
27        | H18          |              | temporary      |        | 18415/436/42
28        | H19          |              | permanent      |        | 18409/436/42
29        | H20          |              | permanent      | moved  | 18409/436/42
30        | H21          |              | permanent      | moved  | 18412/436/42`).cluster(0, 1).cluster(2, 3).cluster(4, 5, 6, 11).cluster(7, 8).cluster(9, 10).cluster(13, 14).cluster(15, 16).
		cluster(17, 18).cluster(19, 20).cluster(21, 22, 23).cluster(24, 25, 26).cluster(27, 28, 29)
	for range s.People.Rows() {
		s.Links = append(s.Links, record.Link{Person: record.NoRow, RunnerUp: record.NoRow})
	}
	run(t, pop, s).want(t, []string{CodeDoubleResidence, CodeDuplicate},
		"cu_tru/01 double_residence household_id", "cu_tru/02 double_residence household_id", "cu_tru/04 duplicate/same_person",
		"cu_tru/08 double_residence household_id", "cu_tru/09 double_residence household_id", "cu_tru/11 duplicate/same_person", "cu_tru/12 duplicate/same_person",
		"cu_tru/15 duplicate/same_person", "cu_tru/16 double_residence household_id", "cu_tru/17 double_residence household_id",
		"cu_tru/19 duplicate/same_person", "cu_tru/21 duplicate/same_person", "cu_tru/24 duplicate/same_person", "cu_tru/25 double_residence household_id", "cu_tru/26 double_residence household_id")
}

// C3, D3: the two counts of a commune.
func TestC3D3Counts(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | status  | residence_kind | permanent_address
P1        |         |                | 00001/1/1
P2        | dead    |                | 00001/1/1
P3        |         | temporary      | 00001/1/1
P4        | synced  | permanent      | 00002/1/1
P5        | living  | permanent      | 00002/1/1
P6        |         |                | 00003/1/1
P7        |         |                | 00004/1/1
P8        |         |                |`)
	s := table(t, sector("cu_tru"), `
record_id | status  | residence_kind | permanent_address
1         |         |                | 00001/1/1
2         |         |                | 00001/1/1
2b        |         |                | 00001/1/1
3         |         |                | 00002/1/1
4         | moved   |                | 00002/1/1
5         |         | temporary      | 00002/1/1
6         |         |                | 00003/1/1
7         |         |                |`).link(t, "0", "-", "-", "3", "-", "-", "5", "-")
	r := run(t, pop, s)
	r.want(t, []string{CodeCountLow, CodeCountHigh}, "cu_tru/00001 count_low", "cu_tru/00002 count_high")
	for _, f := range r.findings() {
		if f.Code == CodeCountLow && (f.DatasetValue != "3" || f.PopulationValue != "2" || f.Commune != 1 || f.Criterion != record.Du) {
			t.Errorf("%+v", f)
		}
		if f.Code == CodeCountHigh && (f.DatasetValue != "1" || f.PopulationValue != "2" || f.Criterion != record.Sach) {
			t.Errorf("%+v", f)
		}
	}
	run(t, pop, table(t, sector("bhxh"), "record_id | permanent_address\n1 | 00001/1/1").link(t, "0")).want(t, []string{CodeCountLow, CodeCountHigh})
}

// C3: the register itself has a person in two households of two communes; a copy in the same household is a duplicate only.
func TestC3DoubleResidenceInTheRegister(t *testing.T) {
	pop := table(t, sector("dan_cu"), `
record_id | full_name    | household_id | permanent_address
P1        | Lê Thị Hoa   | H1           | 18409/436/42
P2        | Lê Thị Hoa   | H2           | 18412/436/42
P3        | Trần Văn Nam | H3           | 18409/436/42
P4        | Trần Văn Nam | H3           | 18409/436/42
P5        | Hồ Thị Tư    | H4           | 18409/436/42
P6        | Hồ Thị Tư    | H4           | 18412/436/42
P7        | Võ Văn Năm   | H5           | 18409/436/42
P8        | Võ Văn Năm   | H6           | 18409/436/42
P9        | Đỗ Văn Sáu   |              | 18409/436/42
PA        | Đỗ Văn Sáu   | H7           | 18412/436/42
PB        | Vũ Văn Bảy   | H8           |
PC        | Vũ Văn Bảy   | H9           | 18412/436/42`).cluster(0, 0, 1).cluster(2, 2, 3).cluster(4, 4, 5).cluster(6, 6, 7).cluster(8, 8, 9).cluster(10, 10, 11)
	run(t, pop).want(t, []string{CodeDoubleResidence, CodeDuplicate},
		"dan_cu/P1 double_residence household_id", "dan_cu/P2 double_residence household_id", "dan_cu/P2 duplicate/same_person", "dan_cu/P4 duplicate/same_person",
		"dan_cu/P6 duplicate/same_person", "dan_cu/P8 duplicate/same_person", "dan_cu/PA duplicate/same_person", "dan_cu/PC duplicate/same_person")
}
