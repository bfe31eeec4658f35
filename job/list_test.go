package job

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/record"
)

// A cell that says that there is nothing has no canonical form, and a telephone number that is none is told.
func TestNormalizeListBlanksAndPhones(t *testing.T) {
	p, err := dataset.Builtin("dan_cu")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ phone, address, want, fault, place string }{
		{"0912345678", "Thôn 3, xã Yên Hồ", "0912345678", "", "Thôn 3, xã Yên Hồ"},
		{"0239 3855123", "không rõ", "02393855123", "", ""},
		{"912345678", "N/A", "0912345678", "", ""},
		{"19001234", "x", "19001234", "", ""},
		{"+82 10 1234 5678", "-", "821012345678", "", ""},
		{"không có", "", "", "", ""},
		{"0000000000", "", "", "", ""},
		{"0912345", "", "0912345", "phone:length", ""},
		{"091234567890", "", "091234567890", "phone:length", ""},
		{"9.12E+08", "", "9.12E+08", "phone:characters", ""},
		{"09123abc78", "", "09123abc78", "phone:characters", ""},
	} {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, []byte("Họ và tên,Số điện thoại,Nơi thường trú\nLê An,"+c.phone+",\""+c.address+"\"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := NormalizeList(context.Background(), dataset.Source{Profile: p, Files: []string{path}}, ListOptions{AsOf: record.MakeDate(2025, 6, 15)})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, col := range l.Sheet.Columns {
			if col.Str != nil {
				got[col.Name] = col.Str(0)
			}
		}
		if got["phone"] != c.want || got["permanent_address"] != c.place {
			t.Errorf("%q, %q: %q, %q", c.phone, c.address, got["phone"], got["permanent_address"])
		}
		if c.address == "" && got["faults"] != c.fault {
			t.Errorf("%q: %q", c.phone, got["faults"])
		}
	}
}
