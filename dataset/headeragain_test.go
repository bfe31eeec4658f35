package dataset

import (
	"fmt"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// Files put one below the other repeat the header: those rows are nobody, and the record ids stay the file's own.
func TestHeaderAgain(t *testing.T) {
	const header = "Mã hồ sơ,Họ và tên,Ngày sinh,Số BHXH\n"
	l, err := load(t, "bhxh", nil, "x.csv", header+"1,Lê Thị Hoa,01/02/1990,8000000001\n"+header+
		"2,Trần Văn An,03/02/1991,8000000002\n"+header+"3,Họ và tên,04/02/1992,8000000003\n"+
		"Mã hồ sơ,Vũ Văn Năm,05/02/1993,8000000004\n")
	if err != nil {
		t.Fatal(err)
	}
	if ids := slices.Collect(l.Table.IDs.Values()); !l.Table.OwnIDs || !slices.Equal(ids, []string{"1", "2", "3", "Mã hồ sơ"}) {
		t.Errorf("ids %q, the file's own: %v", ids, l.Table.OwnIDs)
	}
	if lines := l.Table.Line; !slices.Equal(lines, []uint32{2, 4, 6, 7}) {
		t.Errorf("rows %v", lines)
	}
	if name := l.Table.Column(record.FullName); name.At(1) != "Trần Văn An" || name.At(2) != "Họ và tên" {
		t.Errorf("names %q", slices.Collect(name.Dict.Values()))
	}
	if l.RowsIn != 6 || len(l.Rejects) != 2 || l.Rejects[0].Row != 3 || l.Rejects[1].Row != 5 || l.Rejects[0].Reason != "header" || l.Rejects[0].Raw+"\n" != header {
		t.Errorf("%d rows in, rejects %+v", l.RowsIn, l.Rejects)
	}
}

// The parts of a birth date stand below the one cell that names it.
func TestDatePartsBelowOneHeader(t *testing.T) {
	l, err := load(t, "dan_cu", nil, "x.csv", "Mã hồ sơ,Họ và tên,Ngày sinh,,,Giới tính\n,,Ngày,Tháng,Năm,\n1,Lê Thị Hoa,7,2,1990,Nữ\n2,Trần Văn An,,,1991,Nam\n")
	if err != nil {
		t.Fatal(err)
	}
	if c := l.Table.Column(record.BirthDate); c == nil || c.At(0) != "7/2/1990" || c.At(1) != "1991" {
		t.Errorf("dates %+v", c)
	}
}

// A header of two lines repeats as such, also where each of its merged cells says the same. Its second line, of few words, is the header's again only below the first one.
func TestHeaderOfTwoLinesAgain(t *testing.T) {
	const first, second, filled = "Mã hồ sơ,Họ và tên,Số BHXH,Nơi sinh,\n", ",,,Xã,Tỉnh\n", "Mã hồ sơ,Họ và tên,Số BHXH,Xã,Tỉnh\n"
	l, err := load(t, "bhxh", nil, "x.csv", first+second+"1,Lê Thị Hoa,8000000001,Đức Thọ,Hà Tĩnh\n"+first+second+"2,Trần Văn An,8000000002,Đức Thọ,Hà Tĩnh\n"+second+
		"3,Hồ Văn Tư,8000000003,Đức Thọ,Hà Tĩnh\n"+first+"4,Vũ Văn Năm,8000000004,Đức Thọ,Hà Tĩnh\n"+first+filled)
	if err != nil {
		t.Fatal(err)
	}
	var rejects []string
	for _, r := range l.Rejects {
		rejects = append(rejects, fmt.Sprintf("%d %s", r.Row, r.Reason))
	}
	if !slices.Equal(l.Table.Line, []uint32{3, 6, 8, 10}) || !slices.Equal(rejects, []string{"4 header", "5 header", "7 heading", "9 header", "11 header", "12 header"}) {
		t.Errorf("rows %v, rejects %q", l.Table.Line, rejects)
	}
}

// A run is told how many rows may be somebody's that were not loaded.
func TestLost(t *testing.T) {
	l := &Loaded{}
	for _, reason := range []string{reasonFooter, reasonHeader, reasonHeading, reasonBlank, reasonColumns, reasonQuote, reasonCut} {
		l.Rejects = append(l.Rejects, record.Reject{Reason: reason})
	}
	if n := l.Lost(); n != 3 {
		t.Errorf("%d rows, want 3", n)
	}
}
