package dataset

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A message must not carry what a file without a header begins with: its first person. What headers are called must stay told.
func TestShown(t *testing.T) {
	for _, row := range [][]string{{"1", "Nguyễn Văn An", "Nam"}, {"TRẦN THỊ BÉ"}, {"le van hung", "x"}, {"Họ tên", "Vũ Hoa"}, {"a", "042080001234"}, {"01/02/1980"}} {
		if got := Shown(row); got == "" || got[0] != '[' {
			t.Errorf("%q is told as %q", row, got)
		}
	}
	if got := Shown([]string{"Họ tên", "", " ", "Ngày sinh"}); got != "Họ tên, Ngày sinh" {
		t.Errorf("blank headers are told: %q", got)
	}
	if got := Shown(slices.Repeat([]string{"Họ tên"}, mostShown+7)); !strings.HasSuffix(got, "Họ tên, … (+7)") {
		t.Errorf("too many headers are told: %q", got)
	}
	f, err := os.Open("testdata/headers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	hidden := 0
	for _, row := range rows[1:] {
		if isName(row[1]) {
			t.Logf("%q is taken for a name", row[1])
			hidden++
		}
	}
	if 100*hidden > len(rows) {
		t.Errorf("%d of %d headers are taken for names", hidden, len(rows))
	}
}

// Of a row that is not known for a header only known wordings are told: whatever letters names are written in, and whose they are.
func TestShownOfAnybody(t *testing.T) {
	for _, name := range []string{
		"Nguyeãn Vaên Hoøa", "NGUYEÃN THÒ HÖÔNG", // VNI
		"NguyÔn V¨n Tó", "TrÇn ThÞ Hång", // TCVN3
		"Y Blim Niê", "H'Hen Niê", "Sùng A Páo", "Giàng Thị Dở", "Thạch Sa Rươne", "Điểu K'Ré", "Ka Să Wân", "Lò Văn Inh", "Kim Sô Phia",
		"John Smith", "Müller, Hans", "김철수", "Мария Иванова", "Sokha", "Đạt", "Inh",
	} {
		for _, row := range [][]string{{name}, {"1", name, "Nam", "Chủ hộ", "Thường trú"}, {"Kinh", name, "Nữ", "Vợ", "Đang hưởng"}, {"Nam", "Hộ nghèo", name, "Khai sinh", "Cha"}} {
			if got := Shown(row); strings.Contains(got, name) {
				t.Errorf("%q is told as %q", row, got)
			}
		}
	}
	// And what the lists' rows say, every so often one.
	files, err := filepath.Glob("../testdata/sample/*.csv")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(f)
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		rows, err := r.ReadAll()
		f.Close()
		if err != nil {
			t.Fatal(name, err)
		}
		for i := 7; i < len(rows); i += 97 {
			row := slices.DeleteFunc(slices.Clone(rows[i]), isCell) // which would cover the whole row
			if isHeader(nil, row) {
				t.Errorf("%s: row %d is taken for a header", name, i)
			}
		}
	}
}

// A row that names fields is told with all its columns, and so is each wording of one that does not.
func TestShownHeaders(t *testing.T) {
	for _, c := range []struct {
		row  []string
		want string
	}{
		{[]string{"Họ tên học sinh", "Ngày sinh HS", "Lớp chọn"}, "Họ tên học sinh, Ngày sinh HS, Lớp chọn"},
		{[]string{"full_name", "dob", "cust_no"}, "full_name, dob, cust_no"},
		{[]string{"Hä vµ tªn", "Ngµy sinh", "Líp chän"}, "Hä vµ tªn, Ngµy sinh, Líp chän"},
		{[]string{"Địa chỉ", "Ghi chú", "cust_no"}, "Địa chỉ, Ghi chú, (C) xxxx_xx"},
	} {
		if got := Shown(c.row); got != c.want {
			t.Errorf("%q is told as %q", c.row, got)
		}
	}
	f, err := os.Open("testdata/headers.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, row := range rows[1:] {
		if isWording(nil, row[1]) {
			told++
		}
	}
	if 100*told < 80*len(rows) {
		t.Errorf("by themselves %d of %d headers are told", told, len(rows))
	}
}
