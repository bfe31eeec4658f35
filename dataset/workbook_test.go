package dataset

import (
	"context"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/doisanh/doisanh/record"
)

// officersBook is a workbook as offices keep them: titles, a header of two rows with merged cells, columns' numbers, the birth date in
// the column of the sex, merged villages, a hidden row, a total and signatures; a second sheet of the same kind, a cover and a hidden one.
func officersBook(t *testing.T) string {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	must := func(err error) {
		if err != nil {
			t.Helper()
			t.Fatal(err)
		}
	}
	put := func(sheet string, rows map[string][]any) {
		for at, row := range rows {
			must(f.SetSheetRow(sheet, at, &row))
		}
	}
	must(f.SetSheetName("Sheet1", "Bìa"))
	put("Bìa", map[string][]any{"A1": {"UBND HUYỆN ĐỨC THỌ"}, "A2": {"Danh sách năm 2025"}})
	header := map[string][]any{
		"A1": {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"}, "A3": {"DANH SÁCH HỘ NGHÈO"},
		"A5": {"STT", "Họ và tên", "Ngày sinh", nil, "Số CCCD", "Thôn", "Xã"}, "C6": {"Nam", "Nữ"},
		"A7": {"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"},
	}
	for sheet, rows := range map[string]map[string][]any{
		"Yên Hồ": {
			"A8": {1, "Nguyễn Văn An", "01/02/1950", nil, 42050000001, "Thôn 1", "Yên Hồ"}, "A9": {2, "Trần Thị Bé", nil, 1951, "042151000002", nil, "Yên Hồ"},
			"A11": {3, "Lê Văn Cần", 1952, nil, 42052000003, "Thôn 2", "Yên Hồ"}, "A12": {"Tổng cộng: 3 người"},
			"E14": {"Yên Hồ, ngày 05 tháng 3 năm 2025"}, "B15": {"NGƯỜI LẬP BIỂU", nil, nil, "CHỦ TỊCH"}, "B19": {"Phạm Văn Lập", nil, nil, "Hồ Chủ"},
		},
		"Tùng Ảnh": {"A8": {1, "Võ Thị Dung", nil, "03/04/1960", "042160000004", "Thôn 5", "Tùng Ảnh"}},
		"Cũ":       {"A8": {1, "Người Cũ", "1940", nil, "042040000009", "Thôn 9", "Cũ"}},
	} {
		_, err := f.NewSheet(sheet)
		must(err)
		put(sheet, header)
		put(sheet, rows)
		for _, m := range [][2]string{{"A5", "A6"}, {"B5", "B6"}, {"C5", "D5"}, {"E5", "E6"}, {"F5", "F6"}, {"G5", "G6"}, {"A1", "G1"}} {
			must(f.MergeCell(sheet, m[0], m[1]))
		}
	}
	must(f.MergeCell("Yên Hồ", "F8", "F9"))
	must(f.SetRowVisible("Yên Hồ", 11, false))
	must(f.SetSheetVisible("Cũ", false))
	path := filepath.Join(t.TempDir(), "ho_ngheo.xlsx")
	must(f.SaveAs(path))
	return path
}

func TestOfficersBook(t *testing.T) {
	p, err := Builtin("an_sinh")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load(context.Background(), Source{Profile: p, Files: []string{officersBook(t)}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	at := func(f record.Field) string {
		var all []string
		for row := range l.Table.Rows() {
			all = append(all, l.Table.Column(f).At(row))
		}
		return strings.Join(all, "|")
	}
	order := "Võ Thị Dung"
	if strings.HasPrefix(l.Table.Files[0], "ho_ngheo.xlsx[Yên") {
		order = "Nguyễn Văn An"
	}
	if got := at(record.FullName); !strings.HasPrefix(got, order) || strings.Count(got, "|") != 3 {
		t.Errorf("names %s", got)
	}
	rows := map[string]string{}
	for row := range l.Table.Rows() {
		var v []string
		for _, f := range []record.Field{record.Sex, record.BirthDate, record.PersonalIDNo, record.PermanentAddress} {
			v = append(v, l.Table.Column(f).At(row))
		}
		rows[l.Table.Column(record.FullName).At(row)] = strings.Join(v, "; ")
	}
	want := map[string]string{
		"Nguyễn Văn An": "Nam; 01/02/1950; 42050000001; Thôn 1, Yên Hồ", "Trần Thị Bé": "Nữ; 1951; 042151000002; Thôn 1, Yên Hồ",
		"Lê Văn Cần": "Nam; 1952; 42052000003; Thôn 2, Yên Hồ", "Võ Thị Dung": "Nữ; 03/04/1960; 042160000004; Thôn 5, Tùng Ảnh",
	}
	if !reflect.DeepEqual(rows, want) {
		t.Errorf("got %q\nwant %q", rows, want)
	}
	notes := map[string]bool{}
	for _, n := range l.Notes {
		notes[n.ID] = true
	}
	for _, id := range []string{NoteTablesStacked, NoteTablesPassed, NoteTablesHidden, NoteHeaderBelow, NoteHeaderLines, NoteHeaderNumbers, NoteRowsFooter, NoteRowsHidden, NoteCellsMerged} {
		if !notes[id] {
			t.Errorf("%s is not told: %v", id, l.Notes)
		}
	}
	for _, r := range l.Rejects {
		if r.Reason != reasonFooter {
			t.Errorf("rejected: %+v", r)
		}
	}
	if len(l.Rejects) != 4 || l.RowsIn != 8 || l.Table.Line[l.Table.Rows()-1] < 2 {
		t.Errorf("%d rejects, %d in", len(l.Rejects), l.RowsIn)
	}
}

func TestTableByName(t *testing.T) {
	p, err := Builtin("an_sinh")
	if err != nil {
		t.Fatal(err)
	}
	path := officersBook(t)
	l, err := Load(context.Background(), Source{Profile: p, Files: []string{path}, Table: "cu"}, Options{})
	if err != nil || l.Table.Rows() != 1 || l.Table.Column(record.FullName).At(0) != "Người Cũ" {
		t.Errorf("%v, %v", l, err)
	}
	_, err = Load(context.Background(), Source{Profile: p, Files: []string{path}, Table: "Yên Hô 2"}, Options{})
	if q := problem(t, err, record.ProblemTableUnknown); q.Args[0] != "Yên Hồ" {
		t.Errorf("%v", q)
	}
}

// TestCSVOfAnOfficersSheet: the same lines above, in and below a list are seen in delimited text.
func TestCSVOfAnOfficersSheet(t *testing.T) {
	l, err := load(t, "an_sinh", nil, "x.csv", "DANH SÁCH,,,,\nSTT,Họ và tên,Năm sinh,,Địa chỉ\n,,Nam,Nữ,\n1,2,3,4,5\n"+
		"1,Nguyễn Văn An,1950,,Yên Hồ\n2,Trần Thị Bé,,1951,Yên Hồ\n3,Cộng Văn Ba,1960,,Yên Hồ\nTổng số: 3,,,,\n,,,,\n,,,Yên Hồ ngày 1 tháng 2 năm 2025,\n,Người lập,,Chủ tịch,\n,An,,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := names(l); got != "Nguyễn Văn An|Trần Thị Bé|Cộng Văn Ba" {
		t.Errorf("names %s", got)
	}
	c := l.Table.Column(record.Sex)
	if c == nil || c.At(0)+c.At(1) != "NamNữ" {
		t.Errorf("sexes %+v", c)
	}
	var got []string
	for _, r := range l.Rejects {
		got = append(got, r.Reason)
	}
	if want := []string{"footer", "blank", "footer", "footer", "footer"}; !reflect.DeepEqual(got, want) || l.RowsIn != 8 || l.Rejects[0].Row != 8 {
		t.Errorf("rejects %+v", l.Rejects)
	}
}

// TestBirthBelowThePerson: the birth dates of men and women below a merged cell that says whom all is about.
func TestBirthBelowThePerson(t *testing.T) {
	l, err := load(t, "an_sinh", nil, "x.csv", "STT,Thông tin cá nhân,,,,Nơi ở\n,Họ và tên,Ngày tháng năm sinh,,Số CCCD,\n,,Nam,Nữ,,\n"+
		"1,Nguyễn Văn An,01/02/1950,,,Yên Hồ\n2,Trần Thị Bé,,1951,,Yên Hồ\n")
	if err != nil {
		t.Fatal(err)
	}
	if births, sexes := valuesOf(l, record.BirthDate), valuesOf(l, record.Sex); !slices.Equal(births, []string{"01/02/1950", "1951"}) || !slices.Equal(sexes, []string{"Nam", "Nữ"}) {
		t.Errorf("%q, %q", births, sexes)
	}
}

// TestWomenTicked: the one column "Nữ" of the insurance forms, ticked for women. What holds more than ticks, or stands beside a column of the
// sex, is none.
func TestWomenTicked(t *testing.T) {
	for _, c := range []struct{ header, first, second, want string }{
		{"Nữ", "x", "", "NữNam"},
		{"Giới tính (Nữ đánh dấu X)", "", "X", "NamNữ"},
		{"Nữ,Giới tính", "x,Nam", ",Nữ", "NamNữ"},
		{"Nữ", "x", "x", ""},
		{"Người tham gia Nữ", "x", "", "NữNam"},
		{"Nữ dân tộc", "x", "", ""},
		{"Nữ", "Hoa", "", ""},
		{"Số nữ", "1", "", ""},
	} {
		l, err := load(t, "bhxh", nil, "x.csv", "Họ và tên,Mã số BHXH,"+c.header+"\nTrần Thị Bé,2400000001,"+c.first+"\nNguyễn Văn An,2400000002,"+c.second+"\n")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if s := l.Table.Column(record.Sex); s != nil {
			got = s.At(0) + s.At(1)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.header, got, c.want)
		}
	}
}

// TestWomenTickedBesideStrays: a row or two that slipped by a column leave the others' sex told, and are told none themselves.
func TestWomenTickedBesideStrays(t *testing.T) {
	for _, c := range []struct {
		strays int
		want   string
	}{{1, "|Nữ|Nam"}, {5, ""}} {
		rows := "Họ và tên,Mã số BHXH,Nữ\n"
		for i := range 30 {
			tick := []string{"x", ""}[i%2]
			if i < c.strays {
				tick = "01/02/1980"
			}
			rows += fmt.Sprintf("Trần Thị Bé,24000000%02d,%s\n", i, tick)
		}
		l, err := load(t, "bhxh", nil, "x.csv", rows)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if s := l.Table.Column(record.Sex); s != nil {
			got = s.At(0) + "|" + s.At(28) + "|" + s.At(29)
		}
		if got != c.want {
			t.Errorf("%d of 30: %q, want %q", c.strays, got, c.want)
		}
	}
}

// TestBirthOfMenOrWomen: of two columns for the birth, that of men and that of women, the one with a date tells both; a zero or a word for "none" is no date.
func TestBirthOfMenOrWomen(t *testing.T) {
	l, err := load(t, "an_sinh", nil, "x.csv", "Mã đối tượng,Họ và tên,Năm sinh Nam,Năm sinh Nữ\n1,Trần Thị Bé,0,1950\n2,Nguyễn Văn An,1951,Không có\n3,Lê Thị Hoa,-,02/03/1952\n4,Hồ Thị Nhã,0000,00/00/1953\n5,Lê An,0,0\n")
	if err != nil {
		t.Fatal(err)
	}
	born, sex := l.Table.Column(record.BirthDate), l.Table.Column(record.Sex)
	for row, want := range []string{"1950 Nữ", "1951 Nam", "02/03/1952 Nữ", "00/00/1953 Nữ", "0 "} {
		if got := born.At(row) + " " + sex.At(row); got != want {
			t.Errorf("row %d: %q, want %q", row, got, want)
		}
	}
}

// TestStackedHeader: a row of data below single headers is never taken for a second row of the header.
func TestStackedHeader(t *testing.T) {
	for _, c := range []struct {
		upper, lower string
		want         string
	}{
		{"STT|Tên|Ngày sinh||Xã", "||Nam|Nữ|", "STT|Tên|Ngày sinh Nam|Ngày sinh Nữ|Xã"},
		{"STT|Tên|Ngày sinh|Xã", "1|A|1980|B", ""},
		{"Mã|Tên||Xã", "1|A|ghi chú|B", ""},
		{"Tên|Ghi chú|", "A|x|y", ""},
		{"Tên|Giới tính|", "|Nam|Nữ", "Tên|Giới tính Nam|Giới tính Nữ"},
		{"Tên|Năm|", "|1980|1981", ""},
		{"DANH SÁCH|||", "STT|Tên|Xã|Huyện", ""},
		{"STT|Học sinh|||Lớp", "|Tên|Ngày sinh||", "STT|Học sinh Tên|Học sinh Ngày sinh||Lớp"},
		{"STT|Học sinh||||Lớp", "|Tên|Ngày sinh||Xã|", "STT|Học sinh Tên|Học sinh Ngày sinh||Học sinh Xã|Lớp"},
	} {
		got, ok := stackedHeader(strings.Split(c.upper, "|"), strings.Split(c.lower, "|"))
		if strings.Join(got, "|") != c.want || ok != (c.want != "") {
			t.Errorf("%s over %s: got %q", c.upper, c.lower, got)
		}
	}
}

// TestBelowMergedCells: what stands below a merged cell is read by itself where the two together say nothing surer. A name below the words for
// somebody else is his.
func TestBelowMergedCells(t *testing.T) {
	l, err := load(t, "ho_tich", nil, "x.csv", "Số đăng ký,Loại việc,Ngày đăng ký,Người được đăng ký,,\"Cha, mẹ\",,Người giám hộ,,\"Nội dung thay đổi, cải chính\",\n"+
		",,,\"Họ, chữ đệm, tên\",Ngày sinh,Họ tên cha,Họ tên mẹ,Họ tên,Quan hệ,Nội dung cũ,Nội dung mới\n"+
		"12,Cải chính,05/03/2024,Trần Thị Bé,07/08/2010,Trần Văn Năm,Lê Thị Sáu,Trần Văn Chín,Chú,Trần Thị Be,Trần Thị Bé\n")
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[record.Field]string{
		record.FullName: "Trần Thị Bé", record.BirthDate: "07/08/2010", record.FatherName: "Trần Văn Năm", record.MotherName: "Lê Thị Sáu",
		record.OldValue: "Trần Thị Be", record.NewValue: "Trần Thị Bé",
	} {
		if c := l.Table.Column(field); c == nil || c.At(0) != want {
			t.Errorf("%s is not read: want %q", field, want)
		}
	}
}

// TestNameBelowMergedCells: below words for the person, or for nobody, a name is the person's, however it says so again; below words that are not
// known it is where no other column is; below somebody's it is not.
func TestNameBelowMergedCells(t *testing.T) {
	for _, c := range []struct {
		merged, name string
		read         bool
	}{
		{"Thông tin cá nhân", "Họ tên người lao động", true},
		{"Thông tin", "Họ và tên", true},
		{"Lý lịch", "Họ và tên", true},
		{"Người giám hộ", "Họ và tên", false},
		{"Người làm chứng", "Họ và tên", false},
		{"Bà nội", "Họ và tên", false},
	} {
		l, err := load(t, "lao_dong", nil, "x.csv", "STT,Mã hồ sơ,"+c.merged+",,Nơi thường trú\n,,"+c.name+",Ngày sinh,\n1,LD1,Trần Thị Bé,07/08/1990,Yên Hồ\n")
		read := err == nil && l.Table.Column(record.FullName) != nil && l.Table.Column(record.BirthDate) != nil && l.Table.Rows() == 1 && l.Table.Column(record.PermanentAddress) != nil
		if read != c.read {
			t.Errorf("%s over %s: read %v, %v", c.merged, c.name, read, err)
		}
	}
}

// TestThreeHeaderRows: a part below a merged cell may be merged over parts of its own.
func TestThreeHeaderRows(t *testing.T) {
	l, err := load(t, "giao_duc", nil, "x.csv", "STT,Thông tin học sinh,,,,,Lớp\n,Họ và tên,Ngày sinh,,,Giới tính,\n,,Ngày,Tháng,Năm,,\n1,Trần Thị Bé,7,8,2012,Nữ,6A\n2,Trần Văn An,17,11,2012,Nam,6A\n")
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[record.Field]string{record.FullName: "Trần Thị Bé", record.BirthDate: "7/8/2012", record.Sex: "Nữ", record.Class: "6A"} {
		if c := l.Table.Column(field); c == nil || c.At(0) != want {
			t.Errorf("%s is not read: want %q", field, want)
		}
	}
}

// TestDateBelowMergedCells: a merged cell over day, month and year may itself be called the whole date.
func TestDateBelowMergedCells(t *testing.T) {
	for _, merged := range []string{"Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "NTNS"} {
		l, err := load(t, "giao_duc", nil, "x.csv", "STT,Họ và tên,\""+merged+"\",,,Lớp\n,,Ngày,Tháng,Năm,\n1,Trần Thị Bé,7,8,2012,6A\n2,Trần Văn An,17,11,2012,6A\n")
		if err != nil {
			t.Fatal(err)
		}
		if c := l.Table.Column(record.BirthDate); c == nil || c.At(0) != "7/8/2012" {
			t.Errorf("%s: %+v", merged, c)
		}
	}
}

// TestBooksOfEvents: in the registers of marriages and deaths the parts about each of several people stand below merged cells.
func TestBooksOfEvents(t *testing.T) {
	for _, c := range []struct {
		rows string
		want map[record.Field]string
	}{
		{"Số,\"Ngày, tháng, năm đăng ký kết hôn\",Chồng,,,Vợ,,\n,,\"Họ, chữ đệm, tên\",\"Ngày, tháng, năm sinh\",Số định danh cá nhân,\"Họ, chữ đệm, tên\",\"Ngày, tháng, năm sinh\",Số định danh cá nhân\n" +
			"12,05/03/2024,Trần Văn An,01/02/1990,042090000001,Lê Thị Bé,03/04/1991,042191000002\n",
			map[record.Field]string{record.FullName: "Trần Văn An", record.BirthDate: "01/02/1990", record.PersonalIDNo: "042090000001", record.SpouseName: "Lê Thị Bé", record.SpouseID: "042191000002"}},
		{"Số,Ngày đăng ký khai tử,Phần ghi về người chết,,,,Phần ghi về người đi khai tử,\n,,\"Họ, chữ đệm, tên\",\"Ngày, tháng, năm sinh\",Số định danh cá nhân,Nơi cư trú cuối cùng,\"Họ, chữ đệm, tên\",Giấy tờ tùy thân\n" +
			"12,05/03/2024,Trần Văn An,01/02/1940,042040000001,Yên Hồ,Lê Thị Bé,042191000002\n",
			map[record.Field]string{record.FullName: "Trần Văn An", record.BirthDate: "01/02/1940", record.PersonalIDNo: "042040000001", record.PermanentAddress: "Yên Hồ"}},
	} {
		l, err := load(t, "ho_tich", nil, "x.csv", c.rows)
		if err != nil {
			t.Error(err)
			continue
		}
		for field, want := range c.want {
			if col := l.Table.Column(field); col == nil || col.At(0) != want {
				t.Errorf("%s is not read: want %q", field, want)
			}
		}
	}
}

// TestTicksBelowNumbers: the columns' numbers below the header are no ticks and no other value.
func TestTicksBelowNumbers(t *testing.T) {
	l, err := load(t, "bhxh", nil, "x.csv", "Họ và tên,Mã số BHXH,Nữ\n(1),(2),(3)\nTrần Thị Bé,2400000001,x\nNguyễn Văn An,2400000002,\n")
	if err != nil {
		t.Fatal(err)
	}
	if s := l.Table.Column(record.Sex); s == nil || s.At(0)+s.At(1) != "NữNam" {
		t.Errorf("sexes %+v", s)
	}
}

// TestDataIsNoHeader: a row of data of which two cells look like headers is not taken for the header, and its values are not shown as columns.
func TestDataIsNoHeader(t *testing.T) {
	_, err := load(t, "an_sinh", nil, "x.csv", "A,B,C,D,E\nTên,Kho me,042080000001,02/03/1980,Yên Hồ\nHọ tên,Mẹ,042080000002,02/03/1981,Yên Hồ\n")
	if p := problem(t, err, record.ProblemHeaderUnknown); strings.Contains(fmt.Sprint(p.Args), "042080000001") {
		t.Errorf("%v", p)
	}
}

// TestLegacyFooter: the lines below a list in a legacy encoding are no persons either.
func TestLegacyFooter(t *testing.T) {
	l, err := load(t, "an_sinh", nil, "x.csv", "M· ®èi t\u00adîng,Hä vµ tªn,Ngµy sinh,§Þa chØ\n"+
		"D1,NguyÔn V¨n H\u00adëng,01/02/1950,§øc Thä\nD2,TrÇn ThÞ Thñy,03/04/1951,§øc Thä\nCéng,2 ng\u00adêi,,\n,LËp b¶ng,,Chñ tÞch\n")
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Rows() != 2 || len(l.Rejects) != 2 {
		t.Errorf("%d rows, rejects %+v", l.Table.Rows(), l.Rejects)
	}
}

// TestLegacyHeaders: the headers of a UTF-8 file may be in a legacy encoding like its values.
func TestLegacyHeaders(t *testing.T) {
	l, err := load(t, "bhxh", nil, "x.csv", "Sè CMND,Hä vµ tªn,Ngµy sinh,Giíi tÝnh,§Þa chØ\n042080000001,NguyÔn V¨n H\u00adëng,1980,Nam,§øc Thä\n042080000002,TrÇn ThÞ Thñy,1981,N÷,§øc Thä\n")
	if err != nil {
		t.Fatal(err)
	}
	if l.Table.Column(record.FullName) == nil || l.Table.Column(record.Sex) == nil || len(l.Notes) == 0 || l.Notes[0].ID != NoteHeaderEncoding {
		t.Errorf("%v", l.Notes)
	}
}

// TestShortRows: a list none of whose rows goes as far as its header is read; a row shorter than the others is broken all the same.
func TestShortRows(t *testing.T) {
	l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ;Họ và tên;Ngày sinh;Số CCCD;Ghi chú;Điện thoại\n1;Trần Văn An;1980;042080000001\n2;Trần Thị Bé;1981;042181000002\n3;Lê Văn Cảnh;1982;\n4;Lê Văn\n5;Lê Văn Dũng;1984;042084000005\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := names(l); got != "Trần Văn An|Trần Thị Bé|Lê Văn Cảnh|Lê Văn Dũng" || len(l.Rejects) != 1 || l.Rejects[0].Reason != reasonColumns {
		t.Errorf("%s, rejects %+v", got, l.Rejects)
	}
	l, err = load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Ngày sinh,Ghi chú\n1,Trần Văn An,1980,\n2,Trần Thị Bé,1981,\n3,Lê Văn Cảnh,1982,\n4,Lê Văn Dũng,1983\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rejects) != 1 {
		t.Errorf("rejects %+v", l.Rejects)
	}
}

// TestSheetsOfOtherWording: the sheets of a workbook are parts of one list where they hold the same fields, whatever their headers say.
func TestSheetsOfOtherWording(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for sheet, rows := range map[string][][]any{
		"Sheet1":   {{"STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD"}, {1, "Trần Văn An", "1980", "Nam", "042080000001"}},
		"Thôn 2":   {{"TT", "Họ tên đối tượng", "Ngày tháng năm sinh", "Giới", "CCCD"}, {1, "Trần Thị Bé", "1981", "Nữ", "042181000002"}},
		"Tổng hợp": {{"TT", "Họ và tên", "Ngày sinh", "Số người"}, {1, "Thôn 1", "2025", 1}},
	} {
		if _, err := f.NewSheet(sheet); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			if err := f.SetSheetRow(sheet, fmt.Sprint("A", i+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	p, err := Builtin("an_sinh")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Load(context.Background(), Source{Profile: p, Files: []string{path}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := names(l); got != "Trần Văn An|Trần Thị Bé" && got != "Trần Thị Bé|Trần Văn An" {
		t.Errorf("names %s", got)
	}
}
