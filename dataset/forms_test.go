package dataset

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// "Họ và tên" is often one merged cell over the surname's column and the given name's, of which the second has no header.
func TestGivenNamesBeside(t *testing.T) {
	const head = "Mã hồ sơ,Họ và tên,,Ngày sinh\n"
	for name, c := range map[string]struct {
		rows string
		want []string
	}{
		"names":    {"1,Lê Thị,Hoa,1990\n2,Trần Văn,Nam,1991\n3,Vũ Đức,An,1992\n", []string{"Lê Thị Hoa", "Trần Văn Nam", "Vũ Đức An"}},
		"sex":      {"1,Lê Thị Hoa,Nữ,1990\n2,Trần Văn An,Nam,1991\n", []string{"Lê Thị Hoa", "Trần Văn An"}},
		"villages": {"1,Lê Hoa,Đông,1990\n2,Trần An,Đông,1991\n3,Vũ An,Đông,1992\n4,Vũ Ân,Đông,1992\n", []string{"Lê Hoa", "Trần An", "Vũ An", "Vũ Ân"}},
		"remarks":  {"1,Lê Hoa,mất,1990\n2,Trần An,,1991\n3,Vũ An,,1992\n", []string{"Lê Hoa", "Trần An", "Vũ An"}},
		"phrases":  {"1,Lê Hoa,Xóm Đông,1990\n2,Trần An,Xóm Tây,1991\n", []string{"Lê Hoa", "Trần An"}},
	} {
		l, err := load(t, "bhxh", nil, "x.csv", head+c.rows)
		if err != nil {
			t.Fatal(err)
		}
		if got := valuesOf(l, record.FullName); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// The columns that tell the sex, as offices tick them.
func TestSexTickedAnyWay(t *testing.T) {
	for _, c := range []struct{ head, man, woman string }{
		{"Nữ", "", "x"}, {"Nữ", "0", "1"}, {"Nữ", "N", "Y"}, {"Nữ", "FALSE", "TRUE"}, {"Nữ", "", "●"}, {"Nữ", "", "þ"}, {"Nữ", "-", "P"}, {"Là nữ", "0", "1"},
		{"Nam", "x", ""}, {"Nam", "Nam", ""}, {"Nam", "true", "false"}, {"Giới tính (Nam)", "x", ""},
		{"Ông/Bà", "Ông", "Bà"}, {"Danh xưng", "Anh", "Chị"}, {"Xưng hô", "Mr.", "Mrs."}, {"Danh xưng", "Chú", "Cô"},
	} {
		l, err := load(t, "bhxh", nil, "x.csv", fmt.Sprintf("Mã hồ sơ,Họ và tên,%s\n1,Lê Hoa,%s\n2,Trần An,%s\n", c.head, c.woman, c.man))
		if err != nil {
			t.Fatal(err)
		}
		if got := valuesOf(l, record.Sex); !slices.Equal(got, []string{"Nữ", "Nam"}) {
			t.Errorf("%s of %q and %q: %q", c.head, c.woman, c.man, got)
		}
	}
	for _, c := range []struct{ head, values string }{
		{"Nữ", "Lê Thị Hoa,Trần Thị An"}, {"Nữ", "12,7"}, {"Nam", "P,Q"}, {"Danh xưng", "đồng chí,Bà"}, {"Nam, nữ", "x,"},
	} {
		a, b, _ := strings.Cut(c.values, ",")
		l, err := load(t, "bhxh", nil, "x.csv", fmt.Sprintf("Mã hồ sơ,Họ và tên,%q\n1,Lê Hoa,%s\n2,Trần An,%s\n", c.head, a, b))
		if err != nil {
			t.Fatal(err)
		}
		if got := valuesOf(l, record.Sex); slices.Contains(got, "Nữ") && slices.Contains(got, "Nam") {
			t.Errorf("%s of %s: %q", c.head, c.values, got)
		}
	}
}

// Where nobody else is named, those addressed are who the list is of.
func TestThoseAddressed(t *testing.T) {
	for _, head := range []string{"Ông/Bà", "Họ và tên Ông (Bà)", "Họ tên ông/bà"} {
		l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,"+head+",Ngày sinh\n1,Lê Thị Hoa,1990\n2,Trần Văn An,1991\n")
		if err != nil {
			t.Fatal(err)
		}
		if got := valuesOf(l, record.FullName); !slices.Equal(got, []string{"Lê Thị Hoa", "Trần Văn An"}) {
			t.Errorf("%s: %q", head, got)
		}
	}
	l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Họ tên ông bà\n1,Lê Thị Hoa,Lê Văn Tư\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := valuesOf(l, record.FullName); !slices.Equal(got, []string{"Lê Thị Hoa"}) {
		t.Errorf("beside the person: %q", got)
	}
}

// "Sinh" is the birth. "Năm" is the year of birth where the personal IDs say so, or where the years lie as births do, and else the year of the list.
func TestBirthInAWord(t *testing.T) {
	for _, c := range []struct {
		head string
		rows []string
		want bool
	}{
		{"Sinh", []string{"042190000001,02/03/1990", "042080000002,1980"}, true},
		{"Năm", []string{"042190000001,1990", "42080000002,1980"}, true},
		{"Năm", []string{"042190000001,2024", "042080000002,2025"}, false},
		{"Năm", []string{",1990", ",1939"}, true},
		{"Năm", []string{",2001", ",2024"}, false},
		{"Năm", []string{",1990", ",lớp 5"}, false},
	} {
		text := "Mã hồ sơ,Họ và tên,Số CCCD," + c.head + "\n"
		for i, row := range c.rows {
			text += fmt.Sprintf("%d,Lê Hoa,%s\n", i, row)
		}
		l, err := load(t, "bhxh", nil, "x.csv", text)
		if err != nil {
			t.Fatal(err)
		}
		if got := l.Table.Column(record.BirthDate) != nil; got != c.want {
			t.Errorf("%s of %q is a birth: %v", c.head, c.rows, got)
		}
	}
	l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Ngày sinh,Năm\n1,Lê Hoa,02/03/1990,1940\n2,Lê An,02/03/1991,1990\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := valuesOf(l, record.BirthDate); !slices.Equal(got, []string{"02/03/1990", "02/03/1991"}) {
		t.Errorf("beside the birth date: %q", got)
	}
}

// A form of two header rows repeats both, and the columns' numbers, on every page; its rows are numbered ahead, and the pages are numbered in the
// column of the rows' numbers, which is not read.
func TestPagesOfAForm(t *testing.T) {
	const head = "STT,Mã hồ sơ,Họ và tên,Ngày sinh,,Số CCCD\n,,,Nam,Nữ,\n1,2,3,4,5,6\n"
	l, err := load(t, "bhxh", nil, "x.csv", "DANH SÁCH,,,,,\n"+head+"1,a,Lê Thị Hoa,,1990,042190000001\nTrang 1,,,,,\n"+head+
		"2,b,Trần Văn An,1991,,042091000002\n"+head+"3,c,Nam,1992,,\n4,,,,,\n5,,,,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := valuesOf(l, record.FullName); !slices.Equal(got, []string{"Lê Thị Hoa", "Trần Văn An", "Nam"}) {
		t.Errorf("names %q", got)
	}
	var rejects []string
	for _, r := range l.Rejects {
		rejects = append(rejects, fmt.Sprintf("%d %s", r.Row, r.Reason))
	}
	want := []string{"6 heading", "7 header", "8 header", "9 header", "11 header", "12 header", "13 header", "15 blank", "16 blank"}
	if !slices.Equal(rejects, want) || l.RowsIn != len(want)+3 {
		t.Errorf("%d rows in, rejects %q", l.RowsIn, rejects)
	}
}

// Where no row can be loaded that is told, with the most frequent reason: addresses whose commas no quotation marks hold.
func TestNoRowLoaded(t *testing.T) {
	l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Địa chỉ\n1,Lê Hoa,Xóm 1, Kỳ Xuân\n2,Lê An,Xóm 2, Kỳ Xuân\n,,\n")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(l.Notes, func(n Note) bool { return n.ID == NoteRowsNone })
	if i < 0 || !slices.Equal(l.Notes[i].Args, []any{3, 2, "column_count"}) {
		t.Errorf("notes %+v", l.Notes)
	}
}

// Headers of forms that say less than their merged cells do, and the row below them that says how to fill in the form.
func TestThinHeaders(t *testing.T) {
	for name, c := range map[string]struct{ text, names, births string }{
		"name in two words": {"Mã hồ sơ,Họ và,tên,Ngày sinh\n1,Lê Thị,Hoa,01/02/1990\n2,Trần Văn,An,1991\n", "Lê Thị Hoa|Trần Văn An", "01/02/1990|1991"},
		"date of parts":     {"Mã hồ sơ,Họ và tên,Ngày sinh,,,Địa chỉ\n1,Lê Hoa,1,2,1990,x\n2,Lê An,,,1991,y\n", "Lê Hoa|Lê An", "1/2/1990|1991"},
		"no parts":          {"Mã hồ sơ,Họ và tên,Ngày sinh,,,Địa chỉ\n1,Lê Hoa,01/02/1990,,1990,x\n2,Lê An,1991,,1,y\n", "Lê Hoa|Lê An", "01/02/1990|1991"},
		"remarks":           {"Mã hồ sơ,Họ và tên,Ngày sinh\n,(chữ in hoa),(dd/mm/yyyy)\n(1),(2),(3)\n1,Lê Hoa,01/02/1990\n2,Lê An,1991\n", "Lê Hoa|Lê An", "01/02/1990|1991"},
	} {
		l, err := load(t, "bhxh", nil, "x.csv", c.text)
		if err != nil {
			t.Fatal(name, err)
		}
		if got := strings.Join(valuesOf(l, record.FullName), "|"); got != c.names {
			t.Errorf("%s: names %q", name, got)
		}
		if got := strings.Join(valuesOf(l, record.BirthDate), "|"); got != c.births {
			t.Errorf("%s: births %q", name, got)
		}
	}
}

// Lines of which none can be cut into cells are no header that is not known.
func TestHeaderBroken(t *testing.T) {
	for name, text := range map[string]string{
		"long":   "Họ và tên" + strings.Repeat(",cột", 300_000) + "\nLê Hoa\n",
		"quotes": "[[\"Họ và tên\", \"Ngày sinh\"],\n[\"Lê Hoa\", \"1990\"]]\n",
	} {
		_, err := load(t, "bhxh", nil, "x.csv", text)
		t.Run(name, func(t *testing.T) { _ = problem(t, err, record.ProblemHeaderBroken) })
	}
}
