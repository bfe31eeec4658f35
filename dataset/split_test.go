package dataset

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// split cuts a whole text the way chunk.parse does.
func split(data []byte, delim byte) (records [][]string, reasons []string) {
	s := newSplitter(data, delim)
	for pos := s.skip(0); pos < len(data); pos = s.skip(pos) {
		_, after, reason := s.next(pos)
		var row []string
		for _, c := range s.cells {
			v := s.value(c)
			row = append(row, string(v))
		}
		if reason != "" {
			row = nil
		}
		records, reasons = append(records, row), append(reasons, reason)
		if after <= pos {
			panic("no progress")
		}
		pos = after
	}
	return records, reasons
}

func TestSplit(t *testing.T) {
	long := strings.Repeat("x", maxQuoted+10)
	lines := strings.Repeat("x\n", maxQuotedLines+1)
	for _, c := range []struct{ name, in, want string }{
		{"plain", "a,b\nc,d", "[a b] [c d]"},
		{"crlf", "a,b\r\n\r\nc,d\r\n", "[a b] [c d]"},
		{"empty cells", ",\n,,\n", "[ ] [  ]"},
		{"quoted", "\"a,b\",\"c\"\"d\"\n\"e\nf\",g\n", "[a,b c\"d] [e\nf g]"},
		{"empty quoted", "\"\",\"\"\"\"\n", "[ \"]"},
		{"bare quote", "a\"b,c\nd,e\n", "quote [d e]"},
		{"text after the quote", "\"a\"b,c\nd,e\n", "quote [d e]"},
		{"never closed", "\"a,b\nc,d\ne,f", "quote [c d] [e f]"},
		{"never closed, then a quoted cell", "1,\"a\n2,\"b\"\n3,c\n", "quote [2 b] [3 c]"},
		{"longer than a cell may be", "\"" + long + "\",a\nb,c\n", "quote [b c]"},
		{"more lines than a cell may have", "\"" + lines + "\",a\n", "quote" + strings.Repeat(" [x]", maxQuotedLines) + " quote"},
		{"lone return", "a\rb,c\n", "[a\rb c]"},
		{"return at the end", "a,b\r", "[a b]"},
		{"quoted and return at the end", "a,\"b\"\r", "[a b]"},
	} {
		records, reasons := split([]byte(c.in), ',')
		var got []string
		for i := range records {
			if reasons[i] != "" {
				got = append(got, reasons[i])
			} else {
				got = append(got, fmt.Sprint(records[i]))
			}
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: got %.200q, want %.200q", c.name, g, c.want)
		}
	}
}

// FuzzSplit holds the splitter to encoding/csv: until the first fault they find the same records, and where there is
// one, both find it.
func FuzzSplit(f *testing.F) {
	for _, s := range []string{"a,b\nc,d\n", "\"a\nb\",c\r\n", "a;\"b\"\"\";\n", "\"a", "a\"b", "\n\n,", "\"\"\"\"", "a,\"b\" ,c", "\r\r\n", "\"a\r\nb\"", "12345678,\"1234567\"\"\"\n"} {
		f.Add([]byte(s), byte(','))
	}
	f.Add([]byte("a\tb|c"), byte('\t'))
	f.Fuzz(func(t *testing.T, data []byte, delim byte) {
		if !strings.ContainsRune(",;\t|", rune(delim)) || bytes.Contains(data, []byte("\xef\xbb\xbf")) || len(data) > maxQuoted || bytes.Count(data, []byte("\n")) > maxQuotedLines {
			t.Skip()
		}
		records, reasons := split(data, delim)
		oracle := csv.NewReader(bytes.NewReader(data))
		oracle.Comma, oracle.FieldsPerRecord = rune(delim), -1
		for i := 0; ; i++ {
			want, err := oracle.Read()
			if err == io.EOF {
				if i != len(records) {
					t.Fatalf("%d records, want %d", len(records), i)
				}
				return
			}
			if i >= len(records) {
				t.Fatalf("%d records, encoding/csv finds more: %q, %v", len(records), want, err)
			}
			if err != nil {
				if reasons[i] == "" {
					t.Fatalf("record %d: %q, want %v", i, records[i], err)
				}
				return
			}
			if reasons[i] != "" {
				t.Fatalf("record %d: %s, want %q", i, reasons[i], want)
			}
			got := records[i]
			for k := range got { // encoding/csv rewrites line ends inside cells
				got[k] = strings.ReplaceAll(got[k], "\r\n", "\n")
			}
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("record %d: %q, want %q", i, got, want)
			}
		}
	})
}

// FuzzChunks holds parsing in chunks to parsing in one pass, wherever the chunks begin.
func FuzzChunks(f *testing.F) {
	f.Add([]byte("h,i\na,b\n\n\"c\nd\",e\n1,\"x\n\n,,\n2,y,z\n\xff,q\n"), uint64(1))
	f.Fuzz(func(t *testing.T, data []byte, seed uint64) { checkChunks(t, data, seed) })
}

func TestChunks(t *testing.T) {
	pieces := []string{"a", "bb", "Nguyễn", ",", ",", "\n", "\n", "\r\n", "\"", "\"", "\"\"", " ", "\xff", "1", ",\"", "\"\n"}
	for seed := range uint64(400) {
		rng := rand.New(rand.NewPCG(seed, 7))
		var b strings.Builder
		b.WriteString("h,i\n")
		for range rng.IntN(200) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		checkChunks(t, []byte(b.String()), seed)
	}
}

func checkChunks(t *testing.T, data []byte, seed uint64) {
	t.Helper()
	r := newCSV(data)
	if len(r.starts) == 0 {
		return
	}
	begin := r.starts[0]
	file := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(file, append([]byte("\xef\xbb\xbf"), r.data...), 0o600); err != nil {
		t.Fatal(err)
	}
	read := func(step, threads int, fromFile bool) *rows {
		q := *r
		if fromFile {
			q.data, q.file = nil, &textFile{file, 3}
		}
		p := q.parsing(0, []int{0, 1}, 2, 2, readOptions{threads: threads, seed: maphash.MakeSeed()})
		p.step = step
		out, err := p.read(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	rng := rand.New(rand.NewPCG(seed, 3))
	whole := read(len(data)+1, 1, false)
	for _, threads := range []int{1, 3} {
		step := 1 + rng.IntN(40)
		if parts := read(step, threads, rng.IntN(2) == 0); !reflect.DeepEqual(whole, parts) {
			t.Fatalf("seed %d: chunks of %d bytes read differently:\n%q\n%+v\n%+v", seed, step, data, whole, parts)
		}
	}
	if whole.in != len(whole.line)+len(whole.rejects) {
		t.Fatalf("seed %d: %d rows in, %d loaded, %d rejected", seed, whole.in, len(whole.line), len(whole.rejects))
	}
	if records, _ := split(r.data[begin:], r.delim); len(records) != whole.in {
		t.Fatalf("seed %d: %d records, %d rows in", seed, len(records), whole.in)
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := newCSV([]byte("a,b\n" + strings.Repeat("1,2\n", 5000)))
	if _, err := r.read(ctx, 0, []int{0}, 2, 2, readOptions{threads: 1, seed: maphash.MakeSeed()}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
