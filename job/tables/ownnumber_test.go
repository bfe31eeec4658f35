package tables_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"

	"github.com/doisanh/doisanh/job/tables"
	"github.com/doisanh/doisanh/record"
)

// TestNumbersOfSectors: of taxpayers, told by names and birth dates alone, more are found who stand twice, and fewer others, by their tax codes.
func TestNumbersOfSectors(t *testing.T) {
	persons := provinceLists(t, 4000, 37, "hard", "thue")
	twice := map[string]string{}
	for _, row := range readRows(t, filepath.Join(persons, "truth", "clusters.csv")) {
		if row[0] == "thue" {
			twice[row[2]] = row[1]
		}
	}
	ignore := []string{"Số CMND/CCCD", "Giới tính", "Địa chỉ hộ khẩu", "Nơi ở hiện tại", "Quốc tịch", "Điện thoại"}
	dedupe := func(ignore []string) (sum *tables.Summary, right, wrong int) {
		out := filepath.Join(t.TempDir(), "out")
		sum, err := tables.Dedupe(context.Background(), filepath.Join(persons, "thue.csv"), tables.Options{
			ID: "Mã bản ghi", Ignore: ignore, Out: out, MinProbability: .01, AsOf: record.MakeDate(2025, 10, 1),
		})
		if err != nil || sum.Engine != "person" {
			t.Fatal(sum, err)
		}
		for _, row := range readRows(t, filepath.Join(out, "pairs.csv")) {
			switch a, b := twice[row[0]], twice[row[1]]; {
			case number(t, row[2]) < .8:
			case a != "" && a == b:
				right++
			default:
				wrong++
			}
		}
		return sum, right, wrong
	}
	sum, right, wrong := dedupe(ignore)
	if sum.Columns["Mã số thuế"] != string(record.TaxCode) || !slices.ContainsFunc(sum.Rules, func(r tables.Rule) bool { return r.Name == string(record.TaxCode) && r.Pairs > 0 }) {
		t.Errorf("columns %v, rules %v", sum.Columns, sum.Rules)
	}
	_, bare, doubtful := dedupe(append(ignore, "Mã số thuế"))
	if right <= bare || wrong > doubtful {
		t.Errorf("%d right pairs and %d wrong ones with tax codes, %d and %d without", right, wrong, bare, doubtful)
	}
}
