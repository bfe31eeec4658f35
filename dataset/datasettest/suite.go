// Package datasettest holds the one conformance suite that every file format of package dataset passes: whatever a
// dataset is stored in, the same cells give the same table.
package datasettest

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset"
	"github.com/doisanh/doisanh/internal/testsize"
	"github.com/doisanh/doisanh/record"
)

// Format is a file format under test.
type Format struct {
	Ext string // ".csv"

	// Write stores rows of cells, the first being the header.
	Write func(path string, rows [][]string) error

	// Fixed says that the format cannot hold rows of differing width.
	Fixed bool

	// Ragged says that the format leaves out empty cells at a row's end.
	Ragged bool

	// Renames says that Write gives the columns other names, for want of room.
	Renames bool

	// Spell writes a text with the letters the format has; nil leaves it as it is.
	Spell func(string) string
}

// Run runs the suite.
func Run(t *testing.T, f Format) {
	t.Run("cells", f.cells)
	t.Run("rows", f.rows)
	t.Run("ids", f.ids)
	t.Run("unread", f.unread)
	t.Run("files", f.files)
	t.Run("threads", f.threads)
	t.Run("header", f.header)
	t.Run("table", f.table)
}

// Rows makes a sector's table of n rows below the header, the same for the same n: names that repeat, numbers that do not, cells that
// are blank, and every letter Vietnamese has.
func Rows(n int) [][]string {
	rng := rand.New(rand.NewPCG(8, uint64(n)))
	pick := func(of ...string) string { return of[rng.IntN(len(of))] }
	rows := [][]string{{"Mã số BHXH", "Mã hồ sơ", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Nơi thường trú", "Dân tộc", "Đơn vị làm việc", "Số điện thoại", "Ghi chú"}}
	for i := range n {
		name := pick("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Đỗ") + " " + pick("Văn", "Thị", "Hữu", "Đức", "Ngọc") + " " +
			pick("An", "Ước", "Bửu", "Thuỷ", "Thúy", "Ngỡi", "Nghệ", "Ẩn", "Ổi", "Ỷ", "Hường", "Kiệt") + pick("", " "+strconv.Itoa(rng.IntN(500)))
		year := 1930 + rng.IntN(90)
		birth := fmt.Sprintf("%d-%02d-%02d", year, 1+rng.IntN(12), 1+rng.IntN(28))
		if rng.IntN(12) == 0 {
			birth = strconv.Itoa(year)
		}
		place := fmt.Sprintf("Thôn %d, xã %s, huyện Đức Thọ, tỉnh Hà Tĩnh", 1+rng.IntN(12), pick("Yên Hồ", "Tùng Ảnh", "Bùi La Nhân", "Hoà Lạc"))
		rows = append(rows, []string{
			fmt.Sprintf("%010d", 4200000000+i), "HS" + strconv.Itoa(i), name, birth, pick("Nam", "Nữ", ""), fmt.Sprintf("%012d", 42000000000+rng.Int64N(1e9)),
			place, pick("Kinh", "Thái", "Mường", "H'Mông", ""), pick("", "Công ty TNHH \"Sông La\"", "Trường THCS số 2; <b>&amp;</b>", "UBND xã\nYên Hồ"),
			pick("", fmt.Sprintf("09%08d", rng.IntN(1e8))), pick("", "", "đã chuyển", "=1+1", "-", "x'"),
		})
	}
	return rows
}

// table holds a table of 20,000 rows to the one that CSV gives, to the byte.
func (f Format) table(t *testing.T) {
	n := testsize.Of(t, "rows", 20_000, 2_000)
	rows := Rows(n)
	if f.Spell != nil {
		for _, row := range rows[1:] {
			for i := range row {
				row[i] = f.Spell(row[i])
			}
		}
	}
	plain := Format{Ext: ".csv", Write: WriteCSV}
	want, got := plain.must(t, "bhxh", 1, rows), f.must(t, "bhxh", 2, rows)
	same(t, "rows", []int{got.RowsIn, got.Table.Rows(), len(got.Rejects)}, []int{n, n, 0})
	for _, l := range []*dataset.Loaded{want, got} {
		l.Table.Files = nil // they are called after the format
		if f.Renames {
			for _, c := range l.Table.Columns {
				c.Header = ""
			}
		}
	}
	if reflect.DeepEqual(got.Table, want.Table) {
		return
	}
	for _, c := range want.Table.Columns {
		has := Values(got.Table, c.Field)
		for i, v := range Values(want.Table, c.Field) {
			if i >= len(has) || has[i] != v {
				t.Errorf("%s, row %d: want %q", c.Field, i, v)
				if i < len(has) {
					t.Errorf("got %q", has[i])
				}
				break
			}
		}
	}
	t.Error("the table is not the one that CSV gives")
}

// WriteCSV stores rows as CSV.
func WriteCSV(path string, rows [][]string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		return err
	}
	return f.Close()
}

func (f Format) load(t *testing.T, sector string, threads int, files ...[][]string) (*dataset.Loaded, error) {
	t.Helper()
	p, err := dataset.Builtin(sector)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var paths []string
	for i, rows := range files {
		path := filepath.Join(dir, fmt.Sprintf("part%d%s", i+1, f.Ext))
		if err := f.Write(path, rows); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return dataset.Load(context.Background(), dataset.Source{Profile: p, Files: paths}, dataset.Options{Threads: threads})
}

func (f Format) must(t *testing.T, sector string, threads int, files ...[][]string) *dataset.Loaded {
	t.Helper()
	l, err := f.load(t, sector, threads, files...)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// Values returns a column's cells row by row, nil where the table has no such column.
func Values(t *record.Table, field record.Field) []string {
	c := t.Column(field)
	if c == nil {
		return nil
	}
	out := make([]string, t.Rows())
	for i := range out {
		out[i] = c.At(i)
	}
	return out
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func (f Format) cells(t *testing.T) {
	l := f.must(t, "thue", 1, [][]string{
		{"Mã số thuế", "Họ và tên", "Ngày sinh", "Địa chỉ"},
		{"0100109106", "  Nguyễn Văn A\u00a0", "01/02/1980", "Thôn 3, xã \"Yên Hồ\"\nĐức Thọ; Hà Tĩnh"},
		{"", "Trần Thị B", "", "a,b\tc|d;e"},
		{"0100109106", "Nguyễn Văn A", "1980", ""},
	})
	same(t, "names", Values(l.Table, record.FullName), []string{"Nguyễn Văn A", "Trần Thị B", "Nguyễn Văn A"})
	same(t, "tax codes", Values(l.Table, record.TaxCode), []string{"0100109106", "", "0100109106"})
	same(t, "addresses", Values(l.Table, record.PermanentAddress), []string{"Thôn 3, xã \"Yên Hồ\"\nĐức Thọ; Hà Tĩnh", "a,b\tc|d;e", ""})
	c := l.Table.Column(record.FullName)
	same(t, "dictionary", slices.Collect(c.Dict.Values()), []string{"", "Nguyễn Văn A", "Trần Thị B"})
	same(t, "codes", c.Codes, []uint32{1, 2, 1})
	same(t, "kind", c.Kind, record.KindName)
	same(t, "header", c.Header, "Họ và tên")
	same(t, "rows", []int{l.RowsIn, l.Table.Rows(), len(l.Rejects)}, []int{3, 3, 0})
}

func (f Format) rows(t *testing.T) {
	rows := [][]string{
		{"Mã bản ghi", "Họ và tên", "Ngày sinh"},
		{"a", "Nguyễn Văn A", "1980"},
		{"", " ", ""},
		{"b", "Trần Thị B", "1981"},
	}
	wantIn, wantRejects := 3, []string{"3 blank"}
	if !f.Fixed {
		rows = append(rows, []string{"c", "Lê C"}, []string{"d", "Lê D", "1983", "x"}, []string{"e", "Lê E", "1984", " ", ""})
		wantIn, wantRejects = 6, []string{"3 blank", "5 column_count", "6 column_count"}
		if f.Ragged {
			wantRejects = []string{"3 blank", "6 column_count"}
		}
	}
	l := f.must(t, "dan_cu", 1, rows)
	var got []string
	for _, r := range l.Rejects {
		got = append(got, fmt.Sprintf("%d %s", r.Row, r.Reason))
		if r.File != "part1"+f.Ext || r.Dataset != "dan_cu" || r.Raw == "" && r.Reason != "blank" {
			t.Errorf("incomplete reject: %+v", r)
		}
	}
	same(t, "rejects", got, wantRejects)
	same(t, "rows in", l.RowsIn, wantIn)
	same(t, "rows accounted for", l.Table.Rows()+len(l.Rejects), l.RowsIn)
	same(t, "line of b", l.Table.Line[1], uint32(4))
}

// unread holds rows that hold nothing in the columns read to what they hold elsewhere.
func (f Format) unread(t *testing.T) {
	if f.Fixed {
		return // columns are read by themselves
	}
	l := f.must(t, "dan_cu", 1, [][]string{
		{"STT", "Mã bản ghi", "Họ và tên", "Ngày sinh"},
		{"I. XÃ ĐỨC THỌ", "", "", ""},
		{"1", "a", "Nguyễn Văn A", "1980"},
		{"IV", "", "", ""},
		{"5", "", " ", ""},
		{"2", "b", "Trần Thị B", "1981"},
		{"Cộng xã Đức Thọ: 2 người", "", "", ""},
		{"3", "c", "Lê C", "1982"},
	})
	var got []string
	for _, r := range l.Rejects {
		got = append(got, fmt.Sprintf("%d %s %s", r.Row, r.Reason, strings.Trim(r.Raw, ",;|\t \"")))
	}
	same(t, "rejects", got, []string{"2 heading I. XÃ ĐỨC THỌ", "4 blank IV", "5 blank 5", "7 heading Cộng xã Đức Thọ: 2 người"})
	noted := slices.ContainsFunc(l.Notes, func(n dataset.Note) bool { return n.ID == dataset.NoteRowsHeading && n.Args[0] == 2 })
	same(t, "told", noted, true)
}

func (f Format) ids(t *testing.T) {
	head := []string{"STT", "Mã đối tượng", "Họ và tên"}
	for _, c := range []struct {
		name string
		ids  []string
		want []string
		own  bool
		note string
	}{
		{"own", []string{"x", "y", "z"}, []string{"x", "y", "z"}, true, ""},
		{"repeated", []string{"x", "y", "x"}, []string{"part1#:2", "part1#:3", "part1#:4"}, false, dataset.NoteIDsRepeat},
		{"few repeated", strings.Split("a b c d e f g h i a j k l m n o p q r s", " "), strings.Split("part1#:2 b c d e f g h i part1#:11 j k l m n o p q r s", " "), true, dataset.NoteIDsShared},
		{"more repeated", strings.Split("a b c d e f g h i a j b l m n o p q r s", " "), nil, false, dataset.NoteIDsRepeat},
		{"absent", []string{"", "", ""}, []string{"part1#:2", "part1#:3", "part1#:4"}, false, dataset.NoteIDsAbsent},
		{"blank", []string{"x", "", "z"}, []string{"x", "part1#:3", "z"}, true, dataset.NoteIDsBlank},
	} {
		rows := [][]string{head}
		for i, id := range c.ids {
			rows = append(rows, []string{fmt.Sprint(i + 1), id, fmt.Sprintf("Nguyễn Văn %c", 'A'+i)})
		}
		l := f.must(t, "an_sinh", 1, rows)
		for i := range c.want {
			c.want[i] = strings.ReplaceAll(c.want[i], "#", f.Ext)
		}
		if c.want != nil {
			same(t, c.name, slices.Collect(l.Table.IDs.Values()), c.want)
		}
		same(t, c.name+": own", l.Table.OwnIDs, c.own)
		if c.note != "" && (len(l.Notes) == 0 || l.Notes[len(l.Notes)-1].ID != c.note) {
			t.Errorf("%s: notes %v, want %s", c.name, l.Notes, c.note)
		}
	}
}

func (f Format) files(t *testing.T) {
	l := f.must(t, "evn", 2,
		[][]string{{"Mã khách hàng", "Tên khách hàng"}, {"PA01", "A"}, {"PA02", "B"}},
		[][]string{{"Tên KH", "Mã KH", "Số CCCD"}, {"B", "PA03", "042080000001"}},
	)
	same(t, "names", Values(l.Table, record.FullName), []string{"A", "B", "B"})
	same(t, "numbers", Values(l.Table, record.PersonalIDNo), []string{"", "", "042080000001"})
	same(t, "ids", slices.Collect(l.Table.IDs.Values()), []string{"PA01", "PA02", "PA03"})
	same(t, "files", l.Table.Files, []string{"part1" + f.Ext, "part2" + f.Ext})
	same(t, "file of rows", l.Table.File, []uint32{0, 0, 1})
	same(t, "line of rows", l.Table.Line, []uint32{2, 3, 2})
	again := f.must(t, "evn", 1,
		[][]string{{"Mã khách hàng", "Tên khách hàng"}, {"PA01", "A"}},
		[][]string{{"Mã khách hàng", "Tên khách hàng"}, {"PA01", "B"}},
	)
	same(t, "ids that repeat across files", slices.Collect(again.Table.IDs.Values()), []string{"part1" + f.Ext + ":2", "part2" + f.Ext + ":2"})
}

// threads loads a larger file with one thread and with several.
func (f Format) threads(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	rows := [][]string{{"Mã hồ sơ", "Họ và tên", "Ngày sinh", "Nơi thường trú"}}
	threadRows := 30_000
	if testing.Short() {
		threadRows = 3_000
	}
	for i := range threadRows {
		place := fmt.Sprintf("Thôn %d, xã %d", rng.IntN(20), rng.IntN(200))
		if rng.IntN(50) == 0 {
			place = strings.ReplaceAll(place, ", ", ",\n")
		}
		rows = append(rows, []string{fmt.Sprint("HS", i), fmt.Sprintf("Nguyễn Văn %c%d", 'A'+rng.IntN(26), rng.IntN(3000)), fmt.Sprint(1930 + rng.IntN(95)), place})
	}
	one, many := f.must(t, "bhxh", 1, rows), f.must(t, "bhxh", 8, rows)
	if !reflect.DeepEqual(one, many) {
		t.Error("a file reads differently with eight threads")
	}
	same(t, "rows", one.Table.Rows(), len(rows)-1)
}

func (f Format) header(t *testing.T) {
	for _, c := range []struct {
		name, sector string
		rows         [][]string
		want         string
	}{
		{"unknown", "dan_cu", [][]string{{"abc", "xyz"}, {"1", "2"}}, record.ProblemHeaderUnknown},
		{"twice", "dan_cu", [][]string{{"Họ và tên", "Họ tên", "Ngày sinh"}, {"A", "A", "1980"}}, record.ProblemHeaderTwice},
		{"missing", "dan_cu", [][]string{{"Ngày sinh", "Giới tính"}, {"1980", "Nam"}}, record.ProblemHeaderMissing},
	} {
		_, err := f.load(t, c.sector, 1, c.rows)
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		} else if _, err := os.Stat(p.File); err != nil {
			t.Errorf("%s: the problem does not name the file: %v", c.name, p)
		}
	}
}
