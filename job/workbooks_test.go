package job

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/record"
)

// runSample runs the sample job into a folder, with what change does to it, and returns the run folder.
func runSample(t *testing.T, out string, change func(*File)) string {
	t.Helper()
	const path = "../testdata/sample/job.yaml"
	f, err := ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f.Output = out
	if change != nil {
		change(f)
	}
	plan, err := f.Resolve(path, filepath.Dir(path), record.MakeDate(2025, 10, 1))
	if err != nil {
		t.Fatal(err)
	}
	r, err := Run(context.Background(), plan, Env{Now: time.Now, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return r.Dir
}

// TestWorkbooks: every finding stands on the sheet of its code, once, in the order of communes and names, ids as text; two runs
// give the same bytes; what is resolved has a sheet of its own.
func TestWorkbooks(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	out := t.TempDir()
	dir := runSample(t, out, func(f *File) { f.Threads = 1 })
	again := runSample(t, t.TempDir(), func(f *File) { f.Threads = 3 })
	findings := jobtest.ReadCSV(t, filepath.Join(dir, "findings.csv"))
	left := map[string]bool{}
	for _, row := range findings[1:] {
		left[row[0]] = true
	}
	for _, c := range []string{"dung", "du", "sach", "song"} {
		b, err := os.ReadFile(filepath.Join(dir, c+".xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		other, err := os.ReadFile(filepath.Join(again, c+".xlsx"))
		if err != nil || !bytes.Equal(b, other) {
			t.Errorf("%s.xlsx differs between two runs (%v)", c, err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if c == "sach" {
			checkKept(t, f, dir)
		}
		for _, sheet := range f.GetSheetList()[2:] {
			checkSheet(t, f, c, sheet, left)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(left) > 0 {
		t.Errorf("%d findings stand on no sheet", len(left))
	}
	checkPage(t, dir, again)
	checkDictionary(t, dir)
	next := runSample(t, out, func(f *File) { f.AsOf, f.Datasets = "2025-10-02", f.Datasets[:1] })
	f, err := excelize.OpenFile(filepath.Join(next, "dung.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("Đã xử lý, được miễn")
	if err != nil || len(rows) < 100 || !slices.Contains(rows[1], "Đã xử lý") {
		t.Errorf("%d resolved findings, %v", len(rows), err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir(temp); err != nil || len(files) > 0 {
		t.Errorf("left in the temporary folder: %v, %v", files, err)
	}
}

// checkKept: the sheet of repeated records names for each the one that clusters.csv keeps.
func checkKept(t *testing.T, f *excelize.File, dir string) {
	t.Helper()
	clusters := jobtest.ReadCSV(t, filepath.Join(dir, "clusters.csv"))
	at := func(header []string, name string) int { return slices.Index(header, name) }
	of, kept := map[string]string{}, map[string]string{}
	for _, c := range clusters[1:] {
		cluster := c[at(clusters[0], "dataset")] + "|" + c[at(clusters[0], "cluster_id")]
		of[c[at(clusters[0], "record_id")]] = cluster
		if c[at(clusters[0], "survivor")] == "true" {
			kept[cluster] = c[at(clusters[0], "record_id")]
		}
	}
	rows, err := f.GetRows("Bản ghi trùng")
	if err != nil || len(rows) < 10 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		id, keep := row[at(rows[0], "Mã bản ghi")], row[at(rows[0], "Giữ bản ghi")]
		if keep == "" || keep == id || keep != kept[of[id]] {
			t.Errorf("of %s the sheet keeps %q, clusters.csv %q", id, keep, kept[of[id]])
		}
	}
}

// checkSheet holds a sheet's form and order, and takes its findings out of left.
func checkSheet(t *testing.T, f *excelize.File, criterion, sheet string, left map[string]bool) {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, h := range rows[0] {
		at[h] = i
	}
	for _, h := range []string{"STT", "Xã, phường", "Họ và tên", "Ngày sinh", "Số định danh", "Nơi thường trú", "Nguồn dữ liệu", "Mã bản ghi", "Mức độ", "Việc phải làm", "Nơi xử lý", "Trạng thái", "Mã sai lệch"} {
		if _, ok := at[h]; !ok {
			t.Errorf("%s, %s: no column %s", criterion, sheet, h)
		}
	}
	order := collate.New(language.Vietnamese, collate.IgnoreCase)
	last, lastCommune := "", ""
	for i, row := range rows[1:] {
		id := row[at["Mã sai lệch"]]
		if !left[id] {
			t.Fatalf("%s, %s: finding %s stands twice, or is none", criterion, sheet, id)
		}
		delete(left, id)
		if row[0] != strconv.Itoa(i+1) {
			t.Fatalf("%s, %s: row %d is numbered %s", criterion, sheet, i+1, row[0])
		}
		commune, given := row[at["Xã, phường"]], ""
		if w := strings.Fields(row[at["Họ và tên"]]); len(w) > 0 {
			given = w[len(w)-1]
		}
		if commune == lastCommune && given != "" && order.CompareString(last, given) > 0 {
			t.Errorf("%s, %s: %q before %q", criterion, sheet, last, given)
		}
		lastCommune = commune
		last = given
		if row[at["Việc phải làm"]] == "" || strings.Contains(row[at["Việc phải làm"]], "_") {
			t.Errorf("%s, %s: no sentence in row %d: %q", criterion, sheet, i+1, row[at["Việc phải làm"]])
		}
	}
	cell, err := excelize.CoordinatesToCellName(at["Số định danh"]+1, 2)
	if err != nil {
		t.Fatal(err)
	}
	if kind, err := f.GetCellType(sheet, cell); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeUnset {
		t.Errorf("%s, %s: %s is of type %d, %v", criterion, sheet, cell, kind, err)
	}
	if p, err := f.GetPanes(sheet); err != nil || !p.Freeze || p.YSplit != 1 {
		t.Errorf("%s, %s: panes %+v, %v", criterion, sheet, p, err)
	}
}

// checkPage: report.html is the same in two runs, and names no person of the register.
func checkPage(t *testing.T, dir, again string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(dir, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := os.ReadFile(filepath.Join(again, "report.html"))
	if err != nil || !bytes.Equal(page, other) {
		t.Errorf("report.html differs between two runs (%v)", err)
	}
	register := jobtest.ReadCSV(t, "../testdata/sample/dan_cu.csv")
	for _, row := range register[1:] {
		for i, cell := range row {
			if long := len(cell) >= 9 && strings.Trim(cell, "0123456789") == ""; long && bytes.Contains(page, []byte(cell)) {
				t.Fatal("report.html holds a number of a person")
			}
			if strings.Contains(strings.ToLower(register[0][i]), "tên") && len(strings.Fields(cell)) >= 2 && bytes.Contains(page, []byte(cell)) {
				t.Fatal("report.html holds a name of a person")
			}
		}
	}
}

// checkDictionary: columns.csv lists exactly the columns of every table of the run, in their order, each with a meaning in both languages.
func checkDictionary(t *testing.T, dir string) {
	t.Helper()
	listed := map[string][]string{}
	for _, row := range jobtest.ReadCSV(t, filepath.Join(dir, "columns.csv"))[1:] {
		listed[row[0]] = append(listed[row[0]], row[1])
		if row[2] == "" || row[3] == "" || row[4] == "" || row[3] == row[4] {
			t.Errorf("columns.csv: nothing, or the same in both languages, is said of %s.%s: add it to report/dictionary/columns.go", row[0], row[1])
		}
	}
	tables, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range tables {
		name := strings.TrimSuffix(filepath.Base(path), ".csv")
		if head := jobtest.ReadCSV(t, path)[0]; !slices.Equal(head, listed[name]) {
			t.Errorf("columns.csv says of %s: %v, the file has %v", name, listed[name], head)
		}
		delete(listed, name)
	}
	for name := range listed {
		t.Errorf("columns.csv tells of a table %s that is not there", name)
	}
}
