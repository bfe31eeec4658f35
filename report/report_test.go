package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
	"github.com/doisanh/doisanh/record"
	"github.com/doisanh/doisanh/report"
)

// sheet is a small table with every kind of column and every awkward cell.
func sheet() report.Sheet {
	names := []string{"Nguyễn Văn Tôn Thất", "", "a,b", `nói "có"`, "hai\ndòng", " đầu", "bad\xff", "crlf\r\n", "x\x00y"}
	nums := []float64{0, -0.0000001, 1, 0.1234567, 0.99999951, -3.25, 123456789.5, 1e-7, 0.5}
	return report.Sheet{Name: "t", Rows: len(names), Columns: []report.Column{
		{Name: "họ tên", Kind: report.Text, Str: func(r int) string { return names[r] }},
		{Name: "n", Kind: report.Integer, Num: func(r int) float64 { return float64(r * 1_000_000_007) }},
		{Name: "p", Kind: report.Float, Num: func(r int) float64 { return nums[r] }},
		{Name: "o", Kind: report.OptionalFloat, Num: func(r int) float64 {
			if r%3 == 1 {
				return math.NaN()
			}
			return float64(r) / 3
		}},
	}}
}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	if err := report.WriteCSV(&b, sheet()); err != nil {
		t.Fatal(err)
	}
	want := "họ tên,n,p,o\n" +
		"Nguyễn Văn Tôn Thất,0,0,0\n" +
		",1000000007,0,\n" +
		"\"a,b\",2000000014,1,0.666667\n" +
		"\"nói \"\"có\"\"\",3000000021,0.123457,1\n" +
		"\"hai\ndòng\",4000000028,1,\n" +
		"\" đầu\",5000000035,-3.25,1.666667\n" +
		"bad\uFFFD,6000000042,123456789.5,2\n" +
		"\"crlf\r\n\",7000000049,0,\n" +
		"x\x00y,8000000056,0.5,2.666667\n"
	if b.String() != want {
		t.Errorf("got\n%q\nwant\n%q", b.String(), want)
	}
}

func TestWriteCSVLoneBlankCell(t *testing.T) {
	var b bytes.Buffer
	s := report.Sheet{Name: "t", Rows: 2, Columns: []report.Column{{Name: "c", Str: func(int) string { return "" }}}}
	if err := report.WriteCSV(&b, s); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "c\n\"\"\n\"\"\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// FuzzCSVRoundTrip: what encoding/csv reads back is what was written, but for the "\r\n" it makes "\n" itself.
func FuzzCSVRoundTrip(f *testing.F) {
	f.Add("a", "b")
	f.Add("\"", ",\r\n \t")
	f.Add("", "\xff")
	f.Add("=1+1", "\r\n=")
	f.Add("-5", "''@")
	f.Fuzz(func(t *testing.T, x, y string) {
		cells := []string{x, y}
		str := func(k int) func(int) string { return func(r int) string { return cells[(r+k)%2] } }
		s := report.Sheet{Name: "t", Rows: 2, Columns: []report.Column{{Name: "a", Str: str(0)}, {Name: "b", Str: str(1)}}}
		var b bytes.Buffer
		if err := report.WriteCSV(&b, s); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatalf("%q: %v", b.String(), err)
		}
		clean := func(s string) string {
			return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
		}
		for _, row := range rows {
			for i, cell := range row {
				if record.Risky(cell) {
					t.Errorf("a formula was written: %q", cell)
				}
				row[i] = record.Unguard(cell)
			}
		}
		if len(rows) != 3 || rows[1][0] != clean(x) || rows[1][1] != clean(y) || rows[2][0] != clean(y) || rows[2][1] != clean(x) {
			t.Errorf("%q, %q came back as %q", x, y, rows)
		}
	})
}

// columns reads a Parquet file back through the low-level readers: every cell as CSV text.
func columns(t *testing.T, data []byte) (names []string, cells [][]string) {
	t.Helper()
	r, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	sc := r.MetaData().Schema
	for i := range sc.NumColumns() {
		names = append(names, sc.Column(i).Name())
		var col []string
		for g := range r.NumRowGroups() {
			rows := r.RowGroup(g).NumRows()
			cr, err := r.RowGroup(g).Column(i)
			if err != nil {
				t.Fatal(err)
			}
			got := readColumn(t, cr, rows)
			if int64(len(got)) != rows {
				t.Fatalf("column %d: %d of %d rows", i, len(got), rows)
			}
			col = append(col, got...)
		}
		cells = append(cells, col)
	}
	return names, cells
}

