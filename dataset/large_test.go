package dataset

import (
	"bytes"
	"context"
	"errors"
	"hash/maphash"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/doisanh/doisanh/record"
)

// TestLargeFile: a file read in pieces comes out as one read as a whole, with line ends inside cells, broken rows, rejects, and lines
// below the list; one that becomes shorter meanwhile is an error.
func TestLargeFile(t *testing.T) {
	data := people(60_000)
	data = append(data, "60000,CD1,042099999999,\"Nguyễn\nVăn \"\"An\"\"\",01/02/1980,Nam,x,Kinh,a,b,H1,Còn sống\n"...)
	data = append(data, "60001,CD2\n60002,CD3,042099999998,Lê\xff,01/02/1980,Nam,x,Kinh,a,b,H1,Còn sống\n"...)
	data = append(data, "Tổng cộng: 60002 người,,,,,,,,,,,\nNgười lập bảng,,,,,,,,,,,\n"...)
	path := filepath.Join(t.TempDir(), "dan_cu.csv")
	if err := os.WriteFile(path, append([]byte("\xef\xbb\xbf"), data...), 0o600); err != nil {
		t.Fatal(err)
	}
	r, size := openLarge(path)
	if r == nil || size != int64(len(data)+3) {
		t.Fatalf("%v, %d bytes: not read in pieces", r, size)
	}
	opt := readOptions{threads: 2, seed: maphash.MakeSeed()}
	want := []int{1, 2, 3, 6, 9}
	whole, err := withFooter(newCSV(bytes.Clone(data))).read(context.Background(), 0, want, 12, 12, opt)
	if err != nil {
		t.Fatal(err)
	}
	pieces, err := withFooter(r).read(context.Background(), 0, want, 12, 12, opt)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(whole, pieces) {
		t.Errorf("%d rows and rejects %v, in pieces %d and %v", len(whole.line), whole.rejects, len(pieces.line), pieces.rejects)
	}
	if len(whole.rejects) != 4 || whole.in != 60_005 {
		t.Errorf("%d rows in, rejects %v", whole.in, whole.rejects)
	}
	if err := os.Truncate(path, 6<<20); err != nil {
		t.Fatal(err)
	}
	var p *record.Problem
	if _, err := r.read(context.Background(), 0, want, 12, 12, opt); !errors.As(err, &p) || p.File != path {
		t.Errorf("a file that became shorter: %v", err)
	}
}
