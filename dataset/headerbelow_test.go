package dataset

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/doisanh/doisanh/record"
)

// TestBelowTheHeader: what stands between a header and its list is the header's, in a text as in a workbook: the columns' numbers however they are
// written, units and patterns, a second line of headers, and merged cells that were filled.
func TestBelowTheHeader(t *testing.T) {
	const usual = "STT|Họ và tên|Ngày sinh|Số CCCD|Mức hưởng|Số tháng\n"
	const person = "1|Trần Văn Ất|05/03/1985|042085000001|500000|12\n"
	for name, c := range map[string]struct {
		rows   string
		merged [][2]string
	}{
		"numbers":                  {usual + "(1)|(2)|(3)|(4)|(5)|(6)\n" + person, nil},
		"letters and numbers":      {usual + "A|B|1|2|3|4\n" + person, nil},
		"letters in brackets":      {usual + "(A)|(B)|(C)|(1)|(2)|(3)=(1)+(2)\n" + person, nil},
		"letters":                  {usual + "A|B|C|D|E|F\n" + person, nil},
		"Roman":                    {usual + "I|II|III|IV|V|VI\n" + person, nil},
		"what Excel makes of (1)":  {usual + "-1|-2|-3|-4|-5|-6\n" + person, nil},
		"zeros before":             {usual + "[01]|[02]|[03]|[04]|[05]|[06]\n" + person, nil},
		"column by column":         {usual + "Cột 1|Cột 2|Cột 3|Cột 4|Cột 5|Cột 6\n" + person, nil},
		"units":                    {usual + "||dd/mm/yyyy|12 số|đồng|tháng\n" + person, nil},
		"one unit in brackets":     {usual + "||||(đồng)|\n" + person, nil},
		"a unit named as one":      {usual + "||||Đơn vị: nghìn đồng|\n" + person, nil},
		"remarks, then numbers":    {usual + "|(chữ in hoa)|(ngày/tháng/năm)|(12 số)|đồng|tháng\n(1)|(2)|(3)|(4)|(5)|(6)\n" + person, nil},
		"numbers, then units":      {usual + "(1)|(2)|(3)|(4)|(5)|(6)\n||||1.000 đồng|\n" + person, nil},
		"the header in English":    {usual + "No.|Full name|Date of birth|ID number|Amount|Months\n" + person, nil},
		"groups above all columns": {"Thông tin cá nhân|Thông tin cá nhân|Thông tin cá nhân|Thông tin cá nhân|Trợ cấp|Trợ cấp\n" + usual + person, nil},
		"merged and filled": {
			"STT|Họ và tên|Ngày sinh|Giấy tờ|Giấy tờ|Mức hưởng\nSTT|Họ và tên|Ngày sinh|Số CCCD|Ngày cấp|Mức hưởng\n1|Trần Văn Ất|05/03/1985|042085000001|01/01/2022|500000\n",
			[][2]string{{"A1", "A2"}, {"B1", "B2"}, {"C1", "C2"}, {"D1", "E1"}, {"F1", "F2"}},
		},
		"merged in two rows, units, numbers": {
			"STT|Thông tin cá nhân|||Địa chỉ||Mức hưởng\n|Họ và tên|Ngày sinh|Số CCCD|Thôn|Xã|\n||dd/mm/yyyy||||đồng\n1|2|3|4|5|6|7\n1|Trần Văn Ất|05/03/1985|042085000001|Thôn 3|Xã Yên Hồ|500000\n",
			[][2]string{{"A1", "A2"}, {"B1", "D1"}, {"E1", "F1"}, {"G1", "G2"}},
		},
	} {
		dir := t.TempDir()
		text := "\"" + strings.ReplaceAll(strings.ReplaceAll(strings.TrimSuffix(c.rows, "\n"), "|", "\",\""), "\n", "\"\n\"") + "\"\n"
		files := append(write(t, "x.csv", text), filepath.Join(dir, "x.xlsx"))
		f := excelize.NewFile()
		for i, row := range strings.Split(strings.TrimSuffix(c.rows, "\n"), "\n") {
			for k, cell := range strings.Split(row, "|") {
				at, err := excelize.CoordinatesToCellName(k+1, i+1)
				if err == nil && cell != "" {
					err = f.SetCellStr("Sheet1", at, cell)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, m := range c.merged {
			if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SaveAs(files[1]); err != nil {
			t.Fatal(err)
		}
		p, err := Builtin("an_sinh")
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range files {
			l, err := Load(context.Background(), Source{Name: "an_sinh", Profile: p, Files: []string{path}}, Options{Threads: 1})
			if err != nil {
				t.Errorf("%s, %s: %v", name, filepath.Ext(path), err)
				continue
			}
			var got []string
			for _, f := range []record.Field{record.FullName, record.BirthDate, record.PersonalIDNo, record.Amount} {
				if col := l.Table.Column(f); col != nil && l.Table.Rows() > 0 {
					got = append(got, col.At(0))
				}
			}
			if s := strings.Join(got, " "); l.Table.Rows() != 1 || len(l.Rejects) > 0 || s != "Trần Văn Ất 05/03/1985 042085000001 500000" {
				t.Errorf("%s, %s: %d rows, %d rejected, %s", name, filepath.Ext(path), l.Table.Rows(), len(l.Rejects), s)
			}
			if strings.Contains(c.rows, "Địa chỉ") {
				if col := l.Table.Column(record.PermanentAddress); col == nil || col.At(0) != "Thôn 3, Xã Yên Hồ" {
					t.Errorf("%s, %s: the address is not read", name, filepath.Ext(path))
				}
			}
		}
	}
}

// TestPersonsBelowTheHeader: the first person of a list is no part of its header, however little is told of him.
func TestPersonsBelowTheHeader(t *testing.T) {
	for _, row := range []string{"Lan,Nữ,", "Năm,Nam,", "Kỳ,Nam,x", "(Tư),Nam,", "A,Nữ,", "1,2,", "Hồ Hộ,,", "Trần Văn Ất,(Nam),"} {
		l, err := load(t, "dan_cu", nil, "x.csv", "Họ và tên,Giới tính,Ghi chú\n"+row+"\nTrần Văn Ất,Nam,\n")
		if err != nil || l.RowsIn != 2 {
			t.Errorf("%s: %v", row, err)
		}
	}
}
