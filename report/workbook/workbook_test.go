package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// example is a book of one long list, one without rows, and every kind of column.
func example(rows int) *Book {
	odd := []string{"Nguyễn Văn An", "", "=1+1", "@SUM(A1)", "-5", "+84 912 345 678", "a\x01b_x0041_\r\n", " blank ", "\xff<&>", "'=x", "\uFFFE"}
	at := func(all []string) func(int) string { return func(row int) string { return all[row%len(all)] } }
	names := []string{"Nguyễn Thị Hoà", "Lê Văn Bình", "Trần Đức"}
	others := []string{"Nguyễn Thị Hóa", "Lê Văn Bình", "Trần Văn Đức"}
	words := []string{"Cao", "Thấp", ""}
	return &Book{
		Title: "Báo cáo", Subject: "thử", Day: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC),
		Cover: Cover{Name: "Tổng hợp", Heading: "BÁO CÁO ĐÚNG", Lead: "Những thông tin khác nhau.", Facts: []Fact{{"Ngày", "01/10/2025"}},
			Tables: []Table{{Title: "Theo mã", Head: []string{"Mã", "Cao", "Thấp"}, Total: true,
				Rows:  []Row{{Text: "Danh sách", Numbers: []int{1, 2}, List: "Danh sách"}, {Text: "Khác", Numbers: []int{3, 4}}, {Text: "Cộng", Numbers: []int{4, 6}}},
				Chart: &Chart{Title: "Theo mã", Columns: []int{1, 2}, Colours: []string{"C00000", "70AD47"}}}},
			Notes: []string{"Ghi chú."}},
		Lists: []List{
			{Name: "Danh sách", Header: "Danh sách & ghi chú", Rows: rows, Frozen: 2, Printed: 4, Columns: []Column{
				{Heading: "STT", Width: 6, Kind: Count, Number: func(row int) int { return row + 1 }},
				{Heading: "Số định danh", Width: 15, Kind: Centred, Text: func(row int) string { return fmt.Sprintf("%012d", row) }},
				{Heading: "Khác", Width: 20, Text: at(odd)},
				{Heading: "Giá trị", Width: 20, Kind: Wrapped, Text: at(names), Beside: at(others)},
				{Heading: "Mức độ", Width: 10, Words: words, Code: func(row int) uint32 { return uint32(row % 3) }, Colours: []Colour{{"Cao", "9C0006", "FFC7CE"}}},
			}},
			{Name: "Trống", Columns: []Column{{Heading: "STT", Width: 6, Kind: Count, Number: func(int) int { return 0 }}}},
		},
	}
}

func write(t testing.TB, b *Book, threads int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(context.Background(), &out, b, threads); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func open(t *testing.T, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestCharts: a chart of one column has no legend, which spreadsheets would make of its rows, and no chart has more than the table's colours.
func TestCharts(t *testing.T) {
	b := example(1)
	one := b.Cover.Tables[0]
	one.Chart = &Chart{Title: "Một cột", Columns: []int{1}, Colours: []string{"C00000"}}
	b.Cover.Tables = append(b.Cover.Tables, one)
	data := write(t, b, 1)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	charts := 0
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, "xl/charts/chart") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		charts++
		if legend := bytes.Contains(text, []byte("<legend>")); legend == bytes.Contains(text, []byte("Một cột")) {
			t.Errorf("%s: legend %v", f.Name, legend)
		}
		if !bytes.Contains(text, []byte(`<varyColors val="0">`)) {
			t.Errorf("%s: its colours vary", f.Name)
		}
	}
	if charts != 2 {
		t.Errorf("%d charts", charts)
	}
}

