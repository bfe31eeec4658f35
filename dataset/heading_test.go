package dataset

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// Rows that name the place of those below, or sum them up, are nobody.
func TestHeadings(t *testing.T) {
	l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Ngày sinh,Số BHXH,Số tiền\n"+
		",XÃ ĐỨC THỌ,,,\n1,Lê Thị Hoa,01/02/1990,8000000001,5\n,Cộng xã Đức Thọ: 1 người,,,5\n,II. Thôn 3,,,\n"+
		"2,Trần Văn An,03/02/1991,8000000002,6\n,Cộng thôn Đoài,,,6\n,Phương Văn Xã,,,\n,Cộng Văn Thôn,,,\n3,Xã Văn An,,,\n,Thôn 4,02/03/1980,,\n")
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, r := range l.Rejects {
		if r.Reason != reasonHeading {
			t.Errorf("rejected %+v", r)
		}
		rows = append(rows, r.Row)
	}
	if want := []int{2, 4, 5, 7}; !slices.Equal(rows, want) {
		t.Errorf("rows %v rejected, want %v", rows, want)
	}
	if l.RowsIn != 10 || len(l.Table.Line) != 6 {
		t.Errorf("%d rows in, %d loaded", l.RowsIn, len(l.Table.Line))
	}
	if name := l.Table.Column(record.FullName); name.At(2) != "Phương Văn Xã" || name.At(4) != "Xã Văn An" {
		t.Errorf("names %q", slices.Collect(name.Dict.Values()))
	}
	if !slices.ContainsFunc(l.Notes, func(n Note) bool { return n.ID == NoteRowsHeading }) {
		t.Errorf("notes %v", l.Notes)
	}
}

// A list of places is no list of headings.
func TestNothingButHeadings(t *testing.T) {
	l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Ngày sinh,Số BHXH\n,Xã Đức Thọ,,\n,Xã Đức Quang,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rejects) != 0 {
		t.Errorf("rejects %+v", l.Rejects)
	}
}

// The parts of the insurance form D02 and the pages of a print are nobody. A list of nothing but names keeps them.
func TestHeadingsOfParts(t *testing.T) {
	l, err := load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Ngày sinh,Số BHXH\n"+
		",Tăng,,\n,NGƯỜI CÓ CÔNG,,\n1,Lê Thị Hoa,01/02/1990,8000000001\n2,Lê Thị Lan,01/02/1991,8000000002\n3,Lê Thị Mai,01/02/1992,8000000003\n"+
		"4,lê thị tý,,\n5,Y Blim,,\n,Lê Văn An,,\n,Trang 1/4,,\n,Cộng tăng,,\n"+strings.Repeat("6,Trần Văn An,01/02/1980,8000000004\n", 12))
	if err != nil {
		t.Fatal(err)
	}
	var rows []int
	for _, r := range l.Rejects {
		rows = append(rows, r.Row)
	}
	if want := []int{2, 3, 10, 11}; !slices.Equal(rows, want) {
		t.Errorf("rows %v rejected, want %v", rows, want)
	}
	l, err = load(t, "bhxh", nil, "x.csv", "Mã hồ sơ,Họ và tên,Ngày sinh,Số BHXH\n,Tăng,,\n,Giảm,,\n,Hoa,,\n")
	if err != nil {
		t.Fatal(err)
	}
	if len(l.Rejects) != 0 {
		t.Errorf("rejects %+v", l.Rejects)
	}
}

// A place or a people said once holds for the rows below that say so. A class called NT is one.
func TestDittos(t *testing.T) {
	l, err := load(t, "giao_duc", nil, "x.csv", "Mã học sinh,Họ và tên,Ngày sinh,Nơi thường trú,Dân tộc,Lớp\n"+
		"1,Lê Thị Hoa,01/02/2012,\"nt\",Kinh,NT\n2,Lê Thị Lan,01/02/2012,\"Thôn 3, xã Ea Tu\",Ê Đê,6A\n3,Lê Thị Mai,01/02/2012,-nt-,\"\"\"\",NT\n4,Lê Thị Cúc,01/02/2012,Như trên,nt,nt\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for row := range 4 {
		for _, f := range []record.Field{record.PermanentAddress, record.Ethnicity, record.Class} {
			got = append(got, l.Table.Column(f).At(row))
		}
	}
	if want := []string{"nt", "Kinh", "NT", "Thôn 3, xã Ea Tu", "Ê Đê", "6A", "Thôn 3, xã Ea Tu", "Ê Đê", "NT", "Thôn 3, xã Ea Tu", "Ê Đê", "nt"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	if !slices.ContainsFunc(l.Notes, func(n Note) bool { return n.ID == NoteCellsDitto }) {
		t.Errorf("notes %v", l.Notes)
	}
}

// TestDittosInParts: each column of an address in parts may say so, and the parts of a name may not; what says so below nothing is not counted.
func TestDittosInParts(t *testing.T) {
	l, err := load(t, "dan_cu", nil, "x.csv", "Họ,Đệm,Tên,Ngày sinh,Thôn,Xã,Tỉnh\n"+
		"Lê,Thị,Hoa,01/02/1980,nt,nt,Hà Tĩnh\nLê,NT,Lan,01/02/1981,nt,Yên Hồ,-nt-\nLê,Thị,Mai,01/02/1982,Thôn 3,nt,\"\"\"\"\n")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := l.Table.Column(record.PermanentAddress).At(2), "Thôn 3, Yên Hồ, Hà Tĩnh"; got != want {
		t.Errorf("address %q, want %q", got, want)
	}
	if got, want := l.Table.Column(record.FullName).At(1), "Lê NT Lan"; got != want {
		t.Errorf("name %q, want %q", got, want)
	}
	i := slices.IndexFunc(l.Notes, func(n Note) bool { return n.ID == NoteCellsDitto })
	if i < 0 || fmt.Sprint(l.Notes[i].Args) != "[3]" {
		t.Errorf("notes %+v, want 3 cells filled", l.Notes)
	}
}
