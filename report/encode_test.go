package report

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/csv"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apache/arrow/go/v15/parquet"
	"github.com/apache/arrow/go/v15/parquet/file"
)

// hybrid reads what appendHybrid writes.
func hybrid(t *testing.T, b []byte, n, width int) (out []uint32) {
	t.Helper()
	for len(out) < n {
		head, k := binary.Uvarint(b)
		if k <= 0 {
			t.Fatalf("cut off after %d of %d", len(out), n)
		}
		b = b[k:]
		if head&1 == 0 {
			var v uint32
			for i := range (width + 7) / 8 {
				v |= uint32(b[i]) << (8 * i)
			}
			b = b[(width+7)/8:]
			for range head >> 1 {
				out = append(out, v)
			}
			continue
		}
		for range head >> 1 {
			for k := range 8 {
				var v uint32
				for i := range width {
					at := k*width + i
					v |= uint32(b[at/8]>>(at%8)&1) << i
				}
				out = append(out, v)
			}
			b = b[width:]
		}
	}
	if len(b) > 0 {
		t.Fatalf("%d bytes too many", len(b))
	}
	return out[:n]
}

func FuzzHybrid(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 9}, uint8(3))
	f.Add([]byte{1}, uint8(0))
	f.Add(bytes.Repeat([]byte{7, 7, 7, 7, 7, 7, 7, 1}, 9), uint8(23))
	f.Fuzz(func(t *testing.T, data []byte, shift uint8) {
		v := make([]uint32, len(data))
		width := 1
		for i, b := range data {
			v[i] = uint32(b) << (shift % 24)
			width = max(width, bits.Len32(v[i]))
		}
		got := hybrid(t, appendHybrid(nil, v, width), len(v), width)
		for i := range v {
			if got[i] != v[i] {
				t.Fatalf("%d: %d, want %d", i, got[i], v[i])
			}
		}
	})
}

// TestAppendNumber: the quick way writes what strconv writes.
func TestAppendNumber(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		v := round((r.Float64() - 0.5) * math.Pow(10, float64(r.IntN(14)-3)))
		if got, want := string(appendNumber(nil, v)), strconv.FormatFloat(v, 'f', -1, 64); got != want {
			t.Fatalf("%v: %q, want %q", v, got, want)
		}
	}
}

// odd makes a sheet of every kind of column and n rows: one column that repeats much, one little, one never.
func odd(n int) Sheet {
	words := []string{"", "một", "a,b", `"`, "hai\nba", " x", "bad\xff"}
	few := func(r int) string { return words[r*r%len(words)] + strconv.Itoa(r*7919%97) }
	return Sheet{Name: "odd", Rows: n, Columns: []Column{
		{Name: "word", Kind: Word, Words: words, Code: func(r int) uint32 { return uint32(r / 3 % len(words)) }},
		{Name: "few", Str: few},
		{Name: "many", Str: func(r int) string { return few(r) + strconv.Itoa(r) }},
		{Name: "key", Kind: Key, Append: func(b []byte, r int) []byte { return fmt.Appendf(b, "%016x", uint64(r)*0x9E3779B97F4A7C15) }},
		{Name: "one", Str: func(int) string { return "1" }},
		{Name: "n", Kind: Integer, Num: func(r int) float64 { return float64(r) * 1e7 }},
		{Name: "f", Kind: Float, Num: func(r int) float64 { return float64(r%1000) / 7 }},
		{Name: "o", Kind: OptionalFloat, Num: func(r int) float64 {
			if r%11 < 6 {
				return math.NaN()
			}
			return float64(r % 3)
		}},
	}}
}