// TestReadBack: every cell comes back as it was, as text; the heading is frozen and filtered, the dimension is set.
func TestReadBack(t *testing.T) {
	const rows = 5000 // more than two stretches
	b := example(rows)
	f := open(t, write(t, b, 3))
	if got := strings.Join(f.GetSheetList(), "|"); got != "Tổng hợp|Danh sách|Trống" {
		t.Fatalf("sheets %s", got)
	}
	all, err := f.GetRows("Danh sách")
	if err != nil {
		t.Fatal(err)
	}
	if len(all) != rows+1 {
		t.Fatalf("%d rows, want %d", len(all), rows+1)
	}
	clean := strings.NewReplacer("\xff", "\uFFFD")
	l := &b.Lists[0]
	for row := range rows {
		got := all[row+1]
		for len(got) < len(l.Columns) {
			got = append(got, "")
		}
		for i := range l.Columns {
			c := &l.Columns[i]
			want := ""
			switch {
			case c.Number != nil:
				want = strings.ReplaceAll(fmt.Sprint(c.Number(row)), ",", "")
				got[i] = strings.ReplaceAll(got[i], ",", "")
			case c.Code != nil:
				want = c.Words[c.Code(row)]
			default:
				want = clean.Replace(c.Text(row))
			}
			if got[i] != want {
				t.Fatalf("row %d, %s: %q, want %q", row, c.Heading, got[i], want)
			}
		}
	}
	for cell, want := range map[string]excelize.CellType{
		"A2": excelize.CellTypeUnset, "B2": excelize.CellTypeInlineString, "C4": excelize.CellTypeInlineString, "E2": excelize.CellTypeSharedString,
	} {
		if got, err := f.GetCellType("Danh sách", cell); err != nil || got != want {
			t.Errorf("%s is of type %d, want %d (%v)", cell, got, want, err)
		}
	}
	if got, err := f.GetSheetDimension("Danh sách"); err != nil || got != fmt.Sprintf("A1:E%d", rows+1) {
		t.Errorf("dimension %s, %v", got, err)
	}
	p, err := f.GetPanes("Danh sách")
	if err != nil || !p.Freeze || p.YSplit != 1 || p.XSplit != 2 {
		t.Errorf("panes %+v, %v", p, err)
	}
	filters := 0
	for _, d := range f.GetDefinedName() {
		if strings.HasSuffix(d.Name, "_FilterDatabase") {
			filters++
		}
	}
	if filters != 2 {
		t.Errorf("%d filters, want one for each list: %v", filters, f.GetDefinedName())
	}
	props, err := f.GetDocProps()
	if err != nil || props.Created != "2025-10-01T00:00:00Z" || props.Modified != props.Created {
		t.Errorf("properties %+v, %v", props, err)
	}
}

// TestQuoted: a text that would be a formula when its cell is edited is in a quoted style, and no formula is written.
func TestQuoted(t *testing.T) {
	b := write(t, example(20), 1)
	f := open(t, b)
	all, err := f.GetRows("Danh sách")
	if err != nil {
		t.Fatal(err)
	}
	styles := member(t, b, "xl/styles.xml")
	_, xfs, _ := strings.Cut(styles, "<cellXfs")
	xfs, _, _ = strings.Cut(xfs, "</cellXfs>")
	xf := strings.SplitAfter(xfs, "</xf>")
	for i := range all[1:] {
		cell := fmt.Sprintf("C%d", i+2)
		style, err := f.GetCellStyle("Danh sách", cell)
		if err != nil {
			t.Fatal(err)
		}
		text := example(20).Lists[0].Columns[2].Text(i)
		want := text != "" && strings.ContainsRune("=@", rune(text[0]))
		if got := strings.Contains(xf[style], "quotePrefix"); got != want {
			t.Errorf("%s %q: quoted %v, want %v", cell, text, got, want)
		}
		if formula, err := f.GetCellFormula("Danh sách", cell); err != nil || formula != "" {
			t.Errorf("%s is a formula %q, %v", cell, formula, err)
		}
	}
	if sheet := member(t, b, "xl/worksheets/sheet2.xml"); strings.Contains(sheet, "<f>") || strings.Contains(sheet, "<f ") {
		t.Error("the sheet has a formula")
	}
}

// member reads a part of the file.
func member(t *testing.T, b []byte, name string) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	in, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	text, err := io.ReadAll(in)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestSplit: a list longer than a sheet goes on in further sheets and loses no row.
func TestSplit(t *testing.T) {
	b := example(25)
	b.maxRows = 10
	b.Lists[0].Name = strings.Repeat("Đ", 31)
	f := open(t, write(t, b, 2))
	want := []string{strings.Repeat("Đ", 31), strings.Repeat("Đ", 27) + " (2)", strings.Repeat("Đ", 27) + " (3)"}
	next := 0
	for n, name := range want {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		if rows[0][0] != "STT" {
			t.Errorf("sheet %d has the heading %q", n, rows[0])
		}
		for _, row := range rows[1:] {
			next++
			if row[0] != fmt.Sprint(next) {
				t.Fatalf("row %s, want %d", row[0], next)
			}
		}
	}
	if next != 25 {
		t.Errorf("%d rows, want 25", next)
	}
}

