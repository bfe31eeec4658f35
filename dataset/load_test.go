package dataset

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/doisanh/doisanh/dataset/jsonl"
	"github.com/doisanh/doisanh/record"
)

// write stores files in a folder and returns their paths, in the order given as name, text, name, text…
func write(t *testing.T, pairs ...string) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i := 0; i < len(pairs); i += 2 {
		path := filepath.Join(dir, pairs[i])
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(pairs[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func load(t *testing.T, sector string, columns map[record.Field]string, pairs ...string) (*Loaded, error) {
	t.Helper()
	p, err := Builtin(sector)
	if err != nil {
		t.Fatal(err)
	}
	return Load(context.Background(), Source{Profile: p, Files: write(t, pairs...), Columns: columns}, Options{})
}

// problem returns the Problem an error is, and fails where it is none.
func problem(t *testing.T, err error, id string) *record.Problem {
	t.Helper()
	var p *record.Problem
	if !errors.As(err, &p) || p.ID != id {
		t.Fatalf("got %v, want %s", err, id)
	}
	return p
}

func TestFileProblems(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", record.ProblemFileEmpty},
		{"blank", "\n \r\n", record.ProblemFileEmpty},
		{"only a mark", "\xef\xbb\xbf", record.ProblemFileEmpty},
		{"spreadsheet", "PK\x03\x04rest", record.ProblemFileDamaged},
		{"parquet", "PAR1....PAR1", record.ProblemFileDamaged}, {"picture", "\x89PNG....", record.ProblemFileBinary},
		{"gzip", "\x1f\x8b\x08...", record.ProblemFileDamaged},
		{"a zero", "\x00", record.ProblemFileEmpty}, {"half a letter", "\xff\xfe", record.ProblemFileEmpty}, {"zeros", "a,b\x00\x00\x01c", record.ProblemFileBinary},
		{"unknown header", "a;b\n1;2\n", record.ProblemHeaderUnknown},
	} {
		_, err := load(t, "dan_cu", nil, "x.csv", c.text)
		if p := problem(t, err, c.want); !strings.HasSuffix(p.File, "x.csv") {
			t.Errorf("%s: file is %q", c.name, p.File)
		}
	}
	p, _ := Builtin("dan_cu")
	_, err := Load(context.Background(), Source{Profile: p, Files: []string{"testdata/no such file"}}, Options{})
	_ = problem(t, err, record.ProblemFileMissing)
	_, err = Load(context.Background(), Source{Profile: p, Files: []string{"testdata"}}, Options{})
	_ = problem(t, err, record.ProblemFileFolder)
}

func TestExpand(t *testing.T) {
	paths := write(t, "b.csv", "x", "a.csv", "x", "c[1].csv", "x", "~$a.csv", "x")
	dir := filepath.Dir(paths[0])
	got, err := Expand(filepath.Join(dir, "*.csv"))
	if err != nil || !reflect.DeepEqual(got, []string{paths[1], paths[0], paths[2]}) {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := Expand(paths[2]); err != nil || !reflect.DeepEqual(got, paths[2:3]) {
		t.Errorf("got %v, %v", got, err)
	}
	_, err = Expand(filepath.Join(dir, "*.tsv"))
	_ = problem(t, err, record.ProblemGlobEmpty)
	_, err = Expand(filepath.Join(dir, "none.csv"))
	_ = problem(t, err, record.ProblemFileMissing)
	if got, err := Expand(dir); err != nil || !reflect.DeepEqual(got, []string{paths[1], paths[0], paths[2]}) {
		t.Errorf("got %v, %v", got, err)
	}
	_, err = Expand(t.TempDir())
	_ = problem(t, err, record.ProblemGlobEmpty)
}

func TestEncodings(t *testing.T) {
	want := []string{"Nguyễn Văn Tý"}
	utf16 := func(s string) string {
		out := "\xff\xfe"
		for _, r := range s {
			out += string([]byte{byte(r), byte(r >> 8)})
		}
		return out
	}
	text := "Họ và tên\tNgày sinh\nNguyễn Văn Tý\t1980\n"
	for name, s := range map[string]string{
		"utf-8": text, "mark": "\xef\xbb\xbf" + text, "crlf": strings.ReplaceAll(text, "\n", "\r\n"),
		"cr": strings.ReplaceAll(text, "\n", "\r"), "utf-16": utf16(text), "sep": "sep=;\n" + strings.ReplaceAll(text, "\t", ";"),
		"title": "DANH SÁCH CÔNG DÂN\t\nTỉnh Hà Tĩnh\t\n\nMã hồ sơ\t" + strings.ReplaceAll(text, "\nNg", "\n1\tNg"),
	} {
		l, err := load(t, "dan_cu", nil, "x.txt", s)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c, line := l.Table.Column(record.FullName), uint32(2)
		if name == "title" {
			line = 5 // as a spreadsheet counts
		}
		if got := []string{c.At(0)}; l.Table.Rows() != 1 || !reflect.DeepEqual(got, want) || l.Table.Line[0] != line {
			t.Errorf("%s: %q in line %v", name, got, l.Table.Line)
		}
	}
}

func TestRejects(t *testing.T) {
	long := strings.Repeat("ế", maxRaw)
	l, err := load(t, "dan_cu", nil, "x.csv", "Mã hồ sơ,Họ và tên\n1,A\n2,B\xff\n3\n,\n4,\"D\n5,E,x\n6,F,,\n\n7,"+long+",y\n")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range l.Rejects {
		got = append(got, fmt.Sprintf("%d %s %.12s", r.Row, r.Reason, r.Raw))
		if len(r.Raw) > maxRaw+8 {
			t.Errorf("raw text of %d bytes", len(r.Raw))
		}
	}
	want := []string{"3 encoding 2,B\\xFF", "4 column_count 3", "5 blank ,", "6 quote 4,\"D", "7 column_count 5,E,x", "9 column_count 7," + strings.Repeat("ế", 10)}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if l.RowsIn != 8 || l.Table.Rows() != 2 {
		t.Errorf("%d rows in, %d loaded", l.RowsIn, l.Table.Rows())
	}
}

// TestEveryRow: whatever stands in a file, every row is loaded or rejected, once, and the ids are unique.
func TestEveryRow(t *testing.T) {
	pieces := []string{"1", "Nguyễn Văn A", "042080000001", ",", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", " ", "\xff", "x,\"", "\",", "a,b,c\n", "1,Trần B,1980\n"}
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 11))
		var b strings.Builder
		b.WriteString("Mã hồ sơ,Họ và tên,Ngày sinh\n")
		for range rng.IntN(150) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		l, err := load(t, "dan_cu", nil, "x.csv", b.String())
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if l.RowsIn != l.Table.Rows()+len(l.Rejects) {
			t.Fatalf("seed %d: %d in, %d loaded, %d rejected", seed, l.RowsIn, l.Table.Rows(), len(l.Rejects))
		}
		lines, ids := map[int]bool{}, map[string]bool{}
		for i, line := range l.Table.Line {
			lines[int(line)], ids[l.Table.IDs.At(uint32(i))] = true, true
		}
		if len(ids) != l.Table.Rows() {
			t.Fatalf("seed %d: ids repeat", seed)
		}
		for _, r := range l.Rejects {
			lines[r.Row] = true
		}
		for n := 2; n < 2+l.RowsIn; n++ {
			if !lines[n] {
				t.Fatalf("seed %d: row %d is lost", seed, n)
			}
		}
	}
}

