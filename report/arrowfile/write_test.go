package arrowfile_test

import (
	"bytes"
	"context"
	"math"
	"strconv"
	"testing"

	"github.com/apache/arrow/go/v15/arrow/array"
	"github.com/apache/arrow/go/v15/arrow/ipc"

	"github.com/doisanh/doisanh/report"
	"github.com/doisanh/doisanh/report/arrowfile"
)

// TestReadBack: every cell comes back through the library's reader, in more than one batch; the bytes are the same twice.
func TestReadBack(t *testing.T) {
	const rows = 1<<16 + 100
	words := []string{"", "Đúng", "=1+1"}
	s := report.Sheet{Name: "t", Rows: rows, Columns: []report.Column{
		{Name: "text", Str: func(row int) string { return "Nguyễn\xff " + strconv.Itoa(row) }},
		{Name: "word", Kind: report.Word, Words: words, Code: func(row int) uint32 { return uint32(row % 3) }},
		{Name: "key", Kind: report.Key, Append: func(b []byte, row int) []byte { return strconv.AppendInt(b, int64(row), 16) }},
		{Name: "whole", Kind: report.Integer, Num: func(row int) float64 { return float64(row) }},
		{Name: "real", Kind: report.Float, Num: func(row int) float64 { return float64(row) / 3 }},
		{Name: "maybe", Kind: report.OptionalFloat, Num: func(row int) float64 {
			if row%2 == 0 {
				return math.NaN()
			}
			return 0.5
		}},
	}}
	write := func() []byte {
		var b bytes.Buffer
		if err := arrowfile.Write(context.Background(), &b, s); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	file := write()
	if !bytes.Equal(file, write()) {
		t.Error("two writings differ")
	}
	r, err := ipc.NewFileReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	row := 0
	for i := range r.NumRecords() {
		rec, err := r.Record(i)
		if err != nil {
			t.Fatal(err)
		}
		for k := range int(rec.NumRows()) {
			for c := range s.Columns {
				want := s.Columns[c].Value(row)
				var got any
				switch a := rec.Column(c).(type) {
				case *array.String:
					got = a.Value(k)
				case *array.Int64:
					got = a.Value(k)
				case *array.Float64:
					if !a.IsNull(k) {
						got = a.Value(k)
					}
				}
				if got != want {
					t.Fatalf("row %d, %s: %v, want %v", row, s.Columns[c].Name, got, want)
				}
			}
			row++
		}
	}
	if row != rows {
		t.Errorf("%d rows, want %d", row, rows)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := arrowfile.Write(ctx, &bytes.Buffer{}, s); err == nil {
		t.Error("no error of a context that had ended")
	}
}
