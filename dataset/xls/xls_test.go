package xls

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/doisanh/doisanh/dataset/stream/streamtest"
)

// sample is the workbook testdata/make.go and LibreOffice make, by hand, for LibreOffice writes the time of day into it:
//
//	cd testdata && go run make.go && soffice --headless --convert-to 'xls:MS Excel 97' list.xlsx && rm list.xlsx
func sample(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/list.xls")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// read reads all sheets, each row as "number:cell|cell".
func read(data []byte) (sheets [][]string, b *Book, err error) {
	b, err = Open(data)
	if err != nil {
		return nil, nil, err
	}
	for _, s := range b.Sheets {
		rows, err := b.Rows(s)
		if err != nil {
			return nil, nil, err
		}
		lines, err := streamtest.Lines(rows, streamtest.Numbered)
		if err != nil {
			return nil, nil, err
		}
		sheets = append(sheets, lines)
	}
	return sheets, b, nil
}

func TestRead(t *testing.T) {
	sheets, b, err := read(sample(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(sheets) != 2 || len(sheets[0]) != 121 || b.Sheets[0].Hidden || b.Sheets[1].Name != "Ẩn" || !b.Sheets[1].Hidden {
		t.Fatalf("%d sheets, %+v", len(sheets), b.Sheets)
	}
	for i, want := range map[int]string{
		0: "1:Họ và tên|Ngày sinh|Số CCCD|Số|Có|Công thức|Ghi chú", 1: "2:Nguyễn Thị Hường 0|1930-03-04|042063817449|0|TRUE|M0|ghi chú dài a",
		2: "3:Nguyễn Thị Hường 1|1931-03-04|042063817450|1.25|FALSE|M1.25", 120: "121:Nguyễn Thị Hường 119|1989-03-04|042063817568|148.75|FALSE|M148.75|ghi chú dài p",
	} {
		if sheets[0][i] != want {
			t.Errorf("got %s, want %s", sheets[0][i], want)
		}
	}
	if got := strings.Join(sheets[1], " "); got != "3:|1950" {
		t.Errorf("hidden sheet: %s", got)
	}
	rows, err := b.Rows(b.Sheets[0])
	if err != nil || rows.Facts.HiddenRows != 1 || len(rows.Facts.Merged) != 1 || rows.Facts.Merged[0].LastRow != 3 {
		t.Errorf("%+v, %v", rows.Facts, err)
	}
}

// TestSharedStrings reads texts that go on in the next record, with letters of another width there.
func TestSharedStrings(t *testing.T) {
	got, err := sharedStrings([][]byte{{2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 'a', 'b'}, {1, 0xC5, 0x1E, 'd', 0, 1, 0, 8, 1, 0, 'x', 9, 9}, {9, 9}})
	if err != nil || strings.Join(got, ",") != "abễd,x" {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := sharedStrings([][]byte{{2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0, 'a'}}); !errors.Is(err, ErrDamaged) {
		t.Errorf("cut off: %v", err)
	}
}

// TestCorrupted: 2,000 damaged copies are read or refused, quickly, and none loses rows in silence.
func TestCorrupted(t *testing.T) {
	data := sample(t)
	refused, changed := 0, 0
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 17))
		bad := bytes.Clone(data)
		switch rng.IntN(3) {
		case 0:
			bad = bad[:rng.IntN(len(bad))]
		case 1:
			i := rng.IntN(len(bad))
			clear(bad[i:min(len(bad), i+64)])
		default:
			for range 1 + rng.IntN(4) {
				bad[rng.IntN(len(bad))] = byte(rng.IntN(256))
			}
		}
		start := time.Now()
		sheets, _, err := read(bad)
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("seed %d: %v", seed, took)
		}
		switch {
		case err != nil:
			refused++
		case len(sheets) != 2 || len(sheets[0]) != 121:
			changed++
		}
	}
	t.Logf("of 2,000 damaged files %d refused, %d with another number of rows", refused, changed)
	if changed > 0 {
		t.Errorf("%d files changed their number of rows in silence", changed)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(sample(f))
	f.Add([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, _, err := read(data); err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrLocked) && !errors.Is(err, ErrNoBook) {
			t.Fatal(err)
		}
	})
}