func TestColumnsOverride(t *testing.T) {
	text := "Tên gọi A,Tên gọi B,Ngày sinh,Họ và tên,Họ và tên\nx,y,1980,z,w\n"
	l, err := load(t, "dan_cu", map[record.Field]string{"full_name": "ten goi b"}, "x.csv", text)
	if err != nil {
		t.Fatal(err)
	}
	if got := l.Table.Column(record.FullName).At(0); got != "y" {
		t.Errorf("got %q", got)
	}
	if want := []string{"Tên gọi A", "Họ và tên"}; !reflect.DeepEqual(l.Ignored, want) {
		t.Errorf("ignored %q, want %q", l.Ignored, want)
	}
	_, err = load(t, "dan_cu", map[record.Field]string{"full_name": "Tên gọi C"}, "x.csv", text)
	if p := problem(t, err, record.ProblemColumnUnknown); p.Column != "Tên gọi C" || len(p.Args) != 1 || p.Args[0] != "Tên gọi A" {
		t.Errorf("%+v", p)
	}
	_, err = load(t, "dan_cu", map[record.Field]string{"fullname": "Tên gọi A"}, "x.csv", text)
	if p := problem(t, err, record.ProblemFieldUnknown); p.Args[0] != "full_name" {
		t.Errorf("%+v", p)
	}
	l, err = load(t, "evn", map[record.Field]string{"record_id": "Mã KH"}, "x.csv", "Mã bản ghi,Mã KH,Tên KH\n1,PA1,A\n2,PA2,B\n")
	if err != nil || l.Table.IDs.At(0) != "PA1" || l.Table.Column(record.CustomerCode).At(0) != "PA1" {
		t.Errorf("a record id of the user's choice: %v, %v", l, err)
	}
	l, err = load(t, "dan_cu", map[record.Field]string{"full_name": "Tên gọi A", "other_name": "Tên gọi A"}, "x.csv", text)
	if err != nil || l.Table.Column(record.OtherName).At(0) != "x" || l.Table.Column(record.FullName).At(0) != "x" {
		t.Errorf("one column for two fields: %v", err)
	}
}

