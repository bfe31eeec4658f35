package dataset

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// The columns an address is put together from, however the kinds of units in their headers are told.
func TestAddressParts(t *testing.T) {
	p, err := Builtin("an_sinh")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ headers, want string }{
		{"Thôn, xóm, TDP|Xã, phường|Tỉnh, thành phố", "Thôn, xóm, TDP|Xã, phường|Tỉnh, thành phố"},
		{"Thôn/ấp/khu phố|Xã/Phường/Thị trấn|Huyện/Thị xã/Thành phố|Tỉnh/Thành phố", "Thôn/ấp/khu phố|Xã/Phường/Thị trấn|Huyện/Thị xã/Thành phố|Tỉnh/Thành phố"},
		{"TP/Tỉnh|TP/TX/Huyện|Xã/P/TT|Tổ/Khóm", "Tổ/Khóm|Xã/P/TT|TP/TX/Huyện|TP/Tỉnh"},
		{"THON_BAN_TO|XA_PHUONG_TT|TINH_TP", "THON_BAN_TO|XA_PHUONG_TT|TINH_TP"},
		{"Số nhà, đường phố, thôn, xóm|Xã|Huyện", "Số nhà, đường phố, thôn, xóm|Xã|Huyện"},
		{"HKTT: thôn/khu phố|HKTT: xã/phường|HKTT: quận/huyện|HKTT: tỉnh/thành", "HKTT: thôn/khu phố|HKTT: xã/phường|HKTT: quận/huyện|HKTT: tỉnh/thành"},
		{"Nơi thường trú (thôn)|Nơi thường trú (xã)|Nơi thường trú (tỉnh)", "Nơi thường trú (thôn)|Nơi thường trú (xã)|Nơi thường trú (tỉnh)"},
		// Units in force and abolished ones are not mixed, whichever stand first.
		{"Thôn/TDP|Xã mới|Tỉnh mới|Xã cũ|Huyện cũ|Tỉnh cũ", "Thôn/TDP|Xã mới|Tỉnh mới"},
		{"Thôn/TDP|Xã (cũ)|Huyện (cũ)|Tỉnh (cũ)|Xã (mới)|Tỉnh (mới)", "Thôn/TDP|Xã (mới)|Tỉnh (mới)"},
		{"Xã, phường trước sáp nhập|Huyện cũ", "Xã, phường trước sáp nhập|Huyện cũ"},
		{"Xã|Huyện cũ|Tỉnh", "Xã|Tỉnh"},
		// One column that holds the whole is no part, and neither are places that are nobody's residence.
		{"Nơi thường trú (thôn, xã, huyện)", ""},
		{"Xã nơi sinh|Tỉnh nơi sinh", ""},
		{"Xã tạm trú|Huyện tạm trú", ""},
		{"Tổ|Khối|Xã", "Xã"},
		// With other marks it is another word.
		{"Bán/Thôn|Xã", "Xã"},
	} {
		headers := append([]string{"Mã đối tượng", "Họ và tên", "Số CCCD"}, strings.Split(c.headers, "|")...)
		l, err := recognise(p, "x.csv", nil, headers, nil, nil, nil)
		if err != nil {
			t.Errorf("%s: %v", c.headers, err)
			continue
		}
		var got []string
		for _, j := range l.joins {
			for _, col := range j.columns {
				if j.field == record.PermanentAddress {
					got = append(got, headers[col])
				}
			}
		}
		if want := strings.Split(c.want, "|"); !slices.Equal(got, want) && !(c.want == "" && got == nil) {
			t.Errorf("%s: joined %q, want %q", c.headers, got, want)
		}
	}
}

// Of two columns of remarks the first is taken: a list has one for the row and one at its end, and a run is not stopped for that.
func TestTwoNotes(t *testing.T) {
	p, err := Builtin("an_sinh")
	if err != nil {
		t.Fatal(err)
	}
	l, err := recognise(p, "x.csv", nil, []string{"Mã đối tượng", "Họ và tên", "Ghi chú", "Ngày sinh", "Ghi chú"}, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if l.field[2] != record.Note || l.field[4] == record.Note {
		t.Errorf("columns are read as %q", l.field)
	}
}

// Columns of which none is the commune's are still two for one field, and the user has to choose.
func TestPartsWithoutCommune(t *testing.T) {
	p, err := Builtin("an_sinh")
	if err != nil {
		t.Fatal(err)
	}
	_, err = recognise(p, "x.csv", nil, []string{"Mã đối tượng", "Họ và tên", "Nơi thường trú (huyện)", "Nơi thường trú (tỉnh)"}, nil, nil, nil)
	if err == nil || !strings.Contains(err.Error(), string(record.ProblemHeaderTwice)) {
		t.Errorf("got %v, want %s", err, record.ProblemHeaderTwice)
	}
}

// TestManyFiles: a folder of one form a visit has more files than 16 bits number, and each row tells its own.
func TestManyFiles(t *testing.T) {
	profile, err := Builtin("bhyt")
	if err != nil {
		t.Fatal(err)
	}
	const files = 1<<16 + 2
	parts := make([]*part, files)
	names := make([]string, files)
	for i := range parts {
		names[i] = fmt.Sprintf("%06d.xml", i)
		parts[i] = &part{name: names[i], rows: &rows{line: []uint32{2}, in: 1}}
	}
	out := &Loaded{Table: &record.Table{Sector: &profile.Sector, Files: names}}
	assemble(out, profile, parts, readOptions{threads: 1})
	for _, row := range []int{0, 1<<16 - 1, 1 << 16, files - 1} {
		if got, want := out.Table.IDs.At(uint32(row)), fmt.Sprintf("%06d.xml:2", row); got != want {
			t.Errorf("row %d is called %s, want %s", row, got, want)
		}
	}
}