// TestFilesAgree: the two files of a sheet, written together on several goroutines, hold the same cells, and they are the bytes
// that come of writing each by itself on one.
func TestFilesAgree(t *testing.T) {
	for _, n := range []int{0, 1, 7, batch + 1, 9000, groupRows + 3000} {
		if n > groupRows && testing.Short() {
			continue
		}
		s := odd(n)
		var text, table, text1, table1 bytes.Buffer
		if err := writeSheet(context.Background(), s, nil, 3, &text, &table, nil); err != nil {
			t.Fatal(err)
		}
		if err := WriteCSV(&text1, s); err != nil {
			t.Fatal(err)
		}
		if err := WriteParquet(&table1, s, nil); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(text.Bytes(), text1.Bytes()) || !bytes.Equal(table.Bytes(), table1.Bytes()) {
			t.Errorf("%d rows: the bytes depend on the threads", n)
		}
		rows, err := csv.NewReader(bytes.NewReader(text.Bytes())).ReadAll()
		if err != nil || len(rows) != n+1 {
			t.Fatalf("%d rows: %d in CSV, %v", n, len(rows)-1, err)
		}
		for i := range s.Columns {
			got := readBack(t, table.Bytes(), i)
			if len(got) != n {
				t.Fatalf("%d rows, column %d: %d in Parquet", n, i, len(got))
			}
			for r, v := range got {
				if v != rows[r+1][i] {
					t.Fatalf("%d rows, column %d, row %d: %q in Parquet, %q in CSV", n, i, r, v, rows[r+1][i])
				}
			}
		}
	}
}

// readBack reads a column through the library's reader, cells written as in CSV.
func readBack(t *testing.T, data []byte, column int) (out []string) {
	t.Helper()
	r, err := file.NewParquetReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for g := range r.NumRowGroups() {
		n := r.RowGroup(g).NumRows()
		cr, err := r.RowGroup(g).Column(column)
		if err != nil {
			t.Fatal(err)
		}
		levels := make([]int16, n)
		var total int64
		var text []string
		for left := n; left > 0 && cr.HasNext(); left -= total {
			switch cr := cr.(type) {
			case *file.ByteArrayColumnChunkReader:
				v := make([]parquet.ByteArray, left)
				total, _, err = cr.ReadBatch(left, v, levels, nil)
				for _, x := range v[:total] {
					text = append(text, string(x))
				}
			case *file.Int64ColumnChunkReader:
				v := make([]int64, left)
				total, _, err = cr.ReadBatch(left, v, levels, nil)
				for _, x := range v[:total] {
					text = append(text, strconv.FormatInt(x, 10))
				}
			case *file.Float64ColumnChunkReader:
				v := make([]float64, left)
				total, _, err = cr.ReadBatch(left, v, levels, nil)
				optional := cr.Descriptor().MaxDefinitionLevel() > 0
				for _, l := range levels[:total] {
					if optional && l == 0 {
						text = append(text, "")
						continue
					}
					text = append(text, strconv.FormatFloat(v[0], 'f', -1, 64))
					v = v[1:]
				}
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		out = append(out, text...)
	}
	return out
}

// TestLook: a cell taken for plain is one that appendCell leaves alone, and ASCII is told rightly.
func TestLook(t *testing.T) {
	alphabet := []byte("aZ09 \t\",\r\n-=+@'\xc3\xa0\x80")
	r := rand.New(rand.NewPCG(3, 4))
	for range 100_000 {
		b := make([]byte, r.IntN(28))
		for i := range b {
			b[i] = 'a'
			if r.IntN(8) == 0 {
				b[i] = alphabet[r.IntN(len(alphabet))]
			}
		}
		s := string(b)
		plain, ascii := look(s)
		if plain && string(appendCell(nil, s)) != s {
			t.Fatalf("%q taken for plain", s)
		}
		if want := !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }); ascii != want {
			t.Fatalf("%q: ASCII %v", s, ascii)
		}
	}
	for _, s := range []string{"", "042012345678 abc", "Nguyễn Thị Ánh Tuyết"} {
		if plain, _ := look(s); !plain {
			t.Errorf("%q not taken for plain", s)
		}
	}
}