func readColumn(t *testing.T, cr file.ColumnChunkReader, rows int64) (out []string) {
	t.Helper()
	for cr.HasNext() {
		levels := make([]int16, rows)
		var err error
		var total int64
		switch cr := cr.(type) {
		case *file.ByteArrayColumnChunkReader:
			v := make([]parquet.ByteArray, rows)
			total, _, err = cr.ReadBatch(rows, v, levels, nil)
			for _, x := range v[:total] {
				out = append(out, string(x))
			}
		case *file.Int64ColumnChunkReader:
			v := make([]int64, rows)
			total, _, err = cr.ReadBatch(rows, v, levels, nil)
			for _, x := range v[:total] {
				out = append(out, fmt.Sprint(x))
			}
		case *file.Float64ColumnChunkReader:
			v := make([]float64, rows)
			var n int
			total, n, err = cr.ReadBatch(rows, v, levels, nil)
			optional := cr.Descriptor().MaxDefinitionLevel() > 0
			v = v[:n]
			for _, l := range levels[:total] {
				if optional && l == 0 {
					out = append(out, "")
					continue
				}
				out = append(out, fmt.Sprint(v[0]))
				v = v[1:]
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func TestWriteParquet(t *testing.T) {
	var b, c bytes.Buffer
	if err := report.WriteParquet(&b, sheet(), map[string]string{"b": "2", "a": "1", report.SchemaKey: "no"}); err != nil {
		t.Fatal(err)
	}
	if err := report.WriteCSV(&c, sheet()); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&c).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	names, cells := columns(t, b.Bytes())
	for i, n := range names {
		if n != rows[0][i] {
			t.Errorf("column %d is %q in Parquet, %q in CSV", i, n, rows[0][i])
		}
		for r, got := range cells[i] {
			want := rows[r+1][i]
			got = strings.ReplaceAll(strings.TrimSuffix(got, "e+08"), "\r\n", "\n")
			if want == "123456789.5" {
				want = "1.234567895"
			}
			if got != want {
				t.Errorf("%s, row %d: %q in Parquet, %q in CSV", n, r, got, want)
			}
		}
	}
	pr, err := file.NewParquetReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer pr.Close()
	kv := pr.MetaData().KeyValueMetadata()
	for k, want := range map[string]string{"a": "1", "b": "2", report.SchemaKey: report.SchemaVersion} {
		if got := kv.FindValue(k); got == nil || *got != want {
			t.Errorf("metadata %s: %v, want %q", k, got, want)
		}
	}
	if got := pr.MetaData().GetCreatedBy(); got != "doisanh" {
		t.Errorf("created by %q", got)
	}
}

// long returns a table of n rows, with columns as they come in links and findings.
func long(n int) report.Sheet {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("BH%08d", i*7919%n)
	}
	words := []string{"match", "review", "none", ""}
	word := func(k int) func(int) string { return func(r int) string { return words[r/k%len(words)] } }
	num := func(r int) float64 { return float64(r*7919%1000003) / 1000003 }
	return report.Sheet{Name: "links", Rows: n, Columns: []report.Column{
		{Name: "dataset", Str: word(n/4 + 1)},
		{Name: "record_id", Str: func(r int) string { return ids[r] }},
		{Name: "population_id", Str: func(r int) string { return ids[n-1-r] }},
		{Name: "decision", Str: word(1)},
		{Name: "outcome", Str: word(3)},
		{Name: "probability", Kind: report.Float, Num: num},
		{Name: "weight", Kind: report.Float, Num: func(r int) float64 { return 40*num(r) - 20 }},
		{Name: "method", Str: word(5)},
		{Name: "runner_up_id", Str: func(r int) string { return ids[r/2] }},
		{Name: "runner_up_probability", Kind: report.OptionalFloat, Num: func(r int) float64 {
			if r%5 > 0 {
				return math.NaN()
			}
			return num(r)
		}},
	}}
}

// TestParquetRowGroups: more rows than a row group and than the dictionary holds come back whole.
func TestParquetRowGroups(t *testing.T) {
	if testing.Short() {
		t.Skip("1.1 million rows")
	}
	const n = 1<<20 + 12_345
	s := report.Sheet{Name: "t", Rows: n, Columns: []report.Column{
		{Name: "id", Str: func(r int) string { return fmt.Sprintf("%d-%d", r, r%7) }},
	}}
	var b bytes.Buffer
	if err := report.WriteParquet(&b, s, nil); err != nil {
		t.Fatal(err)
	}
	_, cells := columns(t, b.Bytes())
	if len(cells[0]) != n {
		t.Fatalf("%d rows, want %d", len(cells[0]), n)
	}
	for r, got := range cells[0] {
		if want := s.Columns[0].Str(r); got != want {
			t.Fatalf("row %d: %q, want %q", r, got, want)
		}
	}
}

func TestWriteFilesSameBytes(t *testing.T) {
	sheets := []report.Sheet{long(3000), sheet(), {Name: "empty", Columns: sheet().Columns}}
	var first []report.File
	for _, threads := range []int{1, 8} {
		dir := filepath.Join(t.TempDir(), "run")
		files, err := report.WriteFiles(context.Background(), dir, sheets, nil, threads)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for i, f := range files {
			names = append(names, f.Name)
			info, err := os.Stat(filepath.Join(dir, f.Name))
			if err != nil {
				t.Fatal(err)
			}
			if info.Size() != f.Bytes || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %d bytes, mode %v, reported %d", f.Name, info.Size(), info.Mode(), f.Bytes)
			}
			if first != nil && f != first[i] {
				t.Errorf("%d threads: %+v, with one thread %+v", threads, f, first[i])
			}
		}
		if got, want := strings.Join(names, " "), "links.csv links.parquet t.csv t.parquet empty.csv empty.parquet"; got != want {
			t.Errorf("files %s, want %s", got, want)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
			t.Errorf("left behind: %v", left)
		}
		first = files
	}
}

func TestWriteFilesFailure(t *testing.T) {
	t.Run("cancelled", func(t *testing.T) {
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(context.Background())
		s := long(50_000)
		id := s.Columns[1].Str
		s.Columns[1].Str = func(r int) string {
			if r == 40_000 {
				cancel()
			}
			return id(r)
		}
		if _, err := report.WriteFiles(ctx, dir, []report.Sheet{s}, nil, 2); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
		wantEmpty(t, dir)
	})
	t.Run("one cannot be written", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.MkdirAll(filepath.Join(dir, "t.parquet", "x"), 0o700); err != nil { // rename onto it fails
			t.Fatal(err)
		}
		_, err := report.WriteFiles(context.Background(), dir, []report.Sheet{long(100), sheet()}, nil, 1)
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemOutput || filepath.Base(p.File) != "t.parquet" {
			t.Errorf("error %v", err)
		}
		if err := os.RemoveAll(filepath.Join(dir, "t.parquet")); err != nil {
			t.Fatal(err)
		}
		wantEmpty(t, dir)
	})
	t.Run("folder is a file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "f")
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := report.WriteFiles(context.Background(), path, []report.Sheet{sheet()}, nil, 1)
		var p *record.Problem
		if !errors.As(err, &p) || p.ID != record.ProblemOutput {
			t.Errorf("error %v", err)
		}
	})
}

func wantEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range left {
		t.Errorf("left behind: %s", e.Name())
	}
}

// limited fails every write after the first n bytes.
type limited struct{ n int }

func (l *limited) Write(p []byte) (int, error) {
	if l.n -= len(p); l.n < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// TestWriteError: wherever the disk fills up, the writer says so.
func TestWriteError(t *testing.T) {
	s := long(400)
	var whole bytes.Buffer
	if err := report.WriteParquet(&whole, s, nil); err != nil {
		t.Fatal(err)
	}
	for n := 0; n < whole.Len(); n += 97 {
		if err := report.WriteParquet(&limited{n}, s, nil); !errors.Is(err, io.ErrShortWrite) {
			t.Fatalf("no room after %d of %d bytes: error %v", n, whole.Len(), err)
		}
	}
	if err := report.WriteCSV(&limited{100}, s); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("CSV: error %v", err)
	}
}

// The benchmarks' table is 200,000 rows × 10 columns of links.

func BenchmarkWriteCSV(b *testing.B) { benchmark(b, report.WriteCSV) }

func BenchmarkWriteParquet(b *testing.B) {
	benchmark(b, func(w io.Writer, s report.Sheet) error { return report.WriteParquet(w, s, nil) })
}

func benchmark(b *testing.B, write func(io.Writer, report.Sheet) error) {
	s := long(200_000)
	var n countWriter
	b.ReportAllocs()
	for b.Loop() {
		n = 0
		if err := write(&n, s); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(s.Rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(n), "file-bytes")
}

type countWriter int64

func (c *countWriter) Write(p []byte) (int, error) { *c += countWriter(len(p)); return len(p), nil }

// BenchmarkWriteParquetText is the measurement of docs/decisions/0002-parquet-writing.md: 2,000,000 rows × 12 text columns, a third
// of them all different, a third of 60,000 different names, a third of four words.
func BenchmarkWriteParquetText(b *testing.B) {
	if testing.Short() {
		b.Skip("2,000,000 rows")
	}
	const n = 2_000_000
	ids, names := make([]string, n), make([]string, 60_000)
	for i := range ids {
		ids[i] = fmt.Sprintf("0420%08d", i*7919%n)
	}
	for i := range names {
		names[i] = fmt.Sprintf("Nguyễn Văn %d Tôn Thất", i)
	}
	words := []string{"match", "review", "none", ""}
	s := report.Sheet{Name: "t", Rows: n}
	for k := range 12 {
		str := func(r int) string { return words[r/(k+1)%len(words)] }
		switch k % 3 {
		case 0:
			str = func(r int) string { return ids[(r+k)%n] }
		case 1:
			str = func(r int) string { return names[(r*31+k)%len(names)] }
		}
		s.Columns = append(s.Columns, report.Column{Name: fmt.Sprint("c", k), Str: str})
	}
	var size countWriter
	b.ReportAllocs()
	for b.Loop() {
		size = 0
		if err := report.WriteParquet(&size, s, nil); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size), "file-bytes")
}