func TestJoins(t *testing.T) {
	l, err := load(t, "dan_cu", nil, "x.csv", "Họ,Đệm,Tên,Ngày sinh,Tháng sinh,Năm sinh,Địa chỉ,Xã,Huyện,Tỉnh\n"+
		"Nguyễn,Văn,An,05,3,1980,Thôn 1,Yên Hồ,Đức Thọ,Hà Tĩnh\n"+
		"Lê,,Bình,,,1981,\"Thôn 2, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh\",Yên Hồ,Đức Thọ,Hà Tĩnh\n"+
		"Lê,,Bình,,4,1982,,Yên Hồ,,\n")
	if err != nil {
		t.Fatal(err)
	}
	for f, want := range map[record.Field][]string{
		record.FullName:         {"Nguyễn Văn An", "Lê Bình", "Lê Bình"},
		record.BirthDate:        {"5/3/1980", "1981", "4/1982"},
		record.PermanentAddress: {"Thôn 1, Yên Hồ, Đức Thọ, Hà Tĩnh", "Thôn 2, xã Yên Hồ, huyện Đức Thọ, tỉnh Hà Tĩnh", "Yên Hồ"},
	} {
		c := l.Table.Column(f)
		got := []string{c.At(0), c.At(1), c.At(2)}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q, want %q", f, got, want)
		}
		seen := map[string]bool{}
		for v := range c.Dict.Values() {
			if seen[v] {
				t.Errorf("%s: %q stands twice in the dictionary", f, v)
			}
			seen[v] = true
		}
	}
}

func TestIDsAcrossFolders(t *testing.T) {
	l, err := load(t, "dan_cu", nil, "a/x.csv", "Họ và tên\nA\n", "b/x.csv", "Họ và tên\nA\n")
	if err != nil {
		t.Fatal(err)
	}
	if want, got := []string{"a/x.csv:2", "b/x.csv:2"}, slices.Collect(l.Table.IDs.Values()); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestContent: of two code lists a header may stand for, the values decide.
func TestContent(t *testing.T) {
	for value, want := range map[string]record.Field{"Thường trú": record.ResidenceKind, "2": record.ResidenceForm, "Ở nơi khác, biết nơi ở": record.ResidenceForm} {
		l, err := load(t, "cu_tru", nil, "x.csv", "Họ và tên,Hình thức cư trú\nA,\""+value+"\"\n")
		if err != nil || l.Table.Column(want) == nil {
			t.Errorf("%q is not read as %s: %v", value, want, err)
		}
	}
}

func TestProgress(t *testing.T) {
	path := write(t, "x.csv", string(people(3000)))
	p, _ := Builtin("dan_cu")
	var told atomic.Int64
	l, err := Load(context.Background(), Source{Profile: p, Files: path}, Options{Threads: 3, Progress: func(n int64) { told.Add(n) }})
	if err != nil {
		t.Fatal(err)
	}
	if told.Load() != l.Bytes {
		t.Errorf("told of %d bytes, the file has %d", told.Load(), l.Bytes)
	}
}

// TestNoHeader: a file without a header is refused without showing what stands in it.
func TestNoHeader(t *testing.T) {
	_, err := load(t, "dan_cu", nil, "x.csv", "042080000001,Nguyễn Văn A,1980\n042080000002,Trần Thị B,1981\n")
	if p := problem(t, err, record.ProblemHeaderUnknown); strings.Contains(p.Error(), "Nguyễn") {
		t.Errorf("%v", p)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte("Họ và tên,Ngày sinh\nA,1980\n\"B\n,1\n"))
	f.Add([]byte("sep=;\nHọ;Tên;Xã;Mã hồ sơ\n1;2;3;4\n"))
	f.Add([]byte("\xff\xfeH\x00"))
	p, err := Builtin("ho_tich")
	if err != nil {
		f.Fatal(err)
	}
	free := *p
	free.Needed = []record.Field{}
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "x.csv")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		l, err := Load(context.Background(), Source{Profile: &free, Files: []string{path}}, Options{Threads: 2})
		var p *record.Problem
		switch {
		case errors.As(err, &p):
		case err != nil:
			t.Fatal(err)
		case l.RowsIn != l.Table.Rows()+len(l.Rejects):
			t.Fatalf("%d in, %d loaded, %d rejected", l.RowsIn, l.Table.Rows(), len(l.Rejects))
		}
	})
}

