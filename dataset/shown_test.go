package dataset

import (
	"encoding/csv"
	"os"
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
	if got := Shown(slices.Repeat([]string{"cột"}, mostShown+7)); !strings.HasSuffix(got, "cột, … (+7)") {
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
