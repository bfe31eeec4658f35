package dataset

import (
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// A header with a misspelt word is read as what all words one slip away from it make of the header.
func TestMended(t *testing.T) {
	p, err := Builtin("cu_tru")
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]record.Field{
		"Họ và êtn": record.FullName, "Ho va tenn": record.FullName, "Họ và tên công dânn": record.FullName, "NGAY_THANG_NAM_SIHN": record.BirthDate,
		"Giới tínnh": record.Sex, "Điện thaoi": record.Phone, "Số điện thoaị liên hẹẹ": record.Phone, "Nơi ở hiên tạii": record.CurrentAddress,
		"Quan hẹ vói chủ hộ": record.RelationToHead,
		"Họ và tên NPT":      "", "Mã thi": "", "Số đã đóng": "", "Điểm thi": "", "Ngày thi": "", "Môn toán": "", "Số phòng thi": "", "Số phòng": "", "Quố tịch": record.Nationality, "Giớ tính": record.Sex, "Họ tên cậu": "", "Họ tên chú": "", "Số CCCD thím": "",
		"Nơi ở hin tại":  record.CurrentAddress,
		"Họ tên chaa":    "",                 // cha or cháu
		"Ngày nhập khẩu": "", "Nội dung": "", // every word is one of some wording
	} {
		if got := fieldOf(t, p, header); got != want {
			t.Errorf("%s is read as %q, want %q", header, got, want)
		}
	}
}

// What follows "A/B" may be said of the paper, which is then not its number.
func TestHalvesOfAnother(t *testing.T) {
	p, err := Builtin("cu_tru")
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]record.Field{
		"CMND/CCCD": record.PersonalIDNo, "CMND/CCCD Số": record.PersonalIDNo, "CMND/CCCD Ngày cấp": "", "CMND/CCCD Nơi cấp": "",
		"CMND số": record.PersonalIDNo, "CCCD số": record.PersonalIDNo, "Hộ số": record.HouseholdID, "NG_QUAN": record.HomeTown, "D_TOC": record.Ethnicity,
		"Ngày sinh (bằng chữ)": record.BirthDate, "Ngày sinh (bằng số)": record.BirthDate,
	} {
		if got := fieldOf(t, p, header); got != want {
			t.Errorf("%s is read as %q, want %q", header, got, want)
		}
	}
	l, err := recognise(p, "x.csv", nil, []string{"Họ tên", "Ngày sinh bằng chữ", "Ngày sinh (bằng số)"}, nil, nil, nil)
	if err != nil || len(l.joins) != 1 || !slices.Equal(l.joins[0].columns, []int{2, 1}) {
		t.Errorf("of a date in figures and in words the one in figures goes first: %+v, %v", l, err)
	}
}