func FuzzHeader(f *testing.F) {
	for _, s := range []string{"Họ và tên (cha)", "SoCCCDCha", "[04] Tên NNT/Full name", "日期", "((", "Mã", "ngày, tháng"} {
		f.Add(s)
	}
	p, err := Builtin("thue")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, header string) {
		for _, c := range p.headers.candidates(header) {
			if c.field != "" && c.field != record.RecordID && p.Spec(c.field) == nil {
				t.Errorf("%q: %s", header, c.field)
			}
		}
	})
}

// TestOddText: what is text for all that is in it.
func TestOddText(t *testing.T) {
	list := "Họ và tên,Ngày sinh\n" + strings.Repeat("Nguyễn Văn Tý,1980\n", 50)
	for name, text := range map[string]string{"a zero byte": list + "Trần\x00,1981\n", "one of few": "Họ và tên,Ngày sinh\nTrần\x00,1981\n"} {
		l, err := load(t, "dan_cu", nil, "x.csv", text)
		if err != nil || l.Table.Rows()+len(l.Rejects) != strings.Count(text, "\n")-1 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNoFile: a folder, and what is no file on a disk, are told as such.
func TestNoFile(t *testing.T) {
	p, err := Builtin("dan_cu")
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{t.TempDir(): record.ProblemFileFolder, os.DevNull: record.ProblemFileStream} {
		_, err := Load(context.Background(), Source{Profile: p, Files: []string{path}}, Options{})
		_ = problem(t, err, want)
	}
}

// TestLongBrokenRow: a line of megabytes that is no row costs no more than its bytes, though headers and lines below the list are looked
// for in it too.
func TestLongBrokenRow(t *testing.T) {
	start := time.Now()
	l, err := load(t, "dan_cu", nil, "x.jsonl", `{"Họ và tên":"Nguyễn Văn Tý"}`+"\n"+`{"a":"`+strings.Repeat("x y ", 1<<20)+"\n"+`{"Họ và tên":"Trần Thị Bé"}`)
	if err != nil || l.Table.Rows() != 2 || len(l.Rejects) != 1 {
		t.Fatal(l, err)
	}
	if took := time.Since(start); took > 20*time.Second { // with the race detector it took minutes before headers were looked for in its beginning alone
		t.Errorf("%v", took)
	}
}

// FuzzUTF16: what is taken for UTF-16 comes out as UTF-8, and text in it as it was.
func FuzzUTF16(f *testing.F) {
	f.Add([]byte("H\x00\xcd\x1e"))
	f.Add([]byte("\x00"))
	f.Add([]byte(""))
	f.Add([]byte("\xfe\xff\x00H\xd8"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if order := utf16Order(data); order != nil && !utf8.Valid(decodeUTF16(data)) {
			t.Errorf("%q is decoded to %q", data, decodeUTF16(data))
		}
	})
}

// FuzzRequoted: cells between apostrophes come out as they were.
func FuzzRequoted(f *testing.F) {
	f.Add("Họ tên", "x'y\n\"z\"", ",")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		if strings.ContainsRune(a+b+c, '\r') || len(a+b+c) > 1000 || !utf8.ValidString(a+b+c) {
			return
		}
		cell := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
		text := []byte("'a','b','c'\n" + cell(a) + "," + cell(b) + "," + cell(c) + "\n")
		if !singlyQuoted(text) {
			t.Fatalf("%q is not seen", text)
		}
		out := requoted(text)
		s := newSplitter(out, ',')
		_, after, _ := s.next(0)
		if _, _, reason := s.next(after); reason != "" {
			if strings.Count(a+b+c, "\n") <= maxQuotedLines {
				t.Fatalf("%q: %s", out, reason)
			}
			return
		}
		for i, want := range []string{a, b, c} {
			if got := s.value(s.cells[i]); string(got) != want {
				t.Errorf("cell %d: %q, want %q", i, got, want)
			}
		}
	})
}