// TestSameBytes: the number of threads changes nothing, and nothing is left in the temporary folder.
func TestSameBytes(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("TMPDIR", dir)
	first := write(t, example(9000), 1)
	for threads := 2; threads < 5; threads++ {
		if !bytes.Equal(first, write(t, example(9000), threads)) {
			t.Errorf("other bytes with %d threads", threads)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left in the temporary folder: %v, %v", left, err)
	}
}

func TestCancelled(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := Write(ctx, io.Discard, example(50_000), 2); err == nil {
		t.Error("no error of a context that had ended")
	}
}

// TestDifferences: the marked parts stand in brackets.
func TestDifferences(t *testing.T) {
	for _, c := range []struct{ text, other, want string }{
		{"Nguyễn Thị Hoà", "Nguyễn Thị Hóa", "Nguyễn Thị H[oà]"},
		{"Nguyễn Văn An", "Nguyễn An", "Nguyễn [Văn] An"},
		{"Nguyễn An", "Nguyễn Văn An", "Nguyễn An"},
		{"NGUYỄN VĂN AN", "Nguyễn Văn Ân", "NGUYỄN VĂN [A]N"},
		{"042085000001", "042085000010", "0420850000[01]"},
		{"042085000001", "04208500001", "0420850000[0]1"},
		{"01/02/1985", "02/01/1985", "0[1]/0[2]/1985"},
		{"1985", "01/02/1985", "[1985]"},
		{"xã A, huyện B", "xã C, huyện B", "xã [A], huyện B"},
		{"a b c d", "x y", "[a b c d]"},
		{"a b c", "b", "[a] b [c]"},
		{"same", "same", "same"},
		{"", "x", ""},
		{"x", "", "x"},
		{"\xff\xfe", "ab", "[\xff\xfe]"},
	} {
		got, at := "", 0
		for _, s := range differences(nil, c.text, c.other) {
			got += c.text[at:s.from] + "[" + c.text[s.from:s.to] + "]"
			at = s.to
		}
		got += c.text[at:]
		if got != c.want {
			t.Errorf("%q beside %q: %q, want %q", c.text, c.other, got, c.want)
		}
	}
}

// FuzzDifferences: the marked parts lie in the text, in order, and the rest is the text.
func FuzzDifferences(f *testing.F) {
	f.Add("Nguyễn Văn An", "Nguyen Van An")
	f.Add("\xff", "-1/2-")
	f.Fuzz(func(t *testing.T, text, other string) {
		at := 0
		for _, s := range differences(nil, text, other) {
			if s.from < at || s.to <= s.from || s.to > len(text) {
				t.Fatalf("%q beside %q: %v after %d", text, other, s, at)
			}
			at = s.to
		}
	})
}

// BenchmarkWrite writes as many rows as a criterion of a district has, and BenchmarkExcelize the same rows with excelize's StreamWriter.
func BenchmarkWrite(b *testing.B) {
	book := example(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(context.Background(), io.Discard, book, 1); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExcelize(b *testing.B) {
	l := &example(100_000).Lists[0]
	b.ReportAllocs()
	for b.Loop() {
		f := excelize.NewFile()
		w, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		row := make([]any, len(l.Columns))
		for i := range l.Rows {
			for k := range l.Columns {
				switch c := &l.Columns[k]; {
				case c.Number != nil:
					row[k] = c.Number(i)
				case c.Code != nil:
					row[k] = c.Words[c.Code(i)]
				case c.Beside != nil:
					row[k] = []excelize.RichTextRun{{Text: c.Text(i)[:6]}, {Text: c.Text(i)[6:], Font: &excelize.Font{Bold: true, Color: "C00000"}}}
				default:
					row[k] = c.Text(i)
				}
			}
			cell, _ := excelize.CoordinatesToCellName(1, i+1)
			if err := w.SetRow(cell, row); err != nil {
				b.Fatal(err)
			}
		}
		if err := w.Flush(); err != nil {
			b.Fatal(err)
		}
		if err := f.Write(io.Discard); err != nil {
			b.Fatal(err)
		}
		if err := f.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
