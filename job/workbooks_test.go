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
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"github.com/doisanh/doisanh/job/jobtest"
	"github.com/doisanh/doisanh/reconcile"
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
	rows, err := f.GetRows(settledSheet)
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
	for _, h := range []string{"STT", headCommune, "Họ và tên", "Ngày sinh", "Số định danh", "Nơi thường trú", "Nguồn dữ liệu", "Mã bản ghi", "Mức độ", "Việc phải làm", "Nơi xử lý", "Trạng thái", "Mã sai lệch"} {
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
		commune, given := row[at[headCommune]], ""
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

// TestSheetTitles: every code has a name a sheet can have, and no two the same.
func TestSheetTitles(t *testing.T) {
	seen := map[string]bool{communeSheetName: true, settledSheet: true, coverSheet: true}
	for _, rule := range reconcile.Rules() {
		name := sheetTitles()[rule.Code]
		if name == "" || seen[name] || utf8.RuneCountInString(name) > 31 || strings.ContainsAny(name, `[]:*?/\'`) {
			t.Errorf("%s: sheet name %q", rule.Code, name)
		}
		seen[name] = true
	}
	if len(stateWords()) != len(findingStates()) {
		t.Error("not every state has a word")
	}
}

// TestNameOrder: given name, then surname, then the middle; the tones in their order; a name without marks among the others.
func TestNameOrder(t *testing.T) {
	name := func(full string, surname, given int) record.Name {
		return record.Name{Full: full, FullSurname: uint8(surname), FullGiven: uint8(given)}
	}
	var want []record.Name
	for _, s := range []string{"Lê An", "Nguyễn An", "Nguyễn Thị An", "Nguyễn Văn An", "Đỗ Ảnh", "Bùi Ánh", "Lê Ân", "Lê Dung", "Đinh Đào", "Lê Hoa", "Lê Hoà", "Lê Hòa", "Lê Ý"} {
		w := strings.Fields(s)
		want = append(want, name(s, len(w[0]), len(s)-len(w[len(w)-1])))
	}
	want = append(want, record.Name{})
	v := &record.Values[record.Name]{Dict: slices.Clone(want), Canon: make([]uint32, len(want))}
	slices.Reverse(v.Dict)
	o := newNameOrder([]*record.Values[record.Name]{v, nil})
	slices.SortStableFunc(v.Dict, func(a, b record.Name) int {
		if x, y := o.key(a), o.key(b); x < y {
			return -1
		} else if x > y {
			return 1
		}
		return 0
	})
	for i := range want {
		if v.Dict[i].Full != want[i].Full {
			t.Errorf("place %d: %q, want %q", i, v.Dict[i].Full, want[i].Full)
		}
	}
	ranks := communeOrder(map[uint32]string{0: unknownCommune, 1: "Xã Ân Phú", 2: "Phường An Bình", 3: "Xã Đức Thọ", 4: "Phường Diễn"})
	for code, want := range map[uint32]uint32{2: 0, 1: 1, 4: 2, 3: 3, 0: 4} {
		if ranks[code] != want {
			t.Errorf("commune %d has place %d, want %d", code, ranks[code], want)
		}
	}
}

// TestLeftOut: only in a run of many findings, only long lists, and not where all are asked for.
func TestLeftOut(t *testing.T) {
	maker := func(findings int, all bool) *bookMaker {
		return &bookMaker{t: &findingTable{refs: make([]findingRef, findings)}, books: books{All: all}}
	}
	for _, c := range []struct {
		findings, list int
		all, want      bool
	}{
		{manyFindings, manyFindings, false, false},
		{manyFindings + 1, longList, false, false},
		{manyFindings + 1, longList + 1, false, true},
		{manyFindings + 1, longList + 1, true, false},
	} {
		if got := maker(c.findings, c.all).leftOut(c.list); got != c.want {
			t.Errorf("a list of %d in a run of %d (all: %v): left out %v", c.list, c.findings, c.all, got)
		}
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
