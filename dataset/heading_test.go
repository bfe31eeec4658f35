package dataset

import (
	"slices"
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
