package dbf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/doisanh/doisanh/dataset/stream/streamtest"
)

// column is a field of a table under construction, and its bytes record by record.
type column struct {
	name  string
	kind  byte
	width int
	cells []string
}

// table lays a table out; marks are the records' first bytes.
func table(version byte, marks string, columns ...column) []byte {
	width := 1
	for _, c := range columns {
		width += c.width
	}
	out := make([]byte, 32)
	out[0], out[1], out[2], out[3], out[29] = version, 125, 6, 15, 0x03
	binary.LittleEndian.PutUint32(out[4:], uint32(len(marks)))
	head := 33 + 32*len(columns)
	if version == 0x30 {
		head += 263
	}
	binary.LittleEndian.PutUint16(out[8:], uint16(head))
	binary.LittleEndian.PutUint16(out[10:], uint16(width))
	for _, c := range columns {
		d := make([]byte, 32)
		copy(d, c.name)
		d[11], d[16], d[17] = c.kind, byte(c.width), byte(c.width>>8)
		out = append(out, d...)
	}
	out = append(out, 0x0D)
	out = append(out, make([]byte, head-len(out))...)
	for i, mark := range []byte(marks) {
		out = append(out, mark)
		for _, c := range columns {
			cell := []byte(c.cells[i])
			out = append(append(out, cell...), bytes.Repeat([]byte{' '}, c.width-len(cell))...)
		}
	}
	return append(out, 0x1A)
}

func little(v any) string {
	var b bytes.Buffer
	_ = binary.Write(&b, binary.LittleEndian, v) // a buffer takes all
	return b.String()
}

func read(data, memo []byte) (lines []string, t *Table, err error) {
	var m io.ReaderAt
	if memo != nil {
		m = bytes.NewReader(memo)
	}
	t, err = Open(bytes.NewReader(data), int64(len(data)), m, int64(len(memo)))
	if err != nil {
		return nil, nil, err
	}
	lines, err = streamtest.Lines(t, streamtest.Cells)
	return lines, t, err
}

func sample() (data, memo []byte) {
	memo = append([]byte{0, 0, 0, 10, 0, 0, 0, 64}, make([]byte, 512-8)...)
	memo = append(memo, 0, 0, 0, 1, 0, 0, 0, 12)
	memo = append(memo, "ghi chu dai "...)
	memo = append(memo, make([]byte, 64)...)
	return table(0x30, "  *",
		column{"HOTEN", 'C', 300, []string{"Nguyen", strings.Repeat("x", 300), "da xoa"}}, column{"SO", 'N', 12, []string{"  42063817", "1.50", "***"}},
		column{"NGAY", 'D', 8, []string{"19800102", "", "00000000"}}, column{"CO", 'L', 1, []string{"T", "?", "n"}},
		column{"I", 'I', 4, []string{little(int32(-7)), little(int32(0)), little(int32(0))}}, column{"B", 'B', 8, []string{little(1.25), little(math.NaN()), little(0.0)}},
		column{"Y", 'Y', 8, []string{little(int64(15000)), little(int64(0)), little(int64(0))}}, column{"T", 'T', 8, []string{little([2]int32{2444241, 3661000}), little(int64(0)), ""}},
		column{"GHI", 'M', 4, []string{little(int32(8)), little(int32(0)), little(int32(0))}},
	), memo
}

func TestValues(t *testing.T) {
	data, memo := sample()
	lines, table, err := read(data, memo)
	want := []string{"HOTEN|SO|NGAY|CO|I|B|Y|T|GHI", "Nguyen|42063817|1980-01-02|TRUE|-7|1.25|1.5|1980-01-02 01:01:01|ghi chu dai", strings.Repeat("x", 300) + "|1.5|||0||0||"}
	if err != nil || strings.Join(lines, "\n") != strings.Join(want, "\n") {
		t.Errorf("got %q, %v\nwant %q", lines, err, want)
	}
	if table.Deleted != 1 || !table.HasMemo() {
		t.Errorf("%d deleted", table.Deleted)
	}
	if lines, _, err := read(data, nil); err != nil || !strings.HasSuffix(lines[1], "01:01:01|") {
		t.Errorf("without its memo file: %q, %v", lines, err)
	}
}

func TestMemosOfDBase(t *testing.T) {
	three := append(make([]byte, 512), "mot dong\r\nhai\x1a\x1a"...)
	lines, _, err := read(table(0x83, " ", column{"A", 'M', 10, []string{"         1"}}), three)
	if err != nil || lines[1] != "mot dong\r\nhai" {
		t.Errorf("dBase III: %q, %v", lines, err)
	}
	four := make([]byte, 512)
	four = append(four, 0xff, 0xff, 8, 0, 11, 0, 0, 0)
	four = append(four, "abc"...)
	lines, _, err = read(table(0x8B, " ", column{"A", 'M', 10, []string{"1"}}), four)
	if err != nil || lines[1] != "abc" {
		t.Errorf("dBase IV: %q, %v", lines, err)
	}
}

func TestDamaged(t *testing.T) {
	data, memo := sample()
	change := func(at int, b byte) []byte {
		c := bytes.Clone(data)
		c[at] = b
		return c
	}
	for name, bad := range map[string][]byte{
		"cut off": data[:len(data)-10], "fewer records than there are": change(4, 1), "more": change(4, 9), "a mark of nothing": change(33+32*9+263, 'x'),
		"another width": change(10, 7), "a field without width": change(32+32+16, 0), "no version": change(0, 0x7f), "empty": {},
	} {
		if _, _, err := read(bad, memo); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := read(data, memo[:500]); !errors.Is(err, ErrDamaged) {
		t.Errorf("memo file cut off: %v", err)
	}
}

func FuzzTable(f *testing.F) {
	data, memo := sample()
	f.Add(data, memo)
	f.Add(table(0x83, " ", column{"A", 'M', 10, []string{"         1"}}), append(make([]byte, 512), "x\x1a"...))
	f.Fuzz(func(t *testing.T, data, memo []byte) {
		lines, table, err := read(data, memo)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatal(err)
			}
			return
		}
		if want := table.Records - table.Deleted + 1; len(lines) != want {
			t.Fatalf("%d rows, want %d", len(lines), want)
		}
	})
}