// TestCutShortJSON: so does JSON Lines.
func TestCutShortJSON(t *testing.T) {
	for last, want := range map[string]string{
		`{"ho_ten": "Lê Th`: reasonCut, `{"ho_ten": "Lê Thị Cúc"`: reasonCut, "{\"ho_ten\": \"Lê Th\n": jsonl.ReasonSyntax, "x": jsonl.ReasonSyntax,
		`{"ho_ten": "Lê Thị Cúc"}`: "",
		`{"ho_ten": NaN}`:          jsonl.ReasonSyntax, `{"ho_ten": 'Lê Thị Cúc'}  `: jsonl.ReasonSyntax, `{"ho_ten": "Lê Thị Cúc", "xa": {}`: reasonCut,
		`{"ho_ten": "Lê Thị Cúc", "con_song": tr`: reasonCut, `{"ho_ten": "L\u00`: reasonCut, `{"ho_ten": "L\`: reasonCut, `{`: reasonCut,
	} {
		l, err := load(t, "dan_cu", nil, "x.jsonl", `{"ho_ten": "Nguyễn Văn An", "ngay_sinh": "1980"}`+"\n"+last)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range l.Rejects {
			got += r.Reason
		}
		told := slices.ContainsFunc(l.Notes, func(n Note) bool { return n.ID == NoteRowsCut })
		if got != want || told != (want == reasonCut) {
			t.Errorf("%q: rejected as %q, told %v; want %q", last, got, told, want)
		}
	}
}

// TestCutShort: a text that ends within its last row says so, and nothing else does.
func TestCutShort(t *testing.T) {
	const head = "Mã hồ sơ,Họ và tên,Ngày sinh,Số CCCD\n1,Nguyễn Văn An,05/03/1985,042085000001\n2,Trần Văn Bình,05/03/1986,042086000002\n3,Lê Thị Cúc,05/03/1987,042187000003\n"
	for _, c := range []struct{ name, last, reason string }{
		{"fewer cells", "4,Phạm Văn", reasonCut},
		{"one cell", "4", reasonCut},
		{"an open quotation mark", "4,\"Phạm Văn", reasonCut},
		{"an open quotation mark behind a quoted cell", "\"4\",\"Phạm, Văn", reasonCut},
		{"an open quotation mark before a comma", "\"Phạm, Văn", reasonCut},
		{"half a letter", "4,Ph\xe1\xba", reasonCut},
		{"half a letter in the last cell", "4,Phạm Văn Dũng,05/03/1988,\xe1", reasonCut},
		{"a whole row", "4,Phạm Văn Dũng,05/03/1988,042088000004", ""},
		{"a line end", "4,Phạm Văn\n", reasonColumns},
		{"a line end of Windows", "4,Phạm Văn\r\n", reasonColumns},
		{"more cells", "4,Phạm Văn Dũng,05/03/1988,042088000004,x", reasonColumns},
		{"a quotation mark out of place", "4,Phạm \"Văn\",05/03/1988,042088000004", reasonQuote},
		{"one quotation mark out of place", "4,Phạm \"Văn,05/03/1988,042088000004", reasonQuote},
		{"a count below the list", "(3 rows affected)", reasonColumns},
		{"broken bytes", "4,Ph\xff Văn,05/03/1988,042088000004", reasonEncoding},
		{"broken bytes before half a letter", "4,Ph\xff Văn,05/03/1988,\xe1", reasonEncoding},
		{"a signature", "Người lập biểu", reasonFooter},
		{"place and date", "Hà Tĩnh, ngày 5 tháng 3 năm 2026", reasonFooter},
		{"a place of two levels and a date to be filled in", "Xã Đức Thọ, tỉnh Hà Tĩnh, ngày ... tháng ... năm 2026", reasonFooter},
		{"how to sign", "(Ký, ghi rõ họ tên)", reasonFooter},
		{"a total", "Tổng cộng: 1234", reasonFooter},
		{"a total of two things", "Tổng số: 12 hộ, 45 nhân khẩu", reasonFooter},
		{"the end", "Hết./.", reasonFooter},
		{"a sentence", "Hà Tĩnh, 05/03/2026", reasonColumns},
		{"somebody whose surname is nearly a total's", "Tống Thị Hoa,05/03/19", reasonCut},
	} {
		for _, large := range []bool{false, true} {
			text := head
			if large { // read in pieces
				text += strings.Repeat("9,Nguyễn Văn An,05/03/1985,042085000001\n", 120_000)
			}
			l, err := load(t, "dan_cu", nil, "x.csv", text+c.last)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			got := ""
			for _, r := range l.Rejects {
				got += r.Reason
			}
			told := slices.ContainsFunc(l.Notes, func(n Note) bool { return n.ID == NoteRowsCut && n.File == "x.csv" })
			if got != c.reason || told != (c.reason == reasonCut) {
				t.Errorf("%s, large %v: rejected as %q, told %v; want %q", c.name, large, got, told, c.reason)
			}
		}
	}
}
